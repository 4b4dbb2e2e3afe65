"""Run one program as administrator, after Windows has asked the user."""

import ctypes
import sys
from collections.abc import Callable
from dataclasses import dataclass

# https://learn.microsoft.com/windows/win32/api/shellapi/ns-shellapi-shellexecuteinfow
SEE_MASK_NOCLOSEPROCESS = 0x40  # return the process, to wait for its end
SEE_MASK_NOASYNC = 0x100  # the calling thread has no message loop
SEE_MASK_FLAG_NO_UI = 0x400  # no error message box by Windows
# https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-showwindow
SW_SHOWMINNOACTIVE = 7  # a console flashing up would alarm the user
# https://learn.microsoft.com/windows/win32/debug/system-error-codes--1000-1299-
ERROR_CANCELLED = 1223
# https://learn.microsoft.com/windows/win32/api/synchapi/nf-synchapi-waitforsingleobject
WAIT_OBJECT_0 = 0
# https://learn.microsoft.com/windows/win32/api/objbase/ne-objbase-coinit
COINIT_APARTMENTTHREADED = 0x2
COINIT_DISABLE_OLE1DDE = 0x4
# PowerShell takes seconds; excludes the time for the user's answer.
RUN_TIMEOUT_MS = 60_000

# (program, arguments) -> exit code; None if the user refused.
Elevate = Callable[[str, str], int | None]


class ExecuteInfo(ctypes.Structure):
    """SHELLEXECUTEINFOW."""

    _fields_ = (
        ("cbSize", ctypes.c_uint32),
        ("fMask", ctypes.c_uint32),
        ("hwnd", ctypes.c_void_p),
        ("lpVerb", ctypes.c_wchar_p),
        ("lpFile", ctypes.c_wchar_p),
        ("lpParameters", ctypes.c_wchar_p),
        ("lpDirectory", ctypes.c_wchar_p),
        ("nShow", ctypes.c_int),
        ("hInstApp", ctypes.c_void_p),
        ("lpIDList", ctypes.c_void_p),
        ("lpClass", ctypes.c_wchar_p),
        ("hkeyClass", ctypes.c_void_p),
        ("dwHotKey", ctypes.c_uint32),
        ("hIcon", ctypes.c_void_p),
        ("hProcess", ctypes.c_void_p),
    )


@dataclass(frozen=True, slots=True)
class ShellApi:
    """The functions used of shell32.dll, kernel32.dll and ole32.dll.

    Attributes:
        execute: ShellExecuteExW; ShellExecuteW returns no process to wait for.
        wait: WaitForSingleObject.
        get_exit_code: GetExitCodeProcess.
        close_handle: CloseHandle.
        last_error: returns the code of the last failed call.
        co_initialize: CoInitializeEx.
        co_uninitialize: CoUninitialize.
    """

    execute: Callable[..., int]
    wait: Callable[..., int]
    get_exit_code: Callable[..., int]
    close_handle: Callable[..., int]
    last_error: Callable[[], int]
    co_initialize: Callable[..., int]
    co_uninitialize: Callable[..., None]


def run_elevated(api: ShellApi, program: str, arguments: str) -> int | None:
    """Let Windows ask once, then run the program as administrator to its end.

    Args:
        api: the DLLs, or fakes in tests.
        program: the full path of the program.
        arguments: its command line, quoted.

    Returns:
        The program's exit code; None if the user refused.

    Raises:
        OSError: it could not be started or did not end in time.
    """
    # https://learn.microsoft.com/windows/win32/api/shellapi/nf-shellapi-shellexecuteexw#remarks
    # requires COM in the calling thread; CoUninitialize must not follow a failure.
    is_ours = api.co_initialize(None, COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE) >= 0
    try:
        return _run(api, program, arguments)
    finally:
        if is_ours:
            api.co_uninitialize()


def _run(api: ShellApi, program: str, arguments: str) -> int | None:
    info = ExecuteInfo(
        cbSize=ctypes.sizeof(ExecuteInfo),
        fMask=SEE_MASK_NOCLOSEPROCESS | SEE_MASK_NOASYNC | SEE_MASK_FLAG_NO_UI,
        lpVerb="runas",
        lpFile=program,
        lpParameters=arguments,
        nShow=SW_SHOWMINNOACTIVE,
    )
    if not api.execute(ctypes.byref(info)):
        code = api.last_error()
        if code == ERROR_CANCELLED:
            return None
        raise OSError(code, f"{program} could not be started as administrator")
    process = ctypes.c_void_p(info.hProcess)
    try:
        if api.wait(process, RUN_TIMEOUT_MS) != WAIT_OBJECT_0:
            raise TimeoutError(f"{program} did not end within {RUN_TIMEOUT_MS // 1000} s")
        exit_code = ctypes.c_uint32()
        if not api.get_exit_code(process, ctypes.byref(exit_code)):
            raise OSError(api.last_error(), f"{program} gave no exit code")
        return exit_code.value
    finally:
        api.close_handle(process)


if sys.platform == "win32":

    def windows_elevation() -> Elevate:
        """Return the real one."""
        shell32 = ctypes.WinDLL("shell32", use_last_error=True)
        kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
        ole32 = ctypes.WinDLL("ole32")
        api = ShellApi(
            shell32.ShellExecuteExW,
            kernel32.WaitForSingleObject,
            kernel32.GetExitCodeProcess,
            kernel32.CloseHandle,
            ctypes.get_last_error,
            ole32.CoInitializeEx,
            ole32.CoUninitialize,
        )
        return lambda program, arguments: run_elevated(api, program, arguments)
