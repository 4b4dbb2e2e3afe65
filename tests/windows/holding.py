"""Starts `holder.py`, the second program that has a file in its hands."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOLDER = Path(__file__).with_name("holder.py")
LETS_GO_WITHIN_S = 60


@contextmanager
def hold(state: str, path: Path) -> Iterator[subprocess.Popen[str]]:
    """Have another program hold a file in one of `holder.STATES`, for the length of the block."""
    command = [sys.executable, str(HOLDER), state, str(path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", env=environment
    ) as holder:
        assert holder.stdin is not None and holder.stdout is not None
        try:
            assert holder.stdout.readline() == "holding\n", f"{state} could not be made"
            yield holder
        finally:
            holder.stdin.close()
            try:
                holder.wait(LETS_GO_WITHIN_S)
            finally:
                holder.kill()  # else the end of the block would wait without a limit
