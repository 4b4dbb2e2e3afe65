"""The build targets: this Python, and on Linux also Windows' under Wine."""

import importlib.util
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
WINE_TESTS = ROOT / "packaging" / "wine" / "windows_tests.py"


class BuildError(Exception):
    """A build step failed; the message says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """A build target.

    Attributes:
        name: "linux" or "windows".
        python: the command that starts its Python.
        wine: the Wine script; None if the system is the target's own.
    """

    name: str
    python: tuple[str, ...]
    wine: ModuleType | None = None

    @property
    def suffix(self) -> str:
        """The extension of programs."""
        return ".exe" if self.name == "windows" else ""

    def run(self, *command: str | Path, env: Mapping[str, str] | None = None) -> int:
        """Run a program of the target in the repository's root; return its exit code.

        Args:
            command: the program and its arguments; "python" means the target's.
            env: further environment variables.
        """
        words = [str(word) for word in command]
        words = [*self.python, *words[1:]] if words[0] == "python" else [*self.prefix, *words]
        environment = {
            **os.environ,
            **(self.wine.environment() if self.wine else {}),
            **(env or {}),
        }
        with self.wine.screen() if self.wine else nullcontext() as display:
            if display:
                environment["DISPLAY"] = display
            # A pipe, never a file: under Wine programs behave differently with a file.
            with subprocess.Popen(
                words,
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            ) as process:
                assert process.stdout is not None  # noqa: S101 - a pipe was asked for
                reader = threading.Thread(target=_copied, args=(process.stdout,), daemon=True)
                reader.start()
                code = process.wait()
                if self.wine:
                    self.wine.stop_wine()  # child processes would keep the pipe open
                reader.join()
        return code

    @property
    def prefix(self) -> tuple[str, ...]:
        """The command in front of the target's programs; empty if they run directly."""
        return ("wine",) if self.wine else ()


def _copied(source: object) -> None:
    for line in source:  # type: ignore[attr-defined] # a pipe of bytes
        sys.stderr.write(line.decode("utf-8", errors="replace").replace("\r\n", "\n"))
        sys.stderr.flush()


def own_target() -> Target:
    """Return the target of this system and Python."""
    return Target("windows" if os.name == "nt" else "linux", (sys.executable,))


def load_wine(kit: Path) -> ModuleType:
    """Import the Wine script, with its prefix created.

    Raises:
        BuildError: this computer lacks a requirement.
    """
    spec = importlib.util.spec_from_file_location("windows_tests", WINE_TESTS)
    if spec is None or spec.loader is None:
        raise BuildError(f"There is no {WINE_TESTS}.")
    wine = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(wine)
    try:
        wine.check_machine(kit)
        wine.set_up(kit)
    except wine.CannotRunError as error:
        raise BuildError(str(error)) from error
    return wine


def wine_target(kit: Path) -> Target:
    """Return the target of Windows under Wine, created first if needed.

    Raises:
        BuildError: this computer lacks a requirement.
    """
    wine = load_wine(kit)
    return Target("windows", ("wine", wine.PYTHON), wine)


def arguments_of(target: Target, path: Path) -> str:
    """Convert a path for the target's programs."""
    return "Z:" + str(path).replace("/", "\\") if target.wine else str(path)


def told(words: Sequence[str]) -> None:
    """Print a progress line."""
    sys.stderr.write("build: " + " ".join(words) + "\n")
    sys.stderr.flush()
