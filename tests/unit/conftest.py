"""A hub on loopback that has one model, an empty store, and a D-Bus of the test's own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.models.store import ModelStore
from desktop_app.system.folders import RESOURCES
from tests.hub_server import HubServer
from tests.nemo_files import model
from tests.private_bus import PrivateBus, running_bus
from tests.unit.downloading import SIZE, SPEC, repo


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("hub") / SPEC.file_name
    return model(path, "EncDecRNNTBPEModel", weights=os.urandom(SIZE)).read_bytes()


@pytest.fixture
def hub(archive: bytes) -> Iterator[HubServer]:
    with HubServer() as server:
        server.publish(repo(SPEC), SPEC.file_name, archive)
        yield server


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "Modelle é 日本", RESOURCES / "models")


@pytest.fixture
def private_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateBus]:
    with running_bus(monkeypatch) as bus:
        yield bus
