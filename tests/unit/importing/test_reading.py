"""Files of any kind: encodings, junk, halves, sizes; and whose text they are."""

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.import_errors import (
    ImportFailed,
    NotATranscript,
    TranscriptEmpty,
    TranscriptTooLarge,
    TranscriptUnreadable,
)
from desktop_app.importing.imported import Imported
from desktop_app.importing.languages import code_of
from desktop_app.importing.pairing import (
    language_in,
    recording_among,
    recording_beside,
    recording_named,
    title_of,
)
from desktop_app.importing.reading import MOST_BYTES, read_bytes, read_transcript

SAID = {
    "cp1252": ("Guten Morgen, schöne Grüße aus München.", "Über die Straße gehen wir später."),
    "cp1250": ("Dobrý den, jak se máte dnes?", "Příliš žluťoučký kůň úpěl ďábelské ódy."),
    "cp1251": ("Доброе утро, как ваши дела сегодня?", "Мы пойдём завтра в театр."),
    "cp1253": ("Καλημέρα, πώς είστε σήμερα;", "Αύριο θα πάμε στο θέατρο."),
    "cp1255": ("בוקר טוב, מה שלומך היום?", "מחר נלך לתיאטרון."),
    "cp1256": ("صباح الخير، كيف حالك اليوم؟", "غدا سنذهب إلى المسرح."),
    "cp874": ("สวัสดีตอนเช้า วันนี้คุณเป็นอย่างไรบ้าง", "พรุ่งนี้เราจะไปโรงละคร"),
    "cp932": ("おはようございます。今日はお元気ですか。", "明日は劇場に行きましょう。"),
    "gb18030": ("早上好，今天你怎么样？", "我们明天去剧院看戏。"),
    "big5": ("早安，你今天好嗎？", "我們明天去劇院看戲。"),
    "cp949": ("좋은 아침입니다. 오늘은 어떠세요?", "우리는 내일 극장에 갈 거예요."),
    "koi8_r": ("Доброе утро, как ваши дела сегодня?", "Мы пойдём завтра в театр."),
}  # fmt: skip
CUES = "1\n00:00:01,000 --> 00:00:02,000\n{}\n\n2\n00:00:05,000 --> 00:00:06,000\n{}\n\n"


@pytest.mark.parametrize("encoding", SAID)
@pytest.mark.parametrize("times", [1, 100])
def test_an_old_code_page_is_found_and_told(encoding: str, times: int) -> None:
    cues = CUES.format(*SAID[encoding]) * times
    # A short text in an alphabet like another needs the language in its name.
    name = "talk.he.srt" if encoding == "cp1255" else "talk.srt"
    imported = read_bytes(cues.encode(encoding), name)
    found = [one.text for one in imported.segments]
    assert sorted({*found}) == sorted(SAID[encoding])
    assert any("not in UTF-8" in note for note in imported.notes)


def test_turkish_is_told_by_the_name() -> None:
    said = ("Günaydın, bugün nasılsınız?", "Şimdi çıkıyoruz, ışıklar söndü.")
    imported = read_bytes(CUES.format(*said).encode("cp1254"), "film.tr.srt")
    assert tuple(one.text for one in imported.segments) == said
    assert imported.language == "tr"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("language", ["cp1252", "cp932", "cp1256"])
def test_unicode_is_read_without_a_word(encoding: str, language: str) -> None:
    imported = read_bytes(CUES.format(*SAID[language]).encode(encoding), "talk.srt")
    assert tuple(one.text for one in imported.segments) == SAID[language]
    assert imported.notes == ()


def test_a_file_that_was_cut_off_has_what_there_is() -> None:
    content = CUES.format("Größe.", "Später ü").encode()
    cut = content[: content.rindex("ü".encode()) + 1]
    for half in (cut, cut + b"\0" * 5000):
        imported = read_bytes(half, "talk.srt")
        assert [one.text for one in imported.segments] == ["Größe.", "Später"]


@pytest.mark.parametrize("content", [b"", b"\n \r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0" * 100])
def test_nothing_is_told_as_nothing(content: bytes) -> None:
    with pytest.raises(TranscriptEmpty, match="empty"):
        read_bytes(content, "talk.srt")


@pytest.mark.parametrize("text", ["1\n00:00:01,000 --> 00:00:02,000\n\n", "WEBVTT\n\n"])
def test_times_alone_are_no_text(text: str) -> None:
    with pytest.raises(TranscriptEmpty, match="no text"):
        read_bytes(text.encode(), "talk.srt")


@pytest.mark.parametrize("content", [b"RIFF\x24\0\0\0WAVEfmt ", b"Dear Anna,\n", os.urandom(5000)])
def test_what_is_no_transcript_is_refused(content: bytes) -> None:
    with pytest.raises(NotATranscript):
        read_bytes(content, "talk.srt")


@pytest.mark.parametrize(
    "text", ["[Script Info]\nTitle: Talk\n", "[00:01] Good morning.", "{1}{25}Good morning."]
)
def test_a_text_with_brackets_is_no_damaged_json(text: str) -> None:
    with pytest.raises(NotATranscript):
        read_bytes(text.encode(), "talk.ass")


@pytest.mark.parametrize("before", ["[Subtitles by Anna]\n\n", "{\\an8}\n"])
def test_brackets_before_the_first_cue_hide_no_subtitles(before: str) -> None:
    text = f"{before}1\n00:00:01,000 --> 00:00:02,000\nGood morning.\n"
    (segment,) = read_bytes(text.encode(), "talk.srt").segments
    assert segment.start_s == 1.0 and "Good morning." in segment.text


@given(st.binary(max_size=300), st.sampled_from((b"", b"WEBVTT\n\n", b"{", b"1\n0:00 --> 0:01\n")))
def test_any_bytes_are_a_text_or_an_error(junk: bytes, start: bytes) -> None:
    imported = None
    with suppress(ImportFailed):
        imported = read_bytes(start + junk, "any.srt")
    assert imported is None or all(one.text.strip() for one in imported.segments)


def test_a_file_of_300_mb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.srt"
    with path.open("wb") as file:
        file.truncate(3 * MOST_BYTES)
    with pytest.raises(TranscriptTooLarge, match="100"):
        read_transcript(path)


def test_so_many_cues_as_no_recording_has_are_read_whole() -> None:
    content = "".join(
        f"{n}\n{n // 3600:02d}:{n // 60 % 60:02d}:{n % 60:02d},000 --> "
        f"{n // 3600:02d}:{n // 60 % 60:02d}:{n % 60:02d},900\nCue number {n}{'.' * (n % 2)}\n\n"
        for n in range(30_000)
    )
    imported = read_bytes(content.encode(), "long.srt")
    assert len(imported.segments) == 15_000  # each second one ends a sentence


@pytest.mark.parametrize("what", ["missing", "folder"])
def test_what_cannot_be_read_is_told(tmp_path: Path, what: str) -> None:
    path = tmp_path / "talk.srt"
    if what == "folder":
        path.mkdir()
    with pytest.raises(TranscriptUnreadable, match=r"talk\.srt"):
        read_transcript(path)


@pytest.mark.parametrize(
    ("name", "language", "title"),
    [
        ("talk.srt", None, "talk"),
        ("talk.de.srt", "de", "talk"),
        ("talk.pt-BR.forced.srt", "pt", "talk"),
        ("talk.GER.vtt", "de", "talk"),
        ("talk.v1.json", None, "talk"),
        ("Interview 3.5.srt", None, "Interview 3.5"),
        ("talk.js.srt", None, "talk.js"),
        ("talk.mp4.en.srt", "en", "talk.mp4"),
    ],
)
def test_a_name_tells_language_and_recording(name: str, language: str | None, title: str) -> None:
    assert (language_in(name), title_of(name)) == (language, title)


@pytest.mark.parametrize("told", ["auto", "", "xx", "none at all", "e", None])
def test_what_is_no_language_is_none(told: str | None) -> None:
    assert code_of(told) is None


def test_the_recording_beside_is_that_of_the_longest_name_and_a_video_first(
    tmp_path: Path,
) -> None:
    for name in ("talk.wav", "talk.mp4", "talk.de.m4a", "other.mp4", "talk.txt"):
        (tmp_path / name).touch()
    assert recording_beside(tmp_path / "talk.srt") == tmp_path / "talk.mp4"
    assert recording_beside(tmp_path / "TALK.en.srt") == tmp_path / "talk.mp4"
    assert recording_beside(tmp_path / "talk.de.srt") == tmp_path / "talk.de.m4a"
    assert recording_beside(tmp_path / "talk.mp4.srt") == tmp_path / "talk.mp4"
    assert recording_beside(tmp_path / "talks.srt") is None
    assert recording_among(Path("a/other.srt"), tmp_path.iterdir()) == tmp_path / "other.mp4"


def test_the_recording_that_a_text_names_is_found_there_or_beside_it(tmp_path: Path) -> None:
    there = tmp_path / "there" / "talk.wav"
    there.parent.mkdir()
    there.touch()
    (tmp_path / "moved.wav").touch()
    text = tmp_path / "text.json"

    def named(media: str) -> Path | None:
        return recording_named(Imported((), media=media), text)

    assert named(str(there)) == there
    assert named(r"C:\recordings\moved.wav") == tmp_path / "moved.wav"
    assert named("/gone/nowhere.wav") is None
    assert named("") is None
