"""What the user can do, through real threads and a fake engine."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.choices.installed import ModelListModel
from desktop_app.app.jobs import slices
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.item_model import JobRole
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.jobs.status import Status
from desktop_app.core.errors import MediaMissing, MediaUnreadable, ModelNotInstalled
from desktop_app.core.job import JobState
from desktop_app.core.media import ALL_TRACKS
from desktop_app.core.model_config.nemotron import WEIGHTS_FILE
from desktop_app.core.request import DeviceChoice, SpeakerSearch
from desktop_app.core.transcript import Incomplete, TimestampMode
from desktop_app.models.inspection import ModelFile
from tests.app.conftest import Stage
from tests.fakes import CANARY
from tests.model_folders import files, write
from tests.nemo_files import model


@pytest.fixture
def controller(stage: Stage) -> TranscriptionController:
    return stage.services.controller


def paths(*names: str) -> list[Path]:
    return [Path("/recordings") / name for name in names]


def records(controller: TranscriptionController) -> list[JobRecord]:
    model = controller.jobs
    shown = [model.index(row).data(JobRole.RECORD) for row in range(model.rowCount())]
    return sorted(shown, key=lambda record: record.id)


def states(controller: TranscriptionController) -> list[JobState]:
    return [record.state for record in records(controller)]


def wait_for(qtbot: QtBot, controller: TranscriptionController, *wanted: str) -> None:
    qtbot.waitUntil(lambda: states(controller) == list(wanted))


def test_added_files_are_transcribed_in_order(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController
) -> None:
    controller.add_paths(paths("a.wav", "b.wav"))
    wait_for(qtbot, controller, "done", "done")
    assert [r.media_path.name for r in stage.engine.requests] == ["a.wav", "b.wav"]
    assert [t.media_path.name for t in controller.finished()] == ["a.wav", "b.wav"]
    assert controller.selected is not None and controller.selected.id == 1
    assert stage.services.transcript.rowCount() == 3
    assert controller.status.model is not None
    assert controller.status.model.device is DeviceChoice.CPU
    assert not controller.status.is_running


def test_the_engine_is_told_what_comes_next(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController
) -> None:
    stage.files.errors["c.wav"] = MediaUnreadable("No.")
    stage.services.preferences.change(starts_automatically=False)
    controller.add_paths(paths("a.wav", "b.wav", "c.wav", "d.wav"))
    qtbot.waitUntil(
        lambda: (
            len(records(controller)) == 4 and all(r.info or r.error for r in records(controller))
        )
    )
    controller.start()
    wait_for(qtbot, controller, "done", "done", "failed", "done")
    told = [[r.media_path.name for r in upcoming] for upcoming in stage.engine.upcoming]
    assert told == [["b.wav", "d.wav"], ["d.wav"], []]


def test_files_are_never_touched_in_the_gui_thread(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController
) -> None:
    controller.add_paths(paths("a.wav", "mine.nemo"))
    wait_for(qtbot, controller, "done")
    assert stage.files.threads and threading.get_ident() not in stage.files.threads


def test_files_dropped_while_preparing_wait_their_turn(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController
) -> None:
    stage.engine.warm_up_error = ImportError("no torch")
    with qtbot.waitSignal(controller.problem_found) as problem:
        controller.warm_up()
        assert controller.status.is_preparing
        controller.add_paths(paths("a.wav"))
    assert "no torch" in problem.args[0].message
    wait_for(qtbot, controller, "done")
    assert controller.status.preparation_error is not None


def test_a_file_that_cannot_be_read_fails_in_its_row_and_the_queue_continues(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController
) -> None:
    stage.files.errors["a.wav"] = MediaUnreadable("No.")
    stage.engine.errors["b"] = MediaMissing("It was deleted.")
    controller.add_paths(paths("a.wav", "b.wav", "c.wav"))
    wait_for(qtbot, controller, "failed", "failed", "done")
    assert [type(r.error) for r in records(controller)[:2]] == [MediaUnreadable, MediaMissing]


def test_retry_begins_again_with_the_present_settings(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController
) -> None:
    stage.files.missing.add("a.wav")
    controller.add_paths(paths("a.wav"))
    wait_for(qtbot, controller, "failed")
    stage.files.missing.clear()
    stage.services.preferences.change(model_id=CANARY.id, language="de", target_language="fr")
    controller.retry(1)
    wait_for(qtbot, controller, "done")
    request = stage.engine.requests[-1]
    assert (request.model, request.language, request.target_language) == (CANARY, "de", "fr")
    assert request.timestamps is TimestampMode.NONE


def test_stopping_one_job_lets_the_next_begin(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController
) -> None:
    stage.engine.gate.clear()
    controller.add_paths(paths("a.wav", "b.wav", "c.wav"))
    wait_for(qtbot, controller, "working", "waiting", "waiting")
    controller.stop(2)
    controller.stop(1)
    assert states(controller)[0] == "stopping"
    wait_for(qtbot, controller, "stopped", "stopped", "working")
    stage.engine.gate.set()
    wait_for(qtbot, controller, "stopped", "stopped", "done")


def test_stop_all_holds_the_queue_until_start(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController
) -> None:
    stage.engine.gate.clear()
    controller.add_paths(paths("a.wav", "b.wav"))
    wait_for(qtbot, controller, "working", "waiting")
    controller.stop_all()
    wait_for(qtbot, controller, "stopped", "waiting")
    assert controller.status.has_startable and not controller.status.is_working
    stage.engine.gate.set()
    controller.start()
    wait_for(qtbot, controller, "done", "done")


def test_nothing_starts_by_itself_when_so_set(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController
) -> None:
    stage.services.preferences.change(starts_automatically=False)
    controller.add_paths(paths("a.wav"))
    qtbot.waitUntil(lambda: bool(records(controller)) and records(controller)[0].info is not None)
    assert states(controller) == ["waiting"]
    controller.start()
    wait_for(qtbot, controller, "done")


def test_an_active_job_is_stopped_before_it_is_removed(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController
) -> None:
    stage.engine.gate.clear()
    controller.add_paths(paths("a.wav", "b.wav"))
    wait_for(qtbot, controller, "working", "waiting")
    controller.remove([1, 99])
    wait_for(qtbot, controller, "working")
    assert controller.selected is not None and controller.selected.id == 2


def test_clear_finished_keeps_what_is_not(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController
) -> None:
    controller.add_paths(paths("a.wav"))
    wait_for(qtbot, controller, "done")
    stage.engine.gate.clear()
    controller.add_paths(paths("b.wav"))
    wait_for(qtbot, controller, "done", "working")
    controller.remove(controller.ended_ids())
    wait_for(qtbot, controller, "working")


def test_what_was_removed_comes_back_as_it_was(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController
) -> None:
    stage.files.errors["broken.wav"] = MediaUnreadable("No.")
    controller.add_paths(paths("a.wav", "broken.wav"))
    wait_for(qtbot, controller, "done", "failed")
    before = controller.finished()
    stage.engine.gate.clear()
    controller.add_paths(paths("c.wav", "d.wav"))
    wait_for(qtbot, controller, "done", "failed", "working", "waiting")
    with qtbot.waitSignal(controller.removed) as told:
        controller.remove([1, 2, 4])
    assert told.args == [3] and states(controller) == [JobState.WORKING]
    assert controller.finished() == ()
    controller.put_back()
    assert states(controller) == ["done", "failed", "working", "waiting"]
    assert controller.finished() == before
    stage.engine.gate.set()
    wait_for(qtbot, controller, "done", "failed", "done", "done")
    controller.put_back()  # nothing is left to bring back
    assert len(records(controller)) == 4


def test_removals_are_taken_back_one_by_one_the_last_that_left_first(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController
) -> None:
    stage.files.errors |= {name: MediaUnreadable("No.") for name in ("b.wav", "c.wav")}
    stage.engine.gate.clear()
    controller.add_paths(paths("a.wav", "b.wav", "c.wav"))
    wait_for(qtbot, controller, "working", "failed", "failed")
    controller.remove([1])
    controller.remove(controller.ended_ids())
    with qtbot.waitSignal(controller.removed) as told:
        stage.engine.gate.set()
    assert told.args == [1] and states(controller) == []
    controller.put_back()
    assert [record.id for record in records(controller)] == [1]
    controller.put_back()
    assert [record.id for record in records(controller)] == [1, 2, 3]
    assert not controller.can_put_back


def test_what_is_removed_and_brought_back_while_thousands_are_added_is_shown_once(
    qtbot: QtBot,
    stage: Stage,
    controller: TranscriptionController,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(slices, "SLICE_S", 0.0001)  # a few files at a time
    count = 3_000
    names = [f"{number}.wav" for number in range(count)]
    stage.files.errors |= {name: MediaUnreadable("No.") for name in names}
    removed: list[int] = []

    def on_failed(record: JobRecord) -> None:
        """Take away and bring back when some have failed and others are still to come."""
        if not removed and controller.jobs.row_of(record.id) >= 0:
            removed.extend(controller.ended_ids())
            controller.remove(removed)
            controller.put_back()

    controller.job_failed.connect(on_failed)
    controller.add_paths(paths(*names))
    qtbot.waitUntil(lambda: len(controller.ended_ids()) == count)
    assert removed
    qtbot.waitUntil(lambda: controller.jobs.rowCount() >= count)
    assert [record.id for record in records(controller)] == list(range(1, count + 1))


def test_files_on_their_way_without_a_model_left_are_dropped(
    qtbot: QtBot,
    stage: Stage,
    controller: TranscriptionController,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(slices, "SLICE_S", 0.0001)  # a few files at a time
    stage.services.preferences.change(starts_automatically=False)
    with qtbot.waitSignal(controller.jobs.rowsInserted):
        controller.add_paths(paths(*[f"{number}.wav" for number in range(3_000)]))
    with qtbot.waitSignal(controller.problem_found):
        monkeypatch.setattr(ModelListModel, "chosen", lambda *_: None)
    qtbot.waitUntil(lambda: all(record.info for record in records(controller)))
    assert 0 < len(records(controller)) < 3_000
    assert not controller.status.is_working


def test_a_file_removed_before_it_was_probed_is_probed_when_it_comes_back(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController
) -> None:
    stage.services.preferences.change(starts_automatically=False)
    controller.add_paths(paths("a.wav"))
    qtbot.waitUntil(lambda: len(records(controller)) == 1)
    controller.remove([1])
    stage.services.preferences.change(starts_automatically=True)
    controller.put_back()
    wait_for(qtbot, controller, "done")


def test_thousands_of_files_are_added_in_few_steps(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController
) -> None:
    """Counted, not timed: what each file costs the window must not grow with their number."""
    stage.services.preferences.change(starts_automatically=False)
    statuses: list[Status] = []
    insertions: list[tuple[object, ...]] = []
    controller.status_changed.connect(statuses.append)
    controller.jobs.rowsInserted.connect(lambda *rows: insertions.append(rows))
    for first in (0, 1_000):
        names = [f"{number}.wav" for number in range(first, 3 * first or 1_000)]
        controller.add_paths(paths(*names))
    qtbot.waitUntil(
        lambda: len(shown := records(controller)) == 3_000 and all(r.info for r in shown)
    )
    assert len(insertions) < 60  # one for each slice of time
    assert len(statuses) < 600  # ten a second, and not several for each file
    assert controller.status.has_startable and not controller.status.is_working


def test_the_selected_transcript_grows_while_it_is_made(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController
) -> None:
    stage.engine.gate.clear()
    controller.add_paths(paths("a.wav", "b.wav"))
    qtbot.waitUntil(lambda: stage.services.transcript.rowCount() == 1)
    with qtbot.waitSignal(controller.selection_changed):
        controller.select(2)
    assert stage.services.transcript.rowCount() == 0
    controller.select(1)
    with qtbot.assertNotEmitted(stage.services.transcript.modelReset):
        stage.engine.gate.set()
        wait_for(qtbot, controller, "done", "done")
    assert stage.services.transcript.rowCount() == 3


def test_another_audio_track_is_taken(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController
) -> None:
    """In a row of its own: the text of the first one stays."""
    stage.files.tracks = 2
    controller.add_paths(paths("a.mkv"))
    wait_for(qtbot, controller, "done")
    first = records(controller)[0].transcript
    controller.choose_track(1, 1)
    wait_for(qtbot, controller, "done", "done")
    assert [request.audio_track for request in stage.engine.requests] == [None, 1]
    assert records(controller)[0].transcript is first
    assert controller.selected is records(controller)[1]
    controller.choose_track(2, 1)  # which it has already
    assert states(controller) == ["done", "done"]
    controller.choose_track(2, ALL_TRACKS, SpeakerSearch())
    wait_for(qtbot, controller, "done", "done", "done")
    asked = stage.engine.requests[-1]
    assert (asked.audio_track, asked.speakers) == (ALL_TRACKS, SpeakerSearch())
    together = records(controller)[2].track
    assert together is not None
    assert (together.place, together.named_place) == ("all 2 tracks", "all 2 tracks")
    controller.choose_track(3, ALL_TRACKS)
    assert states(controller) == ["done", "done", "done"]


def test_a_nemo_file_is_offered_as_a_model_and_never_queued(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController, tmp_path: Path
) -> None:
    path = model(tmp_path / "mine.NEMO")
    with qtbot.waitSignal(stage.services.manager.import_offered) as offered:
        controller.add_paths([path])
    assert offered.args[0].path == path
    assert records(controller) == []


@pytest.mark.parametrize("shows", [(), (WEIGHTS_FILE,), tuple(files())])
def test_a_model_that_is_a_folder_is_offered_once(
    qtbot: QtBot,
    stage: Stage,
    controller: TranscriptionController,
    tmp_path: Path,
    shows: tuple[str, ...],
) -> None:
    """Dropped itself, or by files out of it."""
    folder = write(tmp_path / "meetings", files(numbers=1000))
    offered: list[ModelFile] = []
    stage.services.manager.import_offered.connect(offered.append)
    controller.add_paths([folder / name for name in shows] or [folder])
    qtbot.waitUntil(lambda: bool(offered))
    controller.add_paths(paths("a.wav"))
    wait_for(qtbot, controller, "done")
    assert [file.path for file in offered] == [folder]


def test_no_job_begins_while_the_models_are_held(
    qtbot: QtBot, controller: TranscriptionController
) -> None:
    controller.hold()
    controller.add_paths(paths("a.wav"))
    qtbot.waitUntil(lambda: bool(records(controller)) and records(controller)[0].info is not None)
    assert states(controller) == ["waiting"]
    controller.go_on()
    wait_for(qtbot, controller, "done")


def test_problems_without_a_row_are_reported(
    qtbot: QtBot, controller: TranscriptionController
) -> None:
    with qtbot.waitSignal(controller.problem_found) as blocker:
        controller.add_paths(paths("a.pdf"))
    assert "no audio or video" in blocker.args[0].message


def test_without_a_model_the_user_is_told(
    qtbot: QtBot, controller: TranscriptionController, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ModelListModel, "chosen", lambda *_: None)
    with qtbot.waitSignal(controller.problem_found) as blocker:
        controller.add_paths(paths("a.wav"))
    assert isinstance(blocker.args[0], ModelNotInstalled)


def test_a_row_is_told_of_what_it_shows_of_a_text_and_not_of_each_letter(
    qtbot: QtBot, controller: TranscriptionController
) -> None:
    controller.add_paths(paths("a.wav"))
    wait_for(qtbot, controller, "done")
    record = records(controller)[0]
    made = record.transcript
    assert made is not None
    rows: list[object] = []
    pages: list[object] = []
    controller.jobs.dataChanged.connect(lambda *changed: rows.append(changed))
    controller.selected_job_changed.connect(lambda: pages.append(record.transcript))
    typed = replace(made, segments=made.segments[:1])
    controller.revise(record.id, typed)
    assert not rows and pages == [typed]
    controller.revise(record.id, replace(made, incomplete=Incomplete(60.0, 30.0, 30.0)))
    assert len(rows) == 1
