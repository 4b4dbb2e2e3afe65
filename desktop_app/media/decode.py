"""Turns any recording into float32 mono 16 kHz blocks, in memory that does not grow.

One decoder (FFmpeg, in this process) for every format, so that the same speech gives the same text
whatever file it comes in. No temporary files and no other program.
"""

import logging
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.stream import Discard
from numpy.typing import NDArray

from desktop_app.core.errors import MediaEmpty, MediaUnreadable
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.media.blocks import in_blocks
from desktop_app.media.container import audio_streams, file_error, open_container
from desktop_app.media.downmix import Detect
from desktop_app.media.mixing import MonoStream
from desktop_app.media.speech import hear_speech
from desktop_app.media.timeline import Timeline
from desktop_app.media.tracks import no_such_track

logger = logging.getLogger(__name__)

BLOCK_SAMPLES = SAMPLE_RATE_HZ  # 1 s: small beside a model, large beside a Python call


def decode(
    path: Path, track: int = 0, detect: Detect | None = None
) -> Iterator[NDArray[np.float32]]:
    """The sound of a recording, from its beginning as a player shows it.

    Sample `i` of the joined blocks is `i / 16000` seconds into the recording: a track that begins
    late and gaps in it are filled with silence. Damaged parts are skipped and logged; a truncated
    file gives what is in it.

    Args:
        path: the media file.
        track: which audio track, counted from 0.
        detect: speech probabilities of the next frames, where channels differ; silero-vad unless
            given.

    Yields:
        float32, shape (16000,) but for the last block, mono, 16 kHz, finite, full scale 1.0.

    Raises:
        MediaMissing: no such file (any more).
        MediaEmpty: no byte, or not one sample.
        MediaInUse: another program holds the file.
        MediaProtected: the sound is encrypted.
        MediaUnreadable: nothing in it can be decoded.
        NoAudioTrack: no sound, or no such track.
    """
    with open_container(path) as container:
        streams = audio_streams(container, path)
        if not 0 <= track < len(streams):
            raise no_such_track(path, len(streams), track)
        source = _Source(container, streams[track], path)
        yield from in_blocks(_resampled(source, detect or hear_speech), BLOCK_SAMPLES)
        if source.decoded_samples == 0:
            raise source.nothing_decoded()


class _Source:
    """One audio track as decoded frames, counting what could not be decoded."""

    def __init__(self, container: InputContainer, stream: AudioStream, path: Path) -> None:
        self._container = container
        self._stream = stream
        self._path = path
        self.decoded_samples = 0
        self._damaged_packets = 0
        self._first_error = ""
        for other in container.streams:
            if other.index != stream.index:
                other.discard = Discard.all  # the demuxer skips the pictures' bytes

    def timeline(self) -> Timeline:
        """The clock that a player would show for this file."""
        container = self._container
        return Timeline(
            origin_s=max(0.0, (container.start_time or 0) / av.time_base),
            duration_s=container.duration / av.time_base if container.duration else None,
        )

    def frames(self) -> Iterator[AudioFrame]:
        """Every frame that can be decoded, in order."""
        for packet in self._packets():
            try:
                frames = self._stream.decode(packet)
            except av.FFmpegError as error:
                self._note_damage(error)
                continue
            for frame in frames:
                if frame.samples and frame.sample_rate:
                    self.decoded_samples += frame.samples
                    yield frame
        if self._damaged_packets:
            logger.warning(
                "%s: skipped %d damaged places (%s)",
                self._path.name,
                self._damaged_packets,
                self._first_error,
            )

    def nothing_decoded(self) -> MediaEmpty | MediaUnreadable:
        """Why there is no sample: a damaged file, or one that never had any."""
        name = self._path.name
        if self._damaged_packets:
            return MediaUnreadable(f"Nothing in “{name}” can be decoded.", self._first_error)
        return MediaEmpty(f"“{name}” holds no sound: its audio track is empty.")

    def _packets(self) -> Iterator["Packet[AudioStream] | None"]:
        """The packets of the track; None makes the decoder give what it still holds."""
        try:
            yield from self._container.demux(self._stream)
        except av.FFmpegError as error:  # the rest of the file is missing or damaged
            self._note_damage(error)
            yield None
        except OSError as error:  # the disk itself, from our Python file
            raise file_error(self._path, error) from error

    def _note_damage(self, error: av.FFmpegError) -> None:
        self._damaged_packets += 1
        self._first_error = self._first_error or str(error)
        logger.debug("%s: %s", self._path.name, error)


def _resampled(source: _Source, detect: Detect) -> Iterator[NDArray[np.float32]]:
    """16 kHz pieces of any length; a new stream wherever the sample rate changes."""
    timeline = source.timeline()
    stream: MonoStream | None = None
    for frame in source.frames():
        rate_hz = frame.sample_rate
        if stream is None or stream.rate_hz != rate_hz:
            if stream is not None:
                yield stream.finish()
            stream = MonoStream(rate_hz, detect)
        for silence_samples in timeline.silence_before(frame.time, rate_hz):
            yield stream.silence(silence_samples)
        timeline.advance(frame.samples, rate_hz)
        yield stream.feed(frame)
    if stream is not None:
        yield stream.finish()
