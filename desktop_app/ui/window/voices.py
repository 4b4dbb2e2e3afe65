"""Kept voices: connect the settings, the notices and the models dialog of the window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.app.speakers.voices import NamedByVoice
from desktop_app.app.window import WindowServices
from desktop_app.core.errors import AppError, ModelNotInstalled
from desktop_app.ui.preferences.actions import PreferencesCommands
from desktop_app.ui.preferences.pages import PageName
from desktop_app.ui.strings import voices as texts
from desktop_app.ui.widgets.notice_bar import NoticeBar, NoticeKind

if TYPE_CHECKING:
    from desktop_app.ui.speakers.voices import VoicesPanel

# The model that knows voices again, as the catalogue calls it.
MODEL_ID = "speakerverification_en_titanet_large"


@dataclass(frozen=True, slots=True)
class GetVoiceModel:
    """A notice's action: show that model."""


class VoiceCommands(QObject):
    """Tell what becomes of speakers by their voices, and show what is kept.

    Args:
        window: owns this object.
        services: the voices.
        settings: the settings' dialog, which gets a panel.
        manage: shows a model in the models dialog.
        notice: the window's notices.
    """

    def __init__(
        self,
        window: QWidget,
        services: WindowServices,
        settings: PreferencesCommands,
        manage: Callable[[str], None],
        notice: NoticeBar,
    ) -> None:
        super().__init__(window)
        self._voices = services.voices
        self._preferences = services.preferences
        self._models = services.models
        self._manage = manage
        self._notice = notice
        settings.add_panel(PageName.SPEAKERS, self._panel)
        self._voices.named.connect(self._on_named)
        self._voices.missed.connect(self._on_missed)
        self._voices.failed.connect(self._on_failed)
        self._voices.forgotten.connect(self._on_forgotten)
        notice.action_wanted.connect(self._on_action_wanted)

    def _panel(self) -> "VoicesPanel":
        from desktop_app.ui.speakers.voices import VoicesPanel

        return VoicesPanel(self._preferences, self._voices, self._has_model, self._get_model)

    def _has_model(self) -> bool:
        return self._models.knows_voices

    def _get_model(self) -> None:
        self._manage(MODEL_ID)

    def _on_named(self, named: NamedByVoice) -> None:
        text = texts.named_line(list(named.names.values()))
        self._notice.tell(text, texts.UNDO, named, kind=NoticeKind.SUCCESS)

    def _on_missed(self, names: Sequence[str]) -> None:
        self._notice.tell(texts.missed_line(names), kind=NoticeKind.INFO)

    def _on_failed(self, error: AppError) -> None:
        offer = (texts.GET, GetVoiceModel()) if isinstance(error, ModelNotInstalled) else ()
        self._notice.tell(error.sentence, *offer, kind=NoticeKind.WARNING)

    def _on_forgotten(self, count: int, left: Sequence[Path]) -> None:
        if count:
            self._notice.tell(texts.forgotten_line(count), kind=NoticeKind.SUCCESS)
        if left:
            self._notice.tell(texts.left_line(left), kind=NoticeKind.WARNING)

    def _on_action_wanted(self, action: object) -> None:
        if isinstance(action, NamedByVoice):
            self._voices.undo(action)
        elif isinstance(action, GetVoiceModel):
            self._get_model()
