"""What the lock probe does to files: the steps, the sizes and the kinds."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

SMALL_BYTES = 1_000
LARGE_BYTES = 32 * 2**20  # beyond what scanners take in one bite, and written within a second


class Step(StrEnum):
    """What is done to a file, as a noun."""

    MAKE = "making a folder"
    WRITE = "writing"
    REOPEN = "opening again"
    RENAME = "renaming"
    REPLACE = "replacing"
    DELETE = "deleting"


class Files(Protocol):
    """The steps themselves; tests put their own holders in between."""

    def make_folder(self, path: Path) -> None:
        """Make a folder."""

    def write(self, path: Path, data: bytes) -> None:
        """Write a file and close it."""

    def read(self, path: Path) -> None:
        """Open a file again and read it whole."""

    def rename(self, source: Path, target: Path) -> None:
        """Give a file another name, which is free."""

    def replace(self, source: Path, target: Path) -> None:
        """Put a file in the place of another."""

    def delete(self, path: Path) -> None:
        """Delete a file."""


class RealFiles:
    """The steps on the disk."""

    def make_folder(self, path: Path) -> None:
        """Make a folder."""
        path.mkdir()

    def write(self, path: Path, data: bytes) -> None:
        """Write a file and close it."""
        path.write_bytes(data)

    def read(self, path: Path) -> None:
        """Open a file again and read it whole."""
        path.read_bytes()

    def rename(self, source: Path, target: Path) -> None:
        """Give a file another name, which is free."""
        source.rename(target)

    def replace(self, source: Path, target: Path) -> None:
        """Put a file in the place of another."""
        source.replace(target)

    def delete(self, path: Path) -> None:
        """Delete a file."""
        path.unlink()


@dataclass(frozen=True, slots=True)
class Size:
    """Files of one size.

    Attributes:
        name: how the files are called.
        bytes: how large they are.
        kinds: their endings: scanners and indexers treat each in its own way.
    """

    name: str
    bytes: int
    kinds: tuple[str, ...]


SMALL = Size("small", SMALL_BYTES, (".nemo", ".json", ".ckpt", ".wav"))
LARGE = Size("large", LARGE_BYTES, (".nemo", ".ckpt", ".wav"))  # no JSON is that large
