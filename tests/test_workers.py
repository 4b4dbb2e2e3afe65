"""That a run which several processes share comes to its end when one of them dies."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

SHARED = """
from tests.workers import TogetherByFile

def pytest_xdist_make_scheduler(config, log):
    config.option.loadscopereorder = False
    return TogetherByFile(config, log)
"""
CRASHES_ONCE = """
import os
import pytest

@pytest.mark.parametrize("number", range(6))
def test_of_the_file(number):
    if number == 3 and {crashes}:
        os._exit(1)
"""


def test_a_crash_costs_the_test_in_which_it_happened_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(SHARED, encoding="utf-8")
    for number in range(6):
        text = CRASHES_ONCE.format(crashes=number == 3)
        (tmp_path / f"test_{number}.py").write_text(text, encoding="utf-8")
    options = ("-n", "2", "-q", "-p", "no:cacheprovider", "-p", "no:pytest-qt")
    run = subprocess.run(
        (sys.executable, "-m", "pytest", *options, str(tmp_path)),
        cwd=tmp_path,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=240,
    )
    assert "crashed while running 'test_3.py::test_of_the_file[3]'" in run.stdout
    assert "1 failed, 35 passed" in run.stdout
    assert run.returncode == 1
