"""Models for the engine's tests: tiny random ones of every class, and the bundled starter."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.engine import runtime
from desktop_app.engine.session import Session
from tests.random_models import RandomModel, RandomModels, unpack

RESOURCES = Path(__file__).parents[2] / "resources"
STARTER = RESOURCES / "models" / "aviary-starter.nemo"


@pytest.fixture(scope="session")
def nemo() -> None:
    """NeMo imported, and torch on one thread: two on a busy machine wait for one another."""
    runtime.import_nemo()
    import torch

    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def random_models(tmp_path_factory: pytest.TempPathFactory, nemo: None) -> RandomModels:  # noqa: ARG001 - for its effect
    return RandomModels(tmp_path_factory.mktemp("random-models"))


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory, nemo: None) -> RandomModel:  # noqa: ARG001
    folder = unpack(STARTER, tmp_path_factory.mktemp("starter") / "unpacked")
    spec = ModelSpec("starter", "Aviary Starter", ModelKind.TRANSDUCER, "", path=STARTER)
    return RandomModel(STARTER, folder, spec)


@pytest.fixture(scope="session")
def model_named(random_models: RandomModels, starter: RandomModel) -> Callable[[str], RandomModel]:
    return lambda name: starter if name == "starter" else random_models[name]


@pytest.fixture
def session_for() -> Iterator[Callable[[RandomModel], Session]]:
    made: list[Session] = []

    def make(model: RandomModel) -> Session:
        made.append(Session(lambda _spec, _cancel: model.folder, cuda_problem=lambda: "none here"))
        return made[-1]

    yield make
    for session in made:
        session.close()
