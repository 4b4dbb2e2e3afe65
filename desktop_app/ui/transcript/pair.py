"""Two texts of one span: what is there, and what was recognised again; the user keeps one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.transcript.redo import Pair, Redo
from desktop_app.ui.strings import page as texts
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.widgets.controls import ElidedLabel, button, label

LEAST_LINES, MOST_LINES = 2, 7


class PairText(QTextEdit):
    """One of the two texts, with the words marked that the other one has not."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def write(
        self, lines: Sequence[str], marks: Sequence[Sequence[tuple[int, int]]], theme: Theme
    ) -> None:
        """Show a text, with what differs on a ground and underlined."""
        self.clear()
        cursor = QTextCursor(self.document())
        quiet, marked = QTextCharFormat(), QTextCharFormat()
        if not lines:
            quiet.setForeground(QColor(theme.colors.muted))
            cursor.insertText(texts.NO_TEXT, quiet)
        marked.setBackground(QColor(theme.colors.hit))
        marked.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        for number, (line, differing) in enumerate(zip(lines, marks, strict=True)):
            done = 0
            cursor.insertText(" " if number else "", quiet)
            for start, end in differing:
                cursor.insertText(line[done:start], quiet)
                cursor.insertText(line[start:end], marked)
                done = end
            cursor.insertText(line[done:], quiet)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def height_for(self, width_px: int) -> int:
        """Return the height of the whole text, within limits."""
        line_px = self.fontMetrics().lineSpacing()
        written = self.document().clone()  # whose own width is the view's
        written.setTextWidth(width_px)
        needed_px = round(written.size().height())
        return min(max(needed_px, LEAST_LINES * line_px), MOST_LINES * line_px)


class PairPanel(QFrame):
    """Show the pair of the selected transcript, or that one is coming; hidden while there is none.

    Args:
        redo: has the pair, and keeps one of its texts.
        theme: the ground of what differs.

    Signals:
        listen_wanted: from when to when to play, in seconds from the start of the file.
        came_or_went: whether it is shown.
        done: one of the texts was kept.
    """

    listen_wanted = Signal(float, float)
    came_or_went = Signal(bool)
    done = Signal()

    def __init__(self, redo: Redo, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAccessibleName(texts.PAIR_NAME)
        self._redo = redo
        self._theme = theme
        self._pair: Pair | None = None
        self.title = ElidedLabel("heading")
        self.stop_button = button(texts.STOP)
        self.listen_button = button(texts.LISTEN_TO_IT)
        self.old_button = button(texts.KEEP_OLD)
        self.new_button = button(texts.KEEP_NEW, "primary")
        self.now, self.new = PairText(texts.NOW), PairText(texts.NEW)
        foot = QHBoxLayout()
        foot.setSpacing(GRID_PX)
        foot.addWidget(self.listen_button)
        foot.addStretch()
        foot.addWidget(self.old_button)
        foot.addWidget(self.new_button)
        self._texts = QWidget()
        grid = QGridLayout(self._texts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GRID_PX)
        grid.setVerticalSpacing(GRID_PX // 2)
        self.model = ElidedLabel("muted")
        for column, (caption, text) in enumerate(
            ((label(texts.NOW, "muted"), self.now), (self.model, self.new))
        ):
            grid.addWidget(caption, 0, column)
            grid.addWidget(text, 1, column)
            grid.setColumnStretch(column, 1)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(2 * GRID_PX, GRID_PX, 2 * GRID_PX, GRID_PX)
        column_of_all.setSpacing(GRID_PX)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.stop_button)
        column_of_all.addLayout(top)
        column_of_all.addWidget(self._texts)
        column_of_all.addLayout(foot)
        self.stop_button.clicked.connect(redo.stop)
        self.listen_button.clicked.connect(self.listen)
        self.old_button.clicked.connect(self.keep_old)
        self.new_button.clicked.connect(self.keep_new)
        redo.pair_changed.connect(self.refresh)
        theme.changed.connect(self._write)
        self.hide()

    def refresh(self) -> None:
        """Show the pair of the selected transcript."""
        before, self._pair = self._pair, self._redo.pair
        pair, coming = self._pair, self._redo.at_work
        if pair is not None and (before is not pair or self.isHidden()):
            self.title.setText(texts.pair_title(pair))
            self.model.setText(texts.NEW_OF.format(model=pair.model))
            self._recommend(self.new_button if any(pair.heard.new) else self.old_button)
            self._write()
        elif pair is None and coming is not None:
            self.title.setText(texts.at_work_title(coming))
        for part in (self._texts, self.listen_button, self.old_button, self.new_button):
            part.setVisible(pair is not None)
        self.stop_button.setVisible(pair is None)
        self._come(is_wanted=pair is not None or coming is not None)

    @property
    def has_pair(self) -> bool:
        """Whether there are two texts to choose from."""
        return self._pair is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the texts the height that they need now."""
        super().resizeEvent(event)
        self._fit()

    def listen(self) -> None:
        """Play the span of both texts."""
        if self._pair is not None:
            self.listen_wanted.emit(*self._pair.span)

    def keep_new(self) -> None:
        """Put the new text in the place of the old one."""
        if self._redo.keep_new():
            self.done.emit()

    def keep_old(self) -> None:
        """Leave the text as it is."""
        self._redo.keep_old()
        self.done.emit()

    def _recommend(self, chosen: QPushButton) -> None:
        """Make one button stand out: not the one that would leave no text."""
        for one in (self.old_button, self.new_button):
            one.setProperty("kind", "primary" if one is chosen else None)
            one.style().unpolish(one)
            one.style().polish(one)

    def _come(self, *, is_wanted: bool) -> None:
        if is_wanted == self.isHidden():
            self.setVisible(is_wanted)
            self.came_or_went.emit(is_wanted)

    def _write(self) -> None:
        if self._pair is None:
            return
        from desktop_app.core.comparison import compare_lines

        heard = self._pair.heard
        found = compare_lines(heard.now, heard.new)
        self.now.write(heard.now, found.left.marks, self._theme)
        self.new.write(heard.new, found.right.marks, self._theme)
        self._fit()

    def _fit(self) -> None:
        width_px = max(1, (self.width() - 6 * GRID_PX) // 2)
        height_px = max(text.height_for(width_px) for text in (self.now, self.new))
        for text in (self.now, self.new):
            text.setFixedHeight(height_px)
