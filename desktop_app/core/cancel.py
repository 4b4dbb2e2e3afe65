"""Asking work on another thread to stop."""

import threading

from desktop_app.core.errors import Cancelled


class CancelToken:
    """A latch that one thread sets and the working thread looks at between steps."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._woken = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; safe from any thread, any number of times."""
        self._event.set()
        self._woken.set()

    def hurry(self) -> None:
        """End the present wait, or the next one, at once; the work goes on. From any thread."""
        self._woken.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody asked."""
        return self._event.is_set()

    def raise_if_cancelled(self) -> None:
        """Stop here if somebody asked.

        Raises:
            Cancelled: when `cancel` was called.
        """
        if self._event.is_set():
            raise Cancelled

    def wait(self, timeout_s: float) -> None:
        """Sleep for `timeout_s`, or until `hurry`, but wake and stop at once when asked.

        Raises:
            Cancelled: when `cancel` was called before or during the sleep.
        """
        self._woken.wait(timeout_s)
        self.raise_if_cancelled()
        self._woken.clear()
