"""A Windows whose registry, PowerShell and administrator a test makes up."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath, PureWindowsPath

from desktop_app.system.antivirus.excludable import Places, plain
from desktop_app.system.antivirus.state import WindowsSystem

SYSTEM = PureWindowsPath(r"C:\Windows\System32")
HOME = PureWindowsPath(r"C:\Users\José")
MODELS = PureWindowsPath(r"C:\Users\José\AppData\Local\Aviary\Cache\models")
ON, OFF = 0x61100, 0x60100


def answer(products: Mapping[str, int], *, defender: bool | None) -> str:
    """What PowerShell writes."""
    entries = [{"displayName": name, "productState": s} for name, s in products.items()]
    status = None if defender is None else {"RealTimeProtectionEnabled": defender}
    return json.dumps({"products": entries, "defender": status})


@dataclass
class FakeWindows:
    """What the test says; Microsoft Defender is on and the user agrees unless it says otherwise.

    Attributes:
        written: what PowerShell writes; None: it fails.
        keys: the registry.
        exit_code: what the elevated PowerShell ends with; None: the user refuses.
        ran: the commands that were run.
        real: gives a folder's path as Windows calls it.
        elevated: programs and their arguments that were run as administrator.
    """

    written: str | None = answer({"Windows Defender": ON}, defender=True)
    keys: dict[str, dict[str, str | int]] = field(default_factory=dict)
    exit_code: int | None = 0
    error: OSError | None = None
    real: Callable[[PurePath], PurePath] = plain
    ran: list[Sequence[str]] = field(default_factory=list)
    elevated: list[tuple[str, str]] = field(default_factory=list)

    @property
    def system(self) -> WindowsSystem:
        places = Places(HOME, SYSTEM, self.real, lambda _folder: False, lambda _folder: True)
        return WindowsSystem(self, self._run, self._elevate, places)

    def values(self, key: str) -> Mapping[str, str | int]:
        return self.keys.get(key, {})

    def subkeys(self, key: str) -> tuple[str, ...]:
        return tuple(k for k in self.keys if k.startswith(f"{key}\\"))

    def _run(self, command: Sequence[str]) -> str | None:
        self.ran.append(command)
        return self.written

    def _elevate(self, program: str, arguments: str) -> int | None:
        self.elevated.append((program, arguments))
        if self.error is not None:
            raise self.error
        return self.exit_code
