"""Help > Save diagnostics…: ask for a path, write the file in the background, show where it is."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from desktop_app.app.checkup.worker import DiagnosticsWork
from desktop_app.core.errors import AppError
from desktop_app.ui.strings import window as strings
from desktop_app.ui.strings.program import diagnostics as diagnostics_strings
from desktop_app.ui.widgets.notice_bar import NoticeBar, NoticeKind


class DiagnosticsCommands(QObject):
    """Connect the menu with the work and the window's notices.

    Args:
        action: the menu's action; hidden if there is nothing to save.
        work: writes the file, or None.
        ask: asks for the file's path; None if cancelled.
        notice: the window's notices.
        parent: the window.
    """

    def __init__(
        self,
        action: QAction,
        work: DiagnosticsWork | None,
        ask: Callable[[], Path | None],
        notice: NoticeBar,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._action = action
        self._ask = ask
        self._notice = notice
        self._work = work
        action.setVisible(work is not None)
        if work is not None:
            action.triggered.connect(self._on_wanted)
            work.saved.connect(self._on_saved)
            work.failed.connect(self._on_failed)

    def _on_wanted(self) -> None:
        path = self._ask()
        if path is not None and self._work is not None:
            self._action.setEnabled(False)
            self._notice.tell(diagnostics_strings.GATHERING)
            self._work.save(path)

    def _on_saved(self, path: Path) -> None:
        self._action.setEnabled(True)
        text = diagnostics_strings.SAVED.format(path=path)
        self._notice.tell(text, strings.OPEN_FOLDER, path.parent, kind=NoticeKind.SUCCESS)

    def _on_failed(self, error: AppError) -> None:
        self._action.setEnabled(True)
        self._notice.tell(error.sentence, kind=NoticeKind.ERROR)
