"""File > Watched folders…: which folders, and what is known of each."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.app.settings import Preferences, WatchedFolder
from desktop_app.app.watching.watcher import FolderWatcher
from desktop_app.ui.strings import watching as texts
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import (
    CheckBox,
    ElidedLabel,
    button,
    label,
    plain,
    wrapped,
)
from desktop_app.ui.widgets.fitting import FittingDialog

WIDTH_PX = 560
AskFolder = Callable[[], Path | None]


class FolderRow(QFrame):
    """One watched folder.

    Signals:
        subfolders_wanted: whether the folders in it are to be watched, too.
        removal_wanted: it is no longer to be watched.
        transcription_wanted: what it offers is to be queued.
    """

    subfolders_wanted = Signal(bool)
    removal_wanted = Signal()
    transcription_wanted = Signal()

    def __init__(self, folder: WatchedFolder, watcher: FolderWatcher) -> None:
        super().__init__()
        self._folder = Path(folder.path)
        self._watcher = watcher
        self.path = ElidedLabel("heading")
        self.path.setText(folder.path)
        self.state = label(kind="muted")
        self.box = CheckBox(texts.SUBFOLDERS)
        self.box.setChecked(folder.has_subfolders)
        self.offer_button = button(texts.TRANSCRIBE)
        self.remove_button = button(texts.STOP_WATCHING)
        name = texts.STOP_WATCHING_NAME.format(folder=folder.path)
        self.remove_button.setAccessibleName(plain(name))
        below = QHBoxLayout()
        below.setSpacing(GRID_PX)
        below.addWidget(self.box)
        below.addStretch()
        below.addWidget(self.offer_button)
        below.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, GRID_PX)
        column.setSpacing(GRID_PX // 2)
        column.addWidget(self.path)
        column.addWidget(self.state)
        column.addLayout(below)
        self.box.toggled.connect(self.subfolders_wanted)
        self.remove_button.clicked.connect(self.removal_wanted)
        self.offer_button.clicked.connect(self.transcription_wanted)
        self.refresh()

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """Where Tab leads, in this order."""
        return self.box, self.offer_button, self.remove_button

    def refresh(self) -> None:
        """Show what is known of the folder."""
        state = self._watcher.state(self._folder)
        self.state.setText(texts.state_line(state))
        self.offer_button.setVisible(bool(state.offered))


class WatchedFoldersDialog(FittingDialog):
    """Add and remove folders; changes count at once.

    Args:
        preferences: the folders.
        watcher: knows what is in them.
        ask_folder: asks the user for a folder.
    """

    def __init__(
        self,
        preferences: Preferences,
        watcher: FolderWatcher,
        ask_folder: AskFolder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, WIDTH_PX)
        self._preferences = preferences
        self._watcher = watcher
        self._ask_folder = ask_folder
        self._shown: tuple[WatchedFolder, ...] | None = None
        self.rows: list[FolderRow] = []
        self.setWindowTitle(texts.TITLE)
        self.none = label(texts.NO_FOLDERS, "muted")
        self.add_button = button(texts.ADD)
        self.close_button = button(strings.CLOSE)
        self._folders = QVBoxLayout()
        self._folders.setSpacing(GRID_PX)
        column = QVBoxLayout()
        column.setSpacing(2 * GRID_PX)
        column.addWidget(wrapped(texts.TEXT, "muted"))
        column.addWidget(self.none)
        column.addLayout(self._folders)
        column.addStretch()
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID_PX)
        buttons.addWidget(self.add_button)
        buttons.addStretch()
        buttons.addWidget(self.close_button)
        self.lay_out(column, buttons)
        self.add_button.clicked.connect(self._on_add)
        self.close_button.clicked.connect(self.close)
        preferences.changed.connect(self.refresh)
        watcher.changed.connect(self._on_watcher_changed)
        self.refresh()

    def refresh(self) -> None:
        """Show the folders of the settings."""
        folders = self._preferences.current.watched_folders
        if folders != self._shown:
            self._shown = folders
            # A row's own button may have asked for this.
            for row in self.rows:
                row.hide()
                row.deleteLater()
            self.rows = [self._row(folder) for folder in folders]
            for row in self.rows:
                self._folders.addWidget(row)
            controls = [control for row in self.rows for control in row.controls]
            for before, after in pairwise((*controls, self.add_button, self.close_button)):
                QWidget.setTabOrder(before, after)
        self.none.setVisible(not folders)

    def _row(self, folder: WatchedFolder) -> FolderRow:
        row = FolderRow(folder, self._watcher)
        row.subfolders_wanted.connect(lambda wanted: self._choose_subfolders(folder, wanted))
        row.removal_wanted.connect(lambda: self._remove(folder))
        row.transcription_wanted.connect(lambda: self._watcher.take_offered(Path(folder.path)))
        return row

    def _on_watcher_changed(self) -> None:
        for row in self.rows:
            row.refresh()

    def _on_add(self) -> None:
        folder = self._ask_folder()
        folders = self._preferences.current.watched_folders
        if folder is not None and str(folder) not in {each.path for each in folders}:
            self._preferences.change(watched_folders=(*folders, WatchedFolder(str(folder))))

    def _remove(self, folder: WatchedFolder) -> None:
        folders = self._preferences.current.watched_folders
        kept = tuple(each for each in folders if each.path != folder.path)
        self._preferences.change(watched_folders=kept)
        self.add_button.setFocus()  # the row's own button is gone

    def _choose_subfolders(self, folder: WatchedFolder, wanted: bool) -> None:  # noqa: FBT001 - Qt's
        folders = self._preferences.current.watched_folders
        changed = tuple(
            replace(each, has_subfolders=wanted) if each.path == folder.path else each
            for each in folders
        )
        self._preferences.change(watched_folders=changed)
