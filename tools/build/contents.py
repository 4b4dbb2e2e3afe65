"""The actual contents of a frozen tree: the modules in its programs, and the files beside them."""

import sys
from dataclasses import dataclass
from pathlib import Path

from PyInstaller.archive.readers import ArchiveReadError, pkg_archive_contents

INNER = "_internal"  # PyInstaller's folder for everything but the programs


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents of one tree.

    Attributes:
        tree: the folder with the program in it.
        modules: dotted names of the Python modules packed into the programs.
        files: all other files of Python's, relative to `_internal`, with forward slashes.
    """

    tree: Path
    modules: frozenset[str]
    files: frozenset[str]

    def has(self, file: str) -> bool:
        """Whether a file of site-packages is in the tree in either form."""
        if file in self.files:
            return True
        module = file.removesuffix(".py")
        return module != file and module.removesuffix("/__init__").replace("/", ".") in self.modules

    def path(self, file: str) -> Path:
        """Return the path of a file of `files`."""
        return self.tree / INNER / file


def read_contents(tree: Path) -> Contents:
    """Read a tree.

    Raises:
        FileNotFoundError: it has no frozen program of this Python's version.
    """
    inner = tree / INNER
    modules: set[str] = set()
    for program in tree.iterdir():
        if program.is_file():
            modules.update(_packed(program))
    if not modules or not inner.is_dir():
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise FileNotFoundError(f"There is no frozen program of Python {version} in “{tree}”.")
    # A link's target is counted in its own place.
    found = (file for file in inner.rglob("*") if file.is_file() and not file.is_symlink())
    files = (file.relative_to(inner).as_posix() for file in found)
    return Contents(tree, frozenset(modules), frozenset(files))


def _packed(program: Path) -> list[str]:
    try:
        return list(pkg_archive_contents(str(program)))
    except ArchiveReadError:
        return []  # not a frozen program
