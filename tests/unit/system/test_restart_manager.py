"""Windows' Restart Manager, played by a fake DLL that is as awkward as the real one."""

import ctypes
import os
import shutil
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest

from desktop_app.system.locks import holders as lock_holders
from desktop_app.system.locks.diagnosis import HolderKind
from desktop_app.system.locks.restart_manager import (
    CCH_RM_SESSION_KEY,
    KINDS,
    MAX_TRIES,
    ProcessInfo,
    RestartManagerError,
    RestartManagerLibrary,
    UniqueProcess,
    list_holders,
)
from tests.conftest import ROOT

COMPILER = "x86_64-w64-mingw32-gcc"
STUB = ROOT / "tests" / "windows_stub" / "rstrtmgr.c"
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
needs_mingw = pytest.mark.skipif(
    shutil.which(COMPILER) is None, reason=f"{COMPILER} is not installed"
)


def filetime(moment: datetime) -> int:
    return (moment - datetime(1601, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) * 10


def info(pid: int, app: str, service: str, kind: int, ticks: int) -> ProcessInfo:
    made = ProcessInfo(application_type=kind)
    made.process = UniqueProcess(pid, ticks & 0xFFFFFFFF, ticks >> 32)
    for field, text in (("app_name", app), ("service_name", service)):
        units = text.encode("utf-16-le")
        ctypes.memmove(
            ctypes.addressof(made) + getattr(ProcessInfo, field).offset, units, len(units)
        )
    return made


PLAYER = info(4242, "Médiathèque 再生 🎵", "", 1, filetime(NEW_YEAR))
SERVICE = info(4343, "", "WinDefend", 3, 0)


class FakeDll:
    """rstrtmgr.dll: the list grows once while it is fetched.

    Args:
        infos: who holds the files.
        fails: what each call gives instead of 0.
        late: how many entries arrive only after the first fetch.
    """

    def __init__(
        self, infos: tuple[ProcessInfo, ...], fails: dict[str, int] | None = None, late: int = 0
    ) -> None:
        self.infos = infos
        self.fails = fails or {}
        self.late = late
        self.calls: list[str] = []
        self.files: list[str] = []

    @property
    def library(self) -> RestartManagerLibrary:
        return RestartManagerLibrary(self.start, self.register, self.fetch, self.end)

    def _answer(self, call: str) -> int:
        self.calls.append(call)
        return self.fails.get(call, 0)

    def start(self, handle: Any, flags: Any, key: Any) -> int:
        assert len(key) == CCH_RM_SESSION_KEY + 1 and flags.value == 0
        handle._obj.value = 7
        return self._answer("RmStartSession")

    def register(self, handle: Any, count: Any, names: Any, *others: Any) -> int:
        assert handle.value == 7
        assert [getattr(o, "value", o) for o in others] == [0, None, 0, None]
        self.files = list(names[: count.value])
        return self._answer("RmRegisterResources")

    def fetch(self, _: Any, needed: Any, count: Any, infos: Any, __: Any) -> int:
        failed = self._answer("RmGetList")
        if failed:
            return failed
        first = self.calls.count("RmGetList") == 1
        there = self.infos[: len(self.infos) - self.late] if first else self.infos
        needed._obj.value = len(there)
        if count._obj.value < len(there):
            return 234
        for index, each in enumerate(there):
            infos[index] = each
        count._obj.value = len(there)
        return 0

    def end(self, handle: Any) -> int:
        assert handle.value == 7
        return self._answer("RmEndSession")


def test_holders_are_named_with_kind_and_start() -> None:
    dll = FakeDll((PLAYER, SERVICE))
    player, service = list_holders(dll.library, [r"C:\é\a.wav", r"C:\b.wav"])
    assert (player.name, player.pid, player.kind) == (
        "Médiathèque 再生 🎵",
        4242,
        HolderKind.WINDOW,
    )
    assert player.since == NEW_YEAR and player.can_be_closed
    assert (service.name, service.kind) == ("WinDefend", HolderKind.SERVICE)
    assert service.since is None and not service.can_be_closed
    assert service.path == "WinDefend"
    assert dll.files == [r"C:\é\a.wav", r"C:\b.wav"]
    assert dll.calls[-1] == "RmEndSession"


def test_a_list_that_grows_is_fetched_again() -> None:
    many = tuple(info(pid, f"P{pid}", "", 2, 0) for pid in range(1, 30))
    dll = FakeDll(many, late=20)
    assert [holder.pid for holder in list_holders(dll.library, ["a"])] == list(range(1, 30))
    assert dll.calls.count("RmGetList") == 3


def test_nobody_holds_the_file() -> None:
    dll = FakeDll(())
    assert list_holders(dll.library, ["a"]) == ()
    assert dll.calls.count("RmEndSession") == 1


def test_nothing_is_asked_about_no_file() -> None:
    dll = FakeDll((PLAYER,))
    assert list_holders(dll.library, []) == ()
    assert not dll.calls


@pytest.mark.parametrize("call", ["RmRegisterResources", "RmGetList"])
def test_the_session_ends_after_a_failure(call: str) -> None:
    dll = FakeDll((PLAYER,), fails={call: 5})
    with pytest.raises(RestartManagerError, match=f"{call} gave 5") as caught:
        list_holders(dll.library, ["a"])
    assert (caught.value.call, caught.value.code) == (call, 5)
    assert dll.calls[-1] == "RmEndSession"


def test_a_session_that_never_began_is_not_ended() -> None:
    dll = FakeDll((), fails={"RmStartSession": 353})
    with pytest.raises(RestartManagerError):
        list_holders(dll.library, ["a"])
    assert dll.calls == ["RmStartSession"]


def test_a_list_that_never_ends_is_given_up() -> None:
    dll = FakeDll((), fails={"RmGetList": 234})
    with pytest.raises(RestartManagerError, match="RmGetList gave 234"):
        list_holders(dll.library, ["a"])
    assert dll.calls.count("RmGetList") == MAX_TRIES
    assert dll.calls[-1] == "RmEndSession"


def test_windows_names_holders_with_their_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    own = info(os.getpid(), "Aviary", "", 1, 0)
    gone = info(0x7FFFFFFF, "", "WinDefend", 3, 0)
    dll = FakeDll((own, gone))
    monkeypatch.setattr(lock_holders, "load_library", lambda: dll.library)
    monkeypatch.setattr(psutil.Process, "exe", lambda _: "/opt/Aviary/aviary")
    first, second = lock_holders._by_restart_manager(["a"], 60)
    assert (first.name, first.path) == ("Aviary", "/opt/Aviary/aviary")
    assert second.path == "WinDefend"


@pytest.mark.parametrize("library", [None, FakeDll((), fails={"RmGetList": 5}).library])
def test_where_nobody_can_be_named_nobody_is(
    monkeypatch: pytest.MonkeyPatch, library: RestartManagerLibrary | None
) -> None:
    monkeypatch.setattr(lock_holders, "load_library", lambda: library)
    assert lock_holders._by_restart_manager(["a"], 60) == ()


def test_a_restart_manager_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()
    monkeypatch.setattr(lock_holders, "load_library", lambda: released.wait(60) and None)
    assert lock_holders._by_restart_manager(["a"], 0.01) == ()
    released.set()


def test_the_structures_are_as_large_as_windows_own() -> None:
    assert (ctypes.sizeof(ProcessInfo), ctypes.sizeof(UniqueProcess)) == (668, 12)


@needs_mingw
def test_the_structures_agree_with_the_headers(tmp_path: Path) -> None:
    """The compiler itself compares; nothing has to run."""
    fields = {
        "strAppName": ProcessInfo.app_name.offset,
        "strServiceShortName": ProcessInfo.service_name.offset,
        "ApplicationType": ProcessInfo.application_type.offset,
        "AppStatus": ProcessInfo.app_status.offset,
        "TSSessionId": ProcessInfo.terminal_session_id.offset,
        "bRestartable": ProcessInfo.restartable.offset,
    }
    facts = [f"offsetof(RM_PROCESS_INFO, {name}) == {at}" for name, at in fields.items()]
    facts += [
        f"sizeof(RM_PROCESS_INFO) == {ctypes.sizeof(ProcessInfo)}",
        f"sizeof(RM_UNIQUE_PROCESS) == {ctypes.sizeof(UniqueProcess)}",
        f"CCH_RM_SESSION_KEY == {CCH_RM_SESSION_KEY}",
        "RmMainWindow == 1 && RmOtherWindow == 2 && RmService == 3 && RmExplorer == 4",
        f"RmConsole == 5 && RmCritical == 1000 && {len(KINDS)} == 6",
    ]
    lines = ["#include <stddef.h>", "#include <windows.h>", "#include <restartmanager.h>"]
    lines += [f'_Static_assert({fact}, "{fact}");' for fact in facts]
    source = tmp_path / "sizes.c"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = subprocess.run(
        [COMPILER, "-fsyntax-only", str(source)], capture_output=True, encoding="utf-8", check=False
    )
    assert not done.stderr
    assert done.returncode == 0


@needs_mingw
def test_the_stub_for_wine_compiles_without_a_warning(tmp_path: Path) -> None:
    dll = tmp_path / "rstrtmgr.dll"
    command = [COMPILER, "-shared", "-O2", "-Wall", "-Wextra", "-Werror", "-o", str(dll), str(STUB)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert not done.stderr
    assert all(name in dll.read_bytes() for name in (b"RmStartSession", b"RmGetList"))
