"""Keeps the machine from falling asleep while it works; its screen may go dark."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

logger = logging.getLogger(__name__)

# wakepy waits at most 2 s for an answer on D-Bus (its JeepneyDBusAdapter.timeout).
RELEASE_S = 3.0

# Gives a block during which the machine stays awake, and says of a refusal.
Inhibit = Callable[[Callable[[str], None]], AbstractContextManager[object]]


def inhibit_sleep(refused: Callable[[str], None]) -> AbstractContextManager[object]:
    """A block during which the machine does not sleep by itself.

    Windows: SetThreadExecutionState(ES_SYSTEM_REQUIRED); Linux: the session's GNOME or
    freedesktop.org service over D-Bus.

    Args:
        refused: told why when the system does not grant it; the block is run all the same.
    """
    from wakepy import keep

    return keep.running(on_fail=lambda result: refused(result.get_failure_text()))


class WakeHold:
    """One wish that the machine stays awake, begun and ended any number of times.

    Neither call waits, raises or imports anything: a thread of its own does, because an answer on
    D-Bus may take seconds, and because what was begun in one thread must be ended in the same.

    Args:
        inhibit: gives the block that is held.
    """

    def __init__(self, inhibit: Inhibit = inhibit_sleep) -> None:
        self._inhibit = inhibit
        self._over: threading.Event | None = None
        self._thread: threading.Thread | None = None
        self._is_refusal_told = False

    def begin(self) -> None:
        """Have the machine stay awake from now on; does nothing when it already is to."""
        if self._over is not None:
            return
        self._over = threading.Event()
        self._thread = threading.Thread(
            target=self._keep, args=(self._over,), name="stay awake", daemon=True
        )
        self._thread.start()

    def end(self, wait_s: float = 0.0) -> None:
        """Let it sleep again.

        Args:
            wait_s: how long to wait until the system knows.
        """
        if self._over is not None:
            self._over.set()
            self._over = None
        if self._thread is not None and wait_s > 0:
            self._thread.join(wait_s)

    def _keep(self, over: threading.Event) -> None:
        try:
            with self._inhibit(self._on_refused):
                over.wait()
        except Exception as error:  # noqa: BLE001 - no job may fail of this
            self._on_refused(repr(error))

    def _on_refused(self, why: str) -> None:
        if not self._is_refusal_told:
            logger.info("the computer may fall asleep while Aviary works: %s", why)
        self._is_refusal_told = True


@contextmanager
def staying_awake() -> Iterator[None]:
    """A block during which the machine stays awake, as far as the system grants it."""
    hold = WakeHold()
    hold.begin()
    try:
        yield
    finally:
        hold.end(RELEASE_S)
