"""Exclude a folder from Microsoft Defender's scans, undo it, and check the effect.

`excludable.py` decides which folder may be. The protection itself is never changed, and neither
processes nor file types are excluded.
"""

import logging
import os
import re
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

# PowerShell ends a single-quoted string at each of these; doubled, they stand for one:
# https://learn.microsoft.com/dotnet/api/system.management.automation.language.codegeneration.escapesinglequotedstringcontent
SINGLE_QUOTES = re.compile("['\u2018\u2019\u201a\u201b]")
UNQUOTABLE = re.compile(r'["\x00-\x1f]')

# The exit code of the checked command if Microsoft Defender does not list the change.
NOT_KEPT_CODE = 3

# Enough for a median that one slow file does not affect, in about a second.
CHECK_FILES = 15
# Scanners read small files completely; random, so that no scan cache knows them.
CHECK_BYTES = 256 * 1024
# A time below this share of the previous one is more than a disk's usual variation.
FASTER = 0.7


class Outcome(StrEnum):
    """The outcome of a change."""

    DONE = "done"
    REFUSED = "refused"
    NOT_KEPT = "not_kept"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Pace:
    """The speed of writing files in a folder.

    Attributes:
        file_ms: median time to write, rename and read back one file, in milliseconds.
        held: how many files another program had in use.
    """

    file_ms: float
    held: int


def quoted(text: str) -> str:
    """Quote the text as a literal PowerShell string.

    Raises:
        ValueError: it has a double quote or a control character, which no Windows path has, and
            which a command line would change.

    https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
    """
    if UNQUOTABLE.search(text):
        raise ValueError(f"{text!r} is no path of Windows")
    return f"'{SINGLE_QUOTES.sub(lambda found: found[0] * 2, text)}'"


def add_line(folder: PurePath) -> str:
    """Return the command that excludes the folder.

    https://learn.microsoft.com/powershell/module/defender/add-mppreference
    """
    return f"Add-MpPreference -ExclusionPath {quoted(str(folder))}"


def remove_line(folder: PurePath) -> str:
    """Return the command that removes the exclusion.

    https://learn.microsoft.com/powershell/module/defender/remove-mppreference
    """
    return f"Remove-MpPreference -ExclusionPath {quoted(str(folder))}"


def exclude(folder: PurePath, system: WindowsSystem) -> Outcome:
    """Exclude exactly this folder, as administrator, and check that it is listed then.

    Raises:
        ValueError: there is an objection to the folder.
    """
    real, objection = judged(folder, system.places)
    if objection:
        raise ValueError(objection)
    return _change(add_line(real), "-notcontains", real, system)


def take_back(folder: PurePath, system: WindowsSystem) -> Outcome:
    """Remove the folder's exclusion, and check that it is no longer listed.

    That is allowed for any folder.
    """
    real, _objection = judged(folder, system.places)
    return _change(remove_line(real), "-contains", real, system)


def _change(line: str, wrong: str, folder: PurePath, system: WindowsSystem) -> Outcome:
    # Plain text, not encoded: the user can read all of it in Windows' prompt. The module by its
    # full path: Windows searches the user's own folders first, where another one of that name may
    # be.
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
    """Time writing, renaming and reading files in a temporary subfolder.

    Args:
        folder: an existing folder.
        clock: returns seconds.
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
            data = os.urandom(CHECK_BYTES)
            start_s = clock()
            _use_one_file(Path(name) / f"{number}.part", data, wait)
            times_s.append(clock() - start_s)
    from statistics import median  # the window does not wait for it

    return Pace(1000 * median(times_s), held)


def _use_one_file(part: Path, data: bytes, wait: Callable[[float], None]) -> None:
    """Handle a file as a download does; scanners act when it is closed and opened."""
    whole = part.with_suffix(".bin")
    part.write_bytes(data)
    retry_while_in_use(lambda: part.replace(whole), sleep=wait)
    retry_while_in_use(whole.read_bytes, sleep=wait)


def is_faster(before: Pace, after: Pace) -> bool:
    """Whether the exclusion seems to have taken effect."""
    return after.file_ms <= FASTER * before.file_ms or (before.held > 0 and after.held == 0)
