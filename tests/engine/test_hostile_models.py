"""Models that would run code, and models that changed on the disk: refused by name, nothing run."""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop_app.app.deferred_session import DeferredSession
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import ModelInvalid
from desktop_app.core.model import ModelSpec
from desktop_app.core.model_errors import ModelDamaged
from desktop_app.core.request import DeviceChoice, Precision, TranscriptionRequest
from desktop_app.engine import nemo_loader
from desktop_app.models.catalog import STARTER
from desktop_app.models.store import ModelStore
from desktop_app.models.upkeep import LeftOverKind, left_overs
from desktop_app.system.folders import RESOURCES
from tests.engine.asking import ModelNamed

pytestmark = pytest.mark.real_model
SAMPLE = RESOURCES / "samples" / "sample.wav"


class Payload:
    """Runs a command when it is unpickled."""

    def __init__(self, marker: Path) -> None:
        self._marker = marker

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, (f"{sys.executable} -c \"open(r'{self._marker}', 'w')\"",)


@pytest.fixture
def folder(model_named: ModelNamed, tmp_path: Path) -> Path:
    return shutil.copytree(model_named("ctc").folder, tmp_path / "model")


def load(folder: Path, spec: ModelSpec) -> None:
    nemo_loader.load(folder, spec, DeviceChoice.CPU, Precision.AUTO)


def test_weights_that_hold_code_are_refused(
    folder: Path, model_named: ModelNamed, tmp_path: Path
) -> None:
    import torch

    marker = tmp_path / "gotcha"
    torch.save({"weight": Payload(marker)}, folder / "model_weights.ckpt")
    before = Path.cwd()
    with pytest.raises(ModelInvalid, match="not safe: its weights hold code"):
        load(folder, model_named("ctc").spec)
    assert not marker.exists()
    assert Path.cwd() == before


def test_a_configuration_that_would_run_something_is_refused(
    folder: Path, model_named: ModelNamed, tmp_path: Path
) -> None:
    """Also in a folder that is in the store already, whose configuration was changed since."""
    from omegaconf import OmegaConf

    marker = tmp_path / "gotcha"
    config = OmegaConf.load(folder / "model_config.yaml")
    config.encoder = {"_target_": "os.system", "command": f"echo > '{marker}'"}
    OmegaConf.save(config, folder / "model_config.yaml")
    before = Path.cwd()
    with pytest.raises(ModelInvalid, match="its encoder asks for code"):
        load(folder, model_named("ctc").spec)
    assert not marker.exists()
    assert Path.cwd() == before


def test_a_model_that_broke_on_the_disk_is_set_aside_and_got_again(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "models", RESOURCES / "models")
    weights = store.unpacked_folder(STARTER, CancelToken()) / "model_weights.ckpt"
    size = weights.stat().st_size
    with weights.open("r+b") as file:
        file.seek(size - 4000)
        file.write(bytes(4000))  # the zip's directory; the size stays
    session = DeferredSession(store)
    request = TranscriptionRequest(media_path=SAMPLE, model=STARTER)
    with pytest.raises(ModelDamaged, match=r"model_weights\.ckpt is not as installed"):
        session.transcribe(request, CancelToken(), lambda _event: None)
    assert [left.kind for left in left_overs(store.layout)] == [LeftOverKind.DAMAGED]
    assert session.transcribe(request, CancelToken(), lambda _event: None).segments
    session.close()
