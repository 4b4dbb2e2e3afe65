"""The program's identity and progress in the Windows taskbar."""

import ctypes
import logging
import sys
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

logger = logging.getLogger(__name__)

# https://learn.microsoft.com/windows/win32/api/shobjidl_core/nn-shobjidl_core-itaskbarlist3 and
# Microsoft's ShObjIdl_core.h, which numbers the methods.
CLSID_TASKBAR_LIST = uuid.UUID("56fdf344-fd6d-11d0-958a-006097c9a090")
IID_TASKBAR_LIST_3 = uuid.UUID("ea1afb91-9e28-4b86-90e9-9e9f8a5eefaf")
RELEASE, HR_INIT, SET_PROGRESS_VALUE, SET_PROGRESS_STATE = 2, 3, 9, 10
# https://learn.microsoft.com/windows/win32/api/wtypesbase/ne-wtypesbase-clsctx
CLSCTX_INPROC_SERVER = 0x1
# https://learn.microsoft.com/windows/win32/api/objbase/ne-objbase-coinit
COINIT_APARTMENTTHREADED = 0x2
# The bar is at most some hundred pixels wide.
STEPS = 1000


class ProgressState(IntEnum):
    """The button's state; the values are Windows' TBPFLAG."""

    NONE = 0
    UNKNOWN_LENGTH = 1
    NORMAL = 2
    ERROR = 4
    PAUSED = 8


@dataclass(frozen=True, slots=True)
class TaskbarApi:
    """The methods used of ITaskbarList3; both return an HRESULT, negative on failure.

    Attributes:
        set_value: SetProgressValue of a window: done, total.
        set_state: SetProgressState of a window.
    """

    set_value: Callable[[int, int, int], int]
    set_state: Callable[[int, int], int]


class Taskbar:
    """One window's button; the first failure is logged, and failures have no other effect.

    Args:
        api: the interface, or a fake in tests.
        window: the HWND.
    """

    def __init__(self, api: TaskbarApi, window: int) -> None:
        self._api = api
        self._window = window
        self._is_failure_told = False

    def show(self, state: ProgressState, fraction: float) -> None:
        """Show progress; `fraction` is 0 to 1, used by states with a length."""
        self._check(self._api.set_state(self._window, state))
        # The state last: a value resets states without a length to the normal one.
        if state not in (ProgressState.NONE, ProgressState.UNKNOWN_LENGTH):
            self._check(self._api.set_value(self._window, round(fraction * STEPS), STEPS))

    def _check(self, result: int) -> None:
        if result < 0 and not self._is_failure_told:
            self._is_failure_told = True
            logger.warning("the taskbar shows no progress: 0x%08X", result & 0xFFFFFFFF)


if sys.platform == "win32":

    def window_taskbar(window: int) -> Taskbar | None:
        """Return the real one; call and use it in the window's thread.

        Returns:
            None without a taskbar, as in a service's session.
        """
        ole32 = ctypes.OleDLL("ole32")  # its functions raise OSError for a negative HRESULT
        made = ctypes.c_void_p()
        try:
            # Qt has initialised COM in this thread with the same flags, so this only counts. It
            # lasts for the life of the program, as the interface does, and is never undone.
            ole32.CoInitializeEx(None, COINIT_APARTMENTTHREADED)
            ole32.CoCreateInstance(
                CLSID_TASKBAR_LIST.bytes_le,
                None,
                CLSCTX_INPROC_SERVER,
                IID_TASKBAR_LIST_3.bytes_le,
                ctypes.byref(made),
            )
        except OSError as error:
            logger.warning("there is no taskbar: %s", error)
            return None
        begin = _method(made, HR_INIT)
        if begin() < 0:
            _method(made, RELEASE)()
            logger.warning("the taskbar is not ready for programs")
            return None
        set_value = _method(
            made, SET_PROGRESS_VALUE, ctypes.c_void_p, ctypes.c_uint64, ctypes.c_uint64
        )
        set_state = _method(made, SET_PROGRESS_STATE, ctypes.c_void_p, ctypes.c_int)
        return Taskbar(TaskbarApi(set_value, set_state), window)

    def _method(
        interface: ctypes.c_void_p, number: int, *argument_types: type
    ) -> Callable[..., int]:
        """Return the method at that index of the interface's table, bound to it."""
        table = ctypes.cast(interface, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p)))
        kind = ctypes.WINFUNCTYPE(ctypes.c_long, ctypes.c_void_p, *argument_types)
        function = kind(table.contents[number] or 0)
        return lambda *arguments: int(function(interface, *arguments))

else:

    def window_taskbar(window: int) -> Taskbar | None:  # noqa: ARG001 - as on Windows
        """Return None: only Windows has this taskbar."""
        return None


APP_USER_MODEL_ID = "Aviary.Aviary"


def claim_identity() -> None:
    """Set the application's identity before the first window; only if run by Python on Windows.

    Windows identifies a frozen program by its file, and so groups its windows with its pinned
    shortcut. An explicit id would separate them, unless every shortcut had the same
    (https://learn.microsoft.com/windows/win32/shell/appids).
    """
    if sys.platform == "win32" and not getattr(sys, "frozen", False):
        result = ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_USER_MODEL_ID)
        if result != 0:  # an HRESULT
            logger.info("Windows did not take the program's name: %#x", result & 0xFFFFFFFF)
