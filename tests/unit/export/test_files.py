"""Names of transcripts' files, and that none takes the place of another file."""

import os
import threading
import unicodedata
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from desktop_app.core.errors import IsARecording, NoTimes, NotWritable, UnexpectedError
from desktop_app.core.naming import WhenTaken
from desktop_app.core.transcript import Segment, Transcript, Word
from desktop_app.export.files import ExportFiles, WrittenFiles, file_name
from desktop_app.export.names import NameRules
from desktop_app.export.options import ExportOptions
from desktop_app.export.registry import FORMATS, ExportFormat, format_by_id
from tests.conftest import PATIENCE_S

TXT, SRT, TIMED = (format_by_id(each) for each in ("txt", "srt", "timed-txt"))
SOUND = b"RIFF, a recording"


def transcript(recording: Path, text: str = "Hello.") -> Transcript:
    said = Segment(text, 0.0, 1.0, (Word(text, 0.0, 1.0),))
    return Transcript(recording, 9.0, "starter", None, (said,))


def recording(path: Path) -> Path:
    path.write_bytes(SOUND)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("fmt", FORMATS, ids=lambda fmt: fmt.id)
def test_the_file_is_named_after_the_recording(fmt: ExportFormat, tmp_path: Path) -> None:
    written = ExportFiles([]).write(transcript(Path("/rec/talk.part1.wav")), [fmt], tmp_path)
    assert written.paths == (tmp_path / f"talk.part1.{fmt.extension}",)


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_recording_with_the_name_of_its_text_stays(tmp_path: Path, overwrite: bool) -> None:
    talk = recording(tmp_path / "dictation.txt")
    files = ExportFiles([talk], overwrite=overwrite)
    written = files.write(transcript(talk), [TXT], tmp_path)
    assert written.paths == (tmp_path / "dictation (2).txt",)
    assert talk.read_bytes() == SOUND


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_a_recording_is_known_by_its_other_names(
    tmp_path: Path, link: Callable[[Path, Path], None]
) -> None:
    talk = recording(tmp_path / "talk.wav")
    link(talk, tmp_path / "talk.txt")
    files = ExportFiles([talk], overwrite=True)
    written = files.write(transcript(talk), [TXT], tmp_path)
    assert written.paths == (tmp_path / "talk (2).txt",)
    with pytest.raises(IsARecording, match=r"“talk\.txt” is a recording"):
        files.write_as(transcript(talk), TXT, tmp_path / "talk.txt")
    assert talk.read_bytes() == (tmp_path / "talk.txt").read_bytes() == SOUND


def test_a_name_in_another_unicode_form_or_through_another_folder_is_the_same(
    tmp_path: Path,
) -> None:
    composed = unicodedata.normalize("NFC", "Gespräch.txt")
    files = ExportFiles([tmp_path / composed], overwrite=True)
    (tmp_path / "below").mkdir()
    for other in (unicodedata.normalize("NFD", composed), f"below/../{composed}"):
        recording(tmp_path / composed)
        with pytest.raises(IsARecording):
            files.write_as(transcript(Path("x.wav")), TXT, tmp_path / other)
    assert (tmp_path / composed).read_bytes() == SOUND


def test_files_of_the_users_own_stay_and_all_formats_get_one_number(tmp_path: Path) -> None:
    (tmp_path / "Meeting 12.times.txt").write_text("mine", encoding="utf-8")
    files = ExportFiles([])
    written = files.write(transcript(Path("/rec/Meeting 12.wav")), [TXT, TIMED, SRT], tmp_path)
    assert [path.name for path in written.paths] == [
        "Meeting 12 (2).txt",
        "Meeting 12 (2).times.txt",
        "Meeting 12 (2).srt",
    ]
    assert (tmp_path / "Meeting 12.times.txt").read_text(encoding="utf-8") == "mine"


def test_a_link_to_nowhere_and_a_folder_are_names_that_are_taken(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").symlink_to(tmp_path / "elsewhere.txt")
    (tmp_path / "talk (2).txt").mkdir()
    for overwrite, name in ((False, "talk (3).txt"), (True, "talk.txt")):
        files = ExportFiles([], overwrite=overwrite)
        assert files.write(transcript(Path("talk.wav")), [TXT], tmp_path).paths == (
            tmp_path / name,
        )
    assert not (tmp_path / "elsewhere.txt").exists()


@pytest.mark.parametrize("overwrite", [False, True])
def test_equal_names_of_one_run_are_numbered_whatever_their_case(
    tmp_path: Path, overwrite: bool
) -> None:
    files = ExportFiles([], overwrite=overwrite)
    for name in ("a.wav", "a.mp3", "A.flac", "b.wav"):
        files.write(transcript(Path(name), name), [TXT], tmp_path)
    assert names(tmp_path) == ["A (3).txt", "a (2).txt", "a.txt", "b.txt"]
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "a.wav\n"


def test_overwriting_replaces_what_was_there_before_the_run(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("old", encoding="utf-8")
    ExportFiles([], overwrite=True).write(transcript(Path("talk.wav")), [TXT], tmp_path)
    assert names(tmp_path) == ["talk.txt"]
    assert (tmp_path / "talk.txt").read_text(encoding="utf-8") == "Hello.\n"


def test_two_programs_at_once_lose_nothing(tmp_path: Path) -> None:
    """Each has thirty recordings of the same name, and both write into one folder."""
    gate = threading.Barrier(2)

    def write(who: str) -> None:
        gate.wait(PATIENCE_S)
        for number in range(30):
            files = ExportFiles([])
            files.write(transcript(Path("talk.wav"), f"{who} {number}"), [TXT, SRT], tmp_path)

    threads = [threading.Thread(target=write, args=(who,)) for who in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    texts = {path.read_text(encoding="utf-8").strip() for path in tmp_path.glob("*.txt")}
    assert texts == {f"{who} {number}" for who in ("one", "two") for number in range(30)}
    assert len(names(tmp_path)) == 120
    for path in tmp_path.glob("*.txt"):  # and a number belongs to one of the two
        assert path.read_text(encoding="utf-8").strip() in path.with_suffix(".srt").read_text(
            encoding="utf-8"
        )


def test_one_format_that_cannot_be_written_does_not_keep_the_others_from_it(
    tmp_path: Path,
) -> None:
    def break_down(_transcript: Transcript, _options: ExportOptions) -> bytes:
        raise ZeroDivisionError

    broken = ExportFormat("odd", "Odd", "odd", needs_times=False, writer=break_down)
    timeless = Transcript(Path("talk.wav"), 9.0, "canary", None, (Segment("Hello."),))
    written = ExportFiles([]).write(timeless, [SRT, broken, TXT], tmp_path)
    assert written.paths == (tmp_path / "talk.txt",)
    assert [type(error) for error in written.errors] == [NoTimes, UnexpectedError]


def test_many_formats_that_need_times_say_so_once(tmp_path: Path) -> None:
    timeless = Transcript(Path("talk.wav"), 9.0, "canary", None, (Segment("Hello."),))
    formats = [format_by_id(one) for one in ("srt", "vtt", "txt", "ctm", "elan")]
    for wanted in (formats, formats[:2]):
        written = ExportFiles([]).write(timeless, wanted, tmp_path)
        assert [type(error) for error in written.errors] == [NoTimes]


def test_a_folder_that_is_gone_is_reported_for_each_file(tmp_path: Path) -> None:
    written = ExportFiles([]).write(transcript(Path("talk.wav")), [TXT, SRT], tmp_path / "gone")
    assert not written.paths and len(written.errors) == 2
    assert isinstance(written.errors[0], NotWritable)
    assert "The folder for “talk.txt” does not exist" in written.errors[0].message


@pytest.mark.parametrize("stem", ["x" * 251, "日本" * 60, "e\u0301" * 100, "👩‍🚀" * 40])
@pytest.mark.parametrize("fmt", [TXT, TIMED])
def test_a_name_as_long_as_names_can_be_is_cut_between_characters(
    tmp_path: Path, stem: str, fmt: ExportFormat
) -> None:
    files = ExportFiles([])
    for _ in range(2):
        (path,) = files.write(transcript(Path(f"{stem}.wav")), [fmt], tmp_path).paths
        assert path.name.endswith(f".{fmt.extension}")
        kept = path.name.removesuffix(f".{fmt.extension}").removesuffix(" (2)")
        assert stem.startswith(kept) and 200 < len(os.fsencode(path.name)) <= 255
        following = stem[len(kept) :][:1] or "x"
        assert not unicodedata.combining(following) and following != "\u200d"
    assert len(names(tmp_path)) == 2


def test_names_are_made_with_and_without_a_number() -> None:
    assert file_name("Interview 3.5", "txt") == "Interview 3.5.txt"
    assert file_name("Interview 3.5", "times.txt", 2) == "Interview 3.5 (2).times.txt"


def rules(template: str = "{name}", when_taken: WhenTaken = WhenTaken.NUMBER) -> NameRules:
    return NameRules.parse(template, when_taken)


def test_a_template_names_the_files(tmp_path: Path) -> None:
    made = datetime(2026, 11, 29, 7, 5)  # noqa: DTZ001 - the clock on the wall
    files = ExportFiles([], names=rules("{date} {name} {format}"))
    for number in (1, 2):
        written = files.write(transcript(Path("/rec/talk.wav")), [TXT, SRT], tmp_path, made=made)
        assert written.number == number
    assert names(tmp_path) == [
        "2026-11-29 talk srt (2).srt",
        "2026-11-29 talk srt.srt",
        "2026-11-29 talk txt (2).txt",
        "2026-11-29 talk txt.txt",
    ]


def test_what_is_there_is_skipped_and_the_other_formats_are_written(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("mine", encoding="utf-8")
    files = ExportFiles([], names=rules(when_taken=WhenTaken.SKIP))
    written = files.write(transcript(Path("/rec/talk.wav")), [TXT, SRT], tmp_path)
    assert written.skipped == (tmp_path / "talk.txt",)
    assert written.paths == (tmp_path / "talk.srt",) and not written.errors
    assert (tmp_path / "talk.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("when_taken", [WhenTaken.SKIP, WhenTaken.REPLACE])
def test_another_recording_of_the_same_name_is_numbered_all_the_same(
    tmp_path: Path, when_taken: WhenTaken
) -> None:
    files = ExportFiles([], names=rules(when_taken=when_taken))
    files.write(transcript(Path("/a/talk.wav"), "a"), [TXT], tmp_path)
    written = files.write(transcript(Path("/b/talk.wav"), "b"), [TXT], tmp_path)
    assert written.paths == (tmp_path / "talk (2).txt",) and not written.skipped
    assert (tmp_path / "talk.txt").read_text(encoding="utf-8") == "a\n"


@pytest.mark.parametrize("when_taken", list(WhenTaken))
def test_a_recording_is_never_replaced_nor_skipped_for(
    tmp_path: Path, when_taken: WhenTaken
) -> None:
    talk = recording(tmp_path / "dictation.txt")
    files = ExportFiles([talk], names=rules(when_taken=when_taken))
    written = files.write(transcript(talk), [TXT], tmp_path)
    assert written.paths == (tmp_path / "dictation (2).txt",) and not written.skipped
    assert talk.read_bytes() == SOUND


@pytest.mark.parametrize("when_taken", list(WhenTaken))
def test_a_later_text_of_one_transcript_takes_the_place_of_the_earlier(
    tmp_path: Path, when_taken: WhenTaken
) -> None:
    remembered = WrittenFiles()
    for text in ("first", "second, longer"):  # each with its own list of recordings
        files = ExportFiles([], names=rules(when_taken=when_taken), written=remembered)
        made = transcript(Path("/rec/talk.wav"), text)
        written = files.write(made, [TXT, SRT], tmp_path, owner="7")
        assert written.number == 1 and len(written.paths) == 2
    assert names(tmp_path) == ["talk.srt", "talk.txt"]
    assert (tmp_path / "talk.txt").read_text(encoding="utf-8") == "second, longer\n"
    files = ExportFiles([], names=rules(when_taken=when_taken), written=remembered)
    other = files.write(transcript(Path("/b/talk.wav")), [TXT], tmp_path, owner="8")
    assert other.paths == (tmp_path / "talk (2).txt",)


def test_what_the_user_has_changed_since_is_not_brought_up_to_date(tmp_path: Path) -> None:
    files = ExportFiles([])
    files.write(transcript(Path("talk.wav"), "first"), [TXT], tmp_path, owner="7")
    (tmp_path / "talk.txt").write_text("corrected by hand", encoding="utf-8")
    written = files.write(transcript(Path("talk.wav"), "second"), [TXT], tmp_path, owner="7")
    assert written.paths == (tmp_path / "talk (2).txt",)
    assert (tmp_path / "talk.txt").read_text(encoding="utf-8") == "corrected by hand"


def test_a_name_that_windows_refuses_is_changed_elsewhere_and_kept_beside(tmp_path: Path) -> None:
    talk = recording(tmp_path / "part 1: the mill?.wav")
    other = tmp_path / "other"
    other.mkdir()
    ExportFiles([talk]).write(transcript(talk), [SRT], tmp_path)
    ExportFiles([talk]).write(transcript(talk), [SRT], other)
    assert (tmp_path / "part 1: the mill?.srt").exists()
    assert names(other) == ["part 1_ the mill_.srt"]


def test_a_thousand_of_one_name_take_no_quadratic_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0
    lexists = os.path.lexists

    def counted(path: Path) -> bool:
        nonlocal looks
        looks += 1
        return lexists(path)

    monkeypatch.setattr("desktop_app.export.files.os.path.lexists", counted)
    files = ExportFiles([])
    for _ in range(300):
        files.write(transcript(Path("talk.wav")), [TXT], tmp_path)
    assert len(names(tmp_path)) == 300 and looks < 700
