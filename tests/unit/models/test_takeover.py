"""Folders of models as earlier versions laid them out: no model is lost, all else stays."""

import json
import os
import shutil
from pathlib import Path

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.models.layout import StoreLayout
from desktop_app.models.maintenance import LeftOverKind, clean, left_overs
from desktop_app.models.moving import finish_move
from desktop_app.models.places import SUBFOLDER, place_at_start
from desktop_app.models.store import ModelStore
from desktop_app.system.folders import RESOURCES
from desktop_app.system.store_mark import OWN, is_marked
from tests.nemo_files import model
from tests.unit.storing import add, installed

PARAKEET = "parakeet-tdt-0.6b-v3"
SIDECAR = {"url": "https://hub/x", "sha256": "0" * 64, "bytes": 9000, "revision": "1"}


@pytest.fixture
def former(tmp_path: Path) -> Path:
    """A store of an earlier version, with a model, a download, left-overs and the user's things."""
    store = ModelStore(tmp_path / "models", RESOURCES / "models")
    add(store, model(tmp_path / "mine.nemo"))
    folder = store.folder
    shutil.rmtree(folder / OWN)
    for name in ("downloads", "temporary", ".locks"):
        (folder / name).mkdir()
    (folder / ".locks" / "mine.lock").touch()
    (folder / "kept.nemo").write_bytes(bytes(7000))
    (folder / "downloads" / f"{PARAKEET}.nemo.part").write_bytes(bytes(5000))
    (folder / "downloads" / f"{PARAKEET}.json").write_text(json.dumps(SIDECAR), encoding="utf-8")
    shutil.copytree(folder / "mine", folder / ".mine.damaged-0123ab")
    (folder / ".half.unpacking-0123ab").mkdir()
    (folder / ".half.unpacking-0123ab" / "model_config.yaml").write_text("a: 1", encoding="utf-8")
    return folder


def claimed(folder: Path) -> ModelStore:
    assert place_at_start(folder) == folder
    store = ModelStore(folder, RESOURCES / "models")
    store.layout.claim()
    assert is_marked(folder)
    return store


def test_models_downloads_and_left_overs_are_taken_over(former: Path) -> None:
    store = claimed(former)
    own = next(spec for spec in store.available() if spec.id == "mine")
    store.verify(installed(store, own), CancelToken())
    assert store.layout.archive("kept").is_file()
    assert store.layout.arrived_bytes(PARAKEET) == 5000
    half = ".half.unpacking-0123ab"  # which could be anybody's
    assert {path.name for path in former.iterdir()} == {OWN, "mine", "kept.nemo", half}
    found = left_overs(store.layout)
    assert {one.kind for one in found} == {
        LeftOverKind.PARTIAL_DOWNLOAD,
        LeftOverKind.DAMAGED,
        LeftOverKind.UNKNOWN,
    }
    assert clean(store.layout, found) > 0
    assert [one.path.name for one in left_overs(store.layout)] == [half]


def test_what_only_looks_like_aviarys_stays_where_it_is(former: Path) -> None:
    theirs = {
        "downloads/thesis.docx": b"thesis",
        "downloads/photos/a.jpg": b"photo",
        "downloads/film.nemo.part": b"no note beside it",
        "downloads/other.nemo.part": b"with a note of something else",
        "downloads/other.json": b"{}",
        "temporary/old.txt": b"old",
        ".locks/front-door.lock": b"a key",
        ".photos.deleting-0123ab/a.jpg": b"photo",
        ".photos.unpacking-0123ab/model_config.yaml": b"a: 1",
        ".half.damaged-0123ab/model_config.yaml": b"a: 1",
        ".half.damaged-0123ab/main.py": b"code",
        "project/model_config.yaml": b"a: 1",
        ".moved-from.json": b"[]",
    }
    for name, content in theirs.items():
        path = former / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (0, 0))
    store = claimed(former)
    clean(store.layout, left_overs(store.layout))
    assert {name: (former / name).read_bytes() for name in theirs} == theirs


def test_a_move_that_an_earlier_version_began_is_finished(former: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    new.mkdir()
    names = ["mine", "kept.nemo", f"downloads/{PARAKEET}.nemo.part", f"downloads/{PARAKEET}.json"]
    note = {"from": str(former), "names": names}
    (new / ".moved-from.json").write_text(json.dumps(note), encoding="utf-8")
    layout = StoreLayout(new)
    layout.claim()
    finish_move(layout)
    assert layout.arrived_bytes(PARAKEET) == 5000 and layout.sidecar(PARAKEET).is_file()
    assert layout.archive("kept").is_file() and (layout.folder("mine")).is_dir()
    assert not layout.moved_from.exists()


def test_a_folder_without_models_is_none_of_models(tmp_path: Path) -> None:
    (tmp_path / "downloads").mkdir()
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "model_config.yaml").touch()
    assert place_at_start(tmp_path) == tmp_path / SUBFOLDER
