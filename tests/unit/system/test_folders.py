"""Where Aviary and its libraries write."""

import os
import tempfile
from pathlib import Path

import pytest

from desktop_app.system import environment
from desktop_app.system.folders import RESOURCES, Folders
from tests.conftest import SET_BY_THE_START


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


def test_libraries_write_into_aviarys_folders(tmp_path: Path) -> None:
    folders = Folders.below(tmp_path)
    folders.create()
    before = dict(os.environ)
    environment.prepare(folders)
    with tempfile.TemporaryDirectory() as made:
        assert Path(made).parent == folders.temporary
    paths = {name for name, value in os.environ.items() if str(tmp_path) in value}
    assert paths == set(SET_BY_THE_START), "what the tests put back"
    offline = {f"{library}_OFFLINE" for library in ("HF_HUB", "HF_DATASETS", "TRANSFORMERS")}
    assert offline | {"HF_HUB_DISABLE_TELEMETRY", "TOKENIZERS_PARALLELISM"} >= (
        {name for name in os.environ if os.environ[name] != before.get(name)} - paths
    )


def test_what_a_test_set_is_put_back(tmp_path: Path) -> None:
    """The test before this one pointed the process at a folder of its own."""
    assert tmp_path.parent not in Path(tempfile.gettempdir()).parents
    assert Path(os.environ.get("TMPDIR", tempfile.gettempdir())) == Path(tempfile.gettempdir())


def test_the_home_variable_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AVIARY_HOME", "  ")
    assert environment.aviary_home() is None
    monkeypatch.setenv("AVIARY_HOME", "here")
    assert environment.aviary_home() == Path.cwd() / "here"
