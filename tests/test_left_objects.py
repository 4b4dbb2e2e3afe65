"""That no test's window is taken apart while another test is at work."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

TAKES_APART = "from tests.conftest import pytest_runtest_protocol\n"
LEAVES_A_RING = """
import gc
import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QThread, QTimer

made, ended_in = [], []

class Ring(QTimer):
    def __init__(self):
        super().__init__(interval=5)
        self.itself = self
        self.start()
        made.append(shiboken6.getCppPointer(self)[0])
        self.destroyed.connect(lambda: ended_in.append(QThread.isMainThread()))

class Held:
    def __init__(self):
        self.itself, self.ring = self, Ring()

@pytest.mark.parametrize("fails", [True, False])
def test_that_leaves_one(qapp, fails):
    assert len(ended_in) == len(made)
    held = Held()
    assert not fails

def test_that_comes_after_it(qapp):
    assert len(made) == 2 and ended_in == [True, True]
"""


def test_what_a_test_left_is_gone_before_the_next_even_if_it_failed(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(TAKES_APART, encoding="utf-8")
    (tmp_path / "test_rings.py").write_text(LEAVES_A_RING, encoding="utf-8")
    options = ("-q", "-p", "no:cacheprovider", "-p", "pytestqt.plugin")
    run = subprocess.run(
        (sys.executable, "-m", "pytest", *options, str(tmp_path)),
        cwd=tmp_path,
        check=False,
        env=os.environ
        | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
        | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=240,
    )
    assert "1 failed, 2 passed" in run.stdout, run.stdout
    assert "test_that_leaves_one[True]" in run.stdout
