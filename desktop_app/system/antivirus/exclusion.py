"""Excluding one folder from Microsoft Defender's scans, taking it back, and checking the effect.

Which one may be, says `excludable.py`. The protection itself is never touched, and neither
processes nor kinds of files are excluded.
"""

import logging
import re
import secrets
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath, PureWindowsPath

from desktop_app.system.antivirus.excludable import judged
from desktop_app.system.antivirus.state import WindowsSystem
from desktop_app.system.files import retry_while_in_use

logger = logging.getLogger(__name__)

# PowerShell ends a single-quoted string at each of these, and takes two of them for one:
# https://learn.microsoft.com/dotnet/api/system.management.automation.language.codegeneration.escapesinglequotedstringcontent
SINGLE_QUOTES = re.compile("['\u2018\u2019\u201a\u201b]")
UNQUOTABLE = re.compile(r'["\x00-\x1f]')

# The exit code of the checked line when Microsoft Defender does not list what it was told.
NOT_KEPT_CODE = 3

# Enough for a median that one slow file does not move, in about a second.
CHECK_FILES = 15
# A scanner looks into small files whole; random, so that no cache of scanned files knows them.
CHECK_BYTES = 256 * 1024
# Less than this part of the time before is more than the usual ups and downs of a disk.
FASTER = 0.7


class Outcome(StrEnum):
    """What became of a change."""

    DONE = "done"
    REFUSED = "refused"
    NOT_KEPT = "not_kept"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Pace:
    """How files are written in a folder.

    Attributes:
        file_ms: to write, rename and read back one file, in milliseconds; the median.
        held: how often a file was in use by another program.
    """

    file_ms: float
    held: int


def quoted(text: str) -> str:
    """The text as a PowerShell string in which nothing is filled in.

    Raises:
        ValueError: it has a double quote or a control character, which no Windows path has, and
            of which a command line makes something else.

    https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
    """
    if UNQUOTABLE.search(text):
        raise ValueError(f"{text!r} is no path of Windows")
    return f"'{SINGLE_QUOTES.sub(lambda found: found[0] * 2, text)}'"


def add_line(folder: PurePath) -> str:
    """The line that excludes the folder.

    https://learn.microsoft.com/powershell/module/defender/add-mppreference
    """
    return f"Add-MpPreference -ExclusionPath {quoted(str(folder))}"


def remove_line(folder: PurePath) -> str:
    """The line that takes the exclusion back.

    https://learn.microsoft.com/powershell/module/defender/remove-mppreference
    """
    return f"Remove-MpPreference -ExclusionPath {quoted(str(folder))}"


def exclude(folder: PurePath, system: WindowsSystem) -> Outcome:
    """Exclude exactly this folder, as administrator, and look whether it is listed then.

    Raises:
        ValueError: there is an objection to the folder.
    """
    real, objection = judged(folder, system.places)
    if objection:
        raise ValueError(objection)
    return _change(add_line(real), "-notcontains", real, system)


def take_back(folder: PurePath, system: WindowsSystem) -> Outcome:
    """Have the folder scanned again, and look whether it is not listed any more.

    There is no objection to that, whatever the folder.
    """
    real, _objection = judged(folder, system.places)
    return _change(remove_line(real), "-contains", real, system)


def _change(line: str, wrong: str, folder: PurePath, system: WindowsSystem) -> Outcome:
    # In plain sight and not encoded: the user can read all of it in Windows' question. The module
    # by its full path: in the user's own folders, where Windows would look first, there may be
    # another one of its name.
    modules = PureWindowsPath(system.powershell).parent / "Modules"
    script = (
        f"$ErrorActionPreference = 'Stop'; $env:PSModulePath = {quoted(str(modules))}; "
        f"Import-Module -Name {quoted(str(modules / 'Defender' / 'Defender.psd1'))}; {line}; "
        f"if ((Get-MpPreference).ExclusionPath {wrong} {quoted(str(folder))}) "
        f"{{ exit {NOT_KEPT_CODE} }}"
    )
    import subprocess

    arguments = subprocess.list2cmdline(["-NoProfile", "-NonInteractive", "-Command", script])
    try:
        code = system.elevate(system.powershell, arguments)
    except OSError as error:
        logger.warning("%s: %s", line, error)
        return Outcome.FAILED
    logger.info("%s: %s", line, code)
    match code:
        case None:
            return Outcome.REFUSED
        case 0:
            return Outcome.DONE
        case code if code == NOT_KEPT_CODE:
            return Outcome.NOT_KEPT
        case _:
            return Outcome.FAILED


def measure(
    folder: Path,
    clock: Callable[[], float] = time.perf_counter,
    sleep: Callable[[float], None] = time.sleep,
) -> Pace:
    """Write, rename and read back files in a folder of their own, which is deleted again.

    Args:
        folder: where; it exists.
        clock: gives seconds.
        sleep: waits while another program has a file in use.

    Raises:
        OSError: the folder cannot be written, or a file stays in use.
    """
    times_s: list[float] = []
    held = 0

    def wait(pause_s: float) -> None:
        nonlocal held
        held += 1
        sleep(pause_s)

    with tempfile.TemporaryDirectory(
        prefix="antivirus-check-", dir=folder, ignore_cleanup_errors=True
    ) as name:
        for number in range(CHECK_FILES):
            data = secrets.token_bytes(CHECK_BYTES)
            start_s = clock()
            _use_one_file(Path(name) / f"{number}.part", data, wait)
            times_s.append(clock() - start_s)
    from statistics import median  # the window does not wait for it

    return Pace(1000 * median(times_s), held)


def _use_one_file(part: Path, data: bytes, wait: Callable[[float], None]) -> None:
    """What a download does with a file; scanners look when it is closed and when it is opened."""
    whole = part.with_suffix(".bin")
    part.write_bytes(data)
    retry_while_in_use(lambda: part.replace(whole), sleep=wait)
    retry_while_in_use(whole.read_bytes, sleep=wait)


def is_faster(before: Pace, after: Pace) -> bool:
    """Whether the exclusion seems to have taken effect."""
    return after.file_ms <= FASTER * before.file_ms or (before.held > 0 and after.held == 0)
