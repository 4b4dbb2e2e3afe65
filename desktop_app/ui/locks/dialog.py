"""Show which file is held, by which program, and what to do; never blocks the queue."""

from pathlib import Path

from PySide6.QtCore import QFileInfo, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import (
    QFileIconProvider,
    QHBoxLayout,
    QPlainTextEdit,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from desktop_app.system.locks.diagnosis import Diagnosis, Holder
from desktop_app.system.locks.known_programs import explain
from desktop_app.ui.strings import locks as lock_strings
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import ElidedLabel, button, label, wrapped
from desktop_app.ui.widgets.fitting import FittingDialog

ICON_PX = 24
WIDTH_PX = 620


class LockDialog(FittingDialog):
    """Show one Diagnosis. Not modal, so that the queue continues.

    Args:
        diagnosis: what to show.
        parent: the window.
        offers_guide: whether there is an antivirus guide to open.

    Signals:
        retry_wanted: retry the job now.
        wait_wanted: whether to watch the file and retry once it is free.
        folder_wanted: show this folder.
        guide_wanted: open the antivirus guide.
    """

    retry_wanted = Signal()
    wait_wanted = Signal(bool)
    folder_wanted = Signal(object)
    guide_wanted = Signal()

    def __init__(
        self, diagnosis: Diagnosis, parent: QWidget | None = None, *, offers_guide: bool = False
    ) -> None:
        super().__init__(parent, WIDTH_PX)
        self._diagnosis = diagnosis
        self.setWindowTitle(diagnosis.title)
        self.title = label(diagnosis.title, "title")
        self.sentence = wrapped(diagnosis.sentence, by_keys=True)
        self.steps = wrapped(lock_strings.steps_text(diagnosis), by_keys=True)
        self.retry_button = button(strings.RETRY, "primary")
        self.wait_button = button(lock_strings.WAIT)
        self.wait_button.setCheckable(True)
        self.guide_button = button(lock_strings.GUIDE)
        self.copy_button = button(strings.COPY_DETAILS)
        self.details_button = button(strings.DETAILS)
        self.details_button.setCheckable(True)
        self.close_button = button(strings.CLOSE)
        self.folder_button = button(lock_strings.SHOW_IN_FOLDER)
        self.details = QPlainTextEdit(lock_strings.details_text(diagnosis))
        self.details.setReadOnly(True)
        self.details.setAccessibleName(lock_strings.DETAILS_NAME)
        self.details.setTabChangesFocus(True)
        self.details.hide()
        self.guide_button.setVisible(offers_guide)
        self.wait_button.setVisible(diagnosis.path is not None and diagnosis.is_worth_waiting)
        self._lay_out()
        self._connect()
        self.retry_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(GRID_PX)
        column.addWidget(self.title)
        column.addWidget(self.sentence)
        if self._diagnosis.path is not None:
            column.addLayout(self._file_row(str(self._diagnosis.path)))
        column.addSpacing(GRID_PX)
        column.addWidget(label(lock_strings.HELD_BY, "muted"))
        for holder in self._diagnosis.holders:
            column.addLayout(self._holder_row(holder))
        if not self._diagnosis.holders:
            column.addWidget(wrapped(lock_strings.NOBODY, by_keys=True))
        column.addSpacing(GRID_PX)
        column.addWidget(label(lock_strings.WHAT_TO_DO, "muted"))
        column.addWidget(self.steps)
        column.addWidget(self.details, 1)
        column.addStretch()
        buttons = QVBoxLayout()
        buttons.setSpacing(GRID_PX)
        buttons.addLayout(_row(self.retry_button, self.wait_button, self.guide_button))
        buttons.addLayout(_row(self.details_button, self.copy_button, last=self.close_button))
        self.lay_out(column, buttons)

    def _file_row(self, path: str) -> QHBoxLayout:
        name = ElidedLabel("")
        name.setText(path)
        name.setAccessibleName(lock_strings.FILE_NAME)
        row = QHBoxLayout()
        row.addWidget(name, 1)
        row.addWidget(self.folder_button)
        return row

    def _holder_row(self, holder: Holder) -> QHBoxLayout:
        known = explain(holder, self._diagnosis.path)
        icon = label()
        icon.setPixmap(self._icon(holder).pixmap(QSize(ICON_PX, ICON_PX)))
        row = QHBoxLayout()
        row.setSpacing(GRID_PX)
        row.addWidget(icon)
        line = lock_strings.holder_line(holder, known.doing if known else "")
        row.addWidget(wrapped(line, by_keys=True), 1)
        return row

    def _icon(self, holder: Holder) -> QIcon:
        """Return the program's icon, or a generic one."""
        if holder.path and Path(holder.path).is_file():
            return QFileIconProvider().icon(QFileInfo(holder.path))
        return self.style().standardIcon(QStyle.StandardPixmap.SP_ComputerIcon)

    def _connect(self) -> None:
        self.retry_button.clicked.connect(self.retry_wanted)
        self.wait_button.toggled.connect(self._on_wait_toggled)
        self.guide_button.clicked.connect(self.guide_wanted)
        self.copy_button.clicked.connect(self._on_copy)
        self.details_button.toggled.connect(self.details.setVisible)
        self.close_button.clicked.connect(self.reject)
        self.folder_button.clicked.connect(self._on_folder)

    def _on_wait_toggled(self, checked: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.wait_button.setText(lock_strings.WAITING if checked else lock_strings.WAIT)
        self.wait_wanted.emit(checked)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(lock_strings.details_text(self._diagnosis))

    def _on_folder(self) -> None:
        if self._diagnosis.path is not None:
            self.folder_wanted.emit(Path(self._diagnosis.path).parent)


def _row(*widgets: QWidget, last: QWidget | None = None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GRID_PX)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch()
    if last is not None:
        row.addWidget(last)
    return row
