"""How likely each 32 ms of sound is speech, by the silero-vad model; knows nothing of chunks.

silero-vad's own call takes one frame at a time, 47 to 92 times real time on one CPU core, because
its recurrent cell needs the frame before. Everything below that cell (the spectrum and the
convolutions, nine tenths of the work) does not: here they run over all frames of a block at once,
and then the same cell, as `torch.nn.LSTM`, over the block in one call. The numbers are those of the
original to float rounding (tests/unit/test_media_speech.py), 500 times real time.
"""

import io
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import torch

# silero-vad's model for 16 kHz: frames of 512 samples, each preceded by 64 samples of context, and
# a recurrent cell 128 wide (`utils_vad.py`, `OnnxWrapper.__call__`, in the 6.2 wheel).
FRAME_SAMPLES = 512
CONTEXT_SAMPLES = 64
STATE_WIDTH = 128

_TURN = threading.Lock()


class SpeechDetector:
    """A stream of speech probabilities.

    Each detector has its own memory of what came before, so that several files can be read in
    several threads; the network is shared, as they take turns. Not to be shared between threads.
    """

    def __init__(self) -> None:
        import torch

        with _TURN:  # because `warnings.catch_warnings` is not for several threads at once
            whole = _load_model()
        self._network = whole._model  # noqa: SLF001 - the 16 kHz network, without the frame loop
        cell = self._network.decoder.rnn
        self._recurrent = torch.nn.LSTM(STATE_WIDTH, STATE_WIDTH)
        self._recurrent.load_state_dict(
            {f"{name}_l0": weight for name, weight in cell.state_dict().items()}
        )
        self._recurrent.eval()
        self.reset()

    def reset(self) -> None:
        """Forget what came before: another recording follows."""
        import torch

        self._state = (torch.zeros(1, 1, STATE_WIDTH), torch.zeros(1, 1, STATE_WIDTH))
        self._context = np.zeros(CONTEXT_SAMPLES, np.float32)

    def probabilities(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """The speech probability of each frame that follows what was given before.

        Args:
            samples: float32, shape (n,), mono, 16 kHz. A last frame that is not whole is filled
                up with silence, so only the end of the sound may have one.

        Returns:
            float32, shape (ceil(n / 512),), each in [0, 1].
        """
        if not len(samples):
            return np.zeros(0, np.float32)
        import torch

        padded = np.pad(samples, (0, -len(samples) % FRAME_SAMPLES))
        joined = np.concatenate([self._context, padded])
        # Inference mode belongs to a thread: it must end before this returns to the caller.
        with _one_thread(), torch.inference_mode():
            frames = torch.from_numpy(joined).unfold(
                0, CONTEXT_SAMPLES + FRAME_SAMPLES, FRAME_SAMPLES
            )
            network = self._network
            features = network.encoder(network.run_extractors(frames))  # (frames, 128, 1)
            hidden, state = self._recurrent(features.transpose(1, 2), self._state)
            likely = network.decoder.decoder(hidden.transpose(1, 2))  # (frames, 1, 1)
            result: NDArray[np.float32] = likely.reshape(-1).numpy().copy()
        # Only now: where memory ran out on the way, the same sound may be given again.
        self._state, self._context = state, joined[-CONTEXT_SAMPLES:].copy()
        return result


def hear_speech(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """The speech probability of each frame of a sound that nothing came before.

    Args:
        samples: float32, shape (n,), mono, 16 kHz.

    Returns:
        float32, shape (ceil(n / 512),), each in [0, 1].
    """
    return SpeechDetector().probabilities(samples)


@contextmanager
def _one_thread() -> Iterator[None]:
    """Hold torch to one core, and let it have its threads again afterwards.

    The work is too small to share: two threads on a busy computer of two cores are 7 to 14 times
    slower than one (70 against 500 to 975 times real time). Each thread has its own number, so a
    model that runs in another is not slowed down; but a thread takes over the number that was set
    last when it first uses torch, so detectors take turns.
    """
    import torch

    with _TURN:
        before = torch.get_num_threads()
        torch.set_num_threads(1)
        try:
            yield
        finally:
            torch.set_num_threads(before)


def _load_model() -> "torch.jit.ScriptModule":
    """The TorchScript model out of silero-vad's wheel.

    The package itself is not imported: `import silero_vad` sets the whole process to one torch
    thread. The file is read by Python, because torch's own reader fails on Windows below folders
    whose names it cannot encode.
    """
    spec = find_spec("silero_vad")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("silero_vad is not installed", name="silero_vad")
    path = Path(spec.submodule_search_locations[0]) / "data" / "silero_vad.jit"
    return _loaded(path)


@cache
def _loaded(path: Path) -> "torch.jit.ScriptModule":
    import torch

    with warnings.catch_warnings():
        # WORKAROUND torch 2.13: torch.jit.load is deprecated; the wheel has no other torch form.
        warnings.simplefilter("ignore", DeprecationWarning)
        model: torch.jit.ScriptModule = torch.jit.load(  # type: ignore[no-untyped-call]
            io.BytesIO(path.read_bytes()), map_location="cpu"
        )
    model.eval()
    return model
