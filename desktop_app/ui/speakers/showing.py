"""Who speaks how long, who is shown and heard: the panel, its menu entries, and the page."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.app.speakers.speakers import Speakers
from desktop_app.ui.speakers.actions import Selected
from desktop_app.ui.speakers.menu import SpeakerMenus
from desktop_app.ui.speakers.panel import ShownLine, SpeakersPanel
from desktop_app.ui.theme import Theme


class ShowingCommands(QObject):
    """Show the speakers with their talk time, let them be heard, and show only some of them.

    Args:
        window: owns this object.
        menus: the Speakers menu.
        speakers: who speaks, and who is shown.
        page: what is selected on the page.
        fold: shows on the page only what others say than these.
        theme: the colours of names.

    Signals:
        play_wanted: from when to when a speaker is to be heard, in seconds from the file's start.
    """

    play_wanted = Signal(float, float)

    def __init__(
        self,
        window: QWidget,
        menus: SpeakerMenus,
        speakers: Speakers,
        page: Selected,
        fold: Callable[[frozenset[str]], None],
        theme: Theme,
    ) -> None:
        super().__init__(window)
        self._menus = menus
        self._speakers = speakers
        self._page = page
        self._fold = fold
        self._is_wanted = False
        self.panel = SpeakersPanel(speakers, theme)
        self.line = ShownLine(speakers)
        menus.panel.toggled.connect(self.show_panel)
        menus.hear.triggered.connect(self._on_hear_here)
        menus.only.triggered.connect(self._on_only_here)
        menus.show_all.triggered.connect(speakers.show_all)
        panel = self.panel
        panel.hear_wanted.connect(self.hear)
        panel.only_wanted.connect(speakers.show_only)
        panel.merge_wanted.connect(self._on_merge)
        panel.model.renamed.connect(self._on_merge)
        panel.close_button.clicked.connect(self._on_closed)
        panel.list.left.connect(page.take_focus)
        speakers.hidden_changed.connect(self._on_hidden_changed)
        speakers.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Offer what can be done at the text cursor."""
        here = self._here()
        for action in (self._menus.hear, self._menus.only):
            action.setEnabled(bool(here))
        self._menus.panel.setEnabled(bool(self._speakers.all))
        self._menus.show_all.setEnabled(bool(self._speakers.hidden))
        self.panel.refresh()

    def step_aside(self, is_covered: bool) -> None:  # noqa: FBT001 - Qt's signal
        """Hide the panel while something else needs its place, and bring it back."""
        self._set_shown(self._is_wanted and not is_covered)

    def show_panel(self, is_shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        """Show the panel, or hide it."""
        self._is_wanted = is_shown and bool(self._speakers.all)
        self._menus.panel.setChecked(self._is_wanted)
        self._set_shown(self._is_wanted)
        if self._is_wanted:
            self.panel.choose(self._here())
            self.panel.list.take_focus()

    def _set_shown(self, is_shown: bool) -> None:  # noqa: FBT001 - as Qt's
        if not is_shown and not self.panel.isHidden():
            self.panel.list.give_focus_back(self._page.take_focus)
        self.panel.setVisible(is_shown)

    def hear(self, name: str) -> None:
        """Play the clearest sentence of a speaker."""
        span = self._speakers.clearest(name)
        if span is not None:
            self.play_wanted.emit(*span)

    def _here(self) -> str:
        here = self._page.selected_segments()
        return (self._speakers.speaker_of(here.start) or "") if here else ""

    def _on_hear_here(self) -> None:
        if here := self._here():
            self.hear(here)

    def _on_only_here(self) -> None:
        if here := self._here():
            self._speakers.show_only(here)

    def _on_merge(self, name: str, into: str) -> None:
        with self._page.place_kept():
            self._speakers.rename(name, into)

    def _on_closed(self) -> None:
        self.show_panel(False)  # noqa: FBT003 - as Qt calls it

    def _on_hidden_changed(self) -> None:
        self._fold(self._speakers.hidden)
        self.refresh()

    def _on_changed(self) -> None:
        if not self._speakers.all and self._is_wanted:
            self.show_panel(False)  # noqa: FBT003 - as Qt calls it
        self.refresh()
