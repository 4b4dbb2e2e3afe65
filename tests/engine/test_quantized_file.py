"""The weights in bytes are kept beside the model, and used only where they belong."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled
from desktop_app.core.model import QUANTIZED_FILE
from desktop_app.core.model_config.reader import WEIGHTS_NAME
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.compute import int8_layers
from desktop_app.engine.compute import quantization as made
from desktop_app.engine.compute.cpu import Cpu, this_cpu
from desktop_app.engine.nemo import loader as nemo_loader
from desktop_app.engine.recognizer import RecognitionOptions
from tests.engine.asking import ModelNamed, chunk
from tests.random_models import RandomModel

pytestmark = pytest.mark.real_model


@pytest.fixture
def model(model_named: ModelNamed, tmp_path: Path) -> RandomModel:
    """A model in a folder of its own."""
    known = model_named("tdt")
    folder = shutil.copytree(known.folder, tmp_path / "model")
    (folder / QUANTIZED_FILE).unlink(missing_ok=True)
    return RandomModel(known.nemo_file, folder, known.spec)


@pytest.fixture
def conversions(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One number for each float weight that became bytes."""
    calls: list[int] = []
    convert = int8_layers.in_bytes

    def counted(weight: Any, cpu: Cpu) -> Any:
        calls.append(1)
        return convert(weight, cpu)

    monkeypatch.setattr(made, "in_bytes", counted)
    return calls


def _heard(model: RandomModel) -> list[str]:
    recognizer = nemo_loader.load(model.folder, model.spec, DeviceChoice.CPU, Precision.INT8)
    heard = recognizer.recognize([chunk(4.0, 1)], RecognitionOptions())
    recognizer.close()
    return [utterance.text for utterance in heard]


def test_the_second_load_takes_what_the_first_kept(
    model: RandomModel, conversions: list[int]
) -> None:
    first = _heard(model)
    assert first
    assert conversions
    conversions.clear()
    assert _heard(model) == first
    assert not conversions
    left = [file.name for file in model.folder.iterdir() if file.name.endswith(".part")]
    assert not left


def test_a_stop_while_the_bytes_are_made_keeps_nothing(
    model: RandomModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    cancel, done = CancelToken(), []
    convert = int8_layers.in_bytes

    def stop_at_the_third(weight: Any, cpu: Cpu) -> Any:
        done.append(1)
        if len(done) == 3:
            cancel.cancel()
        return convert(weight, cpu)

    monkeypatch.setattr(made, "in_bytes", stop_at_the_third)
    with pytest.raises(Cancelled):
        nemo_loader.load(model.folder, model.spec, DeviceChoice.CPU, Precision.INT8, cancel)
    assert len(done) == 3
    assert not (model.folder / QUANTIZED_FILE).exists()


def _cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _of_another_model(file: Path) -> None:
    import torch

    content: Any = torch.load(file, weights_only=True)
    name = next(iter(content["weights"]))
    del content["weights"][name]
    torch.save(content, file)


def _in_floats(file: Path) -> None:
    import torch

    content: Any = torch.load(file, weights_only=True)
    content["weights"] = {
        name: (values.float(), scales) for name, (values, scales) in content["weights"].items()
    }
    torch.save(content, file)


@pytest.mark.parametrize("damage", [_cut_short, _empty, _of_another_model, _in_floats])
def test_a_damaged_file_is_made_again(
    model: RandomModel, conversions: list[int], damage: Callable[[Path], None]
) -> None:
    first = _heard(model)
    damage(model.folder / QUANTIZED_FILE)
    conversions.clear()
    assert _heard(model) == first
    assert conversions
    conversions.clear()
    assert _heard(model) == first
    assert not conversions


def test_other_weights_are_not_answered_with_the_old_bytes(
    model: RandomModel, conversions: list[int]
) -> None:
    _heard(model)
    weights = model.folder / WEIGHTS_NAME
    state = weights.stat()
    os.utime(weights, ns=(state.st_atime_ns, state.st_mtime_ns + 1_000_000))
    conversions.clear()
    _heard(model)
    assert conversions


def test_bytes_of_another_kind_of_cpu_are_not_taken(model: RandomModel) -> None:
    _heard(model)
    for cpu in (Cpu(avx2=True, avx512_vnni=True), Cpu(avx2=True)):
        is_same = cpu.avx512_vnni == this_cpu().avx512_vnni
        assert (made.read(model.folder, cpu) is not None) == is_same


def test_without_room_the_model_works_and_nothing_is_kept(
    model: RandomModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = _heard(model)
    (model.folder / QUANTIZED_FILE).unlink()
    monkeypatch.setattr(made, "SPARE_BYTES", 1 << 60)
    assert _heard(model) == kept
    assert not (model.folder / QUANTIZED_FILE).exists()


def test_a_place_that_cannot_be_written_is_no_failure(model: RandomModel) -> None:
    kept = _heard(model)
    (model.folder / QUANTIZED_FILE).unlink()
    (model.folder / QUANTIZED_FILE).mkdir()  # nothing can be renamed over a folder
    assert _heard(model) == kept


def test_what_an_interrupted_load_left_is_deleted(model: RandomModel) -> None:
    left = model.folder / f".{QUANTIZED_FILE}.0000.part"
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    _heard(model)
    assert not left.exists()
