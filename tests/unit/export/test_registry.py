"""The list of formats, and writing one file where the user said."""

from pathlib import Path

import pytest

from desktop_app.core.errors import FormatUnknown, NoTimes, NotWritable
from desktop_app.core.transcript import Segment, Transcript
from desktop_app.export.files import ExportFiles
from desktop_app.export.registry import FORMATS, format_by_id, render

IDS = [f.id for f in FORMATS]
TIMED = [f.id for f in FORMATS if f.needs_times]


def transcript(*segments: Segment) -> Transcript:
    return Transcript(Path("/rec/talk.wav"), 9.0, "starter", None, segments)


def test_the_formats_of_the_command_line_are_there() -> None:
    assert {"txt", "timed-txt", "docx", "srt", "vtt", "json", "json-v1", "csv"} <= set(IDS)
    assert len(set(IDS)) == len(IDS)
    assert len({f.title for f in FORMATS}) == len(FORMATS)


def test_a_format_that_is_not_there() -> None:
    with pytest.raises(FormatUnknown, match="docy"):
        format_by_id("docy")


@pytest.mark.parametrize("format_id", IDS)
def test_an_empty_transcript_can_be_written_in_every_format(format_id: str) -> None:
    data = render(transcript(), format_id)
    expected = {"txt": b"", "timed-txt": b"", "srt": b"", "vtt": b"WEBVTT\n\n", "lrc": b""}
    assert data == expected.get(format_id, data)


@pytest.mark.parametrize("format_id", TIMED)
def test_subtitles_need_times(format_id: str) -> None:
    with pytest.raises(NoTimes, match=r"talk\.wav"):
        render(transcript(Segment("Hello.")), format_id)


@pytest.mark.parametrize("format_id", sorted(set(IDS) - {*TIMED, "docx"}))
def test_the_others_do_not(format_id: str) -> None:
    assert b"Hello." in render(transcript(Segment("Hello.")), format_id)


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    said = transcript(Segment("Grüße, 日本."))
    ExportFiles([]).write_as(said, format_by_id("txt"), tmp_path / "talk.txt")
    assert (tmp_path / "talk.txt").read_text("utf-8") == "Grüße, 日本.\n"
    assert [p.name for p in tmp_path.iterdir()] == ["talk.txt"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotWritable):
        ExportFiles([]).write_as(transcript(), format_by_id("txt"), tmp_path / "gone" / "talk.txt")


def test_a_transcript_without_times_leaves_the_old_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "talk.srt"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(NoTimes):
        ExportFiles([]).write_as(transcript(Segment("Hello.")), format_by_id("srt"), path)
    assert path.read_text(encoding="utf-8") == "mine"


def test_no_two_formats_share_an_ending() -> None:
    assert len({known.extension for known in FORMATS}) == len(FORMATS)
