"""The list of jobs by mouse and by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs.item_model import JobRole
from desktop_app.core.errors import MediaInUse, MediaUnreadable
from desktop_app.core.job import JobState
from desktop_app.ui.queue.view import QueueView
from desktop_app.ui.theme import Theme
from tests.app.conftest import Stage


@pytest.fixture
def view(qtbot: QtBot, stage: Stage, theme: Theme) -> QueueView:
    made = QueueView(stage.services.controller, theme)
    qtbot.addWidget(made)
    made.resize(320, 500)
    made.show()
    stage.files.errors["locked.wav"] = MediaInUse("“locked.wav” is open in OneDrive.")
    stage.files.errors["broken.wav"] = MediaUnreadable("No.")
    return made


def rows(view: QueueView) -> list[str]:
    return [str(view.proxy.index(row, 0).data()) for row in range(view.proxy.rowCount())]


def index_of(view: QueueView, name: str) -> QModelIndex:
    return view.proxy.index(rows(view).index(name), 0)


def state_of(view: QueueView, name: str) -> JobState:
    return JobState(index_of(view, name).data(JobRole.STATE))


def add(qtbot: QtBot, stage: Stage, view: QueueView, names: dict[str, JobState]) -> None:
    stage.services.controller.add_paths([Path("/a") / name for name in names])

    def all_there() -> bool:
        return set(names) <= set(rows(view)) and all(
            state_of(view, name) is state for name, state in names.items()
        )

    qtbot.waitUntil(all_there)


def click_offer(view: QueueView, name: str) -> None:
    index = index_of(view, name)
    view.list.scrollTo(index)
    option = QStyleOptionViewItem()
    view.list.initViewItemOption(option)
    option.rect = view.list.visualRect(index)
    place = view.delegate.action_rect(option, index).center()
    QTest.mouseClick(view.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_what_is_done_stands_below_what_is_not(qtbot: QtBot, stage: Stage, view: QueueView) -> None:
    add(
        qtbot,
        stage,
        view,
        {"a.wav": JobState.DONE, "locked.wav": JobState.FAILED, "c.wav": JobState.DONE},
    )
    assert rows(view) == ["locked.wav", "a.wav", "c.wav"]
    starts = [view.proxy.starts_section(view.proxy.index(row, 0)) for row in range(3)]
    assert starts == [True, True, False]
    assert not view.grab().isNull()


def test_the_search_field_filters(qtbot: QtBot, stage: Stage, view: QueueView) -> None:
    add(qtbot, stage, view, {"Interview.wav": JobState.DONE, "call.wav": JobState.DONE})
    QTest.keyClicks(view.search, "inter")
    assert rows(view) == ["Interview.wav"]
    view.search.clear()
    assert len(rows(view)) == 2


def test_a_click_on_stop_and_on_retry(qtbot: QtBot, stage: Stage, view: QueueView) -> None:
    stage.engine.gate.clear()
    add(qtbot, stage, view, {"a.wav": JobState.WORKING})
    click_offer(view, "a.wav")
    qtbot.waitUntil(lambda: state_of(view, "a.wav") is JobState.STOPPED)
    stage.engine.gate.set()
    click_offer(view, "a.wav")
    qtbot.waitUntil(lambda: state_of(view, "a.wav") is JobState.DONE)


def test_details_of_a_failed_job(qtbot: QtBot, stage: Stage, view: QueueView) -> None:
    add(qtbot, stage, view, {"a.wav": JobState.DONE, "broken.wav": JobState.FAILED})
    with qtbot.waitSignal(view.details_wanted):
        click_offer(view, "broken.wav")
    selected = stage.services.controller.selected
    assert selected is not None and selected.job.request.media_path.name == "broken.wav"


def test_space_takes_the_offer_and_delete_removes(
    qtbot: QtBot, stage: Stage, view: QueueView
) -> None:
    stage.engine.gate.clear()
    add(qtbot, stage, view, {"a.wav": JobState.WORKING})
    view.list.setCurrentIndex(index_of(view, "a.wav"))
    QTest.keyClick(view.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: state_of(view, "a.wav") is JobState.STOPPED)
    QTest.keyClick(view.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: rows(view) == [])


def test_the_arrow_keys_select(qtbot: QtBot, stage: Stage, view: QueueView) -> None:
    add(qtbot, stage, view, {"a.wav": JobState.DONE, "b.wav": JobState.DONE})
    view.list.setCurrentIndex(view.proxy.index(0, 0))
    QTest.keyClick(view.list, Qt.Key.Key_Down)
    selected = stage.services.controller.selected
    assert selected is not None and selected.id == 2


def test_a_row_tells_all_to_a_screen_reader(qtbot: QtBot, stage: Stage, view: QueueView) -> None:
    add(qtbot, stage, view, {"locked.wav": JobState.FAILED})
    index = index_of(view, "locked.wav")
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "locked.wav, File in use, “locked.wav” is open in OneDrive."
    assert str(Path("/a/locked.wav")) in index.data(Qt.ItemDataRole.ToolTipRole)
