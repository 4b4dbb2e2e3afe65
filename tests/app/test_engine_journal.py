"""The engine's thread and the journal: kept first, then told; what cannot be kept is not lost."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.engine.thread import EngineThread
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, DiskFull, MediaUnreadable
from desktop_app.core.job import Job
from desktop_app.core.request import (
    ChunkHeard,
    Cutting,
    HeardChunk,
    Notice,
    ResumePoint,
    SegmentsReady,
    SoundOutlined,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.core.transcript import Transcript
from desktop_app.library.records import TranscriptSummary
from tests.conftest import PATIENCE_S
from tests.fakes import STARTER, segment, transcript

KEY = "0123456789abcdef" * 2
REQUEST = TranscriptionRequest(Path("talk.wav"), STARTER)
CUTTING = Cutting(20.0)
POINT = ResumePoint(CUTTING, (HeardChunk(0, 0.0, 10.0, text="One."),))
SUMMARY = TranscriptSummary(
    key=KEY, title="talk.wav", media_path=Path("talk.wav"), duration_s=30.0, model="starter"
)


@dataclass
class Chunked:
    """An engine that hears chunks of ten seconds.

    Attributes:
        log: takes what it does, in order.
        fail: what it ends with.
    """

    log: list[str]
    requests: list[TranscriptionRequest] = field(default_factory=list)
    fail: AppError | None = None

    def warm_up(self) -> None: ...

    def close(self) -> None: ...

    def transcribe(
        self,
        request: TranscriptionRequest,
        cancel: CancelToken,
        on_event: Callable[[TranscriptionEvent], None],
        upcoming: Sequence[TranscriptionRequest] = (),
    ) -> Transcript:
        del cancel, upcoming
        self.requests.append(request)
        first = len(request.resume.heard) if request.resume else 0
        for number in range(first, 3):
            self.log.append(f"heard {number}")
            chunk = HeardChunk(number, number * 10.0, number * 10.0 + 10.0, text="Word.")
            on_event(ChunkHeard(chunk, CUTTING))
            on_event(SegmentsReady((segment(number),)))
        if self.fail is not None:
            raise self.fail
        return transcript(request.media_path.name)


@dataclass
class FakeJournal:
    """A journal that says what it does."""

    log: list[str]
    point: ResumePoint | None = None
    begin_error: AppError | None = None
    finish_error: Exception | None = None
    notes: list[str] = field(default_factory=list)

    def begin(self, key: str) -> ResumePoint | None:
        self.log.append(f"begin {key == KEY}")
        if self.begin_error is not None:
            raise self.begin_error
        return self.point

    def note(self, key: str, heard: ChunkHeard) -> str:
        self.log.append(f"note {key == KEY} {heard.chunk.number}")
        return self.notes.pop(0) if self.notes else ""

    def outline(self, key: str, outlined: SoundOutlined) -> None:
        self.log.append(f"outline {key == KEY} {outlined.recording}")

    def finish(
        self, key: str, transcript: Transcript, request: TranscriptionRequest
    ) -> TranscriptSummary:
        self.log.append(f"finish {key == KEY} {request == REQUEST} {len(transcript.segments)}")
        if self.finish_error is not None:
            raise self.finish_error
        return SUMMARY

    def corrected(self, transcript: Transcript) -> Transcript:
        return transcript

    def with_words(
        self, transcript: Transcript, summary: TranscriptSummary
    ) -> tuple[Transcript, TranscriptSummary]:
        return transcript, summary


@dataclass
class World:
    """The thread with its engine and journal; `log` is what happened where, in order."""

    log: list[str]
    engine: Chunked
    journal: FakeJournal
    thread: EngineThread
    events: list[TranscriptionEvent] = field(default_factory=list)

    def run(self, qtbot: QtBot, key: str = KEY) -> list[object]:
        """Submit one job, and return what it ended with."""
        ends: list[list[object]] = []
        self.thread.done.connect(lambda *args: ends.append(["done", *args[1:]]))
        self.thread.failed.connect(lambda *args: ends.append(["failed", *args[1:]]))
        self.thread.reported.connect(lambda _id, event: self.events.append(event))
        self.thread.submit(Job(1, REQUEST, key))
        qtbot.waitUntil(lambda: bool(ends))
        (end,) = ends
        return end


@pytest.fixture
def world(qtbot: QtBot) -> Iterator[World]:  # noqa: ARG001
    log: list[str] = []
    engine, journal = Chunked(log), FakeJournal(log)
    thread = EngineThread(lambda: engine, journal=journal)
    yield World(log, engine, journal, thread)
    assert thread.shutdown(PATIENCE_S)


def test_each_chunk_is_kept_before_it_is_told_and_the_transcript_before_the_end(
    qtbot: QtBot, world: World
) -> None:
    # Plain functions run in the engine's thread, so the order is that of the worker's steps.
    world.thread._worker.reported.connect(lambda _id, event: world.log.append(type(event).__name__))
    world.thread._worker.ended.connect(lambda *_: world.log.append("ended"))
    assert world.run(qtbot) == ["done", transcript(), SUMMARY]
    one = "heard {0}/note True {0}/ChunkHeard/SegmentsReady"
    chunks = "/".join(one.format(number) for number in range(3))
    assert world.log == f"begin True/{chunks}/finish True True 3/ended".split("/")
    assert [type(event).__name__ for event in world.events] == ["ChunkHeard", "SegmentsReady"] * 3


def test_it_goes_on_where_the_journal_ends(qtbot: QtBot, world: World) -> None:
    world.journal.point = POINT
    assert world.run(qtbot)[0] == "done"
    assert world.engine.requests == [replace(REQUEST, resume=POINT)]
    assert [step for step in world.log if step.startswith("note")] == ["note True 1", "note True 2"]


def test_a_job_without_a_key_is_not_kept(qtbot: QtBot, world: World) -> None:
    assert world.run(qtbot, key="") == ["done", transcript(), None]
    assert [step for step in world.log if not step.startswith("heard")] == []


def test_what_cannot_be_noted_is_told_in_its_place(qtbot: QtBot, world: World) -> None:
    world.journal.notes = ["", "The drive is full."]
    assert world.run(qtbot)[0] == "done"
    kinds = [
        event.text if isinstance(event, Notice) else type(event).__name__ for event in world.events
    ]
    both = ["ChunkHeard", "SegmentsReady"]
    assert kinds == [*both, "The drive is full.", *both, *both]


@pytest.mark.parametrize("error", [DiskFull("The drive is full."), ValueError("drive")])
def test_a_transcript_that_cannot_be_kept_is_told_and_there(
    qtbot: QtBot, world: World, error: Exception
) -> None:
    world.journal.finish_error = error
    assert world.run(qtbot) == ["done", transcript(), None]
    (notice,) = [event.text for event in world.events if isinstance(event, Notice)]
    assert "drive" in notice


def test_a_job_of_another_program_fails_and_is_not_heard(qtbot: QtBot, world: World) -> None:
    world.journal.begin_error = AppError("Another Aviary works on it.")
    assert world.run(qtbot) == ["failed", world.journal.begin_error]
    assert world.engine.requests == []


def test_a_job_that_fails_keeps_its_chunks_and_is_not_finished(qtbot: QtBot, world: World) -> None:
    world.engine.fail = MediaUnreadable("Damaged.")
    assert world.run(qtbot) == ["failed", world.engine.fail]
    assert [step for step in world.log if step.startswith("note")] == [
        f"note True {number}" for number in range(3)
    ]
    assert not any(step.startswith("finish") for step in world.log)
