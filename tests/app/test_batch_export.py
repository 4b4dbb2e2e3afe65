"""Many transcripts at once: one failure never stops the rest, and the end says what went where."""

import errno
import os
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.exporting.batch import BatchExport, Load
from desktop_app.app.exporting.plan import (
    BatchReport,
    ExportItem,
    ExportPlan,
    local_time,
    plan_of,
    preview,
)
from desktop_app.app.settings import ExportChoices
from desktop_app.core.errors import (
    DiskFull,
    MediaMissing,
    NotWritable,
    TemplateInvalid,
    UnexpectedError,
)
from desktop_app.core.naming import WhenTaken
from desktop_app.core.transcript import Transcript
from desktop_app.system.folders import RESOURCES
from tests.conftest import PATIENCE_S
from tests.fakes import FORMATS, transcript


def items(*paths: str) -> list[ExportItem]:
    return [ExportItem(path, Path(path).name, Path(path), 1_764_400_000.0) for path in paths]


def plan(
    folder: Path | None,
    *formats: str,
    template: str = "{name}",
    when_taken: WhenTaken = WhenTaken.NUMBER,
) -> ExportPlan:
    chosen = ExportChoices(formats or ("txt",), str(folder or ""), template, when_taken)
    return plan_of(chosen, FORMATS)


def exported(
    qtbot: QtBot, given: list[ExportItem], how: ExportPlan, load: Load = transcript
) -> BatchReport:
    batch = BatchExport()
    with qtbot.waitSignal(batch.ended) as blocker:
        batch.begin(given, how, load)
        assert batch.unwritten == len(given)
    assert not batch.is_busy and batch.unwritten == 0 and batch.shutdown(PATIENCE_S)
    report = blocker.args[0]
    assert isinstance(report, BatchReport)
    return report


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_all_are_written_in_all_formats(qtbot: QtBot, tmp_path: Path) -> None:
    given = items("a/talk.wav", "b/talk.wav", "c/walk.wav")
    report = exported(qtbot, given, plan(tmp_path, "txt", "srt"))
    assert names(tmp_path) == [
        "talk (2).srt",
        "talk (2).txt",
        "talk.srt",
        "talk.txt",
        "walk.srt",
        "walk.txt",
    ]
    assert len(report.done) == 3 and not report.failed and report.left == 0
    assert [each.item.media_path for each in report.numbered] == [Path("b/talk.wav")]
    assert report.place == tmp_path


def test_one_failure_never_stops_the_rest(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "d").mkdir()

    def load(key: str) -> Transcript:
        match Path(key).stem:
            case "unreadable":
                raise MediaMissing("The text of “unreadable” is damaged.")
            case "bug":
                raise ZeroDivisionError
        return transcript(key)

    given = items(*(f"{tmp_path}/{one}" for one in ("b/1.wav", "unreadable.wav", "bug.wav")))
    given += items(f"{tmp_path}/gone/2.wav", f"{tmp_path}/d/3.wav")
    report = exported(qtbot, given, plan(None), load)
    assert [each.item.title for each in report.done] == ["1.wav", "3.wav"]
    assert [type(each.written.errors[0]).__name__ for each in report.failed] == [
        "MediaMissing",
        "UnexpectedError",
        "NotWritable",
    ]
    assert (tmp_path / "d" / "3.txt").exists() and report.place == tmp_path / "b"
    assert isinstance(report.failed[1].written.errors[0], UnexpectedError)


def test_what_one_format_lacks_is_told_and_the_other_is_written(
    qtbot: QtBot, tmp_path: Path
) -> None:
    def load(key: str) -> Transcript:
        return transcript(key, timed=key == "timed.wav")

    report = exported(qtbot, items("timed.wav", "timeless.wav"), plan(tmp_path, "txt", "srt"), load)
    assert names(tmp_path) == ["timed.srt", "timed.txt", "timeless.txt"]
    assert [each.item.title for each in report.failed] == ["timeless.wav"]


def test_what_was_there_stays_and_counts_as_done(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("mine", encoding="utf-8")
    report = exported(qtbot, items("a.wav", "b.wav"), plan(tmp_path, when_taken=WhenTaken.SKIP))
    assert len(report.done) == 2 and [one.item.title for one in report.skipped] == ["a.wav"]
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "mine"


def test_a_stop_ends_after_the_one_that_is_written(qtbot: QtBot, tmp_path: Path) -> None:
    begun, gate = threading.Event(), threading.Event()

    def load(key: str) -> Transcript:
        begun.set()
        assert gate.wait(PATIENCE_S)
        return transcript(key)

    batch = BatchExport()
    batch.begin(items(*(f"{number}.wav" for number in range(50))), plan(tmp_path), load)
    assert begun.wait(PATIENCE_S)
    batch.begin(items("other.wav"), plan(tmp_path), load)  # ignored: one at a time
    batch.stop()
    with qtbot.waitSignal(batch.ended) as blocker:
        gate.set()
    assert names(tmp_path) == ["0.txt"] and blocker.args[0].left == 49
    assert batch.shutdown(PATIENCE_S)


def test_texts_are_loaded_one_at_a_time_and_not_in_the_windows_thread(
    qtbot: QtBot, tmp_path: Path
) -> None:
    here, threads = threading.get_ident(), set[int]()

    def load(key: str) -> Transcript:
        threads.add(threading.get_ident())
        return transcript(key)

    batch, steps = BatchExport(), list[tuple[int, int]]()
    batch.progressed.connect(lambda done, count: steps.append((done, count)))
    with qtbot.waitSignals([batch.ended, batch.written]):
        batch.begin(items(*(f"{n}.wav" for n in range(300))), plan(tmp_path), load)
    assert len(threads) == 1 and here not in threads
    assert len(names(tmp_path)) == 300
    assert steps and all(count == 300 for _, count in steps) and steps == sorted(steps)
    assert batch.shutdown(PATIENCE_S)


def test_no_recording_is_replaced_even_where_files_are(qtbot: QtBot, tmp_path: Path) -> None:
    talk = tmp_path / "dictation.txt"
    talk.write_bytes(b"RIFF")
    how = plan(None, when_taken=WhenTaken.REPLACE)
    report = exported(qtbot, items(str(talk)), how)
    assert talk.read_bytes() == b"RIFF" and len(report.numbered) == 1


def test_the_name_has_the_day_on_which_the_text_was_made(qtbot: QtBot, tmp_path: Path) -> None:
    exported(qtbot, items("a.wav"), plan(tmp_path, template="{date} {name}"))
    assert names(tmp_path) == [f"{local_time(1_764_400_000.0):%Y-%m-%d} a.txt"]
    assert local_time(1e18).year >= 2024  # a clock that was far off


def test_a_preview_names_the_files_or_says_why_not() -> None:
    shown = preview(ExportChoices(("txt", "srt"), template="{date} {name}"), FORMATS)
    assert shown.names == ("2026-03-14 Interview.txt", "2026-03-14 Interview.srt")
    assert isinstance(preview(ExportChoices(template="{x}"), FORMATS).error, TemplateInvalid)
    nothing = preview(ExportChoices(("of-a-newer-version",)), FORMATS)
    assert nothing.error is not None and nothing.error.message == "No format is chosen."


def test_nothing_is_written_into_the_program_s_own_folder(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(RESOURCES.rglob("*"))
    beside_the_sample = exported(
        qtbot, items(str(RESOURCES / "samples" / "sample.wav")), plan(None)
    )
    into_it = exported(qtbot, items("/rec/a.wav"), plan(RESOURCES / "samples"))
    for report in (beside_the_sample, into_it):
        (error,) = report.failed[0].written.errors
        assert isinstance(error, NotWritable) and "belongs to Aviary itself" in error.message
    assert set(RESOURCES.rglob("*")) == before
    program = tmp_path / "Aviary"
    program.mkdir()
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr("sys.executable", str(program / "Aviary.exe"))
    assert exported(qtbot, items("/rec/a.wav"), plan(program)).failed
    (program / "texts").mkdir()  # a portable program's user may keep them near it
    assert exported(qtbot, items("/rec/a.wav"), plan(program / "texts")).done


def test_targets_that_refuse_leave_no_half_file_and_say_why(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk, a share that goes away, a file that another program holds, a read-only one."""
    causes = {
        errno.ENOSPC: DiskFull,
        errno.EHOSTDOWN: NotWritable,
        errno.EACCES: NotWritable,
        errno.EROFS: NotWritable,
        errno.EIO: NotWritable,
    }
    for number, kind in causes.items():
        folder = tmp_path / str(number)
        folder.mkdir()

        def refuse(_descriptor: int, number: int = number) -> None:
            raise OSError(number, os.strerror(number))

        with monkeypatch.context() as broken:
            broken.setattr(os, "fsync", refuse)
            report = exported(qtbot, items("/rec/a.wav"), plan(folder))
        (error,) = report.failed[0].written.errors
        assert isinstance(error, kind) and error.message.endswith("."), number
        assert names(folder) == [], number


def test_names_that_no_system_takes_become_such_that_all_take(qtbot: QtBot, tmp_path: Path) -> None:
    given = [
        ExportItem(str(n), name, Path(f"/rec/{n}.wav"), name=name)
        for n, name in enumerate(("CON", "a/b:c?", "x. ", "nul.txt", "e\u0301" * 300))
    ]
    exported(qtbot, given, plan(tmp_path, "txt", "srt"), lambda key: transcript(f"{key}.wav"))
    made = {path.stem for path in tmp_path.glob("*.txt")}
    assert {"_CON", "a_b_c_", "x", "_nul.txt"} < made and len(made) == 5
    assert len(list(tmp_path.glob("*.srt"))) == 5
