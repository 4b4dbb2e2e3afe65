"""The pages of the settings, what features add to them, and where their buttons lead."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtWidgets import QWidget


class PageName(StrEnum):
    """A page of the dialog, in their order."""

    GENERAL = "general"
    TRANSCRIPTION = "transcription"
    SPEAKERS = "speakers"
    READING = "reading"
    LISTENING = "listening"
    KEYBOARD = "keyboard"
    EXPORT = "export"
    LIBRARY = "library"
    MODELS = "models"


# What a feature adds to a page: a widget with `fields`, the names of the settings it changes.
MakePanel = Callable[[], QWidget]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Where the dialog's buttons lead."""

    watched_folders: Callable[[], object]
    automatic_export: Callable[[], object]
    back_up: Callable[[], object]
    merge: Callable[[], object]
    library_folder: Callable[[], object]
    models: Callable[[], object]
    connection: Callable[[], object]
