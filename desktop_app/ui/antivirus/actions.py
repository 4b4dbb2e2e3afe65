"""The window's commands about antivirus exclusions: the dialog, and the hint at the first start."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.app.antivirus import AntivirusGuide
from desktop_app.ui.strings import antivirus as texts
from desktop_app.ui.widgets.notice_bar import NoticeBar

if TYPE_CHECKING:
    from desktop_app.ui.antivirus.dialog import AntivirusDialog


@dataclass(frozen=True, slots=True)
class AntivirusLink:
    """A notice's action that opens the dialog."""


class AntivirusCommands(QObject):
    """Open the dialog, and show the hint about it once.

    Args:
        window: what the dialog belongs to.
        guide: what the dialog shows.
        notice: the window's notices, for the hint.
    """

    def __init__(self, window: QWidget, guide: AntivirusGuide, notice: NoticeBar) -> None:
        super().__init__(window)
        self._guide = guide
        self._window = window
        notice.closed.connect(self._on_notice_closed)
        if guide.wants_hint:
            notice.tell(texts.HINT, texts.SHOW_ME, AntivirusLink())

    @cached_property
    def dialog(self) -> "AntivirusDialog":
        """Create the dialog on first use: the window need not wait for it."""
        from desktop_app.ui.antivirus.dialog import AntivirusDialog

        return AntivirusDialog(self._guide, parent=self._window)

    def open_dialog(self) -> None:
        """Show the dialog, and dismiss the hint for good."""
        self._guide.dismiss_hint()
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _on_notice_closed(self, action: object) -> None:
        if isinstance(action, AntivirusLink):
            self._guide.dismiss_hint()
