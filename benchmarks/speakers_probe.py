"""Run one side of the benchmark "speakers" in a fresh process.

`python -m benchmarks.speakers_probe SIDE …` prints one line of JSON. The sides:

ours MODEL RECORDING            the diarizer alone, precision `auto`: seconds of the processor
theirs MODEL RECORDING          NeMo's `diarize()` of the same samples, with the card's pace, or
                                transformers' own call
memory MODEL SECONDS            the peak of the resident set, in bytes, while that much is heard
pairs RECOGNISER DIARIZER RECORDING N  the program, from a file to a text, N times with speakers
                                and without: seconds of each pair

Seconds are those of all threads of the process, so that what else runs changes little.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.cpu_probe import SPEC
from benchmarks.large_diarizers import NEMOTRON, SPECS
from benchmarks.process_memory import peak_bytes, reset_peak
from desktop_app.core.cancel import CancelToken
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.request import (
    DeviceChoice,
    Notice,
    Precision,
    SpeakerSearch,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.engine.compute.runtime import default_thread_count, quiet, torch_threads
from desktop_app.engine.nemo.importing import import_nemo
from desktop_app.engine.session import Session
from desktop_app.engine.speakers.diarizer import Diarizer, Probabilities
from desktop_app.engine.speakers.loading import load_diarizer
from desktop_app.engine.speakers.sortformer import CARD

WARM_UP_S = 60

Hear = Callable[[NDArray[np.float32]], Probabilities]


def ours(model: str, recording: str) -> float:
    """Hear the recording in blocks of a second, as the program does."""
    sound = _samples(recording)
    diarizer = _loaded(model)
    _heard(diarizer, iter([sound[: WARM_UP_S * SAMPLE_RATE_HZ]]))
    started_s = time.process_time()
    frames = _heard(diarizer, _blocks(sound))
    seconds = time.process_time() - started_s
    _check(len(frames), len(sound), diarizer.frame_s)
    return seconds


def theirs(model: str, recording: str) -> float:
    """Hear it with the library's own call, as the model's card says for the fewest errors."""
    sound = _samples(recording)
    import_nemo()
    is_nemotron = _spec_of(model) is NEMOTRON
    heard = _by_transformers(Path(model)) if is_nemotron else _by_nemo(Path(model))
    with quiet(), torch_threads(default_thread_count()):
        heard(sound[: WARM_UP_S * SAMPLE_RATE_HZ])
        started_s = time.process_time()
        frames = heard(sound)
        seconds = time.process_time() - started_s
    _check(len(frames), len(sound), 0.01 if is_nemotron else 0.08)
    return seconds


def _by_transformers(folder: Path) -> Hear:
    import torch

    from desktop_app.engine.speakers.nemotron import import_library

    library = import_library()
    model = library.Model.from_pretrained(folder, local_files_only=True).eval()
    features_of = library.Features.from_pretrained(folder, local_files_only=True)

    def heard(samples: NDArray[np.float32]) -> Probabilities:
        with torch.inference_mode():
            features = features_of(samples, sampling_rate=SAMPLE_RATE_HZ)["input_features"]
            logits = model(features[:, : len(samples) // 160]).logits[0]
        found: Probabilities = logits.sigmoid().numpy()
        return found

    return heard


def _by_nemo(folder: Path) -> Hear:
    from nemo.collections.asr.models import sortformer_diar_models

    from desktop_app.engine.nemo import restoring

    # It would draw one for each recording, whatever is asked for.
    sortformer_diar_models.tqdm = lambda steps, **_: steps
    restored = restoring.restore(folder, DeviceChoice.CPU, kind=ModelKind.SORTFORMER).eval()
    modules = restored.sortformer_modules
    modules.chunk_len, modules.chunk_left_context = CARD.chunk, CARD.left
    modules.chunk_right_context, modules.fifo_len = CARD.right, CARD.fifo
    modules.spkcache_update_period = CARD.update
    # A random model's speakers change with each frame: making turns of them would take long.
    restored._diarize_output_processing = lambda frames, *_: ([[]], [frames])  # noqa: SLF001

    def heard(samples: NDArray[np.float32]) -> Probabilities:
        _segments, frames = restored.diarize(
            [samples], sample_rate=SAMPLE_RATE_HZ, batch_size=1, num_workers=0, verbose=False,
            include_tensor_outputs=True,
        )  # fmt: skip
        found: Probabilities = frames[0].squeeze(0).numpy()
        return found

    return heard


def memory(model: str, seconds: str) -> int:
    """Hear that many seconds, after some that fill all that is kept."""
    diarizer = _loaded(model)
    _heard(diarizer, _noise(WARM_UP_S))
    reset_peak()
    frames = 0
    stream = diarizer.stream()
    for block in _noise(int(seconds)):
        frames += len(stream.add(block))
    frames += len(stream.finish())
    _check(frames, int(seconds) * SAMPLE_RATE_HZ, diarizer.frame_s)
    return peak_bytes()


def pairs(recogniser: str, diarizer: str, recording: str, count: str) -> list[tuple[float, float]]:
    """Transcribe the recording with its speakers and without, in turn."""
    spec = _spec_of(diarizer)
    folders = {SPEC.id: Path(recogniser), spec.id: Path(diarizer)}
    session = Session(lambda model, _cancel: folders[model.id])
    alone = TranscriptionRequest(Path(recording), SPEC, device=DeviceChoice.CPU)
    both = replace(alone, speakers=SpeakerSearch(spec))

    def seconds(request: TranscriptionRequest) -> float:
        events: list[TranscriptionEvent] = []
        started_s = time.process_time()
        found = session.transcribe(request, CancelToken(), events.append).segments
        took_s = time.process_time() - started_s
        # Such as that no speakers were found.
        notices = [event.text for event in events if isinstance(event, Notice)]
        if notices or not found:
            raise RuntimeError("; ".join(notices) or "nothing was recognised")
        return took_s

    seconds(both)  # loads both models
    return [(seconds(both), seconds(alone)) for _ in range(int(count))]


def _loaded(model: str) -> Diarizer:
    import_nemo()
    return load_diarizer(Path(model), _spec_of(model), DeviceChoice.CPU, Precision.AUTO)


def _spec_of(model: str) -> ModelSpec:
    return SPECS[Path(model).name]


def _samples(recording: str) -> NDArray[np.float32]:
    import soundfile

    samples: NDArray[np.float32] = soundfile.read(recording, dtype="float32")[0]
    return samples


def _blocks(sound: NDArray[np.float32]) -> Iterator[NDArray[np.float32]]:
    for start in range(0, len(sound), SAMPLE_RATE_HZ):
        yield sound[start : start + SAMPLE_RATE_HZ]


def _noise(seconds: int) -> Iterator[NDArray[np.float32]]:
    chance = np.random.default_rng(0)
    for _ in range(seconds):
        yield (0.1 * chance.standard_normal(SAMPLE_RATE_HZ)).astype(np.float32)


def _heard(diarizer: Diarizer, blocks: Iterator[NDArray[np.float32]]) -> Probabilities:
    stream = diarizer.stream()
    return np.concatenate([*(stream.add(block) for block in blocks), stream.finish()])


def _check(frames: int, samples: int, frame_s: float) -> None:
    expected = samples / SAMPLE_RATE_HZ / frame_s
    if abs(frames - expected) > 1:
        raise RuntimeError(f"{frames} frames instead of {expected:.0f}")


SIDES: dict[str, Callable[..., object]] = {
    "ours": ours,
    "theirs": theirs,
    "memory": memory,
    "pairs": pairs,
}

if __name__ == "__main__":
    side, *rest = sys.argv[1:]
    sys.stdout.write("\n" + json.dumps(SIDES[side](*rest)) + "\n")
