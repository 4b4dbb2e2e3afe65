"""Every lock and access situation of Windows, made for real; `-s` prints the table."""

import sys

import pytest

from tools.lock_situations.situation import CannotBeMade, Situation, judge
from tools.lock_situations.windows import WINDOWS


@pytest.mark.parametrize("situation", WINDOWS, ids=lambda situation: situation.name)
def test_what_is_said_is_right(situation: Situation) -> None:
    try:
        verdict = judge(situation)
    except CannotBeMade as reason:
        pytest.skip(str(reason))
    sys.stdout.write("\n" + verdict.line() + "\n")
    assert verdict.is_right, verdict.line()
