"""The folder of models: finding, adding, checking and packing, on small files."""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import (
    Cancelled,
    ModelInvalid,
    ModelNotInstalled,
    ModelUnknown,
    StarterMissing,
    WrongTask,
)
from desktop_app.core.model import ModelKind
from desktop_app.core.model_errors import ModelDamaged
from desktop_app.models.catalog import CATALOG, DIARIZERS, RECOGNIZERS, STARTER
from desktop_app.models.inspection import inspect
from desktop_app.models.maintenance import LeftOverKind, clean, left_overs
from desktop_app.models.manifest import MANIFEST_NAME, read_manifest
from desktop_app.models.store import ModelStore
from desktop_app.system.folders import RESOURCES
from tests.nemo_files import config, model, pack, sortformer
from tests.unit.storing import add, installed, visible

PARAKEET = "parakeet-tdt-0.6b-v3"


def test_the_store_knows_the_catalogue(store: ModelStore) -> None:
    assert store.available() == list(CATALOG)
    assert store.is_installed(STARTER)
    parakeet = store.find(PARAKEET)
    assert not store.is_installed(parakeet)
    assert store.preferred() is STARTER
    with pytest.raises(ModelNotInstalled, match="not on this computer"):
        store.unpacked_folder(parakeet, CancelToken())
    with pytest.raises(ModelUnknown, match="no model named “whisper”"):
        store.find("whisper")


def test_an_archive_put_into_the_folder_by_hand_is_a_model(store: ModelStore) -> None:
    parakeet = store.find(PARAKEET)
    store.folder.mkdir()
    model(store.folder / f"{PARAKEET}.nemo", "EncDecRNNTBPEModel")
    assert store.is_installed(parakeet)
    assert store.preferred() is parakeet
    assert store.unpacked_folder(parakeet, CancelToken()) == store.folder / PARAKEET
    assert installed(store, parakeet).kept_archive == store.folder / f"{PARAKEET}.nemo"
    assert left_overs(store.layout) == []


def test_a_starter_that_is_missing_is_reported(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "models", tmp_path / "no resources")
    assert not store.is_installed(STARTER)
    with pytest.raises(StarterMissing, match="missing from the program folder"):
        store.unpacked_folder(STARTER, CancelToken())
    with pytest.raises(ModelNotInstalled):
        store.preferred()


def test_the_starter_is_unpacked_once(store: ModelStore) -> None:
    folder = store.unpacked_folder(STARTER, CancelToken())
    before = (folder / MANIFEST_NAME).stat().st_mtime_ns
    assert store.unpacked_folder(STARTER, CancelToken()) == folder
    assert (folder / MANIFEST_NAME).stat().st_mtime_ns == before
    assert visible(store.folder) == {STARTER.id}


def test_an_imported_model_is_listed_and_its_file_may_go(store: ModelStore, tmp_path: Path) -> None:
    path = model(tmp_path / "Mein Modell é.nemo", "EncDecMultiTaskModel", "prompt_format: canary\n")
    spec = add(store, path)
    path.unlink()
    assert (spec.id, spec.title, spec.path) == ("mein-modell-é", "Mein Modell é", None)
    assert store.available() == [*RECOGNIZERS, spec, *CATALOG[len(RECOGNIZERS) :]]
    assert store.find(spec.id) == spec
    assert spec.kind is ModelKind.CANARY and spec.languages
    assert (store.unpacked_folder(spec, CancelToken()) / "model_weights.ckpt").is_file()


def test_a_path_is_unpacked_once_and_again_when_the_file_changes(
    store: ModelStore, tmp_path: Path
) -> None:
    path = model(tmp_path / "a.nemo")
    first = store.unpacked_folder(store.find(str(path)), CancelToken())
    (first / "marker").touch()
    assert store.unpacked_folder(store.find(str(path)), CancelToken()) == first
    assert (first / "marker").exists()
    model(path, weights=b"other weights")
    again = store.unpacked_folder(store.find(str(path)), CancelToken())
    assert (again / "model_weights.ckpt").read_bytes() == b"other weights"
    assert (again / "marker").exists(), "the user's own"
    assert visible(store.folder) == {"a"}


def test_two_files_of_one_name_are_two_models(store: ModelStore, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        model(tmp_path / name / "model.nemo", weights=name.encode())
    ids = [add(store, tmp_path / name / "model.nemo").id for name in ("one", "two", "one")]
    assert ids == ["model", "model-2", "model"]


def test_a_file_named_as_a_catalogue_model_becomes_that_model(
    store: ModelStore, tmp_path: Path
) -> None:
    spec = add(store, model(tmp_path / f"{PARAKEET}.nemo", "EncDecRNNTBPEModel"))
    assert spec is store.find(PARAKEET)
    assert store.preferred() is spec
    other = add(store, model(tmp_path / "canary-1b.nemo", "EncDecCTCModelBPE"))
    assert other.kind is ModelKind.CTC and other.facts is None


def test_a_pack_carries_a_model_to_another_computer(store: ModelStore, tmp_path: Path) -> None:
    spec = add(store, model(tmp_path / "mine.nemo", weights=os.urandom(5_000_000)))
    packed = tmp_path / "pack.nemo"
    store.export(installed(store, spec), packed, CancelToken())
    other = ModelStore(tmp_path / "other", RESOURCES / "models")
    arrived = installed(other, add(other, packed))
    assert set(arrived.manifest.files) == set(installed(store, spec).manifest.files)
    assert arrived.manifest.source.packed_from == str(tmp_path / "mine.nemo")
    assert [p.name for p in tmp_path.glob("*pack*")] == ["pack.nemo"]


def test_a_pack_cannot_name_a_place_outside_the_store(store: ModelStore, tmp_path: Path) -> None:
    spec = add(store, model(tmp_path / "mine.nemo"))
    manifest = installed(store, spec).manifest
    forged = replace(manifest, spec=replace(spec, id="../../outside"))
    evil = pack(
        tmp_path / "evil.nemo",
        {
            MANIFEST_NAME: forged.to_json(),
            "model_config.yaml": config("EncDecCTCModelBPE"),
            "model_weights.ckpt": b"weights",
        },
    )
    other = ModelStore(tmp_path / "other", RESOURCES / "models")
    assert add(other, evil).id == "outside"
    assert visible(other.folder) == {"outside"}


def test_a_damaged_pack_is_refused(store: ModelStore, tmp_path: Path) -> None:
    spec = add(store, model(tmp_path / "mine.nemo", weights=os.urandom(100_000)))
    packed = tmp_path / "pack.nemo"
    store.export(installed(store, spec), packed, CancelToken())
    data = bytearray(packed.read_bytes())
    data[-30_000] ^= 0xFF  # inside the weights, which come last
    packed.write_bytes(data)
    other = ModelStore(tmp_path / "other", RESOURCES / "models")
    with pytest.raises(ModelInvalid, match="not those that were packed"):
        add(other, packed)
    assert visible(other.folder) == set()


def test_a_pack_that_is_stopped_leaves_nothing(store: ModelStore, tmp_path: Path) -> None:
    spec = add(store, model(tmp_path / "mine.nemo"))
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        store.export(installed(store, spec), tmp_path / "pack.nemo", cancel)
    assert not list(tmp_path.glob("*pack*"))


def test_verifying_finds_one_changed_bit_and_sets_the_model_aside(
    store: ModelStore, tmp_path: Path
) -> None:
    spec = add(store, model(tmp_path / "mine.nemo", weights=os.urandom(100_000)))
    store.verify(installed(store, spec), CancelToken())
    weights = store.folder / "mine" / "model_weights.ckpt"
    data = bytearray(weights.read_bytes())
    data[5000] ^= 1
    weights.write_bytes(data)
    with pytest.raises(
        ModelDamaged, match=r"model_weights\.ckpt has changed since it was installed"
    ):
        store.verify(installed(store, spec), CancelToken())
    assert not store.is_installed(spec)
    assert [left.kind for left in left_overs(store.layout)] == [LeftOverKind.DAMAGED]


def test_a_model_with_files_cut_short_is_never_given_out(store: ModelStore, tmp_path: Path) -> None:
    spec = add(store, model(tmp_path / "mine.nemo"))
    (store.folder / "mine" / "model_weights.ckpt").write_bytes(b"short")
    assert not store.is_installed(spec)
    with pytest.raises(ModelDamaged, match="cut short"):
        store.unpacked_folder(spec, CancelToken())
    assert [left.kind for left in left_overs(store.layout)] == [LeftOverKind.DAMAGED]


@pytest.mark.parametrize("part", [("spec",), ("source",), ("files", 0)])
def test_a_manifest_with_a_field_of_another_type_or_one_too_many_is_none(
    store: ModelStore, tmp_path: Path, part: tuple[str | int, ...]
) -> None:
    add(store, model(tmp_path / "mine.nemo"))
    file = store.folder / "mine" / MANIFEST_NAME
    whole = file.read_bytes()
    place: Any = json.loads(whole)
    for key in part:
        place = place[key]
    for name in (*place, "from_the_future"):
        changed: Any = json.loads(whole)
        inner = changed
        for key in part:
            inner = inner[key]
        inner[name] = {"not": "of this type"}
        file.write_text(json.dumps(changed), encoding="utf-8")
        assert read_manifest(file.parent) is None, name
    file.write_bytes(whole)
    assert read_manifest(file.parent) is not None


@pytest.mark.parametrize(
    "forged",
    ["", "{}", "[]", '{"version": 99}', '{"version": 1, "files": [{"path": "../x"}]}'],
)
def test_a_folder_with_a_forged_manifest_stays(store: ModelStore, forged: str) -> None:
    folder = store.folder / "evil"
    folder.mkdir(parents=True)
    (folder / MANIFEST_NAME).write_text(forged, encoding="utf-8")
    assert read_manifest(folder) is None
    assert store.available() == list(CATALOG)
    (left,) = left_overs(store.layout)
    assert (left.path, left.kind) == (folder, LeftOverKind.UNKNOWN)
    assert clean(store.layout, [left]) == 0 and folder.is_dir()


def test_a_model_that_was_described_by_its_class_is_described_in_words(
    store: ModelStore, tmp_path: Path
) -> None:
    spec = add(store, model(tmp_path / "own.nemo", "EncDecRNNTBPEModel"))
    file = store.layout.folder(spec.id) / MANIFEST_NAME
    written = file.read_text(encoding="utf-8")
    assert spec.summary in written
    file.write_text(
        written.replace(spec.summary, "EncDecRNNTBPEModel from own.nemo"), encoding="utf-8"
    )
    assert store.find(spec.id).summary == spec.summary
    store.rename(spec.id, "Our model")
    assert store.find(spec.id).title == "Our model"
    assert store.find(spec.id).summary == spec.summary
    with pytest.raises(ModelNotInstalled):
        store.rename("nobody", "Nobody")


def test_a_model_is_for_one_task(store: ModelStore, tmp_path: Path) -> None:
    assert store.preferred() is STARTER
    file = sortformer(tmp_path / "who.nemo", speakers=3)
    who = add(store, file)
    assert (who.kind, who.most_speakers, who.timestamps) == (ModelKind.SORTFORMER, 3, ())
    assert store.default_diarizer() == who and store.preferred() is STARTER
    assert store.diarizer("who") == who and store.recognizer(STARTER.id) is STARTER
    for name in ("who", str(file), DIARIZERS[0].id):
        with pytest.raises(WrongTask, match="finds speakers and cannot write"):
            store.recognizer(name)
    with pytest.raises(WrongTask, match="cannot find speakers"):
        store.diarizer(STARTER.id)


@pytest.mark.parametrize("speakers", [0, -2, "many", "null", "[4]"])
def test_a_sortformer_for_nobody_is_refused(tmp_path: Path, speakers: object) -> None:
    with pytest.raises(ModelInvalid, match="describes no Sortformer"):
        inspect(sortformer(tmp_path / "who.nemo", speakers))


def test_a_diarizer_under_a_recognisers_name_is_refused(store: ModelStore) -> None:
    store.folder.mkdir()
    sortformer(store.folder / f"{PARAKEET}.nemo")
    with pytest.raises(ModelInvalid, match="another kind of model than it should be"):
        store.unpacked_folder(store.find(PARAKEET), CancelToken())
    assert visible(store.folder) == {f"{PARAKEET}.nemo"}
