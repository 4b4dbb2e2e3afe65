"""Dialogs that fit their screen: the content scrolls if needed, the buttons stay."""

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.ui.theme import GRID_PX

# Assumed frame size until the window is shown: Windows 11 uses 16 x 39.
FRAME_PX = QSize(16, 40)
# Smaller content cannot be read.
LEAST_SCROLL_PX = QSize(240, 72)


def screen_area(window: QWidget) -> QRect:
    """Return the available area of a window's screen, or its parent's before it is shown."""
    parent = window.parentWidget()
    near = parent.window() if parent is not None and not window.isVisible() else window
    # Not `near.screen()`: PySide makes the screen a child of the widget that was asked, and once
    # Python's collector takes that widget apart, it may delete the screen, and all windows crash.
    screen = QGuiApplication.screenAt(near.frameGeometry().center())
    return (screen or QGuiApplication.primaryScreen()).availableGeometry()


def room_for(window: QWidget) -> QSize:
    """Return the largest content size with which a window and its frame fit the screen."""
    frame = window.frameGeometry().size() - window.size()
    return screen_area(window).size() - (frame if not frame.isEmpty() else FRAME_PX)


def bring_inside(window: QWidget) -> None:
    """Move a shown window so that all of it is on its screen."""
    area, frame = screen_area(window), window.frameGeometry()
    left = max(area.left(), min(frame.left(), area.right() - frame.width() + 1))
    top = max(area.top(), min(frame.top(), area.bottom() - frame.height() + 1))
    if (left, top) != (frame.left(), frame.top()):
        window.move(left, top)


class FittingScroll(QScrollArea):
    """A scroll area that requests the size of its content, and scrolls if it gets less.

    It takes the focus, to scroll by keyboard, only while it can scroll.

    Args:
        inside: the content.
        is_clear: whether what is behind shows through.
    """

    def __init__(self, inside: QWidget, *, is_clear: bool = False) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._inside = inside
        if is_clear:
            self.setViewport(QWidget())  # Qt's own is filled
        self.setWidget(inside)
        inside.setAutoFillBackground(not is_clear)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)

    def height_for(self, width: int) -> int:
        """Return the height that shows all of the content."""
        inside = self._inside
        if inside.hasHeightForWidth():
            return max(inside.heightForWidth(width), inside.minimumSizeHint().height())
        return inside.sizeHint().height()

    def sizeHint(self) -> QSize:
        """Return the content's size."""
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size to scroll in."""
        return LEAST_SCROLL_PX.boundedTo(self._inside.minimumSizeHint())

    def event(self, event: QEvent) -> bool:
        """Check whether everything is visible when the content changes."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._choose_bar()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Check whether everything is visible."""
        self._choose_bar()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, unless the key came from a field inside: then it is the dialog's."""
        if self.hasFocus():
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _choose_bar(self) -> None:
        # Qt would keep a bar once needed: it makes the text too narrow to fit without it.
        fits = self.height_for(self.width()) <= self.height()
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded
        )

    def _on_range_changed(self, _least: int, most: int) -> None:
        policy = Qt.FocusPolicy.StrongFocus if most else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        if most and not self.accessibleName():
            self.setAccessibleName(self.window().windowTitle())


class FittingDialog(QDialog):
    """A dialog that is never larger than its screen.

    Args:
        width: its initial width, if the screen allows.
        height: its initial height; 0 for the height of its content, also when that grows.
        parent: the parent window.
    """

    def __init__(self, parent: QWidget | None, width: int, height: int = 0) -> None:
        super().__init__(parent)
        self._first = QSize(width, height)
        self._was_shown = False

    def lay_out(self, body: QWidget | QLayout, foot: QWidget | QLayout) -> None:
        """Lay out the dialog.

        Args:
            body: the content, which scrolls if needed.
            foot: the buttons, which are always visible.

        Layouts get the dialog's margins, widgets keep their own.
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
        """Set the fitting size before the system places the dialog."""
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
        """Follow growing content, such as expanded details."""
        if event.type() == QEvent.Type.LayoutRequest and not self._first.height():
            QTimer.singleShot(0, self, self._grow)
        return super().eventFilter(watched, event)

    def _wanted_size(self, width: int = 0) -> QSize:
        """Return the size without scrolling, or the requested one."""
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
