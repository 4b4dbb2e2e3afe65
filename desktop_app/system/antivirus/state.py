r"""Find the antivirus products that Windows knows, and whether Microsoft Defender scans files.

Windows is queried through one call of PowerShell, which works without administrator rights on every
Windows that Aviary supports. `WscGetSecurityProviderHealth` does not name products, and the
registry has no list of them:
https://learn.microsoft.com/windows/win32/api/wscapi/nf-wscapi-wscgetsecurityproviderhealth

- `root\SecurityCenter2` names the registered products. Their `productState` is not documented; it
  is decoded as observed, and treated as a hint.
- `MSFT_MpComputerStatus` is documented and describes Microsoft Defender itself:
  https://learn.microsoft.com/previous-versions/windows/desktop/defender/msft-mpcomputerstatus
"""

import json
import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath, PureWindowsPath

from desktop_app.system.antivirus.excludable import Places
from desktop_app.system.windows.api import Registry, windows_registry
from desktop_app.system.windows.elevation import Elevate

logger = logging.getLogger(__name__)

# Timeout in seconds; a stuck service must not delay the window's answer for ever.
QUERY_TIMEOUT_S = 20.0
LONGEST_PATH = 260  # MAX_PATH, which the system folder respects
# https://learn.microsoft.com/windows/win32/procthread/process-creation-flags
CREATE_NO_WINDOW = 0x08000000
# UTF-8, because product names may not fit the console's code page.
QUERY = (
    "[Console]::OutputEncoding = [Text.Encoding]::UTF8; "
    "$ErrorActionPreference = 'SilentlyContinue'; "
    "$products = @(Get-CimInstance -Namespace root/SecurityCenter2 -ClassName AntiVirusProduct | "
    "Select-Object displayName, productState); "
    "$defender = Get-CimInstance -Namespace root/Microsoft/Windows/Defender "
    "-ClassName MSFT_MpComputerStatus | Select-Object RealTimeProtectionEnabled; "
    "@{products = $products; defender = $defender} | ConvertTo-Json -Compress -Depth 3"
)

# https://learn.microsoft.com/defender-endpoint/configure-real-time-protection-microsoft-defender-antivirus
# A policy takes precedence over the setting; either one turns scanning off.
DEFENDER_KEYS = (
    r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender",
    r"HKLM\SOFTWARE\Microsoft\Windows Defender",
)
OFF_SWITCHES = ("DisableAntiSpyware", "DisableAntiVirus")
REAL_TIME = "Real-Time Protection"
REAL_TIME_OFF_SWITCH = "DisableRealtimeMonitoring"

# Nibbles of productState; observed on thousands of computers, never documented:
# https://community.idera.com/database-tools/powershell/powertips/b/tips/posts/identifying-antivirus-engine-state
SCANNING_MASK = 0xF000
OUT_OF_DATE_MASK = 0x00F0


class Scanning(StrEnum):
    """Whether files are scanned as they are opened and closed."""

    ON = "on"
    OFF = "off"
    SNOOZED = "snoozed"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


SCANNING_BITS: Mapping[int, Scanning] = {
    0x0000: Scanning.OFF,
    0x1000: Scanning.ON,
    0x2000: Scanning.SNOOZED,
    0x3000: Scanning.EXPIRED,
}


@dataclass(frozen=True, slots=True)
class RegisteredProduct:
    """A product in Windows' security centre.

    Attributes:
        name: its registered name.
        scanning: by its state.
        is_up_to_date: whether its signatures are current.
    """

    name: str
    scanning: Scanning
    is_up_to_date: bool


@dataclass(frozen=True, slots=True)
class AntivirusState:
    """The antivirus state that Windows reports.

    Attributes:
        products: the registered products.
        defender: whether Microsoft Defender's real-time protection is on.
    """

    products: tuple[RegisteredProduct, ...]
    defender: Scanning


class Listed(StrEnum):
    """Whether a folder is among Microsoft Defender's exclusions."""

    YES = "yes"
    NO = "no"
    # Windows shows the list to administrators only, and may hide it from them, too:
    # https://learn.microsoft.com/defender-endpoint/configure-extension-file-exclusions-microsoft-defender-antivirus
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class WindowsSystem:
    """Access to Windows; tests use fakes.

    Attributes:
        registry: the registry.
        run: runs a program and returns its output; None if it failed or took too long.
        elevate: runs a program as administrator, if the user agrees.
        places: facts about folders.
    """

    registry: Registry
    run: Callable[[Sequence[str]], str | None]
    elevate: Elevate
    places: Places

    @property
    def powershell(self) -> str:
        """Windows PowerShell by its full path, so that no other program of that name is run."""
        return str(PureWindowsPath(self.places.system) / "WindowsPowerShell/v1.0/powershell.exe")


def antivirus_state(system: WindowsSystem) -> AntivirusState:
    """Query Windows; takes seconds, so never in the GUI thread."""
    written = system.run([system.powershell, "-NoProfile", "-NonInteractive", "-Command", QUERY])
    answer = _parsed(written or "")
    products = tuple(_product(entry) for entry in _entries(answer.get("products")))
    status = answer.get("defender")
    is_on = status.get("RealTimeProtectionEnabled") if isinstance(status, dict) else None
    if isinstance(is_on, bool):
        return AntivirusState(products, Scanning.ON if is_on else Scanning.OFF)
    return AntivirusState(products, _defender_by_registry(system.registry))


def decode(product_state: int) -> tuple[Scanning, bool]:
    """Decode a productState: whether files are scanned, and signatures are current."""
    scanning = SCANNING_BITS.get(product_state & SCANNING_MASK, Scanning.UNKNOWN)
    return scanning, not product_state & OUT_OF_DATE_MASK


def listed_exclusion(folder: PurePath, registry: Registry) -> Listed:
    """Return whether the folder or a parent is excluded, as far as this user may see.

    Args:
        folder: an absolute path of Windows.
        registry: Microsoft Defender's exclusions, by name.
    """
    # A missing key and a missing right to read it look alike: both are empty.
    found = [path for key in DEFENDER_KEYS for path in registry.values(rf"{key}\Exclusions\Paths")]
    if not found:
        return Listed.HIDDEN
    wanted = PureWindowsPath(folder)
    is_listed = any(wanted.is_relative_to(PureWindowsPath(path)) for path in found)
    return Listed.YES if is_listed else Listed.NO


def _defender_by_registry(registry: Registry) -> Scanning:
    for key in DEFENDER_KEYS:
        values = registry.values(key)
        real_time = registry.values(rf"{key}\{REAL_TIME}")
        if any(values.get(switch) for switch in OFF_SWITCHES) or real_time.get(
            REAL_TIME_OFF_SWITCH
        ):
            return Scanning.OFF
    # Not turned off does not mean on: another product may have taken over.
    return Scanning.UNKNOWN


def _parsed(written: str) -> dict[str, object]:
    try:
        answer = json.loads(written)
    except ValueError:
        logger.info("Windows did not tell about antivirus products: %r", written[:200])
        return {}
    return answer if isinstance(answer, dict) else {}


def _entries(found: object) -> list[dict[str, object]]:
    # Windows PowerShell 5.1 writes some arrays as {"value": […], "Count": n}.
    if isinstance(found, dict):
        found = found.get("value", [found])
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def _product(entry: Mapping[str, object]) -> RegisteredProduct:
    state = entry.get("productState")
    scanning, is_up_to_date = decode(state) if isinstance(state, int) else (Scanning.UNKNOWN, True)
    return RegisteredProduct(str(entry.get("displayName") or "?"), scanning, is_up_to_date)


if sys.platform == "win32":
    import ctypes
    import subprocess

    from desktop_app.system.windows.elevation import windows_elevation

    def _run(command: Sequence[str]) -> str | None:
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=QUERY_TIMEOUT_S,
                check=True,
                creationflags=CREATE_NO_WINDOW,
            )
        except (OSError, subprocess.SubprocessError) as error:
            logger.info("%s failed: %s", command[0], error)
            return None
        return done.stdout

    def _system_folder() -> PurePath:
        # Not by an environment variable: whoever starts Aviary can set those.
        # https://learn.microsoft.com/windows/win32/api/sysinfoapi/nf-sysinfoapi-getsystemdirectoryw
        kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
        buffer = ctypes.create_unicode_buffer(LONGEST_PATH)
        if not kernel32.GetSystemDirectoryW(buffer, len(buffer)):
            raise ctypes.WinError(ctypes.get_last_error())
        return PureWindowsPath(buffer.value)

    def windows_system() -> WindowsSystem | None:
        """Return access to this Windows; None on other systems."""
        places = Places.of_this_computer(_system_folder())
        return WindowsSystem(windows_registry(), _run, windows_elevation(), places)

else:

    def windows_system() -> WindowsSystem | None:
        """Return None: only Windows has antivirus products to set up."""
        return None
