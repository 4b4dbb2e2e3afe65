"""Decode any recording to float32 mono 16 kHz blocks, in constant memory.

One decoder (FFmpeg, in this process) for every format, so that the same speech gives the same text
in any file. No temporary files and no other program. Samples are placed at the times that a player
shows.
"""

import logging
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.stream import Discard, Disposition, Stream
from numpy.typing import NDArray

from desktop_app.core.errors import MediaEmpty, MediaUnreadable
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.transcript import Incomplete
from desktop_app.media.blocks import in_blocks
from desktop_app.media.channels import ChannelMeter
from desktop_app.media.container import audio_streams, file_error, open_container
from desktop_app.media.downmix import Detect
from desktop_app.media.missing.losses import MIN_LOSS_S, Losses
from desktop_app.media.missing.promise import Promise, promise_of
from desktop_app.media.mixing import MonoStream
from desktop_app.media.speech import hear_speech
from desktop_app.media.tracks import no_such_track

logger = logging.getLogger(__name__)

# Containers round time stamps to a millisecond or to a frame; smaller gaps are ignored.
MIN_GAP_S = 0.05
# A jump beyond the end of the file is a broken clock (a cut broadcast), not silence. Nor is one
# longer than this: no recording is silent for so long.
MAX_GAP_S = 3600.0
# Time stamps that jump back by more than this restart the clock (joined broadcasts, a wrapped
# counter).
MAX_OVERLAP_S = 1.0
# Silence is yielded in parts, so that an hour of it takes no memory.
SILENCE_PIECE_S = 1.0
# A clock that drifts from the samples is followed by stretching or shrinking the sound slightly:
# enough to correct it within half a second, until the difference is this small.
CATCH_UP_S = 0.5
NEAR_S = 0.005
# A clock that drifts ahead faster is not followed: that far ahead, sound is missing.
MAX_DRIFT_S = 0.5
MOST_STRETCH = 0.5


class Timeline:
    """Compare each frame's time stamp with the samples so far, to find where sound is missing.

    Attributes:
        position_s: end of the samples so far, in seconds from the start.
        tolerance_s: smaller differences between time stamps and samples are ignored, in seconds.
    """

    def __init__(self, origin_s: float, duration_s: float | None) -> None:
        """Start at the beginning.

        Args:
            origin_s: the time stamp that a player shows as 0:00.
            duration_s: length of the whole file in seconds; None if the container does not say.
        """
        self._offset_s = origin_s
        self._end_s = duration_s
        self._drift_s = 0.0
        self._catches_up = False
        self._began = False
        self.position_s = 0.0
        self.tolerance_s = MIN_GAP_S

    def start_at(self, position_s: float) -> None:
        """Begin in the middle of the recording, at that many seconds from its start."""
        self.position_s = position_s
        self._began = True

    def advance(self, samples: int, rate_hz: int) -> None:
        """Count decoded samples at their own rate."""
        self.position_s += samples / rate_hz
        self._began = True

    def silence_before(self, stamp_s: float | None, rate_hz: int) -> Iterator[int]:
        """Yield the silence that belongs before the next frame, as numbers of samples.

        Samples are never dropped: if time stamps run backwards, the clock is reset; if they drift
        slowly, `fitted` follows them.

        Args:
            stamp_s: the frame's own time stamp in seconds, or None if it has none.
            rate_hz: the frame's sample rate.
        """
        if stamp_s is None:
            return
        gap_s = stamp_s - self._offset_s - self.position_s
        if gap_s < -MAX_OVERLAP_S or self._is_beyond_the_end(gap_s):
            logger.info("time stamps jump by %.1f s, not followed", gap_s)
            self._offset_s = stamp_s - self.position_s
            self._drift_s = 0.0
            return
        # A late start is exact in every container; only later gaps need the tolerance.
        least_s = self.tolerance_s if self._began else 1.0 / rate_hz
        if gap_s - max(0.0, self._drift_s) >= least_s or gap_s > MAX_DRIFT_S:
            self._drift_s = 0.0
            yield from self.silence(gap_s, rate_hz)
        elif self._began:
            self._drift_s = gap_s

    def place(self, stamp_s: float) -> float:
        """Convert a time stamp to seconds from the start."""
        return stamp_s - self._offset_s

    def silence(self, seconds: float, rate_hz: int) -> Iterator[int]:
        """Yield that much silence in parts, as numbers of samples."""
        missing = round(seconds * rate_hz)
        piece = round(SILENCE_PIECE_S * rate_hz)
        while missing > 0:
            samples = min(missing, piece)
            self.advance(samples, rate_hz)
            yield samples
            missing -= samples

    def fitted(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the frame, stretched or shrunk slightly if its clock has drifted from the samples.

        Args:
            samples: float32, shape (channels, n).

        Returns:
            float32, shape (channels, m), n / 2 <= m <= 3 n / 2.
        """
        away_s = abs(self._drift_s)
        self._catches_up = away_s >= (NEAR_S if self._catches_up else self.tolerance_s)
        if not self._catches_up:
            return samples
        stretch = np.clip(self._drift_s / CATCH_UP_S, -MOST_STRETCH, MOST_STRETCH)
        length = samples.shape[-1]
        places = np.linspace(
            0, length, max(1, round(length * (1.0 + float(stretch)))), endpoint=False
        )
        rows = [np.interp(places, np.arange(length), channel) for channel in samples]
        return np.array(rows, np.float32)

    def _is_beyond_the_end(self, gap_s: float) -> bool:
        if gap_s > MAX_GAP_S or self._end_s is None:
            return gap_s > MAX_GAP_S
        return self.position_s + gap_s > self._end_s + MIN_GAP_S


BLOCK_SAMPLES = SAMPLE_RATE_HZ  # 1 s: small beside a model, large beside a Python call
# Containers that store each packet's time, by the first of FFmpeg's names. For all others FFmpeg
# derives the time from bytes or frames, and knows no more than we do.
STAMPED_FORMATS = frozenset(
    {"matroska", "mov", "mpegts", "mpeg", "flv", "live_flv", "asf", "ogg", "nut", "mxf", "wtv"}
)
# Of these, containers where the bytes of all tracks are read in any case: packets in sequence, or
# interleaved in small parts.
COUNTED_FORMATS, MIXED_FORMATS = frozenset({"matroska", "flv"}), frozenset({"mpegts"})
# Formats with only sound and tags, to the end of the file.
UNBROKEN_FORMATS = frozenset({"ogg", "mp3", "aac", "ac3", "eac3", "amr", "dts"})
# No recording has fewer bytes, even with pauses: Opus at 6 kbit/s, one second of sound a minute.
LEAST_BYTES_PER_S = 10
# A packet so much larger than the last ones may be damage, which the demuxer took for sound.
LARGE, USUAL_PACKETS = 4.0, 50
# Damage may end the reading; most demuxers find the next good packet when asked again. Retries in a
# row without a packet, and in all.
MOST_FAILED_READS, MOST_FAILED_READS_IN_ALL = 5, 200


def decode(
    path: Path,
    track: int = 0,
    detect: Detect | None = None,
    on_incomplete: Callable[[Incomplete], object] | None = None,
    meter: ChannelMeter | None = None,
) -> Generator[NDArray[np.float32], None, None]:
    """Decode the sound of a recording, timed as a player shows it.

    Sample `i` of the joined blocks is `i / 16000` seconds into the recording: a late start and gaps
    are filled with silence, and a slowly drifting clock is followed. Damaged parts become silence;
    a truncated file yields what it holds.

    Args:
        path: the media file.
        track: which audio track, counted from 0.
        detect: speech probabilities of the next frames, used if channels differ; silero-vad unless
            given.
        on_incomplete: called after the last block if sound is missing.
        meter: measures the track's channels before they are mixed.

    Yields:
        float32, shape (16000,) but for the last block, mono, 16 kHz, finite, full scale 1.0.

    Raises:
        MediaMissing: no such file (any more).
        MediaEmpty: no bytes or no samples.
        MediaInUse: another program holds the file.
        MediaProtected: the sound is encrypted.
        MediaUnreadable: nothing in it can be decoded.
        NoAudioTrack: no sound, or no such track.
    """
    with open_container(path) as container:
        streams = audio_streams(container, path)
        if not 0 <= track < len(streams):
            raise no_such_track(path, len(streams), track)
        source = DecodedTrack(container, streams[track], path)
        yield from in_blocks(_resampled(source, detect or hear_speech, meter), BLOCK_SAMPLES)
        incomplete = source.incomplete()
        if source.decoded_samples == 0:
            raise source.nothing_decoded(incomplete)
        if incomplete is not None:
            logger.info("%s: %s", path.name, incomplete)
            if on_incomplete is not None:
                on_incomplete(incomplete)


class DecodedTrack:
    """One audio track as decoded frames, with its clock and its losses."""

    def __init__(self, container: InputContainer, stream: AudioStream, path: Path) -> None:
        self._container = container
        self._stream = stream
        self._path = path
        self.decoded_samples = 0
        self._damaged_packets = 0
        self._first_error = ""
        self._waits = False
        self._enters_s: float | None = None
        self._first_stamp_s: float | None = None
        self._lag_s: float | None = None
        self._others_end_s = 0.0
        self._tick_s = float(stream.time_base or 0)  # a product of fractions takes longer
        self._is_delayed = stream.codec_context.name.startswith("wma")
        name = container.format.name.split(",")[0]
        self._is_stamped = name in STAMPED_FORMATS
        tracks = [s for s in container.streams if not s.disposition & Disposition.attached_pic]
        is_counted = name in COUNTED_FORMATS
        # The demuxer skips what is not needed, such as video.
        is_mixed = name in MIXED_FORMATS
        self._read = tracks if is_counted or is_mixed else [stream]
        for other in container.streams:
            if other not in self._read:
                other.discard = Discard.all
        self._origin_s = max(0.0, (container.start_time or 0) / av.time_base)
        # Without stamps of its own, a track begins with its first sample.
        first_s = (stream.start_time or 0) * self._tick_s
        self.origin_s = self._origin_s if self._is_stamped else first_s
        self._size_at_first = container.size
        duration_s = container.duration / av.time_base if container.duration else None
        if duration_s is not None:  # a damaged header may say anything
            duration_s = min(duration_s, container.size / LEAST_BYTES_PER_S)
        self._timeline = Timeline(self._origin_s, duration_s)
        self._losses = Losses(
            stream.codec_context.codec.canonical_name,
            self._peek,
            counts_bytes=is_counted
            or (len(tracks) == 1 and name not in ("mov", "mxf", "avi", "mpegts")),
            bytes_per_s=container.size / duration_s if is_mixed and duration_s else None,
        )

    def frames(self) -> Iterator[AudioFrame]:
        """Yield every frame that can be decoded, in order."""
        for packet in self._packets():
            duration_s = (packet.duration or 0) * self._tick_s if packet is not None else 0.0
            if packet is not None and packet.size:
                self._losses.feed(packet, duration_s)
                self._note_lag(packet, duration_s)
            try:
                frames = self._stream.decode(packet)
            except av.error.EOFError:  # it was emptied before: a track without a packet
                frames = []
            # Beside FFmpeg's own errors, PyAV raises MemoryError, ValueError … on damaged data.
            except Exception as error:  # noqa: BLE001
                self._note_damage(error)
                if packet is not None:
                    self._losses.fail(packet, duration_s)
                frames = []
            self._enter(packet, frames)
            for frame in frames:
                if frame.samples and frame.sample_rate:
                    self.decoded_samples += frame.samples
                    self._losses.deliver(frame)
                    yield frame
        if self._damaged_packets:
            logger.info(
                "%s: skipped %d damaged places (%s)",
                self._path.name,
                self._damaged_packets,
                self._first_error,
            )

    @property
    def position_s(self) -> float:
        """End of the sound so far, in seconds from the start."""
        return self._timeline.position_s

    def start_at(self, position_s: float | None) -> None:
        """Begin in the middle of the recording, where the container was sought to.

        Args:
            position_s: where the next packet's sound begins; None if its time stamp tells.
        """
        self._waits = position_s is None
        self._enters_s = position_s
        self._timeline.start_at(position_s or 0.0)

    def _enter(self, packet: "Packet[Any] | None", frames: list[AudioFrame]) -> None:
        """Place the first sound after a seek: the decoder may drop some, as at the start."""
        if self._enters_s is None or packet is None:
            return
        self._enters_s += (packet.duration or 0) * self._tick_s
        sound_s = sum(frame.samples / frame.sample_rate for frame in frames if frame.sample_rate)
        if sound_s:
            self._timeline.start_at(self._enters_s - sound_s)
            self._enters_s = None

    def waits_for_stamp(self, frame: AudioFrame) -> bool:
        """Whether the place of this frame after a seek is still unknown."""
        if self._waits and (stamp_s := self._stamp_s(frame)) is not None:
            self._waits = False
            self._timeline.start_at(stamp_s - self.origin_s)
        return self._waits

    def packet_places(self) -> Iterator[tuple[int, float]]:
        """Yield each packet's first byte and where its sound begins; only the first are decoded.

        For containers without time stamps. Damage between packets counts as in `silence_before`.
        """
        position_s, usual_bytes, has_begun = 0.0, 0.0, False
        for packet in self._packets():
            if packet is None or not packet.size or packet.pos is None:
                continue
            duration_s = (packet.duration or 0) * self._tick_s
            self._losses.feed(packet, duration_s)
            # At the start the decoder drops an encoder's delay; a large packet may be damage.
            if not has_begun or packet.size > LARGE * usual_bytes:
                sound_s = self._decoded_s(packet, duration_s)
                has_begun = has_begun or sound_s >= duration_s
                duration_s = sound_s
            else:
                usual_bytes += (packet.size - usual_bytes) / USUAL_PACKETS
            usual_bytes = usual_bytes or float(packet.size)
            self._losses.hear(duration_s)
            lost_s = self._losses.damaged_s(None, position_s)
            lost_s = lost_s if lost_s >= MIN_LOSS_S else 0.0
            self._losses.settle(position_s, lost_s, is_damage=True)
            position_s += lost_s
            yield packet.pos, position_s
            position_s += duration_s

    def _decoded_s(self, packet: "Packet[Any]", duration_s: float) -> float:
        try:
            frames = self._stream.decode(packet)
        except Exception as error:  # noqa: BLE001 - as in `frames`
            self._note_damage(error)
            self._losses.fail(packet, duration_s)
            return 0.0
        return sum(frame.samples / frame.sample_rate for frame in frames if frame.sample_rate)

    def nothing_decoded(self, incomplete: Incomplete | None) -> MediaEmpty | MediaUnreadable:
        """Return why there are no samples: the file is damaged, or never had any."""
        name = self._path.name
        if self._damaged_packets or self._losses.missing_s > 0:
            return MediaUnreadable(
                "Nothing in “{name}” can be decoded.", self._first_error, name=name
            )
        if incomplete is not None:
            return MediaUnreadable(
                "“{name}” ends before its audio begins.", str(incomplete), name=name
            )
        return MediaEmpty("“{name}” contains no audio: its audio track is empty.", name=name)

    def silence_before(self, frame: AudioFrame) -> Iterator[int]:
        """Yield the silence that belongs before a frame, as numbers of samples."""
        start_s = self._timeline.position_s
        rate_hz = frame.sample_rate
        if self._is_stamped:
            yield from self._timeline.silence_before(self._stamp_s(frame), rate_hz)
        else:
            lost_s = self._losses.damaged_s(frame.time, start_s)
            if lost_s >= MIN_LOSS_S:
                yield from self._timeline.silence(lost_s, rate_hz)
        gap_s = self._timeline.position_s - start_s
        self._losses.settle(start_s, gap_s, is_damage=not self._is_stamped)

    def placed(self, samples: NDArray[np.float32], rate_hz: int) -> NDArray[np.float32]:
        """Fit a frame's channels, shape (c, n), to the clock; return shape (c, m)."""
        samples = self._timeline.fitted(samples)
        self._timeline.advance(samples.shape[-1], rate_hz)
        return samples

    def incomplete(self) -> Incomplete | None:
        """Return what is missing, once all was read."""
        try:
            promise = promise_of(self._container, self._stream, self._container.file.file)
        except OSError as error:
            raise file_error(self._path, error) from error
        name = self._container.format.name.split(",")[0]
        size = self._container.size
        if promise is None and size < self._size_at_first:  # it was cut while it was read
            promise = Promise(None)
        end_s = self._timeline.position_s
        all_sound = size if name in UNBROKEN_FORMATS else None
        return self._losses.incomplete(end_s, promise, self._others_end_s, all_sound)

    def _stamp_s(self, frame: AudioFrame) -> float | None:
        """Return a frame's time stamp; the first packet's for a lagging decoder's first frame."""
        if not self._is_delayed or frame.time is None:
            return frame.time
        if self._lag_s is None:
            self._lag_s = max(0.0, frame.time - (self._first_stamp_s or 0.0))
        return frame.time - self._lag_s

    def _peek(self, place: int, size: int) -> bytes:
        """Read bytes of the file without moving FFmpeg's position."""
        file: BinaryIO = self._container.file.file
        at = file.tell()
        try:
            file.seek(place)
            return file.read(size)
        except OSError as error:
            raise file_error(self._path, error) from error
        finally:
            file.seek(at)

    def _note_lag(self, packet: "Packet[Any]", duration_s: float) -> None:
        """WMA's packets complete the previous one: their stamps are off by one or two."""
        if self._is_delayed:
            self._timeline.tolerance_s = max(self._timeline.tolerance_s, 2 * duration_s)
            if self._first_stamp_s is None and packet.pts is not None:
                self._first_stamp_s = packet.pts * self._tick_s

    def _packets(self) -> Iterator["Packet[Any] | None"]:
        """Yield the track's packets, then None to flush the decoder."""
        fruitless = 0
        for _ in range(MOST_FAILED_READS_IN_ALL):
            try:
                for packet in self._container.demux(self._read):
                    fruitless = 0
                    if packet.stream_index == self._stream.index:
                        yield packet
                    else:
                        self._pass(packet)
            except av.FFmpegError as error:  # the rest of the file is missing or damaged
                self._note_damage(error)
            except OSError as error:  # a disk error from our Python file
                raise file_error(self._path, error) from error
            # PyAV 18.1 also raises IndexError at the end if a track began in mid-stream.
            except Exception as error:  # noqa: BLE001
                self._note_damage(error)
            else:
                return
            fruitless += 1
            if fruitless == MOST_FAILED_READS:
                break
        yield None

    def _pass(self, packet: "Packet[Stream]") -> None:
        """Note another track's packet."""
        stamp = packet.dts if packet.pts is None else packet.pts
        if not packet.size:
            return
        at_s = float((stamp or 0) * packet.time_base)
        end_s = at_s + float((packet.duration or 0) * packet.time_base)
        self._others_end_s = max(self._others_end_s, end_s - self._origin_s)
        self._losses.skip(packet, self._timeline.place(at_s))

    def _note_damage(self, error: Exception) -> None:
        self._damaged_packets += 1
        self._first_error = self._first_error or str(error)
        logger.debug("%s: %r", self._path.name, error)


def _resampled(
    source: DecodedTrack, detect: Detect, meter: ChannelMeter | None
) -> Iterator[NDArray[np.float32]]:
    """Yield 16 kHz sound in parts of any length; a new stream wherever the sample rate changes."""
    stream: MonoStream | None = None
    for frame in source.frames():
        rate_hz = frame.sample_rate
        if stream is None or stream.rate_hz != rate_hz:
            if stream is not None:
                yield stream.finish()
            stream = MonoStream(rate_hz, detect, source.placed, meter)
        for silence_samples in source.silence_before(frame):
            yield stream.silence(silence_samples)
        yield stream.feed(frame)
    if stream is not None:
        yield stream.finish()
