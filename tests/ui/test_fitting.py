"""The window and every dialog fit any screen, and can be used there."""

import json
import os
import pkgutil
import subprocess
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog

import desktop_app.ui
from tests.conftest import ROOT
from tests.ui.showing_windows import MIRRORED

TASKBAR_PX = 48  # Windows 11's, at 100 %


@dataclass(frozen=True)
class Screen:
    """A screen as its buyer knows it; Qt gets it less the taskbar."""

    width: int
    height: int
    percent: int
    is_mirrored: bool = False


# What has more room than another one is left out: English has less to set than German, and than a
# pseudo translation that is longer by 40 %.
SHOWN = (
    (Screen(1920, 1080, 150), "en"),
    (Screen(1366, 768, 100), "xx"),
    (Screen(1366, 768, 100, is_mirrored=True), "de"),
    (Screen(1024, 600, 100), "en"),
    (Screen(1920, 1080, 200), "en"),
)


def shown_on(screen: Screen, folder: Path, language: str) -> list[dict[str, Any]]:
    """Show every window on a screen."""
    height = screen.height - TASKBAR_PX * screen.percent // 100
    config = folder / "screens.json"
    one = {"name": "one", "x": 0, "y": 0, "width": screen.width, "height": height}
    config.write_text(json.dumps({"screens": [one | {"dpr": 1.0}]}), encoding="utf-8")
    environment = os.environ | {
        "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
        "QT_SCALE_FACTOR": str(screen.percent / 100),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "tests.ui.showing_windows", "--language", language]
    command += [MIRRORED] * screen.is_mirrored
    done = subprocess.run(
        command,
        env=environment,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def dialog_classes() -> set[str]:
    """The name of every dialog that there is."""
    for module in pkgutil.iter_modules(desktop_app.ui.__path__):
        import_module(f"desktop_app.ui.{module.name}")
    found: list[type] = [QDialog]
    for one in found:
        found += one.__subclasses__()
    return {one.__name__ for one in found if one.__module__.startswith("desktop_app.")}


@pytest.mark.parametrize(("screen", "language"), SHOWN, ids=str)
def test_all_of_it_is_on_the_screen(screen: Screen, language: str, tmp_path: Path) -> None:
    shown = shown_on(screen, tmp_path, language)
    for one in shown:
        left, top, width, height = one["window"]
        area_left, area_top, area_width, area_height = one["screen"]
        assert one["scale"] == screen.percent / 100
        assert area_left <= left and left + width <= area_left + area_width, one
        assert area_top <= top and top + height <= area_top + area_height, one
        assert not one["nameless"] and not one["out_of_order"], one
        assert not one["cut_off"] and not one["english"], one
        assert not one["keys_twice"] and not one["out_of_reach"] and not one["scrolls_sideways"], (
            one
        )
    bases = {"FittingDialog", "RewriteDialog"}
    assert dialog_classes() - bases <= {one["class"] for one in shown}


# Two parentless dialogs were shown, and Python's collector takes one of them apart.
ONE_IS_COLLECTED = """
import gc
from PySide6.QtWidgets import QApplication, QPushButton
from desktop_app.ui.widgets.fitting import FittingDialog, screen_area

app = QApplication([])
first = FittingDialog(None, 100)
before = screen_area(first)
second = FittingDialog(None, 100)
screen_area(second)
second.ring = second
del second
gc.collect()
assert screen_area(first) == before
QPushButton().grab()
"""


def test_the_screen_outlives_the_dialogs_that_were_on_it() -> None:
    """In a process of its own: it crashed."""
    command = [sys.executable, "-c", ONE_IS_COLLECTED]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
