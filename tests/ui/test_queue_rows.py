"""Rows of the list in the window: several selected, moved, removed, gone on with, added twice."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.core.errors import EngineError, MediaUnreadable
from desktop_app.core.job import Job, JobState
from desktop_app.core.media import MediaInfo
from desktop_app.core.request import TranscriptionRequest
from desktop_app.library.records import StoredJob, TranscriptSummary
from desktop_app.ui.dialogs.questions import Dialogs
from desktop_app.ui.queue.job_list import ROWS
from desktop_app.ui.queue.rows import action_for, action_titles
from desktop_app.ui.strings import queue as queue_strings
from desktop_app.ui.strings import window as strings
from desktop_app.ui.widgets.question import Question
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage
from tests.fakes import CANARY, STARTER, segment
from tests.ui.conftest import FakeDialogs

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def controller(stage: Stage) -> TranscriptionController:
    return stage.services.controller


@pytest.fixture
def waiting(
    window: MainWindow, stage: Stage, controller: TranscriptionController, qtbot: QtBot
) -> MainWindow:
    """The window with four files that wait: a, b, c, d."""
    stage.services.preferences.change(starts_automatically=False)
    controller.add_paths([Path(f"/a/{name}.wav") for name in "abcd"])
    qtbot.waitUntil(lambda: [bool(r.info) for r in controller.records()] == [True] * 4)
    return window


def names(window: MainWindow) -> str:
    return " ".join(r.job.request.media_path.stem for r in window.queue.shown.records())


def selected(window: MainWindow, controller: TranscriptionController) -> str:
    records = controller.records(window.queue.selected_ids())
    return " ".join(record.job.request.media_path.stem for record in records)


def record_of(controller: TranscriptionController, name: str) -> JobRecord:
    return next(r for r in controller.records() if r.job.request.media_path.stem == name)


def middle(window: MainWindow, name: str) -> QPoint:
    row = window.queue.shown.row_of(record_of(window.commands._controller, name).id)
    area = window.queue.list.visualRect(window.queue.list.index_of(row))
    return QPoint(area.left() + 40, area.center().y())


def click(window: MainWindow, name: str, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseClick(window.queue.list.viewport(), LEFT, modifier, middle(window, name))


def heard(key: str, name: str, **more: object) -> StoredJob:
    """A job of an earlier time that has heard 41 min 20 s of an hour."""
    path = Path(f"/a/{name}.wav")
    request = TranscriptionRequest(path, STARTER, info=MediaInfo(path, 3_600.0, ()))
    stored = StoredJob(key=key, request=request, state=JobState.STOPPED, heard_s=2_480.0)
    return replace(stored, **more)  # type: ignore[arg-type]


def test_several_rows_are_selected_and_removed_and_come_back(
    waiting: MainWindow, controller: TranscriptionController
) -> None:
    click(waiting, "a")
    click(waiting, "c", CTRL)
    assert selected(waiting, controller) == "a c"
    click(waiting, "c")
    click(waiting, "d", SHIFT)
    assert selected(waiting, controller) == "c d"
    assert controller.selected is record_of(controller, "d")  # the page shows the current row
    QTest.keyClick(waiting.queue.list, Qt.Key.Key_Delete)
    assert names(waiting) == "a b"
    assert waiting.notice.text.text() == "2 recordings removed from the list."
    QTest.keyClick(waiting.queue.list, Qt.Key.Key_A, CTRL)
    assert selected(waiting, controller) == "a b"
    QTest.keyClick(waiting.queue.list, Qt.Key.Key_Delete)
    assert waiting.drop_area.isVisible()
    waiting.menus.put_back.trigger()
    waiting.menus.put_back.trigger()
    assert names(waiting) == "a b c d"


def test_a_click_on_a_heading_or_a_button_keeps_the_selection(
    waiting: MainWindow, controller: TranscriptionController
) -> None:
    click(waiting, "a")
    click(waiting, "b", CTRL)
    rows = waiting.queue.list
    heading = rows.visualRect(rows.index_of(0)).center()
    QTest.mouseClick(rows.viewport(), LEFT, NONE, heading)
    assert selected(waiting, controller) == "a b"
    index = rows.index_of(waiting.queue.shown.row_of(record_of(controller, "d").id))
    ((_action, button),) = waiting.queue.delegate.action_rects(rows.option_of(index), index)
    QTest.mousePress(rows.viewport(), LEFT, NONE, button.center())
    QTest.mouseRelease(rows.viewport(), LEFT, NONE, heading)  # the mouse left the button
    assert names(waiting) == "a b c d"
    QTest.mouseClick(rows.viewport(), LEFT, NONE, button.center())
    assert names(waiting) == "a b c" and selected(waiting, controller) == "a b"


def test_rows_are_moved_by_the_keyboard_and_stay_selected(
    waiting: MainWindow, controller: TranscriptionController
) -> None:
    click(waiting, "c")
    click(waiting, "d", CTRL)
    waiting.menus.rows.move_up.trigger()
    assert names(waiting) == "a c d b" and selected(waiting, controller) == "c d"
    waiting.menus.rows.move_down.trigger()
    assert names(waiting) == "a b c d"
    assert waiting.menus.rows.move_up.shortcut().toString() == "Alt+Up"
    assert waiting.menus.rows.move_down.shortcut().toString() == "Alt+Down"


def drag(window: MainWindow, place: QPoint, data: QMimeData) -> QDropEvent:
    """Drag something over the list to a place in it, and drop it there."""
    viewport = window.queue.list.viewport()
    move = Qt.DropAction.MoveAction
    QApplication.sendEvent(viewport, QDragEnterEvent(place, move, data, LEFT, NONE))
    QApplication.sendEvent(viewport, QDragMoveEvent(place, move, data, LEFT, NONE))
    assert not window.queue.grab().isNull()
    event = QDropEvent(QPointF(place), move, data, LEFT, NONE)
    QApplication.sendEvent(viewport, event)
    return event


def test_rows_are_dragged_to_another_place_in_the_queue(
    waiting: MainWindow, controller: TranscriptionController
) -> None:
    data = QMimeData()
    data.setData(ROWS, str(QApplication.applicationPid()).encode("ascii"))
    click(waiting, "a")
    click(waiting, "b", CTRL)
    drag(waiting, middle(waiting, "d") + QPoint(0, -5), data)
    assert names(waiting) == "c a b d" and selected(waiting, controller) == "a b"
    drag(waiting, middle(waiting, "d") + QPoint(0, 5), data)
    assert names(waiting) == "c d a b"
    drag(waiting, QPoint(40, 2), data)  # the heading
    assert names(waiting) == "a b c d"
    data.setData(ROWS, b"1")  # rows of another program
    drag(waiting, middle(waiting, "d") + QPoint(0, 5), data)
    assert names(waiting) == "a b c d"


def menu_of(window: MainWindow, name: str) -> list[str]:
    """Open the menu of a row's selection; what it offers."""
    window.queue.list.customContextMenuRequested.emit(middle(window, name))
    shown = [
        action.text().replace("&", "")
        for action in window.menus.row_menu.actions()
        if action.isVisible() and not action.isSeparator()
    ]
    window.menus.row_menu.close()
    return shown


def test_the_menu_of_a_row_has_what_applies_to_it(
    waiting: MainWindow, controller: TranscriptionController, stage: Stage, qtbot: QtBot
) -> None:
    click(waiting, "b")
    offered = ["Start next", "Move up", "Move down", "Model", "Remove"]
    assert menu_of(waiting, "b") == offered
    assert waiting.menus.rows.retry.isVisible()  # in the window's menu
    stage.services.preferences.change(starts_automatically=True)
    stage.engine.gate.clear()
    controller.start()
    qtbot.waitUntil(lambda: record_of(controller, "a").state is JobState.WORKING)
    click(waiting, "a")
    assert menu_of(waiting, "a") == ["Stop", "Remove"]
    stage.engine.gate.set()
    qtbot.waitUntil(lambda: len(controller.finished()) == 4)
    assert menu_of(waiting, "a") == [
        "Export as", "Find speakers…", "Transcribe again with", "Transcribe again", "Remove"
    ]  # fmt: skip
    click(waiting, "b", CTRL)
    assert menu_of(waiting, "a")[0] == "Export selected…"


def test_the_menu_key_opens_the_menu_of_a_row(waiting: MainWindow) -> None:
    click(waiting, "b")
    reason = QContextMenuEvent.Reason.Keyboard
    rows, place = waiting.queue.list, middle(waiting, "b")
    event = QContextMenuEvent(reason, place, rows.viewport().mapToGlobal(place))
    QApplication.sendEvent(rows, event)
    assert waiting.menus.row_menu.isVisible()
    waiting.menus.row_menu.close()


def test_a_waiting_row_takes_a_model_and_a_language_from_the_menu(
    waiting: MainWindow, controller: TranscriptionController
) -> None:
    rows = waiting.menus.rows
    click(waiting, "a")
    click(waiting, "b", SHIFT)
    assert [a.text() for a in rows.model_menu.actions()] == [STARTER.title, CANARY.title]
    assert [a.isChecked() for a in rows.model_menu.actions()] == [True, False]
    assert not rows.language_menu.isEnabled()
    rows.model_menu.actions()[1].trigger()
    assert [a.isChecked() for a in rows.model_menu.actions()] == [False, True]
    assert [a.text() for a in rows.language_menu.actions()][:2] == ["English", "German"]
    rows.language_menu.actions()[1].trigger()
    asked = [record_of(controller, name).job.request for name in "abc"]
    assert [(r.model.id, r.language) for r in asked] == [
        (CANARY.id, "de"),
        (CANARY.id, "de"),
        (STARTER.id, None),
    ]


def test_a_done_text_is_made_once_more_with_the_model_chosen_for_it(
    waiting: MainWindow, controller: TranscriptionController, stage: Stage, qtbot: QtBot
) -> None:
    controller.start()
    qtbot.waitUntil(lambda: len(controller.finished()) == 4)
    before = controller.finished()
    click(waiting, "c")
    waiting.menus.rows.again_menu.actions()[1].trigger()
    qtbot.waitUntil(lambda: len(controller.finished()) == 5)
    assert stage.engine.requests[-1].model == CANARY
    assert controller.finished()[:4] == before
    assert stage.services.preferences.current.model_id != CANARY.id


@pytest.mark.parametrize(
    ("stored", "line"),
    [
        (heard("k", "talk"), "Stopped at 41:20"),
        (heard("k", "talk", is_interrupted=True), "Interrupted at 41:20"),
        (heard("k", "talk", is_interrupted=True, heard_s=0.0), "Interrupted before any text"),
        (heard("k", "talk", heard_s=0.0), "Stopped"),
    ],
)
def test_a_stopped_row_says_how_far_it_came_and_goes_on(
    stored: StoredJob, line: str, window: MainWindow, controller: TranscriptionController
) -> None:
    controller.restore([stored])
    record = record_of(controller, "talk")
    controller.select(record.id)
    assert strings.job_line(record) == line
    action = action_for(record)
    assert action is not None and action_titles()[action] == "Continue"
    assert window.menus.rows.start_over.isEnabled() == bool(stored.heard_s)
    assert window.menus.retry.text() == (
        queue_strings.CONTINUE_MENU if stored.heard_s else queue_strings.RETRY_MENU
    )


def test_a_waiting_row_is_removed_and_not_stopped(
    waiting: MainWindow, controller: TranscriptionController
) -> None:
    action = action_for(record_of(controller, "a"))
    assert action is not None and action_titles()[action] == strings.REMOVE
    click(waiting, "a")
    assert not waiting.menus.stop.isEnabled() and waiting.menus.remove.isEnabled()


@pytest.mark.parametrize("error", [None, EngineError("The model could not do it.")])
def test_the_text_so_far_can_be_read_and_exported(
    error: EngineError | None, window: MainWindow, controller: TranscriptionController
) -> None:
    state = JobState.FAILED if error else JobState.STOPPED
    controller.restore([heard("k", "talk", state=state, error=error)])
    record = record_of(controller, "talk")
    controller.select(record.id)
    controller.show_partial(record.id, [segment(0), segment(1)])
    assert window.page.text.isVisible()
    assert window.page.text.toPlainText().startswith("Sentence number 0.")
    assert window.menus.export_menu.isEnabled() and window.menus.copy_text.isEnabled()
    if error is not None:
        assert window.page.errors.isVisible()
        assert window.page.errors.message.text() == error.message
        assert strings.job_line(record) == f"{error.title} · stopped at 41:20"


def test_what_is_added_is_selected_and_a_forgotten_search_does_not_hide_it(
    waiting: MainWindow, controller: TranscriptionController, qtbot: QtBot
) -> None:
    click(waiting, "a")
    waiting.queue.search.setText("b")
    qtbot.waitUntil(lambda: names(waiting) == "b")
    controller.add_paths([Path("/a/e.wav"), Path("/a/f.wav")])
    qtbot.waitUntil(lambda: names(waiting) == "a b c d e f")
    assert waiting.queue.search.text() == ""
    assert controller.selected is record_of(controller, "e")
    assert selected(waiting, controller) == "e"


def test_a_search_keeps_what_is_selected(
    waiting: MainWindow, controller: TranscriptionController, qtbot: QtBot
) -> None:
    click(waiting, "a")
    click(waiting, "c", CTRL)
    waiting.queue.search.setText("wav")
    qtbot.waitUntil(lambda: waiting.queue.shown.is_filtered)
    assert selected(waiting, controller) == "a c"
    waiting.queue.search.clear()
    qtbot.waitUntil(lambda: not waiting.queue.shown.is_filtered)
    assert selected(waiting, controller) == "a c"
    assert controller.selected is record_of(controller, "c")


@pytest.mark.parametrize("is_wanted", [False, True])
def test_the_same_file_twice_is_asked_about(
    is_wanted: bool,
    waiting: MainWindow,
    controller: TranscriptionController,
    dialogs: FakeDialogs,
    qtbot: QtBot,
) -> None:
    dialogs.adds_again = is_wanted
    controller.add_paths([Path("/a/a.wav"), Path("/a/b.wav")])
    qtbot.waitUntil(lambda: dialogs.asked == ["again a.wav, b.wav"])
    assert names(waiting) == ("a b c d a b" if is_wanted else "a b c d")


def test_the_question_about_a_file_that_comes_twice(window: MainWindow) -> None:
    answers: list[bool] = []
    follows = "Adding them again makes second transcripts. For new versions, use Transcribe again."
    assert queue_strings.doubles_more(1) == (
        "Adding it again makes a second transcript. For a new version, use Transcribe again."
    )
    for number in (0, 1):
        Dialogs(window).may_add_again([f"{name}.wav" for name in "abcde"], answers.append)
        question = window.findChildren(Question)[-1]
        assert question.isVisible()
        text = "“a.wav”, “b.wav”, “c.wav” and 2 more are already in the list."
        assert question.accessibleDescription() == f"{text} {follows}"
        assert [button.text() for button in question.buttons] == ["Add again", "Skip"]
        question.buttons[number].click()
    assert answers == [True, False]


def test_pausing_and_going_on_from_the_menu(
    window: MainWindow, controller: TranscriptionController, stage: Stage, qtbot: QtBot
) -> None:
    stage.engine.gate.clear()
    controller.add_paths([Path("/a/a.wav"), Path("/a/b.wav")])
    qtbot.waitUntil(window.menus.pause.isEnabled)
    assert window.toolbar.run_button.text() == strings.PAUSE
    window.menus.pause.trigger()
    assert not window.menus.pause.isEnabled()
    stage.engine.gate.set()
    qtbot.waitUntil(lambda: len(controller.finished()) == 1)
    assert record_of(controller, "b").state is JobState.WAITING
    window.menus.start.trigger()
    qtbot.waitUntil(lambda: len(controller.finished()) == 2)


def test_all_failed_ones_stay_selected_while_they_are_retried(
    window: MainWindow, controller: TranscriptionController, stage: Stage, qtbot: QtBot
) -> None:
    many = [Path(f"/a/{number}.wav") for number in range(40)]
    stage.files.errors |= {path.name: MediaUnreadable("No.") for path in many}
    controller.add_paths(many)
    qtbot.waitUntil(lambda: controller.status.failed == 40)
    model = window.queue.list.selectionModel()
    for row in range(1, 41, 2):
        index = window.queue.list.index_of(row)
        model.select(index, QItemSelectionModel.SelectionFlag.Select)
    chosen = window.queue.selected_ids()
    stage.files.errors.clear()
    controller.hold()
    window.menus.retry_failed.trigger()
    assert window.queue.selected_ids() == chosen and len(chosen) >= 20
    controller.go_on()
    qtbot.waitUntil(lambda: len(controller.finished()) == 40)


def test_the_facts_of_a_transcript_say_whether_it_was_exported() -> None:
    path = Path("/a/talk.wav")
    record = JobRecord(Job(1, TranscriptionRequest(path, STARTER)))
    record.summary = TranscriptSummary(
        key="k", title="talk.wav", media_path=path, duration_s=9.0, model="m", tags=("court",)
    )
    assert strings.kept_facts(record) == f"{STARTER.title} · not exported yet · court"
    record.summary = replace(record.summary, exported_s=1_790_000_000.0)
    assert strings.kept_facts(record).startswith(f"{STARTER.title} · exported: ")
