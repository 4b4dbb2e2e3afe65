"""Recognise spans again: the offers, two texts of which one is kept, and undo."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.transcript.redo import Pair
from desktop_app.app.transcript.redo_offers import (
    RedoKind,
    RedoOffer,
    offers_for_gap,
    offers_for_passage,
    redo_request,
)
from desktop_app.app.transcript.rows import Mark, rows_of
from desktop_app.core.editing.change import Change
from desktop_app.core.errors import EngineError
from desktop_app.core.request import TranscriptionRequest
from desktop_app.core.transcript import Segment, SpeechGap, Word
from desktop_app.models.catalog import RECOGNIZERS
from tests.app.conftest import Stage
from tests.fakes import CANARY, STARTER, row, segment

PARAKEET, TDT, CANARY_1, CANARY_2, _ = RECOGNIZERS
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
    offers = offers_for_passage(WHOLE, RECOGNIZERS, (PARAKEET, TDT, CANARY_2), "de")
    assert [(o.kind, o.model.id, o.language) for o in offers] == [
        (RedoKind.WITH_MODEL, CANARY_2.id, "de"),
        (RedoKind.AGAIN, PARAKEET.id, None),
    ]


def test_else_the_model_to_get_is_named_the_free_one_with_times_first() -> None:
    offer, *_ = offers_for_passage(WHOLE, RECOGNIZERS, (PARAKEET,), "de")
    assert (offer.kind, offer.model.id) == (RedoKind.GET_MODEL, CANARY_2.id)
    kinds = {o.kind for o in offers_for_passage(WHOLE, RECOGNIZERS, (PARAKEET,), "xx")}
    assert kinds == {RedoKind.AGAIN}


def test_a_model_that_is_no_longer_there_is_not_offered_again() -> None:
    assert [o.model.id for o in offers_for_gap(WHOLE, (TDT,), "de")] == [TDT.id]


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


def waiting(qtbot: QtBot, stage: Stage) -> Pair:
    """The pair of the selected transcript, once it is there."""
    redo = stage.services.redo
    qtbot.waitUntil(lambda: redo.pair is not None)
    assert redo.pair is not None
    return redo.pair


def lines(stage: Stage) -> list[str]:
    transcript = stage.services.controller.records([1])[0].transcript
    return [s.text for s in transcript.segments] if transcript is not None else []


def test_nothing_is_replaced_before_the_user_keeps_the_new_text(
    qtbot: QtBot, stage: Stage, done: TranscriptionController
) -> None:
    before = done.finished()[0]
    redo, editor = stage.services.redo, stage.services.editor
    assert redo.pair is None and not redo.keep_new()
    stage.engine.gate.clear()
    mark = again(stage)
    qtbot.waitUntil(lambda: done.jobs.rowCount() == 2 and done.active_model is not None)
    assert the_mark(stage).is_busy and not mark.is_busy
    redo.begin(the_mark(stage), mark.offers[0])
    assert done.jobs.rowCount() == 2
    stage.engine.gate.set()
    pair = waiting(qtbot, stage)
    assert (pair.heard.now, pair.heard.new) == ((), (segment(1).text,))
    assert pair.model == STARTER.title and done.jobs.rowCount() == 2
    assert done.records([1])[0].transcript is before
    span = stage.engine.requests[-1].span
    assert span is not None and span[0] < 9.0 and span[1] > 14.0
    assert redo.keep_new()
    assert lines(stage) == [segment(i).text for i in range(3)]
    assert done.jobs.rowCount() == 1 and redo.pair is None
    (made,) = done.finished()
    assert (made.gaps, made.duration_s) == ((), before.duration_s)
    assert editor.undo_name == "Recognised again"
    assert editor.undo()
    assert done.finished() == (before,)
    assert the_mark(stage).span == (9.0, 14.0)
    assert editor.redo() and lines(stage)[1] == segment(1).text


def test_the_old_text_is_kept_without_a_trace(
    qtbot: QtBot, stage: Stage, done: TranscriptionController
) -> None:
    before = done.finished()
    again(stage)
    waiting(qtbot, stage)
    stage.services.redo.keep_old()
    assert stage.services.redo.pair is None
    assert done.finished() == before and done.jobs.rowCount() == 1
    assert not stage.services.editor.can_undo and not done.can_put_back
    assert not the_mark(stage).is_busy


def test_what_is_selected_is_heard_with_what_is_around_it_and_only_it_is_taken(
    qtbot: QtBot, stage: Stage, done: TranscriptionController
) -> None:
    redo = stage.services.redo
    stage.engine.segment_count = 4
    (made,) = done.finished()
    wrong = Segment("Wrong here.", 10.0, 12.0, (Word("Wrong", 10.0, 10.9), Word("here.", 11, 12)))
    done.revise(1, replace(made, segments=(segment(0), wrong, segment(2)), gaps=()))
    (offer, *_) = redo.offers()
    redo.begin_span((10.0, 12.8), offer)
    assert redo.is_busy_at((12.0, 13.0))
    redo.begin_span((11.0, 12.0), offer)  # not twice at once
    pair = waiting(qtbot, stage)
    asked = stage.engine.requests[-1].span
    assert asked is not None and pair.span == (10.0, 12.8)
    assert [round(time_s, 3) for time_s in asked] == [9.6, 13.2]
    assert stage.engine.requests[-1].wanted_span == pair.span  # as its row says
    assert (pair.heard.now, pair.heard.new) == (("Wrong here.",), (segment(1).text,))
    redo.begin_span((0.2, 0.4), offer)
    qtbot.waitUntil(lambda: len(stage.engine.requests) == 3)
    asked = stage.engine.requests[-1].span
    assert asked is not None and [round(time_s, 3) for time_s in asked] == [0.0, 1.3]


def test_what_was_typed_meanwhile_stays_and_the_place_is_found_again(
    qtbot: QtBot, stage: Stage, done: TranscriptionController
) -> None:
    editor = stage.services.editor
    stage.engine.gate.clear()
    again(stage)
    qtbot.waitUntil(lambda: done.active_model is not None)
    typed = replace(segment(0), text="Sentence number zero.", words=())
    added = (Segment("Typed before."), typed)
    stage.engine.gate.set()
    waiting(qtbot, stage)
    assert editor.apply(Change(0, (segment(0),), added), "Typing")
    pair = waiting(qtbot, stage)
    assert pair.heard.new == (segment(1).text,)
    assert stage.services.redo.keep_new()
    typed_texts = [one.text for one in added]
    assert lines(stage) == [*typed_texts, segment(1).text, segment(2).text]
    assert editor.undo() and lines(stage) == [*typed_texts, segment(2).text]
    assert editor.undo() and lines(stage) == [segment(0).text, segment(2).text]


def test_the_pair_waits_as_a_row_which_leads_to_its_transcript(
    qtbot: QtBot, stage: Stage, done: TranscriptionController
) -> None:
    redo = stage.services.redo
    done.add_paths([Path("/a/other.wav")])
    qtbot.waitUntil(lambda: len(done.finished()) == 2)
    other = done.selected
    done.select(1)
    stage.engine.gate.clear()
    again(stage)
    assert other is not None
    done.select(other.id)
    with qtbot.waitSignal(redo.came) as came:
        stage.engine.gate.set()
    assert came.args[0].id == 1 and redo.pair is None
    done.select(3)  # the part's row
    qtbot.waitUntil(lambda: done.selected is not None and done.selected.id == 1)
    assert waiting(qtbot, stage).part_id == 3


def test_a_part_that_fails_keeps_its_row_and_the_text_stays(
    qtbot: QtBot, stage: Stage, done: TranscriptionController
) -> None:
    before = done.finished()
    stage.engine.errors["talk"] = EngineError("The model could not do it.")
    told: list[object] = []
    stage.services.redo.failed.connect(told.append)
    with qtbot.waitSignal(done.job_failed) as failed:
        again(stage)
    part = failed.args[0]
    assert told == [part.error]
    assert done.finished() == before and not the_mark(stage).is_busy
    stage.engine.errors.clear()
    stage.services.preferences.change(model_id=CANARY.id)
    done.select(part.id)
    done.retry(part.id)
    pair = waiting(qtbot, stage)
    request = stage.engine.requests[-1]
    assert (request.model, request.span) == (part.job.request.model, part.job.request.span)
    assert done.selected is not None and done.selected.id == 1
    assert pair.heard.new == (segment(1).text,)


def test_a_part_is_begun_before_waiting_files_and_without_beginning_those(
    qtbot: QtBot, stage: Stage, done: TranscriptionController
) -> None:
    stage.services.preferences.change(starts_automatically=False)
    done.add_paths([Path("/a/later.wav")])
    qtbot.waitUntil(lambda: done.jobs.rowCount() == 2)
    done.select(1)
    again(stage)
    waiting(qtbot, stage)
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
    assert stage.services.redo.pair is None
    done.put_back()
    done.select(1)
    assert waiting(qtbot, stage).heard.new == (segment(1).text,)


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


def test_without_times_a_mark_offers_nothing(stage: Stage, done: TranscriptionController) -> None:
    (made,) = done.finished()
    done.revise(1, replace(made, segments=(Segment("Somewhere."),)))
    assert the_mark(stage).offers == ()
    assert stage.services.redo.pair is None


@pytest.mark.usefixtures("done")
def test_offers_follow_the_models_and_the_settings(stage: Stage) -> None:
    def offered() -> list[tuple[str, str | None]]:
        return [(offer.model.id, offer.language) for offer in the_mark(stage).offers]

    assert offered() == [(STARTER.id, None), (CANARY.id, "en")]
    stage.services.preferences.change(language="de")
    assert offered() == [(STARTER.id, None), (CANARY.id, "de")]
    assert list(stage.services.redo.offers()) == list(the_mark(stage).offers)
