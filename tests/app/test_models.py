"""The item models, checked by Qt's own tester."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop_app.app.choices.installed import ChoiceRole, ModelListModel, StoredModel
from desktop_app.app.jobs.item_model import JobListModel, JobRole, Section
from desktop_app.app.jobs.queue import JobQueue, JobRecord
from desktop_app.app.transcript.item_model import SegmentRole, TranscriptModel
from desktop_app.app.transcript.rows import Mark, TranscriptRow, rows_of
from desktop_app.core.errors import MediaMissing
from desktop_app.core.job import JobState
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import TranscriptionRequest
from tests.fakes import CANARY, DIARIZER, NOT_THERE, SPECS, STARTER, row, segment, transcript

Check = Callable[[QAbstractItemModel], None]


@pytest.fixture
def check(qtmodeltester: ModelTester) -> Check:
    def checked(model: QAbstractItemModel) -> None:
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]

    return checked


def records(count: int) -> list[JobRecord]:
    queue = JobQueue()
    return [queue.add(TranscriptionRequest(Path(f"/a/{i}.wav"), STARTER)) for i in range(count)]


def shown(model: QAbstractItemModel) -> list[object]:
    return [model.index(number, 0).data() for number in range(model.rowCount())]


def test_jobs_come_change_and_go(check: Check) -> None:
    model = JobListModel()
    made = records(3)
    model.insert(made)
    check(model)
    made[0].state = JobState.FAILED
    made[0].error = MediaMissing("Gone.")
    made[1].state = JobState.DONE
    model.update(made[:2])
    assert shown(model) == ["2.wav", "0.wav", "1.wav"]
    assert model.index(1).data(JobRole.ERROR) is made[0].error
    sections = [model.index(number).data(JobRole.SECTION) for number in range(3)]
    assert sections == [Section.QUEUE, Section.FAILED, Section.LIBRARY]
    model.remove([made[1].id, 99])
    assert shown(model) == ["2.wav", "0.wav"]
    assert model.row_of(made[0].id) == 1
    assert model.index(7).data() is None


def test_the_transcript_only_grows(qtbot: QtBot, check: Check) -> None:
    model = TranscriptModel()
    model.show(rows_of([segment(0)]))
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.rowsInserted) as added:
        model.grow_to(rows_of([segment(0), segment(1), segment(2)]))
    check(model)
    assert added.args is not None and added.args[1:] == [1, 2]
    assert model.index(2).data(SegmentRole.ROW) == row(segment(2))
    with qtbot.assertNotEmitted(model.rowsInserted):
        model.grow_to(rows_of([segment(0), segment(1), segment(2)]))


def test_a_final_text_that_differs_changes_in_its_places(qtbot: QtBot, check: Check) -> None:
    model = TranscriptModel()
    model.show(rows_of([segment(0), segment(1), segment(2), segment(3)]))
    marked: list[TranscriptRow] = [
        row(segment(0)),
        Mark((5.0, 9.0)),
        row(segment(1)),
        row(segment(5)),
        row(segment(3)),
    ]
    with qtbot.assertNotEmitted(model.modelReset):
        model.grow_to(marked)
    check(model)
    assert [model.row(number) for number in range(5)] == marked
    assert model.text().count("\n") == 3
    with qtbot.assertNotEmitted(model.modelReset):
        model.grow_to([])
    assert model.rowCount() == 0


def test_the_text_can_be_had_with_and_without_times() -> None:
    model = TranscriptModel()
    model.show(rows_of(transcript(count=2).segments))
    assert model.text() == "Sentence number 0.\nSentence number 1."
    assert model.text(with_times=True).endswith("00:10  Sentence number 1.")
    model.show(rows_of(transcript(count=1, timed=False).segments))
    assert model.text(with_times=True) == "Sentence 0."


def stored(*installed: ModelSpec) -> tuple[StoredModel, ...]:
    return tuple(StoredModel(spec, is_usable=spec in installed) for spec in SPECS)


def test_a_diarizer_is_no_row_and_the_one_that_only_shows_how_comes_last(qtbot: QtBot) -> None:
    toy = replace(DIARIZER, id="toy")
    models = ModelListModel(stored(STARTER))
    with qtbot.waitSignal(models.modelReset):
        models.show(
            (
                *stored(STARTER),
                StoredModel(toy, is_usable=True, is_bundled=True),
                StoredModel(DIARIZER, is_usable=True),
                StoredModel(replace(DIARIZER, id="absent diarizer")),
            )
        )
    assert models.specs() == SPECS
    assert models.diarizers() == (DIARIZER, toy)
    assert models.chosen(DIARIZER.id) is STARTER


def test_a_model_that_is_not_installed_is_listed_but_never_chosen(check: Check) -> None:
    models = ModelListModel(stored(STARTER, CANARY))
    check(models)
    absent = models.row_of(NOT_THERE.id)
    assert models.index(absent).data(ChoiceRole.INSTALLED) is False
    assert not models.is_installed(absent)
    assert models.chosen(NOT_THERE.id) == STARTER
    assert models.chosen(CANARY.id) == CANARY


def test_without_any_installed_model_none_is_chosen() -> None:
    assert ModelListModel(stored()).chosen("starter") is None


def test_the_choice_is_told_only_what_changes_it(qtbot: QtBot) -> None:
    models = ModelListModel(stored(STARTER))
    with qtbot.assertNotEmitted(models.modelReset):
        models.show(stored(STARTER))
    with qtbot.waitSignal(models.modelReset):
        models.show(stored(NOT_THERE))
    assert models.chosen(STARTER.id) == NOT_THERE
