"""Batch chunks of one or more recordings from the feed and run the model on them.

While one file is transcribed, the next ones in the queue are already read, and their chunks fill up
its batches. Their results wait until it is their turn.
"""

import bisect
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, Cancelled
from desktop_app.core.request import HeardChunk, TranscriptionRequest
from desktop_app.engine.batching import MOST_CHUNKS, choose
from desktop_app.engine.recognizer import Utterance
from desktop_app.media.chunks import AudioChunk
from desktop_app.media.feed import Feed, FeedSource, Listener

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class QueuedChunk:
    """A chunk with its recording, and its number in it."""

    recording: "RecordingState"
    number: int
    chunk: AudioChunk


class RecordingState:
    """The state of one recording: waiting chunks, and results not yet taken.

    Args:
        request: the recording's request.
        source: the source of its chunks.

    Attributes:
        work_s: how long the model computed for it, in seconds.
        begins_alone: whether its first chunk is a batch of its own, for an early first text.
        heard_before: how many of its first chunks were heard by an earlier transcription.
    """

    def __init__(self, request: TranscriptionRequest, source: FeedSource) -> None:
        self.request = request
        self.source = source
        self.begins_alone = False
        self.heard_before = 0
        self.work_s = 0.0
        self.waiting: list[QueuedChunk] = []
        self._read = 0
        self._handed_out = 0
        self._heard: dict[int, HeardChunk] = {}

    @property
    def is_heard(self) -> bool:
        """Whether all its chunks went through the model."""
        return self.source.has_ended and not self.waiting

    @property
    def has_next(self) -> bool:
        """Whether `take` has something to yield."""
        return self._handed_out in self._heard

    def add(self, chunk: AudioChunk | HeardChunk) -> None:
        """Add the next chunk, or what an earlier transcription heard in it."""
        if isinstance(chunk, HeardChunk):
            self._heard[self._read] = chunk
            self.heard_before += 1
        else:
            self.waiting.append(QueuedChunk(self, self._read, chunk))
        self._read += 1

    def put_back(self, queued: QueuedChunk) -> None:
        """Put a chunk back in its place, after its batch failed."""
        bisect.insort(self.waiting, queued, key=lambda waiting: waiting.number)

    def heard(self, queued: QueuedChunk, utterance: Utterance) -> None:
        """Store the result of a chunk."""
        chunk = queued.chunk
        self._heard[queued.number] = HeardChunk(
            number=queued.number,
            start_s=chunk.start_s,
            end_s=chunk.end_s,
            overlap_before_s=chunk.overlap_before_s,
            overlap_after_s=chunk.overlap_after_s,
            speech=chunk.speech,
            text=utterance.text,
            words=utterance.words,
        )

    def take(self) -> Iterator[HeardChunk]:
        """Yield the results that are next, in the order of the recording."""
        while (found := self._heard.pop(self._handed_out, None)) is not None:
            self._handed_out += 1
            yield found


Recognize = Callable[[list[AudioChunk]], list[Utterance]]
# Returns who hears a recording while it is read, None for nobody; called in the order of reading.
ListenerOf = Callable[[TranscriptionRequest], Listener | None]


def nobody(_request: TranscriptionRequest) -> None:
    """Have nobody hear a recording."""


# How long to wait for a chunk before checking for cancellation, in seconds.
POLL_S = 0.1
# How long the program's end waits for a reading thread, in seconds.
JOIN_S = 1.0
# Chunks to choose from, in seconds: more makes the chunks of a batch more alike, but delays the
# model. Filling the pool before each batch also makes batches, and so the last digits,
# reproducible.
POOL_S = 90.0
# Reading runs at 300 times real time, so the pool fills within half a second; with a slow disk the
# model continues with what is there after this many seconds.
PATIENCE_S = 1.0
# A first chunk of this length gives an early first text; files shorter than this are not split for
# it.
FIRST_CHUNK_S = 10.0
LONG_S = 120.0


class Pipeline:
    """The recordings in the order of their requests; use it from one thread only.

    Args:
        listener_of: makes the listener of each recording.
    """

    def __init__(self, listener_of: ListenerOf = nobody) -> None:
        self._listener_of = listener_of
        self._feed = Feed()
        self._recordings: list[RecordingState] = []
        self._max_chunk_s = 0.0
        self._may_mix = True

    def expect(
        self,
        request: TranscriptionRequest,
        upcoming: Sequence[TranscriptionRequest],
        max_chunk_s: float,
        duration_s: float | None,
    ) -> RecordingState:
        """Start reading a recording and those that follow; drop any others.

        Args:
            request: the recording's request.
            upcoming: those that follow, for the same model and with the same options.
            max_chunk_s: the longest chunk, in seconds.
            duration_s: length of the recording in seconds, None if unknown.
        """
        wanted = [request, *upcoming]
        for recording in list(self._recordings):
            if recording.request not in wanted:
                self.drop(recording)
        if max_chunk_s != self._max_chunk_s or not self._comes_next(request):
            self.close()
        self._max_chunk_s = max_chunk_s
        known = [recording.request for recording in self._recordings]
        for one in wanted:
            if one in known:
                continue
            is_long = one is request and (duration_s or LONG_S) >= LONG_S
            first_s = FIRST_CHUNK_S if is_long else None
            source = _source(one, max_chunk_s, first_s)
            source.listener = self._listener_of(one)
            self._recordings.append(RecordingState(one, source))
            known.append(one)
            self._feed.add(source)
        expected = next(one for one in self._recordings if one.request == request)
        # One that goes on has its first text already.
        expected.begins_alone = request.resume is None and (duration_s or LONG_S) >= LONG_S
        return expected

    def _comes_next(self, request: TranscriptionRequest) -> bool:
        """Whether everything read before this recording has ended.

        Otherwise earlier chunks would have to be kept until this one's first chunk arrives.
        """
        for recording in self._recordings:
            if recording.request == request:
                return True
            if not recording.source.has_ended:
                return False
        return False

    def source_of(self, request: TranscriptionRequest) -> FeedSource | None:
        """Return where a recording is read from if it is being read already, else None."""
        return next((one.source for one in self._recordings if one.request == request), None)

    def length_s(self, request: TranscriptionRequest) -> float | None:
        """Return a recording's length in seconds if it was already read to its end, else None."""
        source = self.source_of(request)
        if source is None or not source.has_ended or source.error is not None or request.span:
            return None
        return source.read_s

    def run(
        self,
        recording: RecordingState,
        recognize: Recognize,
        budget_s: Callable[[], float],
        cancel: CancelToken,
        on_settled: Callable[[float], None],
    ) -> Iterator[HeardChunk]:
        """Recognise an expected recording.

        Args:
            recording: as returned by `expect`.
            recognize: the model.
            budget_s: returns how many seconds a batch may hold; called before each.
            cancel: checked between steps.
            on_settled: called while the model is idle, with the seconds before which all is done or
                silence.

        Yields:
            Each chunk with what is in it, in the order of the recording. The first ones, as many as
            the recording's `heard_before`, come from an earlier transcription.

        Raises:
            Cancelled: cancellation was requested.
            MediaError: the recording cannot be read.
            AppError: what `recognize` raises.
        """
        self._may_mix = True
        try:
            while not recording.is_heard:
                self._fill(recording, cancel, on_settled)
                if recording.waiting:
                    self._recognize(recording, recognize, budget_s())
                yield from recording.take()
            yield from recording.take()
        except BaseException:
            self.drop(recording)
            raise
        self._forget(recording)
        if recording.source.error is not None:
            raise recording.source.error

    def drop(self, recording: RecordingState) -> None:
        """Drop one recording and stop reading it."""
        recording.source.drop()
        self._forget(recording)

    def _forget(self, recording: RecordingState) -> None:
        """Let go of a recording that was read; whoever hears it may still be at its end."""
        if recording in self._recordings:
            self._recordings.remove(recording)

    def close(self) -> None:
        """Stop reading, and drop all chunks and results."""
        for recording in list(self._recordings):
            self.drop(recording)
        self._feed.close()

    def join(self) -> None:
        """Wait briefly for the threads that `close` has stopped."""
        self._feed.join(JOIN_S)

    def _fill(
        self,
        recording: RecordingState,
        cancel: CancelToken,
        on_settled: Callable[[float], None],
    ) -> None:
        """Take chunks until there are enough to choose from, or no more come."""
        until_s = time.monotonic() + PATIENCE_S
        while not self._has_enough(recording):
            cancel.raise_if_cancelled()
            if recording.waiting and time.monotonic() > until_s:
                return
            settled_s = recording.source.settled_s  # first, without later chunks
            if not self._pull(POLL_S) and not recording.waiting:
                on_settled(settled_s)
        cancel.raise_if_cancelled()

    def _has_enough(self, recording: RecordingState) -> bool:
        if not recording.waiting:
            return recording.source.has_ended or recording.has_next
        if recording.begins_alone or all(one.source.has_ended for one in self._recordings):
            return True
        pooled_s = sum(p.chunk.duration_s for one in self._recordings for p in one.waiting)
        return pooled_s >= POOL_S

    def _pull(self, timeout_s: float) -> bool:
        """Take one chunk from the feed; return whether there was one."""
        found = self._feed.take(timeout_s)
        if found is None:
            return False
        source, chunk = found
        for recording in self._recordings:
            if recording.source is source:
                recording.add(chunk)
        return True

    def _recognize(self, recording: RecordingState, recognize: Recognize, budget_s: float) -> None:
        batch = self._batch(recording, budget_s)
        for queued in batch:
            queued.recording.waiting.remove(queued)
        began_s = time.perf_counter()
        try:
            utterances = recognize([queued.chunk for queued in batch])
        except (AppError, Cancelled) as error:
            of_others = [queued for queued in batch if queued.recording is not recording]
            for queued in of_others:
                queued.recording.put_back(queued)
            if not of_others or isinstance(error, Cancelled):
                raise
            # It is unclear whose chunk failed: a file must not fail for another's sound.
            logger.warning("going on without the files that follow", exc_info=error)
            self._may_mix = False
            for queued in batch:
                if queued.recording is recording:
                    recording.put_back(queued)
            return
        share_s = (time.perf_counter() - began_s) / sum(queued.chunk.duration_s for queued in batch)
        for queued, utterance in zip(batch, utterances, strict=True):
            queued.recording.work_s += share_s * queued.chunk.duration_s
            queued.recording.heard(queued, utterance)

    def _batch(self, recording: RecordingState, budget_s: float) -> list[QueuedChunk]:
        """Choose the recording's oldest chunk, and others that fit."""
        if recording.begins_alone:
            recording.begins_alone = False
            return [recording.waiting[0]]
        others = [r for r in self._recordings if r is not recording] if self._may_mix else []
        pool = [*recording.waiting, *(queued for other in others for queued in other.waiting)]
        most = recording.request.batch_size or MOST_CHUNKS
        lengths_s = [queued.chunk.duration_s for queued in pool]
        return [pool[i] for i in choose(lengths_s, budget_s, most)]


def _source(
    request: TranscriptionRequest, max_chunk_s: float, first_chunk_s: float | None
) -> FeedSource:
    """Return where a recording is read from; one that goes on is cut as it was cut before."""
    resume = request.resume
    if resume is not None:
        max_chunk_s, first_chunk_s = resume.cutting.max_chunk_s, resume.cutting.first_chunk_s
    return FeedSource(
        path=request.media_path,
        track=request.audio_track,
        max_chunk_s=max_chunk_s,
        first_chunk_s=first_chunk_s,
        span=request.span,
        info=request.info,
        resume=resume,
    )
