"""The model's stage: takes chunks of one or more recordings from the feed, and batches them.

While a file is worked on, those that follow it in the queue are read already, and where it does
not fill a batch their chunks go along. What is heard in them waits until it is their turn.
"""

import bisect
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, Cancelled
from desktop_app.core.request import TranscriptionRequest
from desktop_app.engine.batching import MOST_CHUNKS, choose
from desktop_app.engine.recognizer import Utterance
from desktop_app.media.chunks import AudioChunk
from desktop_app.media.feed import Feed, Source


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A chunk with the recording that it belongs to, and its place in it."""

    reading: "Reading"
    number: int
    chunk: AudioChunk


class Reading:
    """What is known of one request so far.

    Args:
        request: what was asked for.
        source: where its chunks come from.

    Attributes:
        work_s: how long the model worked for it, in seconds.
        begins_alone: whether its first chunk goes through the model by itself, for an early text.
    """

    def __init__(self, request: TranscriptionRequest, source: Source) -> None:
        self.request = request
        self.source = source
        self.begins_alone = False
        self.work_s = 0.0
        self.waiting: list[Piece] = []
        self._read = 0
        self._handed_out = 0
        self._heard: dict[int, tuple[AudioChunk, Utterance]] = {}

    @property
    def is_heard(self) -> bool:
        """Whether everything that comes of it went through the model."""
        return self.source.has_ended and not self.waiting

    def add(self, chunk: AudioChunk) -> None:
        """The next chunk that was read."""
        self.waiting.append(Piece(self, self._read, chunk))
        self._read += 1

    def put_back(self, piece: Piece) -> None:
        """A piece that could not be recognised in that company waits again, in its place."""
        bisect.insort(self.waiting, piece, key=lambda waiting: waiting.number)

    def heard(self, piece: Piece, utterance: Utterance) -> None:
        """What the model says of a piece."""
        self._heard[piece.number] = (piece.chunk, utterance)

    def take(self) -> Iterator[tuple[AudioChunk, Utterance]]:
        """What can be handed out, in the order of the recording."""
        while (found := self._heard.pop(self._handed_out, None)) is not None:
            self._handed_out += 1
            yield found


logger = logging.getLogger(__name__)

Recognize = Callable[[list[AudioChunk]], list[Utterance]]

# How long to wait for a chunk before looking whether to stop, in seconds.
LOOK_S = 0.1
# How long the end of the program waits for a thread that reads, in seconds.
JOIN_S = 1.0
# Chunks to choose from, in seconds: the more there are, the more alike are those of a batch, and
# the later the model begins. A pool that is filled before each batch also makes the batches, and
# with them the last digits, the same every time.
POOL_S = 90.0
# Reading is 300 times as fast as sound, so that a pool fills within half a second; a slow disk may
# take longer, and then the model goes on with what there is.
PATIENCE_S = 1.0
# A first chunk of this length gives the first text early; shorter files are not worth a cut.
FIRST_CHUNK_S = 10.0
LONG_S = 120.0


class Pipeline:
    """Recordings in the order in which they were asked for; to be used from one thread."""

    def __init__(self) -> None:
        self._feed = Feed()
        self._readings: list[Reading] = []
        self._max_chunk_s = 0.0
        self._may_mix = True

    def expect(
        self,
        request: TranscriptionRequest,
        upcoming: Sequence[TranscriptionRequest],
        max_chunk_s: float,
        duration_s: float | None,
    ) -> Reading:
        """Read a recording now, and then those that follow; what else was read is dropped.

        Args:
            request: which recording.
            upcoming: those that follow, for the same model and with the same options.
            max_chunk_s: the longest chunk, in seconds.
            duration_s: how long the recording is, None where not known.
        """
        wanted = [request, *upcoming]
        for reading in list(self._readings):
            if reading.request not in wanted:
                self.drop(reading)
        if max_chunk_s != self._max_chunk_s or not self._comes_next(request):
            self.close()
        self._max_chunk_s = max_chunk_s
        known = [reading.request for reading in self._readings]
        for one in wanted:
            if one in known:
                continue
            is_long = one is request and (duration_s or LONG_S) >= LONG_S
            first_s = FIRST_CHUNK_S if is_long else None
            source = Source(one.media_path, one.audio_track, max_chunk_s, first_s, one.span)
            self._readings.append(Reading(one, source))
            known.append(one)
            self._feed.add(source)
        expected = next(one for one in self._readings if one.request == request)
        expected.begins_alone = (duration_s or LONG_S) >= LONG_S
        return expected

    def _comes_next(self, request: TranscriptionRequest) -> bool:
        """Whether all that is read before this recording is at its end.

        What comes before would else have to be kept until this one's first chunk is there.
        """
        for reading in self._readings:
            if reading.request == request:
                return True
            if not reading.source.has_ended:
                return False
        return False

    def length_s(self, request: TranscriptionRequest) -> float | None:
        """How long a recording is, in seconds, where it was read to its end along with others."""
        for reading in self._readings:
            source = reading.source
            if reading.request == request and source.has_ended and source.error is None:
                return None if request.span else source.read_s
        return None

    def run(
        self,
        reading: Reading,
        recognize: Recognize,
        budget_s: Callable[[], float],
        cancel: CancelToken,
        on_settled: Callable[[float], None],
    ) -> Iterator[tuple[AudioChunk, Utterance]]:
        """Go through an expected recording.

        Args:
            reading: which one.
            recognize: the model.
            budget_s: how many seconds a batch may hold; asked before each.
            cancel: looked at between steps.
            on_settled: told up to where, in seconds, there is nothing more to come, while the
                model has nothing to do.

        Yields:
            Each chunk with what was heard in it, in the order of the recording.

        Raises:
            Cancelled: the user asked to stop.
            MediaError: the recording cannot be read.
            AppError: what `recognize` raises.
        """
        self._may_mix = True
        try:
            while not reading.is_heard:
                self._fill(reading, cancel, on_settled)
                if reading.waiting:
                    self._recognize(reading, recognize, budget_s())
                yield from reading.take()
            yield from reading.take()
            if reading.source.error is not None:
                raise reading.source.error
        finally:
            self.drop(reading)

    def drop(self, reading: Reading) -> None:
        """Forget one recording: no more of it is read."""
        reading.source.is_dropped = True
        if reading in self._readings:
            self._readings.remove(reading)

    def close(self) -> None:
        """Stop reading, and forget what was read and heard."""
        for reading in list(self._readings):
            self.drop(reading)
        self._feed.close()

    def join(self) -> None:
        """Wait a moment for the threads that `close` has stopped."""
        self._feed.join(JOIN_S)

    def _fill(
        self,
        reading: Reading,
        cancel: CancelToken,
        on_settled: Callable[[float], None],
    ) -> None:
        """Take chunks until there are enough to choose from, or nothing more comes."""
        until_s = time.monotonic() + PATIENCE_S
        while not self._has_enough(reading):
            cancel.raise_if_cancelled()
            if reading.waiting and time.monotonic() > until_s:
                return
            settled_s = reading.source.settled_s  # first: what comes after it is not counted
            if not self._pull(LOOK_S) and not reading.waiting:
                on_settled(settled_s)
        cancel.raise_if_cancelled()

    def _has_enough(self, reading: Reading) -> bool:
        if not reading.waiting:
            return reading.source.has_ended
        if reading.begins_alone or all(one.source.has_ended for one in self._readings):
            return True
        pooled_s = sum(p.chunk.duration_s for one in self._readings for p in one.waiting)
        return pooled_s >= POOL_S

    def _pull(self, timeout_s: float) -> bool:
        """Take one chunk from the feed; whether there was one."""
        found = self._feed.take(timeout_s)
        if found is None:
            return False
        source, chunk = found
        for reading in self._readings:
            if reading.source is source:
                reading.add(chunk)
        return True

    def _recognize(self, reading: Reading, recognize: Recognize, budget_s: float) -> None:
        batch = self._batch(reading, budget_s)
        for piece in batch:
            piece.reading.waiting.remove(piece)
        began_s = time.perf_counter()
        try:
            utterances = recognize([piece.chunk for piece in batch])
        except (AppError, Cancelled) as error:
            strangers = [piece for piece in batch if piece.reading is not reading]
            for piece in strangers:
                piece.reading.put_back(piece)
            if not strangers or isinstance(error, Cancelled):
                raise
            # Whose fault was it? No file fails for another's sound.
            logger.warning("going on without the files that follow", exc_info=error)
            self._may_mix = False
            for piece in batch:
                if piece.reading is reading:
                    reading.put_back(piece)
            return
        share_s = (time.perf_counter() - began_s) / sum(piece.chunk.duration_s for piece in batch)
        for piece, utterance in zip(batch, utterances, strict=True):
            piece.reading.work_s += share_s * piece.chunk.duration_s
            piece.reading.heard(piece, utterance)

    def _batch(self, reading: Reading, budget_s: float) -> list[Piece]:
        """The oldest piece of the reading, and what goes well with it."""
        if reading.begins_alone:
            reading.begins_alone = False
            return [reading.waiting[0]]
        others = [r for r in self._readings if r is not reading] if self._may_mix else []
        pool = [*reading.waiting, *(piece for other in others for piece in other.waiting)]
        most = reading.request.batch_size or MOST_CHUNKS
        lengths_s = [piece.chunk.duration_s for piece in pool]
        return [pool[i] for i in choose(lengths_s, budget_s, most)]
