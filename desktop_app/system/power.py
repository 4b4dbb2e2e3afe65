"""Keep the computer awake, and put it to sleep or say why that is not possible."""

import ctypes
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from desktop_app.core.errors import SleepRefused
from desktop_app.core.sentences import marked, tr

logger = logging.getLogger(__name__)

# wakepy waits at most 2 s for an answer on D-Bus (its JeepneyDBusAdapter.timeout).
RELEASE_S = 3.0

# Makes a context that keeps the computer awake, and reports a refusal.
Inhibit = Callable[[Callable[[str], None]], AbstractContextManager[object]]


def inhibit_sleep(refused: Callable[[str], None]) -> AbstractContextManager[object]:
    """Keep the computer from sleeping inside the block; a context manager.

    Windows: SetThreadExecutionState(ES_SYSTEM_REQUIRED); Linux: the session's GNOME or
    freedesktop.org service over D-Bus.

    Args:
        refused: called with the reason if the system refuses; the block runs all the same.
    """
    from wakepy import keep

    return keep.running(on_fail=lambda result: refused(result.get_failure_text()))


class WakeHold:
    """Keeps the computer awake between `begin` and `end`, any number of times.

    Neither call waits, raises or imports anything; a separate thread does, because D-Bus may take
    seconds, and because Windows' state belongs to the thread that set it.

    Args:
        inhibit: makes the context that is held.
    """

    def __init__(self, inhibit: Inhibit = inhibit_sleep) -> None:
        self._inhibit = inhibit
        self._over: threading.Event | None = None
        self._thread: threading.Thread | None = None
        self._is_refusal_told = False

    def begin(self) -> None:
        """Keep the computer awake from now on; no-op if it already is."""
        if self._over is not None:
            return
        self._over = threading.Event()
        self._thread = threading.Thread(
            target=self._keep, args=(self._over,), name="stay awake", daemon=True
        )
        self._thread.start()

    def end(self, wait_s: float = 0.0) -> None:
        """Allow sleep again.

        Args:
            wait_s: how long to wait until it takes effect, in seconds.
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
        except Exception as error:  # noqa: BLE001 - no job may fail because of this
            self._on_refused(repr(error))

    def _on_refused(self, why: str) -> None:
        if not self._is_refusal_told:
            logger.info("the computer may fall asleep while Aviary works: %s", why)
        self._is_refusal_told = True


@contextmanager
def staying_awake() -> Iterator[None]:
    """Hold the computer awake until `end`, as far as the system grants it."""
    hold = WakeHold()
    hold.begin()
    try:
        yield
    finally:
        hold.end(RELEASE_S)


NO_SLEEP_STATE = marked("Sleep is not available on this computer.")
NOT_ALLOWED = marked("Only administrators can put this computer to sleep.")
NO_LOGIND = marked("The system's power service (logind) cannot be reached.")

# What CanSuspend answers: https://www.freedesktop.org/wiki/Software/systemd/logind/ "challenge"
# needs a password, and nobody is there to type it.
LOGIND_ANSWERS = {"yes": "", "na": NO_SLEEP_STATE, "no": NOT_ALLOWED, "challenge": NOT_ALLOWED}
# A service that does not answer quickly will not answer at all.
LOGIND_TIMEOUT_S = 5.0


@dataclass(frozen=True, slots=True)
class SleepControl:
    """How to put this computer to sleep; both calls may take seconds.

    Attributes:
        problem: returns why the computer cannot sleep, a sentence; "" if it can.
        sleep: puts it to sleep; raises SleepRefused.
    """

    problem: Callable[[], str]
    sleep: Callable[[], None]


@dataclass(frozen=True, slots=True)
class PowerApi:
    """The functions used of powrprof.dll.

    Attributes:
        is_suspend_allowed: IsPwrSuspendAllowed.
        set_suspend_state: SetSuspendState, which acquires its privilege by itself.
        last_error: returns the code of the last failed call.
    """

    is_suspend_allowed: Callable[[], int]
    set_suspend_state: Callable[[int, int, int], int]
    last_error: Callable[[], int]


def windows_problem(api: PowerApi) -> str:
    """Return why SetSuspendState cannot put this Windows to sleep; "" if it can."""
    # False also with Modern Standby, which has none of the states S1 to S3.
    return "" if api.is_suspend_allowed() else tr(NO_SLEEP_STATE)


def windows_sleep(api: PowerApi) -> None:
    """Sleep as from the start menu; returns after the computer has woken up.

    Raises:
        SleepRefused: Windows refuses.
    """
    # https://learn.microsoft.com/windows/win32/api/powrprof/nf-powrprof-setsuspendstate No
    # hibernation; no force, which has no effect; wake timers stay enabled.
    if not api.set_suspend_state(0, 0, 0):
        code = api.last_error()
        raise SleepRefused("Windows did not put the computer to sleep.", f"WinError {code}")


def logind_problem() -> str:
    """Return why logind cannot suspend this computer; "" if it can."""
    try:
        answer = _ask_logind("CanSuspend")
    except Exception:  # noqa: BLE001 - no bus, no service and no answer are equivalent here
        return tr(NO_LOGIND)
    return tr(LOGIND_ANSWERS.get(str(answer[0]) if answer else "", NOT_ALLOWED))


def logind_sleep() -> None:
    """Suspend; returns once suspending has begun.

    Raises:
        SleepRefused: logind refuses, or is not available.
    """
    is_interactive = False
    try:
        _ask_logind("Suspend", "b", (is_interactive,))
    except Exception as error:
        raise SleepRefused("The computer did not go to sleep.", repr(error)) from error


def _ask_logind(
    method: str, signature: str = "", body: tuple[object, ...] = ()
) -> tuple[object, ...]:
    """Call org.freedesktop.login1.Manager; raises jeepney's and the socket's errors."""
    from jeepney import DBusAddress, new_method_call
    from jeepney.io.blocking import open_dbus_connection
    from jeepney.wrappers import unwrap_msg

    name = "org.freedesktop.login1"
    manager = DBusAddress("/org/freedesktop/login1", name, f"{name}.Manager")
    with open_dbus_connection("SYSTEM") as bus:
        message = new_method_call(manager, method, signature or None, body)
        answer: tuple[object, ...] = unwrap_msg(
            bus.send_and_get_reply(message, timeout=LOGIND_TIMEOUT_S)
        )
    return answer


if sys.platform == "win32":

    def sleep_control() -> SleepControl:
        """Return this computer's SleepControl."""
        dll = ctypes.WinDLL("powrprof", use_last_error=True)
        boolean = ctypes.c_ubyte  # BOOLEAN is one byte: the rest of the register is undefined
        dll.IsPwrSuspendAllowed.argtypes = ()
        dll.IsPwrSuspendAllowed.restype = boolean
        dll.SetSuspendState.argtypes = (boolean, boolean, boolean)
        dll.SetSuspendState.restype = boolean
        api = PowerApi(dll.IsPwrSuspendAllowed, dll.SetSuspendState, ctypes.get_last_error)
        return SleepControl(lambda: windows_problem(api), lambda: windows_sleep(api))

else:

    def sleep_control() -> SleepControl:
        """Return this computer's SleepControl."""
        return SleepControl(logind_problem, logind_sleep)
