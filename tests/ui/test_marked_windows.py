"""Every text of a real window, its menus and its dialogs is marked, so a translation reaches it."""

import json
import os
import re
import subprocess
import sys

from desktop_app import APP_NAME
from desktop_app.models.catalog import CATALOG
from desktop_app.system.antivirus.products import PRODUCTS
from tests.conftest import ROOT

# Sizes, addresses, paths and commands are the same in every language; languages' names, keys and
# what an empty field for a key says are Qt's.
SAME_EVERYWHERE = re.compile(
    r"[\d.]+ (GB|MB|kB)|.*(://|[\\/]|[.]part$).*|([A-Z][a-z]+(, )?)+|(Shift\+)?F\d+", re.DOTALL
)
NAMES = {
    APP_NAME,
    "JSON",
    "Press shortcut",
    *(spec.title for spec in CATALOG),
    *(one.name for one in PRODUCTS),
}
OF_A_LICENCE = re.compile(r"[\w-]+ [\d.]+")


def test_every_text_of_a_window_is_marked() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.marked_windows"],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    unmarked = {
        text
        for text in json.loads(done.stdout.splitlines()[-1])
        if not SAME_EVERYWHERE.fullmatch(text) and not OF_A_LICENCE.fullmatch(text)
    }
    assert unmarked <= NAMES
