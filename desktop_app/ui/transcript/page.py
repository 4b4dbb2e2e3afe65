"""The right pane: the selected job's name and text, its error, or why there is none yet."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.problems import Problem
from desktop_app.app.transcript.item_model import ShownTranscript
from desktop_app.core.errors import AppError
from desktop_app.core.job import JobState
from desktop_app.ui.strings import library as library_strings
from desktop_app.ui.strings import page as page_strings
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.transcript.find_bar import FindBar
from desktop_app.ui.transcript.typing import TextEditor
from desktop_app.ui.transcript.view import TranscriptView
from desktop_app.ui.widgets.controls import ElidedLabel, button, label, tip
from desktop_app.ui.widgets.error_panel import ErrorPanel
from desktop_app.ui.widgets.first_model_button import StarterBanner
from desktop_app.ui.widgets.fitting import FittingScroll

LEAST_WIDTH_PX = 360
# Narrower than that, the buttons of the header are.
WIDE_PX = 600
# The buttons at the right of the header.
ALWAYS_THERE = 3
# The parts above the lines about the text: header, banner and find bar.
LINES_ABOVE = 3


def _quiet_texts() -> dict[JobState, str]:
    """Return what stands in the place of a text that is not there, by the state of its job."""
    return {
        JobState.WAITING: strings.WAITING_TEXT,
        JobState.LOADING: strings.LOADING_TEXT,
        JobState.WORKING: strings.LISTENING_TEXT,
        JobState.STOPPING: strings.STOPPING,
        JobState.STOPPED: strings.STOPPED_TEXT,
        JobState.DONE: "",
        JobState.FAILED: "",
    }


class JobPage(QWidget):
    """Show the controller's selected job.

    Args:
        controller: provides the selected job.
        transcript: the job's text; the page follows it, so that both always show the same job.
        theme: the application's colours.
        banner: shown above the starter model's text.

    Signals:
        action_wanted: the Action of the error panel's button.
        copy_wanted, versions_wanted: the button was pressed that copies the text, or shows its
            versions.
        room_changed: the page is higher or lower, or a part of it came or went.
    """

    action_wanted = Signal(object)
    copy_wanted = Signal()
    versions_wanted = Signal()
    room_changed = Signal()

    def __init__(
        self,
        controller: TranscriptionController,
        transcript: ShownTranscript,
        theme: Theme,
        banner: StarterBanner,
    ) -> None:
        super().__init__()
        self.banner = banner
        # Why texts of the library cannot be shown, by the numbers of their jobs.
        self._not_opened: dict[int, str] = {}
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._controller = controller
        self.name = ElidedLabel("heading")
        self.facts = ElidedLabel("muted", elide=Qt.TextElideMode.ElideRight)
        self._divider = label("·", "muted")
        self.versions_button = button("", "link")
        self.copy_button = button(page_strings.COPY_ALL)
        self.export_button = button(page_strings.EXPORT)
        self.formats_button = _sign(page_strings.FORMATS_SIGN, page_strings.FORMATS)
        self.find_button = button(page_strings.FIND)
        self.mode_line = ElidedLabel("muted")
        self.notice = label(kind="muted")
        self.notice.setWordWrap(True)
        self.text = TranscriptView(transcript, theme)
        self.find_bar = FindBar(self.text, transcript, theme)
        self.errors = ErrorPanel()
        self.quiet = label(kind="muted")
        self.quiet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget()
        self.errors_area = FittingScroll(self.errors, is_clear=True)
        for page in (self.text, self.quiet):
            self.stack.addWidget(page)
        header = self._header()
        layout = self._parts = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (header, banner, self.find_bar):
            layout.addWidget(part)
        # Above what was heard before the error, or alone.
        layout.addWidget(self.errors_area, 1)
        layout.addWidget(self.stack, 2)
        self.mode_area = self._mode_area()
        layout.addWidget(self.mode_area)
        # What plays the recording comes here.
        self.slot_below = QVBoxLayout()
        layout.addLayout(self.slot_below)
        self._editor: TextEditor | None = None
        self._player_too: QWidget | None = None
        self.versions_button.clicked.connect(self.versions_wanted)
        self.copy_button.clicked.connect(self.copy_wanted)
        self.find_button.clicked.connect(self.find_bar.open)
        self.text.mode_changed.connect(self._show_mode)
        self.errors.action_wanted.connect(self.action_wanted)
        transcript.job_shown.connect(self.refresh)
        transcript.refreshed.connect(self.refresh)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)
        self.refresh()

    def _mode_area(self) -> QWidget:
        area = QWidget()
        area.setObjectName("modeLine")
        area.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(area)
        line.setContentsMargins(3 * GRID_PX, GRID_PX // 2, 3 * GRID_PX, GRID_PX // 2)
        line.addWidget(self.mode_line)
        return area

    def set_editor(self, editor: TextEditor) -> None:
        """Let the text be corrected."""
        self._editor = editor
        self.text.set_editor(editor)
        editor.state_changed.connect(self._show_mode)
        self._show_mode()

    def tell_of_player(self, widget: QWidget) -> None:
        """Say that Space plays there, too."""
        self._player_too = widget

    def add_line(self, widget: QWidget) -> None:
        """Add a line above the text, about how it is shown."""
        self._parts.insertWidget(LINES_ABOVE, widget)

    def add_tool(self, widget: QWidget) -> None:
        """Add a button to the header, before those that are always there."""
        self._tools.insertWidget(self._tools.count() - ALWAYS_THERE, widget)
        self._buttons.append(widget)
        self._fit_tools()

    def minimumSizeHint(self) -> QSize:
        """Room for a few words per line, and for the error's buttons without cutting them off."""
        bar_px = self.errors_area.verticalScrollBar().sizeHint().width()
        needed_px = self.errors.minimumSizeHint().width() + bar_px
        return super().minimumSizeHint().expandedTo(QSize(max(LEAST_WIDTH_PX, needed_px), 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have narrow buttons in a narrow header: the name needs the room."""
        super().resizeEvent(event)
        self._fit_tools()
        self.room_changed.emit()

    def event(self, event: QEvent) -> bool:
        """Tell when a part of it came or went."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.room_changed.emit()
        return done

    @property
    def spare_px(self) -> int:
        """How much higher the page is than its parts need to be; below zero, some are cut off."""
        least_px = self._parts.minimumHeightForWidth(self.width())
        return self.height() - max(least_px, self._parts.minimumSize().height())

    def lacks_room_for(self, panel: QWidget) -> bool:
        """Whether parts would be cut off with a panel below the text, shown or not."""
        needed_px = panel.minimumSizeHint().height() if panel.isHidden() else 0
        return self.spare_px < needed_px

    def _fit_tools(self) -> None:
        kind = "" if self.width() >= WIDE_PX else "small"
        for tool in self._buttons:
            if tool.property("kind") != kind:
                tool.setProperty("kind", kind)
                tool.style().unpolish(tool)
                tool.style().polish(tool)
                tool.updateGeometry()

    def refresh(self) -> None:
        """Show the selected job's current state."""
        record = self._controller.selected
        self.banner.show_for(record)
        has_page = record is not None and record.has_page
        for tool in self._always_there():
            tool.setVisible(has_page)
        self.copy_button.setEnabled(record is not None and bool(record.segments))
        versions = record.summary.versions if record is not None and record.summary else 0
        for part in (self._divider, self.versions_button):
            part.setVisible(versions > 1)
        self.versions_button.setText(strings.versions_line(versions))
        self.versions_button.setAccessibleName(self.versions_button.text())
        self._show_mode()
        if record is None:
            self.name.setText("")
            self.facts.setText("")
            self.notice.hide()
            self.quiet.setText(strings.NOTHING_SELECTED)
            self.stack.setCurrentWidget(self.quiet)
            self.errors_area.hide()
            self.stack.show()
            return
        self.name.setText(strings.row_title(record))
        self.name.setToolTip(tip(strings.job_place(record.job)))
        self.facts.setText(strings.facts_line(record))
        self.notice.setText(record.notice)
        self.notice.setVisible(bool(record.notice))
        self._show_body(record)

    def say_not_opened(self, job_id: int, error: AppError) -> None:
        """Show why a transcript cannot be read from the library."""
        self._not_opened[job_id] = library_strings.NOT_OPENED.format(reason=error.sentence)
        self.refresh()

    def _always_there(self) -> tuple[QWidget, ...]:
        return self.copy_button, self.export_button, self.formats_button, self.find_button

    def _header(self) -> QWidget:
        """Build the header: the name over the facts, and the buttons beside both."""
        header = QWidget()
        header.setObjectName("pageHeader")
        header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        facts = QHBoxLayout()
        facts.setSpacing(GRID_PX // 2)
        facts.addWidget(self.facts)
        facts.addWidget(self._divider)
        facts.addWidget(self.versions_button)
        facts.addStretch(1)
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(self.name)
        titles.addLayout(facts)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(GRID_PX)
        self._buttons: list[QWidget] = [self.copy_button, self.export_button, self.find_button]
        export = QHBoxLayout()
        export.setSpacing(GRID_PX // 4)
        for tool in (self.export_button, self.formats_button):
            export.addWidget(tool)
        self._tools.addWidget(self.copy_button)
        self._tools.addLayout(export)
        self._tools.addWidget(self.find_button)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID_PX)
        row.addLayout(titles, 1)
        row.addLayout(self._tools)
        lines = QVBoxLayout(header)
        lines.setContentsMargins(3 * GRID_PX, GRID_PX, 3 * GRID_PX, GRID_PX)
        lines.setSpacing(4)
        lines.addLayout(row)
        lines.addWidget(self.notice)
        return header

    def _show_mode(self) -> None:
        """Say what the keys do now, or why the text cannot be changed."""
        record = self._controller.selected
        has_page = record is not None and record.has_page
        self.mode_area.setVisible(has_page and self._editor is not None)
        self._show_emptiness(record)
        if self._editor is None:
            return
        if self.text.is_correcting:
            self.mode_line.setText(page_strings.CORRECTING)
        elif self._editor.can_edit:
            self.mode_line.setText(self._reading_line())
        else:
            self.mode_line.setText(self._editor.why_not)

    def _reading_line(self) -> str:
        """Say what the keys do where the focus is."""
        focused = self.window().focusWidget()
        if focused is self.text:
            return page_strings.READING
        if focused is self._player_too:
            return page_strings.READING_IN_LIST
        return page_strings.READING_ELSEWHERE

    def _on_focus_changed(self, _before: QWidget | None, _now: QWidget | None) -> None:
        self._show_mode()

    def _show_emptiness(self, record: JobRecord | None) -> None:
        """Say in the place of the text that nothing was heard; of a text that is gone nothing."""
        is_empty = record is not None and record.has_page and not record.segments
        versions = record.summary.versions if record is not None and record.summary else 0
        is_changed = versions > 1 or (self._editor is not None and self._editor.can_undo)
        says = is_empty and not is_changed
        can_type = self._editor is not None and self._editor.can_edit
        sentence = page_strings.NOTHING_HEARD_TYPE if can_type else strings.NO_SPEECH
        self.text.setPlaceholderText(sentence if says else "")
        self.text.setAccessibleDescription(sentence if says else "")

    def _show_body(self, record: JobRecord) -> None:
        has_failed = record.state is JobState.FAILED and record.error is not None
        has_text = record.has_page
        self.errors_area.setVisible(has_failed)
        self.stack.setVisible(has_text or not has_failed)
        if record.state is JobState.FAILED and record.error is not None:
            self.errors.show_problem(Problem.from_error(record.error))
        if has_text:
            self.stack.setCurrentWidget(self.text)
        else:
            self.quiet.setText(self._quiet_text(record))
            self.stack.setCurrentWidget(self.quiet)

    def _quiet_text(self, record: JobRecord) -> str:
        is_read = record.transcript is not None or record.summary is None
        if record.state is not JobState.DONE or is_read:
            return _quiet_texts()[record.state]
        return self._not_opened.get(record.id, library_strings.OPENING)


def _sign(sign: str, name: str) -> QPushButton:
    """Make a small button with a sign that its tooltip and a screen reader name."""
    made = button(sign, "small")
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made
