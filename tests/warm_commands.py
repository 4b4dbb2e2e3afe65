"""Commands of the program in processes of their own that have NeMo already.

Each is a fork of one process that imported it: that takes three seconds of a core, and starting the
program one more. What the start does itself is the matter of tests that start it: test_footprint,
test_hostile_models, test_locales, test_no_display, test_plan_command, test_start.
"""

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, TextIO

import pytest

from tests.conftest import ROOT

# Longer than any command takes, also where the cores are busy and NeMo is not in memory yet.
PATIENCE_S: Final = 240.0
_FORKS: Final = multiprocessing.get_context("forkserver")


class Command:
    """One command at work, as far as it is that a `subprocess.Popen`.

    Args:
        words: what follows the program's name.
        environment: its variables; None for those of this process.

    Attributes:
        stdout: what it writes, as it comes.
    """

    def __init__(self, *words: str | Path, environment: Mapping[str, str] | None = None) -> None:
        self._errors = tempfile.NamedTemporaryFile(suffix=".txt")  # noqa: SIM115 - closed at its end
        reading, writing = os.pipe()
        variables = dict(os.environ if environment is None else environment)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PYTHONUTF8", "1")  # as `dev.py` and the program itself start Python
            patch.chdir(ROOT)
            _FORKS.set_forkserver_preload(["tests.warm_imports"])
            with Connection(writing, readable=False) as out:
                given = (list(map(str, words)), variables, out, self._errors.name)
                # A daemon: where a test fails meanwhile, the end of all tests does not wait for it.
                self._process = _FORKS.Process(target=_run, args=given, daemon=True)
                self._process.start()
        self.stdout: TextIO = os.fdopen(reading, encoding="utf-8")

    @property
    def returncode(self) -> int | None:
        """Its code, -9 after SIGKILL; None while it works."""
        return self._process.exitcode

    def interrupt(self) -> None:
        """Send what Ctrl+C sends."""
        assert self._process.pid is not None
        os.kill(self._process.pid, signal.SIGINT)

    def kill(self) -> None:
        """Send SIGKILL."""
        self._process.kill()

    def communicate(self) -> tuple[str, str]:
        """Wait for its end; return what it has written, without what was read before."""
        try:
            said = "" if self.stdout.closed else self.stdout.read()
            self.stdout.close()
            self._process.join(PATIENCE_S)
            assert self.returncode is not None, "it does not end"
        finally:
            self.kill()  # no more is asked of it
        with self._errors as errors:
            return said, Path(errors.name).read_text(encoding="utf-8")


def run(
    *words: str | Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    command = Command(*words, environment=environment)
    said, errors = command.communicate()
    assert command.returncode is not None
    return subprocess.CompletedProcess(words, command.returncode, said, errors)


def _run(words: list[str], environment: dict[str, str], out: Connection, errors: str) -> None:
    """Become the program: in the fork."""
    from desktop_app.__main__ import main

    os.environ.clear()
    os.environ.update(environment)
    with out, Path(errors).open("ab") as file:
        os.dup2(out.fileno(), 1)
        os.dup2(file.fileno(), 2)
    sys.stdout = sys.__stdout__ = os.fdopen(1, "w", encoding="utf-8", closefd=False)  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = os.fdopen(2, "w", encoding="utf-8", closefd=False)  # type: ignore[misc]
    tempfile.tempdir = None  # what was found for the process before
    sys.argv = ["aviary", *words]
    sys.exit(main())
