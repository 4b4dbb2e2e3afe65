"""The Listen menu."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop_app.app.player.player import Player
from desktop_app.app.settings import Settings
from desktop_app.ui.commands.register import Commands
from desktop_app.ui.strings import commands as command_strings
from desktop_app.ui.strings.listening import menu as strings


class ListenMenus(QObject):
    """The actions of listening.

    Args:
        menu: gets the actions.
        commands: get them, too.
    """

    def __init__(self, menu: QMenu, commands: Commands) -> None:
        super().__init__(menu)
        self.menu = menu
        self._commands = commands
        self.play = menu.addAction(strings.PLAY)
        self.from_cursor = menu.addAction(strings.FROM_CURSOR)
        self.loop = menu.addAction(strings.LOOP)
        self.loop.setCheckable(True)
        menu.addSeparator()
        self.back = menu.addAction(strings.BACK)
        self.forward = menu.addAction(strings.FORWARD)
        menu.addSeparator()
        self.slower = menu.addAction(strings.SLOWER)
        self.faster = menu.addAction(strings.FASTER)
        self.normal = menu.addAction(strings.NORMAL)
        menu.addSeparator()
        self.video = menu.addAction(strings.VIDEO)
        self.video.setCheckable(True)
        self.end_of_shown = menu.addSeparator()
        self.keys = menu.addAction(strings.KEYS)
        self._add_to(commands)

    def add_shown(self, actions: Mapping[str, QAction]) -> None:
        """Add actions about what is shown, by the names of their commands, beside the video's."""
        self.menu.insertActions(self.end_of_shown, list(actions.values()))
        for name, action in actions.items():
            self._commands.add(f"listen.{name}", action)

    def show_settings(self, settings: Settings) -> None:
        """Show whether pictures are shown."""
        self.video.setChecked(settings.shows_video)

    def show_player(self, player: Player) -> None:
        """Enable what can be done now."""
        has_sound = player.path is not None
        self.play.setText(strings.PAUSE if player.is_playing else strings.PLAY)
        for action in (self.play, self.from_cursor, self.loop, self.back, self.forward):
            action.setEnabled(has_sound)
        self.loop.setChecked(player.loop is not None)
        self.normal.setEnabled(player.rate != 1.0)
        self.video.setEnabled(player.has_video)

    def _add_to(self, commands: Commands) -> None:
        needs = command_strings.NEEDS_SOUND
        title = command_strings.PLAY_OR_PAUSE
        playing = ("Ctrl+Space", Qt.Key.Key_MediaPlay)
        commands.add("listen.play", self.play, *playing, title=title, needs=needs)
        commands.add("listen.cursor", self.from_cursor, "Ctrl+Shift+Space", needs=needs)
        commands.add("listen.loop", self.loop, "Ctrl+L", needs=needs)
        commands.add("listen.back", self.back, "Alt+Left", Qt.Key.Key_MediaPrevious, needs=needs)
        commands.add("listen.forward", self.forward, "Alt+Right", Qt.Key.Key_MediaNext, needs=needs)
        commands.add("listen.slower", self.slower, "Alt+PgDown")
        commands.add("listen.faster", self.faster, "Alt+PgUp")
        needs = command_strings.NEEDS_OTHER_SPEED
        commands.add("listen.normal", self.normal, "Alt+0", needs=needs)
        commands.add("listen.video", self.video, needs=command_strings.NEEDS_VIDEO)
        commands.add("listen.keys", self.keys)
