"""Decode the pictures of a video, from any place, at the times of its sound."""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.stream import Discard, Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from desktop_app.media.container import open_container

logger = logging.getLogger(__name__)

# A film is decoded by several threads of FFmpeg, beside the recogniser's.
DECODER_THREADS = 2
QUARTER_TURN, TURNS = 90, 4
MOST_FAILED_READS = 50


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its time in seconds, and its pixels, RGB, shape (height, width, 3)."""

    at_s: float
    pixels: NDArray[np.uint8]


class Pictures:
    """An open video; use it from one thread, and close it there.

    Raises:
        MediaError: as `open_container`.
        LookupError: it has no pictures.
    """

    def __init__(self, path: Path) -> None:
        self._files = ExitStack()
        self._container = self._files.enter_context(open_container(path))
        self._stream = self._chosen()
        self._stream.codec_context.thread_count = DECODER_THREADS
        self._stream.thread_type = "AUTO"
        for other in self._container.streams:
            if other is not self._stream:
                other.discard = Discard.all
        self._origin_s = max(0.0, (self._container.start_time or 0) / av.time_base)

    def close(self) -> None:
        """Close the file."""
        self._files.close()

    def _chosen(self) -> VideoStream:
        for stream in self._container.streams.video:
            has_decoder = getattr(stream, "codec_context", None) is not None
            if has_decoder and not stream.disposition & Disposition.attached_pic:
                return stream
        self._files.close()
        raise LookupError("no pictures")

    def frames(
        self, from_s: float, is_late: Callable[[float], bool]
    ) -> Iterator[tuple[float, VideoFrame]]:
        """Yield the pictures from a place on: the one that is shown there first.

        Args:
            from_s: in seconds from the start.
            is_late: whether the picture of that time comes too late; some are not decoded then.
        """
        self._go_to(from_s)
        last: tuple[float, VideoFrame] | None = None
        for at_s, frame in self._decoded(is_late):
            if at_s <= from_s:
                last = at_s, frame
                continue
            if last is not None:
                yield last
                last = None
            yield at_s, frame
        if last is not None:
            yield last

    def picture(self, at_s: float, frame: VideoFrame, room: tuple[int, int]) -> Picture:
        """Return a decoded picture, turned as it was filmed, as large as fits.

        Args:
            at_s: its time in seconds.
            frame: the decoded picture.
            room: width and height in pixels.
        """
        turns = round(frame.rotation / QUARTER_TURN) % TURNS
        most = room if turns % 2 == 0 else room[::-1]
        ratio = self._stream.sample_aspect_ratio  # television's pixels are not square
        width, height = frame.width * float(ratio or 1), float(frame.height)
        scale = min(1.0, most[0] / width, most[1] / height)
        # FFmpeg's scaler wants even numbers in some formats.
        size = (max(2, int(width * scale) // 2 * 2), max(2, int(height * scale) // 2 * 2))
        pixels = frame.to_ndarray(width=size[0], height=size[1], format="rgb24")
        # FFmpeg counts turns against the clock, as NumPy does.
        upright = np.rot90(np.asarray(pixels, np.uint8), turns)
        return Picture(at_s, np.ascontiguousarray(upright))

    def _go_to(self, from_s: float) -> None:
        stamp = int((from_s + self._origin_s) / (self._stream.time_base or 1))
        try:
            self._container.seek(max(0, stamp), stream=self._stream)
        except av.FFmpegError as error:
            logger.info("no way to the pictures at %.1f s: %s", from_s, error)

    def _decoded(self, is_late: Callable[[float], bool]) -> Iterator[tuple[float, VideoFrame]]:
        context = self._stream.codec_context
        failed = 0
        while failed < MOST_FAILED_READS:
            try:
                for packet in self._container.demux(self._stream):
                    stamp = packet.pts if packet.pts is not None else packet.dts
                    if stamp is not None and self._stream.time_base:
                        at_s = float(stamp * self._stream.time_base) - self._origin_s
                        context.skip_frame = "NONREF" if is_late(at_s) else "DEFAULT"
                    yield from self._frames_of(packet.decode())
            except Exception as error:  # noqa: BLE001 - damage makes PyAV fail in many ways
                logger.debug("a picture is passed over: %r", error)
                failed += 1
            else:
                return

    def _frames_of(self, frames: list[VideoFrame]) -> Iterator[tuple[float, VideoFrame]]:
        for frame in frames:
            if frame.time is not None:
                yield frame.time - self._origin_s, frame
