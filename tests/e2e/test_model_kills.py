"""Fifty kills at random moments of download, unpacking and deletion; nothing half-done survives."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.models.download import Downloader
from desktop_app.models.hub import HubSettings
from desktop_app.models.layout import DOWNLOADS, LOCKS
from desktop_app.models.store import ModelStore
from desktop_app.models.upkeep import clean, left_overs, remove
from desktop_app.system.folders import RESOURCES
from tests.conftest import ROOT
from tests.e2e.model_worker import SPEC
from tests.hub_faults import Slow
from tests.hub_server import HubServer
from tests.nemo_files import config, pack

pytestmark = pytest.mark.e2e

WEIGHTS_BYTES = 20_000_000
# The phase to kill in, how long it lasts about (in seconds), and how often.
MOMENTS = [("downloading", 0.5, 20), ("unpacking", 0.12, 15), ("removing", 0.03, 15)]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubServer]:
    members: dict[str, str | bytes] = {f"part-{i}.bin": os.urandom(1000) for i in range(300)}
    members["model_config.yaml"] = config("EncDecRNNTBPEModel")
    members["model_weights.ckpt"] = os.urandom(WEIGHTS_BYTES)
    path = pack(tmp_path_factory.mktemp("hub") / SPEC.file_name, members)
    with HubServer() as server:
        assert SPEC.repo_id
        server.publish(SPEC.repo_id, SPEC.file_name, path.read_bytes())
        yield server


def kill_in(phase: str, after_s: float, folder: Path, endpoint: str) -> None:
    """Start the worker and kill it so long after a phase began."""
    task = "remove" if phase == "removing" else "download"
    command = [sys.executable, "-m", "tests.e2e.model_worker", str(folder), endpoint, task]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        for line in worker.stdout:
            if line.strip() == phase:
                break
        time.sleep(after_s)
        worker.kill()


def assert_nothing_is_hidden(store: ModelStore) -> None:
    """Each entry is a whole model, a left-over that is shown, or Aviary's own."""
    shown = {left_over.path for left_over in left_overs(store.layout)}
    for path in (*store.folder.iterdir(), *store.layout.downloads.iterdir()):
        sidecar = store.layout.sidecar(SPEC.id)
        if path.name in (DOWNLOADS, LOCKS) or path in shown:
            continue
        if path == sidecar and store.layout.partial(SPEC.id) in shown:
            continue
        assert path == store.layout.folder(SPEC.id), path
        found = store.installed(SPEC)
        assert found is not None
        store.verify(found, CancelToken())


@pytest.mark.parametrize(("phase", "lasts_s", "count"), MOMENTS, ids=[m[0] for m in MOMENTS])
def test_kills(hub: HubServer, tmp_path: Path, phase: str, lasts_s: float, count: int) -> None:
    store = ModelStore(tmp_path / "Modelle é 日本", RESOURCES / "models")
    downloader = Downloader(store, HubSettings(endpoint=hub.url))
    hub.faults.clear()
    if phase == "downloading":
        hub.faults.append(Slow(bytes_per_s=round(WEIGHTS_BYTES / lasts_s), lasting=True))
    moments = random.Random(20261124)
    halfway = 0
    for number in range(count):
        if phase == "removing":
            downloader.download(SPEC, CancelToken())
        kill_in(phase, moments.uniform(0, lasts_s), store.folder, hub.url)
        halfway += bool(left_overs(store.layout))
        assert_nothing_is_hidden(store)
        downloader.download(SPEC, CancelToken())
        found = store.installed(SPEC)
        assert found is not None, f"kill {number}"
        store.verify(found, CancelToken())
        clean(store.layout, left_overs(store.layout))
        assert left_overs(store.layout) == []
        if phase != "removing":
            remove(store.layout, SPEC.id)
    sys.stdout.write(
        f"{phase}: {count} kills, {halfway} halfway, {count} good models after a retry\n"
    )
    assert halfway > count // 3
