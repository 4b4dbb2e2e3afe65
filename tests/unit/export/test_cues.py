"""Cues that can be read while they are on screen."""

import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.core.errors import FormatUnknown
from desktop_app.core.transcript import Segment, Transcript, Word
from desktop_app.export.options import ExportOptions
from desktop_app.export.subtitle_rules import PRESETS, SubtitleRules
from desktop_app.export.subtitles.cues import Cue, cues
from tests.hard_texts import TEXTS
from tests.hard_texts import segments as hard_segments
from tests.spoken_hour import ENGLISH, spoken_hour

BBC = ExportOptions(preset="bbc")
NONE = ExportOptions(preset="none")
LONG = (
    "When the ship left the harbour at dawn, nobody on the pier said a word, and after a while "
    "the fog came in from the sea and the lighthouse began to turn as it does every night."
)


def transcript(*segments: Segment, language: str | None = None) -> Transcript:
    return Transcript(Path("talk.wav"), 39_999.0, "starter", language, segments)


def timed(
    text: str, start_s: float = 0.0, word_s: float = 0.4, speaker: str | None = None
) -> Segment:
    """A segment whose words follow one another, `word_s` each."""
    words = tuple(
        Word(word, start_s + i * word_s, start_s + (i + 1) * word_s)
        for i, word in enumerate(text.split())
    )
    return Segment(text, start_s, words[-1].end_s, words, speaker)


def lines_of(text: str, language: str | None = None, options: ExportOptions = BBC) -> list[str]:
    """All lines of one sentence."""
    made = cues(transcript(timed(text), language=language), options)
    return [line for cue in made for line in cue.lines]


def test_a_long_sentence_becomes_cues_at_its_words_times() -> None:
    segment = timed(LONG, 10.0)
    made = cues(transcript(segment))
    assert len(made) > 2
    assert " ".join(" ".join(c.lines) for c in made) == LONG
    begins = {w.start_s: w.text for w in segment.words}
    for cue in made:
        assert cue.lines[0].startswith(begins[cue.start_s])


def test_without_word_times_a_sentence_is_shared_out_by_its_letters() -> None:
    made = cues(transcript(Segment(LONG, 10.0, 30.0)))
    assert " ".join(" ".join(c.lines) for c in made) == LONG
    assert made[0].start_s == 10.0
    assert made[-1].end_s == pytest.approx(30.0)
    assert all(c.end_s - c.start_s <= 7.0 for c in made)


def test_words_that_could_not_be_timed_do_not_jump_to_the_beginning() -> None:
    words = (Word("Guten", 50.0, 50.5), Word("Tag", None, None), Word("zusammen", 51.0, 52.0))
    made = cues(transcript(timed("Ja.", 40.0), Segment("Guten Tag zusammen", 50.0, 52.0, words)))
    assert [(c.start_s, c.lines) for c in made] == [
        (40.0, ("Ja.",)),
        (50.0, ("Guten Tag zusammen",)),
    ]


def test_a_word_that_begins_far_too_early_is_shown_near_its_end() -> None:
    (cue,) = cues(transcript(Segment("Yes.", 10.0, 40.0, (Word("Yes.", 10.0, 40.0),))))
    assert 36.0 < cue.start_s < 39.0
    assert cue.end_s == 40.0


def test_a_cue_is_stretched_into_the_silence_but_not_over_the_next() -> None:
    (alone,) = cues(transcript(timed("No.", 1.0, 0.1)))
    assert alone.end_s - alone.start_s == pytest.approx(5 / 6, abs=0.001)
    first, second = cues(transcript(timed("No.", 1.0, 0.1), timed("Yes, I know.", 2.5)))
    assert second.start_s == 2.5
    assert first.end_s == pytest.approx(1.834)  # the gap is not below half a second


def test_a_small_gap_is_closed_to_two_frames() -> None:
    said = transcript(timed("Well, I was born here.", 1.0), timed(f"I see. {LONG}", 3.4))
    first, second = cues(said, ExportOptions(frame_rate=25.0))[:2]
    assert second.start_s - first.end_s == pytest.approx(0.08)
    first, second = cues(said)[:2]
    assert second.start_s - first.end_s == pytest.approx(0.084)  # two frames at the slowest rate


def test_at_a_films_rate_cues_come_and_go_with_its_frames() -> None:
    hour = spoken_hour(ENGLISH)
    said = replace(hour, segments=hour.segments[-60:])
    for rate, exact in ((25.0, 25.0), (23.976, 24000 / 1001), (29.97, 30000 / 1001)):
        made = cues(said, ExportOptions(frame_rate=rate))
        times_s = [time_s for cue in made for time_s in (cue.start_s, cue.end_s)]
        assert max(abs(t * exact - round(t * exact)) for t in times_s) < 1e-6


def test_two_short_answers_share_a_cue_and_have_a_line_each() -> None:
    said = transcript(timed("Yes.", 1.0, 0.2, "Ann"), timed("No.", 1.2, 0.2, "Bob"))
    (cue,) = cues(said)
    assert cue.lines == ("-Yes.", "-No.")
    assert cue.speakers == ("Ann", "Bob")
    assert cues(said, BBC)[0].lines == ("- Yes.", "- No.")
    assert cues(said, names=True)[0].lines == ("Ann: Yes.", "Bob: No.")
    alone = SubtitleRules(dash=None)
    assert [c.lines for c in cues(said, ExportOptions(rules=alone))] == [("Yes.",), ("No.",)]


def test_another_speaker_gets_a_cue_where_there_is_time() -> None:
    said = transcript(
        timed("How long have you been living here?", 1.0, 0.4, "Ann"),
        timed("All my life, and so did my mother.", 4.0, 0.4, "Bob"),
    )
    assert [set(c.speakers) for c in cues(said)] == [{"Ann"}, {"Bob"}]


@pytest.mark.parametrize(
    ("language", "text", "together"),
    [
        (None, "I saw the mill with my own eyes and then Doctor Smith came by.", "Doctor Smith"),
        (None, "That was long before I ever lived in New York with my old aunt.", "New York"),
        ("en", "In the evening we listened to Ludwig van Beethoven until ten.", "Ludwig van"),
        ("en", "In the evening we listened to Ludwig van Beethoven until ten.", "van Beethoven"),
        ("en", "We had been walking around in the wood the whole day long.", "the wood"),
        ("de", "Am Abend sind wir alle zusammen mit der alten Bahn gefahren.", "der alten"),
        ("de", "Das alles geschah an einem langen Sonntag, am 12. März 1998.", "12. März"),
        ("fr", "On ne pouvait pas voir le bateau depuis la maison de ma tante.", "la maison"),
        ("es", "No se podía ver el barco desde la casa vieja de mi hermana.", "la casa"),
        ("en", "It cost about 12 % more than in all of the years before it.", "12 %"),
    ],
)
def test_no_line_ends_within_a_name_or_after_a_little_word(
    language: str | None, text: str, together: str
) -> None:
    for line_chars in range(22, 42):
        options = ExportOptions(rules=SubtitleRules(line_chars=line_chars, chars_per_s=None))
        assert any(together in line for line in lines_of(text, language, options)), line_chars


def test_lines_are_balanced_and_break_at_a_clause() -> None:
    assert lines_of("Turn left at the library, and go past the park.") == [
        "Turn left at the library,",
        "and go past the park.",
    ]


def test_a_title_does_not_end_a_sentence() -> None:
    lines = lines_of("My neighbour, who was there on that day, is Dr. Anna Smith of Leeds.")
    assert any("Dr. Anna Smith" in line for line in lines)


def test_a_small_letter_after_a_full_stop_begins_no_sentence() -> None:
    text = 'We lived in the U.S. in those years. "Really?" she said, and "nobody" came.'
    lines = lines_of(text, "en")
    assert not any(line.startswith(("in those", "she said")) for line in lines)


def test_scripts_without_spaces_are_broken_between_words_where_they_show() -> None:
    japanese = "今日は天気がいいので、公園を散歩してから図書館に行きたいと思います。"
    options = ExportOptions()
    made = cues(transcript(Segment(japanese, 0.0, 9.0)), options)
    lines = [line for cue in made for line in cue.lines]
    assert "".join(lines) == japanese
    assert all(len(line) <= 13 for line in lines)  # as Netflix counts in Japanese
    assert not any(line[0] in "、。ーっ" for line in lines)
    chinese = TEXTS[5]
    made = cues(transcript(Segment(chinese, 0.0, 30.0)), options)
    assert "".join("".join(cue.lines) for cue in made) == chinese
    assert all(len(line) <= 16 and line[0] not in "\uff0c。" for cue in made for line in cue.lines)


def test_thai_vowels_stay_with_their_consonants() -> None:
    thai = "เขาไปโรงเรียนทุกวันและกลับบ้านตอนเย็นเพื่อทำการบ้านกับน้องสาวของเขา"
    made = cues(transcript(Segment(thai, 0.0, 12.0)), ExportOptions())
    lines = [line for cue in made for line in cue.lines]
    assert "".join(lines) == thai
    assert not any(line[-1] in "เแโใไ" or line[0] in "ะาำัิ" for line in lines)


def test_accents_and_joined_emoji_are_one_character_and_are_never_parted() -> None:
    word = "e\u0301" * 40
    (cue,) = cues(transcript(timed(f"{word} x", 0.0, 3.0)))
    assert cue.lines == (f"{word} x",)
    family = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
    (cue,) = cues(transcript(timed(" ".join([family] * 14), 0.0, 0.3)))
    assert len(cue.lines) == 1


def test_a_word_longer_than_a_line_is_not_broken() -> None:
    for word in ("https://example.org/" + "a" * 380, "Z" * 400):
        made = cues(transcript(timed(f"See {word} today.")))
        assert word in [line for cue in made for line in cue.lines]


def test_a_space_that_does_not_break_stays() -> None:
    lines = lines_of("Das alles sind nach der Rechnung 12\u00a0000\u00a0Euro für die Leute.", "de")
    assert any("12\u00a0000\u00a0Euro" in line for line in lines)


def test_what_no_reader_can_see_makes_no_cue() -> None:
    said = transcript(
        Segment("\x1b[0m a\ud800b \u200b", 1.0, 2.0),
        Segment(" \t\n", 4.0, 5.0),
        Segment("\u200b\u200e", 6.0, 7.0),
    )
    assert [cue.lines for cue in cues(said)] == [("\ufffd[0m a\ufffdb",)]


def test_a_recording_of_ten_hours() -> None:
    (cue,) = cues(transcript(timed("Good night.", 36_000.0)))
    assert cue.start_s == 36_000.0


def test_three_thousand_speakers() -> None:
    said = [timed("Here.", n * 2.0, 0.4, f"Speaker {n}") for n in range(3000)]
    made = cues(transcript(*said), names=True)
    assert len({cue.speakers[0] for cue in made}) == 3000


def test_an_hour_is_quick() -> None:
    said = spoken_hour(ENGLISH)
    begun_s = time.process_time()
    assert len(cues(said)) > 500
    assert time.process_time() - begun_s < 5.0  # half a second on a quiet machine


def test_four_long_lines_are_quick() -> None:
    fast = transcript(timed(" ".join([LONG] * 6), word_s=0.1))
    rules = SubtitleRules(line_chars=100, lines=4, chars_per_s=None, most_s=60.0)
    begun_s = time.process_time()
    assert all(len(cue.lines) <= 4 for cue in cues(fast, ExportOptions(rules=rules)))
    assert time.process_time() - begun_s < 5.0  # half a second on a quiet machine


def test_without_rules_each_sentence_is_a_cue_at_its_own_times() -> None:
    made = cues(transcript(timed(LONG, 10.0), timed("Yes.", 33.0, 0.1)), NONE)
    assert [cue.lines for cue in made] == [(LONG,), ("Yes.",)]
    assert [(cue.start_s, cue.end_s) for cue in made] == [(10.0, 24.8), (33.0, 33.1)]


def test_rules_of_that_name_are_not_there() -> None:
    with pytest.raises(FormatUnknown, match="arte"):
        cues(transcript(timed("Yes.")), ExportOptions(preset="arte"))


def test_hard_texts_lose_nothing_in_any_preset() -> None:
    said = transcript(*hard_segments())
    for preset in PRESETS:
        made = cues(said, ExportOptions(preset=preset.id))
        shown = "".join("".join("".join(cue.lines).split()) for cue in made)
        assert shown == "".join("".join(s.text.split()) for s in said.segments)


def test_no_cue_is_shown_after_the_recording_has_ended() -> None:
    words = (Word("Well", 8.0, 8.3), Word("done.", 9.0, 9.0))
    said = [Segment("Well done.", 8.0, 9.0, words)]
    assert _last(said, 9.0) == (8.0, 9.0)
    at_the_end = [
        *said,
        *(Segment(f"This is the end, number {n}.", 9.0, 9.0) for n in range(9)),
    ]
    made = cues(Transcript(Path("talk.wav"), 9.0, "starter", None, tuple(at_the_end)))
    assert made[-1].end_s == 9.0
    assert all(cue.end_s - cue.start_s >= 0.039 for cue in made)
    assert all(a.end_s <= b.start_s for a, b in pairwise(made))


def test_more_cues_than_there_is_time_for() -> None:
    said = [Segment(f"This is the end, number {n}.", 0.0, 0.1) for n in range(300)]
    made = cues(Transcript(Path("talk.wav"), 0.1, "starter", None, tuple(said)))
    assert all(a.end_s <= b.start_s for a, b in pairwise(made))
    assert all(cue.end_s > cue.start_s for cue in made)


def _last(said: list[Segment], duration_s: float) -> tuple[float, float]:
    cue = cues(Transcript(Path("talk.wav"), duration_s, "starter", None, tuple(said)))[-1]
    return cue.start_s, cue.end_s


ALPHABET = "abcdefgh,.äßا日あก😀é"
said_words = st.lists(st.text(ALPHABET, min_size=1, max_size=14), min_size=1, max_size=30)
pieces = st.lists(
    st.tuples(
        said_words,
        st.floats(-2.0, 20.0),
        st.floats(0.0, 1.5),
        st.booleans(),
        st.sampled_from([None, "Ann", "Bob"]),
    ),
    max_size=6,
)
rates = st.sampled_from([None, 23.976, 25.0, 59.94])
any_rules = st.builds(
    SubtitleRules,
    line_chars=st.one_of(st.none(), st.integers(8, 60)),
    lines=st.integers(1, 4),
    chars_per_s=st.one_of(st.none(), st.floats(1.0, 40.0)),
    words_per_minute=st.one_of(st.none(), st.floats(30.0, 300.0)),
    least_s=st.floats(0.0, 2.0),
    most_s=st.one_of(st.none(), st.floats(2.5, 12.0)),
    gap_frames=st.integers(0, 5),
    gap_s=st.floats(0.0, 0.5),
    closed_below_s=st.floats(0.0, 1.5),
    lingers_s=st.floats(0.0, 3.0),
    dash=st.sampled_from([None, "-", "- "]),
    wide=st.booleans(),
)


@settings(max_examples=60)
@given(pieces, any_rules, rates)
def test_cues_are_in_order_and_lose_no_letter_whatever_the_rules(
    story: list[tuple[list[str], float, float, bool, str | None]],
    rules: SubtitleRules,
    rate: float | None,
) -> None:
    segments, now_s = [], 0.0
    for texts, pause_s, word_s, has_words, speaker in story:
        segment = timed(" ".join(texts), max(0.0, now_s + pause_s), word_s, speaker)
        now_s = segment.end_s or 0.0
        segments.append(segment if has_words else replace(segment, words=()))
    said = replace(
        transcript(*segments), duration_s=max((s.end_s or 0 for s in segments), default=0)
    )
    options = ExportOptions(rules=rules, frame_rate=rate)
    made = cues(said, options)
    assert _letters(made, rules.dash) == _letters_of(segments, rules.dash)
    for cue in made:
        assert cue.lines
        assert all(line and line == line.strip() for line in cue.lines)
        assert len(cue.lines) <= rules.lines or rules.line_chars is None
        assert cue.end_s > cue.start_s >= 0.0
    assert all(a.end_s <= b.start_s for a, b in pairwise(made))
    if made and said.duration_s > len(made) * 0.05:
        assert made[-1].end_s <= said.duration_s + 0.05


def _letters(made: list[Cue], dash: str | None) -> str:
    text = "".join(line for cue in made for line in cue.lines)
    return "".join(text.split()).replace((dash or "").strip() or "-", "")


def _letters_of(segments: list[Segment], _dash: str | None) -> str:
    return "".join("".join(segment.text.split()) for segment in segments)


@given(st.lists(st.tuples(st.floats(0, 50), st.floats(0, 9)), max_size=8))
def test_sentences_that_overlap_or_share_a_time_do_not_make_cues_overlap(
    times: list[tuple[float, float]],
) -> None:
    segments = [Segment(f"Part{i}.", s, s + d) for i, (s, d) in enumerate(sorted(times))]
    made = cues(transcript(*segments))
    assert "".join(line for cue in made for line in cue.lines).replace(" ", "") == "".join(
        segment.text for segment in segments
    )
    assert all(a.end_s <= b.start_s for a, b in pairwise(made))
    assert all(c.end_s > c.start_s for c in made)
