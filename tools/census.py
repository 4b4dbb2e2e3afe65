"""Counts the files of the program and holds their limits: `python -m tools.census [TREE]`.

    files      of `desktop_app`, with the median, 90th percentile and longest of their lines
    folder     the one with the most files directly in it
    long       files of more than 500 lines are told, of more than 800 refused, tests' too
    alone      files that only one other imports; one of them with less than 80 lines is a thought
               cut in pieces, unless pyproject.toml gives a reason ([tool.census.small])
    circles    packages whose parts import one another in a circle
    functions  of more than 10 branches or 50 statements, whether or not the linter is told to pass

With another checkout as TREE it counts that one, to compare with.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "desktop_app"
SOURCES = (PACKAGE, "tests", "tools", "benchmarks", "packaging")
LONG, TOO_LONG, SMALL, FULL_FOLDER = 500, 800, 80, 20


@dataclass(frozen=True, slots=True)
class Census:
    """What was counted; files are named from the tree's root, with slashes.

    Attributes:
        lines: of each file of the package.
        long: files of more than 500 lines, in all sources.
        folders: how many files lie directly in each folder of the package.
        sole: how many files have exactly one importer in the package.
        small: those of them with less than 80 lines, and the importer.
        reasons: why small files are files of their own, by a pattern of their names.
        circles: packages whose parts import one another in a circle.
        tangled: functions with too many branches or statements, as file:line.
    """

    lines: dict[str, int]
    long: dict[str, int]
    folders: Counter[str]
    sole: int
    small: dict[str, str]
    reasons: dict[str, str]
    circles: list[str]
    tangled: list[str]

    def report(self) -> str:
        """The counts in a few lines."""
        lengths = sorted(self.lines.values())
        longest = max(self.lines, key=lambda file: self.lines[file])
        folder, count = self.folders.most_common(1)[0]
        ninetieth = round(statistics.quantiles(lengths, n=10)[-1])
        return (
            f"files      {len(lengths)}; lines: median {statistics.median(lengths):.0f}, "
            f"90th percentile {ninetieth}, longest {self.lines[longest]} ({longest})\n"
            f"folder     {count} files in {folder} (goal: at most {FULL_FOLDER})\n"
            f"long       {_counted(self.long)}\n"
            f"alone      {self.sole} files with one importer, {len(self.small)} of them small\n"
            f"circles    {_counted(self.circles)}\n"
            f"functions  {_counted(self.tangled)}\n"
        )

    def faults(self) -> Iterator[str]:
        """What breaks a limit, a sentence each."""
        for file, count in self.long.items():
            if count > TOO_LONG:
                yield f"{file} has {count} lines: divide it ({TOO_LONG} at most)"
        for file, importer in self.small.items():
            if not any(fnmatchcase(file, pattern) for pattern in self.reasons):
                yield (
                    f"{file} has {self.lines[file]} lines, and only {importer} imports it: put it "
                    "there, or give a reason in pyproject.toml, [tool.census.small]"
                )
        for pattern in self.reasons:
            if not any(fnmatchcase(file, pattern) for file in self.small):
                yield f"nothing is small as {pattern} any more: take it out of pyproject.toml"
        for package in self.circles:
            yield f"the parts of {package} import one another in a circle"
        for place in self.tangled:
            yield f"the function at {place} has too many branches or statements: divide it"


def take(root: Path = ROOT) -> Census:
    """Count what is in a checkout."""
    files = sorted((root / PACKAGE).rglob("*.py"))
    names = {file: file.relative_to(root).as_posix() for file in files}
    lines = {names[file]: _line_count(file) for file in files}
    sys.path.insert(0, str(root))
    graph = grimp.build_graph(PACKAGE, cache_dir=None)
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    importers = dict(_sole_importers(graph, lines))
    return Census(
        lines=lines,
        long=_long_files(root),
        folders=Counter(Path(name).parent.as_posix() for name in names.values()),
        sole=len(importers),
        small={file: name for file, name in importers.items() if lines[file] < SMALL},
        reasons=settings["tool"].get("census", {}).get("small", {}),
        circles=[name for name in sorted(graph.modules) if graph.nominate_cycle_breakers(name)],
        tangled=_tangled(root),
    )


def _line_count(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def _long_files(root: Path) -> dict[str, int]:
    files = [*root.glob("*.py"), *(file for top in SOURCES for file in (root / top).rglob("*.py"))]
    counts = {file.relative_to(root).as_posix(): _line_count(file) for file in files}
    return {name: count for name, count in sorted(counts.items()) if count > LONG}


def _sole_importers(graph: grimp.ImportGraph, lines: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Files that one module imports, and that one; packages' `__init__.py` count not."""
    for name in lines:
        module = name.removesuffix(".py").replace("/", ".")
        if module in graph.modules:
            importers = graph.find_modules_that_directly_import(module)
            if len(importers) == 1:
                yield name, importers.pop()


def _tangled(root: Path) -> list[str]:
    """What ruff's limits of `pyproject.toml` (C901, PLR0915) find, exceptions included."""
    command = [sys.executable, "-m", "ruff", "check", "--ignore-noqa", "--select", "C901,PLR0915"]
    command += ["--exit-zero", "--output-format", "json", "."]
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=True)
    return [
        f"{Path(found['filename']).relative_to(root).as_posix()}:{found['location']['row']}"
        for found in json.loads(done.stdout)
    ]


def _counted(found: list[str] | dict[str, int]) -> str:
    return f"{len(found)}" + (f": {', '.join(found)}" if found else "")


def main() -> int:
    """Print the counts and what breaks a limit; 1 when something does."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tree", nargs="?", type=Path, default=ROOT, help="default: this checkout")
    parser.add_argument("--small", action="store_true", help="also list the small files")
    options = parser.parse_args()
    census = take(options.tree.resolve())
    sys.stdout.write(census.report())
    if options.small:
        for file, importer in census.small.items():
            sys.stdout.write(f"  {file} ({census.lines[file]}): {importer}\n")
    faults = list(census.faults())
    for fault in faults:
        sys.stdout.write(f"census: {fault}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
