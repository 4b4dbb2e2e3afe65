"""Tells a copy-protected recording by its container's own marks; decrypts nothing."""

from collections.abc import Iterator
from typing import BinaryIO

# ISO/IEC 14496-12, 8.5.2 (sample entries) and ISO/IEC 23001-7, 4.2 ("enca", "encv"); "drms" and
# "drmi" are Apple's FairPlay, "aavd" is Audible.
PROTECTED_AUDIO = frozenset({b"enca", b"drms", b"aavd"})
PROTECTED_VIDEO = frozenset({b"encv", b"drmi"})
# The boxes on the way from the file to its sample descriptions.
CONTAINER_BOXES = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl"})
FIRST_BOXES = frozenset({b"ftyp", b"moov", b"free", b"skip", b"wide", b"mdat"})
# Boxes nest six deep on that way; a damaged file must not lead us in circles.
MAX_BOXES = 10_000

# ASF specification (Microsoft, 2012), 3.14 and 3.15: GUIDs of the two encryption objects.
ASF_HEADER = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
ASF_ENCRYPTION = (
    bytes.fromhex("fbb3112223bdd211b4b700a0c955fc6e"),
    bytes.fromhex("14e68a292226174cb935dae07ee9289c"),
)
ASF_HEADER_BYTES = 1 << 16

Box = tuple[bytes, int, int]  # type, first byte of the content, first byte after it


def is_protected(file: BinaryIO) -> bool:
    """Whether the sound of an MP4 or ASF file is encrypted.

    A protected picture beside clear sound does not count: the sound can be transcribed.

    Args:
        file: open for reading; left at its beginning.

    Raises:
        OSError: the file cannot be read.
    """
    file.seek(0)
    head = file.read(ASF_HEADER_BYTES)
    if head.startswith(ASF_HEADER):
        protected = any(guid in head for guid in ASF_ENCRYPTION)
    elif head[4:8] in FIRST_BOXES:
        protected = _is_protected_mp4(file)
    else:
        protected = False
    file.seek(0)
    return protected


def _is_protected_mp4(file: BinaryIO) -> bool:
    audio: set[bytes] = set()
    video: set[bytes] = set()
    for handler, entries in _tracks(file):
        (audio if handler == b"soun" else video).update(entries)
    if audio:
        return audio <= PROTECTED_AUDIO
    return bool(video & (PROTECTED_AUDIO | PROTECTED_VIDEO))


def _tracks(file: BinaryIO) -> Iterator[tuple[bytes, set[bytes]]]:
    """Each track's handler ("soun", "vide") and the types of its sample entries."""
    end = file.seek(0, 2)
    handler = b""
    pending = [(b"", 0, end)]
    for _ in range(MAX_BOXES):
        if not pending:
            return
        kind, start, stop = pending.pop()
        if kind == b"hdlr":
            file.seek(start + 8)
            handler = file.read(4)
        elif kind == b"stsd":
            yield handler, {entry for entry, _, _ in _boxes(file, start + 8, stop)}
        elif kind in CONTAINER_BOXES or not kind:
            pending.extend(reversed(list(_boxes(file, start, stop))))


def _boxes(file: BinaryIO, start: int, stop: int) -> Iterator[Box]:
    for _ in range(MAX_BOXES):
        if start + 8 > stop:
            return
        file.seek(start)
        header = file.read(16)
        size, header_bytes = int.from_bytes(header[:4]), 8
        if size == 1:  # a 64-bit size follows the type
            size, header_bytes = int.from_bytes(header[8:16]), 16
        elif size == 0:  # to the end of the file
            size = stop - start
        if size < header_bytes:
            return
        yield header[4:8], start + header_bytes, min(start + size, stop)
        start += size
