"""What the Windows tests stand on; they need nothing of the other tests' fixtures."""

import ctypes
import os
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.windows import holding

Hold = Callable[[str, Path], AbstractContextManager[subprocess.Popen[str]]]

if os.name != "nt":  # `dev.py test-windows` runs them with a Windows Python
    collect_ignore_glob = ["test_*.py"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="also what imports NeMo: minutes")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: imports NeMo; only with --slow")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--slow"):
        return
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="slow: give --slow"))


@pytest.fixture
def hold() -> Hold:
    """Have another program hold a file in one of `holder.STATES`, for the length of the block."""
    return holding.hold


def release_after(seconds: float, holder: subprocess.Popen[str]) -> None:
    """Let it release the file later; does not wait."""
    assert holder.stdin is not None
    holder.stdin.write(f"{seconds}\n")
    holder.stdin.flush()


def is_wine() -> bool:
    """Whether this Windows is Wine, which is laxer in places."""
    return os.name == "nt" and hasattr(ctypes.CDLL("ntdll"), "wine_get_version")
