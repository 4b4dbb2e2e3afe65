"""What has no room is shortened with an ellipsis, and its tooltip has the whole of it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint
from PySide6.QtGui import QHelpEvent, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QPushButton,
    QSplitter,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.core.errors import MediaInUse
from desktop_app.core.model import ModelSpec
from desktop_app.ui.widgets.controls import ChoiceBox, plain, tip
from desktop_app.ui.window.main_window import LEAST_SIZE_PX, MainWindow
from tests.app.conftest import Stage
from tests.fakes import CANARY, NOT_THERE, STARTER, transcript
from tests.ui.window_words import cut_off

LONG_NAME = "What was said & <b>decided in the meeting about the mill, the bridge and the path.wav"
SENTENCE = (
    "“notes.wav” is open in OneDrive, which copies it to the cloud at this moment, and will have "
    "it open until all of it has arrived there; that may take a while when the line is a slow one."
)
LONG_TITLE = "Parakeet R&D, <i>our own</i> one, trained on two hundred interviews from the archive"


@pytest.fixture
def specs() -> tuple[ModelSpec, ...]:
    return (replace(STARTER, title=LONG_TITLE, summary=SENTENCE), NOT_THERE, CANARY)


@pytest.fixture(autouse=True)
def _no_tooltip_stays() -> Iterator[None]:
    yield
    close_tooltips()


def close_tooltips() -> None:
    for shown in QApplication.topLevelWidgets():
        if shown.inherits("QTipLabel"):
            shown.close()  # now; Qt would take a moment


def tooltip(widget: QWidget, place: QPoint) -> str:
    """What a tooltip says that the mouse gets at a place of a widget, without its markup."""
    close_tooltips()
    event = QHelpEvent(QEvent.Type.ToolTip, place, widget.mapToGlobal(place))
    QApplication.sendEvent(widget, event)
    return shown_text(QToolTip.text()) if QToolTip.isVisible() else ""


def shown_text(text: str) -> str:
    """A tooltip as it is read."""
    if not text.startswith("<qt>"):
        return text
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText().replace("\u200b", "")


def row_tooltip(view: QAbstractItemView, index: QModelIndex) -> str:
    view.scrollTo(index)
    return tooltip(view.viewport(), view.visualRect(index).center())


def narrow(window: MainWindow) -> None:
    """The least size of the window, and the list of recordings as wide as it gets."""
    window.resize(*LEAST_SIZE_PX)
    splitter = window.page.parentWidget()
    assert isinstance(splitter, QSplitter)
    splitter.setSizes([LEAST_SIZE_PX[0], 0])
    QApplication.processEvents()


def test_all_of_an_error_is_there_in_the_narrowest_page(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    stage.files.errors[LONG_NAME] = MediaInUse(SENTENCE)
    stage.services.controller.add_paths([Path("/a") / LONG_NAME])
    qtbot.waitUntil(window.page.errors.isVisible)
    narrow(window)
    assert cut_off(window) == []
    area = window.page.errors_area
    assert area.widget() is window.page.errors and not window.page.stack.isVisible()
    assert window.page.errors.width() <= area.width()


def test_all_of_a_done_recording_is_there_in_the_narrowest_page(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    stage.services.controller.add_paths([Path("/a") / LONG_NAME])
    qtbot.waitUntil(lambda: len(stage.services.controller.finished()) == 1)
    narrow(window)
    assert cut_off(window) == []
    page = window.page
    assert LONG_TITLE in tooltip(page.facts, page.facts.rect().center())
    assert LONG_NAME in tooltip(page.name, page.name.rect().center())


def test_a_hint_below_the_choices_is_whole(window: MainWindow, stage: Stage) -> None:
    stage.services.preferences.change(model_id=CANARY.id)
    window.toolbar.hint.setText(SENTENCE)
    window.resize(*LEAST_SIZE_PX)
    QApplication.processEvents()
    assert cut_off(window) == []


def test_a_recordings_row_tells_all_it_has_no_room_for(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    stage.files.errors[LONG_NAME] = MediaInUse(SENTENCE)
    paths = [Path("/a") / LONG_NAME, Path("/a/fine.wav")]
    stage.services.controller.add_paths(paths)
    qtbot.waitUntil(lambda: len(stage.services.controller.finished()) == 1)
    queue = window.queue
    said = {
        row_tooltip(queue.list, queue.list.index_of(queue.shown.row_of(record.id)))
        for record in queue.shown.records()
    }
    failed = f"{paths[0]}\n{MediaInUse(SENTENCE).title}\n{SENTENCE}"
    assert said == {failed, f"{paths[1]}\n00:30"}


def test_a_models_row_tells_all_it_has_no_room_for(window: MainWindow) -> None:
    window.menus.manage_models.trigger()
    dialog = window.commands.models.dialog
    view = dialog.findChild(QAbstractItemView)
    assert view is not None
    text = row_tooltip(view, view.model().index(0, 0))
    assert text.startswith(LONG_TITLE) and text.endswith(SENTENCE)
    dialog.close()


def test_a_choice_without_room_ends_in_an_ellipsis_and_is_whole_in_its_tooltip(
    window: MainWindow, qtbot: QtBot
) -> None:
    box = window.toolbar.model_box
    window.resize(*LEAST_SIZE_PX)
    assert box.currentText() == LONG_TITLE
    assert tooltip(box, box.rect().center()) == LONG_TITLE
    wide, short = ChoiceBox("x", 8), ChoiceBox("x", 8)
    for one, text in ((wide, "Words Words Words"), (short, "Words Wo…")):
        qtbot.addWidget(one)
        one.addItem(text)
        one.resize(120, 32)
        one.show()
    assert wide.grab().toImage() == short.grab().toImage()
    assert tooltip(short, short.rect().center()) == ""


def test_every_other_tooltip_shows_under_the_mouse(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    stage.services.controller.add_paths([Path("/a/talk.wav")])
    qtbot.waitUntil(lambda: len(stage.services.controller.finished()) == 1)
    QApplication.processEvents()
    with_tips = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.toolTip() and widget is not window.page.text
    ]
    assert with_tips
    for widget in with_tips:
        assert tooltip(widget, widget.rect().center()) == shown_text(widget.toolTip())


def test_a_menus_tooltip_shows_and_its_ampersands_too(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    menu = window.menus.models_menu
    menu.popup(QPoint(0, 0))
    qtbot.waitUntil(menu.isVisible)
    place = menu.actionGeometry(menu.actions()[0]).center()
    assert tooltip(menu, place) == SENTENCE
    assert menu.actions()[0].text() == LONG_TITLE.replace("&", "&&")
    menu.close()
    stage.services.controller.add_paths([Path("/a/a.wav")])
    qtbot.waitUntil(lambda: len(stage.services.controller.finished()) == 1)
    stage.services.controller.revise(
        1, replace(transcript(timed=False), media_path=Path("/a/a.wav"))
    )
    exports = window.menus.export_menu
    exports.popup(QPoint(0, 0))
    qtbot.waitUntil(exports.isVisible)
    blocked = next(a for a in exports.actions() if not (a.isEnabled() or a.isSeparator()))
    assert tooltip(exports, exports.actionGeometry(blocked).center()) == blocked.toolTip() != ""
    exports.close()


@pytest.mark.parametrize(
    "text", ["Short.", "a\nb", SENTENCE, LONG_NAME, "<b>x</b>\ny & z", "a &lt; b"]
)
def test_a_tooltip_is_read_as_it_was_written(text: str) -> None:
    assert shown_text(tip(text)) == text


def test_a_long_path_in_a_tooltip_is_no_wider_than_a_small_screen(
    qtbot: QtBot, window: MainWindow
) -> None:
    label = QLabel("x", window)
    qtbot.addWidget(label)
    for path in ("/very-long-folder" * 20, "C:\\very long\\folder" * 20, "word " * 80):
        label.setToolTip(tip(path))
        label.show()
        tooltip(label, QPoint(1, 1))
        (shown,) = (
            w for w in QApplication.topLevelWidgets() if w.inherits("QTipLabel") and w.isVisible()
        )
        assert shown.width() <= 800


def test_a_button_shows_its_ampersands(qtbot: QtBot) -> None:
    buttons = [QPushButton(plain("Ask the people of R&D")), QPushButton("Ask the people of RD")]
    for button in buttons:
        qtbot.addWidget(button)
    assert buttons[0].sizeHint().width() > buttons[1].sizeHint().width()
