"""Paint the rows of the list: headings, and jobs with name, state, progress and buttons."""

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.jobs.shown import Heading
from desktop_app.app.library.search import LibrarySearch, RowHits, key_of
from desktop_app.app.list_model import AnyIndex
from desktop_app.core.job import JobState
from desktop_app.library.folding import matches, spans
from desktop_app.ui.queue.rows import JobAction, action_titles, actions_of, heading_at, record_at
from desktop_app.ui.strings import queue as queue_strings
from desktop_app.ui.strings import search as search_strings
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.widgets.hit_line import cut_to_hit, paint_marked
from desktop_app.ui.widgets.row_painting import mirrored, paint_bar, paint_ground

ROW_PX = 56


class QueueDelegate(QStyledItemDelegate):
    """Paint the list; all rows have the same height.

    Args:
        theme: the colours.
        search: what was found is shown in place of a job's state.
        parent: owns it.
    """

    def __init__(self, theme: Theme, search: LibrarySearch, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._search = search

    def sizeHint(self, option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        """Return the height of every row."""
        return QSize(160, max(ROW_PX, 2 * option.fontMetrics.height() + 3 * GRID_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = QRect(option.rect)
        heading, record = heading_at(index), record_at(index)
        if heading is not None:
            self._paint_heading(painter, option, heading)
        elif record is not None:
            paint_ground(painter, option, row, self._theme.colors)
            self._paint_lines(painter, option, record)
        painter.restore()

    def action_rects(
        self, option: QStyleOptionViewItem, index: AnyIndex
    ) -> list[tuple[JobAction, QRect]]:
        """Return a row's buttons with their places, in view coordinates."""
        found = _buttons(QRect(option.rect), option.font, record_at(index) or heading_at(index))
        return [
            (action, QStyle.visualRect(option.direction, option.rect, area))
            for action, area in found
        ]

    def action_at(
        self, option: QStyleOptionViewItem, index: AnyIndex, place: QPoint
    ) -> JobAction | None:
        """Return the action of the button at a place in view coordinates, or None."""
        found = self.action_rects(option, index)
        return next((action for action, area in found if area.contains(place)), None)

    def _paint_heading(
        self, painter: QPainter, option: QStyleOptionViewItem, heading: Heading
    ) -> None:
        colors = self._theme.colors
        inner = option.rect.adjusted(2 * GRID_PX, 0, -2 * GRID_PX, 0)
        inner.setRight(self._paint_actions(painter, option, heading, inner.right()))
        bold = QFont(option.font)
        bold.setBold(True)
        title = queue_strings.SECTIONS[heading.section]
        painter.setFont(bold)
        painter.setPen(QColor(colors.text))
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(mirrored(painter, option.rect, inner), side, title)
        inner.setLeft(inner.left() + QFontMetrics(bold).horizontalAdvance(title) + GRID_PX)
        painter.setFont(option.font)
        painter.setPen(QColor(colors.muted))
        painter.drawText(mirrored(painter, option.rect, inner), side, str(heading.count))

    def _paint_lines(
        self, painter: QPainter, option: QStyleOptionViewItem, record: JobRecord
    ) -> None:
        colors, row = self._theme.colors, QRect(option.rect)
        painter.setFont(option.font)
        inner = row.adjusted(2 * GRID_PX, 0, -2 * GRID_PX, 0)
        inner.setTop(row.center().y() - option.fontMetrics.height() - 2)
        inner.setRight(self._paint_actions(painter, option, record, inner.right()))
        height = option.fontMetrics.height()
        name_area = QRect(inner.left(), inner.top(), inner.width(), height)
        line_area = mirrored(painter, row, name_area.translated(0, height + 4))
        name_area = mirrored(painter, row, name_area)
        percent = strings.percent(record)
        painter.setPen(QColor(colors.muted))
        painter.drawText(name_area, Qt.AlignmentFlag.AlignRight, percent)
        taken = option.fontMetrics.horizontalAdvance(percent) + GRID_PX if percent else 0
        title = strings.row_title(record)
        name = option.fontMetrics.elidedText(
            title, Qt.TextElideMode.ElideMiddle, inner.width() - taken
        )
        is_named = name == title and matches(name, self._search.terms)
        in_name = spans(name, self._search.terms) if is_named else ()
        room = mirrored(painter, name_area, name_area.adjusted(0, 0, -taken, 0))
        paint_marked(painter, room, name, in_name, QColor(colors.text), colors)
        hits = self._search.hits_of(key_of(record), record.id)
        if hits is not None and hits.text:
            self._paint_hits(painter, line_area, hits)
        else:
            is_wrong = record.error or strings.missing_line(record)
            painter.setPen(QColor(colors.error if is_wrong else colors.muted))
            line = option.fontMetrics.elidedText(
                strings.job_line(record), Qt.TextElideMode.ElideRight, inner.width()
            )
            painter.drawText(line_area, Qt.AlignmentFlag.AlignLeft, line)
        if record.state is JobState.WORKING and record.fraction is not None:
            paint_bar(painter, row, record.fraction, colors)

    def _paint_hits(self, painter: QPainter, area: QRect, hits: RowHits) -> None:
        """Paint the first place that was found, and how many there are."""
        colors, metrics = self._theme.colors, painter.fontMetrics()
        room = QRect(area)
        if hits.count > 1:
            count = search_strings.places_line(hits.count)
            painter.setPen(QColor(colors.muted))
            painter.drawText(area, Qt.AlignmentFlag.AlignRight, count)
            taken = metrics.horizontalAdvance(count) + GRID_PX
            room = mirrored(painter, area, area.adjusted(0, 0, -taken, 0))
        text, places = cut_to_hit(hits.text, hits.spans, metrics, room.width())
        paint_marked(painter, room, text, places, QColor(colors.muted), colors)

    def _paint_actions(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        row: JobRecord | Heading,
        right_px: int,
    ) -> int:
        """Paint a row's buttons; return where the room for its text ends."""
        buttons = _buttons(QRect(option.rect), option.font, row)
        painter.setPen(QColor(self._theme.colors.accent))
        for action, area in buttons:
            place = mirrored(painter, option.rect, area)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, action_titles()[action])
        return buttons[0][1].left() - GRID_PX if buttons else right_px


def _buttons(
    area: QRect, font: QFont, row: JobRecord | Heading | None
) -> list[tuple[JobAction, QRect]]:
    metrics = QFontMetrics(font)
    height = metrics.height() + GRID_PX
    top = area.center().y() - height // 2
    right = area.right() - GRID_PX
    placed: list[tuple[JobAction, QRect]] = []
    for action in reversed(actions_of(row)):
        width = metrics.horizontalAdvance(action_titles()[action]) + 2 * GRID_PX
        placed.insert(0, (action, QRect(right - width, top, width, height)))
        right -= width
    return placed
