"""The self-test distinguishes a complete program from an incomplete one."""

import ast
import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.__main__ import main as program
from desktop_app.cli import self_test
from desktop_app.cli.self_test import SelfTestStep
from desktop_app.core.model_config import parts

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.real_model
def test_a_program_that_lacks_one_library(tmp_path: Path) -> None:
    (tmp_path / "pysubs2.py").write_text(
        "raise ImportError('not in this bundle')\n", encoding="utf-8"
    )
    report = tmp_path / "é 日本.txt"
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", "--self-test", str(report)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    lines = report.read_text(encoding="utf-8").splitlines()
    assert {line.split(" (")[0] for line in lines if line.startswith("FAILED")} == {
        "FAILED write srt", "FAILED write vtt", "FAILED write ass", "FAILED import pysubs2",
    }  # fmt: skip
    assert "ImportError: not in this bundle" in lines
    well = {line.split(" (")[0] for line in lines if line.startswith("ok")}
    assert {
        "ok     transcribe the sample", "ok     write txt", "ok     open the window",
        "ok     find who speaks in the sample", "ok     tell speakers apart",
    } <= well  # fmt: skip
    assert done.stdout.splitlines() == lines[1:]


@pytest.mark.parametrize(
    ("problem", "is_whole"),
    [
        (ImportError("libpulse.so.0: cannot open shared object file: No such file"), True),
        (ImportError("libQt6Multimedia.so.6: cannot open shared object file"), False),
        (ModuleNotFoundError("No module named 'PySide6.QtMultimedia'"), False),
    ],
)
def test_a_computer_without_sound_has_a_whole_program(
    problem: ImportError, *, is_whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def import_module(_name: str) -> None:
        raise problem

    monkeypatch.setattr(importlib, "import_module", import_module)
    if is_whole:
        self_test.import_sound()
    else:
        with pytest.raises(ImportError) as raised:
            self_test.import_sound()
        assert raised.value is problem


def test_it_imports_all_that_is_imported_late() -> None:
    """A program that lacks one of them starts, and fails when it is needed."""
    late: set[str] = set()
    for path in (ROOT / "desktop_app").rglob("*.py"):
        for inner in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
                for node in ast.walk(inner):
                    if isinstance(node, ast.Import):
                        late |= {_tried_by(alias.name) for alias in node.names}
                    elif isinstance(node, ast.ImportFrom):
                        late.add(_tried_by(node.module or ""))
    late -= {*sys.stdlib_module_names, "desktop_app"}
    late.discard("jeepney")  # of Linux alone
    assert {"torch", self_test.SOUND} <= late
    tried = (*self_test.LIBRARIES, self_test.SOUND)
    assert late <= {_tried_by(name) for name in tried}


def test_it_imports_all_that_models_may_be_built_of() -> None:
    """No import statement leads to a module that only the configuration of a model names."""
    places = {**parts.BUILT, "target": parts.MODELS}
    lacking = {
        f"{place}: {name}"
        for place, names in places.items()
        for name in names
        if name.rpartition(".")[0] not in self_test.LIBRARIES
    }
    assert not lacking
    assert "nemo.collections.asr.modules.sortformer_modules" in self_test.LIBRARIES


def _tried_by(module: str) -> str:
    """What has to be imported to try it: each part of Qt is a library of its own."""
    return module if module.startswith("PySide6.") else module.split(".", maxsplit=1)[0]


def test_without_a_console_the_report_is_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def steps() -> Iterator[SelfTestStep]:
        yield SelfTestStep("one", 0.1)
        yield SelfTestStep("another", 0.2)

    monkeypatch.setattr(self_test, "steps", steps)
    monkeypatch.setattr(sys, "stdout", None)
    report = tmp_path / "report.txt"
    assert program(["--self-test", str(report)]) == 0
    sys.stdout.close()  # what the program took instead
    assert report.read_text(encoding="utf-8").splitlines()[1:] == [
        "ok     one (0.1 s)",
        "ok     another (0.2 s)",
    ]
