"""The versions of a transcript: list, compare side by side, and take back."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.library.versions import Compared, Versions
from desktop_app.core.comparison import Comparison, Side
from desktop_app.core.errors import AppError
from desktop_app.core.model import id_as_title
from desktop_app.library.records import Version
from desktop_app.ui.strings import library as texts
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.widgets.controls import ElidedLabel, button, wrapped
from desktop_app.ui.widgets.fitting import FittingDialog

FIRST_SIZE_PX = (980, 640)
TABLE_ROWS = 5
TEXT_LINES = 8
# Qt counts a character above as two.
BASIC_PLANE = 0xFFFF
KIND = 2


class MarkedText(QPlainTextEdit):
    """One of two compared texts, with its differing words underlined on a ground of their own.

    Args:
        name: what a screen reader says.
        theme: the application's colours.
    """

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setMinimumHeight(TEXT_LINES * QFontMetrics(self.font()).lineSpacing())
        self._marks = _Marks(self, theme)
        self.side: Side | None = None

    def show_side(self, side: Side | None) -> None:
        """Show a text; None for none."""
        self.side = side
        self._marks.spans = side.marks if side is not None else ()
        self.setPlainText("\n".join(_in_one_line(line) for line in side.lines) if side else "")

    def go_to(self, line: int) -> None:
        """Bring a line into view, with the cursor in its first mark."""
        block = self.document().findBlockByNumber(line)
        marks = self._marks.spans[line] if line < len(self._marks.spans) else ()
        cursor = QTextCursor(block)
        start = utf16_units(block.text(), marks[0][0]) if marks else 0
        cursor.setPosition(block.position() + start)
        self.setTextCursor(cursor)
        self.centerCursor()

    @property
    def top_line(self) -> int:
        """The first line in view."""
        return self.firstVisibleBlock().blockNumber()

    def scroll_to(self, line: int) -> None:
        """Bring a line to the top."""
        block: QTextBlock = self.document().findBlockByNumber(line)
        self.verticalScrollBar().setValue(block.firstLineNumber())


class _Marks(QSyntaxHighlighter):
    """Paint the words that differ; a block at a time, as it is laid out."""

    def __init__(self, text: QPlainTextEdit, theme: Theme) -> None:
        super().__init__(text.document())
        self._theme = theme
        self.spans: Sequence[Sequence[tuple[int, int]]] = ()
        self._format = QTextCharFormat()
        self._choose()
        theme.changed.connect(self._on_theme_changed)

    def highlightBlock(self, text: str) -> None:
        """Mark one line's words."""
        number = self.currentBlock().blockNumber()
        for span in self.spans[number] if number < len(self.spans) else ():
            start, end = (utf16_units(text, place) for place in span)
            self.setFormat(start, end - start, self._format)

    def _choose(self) -> None:
        colors = self._theme.colors
        self._format.setBackground(QColor(colors.selected))
        self._format.setForeground(QColor(colors.text))
        # Not by colour alone.
        self._format.setFontUnderline(True)

    def _on_theme_changed(self) -> None:
        self._choose()
        self.rehighlight()


class VersionsDialog(FittingDialog):
    """Show a transcript's versions, two of them side by side. Not modal.

    Args:
        key: the transcript.
        title: its name.
        versions: what it shows and controls.
        theme: the application's colours.
    """

    def __init__(
        self, key: str, title: str, versions: Versions, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, *FIRST_SIZE_PX)
        self.setWindowTitle(texts.VERSIONS_TITLE)
        self._key = key
        self._versions = versions
        self._listed: list[Version] = []
        self._titles: dict[str, str] = {}
        self._same = ""
        self._compared: tuple[int, int] | None = None
        self._comparison: Comparison | None = None
        self._place = -1
        self._is_following = False
        self._news = ""
        self.name = ElidedLabel("heading")
        self.name.setText(title)
        self.state = wrapped(texts.READING, "muted")
        self.table = _table(self)
        self.left_line, self.right_line = ElidedLabel("muted"), ElidedLabel("muted")
        self.left = MarkedText(texts.LEFT_NAME, theme)
        self.right = MarkedText(texts.RIGHT_NAME, theme)
        self.next_button = button(texts.NEXT_DIFFERENCE)
        self.next_button.setShortcut("F8")
        self.restore_button = button(texts.RESTORE, "primary")
        self.close_button = button(texts.CLOSE)
        self._lay_out()
        # Arrow keys pass over several versions: only the one they stop at is compared.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._compare)
        self.table.itemSelectionChanged.connect(self._on_selection_changed)
        self.next_button.clicked.connect(self._on_next)
        self.restore_button.clicked.connect(self._on_restore)
        self.close_button.clicked.connect(self.close)
        self.left.verticalScrollBar().valueChanged.connect(self._on_left_scrolled)
        self.right.verticalScrollBar().valueChanged.connect(self._on_right_scrolled)
        self._offer()
        self.refresh()

    def refresh(self) -> None:
        """Read the list anew."""
        self._versions.list(self._key, self._on_listed, self._on_failed)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(GRID_PX)
        column.addWidget(self.name)
        column.addWidget(self.table)
        column.addWidget(self.state)
        sides = QHBoxLayout()
        sides.setSpacing(2 * GRID_PX)
        for line, text in ((self.left_line, self.left), (self.right_line, self.right)):
            side = QVBoxLayout()
            side.setSpacing(4)
            side.addWidget(line)
            side.addWidget(text, 1)
            sides.addLayout(side, 1)
        column.addLayout(sides, 1)
        foot = QHBoxLayout()
        foot.setSpacing(GRID_PX)
        foot.addWidget(self.next_button)
        foot.addStretch()
        foot.addWidget(self.restore_button)
        foot.addWidget(self.close_button)
        self.lay_out(column, foot)

    def _on_listed(self, versions: list[Version]) -> None:
        self._listed = versions[::-1]  # the newest on top
        self._titles = texts.model_titles(versions)
        self._compared = None
        self.table.setRowCount(len(versions))
        for row, version in enumerate(self._listed):
            values = (
                f"{self._number(version)}",
                texts.date_and_time(version.created_s),
                texts.version_title(version),
                self._model(version),
                f"{version.words:n}",
            )
            for column, value in enumerate(values):
                self.table.setItem(row, column, QTableWidgetItem(value))
        self.table.clearSelection()
        for row in range(min(2, len(versions))):
            self.table.selectionModel().select(
                self.table.model().index(row, 0),
                self.table.selectionModel().SelectionFlag.Select
                | self.table.selectionModel().SelectionFlag.Rows,
            )
        if len(versions) == 1:
            self._say(texts.ONE_VERSION)
        self._offer()

    def _number(self, version: Version) -> int:
        """Return the number by which the user knows a version: the first is 1."""
        return len(self._listed) - self._listed.index(version)

    def _model(self, version: Version) -> str:
        """Return the name of the model whose text a version is, or came from."""
        return self._titles.get(version.model) or id_as_title(version.model)

    def _line(self, version: Version) -> str:
        return texts.version_line(version, self._number(version), self._model(version))

    def _on_selection_changed(self) -> None:
        self._offer()
        self._soon.start()

    def _selected(self) -> list[Version]:
        """The selected versions, oldest first."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()}, reverse=True)
        return [self._listed[row] for row in rows if row < len(self._listed)]

    def _pair(self) -> tuple[Version, Version] | None:
        """The two versions to compare; one alone is compared with the current one."""
        selected = self._selected()
        if len(selected) == 1:
            current = next((v for v in self._listed if v.is_current), None)
            if current is None or current.id == selected[0].id:
                return None
            selected = sorted((selected[0], current), key=lambda version: version.id)
        return (selected[0], selected[-1]) if len(selected) > 1 else None

    def _compare(self) -> None:
        pair = self._pair()
        if pair is None:
            if len(self._listed) > 1:
                self._say(texts.COMPARE_HINT)
            return
        ids = (pair[0].id, pair[1].id)
        if ids == self._compared:
            return
        self._compared = ids
        self._say(texts.COMPARING)
        self._versions.compare(self._key, *ids, partial(self._on_compared, pair), self._on_failed)

    def _on_compared(self, pair: tuple[Version, Version], compared: Compared) -> None:
        if self._compared != (pair[0].id, pair[1].id):
            return  # others were selected meanwhile
        comparison = compared.comparison
        self._comparison, self._place = comparison, -1
        self._same = ""
        if compared.is_same:
            self._same = texts.SAME_TEXT
        elif compared.has_same_words:
            self._same = texts.SAME_WORDS
        elif not comparison.places:
            self._same = texts.SAME_BUT_SIGNS
        self.left_line.setText(self._line(pair[0]))
        self.right_line.setText(self._line(pair[1]))
        self.left.show_side(comparison.left)
        self.right.show_side(None)
        # One after the other: laying out a long text takes a while.
        QTimer.singleShot(0, self, partial(self._show_right, comparison))

    def _show_right(self, comparison: Comparison) -> None:
        if comparison is self._comparison:
            self.right.show_side(comparison.right)
            count = len(comparison.places)
            self._say(self._same or texts.differences(count))
            self._offer()

    def _on_next(self) -> None:
        self._news = ""
        places = self._comparison.places if self._comparison is not None else ()
        if not places:
            return
        self._place = (self._place + 1) % len(places)
        left, right = places[self._place]
        self._is_following = True
        self.left.go_to(left)
        self.right.go_to(right)
        self._is_following = False

    def _on_left_scrolled(self, _value: int) -> None:
        self._follow(self.left, self.right)

    def _on_right_scrolled(self, _value: int) -> None:
        self._follow(self.right, self.left)

    def _follow(self, leading: MarkedText, following: MarkedText) -> None:
        if self._is_following or leading.side is None or following.side is None:
            return
        line, partners = leading.top_line, leading.side.partners
        if line < len(partners):
            self._is_following = True
            following.scroll_to(partners[line])
            self._is_following = False

    def _on_restore(self) -> None:
        selected = self._selected()
        others = [version for version in selected if not version.is_current]
        if len(others) == 1:
            self.restore_button.setEnabled(False)
            self._versions.take_back(self._key, others[0].id, self._on_restored, self._on_failed)

    def _on_restored(self) -> None:
        self._news = texts.RESTORED
        self._say("")
        self.refresh()

    def _on_failed(self, error: AppError) -> None:
        self._compared = None
        self._say(error.sentence)
        self._offer()

    def _offer(self) -> None:
        others = [version for version in self._selected() if not version.is_current]
        self.restore_button.setEnabled(len(others) == 1)
        number = self._number(others[0]) if len(others) == 1 else 0
        named = texts.RESTORE_NUMBER.format(number=number)
        self.restore_button.setText(named if number else texts.RESTORE)
        self.next_button.setEnabled(bool(self._comparison and self._comparison.places))

    def _say(self, text: str) -> None:
        """Show a sentence, behind what the user has just done."""
        self.state.setText(f"{self._news} {text}".strip())


def _table(parent: QWidget) -> QTableWidget:
    table = QTableWidget(0, len(texts.VERSION_COLUMNS), parent)
    table.setAccessibleName(texts.VERSIONS_NAME)
    table.setHorizontalHeaderLabels(texts.VERSION_COLUMNS)
    table.verticalHeader().hide()
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(KIND, QHeaderView.ResizeMode.Stretch)
    rows_px = TABLE_ROWS * table.verticalHeader().defaultSectionSize()
    table.setFixedHeight(rows_px + header.sizeHint().height())
    return table


def utf16_units(text: str, index: int) -> int:
    """Return an index of characters as Qt counts it."""
    if text.isascii():
        return index
    return index + sum(ord(character) > BASIC_PLANE for character in text[:index])


def _in_one_line(text: str) -> str:
    """Replace what Qt would break a line at, one character by one: indices stay."""
    return text.translate({0x0A: " ", 0x0D: " ", 0x2028: " ", 0x2029: " "})
