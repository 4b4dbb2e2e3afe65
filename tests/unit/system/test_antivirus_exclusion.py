"""The lines for PowerShell, the run as administrator, and the check of the effect."""

import ctypes
import itertools
import re
import subprocess
from collections.abc import Callable
from pathlib import Path, PurePath, PureWindowsPath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.system.antivirus.exclusion import (
    SINGLE_QUOTES,
    Outcome,
    Pace,
    add_line,
    exclude,
    is_faster,
    measure,
    quoted,
    remove_line,
    take_back,
)
from desktop_app.system.windows.elevation import ExecuteInfo, ShellApi, run_elevated
from tests.fake_windows import MODELS, FakeWindows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"C:\Program Files\A", r"'C:\Program Files\A'"),
        (r"C:\O'Brien", r"'C:\O''Brien'"),
        ("C:\\José 日本 $env:x `n", "'C:\\José 日本 $env:x `n'"),
        (
            "a\u2018b\u2019c\u201ad\u201be",
            "'a\u2018\u2018b\u2019\u2019c\u201a\u201ad\u201b\u201be'",
        ),
        ("'; Remove-Item C:\\; '", "'''; Remove-Item C:\\; '''"),
    ],
)
def test_nothing_gets_out_of_the_quotes(text: str, expected: str) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize("letter", ['"', "\n", "\0", "\x1b"])
def test_what_a_command_line_would_change_is_no_path(letter: str) -> None:
    with pytest.raises(ValueError, match="no path of Windows"):
        quoted(f"C:\\a{letter}b")


@given(st.text(st.characters(exclude_characters='"', exclude_categories=["Cs", "Cc"])))
@settings(derandomize=True, database=None)
def test_every_other_text_comes_out_as_it_went_in(text: str) -> None:
    line = quoted(text)
    inner, quote = line[1:-1], SINGLE_QUOTES
    assert line[0] == line[-1] == "'"
    assert re.sub(f"({quote.pattern})\\1", r"\1", inner) == text
    assert not quote.search(re.sub(f"({quote.pattern})\\1", "", inner)), "ends nowhere before"


def test_what_is_run_is_about_the_folder_as_windows_calls_it() -> None:
    def real(_folder: PurePath) -> PurePath:
        return MODELS

    windows = FakeWindows(real=real)
    exclude(PureWindowsPath(r"\\?\c:\link\..\MODELS~1"), windows.system)
    [(_program, arguments)] = windows.elevated
    assert arguments.count(f"'{MODELS}'") == 2 and "link" not in arguments


def test_an_exclusion_of_any_folder_can_be_taken_back() -> None:
    windows = FakeWindows()
    assert take_back(PureWindowsPath("D:\\"), windows.system) is Outcome.DONE


def test_the_lines_are_about_one_folder_only() -> None:
    folder = PureWindowsPath(r"C:\Jo's models")
    assert add_line(folder) == r"Add-MpPreference -ExclusionPath 'C:\Jo''s models'"
    assert remove_line(folder) == r"Remove-MpPreference -ExclusionPath 'C:\Jo''s models'"


def test_an_objection_cannot_be_passed_by() -> None:
    windows = FakeWindows()
    with pytest.raises(ValueError, match="whole drive"):
        exclude(PureWindowsPath("C:\\"), windows.system)
    assert not windows.elevated


@pytest.mark.parametrize(
    ("code", "outcome"),
    [(0, Outcome.DONE), (None, Outcome.REFUSED), (3, Outcome.NOT_KEPT), (1, Outcome.FAILED)],
)
@pytest.mark.parametrize("change", [exclude, take_back])
def test_what_becomes_of_a_change(
    code: int | None, outcome: Outcome, change: Callable[..., Outcome]
) -> None:
    windows = FakeWindows(exit_code=code)
    assert change(MODELS, windows.system) is outcome
    assert len(windows.elevated) == 1


def test_a_change_that_cannot_be_started_has_failed() -> None:
    windows = FakeWindows(error=OSError(5, "no"))
    assert exclude(MODELS, windows.system) is Outcome.FAILED


@pytest.mark.parametrize(
    ("change", "line", "wrong"),
    [(exclude, add_line, "-notcontains"), (take_back, remove_line, "-contains")],
)
def test_the_run_is_the_line_and_its_check(
    change: Callable[..., Outcome], line: Callable[[PurePath], str], wrong: str
) -> None:
    windows = FakeWindows()
    change(MODELS, windows.system)
    [(program, arguments)] = windows.elevated
    assert program.endswith(r"\System32\WindowsPowerShell\v1.0\powershell.exe")
    modules = r"C:\Windows\System32\WindowsPowerShell\v1.0\Modules"
    script = (
        f"$ErrorActionPreference = 'Stop'; $env:PSModulePath = '{modules}'; "
        f"Import-Module -Name '{modules}\\Defender\\Defender.psd1'; {line(MODELS)}; "
        f"if ((Get-MpPreference).ExclusionPath {wrong} '{MODELS}') {{ exit 3 }}"
    )
    expected = ["-NoProfile", "-NonInteractive", "-Command", script]
    assert arguments == subprocess.list2cmdline(expected)
    assert "DisableRealtime" not in arguments and "ExclusionProcess" not in arguments


class FakeShell:
    """shell32.dll and its neighbours."""

    def __init__(self, *, code: int = 0, error: int = 0, waited: int = 0, com: int = 0) -> None:
        self.code, self.error, self.waited, self.com = code, error, waited, com
        self.gives_code = 1
        self.asked: tuple[Any, ...] = ()
        self.calls: list[str] = []

    @property
    def api(self) -> ShellApi:
        return ShellApi(
            self._execute,
            lambda _process, _timeout: self.waited,
            self._exit_code,
            self._close,
            lambda: self.error,
            lambda _reserved, _flags: self.com,
            lambda: self.calls.append("uninitialize"),
        )

    def _execute(self, reference: Any) -> int:
        info = ctypes.cast(reference, ctypes.POINTER(ExecuteInfo)).contents
        self.asked = (info.cbSize, info.fMask, info.lpVerb, info.lpFile, info.lpParameters)
        info.hProcess = 44
        return int(not self.error)

    def _close(self, _process: Any) -> int:
        self.calls.append("close")
        return 1

    def _exit_code(self, _process: Any, reference: Any) -> int:
        ctypes.cast(reference, ctypes.POINTER(ctypes.c_uint32)).contents.value = self.code
        return self.gives_code


def test_running_as_administrator() -> None:
    shell = FakeShell(code=3)
    assert run_elevated(shell.api, "C:\\p.exe", "-x 'é'") == 3
    size = ctypes.sizeof(ExecuteInfo)
    assert shell.asked == (size, 0x540, "runas", "C:\\p.exe", "-x 'é'")
    assert shell.calls == ["close", "uninitialize"]


def test_a_refusal_is_no_error() -> None:
    shell = FakeShell(error=1223, com=-1)
    assert run_elevated(shell.api, "p", "") is None
    assert shell.calls == []


def test_other_failures_are_errors() -> None:
    with pytest.raises(OSError, match="could not be started"):
        run_elevated(FakeShell(error=2).api, "p", "")
    slow = FakeShell(waited=0x102)
    with pytest.raises(TimeoutError):
        run_elevated(slow.api, "p", "")
    assert slow.calls == ["close", "uninitialize"]
    silent = FakeShell()
    silent.gives_code = 0
    with pytest.raises(OSError, match="no exit code"):
        run_elevated(silent.api, "p", "")


def test_the_pace_is_the_median_and_leaves_nothing(tmp_path: Path) -> None:
    ticks = itertools.chain([0.0, 9.0], itertools.count(10.0, 0.002))
    pace = measure(tmp_path, lambda: next(ticks))
    assert pace.file_ms == pytest.approx(2.0)
    assert pace.held == 0
    assert not list(tmp_path.iterdir())


def test_files_in_use_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace, failed = Path.replace, set[str]()

    def held_once(path: Path, target: Path) -> Path:
        if path.name in ("1.part", "2.part") and path.name not in failed:
            failed.add(path.name)
            error = OSError(16, "busy")  # EBUSY, and Windows' code where it counts
            error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
            raise error
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", held_once)
    assert measure(tmp_path, sleep=lambda _pause_s: None).held == 2


@pytest.mark.parametrize(
    ("before", "after", "faster"),
    [
        (Pace(6.0, 0), Pace(2.0, 0), True),
        (Pace(6.0, 0), Pace(5.9, 0), False),
        (Pace(6.0, 3), Pace(5.9, 0), True),
        (Pace(6.0, 3), Pace(5.9, 1), False),
    ],
)
def test_what_counts_as_an_effect(before: Pace, after: Pace, faster: bool) -> None:
    assert is_faster(before, after) is faster
