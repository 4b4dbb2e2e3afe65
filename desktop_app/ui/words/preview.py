"""A table of the sentences that would change, with what differs marked."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from desktop_app.app.list_model import AnyIndex
from desktop_app.app.words.preview import SPANS_ROLE, Column, PreviewModel
from desktop_app.ui.strings import words as texts
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.widgets.controls import tip
from desktop_app.ui.widgets.hit_line import cut_to_hit, paint_marked

TITLE_PX = 190
ROW_PX = 32
LEAST_PX = QSize(320, 120)
# The corners of a tick, as shares of its box.
TICK = ((0.22, 0.52), (0.42, 0.72), (0.78, 0.3))


class _RowDelegate(QStyledItemDelegate):
    """Paint a row: a check box with the transcript's name, and sentences cut to what differs."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one cell."""
        colors = self._theme.colors
        area = QRect(option.rect)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(area, QColor(colors.selected if is_selected else colors.page))
        text, spans = str(index.data()), index.data(SPANS_ROLE) or ()
        first = index.model().index(index.row(), Column.TITLE)
        is_on = first.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        if index.column() == Column.TITLE:
            box = self._paint_box(painter, option, index, is_on=is_on)
            if option.direction == Qt.LayoutDirection.RightToLeft:
                area.setRight(box.left())
            else:
                area.setLeft(box.right())
        area.adjust(GRID_PX, 0, -GRID_PX, 0)
        shown, marked = cut_to_hit(text, spans, option.fontMetrics, area.width())
        height = option.fontMetrics.height()
        area.setTop(area.top() + (area.height() - height) // 2)
        ink = colors.text if is_on else colors.muted
        painter.setFont(option.font)
        paint_marked(painter, area, shown, marked, QColor(ink), colors)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> bool:
        """Show all of a sentence as it is, whatever Qt would take for tags in it."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        text = index.data(Qt.ItemDataRole.ToolTipRole)
        QToolTip.showText(event.globalPos(), tip(str(text)), view)
        return True

    def _paint_box(
        self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex, *, is_on: bool
    ) -> QRect:
        """Draw the box where a click checks it; return its place."""
        colors, filled = self._theme.colors, QStyleOptionViewItem(option)
        self.initStyleOption(filled, index)
        style = option.widget.style()
        element = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        box = QRectF(style.subElementRect(element, filled, option.widget)).adjusted(
            0.5, 0.5, -1, -1
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(colors.accent if is_on else colors.page))
        painter.setPen(QColor(colors.accent if is_on else colors.muted))
        painter.drawRoundedRect(box, 3, 3)
        if is_on:
            painter.setPen(QPen(QColor(colors.on_accent), 2))
            painter.drawPolyline(
                [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in TICK]
            )
        painter.restore()
        return box.toAlignedRect()


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
        self.setItemDelegate(_RowDelegate(theme, self))
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
