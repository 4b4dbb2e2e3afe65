"""The commands of the Help menu: the guide, the list of keys, what Aviary is, its licences."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from desktop_app.app.window import WindowServices
from desktop_app.ui.commands.register import plain_text
from desktop_app.ui.preferences.actions import PreferencesCommands
from desktop_app.ui.preferences.pages import PageName
from desktop_app.ui.strings.program import help as texts
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.controls import open_path
from desktop_app.ui.window.menus import WindowMenus

if TYPE_CHECKING:
    from desktop_app.ui.commands.command_list import CommandList
    from desktop_app.ui.commands.keys_panel import KeysPanel
    from desktop_app.ui.commands.shortcuts import KeyLine, ShortcutsDialog
    from desktop_app.ui.dialogs.guide import GuideDialog
    from desktop_app.ui.dialogs.licences import LicencesDialog


class HelpCommands(QObject):
    """Open the dialogs of the Help menu.

    Args:
        window: their parent.
        menus: the actions, and the commands whose keys are listed.
        services: what "About" and the licences say.
        settings: the dialog in which keys are chosen.
        theme: the colours.
    """

    def __init__(
        self,
        window: QWidget,
        menus: WindowMenus,
        services: WindowServices,
        settings: PreferencesCommands,
        theme: Theme,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._menus = menus
        self._places = services.places
        self._tasks = services.tasks
        self._about_notes = services.about_notes
        self._preferences = services.preferences
        self._theme = theme
        self._settings = settings
        self._panel: KeysPanel | None = None
        settings.add_panel(PageName.KEYBOARD, self._keys_panel)
        menus.guide.triggered.connect(self._on_guide)
        menus.shortcuts.triggered.connect(self._on_shortcuts)
        menus.all_commands.triggered.connect(self._on_commands)
        menus.about.triggered.connect(self._on_about)
        menus.licences.triggered.connect(self._on_licences)
        menus.open_logs.triggered.connect(self._on_open_logs)
        menus.licences.setVisible(self._places.licences is not None)
        menus.open_logs.setVisible(self._places.logs is not None)

    @cached_property
    def guide(self) -> "GuideDialog":
        """Create the dialog on first use."""
        from desktop_app.ui.dialogs.guide import GuideDialog

        made = GuideDialog(self._window)
        made.keys_button.clicked.connect(self._on_shortcuts)
        return made

    @cached_property
    def shortcuts(self) -> "ShortcutsDialog":
        """Create the dialog on first use."""
        from desktop_app.ui.commands.shortcuts import ShortcutsDialog

        made = ShortcutsDialog(self._window)
        made.change_button.clicked.connect(self._on_change_keys)
        return made

    @cached_property
    def command_list(self) -> "CommandList":
        """Create the dialog on first use."""
        from desktop_app.ui.commands.command_list import CommandList

        menus = self._menus
        return CommandList(menus, menus.commands, self._preferences, self._theme, self._window)

    @cached_property
    def licences(self) -> "LicencesDialog | None":
        """Create the dialog on first use."""
        from desktop_app.app.licences import ThirdPartyLicences
        from desktop_app.ui.dialogs.licences import LicencesDialog

        if self._places.licences is None:
            return None
        found = ThirdPartyLicences(self._places.licences, self._tasks, self)
        return LicencesDialog(found, self._window)

    def _on_guide(self) -> None:
        self.guide.show()
        self.guide.raise_()
        self.guide.activateWindow()

    def _on_shortcuts(self) -> None:
        from desktop_app.ui.commands.shortcuts import KeyGroup, KeyLine, groups_of

        mouse = (KeyLine(how, what) for how, what in texts.PAGE_MOUSE)
        page = KeyGroup(texts.ON_PAGE, (*_lines(texts.PAGE_KEYS), *mouse))
        everywhere = KeyGroup(texts.EVERYWHERE, tuple(_lines(texts.EVERYWHERE_KEYS)))
        menus = groups_of(self._menus)
        self.shortcuts.open_with([page, *menus, everywhere])

    def _on_commands(self) -> None:
        self.command_list.open_all()

    def change_keys(self, words: str = "") -> None:
        """Open the page of keys, with the commands that these words find."""
        self._settings.open_at(PageName.KEYBOARD)
        if self._panel is not None:
            self._panel.search_for(plain_text(words))

    def _keys_panel(self) -> "KeysPanel":
        from desktop_app.ui.commands.keys_panel import KeysPanel
        from desktop_app.ui.transcript.keys import is_key_of_text

        menus = self._menus
        self._panel = KeysPanel(self._preferences, menus.commands, menus, is_key_of_text)
        return self._panel

    def _on_change_keys(self) -> None:
        self.change_keys()

    def _on_about(self) -> None:
        from desktop_app.ui.dialogs.about import AboutDialog

        about = AboutDialog(self._about_notes(), self._window)
        about.licences_button.setVisible(self._places.licences is not None)
        about.licences_button.clicked.connect(self._on_licences)
        about.licences_button.clicked.connect(about.accept)
        about.open()

    def _on_licences(self) -> None:
        if self.licences is not None:
            self.licences.show()
            self.licences.raise_()

    def _on_open_logs(self) -> None:
        if self._places.logs is not None:
            open_path(self._places.logs)


def _lines(keys: Iterable[tuple[str, str]]) -> Iterator["KeyLine"]:
    """Name keys as the user's system does."""
    from desktop_app.ui.commands.shortcuts import KeyLine

    native = QKeySequence.SequenceFormat.NativeText
    for one, what in keys:
        yield KeyLine(QKeySequence(one).toString(native), what)
