"""The order of the list under any changes, compared with a full sort."""

import random
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs.item_model import JobListModel, JobRole, Section
from desktop_app.app.jobs.queue import JobQueue, JobRecord
from desktop_app.app.jobs.shown import Heading, ShownJobs
from desktop_app.app.settings import LibraryOrder
from desktop_app.core.errors import MediaMissing
from desktop_app.core.job import JobState
from desktop_app.core.media import MediaInfo
from desktop_app.core.request import TranscriptionRequest
from desktop_app.library.records import TranscriptSummary
from tests.fakes import STARTER, transcript

STEPS = 150


def strict(model: QAbstractItemModel) -> None:
    """Make each breach of Qt's rules a fatal message, which fails the test."""
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)


@pytest.fixture
def model(qtbot: QtBot) -> JobListModel:  # noqa: ARG001 - makes the QApplication
    made = JobListModel()
    strict(made)
    return made


def ids(model: QAbstractItemModel) -> list[int | None]:
    """The numbers of the jobs in their rows; None for a heading."""
    return [model.index(row, 0).data(JobRole.ID) for row in range(model.rowCount())]


class Life:
    """A queue with its list, to which things happen by chance."""

    def __init__(self, model: JobListModel, seed: int) -> None:
        self._model = model
        self._chance = random.Random(seed)
        self._gone: list[JobRecord] = []
        self._now_s = 0.0
        self.queue = JobQueue(now=self._later)

    def _later(self) -> float:
        self._now_s += 1.0
        return self._now_s

    def step(self) -> None:
        steps = (self.add, self.end, self.retry, self.remove, self.put_back, self.place)
        self._chance.choice(steps)()

    def some(self, records: list[JobRecord]) -> list[JobRecord]:
        """Two at times, and at times too many to move them one by one."""
        most = self._chance.choice((2, 2, 2, 40))
        return self._chance.sample(records, min(most, len(records)))

    def add(self) -> None:
        request = TranscriptionRequest(Path("talk.wav"), STARTER)
        count = self._chance.randint(1, 9)
        self._model.insert([self.queue.add(request) for _ in range(count)])

    def end(self) -> None:
        ended = self.some([r for r in self.queue if r.state is JobState.WAITING])
        for record in ended:
            self.queue.start(record.id)
            match self._chance.randrange(4):
                case 0:
                    self.queue.stopped(record.id)
                case 1:
                    self.queue.fail(record.id, MediaMissing("Gone."))
                case _:
                    self.queue.finish(record.id, transcript())
        self._model.update(ended)

    def retry(self) -> None:
        states = (JobState.FAILED, JobState.STOPPED)
        ended = self.some([r for r in self.queue if r.state in states])
        self._model.update([self.queue.retry(r.id, r.job.request) for r in ended])

    def remove(self) -> None:
        records = list(self.queue)
        self._gone = self._chance.sample(records, len(records) // 3)
        for record in self._gone:
            self.queue.remove(record.id)
        self._model.remove([record.id for record in self._gone])

    def put_back(self) -> None:
        self.queue.put_back(self._gone)
        self._model.insert(self._gone)
        self._gone = []

    def place(self) -> None:
        records = self.queue.unfinished()
        moved = self.some(records)
        before = self._chance.choice(records).id if records else 0
        order = [record.id for record in records if record not in moved]
        at = order.index(before) if before in order else len(order)
        order[at:at] = [record.id for record in moved]
        self.queue.place([record.id for record in moved], before)
        assert [record.id for record in self.queue.unfinished()] == order
        self._model.update(self.queue.unfinished())

    def expected(self) -> list[list[int]]:
        """The numbers in each part of the list, sorted anew."""
        unfinished = self.queue.unfinished()
        failed = [r.id for r in unfinished if r.state is JobState.FAILED]
        done = sorted(self.queue.done(), key=lambda r: r.finished_s, reverse=True)
        waiting = [r.id for r in unfinished if r.state is not JobState.FAILED]
        return [waiting, failed, [record.id for record in done]]


@pytest.mark.parametrize("seed", range(3))
def test_each_part_of_the_list_is_in_its_order_under_its_heading(
    model: JobListModel, seed: int
) -> None:
    life, every, some = Life(model, seed), ShownJobs(model), ShownJobs(model)
    strict(every)
    strict(some)
    some.show_only(lambda record: record.id % 2 == 1 and record.state is not JobState.STOPPED)
    for _ in range(STEPS):
        life.step()
        parts = life.expected()
        assert ids(model) == list(chain(*parts))
        assert [model.row_of(job_id) for job_id in ids(model)] == list(range(model.rowCount()))
        shown: list[int | None] = []
        for part in parts:
            shown += [None, *part] if part else []
        assert ids(every) == shown
        odd = {r.id for r in life.queue if r.id % 2 == 1 and r.state is not JobState.STOPPED}
        wanted = [[job_id for job_id in part if job_id in odd] for part in parts]
        assert [record.id for record in some.records()] == list(chain(*wanted))
        headings = [some.index(row, 0).data(JobRole.HEADING) for row in range(some.rowCount())]
        counts = zip(Section, map(len, wanted), strict=True)
        assert [h for h in headings if h] == [Heading(s, n) for s, n in counts if n]
        states = [record.state for record in life.queue]
        assert {s: life.queue.count(s) for s in JobState} == {s: states.count(s) for s in JobState}


def test_what_is_selected_stays_so_while_many_rows_are_sorted(model: JobListModel) -> None:
    life = Life(model, 0)
    for _ in range(20):
        life.add()
    shown = ShownJobs(model)
    records = life.queue.unfinished()
    held = [QPersistentModelIndex(shown.index(shown.row_of(r.id), 0)) for r in records]
    for record in records[::2]:
        life.queue.fail(record.id, MediaMissing("Gone."))
    model.update(records)
    assert [index.data(JobRole.ID) for index in held] == [record.id for record in records]


def test_a_job_that_is_not_shown_has_no_row(model: JobListModel) -> None:
    queue = JobQueue()
    record = queue.add(TranscriptionRequest(Path("a.wav"), STARTER))
    queue.probed(record.id, MediaInfo(Path("a.wav"), 1.0, ()))
    model.update([record])
    model.remove([record.id])
    assert model.rowCount() == 0 and model.row_of(record.id) == -1


def kept(name: str, created_s: float, **facts: Any) -> TranscriptSummary:
    path = Path(name)
    return TranscriptSummary(
        key=name, title=name, media_path=path, model="m", created_s=created_s, **facts
    )


LIBRARY = (
    kept("talk 10.wav", 5.0, duration_s=30.0, marks=2, exported_s=9.0),
    kept("Talk 9.wav", 4.0, duration_s=90.0, exported_s=9.0),
    kept("älter.wav", 3.0, duration_s=60.0, marks=7),
    kept("Zoom.wav", 2.0, duration_s=60.0),
)


@pytest.mark.parametrize(
    ("order", "first"),
    [
        (LibraryOrder.NEWEST, "talk 10.wav Talk 9.wav älter.wav Zoom.wav"),
        (LibraryOrder.NAME, "älter.wav Talk 9.wav talk 10.wav Zoom.wav"),
        (LibraryOrder.LONGEST, "Talk 9.wav älter.wav Zoom.wav talk 10.wav"),
        (LibraryOrder.MODEL, "talk 10.wav Talk 9.wav älter.wav Zoom.wav"),
        (LibraryOrder.MARKS, "älter.wav talk 10.wav Talk 9.wav Zoom.wav"),
        (LibraryOrder.UNEXPORTED, "älter.wav Zoom.wav talk 10.wav Talk 9.wav"),
    ],
)
def test_the_library_is_sorted(model: JobListModel, order: LibraryOrder, first: str) -> None:
    queue, shown = JobQueue(), ShownJobs(model)
    strict(shown)
    waiting = queue.add(TranscriptionRequest(Path("a.wav"), STARTER))
    model.insert([waiting])
    shown.sort_library(order)
    for summary in reversed(LIBRARY):  # one after the other, into the order that is there
        model.insert([queue.restore_transcript(summary, STARTER)])
    assert " ".join(r.job.request.media_path.name for r in shown.records()) == f"a.wav {first}"
    inserted = ids(shown)
    shown.sort_library(LibraryOrder.NEWEST)
    shown.sort_library(order)  # all at once
    assert ids(shown) == inserted
