"""The system check: its findings, as text and JSON, and its thread."""

import errno
import json
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.checkup import checkup, diagnostics
from desktop_app.app.checkup.checkup import (
    CheckupCallbacks,
    RunTrial,
    SampleTrial,
    Subject,
    Transcriber,
    check_up,
    subject_of,
)
from desktop_app.app.checkup.report import CheckupResult, FolderCheck, SampleResult, summary
from desktop_app.app.checkup.worker import ENGINE_BUSY, CheckupWork, trial_runner
from desktop_app.app.engine.thread import EngineThread
from desktop_app.app.services import Services, build_services
from desktop_app.cli import doctor as doctor_command
from desktop_app.cli.terminal import INTERRUPTED
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled, ModelInvalid
from desktop_app.core.finding import Finding, FindingGroup, Verdict
from desktop_app.system.file_probe import FileStep, FolderResult, FolderState
from desktop_app.system.locks.diagnose import diagnose
from desktop_app.system.locks.diagnosis import FilePlace, PlaceKind
from tests.conftest import PATIENCE_S
from tests.fakes import FakeEngine

STEPS = (Verdict.OK, Verdict.NOTE, Verdict.PROBLEM)


@pytest.fixture(autouse=True)
def _no_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which takes seconds to import; the end-to-end test has it."""
    monkeypatch.setattr(checkup, "_torch", lambda: (Finding("GPU in use", "none"),))


@pytest.fixture
def subject(tmp_path: Path) -> Subject:
    folders = {name: tmp_path / name for name in ("models", "temporary", "config", "output")}
    for folder in folders.values():
        folder.mkdir()
    return Subject(folders, {"starter": True, "parakeet": False})


def run_with(engine: Transcriber) -> RunTrial:
    def run_trial(trial: SampleTrial, _cancel: CancelToken) -> SampleResult:
        return trial(engine)

    return run_trial


def run(
    subject: Subject,
    run_trial: RunTrial | str = "no time",
    callbacks: CheckupCallbacks | None = None,
) -> CheckupResult:
    return check_up(subject, run_trial, CancelToken(), callbacks, is_quick=True)


def blocked(folder: Path, error: OSError) -> FolderResult:
    found = diagnose(error, folder)
    return FolderResult(folder, FolderState.BLOCKED, 0.0, FileStep.MAKE, ("Dropbox",), found)


def test_everything_is_checked_and_reported_on_the_way(subject: Subject) -> None:
    groups: list[FindingGroup] = []
    progress: list[float] = []
    callbacks = CheckupCallbacks(lambda _text, done: progress.append(done), groups.append)
    engine = FakeEngine()
    found = run(subject, run_with(engine), callbacks)
    assert tuple(groups) == found.groups
    titles = [group.title for group in found.groups]
    assert titles == ["This computer", "Software", "Recognition", "Folders"]
    assert progress == sorted(progress) and progress[-1] == 1.0
    assert engine.requests[0].media_path == subject.sample
    assert found.sample.text
    assert not found.has_failed
    names = [finding.name for finding in found.groups[-1].findings]
    assert names == ["Models", "Temporary files", "Settings", "Transcripts"]
    assert all(not list(folder.iterdir()) for folder in subject.folders.values())


def test_json_and_text_hold_the_same(subject: Subject) -> None:
    found = run(subject, run_with(FakeEngine()))
    values = json.loads(json.dumps(found.as_json()))
    assert set(values["folders"]) == set(subject.folders)
    assert values["folders"]["models"]["state"] == "fine"
    assert all(folder["problem"] == "" for folder in values["folders"].values())
    assert values["sample"]["problem"] == "" and values["sample"]["text"] == found.sample.text
    assert values["models"] == {"starter": True, "parakeet": False}
    text = found.as_text()
    for finding in values["findings"]:
        assert finding["name"] in text and finding["value"].splitlines()[0] in text


def test_a_failing_sample_is_a_problem_and_the_rest_continues(subject: Subject) -> None:
    engine = FakeEngine()
    engine.errors["sample"] = ModelInvalid("The model is damaged.")
    found = run(subject, run_with(engine))
    assert found.has_failed and len(found.groups) == 4
    assert "damaged" in found.sample.problem and "PROBLEM Sample" in found.as_text()
    engine.errors["sample"] = ZeroDivisionError("oops")
    assert "ZeroDivisionError" in run(subject, run_with(engine)).sample.problem


def test_silence_is_a_problem(subject: Subject) -> None:
    engine = FakeEngine()
    engine.segment_count = 0
    assert "No speech was recognised" in run(subject, run_with(engine)).sample.problem


def test_a_sample_left_out_is_no_problem(subject: Subject) -> None:
    found = run(subject, "a recording is being transcribed")
    assert not found.has_failed
    assert "not tried: a recording is being transcribed" in found.as_text()
    assert found.as_json()["sample"]["left_out"]


def test_a_folder_that_is_gone_is_a_problem(subject: Subject) -> None:
    for name in ("config", "models"):
        subject.folders[name].rmdir()
    found = run(subject)
    assert found.has_failed
    problems = {folder.name: folder.problem for folder in found.folders if folder.problem}
    assert set(problems) == {"config", "models"}


def test_a_slow_folder_is_a_note_with_a_name(tmp_path: Path) -> None:
    slow = FolderResult(tmp_path, FolderState.SLOW, 2.04, FileStep.RENAME, ("Microsoft Defender",))
    folder = FolderCheck("models", tmp_path, 10**11, locks=slow)
    said = folder.finding()
    assert said.verdict is Verdict.NOTE
    assert "2.0 s lost on a file, mostly on renaming, held by Microsoft Defender" in said.value
    assert "antivirus" in said.advice
    described = folder.as_json()
    assert (described["state"], described["added_s"], described["problem"]) == ("slow", 2.04, "")
    unnamed = FolderCheck("models", tmp_path, locks=FolderResult(tmp_path, FolderState.SLOW, 1.0))
    assert "No program could be named" in unnamed.finding().advice


def test_a_blocked_folder_says_why_and_what_to_do(tmp_path: Path) -> None:
    result = blocked(tmp_path, OSError(errno.ENOSPC, "No space left on device"))
    said = FolderCheck("models", tmp_path, 0, locks=result).finding()
    assert said.verdict is Verdict.PROBLEM
    assert "blocked, creating a folder is refused: Disk full, held by Dropbox" in said.value
    assert "Free some space, then retry." in said.advice.splitlines()
    strange = blocked(tmp_path, NotADirectoryError(errno.ENOTDIR, "Not a directory"))
    assert "Not a directory" in FolderCheck("models", tmp_path, locks=strange).finding().value


def test_places_and_left_overs_are_noted(tmp_path: Path) -> None:
    place = FilePlace(PlaceKind.SYNCED, "OneDrive", str(tmp_path), "Pause OneDrive.")
    fine = FolderResult(tmp_path, FolderState.FINE, left_behind=tmp_path / "aviary-check-1")
    said = FolderCheck("output", tmp_path, locks=fine, places=(place,)).finding()
    assert said.verdict is Verdict.NOTE
    assert "Pause OneDrive." in said.advice and "aviary-check-1" in said.advice


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        ((), "everything is fine"),
        (STEPS, "1 problem, 1 note"),
        ((Verdict.NOTE,) * 2, "2 notes"),
    ],
)
def test_the_summary_counts(verdicts: tuple[Verdict, ...], said: str) -> None:
    assert summary(tuple(Finding("", "", verdict) for verdict in verdicts)) == said


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Services:
    """This program's, in folders that no other test has filled."""
    monkeypatch.setenv("AVIARY_HOME", str(tmp_path / "home"))
    return build_services()


def test_the_subject_is_this_program(services: Services) -> None:
    subject = subject_of(services)
    assert {"models", "temporary", "config", "cache", "logs"} <= set(subject.folders)
    assert subject.sample.is_file() and "aviary-starter" in subject.models


@pytest.mark.parametrize("as_json", [False, True])
def test_the_quick_doctor(
    services: Services,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    *,
    as_json: bool,
) -> None:
    # The real one takes Ctrl+C away from pytest.
    monkeypatch.setattr(doctor_command, "cancel_on_interrupt", CancelToken)
    assert doctor_command.run(services, as_json=as_json, is_quick=True) == 0
    said = capsys.readouterr().out
    assert diagnostics.LEFT_OUT in (json.loads(said)["sample"]["left_out"] if as_json else said)
    services.folders.config.rmdir()
    services.folders.config.touch()
    assert doctor_command.run(services, as_json=as_json, is_quick=True) == 1


def test_the_doctor_is_interrupted(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    cancel = CancelToken()
    cancel.cancel()
    monkeypatch.setattr(doctor_command, "cancel_on_interrupt", lambda: cancel)
    assert doctor_command.run(services, as_json=True, is_quick=True) == INTERRUPTED


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


def made(subject: Subject, engine: EngineThread, *, busy: bool = False) -> CheckupWork:
    def check(
        run_trial: RunTrial | str, cancel: CancelToken, callbacks: CheckupCallbacks
    ) -> CheckupResult:
        return check_up(subject, run_trial, cancel, callbacks, is_quick=True)

    return CheckupWork(check, engine, lambda: busy)


def test_the_sample_goes_through_the_engine_thread(qtbot: QtBot, subject: Subject) -> None:
    threads: list[int] = []

    class Noting(FakeEngine):
        def warm_up(self) -> None:
            threads.append(threading.get_ident())

    engine = Noting()
    thread = EngineThread(lambda: engine)
    thread.warm_up()
    where: list[int] = []
    thread.run_between_jobs(lambda _engine: where.append(threading.get_ident()))
    one = made(subject, thread)
    with qtbot.waitSignal(one.ended) as ended:
        one.start()
        one.start()  # running already
    assert where == threads and threading.get_ident() not in where
    assert isinstance(ended.args and ended.args[0], CheckupResult)
    assert len(engine.requests) == 1 and not one.is_running
    assert one.shutdown(PATIENCE_S) and thread.shutdown(PATIENCE_S)


def test_while_a_recording_is_transcribed_the_sample_is_left_out(
    qtbot: QtBot, subject: Subject, engine: FakeEngine
) -> None:
    thread = EngineThread(lambda: engine)
    one = made(subject, thread, busy=True)
    with qtbot.waitSignal(one.ended) as ended:
        one.start()
    assert ended.args is not None and ended.args[0].sample.left_out == ENGINE_BUSY
    assert not engine.requests
    assert one.shutdown(PATIENCE_S) and thread.shutdown(PATIENCE_S)


def test_stopping_ends_the_sample(qtbot: QtBot, subject: Subject, engine: FakeEngine) -> None:
    engine.gate.clear()
    thread = EngineThread(lambda: engine)
    one = made(subject, thread)
    with qtbot.waitSignal(one.ended) as ended:
        one.start()
        qtbot.waitUntil(lambda: bool(engine.requests))
        one.stop()
    assert ended.args == [None]
    assert one.shutdown(PATIENCE_S) and thread.shutdown(PATIENCE_S)


def test_an_unexpected_failure_is_reported(qtbot: QtBot, engine: FakeEngine) -> None:
    def check(
        _run_trial: RunTrial | str, _cancel: CancelToken, _callbacks: CheckupCallbacks
    ) -> CheckupResult:
        raise ZeroDivisionError("oops")

    thread = EngineThread(lambda: engine)
    one = CheckupWork(check, thread, lambda: False)
    with qtbot.waitSignals([one.failed, one.ended]):
        one.start()
    assert not one.is_running
    assert one.shutdown(PATIENCE_S) and thread.shutdown(PATIENCE_S)


def test_nobody_waits_for_an_engine_that_has_ended(engine: FakeEngine) -> None:
    class Gone:
        def run_between_jobs(self, work: object) -> None:  # noqa: ARG002
            cancel.cancel()

    cancel = CancelToken()
    with pytest.raises(Cancelled):
        trial_runner(Gone())(lambda _one: SampleResult(), cancel)
    assert not engine.requests
