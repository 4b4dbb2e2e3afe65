"""The loop for Nemotron diarizers against transformers' own way, and models that fail."""

import functools
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec import convert, to_builtins

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled, EngineError, ModelInvalid, OutOfMemory
from desktop_app.core.model_config.nemotron import (
    CLASS,
    CONFIG_FILE,
    FRONT_END_FILES,
    MODEL_TYPE,
    WEIGHTS_FILE,
    FrontEnd,
    NemotronConfig,
)
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.compute.runtime import torch_threads
from desktop_app.engine.speakers.diarizer import Probabilities, Samples
from desktop_app.engine.speakers.nemotron import NemotronDiarizer, import_library, load_nemotron
from tests.nemotron_folders import SPEC, TINY, make
from tests.random_models import speech_like
from tests.watching import watched

pytestmark = pytest.mark.real_model
CPU = DeviceChoice.CPU
HOP = 160
# Ours may differ from transformers' by this much: sums are taken in another order.
CLOSE = 1e-3


@pytest.fixture(scope="module", autouse=True)
def _one_thread() -> Iterator[None]:
    """The reference on one thread, as ours: two on a busy computer wait for one another."""
    with torch_threads(1):
        yield


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    home = tmp_path_factory.mktemp("nemotron")
    return {name: make(home / name, shape) for name, shape in TINY.items()}


@pytest.fixture
def folder(folders: dict[str, Path], tmp_path: Path) -> Path:
    """A folder of one's own to damage."""
    return shutil.copytree(folders["short"], tmp_path / "model")


@pytest.fixture
def diarizer(folders: dict[str, Path]) -> Iterator[NemotronDiarizer]:
    made = load_nemotron(folders["short"], SPEC, CPU, Precision.FP32)
    yield made
    made.close()


def heard(diarizer: NemotronDiarizer, samples: Samples, block: int = 16_000) -> Probabilities:
    """All frames of a recording that comes in blocks."""
    stream = diarizer.stream()
    blocks = [samples[start : start + block] for start in range(0, len(samples), block)]
    return np.concatenate([*map(stream.add, blocks), stream.finish()])


@functools.cache
def restored_by_the_library(folder: Path) -> tuple[Any, Any]:
    """A model and its processor, as the model's card says."""
    from transformers import AutoModelForAudioFrameClassification, AutoProcessor

    model = AutoModelForAudioFrameClassification.from_pretrained(folder, local_files_only=True)
    processor: Any = AutoProcessor
    return model, processor.from_pretrained(folder, local_files_only=True)


def by_the_library(folder: Path, samples: Samples) -> Probabilities:
    """What transformers makes of the whole recording with its own processor and its own loop."""
    import torch

    model, processor = restored_by_the_library(folder)
    features = processor(samples, sampling_rate=16_000)["input_features"]
    with torch.inference_mode():
        # The last feature is none: for streams the processor leaves it out itself.
        logits = model(features[:, : len(samples) // HOP]).logits[0]
    told: Probabilities = logits.sigmoid().numpy()
    return told


CHUNK = {"short": 20 * 8 * HOP, "looks-back": 33 * 4 * HOP, "long": 340 * 8 * HOP}
AROUND = {"short": 4 * 8 * HOP, "looks-back": 7 * 4 * HOP, "long": 40 * 8 * HOP}


@pytest.mark.parametrize("name", TINY)
def test_the_loop_tells_what_the_library_tells(name: str, folders: dict[str, Path]) -> None:
    diarizer = load_nemotron(folders[name], SPEC, CPU, Precision.FP32)
    chunk, around = CHUNK[name], AROUND[name]
    lengths = [
        1600, 1601, chunk, chunk + around - 1, chunk + around, chunk + around + HOP,
        2 * chunk + around + 3 * HOP + 77,
    ]  # fmt: skip
    if name == "looks-back":
        lengths.append(100 * 16_000)
    for length in lengths:
        sound = speech_like(length / 16_000, seed=length)
        ours, theirs = heard(diarizer, sound), by_the_library(folders[name], sound)
        assert ours.shape == theirs.shape == (length // HOP, diarizer.most_speakers)
        assert np.abs(ours - theirs).max() < CLOSE
        if length > chunk:  # or the comparison would say nothing
            assert theirs.std(axis=0).mean() > 0.1
    diarizer.close()


@pytest.mark.parametrize("block", [7, 160, 12_345, 10**9])
def test_blocks_of_any_length_tell_the_same(block: int, diarizer: NemotronDiarizer) -> None:
    sound = speech_like(5.0, seed=1)
    assert np.array_equal(heard(diarizer, sound, block), heard(diarizer, sound))


@pytest.mark.parametrize("count", [0, 1, 159, 160, 400, 1600])
def test_hardly_any_sound(count: int, diarizer: NemotronDiarizer) -> None:
    frames = heard(diarizer, speech_like(1.0)[:count])
    assert frames.shape == (count // HOP, 8)
    assert frames.dtype == np.float32
    assert diarizer.frame_s == 0.01


def test_silence_and_noise_as_loud_as_it_gets(diarizer: NemotronDiarizer) -> None:
    for sound in (np.zeros(80_000, np.float32), np.sign(speech_like(5.0))):
        frames = heard(diarizer, sound)
        assert len(frames) == 500
        assert ((frames >= 0) & (frames <= 1)).all()


def test_what_is_told_early_is_final(diarizer: NemotronDiarizer) -> None:
    """Frames come with the chunk, and silence after them changes nothing."""
    sound = speech_like(6.0, seed=4)
    stream = diarizer.stream()
    early = stream.add(sound)
    assert len(early) == 3 * 160
    quiet_end = np.concatenate([sound, np.zeros(32_000, np.float32)])
    assert np.array_equal(heard(diarizer, quiet_end)[: len(early)], early)


def test_recordings_know_nothing_of_one_another(diarizer: NemotronDiarizer) -> None:
    sound = speech_like(5.0, seed=2)
    alone = heard(diarizer, sound)
    diarizer.stream().add(speech_like(9.0, seed=8))
    assert np.array_equal(heard(diarizer, sound), alone)


def test_int8_hears_nearly_the_same_and_lets_go_of_the_weights(
    folders: dict[str, Path], tmp_path: Path
) -> None:
    folder = shutil.copytree(folders["long"], tmp_path / "model")
    exact = load_nemotron(folder, SPEC, CPU, Precision.FP32)
    rounded = load_nemotron(folder, SPEC, CPU, Precision.INT8)
    assert rounded.precision is Precision.INT8
    sound = speech_like(40.0, seed=5)
    expected = heard(exact, sound)
    assert 0 < np.abs(heard(rounded, sound) - expected).mean() < 0.05
    maps = Path("/proc/self/maps")
    if maps.is_file():
        assert str(folder) in maps.read_text(encoding="utf-8")
        exact.close()
        assert str(folder) not in maps.read_text(encoding="utf-8")
    (folder / WEIGHTS_FILE).unlink()  # Windows refuses while the file is mapped
    assert len(heard(rounded, sound)) == 4000
    assert not list(folder.glob("aviary*"))


def test_bfloat16_by_autocast(folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop_app.engine.compute.cpu import Cpu
    from desktop_app.engine.speakers import nemotron

    monkeypatch.setattr(nemotron, "this_cpu", lambda: Cpu(bf16=True))
    diarizer = load_nemotron(folders["long"], SPEC, CPU, Precision.BF16)
    assert diarizer.precision is Precision.BF16
    exact = load_nemotron(folders["long"], SPEC, CPU, Precision.FP32)
    sound = speech_like(40.0, seed=5)
    assert 0 < np.abs(heard(diarizer, sound) - heard(exact, sound)).mean() < 0.05


def test_half_the_bytes_in_the_file(folder: Path) -> None:
    from safetensors.torch import load_file, save_file

    weights = {name: value.bfloat16() for name, value in load_file(folder / WEIGHTS_FILE).items()}
    save_file(weights, folder / WEIGHTS_FILE)
    diarizer = load_nemotron(folder, SPEC, CPU, Precision.FP32)
    sound = speech_like(4.0)
    assert np.abs(heard(diarizer, sound) - by_the_library(folder, sound)).max() < CLOSE


def test_loading_and_hearing_touch_nothing_else(folder: Path, diarizer: NemotronDiarizer) -> None:
    heard(diarizer, speech_like(3.0))  # what is imported on the way is not the question here
    import sys

    with watched(folder, Path("/proc"), Path("/sys"), modules=frozenset(sys.modules)) as seen:
        other = load_nemotron(folder, SPEC, CPU, Precision.INT8)
        heard(other, speech_like(3.0))
        other.close()
    assert seen.seen == []


def test_defaults_are_the_librarys() -> None:
    library = import_library()
    ours = convert({"model_type": MODEL_TYPE, "architectures": [CLASS]}, NemotronConfig)
    theirs = library.Config().to_dict()
    theirs["audio_config"]["num_key_value_heads"] = None  # filled in afterwards

    def compare(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
        for name, value in ours.items():
            if isinstance(value, dict):
                compare(value, theirs[name])
            else:
                assert theirs[name] == value, name

    compare({**to_builtins(ours), "architectures": None}, theirs | {"architectures": None})
    sound = to_builtins(FrontEnd("NemotronAsrStreamingFeatureExtractor", 80))
    compare(sound, library.Features().to_dict())


def test_a_load_that_is_no_longer_wanted(folder: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        load_nemotron(folder, SPEC, CPU, Precision.INT8, cancel)


def _cut(folder: Path) -> None:
    path = folder / WEIGHTS_FILE
    path.write_bytes(path.read_bytes()[:-500])


def _nothing(folder: Path) -> None:
    (folder / WEIGHTS_FILE).write_bytes(b"")


def _pickled(folder: Path) -> None:
    import torch

    torch.save({"silence_embeds": torch.zeros(32)}, folder / WEIGHTS_FILE)


def _fewer(folder: Path) -> None:
    from safetensors.torch import load_file, save_file

    weights = load_file(folder / WEIGHTS_FILE)
    del weights["silence_embeds"]
    save_file(weights, folder / WEIGHTS_FILE)


def _other_sizes(folder: Path) -> None:
    config = json.loads((folder / CONFIG_FILE).read_bytes())
    config["audio_config"]["num_hidden_layers"] = 1
    (folder / CONFIG_FILE).write_text(json.dumps(config), encoding="utf-8")


@pytest.mark.parametrize("damage", [_cut, _nothing, _pickled])
def test_damaged_weights(damage: Callable[[Path], None], folder: Path) -> None:
    damage(folder)
    with pytest.raises(ModelInvalid, match="Tiny Nemotron is damaged and cannot be loaded"):
        load_nemotron(folder, SPEC, CPU, Precision.FP32)


@pytest.mark.parametrize("change", [_fewer, _other_sizes])
def test_weights_of_another_model(change: Callable[[Path], None], folder: Path) -> None:
    change(folder)
    with pytest.raises(ModelInvalid, match="weights do not belong to its configuration"):
        load_nemotron(folder, SPEC, CPU, Precision.FP32)


@pytest.mark.parametrize("name", [CONFIG_FILE, WEIGHTS_FILE, FRONT_END_FILES[0]])
def test_a_file_is_missing(name: str, folder: Path) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelInvalid, match=name):
        load_nemotron(folder, SPEC, CPU, Precision.FP32)


def test_weights_that_are_no_numbers(folder: Path) -> None:
    from safetensors.torch import load_file, save_file

    weights = load_file(folder / WEIGHTS_FILE)
    weights["model.proj.bias"].fill_(float("nan"))
    save_file(weights, folder / WEIGHTS_FILE)
    diarizer = load_nemotron(folder, SPEC, CPU, Precision.FP32)
    with pytest.raises(EngineError, match="Tiny Nemotron gave no usable result"):
        heard(diarizer, speech_like(3.0))
    assert not diarizer.is_usable()


def test_memory_that_runs_out_in_a_step(
    diarizer: NemotronDiarizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The chunk is as if it had not been heard: both stream and model go on."""
    import torch

    sound = speech_like(6.0, seed=6)
    expected = heard(diarizer, sound)
    cache = import_library().Cache
    full, calls = cache.update, []

    def update(*arguments: Any, **keywords: Any) -> None:
        full(*arguments, **keywords)
        calls.append(1)
        if len(calls) == 2:
            raise torch.OutOfMemoryError("CUDA out of memory")

    monkeypatch.setattr(cache, "update", update)
    stream = diarizer.stream()
    first = stream.add(sound[:32_000])
    with pytest.raises(OutOfMemory):
        stream.add(sound[32_000:64_000])
    again = [stream.add(sound[:0]), stream.add(sound[64_000:]), stream.finish()]
    assert np.array_equal(np.concatenate([first, *again]), expected)
    assert diarizer.is_usable()


def test_a_gpu_that_overflows_goes_on_more_precisely(
    diarizer: NemotronDiarizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no GPU here: the second step fails as float16 does, in float32."""
    from desktop_app.engine.compute import precision as precisions

    sound = speech_like(6.0, seed=6)
    expected = heard(diarizer, sound)
    entered: list[Precision] = []

    def computing(_device: DeviceChoice, precision: Precision) -> Any:
        import contextlib

        entered.append(precision)
        return contextlib.nullcontext()

    real = type(diarizer)._hear

    def hear(self: NemotronDiarizer, *arguments: Any) -> Any:
        state, told = real(self, *arguments)
        return state, told * float("nan") if entered[1:] == [Precision.FP16] else told

    monkeypatch.setattr(precisions, "computing", computing)
    monkeypatch.setattr(type(diarizer), "_hear", hear)
    stream = diarizer.stream()
    diarizer.precision = Precision.FP16
    monkeypatch.setattr(diarizer, "device", DeviceChoice.CUDA)
    told = np.concatenate([stream.add(sound), stream.finish()])
    assert np.array_equal(told, expected)
    assert entered[:3] == [Precision.FP16, Precision.FP16, Precision.BF16]
    assert diarizer.precision is Precision.BF16
