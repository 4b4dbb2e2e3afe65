"""The installer is made from a tree's own files; `test-windows --installer` shows what it does."""

import re
from pathlib import Path

import pytest

from tools.build import installer, nsis
from tools.build.installer import make_installer
from tools.build.targets import ROOT


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    made = tmp_path / "Aviary"
    inner = made / "_internal" / "sub é 日本" / "empty above"
    inner.mkdir(parents=True)
    (made / "Aviary.exe").write_bytes(b"MZ")
    (inner / "costs $5.txt").write_text("x", encoding="utf-8")
    return made


def test_what_is_installed_is_what_is_removed(tree: Path) -> None:
    installed = list(installer._install_lines(tree))
    removed = list(installer._remove_lines(tree))
    written = [line for line in installed if line.startswith(("SetOutPath", "Push", "Call"))]
    assert written == [
        'SetOutPath "$INSTDIR"',
        'Push "_internal\\sub é 日本\\empty above"',
        "Call CheckPlace",
        'SetOutPath "$INSTDIR\\_internal\\sub é 日本\\empty above"',
    ]
    assert [line for line in removed if line.strip().startswith(("Delete", "RMDir"))] == [
        'Delete "$INSTDIR\\Aviary.exe"',
        '  Delete "$INSTDIR\\_internal\\sub é 日本\\empty above\\costs $$5.txt"',
        '  RMDir "$INSTDIR\\_internal\\sub é 日本\\empty above"',
        '  RMDir "$INSTDIR\\_internal\\sub é 日本"',
        '  RMDir "$INSTDIR\\_internal"',
    ]


def test_what_lies_behind_a_link_is_not_removed(tree: Path) -> None:
    """All but the program's own folder is asked for before anything in it is deleted."""
    checked = ""
    for line in installer._remove_lines(tree):
        if line.startswith("Push"):
            checked = "$INSTDIR\\" + line.split('"')[1]
        if line.startswith("  "):
            named = line.split('"')[1]
            assert checked in (named, named.rpartition("\\")[0])


def test_the_scripts_delete_nothing_that_they_do_not_name() -> None:
    """A whole folder goes only by `un.DeleteTree`, which follows no junction."""
    for script in (ROOT / "packaging").glob("*.ns[ih]"):
        text = script.read_text(encoding="utf-8")
        assert not re.search(r"RMDir\s+/r", text, re.IGNORECASE), script.name
        # Nothing is run from a temporary folder: with an administrator's rights, others write it.
        assert not re.search(r"Exec\w*\s.*(PLUGINSDIR|TEMP)", text), script.name


@pytest.mark.skipif(nsis.present() is None, reason="makensis is not installed")
def test_it_is_made(tree: Path, tmp_path: Path) -> None:
    target = tmp_path / "dist é" / "Aviary-setup.exe"
    made = make_installer(tree, target, compressor=installer.FAST, nsis=nsis.present())
    assert made == target
    assert target.read_bytes()[:2] == b"MZ"


def test_other_systems_get_none(tree: Path, tmp_path: Path) -> None:
    assert installer.step(tree, tmp_path, "linux") is None
