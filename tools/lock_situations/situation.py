"""One lock or access situation, made for real, and what Aviary says of it."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from desktop_app.system.locks.diagnose import diagnose
from desktop_app.system.locks.diagnosis import Diagnosis, LockKind

ROOT = Path(__file__).resolve().parents[2]
BEGINNING = "| "

# Prepares a folder and gives the action that will be refused.
Make = Callable[[Path, ExitStack], Callable[[], object]]


class CannotBeMade(Exception):
    """Why a situation cannot be made here, such as a missing right."""


@dataclass(frozen=True, slots=True)
class Situation:
    """One way to be refused.

    Attributes:
        name: what is done to what.
        make: prepares it.
        expected: what it is.
        writing: whether a file was to be written.
    """

    name: str
    make: Make
    expected: LockKind
    writing: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said of one situation."""

    situation: Situation
    error: str
    diagnosis: Diagnosis | None

    @property
    def is_right(self) -> bool:
        """Whether it is what it is, and the user is told something to do."""
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
    """Make a situation in a folder of its own, be refused, and diagnose.

    Raises:
        CannotBeMade: it cannot be made on this computer.
    """
    # Windows and Linux must both cope with such a folder.
    with tempfile.TemporaryDirectory(prefix="Größe 日本 ", ignore_cleanup_errors=True) as name:
        with ExitStack() as stack:
            action = situation.make(Path(name), stack)
            try:
                action()
            except Exception as error:  # noqa: BLE001 - the very thing to look at
                return Verdict(situation, _short(error), diagnose(error, writing=situation.writing))
        return Verdict(situation, "-", None)


def _short(error: Exception) -> str:
    codes = [f"errno {error.errno}"] if isinstance(error, OSError) and error.errno else []
    winerror = getattr(error, "winerror", None)
    return " ".join([type(error).__name__, *codes, *([f"winerror {winerror}"] if winerror else [])])
