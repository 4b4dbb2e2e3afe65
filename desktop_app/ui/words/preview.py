"""A table of the sentences that would change, with what differs marked."""

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop_app.app.list_model import AnyIndex
from desktop_app.app.words.preview import SPANS_ROLE, Column, PreviewModel
from desktop_app.ui.strings import words as texts
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.widgets.hit_line import cut_to_hit, paint_marked

TITLE_PX = 190
ROW_PX = 32
LEAST_PX = QSize(320, 120)


class _MarkedDelegate(QStyledItemDelegate):
    """Paint a sentence in one line, cut so that what differs is seen."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one cell."""
        colors = self._theme.colors
        area = QRect(option.rect)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(area, QColor(colors.selected if is_selected else colors.page))
        area.adjust(GRID_PX, 0, -GRID_PX, 0)
        text, spans = str(index.data()), index.data(SPANS_ROLE) or ()
        shown, marked = cut_to_hit(text, spans, option.fontMetrics, area.width())
        height = option.fontMetrics.height()
        area.setTop(area.top() + (area.height() - height) // 2)
        first = index.model().index(index.row(), Column.TITLE)
        is_on = first.data(Qt.ItemDataRole.CheckStateRole)
        ink = colors.text if is_on == Qt.CheckState.Checked else colors.muted
        painter.setFont(option.font)
        paint_marked(painter, area, shown, marked, QColor(ink), colors)


class PreviewTable(QTableView):
    """The sentences; Space checks the selected ones, or takes their marks away.

    Args:
        model: the sentences.
        theme: the colours.
    """

    def __init__(self, model: PreviewModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
        self.setAccessibleName(texts.PREVIEW_NAME)
        self.setItemDelegateForColumn(Column.BEFORE, _MarkedDelegate(theme, self))
        self.setItemDelegateForColumn(Column.AFTER, _MarkedDelegate(theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMinimumSize(LEAST_PX)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(max(ROW_PX, self.fontMetrics().height() + 10))
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(Column.TITLE, TITLE_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Check rows by Space."""
        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
            return
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        if rows:
            self._rows.check(rows, is_on=not all(map(self._rows.is_checked, rows)))
