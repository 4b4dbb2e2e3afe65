"""The Pythons that programs are frozen with: this one, and on Linux Windows' under Wine."""

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
    """Why a build stops, in a sentence."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is built for.

    Attributes:
        name: "linux" or "windows".
        python: the command that starts its Python.
        wine: the script that knows the Wine prefix; None where the system is the target's own.
    """

    name: str
    python: tuple[str, ...]
    wine: ModuleType | None = None

    @property
    def suffix(self) -> str:
        """How a program's file name ends."""
        return ".exe" if self.name == "windows" else ""

    def run(self, *command: str | Path, env: Mapping[str, str] | None = None) -> int:
        """Run a program of the target in the repository's root, its output on ours; its exit code.

        Args:
            command: the program and its arguments; "python" is the target's.
            env: more of the environment.
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
            # A pipe, never a file: under Wine the programs behave otherwise with a file.
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
                    self.wine.stop_wine()  # what is left over would keep the pipe open
                reader.join()
        return code

    @property
    def prefix(self) -> tuple[str, ...]:
        """What a program of the target is started with."""
        return ("wine",) if self.wine else ()


def _copied(source: object) -> None:
    for line in source:  # type: ignore[attr-defined] # a pipe of bytes
        sys.stderr.write(line.decode("utf-8", errors="replace").replace("\r\n", "\n"))
        sys.stderr.flush()


def own_target() -> Target:
    """This system, with this Python."""
    return Target("windows" if os.name == "nt" else "linux", (sys.executable,))


def load_wine(kit: Path) -> ModuleType:
    """The script that knows Wine, with its prefix made.

    Raises:
        BuildError: this computer does not have what it needs.
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
    """Windows under Wine, made first if need be.

    Raises:
        BuildError: this computer does not have what it needs.
    """
    wine = load_wine(kit)
    return Target("windows", ("wine", wine.PYTHON), wine)


def arguments_of(target: Target, path: Path) -> str:
    """A path as the target's programs name it."""
    return "Z:" + str(path).replace("/", "\\") if target.wine else str(path)


def told(words: Sequence[str]) -> None:
    """A line about what happens now."""
    sys.stderr.write("build: " + " ".join(words) + "\n")
    sys.stderr.flush()
