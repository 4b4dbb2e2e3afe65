"""Windows that fit their screen: the inside scrolls where there is no room, the buttons stay."""

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.ui.theme import GRID_PX

# Title bar and borders, until the system has drawn them: Windows 11 takes 16 x 39.
FRAME_PX = QSize(16, 40)
# Below that nobody can read what scrolls.
LEAST_SCROLL_PX = QSize(240, 72)


def screen_area(window: QWidget) -> QRect:
    """The part of a window's screen without taskbars; before it is shown, that of its parent."""
    parent = window.parentWidget()
    near = parent.window() if parent is not None and not window.isVisible() else window
    return near.screen().availableGeometry()


def room_for(window: QWidget) -> QSize:
    """The largest inside of a window that lies wholly on its screen, with its frame."""
    frame = window.frameGeometry().size() - window.size()
    return screen_area(window).size() - (frame if not frame.isEmpty() else FRAME_PX)


def bring_inside(window: QWidget) -> None:
    """Move a window that is shown so that all of it is on its screen."""
    area, frame = screen_area(window), window.frameGeometry()
    left = max(area.left(), min(frame.left(), area.right() - frame.width() + 1))
    top = max(area.top(), min(frame.top(), area.bottom() - frame.height() + 1))
    if (left, top) != (frame.left(), frame.top()):
        window.move(left, top)


class FittingScroll(QScrollArea):
    """Asks for the room that its inside needs, and scrolls where it gets less.

    The keyboard scrolls it while there is something to scroll.
    """

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._inside = inside
        self.setWidget(inside)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)

    def height_for(self, width: int) -> int:
        """The height in which all of the inside is seen."""
        inside = self._inside
        if inside.hasHeightForWidth():
            return max(inside.heightForWidth(width), inside.minimumSizeHint().height())
        return inside.sizeHint().height()

    def sizeHint(self) -> QSize:
        """That of the inside."""
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """What is left to scroll in."""
        return LEAST_SCROLL_PX.boundedTo(self._inside.minimumSizeHint())

    def event(self, event: QEvent) -> bool:
        """Look anew whether all is seen when the inside changes."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._choose_bar()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look anew whether all is seen."""
        self._choose_bar()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, unless the key came from a field inside: it is the dialog's then."""
        if self.hasFocus():
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _choose_bar(self) -> None:
        # Left to itself, a bar that was needed stays: it makes the text too narrow to be seen
        # without it.
        fits = self.height_for(self.width()) <= self.height()
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded
        )

    def _on_range_changed(self, _least: int, most: int) -> None:
        policy = Qt.FocusPolicy.StrongFocus if most else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)


class FittingDialog(QDialog):
    """A dialog that is never larger than its screen.

    Args:
        width: how wide it opens, where the screen is that wide.
        height: how high; 0 for as high as its inside needs, also when that grows.
        parent: the window that it lies over.
    """

    def __init__(self, parent: QWidget | None, width: int, height: int = 0) -> None:
        super().__init__(parent)
        self._first = QSize(width, height)
        self._was_shown = False

    def lay_out(self, body: QWidget | QLayout, foot: QWidget | QLayout) -> None:
        """Put the dialog together.

        Args:
            body: scrolls where there is no room for it.
            foot: the buttons, which are always there.

        Layouts get the dialogs' margins, widgets keep their own.
        """
        inside = _widget(body, 3 * GRID_PX)
        self._foot = _widget(foot, GRID_PX + 4)
        self._scroll = FittingScroll(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._foot)
        inside.installEventFilter(self)

    def setVisible(self, visible: bool) -> None:  # noqa: FBT001 - Qt's signature
        """Take the size that fits before the system gives the dialog its place."""
        if visible and not self.isVisible():
            wanted = self._wanted_size()
            if self._was_shown:  # the user may have made it larger
                wanted = self.size().expandedTo(wanted if not self._first.height() else QSize())
            self.resize(wanted.boundedTo(room_for(self)))
        super().setVisible(visible)
        if visible:
            bring_inside(self)
            if not self._was_shown:
                self._was_shown = True
                self.windowHandle().screenChanged.connect(self._on_screen_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow an inside that grows, such as by its details."""
        if event.type() == QEvent.Type.LayoutRequest and not self._first.height():
            QTimer.singleShot(0, self, self._grow)
        return super().eventFilter(watched, event)

    def _wanted_size(self, width: int = 0) -> QSize:
        """The size in which nothing scrolls, or the one that was asked for."""
        width = max(width or self._first.width(), self._foot.minimumSizeHint().width())
        own = self._scroll.height_for(width) + self._foot.sizeHint().height()
        return QSize(width, self._first.height() or own)

    def _grow(self) -> None:
        wanted = self._wanted_size(self.width()).boundedTo(room_for(self))
        if self.isVisible() and wanted.height() > self.height():
            self.resize(self.width(), wanted.height())
            bring_inside(self)

    def _on_screen_changed(self) -> None:
        self.resize(self.size().boundedTo(room_for(self)))


def _widget(part: QWidget | QLayout, top_px: int) -> QWidget:
    if isinstance(part, QWidget):
        return part
    part.setContentsMargins(3 * GRID_PX, top_px, 3 * GRID_PX, GRID_PX + 4)
    made = QWidget()
    made.setLayout(part)
    return made
