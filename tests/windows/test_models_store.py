"""The folder of models on Windows, where files in use stay where they are."""

import os
import time
from pathlib import Path

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled
from desktop_app.core.model import ModelSpec
from desktop_app.core.model_errors import ModelBusy, ModelDamaged
from desktop_app.core.model_progress import ModelProgress, Phase
from desktop_app.models.catalog import CATALOG, STARTER
from desktop_app.models.inspection import inspect
from desktop_app.models.layout import StoreLayout
from desktop_app.models.maintenance import LeftOverKind, clean, left_overs, remove
from desktop_app.models.moving import move
from desktop_app.models.store import Installed, ModelStore
from desktop_app.system.folders import RESOURCES
from desktop_app.system.store_mark import OWN
from tests.nemo_files import model
from tests.windows.conftest import Hold, is_wine, release_after

WEIGHTS = "model_weights.ckpt"


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "Modelle é 日本", RESOURCES / "models")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return model(tmp_path / "Mein Modell é.nemo", weights=os.urandom(300_000))


def add(store: ModelStore, archive: Path) -> ModelSpec:
    return store.add(inspect(archive), CancelToken())


def installed(store: ModelStore, spec: ModelSpec) -> Installed:
    found = store.installed(spec)
    assert found is not None
    return found


def visible(store: ModelStore) -> list[str]:
    return sorted(path.name for path in store.folder.iterdir() if path.name != OWN)


def test_a_model_is_installed_verified_and_removed(store: ModelStore, archive: Path) -> None:
    spec = add(store, archive)
    assert spec.id == "mein-modell-é"
    assert [known for known in store.available() if known not in CATALOG] == [spec]
    store.verify(installed(store, spec), CancelToken())
    assert remove(store.layout, spec.id) > 300_000
    assert visible(store) == []


def test_the_starter_model_is_unpacked_once(store: ModelStore) -> None:
    folder = store.unpacked_folder(STARTER, CancelToken())
    assert store.unpacked_folder(STARTER, CancelToken()) == folder
    store.verify(installed(store, STARTER), CancelToken())


def test_a_pack_is_written_and_read(store: ModelStore, archive: Path, tmp_path: Path) -> None:
    spec = add(store, archive)
    packed = tmp_path / "Paket 日本.nemo"
    store.export(installed(store, spec), packed, CancelToken())
    other = ModelStore(tmp_path / "other", RESOURCES / "models")
    arrived = installed(other, add(other, packed))
    assert set(arrived.manifest.files) == set(installed(store, spec).manifest.files)


def test_a_damaged_model_is_set_aside_and_cleaned(store: ModelStore, archive: Path) -> None:
    spec = add(store, archive)
    found = installed(store, spec)
    (found.folder / WEIGHTS).write_bytes(bytes(300_000))
    with pytest.raises(ModelDamaged, match="changed since it was installed"):
        store.verify(found, CancelToken())
    doomed = left_overs(store.layout)
    assert [left_over.kind for left_over in doomed] == [LeftOverKind.DAMAGED]
    assert clean(store.layout, doomed) > 300_000
    assert visible(store) == []


def test_a_model_in_a_deep_folder(tmp_path: Path, archive: Path) -> None:
    deep = tmp_path.joinpath(*["ein langer Name é" * 3] * 6)
    store = ModelStore(deep, RESOURCES / "models")
    spec = add(store, archive)
    store.verify(installed(store, spec), CancelToken())
    remove(store.layout, spec.id)
    assert visible(store) == []


@pytest.mark.parametrize("state", ["python_mmap", "share_nothing"])
def test_a_model_in_use_is_not_removed(
    store: ModelStore, archive: Path, hold: Hold, state: str
) -> None:
    spec = add(store, archive)
    weights = store.layout.folder(spec.id) / WEIGHTS
    with hold(state, weights), pytest.raises(ModelBusy, match="in use by another program"):
        remove(store.layout, spec.id)
    if is_wine():
        # Windows refuses to rename a folder while a file in it is open (5), so the model stays as
        # it is. Wine renames it: what could not be deleted is a left-over, and goes later.
        assert [left.kind for left in left_overs(store.layout)] == [LeftOverKind.HALF_DELETED]
        clean(store.layout, left_overs(store.layout))
    else:
        store.verify(installed(store, spec), CancelToken())
        remove(store.layout, spec.id)
    assert visible(store) == []


def test_removing_waits_until_the_model_is_free(
    store: ModelStore, archive: Path, hold: Hold
) -> None:
    spec = add(store, archive)
    with hold("python_mmap", store.layout.folder(spec.id) / WEIGHTS) as holder:
        release_after(2, holder)
        assert remove(store.layout, spec.id) > 300_000
    assert visible(store) == []


def test_removing_waits_for_an_indexer(store: ModelStore, archive: Path, hold: Hold) -> None:
    # A file that is deleted while somebody has it open, sharing its deletion, keeps its name until
    # it is closed: on FAT, on network drives, on Windows before 10 1709, and under Wine.
    spec = add(store, archive)
    with hold("share_all", store.layout.folder(spec.id) / WEIGHTS) as holder:
        release_after(2, holder)
        assert remove(store.layout, spec.id) > 300_000
    assert visible(store) == []


def test_an_archive_in_use_is_waited_for(store: ModelStore, archive: Path, hold: Hold) -> None:
    with hold("share_nothing", archive) as holder:
        release_after(2, holder)
        assert store.is_installed(add(store, archive))


def test_moving_waits_for_a_reader(
    store: ModelStore, archive: Path, hold: Hold, tmp_path: Path
) -> None:
    # On Windows; Wine renames the folder at once.
    spec = add(store, archive)
    new = StoreLayout(tmp_path / "neu 日本")
    with hold("python_open", store.layout.folder(spec.id) / WEIGHTS) as holder:
        release_after(2, holder)
        move(store.layout, new, lambda: None, CancelToken())
    store.use_folder(new.root)
    store.verify(installed(store, spec), CancelToken())


def test_the_lock_is_seen_by_another_program(store: ModelStore, archive: Path, hold: Hold) -> None:
    spec = add(store, archive)
    with hold("model_lock", store.layout.folder(spec.id)):
        assert store.layout.is_locked(spec.id)
        with pytest.raises(ModelBusy, match="Another Aviary"):
            remove(store.layout, spec.id)
    assert not store.layout.is_locked(spec.id)
    remove(store.layout, spec.id)


def test_adding_waits_for_the_lock_and_can_be_stopped(
    store: ModelStore, archive: Path, hold: Hold
) -> None:
    cancel = CancelToken()
    phases: set[Phase] = set()

    def report(progress: ModelProgress) -> None:
        phases.add(progress.phase)
        cancel.cancel()

    folder = store.layout.folder("mein-modell-é")
    with hold("model_lock", folder), pytest.raises(Cancelled):
        store.add(inspect(archive), cancel, report)
    assert phases == {Phase.WAITING}


def test_adding_goes_on_when_the_lock_is_free(store: ModelStore, archive: Path, hold: Hold) -> None:
    with hold("model_lock", store.layout.folder("mein-modell-é")) as holder:
        begin_s = time.monotonic()
        release_after(1, holder)
        assert store.is_installed(add(store, archive))
        assert time.monotonic() - begin_s >= 1


def test_a_killed_program_leaves_no_lock(store: ModelStore, hold: Hold) -> None:
    with hold("model_lock", store.layout.folder("anything")) as holder:
        holder.kill()
        holder.wait(60)
        assert not store.layout.is_locked("anything")
