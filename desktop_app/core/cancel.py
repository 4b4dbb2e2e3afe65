"""A token to cancel work in another thread."""

import threading

from desktop_app.core.errors import Cancelled


class CancelToken:
    """A latch that one thread sets and the working thread checks between steps."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._woken = threading.Event()

    def cancel(self) -> None:
        """Request cancellation; safe from any thread, any number of times."""
        self._event.set()
        self._woken.set()

    def hurry(self) -> None:
        """End the current wait, or the next one, at once without cancelling; from any thread."""
        self._woken.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether cancellation was requested."""
        return self._event.is_set()

    def raise_if_cancelled(self) -> None:
        """Raise if cancellation was requested.

        Raises:
            Cancelled: `cancel` was called.
        """
        if self._event.is_set():
            raise Cancelled

    def wait(self, timeout_s: float) -> None:
        """Sleep for `timeout_s` seconds or until `hurry`; raise at once on cancellation.

        Raises:
            Cancelled: `cancel` was called before or during the sleep.
        """
        self._woken.wait(timeout_s)
        self.raise_if_cancelled()
        self._woken.clear()
