"""The user's commands on marks and on what is selected: listen, and recognise again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.transcript.redo import Redo
from desktop_app.app.transcript.redo_offers import RedoKind, RedoOffer
from desktop_app.app.transcript.rows import Mark
from desktop_app.app.window import WindowServices
from desktop_app.core.errors import AppError
from desktop_app.core.timecode import Span
from desktop_app.ui.strings import page as texts
from desktop_app.ui.strings import window as window_strings
from desktop_app.ui.theme import Theme
from desktop_app.ui.transcript.menu import RedoMenus
from desktop_app.ui.transcript.pair import PairPanel
from desktop_app.ui.transcript.view import TranscriptView
from desktop_app.ui.widgets.controls import empty_menu, plain
from desktop_app.ui.widgets.notice_bar import NoticeBar, NoticeKind


@dataclass(frozen=True, slots=True)
class ShowPair:
    """A notice's action that shows the transcript of which a part was recognised again."""

    job_id: int


class RedoCommands(QObject):
    """Connect the marks, what is selected, the menu and `Redo`.

    Args:
        text: the transcript, which owns this object.
        menus: its part of the Transcribe menu.
        services: the window's services.
        selected_span: returns from when to when the selected text is spoken; None if unknown.
        manage: shows a model in the models dialog.
        theme: the ground of what differs.
        notice: the window's notices.

    Signals:
        listen_wanted: from when to when to play, in seconds from the start of the file.
    """

    listen_wanted = Signal(float, float)

    def __init__(
        self,
        text: TranscriptView,
        menus: RedoMenus,
        services: WindowServices,
        selected_span: Callable[[], Span | None],
        manage: Callable[[str], None],
        theme: Theme,
        notice: NoticeBar,
    ) -> None:
        super().__init__(text)
        self._text = text
        self._menus = menus
        self._redo: Redo = services.redo
        self._controller: TranscriptionController = services.controller
        self._waveform = services.waveform  # knows how long the file is now
        self._selected_span = selected_span
        self._manage = manage
        self._notice = notice
        self.panel = PairPanel(self._redo, theme)
        menus.keep_new.changed.connect(self._show_keys)
        menus.keep_old.changed.connect(self._show_keys)
        self._show_keys()
        self.popup = QMenu(text)
        self._menu_mark: Mark | None = None
        self._popup_mark: Mark | None = None
        self._offers: Sequence[RedoOffer] = ()
        text.first_offer_taken.connect(self._on_first_offer_taken)
        text.offers_wanted.connect(self._on_offers_wanted)
        text.listen_wanted.connect(self._on_listen_wanted)
        menus.again.triggered.connect(self.recognise_again)
        menus.shown.connect(self.refresh)
        menus.with_menu.aboutToShow.connect(self.refresh)
        menus.with_menu.triggered.connect(self._on_menu_triggered)
        menus.keep_new.triggered.connect(self.panel.keep_new)
        menus.keep_old.triggered.connect(self.panel.keep_old)
        self.popup.triggered.connect(self._on_popup_triggered)
        self.panel.listen_wanted.connect(self.listen_wanted)
        self.panel.done.connect(self._on_done)
        self._redo.pair_changed.connect(self._on_pair_changed)
        self._redo.came.connect(self._on_came)
        self._redo.failed.connect(self._on_failed)
        services.controller.selection_changed.connect(self._on_pair_changed)
        self.refresh()

    def refresh(self) -> None:
        """Offer what can be done with the mark at the text cursor, or with what is selected."""
        mark = self._text.current_mark()
        self._menu_mark = mark
        self._offers = mark.offers if mark is not None else self._redo.offers()
        is_possible = bool(self._offers) and (mark is None or not mark.is_busy)
        self._menus.offer(is_possible=is_possible)
        _fill(self._menus.with_menu, self._offers)

    def recognise_again(self) -> None:
        """Recognise the mark at the text cursor again, or what is selected."""
        self.refresh()
        if self._offers:
            self._take(self._menu_mark, self._offers[0])

    def add_to(self, menu: QMenu) -> None:
        """Add the commands to the page's context menu."""
        self.refresh()
        menu.addAction(self._menus.again)
        menu.addMenu(self._menus.with_menu)

    def take(self, action: object) -> bool:
        """Carry out a notice's action; return whether it is one of these."""
        if not isinstance(action, ShowPair):
            return False
        self._controller.select(action.job_id)
        return True

    def _show_keys(self) -> None:
        for one, action in (
            (self.panel.new_button, self._menus.keep_new),
            (self.panel.old_button, self._menus.keep_old),
        ):
            one.setToolTip(action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))

    def _on_pair_changed(self) -> None:
        self.panel.refresh()
        self._menus.show_pair(is_there=self.panel.has_pair)
        # F7 works without the menu having been opened.
        self._menus.offer(is_possible=bool(self._redo.offers()))

    def _on_came(self, whole: JobRecord) -> None:
        if self._controller.selected is not whole:
            name = window_strings.row_title(whole)
            self._notice.tell(texts.CAME.format(name=name), texts.COMPARE, ShowPair(whole.id))

    def _on_failed(self, error: AppError) -> None:
        # Its row may lie far from what the list shows.
        self._notice.tell(error.sentence, kind=NoticeKind.ERROR)

    def _on_done(self) -> None:
        self._text.setFocus()

    def _on_listen_wanted(self, mark: Mark) -> None:
        if mark.span is not None:
            self.listen_wanted.emit(*mark.span)

    def _on_first_offer_taken(self, mark: Mark) -> None:
        if mark.offers and not mark.is_busy:
            self._take(mark, mark.offers[0])

    def _on_offers_wanted(self, mark: Mark, place: QPoint) -> None:
        self._popup_mark = mark
        _fill(self.popup, mark.offers)
        self.popup.setEnabled(not mark.is_busy)
        self.popup.popup(place)

    def _on_menu_triggered(self, action: QAction) -> None:
        self._take(self._menu_mark, self._offers[action.data()])

    def _on_popup_triggered(self, action: QAction) -> None:
        if self._popup_mark is not None:
            self._take(self._popup_mark, self._popup_mark.offers[action.data()])

    def _take(self, mark: Mark | None, offer: RedoOffer) -> None:
        """Take an offer about a mark, or about what is selected."""
        if offer.kind is RedoKind.GET_MODEL:
            self._manage(offer.model.id)
            return
        span = mark.span if mark is not None else self._selected_span()
        outline = self._waveform.outline
        if span is not None and outline is not None and span[0] >= outline.duration_s:
            self._notice.tell(texts.beyond(outline.duration_s))
        elif mark is not None:
            self._redo.begin(mark, offer)
        elif span is not None:
            self._redo.begin_span(span, offer)
        else:
            self._notice.tell(texts.NO_TIMES)


def _fill(menu: QMenu, offers: Sequence[RedoOffer]) -> None:
    """Fill a menu with offers; an action's data is the offer's index."""
    empty_menu(menu)
    for number, offer in enumerate(offers):
        menu.addAction(plain(texts.offer_title(offer))).setData(number)
