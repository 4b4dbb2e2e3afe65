"""Remove, tidy and move the content of the models folder."""

import json
import os
import shutil
import time
from pathlib import Path

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import QUANTIZED_FILE
from desktop_app.core.model_errors import ModelBusy, StoreNotWritable
from desktop_app.models.layout import Scratch, StoreLayout
from desktop_app.models.maintenance import LeftOverKind, clean, left_overs, remove
from desktop_app.models.moving import move
from desktop_app.models.store import ModelStore
from desktop_app.system.folders import TEMPORARY
from tests.nemo_files import model
from tests.unit.storing import add, installed, visible

PARAKEET = "parakeet-tdt-0.6b-v3"
NOTE = {"url": "https://hub/x", "sha256": "0" * 64, "bytes": 9000, "revision": "1"}


def test_removing_says_what_it_freed(store: ModelStore, tmp_path: Path) -> None:
    spec = add(store, model(tmp_path / "mine.nemo", weights=bytes(100_000)))
    shutil.copy(tmp_path / "mine.nemo", store.layout.archive("mine"))
    assert remove(store.layout, "mine") > 200_000
    assert not store.is_installed(spec)
    assert visible(store.folder) == set()
    assert remove(store.layout, "mine") == 0


def test_what_another_program_works_on_is_left_alone(store: ModelStore, tmp_path: Path) -> None:
    add(store, model(tmp_path / "mine.nemo"))
    other = StoreLayout(store.folder)
    other.scratch("mine", Scratch.UNPACKING).mkdir()
    with other.locked("mine"):
        assert left_overs(store.layout) == []
        with pytest.raises(ModelBusy, match="Another Aviary"):
            remove(store.layout, "mine")
    assert len(left_overs(store.layout)) == 1


def test_no_left_over_is_invisible(store: ModelStore, tmp_path: Path) -> None:
    add(store, model(tmp_path / "mine.nemo"))
    layout = store.layout
    layout.claim()
    layout.partial(PARAKEET).write_bytes(bytes(5000))
    for path in (layout.sidecar(PARAKEET), layout.downloads / "stray.json"):
        path.write_text(json.dumps(NOTE), encoding="utf-8")
    for kind in Scratch:
        layout.scratch("mine", kind).mkdir()
    (store.folder / "notes.txt").write_bytes(bytes(20))
    (store.folder / "half" / "deep").mkdir(parents=True)
    for name, age_s in (("young", 0), ("old", 2 * 24 * 3600)):
        path = store.folder / TEMPORARY / name
        path.write_bytes(bytes(30))
        os.utime(path, (time.time() - age_s,) * 2)
    found = left_overs(layout)
    assert sorted(left.kind for left in found) == sorted(
        [
            LeftOverKind.PARTIAL_DOWNLOAD,
            LeftOverKind.HALF_UNPACKED,
            LeftOverKind.DAMAGED,
            LeftOverKind.HALF_DELETED,
            LeftOverKind.REPLACED,
            *[LeftOverKind.TEMPORARY] * 2,
            *[LeftOverKind.UNKNOWN] * 2,
        ]
    )
    assert found[0].bytes == 5000
    foreign = [left for left in found if left.kind is LeftOverKind.UNKNOWN]
    ours = [left for left in found if left.kind is not LeftOverKind.UNKNOWN]
    assert clean(layout, found) == sum(left.bytes for left in ours)
    assert left_overs(layout) == foreign
    assert visible(store.folder) == {"mine", "notes.txt", "half"}
    assert not layout.sidecar(PARAKEET).exists()


@pytest.mark.skipif(os.name == "nt", reason="rights of folders are otherwise on Windows")
def test_a_folder_that_cannot_be_written_is_reported(store: ModelStore, tmp_path: Path) -> None:
    store.folder.write_bytes(b"a file where the folder should be")
    with pytest.raises(StoreNotWritable, match="cannot write into its models folder"):
        add(store, model(tmp_path / "mine.nemo"))


def test_what_the_engine_keeps_counts_and_goes_with_the_model(
    store: ModelStore, tmp_path: Path
) -> None:
    spec = add(store, model(tmp_path / "mine.nemo"))
    before = installed(store, spec)
    kept = before.folder / QUANTIZED_FILE
    size = before.bytes
    kept.write_bytes(b"12345")
    assert installed(store, spec).bytes == size + 5
    assert left_overs(store.layout) == []

    target = StoreLayout(tmp_path / "elsewhere")
    move(store.layout, target, lambda: None, CancelToken())
    store.use_folder(target.root)
    assert (installed(store, spec).folder / QUANTIZED_FILE).read_bytes() == b"12345"

    store.verify(installed(store, spec), CancelToken())
    assert installed(store, spec).bytes == size

    (installed(store, spec).folder / QUANTIZED_FILE).write_bytes(b"12345")
    remove(store.layout, spec.id)
    assert store.installed(spec) is None
    assert left_overs(store.layout) == []
