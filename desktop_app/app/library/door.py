"""The library while it opens: handed out to all threads, delaying none that need not wait."""

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.library.library import Library

# The longest wait: a library of 20 GB that must be migrated or recovered takes minutes.
OPENING_S = 600.0


class LibraryDoor:
    """Hand out the library once it is open; safe from any thread."""

    def __init__(self) -> None:
        self._is_settled = threading.Event()
        self._is_settled.set()  # until somebody says that it will be opened
        self._library: Library | None = None

    @property
    def library(self) -> "Library | None":
        """The library; None while it opens, if it could not be opened, and once it is closed."""
        return self._library

    def wait(self, timeout_s: float = OPENING_S) -> "Library | None":
        """Wait until opening has ended, and return the library; never call it in the GUI thread."""
        self._is_settled.wait(timeout_s)
        return self._library

    def promise(self) -> None:
        """Let whoever needs the library wait: it is being opened, or will be at once."""
        if self._library is None:
            self._is_settled.clear()

    def open_with(self, library: "Library") -> None:
        """Hand out this library from now on."""
        self._library = library
        self._is_settled.set()

    def refuse(self) -> None:
        """Let nobody wait any longer: there is no library, for now."""
        self._is_settled.set()

    def close(self, timeout_s: float) -> bool:
        """Close the library, which writes what is pending.

        Returns:
            Whether everything was written in time.
        """
        library, self._library = self._library, None
        self._is_settled.set()
        return library is None or library.close(timeout_s)
