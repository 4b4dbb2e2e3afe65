"""The length that a container's header states for its recording.

FFmpeg also derives a length from file size and bit rate if there is none, and shortens the header's
length if the file is shorter. Neither tells whether something is missing, so headers are read here
where FFmpeg does not pass them on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import BinaryIO

import av
from av.audio.stream import AudioStream
from av.container import InputContainer

# For exact sample counts: less missing than this does not matter.
EXACT_S = 0.1
# For frame counts, which include an encoder's delay and padding: up to 4,800 samples, at 16 kHz.
BY_FRAMES_S = 0.5
# Sizes that programs leave when they write into a pipe: none, the largest, and the largest by SoX
# and arecord.
UNKNOWN_SIZES = range(0x7FFF_0000, 0x8000_0001), range(0xFFFF_0000, 0x1_0000_0000)
# Maximum of chunks before the sound, such as a cover picture; bounds the search in a damaged file.
MOST_CHUNKS = 1_000
# A Xing or VBRI header fills the first frame of an MP3 (at most 1,441 bytes).
FIRST_FRAME_BYTES = 1_500
# MPEG-1 has 1,152 samples in a frame of layer III, MPEG-2 and 2.5 half as many.
MPEG2_MOST_HZ = 24_000
# ISO 13818-1, 2.4.3.2; Ogg: RFC 3533, 6.
TS_SYNC, TS_PACKET_BYTES = 0x47, 188
OGG_MAGIC, OGG_HEADER_BYTES, OGG_LONGEST_PAGE = b"OggS", 27, 65_307
# ASF specification (Microsoft, 2012), 3.2: File Properties Object; its flag for a live stream.
ASF_PROPERTIES = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
ASF_HEADER_BYTES = 1 << 16
ASF_BROADCAST = 1


@dataclass(frozen=True, slots=True)
class Promise:
    """The stated length of an audio track.

    Attributes:
        end_s: end of the track on a player's clock, in seconds; None if the file is certainly cut
            off and its length unknown.
        slack_s: how much earlier the last sample may come without anything missing, in seconds.
        is_of_file: whether it is the length of the whole file, and so perhaps another track's.
    """

    end_s: float | None
    slack_s: float = BY_FRAMES_S
    is_of_file: bool = False


def promise_of(container: InputContainer, stream: AudioStream, file: BinaryIO) -> Promise | None:
    """Return the stated length of a track; None if the container states none.

    Call it after reading the file, which may have become shorter meanwhile.

    Args:
        container: the open file.
        stream: the track.
        file: the container's file; its position is restored.

    Raises:
        OSError: the file cannot be read.
    """
    read = READERS.get(container.format.name.split(",")[0])
    if read is None:
        return None
    at = file.tell()
    try:
        return read(container, stream, file)
    finally:
        file.seek(at)


def _by_track(container: InputContainer, stream: AudioStream, _file: BinaryIO) -> Promise | None:
    """The track's own length, in formats where FFmpeg takes it from the header alone."""
    if not stream.duration or stream.time_base is None:
        return None
    start_s = float((stream.start_time or 0) * stream.time_base) - _origin_s(container)
    return Promise(max(0.0, start_s) + float(stream.duration * stream.time_base))


def _origin_s(container: InputContainer) -> float:
    """Return the time stamp that a player shows as 0:00."""
    return max(0.0, (container.start_time or 0) / av.time_base)


def _by_samples(container: InputContainer, stream: AudioStream, file: BinaryIO) -> Promise | None:
    found = _by_track(container, stream, file)
    return None if found is None else Promise(found.end_s, EXACT_S)


def _by_count(_container: InputContainer, stream: AudioStream, _file: BinaryIO) -> Promise | None:
    """AVI, CAF: use the header's unit count; FFmpeg corrects the length by the file's size."""
    if not stream.frames or stream.time_base is None:
        return None
    return Promise(float(stream.frames * stream.time_base))


def _avi(container: InputContainer, stream: AudioStream, file: BinaryIO) -> Promise | None:
    """Use the header's count if the file ends too early.

    If the file has its full size the count says nothing: writers also count the empty packets of a
    late start, which FFmpeg skips.
    """
    end = file.seek(0, 2)
    file.seek(4)
    is_cut = int.from_bytes(file.read(4), "little") + 8 > end
    return _by_count(container, stream, file) if is_cut else None


def _by_file(container: InputContainer, _stream: AudioStream, _file: BinaryIO) -> Promise | None:
    """Use the whole file's length, which some writers count from its first time stamp."""
    if not container.duration or container.duration <= 0:
        return None
    return Promise(container.duration / av.time_base - _origin_s(container), is_of_file=True)


def _matroska(container: InputContainer, stream: AudioStream, file: BinaryIO) -> Promise | None:
    """Use the whole file's length, or the track's if the writer left statistics."""
    of_file = _by_file(container, stream, file)
    tag = next((v for k, v in stream.metadata.items() if k.startswith("DURATION")), "")
    track_s = _seconds(tag)
    if of_file is None or of_file.end_s is None or not track_s:
        return of_file
    track_s -= _origin_s(container)
    return of_file if track_s > of_file.end_s else Promise(track_s)


def _seconds(clock: str) -> float | None:
    """Parse `00:00:10.008000000` to seconds."""
    try:
        hours, minutes, seconds = clock.split(":")
        return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    except ValueError:
        return None


def _mp3(_container: InputContainer, stream: AudioStream, file: BinaryIO) -> Promise | None:
    """Read the number of frames that an encoder stores in a silent first frame."""
    context = stream.codec_context
    if not context.sample_rate:
        return None
    file.seek(0)
    head = file.read(10)
    first = 0
    if head.startswith(b"ID3"):  # ID3v2, 3.1: the size in four times seven bits
        size = 0
        for byte in head[6:10]:
            size = size << 7 | byte & 0x7F
        first = 10 + size
    file.seek(first)
    beginning = file.read(FIRST_FRAME_BYTES)
    frames = _xing_frames(beginning)
    samples = 1152 if context.sample_rate > MPEG2_MOST_HZ else 576
    return Promise(frames * samples / context.sample_rate) if frames else None


def _xing_frames(beginning: bytes) -> int:
    for name in (b"Xing", b"Info"):
        at = beginning.find(name)
        if at >= 0 and int.from_bytes(beginning[at + 4 : at + 8]) & 1:
            return int.from_bytes(beginning[at + 8 : at + 12])
    at = beginning.find(b"VBRI")
    return int.from_bytes(beginning[at + 14 : at + 18]) if at >= 0 else 0


def _wav(_container: InputContainer, _stream: AudioStream, file: BinaryIO) -> Promise | None:
    """Use the stated size of the sound if the file ends too early."""
    file.seek(0)
    form = file.read(4)
    rate_hz = bytes_per_s = large_size = samples = 0
    for name, start, size in _riff_chunks(file):
        if name == b"fmt ":
            file.seek(start + 4)
            rate_hz = int.from_bytes(file.read(4), "little")
            bytes_per_s = int.from_bytes(file.read(4), "little")
        elif name == b"fact":  # not every writer knows the final byte rate
            file.seek(start)
            samples = int.from_bytes(file.read(4), "little")
        elif name == b"ds64":
            file.seek(start + 8)
            large_size = int.from_bytes(file.read(8), "little")
        elif name == b"data":
            is_large = form in (b"RF64", b"BW64")
            whole = large_size if is_large else size
            if not bytes_per_s and samples:
                bytes_per_s = whole * rate_hz // samples
            return _by_bytes(file, start, whole, bytes_per_s)
    return None


def _w64(_container: InputContainer, _stream: AudioStream, file: BinaryIO) -> Promise | None:
    """Sony Wave64: like WAV, with 16-byte names and 8-byte sizes that include the name."""
    end = file.seek(0, 2)
    at, bytes_per_s = 40, 0
    for _ in range(MOST_CHUNKS):
        if at + 24 > end:
            return None
        file.seek(at)
        header = file.read(36)
        size = int.from_bytes(header[16:24], "little")
        if header.startswith(b"fmt "):
            bytes_per_s = int.from_bytes(header[32:36], "little")
        elif header.startswith(b"data"):
            return _by_bytes(file, at + 24, size - 24, bytes_per_s)
        if size < 24:  # noqa: PLR2004 - its name and its size
            return None
        at += size + -size % 8
    return None


def _by_bytes(file: BinaryIO, start: int, size: int, bytes_per_s: int) -> Promise | None:
    is_known = size > 0 and not any(size in unknown for unknown in UNKNOWN_SIZES)
    missing = start + size - file.seek(0, 2)
    if not is_known or missing <= 0 or not bytes_per_s:
        return None
    return Promise(size / bytes_per_s, EXACT_S)


def _riff_chunks(file: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """Yield each chunk's name, first byte and size."""
    at = 12
    for _ in range(MOST_CHUNKS):
        file.seek(at)
        header = file.read(8)
        if len(header) < len(b"namesize"):
            return
        size = int.from_bytes(header[4:], "little")
        yield header[:4], at + 8, size
        at += 8 + size + size % 2


def _asf(_container: InputContainer, _stream: AudioStream, file: BinaryIO) -> Promise | None:
    """Use the header's length if the file is smaller than stated."""
    end = file.seek(0, 2)
    file.seek(0)
    head = file.read(ASF_HEADER_BYTES)
    at = head.find(ASF_PROPERTIES)
    fields = head[at + 24 : at + 92]
    if at < 0 or int.from_bytes(fields[64:68], "little") & ASF_BROADCAST:
        return None
    size = int.from_bytes(fields[16:24], "little")
    play_s = Fraction(int.from_bytes(fields[40:48], "little"), 10_000_000)
    preroll_s = Fraction(int.from_bytes(fields[56:64], "little"), 1000)
    if size <= end or play_s <= preroll_s:
        return None
    return Promise(float(play_s - preroll_s), is_of_file=True)


def _ogg(_container: InputContainer, _stream: AudioStream, file: BinaryIO) -> Promise | None:
    """No length is stated, but a file that ends inside a page is cut off."""
    end = file.seek(0, 2)
    start = file.seek(max(0, end - OGG_LONGEST_PAGE))
    tail = file.read()
    at = tail.rfind(OGG_MAGIC)
    if at < 0:
        return None
    segments = tail[at + OGG_HEADER_BYTES - 1 : at + OGG_HEADER_BYTES]
    table = tail[at + OGG_HEADER_BYTES : at + OGG_HEADER_BYTES + (segments or b"\0")[0]]
    is_whole = segments and len(table) == segments[0]
    page_end = start + at + OGG_HEADER_BYTES + len(table) + sum(table)
    return None if is_whole and page_end <= end else Promise(None)


def _ts(_container: InputContainer, _stream: AudioStream, file: BinaryIO) -> Promise | None:
    """No length is stated, but a file that ends inside a packet is cut off."""
    end = file.seek(0, 2)
    rest = end % TS_PACKET_BYTES
    file.seek(0)
    first = file.read(2 * TS_PACKET_BYTES)
    file.seek(end - rest)
    is_packet = file.read(1) == bytes([TS_SYNC])
    in_step = first[:1] == first[TS_PACKET_BYTES : TS_PACKET_BYTES + 1] == bytes([TS_SYNC])
    return Promise(None) if rest and is_packet and in_step else None


Reader = Callable[[InputContainer, AudioStream, BinaryIO], Promise | None]
# By the first of FFmpeg's names for a format. Formats not listed state no length: broadcasts, or
# plain sequences of frames (AAC, AMR, AC-3).
READERS: dict[str, Reader] = {
    "wav": _wav,
    "w64": _w64,
    "mp3": _mp3,
    "asf": _asf,
    "ogg": _ogg,
    "mpegts": _ts,
    "matroska": _matroska,
    "flv": _by_file,
    "avi": _avi,
    "caf": _by_count,
    "mov": _by_track,
    "mxf": _by_track,
    "aiff": _by_samples,
    "au": _by_samples,
    "flac": _by_samples,
    "ape": _by_samples,
    "tta": _by_samples,
    "tak": _by_samples,
    "wv": _by_samples,
}
