"""The settings while the program runs: one current value, a signal, saving off the GUI thread."""

import logging
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_app.app.settings import Settings, SettingsStore
from desktop_app.app.side_tasks import SideTasks
from desktop_app.core.errors import AppError

logger = logging.getLogger(__name__)


class Preferences(QObject):
    """Holds the current settings and keeps the file up to date.

    Signals:
        changed: the new Settings.
        not_saved: the AppError of a save, the first one since a save succeeded.
    """

    changed = Signal(object)
    not_saved = Signal(object)

    def __init__(
        self, store: SettingsStore, tasks: SideTasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._tasks = tasks
        self._has_failed = False
        self._current = store.load()
        self._is_saving = False
        self._is_dirty = False

    @property
    def current(self) -> Settings:
        """The settings as they are now."""
        return self._current

    def change(self, **values: Any) -> None:  # noqa: ANN401 - the fields of Settings
        """Set some fields; does nothing when they already are so."""
        changed = replace(self._current, **values)
        if changed == self._current:
            return
        self._current = changed
        self._is_dirty = True
        self._save_soon()
        self.changed.emit(changed)

    def keep(self, **values: Any) -> None:  # noqa: ANN401 - the fields of Settings
        """Write some fields before going on; from any thread, and followed by `change`.

        Raises:
            NotWritable, DiskFull: they are not kept.
        """
        self._store.change(**values)

    def save_now(self) -> None:
        """Write the file before the program ends, if it is not as it should be.

        The tasks have ended: a save that goes on would write what was before. A failure is logged.
        """
        if not self._is_dirty and not self._is_saving:
            return
        try:
            self._store.save(self._current)
        except AppError as error:
            logger.warning("the settings were not saved: %s", error.message)

    def _save_soon(self) -> None:
        # One save at a time: two in a pool could finish in the wrong order.
        if self._is_saving or not self._is_dirty:
            return
        self._is_saving = True
        self._is_dirty = False
        settings = self._current

        def failed(error: AppError) -> None:
            self._on_save_failed(error, settings)

        self._tasks.run(lambda: self._store.save(settings), self._on_saved, failed)

    def _on_saved(self, _result: None) -> None:
        self._is_saving = False
        self._has_failed = False
        self._save_soon()

    def _on_save_failed(self, error: AppError, settings: Settings) -> None:
        logger.warning("the settings were not saved: %s", error.message)
        self._is_saving = False
        if self._current == settings:
            self._is_dirty = True  # for the next change, or the end
        else:
            self._save_soon()
        if not self._has_failed:
            self._has_failed = True
            self.not_saved.emit(error)
