"""The self-test distinguishes a complete program from an incomplete one."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.__main__ import main as program
from desktop_app.cli import self_test
from desktop_app.cli.self_test import SelfTestStep

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
        "ok     transcribe the sample", "ok     write txt", "ok     tell speakers apart",
        "ok     open the window",
    } <= well  # fmt: skip
    assert done.stdout.splitlines() == lines[1:]


def test_it_imports_all_that_is_imported_late() -> None:
    """A program that lacks one of them starts, and fails when it is needed."""
    late = set()
    for path in (ROOT / "desktop_app").rglob("*.py"):
        for inner in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
                for node in ast.walk(inner):
                    if isinstance(node, ast.Import):
                        late |= {alias.name.split(".")[0] for alias in node.names}
                    elif isinstance(node, ast.ImportFrom):
                        late.add((node.module or "").split(".")[0])
    late -= {*sys.stdlib_module_names, "desktop_app"}
    late.discard("jeepney")  # of Linux alone
    assert "torch" in late
    assert late <= {name.split(".")[0] for name in self_test.LIBRARIES}


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
