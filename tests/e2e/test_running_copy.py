"""A second start finds the first: it hands its files over, or asks it to leave."""

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.e2e.desktop import Desktop, running, wait_until

pytestmark = [pytest.mark.e2e]

AVIARY = [sys.executable, "-m", "desktop_app"]
PATIENCE_S = 60


def started_again(screen: Desktop, *words: str | Path) -> int:
    command = [*AVIARY, *map(str, words)]
    done = subprocess.run(
        command, env=screen.environment, cwd=ROOT, timeout=PATIENCE_S, check=False
    )
    return done.returncode


def test_a_second_start_gives_its_files_to_the_window_that_is_there(
    screen: Desktop, tmp_path: Path
) -> None:
    missing = tmp_path / "Aufnahme é 日本.wav"
    with running(AVIARY, screen.environment) as first:
        screen.window("^Aviary$")
        assert started_again(screen, missing) == 0
        log = tmp_path / "home" / "logs" / "aviary.log"
        wait_until(
            lambda: missing.name in log.read_text(encoding="utf-8"), PATIENCE_S, "the file's row"
        )
        assert first.poll() is None


def test_a_window_with_nothing_to_do_leaves_when_asked(screen: Desktop) -> None:
    with running(AVIARY, screen.environment) as first:
        screen.window("^Aviary$")
        assert started_again(screen, "--quit", "--wait", "30") == 0
        assert first.wait(PATIENCE_S) == 0


def test_nobody_to_ask_is_fine(screen: Desktop) -> None:
    assert started_again(screen, "--quit") == 0


def test_another_data_folder_is_another_copy(screen: Desktop, tmp_path: Path) -> None:
    elsewhere = Desktop({**screen.environment, "AVIARY_HOME": str(tmp_path / "other")})
    with running(AVIARY, screen.environment) as first:
        screen.window("^Aviary$")
        assert started_again(elsewhere, "--quit") == 0
        assert first.poll() is None


def test_starts_at_the_same_moment_end_in_one_window(screen: Desktop, tmp_path: Path) -> None:
    # Explorer starts the program once for each file that is chosen.
    files = [tmp_path / f"{number}.wav" for number in range(4)]
    with ExitStack() as stack:
        programs = [
            stack.enter_context(running([*AVIARY, str(file)], screen.environment)) for file in files
        ]
        wait_until(
            lambda: sum(program.poll() is None for program in programs) == 1,
            PATIENCE_S,
            "one that stays",
        )
        window = screen.window("^Aviary$")
        log = tmp_path / "home" / "logs" / "aviary.log"
        wait_until(
            lambda: log.read_text(encoding="utf-8").count("handed over") == len(files) - 1,
            PATIENCE_S,
            "the files of the others",
        )
        assert screen.do("search", "--onlyvisible", "--name", "^Aviary$") == window
