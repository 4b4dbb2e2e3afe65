"""Models for the engine's tests: tiny random ones of every class, and the bundled starter."""

import gc
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.nemo import importing as runtime
from desktop_app.engine.nemo import loader as nemo_loader
from desktop_app.engine.nemo.recognizer import NemoRecognizer
from desktop_app.engine.session import Session
from tests.engine.asking import STARTER, Loaded, ModelNamed, SessionFor
from tests.random_models import RandomModel, RandomModels, speech_like, unpack


@pytest.fixture(autouse=True)
def _log_levels_put_back() -> Iterator[None]:
    """Under pytest NeMo logs through the root logger, and sets the level of all its handlers."""
    yield
    for handler in logging.root.handlers:
        handler.setLevel(logging.NOTSET)


@pytest.fixture(scope="session")
def nemo() -> Iterator[None]:
    """NeMo imported, and torch on one thread: two on a busy computer wait for one another.

    Closing a model collects garbage; what NeMo's import made is left out of that, or every
    close would walk through it for a third of a second.
    """
    runtime.import_nemo()
    import torch

    torch.set_num_threads(1)
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(scope="session")
def random_models(tmp_path_factory: pytest.TempPathFactory, nemo: None) -> RandomModels:  # noqa: ARG001 - for its effect
    return RandomModels(tmp_path_factory.mktemp("random-models"))


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory, nemo: None) -> RandomModel:  # noqa: ARG001 - for its effect
    folder = unpack(STARTER, tmp_path_factory.mktemp("starter") / "unpacked")
    spec = ModelSpec("starter", "Aviary Starter", ModelKind.TRANSDUCER, "", path=STARTER)
    return RandomModel(STARTER, folder, spec)


@pytest.fixture(scope="session")
def model_named(random_models: RandomModels, starter: RandomModel) -> ModelNamed:
    return lambda name: starter if name == "starter" else random_models[name]


@pytest.fixture(scope="session")
def loaded(model_named: ModelNamed) -> Iterator[Loaded]:
    """Each model in memory once, for the tests that leave it as it is."""
    kept: dict[str, NemoRecognizer] = {}

    def load(name: str) -> NemoRecognizer:
        if name not in kept:
            model = model_named(name)
            kept[name] = nemo_loader.load(
                model.folder, model.spec, DeviceChoice.CPU, Precision.AUTO
            )
        return kept[name]

    yield load
    for recognizer in kept.values():
        recognizer.close()


@pytest.fixture
def session_for() -> Iterator[SessionFor]:
    made: list[Session] = []

    def make(model: RandomModel) -> Session:
        def locate(_spec: ModelSpec, _cancel: CancelToken) -> Path:
            return model.folder

        made.append(Session(locate, cuda_problem=lambda: "none here"))
        return made[-1]

    yield make
    for session in made:
        session.close()


@pytest.fixture(scope="session")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six seconds of noise like speech, in a file whose name is not plain ASCII."""
    import soundfile

    path = tmp_path_factory.mktemp("media") / "Aufnahme é.wav"
    soundfile.write(path, speech_like(6.0, seed=3), 16_000)
    return path
