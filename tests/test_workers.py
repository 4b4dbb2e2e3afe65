"""A run that several processes share comes to its end when one dies, and makes dear things once."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.workers import FORKING

ROOT = Path(__file__).resolve().parent.parent

SHARED = """
import pytest
from tests.conftest import pytest_report_to_serializable, pytest_xdist_make_scheduler
"""
CRASHES_ONCE = """
import os
import pytest

@pytest.mark.parametrize("number", range(6))
def test_of_the_file(number):
    if number == 3 and {crashes}:
        os._exit(1)
"""


TELLS_OF_BYTES = r"""
import logging

def test_of_a_name():
    logging.getLogger("aviary").warning("%s", "caf\udce9.wav")
    assert "caf\udce9.wav" == "cafe.wav"
"""


def run_shared(folder: Path) -> "subprocess.CompletedProcess[str]":
    (folder / "conftest.py").write_text(SHARED, encoding="utf-8")
    options = ("-n", "2", "-q", "-p", "no:cacheprovider", "-p", "xdist")
    return subprocess.run(
        (sys.executable, "-m", "pytest", *options, str(folder)),
        cwd=folder,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=240,
    )


def test_a_log_with_a_name_that_is_no_text_does_not_end_the_run(tmp_path: Path) -> None:
    (tmp_path / "test_a.py").write_text(TELLS_OF_BYTES, encoding="utf-8")
    (tmp_path / "test_b.py").write_text("def test_b():\n    pass\n", encoding="utf-8")
    run = run_shared(tmp_path)
    assert "1 failed, 1 passed" in run.stdout
    assert r"caf\udce9.wav" in run.stdout


def test_a_crash_costs_the_test_in_which_it_happened_and_no_other(tmp_path: Path) -> None:
    for number in range(6):
        text = CRASHES_ONCE.format(crashes=number == 3)
        (tmp_path / f"test_{number}.py").write_text(text, encoding="utf-8")
    run = run_shared(tmp_path)
    assert "crashed while running 'test_3.py::test_of_the_file[3]'" in run.stdout
    assert "1 failed, 35 passed" in run.stdout
    assert run.returncode == 1


def test_commands_that_are_forks_of_one_process_are_all_in_one() -> None:
    uses = re.compile(r"^from tests.*warm_commands", re.MULTILINE)
    tests = (ROOT / "tests").rglob("test_*.py")
    found = [path for path in tests if uses.search(path.read_text(encoding="utf-8"))]
    assert {path.relative_to(ROOT).as_posix() for path in found} == set(FORKING)
