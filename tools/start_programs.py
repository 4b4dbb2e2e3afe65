"""The program that `start_situations` starts, and copies of it with parts missing."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from desktop_app.system.folders import Folders

ROOT = Path(__file__).resolve().parents[1]
FULL_BYTES = "2m"
MODELS = Path("resources", "models")


class CannotBeMade(Exception):
    """A situation cannot be created here; the message says why, such as a missing right."""


@dataclass(frozen=True, slots=True)
class Program:
    """The program to start.

    Attributes:
        command: its words.
        folder: its folder, and working directory.
        is_frozen: whether it is a frozen program rather than this checkout.
    """

    command: list[str]
    folder: Path
    is_frozen: bool

    @classmethod
    def of(cls, words: Sequence[str]) -> "Program":
        """Return the program of a command line; this checkout if empty."""
        if not words:
            return cls([sys.executable, "-m", "desktop_app"], ROOT, is_frozen=False)
        executable = Path(words[-1]).absolute()
        return cls([*words[:-1], str(executable)], executable.parent, is_frozen=True)

    def moved(self, folder: Path) -> "Program":
        """Return the same program in another folder."""
        if not self.is_frozen:
            return Program(self.command, folder, is_frozen=False)
        executable = folder / Path(self.command[-1]).name
        return Program([*self.command[:-1], str(executable)], folder, is_frozen=True)


def linked_copy(program: Program, stack: ExitStack) -> Program:
    """Make a copy in its own folder beside the program, with links to the same files."""
    parent = program.folder.parent if program.is_frozen else ROOT / "build"
    parent.mkdir(exist_ok=True)
    made = tempfile.TemporaryDirectory(prefix="start-", dir=parent)
    folder = Path(stack.enter_context(made)) / program.folder.name
    parts = [program.folder] if program.is_frozen else [ROOT / "desktop_app", ROOT / "resources"]
    for part in parts:
        target = folder if program.is_frozen else folder / part.name
        shutil.copytree(part, target, copy_function=os.link, symlinks=True)
    return program.moved(folder)


def without_models(program: Program, stack: ExitStack) -> Program:
    """Make a copy without the starter model."""
    copy = linked_copy(program, stack)
    shutil.rmtree(copy.folder / ("_internal" if copy.is_frozen else "") / MODELS)
    return copy


def read_only(program: Program, stack: ExitStack) -> Program:
    """Make a read-only copy.

    Raises:
        CannotBeMade: root can write everywhere, and cannot mount here.
    """
    copy = linked_copy(program, stack)
    if os.geteuid() != 0:
        folders = [copy.folder, *(p for p in copy.folder.rglob("*") if p.is_dir())]
        for folder in folders:
            stack.callback(folder.chmod, folder.stat().st_mode)
            folder.chmod(0o555)
        return copy
    _mount(["--bind", str(copy.folder), str(copy.folder)], copy.folder, stack)
    _run(["mount", "-o", "remount,ro,bind", str(copy.folder)])
    return copy


def full_drive(stack: ExitStack) -> Path:
    """Make a folder on its own full drive.

    Raises:
        CannotBeMade: mounting is not permitted.
    """
    if os.geteuid() != 0:
        raise CannotBeMade("a full drive can be made by root only")
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    _mount(["-t", "tmpfs", "-o", f"size={FULL_BYTES}", "tmpfs", str(folder)], folder, stack)
    home = folder / "home"
    # Use it once, so that the folders exist: a drive fills up during use.
    Folders.below(home).create()
    # Its page has room left.
    (home / "logs" / "aviary.log").write_text("\n", encoding="utf-8")
    with (folder / "filler").open("wb", buffering=0) as filler:
        try:
            while filler.write(bytes(4096)):
                pass
        except OSError:
            return home
    return home


def _mount(words: list[str], folder: Path, stack: ExitStack) -> None:
    _run(["mount", *words])
    stack.callback(subprocess.run, ["umount", "--lazy", str(folder)], check=True)


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise CannotBeMade(done.stderr.strip())
