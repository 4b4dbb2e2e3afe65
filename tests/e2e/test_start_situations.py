"""The situations that `tools.start_situations` makes, and what it says of a silent program."""

import sys
from pathlib import Path

import pytest

from tools.start_programs import CannotBeMade, Program
from tools.start_situations import SITUATIONS, Situation, observe

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="Xvfb is Linux's"),
]
# The others are in test_start.py, with more of what follows.
ELSEWHERE = ("nothing amiss", "damaged settings", "a data folder that cannot be made")
HERE = [situation for situation in SITUATIONS if situation.name not in ELSEWHERE]


@pytest.mark.parametrize("situation", HERE, ids=lambda situation: situation.name)
def test_every_start_shows_something(situation: Situation) -> None:
    try:
        seen = observe(situation, Program.of([]), None)
    except CannotBeMade as error:
        pytest.skip(str(error))
    assert not seen.problem, seen


@pytest.mark.parametrize("code", ["", "import time; time.sleep(60)"], ids=["ends", "hangs"])
def test_a_silent_program_is_found_out(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.start_situations.PATIENCE_S", 1.0)
    silent = Program([sys.executable, "-c", code], tmp_path, is_frozen=False)
    assert observe(SITUATIONS[0], silent, None).problem.startswith("it showed nothing")
