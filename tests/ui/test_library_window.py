"""The library in the window: what it tells, what it asks, what can be undone."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Action, EngineError, MediaMissing
from desktop_app.core.job import JobState
from desktop_app.core.library_errors import LibraryError, LibraryFull, LibraryNotWritable
from desktop_app.core.media import AudioTrack, FileStamp, MediaInfo
from desktop_app.core.request import (
    ChunkHeard,
    Cutting,
    HeardChunk,
    Notice,
    TranscriptionRequest,
)
from desktop_app.core.transcript import Incomplete, Segment, Transcript
from desktop_app.library.library import Library
from desktop_app.library.records import StoredJob, VersionKind
from desktop_app.system.file_samples import sample_hash
from desktop_app.ui.library.actions import GoOn, OpenAgain, PlaceLibrary, WriteAgain
from desktop_app.ui.library.progress import CareDialog
from desktop_app.ui.strings import library as texts
from desktop_app.ui.strings import window as strings
from desktop_app.ui.transcript.sheet import ROWS_AT_ONCE
from desktop_app.ui.widgets.notice_bar import NoticeKind
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage
from tests.app.test_library_keeping import add, opened, records
from tests.app.test_library_versions import done
from tests.fakes import STARTER, segment, transcript
from tests.ui.conftest import FakeDialogs, once_asked

FULL = LibraryFull("There is no space to write the library.")
READ_ONLY = LibraryNotWritable("The library cannot be written.")


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


def keep_before(folder: Path, *jobs: StoredJob, heard: Sequence[StoredJob] = ()) -> None:
    """What an earlier run of the program left; of some the first two seconds were heard."""
    library = Library.open(folder)
    library.add_jobs(jobs).result()
    for job in heard:
        library.note_chunk(job.key, HeardChunk(0, 0.0, 2.0, text="Heard."), Cutting(30.0))
    assert library.close()


def stored(name: str, **facts: Any) -> StoredJob:
    return StoredJob(key=uuid4().hex, request=TranscriptionRequest(Path(name), STARTER), **facts)


@pytest.mark.usefixtures("window")
def test_after_a_restart_a_row_still_says_what_is_incomplete(
    qtbot: QtBot, stage: Stage, library_folder: Path
) -> None:
    missing = Incomplete(180.0, 120.0, 120.0, breaks_off=True)
    said = (Segment("Good morning.", 0.0, 1.0),)
    library = Library.open(library_folder)
    for name, lacks in (("cut.wav", missing), ("whole.wav", None)):
        kept = Transcript(Path(name), 120.0, STARTER.id, "en", said, incomplete=lacks)
        library.finish_job(uuid4().hex, kept, TranscriptionRequest(Path(name), STARTER))
    assert library.close()
    opened(qtbot, stage.services)
    qtbot.waitUntil(lambda: len(records(stage.services)) == 2)
    made = records(stage.services)
    lines = {each.job.request.media_path.name: strings.job_line(each) for each in made}
    assert lines["cut.wav"] == (
        "Done, incomplete: The recording ends after 2 min of 3 min; the file is incomplete."
    )
    assert lines["whole.wav"].endswith("Good morning.")


def test_what_is_unfinished_is_told_and_goes_on(
    qtbot: QtBot, window: MainWindow, stage: Stage, library_folder: Path
) -> None:
    interrupted = stored("b.wav", state=JobState.STOPPED, is_interrupted=True)
    failed = stored("c.wav", state=JobState.FAILED, error=EngineError("It failed."))
    keep_before(library_folder, stored("a.wav"), interrupted, failed)
    opened(qtbot, stage.services)
    shown = window.notice.shown
    assert shown is not None
    assert (shown.text, shown.action) == ("2 recordings are unfinished.", GoOn())
    assert stage.engine.requests == []
    window.notice.action_button.click()
    qtbot.waitUntil(lambda: len(stage.engine.requests) == 2)
    assert {one.media_path.name for one in stage.engine.requests} == {"a.wav", "b.wav"}


def test_the_first_unfinished_recording_is_shown_after_a_start(
    qtbot: QtBot, window: MainWindow, stage: Stage, library_folder: Path
) -> None:
    keep_before(library_folder, stored("b.wav", state=JobState.STOPPED, is_interrupted=True))
    assert window.page.quiet.text() == strings.NOTHING_SELECTED
    opened(qtbot, stage.services)
    selected = stage.services.controller.selected
    assert selected is not None
    assert window.page.name.text() == "b.wav" == selected.job.request.media_path.name


def test_the_notice_about_one_unfinished_recording_says_how_it_ended_and_goes_with_it(
    qtbot: QtBot, window: MainWindow, stage: Stage, library_folder: Path
) -> None:
    stopped = stored("a.wav", state=JobState.STOPPED)
    cut = stored("b.wav", state=JobState.STOPPED, is_interrupted=True)
    keep_before(library_folder, stopped, cut, heard=(stopped, cut))
    opened(qtbot, stage.services)
    notice, controller = window.notice, stage.services.controller

    def said() -> str:
        return notice.shown.text if notice.shown is not None else ""

    assert said() == "2 recordings are unfinished."
    first, second = records(stage.services)
    controller.continue_jobs([second.id])
    assert said() == "a.wav was stopped at 00:02."
    controller.continue_jobs([first.id])
    assert said() == ""
    # A row that was changed later brings no notice back.
    qtbot.waitUntil(lambda: controller.active_job == 0 and not controller.status.is_running)
    assert GoOn() not in [one.action for one in notice._notices]
    assert texts.unfinished_at("b.wav", 2.0, is_interrupted=True) == (
        "b.wav was interrupted at 00:02."
    )


def test_a_long_partial_text_opens_at_its_start_each_time(
    qtbot: QtBot, window: MainWindow, stage: Stage, library_folder: Path
) -> None:
    keep_before(library_folder, stored("b.wav", state=JobState.STOPPED, is_interrupted=True))
    opened(qtbot, stage.services)
    controller, text = stage.services.controller, window.page.text
    record = records(stage.services)[0]
    long = [segment(number) for number in range(3 * ROWS_AT_ONCE)]
    # As the side thread that reads the journal does, some time after the row was selected.
    controller.show_partial(record.id, long)
    for _ in range(2):
        qtbot.waitUntil(lambda: text.filled_rows == len(long) and text.isVisible())
        QCoreApplication.processEvents()
        assert text.verticalScrollBar().value() == 0 < text.verticalScrollBar().maximum()
        assert text.textCursor().position() == 0
        text.verticalScrollBar().setValue(1000)
        controller.select(0)
        qtbot.waitUntil(lambda: not text.isVisible())
        controller.select(record.id)


def test_notes_about_the_library_are_shown(
    qtbot: QtBot, window: MainWindow, stage: Stage, library_folder: Path
) -> None:
    keep_before(library_folder)
    database = library_folder / "library.sqlite3"
    with database.open("r+b") as file:
        file.write(b"not a database at all" * 100)
    opened(qtbot, stage.services)
    shown = window.notice.shown
    assert shown is not None
    assert shown.kind in (NoticeKind.WARNING, NoticeKind.ERROR)
    assert str(library_folder) in shown.text


def test_a_text_is_opened_when_it_is_selected(
    qtbot: QtBot, window: MainWindow, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(qtbot, stage.services)
    record = done(qtbot, stage)
    controller = stage.services.controller
    controller.select(0)
    controller.show_transcript(record.id, None)

    def damaged(*_args: object) -> None:
        raise LibraryFull("A part of the library cannot be read.")

    with monkeypatch.context() as patch:
        patch.setattr(Library, "transcript", damaged)
        controller.select(record.id)
        assert window.page.quiet.text() == texts.OPENING
        qtbot.waitUntil(lambda: window.page.quiet.text() != texts.OPENING)
        assert "A part of the library cannot be read." in window.page.quiet.text()
    controller.select(0)
    controller.select(record.id)
    qtbot.waitUntil(lambda: window.page.stack.currentWidget() is window.page.text)


def test_closing_asks_nothing_when_all_is_in_the_library(
    qtbot: QtBot, window: MainWindow, stage: Stage, dialogs: FakeDialogs
) -> None:
    stage.services.preferences.change(starts_automatically=False)
    opened(qtbot, stage.services)
    add(qtbot, stage.services, "a.wav")
    window.close()
    assert not window.isVisible()
    assert dialogs.asked == []


def test_closing_says_that_the_active_job_goes_on(
    qtbot: QtBot, window: MainWindow, stage: Stage, dialogs: FakeDialogs
) -> None:
    opened(qtbot, stage.services)
    stage.engine.gate.clear()
    add(qtbot, stage.services, "a.wav")
    qtbot.waitUntil(lambda: stage.services.controller.active_job > 0)
    window.close()
    qtbot.waitUntil(lambda: dialogs.asked == [texts.CLOSE_GOES_ON])
    assert window.isVisible()


def test_closing_names_what_the_library_could_not_take(
    qtbot: QtBot,
    window: MainWindow,
    stage: Stage,
    dialogs: FakeDialogs,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened(qtbot, stage.services)

    def full(*_args: object, **_named: object) -> None:
        raise LibraryFull("The drive of the library is full.")

    with monkeypatch.context() as patch:
        patch.setattr(Library, "finish_job", full)
        record = done(qtbot, stage)
        assert record.transcript is not None  # it can be read and exported
        window.close()
        qtbot.waitUntil(lambda: len(dialogs.asked) == 1)
    assert dialogs.asked == ["1 transcript could not be kept in the library; export it first."]
    stage.services.library.journal.keep_again()
    qtbot.waitUntil(lambda: records(stage.services)[0].summary is not None)


@pytest.mark.parametrize("refusal", [FULL, READ_ONLY], ids=["full", "read only"])
def test_what_is_heard_while_the_library_takes_nothing_is_told_and_would_be_lost(
    qtbot: QtBot,
    window: MainWindow,
    stage: Stage,
    dialogs: FakeDialogs,
    monkeypatch: pytest.MonkeyPatch,
    refusal: LibraryError,
) -> None:
    library = opened(qtbot, stage.services)
    journal = stage.services.library.journal
    stage.engine.gate.clear()
    add(qtbot, stage.services, "big.wav")
    qtbot.waitUntil(lambda: stage.services.controller.active_job > 0)
    (record,) = records(stage.services)
    qtbot.waitUntil(lambda: [one.state for one in library.jobs()] == [JobState.WORKING])

    def refuse(*_args: object, **_named: object) -> None:
        raise refusal

    with monkeypatch.context() as patch:
        patch.setattr(Library, "note_chunk", refuse)
        chunk = HeardChunk(0, 0.0, 20.0, text="One.")
        event = Notice(journal.note(record.key, ChunkHeard(chunk, Cutting(30.0))), True)
        stage.services.controller._on_reported(record.id, event)
        assert "memory only" in record.notice
        journal.note(record.key, ChunkHeard(HeardChunk(1, 20.0, 40.0, text="Two."), Cutting(30.0)))
        qtbot.waitUntil(lambda: window.notice.shown is not None)
        (shown,) = window.notice._notices
        assert refusal.message in shown.text and refusal.remedy in shown.text
        window.close()
        qtbot.waitUntil(lambda: len(dialogs.asked) == 1)
        reason = refusal.message.removesuffix(".")
        assert dialogs.asked[0].splitlines() == [
            texts.CLOSE_STOPS,
            f"What was heard of big.wav after 00:00 is not kept yet ({reason}) and would be lost.",
        ]
    stage.services.library.write_again()
    qtbot.waitUntil(lambda: library.resume_point(record.key) is not None)
    qtbot.waitUntil(lambda: [n.text for n in window.notice._notices] == [texts.CAUGHT_UP])
    assert record.notice == ""
    assert stage.services.library.unwritten == ()


def test_a_text_that_is_kept_later_is_in_memory_only_no_more(
    qtbot: QtBot, window: MainWindow, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(qtbot, stage.services)

    def full(*_args: object, **_named: object) -> None:
        raise FULL

    with monkeypatch.context() as patch:
        patch.setattr(Library, "finish_job", full)
        record = done(qtbot, stage)
        stage.services.controller.select(record.id)
        assert "memory only" in window.page.notice.text()
        qtbot.waitUntil(lambda: window.notice.shown is not None)
    stage.services.library.tries.keep()
    qtbot.waitUntil(lambda: record.summary is not None and record.notice == "")
    assert window.page.notice.isHidden()


def test_a_deleted_transcript_comes_back_with_ctrl_z(
    qtbot: QtBot, window: MainWindow, stage: Stage
) -> None:
    library = opened(qtbot, stage.services)
    record = done(qtbot, stage)
    window.activateWindow()
    menus = window.menus
    assert menus.remove.text() == "Mo&ve to the trash"
    assert menus.remove.shortcut() == QKeySequence(QKeySequence.StandardKey.Delete)
    window.commands.take_action(Action.REMOVE)
    assert menus.put_back.text() == "Undo: 1 transcript &back from the trash"
    shown = window.notice.shown
    assert shown is not None
    assert shown.text == "1 transcript is in the trash, for 30 days."
    qtbot.waitUntil(lambda: len(library.transcripts(trashed=True)) == 1)
    assert window.menus.put_back.shortcut() == QKeySequence(QKeySequence.StandardKey.Undo)
    assert window.menus.undo.shortcuts() == []
    window.menus.put_back.trigger()
    assert [one.key for one in records(stage.services)] == [record.key]
    assert window.menus.undo.shortcut() == QKeySequence(QKeySequence.StandardKey.Undo)
    assert menus.put_back.text() == strings.PUT_BACK and not menus.put_back.isEnabled()
    qtbot.waitUntil(lambda: len(library.transcripts()) == 1)


def test_del_acts_on_the_rows_of_the_list_alone(
    qtbot: QtBot, window: MainWindow, stage: Stage
) -> None:
    opened(qtbot, stage.services)
    done(qtbot, stage)
    stage.services.controller.remove([records(stage.services)[0].id])
    window.menus.put_back.trigger()
    window.activateWindow()
    for other in (window.page.text, window.queue.search):
        other.setFocus()
        QTest.keyClick(other, Qt.Key.Key_Delete)
        assert len(records(stage.services)) == 1
    window.queue.list.setFocus()
    QTest.keyClick(window.queue.list, Qt.Key.Key_Delete)
    assert not records(stage.services)
    with qtbot.waitSignal(stage.services.controller.jobs_put_back):
        window.menus.put_back.trigger()
    stage.services.controller.forget_undo()
    window.menus.edit_menu.aboutToShow.emit()
    assert not window.menus.put_back.isEnabled()


@pytest.mark.parametrize("has_text", [True, False])
def test_undo_brings_back_no_row_that_the_library_has_no_more(
    qtbot: QtBot, window: MainWindow, stage: Stage, has_text: bool
) -> None:
    library = opened(qtbot, stage.services)
    record = done(qtbot, stage)
    library.rename(record.key, "Interview")
    stage.services.library.changes.describe(record.key, title="Interview", tags=["work"], note="")
    qtbot.waitUntil(lambda: record.summary is not None and record.summary.tags == ("work",))
    text = record.transcript
    assert text is not None
    window.commands.take_action(Action.REMOVE)
    if not has_text:
        record.transcript = None  # it was not looked at for long
    qtbot.waitUntil(lambda: len(library.transcripts(trashed=True)) == 1)
    library.empty_trash().result()  # in a terminal
    window.menus.put_back.trigger()
    if has_text:  # kept first, then described
        described = [("Interview", ("work",))]
        qtbot.waitUntil(lambda: [(t.title, t.tags) for t in library.transcripts()] == described)
        kept = [segment.text for segment in library.transcript(record.key).segments]
        assert kept == [segment.text for segment in text.segments]
        assert [one.key for one in records(stage.services)] == [record.key]
    else:
        qtbot.waitUntil(lambda: records(stage.services) == [])
        shown = window.notice.shown
        assert shown is not None and shown.text == texts.GONE.format(name="Interview")
        assert library.transcripts() == []


def test_a_library_that_takes_nothing_is_told_with_a_way_out(
    qtbot: QtBot, window: MainWindow, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.services.preferences.change(starts_automatically=False)
    opened(qtbot, stage.services)

    def full(*_args: object) -> None:
        raise LibraryFull("The drive of the library is full.")

    with monkeypatch.context() as patch:
        patch.setattr(Library, "add_jobs", full)
        add(qtbot, stage.services, "a.wav")
    shown = window.notice.shown
    assert shown is not None
    assert shown.kind is NoticeKind.ERROR
    assert shown.action == WriteAgain()
    assert "The drive of the library is full." in shown.text
    window.notice.action_button.click()
    qtbot.waitUntil(
        lambda: window.notice.shown is not None and window.notice.shown.text == texts.CAUGHT_UP
    )


def test_a_refused_library_offers_to_try_again_or_another_folder(
    qtbot: QtBot,
    window: MainWindow,
    stage: Stage,
    dialogs: FakeDialogs,
    library_folder: Path,
    tmp_path: Path,
) -> None:
    library_folder.write_bytes(b"a file where the folder should be")
    with qtbot.waitSignal(stage.services.library.restore.ended):
        stage.services.library.restore.begin()
    shown = window.notice.shown
    assert shown is not None
    assert shown.kind is NoticeKind.ERROR
    assert shown.action in (OpenAgain(), PlaceLibrary())
    assert not window.menus.library.trash.isEnabled()
    dialogs.folder = tmp_path / "other"
    library_folder.unlink()
    with qtbot.waitSignal(stage.services.library.restore.ended):
        window.notice.action_button.click()
    assert stage.services.library.is_open
    assert window.menus.library.trash.isEnabled()


def test_a_library_that_can_only_be_read_offers_another_folder(
    qtbot: QtBot,
    window: MainWindow,
    stage: Stage,
    dialogs: FakeDialogs,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(Library, "refusal", READ_ONLY)
    library = stage.services.library
    note = f"The library can only be read. {READ_ONLY.message}"
    opened(qtbot, stage.services)
    library.restore.restored.emit((note,))
    shown = window.notice.shown
    assert shown is not None
    assert (shown.text, shown.action_title) == (note, texts.CHOOSE_FOLDER)
    library.keeper.failed.emit(READ_ONLY)
    shown = window.notice.shown
    assert shown is not None
    assert READ_ONLY.remedy in shown.text and shown.action == PlaceLibrary()
    dialogs.folder = tmp_path / "other"
    with qtbot.waitSignal(library.restore.placed):
        window.notice.action_button.click()
    assert stage.services.preferences.current.library_folder == str(tmp_path / "other")
    assert [one.text for one in window.notice._notices] == [
        texts.PLACED.format(folder=tmp_path / "other")
    ]


def test_the_dialogs_of_one_transcript(qtbot: QtBot, window: MainWindow, stage: Stage) -> None:
    library = opened(qtbot, stage.services)
    record = done(qtbot, stage)
    window.menus.library.describe.trigger()
    dialog = window.commands.library.describe
    assert dialog is not None
    dialog.title.setText("Interview")
    dialog.tags.setText("work,  Anna B ,work,")
    dialog.note.setPlainText("Twice.")
    dialog.save_button.click()
    qtbot.waitUntil(lambda: library.summary(record.key).note == "Twice.")
    qtbot.waitUntil(lambda: window.page.name.text() == "Interview")
    summary = library.summary(record.key)
    assert (summary.title, summary.tags) == ("Interview", ("Anna B", "work"))


def test_two_versions_side_by_side(qtbot: QtBot, window: MainWindow, stage: Stage) -> None:
    library = opened(qtbot, stage.services)
    record = done(qtbot, stage)
    assert record.transcript is not None
    assert not window.menus.library.versions.isEnabled()
    stage.engine.segment_count = 4
    with qtbot.waitSignal(stage.services.controller.job_ended):
        stage.services.controller.transcribe_again([record.id])
    assert window.page.versions_button.text() == "2 versions"
    assert window.menus.library.versions.isEnabled()
    window.menus.library.versions.trigger()
    dialog = window.commands.library.versions
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 2)
    qtbot.waitUntil(lambda: dialog.state.text() == "1 place differs.")
    assert dialog.left.toPlainText().count("\n") == 2
    assert dialog.right.toPlainText().count("\n") == 3
    dialog.next_button.click()
    assert dialog.right.textCursor().blockNumber() == 3
    assert dialog.restore_button.isEnabled()
    dialog.restore_button.click()
    qtbot.waitUntil(lambda: dialog.state.text().startswith(texts.RESTORED))
    kinds = [(version.kind, version.is_current) for version in library.versions(record.key)]
    assert kinds == [(VersionKind.MACHINE, True), (VersionKind.MACHINE, False)]
    selected = stage.services.controller.selected
    assert selected is not None
    assert len(selected.segments) == 3


def test_the_trash_dialog(qtbot: QtBot, window: MainWindow, stage: Stage) -> None:
    library = opened(qtbot, stage.services)
    done(qtbot, stage, "a.wav")
    done(qtbot, stage, "b.wav")
    stage.services.controller.remove([one.id for one in records(stage.services)])
    window.menus.library.trash.trigger()
    dialog = window.commands.library.trash
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 2)
    dialog.table.selectRow(0)
    dialog.put_back_button.click()
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 1)
    assert len(records(stage.services)) == 1
    once_asked(lambda question: question.done(1))
    dialog.empty_button.click()
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 0)
    assert dialog.hint.text() == texts.TRASH_EMPTY
    assert library.transcripts(trashed=True) == []
    assert len(library.transcripts()) == 1


def test_backup_and_merge(
    qtbot: QtBot, window: MainWindow, stage: Stage, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    library = opened(qtbot, stage.services)
    record = done(qtbot, stage)
    dialogs.file = tmp_path / "backup.aviary"
    with qtbot.waitSignal(stage.services.library.care.backed_up):
        window.menus.library.back_up.trigger()
    assert dialogs.file.stat().st_size > 0
    library.delete([record.key]).result()
    stage.services.controller.remove([record.id])
    with qtbot.waitSignal(stage.services.library.care.merged):
        window.menus.library.merge.trigger()
    qtbot.waitUntil(lambda: [one.key for one in records(stage.services)] == [record.key])
    assert dialogs.asked[-1] == "take backup.aviary"


def test_a_backup_shows_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot,
    window: MainWindow,
    stage: Stage,
    dialogs: FakeDialogs,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened(qtbot, stage.services)
    dialogs.file = tmp_path / "backup.aviary"

    def endless(
        _library: Library, _path: Path, report: Callable[[float], None], cancel: CancelToken
    ) -> None:
        report(0.25)
        while True:
            cancel.wait(0.01)  # raises when it is cancelled

    monkeypatch.setattr(Library, "backup", endless)
    window.menus.library.back_up.trigger()
    (dialog,) = window.findChildren(CareDialog)
    qtbot.waitUntil(lambda: dialog.bar.value() == 250)
    assert not window.menus.library.merge.isEnabled()
    assert "The backup of the library is still being written." in stage.services.library.unwritten
    with qtbot.waitSignal(stage.services.library.care.stopped):
        dialog.stop_button.click()
    assert stage.services.library.unwritten == ()
    assert window.menus.library.merge.isEnabled()
    qtbot.waitUntil(lambda: window.findChildren(CareDialog) == [])


def test_a_text_that_was_deleted_before_it_was_kept_goes_to_the_trash(
    qtbot: QtBot, window: MainWindow, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = opened(qtbot, stage.services)

    def full(*_args: object, **_named: object) -> None:
        raise LibraryFull("The drive of the library is full.")

    with monkeypatch.context() as patch:
        patch.setattr(Library, "finish_job", full)
        record = done(qtbot, stage)
        stage.services.controller.remove([record.id])
    stage.services.library.tries.keep()
    qtbot.waitUntil(lambda: len(library.transcripts(trashed=True)) == 1)
    assert records(stage.services) == []
    assert window.menus.put_back.isEnabled()


def test_a_backup_replaces_the_library_which_is_kept(
    qtbot: QtBot, window: MainWindow, stage: Stage, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    opened(qtbot, stage.services)
    services = stage.services.library
    first = done(qtbot, stage, "first.wav")
    dialogs.file, dialogs.taken = tmp_path / "backup.aviary", texts.REPLACE
    with qtbot.waitSignal(services.care.backed_up):
        window.menus.library.back_up.trigger()
    second = done(qtbot, stage, "second.wav")
    with qtbot.waitSignals([services.care.replaced, services.restore.ended]):
        window.menus.library.merge.trigger()
    assert [one.key for one in records(stage.services)] == [first.key]
    shown = window.notice.shown
    assert shown is not None
    aside = Path(shown.text.rpartition(" as ")[2])
    elsewhere = tmp_path / "elsewhere"
    assert Library.bring_back(aside, elsewhere) is None
    before = Library.open(elsewhere)
    assert {one.key for one in before.transcripts()} == {first.key, second.key}
    before.close()


def test_a_file_that_is_no_backup_changes_nothing(
    qtbot: QtBot, window: MainWindow, stage: Stage, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    opened(qtbot, stage.services)
    services = stage.services.library
    record = done(qtbot, stage)
    dialogs.file, dialogs.taken = tmp_path / "backup.aviary", texts.REPLACE
    dialogs.file.write_text("no library", encoding="utf-8")
    with qtbot.waitSignals([services.care.failed, services.restore.ended]):
        window.menus.library.merge.trigger()
    assert [one.key for one in records(stage.services)] == [record.key]
    shown = window.notice.shown
    assert shown is not None
    assert shown.kind is NoticeKind.ERROR
    assert "backup.aviary" in shown.text


def interrupted(path: Path, content: bytes) -> StoredJob:
    """A job whose recording was there when it was interrupted."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    found = path.stat()
    stamp = FileStamp(found.st_size, found.st_mtime_ns, found.st_ino)
    info = MediaInfo(path, 30.0, (AudioTrack(0, "aac", 48_000, 2),), stamp, sample_hash(path))
    request = TranscriptionRequest(path, STARTER, info=info)
    return StoredJob(key=uuid4().hex, request=request, state=JobState.STOPPED, is_interrupted=True)


def test_a_moved_recording_is_located(
    qtbot: QtBot,
    window: MainWindow,
    stage: Stage,
    dialogs: FakeDialogs,
    library_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("desktop_app.app.library.moved.find", lambda *_: None)
    path, other = tmp_path / "recordings" / "talk.wav", tmp_path / "other.wav"
    keep_before(library_folder, interrupted(path, b"RIFF" * 500))
    there = path.rename(tmp_path / "renamed.wav")
    other.write_bytes(b"riff" * 500)
    stage.files.missing.add("talk.wav")
    opened(qtbot, stage.services)
    with qtbot.waitSignal(stage.services.controller.job_failed):
        window.notice.action_button.click()
    record = records(stage.services)[0]
    stage.services.controller.select(record.id)
    assert window.page.errors.action_button.text() == texts.LOCATE
    dialogs.file, dialogs.may_delete = other, False
    window.page.errors.action_button.click()
    qtbot.waitUntil(lambda: dialogs.asked[-1:] == ["use other.wav"])
    assert records(stage.services)[0].state is JobState.FAILED
    dialogs.file = there
    with qtbot.waitSignal(stage.services.controller.job_ended):
        window.page.errors.action_button.click()
    (record,) = records(stage.services)
    assert record.job.request.media_path == there
    assert record.state is JobState.DONE
    assert dialogs.asked[-1] == "locate talk.wav"  # no question


def test_what_a_terminal_adds_appears_in_the_visible_window(
    qtbot: QtBot, window: MainWindow, stage: Stage, library_folder: Path
) -> None:
    opened(qtbot, stage.services)
    assert window.isVisible()
    terminal = Library.open(library_folder)
    terminal.finish_job("f" * 32, transcript("terminal.wav"))
    qtbot.waitUntil(lambda: len(records(stage.services)) == 1)
    assert terminal.close()


@pytest.mark.parametrize("knows_only_journal", [False, True])
def test_a_moved_recording_is_found(
    qtbot: QtBot,
    window: MainWindow,
    stage: Stage,
    library_folder: Path,
    tmp_path: Path,
    *,
    knows_only_journal: bool,
) -> None:
    path = tmp_path / "recordings" / "talk.wav"
    job = interrupted(path, b"RIFF" * 500)
    if knows_only_journal:
        info = job.request.info
        assert info is not None
        keep_before(library_folder, replace(job, request=replace(job.request, info=None)))
        library = Library.open(library_folder)
        chunk = HeardChunk(0, 0.0, 20.0, text="Hello.")
        library.take_job(job.key)
        library.note_chunk(job.key, chunk, Cutting(20.0, stamp=info.stamp))
        assert library.close()
    else:
        keep_before(library_folder, job)
    (path.parent / "May").mkdir()
    there = path.rename(path.parent / "May" / path.name)

    def probe(asked: Path) -> MediaInfo:
        if not asked.exists():
            raise MediaMissing("“{path}” is gone.", path=asked)
        return MediaInfo(asked, 30.0, (AudioTrack(0, "aac", 48_000, 2),))

    stage.files.looks = probe
    opened(qtbot, stage.services)
    with qtbot.waitSignal(stage.services.library.moved.found):
        window.notice.action_button.click()
    qtbot.waitUntil(lambda: records(stage.services)[0].state is JobState.DONE)
    assert records(stage.services)[0].job.request.media_path == there
    shown = window.notice.shown
    assert shown is not None
    assert shown.text == f"talk.wav was moved, found in {there.parent}, and goes on."


def test_everything_is_deleted_after_a_question(
    qtbot: QtBot, window: MainWindow, stage: Stage, dialogs: FakeDialogs, library_folder: Path
) -> None:
    opened(qtbot, stage.services)
    done(qtbot, stage)
    foreign = library_folder / "mine.sqlite3"
    foreign.touch()
    dialogs.may_delete = False
    window.menus.library.erase.trigger()
    qtbot.waitUntil(lambda: dialogs.asked[-1:] == ["erase library, True"])
    assert len(records(stage.services)) == 1
    dialogs.may_delete = True
    services = stage.services.library
    with qtbot.waitSignals([services.care.erased, services.restore.ended]):
        window.menus.library.erase.trigger()
    assert records(stage.services) == []
    now = services.door.library
    assert now is not None
    assert now.transcripts() == []
    assert now.jobs() == []
    assert foreign.exists()
    record = done(qtbot, stage, "new.wav")
    assert now.transcripts()[0].key == record.key


def test_the_trash_gives_the_texts_what_names_leave(
    qtbot: QtBot, window: MainWindow, stage: Stage
) -> None:
    opened(qtbot, stage.services)
    record = done(qtbot, stage, "a.wav")
    stage.services.controller.remove([record.id])
    window.menus.library.trash.trigger()
    dialog = window.commands.library.trash
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 1)
    name_px, text_px = (dialog.table.columnWidth(column) for column in (0, 1))
    assert name_px < text_px


def test_a_moment_is_written_with_the_name_of_its_month() -> None:
    noon = datetime(2026, 11, 29, 12, 3).astimezone().timestamp()
    assert texts.date_and_time(noon) == "29 Nov 2026, 12:03"


def test_what_was_shown_last_is_shown_after_a_restart(
    qtbot: QtBot, window: MainWindow, stage: Stage, library_folder: Path
) -> None:
    library, keys = Library.open(library_folder), [uuid4().hex for _ in range(3)]
    for key in keys:
        said = (Segment("Good morning.", 0.0, 1.0),)
        kept = Transcript(Path(f"{key}.wav"), 1.0, STARTER.id, "en", said)
        library.finish_job(key, kept, TranscriptionRequest(Path(f"{key}.wav"), STARTER))
    assert library.close()
    stage.services.preferences.change(shown_transcript=keys[1])
    opened(qtbot, stage.services)
    shown = stage.services.controller.selected
    assert shown is not None
    assert shown.key == keys[1]
    window.close()
    assert stage.services.preferences.current.shown_transcript == keys[1]
