"""Paint a model's row: title, state and progress."""

from PySide6.QtCore import (
    QIdentityProxyModel,
    QObject,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.app.list_model import AnyIndex
from desktop_app.app.models.item_model import ModelRole, ModelRow, ModelState
from desktop_app.core.sentences import tr
from desktop_app.ui.strings import models as model_strings
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.widgets.controls import tip
from desktop_app.ui.widgets.row_painting import paint_bar, paint_ground

ROW_PX = 60


def row_at(index: AnyIndex) -> ModelRow | None:
    """Return the model in a row."""
    row = index.data(ModelRole.ROW)
    return row if isinstance(row, ModelRow) else None


def heading_of(index: AnyIndex) -> str:
    """Return the heading above a row; "" for one that is not the first of its group."""
    row, above = row_at(index), row_at(index.sibling(index.row() - 1, 0))
    if row is None or (above and above.spec.kind.task is row.spec.kind.task):
        return ""
    return row.spec.kind.task.heading


class SpokenModels(QIdentityProxyModel):
    """A proxy that adds text for screen readers and tooltips."""

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the accessible text and the tooltip, too."""
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            row = super().data(index, ModelRole.ROW)
            if isinstance(row, ModelRow):
                spoken = role == Qt.ItemDataRole.AccessibleTextRole
                if spoken:
                    return model_strings.row_spoken(row, heading_of(index))
                # The row shows only what fits.
                lines = (row.spec.title, model_strings.row_line(row), tr(row.spec.summary))
                return tip("\n".join(line for line in lines if line))
        return super().data(index, role)


class ModelDelegate(QStyledItemDelegate):
    """Paint the list of models."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return a row's height, with its heading's."""
        height = max(ROW_PX, 2 * option.fontMetrics.height() + 3 * GRID_PX)
        return QSize(160, height + (_heading_px(option) if heading_of(index) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one row."""
        row = row_at(index)
        if row is None:
            return
        colors = self._theme.colors
        area = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if heading := heading_of(index):
            self._paint_heading(painter, option, area, heading)
            area.setTop(area.top() + _heading_px(option))
        paint_ground(painter, option, area, colors)
        painter.setFont(option.font)
        metrics = option.fontMetrics
        inner = area.adjusted(2 * GRID_PX, 0, -2 * GRID_PX, 0)
        height = metrics.height()
        top = area.center().y() - height - 2
        is_off = row.state in (ModelState.NOT_INSTALLED, ModelState.PAUSED)
        has_error = row.state is ModelState.DAMAGED or (
            row.error is not None and row.progress is None and row.work is None
        )
        lines = (
            (row.spec.title, colors.muted if is_off else colors.text),
            (model_strings.row_line(row), colors.error if has_error else colors.muted),
        )
        for number, (text, color) in enumerate(lines):
            place = QRect(inner.left(), top + number * (height + 4), inner.width(), height)
            painter.setPen(QColor(color))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft, shown)
        if row.fraction is not None:
            paint_bar(painter, area, row.fraction, colors)
        painter.restore()

    def _paint_heading(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, text: str
    ) -> None:
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.colors.muted))
        place = area.adjusted(2 * GRID_PX, GRID_PX, -2 * GRID_PX, 0)
        place.setHeight(option.fontMetrics.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft, text)


def _heading_px(option: QStyleOptionViewItem) -> int:
    return option.fontMetrics.height() + 2 * GRID_PX
