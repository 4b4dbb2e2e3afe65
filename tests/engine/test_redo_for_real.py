"""A part done again by the real session takes its place in the transcript."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.choices.installed import ModelListModel, StoredModel
from desktop_app.app.editing.editor import Editor
from desktop_app.app.engine.thread import EngineThread
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.intake import FileAccess, Intake
from desktop_app.app.jobs.item_model import JobListModel
from desktop_app.app.jobs.queue import JobQueue
from desktop_app.app.settings import Preferences, SettingsStore
from desktop_app.app.transcript.item_model import ShownTranscript
from desktop_app.app.transcript.redo import Redo
from desktop_app.app.transcript.rows import Mark
from desktop_app.core.text.splicing import spliced
from desktop_app.core.transcript import SpeechGap
from desktop_app.media.formats import MediaFound
from desktop_app.media.probe import probe
from tests.conftest import PATIENCE_S
from tests.engine.asking import SAMPLE, SessionFor
from tests.random_models import RandomModel

pytestmark = pytest.mark.real_model
PATIENCE_MS = 60_000


@pytest.fixture
def engine(
    qtbot: QtBot,  # noqa: ARG001 - makes the QApplication
    session_for: SessionFor,
    starter: RandomModel,
) -> Iterator[EngineThread]:
    made = EngineThread(lambda: session_for(starter))
    yield made
    assert made.shutdown(60.0)


def test_speech_that_was_left_out_is_written_in_its_place(
    qtbot: QtBot, engine: EngineThread, starter: RandomModel, tmp_path: Path
) -> None:
    tasks = SideTasks()
    queue = JobQueue()
    models = ModelListModel([StoredModel(starter.spec, is_usable=True)])
    preferences = Preferences(SettingsStore(tmp_path / "settings.json"), tasks)
    controller = TranscriptionController(
        engine,
        Intake(FileAccess(MediaFound, probe), tasks, tasks),
        models,
        preferences,
        queue,
        JobListModel(),
    )
    model = ShownTranscript(queue, models, preferences)
    controller.selection_changed.connect(model.show_job)
    controller.selected_job_changed.connect(model.refresh)
    editor = Editor(controller, lambda: None, tasks)
    redo = Redo(controller, queue, editor, models, preferences)
    controller.add_paths([SAMPLE])
    qtbot.waitUntil(lambda: bool(controller.finished()), timeout=PATIENCE_MS)
    (whole,) = controller.finished()
    lost = next(segment for segment in whole.segments if "Berlin" in segment.text)
    assert lost.start_s is not None and lost.end_s is not None
    span = (lost.start_s - 0.4, lost.end_s + 0.4)
    without = spliced(whole, replace(whole, segments=(), gaps=(SpeechGap(*span),)), span)
    assert "Berlin" not in without.text
    controller.revise(1, without)

    rows = [model.row(number) for number in range(model.rowCount())]
    (mark,) = (row for row in rows if isinstance(row, Mark))
    redo.begin(mark, mark.offers[0])
    qtbot.waitUntil(lambda: redo.pair is not None, timeout=PATIENCE_MS)
    assert redo.pair is not None
    assert (redo.pair.heard.now, redo.pair.heard.new) == ((), (lost.text,))
    assert redo.keep_new()
    (again,) = controller.finished()
    assert again.gaps == ()
    assert [s.text for s in again.segments] == [s.text for s in whole.segments]
    assert [s.start_s for s in again.segments] == pytest.approx(
        [s.start_s for s in whole.segments], abs=0.3
    )
    assert editor.undo()
    assert controller.finished() == (without,)

    number = next(n for n, one in enumerate(whole.segments) if one is not lost and one.words)
    chosen = whole.segments[number].words[:2]
    start_s, end_s = chosen[0].start_s, chosen[-1].end_s
    assert start_s is not None and end_s is not None
    redo.begin_span((start_s, end_s), redo.offers()[0])
    qtbot.waitUntil(lambda: redo.pair is not None, timeout=PATIENCE_MS)
    assert redo.pair is not None
    heard = redo.pair.heard
    assert heard.now == (" ".join(word.text for word in chosen),)
    # The same words, or nearly so: they were heard with little around them.
    assert len(heard.new) == 1 and 1 <= len(heard.new[0].split()) <= 4
    redo.keep_old()
    assert controller.finished() == (without,)
    assert tasks.shutdown(PATIENCE_S)
