"""A screen of its own for each test, and the data folder of the programs on it."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.desktop import Desktop, desktop


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def screen(home: Path) -> Iterator[Desktop]:
    if sys.platform != "linux":
        pytest.skip("Xvfb is Linux's")
    with desktop(home) as one:
        yield one
