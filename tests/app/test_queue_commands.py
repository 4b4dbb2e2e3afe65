"""What the user can do with the queue: order, settings, going on, once more; and what is told."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.choices.requests import with_language, with_model
from desktop_app.app.jobs import slices
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.core.errors import MediaInUse, MediaUnreadable
from desktop_app.core.job import JobState
from desktop_app.core.media import AudioTrack, MediaInfo
from desktop_app.core.request import DeviceChoice, TranscriptionRequest
from desktop_app.library.records import StoredJob, TranscriptSummary
from tests.app.conftest import Stage
from tests.fakes import CANARY, NOT_THERE, STARTER, segment, transcript


@pytest.fixture
def controller(stage: Stage) -> TranscriptionController:
    return stage.services.controller


@dataclass
class Told:
    """What the controller told those who keep the queue, in order."""

    lines: list[str] = field(default_factory=list)

    def follow(self, controller: TranscriptionController) -> None:
        for name in ("added", "changed", "restarted", "removed", "put_back"):
            getattr(controller, f"jobs_{name}").connect(lambda told, n=name: self.note(n, told))
        controller.jobs_placed.connect(lambda keys: self.lines.append(f"placed {len(keys)}"))

    def note(self, name: str, records: list[JobRecord]) -> None:
        shown = " ".join(f"{r.job.request.media_path.stem}={r.state}" for r in records)
        self.lines.append(f"{name} {shown}")


@pytest.fixture
def told(controller: TranscriptionController) -> Told:
    made = Told()
    made.follow(controller)
    return made


def paths(*names: str) -> list[Path]:
    return [Path("/recordings") / f"{name}.wav" for name in names]


def names(controller: TranscriptionController) -> list[str]:
    """What is in the list, in its order."""
    rows = controller.jobs.rows(0, controller.jobs.rowCount())
    return [record.job.request.media_path.stem for record in rows]


def ids(controller: TranscriptionController, *wanted: str) -> list[int]:
    of = {r.job.request.media_path.stem: r.id for r in controller.records()}
    return [of[name] for name in wanted]


def the_record(controller: TranscriptionController, name: str) -> JobRecord:
    (record,) = controller.records(ids(controller, name))
    return record


def queue_up(qtbot: QtBot, stage: Stage, controller: TranscriptionController, *wanted: str) -> None:
    """Files that wait, as nothing starts by itself."""
    stage.services.preferences.change(starts_automatically=False)
    controller.add_paths(paths(*wanted))
    qtbot.waitUntil(lambda: [bool(r.info) for r in controller.records()] == [True] * len(wanted))


def test_rows_are_moved_together_and_start_in_their_new_order(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController, told: Told
) -> None:
    queue_up(qtbot, stage, controller, *"abcde")
    controller.move(ids(controller, "c", "e"), up=True)
    assert names(controller) == list("acbed")
    controller.move(ids(controller, "a", "c"), up=True)  # at the top already
    assert names(controller) == list("acbed")
    controller.move(ids(controller, "a", "b"), up=False)
    assert names(controller) == list("caebd")
    controller.place_before(ids(controller, "d", "a"), ids(controller, "c")[0])
    assert names(controller) == list("adceb")
    controller.place_before(ids(controller, "d"), ids(controller, "d")[0])  # onto itself
    assert names(controller) == list("adceb")
    controller.place_before(ids(controller, "a"))
    assert names(controller) == list("dceba")
    assert told.lines[-1] == "placed 5"
    controller.start()
    qtbot.waitUntil(lambda: len(controller.finished()) == 5)
    assert [r.media_path.stem for r in stage.engine.requests] == list("dceba")


def test_the_next_one_starts_after_the_active_one_and_before_all_others(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController
) -> None:
    stage.engine.gate.clear()
    controller.add_paths(paths(*"abcd"))
    qtbot.waitUntil(lambda: len(controller.records()) == 4 and controller.active_job != 0)
    controller.start_next(ids(controller, "c", "d"))
    assert names(controller) == list("acdb")
    stage.engine.gate.set()
    qtbot.waitUntil(lambda: len(controller.finished()) == 4)
    assert [r.media_path.stem for r in stage.engine.requests] == list("acdb")


def test_the_next_one_starts_also_where_nothing_runs(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController
) -> None:
    queue_up(qtbot, stage, controller, *"abc")
    controller.start_next(ids(controller, "b"))
    qtbot.waitUntil(lambda: len(controller.finished()) == 3)
    assert [r.media_path.stem for r in stage.engine.requests] == list("bac")


def test_a_waiting_job_takes_a_model_and_a_language_of_its_own(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController, told: Told
) -> None:
    queue_up(qtbot, stage, controller, *"ab")
    settings = stage.services.preferences.current
    controller.change_requests(ids(controller, "b"), lambda r: with_model(r, CANARY, settings))
    controller.change_requests(ids(controller, "b"), lambda r: with_language(r, "de"))
    assert told.lines[-2:] == ["changed b=waiting"] * 2
    assert the_record(controller, "b").info is not None  # it is not probed again
    # It begins again as it was chosen for it, whatever the toolbar says by then.
    controller.stop(ids(controller, "b")[0])
    stage.services.preferences.change(language="fr")
    controller.start()
    qtbot.waitUntil(lambda: len(controller.finished()) == 2)
    asked = {r.media_path.stem: r for r in stage.engine.requests}
    assert (asked["a"].model, asked["a"].language) == (STARTER, None)
    assert (asked["b"].model, asked["b"].language) == (CANARY, "de")
    assert asked["b"].target_language == "de"
    controller.change_requests(ids(controller, "b"), lambda r: with_model(r, STARTER, settings))
    assert the_record(controller, "b").job.request.model == CANARY  # it is done


def heard(key: str, name: str, **more: object) -> StoredJob:
    """A job of an earlier time that has heard 40 s."""
    info = MediaInfo(Path(f"/recordings/{name}.wav"), 100.0, (AudioTrack(0, "aac", 48_000, 2),))
    request = TranscriptionRequest(info.path, STARTER, device=DeviceChoice.CUDA, info=info)
    stored = StoredJob(key=key, request=request, state=JobState.STOPPED, heard_s=40.0)
    return replace(stored, **more)  # type: ignore[arg-type]


def test_what_was_interrupted_goes_on_with_its_own_settings(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController, told: Told
) -> None:
    controller.restore([heard("k", "talk", is_interrupted=True)])
    record = the_record(controller, "talk")
    assert told.lines == [] and record.key == "k" and record.is_interrupted
    assert (record.heard_s, record.fraction) == (40.0, 0.4)
    controller.show_partial(record.id, [segment(0)])
    assert record.segments == [segment(0)]
    stage.services.preferences.change(model_id=CANARY.id)
    stage.engine.gate.clear()
    controller.continue_jobs([record.id])
    qtbot.waitUntil(lambda: the_record(controller, "talk").state is JobState.WORKING)
    goes_on = the_record(controller, "talk")
    assert (goes_on.key, goes_on.is_interrupted, goes_on.heard_s) == ("k", False, 40.0)
    (request,) = stage.engine.requests
    assert (request.model, request.device) == (STARTER, DeviceChoice.CUDA)
    # What the engine tells again takes the place of what was there.
    qtbot.waitUntil(lambda: goes_on.segments == [segment(0)] and not goes_on.is_recalled)
    stage.engine.gate.set()
    qtbot.waitUntil(lambda: len(controller.finished()) == 1)
    assert told.lines[:2] == ["changed talk=waiting", "changed talk=loading"]
    assert not any(line.startswith("restarted") for line in told.lines)


def test_what_failed_goes_on_where_the_settings_send_it(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController
) -> None:
    error = MediaInUse("It is open in OneDrive.")
    controller.restore([heard("k", "talk", state=JobState.FAILED, error=error)])
    stage.services.preferences.change(device=DeviceChoice.CPU, model_id=CANARY.id)
    controller.retry(ids(controller, "talk")[0])
    qtbot.waitUntil(lambda: len(controller.finished()) == 1)
    (request,) = stage.engine.requests
    assert (request.model, request.device) == (STARTER, DeviceChoice.CPU)


def test_to_start_over_gives_up_what_was_heard(
    qtbot: QtBot, controller: TranscriptionController, told: Told
) -> None:
    controller.restore([heard("k", "talk"), heard("other", "other")])
    controller.hold()
    controller.start_over(ids(controller, "talk"))
    record = the_record(controller, "talk")
    assert (record.key, record.heard_s, record.segments) == ("k", 0.0, [])
    assert told.lines == ["restarted talk=stopped", "changed talk=waiting"]
    controller.go_on()
    qtbot.waitUntil(lambda: len(controller.finished()) == 1)
    assert the_record(controller, "other").state is JobState.STOPPED


def test_nothing_of_an_earlier_time_starts_or_is_touched_by_itself(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController
) -> None:
    waiting = replace(heard("w", "waiting"), state=JobState.WAITING, heard_s=0.0)
    controller.restore([waiting, heard("s", "stopped")])
    controller.restore([waiting])  # it is there already
    assert names(controller) == ["waiting", "stopped"]
    assert not stage.files.threads and not controller.status.is_busy
    controller.start()
    qtbot.waitUntil(lambda: len(controller.finished()) == 2)


def summary(key: str, created_s: float) -> TranscriptSummary:
    path = Path(f"/recordings/{key}.wav")
    return TranscriptSummary(
        key=key, title=key.title(), media_path=path, duration_s=60.0, model="starter",
        created_s=created_s,
    )  # fmt: skip


def test_the_library_is_listed_newest_first_and_new_texts_come_before(
    qtbot: QtBot, controller: TranscriptionController
) -> None:
    controller.restore([], [summary("new", 20.0), summary("old", 10.0)])
    assert names(controller) == ["new", "old"]
    record = the_record(controller, "new")
    assert record.state is JobState.DONE and record.transcript is None
    assert (record.total_s, record.job.request.model) == (60.0, STARTER)
    assert controller.finished() == () and not controller.status.has_unfinished
    controller.add_paths(paths("talk"))
    qtbot.waitUntil(lambda: names(controller) == ["talk", "new", "old"])
    qtbot.waitUntil(lambda: the_record(controller, "talk").state is JobState.DONE)
    assert names(controller) == ["talk", "new", "old"]
    assert (controller.status.number, controller.status.count) == (1, 1)
    controller.show_transcript(record.id, transcript("new.wav"))
    assert record.segments and len(controller.finished()) == 2
    controller.show_transcript(record.id, None)
    assert record.segments == [] and len(controller.finished()) == 1


def test_a_text_that_is_made_once_more_and_not_kept_leaves_the_old_one(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController, told: Told
) -> None:
    """As where the disk is full; with the library it is a version of the old one."""
    controller.restore([], [summary("talk", 10.0), summary("other", 5.0)])
    record = the_record(controller, "talk")
    stage.engine.gate.clear()
    controller.transcribe_again([record.id], CANARY)
    again = controller.selected
    assert again is not None and again is not record
    assert (again.again_of, again.job.request.model) == ("talk", CANARY)
    qtbot.waitUntil(lambda: again.state is JobState.WORKING)
    assert names(controller) == ["talk", "talk", "other"] and record.state is JobState.DONE
    stage.engine.gate.set()
    with qtbot.waitSignal(controller.job_ended) as ended:
        pass
    assert ended.args == [again] and again.transcript is not None
    assert names(controller) == ["talk", "talk", "other"] and record.transcript is None
    assert told.lines[0] == "added talk=waiting"
    assert not any(line.startswith("removed") for line in told.lines)


def test_without_the_library_the_old_text_keeps_its_row(
    qtbot: QtBot, controller: TranscriptionController
) -> None:
    controller.add_paths(paths("talk"))
    qtbot.waitUntil(lambda: len(controller.finished()) == 1)
    before = controller.finished()[0]
    controller.retry(1)
    qtbot.waitUntil(lambda: len(controller.finished()) == 2)
    assert controller.finished()[0] is before and names(controller) == ["talk", "talk"]


def test_the_same_file_twice_is_asked_about_once_and_others_come(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController
) -> None:
    queue_up(qtbot, stage, controller, *"ab")
    controller.restore([], [summary("done", 1.0)])
    asked: list[list[Path]] = []
    controller.doubles_found.connect(asked.append)
    controller.add_paths(paths("a", "b", "done", "c"))
    qtbot.waitUntil(lambda: len(controller.records()) == 4)
    assert asked == [paths("a", "b", "done")]
    assert controller.selected is the_record(controller, "c")
    controller.add_doubles(asked[0][:1])
    assert names(controller) == ["a", "b", "c", "a", "done"]
    # A watched folder's are left out without a question.
    controller.add_paths(paths("a", "d"), by_user=False)
    qtbot.waitUntil(lambda: len(controller.records()) == 6)
    assert len(asked) == 1 and controller.selected is not the_record(controller, "d")


def test_an_empty_folder_is_told_of_and_the_files_beside_it_come(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController
) -> None:
    stage.files.empty_folders.add("Papers")
    with qtbot.waitSignal(controller.problem_found) as problem:
        controller.add_paths([Path("/a/Papers"), *paths("a")])
    assert problem.args[0].message == "There are no audio or video files in “Papers”."
    qtbot.waitUntil(lambda: len(controller.finished()) == 1)


def test_to_pause_lets_the_active_one_end_and_holds_the_others(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController
) -> None:
    stage.engine.gate.clear()
    controller.add_paths(paths("a", "b"))
    qtbot.waitUntil(lambda: controller.active_job == 1 and len(controller.records()) == 2)
    controller.pause()
    stage.engine.gate.set()
    with qtbot.waitSignal(controller.job_ended):
        pass
    assert [record.state for record in controller.records([1, 2])] == ["done", "waiting"]
    controller.start()
    qtbot.waitUntil(lambda: len(controller.finished()) == 2)


def test_what_is_kept_is_told_in_few_lists_also_of_thousands(
    qtbot: QtBot,
    stage: Stage,
    controller: TranscriptionController,
    told: Told,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Those that fail, are retried, removed and brought back: never one signal for each."""
    monkeypatch.setattr(slices, "SLICE_S", 0.05)
    count = 1_000
    many = [f"{number}" for number in range(count)]
    stage.files.errors |= {f"{name}.wav": MediaUnreadable("No.") for name in many}
    controller.add_paths(paths(*many))
    qtbot.waitUntil(lambda: controller.status.failed == count)
    controller.continue_jobs(ids(controller, *many))
    controller.remove(ids(controller, *many))
    controller.put_back()
    qtbot.waitUntil(lambda: controller.status.failed == count)
    assert len(told.lines) < 200
    kinds = {line.split()[0] for line in told.lines}
    assert kinds == {"added", "changed", "removed", "put_back"}


def test_parts_are_never_kept(
    qtbot: QtBot, stage: Stage, controller: TranscriptionController, told: Told
) -> None:
    controller.add_paths(paths("talk"))
    qtbot.waitUntil(lambda: len(controller.finished()) == 1)
    told.lines.clear()
    stage.engine.gate.clear()
    part = controller.add(replace(stage.engine.requests[0], span=(0.0, 9.0)), part_of=1)
    qtbot.waitUntil(lambda: part.state is JobState.WORKING)
    controller.stop(part.id)
    stage.engine.gate.set()
    qtbot.waitUntil(lambda: part.state is JobState.STOPPED)
    controller.remove([part.id])
    assert part.key == "" and told.lines == []


def test_a_transcript_of_a_model_that_is_not_known_has_its_name(
    controller: TranscriptionController,
) -> None:
    controller.restore([], [replace(summary("x", 1.0), model="gone"), summary("y", 2.0)])
    assert the_record(controller, "x").job.request.model.title == "gone"
    assert the_record(controller, "y").job.request.model == STARTER
    assert NOT_THERE not in {r.job.request.model for r in controller.records()}
