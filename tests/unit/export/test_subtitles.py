"""Subtitles to the letter, in each form."""

from dataclasses import replace
from pathlib import Path

from desktop_app.core.transcript import Segment, Transcript, Word
from desktop_app.export.options import ExportOptions
from desktop_app.export.registry import render
from desktop_app.export.subtitles.text_formats import srt, vtt
from tests.media_files import write_kind


def transcript(*segments: Segment) -> Transcript:
    return Transcript(Path("talk.wav"), 39_999.0, "starter", "en", segments)


def timed(
    text: str, start_s: float = 0.0, word_s: float = 0.4, speaker: str | None = None
) -> Segment:
    """A segment whose words follow one another, `word_s` each."""
    words = tuple(
        Word(word, start_s + i * word_s, start_s + (i + 1) * word_s)
        for i, word in enumerate(text.split())
    )
    return Segment(text, start_s, words[-1].end_s, words, speaker)


TALK = transcript(
    timed("Good morning.", 1.0, speaker="Ann, Lady <of> A&B"),
    timed("Yes.", 3.0, 0.2, "Bob"),
    timed("No.", 3.2, 0.2, "Ann, Lady <of> A&B"),
    timed("Bye.", 36_001.5, 1.0, "Bob"),
)


def test_srt() -> None:
    assert render(TALK, "srt").decode() == (
        "1\n00:00:01,000 --> 00:00:01,834\nGood morning.\n\n"
        "2\n00:00:03,000 --> 00:00:03,834\n-Yes.\n-No.\n\n"
        "3\n10:00:01,500 --> 10:00:02,500\nBye.\n\n"
    )


def test_srt_names_who_begins_to_speak_if_wanted() -> None:
    named = ExportOptions(has_speakers=True)
    lines = srt(TALK, named).decode().replace("\u2060", "").splitlines()
    assert [line for line in lines if ": " in line] == [
        "Ann, Lady <of> A&B: Good morning.",
        "Bob: Yes.",
        "Ann, Lady <of> A&B: No.",
        "Bob: Bye.",
    ]


def test_vtt_has_voices() -> None:
    ann = "Ann, Lady &lt;of&gt; A&amp;B"
    assert render(TALK, "vtt").decode() == (
        f"WEBVTT\n\n1\n00:00:01.000 --> 00:00:01.834\n<v {ann}>Good morning.</v>\n\n"
        f"2\n00:00:03.000 --> 00:00:03.834\n<v Bob>-Yes.</v>\n<v {ann}>-No.</v>\n\n"
        "3\n10:00:01.500 --> 10:00:02.500\n<v Bob>Bye.</v>\n\n"
    )
    assert "<v" not in vtt(TALK, ExportOptions(has_speakers=False)).decode()


def test_vtt_escapes_markup() -> None:
    said = transcript(timed("Salt & <pepper> {x}", 1.0))
    assert "Salt &amp; &lt;pepper&gt; {x}" in vtt(said).decode()


def test_ass_has_the_speaker_in_its_field() -> None:
    text = render(TALK, "ass").decode()
    assert (
        "Dialogue: 0,0:00:01.00,0:00:01.83,Default,Ann; Lady <of> A&B,0,0,0,,Good morning." in text
    )
    assert r",Bob,0,0,0,,-Yes.\N-No." in text
    assert "Dialogue: 0,10:00:01.50,10:00:02.50,Default,Bob,0,0,0,,Bye." in text


def test_lrc_is_empty_in_a_silence_and_counts_minutes() -> None:
    assert render(TALK, "lrc").decode() == (
        "[00:01.00]Good morning.\n[00:03.00]-Yes. -No.\n[00:03.83]\n[600:01.50]Bye.\n[600:02.50]\n"
    )


def test_ttml_is_an_imsc_text_document() -> None:
    text = render(TALK, "ttml").decode()
    assert text.startswith("<?xml version='1.0' encoding='utf-8'?>\n<tt ")
    for part in (
        'xml:lang="en"',
        'ttp:contentProfiles="http://www.w3.org/ns/ttml/profile/imsc1.1/text"',
        '<ttm:name type="full">Ann, Lady &lt;of&gt; A&amp;B</ttm:name>',
        'begin="10:00:01.500" end="10:00:02.500"',
        (
            '<span tts:backgroundColor="#000000" ttm:agent="agent2">-Yes.</span><br />'
            '<span tts:backgroundColor="#000000" ttm:agent="agent1">-No.</span></p>'
        ),
    ):
        assert part in text


def test_ttml_counts_frames_where_the_films_rate_is_known() -> None:
    text = render(TALK, "ttml", ExportOptions(frame_rate=23.976)).decode()
    assert 'ttp:frameRate="24" ttp:frameRateMultiplier="1000 1001"' in text
    assert 'begin="24f" end="44f"' in text


def test_ttml_lays_out_arabic_from_right_to_left() -> None:
    said = transcript(Segment("صباح الخير!", 1.0, 2.0), Segment("Good morning!", 4.0, 5.0))
    lines = render(said, "ttml").decode().splitlines()
    assert ['tts:direction="rtl"' in line for line in lines if "<p " in line] == [True, False]


def test_a_backslash_does_not_end_the_line() -> None:
    said = transcript(Segment(r"in C:\New\notes", 0.0, 2.0))
    for written in (srt(said), vtt(said)):
        assert r"in C:\New\notes" in written.decode().replace("\u2060", "").splitlines()


def test_braces_are_not_taken_for_commands() -> None:
    assert b"a (b) c" in render(transcript(timed("a {b} c")), "srt")
    assert b"a (b) c" in render(transcript(timed("a {b} c")), "ass")


def test_cues_lie_on_the_frames_of_the_recordings_film(tmp_path: Path) -> None:
    film = write_kind(tmp_path, "film.mp4")
    said = replace(transcript(timed("Good morning.", 1.013)), media_path=film, duration_s=4.0)
    assert b"00:00:01,000 --> 00:00:01,840" in render(said, "srt")
    thirty = ExportOptions(frame_rate=30.0, has_speakers=False)
    assert b"00:00:01,000 --> 00:00:01,833" in render(said, "srt", thirty)
