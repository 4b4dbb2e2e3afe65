"""The outline of a recording's sound, for a drawing of hours: its lowest and highest samples.

A hundredth of a second is two bytes, and each coarser level has a quarter of the one below, so that
any span is drawn from few numbers. It is made while the recording is decoded for the recogniser, or
by `outline_of` alone.
"""

import struct
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop_app.core.cancel import CancelToken
from desktop_app.core.media import ALL_TRACKS, SAMPLE_RATE_HZ
from desktop_app.core.timecode import Span
from desktop_app.media.together import decode_sound

Samples = NDArray[np.float32]
# Shape (n, 2): lowest and highest, in steps that `amplitudes` tells.
Columns = NDArray[np.int8]

COLUMN_SAMPLES = 160
COLUMNS_PER_S = SAMPLE_RATE_HZ // COLUMN_SAMPLES
# Each level has this many columns of the one below in one of its own.
FACTOR = 4
# The coarsest level is one that fits a narrow window whatever the length.
LEAST_COLUMNS = 256
# A level is fine enough if a pixel has this many of its columns.
COLUMNS_PER_PIXEL = 2
# A minute becomes bytes at once: one call for a second of sound takes as long.
PARTS = 60
# Steps of a byte lie closer where it is quiet, or a soft voice would have two of them.
MOST = 127

# How it was packed, samples, number of spans of speech or `_UNKNOWN`.
_HEADER = struct.Struct("<BQI")
_SPAN = struct.Struct("<II")
_FORM, _UNKNOWN = 1, 0xFFFFFFFF
_MS = 1000

# In the name of a recording, for all tracks.
ALL = "all"


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """The outline of one recording.

    Attributes:
        samples: its length at 16 kHz.
        levels: the finest first, each int8 of shape (n, 2): lowest and highest of each column.
        speech: where somebody speaks, in seconds; None if that was not looked for.
    """

    samples: int
    levels: tuple[Columns, ...]
    speech: tuple[Span, ...] | None = None

    @property
    def duration_s(self) -> float:
        """The recording's length in seconds."""
        return self.samples / SAMPLE_RATE_HZ

    def columns(self, start_s: float, end_s: float, count: int) -> Columns:
        """Return the lowest and highest sample in each of `count` equal parts of a span.

        Each part has at least its own samples, and at most half a part more on either side where
        it is longer than a column of the finest level. Beyond the recording there is silence.

        Returns:
            int8, shape (count, 2).
        """
        found = np.zeros((count, 2), np.int8)
        part = (end_s - start_s) * COLUMNS_PER_S / count
        if part <= 0 or not self.samples:
            return found
        number, unit = 0, 1
        while number + 1 < len(self.levels) and unit * FACTOR * COLUMNS_PER_PIXEL <= part:
            number, unit = number + 1, unit * FACTOR
        level = self.levels[number]
        edges = (start_s * COLUMNS_PER_S + part * np.arange(count + 1)) / unit
        # Times that are meant to be equal differ in their last digits.
        first = np.floor(edges[:-1] + 1e-6).astype(np.int64)
        last = np.maximum(np.ceil(edges[1:] - 1e-6).astype(np.int64), first + 1)
        inside = (last > 0) & (first < len(level))
        first, last = (
            np.clip(first[inside], 0, len(level) - 1),
            np.minimum(last[inside], len(level)),
        )
        if not len(first):
            return found
        base = int(first[0])
        # `reduceat` takes places inside an array only, so it gets a column to end before.
        used = np.concatenate([level[base : int(last.max())], np.zeros((1, 2), np.int8)])
        places = np.stack([first - base, last - base], axis=1).reshape(-1)
        found[inside, 0] = np.minimum.reduceat(used[:, 0], places)[::2]
        found[inside, 1] = np.maximum.reduceat(used[:, 1], places)[::2]
        return found

    def extremes(self, start_s: float, end_s: float, count: int) -> NDArray[np.float32]:
        """Return the same as samples, full scale 1.0; shape (count, 2)."""
        return amplitudes(self.columns(start_s, end_s, count))

    @property
    def loudest(self) -> float:
        """How loud it gets, at most 1.0: a single knock in an hour does not count."""
        if not self.samples:
            return 0.0
        level = self.levels[-1]
        loud = np.abs(amplitudes(level)).max(axis=1)
        return float(np.quantile(loud, 0.99))


def amplitudes(columns: Columns) -> NDArray[np.float32]:
    """Return the samples that bytes stand for, full scale 1.0; the same shape."""
    share = columns.astype(np.float32) / MOST
    return np.asarray(share * np.abs(share), np.float32)


def steps(samples: Samples) -> Columns:
    """Return the bytes for samples; of two samples the larger never has the smaller byte."""
    clipped = np.clip(samples, -1.0, 1.0)
    rooted = np.sign(clipped) * np.sqrt(np.abs(clipped))
    return np.asarray(np.rint(rooted * MOST), np.int8)


class OutlineMaker:
    """Make an outline from a stream of sound, in constant time for each second of it."""

    def __init__(self) -> None:
        self._columns = bytearray()
        self._parts: list[Samples] = []  # lowest and highest, not in `_columns` yet
        self._rest = np.zeros(0, np.float32)
        self._samples = 0

    @property
    def duration_s(self) -> float:
        """Seconds of sound so far."""
        return self._samples / SAMPLE_RATE_HZ

    def add(self, samples: Samples) -> None:
        """Add the next sound, float32 of shape (n,), mono, 16 kHz; it is not kept."""
        self._samples += len(samples)
        joined = np.concatenate([self._rest, samples]) if len(self._rest) else samples
        whole = len(joined) - len(joined) % COLUMN_SAMPLES
        self._take(joined[:whole])
        self._rest = joined[whole:].copy()

    def outline(self, speech: Iterable[Span] | None = None) -> Outline:
        """Return the outline of all; nothing may be added afterwards.

        Args:
            speech: spans of speech, which may touch; None if they are not known.
        """
        self._take(self._rest)
        self._settle()
        finest = np.frombuffer(bytes(self._columns), np.int8).reshape(-1, 2)
        spans = None if speech is None else joined_spans(speech)
        return Outline(self._samples, _levels(finest), spans)

    def _take(self, samples: Samples) -> None:
        """Add columns, all but the last of them whole."""
        if not len(samples):
            return
        places = np.arange(0, len(samples), COLUMN_SAMPLES)  # twice as fast as `min` of a table
        extremes = (np.minimum.reduceat(samples, places), np.maximum.reduceat(samples, places))
        self._parts.append(np.stack(extremes, axis=1))
        if len(self._parts) >= PARTS:
            self._settle()

    def _settle(self) -> None:
        if self._parts:
            self._columns += steps(np.concatenate(self._parts)).tobytes()
            self._parts.clear()


def joined_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that touch or overlap as one."""
    found: list[Span] = []
    for start_s, end_s in sorted(spans):
        if found and start_s <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end_s))
        else:
            found.append((start_s, end_s))
    return tuple(found)


def _levels(finest: Columns) -> tuple[Columns, ...]:
    """Return all levels above the finest one, and that first."""
    levels = [finest]
    while len(levels[-1]) > LEAST_COLUMNS:
        below = levels[-1]
        # The last column is repeated, which changes neither its lowest nor its highest.
        padded = np.pad(below, ((0, -len(below) % FACTOR), (0, 0)), mode="edge")
        parts = padded.reshape(-1, FACTOR, 2)
        levels.append(np.stack([parts[..., 0].min(axis=1), parts[..., 1].max(axis=1)], axis=1))
    return tuple(levels)


def packed(outline: Outline) -> bytes:
    """Return the bytes to keep: the finest level and the speech, to the millisecond."""
    spans: Sequence[Span] = outline.speech or ()
    count = _UNKNOWN if outline.speech is None else len(spans)
    header = _HEADER.pack(_FORM, outline.samples, count)
    speech = b"".join(_SPAN.pack(*(round(time_s * _MS) for time_s in span)) for span in spans)
    # The fastest: stronger ones take ten times as long for a tenth less.
    return header + zlib.compress(speech + outline.levels[0].tobytes(), 1)


def unpacked(data: bytes) -> Outline:
    """Return the outline that was packed.

    Raises:
        ValueError: the bytes are damaged, or of another version.
    """
    try:
        form, samples, count = _HEADER.unpack_from(data)
        content = zlib.decompress(data[_HEADER.size :])
    except (struct.error, zlib.error) as error:
        raise ValueError("the bytes are damaged") from error
    if form != _FORM:
        raise ValueError(f"it was packed in another way: {form}")
    spans_end = 0 if count == _UNKNOWN else count * _SPAN.size
    columns = content[spans_end:]
    if spans_end > len(content) or len(columns) != 2 * -(-samples // COLUMN_SAMPLES):
        raise ValueError("the numbers do not belong to one recording")
    speech = None
    if count != _UNKNOWN:
        pairs = _SPAN.iter_unpack(content[:spans_end])
        speech = tuple((start / _MS, end / _MS) for start, end in pairs)
    return Outline(samples, _levels(np.frombuffer(columns, np.int8).reshape(-1, 2)), speech)


def recording_id(sample_hash: str, track: int) -> str:
    """Return the name of a recording's sound, wherever the file lies; "" if unknown.

    Args:
        sample_hash: as in `MediaInfo`.
        track: counted from 0, or `ALL_TRACKS`.
    """
    which = ALL if track == ALL_TRACKS else track
    return f"{sample_hash}:{which}" if sample_hash else ""


def track_of(recording: str) -> int | None:
    """Return the track in the name of a recording, or `ALL_TRACKS`."""
    number = recording.rpartition(":")[2]
    if number == ALL:
        return ALL_TRACKS
    return int(number) if number.isdecimal() else None


def outline_of(
    path: Path, track: int, cancel: CancelToken, report: Callable[[float], object] = float
) -> Outline:
    """Decode a recording for its outline alone; where there is speech is not looked for.

    Args:
        path: the media file.
        track: which audio track, counted from 0, or `ALL_TRACKS`.
        cancel: checked at each second of sound.
        report: called with the seconds that are done.

    Raises:
        Cancelled: `cancel` was set.
        MediaError: as `decode`.
    """
    maker = OutlineMaker()
    for block in decode_sound(path, track, loud_as_speech):
        cancel.raise_if_cancelled()
        maker.add(block)
        report(maker.duration_s)
    return maker.outline()


def loud_as_speech(samples: Samples) -> Samples:
    """Take every sound for speech, where channels differ: a drawing is not worth loading torch."""
    from desktop_app.media.speech import FRAME_SAMPLES

    return np.ones(-(-len(samples) // FRAME_SAMPLES), np.float32)
