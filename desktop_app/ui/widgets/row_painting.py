"""Painting shared by the rows of all lists: background and progress bar."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from desktop_app.ui.theme import GRID_PX, Colors

BAR_PX = 3


def mirrored(painter: QPainter, whole: QRect, part: QRect) -> QRect:
    """Return where a part of a row is: its mirror image where the interface is mirrored."""
    return QStyle.visualRect(painter.layoutDirection(), whole, part)


def paint_ground(
    painter: QPainter, option: QStyleOptionViewItem, row: QRect, colors: Colors
) -> None:
    """Paint the background of a selected or hovered row; a frame for focus."""
    ground = mirrored(painter, row, row.adjusted(GRID_PX, 1, -GRID_PX // 2, -1))
    if option.state & QStyle.StateFlag.State_Selected:
        painter.setBrush(QColor(colors.selected))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(QColor(colors.hover))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
    painter.setPen(QColor(colors.accent) if has_focus else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(ground, 6, 6)


def paint_bar(painter: QPainter, row: QRect, fraction: float, colors: Colors) -> None:
    """Paint a thin progress bar at the foot of a row."""
    whole = QRect(
        row.left() + 2 * GRID_PX, row.bottom() - BAR_PX - 2, row.width() - 4 * GRID_PX, BAR_PX
    )
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colors.line))
    painter.drawRoundedRect(whole, 1.5, 1.5)
    done = QRect(whole)
    done.setWidth(round(whole.width() * fraction))
    painter.setBrush(QColor(colors.accent))
    painter.drawRoundedRect(mirrored(painter, whole, done), 1.5, 1.5)
