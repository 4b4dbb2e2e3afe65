"""Time one transcription from the engine's events."""

import time
from collections.abc import Callable

from desktop_app.app.planning.history import Run, speed_key
from desktop_app.core.request import (
    ChunkHeard,
    ModelLoading,
    ModelReady,
    ModelTime,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.core.transcript import Transcript


class Stopwatch:
    """Time one transcription by its events.

    Args:
        request: the transcription's request.
        clock: a monotonic clock in seconds.
    """

    def __init__(
        self, request: TranscriptionRequest, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._request = request
        self._clock = clock
        self._loading_since_s: float | None = None
        self._ready_since_s: float | None = None
        self._load_s: float | None = None
        self._taken: ModelReady | None = None
        self._is_mixed = False
        self._first_chunk: int | None = None
        self._shared_s: float | None = None

    def take(self, event: TranscriptionEvent) -> None:
        """Add an event as it occurs."""
        if isinstance(event, ModelTime):
            self._shared_s = event.work_s
        elif isinstance(event, ChunkHeard):
            if self._first_chunk is None:
                self._first_chunk = event.chunk.number
        elif isinstance(event, ModelLoading):
            if event.title == self._request.model.title:  # not of a diarizer
                self._loading_since_s = self._clock()
        elif isinstance(event, ModelReady):
            # The second time: it moved from the GPU to the CPU midway, which measures neither.
            self._is_mixed = self._taken is not None
            self._taken = event
            self._ready_since_s = self._clock()
            if self._loading_since_s is not None:
                self._load_s = self._ready_since_s - self._loading_since_s

    def run(self, transcript: Transcript, machine: str) -> Run | None:
        """Return the finished run; None if it says nothing about the speed."""
        if self._taken is None or self._ready_since_s is None or self._is_mixed:
            return None
        if self._request.told:
            return None
        if self._first_chunk or self._shared_s == 0.0:  # an earlier run heard the beginning, or all
            return None
        span, audio_s = self._request.span, transcript.duration_s
        if span is not None:
            audio_s = min(span[1], audio_s) - span[0]
        # Chunks batched with the previous file were counted there.
        work_s = max(self._clock() - self._ready_since_s, self._shared_s or 0.0)
        if audio_s <= 0 or work_s <= 0:
            return None
        return Run(
            machine=machine,
            model_id=speed_key(self._request),
            device=self._taken.device,
            precision=self._taken.precision,
            asked_device=self._request.device,
            asked_precision=self._request.precision,
            audio_s=audio_s,
            work_s=work_s,
            load_s=self._load_s,
            when=time.time(),
        )
