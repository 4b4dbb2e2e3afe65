"""The engine's thread: one terminal signal a job, quick cancelling, a clean end."""

import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer, Slot
from pytestqt.qtbot import QtBot

from desktop_app.app.engine.thread import EngineThread
from desktop_app.core.errors import MediaMissing, OutOfMemory, UnexpectedError
from desktop_app.core.job import Job
from desktop_app.core.request import Progress, SegmentsReady, TranscriptionRequest
from tests.conftest import PATIENCE_S
from tests.fakes import STARTER, FakeEngine, transcript


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def thread(qtbot: QtBot, engine: FakeEngine) -> Iterator[EngineThread]:  # noqa: ARG001
    made = EngineThread(lambda: engine)
    yield made
    engine.gate.set()
    assert made.shutdown(PATIENCE_S)


def job(number: int = 1, name: str = "talk.wav") -> Job:
    return Job(number, TranscriptionRequest(Path(name), STARTER))


class Ends(QObject):
    """Collects the terminal signals and the thread they arrive in."""

    def __init__(self, thread: EngineThread) -> None:
        super().__init__()
        self.seen: list[tuple[str, int]] = []
        self.threads: set[int] = set()
        thread.done.connect(self._on_done)
        thread.failed.connect(self._on_failed)
        thread.stopped.connect(self._on_stopped)

    @Slot(int, object)
    def _on_done(self, job_id: int, _result: object) -> None:
        self._note("done", job_id)

    @Slot(int, object)
    def _on_failed(self, job_id: int, _error: object) -> None:
        self._note("failed", job_id)

    @Slot(int)
    def _on_stopped(self, job_id: int) -> None:
        self._note("stopped", job_id)

    def _note(self, kind: str, job_id: int) -> None:
        self.seen.append((kind, job_id))
        self.threads.add(threading.get_ident())


def test_a_job_ends_with_its_transcript(
    qtbot: QtBot, thread: EngineThread, engine: FakeEngine
) -> None:
    ends = Ends(thread)
    with qtbot.waitSignal(thread.done) as blocker:
        thread.submit(job())
    assert blocker.args == [1, transcript(count=engine.segment_count), None]
    assert ends.seen == [("done", 1)]
    assert ends.threads == {threading.get_ident()}


@pytest.mark.parametrize(
    ("raised", "shown"), [(MediaMissing("Gone."), MediaMissing), (KeyError("x"), UnexpectedError)]
)
def test_every_error_arrives_as_one_sentence(
    qtbot: QtBot, thread: EngineThread, engine: FakeEngine, raised: Exception, shown: type
) -> None:
    engine.errors["talk"] = raised
    ends = Ends(thread)
    with qtbot.waitSignal(thread.failed) as blocker:
        thread.submit(job())
    with qtbot.waitSignal(thread.done):
        thread.submit(job(2, "next.wav"))
    assert type(blocker.args[1]) is shown
    assert ends.seen == [("failed", 1), ("done", 2)]


def test_a_running_and_a_queued_job_can_be_stopped(
    qtbot: QtBot, thread: EngineThread, engine: FakeEngine
) -> None:
    engine.gate.clear()
    ends = Ends(thread)
    with qtbot.waitSignal(thread.reported):
        thread.submit(job(1))
    thread.submit(job(2))
    thread.cancel(2)
    thread.cancel(1)
    thread.cancel(99)
    qtbot.waitUntil(lambda: len(ends.seen) == 2)
    assert ends.seen == [("stopped", 1), ("stopped", 2)]
    assert len(engine.requests) == 1


def test_progress_comes_at_most_ten_times_a_second(
    qtbot: QtBot, thread: EngineThread, engine: FakeEngine
) -> None:
    engine.segment_count = 200
    events: list[object] = []
    thread.reported.connect(lambda _id, event: events.append(event))
    started_s = time.monotonic()
    with qtbot.waitSignal(thread.done):
        thread.submit(job())
    took_s = time.monotonic() - started_s
    progress = [e for e in events if isinstance(e, Progress)]
    assert 1 <= len(progress) <= 2 + took_s * 10
    assert len([e for e in events if isinstance(e, SegmentsReady)]) == 200


def test_a_failed_preparation_leaves_the_thread_alive(
    qtbot: QtBot, thread: EngineThread, engine: FakeEngine
) -> None:
    engine.warm_up_error = ImportError("no torch")
    with qtbot.waitSignal(thread.preparation_failed) as blocker:
        thread.warm_up()
    assert "no torch" in blocker.args[0].message
    engine.warm_up_error = OutOfMemory("Too little.")
    with qtbot.waitSignal(thread.preparation_failed):
        thread.warm_up()
    engine.warm_up_error = None
    with qtbot.waitSignal(thread.prepared):
        thread.warm_up()
    with qtbot.waitSignal(thread.done):
        thread.submit(job())


def test_the_engine_is_closed_in_its_own_thread(qtbot: QtBot, engine: FakeEngine) -> None:
    thread = EngineThread(lambda: engine)
    with qtbot.waitSignal(thread.prepared):
        thread.warm_up()
    assert thread.shutdown(PATIENCE_S)
    assert engine.closed_in not in (None, threading.get_ident())


def test_the_model_is_unloaded_between_two_jobs(
    qtbot: QtBot, thread: EngineThread, engine: FakeEngine
) -> None:
    engine.gate.clear()
    with qtbot.waitSignal(thread.reported):
        thread.submit(job())
    with qtbot.assertNotEmitted(thread.unloaded, wait=30):
        thread.unload()
    with qtbot.waitSignals([thread.done, thread.unloaded], order="strict"):
        engine.gate.set()
    assert engine.closed_in not in (None, threading.get_ident())
    with qtbot.waitSignal(thread.done):
        thread.submit(job(2))


def test_closing_stops_the_running_job(qtbot: QtBot, engine: FakeEngine) -> None:
    engine.gate.clear()
    thread = EngineThread(lambda: engine)
    with qtbot.waitSignal(thread.reported):
        thread.submit(job())
    # The file would stand still for ever.
    assert thread.shutdown(PATIENCE_S)


def test_a_thread_that_does_not_end_is_reported_not_killed(
    qtbot: QtBot, engine: FakeEngine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="desktop_app")
    engine.gate.clear()
    engine.ignores_cancel = True
    thread = EngineThread(lambda: engine)
    with qtbot.waitSignal(thread.reported):
        thread.submit(job())
    ended_in_time = thread.shutdown(timeout_s=0.05)
    engine.gate.set()
    assert thread.shutdown(PATIENCE_S)
    assert not ended_in_time
    assert "did not end" in caplog.text


def test_the_gui_thread_keeps_breathing(
    qtbot: QtBot, thread: EngineThread, engine: FakeEngine
) -> None:
    engine.segment_count = 2000
    beats: list[float] = []
    timer = QTimer()
    timer.setInterval(16)
    timer.timeout.connect(lambda: beats.append(time.monotonic()))
    timer.start()
    beats.append(time.monotonic())
    with qtbot.waitSignal(thread.done):
        thread.submit(job())
    qtbot.waitUntil(lambda: len(beats) > 3)
    timer.stop()
    gaps = [later - earlier for earlier, later in pairwise(beats)]
    # Generous: other programs share the computer; a blocked GUI thread would show all of the job.
    assert max(gaps) < max(1.0, (beats[-1] - beats[0]) / 3)
