"""How far long work on model files has come."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """What is being done with a model's files."""

    WAITING = "waiting"  # another program is busy with the same model
    CONNECTING = "connecting"
    DOWNLOADING = "downloading"
    RETRYING = "retrying"  # the connection broke; `note` says what happens next
    UNPACKING = "unpacking"  # and checking, in one pass
    VERIFYING = "verifying"
    PACKING = "packing"
    MOVING = "moving"
    REMOVING = "removing"
    STOPPING = "stopping"  # it was asked to; the network may take a while to give up
    TRYING = "trying"  # what was fetched, in a process of its own


@dataclass(frozen=True, slots=True)
class ModelProgress:
    """One report.

    Attributes:
        done_bytes: of `total_bytes`, which is 0 where it is not known yet.
        note: a sentence for the user, mostly empty.
    """

    phase: Phase
    done_bytes: int = 0
    total_bytes: int = 0
    note: str = ""

    @property
    def fraction(self) -> float | None:
        """From 0 to 1, or None where nobody knows."""
        return self.done_bytes / self.total_bytes if self.total_bytes else None


Report = Callable[[ModelProgress], None]


def unreported(_progress: ModelProgress) -> None:
    """A Report for work that nobody watches."""
