"""What the window shows does not depend on the order in which slots were connected."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.item_model import JobRole
from desktop_app.app.jobs.runs import RunEnd
from desktop_app.core.errors import EngineError
from desktop_app.core.job import JobState
from desktop_app.core.transcript import SpeechGap
from desktop_app.system.windows.taskbar import ProgressState
from desktop_app.ui.transcript.view import TranscriptView
from desktop_app.ui.window.main_window import MainWindow
from desktop_app.ui.window.outside_progress import OutsideProgress
from tests.app.conftest import Stage
from tests.fakes import segment
from tests.slot_orders import Order, last_first, shuffled

ORDERS = {"first to last": None, "last to first": last_first, "any": shuffled(1)}
LONG = 80


@pytest.fixture(params=ORDERS)
def slot_order(request: pytest.FixtureRequest) -> Order | None:
    return ORDERS[request.param]


class Surface:
    """A taskbar that records its first call."""

    def __init__(self) -> None:
        self.shown: list[ProgressState] = []

    def show(self, state: ProgressState, _fraction: float) -> None:
        self.shown.append(state)


def _have_ended(controller: TranscriptionController, count: int) -> bool:
    return len(controller.ended_ids()) == count


def _ends_with(text: TranscriptView, last: str) -> bool:
    return text.toPlainText().endswith(last)


def test_the_page_and_the_text_are_of_the_same_recording(
    qtbot: QtBot, stage: Stage, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    controller, page = stage.services.controller, window.page
    rows = {"one.wav": LONG, "two.wav": 2 * LONG, "broken.wav": 0}
    stage.engine.errors["broken"] = EngineError("It cannot.")
    for number, (name, count) in enumerate(rows.items(), start=1):
        stage.engine.segment_count = count
        controller.add_paths([Path("/a", name)])
        qtbot.waitUntil(partial(_have_ended, controller, number))
    seen: dict[str, int] = {}
    show_name = page.name.setText

    def note(name: str) -> None:
        """When the page names a recording, its text is the one that is there."""
        seen[name] = stage.services.transcript.rowCount()
        show_name(name)

    monkeypatch.setattr(page.name, "setText", note)
    for number, name in ((2, "two.wav"), (1, "one.wav"), (2, "two.wav")):
        controller.select(number)
        last = segment(rows[name] - 1).text
        qtbot.waitUntil(partial(_ends_with, page.text, last))
        assert page.stack.currentWidget() is page.text
        assert page.text.verticalScrollBar().value() == 0
        page.text.verticalScrollBar().setValue(page.text.verticalScrollBar().maximum())
        assert page.text.verticalScrollBar().value() > 0
    controller.select(3)
    assert page.errors.isVisible() and not page.text.toPlainText()
    assert seen == rows


def test_a_part_takes_its_place_and_the_menus_follow(
    qtbot: QtBot, stage: Stage, window: MainWindow
) -> None:
    controller, menus = stage.services.controller, window.menus
    controller.add_paths([Path("/a/talk.wav")])
    qtbot.waitUntil(lambda: len(controller.finished()) == 1)
    (made,) = controller.finished()
    gaps = (SpeechGap(9.0, 14.0),)
    controller.revise(1, replace(made, segments=(segment(0), segment(2)), gaps=gaps))
    qtbot.waitUntil(menus.checking.list.isEnabled)
    assert not menus.undo.isEnabled() and not menus.again.keep_new.isEnabled()
    seen = set[JobState]()

    def note(first: QModelIndex, _last: QModelIndex) -> None:
        if first.data(JobRole.RECORD).part_of:
            seen.add(first.data(JobRole.STATE))

    controller.jobs.dataChanged.connect(note)
    menus.checking.next.trigger()
    menus.again.again.trigger()
    qtbot.waitUntil(menus.again.keep_new.isEnabled)
    menus.again.keep_new.trigger()
    assert menus.undo.isEnabled()
    assert stage.services.transcript.text().splitlines() == [segment(i).text for i in range(3)]
    qtbot.waitUntil(lambda: not menus.checking.list.isEnabled())
    assert not menus.again.keep_new.isEnabled()
    assert JobState.DONE in seen and JobState.STOPPING not in seen  # as if it were unfinished
    menus.undo.trigger()
    qtbot.waitUntil(menus.checking.list.isEnabled)
    assert not menus.undo.isEnabled() and menus.redo.isEnabled()


def test_a_run_is_shown_from_its_beginning_to_its_end(
    qtbot: QtBot, stage: Stage, window: MainWindow
) -> None:
    surface, ends = Surface(), list[RunEnd]()
    runs = stage.services.power.runs
    OutsideProgress(window, stage.services.controller, runs, lambda _window: surface)
    runs.ended.connect(ends.append)
    stage.engine.loading.clear()
    stage.services.controller.add_paths([Path("/a/one.wav"), Path("/a/two.wav")])
    qtbot.waitUntil(lambda: stage.power.is_held)
    assert surface.shown == [ProgressState.UNKNOWN_LENGTH]
    stage.engine.loading.set()
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == [RunEnd(done=2, failed=0, by_itself=True)]
    assert surface.shown[-1] is ProgressState.NONE and not stage.power.is_held
