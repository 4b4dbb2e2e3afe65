"""Starts with a problem: each shows a window or says why not."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.e2e.desktop import Desktop, running, wait_until

pytestmark = [pytest.mark.e2e]

AVIARY = [sys.executable, "-m", "desktop_app"]
WINDOW = "^Aviary$"
PATIENCE_S = 60


def written(home: Path, name: str, content: str) -> Path:
    path = home / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def log(home: Path) -> str:
    path = home / "logs" / "aviary.log"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def test_damaged_settings_are_set_aside_and_reported(screen: Desktop, home: Path) -> None:
    written(home, "config/settings.json", "{not json")
    with running(AVIARY, screen.environment):
        screen.window(WINDOW)
    assert "The settings could not be read" in log(home)
    assert (home / "config" / "settings.bak").read_text(encoding="utf-8") == "{not json"


def test_a_models_folder_that_is_gone_costs_no_start(screen: Desktop, home: Path) -> None:
    file = written(home, "a file", "")
    written(home, "config/settings.json", f'{{"models_folder": "{file / "models"}"}}')
    with running(AVIARY, screen.environment):
        screen.window(WINDOW)
    assert "The models folder" in log(home)


def test_a_data_folder_that_cannot_be_written_is_asked_about(
    screen: Desktop, home: Path, tmp_path: Path
) -> None:
    file = written(home, "a file", "")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    broken = screen.environment | {"AVIARY_HOME": str(file), "TMPDIR": str(temporary)}
    with running(AVIARY, broken) as process:
        screen.window("^Aviary cannot save its data")
        screen.press("Escape")
        assert process.wait(PATIENCE_S) == 1
    with running(AVIARY, broken):
        screen.window("^Aviary cannot save its data")
        screen.press("alt+t")
        screen.window(WINDOW)
    assert [path.name for path in temporary.glob("aviary-*/config")] == ["config"]


def test_safe_mode_saves_nothing_and_loads_nothing(screen: Desktop, home: Path) -> None:
    settings = written(home, "config/settings.json", '{"text_size_percent": 150}')
    with running([*AVIARY, "--safe-mode"], screen.environment) as process:
        screen.window(WINDOW)
        quit_command = [*AVIARY, "--quit", "--wait", "30"]
        subprocess.run(quit_command, env=screen.environment, cwd=ROOT, check=True, timeout=60)
        assert process.wait(PATIENCE_S) == 0
    assert settings.read_text(encoding="utf-8") == '{"text_size_percent": 150}'
    assert "safe mode" in log(home) and "torch" not in log(home)


def test_shift_is_safe_mode(screen: Desktop, home: Path) -> None:
    # The window manager releases all keys when it starts.
    wait_until(lambda: screen.do("get_num_desktops"), PATIENCE_S, "the window manager")
    screen.do("keydown", "Shift_L")
    try:
        with running(AVIARY, screen.environment):
            screen.window(WINDOW)
            wait_until(lambda: "safe mode" in log(home), PATIENCE_S, "safe mode")
    finally:
        screen.do("keyup", "Shift_L")


def test_safe_mode_is_offered_after_two_starts_without_a_window(
    screen: Desktop, home: Path
) -> None:
    marker = written(home, "cache/starting", "2")
    with running(AVIARY, screen.environment):
        screen.window("^Start in safe mode")
        screen.press("Return")
        screen.window(WINDOW)
        wait_until(lambda: "safe mode" in log(home), PATIENCE_S, "safe mode")
        wait_until(lambda: not marker.exists(), PATIENCE_S, "the end of the count")


def test_a_missing_part_of_the_program_is_named(tmp_path: Path) -> None:
    copy = tmp_path / "program"
    # Not what others are compiling at this moment: such files go again.
    compiled = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "desktop_app", copy / "desktop_app", ignore=compiled)
    (copy / "desktop_app" / "ui" / "theme.py").unlink()
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment |= {"AVIARY_HOME": str(tmp_path / "home"), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        AVIARY,
        cwd=copy,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert "“desktop_app.ui.theme”) is missing or damaged" in done.stderr
    assert "run Aviary's installer again" in done.stderr


def test_the_doctor_saves_what_helps_to_find_a_fault(tmp_path: Path) -> None:
    environment = os.environ | {"AVIARY_HOME": str(tmp_path / "home")}
    command = [*AVIARY, "doctor", "--quick", "--save", str(tmp_path / "é 日本.zip")]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert "Saved as" in done.stderr, done.stderr
    with zipfile.ZipFile(tmp_path / "é 日本.zip") as archive:
        assert archive.read("checkup.txt").decode() != ""
        assert "logs/aviary.log" in archive.namelist()
