"""Decode a recording for the ears: stereo, from any place, on the time line of its words.

`media/decode.py` decides where each sample is in the recording: late starts and gaps are silence,
damage keeps its length, a drifting clock is followed. The same rules hold here, after a seek too.
Containers with time stamps are sought by them. Those without (MP3, ADTS ...) have only the number
of samples before a place, so an index of their packets is made, as far as it is needed. All tracks
together are as many open recordings, mixed.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Protocol

import av
import numpy as np
import soxr
from av.audio.frame import AudioFrame
from av.audio.layout import AudioLayout
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.filter import Graph
from av.stream import Disposition
from numpy.typing import NDArray

from desktop_app.core.cancel import CancelToken
from desktop_app.core.media import ALL_TRACKS, SAMPLE_RATE_HZ
from desktop_app.media.container import audio_streams, open_container
from desktop_app.media.decode import DecodedTrack
from desktop_app.media.downmix import standard_weights
from desktop_app.media.mixing import channels_of
from desktop_app.media.packet_index import PacketIndex, is_counted
from desktop_app.media.together import Limiter, RightSideUp, track_count
from desktop_app.media.tracks import no_such_track

logger = logging.getLogger(__name__)

Samples = NDArray[np.float32]

STEREO = 2
# FFmpeg's atempo skips samples above this.
SLOWEST, FASTEST = 0.5, 2.0
# So much is decoded before a place and dropped: decoders need a few frames to come into step (an
# MP3 frame refers to the nine before it, Opus wants 80 ms), and demuxers seek to a packet's edge.
LEAD_S = 1.0
# A place near the start is reached by opening the file again: exact in every format.
NEAR_START_S = 2.0
# So much of all tracks is mixed at once.
MIXED_S = 0.05


@dataclass(frozen=True, slots=True)
class Opened:
    """What is known of a recording once it is open.

    `duration_s` is the container's own figure, 0.0 if it gives none; `rate_hz` that of the sound.
    """

    path: Path
    track: int
    duration_s: float
    rate_hz: int
    has_video: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the sound: where it begins, in seconds, and its samples, shape (2, n)."""

    start_s: float
    samples: Samples
    rate_hz: int

    @property
    def end_s(self) -> float:
        """Where it ends, in seconds."""
        return self.start_s + len(self.samples[0]) / self.rate_hz


class Listened(Protocol):
    """An open recording, of one track or of all; use it from one thread, and close it there."""

    opened: Opened

    def close(self) -> None:
        """Close the file."""

    def pieces(self, from_s: float, is_wanted: Callable[[], bool]) -> Iterator[Piece]:
        """Yield the sound from a place on, without a gap; nothing if that is beyond the end."""

    def look_ahead(self) -> bool:
        """Go on with what is looked for in the file; return whether there is more to do."""


def listened(path: Path, track: int) -> Listened:
    """Open a recording.

    Args:
        path: the media file.
        track: which audio track, counted from 0, or `ALL_TRACKS`.

    Raises:
        MediaError: as `media.decode.decode`.
    """
    if track != ALL_TRACKS:
        return ListenedRecording(path, track)
    return ListenedTracks(path, track_count(path))


class ListenedRecording:
    """One track of an open recording; use it from one thread, and close it there.

    Args:
        path: the media file.
        track: which audio track, counted from 0.

    Raises:
        MediaError: as `media.decode.decode`.
    """

    def __init__(self, path: Path, track: int) -> None:
        self._path = path
        self._number = track
        self._files = ExitStack()
        self._container, self._stream = self._open()
        self._is_fresh = True
        name = self._container.format.name.split(",")[0]
        codec = self._stream.codec_context.name
        self._index = PacketIndex(path, track) if is_counted(name, codec) else None
        # WORKAROUND FFmpeg 8 (oggdec.c): a page of FLAC has other times after a seek than before.
        self._can_seek = (name, codec) != ("ogg", "flac")
        duration = self._container.duration
        self.opened = Opened(
            path,
            track,
            max(0.0, duration / av.time_base) if duration else 0.0,
            self._stream.codec_context.sample_rate or 0,
            has_pictures(self._container),
        )

    def close(self) -> None:
        """Close the file."""
        self._files.close()
        if self._index is not None:
            self._index.close()

    def pieces(self, from_s: float, is_wanted: Callable[[], bool]) -> Iterator[Piece]:
        """Yield the sound from a place on, without a gap; nothing if that is beyond the end.

        Only the last iterator may be used.

        Args:
            from_s: in seconds from the start.
            is_wanted: asked while the place is sought in a long file; if not, nothing is yielded.
        """
        source = self._source_at(from_s, is_wanted)
        if source is None:
            return
        for piece in _placed(source):
            if piece.end_s <= from_s:
                if not is_wanted():
                    return
                continue
            skip = round((from_s - piece.start_s) * piece.rate_hz)
            if skip > 0:
                piece = Piece(from_s, piece.samples[:, skip:], piece.rate_hz)  # noqa: PLW2901
            if piece.samples.shape[1]:
                yield piece

    def look_ahead(self) -> bool:
        """Go on with the index a little; return whether there is more to do."""
        return self._index is not None and self._index.grow()

    def _open(self) -> tuple[InputContainer, AudioStream]:
        container = self._files.enter_context(open_container(self._path))
        streams = audio_streams(container, self._path)
        if not 0 <= self._number < len(streams):
            raise no_such_track(self._path, len(streams), self._number)
        return container, streams[self._number]

    def _source_at(self, at_s: float, is_wanted: Callable[[], bool]) -> DecodedTrack | None:
        if at_s < NEAR_START_S or not self._can_seek:
            return self._from_the_start()
        if self._index is None:
            return self._by_stamp(at_s - LEAD_S)
        entry = self._index.before(at_s - LEAD_S, is_wanted)
        if entry is None:
            return None
        if entry.byte < 0:
            return self._from_the_start()
        self._container.seek(entry.byte, unsupported_byte_offset=True)
        self._is_fresh = False
        source = self._source()
        source.start_at(entry.at_s)
        return source

    def _from_the_start(self) -> DecodedTrack:
        if not self._is_fresh:
            self._files.close()
            self._container, self._stream = self._open()
        self._is_fresh = False
        return self._source()

    def _by_stamp(self, at_s: float) -> DecodedTrack | None:
        """Go to a place by its time stamp; the first frame tells where that was."""
        container = self._container
        source = self._source()
        stamp_s = at_s + source.origin_s
        try:
            if self._stream.time_base:
                container.seek(int(stamp_s / self._stream.time_base), stream=self._stream)
            else:
                container.seek(int(stamp_s * av.time_base))
        except av.FFmpegError as error:  # no seeking in this format: all before it is decoded
            logger.info("%s: no way to %.1f s: %s", self._path.name, at_s, error)
            self._is_fresh = False
            return self._from_the_start()
        self._is_fresh = False
        source.start_at(None)
        return source

    def _source(self) -> DecodedTrack:
        return DecodedTrack(self._container, self._stream, self._path)


class ListenedTracks:
    """All tracks of an open recording; use it from one thread, and close it there.

    Args:
        path: the media file.
        count: how many tracks it has.

    Raises:
        MediaError: as `media.decode.decode`.
    """

    def __init__(self, path: Path, count: int) -> None:
        with ExitStack() as opening:
            self._recordings = [
                opening.enter_context(closing(ListenedRecording(path, number)))
                for number in range(count)
            ]
            opening.pop_all()  # all are open, and stay so
        every = [recording.opened for recording in self._recordings]
        self._rate_hz = max(one.rate_hz for one in every) or SAMPLE_RATE_HZ
        self.opened = replace(every[0], track=ALL_TRACKS, rate_hz=self._rate_hz)

    def close(self) -> None:
        """Close the file."""
        for recording in self._recordings:
            recording.close()

    def pieces(self, from_s: float, is_wanted: Callable[[], bool]) -> Iterator[Piece]:
        """Yield the mixed sound from a place on, as `ListenedRecording.pieces`."""
        rate_hz, limiter = self._rate_hz, Limiter(self._rate_hz)
        sides = RightSideUp(len(self._recordings))
        tracks = [
            _AtRate(recording.pieces(from_s, is_wanted), from_s, rate_hz)
            for recording in self._recordings
        ]
        step, done = round(MIXED_S * rate_hz), 0
        while True:
            parts = [track.take(step) for track in tracks]
            longest = max(part.shape[1] for part in parts)
            if not longest:
                return
            table = np.zeros((len(parts), STEREO, longest), np.float32)
            for row, part in zip(table, parts, strict=True):
                row[:, : part.shape[1]] = part
            yield Piece(from_s + done / rate_hz, limiter.limited(sides.added(table)), rate_hz)
            done += longest

    def look_ahead(self) -> bool:
        """Go on with the indexes a little; return whether there is more to do."""
        return any(recording.look_ahead() for recording in self._recordings)


class _AtRate:
    """One track at the rate of the mix, and from its beginning on."""

    def __init__(self, pieces: Iterator[Piece], from_s: float, rate_hz: int) -> None:
        self._pieces = pieces
        self._from_s = from_s
        self._rate_hz = rate_hz
        self._resampler: soxr.ResampleStream | None = None
        self._in_hz = 0
        self._silent_samples = 0  # before what is held
        self._held: list[Samples] = []
        self._held_samples = 0

    def take(self, count: int) -> Samples:
        """Return the next samples, shape (2, n); fewer than `count` at the end."""
        if not self._in_hz:
            self._wait_for_beginning()
        silent = min(count, self._silent_samples)
        self._silent_samples -= silent
        sound = self._taken(count - silent)
        return np.pad(sound, ((0, 0), (silent, 0))) if silent else sound

    def _wait_for_beginning(self) -> None:
        piece = next(self._pieces, None)
        if piece is None:
            return
        # It may begin hours later: so much silence is counted, not held.
        late_s = piece.start_s - self._from_s
        self._silent_samples = max(0, round(late_s * self._rate_hz))
        self._take_in(piece)

    def _taken(self, count: int) -> Samples:
        while self._held_samples < count:
            piece = next(self._pieces, None)
            if piece is None:
                self._finish()
                break
            self._take_in(piece)
        joined = np.concatenate([np.zeros((STEREO, 0), np.float32), *self._held], axis=1)
        self._held = [joined[:, count:]]
        self._held_samples = self._held[0].shape[1]
        return joined[:, :count]

    def _take_in(self, piece: Piece) -> None:
        if piece.rate_hz != self._in_hz:
            self._finish()
            self._begin(piece.rate_hz)
        self._hold(self._resampled(piece.samples, last=False))

    def _begin(self, in_hz: int) -> None:
        self._in_hz = in_hz
        if in_hz != self._rate_hz:
            self._resampler = soxr.ResampleStream(in_hz, self._rate_hz, STEREO, dtype="float32")

    def _finish(self) -> None:
        if self._resampler is not None:
            self._hold(self._resampled(np.zeros((STEREO, 0), np.float32), last=True))
        self._resampler = None

    def _resampled(self, samples: Samples, *, last: bool) -> Samples:
        if self._resampler is None:
            return samples
        # Rows in memory, as it reads them.
        table = np.ascontiguousarray(samples.T)
        return np.asarray(self._resampler.resample_chunk(table, last=last).T, np.float32)

    def _hold(self, samples: Samples) -> None:
        self._held.append(samples)
        self._held_samples += samples.shape[1]


def sound_between(
    path: Path, track: int, start_s: float, length_s: float, cancel: CancelToken
) -> Samples:
    """Return the sound of a part of a recording, mono, 16 kHz; less where the recording ends.

    Args:
        path: the media file.
        track: which audio track, counted from 0, or `ALL_TRACKS`.
        start_s: where the part begins, in seconds.
        length_s: how long it is.
        cancel: checked while it is decoded.

    Raises:
        Cancelled: `cancel` was set.
        MediaError: as `media.decode.decode`.
    """
    parts: list[Samples] = []
    left_s, rate_hz = length_s, SAMPLE_RATE_HZ
    recording = listened(path, track)
    try:
        for piece in recording.pieces(start_s, lambda: not cancel.is_cancelled):
            cancel.raise_if_cancelled()
            mono = piece.samples.mean(axis=0)[: max(0, round(left_s * piece.rate_hz))]
            left_s -= len(mono) / piece.rate_hz
            parts.append(np.asarray(mono, np.float32))
            rate_hz = piece.rate_hz
            if left_s <= 1 / rate_hz:
                break
    finally:
        recording.close()
    if not parts:
        return np.zeros(0, np.float32)
    sound = np.concatenate(parts)
    if rate_hz != SAMPLE_RATE_HZ:
        sound = np.asarray(soxr.resample(sound, rate_hz, SAMPLE_RATE_HZ), np.float32)
    return sound


def has_pictures(container: InputContainer) -> bool:
    """Whether there is a video, and not only a cover."""
    return any(
        not stream.disposition & Disposition.attached_pic
        and getattr(stream, "codec_context", None) is not None
        for stream in container.streams.video
    )


def _placed(source: DecodedTrack) -> Iterator[Piece]:
    for frame in source.frames():
        if source.waits_for_stamp(frame):
            continue
        rate_hz = frame.sample_rate
        for samples in source.silence_before(frame):
            silence = np.zeros((STEREO, samples), np.float32)
            yield Piece(source.position_s - samples / rate_hz, silence, rate_hz)
        start_s = source.position_s
        yield Piece(start_s, source.placed(_stereo(frame), rate_hz), rate_hz)


_weights: dict[str, Samples] = {}


def _stereo(frame: AudioFrame) -> Samples:
    """Return two channels as they are, and any others mixed; shape (2, n)."""
    sound = channels_of(frame)
    if len(sound) == STEREO:
        return sound
    if len(sound) > STEREO:
        sound = (_weights_of(frame.layout) @ sound)[None]
    return np.repeat(sound, STEREO, axis=0)


def _weights_of(layout: AudioLayout) -> Samples:
    if layout.name not in _weights:
        _weights[layout.name] = standard_weights(layout)
    return _weights[layout.name]


class Tempo:
    """A stream of stereo sound at another tempo and sample rate.

    Sample `i` of all that comes out is the sound of `i / out_hz * tempo` seconds of what goes in,
    to within the filter's window of some 20 ms.

    Args:
        in_hz: the sample rate of the sound.
        out_hz: the wanted sample rate.
        tempo: 2.0 plays twice as fast; from 0.5 to 2.0.
    """

    def __init__(self, in_hz: int, out_hz: int, tempo: float) -> None:
        self.in_hz = in_hz
        self._out_hz = out_hz
        self._fed = 0
        self._graph = Graph()
        before = self._graph.add(
            "abuffer",
            f"sample_rate={in_hz}:sample_fmt=fltp:channel_layout=stereo:time_base=1/{in_hz}",
        )
        if tempo != 1.0:
            changed = self._graph.add("atempo", f"{min(FASTEST, max(SLOWEST, tempo)):.3f}")
            before.link_to(changed)
            before = changed
        shaped = self._graph.add(
            "aformat", f"sample_fmts=flt:sample_rates={out_hz}:channel_layouts=stereo"
        )
        before.link_to(shaped)
        sink = self._graph.add("abuffersink")
        shaped.link_to(sink)
        self._graph.configure()

    def feed(self, samples: Samples) -> Samples:
        """Add sound, float32 of shape (2, n); return what is ready, shape (m, 2)."""
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(samples), "fltp", "stereo")
        frame.sample_rate = self.in_hz
        frame.time_base = Fraction(1, self.in_hz)
        frame.pts = self._fed
        self._fed += samples.shape[1]
        self._graph.push(frame)
        return self._ready()

    def finish(self) -> Samples:
        """Return the rest, shape (m, 2); nothing may be added afterwards."""
        self._graph.push(None)
        return self._ready()

    def _ready(self) -> Samples:
        parts: list[Samples] = []
        while True:
            try:
                frame = self._graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                break
            parts.append(np.asarray(frame.to_ndarray(), np.float32).reshape(-1, 2))
        return np.concatenate(parts) if parts else np.zeros((0, 2), np.float32)
