"""The commands of a second look: through the menu, its keys, the button and the list."""

from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from desktop_app.app.checking.checking import Checking
from desktop_app.app.checking.items import Item, Place
from desktop_app.core.errors import AppError
from desktop_app.core.timecode import meet
from desktop_app.ui.checking.menu import CheckingMenu
from desktop_app.ui.checking.panel import CheckingPanel
from desktop_app.ui.strings import checking as texts
from desktop_app.ui.widgets.controls import button, tip
from desktop_app.ui.widgets.notice_bar import NoticeBar, NoticeKind

# Heard around a thing to check: what it is about is rarely the word alone, and words are timed
# with some tenths of a second of error.
BEFORE_S, AFTER_S = 1.0, 0.7
# By which the notice that all is checked is known.
ALL_IS_CHECKED = "all-checked"
# By which the one that nothing is to check is known.
IS_NOTHING = "nothing-to-check"
# Of a long passage, as much as tells what it is.
MOST_S = 12.0


class Page(Protocol):
    """Where the reader is on the page."""

    def cursor_place(self) -> Place | None:
        """The place of the text cursor; of a selection its start."""

    def passed_place(self) -> Place | None:
        """The last place before the text cursor; of a selection that itself."""

    def coming_place(self) -> Place | None:
        """The first place behind the text cursor; of a selection that itself."""

    def seen_place(self) -> Place | None:
        """The place of the text cursor, or of what is at the top if it is out of view."""

    def go_to(self, item: Item) -> None:
        """Select an item and bring it into view."""

    def take_focus(self) -> None:
        """Give the keyboard to the text."""


class CheckingCommands(QObject):
    """Go through what is to check in the shown transcript.

    Args:
        parent: owns this object.
        menu: its part of the Edit menu.
        checking: what is to check.
        page: where the reader is.
        notice: the window's notices.

    Signals:
        play_wanted: from when to when an item is to be heard, in seconds from the file's start.
    """

    play_wanted = Signal(float, float)

    def __init__(
        self,
        parent: QObject,
        menu: CheckingMenu,
        checking: Checking,
        page: Page,
        notice: NoticeBar,
    ) -> None:
        super().__init__(parent)
        self._menu = menu
        self._checking = checking
        self._page = page
        self._notice = notice
        # What was gone to last: of words that are others now it is the only one that was corrected.
        self._gone_to: Item | None = None
        self.panel = CheckingPanel(checking)
        self.button: QPushButton = button("")
        self.button.setCheckable(True)
        self.button.setToolTip(tip(texts.TIP))
        menu.next.triggered.connect(self.go_next)
        menu.previous.triggered.connect(self.go_previous)
        menu.right.triggered.connect(self.take_as_right)
        menu.list.toggled.connect(self._show_panel)
        self.button.toggled.connect(self._show_panel)
        panel = self.panel
        panel.next_button.clicked.connect(self.go_next)
        panel.previous_button.clicked.connect(self.go_previous)
        panel.close_button.clicked.connect(self._on_closed)
        panel.list.go_wanted.connect(self.go_to)
        panel.list.left.connect(self._on_left)
        checking.changed.connect(self._on_changed)
        checking.completed.connect(self._on_completed)
        checking.failed.connect(self._on_failed)
        self._on_changed()

    def step_aside(self, is_covered: bool) -> None:  # noqa: FBT001 - Qt's signal
        """Hide the list while something else needs its place, and bring it back."""
        self._set_shown(self.button.isChecked() and not is_covered)

    def go_next(self) -> None:
        """Go to the next thing that is not checked."""
        self._go(self._checking.next(self._page.passed_place()))

    def go_previous(self) -> None:
        """Go to the previous one."""
        self._go(self._checking.previous(self._page.coming_place()))

    def go_to(self, item: Item) -> None:
        """Select an item on the page and let it be heard."""
        self._page.go_to(item)
        self._gone_to = item
        self.panel.show_item(item)
        if item.span is not None:
            start_s, end_s = item.span
            until_s = min(end_s, start_s + MOST_S) + AFTER_S
            self.play_wanted.emit(max(0.0, start_s - BEFORE_S), until_s)

    def take_as_right(self) -> None:
        """Note that the thing at the text cursor is right, and go on to the next one."""
        place = self._page.cursor_place()
        item = self._checking.item_at(place) if place is not None else None
        passed = self._page.passed_place()
        if item is not None and passed is not None and passed < item.place:
            item = None  # nobody has looked at it yet
        if item is not None:
            self._checking.set_done(item)
        if item is None or self._checking.left:
            self.go_next()

    def _go(self, item: Item | None) -> None:
        if item is not None:
            self.go_to(item)
            self._page.take_focus()
        elif self._checking.items:
            self._tell_completed()
        elif self._checking.has_text:
            self._notice.tell(texts.NOTHING, action=IS_NOTHING)

    def _show_panel(self, is_shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        is_shown = is_shown and bool(self._checking.items)
        self._set_shown(is_shown)
        self.button.setChecked(is_shown)
        self._menu.list.setChecked(is_shown)
        if is_shown:
            item = self._to_mark()
            if item is not None:
                self.panel.show_item(item)
            self.panel.list.take_focus()

    def _set_shown(self, is_shown: bool) -> None:  # noqa: FBT001 - as Qt's
        if not is_shown and not self.panel.isHidden():
            self.panel.list.give_focus_back(self._page.take_focus)
        self.panel.setVisible(is_shown)

    def _to_mark(self) -> Item | None:
        """Return what the list is opened at: the thing at the text cursor, or the next one."""
        place = self._page.seen_place()
        here = self._checking.item_at(place) if place is not None else None
        return here or self._checking.next(place) or next(iter(self._checking.items), None)

    def _on_closed(self) -> None:
        self._show_panel(False)  # noqa: FBT003 - as Qt calls it
        self._page.take_focus()

    def _on_left(self) -> None:
        self._page.take_focus()

    def _on_changed(self) -> None:
        count, left = len(self._checking.items), self._checking.left
        has_text = self._checking.has_text
        self._menu.show_items(count, has_text=has_text)
        if count or not has_text:
            self._notice.withdraw(IS_NOTHING)
        self.button.setText(texts.to_check(left))
        self.button.setAccessibleName(self.button.text())
        self.button.setVisible(count > 0)
        if not count and self.panel.isVisible():
            self._show_panel(False)  # noqa: FBT003 - as Qt calls it
        self.panel.refresh()
        if left:
            self._notice.withdraw(ALL_IS_CHECKED)

    def _on_completed(self, item: Item, is_noted: bool) -> None:  # noqa: FBT001 - a signal's
        gone_to, self._gone_to = self._gone_to, None
        if is_noted or (gone_to is not None and _meet(gone_to, item)):
            self._tell_completed()

    def _tell_completed(self) -> None:
        self._notice.tell(texts.ALL_CHECKED, action=ALL_IS_CHECKED, kind=NoticeKind.SUCCESS)

    def _on_failed(self, error: AppError) -> None:
        self._notice.tell(texts.NOT_KEPT.format(reason=error.sentence), kind=NoticeKind.WARNING)


def _meet(one: Item, other: Item) -> bool:
    """Whether two items are one, of which some words may be corrected."""
    if one == other or one.span is None or other.span is None:
        return one == other
    return one.kind is other.kind and meet(one.span, other.span)
