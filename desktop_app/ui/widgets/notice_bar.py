"""Notices that belong to no job: a card over the window's content, not a dialog."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QStyle, QVBoxLayout, QWidget

from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.widgets.controls import button, label
from desktop_app.ui.widgets.fitting import FittingScroll

WIDTH_PX = 520
SIGN_PX = 20
# The style sheet's borders, left and right.
EDGES_PX = 7
GO_KEY = "F6"
# Twenty seconds: the minimum by the accessibility guidelines (WCAG 2.2.1).
SUCCESS_MS = 20_000
# What may move the content, or the part of it that is kept clear. Not hiding: the parts of a window
# that is taken apart are hidden, too, and Qt cannot be asked about them any more.
PLACING = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show)


class NoticeKind(StrEnum):
    """The kind of a notice; each has its own word, shape and colour."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence with at most one button."""

    text: str
    kind: NoticeKind = NoticeKind.INFO
    action_title: str = ""
    action: object = None

    def outlives(self, newer: "Notice") -> bool:
        """Whether it waits below a newer one; others have become pointless by it.

        What went well or wrong and what is offered is told once. Mere information, and the same
        offer with another sentence, is not.
        """
        if self.text == newer.text:
            return False
        return self.kind is not NoticeKind.INFO or self.action not in (None, newer.action)


class NoticeSign(QWidget):
    """An i in a disc, a tick in a disc, an exclamation mark in a triangle, a cross in an octagon.

    Distinct by shape, not by colour alone.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._kind = NoticeKind.INFO
        self.setFixedSize(SIGN_PX, SIGN_PX)
        theme.changed.connect(self.update)

    def show_kind(self, kind: NoticeKind) -> None:
        """Show another sign."""
        self._kind = kind
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        colors = self._theme.colors
        ground = {
            NoticeKind.INFO: colors.muted,
            NoticeKind.SUCCESS: colors.accent,
            NoticeKind.WARNING: colors.warning,
            NoticeKind.ERROR: colors.error,
        }[self._kind]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        match self._kind:
            case NoticeKind.WARNING:
                painter.drawPolygon(_points((10, 1), (19.5, 18.5), (0.5, 18.5)))
            case NoticeKind.ERROR:
                corners = ((6, 0.5), (14, 0.5), (19.5, 6), (19.5, 14))
                painter.drawPolygon(_points(*corners, *((20 - x, 20 - y) for x, y in corners)))
            case _:
                painter.drawEllipse(QRectF(0.5, 0.5, SIGN_PX - 1, SIGN_PX - 1))
        width, cap = 2.2, Qt.PenCapStyle.RoundCap
        painter.setPen(QPen(QColor(colors.raised), width, Qt.PenStyle.SolidLine, cap))
        match self._kind:
            case NoticeKind.INFO:
                painter.drawPoint(QPointF(10, 5.5))
                painter.drawLine(QPointF(10, 9.5), QPointF(10, 14.5))
            case NoticeKind.SUCCESS:
                painter.drawPolyline(_points((5.5, 10.5), (8.7, 13.7), (14.5, 6.8)))
            case NoticeKind.WARNING:
                painter.drawLine(QPointF(10, 7), QPointF(10, 11.5))
                painter.drawPoint(QPointF(10, 15.3))
            case NoticeKind.ERROR:
                painter.drawLine(QPointF(6.8, 6.8), QPointF(13.2, 13.2))
                painter.drawLine(QPointF(13.2, 6.8), QPointF(6.8, 13.2))


class NoticeBar(QFrame):
    """Show the newest notice; older ones wait below it, errors until they are closed.

    While the pointer or focus is on a button of the shown notice, a newer one waits, so that no
    button changes under the pointer. Escape closes it.

    Args:
        parent: its parent.
        over: the part of `parent` whose foot it covers.
        theme: the application's colours.
        has_key: whether F6 leads there; elsewhere a command of the window does.

    Signals:
        action_wanted: the notice's action value.
        closed: the action value of a notice that the user closed.
        came_or_went: whether there is a notice now.
    """

    action_wanted = Signal(object)
    closed = Signal(object)
    came_or_went = Signal(bool)

    def __init__(
        self, parent: QWidget, over: QWidget, theme: Theme, *, has_key: bool = True
    ) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._parent, self._over = parent, over
        self._notices: list[Notice] = []
        self._focus_before: QWidget | None = None
        self._clear: list[QWidget] = []
        self.sign = NoticeSign(theme)
        self.word = label(kind="heading")
        self.count = label(kind="muted")
        self.text = label()
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.action_button = button("")
        self.close_button = button(strings.CLOSE)
        self.close_all_button = button(strings.CLOSE_ALL)
        self._scroll = FittingScroll(self.text)
        self._expiry = QTimer(self, singleShot=True, interval=SUCCESS_MS)
        self._expiry.timeout.connect(self._on_expired)
        self._lay_out()
        self.close_button.clicked.connect(self._on_closed)
        self.close_all_button.clicked.connect(self._on_all_closed)
        self.action_button.clicked.connect(self._on_action_clicked)
        if has_key:
            QShortcut(QKeySequence(GO_KEY), parent).activated.connect(self.take_focus)
        over.installEventFilter(self)
        self.hide()

    @property
    def shown(self) -> Notice | None:
        """The visible notice."""
        return self._notices[-1] if self._notices else None

    @property
    def notices(self) -> tuple[Notice, ...]:
        """All of them, the visible one last."""
        return tuple(self._notices)

    def keep_clear(self, widget: QWidget) -> None:
        """Lie above a part at the foot of the content, as far as there is room: it is in use."""
        self._clear.append(widget)
        widget.installEventFilter(self)

    def tell(
        self,
        text: str,
        action_title: str = "",
        action: object = None,
        *,
        kind: NoticeKind = NoticeKind.INFO,
    ) -> None:
        """Show a sentence; `action` is the button's value."""
        shown = self.shown
        notice = Notice(text, kind, action_title, action)
        is_held = shown is not None and self._is_in_hand()
        self._notices = [
            one
            for one in self._notices
            if one.outlives(notice) or (is_held and one is shown and one.text != text)
        ]
        if is_held and shown in self._notices:
            self._notices.insert(-1, notice)
        else:
            self._notices.append(notice)
        self._show()
        QAccessible.updateAccessibility(
            QAccessibleAnnouncementEvent(self, f"{strings.NOTICE_WORDS[kind]}: {text}")
        )

    def take_over(self, before: "NoticeBar") -> None:
        """Show what another bar shows, below what has come here already."""
        self._notices = [*before.notices, *self._notices]
        self._show()

    def withdraw(self, action: object) -> bool:
        """Remove the notices with this action, which is no longer available.

        Returns:
            Whether there was one.
        """
        left = [one for one in self._notices if one.action != action]
        if len(left) == len(self._notices):
            return False
        self._notices = left
        self._show()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep its position over the content."""
        if event.type() in PLACING:
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_closed()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the focus back to where it was."""
        super().hideEvent(event)
        before, self._focus_before = self._focus_before, None
        if before is not None and before.isVisible() and not event.spontaneous():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self._above = above = QHBoxLayout()
        above.setSpacing(GRID_PX)
        above.addWidget(self.sign)
        above.addWidget(self.word)
        above.addWidget(self.count)
        above.addStretch()
        self._below = below = QHBoxLayout()
        below.setSpacing(GRID_PX)
        below.addWidget(self.action_button)
        below.addStretch()
        below.addWidget(self.close_all_button)
        below.addWidget(self.close_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2 * GRID_PX, GRID_PX + 4, 2 * GRID_PX, GRID_PX + 4)
        self._column.setSpacing(GRID_PX)
        self._column.addLayout(above)
        self._column.addWidget(self._scroll, 1)
        self._column.addLayout(below)

    def _show(self) -> None:
        shown = self.shown
        self.came_or_went.emit(shown is not None)
        if shown is None:
            self._expiry.stop()
            self.hide()
            return
        word, count = strings.NOTICE_WORDS[shown.kind], len(self._notices)
        self.setAccessibleName(f"{word}: {shown.text}")
        self.setProperty("kind", shown.kind.value)
        self.style().polish(self)
        self.sign.show_kind(shown.kind)
        self.word.setText(word)
        self.count.setText(strings.more_notices(count - 1))
        self.text.setText(shown.text)
        self.action_button.setText(shown.action_title)
        self.action_button.setAccessibleName(shown.action_title)
        self.action_button.setVisible(bool(shown.action_title))
        self.close_all_button.setVisible(count > 1)
        if shown.kind is NoticeKind.SUCCESS:
            self._expiry.start()
        else:
            self._expiry.stop()
        self.show()
        self.raise_()
        self._place()

    def _place(self) -> None:
        """Place it at the bottom right of the content, as high as its text needs."""
        if self.shown is None:
            return
        gap = 2 * GRID_PX
        room = self._over.size()
        width = max(min(WIDTH_PX, room.width() - 2 * gap), self.minimumSizeHint().width())
        margins = self._column.contentsMargins()
        words_px = self._scroll.height_for(width - margins.left() - margins.right() - EDGES_PX)
        rows_px = self._above.sizeHint().height() + self._below.sizeHint().height()
        others_px = margins.top() + rows_px + 2 * GRID_PX + margins.bottom() + 2
        height = min(words_px + others_px, room.height() - 2 * gap)
        foot_px = room.height()
        for part in self._clear:
            if part.isVisible():
                top_px = part.mapTo(self._over, QPoint(0, 0)).y()
                foot_px = min(foot_px, top_px if height + 2 * gap <= top_px else foot_px)
        corner = self._over.mapTo(self._parent, QPoint(room.width(), foot_px))
        place = QRect(corner.x() - gap - width, corner.y() - gap - height, width, height)
        over = QRect(self._over.mapTo(self._parent, QPoint(0, 0)), room)
        self.setGeometry(QStyle.visualRect(self.layoutDirection(), over, place))

    def _is_in_hand(self) -> bool:
        buttons = (self.action_button, self.close_button, self.close_all_button)
        return any(one.isVisible() and (one.underMouse() or one.hasFocus()) for one in buttons)

    def _take(self) -> Notice | None:
        """Remove and return the shown notice."""
        taken = self._notices.pop() if self._notices else None
        self._show()
        return taken

    def take_focus(self) -> None:
        """Give the keyboard to its first button, and back when it goes."""
        if self.isVisible():
            self._focus_before = self._focus_before or QApplication.focusWidget()
            first = self.close_button if self.action_button.isHidden() else self.action_button
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_closed(self) -> None:
        taken = self._take()
        if taken is not None:
            self.closed.emit(taken.action)

    def _on_all_closed(self) -> None:
        while self._notices:
            self._on_closed()

    def _on_action_clicked(self) -> None:
        taken = self._take()
        if taken is not None:
            self.action_wanted.emit(taken.action)

    def _on_expired(self) -> None:
        if self._is_in_hand():
            self._expiry.start()
        elif self.shown is not None and self.shown.kind is NoticeKind.SUCCESS:
            self._take()


def _points(*corners: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in corners])
