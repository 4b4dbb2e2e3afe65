"""The commands of the Speakers menu, from the menu bar and from the page's margin."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.app.speakers.speakers import Speakers
from desktop_app.core.editing.found_speakers import number_of, numbered
from desktop_app.core.editing.speakers import TextPlace
from desktop_app.ui.speakers.menu import SpeakerMenus
from desktop_app.ui.strings import speakers as texts
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.controls import empty_menu

# Asks for a name: a title, a question, the answer's button, a proposal, and the known names.
AskName = Callable[[str, str, str, str, Sequence[str]], str | None]


class Selected(Protocol):
    """What is selected on the page."""

    def selected_segments(self) -> range:
        """The numbers of the segments that are selected, or of that at the text cursor."""

    def selected_ends(self) -> tuple[TextPlace, TextPlace] | None:
        """Where the selection begins and ends; None without one."""

    def shows_selection(self) -> bool:
        """Whether all that is selected is shown; if not, it is shown now, and that is said."""

    def shows_up_to(self, end: int) -> bool:
        """Whether all from the cursor up to a segment is shown, as `shows_selection`."""

    def mean_selection(self) -> None:
        """Be about what is selected again, and not about what a menu was opened for."""

    def take_focus(self) -> None:
        """Give the keyboard to the text."""

    def place_kept(self) -> AbstractContextManager[None]:
        """Keep the text cursor at its letters while sentences are split."""


class SpeakerCommands(QObject):
    """Name speakers by the menu, its keys and the margin.

    Args:
        window: its parent.
        menus: the menu.
        speakers: names them.
        page: tells what is selected.
        ask: asks for a name.
        theme: the colours of names.
    """

    def __init__(
        self,
        window: QWidget,
        menus: SpeakerMenus,
        speakers: Speakers,
        page: Selected,
        ask: AskName,
        theme: Theme,
    ) -> None:
        super().__init__(window)
        self._menus = menus
        self._speakers = speakers
        self._page = page
        self._ask = ask
        self._theme = theme
        self.popup = QMenu(window)
        self.popup.setAccessibleName(texts.POPUP_NAME)
        self.popup.aboutToHide.connect(self._on_popup_hides)
        self._is_asking = False
        menus.shown.connect(self.refresh)
        menus.chosen.connect(self._name)
        menus.turn_chosen.connect(self._name_turn)
        menus.rest_chosen.connect(self._name_rest)
        menus.new_wanted.connect(self._on_new)
        menus.new_turn_wanted.connect(self._on_new_turn)
        menus.new_rest_wanted.connect(self._on_new_rest)
        menus.rename.triggered.connect(self._on_rename)
        menus.merge_chosen.connect(self._on_merge)
        menus.remove.triggered.connect(self._on_remove)
        speakers.changed.connect(self.refresh)
        theme.changed.connect(self.refresh)
        self.refresh()

    def open_popup(self, place: QPoint) -> None:
        """Open the menu over the page's margin, about what the page says is meant."""
        self.refresh()
        empty_menu(self.popup)  # there may be more speakers than before
        self._menus.add_to(self.popup)
        self.popup.popup(place)

    def refresh(self) -> None:
        """Offer the speakers as they are now."""
        self._menus.show_speakers(
            self._speakers.all,
            self._theme.colors.speakers,
            self._whose(),
            can_name=self._speakers.can_name,
        )

    def _on_popup_hides(self) -> None:
        # What was chosen in it is done after this, and is about the same.
        QTimer.singleShot(0, self, self._leave_meant)

    def _leave_meant(self) -> None:
        """Be about what is selected, when the menu is closed and no name is asked for."""
        if not self._is_asking and not self.popup.isVisible():
            self._page.mean_selection()
            self.refresh()

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Be about the same until a name is given and used."""
        self._is_asking = True
        try:
            yield
        finally:
            self._is_asking = False
            self._leave_meant()

    def _whose(self) -> str:
        here = self._page.selected_segments()
        return (self._speakers.speaker_of(here.start) or "") if here else ""

    def _name(self, name: str) -> None:
        here, ends = self._page.selected_segments(), self._page.selected_ends()
        if not self._page.shows_selection():
            return
        with self._page.place_kept():
            if ends is not None:
                self._speakers.name_between(*ends, name)
            elif here:
                self._speakers.name(here.start, here.stop, name)

    def _name_turn(self, name: str) -> None:
        self._name_from(name, to_end=False)

    def _name_rest(self, name: str) -> None:
        self._name_from(name, to_end=True)

    def _name_from(self, name: str, *, to_end: bool) -> None:
        here = self._page.selected_segments()
        if not here or not self._page.shows_up_to(
            self._speakers.end_from(here.start, to_end=to_end)
        ):
            return
        with self._page.place_kept():
            self._speakers.name_from(here.start, name, to_end=to_end)

    def _on_new(self) -> None:
        self._with_new_name(self._name)

    def _on_new_turn(self) -> None:
        self._with_new_name(self._name_turn)

    def _on_new_rest(self) -> None:
        self._with_new_name(self._name_rest)

    def _with_new_name(self, use: Callable[[str], None]) -> None:
        known = [speaker.name for speaker in self._speakers.all]
        taken = {number_of(name) for name in known}
        numbers = range(len(known) + 1, 2 * len(known) + 2)
        proposed = numbered(next(number for number in numbers if number not in taken))
        with self._asking():
            name = self._ask(texts.NEW_TITLE, texts.NEW_TEXT, texts.NEW, proposed, known)
            if name:
                use(name)

    def _on_rename(self) -> None:
        if whose := self._whose():
            known = [speaker.name for speaker in self._speakers.all]
            question = texts.RENAME_TEXT.format(name=texts.short(whose))
            with self._asking():
                name = self._ask(texts.RENAME_TITLE, question, texts.RENAME, whose, known)
                if name:
                    with self._page.place_kept():
                        self._speakers.rename(whose, name)

    def _on_merge(self, into: str) -> None:
        if whose := self._whose():
            with self._page.place_kept():
                self._speakers.rename(whose, into)

    def _on_remove(self) -> None:
        if whose := self._whose():
            with self._page.place_kept():
                self._speakers.remove(whose)
