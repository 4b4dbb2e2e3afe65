"""Find who has a file open, by Windows' Restart Manager (rstrtmgr.dll).

https://learn.microsoft.com/windows/win32/rstmgr/restart-manager-portal
"""

import ctypes
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from desktop_app.system.locks.diagnosis import Holder, HolderKind

# https://learn.microsoft.com/windows/win32/api/restartmanager/ns-restartmanager-rm_process_info
CCH_RM_SESSION_KEY = 32
CCH_RM_MAX_APP_NAME = 255
CCH_RM_MAX_SVC_NAME = 63

ERROR_SUCCESS = 0
ERROR_MORE_DATA = 234
# The list may grow between the calls that measure and fetch it; a few tries are plenty.
MAX_TRIES = 5
SPARE_ENTRIES = 4

KINDS = {
    1: HolderKind.WINDOW,
    2: HolderKind.BACKGROUND,
    3: HolderKind.SERVICE,
    4: HolderKind.EXPLORER,
    5: HolderKind.CONSOLE,
    1000: HolderKind.CRITICAL,
}
CLOSABLE = frozenset({HolderKind.WINDOW, HolderKind.BACKGROUND, HolderKind.CONSOLE})


class UniqueProcess(ctypes.Structure):
    """RM_UNIQUE_PROCESS: a process id and its start time, as a FILETIME in two halves."""

    _fields_ = (
        ("process_id", ctypes.c_uint32),
        ("started_low", ctypes.c_uint32),
        ("started_high", ctypes.c_uint32),
    )


class ProcessInfo(ctypes.Structure):
    """RM_PROCESS_INFO, 668 bytes.

    Its WCHARs are 16 bits wide here on every system, which `ctypes.c_wchar` is not.
    """

    _fields_ = (
        ("process", UniqueProcess),
        ("app_name", ctypes.c_uint16 * (CCH_RM_MAX_APP_NAME + 1)),
        ("service_name", ctypes.c_uint16 * (CCH_RM_MAX_SVC_NAME + 1)),
        ("application_type", ctypes.c_int32),
        ("app_status", ctypes.c_uint32),
        ("terminal_session_id", ctypes.c_uint32),
        ("restartable", ctypes.c_int32),
    )


@dataclass(frozen=True, slots=True)
class RestartManagerLibrary:
    """The functions used of rstrtmgr.dll; each returns a Windows error code.

    Attributes:
        start: RmStartSession.
        register: RmRegisterResources.
        fetch: RmGetList.
        end: RmEndSession.
    """

    start: Callable[..., int]
    register: Callable[..., int]
    fetch: Callable[..., int]
    end: Callable[..., int]


class RestartManagerError(Exception):
    """A call to Restart Manager failed.

    Attributes:
        call: the function's name.
        code: its Windows error code.
    """

    def __init__(self, call: str, code: int) -> None:
        super().__init__(f"{call} gave {code}")
        self.call = call
        self.code = code


if sys.platform == "win32":

    def load_library(path: str = "rstrtmgr") -> RestartManagerLibrary | None:
        """Load rstrtmgr.dll, or the DLL at `path`; None if it is missing."""
        try:
            dll = ctypes.WinDLL(path)
        except OSError:  # a Windows Server or an emulator may lack it
            return None
        return RestartManagerLibrary(
            dll.RmStartSession, dll.RmRegisterResources, dll.RmGetList, dll.RmEndSession
        )

else:

    def load_library(path: str = "rstrtmgr") -> RestartManagerLibrary | None:  # noqa: ARG001
        """Load rstrtmgr.dll, or the DLL at `path`; None if it is missing."""
        return None


def list_holders(library: RestartManagerLibrary, paths: Sequence[str]) -> tuple[Holder, ...]:
    """Return the programs that have one of the files open.

    Args:
        library: rstrtmgr.dll.
        paths: absolute paths of files; Restart Manager refuses folders.

    Raises:
        RestartManagerError: a call failed; the session is ended all the same.
    """
    if not paths:
        return ()
    with _session(library) as handle:
        names = (ctypes.c_wchar_p * len(paths))(*paths)
        count = ctypes.c_uint32(len(paths))
        no = ctypes.c_uint32(0)
        code = library.register(handle, count, names, no, None, no, None)
        _check("RmRegisterResources", code)
        return tuple(_holder(info) for info in _fetch(library, handle))


@contextmanager
def _session(library: RestartManagerLibrary) -> Iterator[ctypes.c_uint32]:
    handle = ctypes.c_uint32(0)
    key = (ctypes.c_uint16 * (CCH_RM_SESSION_KEY + 1))()
    code = library.start(ctypes.byref(handle), ctypes.c_uint32(0), key)
    _check("RmStartSession", code)
    try:
        yield handle
    finally:
        # A session that cannot be ended dies with the process: the result is still valid.
        library.end(handle)


def _fetch(library: RestartManagerLibrary, handle: ctypes.c_uint32) -> Sequence[ProcessInfo]:
    capacity = 0
    code = ERROR_MORE_DATA
    for _ in range(MAX_TRIES):
        needed, count = ctypes.c_uint32(0), ctypes.c_uint32(capacity)
        reasons = ctypes.c_uint32(0)
        infos = (ProcessInfo * capacity)()
        code = library.fetch(
            handle,
            ctypes.byref(needed),
            ctypes.byref(count),
            infos if capacity else None,
            ctypes.byref(reasons),
        )
        if code != ERROR_MORE_DATA:
            _check("RmGetList", code)
            return infos[: count.value]
        capacity = needed.value + SPARE_ENTRIES
    raise RestartManagerError("RmGetList", code)


def _check(call: str, code: int) -> None:
    if code != ERROR_SUCCESS:
        raise RestartManagerError(call, code)


def _holder(info: ProcessInfo) -> Holder:
    kind = KINDS.get(info.application_type, HolderKind.UNKNOWN)
    return Holder(
        name=_text(info.app_name) or _text(info.service_name),
        pid=info.process.process_id,
        kind=kind,
        since=_moment(info.process.started_low, info.process.started_high),
        can_be_closed=kind in CLOSABLE,
        path=_text(info.service_name),
    )


def _text(units: "ctypes.Array[ctypes.c_uint16]") -> str:
    return bytes(units).decode("utf-16-le", errors="replace").partition("\0")[0]


def _moment(low: int, high: int) -> datetime | None:
    """Convert a FILETIME: tenths of a microsecond since 1601, UTC.

    https://learn.microsoft.com/windows/win32/api/minwinbase/ns-minwinbase-filetime
    """
    ticks = (high << 32) | low
    if not ticks:
        return None
    try:
        return datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)
    except OverflowError:
        return None
