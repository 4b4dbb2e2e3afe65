"""Exporting off the GUI thread, choices, exception hooks and side tasks."""

import sys
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.choices.requests import request_for
from desktop_app.app.exporting.exports import TranscriptExports
from desktop_app.app.jobs.intake import FileAccess
from desktop_app.app.problems import ExceptionHooks, Problem
from desktop_app.app.settings import Settings
from desktop_app.core.errors import Action, IsARecording, NotWritable, UnexpectedError
from desktop_app.core.media import MediaInfo
from desktop_app.core.transcript import TimestampMode
from desktop_app.system.files import write_new
from tests.app.conftest import Stage
from tests.conftest import PATIENCE_S
from tests.fakes import CANARY, FORMATS, STARTER, transcript


def test_one_transcript_is_written_where_asked(qtbot: QtBot, stage: Stage, tmp_path: Path) -> None:
    controller = stage.services.controller
    controller.add_paths([Path("talk.wav")])
    qtbot.waitUntil(lambda: len(controller.finished()) == 1)
    target = tmp_path / "Gespräch.srt"
    with qtbot.waitSignal(stage.services.exports.exported) as blocker:
        stage.services.exports.export(controller.finished()[0], "srt", target)
    assert blocker.args[0] == target
    assert target.read_text(encoding="utf-8").startswith("srt\nSentence")


def test_a_failed_export_tells_why(qtbot: QtBot, tmp_path: Path) -> None:
    exports = TranscriptExports(FORMATS)
    with qtbot.waitSignal(exports.export_failed) as blocker:
        exports.export(transcript(), "txt", tmp_path / "gone" / "x.txt")
    assert isinstance(blocker.args[0], NotWritable)
    assert blocker.args[0].action is Action.CHOOSE_FOLDER
    assert exports.unwritten == 0 and exports.shutdown(PATIENCE_S)


def test_no_recording_of_the_list_is_written_onto(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    others = tmp_path / "dictation.txt"
    others.write_bytes(b"RIFF")
    controller = stage.services.controller
    controller.add_paths([Path("talk.wav"), others])
    qtbot.waitUntil(lambda: len(controller.finished()) == 2)
    exports = stage.services.exports
    with qtbot.waitSignal(exports.export_failed) as blocker:
        exports.export(controller.finished()[0], "txt", others, controller.recordings())
    assert isinstance(blocker.args[0], IsARecording)
    assert others.read_bytes() == b"RIFF"


def test_an_export_does_not_wait_for_files_that_are_being_probed(
    qtbot: QtBot, stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    probe = stage.files.probe

    def slow(path: Path) -> MediaInfo:
        assert gate.wait(PATIENCE_S)
        return probe(path)

    controller = stage.services.controller
    controller.add_paths([Path("talk.wav")])
    qtbot.waitUntil(lambda: len(controller.finished()) == 1)
    monkeypatch.setattr(
        controller._intake, "_files", FileAccess(stage.files.expand, slow), raising=True
    )
    controller.add_paths([Path(f"{number}.wav") for number in range(50)])
    qtbot.waitUntil(lambda: controller.jobs.rowCount() == 51)
    try:
        with qtbot.waitSignal(stage.services.exports.exported):
            stage.services.exports.export(controller.finished()[0], "txt", tmp_path / "a.txt")
        stage.services.preferences.change(language="fr")
        qtbot.waitUntil(stage.settings_path.exists)
    finally:
        gate.set()
    assert (tmp_path / "a.txt").exists()


def test_what_waits_to_be_written_is_written_before_the_end(
    qtbot: QtBot,  # noqa: ARG001 - makes the QApplication
    tmp_path: Path,
) -> None:
    exports = TranscriptExports(FORMATS)
    for number in range(20):
        exports.export(transcript(), "txt", tmp_path / f"{number}.txt")
    assert exports.unwritten == 20
    assert exports.shutdown(PATIENCE_S)
    assert len(list(tmp_path.iterdir())) == 20


def test_what_the_user_gives_up_is_not_written(
    qtbot: QtBot,  # noqa: ARG001 - makes the QApplication
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun, gate = threading.Event(), threading.Event()

    def slow(path: Path, data: bytes) -> None:
        begun.set()
        assert gate.wait(PATIENCE_S)
        write_new(path, data)

    monkeypatch.setattr("desktop_app.export.files.write_atomically", slow)
    exports = TranscriptExports(FORMATS)
    exports.export(transcript(), "txt", tmp_path / "0.txt")
    exports.export(transcript(), "txt", tmp_path / "last.txt")
    assert begun.wait(PATIENCE_S)
    exports.drop()
    gate.set()
    assert exports.shutdown(PATIENCE_S)
    assert [path.name for path in tmp_path.iterdir()] == ["0.txt"]


def test_a_bug_in_a_side_task_is_an_answer_too(qtbot: QtBot) -> None:
    tasks = SideTasks()
    answers: list[object] = []
    tasks.run(lambda: 1 / 0, answers.append, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert isinstance(answers[0], UnexpectedError)
    assert tasks.shutdown(PATIENCE_S)


def test_after_the_end_no_answer_comes(qtbot: QtBot) -> None:
    tasks = SideTasks(max_threads=1)
    answers: list[object] = []
    gate = threading.Event()
    tasks.run(gate.wait, answers.append, answers.append)
    assert not tasks.shutdown(0.01)
    gate.set()
    assert tasks.shutdown(PATIENCE_S)
    with qtbot.waitSignal(tasks.destroyed):
        tasks.deleteLater()
    assert answers == []


@pytest.mark.parametrize(("wanted", "given"), [("de", "de"), ("xx", "en"), ("", "en")])
def test_languages_are_those_of_the_model(wanted: str, given: str) -> None:
    request = request_for(Path("a.wav"), CANARY, Settings(language=wanted), ())
    assert (request.language, request.target_language) == (given, given)


def test_times_are_the_finest_that_the_model_gives() -> None:
    settings = Settings(target_language="de")
    assert request_for(Path("a.wav"), CANARY, settings, ()).timestamps is TimestampMode.NONE
    plain = request_for(Path("a.wav"), STARTER, settings, ())
    assert (plain.timestamps, plain.language, plain.target_language) == ("word", None, None)


def test_uncaught_exceptions_become_a_signal(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    before = (sys.excepthook, threading.excepthook)
    hooks = ExceptionHooks()
    hooks.install()
    error = ValueError("out of the blue")
    with qtbot.waitSignal(hooks.caught) as blocker:
        sys.excepthook(ValueError, error, None)
    assert "out of the blue" in blocker.args[0].message
    with qtbot.waitSignal(hooks.caught):
        thread = threading.Thread(target=int, args=("no number",))
        thread.start()
        thread.join()
    with qtbot.assertNotEmitted(hooks.caught):
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    hooks.uninstall()
    assert (sys.excepthook, threading.excepthook) == before


def test_a_problem_carries_what_a_report_needs() -> None:
    problem = Problem.from_error(NotWritable("Read-only.", "PermissionError(13)"))
    assert problem.title == "Cannot write there"
    for part in ("NotWritable: Read-only.", "PermissionError(13)", "Aviary", "Python", "Qt"):
        assert part in problem.details
