"""The command list: find any command of the menus by a few letters, and run it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QColor,
    QKeyEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListView,
    QMenu,
    QMenuBar,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop_app.app.list_model import AnyIndex, ListModel
from desktop_app.app.settings import Preferences
from desktop_app.ui.commands.entries import Entry, entries_of, rank
from desktop_app.ui.commands.register import Commands, plain_text
from desktop_app.ui.strings import commands as texts
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.widgets.controls import label
from desktop_app.ui.widgets.fitting import FittingDialog
from desktop_app.ui.widgets.row_painting import mirrored, paint_ground

FIRST_SIZE_PX = (620, 480)
# So many of the commands that were last run come first.
RECENT = 5
LINE_ROLE = Qt.ItemDataRole.UserRole
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
Alignment = Qt.AlignmentFlag


@dataclass(frozen=True, slots=True)
class Line:
    """A command as the list shows it; its action may be gone when it is chosen.

    Attributes:
        action: what is run.
        id: the command's id; "" if it has none, such as a model's.
        title: what it is called.
        path: the menu that leads there.
        keys: its keys, as the user reads them.
        is_enabled: whether it can be run.
        needs: what is missing if not, as a sentence.
    """

    action: QAction
    id: str
    title: str
    path: str
    keys: str
    is_enabled: bool
    needs: str

    @property
    def below(self) -> str:
        """The second line: where it is, or why it cannot be run."""
        if self.is_enabled or not self.needs:
            return self.path
        return texts.WITH_REASON.format(path=self.path, reason=self.needs)

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        state = "" if self.is_enabled else texts.NOT_NOW
        return ", ".join(filter(None, (self.title, state, self.keys, self.below)))


class LineModel(ListModel[Line]):
    """The lines that match."""

    def show(self, lines: Iterable[Line]) -> None:
        """Replace all."""
        self._reset(lines)

    def _answer(self, row: Line, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken
            case _:
                return row if role == LINE_ROLE else None


class LineDelegate(QStyledItemDelegate):
    """Paint a command: its title and keys, below them where it is."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        """Two lines of text."""
        return QSize(160, 2 * option.fontMetrics.height() + 2 * GRID_PX + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one row."""
        line = index.data(LINE_ROLE)
        if not isinstance(line, Line):
            return
        colors, metrics = self._theme.colors, option.fontMetrics
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option, QRect(option.rect), colors)
        painter.setFont(option.font)
        inner = option.rect.adjusted(2 * GRID_PX, GRID_PX, -2 * GRID_PX, -GRID_PX)
        above = QRect(inner.left(), inner.top(), inner.width(), metrics.height())
        below = above.translated(0, metrics.height() + 4)
        keys_px = metrics.horizontalAdvance(line.keys) + GRID_PX if line.keys else 0
        title_px = above.width() - keys_px
        rows = (
            (QRect(above.topLeft(), QSize(title_px, above.height())), line.title, line.is_enabled),
            (above.adjusted(title_px, 0, 0, 0), line.keys, False),
            (below, line.below, False),
        )
        for number, (area, text, is_strong) in enumerate(rows):
            place = mirrored(painter, inner, area)
            side = Alignment.AlignRight if number == 1 else Alignment.AlignLeft
            painter.setPen(QColor(colors.text if is_strong else colors.muted))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, side, shown)
        painter.restore()


class CommandList(FittingDialog):
    """Show all commands, those that match the field; Enter runs one, Escape closes.

    Args:
        menus: their menu bar.
        commands: knows their ids, and what they need.
        preferences: keep which were last run.
        theme: the colours.
        parent: the window.
    """

    def __init__(
        self,
        menus: QMenuBar,
        commands: Commands,
        preferences: Preferences,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent, *FIRST_SIZE_PX)
        self.setWindowTitle(texts.LIST_TITLE)
        self.setModal(True)
        self._window = parent
        self._menus = menus
        self._commands = commands
        self._preferences = preferences
        self._lines: Sequence[Line] = ()
        self._focus_before: QWidget | None = None
        self.field = QLineEdit()
        self.field.setPlaceholderText(texts.LIST_SEARCH)
        self.field.setAccessibleName(texts.LIST_SEARCH)
        self.field.setAcceptDrops(False)
        self.field.installEventFilter(self)
        self.model = LineModel(parent=self)
        self.list = QListView()
        self.list.setAccessibleName(texts.LIST_NAME)
        self.list.setModel(self.model)
        self.list.setItemDelegate(LineDelegate(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.installEventFilter(self)
        self.hint = label(texts.LIST_HINT, "muted")
        self.hint.setWordWrap(True)
        column = QVBoxLayout()
        column.setSpacing(GRID_PX)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        foot = QVBoxLayout()
        foot.addWidget(self.hint)
        self.lay_out(column, foot)
        self.field.textChanged.connect(self._filter)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.list.clicked.connect(self._on_clicked)
        theme.changed.connect(self.list.viewport().update)

    @property
    def current(self) -> Line | None:
        """The chosen line."""
        line = self.list.currentIndex().data(LINE_ROLE)
        return line if isinstance(line, Line) else None

    def open_all(self) -> None:
        """Show all commands as they are now, those that were last run first."""
        self._focus_before = QApplication.focusWidget()
        for menu in self._menus.findChildren(QMenu):
            menu.aboutToShow.emit()  # those whose entries depend on the page bring them up to date
        self._lines = [self._line_of(entry) for entry in entries_of(self._menus)]
        self.field.clear()
        self._filter("")
        self.open()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move through the list from the field, type from the list, and run by Enter."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run()
            return True
        other = self.list if watched is self.field else self.field
        is_move = event.key() in MOVES
        is_text = bool(event.text()) and event.text().isprintable()
        if is_move if other is self.list else is_text:
            QApplication.sendEvent(other, event)
            return True
        return super().eventFilter(watched, event)

    def done(self, result: int) -> None:
        """Close, and give the keyboard back to where it was."""
        super().done(result)
        before, self._focus_before = self._focus_before, None
        self._window.activateWindow()
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line_of(self, entry: Entry) -> Line:
        command = self._commands.of(entry.action)
        tip = entry.action.toolTip()  # Qt gives one without a tip its text
        why = "" if plain_text(tip) == plain_text(entry.action.text()) else tip
        return Line(
            entry.action,
            command.id if command else "",
            entry.title,
            entry.path[0],
            entry.keys,
            entry.is_enabled,
            why or (command.needs if command else ""),
        )

    def _filter(self, asked: str) -> None:
        recent = self._preferences.current.recent_commands
        places = {id_: place for place, id_ in enumerate(recent)}
        found = []
        for number, line in enumerate(self._lines):
            # An id has English words: who learnt the program in English finds it by them.
            in_english = line.id.replace(".", " ").replace("_", " ")
            fits = rank(asked, line.title, line.path, line.keys, in_english)
            if fits is not None:
                place = places.get(line.id, RECENT)
                found.append((fits, place, not line.is_enabled, number))
        self.model.show(self._lines[number] for *_, number in sorted(found))
        self.hint.setText(texts.LIST_HINT if found else texts.NONE_FOUND)
        self.list.setCurrentIndex(self.model.index(0))

    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        """Tell a screen reader, whose focus is in the field, which one it is."""
        line = current.data(LINE_ROLE)
        if isinstance(line, Line) and self.field.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, line.spoken))

    def _on_clicked(self, _index: QModelIndex) -> None:
        self._run()

    def _run(self) -> None:
        line = self.current
        if line is None:
            return
        if not line.is_enabled:
            self.hint.setText(line.needs or texts.NOT_NOW)
            QAccessible.updateAccessibility(
                QAccessibleAnnouncementEvent(self.field, self.hint.text())
            )
            return
        self.accept()
        if line.id:
            before = [id_ for id_ in self._preferences.current.recent_commands if id_ != line.id]
            self._preferences.change(recent_commands=(line.id, *before)[:RECENT])
        if isValid(line.action):
            line.action.trigger()
