"""Libraries' output and uncatchable exceptions go to the log, not to the terminal."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

NOISE = r"""
import logging, os, sys, threading, warnings
from pathlib import Path
from desktop_app.system import logs
folder = Path(sys.argv[1])
logs.start_logging(folder)
logs.keep_libraries_off_the_terminal(folder)
os.write(2, b"nanobind: leaked 1 instances!\n")          # what a C library prints
sys.__stderr__.write("From cffi callback\n"); sys.__stderr__.flush()
logging.getLogger("numba").warning("of a library")
logging.getLogger("desktop_app.media").warning("skipped 542 damaged places")
logging.getLogger("desktop_app").warning("a name that is none: %s", "\udcbb")
warnings.warn("of a library")
class Dies:
    def __del__(self): raise ValueError("while it was deleted")
Dies()
def fail(): raise ValueError("in a thread")
thread = threading.Thread(target=fail); thread.start(); thread.join()
import atexit
def late(): raise ValueError("at exit")
atexit.register(late)
sys.stderr.write("a sentence of ours: é\n")
"""


@pytest.fixture
def done(tmp_path: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", NOISE, str(tmp_path)],
        cwd=ROOT, capture_output=True, check=True, timeout=60,
    )  # fmt: skip


def test_the_terminal_gets_our_sentences_alone(done: subprocess.CompletedProcess[bytes]) -> None:
    assert done.stdout == b""
    assert done.stderr.decode().splitlines() == ["a sentence of ours: é"]


def test_the_rest_is_in_the_logs(tmp_path: Path, done: subprocess.CompletedProcess[bytes]) -> None:
    assert done.returncode == 0
    log = (tmp_path / "aviary.log").read_text(encoding="utf-8")
    for said in (
        "of a library", "skipped 542 damaged places", r"a name that is none: \udcbb",
        "UserWarning: of a library", "while it was deleted", "in a thread", "at exit",
    ):  # fmt: skip
        assert said in log, log
    printed = (tmp_path / "libraries.log").read_text(encoding="utf-8")
    assert printed.splitlines() == ["nanobind: leaked 1 instances!", "From cffi callback"]


@pytest.mark.skipif(os.name == "nt", reason="Windows gives no full device")
def test_a_full_disk_says_nothing_at_each_line(tmp_path: Path) -> None:
    code = (
        "import logging, pathlib, sys; from desktop_app.system import logs;"
        "folder = pathlib.Path(sys.argv[1]); logs.keep_libraries_off_the_terminal(folder);"
        "logs.start_logging(folder); logging.getLogger('desktop_app').warning('x')"
    )
    (tmp_path / "aviary.log").symlink_to("/dev/full")
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, capture_output=True, check=True
    )
    assert done.stderr == b""


@pytest.mark.skipif(os.name == "nt", reason="Windows' profile folders are private by themselves")
def test_only_the_user_reads_the_logs(tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir(mode=0o755)
    for name in ("aviary.log", "libraries.log"):
        (folder / name).write_text("of an older version", encoding="utf-8")
        (folder / name).chmod(0o644)
    code = (
        "import logging, os, pathlib, sys; os.umask(0); from desktop_app.system import logs;"
        "from desktop_app.system.logs import watch_for_crashes;"
        "logs.MAX_BYTES = 300; folder = pathlib.Path(sys.argv[1]);"
        "logs.start_logging(folder); logs.keep_libraries_off_the_terminal(folder);"
        "watch_for_crashes(folder);"
        "[logging.getLogger('desktop_app').warning('x' * 99) for _ in range(9)]"
    )
    subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, check=True)
    modes = {file.name: file.stat().st_mode & 0o777 for file in folder.iterdir()}
    assert set(modes) > {"aviary.log", "aviary.log.1", "libraries.log", "crash.log"}
    assert set(modes.values()) == {0o600} and folder.stat().st_mode & 0o777 == 0o700


def test_no_secret_gets_into_the_log(tmp_path: Path) -> None:
    code = (
        "import logging, pathlib, sys; from desktop_app.system import logs;"
        "logs.start_logging(pathlib.Path(sys.argv[1])); log = logging.getLogger('desktop_app');"
        "log.warning('GET %s', 'https://me:c4nary@m.example/a?sig=c4nary');"
        "log.warning('a word alone: %s', 'c4nary-of-the-environment')\n"
        "try: raise ValueError('token=c4nary')\n"
        "except ValueError: log.exception('with a traceback')"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=ROOT,
        check=True,
        env={**os.environ, "HF_TOKEN": "c4nary-of-the-environment"},
    )
    log = (tmp_path / "aviary.log").read_text(encoding="utf-8")
    assert "c4nary" not in log
    assert "m.example/a" in log and "a word alone" in log and "ValueError" in log
