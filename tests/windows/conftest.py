"""What the Windows tests stand on; they need nothing of the other tests' fixtures."""

import ctypes
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOLDER = Path(__file__).with_name("holder.py")

Hold = Callable[[str, Path], AbstractContextManager[subprocess.Popen[str]]]

if os.name != "nt":  # `dev.py test-windows` runs them with a Windows Python
    collect_ignore_glob = ["test_*.py"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="also what imports NeMo: minutes")


def pytest_configure(config: pytest.Config) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):  # Windows' code page lacks the letters of paths
        sys.stdout.reconfigure(encoding="utf-8")
    config.addinivalue_line("markers", "slow: imports NeMo; only with --slow")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--slow"):
        return
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="slow: give --slow"))


@contextmanager
def _hold(state: str, path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, str(HOLDER), state, str(path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as holder:
        assert holder.stdin is not None and holder.stdout is not None
        try:
            assert holder.stdout.readline() == "holding\n", f"{state} could not be made"
            yield holder
        finally:
            holder.stdin.close()
            holder.wait(60)


@pytest.fixture
def hold() -> Hold:
    """Have another program hold a file in one of `holder.STATES`, for the length of the block."""
    return _hold


def let_go_after(seconds: float, holder: subprocess.Popen[str]) -> None:
    """Have it let go so much later; does not wait for that."""
    assert holder.stdin is not None
    holder.stdin.write(f"{seconds}\n")
    holder.stdin.flush()


def is_wine() -> bool:
    """Whether this Windows is Wine, which is laxer in places."""
    return os.name == "nt" and hasattr(ctypes.CDLL("ntdll"), "wine_get_version")
