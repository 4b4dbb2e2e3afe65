"""int8 in every class of model, and when it is taken."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model_config.reader import WEIGHTS_NAME
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.compute import precision
from desktop_app.engine.compute.cpu import Cpu, cpu_of, this_cpu
from desktop_app.engine.compute.int8_layers import in_bytes, linear
from desktop_app.engine.compute.quantization import quantize
from desktop_app.engine.nemo import loader as nemo_loader
from desktop_app.engine.nemo import restoring
from desktop_app.engine.recognizer import RecognitionOptions
from desktop_app.engine.session import Session
from tests.engine.asking import (
    EVERY_MODEL,
    SAMPLE,
    ModelNamed,
    assert_invariants,
    chunk,
    hear,
    ignore,
    request,
    text_of,
)
from tests.random_models import RandomModel

pytestmark = pytest.mark.real_model
CPU = DeviceChoice.CPU
VNNI, AVX2, OTHER = Cpu(avx2=True, avx512_vnni=True), Cpu(avx2=True), Cpu()


def _sample_text(model: RandomModel, precision: Precision) -> tuple[str, int]:
    session = Session(lambda _spec, _cancel: model.folder)
    asked = request(model, SAMPLE, device=CPU, precision=precision)
    segments = session.transcribe(asked, CancelToken(), ignore).segments
    session.close()
    return text_of(segments), len(segments)


@pytest.mark.parametrize("name", EVERY_MODEL)
def test_every_model_hears_in_int8(name: str, model_named: ModelNamed, tmp_path: Path) -> None:
    model = model_named(name)
    folder = shutil.copytree(model.folder, tmp_path / "model")
    recognizer = nemo_loader.load(folder, model.spec, CPU, Precision.INT8)
    maps = Path("/proc/self/maps")
    if maps.is_file():
        assert str(folder / WEIGHTS_NAME) not in maps.read_text(encoding="utf-8")
    (folder / WEIGHTS_NAME).unlink()  # Windows refuses while the file is mapped

    options = RecognitionOptions(timestamps=model.spec.best_timestamps)
    audio = [chunk(3.0, 1), chunk(5.0, 2, 10.0), chunk(0.3, 3, 20.0)]
    heard = hear(recognizer, audio, options)

    assert any(heard)
    for one, segments in zip(audio, heard, strict=True):
        assert_invariants(segments, one.start_s, one.start_s + one.duration_s)
    assert hear(recognizer, audio, options) == heard
    assert recognizer.is_usable()
    recognizer.close()
    if maps.is_file():
        assert str(folder) not in maps.read_text(encoding="utf-8")
    shutil.rmtree(folder)


@pytest.mark.parametrize("name", EVERY_MODEL)
def test_every_model_hears_in_bfloat16(name: str, model_named: ModelNamed) -> None:
    model = model_named(name)
    recognizer = nemo_loader.load(model.folder, model.spec, CPU, Precision.BF16)
    assert recognizer.precision is (Precision.BF16 if this_cpu().bf16 else Precision.FP32)
    options = RecognitionOptions(timestamps=model.spec.best_timestamps)
    audio = [chunk(3.0, 1), chunk(5.0, 2, 10.0), chunk(0.3, 3, 20.0)]
    heard = hear(recognizer, audio, options)
    assert any(heard)
    for one, segments in zip(audio, heard, strict=True):
        assert_invariants(segments, one.start_s, one.start_s + one.duration_s)
    recognizer.close()


@pytest.mark.parametrize("cpu", [VNNI, AVX2])
@pytest.mark.parametrize("inputs", [(1, 1), (3, 4)])
def test_an_lstm_in_bytes_gives_nearly_the_same(inputs: tuple[int, int], cpu: Cpu) -> None:
    import torch
    from torch import nn

    torch.manual_seed(0)
    model: Any = nn.Module()
    model.encoder, model.decoder = nn.Linear(2, 2), nn.Module()
    model.decoder.prediction = nn.ModuleDict({"rnn": nn.LSTM(32, 48, 2)})
    model.eval().requires_grad_(False)
    exact_lstm = model.decoder.prediction["rnn"]
    given = torch.randn(*inputs, 32)
    state = (torch.randn(2, inputs[1], 48).tanh(), torch.randn(2, inputs[1], 48))
    quantize(model, cpu)
    near_lstm = model.decoder.prediction["rnn"]
    assert near_lstm is not exact_lstm
    for before in (None, state):
        exact, exact_state = exact_lstm(given, before)
        near, near_state = near_lstm(given, before)
        pairs = zip((exact, *exact_state), (near, *near_state), strict=True)
        for one, other in pairs:
            assert one.shape == other.shape
            assert 0 < float((one - other).norm() / one.norm()) < 0.03


def test_the_starter_recognises_the_same(starter: RandomModel) -> None:
    assert _sample_text(starter, Precision.INT8) == _sample_text(starter, Precision.FP32)


@pytest.mark.parametrize("cpu", [VNNI, AVX2])
def test_weights_shrink_and_results_stay(cpu: Cpu, model_named: ModelNamed) -> None:
    import torch

    model = restoring.restore(model_named("tdt").folder, CPU).eval()
    sound = torch.randn(1, 128, 300, generator=torch.Generator().manual_seed(0))
    length = torch.tensor([300])
    with torch.inference_mode():
        exact = model.encoder(audio_signal=sound, length=length)[0]
    before = _floats(model.encoder)

    quantize(model, cpu)

    assert not any(type(part) is torch.nn.Linear for part in model.encoder.modules())
    assert _floats(model.encoder) < 0.5 * before
    with torch.inference_mode():
        near = model.encoder(audio_signal=sound, length=length)[0]
    assert near.shape == exact.shape
    assert float((near - exact).norm() / exact.norm()) < 0.1


def _floats(part: Any) -> int:
    return sum(int(weights.numel()) for weights in part.parameters())


@pytest.mark.parametrize("cpu", [VNNI, AVX2])
def test_a_linear_layer_and_a_convolution_give_the_same(cpu: Cpu) -> None:
    import torch
    from torch import nn

    class Encoder(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.linear, self.conv = nn.Linear(64, 48, bias=False), nn.Conv1d(64, 32, 1)
            self.wide = nn.Conv1d(64, 64, 3, padding=1)

    class Model(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = Encoder()

    torch.manual_seed(0)
    model, across = Model().eval().requires_grad_(False), torch.randn(2, 64, 20)
    encoder = model.encoder
    exact = [encoder.linear(across.transpose(1, 2)), encoder.conv(across), encoder.wide(across)]
    quantize(model, cpu)
    near = [encoder.linear(across.transpose(1, 2)), encoder.conv(across), encoder.wide(across)]
    for one, other in zip(exact[:2], near[:2], strict=True):
        assert 0 < float((one - other).norm() / one.norm()) < 0.03
    assert torch.equal(exact[2], near[2])


@pytest.mark.parametrize("has_bias", [True, False])
@pytest.mark.parametrize(
    ("shape", "outputs"),
    [((1, 1), 1), ((1, 48), 33), ((2, 0, 48), 64), ((2, 7, 513), 2049), ((1, 300, 512), 512)],
)
def test_both_products_are_the_same(
    shape: tuple[int, ...], outputs: int, *, has_bias: bool
) -> None:
    import torch
    from torch.nn import functional

    chance = torch.Generator().manual_seed(0)
    weights = torch.randn(outputs, shape[-1], generator=chance)
    bias = torch.randn(outputs, generator=chance) if has_bias else None
    given = torch.randn(shape, generator=chance)
    before = given.clone()
    exact = functional.linear(given, weights, bias)
    in_vnni, packed = (linear(in_bytes(weights, AVX2), bias, cpu)(given) for cpu in (VNNI, AVX2))
    torch.testing.assert_close(in_vnni, packed)
    assert torch.equal(given, before)
    assert packed.shape == exact.shape
    assert float((packed - exact).norm()) <= 0.03 * float(exact.norm())


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("lone", [0, 1, 2, 3])
@pytest.mark.parametrize("rows", [1, 8, 300])
def test_the_largest_bytes_do_not_overflow(rows: int, lone: int, sign: int) -> None:
    """On this computer's CPU: one without VNNI adds the products of two neighbours in 16 bits."""
    import torch
    from torch.nn import functional

    weights = torch.full((96, 517), float(sign))
    weights[::2] = 0
    weights[::2, lone::4] = sign  # no neighbour beside each: these may be as large as there are
    made = in_bytes(weights, this_cpu())
    assert made.values[::2].abs().max() == 127
    for given in (torch.ones(rows, 517), -torch.ones(rows, 517)):
        heard = linear(made, None, this_cpu())(given)
        exact = functional.linear(given, made.values * made.scales[:, None])
        torch.testing.assert_close(heard, exact)
        torch.testing.assert_close(exact, functional.linear(given, weights), rtol=0.01, atol=0)


@pytest.mark.parametrize(
    ("capabilities", "cpu"),
    [
        ({}, OTHER),
        ({"avx2": True, "avx512_f": True, "avx512_vnni": False}, AVX2),
        ({"avx2": True, "avx512_vnni": True}, VNNI),
        ({"avx2": True, "avx_vnni": True}, AVX2),
        (
            {"avx2": True, "avx512_vnni": True, "amx_int8": True, "amx_bf16": True},
            Cpu(avx2=True, avx512_vnni=True, bf16=True),
        ),
        ({"avx512_bf16": True}, Cpu(bf16=True)),
        ({"architecture": "aarch64", "bf16": True, "dot": True}, OTHER),
    ],
)
def test_what_a_cpu_has(capabilities: dict[str, Any], cpu: Cpu) -> None:
    assert cpu_of(capabilities) == cpu


@pytest.mark.parametrize(
    ("asked", "device", "cpu", "parameters", "taken"),
    [
        (Precision.AUTO, CPU, VNNI, 627_000_000, Precision.INT8),
        (Precision.AUTO, CPU, AVX2, 627_000_000, Precision.INT8),
        (Precision.AUTO, CPU, Cpu(bf16=True), 627_000_000, Precision.INT8),
        (Precision.AUTO, CPU, OTHER, 627_000_000, Precision.FP32),
        (Precision.AUTO, CPU, VNNI, 2_870_000, Precision.FP32),
        (Precision.INT8, CPU, OTHER, 2_870_000, Precision.INT8),
        (Precision.FP16, CPU, VNNI, 627_000_000, Precision.FP32),
        (Precision.FP32, CPU, VNNI, 627_000_000, Precision.FP32),
        (Precision.BF16, CPU, VNNI, 627_000_000, Precision.FP32),
        (Precision.BF16, CPU, Cpu(bf16=True), 627_000_000, Precision.BF16),
        (Precision.AUTO, DeviceChoice.CUDA, VNNI, 627_000_000, Precision.FP16),
        (Precision.INT8, DeviceChoice.CUDA, VNNI, 627_000_000, Precision.FP16),
        (Precision.BF16, DeviceChoice.CUDA, OTHER, 627_000_000, Precision.BF16),
        (Precision.FP32, DeviceChoice.CUDA, VNNI, 627_000_000, Precision.FP32),
    ],
)
def test_precisions_are_resolved(
    asked: Precision, device: DeviceChoice, cpu: Cpu, parameters: int, taken: Precision
) -> None:
    found = precision.resolve(asked, device, cpu, parameters, lambda: Precision.INT8)
    assert found is taken
