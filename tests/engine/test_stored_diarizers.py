"""Diarizers on their whole way: from the hub or a file, through the store, into memory."""

from pathlib import Path

import numpy as np
import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.compute.runtime import quiet
from desktop_app.engine.speakers.loading import load_diarizer
from desktop_app.models.catalog import DIARIZERS
from desktop_app.models.download import Downloader
from desktop_app.models.inspection import inspect
from desktop_app.models.store import ModelStore
from desktop_app.net.hub import HubSettings
from tests.hub_server import HubServer
from tests.nemotron_folders import TINY, make
from tests.random_model_configs import sortformer
from tests.random_models import RandomModels, speech_like

pytestmark = [pytest.mark.real_model, pytest.mark.usefixtures("nemo")]
SECONDS = 5


def heard(store: ModelStore, spec: ModelSpec) -> tuple[int, int]:
    """How many speakers it tells apart, and how many frames of a recording it gives."""
    folder = store.unpacked_folder(spec, CancelToken())
    diarizer = load_diarizer(folder, spec, DeviceChoice.CPU, Precision.FP32)
    try:
        stream = diarizer.stream()
        frames = np.concatenate([stream.add(speech_like(SECONDS)), stream.finish()])
        assert abs(len(frames) * diarizer.frame_s - SECONDS) < 0.2
        assert np.isfinite(frames).all()
        return diarizer.most_speakers, frames.shape[1]
    finally:
        diarizer.close()


def test_a_nemotron_from_the_hub_hears(tmp_path: Path) -> None:
    store, spec = ModelStore(tmp_path / "models", tmp_path), DIARIZERS[0]
    made = make(tmp_path / "hub", TINY["short"])
    with HubServer() as hub:
        for path in made.iterdir():
            hub.publish(spec.repo_id or "", path.name, path.read_bytes())
        Downloader(store, HubSettings(endpoint=hub.url)).download(spec, CancelToken())
    assert store.default_diarizer() == spec
    assert heard(store, spec) == (spec.most_speakers, spec.most_speakers)


def test_a_nemotron_of_ones_own_hears(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "models", tmp_path)
    spec = store.add(inspect(make(tmp_path / "three", TINY["looks-back"])), CancelToken())
    assert spec.most_speakers == 3 and heard(store, spec) == (3, 3)


def test_a_sortformer_of_ones_own_hears(random_models: RandomModels, tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "models", tmp_path)
    with quiet():
        file = random_models.save("who", "SortformerEncLabelModel", sortformer())
    spec = store.add(inspect(file), CancelToken())
    assert heard(store, spec) == (spec.most_speakers, spec.most_speakers)
