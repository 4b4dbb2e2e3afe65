"""The user's commands on marks, from the text and from the menus."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop_app.app.transcript.redo_offers import RedoKind, RedoOffer
from desktop_app.app.transcript.rows import Mark
from desktop_app.app.window import WindowServices
from desktop_app.ui.strings.marks import offer_title
from desktop_app.ui.transcript.view import TranscriptView
from desktop_app.ui.widgets.controls import plain


@dataclass(frozen=True, slots=True)
class MarkActions:
    """The menus' actions on marks."""

    next_mark: QAction
    redo_menu: QMenu
    undo_redo: QAction


class RedoCommands(QObject):
    """Connect the marks, the menus and `Redo`.

    Args:
        text: the transcript, which owns this object.
        actions: the menus' actions.
        services: the window's services.
        manage: shows a model in the models dialog.
    """

    def __init__(
        self,
        text: TranscriptView,
        actions: MarkActions,
        services: WindowServices,
        manage: Callable[[str], None],
    ) -> None:
        super().__init__(text)
        self._text = text
        self._actions = actions
        self._model = services.transcript
        self._redo = services.redo
        self._manage = manage
        self.popup = QMenu(text)
        self._menu_mark: Mark | None = None
        self._popup_mark: Mark | None = None
        text.first_offer_taken.connect(self._on_first_offer_taken)
        text.offers_wanted.connect(self._on_offers_wanted)
        text.cursorPositionChanged.connect(self._refresh)
        actions.next_mark.triggered.connect(text.go_to_next_mark)
        actions.redo_menu.triggered.connect(self._on_menu_triggered)
        self.popup.triggered.connect(self._on_popup_triggered)
        actions.undo_redo.triggered.connect(self._redo.undo)
        self._redo.undo_changed.connect(self._refresh)
        text.rows_shown.connect(self._refresh)
        actions.redo_menu.setEnabled(False)
        self._refresh()

    def _refresh(self) -> None:
        self._actions.undo_redo.setEnabled(self._redo.can_undo)
        self._actions.next_mark.setEnabled(self._model.has_marks)
        mark = self._text.current_mark()
        if mark != self._menu_mark:
            self._menu_mark = mark
            self._actions.redo_menu.setEnabled(_can_redo(mark))
            _fill(self._actions.redo_menu, mark)

    def _on_first_offer_taken(self, mark: Mark) -> None:
        if _can_redo(mark):
            self._take(mark, mark.offers[0])

    def _on_offers_wanted(self, mark: Mark, place: QPoint) -> None:
        self._popup_mark = mark
        _fill(self.popup, mark)
        self.popup.popup(place)

    def _on_menu_triggered(self, action: QAction) -> None:
        if self._menu_mark is not None:
            self._take(self._menu_mark, self._menu_mark.offers[action.data()])

    def _on_popup_triggered(self, action: QAction) -> None:
        if self._popup_mark is not None:
            self._take(self._popup_mark, self._popup_mark.offers[action.data()])

    def _take(self, mark: Mark, offer: RedoOffer) -> None:
        if offer.kind is RedoKind.GET_MODEL:
            self._manage(offer.model.id)
        else:
            self._redo.begin(mark, offer)


def _fill(menu: QMenu, mark: Mark | None) -> None:
    """Fill a menu with the offers; an action's data is the offer's index."""
    menu.clear()
    for number, offer in enumerate(mark.offers if mark is not None else ()):
        action = menu.addAction(plain(offer_title(offer)))
        action.setData(number)
        action.setEnabled(_can_redo(mark))


def _can_redo(mark: Mark | None) -> bool:
    return mark is not None and bool(mark.offers) and not mark.is_busy
