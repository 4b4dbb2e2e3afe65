"""Moving the folder of models: all of it or nothing, and no model is lost on the way."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled, DiskFull, NotWritable
from desktop_app.core.model import ModelSpec
from desktop_app.core.model_errors import ModelBusy, NotAviarys, StoreNotWritable
from desktop_app.core.model_progress import ModelProgress, Phase
from desktop_app.models import moving
from desktop_app.models.layout import MOVED_FROM, StoreLayout
from desktop_app.models.maintenance import LeftOverKind, left_overs, sha256_of
from desktop_app.models.manifest import MANIFEST_NAME
from desktop_app.models.moving import finish_move, move
from desktop_app.models.store import ModelStore
from desktop_app.system.folders import RESOURCES
from tests.nemo_files import model
from tests.unit.storing import add, installed, visible

PARAKEET = "parakeet-tdt-0.6b-v3"
WEIGHTS = "model_weights.ckpt"
FIRST, SECOND = os.urandom(300_000), os.urandom(300_000)


@pytest.fixture(params=["same drive", "other drive"])
def new(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ModelStore]:
    """A store that is not there yet."""
    if request.param == "same drive":
        yield ModelStore(tmp_path / "new", RESOURCES / "models")
        return
    shared = Path("/dev/shm")
    if not shared.is_dir() or shared.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("needs a second drive")
    folder = shared / f"aviary-test-{os.getpid()}"
    yield ModelStore(folder, RESOURCES / "models")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def spec(store: ModelStore, tmp_path: Path) -> ModelSpec:
    """A model in the old store, with a kept archive and a download that was interrupted."""
    made = add(store, model(tmp_path / "mine.nemo", weights=FIRST))
    store.layout.archive("kept").write_bytes(bytes(7000))
    store.layout.claim()
    store.layout.partial(PARAKEET).write_bytes(bytes(5000))
    store.layout.sidecar(PARAKEET).write_text("{}", encoding="utf-8")
    return made


def move_it(store: ModelStore, new: ModelStore, cancel: CancelToken | None = None) -> None:
    move(store.layout, new.layout, lambda: None, cancel or CancelToken())


def assert_whole(store: ModelStore, spec: ModelSpec) -> None:
    """Assert that all files of `spec` are in this store."""
    store.verify(installed(store, spec), CancelToken())
    assert store.layout.archive("kept").stat().st_size == 7000
    assert store.layout.partial(PARAKEET).stat().st_size == 5000
    assert store.layout.sidecar(PARAKEET).read_text(encoding="utf-8") == "{}"
    assert not (store.folder / MOVED_FROM).exists()


def assert_empty(store: ModelStore) -> None:
    assert visible(store.folder) == set()
    assert not store.layout.downloads.exists() or not any(store.layout.downloads.iterdir())


def test_moving_takes_models_archives_and_downloads_along(
    store: ModelStore, spec: ModelSpec, new: ModelStore
) -> None:
    fractions: list[float] = []
    move(
        store.layout,
        new.layout,
        lambda: None,
        CancelToken(),
        lambda progress: fractions.append(progress.fraction or 0),
    )
    assert_whole(new, spec)
    assert fractions[-1] == 1
    assert_empty(store)


def damaged(copy: Path) -> None:
    with (copy / WEIGHTS).open("r+b") as file:
        file.seek(200_000)
        file.write(b"damaged")


def cut(copy: Path) -> None:
    os.truncate(copy / WEIGHTS, 1000)


@pytest.mark.parametrize("harm", [damaged, cut])
def test_a_damaged_copy_in_the_new_folder_costs_nothing(
    store: ModelStore, spec: ModelSpec, new: ModelStore, harm: Callable[[Path], None]
) -> None:
    new.folder.mkdir()
    shutil.copytree(store.layout.folder(spec.id), new.layout.folder(spec.id))
    harm(new.layout.folder(spec.id))
    move_it(store, new)
    assert_whole(new, spec)
    assert [one.kind for one in left_overs(new.layout) if one.model_id == spec.id] == [
        LeftOverKind.REPLACED
    ]


def test_what_is_no_model_in_the_new_folder_stops_the_move_and_stays(
    store: ModelStore, spec: ModelSpec, new: ModelStore
) -> None:
    new.folder.mkdir()
    shutil.copytree(store.layout.folder(spec.id), new.layout.folder(spec.id))
    (new.layout.folder(spec.id) / MANIFEST_NAME).unlink()
    before = visible(new.layout.folder(spec.id))
    with pytest.raises(NotAviarys, match="Aviary did not create"):
        move_it(store, new)
    assert_whole(store, spec)
    assert visible(new.layout.folder(spec.id)) == before


def test_another_model_of_the_same_name_is_set_aside_and_not_lost(
    store: ModelStore, spec: ModelSpec, new: ModelStore, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    add(new, model(tmp_path / "other" / "mine.nemo", weights=SECOND))
    move_it(store, new)
    assert_whole(new, spec)
    (aside,) = (one for one in left_overs(new.layout) if one.kind is LeftOverKind.REPLACED)
    assert (aside.path / WEIGHTS).read_bytes() == SECOND


def test_archives_and_downloads_that_differ_are_set_aside(
    store: ModelStore, spec: ModelSpec, new: ModelStore
) -> None:
    new.layout.claim()
    new.layout.partial(PARAKEET).write_bytes(bytes(10))
    new.layout.archive("kept").write_bytes(bytes(6999) + b"!")
    move_it(store, new)
    assert_whole(new, spec)
    assert sorted(
        one.bytes for one in left_overs(new.layout) if one.kind is LeftOverKind.REPLACED
    ) == [10, 7000]


def test_what_is_there_already_and_the_same_is_not_kept_twice(
    store: ModelStore, spec: ModelSpec, new: ModelStore
) -> None:
    shutil.copytree(store.folder, new.folder)
    cut(store.layout.folder(spec.id))  # as by a deletion that was interrupted
    move_it(store, new)
    assert_whole(new, spec)
    assert_empty(store)


def test_a_drive_that_gives_back_something_else_gets_no_model(
    store: ModelStore, spec: ModelSpec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving._Mover, "_is_same_drive", lambda _mover: False)
    real = sha256_of
    monkeypatch.setattr(moving, "sha256_of", lambda *arguments: real(*arguments)[::-1])
    new = ModelStore(tmp_path / "new", RESOURCES / "models")
    with pytest.raises(StoreNotWritable, match="the drive may be damaged"):
        move_it(store, new)
    monkeypatch.undo()
    assert_whole(store, spec)
    assert_empty(new)


def test_a_move_that_is_stopped_leaves_all_where_it_was(
    store: ModelStore, spec: ModelSpec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At every moment at which it can be stopped."""
    monkeypatch.setattr(moving._Mover, "_is_same_drive", lambda _mover: False)
    new = ModelStore(tmp_path / "new", RESOURCES / "models")
    for moment in range(1, 100):
        cancel, told = CancelToken(), 0

        def report(
            _progress: ModelProgress, moment: int = moment, stop: CancelToken = cancel
        ) -> None:
            nonlocal told
            told += 1
            if told == moment:
                stop.cancel()

        try:
            move(store.layout, new.layout, lambda: None, cancel, report)
        except Cancelled:
            assert_whole(store, spec)
            assert_empty(new)
        else:
            break
    assert moment > 5
    assert_whole(new, spec)


def test_settings_that_cannot_be_kept_leave_all_where_it_was(
    store: ModelStore, spec: ModelSpec, new: ModelStore
) -> None:
    def refuse() -> None:
        raise NotWritable("no")

    with pytest.raises(NotWritable):
        move(store.layout, new.layout, refuse, CancelToken())
    assert_whole(store, spec)
    assert_empty(new)


def test_a_drive_without_room_leaves_all_where_it_was(
    store: ModelStore, spec: ModelSpec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving._Mover, "_is_same_drive", lambda _mover: False)
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(
        "desktop_app.models.moving.shutil.disk_usage", lambda _path: usage._replace(free=300_000)
    )
    new = ModelStore(tmp_path / "new", RESOURCES / "models")
    with pytest.raises(DiskFull, match="GB are free on the new drive"):
        move_it(store, new)
    assert_whole(store, spec)
    assert_empty(new)


def test_a_file_in_use_comes_along_at_the_next_start(
    store: ModelStore, spec: ModelSpec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where an open file keeps its folder where it is."""
    real = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if path == store.layout.folder(spec.id):
            raise PermissionError(errno.EACCES, "in use")
        return real(path, target)

    new = ModelStore(tmp_path / "new", RESOURCES / "models")
    settled: list[bool] = []
    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(ModelBusy, match="moves the rest when it is next started"):
        move(store.layout, new.layout, lambda: settled.append(True), CancelToken())
    assert settled
    finish_move(new.layout)  # still in use
    store.verify(installed(store, spec), CancelToken())
    monkeypatch.undo()
    assert MOVED_FROM not in {one.path.name for one in left_overs(new.layout)}
    finish_move(new.layout)
    assert_whole(new, spec)
    assert_empty(store)


def test_a_note_that_points_outside_moves_nothing(store: ModelStore, tmp_path: Path) -> None:
    store.layout.claim()
    (tmp_path / "old").mkdir()
    outside = tmp_path / "diary.txt"
    outside.write_text("mine", encoding="utf-8")
    for name in ("../diary.txt", str(outside)):
        (store.folder / MOVED_FROM).write_text(
            f'{{"from": "{tmp_path / "old"}", "names": ["{name}"]}}', encoding="utf-8"
        )
        finish_move(store.layout)
        assert outside.read_text(encoding="utf-8") == "mine"
    (store.folder / MOVED_FROM).write_text("[", encoding="utf-8")
    finish_move(store.layout)


def test_another_program_at_a_model_keeps_all_where_it_is(
    store: ModelStore, spec: ModelSpec, new: ModelStore
) -> None:
    for busy in (store, new):
        with StoreLayout(busy.folder).locked(spec.id), pytest.raises(ModelBusy):
            move_it(store, new)
        assert_whole(store, spec)
    assert_empty(new)


def test_there_and_back(store: ModelStore, spec: ModelSpec, new: ModelStore) -> None:
    move_it(store, new)
    move_it(new, store)
    assert_whole(store, spec)
    assert_empty(new)


def test_a_folder_inside_the_old_one_is_no_place_to_move_to(store: ModelStore) -> None:
    store.folder.mkdir()
    with pytest.raises(StoreNotWritable, match="must not be inside the old one"):
        move(store.layout, StoreLayout(store.folder / "inner"), lambda: None, CancelToken())


def test_a_check_of_what_is_there_tells_how_far_it_is(
    store: ModelStore, spec: ModelSpec, new: ModelStore
) -> None:
    shutil.copytree(store.folder, new.folder)
    assert spec.id in visible(new.folder)
    told: list[ModelProgress] = []
    move(store.layout, new.layout, lambda: None, CancelToken(), told.append)
    checks = [one.fraction for one in told if one.phase is Phase.VERIFYING]
    assert checks and checks[-1] == 1
