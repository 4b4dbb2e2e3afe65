"""Speech probability of each 32 ms of sound, by the silero-vad model.

silero-vad's own call takes one frame at a time, 47 to 92 times real time on one CPU core, because
its recurrent cell needs the frame before. Everything below that cell (the spectrum and the
convolutions, nine tenths of the work) does not: here they run over all frames of a block at once,
and then the same cell, as `torch.nn.LSTM`, over the block in one call. The numbers are those of the
original to float rounding (tests/unit/media/test_speech.py), 500 times real time.
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

    Each detector has its own state, so that several files can be read in several threads; they
    share the network and take turns. Do not share a detector between threads.
    """

    def __init__(self) -> None:
        import torch

        with _TURN:  # `warnings.catch_warnings` is not thread-safe
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
        """Reset the state for another recording."""
        import torch

        self._state = (torch.zeros(1, 1, STATE_WIDTH), torch.zeros(1, 1, STATE_WIDTH))
        self._context = np.zeros(CONTEXT_SAMPLES, np.float32)

    def probabilities(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the speech probability of each next frame.

        Args:
            samples: float32, shape (n,), mono, 16 kHz. A partial last frame is padded with silence,
                so only the end of the sound may have one.

        Returns:
            float32, shape (ceil(n / 512),), each in [0, 1].
        """
        if not len(samples):
            return np.zeros(0, np.float32)
        import torch

        padded = np.pad(samples, (0, -len(samples) % FRAME_SAMPLES))
        joined = np.concatenate([self._context, padded])
        # Inference mode is per thread: it must end before this returns to the caller.
        with _one_thread(), torch.inference_mode():
            frames = torch.from_numpy(joined).unfold(
                0, CONTEXT_SAMPLES + FRAME_SAMPLES, FRAME_SAMPLES
            )
            network = self._network
            features = network.encoder(network.run_extractors(frames))  # (frames, 128, 1)
            hidden, state = self._recurrent(features.transpose(1, 2), self._state)
            likely = network.decoder.decoder(hidden.transpose(1, 2))  # (frames, 1, 1)
            result: NDArray[np.float32] = likely.reshape(-1).numpy().copy()
        # Only now: if memory ran out before, the same sound may be passed again.
        self._state, self._context = state, joined[-CONTEXT_SAMPLES:].copy()
        return result


def hear_speech(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the speech probability of each frame of a sound, from a fresh state.

    Args:
        samples: float32, shape (n,), mono, 16 kHz.

    Returns:
        float32, shape (ceil(n / 512),), each in [0, 1].
    """
    return SpeechDetector().probabilities(samples)


@contextmanager
def _one_thread() -> Iterator[None]:
    """Limit torch to one thread inside the block, and restore its number afterwards.

    The work is too small to divide: two threads on a busy computer of two cores are 7 to 14 times
    slower than one (70 against 500 to 975 times real time). The number is per thread, so a model in
    another thread is not slowed down; but a thread inherits the last number set when it first uses
    torch, so detectors take turns.
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
    """Load the TorchScript model from silero-vad's wheel.

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
