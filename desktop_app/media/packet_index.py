"""Find the bytes of a moment in a file without time stamps.

In an MP3 or a plain stream of AAC frames nothing tells the time of a byte but the number of frames
before it. FFmpeg's own seeks guess it from the bit rate, some seconds wrong in a long file. So the
frames are counted: an MP3's by their headers alone, 25 times as fast as reading its packets; if one
is not where it should be, as in a damaged file, and in other formats, by FFmpeg's packets.
"""

import logging
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from desktop_app.media.container import audio_streams, open_container
from desktop_app.media.decode import DecodedTrack
from desktop_app.system.files import open_regular

logger = logging.getLogger(__name__)

# Formats that know the time of a place only by counting what is before it (FFmpeg's names).
COUNTED = frozenset({"mp3", "aac", "ac3", "eac3", "dts", "amr"})
# With compressed sound, FFmpeg tells the time in these by a rounded number of bytes a second.
COUNTED_IF_COMPRESSED = frozenset({"wav", "w64", "aiff", "au"})
STEP_S = 0.5
# So much is read at once, before it is asked whether the answer is still wanted.
PACKETS_AT_ONCE, BYTES_AT_ONCE = 1_000, 1 << 20
# The first packets are decoded: an encoder's delay is dropped from them.
DECODED_PACKETS = 16
# ISO 11172-3, 2.4.2.3 and ISO 13818-3, 2.4.2.3: kbit/s of layer III, by version and index.
KBITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
KBITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
RATES_HZ = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
MPEG_1, LAYER_3 = 3, 1
END = (-1, 0.0)
SYNC = 0xFF


@dataclass(frozen=True, slots=True)
class Entry:
    """A packet: its first byte in the file, -1 for the start, and where its sound begins."""

    byte: int
    at_s: float


def is_counted(name: str, codec: str) -> bool:
    """Whether FFmpeg's times after a seek do not hold in this format, with this codec."""
    is_compressed = not codec.startswith("pcm_")
    return name in COUNTED or (name in COUNTED_IF_COMPRESSED and is_compressed)


class PacketIndex:
    """The places of the packets of a file, as far as they were looked for.

    Args:
        path: the media file.
        track: which audio track, counted from 0.
    """

    def __init__(self, path: Path, track: int) -> None:
        self._path = path
        self._track = track
        self._file = ExitStack()
        self._places: Iterator[tuple[int, float] | None] | None = None
        self._bytes = [-1]
        self._times_s = [0.0]
        self._is_whole = False

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def before(self, at_s: float, is_wanted: Callable[[], bool]) -> Entry | None:
        """Return the last known packet at or before a place; None if no longer wanted.

        Args:
            at_s: in seconds from the start.
            is_wanted: asked while the file is read.

        Raises:
            MediaError: it cannot be read any more.
        """
        while self._times_s[-1] < at_s and not self._is_whole:
            if not is_wanted():
                return None
            self.grow()
        number = bisect_right(self._times_s, at_s) - 1
        return Entry(self._bytes[number], self._times_s[number])

    def grow(self) -> bool:
        """Look for some more packets; return whether there are any.

        Raises:
            MediaError: as `before`.
        """
        if self._is_whole:
            return False
        if self._places is None:
            self._places = self._quick_places() or self._all_places()
        for _ in range(PACKETS_AT_ONCE):
            place = next(self._places, END)
            if place is None:  # a quick look does not do: from the start by packets
                self._places = self._all_places()
                del self._bytes[1:], self._times_s[1:]
                return True
            if place == END:
                self._is_whole = True
                self.close()
                return False
            self._note(*place)
        return True

    def _note(self, byte: int, at_s: float) -> None:
        if at_s >= self._times_s[-1] + STEP_S:
            self._bytes.append(byte)
            self._times_s.append(at_s)

    def _all_places(self) -> Iterator[tuple[int, float] | None]:
        self._file.close()
        container = self._file.enter_context(open_container(self._path))
        stream = audio_streams(container, self._path)[self._track]
        return DecodedTrack(container, stream, self._path).packet_places()

    def _quick_places(self) -> Iterator[tuple[int, float] | None] | None:
        """Return an iterator over an MP3's frames, one a step; None in another format."""
        if self._path.suffix.lower() != ".mp3":
            return None
        first = list(islice(self._all_places(), DECODED_PACKETS))
        self._file.close()
        if len(first) < DECODED_PACKETS or first[-1] is None:
            return None
        return self._frames_from(*first[-1])

    def _frames_from(self, byte: int, at_s: float) -> Iterator[tuple[int, float] | None]:
        """Yield a frame of each block read; None where no frame is at its place."""
        file = self._file.enter_context(open_regular(self._path))
        file.seek(byte)
        head = file.read(4)
        lengths, samples, rate_hz = _frame_lengths(head)
        frame_s = samples / rate_hz if rate_hz else 0.0
        per_step = max(1, int(STEP_S / frame_s)) if frame_s else 1
        block, start, count = head, byte, 0
        while True:
            more = file.read(BYTES_AT_ONCE)
            block += more
            at, last = 0, len(block) - 4
            while at <= last:
                length = lengths.get(block[at + 1] << 8 | block[at + 2], 0)
                if block[at] != SYNC or not length:
                    if not _is_tag(block, at):
                        logger.info("%s: no frame at byte %d", self._path.name, start + at)
                        yield None
                    return
                if count % per_step == 0:
                    yield start + at, at_s + count * frame_s
                count += 1
                at += length
            if not more:
                return
            if at > len(block):  # the last frame's end is not read yet
                file.seek(at - len(block), 1)
                block, start = b"", start + at
            else:
                block, start = block[at:], start + at


def _is_tag(block: bytes, at: int) -> bool:
    return block[at : at + 3] == b"TAG" or block[at : at + 8] in (b"APETAGEX", b"LYRICSBE")


def _frame_lengths(head: bytes) -> tuple[dict[int, int], int, int]:
    """Return the lengths of frames like this one, by their second and third byte.

    Returns:
        The lengths in bytes, the samples in a frame, and the sample rate (0: no frame).
    """
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rates = RATES_HZ.get(version)
    rate_index = head[2] >> 2 & 3
    if head[0] != SYNC or rates is None or layer != LAYER_3 or rate_index == len(rates):
        return {}, 0, 0
    rate_hz = rates[rate_index]
    kbits, samples = (KBITS_1, 1152) if version == MPEG_1 else (KBITS_2, 576)
    lengths = {}
    for index in range(1, len(kbits)):
        for padding in (0, 1):
            for rest in range(4):  # the third byte's private bit, and the second's checksum bit
                second = head[1] & 0xFE | rest & 1
                third = index << 4 | rate_index << 2 | padding << 1 | rest >> 1
                length = samples // 8 * kbits[index] * 1000 // rate_hz + padding
                lengths[second << 8 | third] = length
    return lengths, samples, rate_hz
