"""What diarizers of every library share: a recording goes through them chunk by chunk.

Features are computed for a chunk at a time, each once, and the model hears them with some of those
around; what it knows of the speakers so far is a state of its own. So memory does not grow with the
recording. A step that fails leaves everything as it was before.
"""

import contextlib
import logging
import math
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

from desktop_app.core.errors import AppError, EngineError
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.compute import precision as precisions
from desktop_app.engine.compute.runtime import default_thread_count, torch_threads
from desktop_app.engine.device import failure_of, free_memory
from desktop_app.engine.speakers.diarizer import Probabilities, Samples
from desktop_app.engine.speakers.same_voice import Voices

if TYPE_CHECKING:
    import torch

logger = logging.getLogger(__name__)

# The library's model, and what it keeps from one chunk to the next.
Model: TypeAlias = Any
State: TypeAlias = Any

# One second of near silence: the trial input for a model in memory.
_TRIAL = np.full(SAMPLE_RATE_HZ, 1e-4, np.float32)


class FrontEnd(NamedTuple):
    """How a model's features are computed.

    Attributes:
        hop: samples from one feature to the next.
        window: samples that a feature reaches over, around its place.
        features_of: returns the features of a whole sound, (1, features, numbers); there may be
            more than `count`.
        count: tells how many features a sound of so many samples has.
    """

    hop: int
    window: int
    features_of: Callable[["torch.Tensor"], "torch.Tensor"]
    count: Callable[[int], int]


class Steps(NamedTuple):
    """How a model walks through a recording, in features.

    Attributes:
        chunk: told in one step.
        left: heard again, before them.
        right: heard already, after them.
    """

    chunk: int
    left: int
    right: int


class ChunkedDiarizer(ABC):
    """A model in memory that hears a chunk at a time; subclasses know its library."""

    most_speakers: int
    frame_s: float

    def __init__(
        self, model: Model, spec: ModelSpec, device: DeviceChoice, precision: Precision
    ) -> None:
        self._model = model
        self._is_doubtful = False
        self.spec = spec
        self.device = device
        self.precision = precision

    @abstractmethod
    def stream(self) -> "ChunkedStream":
        """Begin a recording."""

    @abstractmethod
    def _hear(
        self, heard: "torch.Tensor", state: State, left: int, right: int
    ) -> tuple[State, "torch.Tensor"]:
        """Hear one chunk; the arguments are those of `step`.

        Returns:
            The new state, and the probabilities of the chunk, (frames, speakers). `state` is left
            as it was.
        """

    def step(
        self, heard: "torch.Tensor", state: State, left: int, right: int
    ) -> tuple[State, Probabilities]:
        """Hear one chunk, in the current precision or the next one that does not overflow.

        Called while `computing`.

        Args:
            heard: features, (1, features, numbers), with those around the chunk.
            state: what the step before returned.
            left: how many of the features come before the chunk.
            right: how many come after it.

        Raises:
            EngineError: the model returned values that are not finite.
        """
        before = self.precision
        while True:
            with precisions.computing(self.device, self.precision):
                after, told = self._hear(heard, state, left, right)
            probabilities = told.float().cpu().numpy()
            if np.isfinite(probabilities).all():
                return after, probabilities
            try:
                self.precision = precisions.after_overflow(
                    self.precision, self.device, self.spec.title
                )
            except EngineError:
                self.precision = before  # for the next call
                raise

    @contextlib.contextmanager
    def computing(self) -> Iterator[None]:
        """Compute inside the block, and explain failures.

        Raises:
            OutOfMemory: it does not fit.
            EngineError: the model failed.
        """
        import torch

        try:
            with torch.inference_mode(), torch_threads(default_thread_count()):
                yield
        except AppError:
            self._is_doubtful = True
            raise
        except Exception as error:  # the library can fail in any way; the message is ours
            self._is_doubtful = True
            free_memory(self.device)
            raise failure_of(error, self.device, self.spec.title) from error

    def is_usable(self) -> bool:
        """Whether the model is intact, on its device, and still works."""
        if self._model is None or any(
            weights.device.type != self.device.value for weights in self._model.parameters()
        ):
            return False
        if not self._is_doubtful:
            return True
        # A trial costs as much as several seconds of sound: only after a failure.
        self._is_doubtful = False
        trial = self.stream()
        try:
            trial.add(_TRIAL)
            trial.finish()
        except AppError as error:
            logger.warning("%s failed its trial: %s", self.spec.id, error.detail or error)
            return False
        return True

    def voices_in(self, state: State) -> Voices | None:  # noqa: ARG002 - most models do not tell
        """Return what a state holds of the speakers' voices; None if nothing."""
        return None

    def close(self) -> None:
        """Free the memory and unmap the weights, so that the folder can be deleted."""
        self._model = None
        free_memory(self.device)


class ChunkedStream:
    """One recording on its way through a diarizer."""

    def __init__(
        self, diarizer: ChunkedDiarizer, front_end: FrontEnd, steps: Steps, state: State
    ) -> None:
        self._diarizer = diarizer
        self._features = _Features(front_end)
        self._steps = steps
        self._state = state
        self._told = 0  # features whose frames were told
        self._ready: list[Probabilities] = []

    @property
    def voices(self) -> Voices | None:
        """What the model makes of each speaker's voice so far; None if it does not tell."""
        return self._diarizer.voices_in(self._state)

    def add(self, samples: Samples, /) -> Probabilities:
        """Take the next sound; return the frames of the chunks that are complete with it.

        Raises:
            OutOfMemory, EngineError: the chunk is as if it had not been heard, and the next call
                hears it again; what was told before comes with that.
        """
        self._features.add(samples)
        while self._features.count >= self._told + self._steps.chunk + self._steps.right:
            self._step(self._told + self._steps.chunk)
        return self._taken()

    def finish(self) -> Probabilities:
        """Return the last frames.

        Raises:
            OutOfMemory, EngineError: as `add`.
        """
        self._features.end()
        while self._told < self._features.count:
            self._step(min(self._told + self._steps.chunk, self._features.count))
        return self._taken()

    def _step(self, end: int) -> None:
        left = min(self._steps.left, self._told)
        last = min(end + self._steps.right, self._features.count)
        with self._diarizer.computing():
            heard = self._features.between(self._told - left, last)
            self._state, told = self._diarizer.step(heard, self._state, left, last - end)
        self._ready.append(told)
        self._told = end
        self._features.forget(end - self._steps.left)

    def _taken(self) -> Probabilities:
        told = np.concatenate(
            [np.zeros((0, self._diarizer.most_speakers), np.float32), *self._ready]
        )
        self._ready.clear()
        return told


class _Features:
    """The features of a sound that comes in pieces: those of the whole, and only the last of them.

    Each is computed once, together with the sound around it that reaches into its window.

    Attributes:
        count: how many are complete.
    """

    def __init__(self, front_end: FrontEnd) -> None:
        self._front_end = front_end
        self._reach = math.ceil((front_end.window + 1) / front_end.hop)
        self._sound: deque[Samples] = deque()
        self._first_sample = 0  # of those that are kept
        self._samples = 0  # in all
        self._made: torch.Tensor | None = None
        self._first = 0  # of the features that are kept
        self._is_whole = False
        self.count = 0

    def add(self, samples: Samples) -> None:
        """Take the next sound."""
        self._sound.append(np.array(samples, np.float32))
        self._samples += len(samples)
        self.count = max(0, self._samples // self._front_end.hop - self._reach)

    def end(self) -> None:
        """Know that nothing follows: the last windows reach into silence."""
        self.count = max(0, self._front_end.count(self._samples))
        self._is_whole = True

    def between(self, start: int, end: int) -> "torch.Tensor":
        """Return features from `start` to `end`, (1, features, numbers)."""
        have = self._first + (0 if self._made is None else self._made.shape[1])
        made = self._make(have, end) if end > have or self._made is None else self._made
        self._made = made
        return made[:, start - self._first : end - self._first]

    def forget(self, start: int) -> None:
        """Drop features and sound that come before the feature `start`."""
        if start > self._first and self._made is not None:
            self._made = self._made[:, start - self._first :].clone()
            self._first = start

    def _make(self, start: int, end: int) -> "torch.Tensor":
        """Compute the features from `start` to `end`, and put them behind those that are kept."""
        import torch

        hop = self._front_end.hop
        first = max(0, start - self._reach) * hop
        last = self._samples if self._is_whole else (end + self._reach) * hop
        features = self._front_end.features_of(torch.from_numpy(self._sound_between(first, last)))
        before = first // hop
        new = features[:, start - before : end - before]
        return new if self._made is None else torch.cat([self._made, new], dim=1)

    def _sound_between(self, first: int, last: int) -> Samples:
        """Return samples from `first` to `last`, and drop blocks that end before them."""
        while self._sound and self._first_sample + len(self._sound[0]) <= first:
            self._first_sample += len(self._sound.popleft())
        pieces, start = [], self._first_sample
        for block in self._sound:
            pieces.append(block[max(0, first - start) : max(0, last - start)])
            start += len(block)
        return np.concatenate(pieces)
