"""The speakers of the shown transcript: who they are, how long they talk, and who is shown."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.list_model import AnyIndex, ListModel
from desktop_app.app.speakers.speakers import Speakers
from desktop_app.core.editing.speakers import Speaker, clean_name
from desktop_app.ui.speakers.menu import dot
from desktop_app.ui.strings import speakers as texts
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.widgets.controls import button, empty_menu, label, plain, tip
from desktop_app.ui.widgets.panel_list import PanelList

# How a speaker is told while dragged onto another one.
DRAGGED = "application/x-aviary-speaker"
SHARE_PX, SHARE_HEIGHT_PX = 64, 6
# Narrower than that, a row has no room for more than a name and how long it talks.
WIDE_PX = 480


class SpeakersModel(ListModel[Speaker]):
    """A row for each speaker, ticked while what they say is shown; names are changed in place.

    Args:
        speakers: who speaks.
        theme: the colours of names.

    Signals:
        renamed: a name, and the one that it is to be.
        merge_wanted: the name of a speaker who was dropped onto another one, and that one's.
    """

    renamed = Signal(str, str)
    merge_wanted = Signal(str, str)

    def __init__(self, speakers: Speakers, theme: Theme) -> None:
        super().__init__(_rows(speakers))
        self._speakers = speakers
        self._theme = theme
        speakers.changed.connect(self._on_changed)
        speakers.hidden_changed.connect(self._on_repaint)
        theme.changed.connect(self._on_repaint)

    def speaker(self, row: int) -> Speaker:
        """Return the speaker of a row; the name is "" for what nobody is named for."""
        return self._rows[row]

    def row_of(self, name: str) -> int:
        """Return the row of a speaker; -1 if there is none."""
        return next((row for row, one in enumerate(self._rows) if one.name == name), -1)

    @property
    def talk_s(self) -> float:
        """How long all speakers talk, in seconds."""
        return sum(one.talk_s for one in self._rows)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let speakers be ticked, renamed, and dragged onto one another."""
        found = super().flags(index)
        if not index.isValid():
            return found
        found |= Qt.ItemFlag.ItemIsUserCheckable
        if self._rows[index.row()].name and self._speakers.can_name:
            found |= Qt.ItemFlag.ItemIsEditable
            found |= Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
        return found

    def setData(
        self,
        index: QModelIndex | QPersistentModelIndex,
        value: object,
        role: int = Qt.ItemDataRole.EditRole,
    ) -> bool:
        """Show or hide what a speaker says, or take another name."""
        if not index.isValid():
            return False
        name = self._rows[index.row()].name
        if role == Qt.ItemDataRole.CheckStateRole:
            is_shown = Qt.CheckState(value) is Qt.CheckState.Checked
            hidden = self._speakers.hidden
            self._speakers.hide(hidden - {name} if is_shown else hidden | {name})
            return True
        new = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not new or new == name:
            return False
        self.renamed.emit(name, new)
        return True

    def supportedDropActions(self) -> Qt.DropAction:
        """Take what is dropped, which stays in the list until it is merged."""
        return Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        """What can be dropped: a speaker of this list."""
        return [DRAGGED]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the dragged speaker's name."""
        data = QMimeData()
        for index in indexes[:1]:
            data.setData(DRAGGED, self._rows[index.row()].name.encode())
        return data

    def dropMimeData(
        self,
        data: QMimeData,
        action: Qt.DropAction,
        row: int,
        column: int,
        parent: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Merge the dragged speaker into the one below the mouse."""
        del action, row, column
        if not data.hasFormat(DRAGGED) or not parent.isValid():
            return False
        name = bytes(data.data(DRAGGED).data()).decode()
        into = self._rows[parent.row()].name
        if into and name != into:
            self.merge_wanted.emit(name, into)
        return bool(into) and name != into

    def _answer(self, row: Speaker, role: int) -> object:
        if role == Qt.ItemDataRole.DecorationRole:
            return dot(self.color_of(row))
        is_shown = row.name not in self._speakers.hidden
        answers: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: row.name or texts.NOBODY,
            Qt.ItemDataRole.EditRole: row.name,
            Qt.ItemDataRole.AccessibleTextRole: texts.spoken_line(
                row, self.talk_s, is_shown=is_shown
            ),
            Qt.ItemDataRole.ToolTipRole: tip(texts.spoken_line(row, self.talk_s, is_shown=True)),
            Qt.ItemDataRole.CheckStateRole: (
                Qt.CheckState.Checked if is_shown else Qt.CheckState.Unchecked
            ),
        }
        return answers.get(role)

    def color_of(self, speaker: Speaker) -> str:
        """Return the colour of a speaker's name."""
        colors = self._theme.colors
        if not speaker.name:
            return colors.muted
        return colors.speakers[max(0, self.row_of(speaker.name)) % len(colors.speakers)]

    def _on_changed(self) -> None:
        self._reset(_rows(self._speakers))

    def _on_repaint(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))


def _renames(event: QEvent) -> bool:
    """Whether a key changes a name in its place."""
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F2 and not event.modifiers()


def _rows(speakers: Speakers) -> list[Speaker]:
    return [*speakers.all, *([speakers.unnamed] if speakers.unnamed is not None else [])]


class _RowDelegate(QStyledItemDelegate):
    """Draws how long a speaker talks at the end of the row: as a bar, and in numbers."""

    def __init__(self, model: SpeakersModel, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw the row."""
        speaker = self._model.speaker(index.row())
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        style = whole.widget.style()
        element = QStyle.PrimitiveElement.PE_PanelItemViewItem
        style.drawPrimitive(element, whole, painter, whole.widget)
        is_wide = option.rect.width() >= WIDE_PX
        text = texts.talk_line(speaker, self._model.talk_s, has_sentences=is_wide)
        text_px = option.fontMetrics.horizontalAdvance(text)
        bar_px = SHARE_PX + GRID_PX if is_wide else 0
        right = option.rect.adjusted(0, 0, -GRID_PX, 0)
        right.setLeft(right.right() - text_px - bar_px)
        left = QStyleOptionViewItem(option)
        left.rect = option.rect.adjusted(0, 0, right.left() - option.rect.right() - GRID_PX, 0)
        mirrored = QStyleOptionViewItem(left)
        mirrored.rect = QStyle.visualRect(option.direction, option.rect, left.rect)
        super().paint(painter, mirrored, index)
        painter.save()
        painter.setPen(QColor(self._theme.colors.muted))
        place = right.adjusted(bar_px, 0, 0, 0)
        there = QStyle.visualRect(option.direction, option.rect, place)
        painter.drawText(there, Qt.AlignmentFlag.AlignVCenter, text)
        if is_wide:
            self._paint_share(painter, option, speaker, right)
        painter.restore()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        """Put the field over the name, within its row."""
        super().updateEditorGeometry(editor, option, index)
        place = editor.geometry()
        most = option.rect.adjusted(0, 1, -option.rect.width() // 3, -1)
        editor.setGeometry(
            place.intersected(QStyle.visualRect(option.direction, option.rect, most))
        )

    def _paint_share(
        self, painter: QPainter, option: QStyleOptionViewItem, speaker: Speaker, right: QRect
    ) -> None:
        talk_s = self._model.talk_s
        share = speaker.talk_s / talk_s if talk_s > 0 else 0.0
        top = right.center().y() - SHARE_HEIGHT_PX // 2
        for width, color in (
            (SHARE_PX, self._theme.colors.line),
            (round(share * SHARE_PX), self._model.color_of(speaker)),
        ):
            bar = QRect(right.left(), top, width, SHARE_HEIGHT_PX)
            painter.fillRect(QStyle.visualRect(option.direction, option.rect, bar), QColor(color))


class SpeakersList(PanelList):
    """The speakers; Enter lets one be heard, F2 changes the name, a drop merges two.

    Signals:
        hear_wanted: Enter was pressed, or a row was clicked twice beside its name.
    """

    hear_wanted = Signal()

    def __init__(self, model: SpeakersModel, theme: Theme) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_RowDelegate(model, theme, self))
        self.setAccessibleName(texts.LIST_NAME)
        self.setEditTriggers(
            QListView.EditTrigger.EditKeyPressed | QListView.EditTrigger.DoubleClicked
        )
        self.setDragDropMode(QListView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.setDropIndicatorShown(True)
        self.setDragDropOverwriteMode(True)

    def on_enter(self) -> None:
        """Let the current speaker be heard."""
        self.hear_wanted.emit()


class ShownLine(QFrame):
    """Says above the text whose sentences are shown, while they are not all; hidden otherwise.

    Args:
        speakers: who is shown.
    """

    def __init__(self, speakers: Speakers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shownLine")
        self._speakers = speakers
        self.text = label()
        self.text.setWordWrap(True)
        self.text.setMinimumWidth(1)  # a long name does not widen the window
        self.all_button = button(texts.SHOW_ALL, "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID_PX, GRID_PX // 2, 3 * GRID_PX, GRID_PX // 2)
        row.setSpacing(2 * GRID_PX)
        row.addWidget(self.text, 1)
        row.addWidget(self.all_button)
        self.all_button.clicked.connect(speakers.show_all)
        speakers.hidden_changed.connect(self.refresh)
        speakers.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say it as it is now."""
        self.text.setText(texts.shown_line(self._speakers.shown))
        self.setVisible(bool(self._speakers.hidden))


class SpeakersPanel(QFrame):
    """The list of speakers with its buttons; hidden at first. F2 changes a name anywhere in it.

    Args:
        speakers: who speaks.
        theme: the colours of names.

    Signals:
        came_or_went: whether it is shown now.
        hear_wanted: the name of a speaker who is to be heard.
        only_wanted: the name of a speaker whose sentences alone are to be shown.
        merge_wanted: a speaker's name, and that of the one into whom they are merged.
    """

    came_or_went = Signal(bool)
    hear_wanted = Signal(str)
    only_wanted = Signal(str)
    merge_wanted = Signal(str, str)

    def __init__(self, speakers: Speakers, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAccessibleName(texts.PANEL_NAME)
        self._speakers = speakers
        self._chosen = ""
        self.model = SpeakersModel(speakers, theme)
        self.model.setParent(self)
        self.hear_button = button(texts.HEAR)
        self.hear_button.setToolTip(texts.HEAR_TIP)
        self.rename_button = button(texts.RENAME)
        self.merge_button = button(texts.MERGE)
        self.merge_into = QMenu(self)
        self.merge_button.setMenu(self.merge_into)
        self.only_button = button(texts.ONLY)
        self.close_button = button(texts.CLOSE_SIGN)
        self.close_button.setAccessibleName(texts.CLOSE)
        self.close_button.setToolTip(texts.CLOSE)
        self.list = SpeakersList(self.model, theme)
        self._buttons, self._columns = QGridLayout(), 0
        self._lay_out()
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.list.hear_wanted.connect(self._on_hear)
        self.hear_button.clicked.connect(self._on_hear)
        self.rename_button.clicked.connect(self.rename)
        self.only_button.clicked.connect(self._on_only)
        self.merge_into.triggered.connect(self._on_merge)
        # Before anybody else hears of it, by whom the rows are reset.
        self.model.renamed.connect(self._follow)
        self.merge_wanted.connect(self._follow)
        self.model.merge_wanted.connect(self.merge_wanted)
        self.model.modelReset.connect(self._on_reset)
        speakers.hidden_changed.connect(self.refresh)
        self.hide()
        self.refresh()

    @property
    def current(self) -> Speaker | None:
        """The speaker of the row that the keyboard is at."""
        index = self.list.currentIndex()
        return self.model.speaker(index.row()) if index.isValid() else None

    def choose(self, name: str) -> None:
        """Put the list's cursor on a speaker, or on the first one."""
        self._chosen = name
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(max(0, self.model.row_of(name))))

    def rename(self) -> None:
        """Let the name of the current speaker be changed in its row."""
        if self.rename_button.isEnabled() and not self.list.is_editing:
            self.list.setFocus()
            self.list.edit(self.list.currentIndex())

    def refresh(self) -> None:
        """Say who speaks, and offer what can be done about the current one."""
        current, can_name = self.current, self._speakers.can_name
        count = len(self._speakers.all)
        self.setAccessibleDescription(texts.panel_title(count))
        is_named = current is not None and bool(current.name)
        self.hear_button.setEnabled(current is not None and current.talk_s > 0)
        self.rename_button.setEnabled(is_named and can_name)
        self.merge_button.setEnabled(is_named and can_name and count > 1)
        self.only_button.setEnabled(current is not None and self.model.rowCount() > 1)
        empty_menu(self.merge_into)
        every = (self.model.speaker(row) for row in range(self.model.rowCount()))
        for one in every:
            if one.name and current is not None and one.name != current.name:
                icon = dot(self.model.color_of(one))
                self.merge_into.addAction(icon, plain(texts.short(one.name))).setData(one.name)
        self.list.updateGeometry()

    def setVisible(self, visible: bool) -> None:  # noqa: FBT001 - Qt's signature
        """Tell of it."""
        is_other = visible == self.isHidden()
        super().setVisible(visible)
        if is_other:
            self.came_or_went.emit(visible)

    def event(self, event: QEvent) -> bool:
        """Keep F2 from the window's commands; arrange buttons that need more room, or less.

        What no widget in the panel takes comes here. A command of the window has the same key for
        the recording, and would have it first.
        """
        if event.type() == QEvent.Type.ShortcutOverride and _renames(event):
            event.accept()
            return True
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change the name of the current speaker by F2 at the buttons, too."""
        if _renames(event):
            self.rename()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons into two rows where one would cut their words."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        row = [self.hear_button, self.rename_button, self.merge_button, self.only_button]
        needed = sum(one.sizeHint().width() for one in [*row, self.close_button])
        needed += (len(row) + 1) * GRID_PX + 4 * GRID_PX
        columns = len(row) if needed <= self.width() else len(row) // 2
        if columns != self._columns:
            self._columns = columns
            for place, one in enumerate(row):
                self._buttons.addWidget(one, place // columns, place % columns)

    def _lay_out(self) -> None:
        self._buttons.setSpacing(GRID_PX)
        self._arrange()
        row = QHBoxLayout()
        row.addLayout(self._buttons)
        row.addStretch()
        row.addWidget(self.close_button, alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID_PX, GRID_PX, 2 * GRID_PX, GRID_PX)
        column.setSpacing(GRID_PX)
        column.addLayout(row)
        column.addWidget(self.list)

    def _on_current_changed(self) -> None:
        current = self.current
        if current is not None:
            self._chosen = current.name
        self.refresh()

    def _follow(self, name: str, new: str) -> None:
        """Keep the list's cursor on a speaker who gets another name."""
        if name == self._chosen:
            self._chosen = clean_name(new) or name

    def _on_reset(self) -> None:
        self.choose(self._chosen)
        self.refresh()

    def _on_hear(self) -> None:
        if self.current is not None and self.hear_button.isEnabled():
            self.hear_wanted.emit(self.current.name)

    def _on_only(self) -> None:
        if self.current is not None:
            self.only_wanted.emit(self.current.name)

    def _on_merge(self, action: object) -> None:
        if self.current is not None:
            self.merge_wanted.emit(self.current.name, action.data())  # type: ignore[attr-defined]
