"""Folders in which models get a folder of their own, or none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.core.model_errors import NotAviarys
from desktop_app.models.layout import StoreLayout
from desktop_app.models.places import SUBFOLDER, place_at_start, place_for
from desktop_app.system import special_places
from desktop_app.system.special_places import is_special


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    made = tmp_path / "people" / "José"
    made.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(made))
    monkeypatch.setenv("USERPROFILE", str(made))
    monkeypatch.setenv("OneDrive", str(tmp_path / "cloud"))
    special_places._known.cache_clear()
    yield made
    special_places._known.cache_clear()


@pytest.mark.parametrize(
    "name",
    [
        *(".", "..", "../..", "Documents", "Desktop", "Downloads", "Pictures", "Music", "Videos"),
        *(
            "Documents/../Downloads",
            "../../cloud",
            "OneDrive",
            "OneDrive - Company GmbH",
            "dropbox",
        ),
        *(
            "Dropbox (Personal)",
            "Google Drive",
            "GoogleDrive",
            "iCloudDrive",
            "Nextcloud",
            "marked",
        ),
        *("link to home", "named by Dropbox", "AppData/Local", ".config"),
    ],
)
def test_no_models_right_there(home: Path, name: str) -> None:
    (home / "link to home").symlink_to(home, target_is_directory=True)
    (home / "marked" / ".stfolder").mkdir(parents=True)
    (home / ".dropbox").mkdir()
    (home / ".dropbox" / "info.json").write_text(
        f'{{"personal": {{"path": "{home / "named by Dropbox"}"}}}}', encoding="utf-8"
    )
    (home / "Documents").mkdir()
    folder = home / name
    assert is_special(folder)
    assert place_for(folder) == folder / SUBFOLDER
    folder.mkdir(exist_ok=True, parents=True)
    StoreLayout(folder / SUBFOLDER).claim()
    assert place_for(folder) == place_at_start(folder) == folder / SUBFOLDER
    assert place_for(folder / SUBFOLDER) == folder / SUBFOLDER


@pytest.mark.parametrize("root", ["/", "/tmp", "/usr", "/home", "/dev/shm"])
def test_nor_in_the_systems_own_folders(root: str) -> None:
    assert is_special(Path(root))


@pytest.mark.parametrize("name", ["models", "Documents/models", "OneDrive/work/models", "My boxes"])
def test_elsewhere_models_may_lie(home: Path, name: str) -> None:
    assert not is_special(home / name)
    assert place_for(home / name) == home / name
    (home / name).mkdir(parents=True)
    assert place_for(home / name) == home / name, "an empty folder"
    (home / name / "letter.txt").touch()
    assert place_for(home / name) == home / name / SUBFOLDER


def test_a_models_file_among_other_things_makes_no_folder_of_models(home: Path) -> None:
    folder = home / "mixed" / "things"
    folder.mkdir(parents=True)
    (folder / "a.nemo").touch()
    assert place_for(folder) == folder
    (folder / "letter.txt").touch()
    assert place_for(folder) == folder / SUBFOLDER
    assert place_at_start(folder) == folder, "it is in use already"


def test_a_name_that_is_taken_is_reported(home: Path) -> None:
    (home / SUBFOLDER).mkdir()
    (home / SUBFOLDER / "letter.txt").touch()
    with pytest.raises(NotAviarys, match="contains other things than models"):
        place_for(home)
    with pytest.raises(NotAviarys, match="is inside a folder that Aviary uses for its own files"):
        place_for(home / ".aviary" / "downloads")
