"""Which precision AUTO takes on this computer: measured once, and remembered."""

from pathlib import Path
from typing import Any

import pytest

from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.compute import calibration, precision
from desktop_app.engine.compute.calibration import fastest, fastest_for
from desktop_app.engine.compute.cpu import Cpu
from desktop_app.engine.nemo import loader as nemo_loader
from desktop_app.engine.nemo import restoring
from tests.engine.asking import ModelNamed

FP32, INT8, BF16 = Precision.FP32, Precision.INT8, Precision.BF16
BOTH = Cpu(avx512_vnni=True, bf16=True)


@pytest.mark.parametrize(
    ("seconds", "taken"),
    [
        ({FP32: 0.10, INT8: 0.04, BF16: 0.06}, INT8),
        ({FP32: 0.10, INT8: 0.06, BF16: 0.04}, BF16),
        ({FP32: 0.10, INT8: 0.09, BF16: 0.095}, FP32),
        ({FP32: 0.115, INT8: 0.1}, INT8),
        ({FP32: 0.10, INT8: 0.2, BF16: 0.3}, FP32),
        ({FP32: 0.10}, FP32),
        ({INT8: 0.01}, FP32),
        ({}, FP32),
    ],
)
def test_the_fastest_is_taken_if_it_is_worth_it(
    seconds: dict[Precision, float], taken: Precision
) -> None:
    assert fastest(seconds) is taken


@pytest.fixture
def model(model_named: ModelNamed) -> Any:
    return restoring.restore(model_named("tdt").folder, DeviceChoice.CPU).eval()


@pytest.fixture
def measurements(monkeypatch: pytest.MonkeyPatch) -> list[list[Precision]]:
    """What was tried each time that something was measured."""
    tried: list[list[Precision]] = []
    measure = calibration.measured

    def counted(model: Any, asked: list[Precision]) -> dict[Precision, float]:
        tried.append(asked)
        return measure(model, asked)

    monkeypatch.setattr(calibration, "measured", counted)
    return tried


@pytest.mark.real_model
def test_a_layer_is_measured_once_and_remembered(
    model: Any, measurements: list[list[Precision]], tmp_path: Path
) -> None:
    memory = tmp_path / "calibration.json"
    first = fastest_for(model, BOTH, memory)
    assert measurements == [[FP32, INT8, BF16]]
    assert fastest_for(model, BOTH, memory) is first
    assert len(measurements) == 1
    fastest_for(model, Cpu(avx512_vnni=True), memory)
    assert measurements[1] == [FP32, INT8]


@pytest.mark.real_model
@pytest.mark.parametrize("damage", ["", "{", "[1]", '{"a": 1}', '{"a": {"x": 1}}', "null"])
def test_a_damaged_memory_costs_a_measurement(
    model: Any, measurements: list[list[Precision]], tmp_path: Path, damage: str
) -> None:
    memory = tmp_path / "calibration.json"
    memory.write_text(damage, encoding="utf-8")
    for _ in range(2):
        fastest_for(model, BOTH, memory)
    assert len(measurements) == 1


@pytest.mark.real_model
def test_a_memory_that_cannot_be_written_is_no_failure(
    model: Any, measurements: list[list[Precision]], tmp_path: Path
) -> None:
    for _ in range(2):
        fastest_for(model, BOTH, tmp_path / "missing" / "calibration.json")
    assert len(measurements) == 2


@pytest.mark.real_model
def test_the_model_stays_as_it_is(model: Any) -> None:
    before = {name: id(weights) for name, weights in model.named_parameters()}
    seconds = calibration.measured(model, [FP32, INT8, BF16])
    assert all(0 < took < 2 for took in seconds.values())
    assert {name: id(weights) for name, weights in model.named_parameters()} == before


@pytest.mark.real_model
def test_what_the_cpu_lacks_is_not_tried(model: Any, measurements: list[list[Precision]]) -> None:
    assert fastest_for(model, Cpu(), None) is FP32
    assert not measurements


@pytest.mark.real_model
def test_small_models_are_not_measured(model: Any, measurements: list[list[Precision]]) -> None:
    assert nemo_loader.settle(model, DeviceChoice.CPU, Precision.AUTO) is FP32
    assert not measurements


@pytest.mark.real_model
def test_large_models_take_what_was_measured(
    model: Any, measurements: list[list[Precision]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(precision, "LARGE", 1)
    monkeypatch.setattr(nemo_loader, "this_cpu", lambda: BOTH)
    monkeypatch.setattr(calibration, "fastest", lambda _seconds: BF16)
    assert nemo_loader.settle(model, DeviceChoice.CPU, Precision.AUTO) is BF16
    assert len(measurements) == 1
