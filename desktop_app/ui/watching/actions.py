"""The window's commands about watched folders."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.app.settings import Preferences
from desktop_app.app.watching.watcher import FolderWatcher, Offer
from desktop_app.ui.dialogs.questions import Dialogs
from desktop_app.ui.strings import watching as texts
from desktop_app.ui.widgets.notice_bar import NoticeBar, NoticeKind

if TYPE_CHECKING:
    from desktop_app.ui.watching.dialog import WatchedFoldersDialog


@dataclass(frozen=True, slots=True)
class TakeOffered:
    """A notice's action that queues what a watched folder offers."""

    folder: Path


class WatchingCommands(QObject):
    """Open the dialog, and tell what happens to watched folders.

    Args:
        window: what the dialog belongs to.
        watcher: watches.
        preferences: the folders.
        dialogs: ask for folders.
        notice: the window's notices.
    """

    def __init__(
        self,
        window: QWidget,
        watcher: FolderWatcher,
        preferences: Preferences,
        dialogs: Dialogs,
        notice: NoticeBar,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._watcher = watcher
        self._preferences = preferences
        self._dialogs = dialogs
        self._notice = notice
        self._offered: set[Path] = set()
        watcher.offered.connect(self._on_offered)
        watcher.gone.connect(self._on_gone)
        watcher.changed.connect(self._on_changed)
        notice.closed.connect(self._on_notice_closed)

    @cached_property
    def dialog(self) -> "WatchedFoldersDialog":
        """Create the dialog on first use: the window need not wait for it."""
        from desktop_app.ui.watching.dialog import WatchedFoldersDialog

        ask = self._dialogs.folder_to_watch
        return WatchedFoldersDialog(self._preferences, self._watcher, ask, self._window)

    def open_dialog(self) -> None:
        """Show the dialog."""
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def take(self, action: object) -> bool:
        """Carry out a notice's action; return whether it was one of these."""
        if not isinstance(action, TakeOffered):
            return False
        self._watcher.take_offered(action.folder)
        return True

    def _on_offered(self, offer: Offer) -> None:
        action = TakeOffered(offer.folder)
        self._offered.add(offer.folder)
        self._notice.withdraw(action)
        # Other news may take its place: the dialog goes on offering.
        self._notice.tell(texts.offer_line(offer), texts.TRANSCRIBE, action)

    def _on_changed(self) -> None:
        """Withdraw the notices about what was taken in the dialog."""
        for folder in [one for one in self._offered if not self._watcher.state(one).offered]:
            self._offered.discard(folder)
            self._notice.withdraw(TakeOffered(folder))

    def _on_gone(self, folder: Path) -> None:
        self._notice.tell(texts.gone_line(folder), kind=NoticeKind.WARNING)

    def _on_notice_closed(self, action: object) -> None:
        if isinstance(action, TakeOffered):
            self._watcher.decline(action.folder)
