"""Where Aviary writes, and what libraries are told."""

import os
import tempfile
from pathlib import Path

import pytest

from desktop_app.system import environment
from desktop_app.system.folders import RESOURCES, Folders


def test_everything_lies_below_a_chosen_home(tmp_path: Path) -> None:
    home = tmp_path / "José 日本"
    folders = Folders.below(home)
    folders.create()
    for name in Folders.__slots__:
        folder = getattr(folders, name)
        assert folder.is_dir() and home in folder.parents


def test_the_users_own_places_are_absolute_and_named() -> None:
    folders = Folders.for_user()
    for name in Folders.__slots__:
        assert getattr(folders, name).is_absolute()
        assert "Aviary" in getattr(folders, name).parts
    assert RESOURCES.is_dir()


def test_libraries_write_into_aviarys_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dict(os.environ)
    monkeypatch.setattr(tempfile, "tempdir", tempfile.tempdir)
    folders = Folders.below(tmp_path)
    folders.create()
    try:
        environment.prepare(folders)
        with tempfile.TemporaryDirectory() as made:
            assert Path(made).parent == folders.temporary
        for name in ("TMPDIR", "TEMP", "TMP", "NUMBA_CACHE_DIR", "HF_HOME", "MPLCONFIGDIR"):
            assert tmp_path in Path(os.environ[name]).parents
    finally:
        os.environ.clear()
        os.environ.update(before)


def test_the_home_variable_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AVIARY_HOME", "  ")
    assert environment.aviary_home() is None
    monkeypatch.setenv("AVIARY_HOME", "here")
    assert environment.aviary_home() == Path.cwd() / "here"
