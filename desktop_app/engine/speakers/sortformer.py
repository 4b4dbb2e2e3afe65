"""Sortformer: NeMo's model that tells up to four speakers apart, fed in a loop of our own.

NeMo's `diarize()` computes the features of a whole recording first, 43 MB a minute. Here they are
computed for a chunk at a time and the model's own streaming step is called with them, so that
memory does not grow with the recording. The probabilities are those of the model's streaming
forward: the same chunks, the same frames around them, the same cache of speakers.
"""

import contextlib
import copy
import logging
import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, EngineError
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.compute import precision as precisions
from desktop_app.engine.compute.runtime import default_thread_count, torch_threads
from desktop_app.engine.device import failure_of, free_memory
from desktop_app.engine.nemo.loader import set_up
from desktop_app.engine.nemo.restoring import fitting, restored
from desktop_app.engine.recognizer import NemoModel
from desktop_app.engine.speakers.diarizer import Probabilities, Samples
from desktop_app.system.files import named_by_text

if TYPE_CHECKING:
    import torch

logger = logging.getLogger(__name__)


class Pace(NamedTuple):
    """How a model walks through a recording, in frames.

    Attributes:
        chunk: frames told in one step.
        left: frames before them that are heard again.
        right: frames after them that are heard already.
        fifo: latest frames that wait before they go into the cache of speakers.
        update: how many of them go at once.
    """

    chunk: int
    left: int
    right: int
    fifo: int
    update: int


# What NeMo's recipe for training sets: chunk, left, right, fifo. It lies in the files of models for
# which nobody chose a pace; their cards then recommend one, by how long it may take.
RECIPE = (188, 1, 1, 0)
# The recommendation with the fewest errors (card of nvidia/diar_streaming_sortformer_4spk-v2).
CARD = Pace(chunk=340, left=1, right=40, fifo=40, update=300)
# On a CPU each step hears twice as much: half as often the cache and what is around, a quarter
# faster. With them it is 949 frames, 76 s: still less than the 90 s that the models are trained on.
CARD_ON_CPU = CARD._replace(chunk=2 * CARD.chunk)

# One second of near silence: the trial input for a model in memory.
_TRIAL = np.full(SAMPLE_RATE_HZ, 1e-4, np.float32)


def load_sortformer(
    folder: Path,
    spec: ModelSpec,
    device: DeviceChoice,
    precision: Precision,
    cancel: CancelToken | None = None,
    calibration: Path | None = None,
) -> "Sortformer":
    """Load the Sortformer in `folder`, an unpacked .nemo; arguments and errors as for recognisers.

    Raises:
        Cancelled: cancellation was requested.
        ModelInvalid: the folder is no Sortformer for streaming, or damaged.
        ModelInUse: another program still holds one of its files after several seconds.
        OutOfMemory: the model does not fit.
    """
    cancel = cancel or CancelToken()
    with named_by_text(folder) as readable, fitting(spec):
        model = restored(readable, spec, device)
        cancel.raise_if_cancelled()
        resolved = set_up(model, device, precision, readable, cancel, calibration)
    _set_pace(model.sortformer_modules, device)
    return Sortformer(model, spec, device, resolved)


def _set_pace(modules: NemoModel, device: DeviceChoice) -> None:
    own = (modules.chunk_len, modules.chunk_left_context, modules.chunk_right_context)
    if (*own, modules.fifo_len) != RECIPE:
        return
    pace = CARD_ON_CPU if device is DeviceChoice.CPU else CARD
    modules.chunk_len, modules.chunk_left_context = pace.chunk, pace.left
    modules.chunk_right_context, modules.fifo_len = pace.right, pace.fifo
    modules.spkcache_update_period = pace.update


class Sortformer:
    """NeMo's SortformerEncLabelModel behind the Diarizer protocol."""

    def __init__(
        self, model: NemoModel, spec: ModelSpec, device: DeviceChoice, precision: Precision
    ) -> None:
        self._model = model
        self._is_doubtful = False
        self.spec = spec
        self.device = device
        self.precision = precision
        self.most_speakers = int(model.sortformer_modules.n_spk)
        hop = model.preprocessor.featurizer.hop_length
        self.frame_s = hop * model.encoder.subsampling_factor / SAMPLE_RATE_HZ

    def stream(self) -> "SortformerStream":
        """Begin a recording."""
        return SortformerStream(self, self._model)

    def step(
        self,
        heard: "torch.Tensor",
        state: Any,  # noqa: ANN401 - NeMo's
        left: int,
        right: int,
    ) -> tuple[Any, Probabilities]:
        """Hear one chunk; called while `computing`.

        Args:
            heard: features, (1, frames, features), with those around the chunk.
            state: NeMo's streaming state; left as it is, so that a step may be tried again.
            left: how many of the features come before the chunk.
            right: how many come after it.

        Returns:
            The new state, and the probabilities of the chunk, (frames, speakers).

        Raises:
            EngineError: NeMo returned values that are not finite.
        """
        import torch

        length = torch.tensor([heard.shape[1]], device=heard.device)
        while True:
            with precisions.computing(self.device, self.precision):
                after, told = self._model.forward_streaming_step(
                    processed_signal=heard,
                    processed_signal_length=length,
                    streaming_state=copy.copy(state),
                    total_preds=heard.new_zeros((1, 0, self.most_speakers)),
                    left_offset=left,
                    right_offset=right,
                )
            probabilities = told[0].float().cpu().numpy()
            if np.isfinite(probabilities).all():
                return after, probabilities
            self._go_on_more_precisely()

    @contextlib.contextmanager
    def computing(self) -> Iterator[None]:
        """Compute inside the block, and explain failures.

        Raises:
            OutOfMemory: it does not fit.
            EngineError: NeMo failed.
        """
        import torch

        try:
            with torch.inference_mode(), torch_threads(default_thread_count()):
                yield
        except AppError:
            self._is_doubtful = True
            raise
        except Exception as error:  # NeMo can fail in any way; the message is ours
            self._is_doubtful = True
            free_memory(self.device)
            raise failure_of(error, self.device, self.spec.title) from error

    def _go_on_more_precisely(self) -> None:
        lower = precisions.AFTER_OVERFLOW.get(self.precision)
        if self.device is not DeviceChoice.CUDA or lower is None:
            raise EngineError(
                "{model} gave no usable result for this recording.", model=self.spec.title
            )
        logger.warning("%s overflowed, going on in %s", self.precision, lower)
        self.precision = lower

    def is_usable(self) -> bool:
        """Whether the model is intact, on its device, and still works."""
        if self._model is None or any(
            weights.device.type != self.device.value for weights in self._model.parameters()
        ):
            return False
        if not self._is_doubtful:
            return True
        self._is_doubtful = False
        trial = self.stream()
        try:
            trial.add(_TRIAL)
            trial.finish()
        except AppError as error:
            logger.warning("%s failed its trial: %s", self.spec.id, error.detail or error)
            return False
        return True

    def close(self) -> None:
        """Free the memory and unmap the weights, so that the folder can be deleted."""
        self._model = None
        free_memory(self.device)


class SortformerStream:
    """One recording on its way through a Sortformer, chunk by chunk."""

    def __init__(self, diarizer: Sortformer, model: NemoModel) -> None:
        modules = model.sortformer_modules
        frame = model.encoder.subsampling_factor  # features in a frame
        self._diarizer = diarizer
        self._features = _Features(model.preprocessor, model.device)
        self._chunk = modules.chunk_len * frame
        self._left = modules.chunk_left_context * frame
        self._right = modules.chunk_right_context * frame
        self._state = modules.init_streaming_state(batch_size=1, device=model.device)
        self._told = 0  # features whose frames were told

    def add(self, samples: Samples, /) -> Probabilities:
        """Take the next sound; return the frames of the chunks that are complete with it.

        Raises:
            OutOfMemory, EngineError: the chunk is as if it had not been heard; the stream and the
                model may be used further.
        """
        self._features.add(samples)
        told = [self._none()]
        while self._features.are_there(self._told + self._chunk + self._right):
            told.append(self._step(self._told + self._chunk))
        return np.concatenate(told)

    def finish(self) -> Probabilities:
        """Return the last frames.

        Raises:
            OutOfMemory, EngineError: as `add`.
        """
        self._features.end()
        told = [self._none()]
        while self._told < self._features.count:
            told.append(self._step(min(self._told + self._chunk, self._features.count)))
        return np.concatenate(told)

    def _step(self, end: int) -> Probabilities:
        left = min(self._left, self._told)
        last = min(end + self._right, self._features.count)
        with self._diarizer.computing():
            heard = self._features.between(self._told - left, last)
            self._state, told = self._diarizer.step(heard, self._state, left, last - end)
        self._told = end
        self._features.forget(end - self._left)
        return told

    def _none(self) -> Probabilities:
        return np.zeros((0, self._diarizer.most_speakers), np.float32)


class _Features:
    """The features of a sound that comes in pieces: those of the whole, and only the last of them.

    Each is computed once, together with the sound around it that reaches into its window.
    """

    def __init__(self, preprocessor: NemoModel, device: "torch.device") -> None:
        import torch

        self._preprocessor = preprocessor
        self._device = device
        self._hop = preprocessor.featurizer.hop_length
        self._reach = math.ceil((preprocessor.featurizer.n_fft + 1) / self._hop)
        self._sound: list[Samples] = []
        self._first_sample = 0  # of those that are kept
        self._samples = 0  # in all
        self._made = torch.zeros((1, 0, preprocessor.featurizer.nfilt), device=device)
        self._first = 0  # of the features that are kept
        self._is_whole = False
        self.count = 0  # that there can be, up to now

    def add(self, samples: Samples) -> None:
        """Take the next sound."""
        self._sound.append(np.array(samples, np.float32))
        self._samples += len(samples)
        self.count = max(0, self._samples // self._hop - self._reach)

    def end(self) -> None:
        """Know that nothing follows: the last windows reach into silence."""
        import torch

        length = self._preprocessor.featurizer.get_seq_len(torch.tensor([self._samples]))
        self.count = max(0, int(length))
        self._is_whole = True

    def are_there(self, count: int) -> bool:
        """Whether that many features are complete."""
        return count <= self.count

    def between(self, start: int, end: int) -> "torch.Tensor":
        """Return features from `start` to `end`, (1, frames, features)."""
        have = self._first + self._made.shape[1]
        if end > have:
            self._make(have, end)
        return self._made[:, start - self._first : end - self._first]

    def forget(self, start: int) -> None:
        """Drop features and sound that come before the feature `start`."""
        if start > self._first:
            self._made = self._made[:, start - self._first :].clone()
            self._first = start

    def _make(self, start: int, end: int) -> None:
        """Compute the features from `start` to `end`, which follow those that are kept."""
        import torch

        first = max(0, start - self._reach) * self._hop
        last = self._samples if self._is_whole else (end + self._reach) * self._hop
        sound = np.concatenate(self._sound)[first - self._first_sample :]
        self._sound, self._first_sample = [sound], first
        heard = torch.from_numpy(sound[: last - first])[None].to(self._device)
        length = torch.tensor([heard.shape[1]], device=self._device)
        features, _ = self._preprocessor(input_signal=heard, length=length)
        before = first // self._hop
        new = features[:, :, start - before : end - before].transpose(1, 2)
        self._made = torch.cat([self._made, new], dim=1)
