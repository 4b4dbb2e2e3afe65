"""Who is taken of the speakers found, and which words are whose."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from desktop_app.core.editing.paragraphs import text_of
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.request import SpeakerSearch
from desktop_app.core.transcript import Segment, Word
from desktop_app.engine.speakers.activity import Activity, ActivityRecorder, taken
from desktop_app.engine.speakers.assignment import with_speakers
from desktop_app.engine.speakers.same_voice import no_voices

FRAME_S = 0.1
MODEL = ModelSpec("d", "Sorter", ModelKind.SORTFORMER, "", most_speakers=4)
ANYBODY = SpeakerSearch(MODEL)

Turn = tuple[int, float, float]


def activity(
    *turns: Turn, speakers: int = 4, length_s: float = 60.0, likely: float = 0.9
) -> Activity:
    """Who speaks from when until when, in one column each."""
    table = np.full((round(length_s / FRAME_S), speakers), 0.02, np.float32)
    for speaker, start_s, end_s in turns:
        table[round(start_s / FRAME_S) : round(end_s / FRAME_S), speaker] = likely
    recorder = ActivityRecorder(FRAME_S, speakers)
    for start in range(0, len(table), 7):
        recorder.add(table[start : start + 7])
    return recorder.activity()


def sentence(text: str, start_s: float, word_s: float = 0.5) -> Segment:
    words = tuple(
        Word(one, start_s + word_s * n, start_s + word_s * (n + 1), 0.9)
        for n, one in enumerate(text.split())
    )
    return Segment(text, start_s, words[-1].end_s, words)


def told(segments: Sequence[Segment]) -> list[tuple[str | None, str]]:
    return [(one.speaker, one.text) for one in segments]


def test_frames_are_kept_in_a_byte_each() -> None:
    found = activity((0, 0.0, 30.0))
    assert found.frames.dtype == np.uint8
    assert found.likely(1.0, 2.0).round(2).tolist() == [0.9, 0.02, 0.02, 0.02]
    assert found.likely(1000.0, 1001.0).tolist() == [0.0] * 4
    broken = ActivityRecorder(FRAME_S, 1)
    broken.add(np.array([[np.nan], [7.0], [-1.0]], np.float32))
    assert broken.activity().frames[:, 0].tolist() == [0, 255, 0]


def test_a_sentence_is_cut_where_another_goes_on() -> None:
    found = activity((0, 0.0, 2.0), (1, 2.0, 10.0))
    segments = [sentence("How are you now? Fine, thank you.", 0.0), sentence("And you?", 5.0)]
    made = with_speakers(segments, found)
    assert told(made) == [
        ("Speaker 1", "How are you now?"),
        ("Speaker 2", "Fine, thank you."),
        ("Speaker 2", "And you?"),
    ]
    assert (made[0].start_s, made[0].end_s, made[1].start_s) == (0.0, 2.0, 2.0)
    assert [w for one in made for w in one.words] == [w for one in segments for w in one.words]
    assert not any(one.is_overlapped for one in made)


def test_a_minority_of_less_than_three_tenths_of_a_second_does_not_cut() -> None:
    one = sentence("a b c d e f g h", 0.0, word_s=0.2)
    made = with_speakers([one], activity((0, 0.0, 5.0), (1, 0.6, 0.8)))
    assert told(made) == [("Speaker 1", one.text)]
    at_end = with_speakers([one], activity((0, 0.0, 1.4), (1, 1.4, 5.0)))
    assert told(at_end) == [("Speaker 1", one.text)]
    longer = with_speakers([one], activity((0, 0.0, 0.8), (1, 0.8, 1.2), (0, 1.2, 5.0)))
    assert [len(each.words) for each in longer] == [4, 2, 2]


def test_many_short_turns_in_a_row_leave_no_shred() -> None:
    one = sentence("a b c d e f g h", 0.0, word_s=0.2)
    turns = [(n % 2, 0.2 * n, 0.2 * n + 0.2) for n in range(8)]
    made = with_speakers([one], activity(*turns))
    assert text_of(made) == one.text
    assert all(len(each.words) > 1 for each in made)


def test_sentences_without_word_times_have_the_speaker_of_their_span() -> None:
    found = activity((0, 0.0, 4.0), (1, 4.0, 10.0))
    spans = [Segment("One.", 0.0, 3.0), Segment("Two.", 3.8, 9.0), Segment("Three.")]
    assert told(with_speakers(spans, found)) == [
        ("Speaker 1", "One."),
        ("Speaker 2", "Two."),
        (None, "Three."),
    ]
    alone = activity((0, 0.0, 10.0), speakers=1)
    assert [one.speaker for one in with_speakers(spans, alone)] == ["Speaker 1"] * 3


def test_words_in_which_nobody_is_heard_go_with_those_beside_them() -> None:
    quiet = activity((1, 0.0, 1.0), (1, 3.0, 4.0), likely=0.9)
    made = with_speakers([sentence("a b c d e f g h", 0.0)], quiet)
    assert told(made) == [("Speaker 1", "a b c d e f g h")]
    assert told(with_speakers([sentence("unheard", 30.0)], quiet)) == [(None, "unheard")]


def test_where_two_speak_at_once_a_word_goes_with_those_beside_it() -> None:
    both = activity((0, 0.0, 4.0), (1, 1.5, 3.0))
    one = sentence("a b c d e f g h", 0.0)
    (made,) = with_speakers([one], both)
    assert (made.text, made.speaker, made.is_overlapped) == (one.text, "Speaker 1", True)
    # All of it at once: the likeliest by a hair.
    louder = both.frames.copy()
    louder[:40, 1] = 235
    (made,) = with_speakers([one], Activity(FRAME_S, louder))
    assert made.is_overlapped and made.speaker is not None


def test_speakers_are_numbered_by_their_first_words() -> None:
    found = activity((3, 0.0, 2.0), (0, 10.0, 12.0), (2, 20.0, 22.0))
    made = with_speakers([sentence(text, at) for text, at in (("a", 20.5), ("b", 0.5))], found)
    assert [one.speaker for one in made] == ["Speaker 1", "Speaker 2"]


def test_overlapped_is_where_somebody_else_speaks_for_a_third() -> None:
    found = activity((0, 0.0, 4.0), (1, 2.6, 3.1), (0, 10.0, 14.0), (1, 12.0, 14.0))
    one, two = with_speakers(
        [sentence("a b c d e f g h", 0.0), sentence("a b c d e f g h", 10.0)], found
    )
    assert (one.is_overlapped, two.is_overlapped) == (False, True)
    again = with_speakers([two], activity((0, 10.0, 14.0)))
    assert not again[0].is_overlapped


@pytest.mark.parametrize(
    ("text", "words", "parts"),
    [
        ("“Is it?” “Yes.”", ("“Is", "it?”", "“Yes.”"), ["“Is it?”", "“Yes.”"]),
        ("Well — no", ("Well", "no"), ["Well —", "no"]),
        ("今日は いいね", ("今日は", "いいね"), ["今日は", "いいね"]),
        ("今日はいいね", ("今日は", "いいね"), ["今日は", "いいね"]),
        ("don't", ("don", "'t"), ["don't"]),  # no place to cut
        ("not there", ("not", "gone"), ["not there"]),
    ],
)
def test_a_text_is_cut_only_where_both_parts_make_it_again(
    text: str, words: tuple[str, ...], parts: list[str]
) -> None:
    timed = tuple(Word(word, n * 1.0, n + 1.0) for n, word in enumerate(words))
    one = Segment(text, 0.0, float(len(words)), timed, language="xx", begins_paragraph=True)
    last = len(words) - 1
    made = with_speakers([one], activity((0, 0.0, last), (1, last, 9.0)))
    assert [each.text for each in made] == parts
    assert text_of(made).replace(" ", "") == text.replace(" ", "")
    assert {each.language for each in made} == {"xx"}
    assert [each.begins_paragraph for each in made] == [True, None][: len(made)]
    assert tuple(word for each in made for word in each.words) == timed


def test_nobody_leaves_the_text_as_it_is() -> None:
    one = sentence("Music.", 0.0)
    found, note = taken(activity(), ANYBODY)
    assert (found.speakers, note) == (0, "")
    assert with_speakers([one], found) == (one,)


@pytest.mark.parametrize(
    ("search", "columns", "note"),
    [
        (ANYBODY, [0, 1], ""),
        (SpeakerSearch(MODEL, 3, is_exact=True), [0, 1, 2], ""),
        (SpeakerSearch(MODEL, 1, is_exact=True), [1], ""),
        (
            SpeakerSearch(MODEL, 4, is_exact=True),
            [0, 1, 2],
            "4 speakers were asked for, but only 3",
        ),
        (SpeakerSearch(MODEL, 4), [0, 1], ""),
        (SpeakerSearch(MODEL, 1), [1], ""),
    ],
)
def test_as_many_speakers_as_were_asked_for(
    search: SpeakerSearch, columns: list[int], note: str
) -> None:
    """The third one speaks for half a second, and the second one most."""
    found = activity((0, 0.0, 5.0), (1, 5.0, 20.0), (2, 30.0, 30.5))
    kept, told_of = taken(found, search)
    assert (kept.frames == found.of(columns).frames).all()
    assert told_of.startswith(note) and bool(told_of) is bool(note)


def sounding_like(found: Activity, *columns: tuple[float, float]) -> Activity:
    """With a voice of two numbers for each column, as it is where it speaks alone."""
    voices = no_voices(FRAME_S, 0.8, found.speakers, 2)
    own = np.array(columns, np.float32)[found.frames.argmax(axis=1)]
    return replace(
        found, voices=voices.with_frames(np.asarray(found.frames / 255, np.float32), own)
    )


def test_columns_that_sound_alike_are_one_speaker() -> None:
    found = activity((0, 0.0, 10.0), (1, 10.0, 20.0), (2, 20.0, 30.0), (3, 30.0, 40.0))
    heard = sounding_like(found, (1.0, 0.0), (0.0, 1.0), (0.9, 0.3), (0.4, 0.9))
    kept, _ = taken(heard, ANYBODY)
    assert kept.speakers == 2
    assert [int(kept.frames[100 * n + 50].argmax()) for n in range(4)] == [0, 1, 0, 1]
    assert taken(found, ANYBODY)[0].speakers == 4  # of a model that tells nothing of voices


def test_voices_that_are_not_alike_enough_stay_apart() -> None:
    found = activity((0, 0.0, 10.0), (1, 10.0, 20.0))
    assert (
        taken(sounding_like(found, (1.0, 0.0), (0.7, 0.7), (0, 0), (0, 0)), ANYBODY)[0].speakers
        == 2
    )


def test_two_who_sound_alike_stay_two_where_two_are_asked_for() -> None:
    found = activity((0, 0.0, 10.0), (1, 10.0, 20.0), (2, 20.0, 30.0))
    heard = sounding_like(found, (1.0, 0.0), (0.9, 0.1), (1.0, 0.1), (0.0, 0.0))
    assert taken(heard, ANYBODY)[0].speakers == 1
    two, _ = taken(heard, SpeakerSearch(MODEL, 2, is_exact=True))
    assert [int(two.frames[100 * n + 50].argmax()) for n in range(3)] == [0, 1, 1]
    assert taken(heard, SpeakerSearch(MODEL, 2))[0].speakers == 1


def test_a_second_column_of_a_voice_takes_no_place_of_somebody_who_speaks_little() -> None:
    """Of the first voice, the third column; only the first column speaks for long enough."""
    turns = (0, 0.0, 500.0), (1, 500.0, 505.0), (2, 510.0, 518.0)
    found = activity(*turns, length_s=600.0)
    heard = sounding_like(found, (1.0, 0.0), (0.0, 1.0), (0.9, 0.1), (0.0, 0.0))
    two, note = taken(heard, SpeakerSearch(MODEL, 2, is_exact=True))
    assert [int(two.frames[at].argmax()) for at in (2500, 5020, 5140)] == [0, 1, 0]
    assert (two.speakers, note) == (2, "")
    # With no more columns than people the number that was asked for stands.
    three, _ = taken(heard, SpeakerSearch(MODEL, 3, is_exact=True))
    assert (three.frames == found.of([0, 1, 2]).frames).all()
    assert taken(heard, ANYBODY)[0].speakers == 1


def test_two_who_count_and_sound_alike_stay_two_where_three_are_asked_for() -> None:
    turns = (0, 0.0, 250.0), (1, 250.0, 500.0), (2, 500.0, 507.0), (3, 510.0, 515.0)
    found = activity(*turns, length_s=600.0)
    heard = sounding_like(found, (1.0, 0.0), (0.9, 0.1), (0.0, 1.0), (0.0, -1.0))
    three, _ = taken(heard, SpeakerSearch(MODEL, 3, is_exact=True))
    assert (three.frames == found.of([0, 1, 2]).frames).all()


def test_two_columns_of_one_voice_do_not_overlap() -> None:
    found = activity((0, 0.0, 10.0), (1, 10.0, 20.0), (0, 30.0, 34.0), (1, 30.0, 34.0))
    heard = sounding_like(found, (1.0, 0.0), (0.9, 0.1), (0.0, 0.0), (0.0, 0.0))
    one = sentence("a b c d e f g h", 30.0)
    assert with_speakers([one], taken(found, ANYBODY)[0])[0].is_overlapped
    assert not with_speakers([one], taken(heard, ANYBODY)[0])[0].is_overlapped


def test_a_voice_is_known_only_by_what_it_says_alone_and_for_long_enough() -> None:
    voices = no_voices(FRAME_S, 0.8, 2, 2)
    together = np.full((50, 2), 0.9, np.float32)
    same = np.ones((50, 2), np.float32)
    assert voices.with_frames(together, same).told_s.tolist() == [0.0, 0.0]
    short = np.zeros((50, 2), np.float32)
    short[:45, 0], short[45:, 1] = 1.0, 1.0
    assert voices.with_frames(short, same).told_s.round(2).tolist() == [4.5, 0.5]
    assert voices.with_frames(short, same).most_alike() is None
    broken = voices.with_frames(np.full((50, 2), np.nan, np.float32), same * np.nan)
    assert broken.told_s.tolist() == [0.0, 0.0] and not broken.sums.any()


def test_a_model_that_knows_no_more_speakers_says_so() -> None:
    turns = [(n, 5.0 * n, 5.0 * n + 5.0) for n in range(4)]
    assert "All 4 speakers that Sorter" in taken(activity(*turns), ANYBODY)[1]
    five = SpeakerSearch(MODEL, 5, is_exact=True)
    assert "no more than 4 speakers" in taken(activity(*turns), five)[1]


def test_the_only_speaker_counts_however_little_there_is() -> None:
    assert taken(activity((2, 1.0, 1.6)), ANYBODY)[0].speakers == 1


def test_an_echo_of_another_column_is_nobody() -> None:
    found = activity((0, 0.0, 20.0))
    shadow = found.frames.copy()
    shadow[:200, 1] = 140  # above a half, and never the likeliest
    assert taken(Activity(FRAME_S, shadow), ANYBODY)[0].speakers == 1
    two, note = taken(Activity(FRAME_S, shadow), SpeakerSearch(MODEL, 2, is_exact=True))
    assert two.speakers == 1 and note


def test_who_is_never_sure_to_speak_is_nobody_and_a_sure_short_speaker_is_one() -> None:
    found = activity((0, 0.0, 12.0), (1, 12.0, 24.0), (2, 26.0, 29.0))
    assert taken(found, ANYBODY)[0].speakers == 3
    doubted = found.frames.copy()
    doubted[260:290, 2] = 140  # 55 %, for three seconds
    kept, _ = taken(Activity(FRAME_S, doubted), ANYBODY)
    assert (kept.frames == doubted[:, :2]).all()


def test_words_of_those_left_out_go_to_the_likeliest_of_the_others() -> None:
    found = activity((0, 0.0, 10.0), (1, 10.0, 20.0), (2, 20.0, 22.0))
    with_doubt = found.frames.copy()
    with_doubt[200:220, 1] = 60
    kept, _ = taken(Activity(FRAME_S, with_doubt), SpeakerSearch(MODEL, 2))
    made = with_speakers([sentence("a", 1.0), sentence("b", 11.0), sentence("c d", 20.5)], kept)
    assert [one.speaker for one in made] == ["Speaker 1", "Speaker 2", "Speaker 2"]
