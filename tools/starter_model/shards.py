"""Training data as the model's input: normalised log-mel frames with their words, on disk."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from tools.starter_model.augment import SHORTEST_UTTERANCE_S, utterance
from tools.starter_model.grammar import seeded
from tools.starter_model.speech import SAMPLE_RATE_HZ, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from tools.starter_model.pool import Pool
    from tools.starter_model.speech import Samples

MEL_BANDS: Final = 80
FRAMES_PER_S: Final = 100

# As in every NeMo FastConformer, but for the number of mel bands.
PREPROCESSOR: Final = {
    "sample_rate": SAMPLE_RATE_HZ,
    "normalize": "per_feature",
    "window_size": 0.025,
    "window_stride": 1 / FRAMES_PER_S,
    "window": "hann",
    "features": MEL_BANDS,
    "n_fft": 512,
    "log": True,
    "frame_splicing": 1,
    "dither": 1e-5,
    "pad_to": 0,
    "pad_value": 0.0,
}


@dataclass(frozen=True)
class Example:
    """Log-mel frames [frames, bands] and the words spoken in them."""

    frames: NDArray[np.float16]
    words: tuple[Word, ...]


def log_mel() -> Callable[[Samples], NDArray[np.float16]]:
    """NeMo's own preprocessor as a function."""
    import torch
    from nemo.collections.asr.modules import AudioToMelSpectrogramPreprocessor

    torch.set_num_threads(1)
    preprocessor = AudioToMelSpectrogramPreprocessor(**PREPROCESSOR).eval()

    def apply(samples: Samples) -> NDArray[np.float16]:
        with torch.inference_mode():
            frames, lengths = preprocessor(
                input_signal=torch.from_numpy(samples)[None], length=torch.tensor([samples.size])
            )
        frames = frames[0, :, : int(lengths)].T
        return np.ascontiguousarray(frames.numpy(), np.float16)

    return apply


def write_shard(pools: Sequence[tuple[Pool, float]], path: Path, hours: float, seed: int) -> None:
    """Write ``path``.f16 and ``path``.jsonl; ``pools`` come with how often each is used.

    The index is written last and at once: a shard that has one is complete.
    """
    chooser = seeded("shard", seed)
    transform = log_mel()
    weights = [weight for _, weight in pools]
    offset = 0
    lines = []
    with path.with_suffix(".f16").open("wb") as frames_file:
        while offset < hours * 3_600 * FRAMES_PER_S:
            ((pool, _),) = chooser.choices(pools, weights)
            made = utterance(pool, chooser)
            if made.samples.size < SHORTEST_UTTERANCE_S * SAMPLE_RATE_HZ:
                continue
            frames = transform(made.samples)
            frames_file.write(frames.tobytes())
            words = [[word.text, word.start_s, word.end_s] for word in made.words]
            lines.append(json.dumps({"frames": [offset, offset + len(frames)], "words": words}))
            offset += len(frames)
    partial = path.with_suffix(".partial")
    partial.write_text("\n".join(lines) + "\n", encoding="utf-8")
    partial.rename(path.with_suffix(".jsonl"))


def read_shard(path: Path) -> list[Example]:
    """What ``write_shard`` wrote; frames stay on disk until they are used."""
    frames: NDArray[Any] = np.memmap(path.with_suffix(".f16"), np.float16, "r")
    frames = frames.reshape(-1, MEL_BANDS)
    examples = []
    for line in path.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        first, last = entry["frames"]
        words = tuple(Word(*word) for word in entry["words"])
        examples.append(Example(frames[first:last], words))
    return examples
