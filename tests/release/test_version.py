"""Aviary's version is written down once."""

import importlib.metadata
import re
import subprocess
from pathlib import Path

from desktop_app import __version__

ROOT = Path(__file__).resolve().parents[2]
HOME = "desktop_app/__init__.py"
CHANGELOG = "CHANGELOG.md"  # its heading names the version that it tells of
LOCKS = ("packaging/requirements.lock", "packaging/wine/requirements.lock")  # of others


def tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    ).stdout
    return [name for name in listed.split("\0") if name]


def test_nothing_else_states_it() -> None:
    stated = re.compile(rf"(?<![\d.=]){re.escape(__version__)}(?![\d.])")
    found = []
    for name in tracked():
        path = ROOT / name
        if name in LOCKS or not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # no text
        if stated.search(text):
            found.append(name)
    assert sorted(found) == [CHANGELOG, HOME]


def test_the_changelog_begins_with_it() -> None:
    headings = re.findall(
        r"^## (\S+)", (ROOT / CHANGELOG).read_text(encoding="utf-8"), re.MULTILINE
    )
    assert headings[0] == __version__


def test_the_distribution_has_it() -> None:
    assert importlib.metadata.version("aviary-transcriber") == __version__
