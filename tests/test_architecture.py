"""The house rules that a linter does not know."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tools import census

# Paints text on pages, for files and printers, also in a terminal; no widgets.
SETS_PAGES = ROOT / "desktop_app" / "app" / "exporting" / "pdf.py"
FORBIDDEN_NAMES = ("utils", "helpers", "misc", "common")


def source_files() -> list[Path]:
    folders = ("desktop_app", "tests", "tools", "benchmarks")
    return [*ROOT.glob("*.py"), *(p for f in folders for p in (ROOT / f).rglob("*.py"))]


def names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_there_is_something_to_check() -> None:
    assert len(source_files()) > 50


def test_a_file_is_named_after_what_is_in_it() -> None:
    assert not [path for path in source_files() if path.stem in FORBIDDEN_NAMES]


def test_the_limits_of_files_functions_and_folders_hold() -> None:
    assert not list(census.take().faults())


def test_widgets_are_known_only_to_the_ui() -> None:
    for path in (ROOT / "desktop_app").rglob("*.py"):
        if "ui" in path.relative_to(ROOT / "desktop_app").parts:
            continue
        imported = set(names(ast.parse(path.read_text(encoding="utf-8"))))
        forbidden: tuple[str, ...] = ("PySide6.QtWidgets", "PySide6.QtPrintSupport")
        if path != SETS_PAGES:
            forbidden += ("PySide6.QtGui",)
        assert not {n for n in imported if n.startswith(forbidden)}, path


# What the window's start does not wait for; each is imported where it is first used.
LATER_THAN_THE_WINDOW = (
    *(
        "torch",
        "nemo",
        "transformers",
        "librosa",
        "numpy",
        "scipy",
        "soundfile",
        "av",
        "PySide6.QtMultimedia",
    ),
    *("psutil", "humanize", "httpx2", "huggingface_hub", "docx", "pysubs2", "difflib"),
    *("desktop_app.app.checkup.checkup", "desktop_app.core.comparison"),
)


@pytest.mark.parametrize(
    ("module", "forbidden"),
    [
        ("desktop_app.engine.session", ("PySide6", "torch", "nemo", "librosa")),
        ("desktop_app.engine.speakers.loading", ("PySide6", "torch", "nemo", "transformers")),
        ("desktop_app.media.chunks", ("PySide6", "torch", "nemo")),
        ("desktop_app.models.store", ("PySide6", "torch", "nemo")),
        ("desktop_app.export.registry", ("PySide6", "torch", "nemo")),
        ("desktop_app.app.services", ("torch", "nemo", "librosa")),
        ("desktop_app.ui.application", LATER_THAN_THE_WINDOW),
        ("desktop_app.cli.main", ("PySide6.QtWidgets", "torch", "nemo")),
    ],
)
def test_importing_a_room_stays_light(module: str, forbidden: tuple[str, ...]) -> None:
    """In a fresh process: in this one, other tests have imported everything."""
    code = f"import sys, {module}; print(*sorted(set(sys.modules) & set({forbidden!r})))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, cwd=ROOT
    )
    assert not done.stdout.strip()


# What PySide6 reads, `linecache` remembers.
READ_AS_TEXT = """
import linecache
from desktop_app.__main__ import leave_sources_unread

leave_sources_unread()
import desktop_app.ui.application

print(*(name for name in linecache.cache if "desktop_app" in name))
"""


def test_the_window_s_modules_are_not_read_as_text_at_a_start() -> None:
    command = [sys.executable, "-c", READ_AS_TEXT]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, cwd=ROOT)
    assert not done.stdout.strip()


def test_nobody_connects_to_a_worker() -> None:
    """PySide6 runs a plain function connected to a worker's signal in the worker's thread."""
    offenders = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in (ROOT / "desktop_app").rglob("*.py")
        if path != ROOT / "desktop_app" / "app" / "engine" / "thread.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "connect" and "worker" in ast.dump(node)
    ]
    assert not offenders


def test_threads_are_never_killed() -> None:
    for path in (ROOT / "desktop_app").rglob("*.py"):
        assert ".terminate()" not in path.read_text(encoding="utf-8"), path


def test_only_one_file_reads_the_environment() -> None:
    for path in (ROOT / "desktop_app").rglob("*.py"):
        if path.name != "environment.py":
            assert "os.environ" not in path.read_text(encoding="utf-8"), path


PATHS_IN_PROSE = re.compile(
    r"(?<![\w/])(?:desktop_app/)?"
    r"((?:core|system|media|net|models|gpu|engine|export|app|cli|ui)/[\w/]+\.py)"
)


def test_a_file_that_prose_names_is_there() -> None:
    documents = [ROOT / name for name in ("CONTRIBUTING.md", "DECISIONS.md", "README.md")]
    missing = [
        f"{path.relative_to(ROOT)}: {named}"
        for path in (*documents, *source_files())
        for named in PATHS_IN_PROSE.findall(path.read_text(encoding="utf-8"))
        if not (ROOT / "desktop_app" / named).is_file()
    ]
    assert not missing


# What a test has another Python run: `python -c CODE`.
IMPORT = re.compile(r"\bfrom (desktop_app[\w.]*) import ([\w, ]+)|\bimport (desktop_app[\w.]+)")
MADE_UP = ("test_checks.py",)  # its packages exist for the length of a test


def test_code_in_a_text_imports_what_is_there() -> None:
    missing = [
        f"{path.relative_to(ROOT)}: {module} {name}"
        for path in source_files()
        if path.name not in MADE_UP
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for module, name in imports_in(node.value)
        if not is_there(module, name)
    ]
    assert missing == []


def imports_in(code: str) -> Iterator[tuple[str, str]]:
    """Modules with one of the names that are taken from them, or with none."""
    for whence, taken, whole in IMPORT.findall(code):
        for name in taken.split(","):
            yield whence or whole, name.split(" as ")[0].strip()


def is_there(module: str, name: str) -> bool:
    """Whether our sources have such a module, with such a name or a module of that name in it."""
    place = ROOT.joinpath(*module.split("."))
    file = place.with_suffix(".py") if not place.is_dir() else place / "__init__.py"
    if not file.is_file():
        return False
    if (place / f"{name}.py").is_file() or (place / name).is_dir():
        return True
    return re.search(rf"\b{name}\b", file.read_text(encoding="utf-8")) is not None
