"""Facts about files that a test makes up: attributes, probes, holders."""

import errno
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath, PureWindowsPath

from desktop_app.system.locks.diagnosis import FilePlace, Holder
from desktop_app.system.windows.api import FILE_ATTRIBUTE_DIRECTORY, Access

FILE = r"C:\Users\José\Aufnahme 日本.wav"
FOLDER = r"C:\Users\José\models"
ARCHIVE = 0x20  # what an ordinary file has


class WindowsError32(OSError):
    """What Windows raises, with the attribute that Linux's OSError lacks."""

    def __init__(
        self,
        winerror: int | None,
        number: int = errno.EACCES,
        path: str | None = FILE,
        target: str | None = None,
    ) -> None:
        super().__init__(number, "The process cannot access the file", path, None, target)
        self.winerror = winerror


@dataclass
class FakeFileFacts:
    """What the test says; FILE and FOLDER are there unless it says otherwise."""

    is_windows: bool = True
    files: Mapping[str, int | None] = field(default_factory=dict)
    probes: Mapping[Access, int] = field(default_factory=dict)
    protected: bool = False
    held_by: tuple[Holder, ...] = ()
    lives_in: tuple[FilePlace, ...] = ()
    asked_holders: int = 0

    def attributes(self, path: PurePath) -> int | None:
        there = {
            FILE: ARCHIVE,
            FOLDER: FILE_ATTRIBUTE_DIRECTORY,
            str(PureWindowsPath(FILE).parent): FILE_ATTRIBUTE_DIRECTORY,
        }
        return (there | dict(self.files)).get(str(path))

    def probe(self, path: PurePath, access: Access) -> int:
        return self.probes.get(access, 0) if self.attributes(path) is not None else 2

    def is_protected(self, path: PurePath) -> bool:  # noqa: ARG002 - the protocol's
        return self.protected

    def holders(self, path: PurePath) -> tuple[Holder, ...]:  # noqa: ARG002 - the protocol's
        self.asked_holders += 1
        return self.held_by

    def places(self, path: PurePath) -> tuple[FilePlace, ...]:  # noqa: ARG002 - the protocol's
        return self.lives_in
