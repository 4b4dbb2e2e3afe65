"""Reduced precision on a GPU: given up where numbers overflow, and only there.

There is no GPU here: a real model on the CPU says that it is on one, computes in float32 and gives
what an overflow would give.
"""

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np
import pytest

from desktop_app.core.errors import EngineError
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.core.transcript import TimestampMode
from desktop_app.engine.compute import precision
from desktop_app.engine.nemo import loader as nemo_loader
from desktop_app.engine.nemo.recognizer import NemoRecognizer
from desktop_app.engine.recognizer import RecognitionOptions
from desktop_app.media.chunks import AudioChunk, chunks
from desktop_app.media.decode import decode
from tests.engine.asking import SAMPLE, ModelNamed
from tests.random_models import RandomModel

if TYPE_CHECKING:
    import torch

pytestmark = pytest.mark.real_model

RATE_HZ = 16_000
OPTIONS = RecognitionOptions(timestamps=TimestampMode.NONE)
# What becomes of the encoder's output, shape (batch, features, frames), of these lengths.
Spoil = Callable[["torch.Tensor", "torch.Tensor"], None]


class Gpu:
    """A model that says it is on a GPU; `spoil` is called in the precisions of `spoiled`."""

    def __init__(self, model: RandomModel) -> None:
        self.recognizer = nemo_loader.load(
            model.folder, model.spec, DeviceChoice.CPU, Precision.FP32
        )
        self.recognizer.device = DeviceChoice.CUDA
        self.recognizer.precision = Precision.FP16
        self.spoiled: set[Precision] = set()
        self.spoil: Spoil = lambda _encoded, _lengths: None
        self.calls = 0
        self.recognizer._model.encoder.register_forward_hook(self._on_encoded)

    def _on_encoded(
        self, _module: object, _inputs: object, output: tuple["torch.Tensor", "torch.Tensor"]
    ) -> None:
        self.calls += 1
        if self.recognizer.precision in self.spoiled:
            self.spoil(*output)

    def heard(self, *audio: AudioChunk) -> list[str]:
        return [one.text for one in self.recognizer.recognize(audio, OPTIONS)]


@pytest.fixture
def gpu(starter: RandomModel, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gpu]:
    monkeypatch.setattr(precision, "computing", lambda *_: contextlib.nullcontext())
    made = Gpu(starter)
    yield made
    made.recognizer._model = None


@pytest.fixture(scope="module")
def sentences() -> tuple[AudioChunk, AudioChunk]:
    """Two chunks of speech, the first of which is the longer one."""
    found = sorted(chunks(decode(SAMPLE), 6.0), key=lambda one: -one.duration_s)
    assert found[0].duration_s > found[1].duration_s + 0.5
    return found[0], found[1]


def quiet(seconds: float, level: float = 0.0) -> AudioChunk:
    return AudioChunk(0.0, np.full(round(seconds * RATE_HZ), level, np.float32), ())


def infinite(encoded: "torch.Tensor", _lengths: "torch.Tensor") -> None:
    encoded[0, 3, 1] = float("inf")


def not_numbers(encoded: "torch.Tensor", _lengths: "torch.Tensor") -> None:
    encoded.fill_(float("nan"))


def padded(encoded: "torch.Tensor", lengths: "torch.Tensor") -> None:
    for number, length in enumerate(lengths):
        encoded[number, :, int(length) :] = float("inf")


@pytest.mark.parametrize("level", [0.0, 1e-4, 0.02])
def test_a_batch_without_words_is_no_overflow(gpu: Gpu, level: float) -> None:
    for _ in range(3):
        assert gpu.heard(quiet(2.0, level), quiet(1.5, level)) == ["", ""]
    assert gpu.recognizer.precision is Precision.FP16 and gpu.calls == 3


def test_a_trial_after_a_failure_changes_nothing(gpu: Gpu) -> None:
    gpu.recognizer._is_doubtful = True
    # The model is on the CPU, and is asked where it is.
    gpu.recognizer.device = DeviceChoice.CPU
    assert gpu.recognizer.is_usable()
    gpu.recognizer.device = DeviceChoice.CUDA
    gpu.heard(quiet(1.0, 1e-4))
    assert gpu.recognizer.precision is Precision.FP16


@pytest.mark.parametrize("spoil", [infinite, not_numbers])
@pytest.mark.parametrize(
    ("spoiled", "left"),
    [
        ({Precision.FP16}, Precision.BF16),
        ({Precision.FP16, Precision.BF16}, Precision.FP32),
    ],
)
def test_an_overflow_goes_on_in_a_precision_that_holds_the_numbers(
    gpu: Gpu,
    sentences: tuple[AudioChunk, AudioChunk],
    spoil: Spoil,
    spoiled: set[Precision],
    left: Precision,
) -> None:
    """Also if it affects one chunk only, and the others of its batch have words."""
    right = gpu.heard(*sentences)
    assert all(right)
    gpu.spoil, gpu.spoiled = spoil, spoiled
    assert gpu.heard(*sentences) == right
    assert gpu.recognizer.precision is left
    assert gpu.heard(*sentences) == right  # and it stays there


def test_what_lies_beyond_a_chunks_end_is_no_overflow(
    gpu: Gpu, sentences: tuple[AudioChunk, AudioChunk]
) -> None:
    right = gpu.heard(*sentences)
    gpu.spoil, gpu.spoiled = padded, {Precision.FP16}
    assert gpu.heard(*sentences) == right
    assert gpu.recognizer.precision is Precision.FP16


def test_sound_that_no_precision_holds_costs_the_next_recording_nothing(
    gpu: Gpu, sentences: tuple[AudioChunk, AudioChunk]
) -> None:
    gpu.spoil, gpu.spoiled = not_numbers, set(Precision)
    with pytest.raises(EngineError, match="no usable result"):
        gpu.heard(*sentences)
    gpu.spoiled = set()
    assert all(gpu.heard(*sentences))
    assert gpu.recognizer.precision is Precision.FP16


def test_nonsense_of_a_broken_model_is_no_text_on_a_cpu_either(
    gpu: Gpu, sentences: tuple[AudioChunk, AudioChunk]
) -> None:
    gpu.recognizer.device, gpu.recognizer.precision = DeviceChoice.CPU, Precision.FP32
    gpu.spoil, gpu.spoiled = not_numbers, set(Precision)
    with pytest.raises(EngineError, match="no usable result"):
        gpu.heard(*sentences)


@pytest.mark.parametrize("kind", ["ctc", "tdt", "hybrid", "canary"])
def test_every_kind_of_model_is_inspected(
    model_named: ModelNamed, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(precision, "computing", lambda *_: contextlib.nullcontext())
    gpu = Gpu(model_named(kind))
    audio = AudioChunk(0.0, np.random.default_rng(1).normal(0, 0.1, RATE_HZ).astype(np.float32), ())
    options = RecognitionOptions("en", "en", TimestampMode.NONE)
    gpu.recognizer.recognize([audio], options)
    assert gpu.recognizer.precision == "fp16"
    gpu.spoil, gpu.spoiled = infinite, {Precision.FP16}
    gpu.recognizer.recognize([audio], options)
    assert gpu.recognizer.precision == "bf16"


def test_a_gpu_that_refuses_to_free_memory_holds_nothing_up(
    starter: RandomModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After some errors CUDA refuses every call; the model is to go to the CPU then."""

    def refuse() -> None:
        raise RuntimeError("CUDA error: an illegal memory access was encountered")

    monkeypatch.setattr("torch.cuda.empty_cache", refuse)
    recognizer = NemoRecognizer(None, starter.spec, DeviceChoice.CUDA, Precision.FP16, 1)
    recognizer.free_memory()
    recognizer.close()
