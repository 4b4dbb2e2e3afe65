"""Progress of long work on model files."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """The phase of the work."""

    WAITING = "waiting"  # another program is busy with the same model
    CONNECTING = "connecting"
    DOWNLOADING = "downloading"
    RETRYING = "retrying"  # the connection broke; `note` says what happens next
    UNPACKING = "unpacking"  # and checking, in one pass
    VERIFYING = "verifying"
    PACKING = "packing"
    MOVING = "moving"
    REMOVING = "removing"
    STOPPING = "stopping"  # cancellation was requested; the network may take a while to give up
    TRYING = "trying"  # the fetched build, in a process of its own


@dataclass(frozen=True, slots=True)
class ModelProgress:
    """A progress report.

    Attributes:
        done_bytes: bytes done of `total_bytes`, which is 0 while unknown.
        note: a sentence for the user, usually empty.
    """

    phase: Phase
    done_bytes: int = 0
    total_bytes: int = 0
    note: str = ""

    @property
    def fraction(self) -> float | None:
        """Fraction done, 0 to 1; None while unknown."""
        return self.done_bytes / self.total_bytes if self.total_bytes else None


Report = Callable[[ModelProgress], None]


def unreported(_progress: ModelProgress) -> None:
    """A no-op Report."""
