"""One lock or access situation, created for real, and Aviary's diagnosis of it."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from desktop_app.system.locks.diagnose import diagnose
from desktop_app.system.locks.diagnosis import Diagnosis, LockKind

ROOT = Path(__file__).resolve().parents[2]
BEGINNING = "| "

# Prepares a folder and returns the action that will be refused.
Make = Callable[[Path, ExitStack], Callable[[], object]]


class CannotBeMade(Exception):
    """A situation cannot be created here; the message says why, such as a missing right."""


@dataclass(frozen=True, slots=True)
class Situation:
    """One refused action.

    Attributes:
        name: the action and its object.
        make: prepares it.
        expected: the expected kind.
        writing: whether a file was to be written.
    """

    name: str
    make: Make
    expected: LockKind
    writing: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The diagnosis of one situation."""

    situation: Situation
    error: str
    diagnosis: Diagnosis | None

    @property
    def is_right(self) -> bool:
        """Whether the kind is as expected, and there are steps for the user."""
        found = self.diagnosis
        return found is not None and found.kind is self.situation.expected and bool(found.steps)

    def line(self) -> str:
        """A row of the table."""
        found = self.diagnosis
        said = found.kind.value if found else "not refused"
        holders = ", ".join(holder.name for holder in found.holders) if found else ""
        verdict = "right" if self.is_right else f"WRONG: {self.situation.expected.value}"
        parts = (self.situation.name, self.error, said, holders or "-", verdict)
        return BEGINNING + " | ".join(parts) + " |"


def judge(situation: Situation) -> Verdict:
    """Create a situation in its own folder, trigger the error, and diagnose it.

    Raises:
        CannotBeMade: it cannot be created on this computer.
    """
    # Windows and Linux must both cope with such a folder.
    with tempfile.TemporaryDirectory(prefix="Größe 日本 ", ignore_cleanup_errors=True) as name:
        with ExitStack() as stack:
            action = situation.make(Path(name), stack)
            try:
                action()
            except Exception as error:  # noqa: BLE001 - the error to diagnose
                return Verdict(situation, _short(error), diagnose(error, writing=situation.writing))
        return Verdict(situation, "-", None)


def _short(error: Exception) -> str:
    codes = [f"errno {error.errno}"] if isinstance(error, OSError) and error.errno else []
    winerror = getattr(error, "winerror", None)
    return " ".join([type(error).__name__, *codes, *([f"winerror {winerror}"] if winerror else [])])
