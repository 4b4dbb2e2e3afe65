"""Recognise with fallbacks where memory or the GPU fails.

The fallbacks, in order: fewer chunks at once, shorter chunks, the CPU. They cost time but do not
change the text; so the user gets one notice for each fallback that a recording ends up with. If
memory or the GPU itself is the reason, later recordings start with that fallback: otherwise each of
them might load a model twice.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np

from desktop_app.core.cancel import CancelToken
from desktop_app.core.causes import every_error
from desktop_app.core.errors import AppError, EngineError, HardwareError, ModelInvalid, OutOfMemory
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.request import (
    DeviceChoice,
    ModelReady,
    Notice,
    Precision,
    TranscriptionEvent,
)
from desktop_app.core.sentences import marked, tr
from desktop_app.engine.compute.runtime import default_thread_count
from desktop_app.engine.recognizer import RecognitionOptions, Recognizer, Utterance
from desktop_app.engine.text.assembly import joined
from desktop_app.media.chunks import FRAMES_PER_S, OVERLAP_FRAMES, AudioChunk

logger = logging.getLogger(__name__)

# How far from the middle a pause may be, as a share of the chunk.
NEAR_MIDDLE = 1 / 4
OVERLAP_S = OVERLAP_FRAMES / FRAMES_PER_S


def halves(chunk: AudioChunk) -> tuple[AudioChunk, AudioChunk]:
    """Split a chunk at the longest pause near its middle, else into overlapping halves."""
    middle_s = chunk.start_s + chunk.duration_s / 2
    reach_s = chunk.duration_s * NEAR_MIDDLE
    pauses = [
        (start_s, end_s)
        for (_, start_s), (end_s, _) in zip(chunk.speech, chunk.speech[1:], strict=False)
        if abs((start_s + end_s) / 2 - middle_s) <= reach_s
    ]
    if pauses:
        start_s, end_s = max(pauses, key=lambda pause: pause[1] - pause[0])
        at_s = (start_s + end_s) / 2
        return _part(chunk, chunk.start_s, at_s), _part(chunk, at_s, chunk.end_s)
    overlap_s = min(OVERLAP_S, reach_s)
    left = _part(chunk, chunk.start_s, middle_s + overlap_s / 2)
    right = _part(chunk, middle_s - overlap_s / 2, chunk.end_s)
    return left, replace(right, overlap_before_s=left.end_s - right.start_s)


def _part(chunk: AudioChunk, start_s: float, end_s: float) -> AudioChunk:
    first = round((start_s - chunk.start_s) * SAMPLE_RATE_HZ)
    last = round((end_s - chunk.start_s) * SAMPLE_RATE_HZ)
    start_s = chunk.start_s + first / SAMPLE_RATE_HZ
    samples = np.ascontiguousarray(chunk.samples[first:last])
    end_s = start_s + len(samples) / SAMPLE_RATE_HZ
    speech = tuple(
        (max(begin_s, start_s), min(finish_s, end_s))
        for begin_s, finish_s in chunk.speech
        if begin_s < end_s and finish_s > start_s
    )
    return AudioChunk(start_s, samples, speech)


# Errors on a GPU that may not occur on the CPU.
GPU_FAILURES = (EngineError, HardwareError, ModelInvalid)
# After this many seconds another program may have freed memory: retry without fallbacks.
TRY_AGAIN_S = 600.0
# Chunks no longer than this are not split, in seconds.
SHORTEST_S = 4.0

FEWER_NOTE = marked("Low memory: processing fewer chunks at a time, which takes longer.")
SHORTER_NOTE = marked("Low memory: processing shorter chunks, which takes longer.")

CPU_NOTE = marked("{problem} Aviary continues on the CPU, which takes longer.")

OnEvent = Callable[[TranscriptionEvent], None]
Load = Callable[[DeviceChoice, Precision], Recognizer]


class _Fallback(IntEnum):
    """The fallbacks, least severe first."""

    NONE = 0
    FEWER_CHUNKS = 1
    SHORTER_CHUNKS = 2
    CPU = 3


@dataclass
class Limits:
    """Limits found for one model on one device; kept from one recording to the next.

    Attributes:
        fallback: the most severe one so far.
        why_cpu: why the GPU is not used any more.
        max_batch_s: the longest batch in seconds, padding included.
        max_chunk_s: the longest chunk in seconds.
        found_s: time of the first fallback, by the monotonic clock.
    """

    fallback: _Fallback = _Fallback.NONE
    why_cpu: str = ""
    max_batch_s: float = float("inf")
    max_chunk_s: float = float("inf")
    found_s: float = 0.0

    def fall_back_to(self, fallback: _Fallback) -> None:
        """Record a fallback, unless a more severe one is recorded."""
        if self.fallback is _Fallback.NONE:
            self.found_s = time.monotonic()
        self.fallback = max(self.fallback, fallback)

    @property
    def are_old(self) -> bool:
        """Whether it is worth retrying without fallbacks."""
        return self.fallback > _Fallback.NONE and time.monotonic() - self.found_s > TRY_AGAIN_S


class FallbackRecognizer:
    """Recognise batches, falling back as far as needed.

    Args:
        limits: the known limits; updated with new ones.
        load: loads the model on a device with a precision; unloads the previous one.
        options: the request's options.
        cancel: checked while the model computes.
        on_event: called when the model is ready, and with notices about fallbacks.
        make_room: unloads what is on a device and not needed for the text; returns whether there
            was anything.
    """

    def __init__(
        self,
        limits: Limits,
        load: Load,
        options: RecognitionOptions,
        cancel: CancelToken,
        on_event: OnEvent,
        make_room: Callable[[DeviceChoice], bool] = lambda _device: False,
    ) -> None:
        self._limits = limits
        self._load = load
        self._options = options
        self._cancel = cancel
        self._on_event = on_event
        self._make_room = make_room
        self._recognizer: Recognizer | None = None
        self._unmoved: AppError | None = None  # why it left the GPU, until on the CPU
        self._announced = _Fallback.NONE
        self._notes: set[str] = set()

    @property
    def recognizer(self) -> Recognizer:
        """The model in memory.

        Raises:
            RuntimeError: before `start`.
        """
        if self._recognizer is None:
            raise RuntimeError("start first")
        return self._recognizer

    def start(self, device: DeviceChoice, precision: Precision) -> None:
        """Load the model, on the CPU if the GPU fails.

        Raises:
            AppError: it cannot be loaded on the CPU either.
        """
        if self._limits.fallback is _Fallback.CPU:
            device, precision = DeviceChoice.CPU, Precision.AUTO
        try:
            self._take(device, precision)
        except GPU_FAILURES as error:
            if device is DeviceChoice.CPU:
                raise
            problem: AppError | None = error
        else:
            problem = None
        if problem is not None:
            self._move_to_cpu(problem)
        self._announce()

    def budget_s(self, budget_s: float) -> float:
        """Return the longest batch in seconds: as planned, or as limited."""
        return min(budget_s, self._limits.max_batch_s)

    def recognize(self, batch: list[AudioChunk]) -> list[Utterance]:
        """Recognise each chunk.

        Raises:
            Cancelled: cancellation was requested.
            OutOfMemory: not even one short chunk fits on the CPU.
            AppError: the model failed in another way.
        """
        if self._unmoved is not None:  # the last attempt to move to the CPU failed
            self._move_to_cpu(self._unmoved)
        heard = self._heard_in_parts(batch)
        note = self.recognizer.take_note()
        if note and note not in self._notes:  # once for a recording
            self._notes.add(note)
            self._on_event(Notice(note))
        self._announce()
        return heard

    def _heard_in_parts(self, batch: Sequence[AudioChunk]) -> list[Utterance]:
        """Recognise the batch in parts within the limits."""
        longest_s = max(chunk.duration_s for chunk in batch)
        count = max(1, int(min(self._limits.max_batch_s / longest_s, len(batch))))
        parts = [list(batch[at : at + count]) for at in range(0, len(batch), count)]
        return [utterance for part in parts for utterance in self._heard(part)]

    def _heard(self, batch: list[AudioChunk]) -> list[Utterance]:
        if len(batch) == 1 and batch[0].duration_s > self._limits.max_chunk_s:
            return [self._in_halves(batch[0])]
        try:
            return self.recognizer.recognize(batch, self._options, self._cancel)
        except GPU_FAILURES as raised:
            problem: AppError = raised
        if isinstance(problem, OutOfMemory):
            for error in every_error(problem):
                error.__traceback__ = None  # its frames hold the tensors that did not fit
            self.recognizer.free_memory()
        return self._with_next_fallback(batch, problem)

    def _with_next_fallback(self, batch: list[AudioChunk], problem: AppError) -> list[Utterance]:
        is_memory = isinstance(problem, OutOfMemory)
        if is_memory and len(batch) > 1:
            self._fall_back_to(_Fallback.FEWER_CHUNKS, problem)
            half = (len(batch) + 1) // 2
            self._limits.max_batch_s = half * max(chunk.duration_s for chunk in batch)
            return [*self._heard(batch[:half]), *self._heard_in_parts(batch[half:])]
        if is_memory and batch[0].duration_s > SHORTEST_S:
            self._fall_back_to(_Fallback.SHORTER_CHUNKS, problem)
            self._limits.max_chunk_s = max(SHORTEST_S, batch[0].duration_s / 2)
            return [self._in_halves(batch[0])]
        if is_memory and self._make_room(self.recognizer.device):
            return self._heard(batch)
        if self.recognizer.device is DeviceChoice.CPU:
            raise problem
        self._move_to_cpu(problem)
        return self._heard_in_parts(batch)

    def _in_halves(self, chunk: AudioChunk) -> Utterance:
        left, right = halves(chunk)
        (first,), (second,) = self._heard([left]), self._heard([right])
        return joined(first, second, right.overlap_before_s)

    def _move_to_cpu(self, problem: AppError) -> None:
        logger.warning("falling back to the CPU", exc_info=problem)
        if not isinstance(problem, HardwareError):
            self._limits = replace(self._limits)  # the next recording may succeed on the GPU
        self._recognizer, self._unmoved = None, problem
        self._take(DeviceChoice.CPU, Precision.AUTO)
        self._unmoved = None
        self._limits.fall_back_to(_Fallback.CPU)  # only now: the CPU may have failed, too
        self._limits.why_cpu = problem.message
        self._limits.max_batch_s = self._limits.max_chunk_s = float("inf")

    def _fall_back_to(self, fallback: _Fallback, problem: AppError) -> None:
        logger.warning("falling back to %s", fallback.name, exc_info=problem)
        self._limits.fall_back_to(fallback)

    def _announce(self) -> None:
        if self._limits.fallback is self._announced:
            return
        self._announced = self._limits.fallback
        notes = {
            _Fallback.FEWER_CHUNKS: tr(FEWER_NOTE),
            _Fallback.SHORTER_CHUNKS: tr(SHORTER_NOTE),
            _Fallback.CPU: tr(CPU_NOTE).format(problem=self._limits.why_cpu),
        }
        self._on_event(Notice(notes[self._announced]))

    def _take(self, device: DeviceChoice, precision: Precision) -> None:
        self._recognizer = self._load(device, precision)
        found = self._recognizer
        self._on_event(ModelReady(found.device, found.precision, default_thread_count()))
