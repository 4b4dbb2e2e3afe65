"""Who speaks: connect the page, the menus, the settings and the dialogs of the window."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.app.window import WindowServices
from desktop_app.core.speaker_choice import SpeakerChoice, choices_of_speakers
from desktop_app.models.catalog import DIARIZERS
from desktop_app.ui.dialogs.questions import Dialogs
from desktop_app.ui.preferences.actions import PreferencesCommands
from desktop_app.ui.preferences.pages import PageName
from desktop_app.ui.speakers.actions import Selected, SpeakerCommands
from desktop_app.ui.speakers.finding import FindSpeakersCommands
from desktop_app.ui.speakers.showing import ShowingCommands
from desktop_app.ui.strings import speakers as texts
from desktop_app.ui.theme import Theme
from desktop_app.ui.transcript.page import JobPage
from desktop_app.ui.widgets.notice_bar import NoticeBar
from desktop_app.ui.window.menus import WindowMenus
from desktop_app.ui.window.voices import VoiceCommands

if TYPE_CHECKING:
    from desktop_app.ui.preferences.panel import Panel


class PageSpeakers(QObject):
    """Name and find the speakers of the shown text.

    Args:
        page: the page in its window; it owns this object.
        menus: the commands.
        services: the speakers.
        on_page: what is selected on it.
        dialogs: asks for names.
        theme: the colours of names.
        notice: the window's notices.
        manage: shows a model in the models dialog.
    """

    def __init__(
        self,
        page: JobPage,
        menus: WindowMenus,
        services: WindowServices,
        on_page: Selected,
        dialogs: Dialogs,
        theme: Theme,
        notice: NoticeBar,
        manage: Callable[[str], None],
    ) -> None:
        super().__init__(page)
        window = page.window()
        self._manage = manage
        self._speakers = services.speakers
        self.naming = SpeakerCommands(
            window, menus.speakers, services.speakers, on_page, dialogs.speakers_name, theme
        )
        self.finding = FindSpeakersCommands(
            window,
            menus.speakers,
            services.finding,
            services.controller,
            services.models,
            services.preferences,
            self._on_model_wanted,
            notice,
        )
        self.showing = ShowingCommands(
            window, menus.speakers, services.speakers, on_page, page.text.fold, theme
        )
        page.add_line(self.showing.line)
        page.slot_below.insertWidget(0, self.showing.panel)
        notice.keep_clear(self.showing.panel)
        services.editor.state_changed.connect(self.refresh)
        services.controller.selection_changed.connect(self._on_selected)
        menus.speakers.shown.connect(self.refresh)
        self.refresh()

    @property
    def hidden(self) -> frozenset[str]:
        """The names of those whose sentences are not shown; "" for what nobody is named for."""
        return self._speakers.hidden

    def refresh(self) -> None:
        """Offer what can be done with the text as it is now."""
        self.naming.refresh()
        self.finding.refresh()
        self.showing.refresh()

    def _on_selected(self, _job_id: int) -> None:
        self.refresh()

    def _on_model_wanted(self) -> None:
        self._manage(DIARIZERS[0].id)


class SpeakerChoiceCommands(QObject):
    """Keep the choice about new recordings in the settings; show it in the menu and their dialog.

    Args:
        window: owns this object.
        menus: has the submenu.
        services: the settings, and the models that are installed.
        settings: the settings' dialog, which gets rows, and a page of kept voices.
        manage: shows a model in the models dialog.
        notice: the window's notices.
    """

    def __init__(
        self,
        window: QWidget,
        menus: WindowMenus,
        services: WindowServices,
        settings: PreferencesCommands,
        manage: Callable[[str], None],
        notice: NoticeBar,
    ) -> None:
        super().__init__(window)
        self._menu = menus.speakers.choice
        self._models = services.models
        self._preferences = services.preferences
        self._manage = manage
        settings.add_panel(PageName.SPEAKERS, self._panel)
        VoiceCommands(window, services, settings, manage, notice)
        self._menu.chosen.connect(self._on_chosen)
        self._menu.get.triggered.connect(self._on_get)
        self._preferences.changed.connect(self._menu.show_settings)
        self._models.modelReset.connect(self._on_models_changed)
        self._menu.show_settings(self._preferences.current)
        self._on_models_changed()

    def _panel(self) -> "Panel":
        from desktop_app.ui.preferences.panel import Panel

        panel = Panel(self._preferences)
        titles = {choice: texts.choice_title(choice) for choice in choices_of_speakers()}
        panel.choose("speakers", texts.CHOICE, titles, texts.CHOICE_NOTE)
        named = {spec.id: spec.title for spec in self._models.diarizers()}
        if named:
            panel.choose("diarizer_id", texts.DIARIZER, {"": texts.BEST, **named})
        else:
            panel.link(texts.NO_DIARIZER, (texts.GET, self._on_get), fields=("diarizer_id",))
        return panel

    def _on_get(self) -> None:
        self._manage(DIARIZERS[0].id)

    def _on_chosen(self, choice: SpeakerChoice) -> None:
        self._preferences.change(speakers=choice)

    def _on_models_changed(self) -> None:
        self._menu.show_models(self._models.diarizers())
