"""The foot of the Models dialog: the models folder, left-overs, and the connection."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.models.folder import ModelFolderManager
from desktop_app.app.settings import Preferences, Settings
from desktop_app.core.timecode import size
from desktop_app.models.maintenance import LeftOver
from desktop_app.ui.models.details import STEPS
from desktop_app.ui.strings import models as model_strings
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import CheckBox, ElidedLabel, button, label, tip, wrapped
from desktop_app.ui.widgets.fitting import FittingDialog


class ModelsFolder(QWidget):
    """Show and change the models folder.

    Signals:
        open_wanted, move_wanted, clean_wanted, connection_wanted, close_wanted: a button was
        pressed.
    """

    open_wanted = Signal()
    move_wanted = Signal()
    clean_wanted = Signal()
    connection_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, manager: ModelFolderManager, preferences: Preferences) -> None:
        super().__init__()
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._manager = manager
        self._preferences = preferences
        self.left_overs: tuple[LeftOver, ...] = ()
        self.path = ElidedLabel("")
        self.path.setAccessibleName(model_strings.FOLDER)
        self.open_button = button(strings.OPEN_FOLDER)
        self.move_button = button(model_strings.MOVE)
        self.keep_box = CheckBox(model_strings.KEEP_ARCHIVES)
        self.keep_box.setToolTip(model_strings.KEEP_ARCHIVES_TIP)
        self.left_overs_label = label(model_strings.NO_LEFT_OVERS, "muted")
        self.clean_button = button(model_strings.CLEAN_UP_AFTER_LOOK)
        self.connection_button = button(model_strings.CONNECTION)
        self.close_button = button(strings.CLOSE)
        self.move_line = label(kind="muted")
        self.move_progress = QProgressBar()
        self.move_progress.setTextVisible(False)
        self.move_progress.setAccessibleName(model_strings.MOVING)
        self.stop_button = button(strings.STOP)
        self._lay_out()
        self._connect()
        self.refresh()
        self._show_settings(preferences.current)
        self._show_left_overs(())

    def refresh(self) -> None:
        """Show the folder, and the progress of a move."""
        manager = self._manager
        self.path.setText(str(manager.path))
        self.move_button.setEnabled(not manager.why_fixed and not manager.is_moving)
        self.move_button.setToolTip(tip(manager.why_fixed))
        for widget in (self.move_line, self.move_progress, self.stop_button):
            widget.setVisible(manager.is_moving)
        progress = manager.moving
        fraction = progress.fraction if progress else None
        self.move_line.setText(
            model_strings.progress_line(progress) if progress else model_strings.MOVE_WAITS
        )
        self.move_progress.setRange(0, 0 if fraction is None else STEPS)
        self.move_progress.setValue(round(STEPS * (fraction or 0)))

    def _lay_out(self) -> None:
        where = QHBoxLayout()
        where.addWidget(label(model_strings.FOLDER, "muted"))
        where.addWidget(self.path, 1)
        where.addWidget(self.open_button)
        where.addWidget(self.move_button)
        moving = QHBoxLayout()
        moving.addWidget(self.move_line)
        moving.addWidget(self.move_progress, 1)
        moving.addWidget(self.stop_button)
        rest = QHBoxLayout()
        rest.addWidget(self.keep_box)
        rest.addSpacing(2 * GRID_PX)
        rest.addWidget(self.left_overs_label)
        rest.addWidget(self.clean_button)
        rest.addStretch()
        rest.addWidget(self.connection_button)
        rest.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID_PX, GRID_PX + 4, 2 * GRID_PX, GRID_PX + 4)
        column.setSpacing(GRID_PX)
        for row in (where, moving, rest):
            row.setSpacing(GRID_PX)
            column.addLayout(row)

    def _connect(self) -> None:
        self.open_button.clicked.connect(self.open_wanted)
        self.move_button.clicked.connect(self.move_wanted)
        self.connection_button.clicked.connect(self.connection_wanted)
        self.close_button.clicked.connect(self.close_wanted)
        self.clean_button.clicked.connect(self.clean_wanted)
        self.stop_button.clicked.connect(self._manager.stop_moving)
        self.keep_box.toggled.connect(self._on_keep_toggled)
        self._manager.changed.connect(self.refresh)
        self._manager.left_overs_found.connect(self._show_left_overs)
        self._preferences.changed.connect(self._show_settings)

    def _show_left_overs(self, found: tuple[LeftOver, ...]) -> None:
        self.left_overs = found
        total = sum(left_over.bytes for left_over in found)
        self.left_overs_label.setText(model_strings.left_overs_line(len(found), total))
        self.clean_button.setVisible(bool(found))

    def _show_settings(self, settings: Settings) -> None:
        self.keep_box.setChecked(settings.keeps_archives)
        self.refresh()

    def _on_keep_toggled(self, checked: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._preferences.change(keeps_archives=checked)


FIRST_SIZE_PX = (620, 320)


class LeftOversDialog(FittingDialog):
    """List left-overs with kinds and sizes; accepted when "Clean up" is pressed."""

    def __init__(self, left_overs: Sequence[LeftOver], parent: QWidget | None = None) -> None:
        super().__init__(parent, *FIRST_SIZE_PX)
        self.setWindowTitle(model_strings.LEFT_OVERS_TITLE)
        self.table = QTableWidget(len(left_overs), len(model_strings.COLUMNS))
        self.table.setAccessibleName(model_strings.LEFT_OVERS_TITLE)
        self.table.setHorizontalHeaderLabels(model_strings.COLUMNS)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        for row, left_over in enumerate(left_overs):
            self._fill(row, left_over)
        self.clean_button = button(model_strings.CLEAN_UP, "primary")
        self.clean_button.setDefault(True)
        self.clean_button.clicked.connect(self.accept)
        close = button(strings.CLOSE)
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(close)
        buttons.addWidget(self.clean_button)
        column = QVBoxLayout()
        column.setSpacing(2 * GRID_PX)
        total = size(sum(left_over.bytes for left_over in left_overs))
        column.addWidget(wrapped(model_strings.LEFT_OVERS_TEXT.format(size=total)))
        column.addWidget(self.table, 1)
        self.lay_out(column, buttons)

    def _fill(self, row: int, left_over: LeftOver) -> None:
        texts = (
            left_over.path.name,
            model_strings.LEFT_OVER_KINDS[left_over.kind],
            size(left_over.bytes),
        )
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(tip(str(left_over.path)))
            self.table.setItem(row, column, item)
