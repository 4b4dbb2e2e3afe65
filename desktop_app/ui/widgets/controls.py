"""The window's kinds of labels and buttons; open files in the desktop's programs."""

import html
import re
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QMenu,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QToolTip,
    QWidget,
)

# As in the style sheet.
CHOICE_PADDING_PX = 12
CHOICE_ARROW_PX = 24
DISABLED_OPACITY = 0.6
# A tooltip without markup is a single line, which the screen's edge may cut off.
TIP_LINE_CHARACTERS = 80
BREAKS_AFTER = re.compile(r"[\\/_.-]")


def tip(text: str) -> str:
    """Return a text for a tooltip: escaped, and wrapped if long."""
    lines = text.split("\n")
    if not set("<&") & set(text) and max(map(len, lines)) <= TIP_LINE_CHARACTERS:
        return text
    shown = (html.escape(BREAKS_AFTER.sub("\\g<0>\u200b", line)) for line in lines)
    return f"<qt>{'<br>'.join(shown)}</qt>"


def plain(text: str) -> str:
    """Return a text for a button or menu with escaped ampersands, which Qt reads as shortcuts."""
    return text.replace("&", "&&")


def as_sign(text: str) -> str:
    """Return a sign of a button, such as -5, that reads the same where texts go from the right."""
    return f"\u200e{text}"


def empty_menu(menu: QMenu) -> None:
    """Take all actions out of a menu, and delete those that are its own.

    `QMenu.clear` alone makes PySide take the actions of other menus for deleted, too.
    """
    for action in menu.actions():
        if action.parent() is not menu:
            menu.removeAction(action)
    menu.clear()


def label(text: str = "", kind: str = "", parent: QWidget | None = None) -> QLabel:
    """Make a label; `kind` is one of the style sheet's: muted, warning, error, heading, title."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if kind:
        made.setProperty("kind", kind)
    return made


def wrapped(text: str = "", kind: str = "", *, by_keys: bool = False) -> QLabel:
    """Make a wrapping label with selectable text; `by_keys`: also by keyboard."""
    made = label(text, kind)
    made.setWordWrap(True)
    flags = Qt.TextInteractionFlag.TextSelectableByMouse
    if by_keys:
        flags |= Qt.TextInteractionFlag.TextSelectableByKeyboard
    made.setTextInteractionFlags(flags)
    return made


class _Button(QPushButton):
    """A push button that Enter presses while it has the focus.

    Qt's would have to be an automatic default for that, and so be pressed without the focus, too.
    """

    def __init__(self, text: str, parent: QWidget | None) -> None:
        super().__init__(text, parent)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it; a held key presses once."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


def button(text: str, kind: str = "", parent: QWidget | None = None) -> QPushButton:
    """Make a push button; `kind` may be primary."""
    made = _Button(text, parent)
    made.setAccessibleName(text)
    if kind:
        made.setProperty("kind", kind)
    return made


class ElidedLabel(QLabel):
    """A one-line label that elides its middle; the tooltip has the whole text.

    It may have another tooltip, set after the text, that contains it.

    Args:
        kind: as of `label`.
        elide: where it is elided; sentences at their end.
    """

    def __init__(
        self,
        kind: str,
        parent: QWidget | None = None,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
    ) -> None:
        super().__init__(parent)
        self._elide = elide
        self.setProperty("kind", kind)
        self.setMinimumWidth(64)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setText(self, text: str) -> None:  # noqa: D102 - Qt's
        super().setText(text)
        self.setToolTip(tip(text))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the elided text."""
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), self._elide, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)


class ChoiceBox(QComboBox):
    """A combo box with a plain chevron, as the style sheet removes the style's own arrow.

    A choice that does not fit is elided, and complete in the tooltip.
    """

    def __init__(self, name: str, least_characters: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        if sys.platform == "linux":  # there Qt says the choice in place of the name
            self.setAccessibleDescription(name)
        self.setMinimumContentsLength(least_characters)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Elide the text; the style sheet's style would cut it off."""
        super().initStyleOption(option)
        option.currentText = self._shown_text()

    def event(self, event: QEvent) -> bool:
        """Show the whole choice if there is no other tooltip."""
        is_whole = self._shown_text() == self.currentText()
        if isinstance(event, QHelpEvent) and not (self.toolTip() or is_whole):
            QToolTip.showText(event.globalPos(), tip(self.currentText()), self)
            return True
        return super().event(event)

    def whole_px(self) -> int:
        """Return how wide it is where each choice is seen whole."""
        texts = (self.itemText(row) for row in range(self.count()))
        widest_px = max(map(self.fontMetrics().horizontalAdvance, texts), default=0)
        return widest_px + 1 + 2 * CHOICE_PADDING_PX + CHOICE_ARROW_PX

    def _shown_text(self) -> str:
        room_px = self.width() - 2 * CHOICE_PADDING_PX - CHOICE_ARROW_PX
        elide = Qt.TextElideMode.ElideRight
        return self.fontMetrics().elidedText(self.currentText(), elide, room_px)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ignore the wheel: over a closed list it changes the choice by accident."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the chevron."""
        super().paintEvent(event)
        if not self.isEnabled():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1.5))
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x, y = 16 if is_mirrored else self.width() - 16, self.height() / 2 - 2
        painter.drawPolyline([QPointF(x - 4, y), QPointF(x, y + 4), QPointF(x + 4, y)])


class ListBox(ChoiceBox):
    """A combo box whose keys open its list, as some of its rows are commands."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list instead of stepping through it unseen."""
        moves = (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
            Qt.Key.Key_PageUp,
            Qt.Key.Key_PageDown,
            Qt.Key.Key_Home,
            Qt.Key.Key_End,
        )
        if event.key() in moves or event.text().strip():
            self.showPopup()
        else:
            super().keyPressEvent(event)


class CheckBox(QCheckBox):
    """A check box that is visible in light and dark; the style's own is not in dark."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAccessibleName(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, filled if checked, and the text."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        element = QStyle.SubElement.SE_CheckBoxIndicator
        box = QRectF(self.style().subElementRect(element, option, self)).adjusted(0.5, 0.5, -1, -1)
        role, colors = QPalette.ColorRole, self.palette()
        accent = colors.color(role.Accent)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_filled = self.isChecked() and self.isEnabled()
        painter.setBrush(accent if is_filled else colors.color(role.Base))
        if not self.isEnabled():  # by shape, too: its tick is a line on an empty ground
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setOpacity(DISABLED_OPACITY)
        has_accent = is_filled or self.hasFocus()
        painter.setPen(accent if has_accent else colors.color(role.PlaceholderText))
        painter.drawRoundedRect(box, 3, 3)
        if self.isChecked():
            tick = role.HighlightedText if is_filled else role.PlaceholderText
            painter.setPen(QPen(colors.color(tick), 2))
            corners = ((0.22, 0.52), (0.42, 0.72), (0.78, 0.3))
            painter.drawPolyline(
                [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in corners]
            )
        painter.setOpacity(1)  # the text is muted by its colour, which stays readable
        place = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
        painter.setPen(colors.color(role.WindowText))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            line = QRect(place.left(), place.bottom() - 1, self._text_px() + 1, 1)
            painter.fillRect(QStyle.visualRect(self.layoutDirection(), place, line), accent)

    def _text_px(self) -> int:
        return self.fontMetrics().horizontalAdvance(self.text())


def open_path(path: Path) -> None:
    """Open a file or folder in the desktop's program."""
    # By bytes: a name may not be valid text.
    QDesktopServices.openUrl(QUrl.fromEncoded(path.absolute().as_uri().encode()))
