"""Kills at every step of download, unpacking, deletion and move; nothing half-done survives."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import ModelSpec
from desktop_app.models.download import Downloader
from desktop_app.models.maintenance import clean, left_overs, remove
from desktop_app.models.store import ModelStore
from desktop_app.net.hub import HubSettings
from desktop_app.system.folders import RESOURCES
from desktop_app.system.store_mark import OWN
from tests.conftest import ROOT
from tests.e2e.model_worker import SETTLED, SEVERAL, SPEC
from tests.hub_server import HubServer
from tests.model_folders import files
from tests.nemo_files import config, pack

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="each kill is one of a fork"),
]

WEIGHTS_BYTES = 2_000_000
# Some tasks have a hundred steps; this many, evenly spread, are enough.
MOST_KILLS = 24


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubServer]:
    members: dict[str, str | bytes] = {f"part-{i}.bin": os.urandom(1000) for i in range(3)}
    members["model_config.yaml"] = config("EncDecRNNTBPEModel")
    members["model_weights.ckpt"] = os.urandom(WEIGHTS_BYTES)
    path = pack(tmp_path_factory.mktemp("hub") / SPEC.file_name, members)
    with HubServer() as server:
        assert SPEC.repo_id
        server.publish(SPEC.repo_id, SPEC.file_name, path.read_bytes())
        for name, data in files(numbers=WEIGHTS_BYTES // 4).items():
            assert SEVERAL.repo_id
            server.publish(SEVERAL.repo_id, name, data)
        yield server


class Worker:
    """The program that is killed, at one folder of models."""

    def __init__(self, folder: Path, endpoint: str) -> None:
        command = [sys.executable, "-m", "tests.e2e.model_worker", str(folder), endpoint]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def do(
        self, task: str, step: int = 0, new: Path = Path(), spec: ModelSpec = SPEC
    ) -> int | None:
        """The number of steps that it took, or None where it was killed."""
        assert self.process.stdin is not None and self.process.stdout is not None
        order = {"task": task, "step": step, "new": str(new), "model": spec.id}
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        return None if answer == "killed" else int(answer)

    def close(self) -> None:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.close()
        self.process.stdout.close()
        assert self.process.wait(60) == 0


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "Modelle é 日本", RESOURCES / "models")


@pytest.fixture
def worker(store: ModelStore, hub: HubServer) -> Iterator[Worker]:
    made = Worker(store.folder, hub.url)
    yield made
    made.close()


def assert_whole(store: ModelStore, spec: ModelSpec = SPEC) -> None:
    found = store.installed(spec)
    assert found is not None
    store.verify(found, CancelToken())


def assert_nothing_is_hidden(store: ModelStore, spec: ModelSpec) -> None:
    """Each entry is a whole model, a left-over that is shown, or Aviary's own."""
    shown = {left_over.path for left_over in left_overs(store.layout)}
    layout = store.layout
    inner = [path for path in (layout.downloads, layout.scratches) if path.is_dir()]
    for path in (path for folder in (store.folder, *inner) for path in folder.iterdir()):
        sidecar = store.layout.sidecar(spec.id)
        if path.name == OWN or path in shown:
            continue
        if path == sidecar and store.layout.partial(spec.id) in shown:
            continue
        assert path == store.layout.folder(spec.id), path
        assert_whole(store, spec)


def spread(steps: int) -> list[int]:
    """The steps to kill at: all of them, or as many as are enough, evenly spread."""
    count = min(steps, MOST_KILLS)
    return sorted({1 + (steps - 1) * number // max(1, count - 1) for number in range(count)})


@pytest.mark.parametrize(
    ("task", "spec"), [("download", SPEC), ("download", SEVERAL), ("remove", SPEC)],
    ids=["download", "download of several files", "remove"],
)  # fmt: skip
def test_kills(
    hub: HubServer, store: ModelStore, worker: Worker, task: str, spec: ModelSpec
) -> None:
    downloader = Downloader(store, HubSettings(endpoint=hub.url))
    store.layout.claim()
    if task == "remove":
        downloader.download(spec, CancelToken())
    steps = worker.do(task, spec=spec)
    assert steps
    remove(store.layout, spec.id)
    halfway = 0
    for step in spread(steps):
        if task == "remove":
            downloader.download(spec, CancelToken())
        assert worker.do(task, step, spec=spec) is None, f"not killed at step {step}"
        halfway += bool(left_overs(store.layout))
        assert_nothing_is_hidden(store, spec)
        downloader.download(spec, CancelToken())
        assert_whole(store, spec)
        clean(store.layout, left_overs(store.layout))
        assert left_overs(store.layout) == []
        if task != "remove":
            remove(store.layout, spec.id)
    assert halfway > len(spread(steps)) // 3


@pytest.mark.parametrize("drive", ["same", "other"])
def test_a_move_that_is_killed_leaves_all_models_in_one_folder(
    hub: HubServer, store: ModelStore, worker: Worker, tmp_path: Path, drive: str
) -> None:
    place = tmp_path if drive == "same" else Path("/dev/shm") / f"aviary-test-{os.getpid()}"
    shared = place.parent
    if drive == "other" and not (
        shared.is_dir() and shared.stat().st_dev != tmp_path.stat().st_dev
    ):
        pytest.skip("needs a second drive")
    new = ModelStore(place / "new", RESOURCES / "models")
    Downloader(store, HubSettings(endpoint=hub.url)).download(SPEC, CancelToken())
    store.layout.archive("kept").write_bytes(bytes(1000))
    store.layout.claim()
    store.layout.partial("canary-1b").write_bytes(bytes(2000))
    whole = tmp_path / "whole"
    shutil.copytree(store.folder, whole)

    def assert_all_there(used: ModelStore) -> None:
        assert_whole(used)
        assert used.layout.archive("kept").stat().st_size == 1000
        assert used.layout.partial("canary-1b").stat().st_size == 2000

    def begin_anew() -> None:
        for path in (store.folder, place / "new"):
            shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(whole, store.folder)

    try:
        place.mkdir(exist_ok=True)
        steps = worker.do("move", new=new.folder)
        assert steps
        assert_all_there(new)
        settled = 0
        for step in spread(steps):
            begin_anew()
            assert worker.do("move", step, new.folder) is None, f"not killed at step {step}"
            if not (new.folder / SETTLED).exists():
                assert_all_there(store)
                assert worker.do("move", new=new.folder)  # the user tries once more
                assert_all_there(new)
                continue
            settled += 1
            worker.do("finish", new=new.folder)  # as the next start does
            assert_all_there(new)
            assert store.installed(SPEC) is None and not store.layout.archive("kept").exists()
        assert settled >= 2
    finally:
        if drive == "other":
            shutil.rmtree(place, ignore_errors=True)
