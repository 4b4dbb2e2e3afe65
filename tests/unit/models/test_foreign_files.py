"""Whatever is done with a folder of models: what Aviary did not make stays, byte for byte.

`--foreign N` tries N times as many folders.
"""

import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError
from desktop_app.models.maintenance import clean, left_overs, remove
from desktop_app.models.manifest import MANIFEST_NAME
from desktop_app.models.moving import finish_move, move
from desktop_app.models.store import ModelStore
from desktop_app.system.folders import RESOURCES
from desktop_app.system.store_mark import OWN
from tests.foreign_things import FOLDERS, KINDS, NAMES, OLD_S, fingerprints, outside, plant
from tests.hub_server import HubServer
from tests.nemo_files import model, pack
from tests.unit.downloading import SPEC, downloader
from tests.unit.storing import add, installed, visible

EXAMPLES = 40
PLACES = st.tuples(st.sampled_from(FOLDERS), st.sampled_from(NAMES)).map("/".join)
FOREIGN = st.lists(st.tuples(PLACES, st.sampled_from(KINDS)), min_size=1, max_size=12)
Step = Callable[["Scene"], object]


class Scene:
    """Two stores among foreign things, and things outside that links lead to."""

    def __init__(self, place: Path, hub: HubServer) -> None:
        self.place = place
        self.hub = hub
        self.stores = [ModelStore(place / name, RESOURCES / "models") for name in ("one", "two")]
        self.outside = outside(place / "outside")
        self.archive = model(place / "mine.nemo", weights=os.urandom(5000))
        self.damaged = place / "cut.nemo"
        self.damaged.write_bytes(self.archive.read_bytes()[:3000])
        self.evil = pack(place / "evil.nemo", {"model_config.yaml": "x", "../../x": "gotcha"})
        self.foreign: list[Path] = []

    @property
    def store(self) -> ModelStore:
        return self.stores[0]

    def add_foreign(self, root: Path, name: str, kind: str) -> None:
        path = root / name
        if plant(path, kind, self.outside):
            self.foreign.append(path)

    def begin(self, begin: str, *foreign: list[tuple[str, str]]) -> None:
        """Have a model in the first store, or none, and foreign things in both."""
        if begin != "empty":
            add(self.store, self.archive)
        if begin == "of an earlier version":
            shutil.rmtree(self.store.folder / OWN)
        for store, things in zip(self.stores, foreign, strict=True):
            for name, kind in things:
                # A folder with the name of Aviary's own is there before only where it is Aviary's.
                if store.layout.downloads.is_dir() or not name.startswith(".aviary/"):
                    self.add_foreign(store.folder, name, kind)

    def state(self) -> dict[Path, str]:
        """All foreign things, as they are now."""
        return fingerprints([*self.foreign, *self.outside.rglob("*")])


def tidy(scene: Scene) -> None:
    for store in scene.stores:
        clean(store.layout, left_overs(store.layout))


def take_away(scene: Scene) -> None:
    for model_id in ("mine", SPEC.id):
        remove(scene.store.layout, model_id)


def import_again(scene: Scene) -> None:
    add(scene.store, model(scene.archive, weights=os.urandom(5000)))


def import_damaged(scene: Scene) -> None:
    for path in (scene.damaged, scene.evil):
        with suppress(AppError):
            add(scene.store, path)


def damage(scene: Scene) -> None:
    own = [spec for spec in scene.store.available() if spec.id == "mine"]
    for found in filter(None, map(scene.store.installed, own)):
        (found.folder / "model_weights.ckpt").write_bytes(bytes(5000))
        scene.store.verify(found, CancelToken())


def download(scene: Scene) -> None:
    downloader(scene.store, scene.hub).download(SPEC, CancelToken())


def move_over(scene: Scene) -> None:
    old, new = scene.stores
    try:
        move(old.layout, new.layout, lambda: None, CancelToken())
    finally:
        finish_move(new.layout)
    scene.stores.reverse()


STEPS: dict[str, Step] = {
    "clean": tidy,
    "remove": take_away,
    "import": import_again,
    "failed unpack": import_damaged,
    "damaged": damage,
    "download": download,
    "move": move_over,
}


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the folders."""
    return tmp_path_factory.mktemp("foreign")


@pytest.mark.timeout(7200)  # with many folders
def test_nothing_that_aviary_did_not_make_is_harmed(
    hub: HubServer, places: Path, pytestconfig: pytest.Config
) -> None:
    runs = done = refused = 0

    @settings(
        max_examples=EXAMPLES * pytestconfig.getoption("--foreign"),
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        first=FOREIGN,
        second=FOREIGN,
        late=FOREIGN,
        steps=st.lists(st.sampled_from(sorted(STEPS)), min_size=2, max_size=6),
        begin=st.sampled_from(["empty", "installed", "of an earlier version"]),
    )
    def run(
        first: list[tuple[str, str]],
        second: list[tuple[str, str]],
        late: list[tuple[str, str]],
        steps: list[str],
        begin: str,
    ) -> None:
        nonlocal runs, done, refused
        runs += 1
        done += len(steps)
        scene = Scene(places / str(runs), hub)
        scene.begin(begin, first, second)
        for number, step in enumerate(steps):
            before = scene.state()
            try:
                STEPS[step](scene)
            except AppError:
                refused += 1
            assert scene.state() == before, f"after {steps[: number + 1]}"
            if number == 0:
                for name, kind in late:
                    scene.add_foreign(scene.store.folder, name, kind)
        shutil.rmtree(scene.place)

    run()
    sys.stdout.write(f"{runs} folders, {done} steps, {refused} refused: nothing harmed\n")
    assert runs >= EXAMPLES
    assert refused < done / 2, "most steps did what they were to do"


def test_links_among_aviarys_own_files_lead_nowhere(tmp_path: Path, hub: HubServer) -> None:
    """Not even in the folder that is Aviary's alone."""
    scene = Scene(tmp_path, hub)
    layout = scene.store.layout
    layout.claim()
    for path in (
        layout.scratches / "mine.deleting-0123abcd",
        layout.scratches / "mine.unpacking-0123abcd",
        layout.partial(SPEC.id),
        layout.downloads / "stray.json",
        layout.root / ".aviary" / "temporary" / "old",
    ):
        path.symlink_to(scene.outside / "deep", target_is_directory=True)
    layout.sidecar(SPEC.id).symlink_to(scene.outside / "letter.txt")
    before = scene.state()
    clean(layout, left_overs(layout))
    download(scene)
    assert scene.store.is_installed(SPEC)
    assert scene.state() == before


@pytest.mark.parametrize("name", ["locks", "downloads", "scratch", "temporary"])
def test_a_link_in_place_of_aviarys_own_folder_is_refused(
    tmp_path: Path, hub: HubServer, name: str
) -> None:
    scene = Scene(tmp_path, hub)
    scene.store.layout.claim()
    own = scene.store.folder / ".aviary" / name
    own.rmdir()
    own.symlink_to(scene.outside, target_is_directory=True)
    before = scene.state()
    for path in scene.outside.rglob("*"):
        os.utime(path, (path.stat().st_mtime - OLD_S,) * 2)
    for step in STEPS.values():
        with suppress(AppError):
            step(scene)
    assert scene.state() == before


def test_a_note_of_the_users_in_a_model_outlives_the_model(tmp_path: Path, hub: HubServer) -> None:
    scene = Scene(tmp_path, hub)
    add(scene.store, scene.archive)
    scene.add_foreign(scene.store.folder, "mine/notes.txt", "file")
    before = scene.state()
    remove(scene.store.layout, "mine")
    assert scene.state() == before
    assert {path.name for path in (scene.store.folder / "mine").iterdir()} == {"notes.txt"}
    assert visible(scene.store.folder) == {"mine"}


def test_a_model_moves_from_beside_what_is_not_its_own(tmp_path: Path, hub: HubServer) -> None:
    scene = Scene(tmp_path, hub)
    old, new = scene.stores
    spec = add(old, scene.archive)
    scene.add_foreign(old.folder, "mine/notes.txt", "file")
    scene.add_foreign(old.folder, "downloads/thesis.docx", "file")
    before = scene.state()
    stayed = move(old.layout, new.layout, lambda: None, CancelToken())
    assert sorted(path.name for path in stayed) == ["downloads", "mine"]
    assert scene.state() == before
    new.verify(installed(new, spec), CancelToken())
    assert old.installed(spec) is None
    assert visible(new.folder / "mine") == {
        MANIFEST_NAME,
        "model_config.yaml",
        "model_weights.ckpt",
    }
