"""Redo spans: the offers, the place of the text, and undo."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.transcript.redo_offers import (
    RedoKind,
    RedoOffer,
    offers_for_gap,
    offers_for_passage,
    redo_request,
)
from desktop_app.app.transcript.rows import Mark, rows_of
from desktop_app.core.errors import EngineError
from desktop_app.core.request import TranscriptionRequest
from desktop_app.core.transcript import Segment, SpeechGap
from desktop_app.models.catalog import CATALOG
from tests.app.conftest import Stage
from tests.fakes import CANARY, STARTER, row, segment

PARAKEET, TDT, CANARY_1, CANARY_2, _ = CATALOG
WHOLE = TranscriptionRequest(Path("talk.wav"), PARAKEET)
GAP = SpeechGap(11.0, 19.0)


def test_a_gap_is_listened_to_again_or_given_to_another_model() -> None:
    offers = offers_for_gap(WHOLE, (PARAKEET, TDT, CANARY_2), "de")
    assert [(o.kind, o.model.id, o.language) for o in offers] == [
        (RedoKind.AGAIN, PARAKEET.id, None),
        (RedoKind.WITH_MODEL, TDT.id, None),
        (RedoKind.WITH_MODEL, CANARY_2.id, "de"),
    ]


def test_a_passage_is_redone_in_its_language_if_a_model_supports_that() -> None:
    offers = offers_for_passage(WHOLE, CATALOG, (PARAKEET, TDT, CANARY_2), "de")
    assert [(o.kind, o.model.id, o.language) for o in offers] == [
        (RedoKind.WITH_MODEL, CANARY_2.id, "de"),
        (RedoKind.AGAIN, PARAKEET.id, None),
    ]


def test_else_the_model_to_get_is_named_the_free_one_with_times_first() -> None:
    offer, *_ = offers_for_passage(WHOLE, CATALOG, (PARAKEET,), "de")
    assert (offer.kind, offer.model.id) == (RedoKind.GET_MODEL, CANARY_2.id)
    kinds = {o.kind for o in offers_for_passage(WHOLE, CATALOG, (PARAKEET,), "xx")}
    assert kinds == {RedoKind.AGAIN}


def test_the_request_for_a_part_fits_its_model() -> None:
    whole = replace(WHOLE, audio_track=1)
    again = redo_request(whole, RedoOffer(RedoKind.AGAIN, PARAKEET), (1.0, 2.0))
    assert again == replace(whole, span=(1.0, 2.0))
    other = redo_request(whole, RedoOffer(RedoKind.WITH_MODEL, CANARY_1, "de"), (1.0, 2.0))
    assert (other.language, other.target_language, other.audio_track) == ("de", "de", 1)
    assert other.timestamps in CANARY_1.timestamps


def test_marks_stand_where_they_belong() -> None:
    german = [replace(segment(number), language="de") for number in (3, 4)]
    segments = [segment(0), segment(2), *german, segment(5)]
    gaps = (GAP, SpeechGap(70.0, 80.0))
    assert rows_of(segments, gaps) == [
        row(segment(0)),
        Mark((11.0, 19.0)),
        row(segment(2)),
        Mark((30.0, 42.8), "de"),
        *map(row, german),
        row(segment(5)),
        Mark((70.0, 80.0)),
    ]
    untimed = Segment("Somewhere.", language="de")
    assert rows_of([untimed], gaps) == [
        Mark(None, "de"),
        row(untimed),
        *(Mark((g.start_s, g.end_s)) for g in gaps),
    ]


@pytest.fixture
def done(qtbot: QtBot, stage: Stage) -> TranscriptionController:
    """A finished transcript, whose second sentence is missing."""
    controller = stage.services.controller
    controller.add_paths([Path("/a/talk.wav")])
    qtbot.waitUntil(lambda: len(controller.finished()) == 1)
    (made,) = controller.finished()
    missing = replace(made, segments=(segment(0), segment(2)), gaps=(SpeechGap(9.0, 14.0),))
    controller.revise(1, missing)
    return controller


def the_mark(stage: Stage) -> Mark:
    model = stage.services.transcript
    rows = [model.row(number) for number in range(model.rowCount())]
    (mark,) = [row for row in rows if isinstance(row, Mark)]
    return mark


def again(stage: Stage) -> Mark:
    mark = the_mark(stage)
    stage.services.redo.begin(mark, mark.offers[0])
    return mark


def test_the_text_of_a_part_takes_its_place_and_can_be_taken_back(
    qtbot: QtBot, stage: Stage, done: TranscriptionController
) -> None:
    before = done.finished()[0]
    redo = stage.services.redo
    assert not redo.can_undo
    stage.engine.gate.clear()
    mark = again(stage)
    qtbot.waitUntil(lambda: done.jobs.rowCount() == 2 and done.active_model is not None)
    assert the_mark(stage).is_busy and not mark.is_busy
    redo.begin(the_mark(stage), mark.offers[0])
    assert done.jobs.rowCount() == 2
    stage.engine.gate.set()
    qtbot.waitUntil(lambda: redo.can_undo)
    assert done.jobs.rowCount() == 1
    assert stage.services.transcript.text().splitlines() == [segment(i).text for i in range(3)]
    (made,) = done.finished()
    assert (made.gaps, made.duration_s) == ((), before.duration_s)
    span = stage.engine.requests[-1].span
    assert span is not None and span[0] < 9.0 and span[1] > 14.0
    redo.undo()
    assert done.finished() == (before,)
    assert the_mark(stage).span == (9.0, 14.0)
    assert not redo.can_undo


def test_a_part_that_fails_keeps_its_row_and_the_text_stays(
    qtbot: QtBot, stage: Stage, done: TranscriptionController
) -> None:
    before = done.finished()
    stage.engine.errors["talk"] = EngineError("The model could not do it.")
    with qtbot.waitSignal(done.job_failed) as failed:
        again(stage)
    part = failed.args[0]
    assert done.finished() == before and not the_mark(stage).is_busy
    stage.engine.errors.clear()
    stage.services.preferences.change(model_id=CANARY.id)
    done.select(part.id)
    done.retry(part.id)
    qtbot.waitUntil(lambda: stage.services.redo.can_undo)
    request = stage.engine.requests[-1]
    assert (request.model, request.span) == (part.job.request.model, part.job.request.span)
    assert done.selected is not None and done.selected.id == 1


def test_a_part_is_begun_before_waiting_files_and_without_beginning_those(
    qtbot: QtBot, stage: Stage, done: TranscriptionController
) -> None:
    stage.services.preferences.change(starts_automatically=False)
    done.add_paths([Path("/a/later.wav")])
    qtbot.waitUntil(lambda: done.jobs.rowCount() == 2)
    done.select(1)
    again(stage)
    qtbot.waitUntil(lambda: stage.services.redo.can_undo)
    assert [r.media_path.stem for r in stage.engine.requests] == ["talk", "talk"]
    assert done.status.has_startable and not done.status.is_running


def test_the_part_of_a_file_that_is_gone_keeps_its_text(
    qtbot: QtBot, stage: Stage, done: TranscriptionController
) -> None:
    stage.engine.gate.clear()
    again(stage)
    qtbot.waitUntil(lambda: done.active_model is not None)
    done.remove([1])
    stage.engine.gate.set()
    qtbot.waitUntil(lambda: len(done.finished()) == 1)
    assert done.finished()[0].text == segment(1).text
    assert not stage.services.redo.can_undo


def test_a_stopped_part_is_no_longer_waited_for(
    qtbot: QtBot, stage: Stage, done: TranscriptionController
) -> None:
    stage.engine.gate.clear()
    again(stage)
    qtbot.waitUntil(lambda: done.active_model is not None)
    done.stop(2)
    qtbot.waitUntil(lambda: done.active_model is None)
    assert not the_mark(stage).is_busy
    done.remove([2])
    assert done.jobs.rowCount() == 1 and done.finished()


def test_a_text_that_is_made_again_keeps_its_undo(
    qtbot: QtBot, stage: Stage, done: TranscriptionController
) -> None:
    again(stage)
    qtbot.waitUntil(lambda: stage.services.redo.can_undo)
    before = done.finished()
    done.retry(1)
    qtbot.waitUntil(lambda: len(done.finished()) == 2)
    assert done.finished()[0] is before[0]
    done.select(1)
    assert stage.services.redo.can_undo


def test_without_times_a_mark_offers_nothing(stage: Stage, done: TranscriptionController) -> None:
    (made,) = done.finished()
    done.revise(1, replace(made, segments=(Segment("Somewhere."),)))
    assert the_mark(stage).offers == ()
    assert stage.services.redo.can_undo is False


@pytest.mark.usefixtures("done")
def test_offers_follow_the_models_and_the_settings(stage: Stage) -> None:
    def offered() -> list[tuple[str, str | None]]:
        return [(offer.model.id, offer.language) for offer in the_mark(stage).offers]

    assert offered() == [(STARTER.id, None), (CANARY.id, "en")]
    stage.services.preferences.change(language="de")
    assert offered() == [(STARTER.id, None), (CANARY.id, "de")]
