"""Decode what is to be heard next, a little ahead, in a thread of its own.

A file on a sleeping network drive stops only this thread. Memory is bounded: half a second of
sound waits, and nothing is kept of what was heard.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.core.errors import AppError, UnexpectedError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from desktop_app.media.listening import Listened

logger = logging.getLogger(__name__)

AHEAD_S = 0.5
# Long enough for numpy and the filter, short enough for a quick answer.
CHUNK_S = 0.04
IDLE_S = 0.05


@dataclass(frozen=True, slots=True)
class Span:
    """What to play: from, until (None: the end), then again from (None: no more); how fast."""

    from_s: float
    until_s: float | None = None
    again_from_s: float | None = None
    tempo: float = 1.0


@dataclass(frozen=True, slots=True)
class Chunk:
    """Sound for the device, shape (n, 2), and the time in the recording of its first sample."""

    ticket: int
    start_s: float
    tempo: float
    samples: "NDArray[np.float32]"


class FeedReports(QObject):
    """What the feed's thread tells; the feed keeps it as long as the thread runs.

    Signals:
        opened: what is known of the recording (media.listening.Opened).
        failed: the ticket of the request, and an AppError why it cannot be played.
    """

    opened = Signal(object)
    failed = Signal(int, object)


class Feed:
    """Decoded sound of one recording at a time.

    Attributes:
        reports: emits in the feed's thread.
    """

    def __init__(self) -> None:
        self.reports = FeedReports()
        self._changed = threading.Condition()
        self._ready: deque[Chunk] = deque()
        self._ready_frames = 0
        self._ticket = 0
        self._wanted: tuple[Span, int] | None = None  # and the device's sample rate
        self._source: tuple[Path, int] | None = None
        self._opens = self._rests = False
        self._end_s: float | None = None
        self._is_closed = False
        self._thread: threading.Thread | None = None
        self._recording: Listened | None = None
        self._recording_of: tuple[Path, int] | None = None
        self._size: tuple[int, int] | None = None  # and its time of change

    def open(self, path: Path | None, track: int) -> None:
        """Choose the recording; it is opened by `prepare`, or the first request."""
        with self._changed:
            self._source = (path, track) if path is not None else None
            self._drop()
            self._opens = False
            self._changed.notify_all()

    def prepare(self) -> None:
        """Open the recording now."""
        with self._changed:
            if self._source is None:
                return
            self._opens = True
            self._changed.notify_all()
        self._start_thread()

    def request(self, span: Span, rate_hz: int) -> int:
        """Decode this from now on; return the ticket of its chunks."""
        with self._changed:
            self._drop()
            self._wanted = (span, rate_hz)
            self._changed.notify_all()
            ticket = self._ticket
        self._start_thread()
        return ticket

    def rest(self) -> None:
        """Close the file until it is needed again, so that it can be moved or deleted."""
        with self._changed:
            self._drop()
            self._rests = True
            self._changed.notify_all()

    def take(self) -> Chunk | None:
        """Return the next chunk; None if none is ready."""
        with self._changed:
            if not self._ready:
                return None
            chunk = self._ready.popleft()
            self._ready_frames -= len(chunk.samples)
            self._changed.notify_all()
            return chunk

    @property
    def end_s(self) -> float | None:
        """Where the sound ends, once all of it was taken; else None."""
        with self._changed:
            return None if self._ready else self._end_s

    def close(self, timeout_s: float) -> bool:
        """End the thread; return whether it has ended."""
        with self._changed:
            self._is_closed = True
            self._drop()
            self._changed.notify_all()
        if self._thread is None:
            return True
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _drop(self) -> None:
        self._ticket += 1
        self._ready.clear()
        self._ready_frames = 0
        self._wanted = None
        self._end_s = None

    def _start_thread(self) -> None:
        if self._thread is None:
            # A daemon, so that the program's end does not wait for a network drive.
            self._thread = threading.Thread(target=self._run, name="sound", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while not self._is_closed:
            with self._changed:
                ticket, wanted, source, opens = (
                    self._ticket, self._wanted, self._source, self._opens,
                )  # fmt: skip
                if self._rests:
                    self._let_go()
                self._wanted, self._opens, self._rests = None, False, False
            if wanted is None and not opens:
                self._idle()
                continue
            try:
                self._serve(ticket, wanted, source)
            except AppError as error:
                self._fail(ticket, error)
            except Exception as error:
                logger.exception("the sound cannot be decoded")
                self._fail(ticket, UnexpectedError.wrap(error))
        self._let_go()

    def _serve(
        self, ticket: int, wanted: tuple[Span, int] | None, source: tuple[Path, int] | None
    ) -> None:
        if source is None:
            return
        recording = self._opened(source)
        if wanted is not None:
            self._play(recording, ticket, *wanted)

    def _fail(self, ticket: int, error: AppError) -> None:
        self._let_go()  # another try opens the file anew
        if ticket == self._ticket:
            self.reports.failed.emit(ticket, error)

    def _idle(self) -> None:
        if self._recording is not None and self._recording_of == self._source:
            try:
                if self._recording.look_ahead():
                    return
            except AppError as error:
                logger.info("the file cannot be looked through: %s", error)
                self._let_go()
        elif self._recording is not None:
            self._let_go()
        with self._changed:
            is_called = self._opens or self._rests or self._is_closed
            if self._wanted is None and not is_called:
                self._changed.wait(IDLE_S if self._recording is not None else None)

    def _opened(self, source: tuple[Path, int]) -> "Listened":
        from desktop_app.media.listening import listened

        size = _size_of(source[0])
        is_other = size is not None and size != self._size  # the file was replaced, or grew
        if self._recording is None or self._recording_of != source or is_other:
            self._let_go()
            self._recording = listened(*source)
            self._recording_of, self._size = source, size
            self.reports.opened.emit(self._recording.opened)
        return self._recording

    def _let_go(self) -> None:
        if self._recording is not None:
            self._recording.close()
        self._recording = self._recording_of = None

    def _play(self, recording: "Listened", ticket: int, span: Span, rate_hz: int) -> None:
        while True:
            end_s = span.from_s
            for chunk, chunk_end_s in self._chunks(recording, ticket, span, rate_hz):
                end_s = chunk_end_s
                if not self._put(recording, chunk, rate_hz):
                    return
            if span.again_from_s is None or end_s <= span.from_s:
                break
            span = replace(span, from_s=span.again_from_s)
        with self._changed:
            if ticket == self._ticket:
                self._end_s = end_s

    def _chunks(
        self, recording: "Listened", ticket: int, span: Span, rate_hz: int
    ) -> "Iterator[tuple[Chunk, float]]":
        """Yield the span once, for the device, and where each chunk ends."""
        from desktop_app.media.listening import Tempo

        tempo: Tempo | None = None
        begin_s = at_s = end_s = span.from_s
        frames = 0

        def chunk_of(samples: "NDArray[np.float32]") -> tuple[Chunk, float]:
            nonlocal frames
            start_s = begin_s + frames / rate_hz * span.tempo
            frames += len(samples)
            return Chunk(ticket, start_s, span.tempo, samples), end_s

        for start_s, samples, in_hz in _regrouped(recording, span, lambda: ticket == self._ticket):
            if tempo is None or tempo.in_hz != in_hz:
                if tempo is not None and len(rest := tempo.finish()):
                    yield chunk_of(rest)
                tempo, begin_s, frames = Tempo(in_hz, rate_hz, span.tempo), start_s, 0
            at_s = start_s
            end_s = at_s + samples.shape[1] / in_hz
            if len(ready := tempo.feed(samples)):
                yield chunk_of(ready)
        if tempo is not None and len(rest := tempo.finish()):
            yield chunk_of(rest)

    def _put(self, recording: "Listened", chunk: Chunk, rate_hz: int) -> bool:
        """Add a chunk as soon as there is room; return whether it is still wanted."""
        while chunk.ticket == self._ticket:
            with self._changed:
                if self._ready_frames < AHEAD_S * rate_hz and chunk.ticket == self._ticket:
                    self._ready.append(chunk)
                    self._ready_frames += len(chunk.samples)
                    return True
            if not recording.look_ahead():
                with self._changed:
                    if chunk.ticket == self._ticket:
                        self._changed.wait(IDLE_S)
        return False


def _size_of(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:  # gone; what is open plays on
        return None
    return found.st_size, found.st_mtime_ns


def _regrouped(
    recording: "Listened", span: Span, is_wanted: Callable[[], bool]
) -> "Iterator[tuple[float, NDArray[np.float32], int]]":
    """Yield the span's sound in parts of some size: start, samples (2, n), sample rate."""
    import numpy as np

    held: list[NDArray[np.float32]] = []
    start_s, in_hz, count = span.from_s, 0, 0
    for piece in recording.pieces(span.from_s, is_wanted):
        samples = piece.samples
        if span.until_s is not None:
            samples = samples[:, : max(0, round((span.until_s - piece.start_s) * piece.rate_hz))]
        if held and piece.rate_hz != in_hz:
            yield start_s, np.concatenate(held, axis=1), in_hz
            held, count = [], 0
        if not held:
            start_s, in_hz = piece.start_s, piece.rate_hz
        held.append(samples)
        count += samples.shape[1]
        is_last = span.until_s is not None and piece.end_s >= span.until_s
        if (count >= CHUNK_S * in_hz or is_last) and count:
            yield start_s, np.concatenate(held, axis=1), in_hz
            held, count = [], 0
        if is_last or not is_wanted():
            return
    if count:
        yield start_s, np.concatenate(held, axis=1), in_hz
