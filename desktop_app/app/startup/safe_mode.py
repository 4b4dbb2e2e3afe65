"""Safe mode: a start with as little as possible that could stop one."""

import logging
from pathlib import Path
from typing import Any

from desktop_app.app.settings import Settings, SettingsStore
from desktop_app.core.request import DeviceChoice

logger = logging.getLogger(__name__)

# One failure may be a power cut or an impatient user.
FAILED_STARTS = 2


class SafeSettings(SettingsStore):
    """The default settings on the processor alone; what is saved is forgotten."""

    keeps = False

    def load(self) -> Settings:
        """The file is not even read."""
        return Settings(device=DeviceChoice.CPU)

    def save(self, settings: Settings) -> None:
        """Nothing is written over what the user chose."""

    def change(self, **values: Any) -> None:  # noqa: ANN401 - the fields of Settings
        """Nor here."""


class StartMarker:
    """A small file that is there from the beginning of a start until its window is shown.

    Args:
        path: the file, in a folder that is there; what cannot be kept is not counted.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def begin(self) -> bool:
        """Count this start; whether so many before it failed that safe mode is worth offering."""
        failed = self._count()
        try:
            self._path.write_text(str(failed + 1), encoding="ascii")
        except OSError as error:
            logger.info("the start is not counted: %s", error)
        return failed >= FAILED_STARTS

    def end(self) -> None:
        """The window is shown."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            logger.info("the count of starts stays: %s", error)

    def _count(self) -> int:
        try:
            return int(self._path.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0
