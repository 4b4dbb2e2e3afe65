"""A part done again by the real session takes its place in the transcript."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.controller import TranscriptionController
from desktop_app.app.engine_thread import EngineThread
from desktop_app.app.exports import TranscriptExports
from desktop_app.app.intake import FileAccess, Intake
from desktop_app.app.jobs import JobQueue
from desktop_app.app.models_list import ModelListModel
from desktop_app.app.preferences import Preferences
from desktop_app.app.redo import Redo
from desktop_app.app.settings import SettingsStore
from desktop_app.app.side_tasks import SideTasks
from desktop_app.app.stored_models import StoredModel
from desktop_app.app.transcript_rows import Mark
from desktop_app.core.cancel import CancelToken
from desktop_app.core.request import TranscriptionRequest
from desktop_app.core.splicing import spliced
from desktop_app.core.transcript import Segment, SpeechGap, Transcript, Word
from desktop_app.engine.session import Session
from desktop_app.engine.transcription import OnEvent
from desktop_app.export.registry import FORMATS, write
from desktop_app.media.probe import probe
from tests.engine.asking import SAMPLE, SessionFor
from tests.random_models import RandomModel

pytestmark = pytest.mark.real_model
PATIENCE_MS = 60_000


class CuttingEngine:
    """The session; a span is cut out into a file of its own, and its times are put right."""

    def __init__(self, session: Session, folder: Path) -> None:
        self._session = session
        self._folder = folder

    def warm_up(self) -> None:
        self._session.warm_up()

    def transcribe(
        self, request: TranscriptionRequest, cancel: CancelToken, on_event: OnEvent
    ) -> Transcript:
        if request.span is None:
            return self._session.transcribe(request, cancel, on_event)
        import soundfile

        sound, rate = soundfile.read(request.media_path, dtype="float32")
        start_s, end_s = request.span
        path = self._folder / "part.wav"
        soundfile.write(path, sound[round(start_s * rate) : round(end_s * rate)], rate)
        whole = replace(request, media_path=path, span=None)
        part = self._session.transcribe(whole, cancel, on_event)
        segments = tuple(moved(segment, start_s) for segment in part.segments)
        return replace(part, media_path=request.media_path, segments=segments)

    def close(self) -> None:
        self._session.close()


def moved(segment: Segment, by_s: float) -> Segment:
    words = tuple(
        Word(w.text, (w.start_s or 0.0) + by_s, (w.end_s or 0.0) + by_s, w.confidence)
        for w in segment.words
    )
    return replace(segment, start_s=words[0].start_s, end_s=words[-1].end_s, words=words)


@pytest.fixture
def engine(
    qtbot: QtBot,  # noqa: ARG001 - makes the QApplication
    session_for: SessionFor,
    starter: RandomModel,
    tmp_path: Path,
) -> Iterator[EngineThread]:
    made = EngineThread(CuttingEngine(session_for(starter), tmp_path))
    yield made
    assert made.shutdown(60.0)


def test_speech_that_was_left_out_is_written_in_its_place(
    qtbot: QtBot, engine: EngineThread, starter: RandomModel, tmp_path: Path
) -> None:
    tasks = SideTasks()
    queue = JobQueue()
    controller = TranscriptionController(
        engine,
        Intake(FileAccess(list, probe), tasks, tasks),
        TranscriptExports(write, FORMATS, tasks, tasks),
        ModelListModel([StoredModel(starter.spec, is_usable=True)]),
        Preferences(SettingsStore(tmp_path / "settings.json"), tasks),
        queue,
    )
    redo = Redo(controller, queue, engine)
    controller.add_paths([SAMPLE])
    qtbot.waitUntil(lambda: bool(controller.finished()), timeout=PATIENCE_MS)
    (whole,) = controller.finished()
    lost = next(segment for segment in whole.segments if "Berlin" in segment.text)
    assert lost.start_s is not None and lost.end_s is not None
    span = (lost.start_s - 0.4, lost.end_s + 0.4)
    without = spliced(whole, replace(whole, segments=(), gaps=(SpeechGap(*span),)), span)
    assert "Berlin" not in without.text
    controller.revise(1, without)

    model = controller.transcript
    rows = [model.row(number) for number in range(model.rowCount())]
    (mark,) = (row for row in rows if isinstance(row, Mark))
    redo.begin(mark, mark.offers[0])
    qtbot.waitUntil(lambda: redo.can_undo, timeout=PATIENCE_MS)
    (again,) = controller.finished()
    assert again.gaps == ()
    assert [s.text for s in again.segments] == [s.text for s in whole.segments]
    assert [s.start_s for s in again.segments] == pytest.approx(
        [s.start_s for s in whole.segments], abs=0.3
    )
    redo.undo()
    assert controller.finished() == (without,)
    assert tasks.shutdown(10.0)
