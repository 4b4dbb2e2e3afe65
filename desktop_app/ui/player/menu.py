"""The Listen menu."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop_app.app.player.keys import keys_of
from desktop_app.app.player.player import Player
from desktop_app.app.settings import Settings
from desktop_app.ui.strings import player as strings


class ListenMenus(QObject):
    """The actions of listening; their keys are the user's.

    Args:
        menu: gets the actions.
    """

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        self.menu = menu
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

    @property
    def by_command(self) -> dict[str, QAction]:
        """The actions whose keys can be chosen, by the ids of their commands."""
        return {
            "play": self.play,
            "back": self.back,
            "forward": self.forward,
            "slower": self.slower,
            "faster": self.faster,
            "normal": self.normal,
            "loop": self.loop,
            "cursor": self.from_cursor,
        }

    def add_shown(self, *actions: QAction) -> None:
        """Add actions about what is shown, beside that of the video."""
        self.menu.insertActions(self.end_of_shown, list(actions))

    def show_settings(self, settings: Settings) -> None:
        """Take the user's keys."""
        actions = self.by_command
        for command, keys in keys_of(settings.listen_keys).items():
            actions[command].setShortcuts([QKeySequence(key) for key in keys if key])
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
