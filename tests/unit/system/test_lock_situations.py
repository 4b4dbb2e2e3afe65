"""Every lock and access situation of Linux, made for real."""

import os

import pytest

if os.name == "nt":
    pytest.skip("Windows has its own", allow_module_level=True)

from tools.lock_situations.posix import POSIX
from tools.lock_situations.situation import CannotBeMade, Situation, judge


@pytest.mark.parametrize("situation", POSIX, ids=lambda situation: situation.name)
def test_what_is_said_is_right(situation: Situation) -> None:
    try:
        verdict = judge(situation)
    except CannotBeMade as reason:
        pytest.skip(str(reason))
    assert verdict.is_right, verdict.line()
