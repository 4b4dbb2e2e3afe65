"""Read recordings ahead of the model: one thread decodes, one finds speech and cuts.

Both stay a bounded way ahead, so the model does not wait for the disk and memory does not depend on
the length or number of recordings.
"""

import itertools
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from desktop_app.core.errors import AppError, OutOfMemory, is_out_of_memory
from desktop_app.core.media import SAMPLE_RATE_HZ, FileStamp, MediaInfo, TrackChoice
from desktop_app.core.request import Cutting, HeardChunk, ResumePoint
from desktop_app.core.timecode import Span
from desktop_app.core.transcript import Incomplete
from desktop_app.media.ahead import Ahead
from desktop_app.media.channels import ChannelMeter, HeardChannels
from desktop_app.media.chunks import AudioChunk, Detect, chunks
from desktop_app.media.peaks import Outline, OutlineMaker
from desktop_app.media.probe import probe_if_changed
from desktop_app.media.speech import SpeechDetector, hear_speech
from desktop_app.media.together import decode_sound
from desktop_app.media.tracks import choose_track

# A minute of blocks, 3.8 MB, and four of chunks, 15 MB: enough for the next batch, of few long or
# many short chunks, while the model works on one.
BLOCKS_AHEAD = 60
CHUNKS_AHEAD_S = 240.0
# Seconds read before and after a span, so that words at its edges are complete.
CONTEXT_S = 0.5
# How long to wait for memory before another try, in seconds.
PAUSES_S = (0.2, 0.5, 1.0, 2.0, 4.0)

# Chunks begin and end at frames of 32 ms: within a sample they are the same.
SAME_PLACE_S = 1 / SAMPLE_RATE_HZ

Samples = NDArray[np.float32]


class Listener(Protocol):
    """Hears a whole recording while it is read; called in the decoder's thread."""

    def hear(self, block: Samples, /) -> None:
        """Take the next block, float32 mono at 16 kHz; may wait until there is room for it."""

    def end(self) -> None:
        """Take note that nothing follows: all was read, or reading was given up."""

    def close(self) -> None:
        """Take note that nobody wants the recording any more; from any thread.

        Wakes the decoder where it waits in `hear`.
        """


@dataclass(eq=False, slots=True)
class FeedSource:
    """One recording to read, and how far it has been read.

    Attributes:
        path: the media file.
        track: which audio track, counted from 0; None for the one with speech.
        max_chunk_s: the longest chunk, in seconds.
        first_chunk_s: the longest first chunk in seconds, or None for the same.
        span: the part to read, (start, end) in seconds; None for all of it.
        info: the result of a probe; None until `probe` was called.
        resume: what was heard in it before, cut as `max_chunk_s`, `first_chunk_s` and `track` say;
            None for nothing. Less where the recording proves to be another.
        read_s: seconds of sound read so far; the whole length at the end.
        settled_s: seconds before which all is yielded or silence.
        has_ended: whether it has no more chunks.
        error: why it could not be read to the end.
        choice: the chosen track, where `track` leaves it open.
        incomplete: missing sound, known at the end; None if complete.
        differs_from_s: from where on, in seconds, the recording is not the one heard before; None
            if it is.
        is_dropped: set by the reader, from any thread, when it wants no more chunks.
        listener: hears all of the recording, if `span` is None.
    """

    path: Path
    track: int | None
    max_chunk_s: float
    first_chunk_s: float | None = None
    span: Span | None = None
    info: MediaInfo | None = None
    resume: ResumePoint | None = None
    read_s: float = 0.0
    settled_s: float = 0.0
    has_ended: bool = False
    error: Exception | None = None
    choice: TrackChoice | None = None
    incomplete: Incomplete | None = None
    differs_from_s: float | None = None
    is_dropped: bool = False
    listener: Listener | None = None
    _probing: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _maker: OutlineMaker = field(default_factory=OutlineMaker, repr=False)
    _meter: ChannelMeter = field(default_factory=ChannelMeter, repr=False)
    _speech: list[Span] = field(default_factory=list, repr=False)

    def probe(self) -> MediaInfo:
        """Return the file's facts, probing it on the first call; from any thread.

        Raises:
            MediaError: as `media.probe.probe`.
        """
        with self._probing:
            self.info = probe_if_changed(self.path, self.info)
            return self.info

    @property
    def start_s(self) -> float:
        """Where reading begins, in seconds from the start of the file."""
        return max(0.0, self.span[0] - CONTEXT_S) if self.span else 0.0

    @property
    def cutting(self) -> Cutting:
        """How it is cut, or was cut before; known once there is a chunk."""
        if self.resume is not None:
            return self.resume.cutting
        track = self.choice.number if self.choice is not None else self.track
        stamp = self.info.stamp if self.info is not None else None
        return Cutting(self.max_chunk_s, self.first_chunk_s, track, stamp)

    def take_track(self) -> int | None:
        """Return the track in which it was heard before, None if none was or the file is another.

        Raises:
            MediaError: as `probe`.
        """
        if self.resume is None:
            return None
        cutting, info = self.resume.cutting, self.probe()
        number = cutting.track if cutting.track is not None else self.track
        is_gone = number is not None and number >= len(info.tracks)
        if is_gone or self.track not in (None, number) or _other_size(self.resume, info.stamp):
            self.resume, self.differs_from_s = None, 0.0
            return None
        if self.track is None and number is not None:
            self.choice = info.choice(number)
        return number

    def read(self, block: Samples) -> None:
        """Take a block of the whole recording into its outline, and have its listener hear it."""
        self._maker.add(block)
        if self.listener is not None:
            self.listener.hear(block)

    def cut(self, chunk: AudioChunk) -> None:
        """Note where in the file a chunk has speech."""
        self._speech += chunk.speech

    def outline(self) -> Outline | None:
        """Return the outline of its sound, None unless all of it was read."""
        if self.span is not None or self.error is not None or not self.has_ended:
            return None
        return self._maker.outline(self._speech)

    def drop(self) -> None:
        """Want no more chunks of it; from any thread."""
        self.is_dropped = True
        if self.listener is not None:
            self.listener.close()

    @property
    def meter(self) -> ChannelMeter | None:
        """What measures its channels while it is decoded; None for a part of it."""
        return self._meter if self.span is None else None

    def heard_channels(self) -> HeardChannels | None:
        """Return who is heard when by channel, once all of it was read; None if that cannot be."""
        if self.span is not None or self.error is not None or not self.has_ended:
            return None
        return self._meter.heard(self._speech)

    def heard_before(self, number: int, chunk: AudioChunk) -> HeardChunk | None:
        """Return what was heard in a chunk before, None if it is new.

        From the first chunk that is another than before, all are new: a file may be a copy of the
        one before, which its stamp does not tell, or what finds speech may have changed.

        Args:
            number: the chunk's number in the recording, from 0.
            chunk: the chunk as it is cut now.
        """
        if self.resume is None or number >= len(self.resume.heard):
            return None
        heard = self.resume.heard[number]
        stamp = self.info.stamp if self.info is not None else None
        if _is_same(heard, chunk, with_speech=not _same_state(self.resume, stamp)):
            return heard
        self.differs_from_s = chunk.start_s if number else 0.0
        self.resume = replace(self.resume, heard=self.resume.heard[:number]) if number else None
        return None


def _other_size(resume: ResumePoint, stamp: FileStamp | None) -> bool:
    before = resume.cutting.stamp
    return before is not None and stamp is not None and before.bytes != stamp.bytes


def _same_state(resume: ResumePoint, stamp: FileStamp | None) -> bool:
    before = resume.cutting.stamp
    return before is not None and stamp is not None and before.modified_ns == stamp.modified_ns


def _is_same(heard: HeardChunk, chunk: AudioChunk, *, with_speech: bool) -> bool:
    before = [heard.start_s, heard.end_s, heard.overlap_before_s, heard.overlap_after_s]
    now = [chunk.start_s, chunk.end_s, chunk.overlap_before_s, chunk.overlap_after_s]
    if with_speech:
        before += itertools.chain.from_iterable(heard.speech)
        now += itertools.chain.from_iterable(chunk.speech)
    return len(before) == len(now) and all(
        abs(one - other) < SAME_PLACE_S for one, other in zip(before, now, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Item:
    """A block or chunk of a source, or what was heard in one before; empty at its end."""

    source: FeedSource
    block: Samples | None = None
    chunk: AudioChunk | HeardChunk | None = None


class Feed:
    """The chunks of several recordings in sequence; use it from one thread only."""

    def __init__(self) -> None:
        self._waiting: deque[FeedSource] = deque()
        self._blocks: Ahead[_Item] | None = None
        self._chunks: Ahead[_Item] | None = None
        self._closed: list[Ahead[_Item]] = []
        self._turn = threading.Lock()
        self._detector: SpeechDetector | None = None

    def add(self, source: FeedSource) -> None:
        """Queue a source, and start reading if needed."""
        if self._detector is None:
            # Here and not in its thread: it suppresses a warning, and warning filters are
            # process-wide.
            self._detector = SpeechDetector()
        self._waiting.append(source)
        self._begin()

    def take(self, timeout_s: float = 0.0) -> tuple[FeedSource, AudioChunk | HeardChunk] | None:
        """Return the next chunk with its source, or None on timeout.

        Where the source's `resume` knows what is in the chunk, that comes in its place.
        Also returns None after the last chunk of a source: check its `has_ended` and `error`.
        """
        while self._chunks is not None:
            item = self._chunks.take(timeout_s)
            if item is None:
                if self._chunks.has_ended:
                    self._chunks = self._blocks = None
                    self._begin()  # one may have come when the threads were about to end
                return None
            if item.chunk is not None and not item.source.is_dropped:
                return item.source, item.chunk
            item.source.has_ended = item.chunk is None
            timeout_s = 0.0  # wakes whoever waits for the end of this source
        return None

    def close(self) -> None:
        """Stop reading; the threads end on their own after their current item."""
        # The reading thread may still be between two sources: new ones must not reach it.
        waiting, self._waiting = self._waiting, deque()
        while (source := _next(waiting)) is not None:
            source.drop()
        self._closed = [stage for stage in self._closed if not stage.join(0.0)]
        # Close both: one may wait for the other, which may wait for a network drive.
        for stage in (self._chunks, self._blocks):
            if stage is not None:
                stage.close()
                self._closed.append(stage)
        self._chunks = self._blocks = None

    def join(self, timeout_s: float) -> None:
        """Wait for closed threads: torch must not be running when the program ends."""
        for stage in self._closed:
            stage.join(timeout_s)
        self._closed.clear()

    def _begin(self) -> None:
        if self._chunks is None and self._waiting:
            self._blocks = Ahead(_decoded(self._waiting), BLOCKS_AHEAD, "decoder")
            self._chunks = Ahead(
                self._cut_up(self._blocks), CHUNKS_AHEAD_S, "speech regions", _length_s
            )

    def _cut_up(self, blocks: Ahead[_Item]) -> Iterator[_Item]:
        """Produce chunks; runs in the speech thread."""
        with self._turn:  # a closed one may still be at its last block
            for item in blocks:
                yield from self._cut(item, blocks)

    def _cut(self, first: _Item, blocks: Ahead[_Item]) -> Iterator[_Item]:
        """Yield all chunks of one source, then its end, even after a failure."""
        source = first.source
        stream = _until_end(first, blocks)
        try:
            for number, cut in enumerate(self._chunks_of(source, stream)):
                chunk = _moved(cut, source.start_s)
                source.cut(chunk)
                yield _Item(source, chunk=source.heard_before(number, chunk) or chunk)
        except Exception as error:  # noqa: BLE001 - raised when it is the source's turn
            source.error, source.is_dropped = _explained(error), True
            for _ in stream:
                pass
        yield _Item(source)

    def _chunks_of(self, source: FeedSource, stream: Iterator[Samples]) -> Iterator[AudioChunk]:
        detector = self._detector
        if detector is None:
            raise RuntimeError("add makes the detector")
        detector.reset()

        def report(read_s: float, settled_s: float) -> None:
            source.read_s = source.start_s + read_s
            source.settled_s = source.start_s + settled_s

        detect = _patient(detector.probabilities)
        yield from chunks(stream, source.max_chunk_s, report, detect, source.first_chunk_s)


def _decoded(waiting: deque[FeedSource]) -> Iterator[_Item]:
    """Yield the blocks of all waiting sources; runs in the decoder's thread."""
    while (source := _next(waiting)) is not None:
        try:
            for block in _within(source):
                if source.is_dropped:
                    break
                yield _Item(source, block)
        except Exception as error:  # noqa: BLE001 - raised where the source has its turn
            source.error = _explained(error)
        if source.listener is not None:
            source.listener.end()
        yield _Item(source)


def _next(waiting: deque[FeedSource]) -> FeedSource | None:
    """Pop the next source, or return None; atomic, as another thread may take it."""
    try:
        return waiting.popleft()
    except IndexError:
        return None


def _length_s(item: _Item) -> float:
    return item.chunk.duration_s if isinstance(item.chunk, AudioChunk) else 0.0


def _patient(detect: Detect) -> Detect:
    """Retry when memory runs out: the model may free its batch meanwhile."""

    def try_again(samples: Samples) -> Samples:
        for pause_s in PAUSES_S:
            try:
                return detect(samples)
            except (RuntimeError, MemoryError) as error:
                if not is_out_of_memory(error):
                    raise
            time.sleep(pause_s)
        return detect(samples)

    return try_again


def _explained(error: Exception) -> Exception:
    if isinstance(error, AppError) or not is_out_of_memory(error):
        return error
    explained = OutOfMemory("Memory ran out while the recording was being read.", repr(error))
    explained.__cause__ = error
    return explained


def _until_end(first: _Item, blocks: Ahead[_Item]) -> Iterator[Samples]:
    item: _Item | None = first
    while item is not None and item.block is not None:
        yield item.block
        item = next(blocks, None)


def _within(source: FeedSource) -> Iterator[Samples]:
    """Yield the blocks of the span to read.

    Everything before it is decoded too: only then do its times match the whole file's.
    """
    detect = _patient(hear_speech)
    heard_in = source.take_track()
    track = heard_in if heard_in is not None else source.track
    if track is None:
        info, is_whole = source.probe(), source.span is None
        source.choice = choose_track(source.path, detect, info, notices_people=is_whole)
        track = source.choice.number

    def note(incomplete: Incomplete) -> None:
        source.incomplete = incomplete

    blocks = decode_sound(source.path, track, detect, note, source.meter)
    if source.span is None:
        for block in blocks:
            source.read(block)
            yield block
        return
    first = round(source.start_s * SAMPLE_RATE_HZ)
    last = round((source.span[1] + CONTEXT_S) * SAMPLE_RATE_HZ)
    at = 0
    for block in blocks:
        if source.is_dropped or at >= last:
            return
        inside = block[max(0, first - at) : last - at]
        at += len(block)
        if len(inside):
            yield inside


def _moved(chunk: AudioChunk, by_s: float) -> AudioChunk:
    if not by_s:
        return chunk
    speech = tuple((start_s + by_s, end_s + by_s) for start_s, end_s in chunk.speech)
    return replace(chunk, start_s=chunk.start_s + by_s, speech=speech)
