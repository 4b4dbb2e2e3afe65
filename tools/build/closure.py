"""Check that a frozen Windows program contains every DLL that it needs.

`python -m tools.build.closure TREE`: every DLL that a PE file of the tree imports, at once or
delayed, must be where Windows searches for it, or be part of every Windows 10 22H2
(`packaging/windows10-22h2-dlls.txt`). The computer on which it is built may have more.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

from tools.build.targets import ROOT, BuildError, told

SYSTEM_LIST = ROOT / "packaging" / "windows10-22h2-dlls.txt"
PROGRAMS = (".exe", ".com")
LIBRARIES = (".dll", ".pyd")
# Folders below `_internal` that packages add to the search path themselves (os.add_dll_directory).
ADDED = ("torch/lib", "PySide6", "shiboken6", "*.libs", "pyarrow", "_soundfile_data")


def system_dlls() -> tuple[str, ...]:
    """Read names and patterns, in lower case."""
    lines = SYSTEM_LIST.read_text(encoding="utf-8").splitlines()
    return tuple(line.strip().lower() for line in lines if line.strip() and line[0] != "#")


def missing_dlls(tree: Path) -> Mapping[str, tuple[str, ...]]:
    """Return the missing DLLs, each with the files that import it.

    Args:
        tree: the folder of the frozen program.
    """
    inside = tree / "_internal"
    known = system_dlls()
    searched = [tree, inside, *(folder for one in ADDED for folder in inside.glob(one))]
    everywhere = {name for folder in searched for name in _names(folder)}
    missing: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(tree.rglob("*")):
        if path.suffix.lower() not in (*PROGRAMS, *LIBRARIES):
            continue
        beside = _names(path.parent)
        for dll in imported_dlls(path):
            is_there = dll in everywhere or dll in beside
            if not is_there and not any(fnmatchcase(dll, pattern) for pattern in known):
                missing[dll].append(path.relative_to(tree).as_posix())
    return {dll: tuple(importers) for dll, importers in sorted(missing.items())}


def imported_dlls(path: Path) -> Iterator[str]:
    """Yield the DLLs that a PE file imports, in lower case.

    Raises:
        BuildError: it is not a PE file.
    """
    import pefile

    tables = ("IMAGE_DIRECTORY_ENTRY_IMPORT", "IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT")
    try:
        with pefile.PE(str(path), fast_load=True) as image:
            image.parse_data_directories([pefile.DIRECTORY_ENTRY[name] for name in tables])
            for table in ("DIRECTORY_ENTRY_IMPORT", "DIRECTORY_ENTRY_DELAY_IMPORT"):
                for entry in getattr(image, table, ()):
                    yield entry.dll.decode("ascii").lower()
    except pefile.PEFormatError as error:
        raise BuildError(f"{path} is no program or DLL: {error}.") from error


def check_closure(tree: Path) -> None:
    """Report what is missing.

    Raises:
        BuildError: something is missing.
    """
    missing = missing_dlls(tree)
    for dll, importers in missing.items():
        shown = ", ".join(importers[:5]) + (", …" if len(importers) > 5 else "")  # noqa: PLR2004
        told([f"missing: {dll}, imported by {shown}"])
    told([f"{len(missing)} DLLs missing"])
    if missing:
        raise BuildError("The program would not start on a Windows that lacks these DLLs.")


def _names(folder: Path) -> set[str]:
    return {path.name.lower() for path in folder.iterdir() if path.suffix.lower() in LIBRARIES}


if __name__ == "__main__":
    try:
        check_closure(Path(sys.argv[1]).absolute())
    except BuildError as stopped:
        sys.exit(f"build: {stopped}")
