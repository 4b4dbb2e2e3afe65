"""Safe mode: a start with default settings on the CPU."""

import logging
from pathlib import Path
from typing import Any

from desktop_app.app.settings import Settings, SettingsStore
from desktop_app.core.request import DeviceChoice

logger = logging.getLogger(__name__)

# A single failure may be a power cut or an impatient user.
FAILED_STARTS = 2


class SafeSettings(SettingsStore):
    """Default settings on the CPU; nothing is saved."""

    keeps = False

    def load(self) -> Settings:
        """Return the defaults, without reading the file."""
        return Settings(device=DeviceChoice.CPU)

    def save(self, settings: Settings) -> None:
        """Save nothing, to keep the user's settings."""

    def change(self, **values: Any) -> None:  # noqa: ANN401 - the fields of Settings
        """Save nothing."""


class StartMarker:
    """A file that exists from the beginning of a start until its window is shown.

    Args:
        path: the file, in an existing folder; a start that cannot write it is not counted.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def begin(self) -> bool:
        """Count this start; return whether enough previous ones failed to offer safe mode."""
        failed = self._count()
        try:
            self._path.write_text(str(failed + 1), encoding="ascii")
        except OSError as error:
            logger.info("the start is not counted: %s", error)
        return failed >= FAILED_STARTS

    def end(self) -> None:
        """Note that the window is shown."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            logger.info("the count of starts stays: %s", error)

    def _count(self) -> int:
        try:
            return int(self._path.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0
