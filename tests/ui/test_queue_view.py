"""The list of jobs by mouse and by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import QDateTime, QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs.item_model import JobRole
from desktop_app.core.errors import MediaInUse, MediaUnreadable
from desktop_app.core.job import JobState
from desktop_app.ui.queue.rows import heading_at
from desktop_app.ui.queue.view import QueueView
from desktop_app.ui.strings import queue as strings
from desktop_app.ui.strings import window as window_strings
from desktop_app.ui.theme import Theme
from tests.app.conftest import Stage


@pytest.fixture
def view(qtbot: QtBot, stage: Stage, theme: Theme) -> QueueView:
    made = QueueView(stage.services.controller, stage.services.search, theme)
    qtbot.addWidget(made)
    made.resize(320, 500)
    made.show()
    stage.files.errors["locked.wav"] = MediaInUse("“locked.wav” is open in OneDrive.")
    stage.files.errors["broken.wav"] = MediaUnreadable("No.")
    return made


def rows(view: QueueView) -> list[str]:
    """The names of the jobs, and the headings with their counts."""
    indexes = [view.shown.index(row, 0) for row in range(view.shown.rowCount())]
    headings = [heading_at(index) for index in indexes]
    return [
        f"{strings.SECTIONS[heading.section]} {heading.count}" if heading else str(index.data())
        for index, heading in zip(indexes, headings, strict=True)
    ]


def index_of(view: QueueView, name: str) -> QModelIndex:
    return view.list.index_of(rows(view).index(name))


def state_of(view: QueueView, name: str) -> JobState:
    return JobState(index_of(view, name).data(JobRole.STATE))


def add(qtbot: QtBot, stage: Stage, view: QueueView, names: dict[str, JobState]) -> None:
    stage.services.controller.add_paths([Path("/a") / name for name in names])

    def all_there() -> bool:
        return set(names) <= set(rows(view)) and all(
            state_of(view, name) is state for name, state in names.items()
        )

    qtbot.waitUntil(all_there)


def click_button(view: QueueView, row: QModelIndex, number: int = 0) -> None:
    view.list.scrollTo(row)
    _action, area = view.delegate.action_rects(view.list.option_of(row), row)[number]
    QTest.mouseClick(view.list.viewport(), Qt.MouseButton.LeftButton, pos=area.center())


def click_offer(view: QueueView, name: str) -> None:
    click_button(view, index_of(view, name))


def test_each_part_of_the_list_has_a_heading_with_its_count(
    qtbot: QtBot, stage: Stage, view: QueueView
) -> None:
    add(
        qtbot,
        stage,
        view,
        {"a.wav": JobState.DONE, "locked.wav": JobState.FAILED, "c.wav": JobState.DONE},
    )
    assert rows(view) == ["Failed 1", "locked.wav", "Library 2", "c.wav", "a.wav"]
    heights = {view.list.visualRect(view.list.index_of(row)).height() for row in range(5)}
    assert len(heights) == 1
    heading = view.shown.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heading == "Failed, 1"
    assert not view.grab().isNull()


def test_all_failed_ones_are_retried_and_removed_from_their_heading(
    qtbot: QtBot, stage: Stage, view: QueueView
) -> None:
    names = {"locked.wav": JobState.FAILED, "broken.wav": JobState.FAILED, "a.wav": JobState.DONE}
    add(qtbot, stage, view, names)
    del stage.files.errors["locked.wav"]
    click_button(view, view.list.index_of(0), 0)
    qtbot.waitUntil(lambda: rows(view)[:2] == ["Failed 1", "broken.wav"])
    qtbot.waitUntil(lambda: rows(view)[2] == "Library 2")
    click_button(view, view.list.index_of(0), 1)
    assert rows(view) == ["Library 2", "locked.wav", "a.wav"]


def test_the_search_field_filters(qtbot: QtBot, stage: Stage, view: QueueView) -> None:
    add(qtbot, stage, view, {"Interview.wav": JobState.DONE, "call.wav": JobState.DONE})
    QTest.keyClicks(view.search, "inter")
    qtbot.waitUntil(lambda: rows(view) == ["Library 1", "Interview.wav"])
    view.search.clear()
    assert len(rows(view)) == 3


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


def test_after_a_removal_a_neighbour_of_the_same_part_is_selected(
    qtbot: QtBot, stage: Stage, view: QueueView
) -> None:
    names = {f"{letter}.wav": JobState.DONE for letter in "abcd"}
    add(qtbot, stage, view, {"locked.wav": JobState.FAILED, "broken.wav": JobState.FAILED})
    add(qtbot, stage, view, names)
    assert rows(view)[3:] == ["Library 4", "d.wav", "c.wav", "b.wav", "a.wav"]
    controller = stage.services.controller

    def deleted(name: str) -> str:
        view.list.setCurrentIndex(index_of(view, name))
        QTest.keyClick(view.list, Qt.Key.Key_Delete)
        chosen = controller.selected
        assert chosen is not None and view.selected_ids() == [chosen.id]
        assert view.list.currentIndex().data(JobRole.ID) == chosen.id
        return chosen.job.request.media_path.name

    assert deleted("c.wav") == "b.wav"  # below
    assert deleted("a.wav") == "b.wav"  # above, as nothing is below
    assert deleted("d.wav") == "b.wav"
    last_failed = rows(view)[2]
    assert deleted(last_failed) == rows(view)[1]  # not the transcript below it
    assert deleted("b.wav") == rows(view)[1]  # nothing else is left
    assert rows(view) == ["Failed 1", rows(view)[1]]


def test_the_arrow_keys_select(qtbot: QtBot, stage: Stage, view: QueueView) -> None:
    add(qtbot, stage, view, {"a.wav": JobState.DONE, "b.wav": JobState.DONE})
    assert rows(view) == ["Library 2", "b.wav", "a.wav"]
    view.list.setCurrentIndex(view.list.index_of(1))
    QTest.keyClick(view.list, Qt.Key.Key_Down)
    selected = stage.services.controller.selected
    assert selected is not None and selected.id == 1
    QTest.keyClick(view.list, Qt.Key.Key_Home)  # the first recording, not the heading
    selected = stage.services.controller.selected
    assert selected is not None and selected.id == 2


def test_a_page_up_and_home_lead_to_the_first_recording(
    qtbot: QtBot, stage: Stage, view: QueueView
) -> None:
    add(qtbot, stage, view, dict.fromkeys(("a.wav", "b.wav", "c.wav"), JobState.DONE))
    assert rows(view) == ["Library 3", "c.wav", "b.wav", "a.wav"]
    view.resize(320, 700)  # all of it on one page
    view.show()
    qtbot.waitExposed(view)
    for key in (Qt.Key.Key_PageUp, Qt.Key.Key_Home):
        view.list.setCurrentIndex(view.list.index_of(3))
        QTest.keyClick(view.list, key)
        selected = stage.services.controller.selected
        assert selected is not None and selected.id == 3, key
    QTest.keyClick(view.list, Qt.Key.Key_PageUp)
    selected = stage.services.controller.selected
    assert selected is not None and selected.id == 3
    QTest.keyClick(view.list, Qt.Key.Key_PageDown)
    selected = stage.services.controller.selected
    assert selected is not None and selected.id == 1


def test_a_row_tells_all_to_a_screen_reader(qtbot: QtBot, stage: Stage, view: QueueView) -> None:
    add(qtbot, stage, view, {"locked.wav": JobState.FAILED})
    index = index_of(view, "locked.wav")
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "locked.wav, File in use, “locked.wav” is open in OneDrive."
    assert str(Path("/a/locked.wav")) in index.data(Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("2026-11-29 00:05", "Today"),
        ("2026-11-28 23:55", "Yesterday"),
        ("2026-01-03 12:00", "3 Jan"),
        ("2025-12-31 12:00", "31 Dec 2025"),
        ("2026-11-30 09:00", "30 Nov"),  # the clock was set back
    ],
)
def test_the_day_of_a_transcript(made: str, said: str) -> None:
    def seconds(text: str) -> float:
        return QDateTime.fromString(text, "yyyy-MM-dd HH:mm").toSecsSinceEpoch()

    assert window_strings.day(seconds(made), seconds("2026-11-29 23:59")) == said
