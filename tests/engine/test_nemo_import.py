"""What NeMo's import may bring into a process that transcribes."""

import subprocess
import sys

from tests.conftest import ROOT

# Torch's compiler and its algebra: the dearest of all that no transcription needs.
COMPILER = ("torch._inductor", "sympy")
TRANSCRIBES = f"""
import sys
from desktop_app.cli import self_test
from desktop_app.engine.nemo.importing import POSTPONED

step = next(self_test.steps())
print(step.problem or "transcribed", *sorted({{*POSTPONED, *{COMPILER!r}}} & set(sys.modules)))
"""


def test_a_transcription_needs_nothing_that_is_postponed() -> None:
    """In a fresh process: in this one, other tests have imported everything.

    Where a newer library asks a module for one more name, give it to `POSTPONED`.
    """
    command = [sys.executable, "-c", TRANSCRIBES]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, cwd=ROOT)
    assert done.stdout.split() == ["transcribed"]
