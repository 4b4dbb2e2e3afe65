"""The queue and its texts are in the library as they change, and come back at the next start."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs.item_model import JobRole
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.window import WindowServices, build_window_services
from desktop_app.core.errors import AppError, EngineError
from desktop_app.core.job import JobState
from desktop_app.core.library_errors import LibraryFull
from desktop_app.core.media import ALL_TRACKS
from desktop_app.core.request import Cutting, HeardChunk, TranscriptionRequest
from desktop_app.core.transcript import Word
from desktop_app.library.library import Library
from desktop_app.library.records import StoredJob
from tests.app.conftest import Stage
from tests.fakes import STARTER, transcript


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


def opened(qtbot: QtBot, services: WindowServices) -> Library:
    """Open the library, and wait until the window has what is in it."""
    if services.library.door.library is None:
        with qtbot.waitSignal(services.library.restore.ended):
            services.library.restore.begin()
    library = services.library.door.library
    assert library is not None
    return library


@contextmanager
def started_again(qtbot: QtBot, stage: Stage) -> Iterator[WindowServices]:
    """End the program in good order, and start it anew over the same folders."""
    stage.engine.gate.set()
    assert stage.services.shutdown()
    services = build_window_services(stage.access)
    try:
        opened(qtbot, services)
        yield services
    finally:
        stage.engine.gate.set()
        assert services.shutdown()


def records(services: WindowServices) -> list[JobRecord]:
    model = services.controller.jobs
    return [model.index(row).data(JobRole.RECORD) for row in range(model.rowCount())]


def names(services: WindowServices) -> list[str]:
    return [record.job.request.media_path.name for record in records(services)]


def add(qtbot: QtBot, services: WindowServices, *paths: str) -> None:
    before = services.controller.jobs.rowCount()
    services.controller.add_paths([Path(path) for path in paths])
    qtbot.waitUntil(lambda: services.controller.jobs.rowCount() == before + len(paths))


def test_the_queue_comes_back_in_its_order_and_starts_nothing(qtbot: QtBot, stage: Stage) -> None:
    stage.services.preferences.change(starts_automatically=False)
    opened(qtbot, stage.services)
    add(qtbot, stage.services, "c.wav", "a.wav", "b.wav")
    stage.services.controller.stop(records(stage.services)[1].id)
    with started_again(qtbot, stage) as services:
        assert names(services) == ["c.wav", "a.wav", "b.wav"]
        states = [record.state for record in records(services)]
        assert states == [JobState.WAITING, JobState.STOPPED, JobState.WAITING]
        assert stage.engine.requests == []
        assert len(services.library.restore.unfinished) == 3


def test_what_was_found_in_a_recording_is_kept_while_it_waits_and_when_it_is_retried(
    qtbot: QtBot, stage: Stage
) -> None:
    """It finds the recording where it was moved, whatever ended the program."""
    stage.services.preferences.change(starts_automatically=False)
    library = opened(qtbot, stage.services)
    add(qtbot, stage.services, "talk.wav")

    def known() -> bool:
        library.place_jobs([]).result()  # behind all other writes
        return library.jobs()[0].request.info is not None

    qtbot.waitUntil(known)
    controller, (record,) = stage.services.controller, records(stage.services)
    stage.files.missing.add("talk.wav")
    controller.stop(record.id)
    with qtbot.waitSignal(controller.job_failed):
        controller.retry(record.id)
    assert known()
    assert library.jobs()[0].state is JobState.FAILED


def test_what_was_dropped_before_the_library_was_open_is_kept(qtbot: QtBot, stage: Stage) -> None:
    stage.services.preferences.change(starts_automatically=False)
    add(qtbot, stage.services, "early.wav")
    opened(qtbot, stage.services)
    add(qtbot, stage.services, "late.wav")
    with started_again(qtbot, stage) as services:
        assert names(services) == ["early.wav", "late.wav"]


def test_a_finished_transcript_comes_back_and_is_read_when_selected(
    qtbot: QtBot, stage: Stage
) -> None:
    opened(qtbot, stage.services)
    with qtbot.waitSignal(stage.services.controller.job_ended):
        add(qtbot, stage.services, "talk.wav")
    with started_again(qtbot, stage) as services:
        (record,) = records(services)
        assert record.state is JobState.DONE
        assert record.summary is not None
        assert record.transcript is None
        with qtbot.waitSignal(services.controller.selected_job_changed):
            services.controller.select(record.id)
        qtbot.waitUntil(lambda: records(services)[0].transcript is not None)
        text = records(services)[0].transcript
        assert text is not None
        assert [segment.text for segment in text.segments] == [
            f"Sentence number {number}." for number in range(3)
        ]
        assert len(stage.engine.requests) == 1


@pytest.mark.parametrize("number", [1, ALL_TRACKS])
def test_a_transcript_comes_back_with_its_track(number: int, qtbot: QtBot, stage: Stage) -> None:
    """So that a part heard again, its speakers and its sound are those of its text."""
    stage.files.tracks = 2
    opened(qtbot, stage.services)
    add(qtbot, stage.services, "/rec/a.mkv")
    qtbot.waitUntil(lambda: len(stage.services.controller.finished()) == 1)
    stage.services.controller.choose_track(1, number)
    qtbot.waitUntil(lambda: len(stage.services.controller.finished()) == 2)
    with started_again(qtbot, stage) as services:
        assert {record.track_number for record in records(services)} == {None, number}


def test_a_failed_job_comes_back_with_its_error(qtbot: QtBot, stage: Stage) -> None:
    stage.engine.errors["bad"] = EngineError("The model failed on {name}.", name="bad.wav")
    opened(qtbot, stage.services)
    with qtbot.waitSignal(stage.services.controller.job_failed):
        add(qtbot, stage.services, "bad.wav")
    with started_again(qtbot, stage) as services:
        (record,) = records(services)
        assert record.state is JobState.FAILED
        assert isinstance(record.error, EngineError)
        assert record.error.message == "The model failed on bad.wav."
        assert services.library.restore.unfinished == ()


def test_what_is_removed_stays_removed_and_what_is_put_back_stays(
    qtbot: QtBot, stage: Stage
) -> None:
    stage.services.preferences.change(starts_automatically=False)
    opened(qtbot, stage.services)
    controller = stage.services.controller
    add(qtbot, stage.services, "a.wav", "b.wav", "c.wav")
    controller.remove([records(stage.services)[0].id])
    controller.remove([records(stage.services)[0].id])
    controller.put_back()
    with started_again(qtbot, stage) as services:
        assert names(services) == ["b.wav", "c.wav"]


def test_a_removed_transcript_is_in_the_trash_and_its_undo_takes_it_out(
    qtbot: QtBot, stage: Stage
) -> None:
    library = opened(qtbot, stage.services)
    controller = stage.services.controller
    with qtbot.waitSignal(controller.job_ended):
        add(qtbot, stage.services, "talk.wav")
    (record,) = records(stage.services)
    controller.remove([record.id])
    qtbot.waitUntil(lambda: len(library.transcripts(trashed=True)) == 1)
    assert library.transcripts() == []
    controller.put_back()
    qtbot.waitUntil(lambda: len(library.transcripts()) == 1)
    assert library.transcripts(trashed=True) == []
    assert [one.key for one in records(stage.services)] == [record.key]


def test_a_write_that_fails_is_told_once_and_made_up_for(
    qtbot: QtBot, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.services.preferences.change(starts_automatically=False)
    library = opened(qtbot, stage.services)
    keeper = stage.services.library.keeper
    told: list[AppError] = []
    keeper.failed.connect(told.append)

    def full(*_args: object) -> None:
        raise LibraryFull("The drive of the library is full.")

    with monkeypatch.context() as patch:
        patch.setattr(Library, "add_jobs", full)
        add(qtbot, stage.services, "a.wav")
        add(qtbot, stage.services, "b.wav")
        assert [error.message for error in told] == ["The drive of the library is full."]
        assert stage.services.library.unwritten == (
            "Changes to the list could not be kept in the library.",
        )
    with qtbot.waitSignal(keeper.caught_up):
        keeper.catch_up()
    assert not keeper.is_behind
    assert [job.request.media_path.name for job in library.jobs()] == ["a.wav", "b.wav"]


def test_what_could_not_be_written_is_written_at_the_end(
    qtbot: QtBot, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.services.preferences.change(starts_automatically=False)
    opened(qtbot, stage.services)

    def full(*_args: object) -> None:
        raise LibraryFull("The drive of the library is full.")

    with monkeypatch.context() as patch:
        patch.setattr(Library, "add_jobs", full)
        add(qtbot, stage.services, "a.wav")
    with started_again(qtbot, stage) as services:
        assert names(services) == ["a.wav"]


def test_a_library_that_cannot_be_opened_is_told_and_opened_later(
    qtbot: QtBot, stage: Stage, library_folder: Path
) -> None:
    stage.services.preferences.change(starts_automatically=False)
    library_folder.write_bytes(b"a file where the folder should be")
    told: list[AppError] = []
    stage.services.library.restore.refused.connect(told.append)
    with qtbot.waitSignal(stage.services.library.restore.ended):
        stage.services.library.restore.begin()
    assert len(told) == 1
    assert not stage.services.library.is_open
    add(qtbot, stage.services, "a.wav")
    library_folder.unlink()
    library = opened(qtbot, stage.services)
    qtbot.waitUntil(lambda: len(library.jobs()) == 1)


def test_the_end_right_after_the_start_keeps_what_was_dropped(qtbot: QtBot, stage: Stage) -> None:
    stage.services.preferences.change(starts_automatically=False)
    add(qtbot, stage.services, "early.wav")
    stage.services.library.restore.begin()  # its answer never comes
    with started_again(qtbot, stage) as services:
        assert names(services) == ["early.wav"]


def test_the_end_does_not_wait_for_a_library_that_never_opened(qtbot: QtBot, stage: Stage) -> None:
    stage.services.library.restore.promise()
    with qtbot.waitSignal(stage.services.controller.jobs_added):
        stage.services.controller.add_paths([Path("a.wav")])
    qtbot.waitUntil(lambda: stage.services.controller.active_job > 0)
    # The engine's thread waits for the library to begin; the fixture's shutdown lets it go.


def test_what_a_terminal_adds_is_shown_and_what_was_removed_stays_away(
    qtbot: QtBot, stage: Stage
) -> None:
    library = opened(qtbot, stage.services)
    restore, controller = stage.services.library.restore, stage.services.controller
    with qtbot.waitSignal(controller.job_ended):
        add(qtbot, stage.services, "mine.wav")
    qtbot.waitUntil(lambda: not restore.is_busy)  # it tidies up, and would not look meanwhile
    (mine,) = records(stage.services)
    library.finish_job("f" * 32, transcript("terminal.wav"))
    restore.refresh(newest=10)
    controller.remove([mine.id])  # while it is being read
    qtbot.waitUntil(lambda: names(stage.services) == ["terminal.wav"])
    restore.refresh(newest=10)
    restore.refresh()
    qtbot.waitUntil(lambda: not restore.is_busy)
    assert names(stage.services) == ["terminal.wav"]


def test_what_a_terminal_does_is_seen_by_a_look_which_reads_nothing_otherwise(
    qtbot: QtBot, stage: Stage, library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(qtbot, stage.services)
    restore = stage.services.library.restore
    read: list[object] = []
    reread = restore._reread

    def counted(library: Library, newest: int | None) -> object:
        read.append(newest)
        return reread(library, newest)

    monkeypatch.setattr(restore, "_reread", counted)

    def look() -> None:
        restore.look(10)
        qtbot.waitUntil(lambda: not restore.is_busy)

    qtbot.waitUntil(lambda: not restore.is_busy)  # it tidies up
    look()
    before = len(read)
    look()
    look()
    assert len(read) == before
    terminal = Library.open(library_folder)
    stopped = StoredJob(
        key="e" * 32,
        request=TranscriptionRequest(Path("long.wav"), STARTER),
        state=JobState.STOPPED,
    )
    terminal.add_jobs([stopped]).result()
    look()
    qtbot.waitUntil(lambda: names(stage.services) == ["long.wav"])
    terminal.finish_job(stopped.key, transcript("long.wav"))
    terminal.finish_job("f" * 32, transcript("terminal.wav"))
    look()
    qtbot.waitUntil(lambda: sorted(names(stage.services)) == ["long.wav", "terminal.wav"])
    assert {record.state for record in records(stage.services)} == {JobState.DONE}
    assert len(read) == before + 2
    look()
    assert len(read) == before + 2
    assert terminal.close()


def test_the_text_so_far_of_an_interrupted_job_is_read(qtbot: QtBot, stage: Stage) -> None:
    stage.services.preferences.change(starts_automatically=False)
    library = opened(qtbot, stage.services)
    add(qtbot, stage.services, "long.wav")
    key = records(stage.services)[0].key
    words = (Word("Good", 0.5, 0.9, 0.9), Word("morning.", 1.0, 1.5, 0.9))
    heard = HeardChunk(0, 0.0, 20.0, speech=((0.4, 1.6),), text="Good morning.", words=words)
    library.take_job(key)
    library.note_chunk(key, heard, Cutting(30.0))
    with started_again(qtbot, stage) as services:
        (record,) = records(services)
        assert record.is_interrupted
        assert record.heard_s == 20.0
        services.controller.select(record.id)
        qtbot.waitUntil(lambda: bool(records(services)[0].segments))
        assert [one.text for one in records(services)[0].segments] == ["Good morning."]
        assert records(services)[0].state is JobState.STOPPED


def test_starting_over_tells_the_journal_and_the_library(qtbot: QtBot, stage: Stage) -> None:
    stage.services.preferences.change(starts_automatically=False)
    library = opened(qtbot, stage.services)
    add(qtbot, stage.services, "long.wav")
    (record,) = records(stage.services)
    library.take_job(record.key)
    library.note_chunk(record.key, HeardChunk(0, 0.0, 20.0, text="Old."), Cutting(30.0))
    with started_again(qtbot, stage) as services:
        (record,) = records(services)
        with qtbot.waitSignal(services.controller.job_ended):
            services.controller.start_over([record.id])
        (request,) = stage.engine.requests
        assert request.resume is None


def test_going_on_gives_the_engine_what_was_heard(qtbot: QtBot, stage: Stage) -> None:
    stage.services.preferences.change(starts_automatically=False)
    library = opened(qtbot, stage.services)
    add(qtbot, stage.services, "long.wav")
    (record,) = records(stage.services)
    heard = HeardChunk(0, 0.0, 20.0, text="Old.")
    library.take_job(record.key)
    library.note_chunk(record.key, heard, Cutting(30.0))
    with started_again(qtbot, stage) as services:
        with qtbot.waitSignal(services.controller.job_ended):
            services.controller.start()
        (request,) = stage.engine.requests
        assert request.resume is not None
        assert request.resume.heard == (heard,)
