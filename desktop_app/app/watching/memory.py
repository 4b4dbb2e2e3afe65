"""Remember across restarts which recordings of watched folders are known."""

import json
import logging
import threading
from collections.abc import Collection
from pathlib import Path

from msgspec import convert

from desktop_app.app.watching.folder import Seen
from desktop_app.core.errors import AppError
from desktop_app.system.files import open_regular, write_atomically
from desktop_app.system.kill_points import reach

logger = logging.getLogger(__name__)

VERSION = 1


class WatchMemory:
    """One JSON file beside the settings; safe from any thread.

    A damaged or missing file means that no folder was ever watched: its recordings are offered
    again, none is queued by mistake.

    Args:
        path: the file; None keeps nothing.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._turn = threading.Lock()
        self._folders: dict[str, Seen] | None = None
        self._offered: dict[str, list[str]] = {}

    def seen(self, folder: Path) -> Seen | None:
        """Return what is known of a folder; None if it was never watched."""
        with self._turn:
            return self._loaded().get(str(folder))

    def offered(self, folder: Path) -> list[str]:
        """Return the names in a folder that are offered, and not answered yet."""
        with self._turn:
            self._loaded()
            return self._offered.get(str(folder), [])

    def keep(self, folder: Path, seen: Seen, offered: Collection[str] = ()) -> None:
        """Remember what is known of a folder, and what of it is offered; a failure is logged."""
        with self._turn:
            folders, name, names = self._loaded(), str(folder), sorted(offered)
            if folders.get(name) != seen or self._offered.get(name, []) != names:
                folders[name], self._offered[name] = seen, names
                self._save(folders)

    def forget_others(self, folders: Collection[Path]) -> None:
        """Forget all folders but these."""
        kept = {str(folder) for folder in folders}
        with self._turn:
            known = self._loaded()
            gone = [name for name in known if name not in kept]
            for name in gone:
                del known[name]
                self._offered.pop(name, None)
            if gone:
                self._save(known)

    def _loaded(self) -> dict[str, Seen]:
        if self._folders is None:
            self._folders = self._read()
        return self._folders

    def _read(self) -> dict[str, Seen]:
        if self._path is None:
            return {}
        try:
            with open_regular(self._path) as file:
                stored = json.loads(file.read().decode())
            self._offered = convert(stored.get("offered", {}), dict[str, list[str]])
            return convert(stored["folders"], dict[str, Seen])
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
            logger.warning("what is known of watched folders cannot be read: %s", error)
            return {}

    def _save(self, folders: dict[str, Seen]) -> None:
        if self._path is None:
            return
        offered = {name: names for name, names in self._offered.items() if names}
        kept = {"version": VERSION, "folders": folders, "offered": offered}
        text = json.dumps(kept, ensure_ascii=False)
        try:
            # A path may hold invalid bytes; JSON can escape them.
            data = text.encode(errors="backslashreplace")
            reach("watching.keep.before")
            write_atomically(self._path, data, is_private=True)
            reach("watching.keep.after")
        except AppError as error:
            logger.warning("what is known of watched folders was not saved: %s", error.message)
