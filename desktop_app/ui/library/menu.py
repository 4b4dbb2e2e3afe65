"""The library's parts of the File and the Transcribe menu."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop_app.app.jobs.queue import JobRecord
from desktop_app.ui.commands.register import Commands
from desktop_app.ui.strings import commands as command_strings
from desktop_app.ui.strings import library as texts


def _has_versions(record: JobRecord | None) -> bool:
    """Whether there are versions to compare."""
    return record is not None and record.summary is not None and record.summary.versions > 1


class LibraryMenus(QObject):
    """A submenu of the File menu, and actions on one transcript.

    Args:
        file_menu: gets the submenu.
        commands: get the actions.
    """

    def __init__(self, file_menu: QMenu, commands: Commands) -> None:
        super().__init__(file_menu)
        self.menu = file_menu.addMenu(texts.MENU)
        self.trash = self.menu.addAction(texts.TRASH_MENU)
        self.menu.addSeparator()
        self.back_up = self.menu.addAction(texts.BACK_UP_MENU)
        self.merge = self.menu.addAction(texts.MERGE_MENU)
        self.menu.addSeparator()
        self.show_folder = self.menu.addAction(texts.SHOW_FOLDER_MENU)
        self.erase = self.menu.addAction(texts.ERASE_MENU)
        self.describe = QAction(texts.DESCRIBE_MENU, self)
        self.versions = QAction(texts.VERSIONS_MENU, self)
        self._for_library = (self.trash, self.back_up, self.merge, self.show_folder, self.erase)
        names = ("trash", "back_up", "merge", "library_folder", "erase_library")
        for name, action in zip(names, self._for_library, strict=True):
            commands.add(f"file.{name}", action, needs=command_strings.NEEDS_LIBRARY)
        needs = command_strings.NEEDS_DONE
        commands.add("file.describe", self.describe, "F2", needs=needs)
        commands.add("file.versions", self.versions, needs=command_strings.NEEDS_VERSIONS)
        self.show_record(None)

    def add_to(self, job_menu: QMenu) -> None:
        """Add the actions on the selected transcript to the menu of a row."""
        job_menu.addAction(self.describe)
        job_menu.addAction(self.versions)

    def show_record(self, record: JobRecord | None) -> None:
        """Enable the actions for the selected row."""
        is_kept = record is not None and record.summary is not None
        self.describe.setEnabled(is_kept)
        self.versions.setEnabled(_has_versions(record))

    def show_library(self, *, is_open: bool, is_busy: bool) -> None:
        """Enable what needs the library, and needs it for itself."""
        for action in self._for_library:
            action.setEnabled(is_open)
        for action in (self.back_up, self.merge, self.erase):
            action.setEnabled(is_open and not is_busy)
