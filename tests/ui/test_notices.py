"""Notices: distinct, over the content, one after the other, and by keyboard."""

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.app.settings import ColorChoice
from desktop_app.core.errors import NotWritable
from desktop_app.ui.strings import window as strings
from desktop_app.ui.widgets.notice_bar import NoticeBar, NoticeKind
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage

LONG = "The drive with Aviary's data is full, so nothing can be kept until you make room. " * 6
KINDS = tuple(NoticeKind)


def places(window: QWidget) -> dict[int, QRect]:
    """Return the geometry of everything visible, except notices."""
    return {
        id(one): QRect(one.mapTo(window, QPoint(0, 0)), one.size())
        for one in window.findChildren(QWidget)
        if one.isVisible() and not any(isinstance(w, NoticeBar) for w in _around(one))
    }


def _around(widget: QWidget | None) -> list[QWidget]:
    found = []
    while widget is not None:
        found.append(widget)
        widget = widget.parentWidget()
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_notice_moves_nothing(qtbot: QtBot, window: MainWindow, kind: NoticeKind) -> None:
    before = places(window)
    for text in ("Short.", LONG):
        window.notice.tell(text, "Show", 1, kind=kind)
        assert window.notice.isVisible()
        QApplication.processEvents()
        assert places(window) == before
        inside = QRect(window.notice.mapTo(window, QPoint(0, 0)), window.notice.size())
        body = QRect(window.body.mapTo(window, QPoint(0, 0)), window.body.size())
        assert body.contains(inside)
    window.notice.close_all_button.click()
    window.notice.close_button.click()
    qtbot.waitUntil(window.notice.isHidden)
    assert places(window) == before


def test_it_does_not_lie_over_the_player(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    stage.services.controller.add_paths([Path("/a/a.wav")])
    qtbot.waitUntil(window.player_bar.isVisible)
    window.notice.tell("Exported.", "Open folder", 1, kind=NoticeKind.SUCCESS)
    for width, height in ((840, 560), (1400, 900)):
        window.resize(width, height)
        QApplication.processEvents()
        bar = QRect(window.player_bar.mapTo(window, QPoint(0, 0)), window.player_bar.size())
        card = QRect(window.notice.mapTo(window, QPoint(0, 0)), window.notice.size())
        assert not card.intersects(bar)


def test_it_keeps_its_place_and_shows_all_its_words(window: MainWindow) -> None:
    window.notice.tell(LONG)
    for width, height in ((840, 480), (1400, 900), (1000, 700)):
        window.resize(width, height)
        QApplication.processEvents()
        body, card = window.body, window.notice
        around = card.parentWidget()
        assert around is not None
        corner = body.mapTo(around, QPoint(body.width(), body.height()))
        assert card.geometry().bottomRight() + QPoint(17, 17) == corner
        needed = card.text.heightForWidth(card.text.width())
        assert needed <= card.text.visibleRegion().boundingRect().height()


def grey(widget: QWidget) -> QImage:
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)


@pytest.mark.parametrize("color", [ColorChoice.LIGHT, ColorChoice.DARK])
def test_kinds_differ_by_word_and_by_shape(
    window: MainWindow, stage: Stage, color: ColorChoice
) -> None:
    stage.services.preferences.change(color_choice=color)
    signs, words = [], []
    for kind in KINDS:
        window.notice.tell("The same words.", kind=kind)
        QApplication.processEvents()
        # A shape is what of the sign differs from its ground, whatever the colours are.
        image = grey(window.notice.sign)
        ground = image.pixelColor(0, 0).lightness()
        signs.append(
            [
                abs(image.pixelColor(x, y).lightness() - ground) > 40
                for x in range(image.width())
                for y in range(image.height())
            ]
        )
        words.append(window.notice.word.text())
        assert window.notice.accessibleName() == f"{words[-1]}: The same words."
    assert len(set(words)) == len(KINDS) and all(words)
    for one, other in combinations(signs, 2):
        assert sum(a is not b for a, b in zip(one, other, strict=True)) > 10


def test_what_matters_waits_until_it_is_closed(window: MainWindow) -> None:
    card = window.notice
    card.tell("First.", kind=NoticeKind.ERROR)
    card.tell("Gathering…")
    card.tell("Second.", kind=NoticeKind.WARNING)
    card.tell("Done.", kind=NoticeKind.SUCCESS)
    assert (card.text.text(), card.count.text()) == ("Done.", strings.more_notices(2))
    seen = []
    while card.isVisible():
        seen.append(card.text.text())
        card.close_button.click()
    assert seen == ["Done.", "Second.", "First."]


def test_no_news_is_lost_behind_newer_ones(window: MainWindow) -> None:
    card = window.notice
    card.tell("Continue?", "Continue", "continue")
    card.tell("Exported a.", "Open", "folder", kind=NoticeKind.SUCCESS)
    card.tell("Exported b.", "Open", "folder", kind=NoticeKind.SUCCESS)
    card.tell("Removed 1.", "Undo", "undo")
    card.tell("Removed 2.", "Undo", "undo")  # in place of the last: it cannot be undone any more
    seen = []
    while card.isVisible():
        seen.append(card.text.text())
        if card._expiry.isActive():  # it goes by itself
            card._expiry.timeout.emit()
        else:
            card.close_button.click()
    assert seen == ["Removed 2.", "Exported b.", "Exported a.", "Continue?"]


def test_the_same_notice_is_there_once(window: MainWindow) -> None:
    for _ in range(3):
        window.notice.tell("Read-only.", kind=NoticeKind.ERROR)
    assert not window.notice.count.text()
    window.notice.close_button.click()
    assert window.notice.isHidden()


def test_all_can_be_closed_at_once(window: MainWindow) -> None:
    closed: list[object] = []
    window.notice.closed.connect(closed.append)
    for number in range(3):
        window.notice.tell(f"Error {number}.", "Show", number, kind=NoticeKind.ERROR)
    window.notice.close_all_button.click()
    assert window.notice.isHidden() and closed == [2, 1, 0]


def test_no_button_changes_under_the_hand(window: MainWindow) -> None:
    card = window.notice
    wanted: list[object] = []
    card.action_wanted.connect(wanted.append)
    card.tell("First.", "Open first", "first")
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert card.action_button.hasFocus()
    card.tell("Second.", "Open second", "second", kind=NoticeKind.ERROR)
    assert card.text.text() == "First."
    QTest.keyClick(card.action_button, Qt.Key.Key_Space)
    assert wanted == ["first"]
    assert card.text.text() == "Second."


def test_the_keyboard_goes_there_and_back(window: MainWindow) -> None:
    window.activateWindow()
    window.toolbar.add_button.setFocus()
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert window.toolbar.add_button.hasFocus()
    window.notice.tell("News.")
    assert window.toolbar.add_button.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert window.notice.close_button.hasFocus()
    QTest.keyClick(window.notice.close_button, Qt.Key.Key_Escape)
    assert window.notice.isHidden() and window.toolbar.add_button.hasFocus()


def test_success_goes_by_itself_and_errors_do_not(qtbot: QtBot, window: MainWindow) -> None:
    card = window.notice
    card._expiry.setInterval(1)
    card.tell("Failed.", kind=NoticeKind.ERROR)
    card.tell("Written.", kind=NoticeKind.SUCCESS)
    qtbot.waitUntil(lambda: card.text.text() == "Failed.")
    assert not card._expiry.isActive()


def test_each_news_has_its_kind(window: MainWindow, stage: Stage) -> None:
    exports = stage.services.exports
    exports.export_failed.emit(NotWritable("Read-only."))
    assert window.notice.word.text() == strings.NOTICE_WORDS["error"]
    stage.services.manager.succeeded.emit("Parakeet is ready.")
    assert window.notice.word.text() == strings.NOTICE_WORDS["success"]


def test_the_models_dialog_has_them_too(window: MainWindow) -> None:
    window.menus.manage_models.trigger()
    dialog = window.commands.models.dialog
    QApplication.processEvents()
    before = places(dialog)
    dialog.notice.tell(LONG, kind=NoticeKind.ERROR)
    QApplication.processEvents()
    assert dialog.notice.isVisible() and places(dialog) == before
    assert dialog.rect().contains(dialog.notice.geometry())
    dialog.notice.setFocus()
    QTest.keyClick(dialog.notice, Qt.Key.Key_Escape)
    assert dialog.isVisible() and not dialog.notice.isVisible()
