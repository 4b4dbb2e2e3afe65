"""Voices in numbers: a model that turns speech into them, and which voice is which.

A voice print is a unit vector: two of one person's voice point nearly the same way, whatever is
said. Prints of different models have nothing in common.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import EngineError
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import DeviceChoice
from desktop_app.engine.compute.runtime import default_thread_count, torch_threads
from desktop_app.engine.device import failure_of, free_memory
from desktop_app.engine.nemo.restoring import restored
from desktop_app.engine.recognizer import NemoModel
from desktop_app.system.files import named_by_text

Samples = NDArray[np.float32]
VoicePrint = NDArray[np.float32]

# NeMo's `verify_speakers` takes two recordings for one person's from 0.7 on, of (1 + cosine) / 2.
LEAST_LIKENESS = 0.4
# Less speech says little of a voice: TitaNet was trained on pieces of 1.5 to 3 s.
LEAST_S = 1.5


class VoiceModel:
    """A speaker model of NeMo in memory, on the CPU: a minute of speech takes it a few seconds.

    Args:
        model: NeMo's EncDecSpeakerLabelModel, ready to compute.
        spec: its description.
    """

    def __init__(self, model: NemoModel, spec: ModelSpec) -> None:
        self._model = model
        self.spec = spec

    def voice_print(self, samples: Samples) -> VoicePrint:
        """Return the print of a voice, float32, of unit length.

        Args:
            samples: one person's speech, float32 mono at 16 kHz, at least `LEAST_S` of it.

        Raises:
            ValueError: it is shorter.
            OutOfMemory: it does not fit.
            EngineError: NeMo failed, or gave no number.
        """
        if len(samples) < LEAST_S * SAMPLE_RATE_HZ:
            raise ValueError("too short to know a voice by")
        try:
            found = self._embedding(samples)
        except Exception as error:  # NeMo can fail in any way; the message is ours
            raise failure_of(error, DeviceChoice.CPU, self.spec.title) from error
        length = float(np.linalg.norm(found))
        if not np.isfinite(length) or length <= 0.0:
            raise EngineError(
                "{model} failed on this recording.", f"length {length}", model=self.spec.title
            )
        return np.asarray(found / length, np.float32)

    def close(self) -> None:
        """Free the memory and unmap the weights, so that the folder can be deleted."""
        self._model = None
        free_memory(DeviceChoice.CPU)

    def _embedding(self, samples: Samples) -> NDArray[np.float64]:
        import torch

        sound = torch.from_numpy(np.ascontiguousarray(samples, np.float32))[None]
        with torch.inference_mode(), torch_threads(default_thread_count()):
            _logits, embedding = self._model.forward(
                input_signal=sound, input_signal_length=torch.tensor([sound.shape[1]])
            )
        return np.asarray(embedding[0].numpy(), np.float64)


def load_voice_model(
    folder: Path, spec: ModelSpec, cancel: CancelToken | None = None
) -> VoiceModel:
    """Load the speaker model in a folder.

    In float32: it consists of convolutions, which int8 does not make faster here, and is small.

    Raises:
        Cancelled: cancellation was requested.
        ModelInvalid: the folder is no speaker model, or damaged.
        ModelInUse, OutOfMemory: as `engine.nemo.loader.load`.
    """
    with named_by_text(folder) as readable:
        model = restored(readable, spec, DeviceChoice.CPU)
    (cancel or CancelToken()).raise_if_cancelled()
    model.eval()
    model.requires_grad_(False)  # noqa: FBT003 - torch's signature
    return VoiceModel(model, spec)


def mean_print(prints: Iterable[tuple[VoicePrint, float]]) -> VoicePrint | None:
    """Return the print of one voice that was heard several times; None if nothing is left.

    Args:
        prints: of this voice, all of one model, each with the seconds of speech it is of.
    """
    parts = [np.asarray(one, np.float64) * seconds for one, seconds in prints]
    if not parts:
        return None
    whole = np.sum(parts, axis=0)
    length = float(np.linalg.norm(whole))
    return np.asarray(whole / length, np.float32) if length > 0.0 else None


def known_as(
    heard: Mapping[str, VoicePrint],
    known: Mapping[str, VoicePrint],
    least: float = LEAST_LIKENESS,
) -> dict[str, str]:
    """Return who of those heard is which of those known, the most alike first, each but once.

    Args:
        heard: the speakers of a recording, and their prints.
        known: names, and prints of the same model.
        least: the cosine from which on two prints are of one person.

    Returns:
        names of those known, by speakers of the recording.
    """
    pairs = sorted(
        (
            (float(mine @ theirs), speaker, name)
            for speaker, mine in heard.items()
            for name, theirs in known.items()
            if mine.shape == theirs.shape
        ),
        key=lambda pair: (-pair[0], pair[1:]),
    )
    found: dict[str, str] = {}
    for likeness, speaker, name in pairs:
        if likeness >= least and speaker not in found and name not in found.values():
            found[speaker] = name
    return found


def stored_print(voice_print: VoicePrint) -> bytes:
    """Return a print as the library keeps it: float32, little-endian."""
    return np.asarray(voice_print, "<f4").tobytes()


def print_of(data: bytes) -> VoicePrint | None:
    """Return what `stored_print` was given; None if it is damaged."""
    if not data or len(data) % 4:
        return None
    found = np.frombuffer(data, "<f4").astype(np.float32)
    length = float(np.linalg.norm(found.astype(np.float64)))
    return found if np.isfinite(length) and abs(length - 1.0) < 1e-3 else None  # noqa: PLR2004
