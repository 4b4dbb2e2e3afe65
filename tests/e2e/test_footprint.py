"""What the program does to the computer, seen from outside by strace."""

import re
import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT

pytestmark = [pytest.mark.e2e, pytest.mark.real_model]

SAMPLE = ROOT / "resources" / "samples" / "sample.wav"
CALLS = (
    "open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,link,linkat,"
    "symlink,symlinkat,truncate,execve,fork,vfork,clone,clone3"
)
WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT")
CHANGES = re.compile(r"^(creat|mkdir|rename|unlink|rmdir|link|symlink|truncate)")
# An interrupted call takes two lines, the first without its result.
FAILED = re.compile(r"= -1 ")


def without_process_numbers(trace: str) -> list[str]:
    return [re.sub(r"^\d+ +", "", line) for line in trace.splitlines()]


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Every successful system call on files or processes of one run, from start to end."""
    if sys.platform != "linux":
        pytest.skip("strace is Linux's")
    assert shutil.which("strace"), "not installed; `python3 dev.py test` installs it"
    home = tmp_path_factory.mktemp("home")
    log = tmp_path_factory.mktemp("strace") / "trace.txt"
    # Python's own compiled modules are written at set-up, not at run time.
    program = [sys.executable, "-B", "-m", "desktop_app", "transcribe", str(SAMPLE)]
    command = ["strace", "-f", "-o", str(log), "-e", f"trace={CALLS}", "env", f"AVIARY_HOME={home}"]
    done = subprocess.run(
        [*command, *program],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=280,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    seen = without_process_numbers(log.read_text(errors="replace", encoding="utf-8"))
    return [line.replace(str(home), "HOME") for line in seen if not FAILED.search(line)]


def test_files_are_written_in_aviarys_own_folders_only(calls: list[str]) -> None:
    touching = [c for c in calls if CHANGES.match(c) or (c.startswith("open") and WRITES.search(c))]
    assert any("HOME/logs/aviary.log" in call for call in touching)
    assert [c for c in touching if '"HOME' not in c and '"/dev/' not in c] == []


def test_no_other_program_is_started(calls: list[str]) -> None:
    programs = [call for call in calls if call.startswith("execve")]
    # The first is env, which becomes Python.
    assert len(programs) == 2, programs
    copies = [c for c in calls if re.match(r"fork|vfork|clone", c) and "CLONE_THREAD" not in c]
    assert copies == []


def test_the_recording_is_only_read(calls: list[str]) -> None:
    opened = [call for call in calls if str(SAMPLE) in call and call.startswith("open")]
    assert opened and all("O_RDONLY" in call for call in opened)
