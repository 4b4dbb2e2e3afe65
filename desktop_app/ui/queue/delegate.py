"""The queue's rows: filtered by name, painted with name, state, progress and one button."""

from enum import StrEnum

from PySide6.QtCore import (
    QEvent,
    QObject,
    QRect,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.app.jobs.item_model import JobListModel, JobRole, Section
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.list_model import AnyIndex
from desktop_app.core.errors import Action
from desktop_app.core.job import JobState
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.widgets.controls import tip
from desktop_app.ui.widgets.row_painting import paint_bar, paint_ground


def record_at(index: AnyIndex) -> JobRecord | None:
    """Return the job in a row."""
    record = index.data(JobRole.RECORD)
    return record if isinstance(record, JobRecord) else None


class QueueProxy(QSortFilterProxyModel):
    """A proxy with the rows whose name contains the search text.

    Attributes:
        is_filtered: whether there is a search text.
    """

    def __init__(self, source: JobListModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = source
        self.is_filtered = False
        self.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setSourceModel(source)

    def filter_by(self, text: str) -> None:
        """Show only rows whose name contains this text."""
        self.is_filtered = bool(text)
        self.setFilterFixedString(text)

    def shown_ids(self) -> list[int]:
        """The numbers of the visible jobs, in order."""
        return [self.index(row, 0).data(JobRole.ID) for row in range(self.rowCount())]

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the tooltip and the accessible text, too."""
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            record = super().data(index, JobRole.RECORD)
            if isinstance(record, JobRecord):
                if role == Qt.ItemDataRole.AccessibleTextRole:
                    return strings.job_spoken(record)
                # The row shows only what fits. Missing sound is part of its line.
                if record.error is not None:
                    more = (record.error.message,)
                else:
                    more = tuple(super().data(index, JobRole.PLAN))
                lines = (strings.job_place(record.job), strings.job_line(record), *more)
                return tip("\n".join(filter(None, lines)))
        return super().data(index, role)

    def starts_section(self, index: AnyIndex) -> bool:
        """Whether the row is the first of its section; called for every row at each layout."""
        row = index.row()
        if row == 0 or not self.is_filtered:
            return row in (0, self._jobs.first_done_row)
        above = self.index(row - 1, 0)
        return bool(above.data(JobRole.SECTION) != index.data(JobRole.SECTION))


HEADER_PX = 32
ROW_PX = 56
MAY_RETRY = (Action.RETRY, Action.DIAGNOSE)


class JobAction(StrEnum):
    """The action of a row's button."""

    STOP = "stop"
    RETRY = "retry"
    DETAILS = "details"
    NOTHING = "nothing"


ACTION_TITLES = {
    JobAction.STOP: strings.STOP,
    JobAction.RETRY: strings.RETRY,
    JobAction.DETAILS: strings.DETAILS,
}


def action_for(record: JobRecord) -> JobAction:
    """Return the action of a row's button."""
    match record.state:
        case JobState.LOADING | JobState.WORKING | JobState.WAITING:
            return JobAction.STOP
        case JobState.STOPPED:
            return JobAction.RETRY
        case JobState.FAILED:
            may_retry = record.error is not None and record.error.action in MAY_RETRY
            return JobAction.RETRY if may_retry else JobAction.DETAILS
        case _:
            return JobAction.NOTHING


class QueueDelegate(QStyledItemDelegate):
    """Paint the queue.

    Signals:
        action_chosen: a job's number and the JobAction that was clicked.
    """

    action_chosen = Signal(int, object)

    def __init__(self, proxy: QueueProxy, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._proxy = proxy
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return a row's height, with its section's heading if it is the first."""
        lines = max(ROW_PX, 2 * option.fontMetrics.height() + 3 * GRID_PX)
        return QSize(160, lines + HEADER_PX * self._proxy.starts_section(index))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one row."""
        record = record_at(index)
        if record is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = QRect(option.rect)
        if self._proxy.starts_section(index):
            self._paint_heading(painter, option, record)
            row.setTop(row.top() + HEADER_PX)
        paint_ground(painter, option, row, self._theme.colors)
        self._paint_lines(painter, option, row, record)
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: object,  # noqa: ARG002 - Qt's signature
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> bool:
        """Take a click on the row's button."""
        if event.type() is not QEvent.Type.MouseButtonRelease or not isinstance(event, QMouseEvent):
            return False
        record = record_at(index)
        if record is None or event.button() is not Qt.MouseButton.LeftButton:
            return False
        action = action_for(record)
        if action is JobAction.NOTHING:
            return False
        if not self.action_rect(option, index).contains(event.position().toPoint()):
            return False
        self.action_chosen.emit(record.id, action)
        return True

    def action_rect(self, option: QStyleOptionViewItem, index: AnyIndex) -> QRect:
        """Return the rectangle of the row's button, in view coordinates."""
        row = QRect(option.rect)
        if self._proxy.starts_section(index):
            row.setTop(row.top() + HEADER_PX)
        record = record_at(index)
        action = action_for(record) if record else JobAction.NOTHING
        if action is JobAction.NOTHING:
            return QRect()
        width = option.fontMetrics.horizontalAdvance(ACTION_TITLES[action]) + 2 * GRID_PX
        height = option.fontMetrics.height() + GRID_PX
        left = row.right() - width - GRID_PX
        return QRect(left, row.center().y() - height // 2, width, height)

    def _paint_heading(
        self, painter: QPainter, option: QStyleOptionViewItem, record: JobRecord
    ) -> None:
        is_done = record.state is JobState.DONE
        title = {Section.QUEUE: strings.QUEUE, Section.DONE: strings.DONE}[
            Section.DONE if is_done else Section.QUEUE
        ]
        font = QFont(option.font)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.colors.muted))
        area = option.rect.adjusted(2 * GRID_PX, 0, -2 * GRID_PX, 0)
        area.setHeight(HEADER_PX)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, title)

    def _paint_lines(
        self, painter: QPainter, option: QStyleOptionViewItem, row: QRect, record: JobRecord
    ) -> None:
        colors = self._theme.colors
        painter.setFont(option.font)
        inner = row.adjusted(2 * GRID_PX, 0, -2 * GRID_PX, 0)
        inner.setTop(row.center().y() - option.fontMetrics.height() - 2)
        action = action_for(record)
        if action is not JobAction.NOTHING:
            button = self._paint_action(painter, option, row, action)
            inner.setRight(button.left() - GRID_PX)
        height = option.fontMetrics.height()
        name_area = QRect(inner.left(), inner.top(), inner.width(), height)
        line_area = QRect(inner.left(), inner.top() + height + 4, inner.width(), height)
        percent = strings.percent(record)
        painter.setPen(QColor(colors.muted))
        painter.drawText(name_area, Qt.AlignmentFlag.AlignRight, percent)
        taken = option.fontMetrics.horizontalAdvance(percent) + GRID_PX if percent else 0
        name = option.fontMetrics.elidedText(
            strings.job_name(record.job),
            Qt.TextElideMode.ElideMiddle,
            inner.width() - taken,
        )
        painter.setPen(QColor(colors.text))
        painter.drawText(name_area, Qt.AlignmentFlag.AlignLeft, name)
        is_wrong = record.error or strings.missing_line(record)
        painter.setPen(QColor(colors.error if is_wrong else colors.muted))
        line = option.fontMetrics.elidedText(
            strings.job_line(record), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(line_area, Qt.AlignmentFlag.AlignLeft, line)
        if record.state is JobState.WORKING and record.fraction is not None:
            paint_bar(painter, row, record.fraction, colors)

    def _paint_action(
        self, painter: QPainter, option: QStyleOptionViewItem, row: QRect, action: JobAction
    ) -> QRect:
        title = ACTION_TITLES[action]
        width = option.fontMetrics.horizontalAdvance(title) + 2 * GRID_PX
        height = option.fontMetrics.height() + GRID_PX
        area = QRect(row.right() - width - GRID_PX, row.center().y() - height // 2, width, height)
        painter.setPen(QColor(self._theme.colors.accent))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, title)
        return area
