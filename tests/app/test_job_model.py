"""The order of the list under any changes, compared with a full sort."""

import random
from pathlib import Path

import pytest
from PySide6.QtCore import QSortFilterProxyModel
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs.item_model import JobListModel, JobRole
from desktop_app.app.jobs.queue import JobQueue, JobRecord
from desktop_app.core.job import JobState
from desktop_app.core.media import MediaInfo
from desktop_app.core.request import TranscriptionRequest
from desktop_app.ui.queue.delegate import QueueProxy
from tests.fakes import STARTER, transcript

STEPS = 400


@pytest.fixture
def model(qtbot: QtBot) -> JobListModel:  # noqa: ARG001 - makes the QApplication
    made = JobListModel()
    # It reports each breach of Qt's rules as a fatal message, which fails the test.
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


def shown(model: JobListModel | QSortFilterProxyModel) -> list[int]:
    return [model.index(row, 0).data(JobRole.ID) for row in range(model.rowCount())]


class Life:
    """A queue with its list, to which things happen by chance."""

    def __init__(self, model: JobListModel, seed: int) -> None:
        self._model = model
        self._chance = random.Random(seed)
        self._gone: list[JobRecord] = []
        self.queue = JobQueue()

    def step(self) -> None:
        steps = (self.add, self.end, self.retry, self.remove, self.put_back)
        self._chance.choice(steps)()

    def some(self, records: list[JobRecord]) -> list[JobRecord]:
        return self._chance.sample(records, min(2, len(records)))

    def add(self) -> None:
        request = TranscriptionRequest(Path("talk.wav"), STARTER)
        count = self._chance.randint(1, 5)
        self._model.insert([self.queue.add(request) for _ in range(count)])

    def end(self) -> None:
        for record in self.some([r for r in self.queue if r.state is JobState.WAITING]):
            self.queue.start(record.id)
            if self._chance.random() < 0.7:
                self.queue.finish(record.id, transcript())
            else:
                self.queue.stopped(record.id)
            self._model.update(record)

    def retry(self) -> None:
        for record in self.some([r for r in self.queue if r.state.is_terminal]):
            self._model.update(self.queue.retry(record.id, record.job.request))

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


@pytest.mark.parametrize("seed", range(3))
def test_what_is_done_stands_below_and_each_part_is_in_order(
    model: JobListModel, seed: int
) -> None:
    life, proxy = Life(model, seed), QueueProxy(model)
    for _ in range(STEPS):
        life.step()
        records = list(life.queue)
        ids = sorted(record.id for record in records)
        done = {record.id for record in records if record.state is JobState.DONE}
        assert [record.id for record in records] == ids
        expected = [i for i in ids if i not in done] + [i for i in ids if i in done]
        assert shown(model) == shown(proxy) == expected
        assert model.first_done_row == len(ids) - len(done)
        assert [model.row_of(job_id) for job_id in expected] == list(range(len(ids)))
        states = [record.state for record in records]
        assert {s: life.queue.count(s) for s in JobState} == {s: states.count(s) for s in JobState}


def test_a_job_that_is_not_shown_has_no_row(model: JobListModel) -> None:
    queue = JobQueue()
    record = queue.add(TranscriptionRequest(Path("a.wav"), STARTER))
    queue.probed(record.id, MediaInfo(Path("a.wav"), 1.0, ()))
    model.update(record)
    model.remove([record.id])
    assert model.rowCount() == 0 and model.row_of(record.id) == -1
