"""Open a media file for FFmpeg, or say in one sentence why not.

FFmpeg reads through a Python file: the operating system's error is preserved, every file name
works, and a name such as "concat:a.mp3" or a disguised playlist cannot make FFmpeg open anything
else. Copy protection is detected by the container's own marks; nothing is decrypted.
"""

import codecs
import ctypes
import errno
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition

from desktop_app.core.errors import (
    MediaEmpty,
    MediaError,
    MediaInUse,
    MediaMissing,
    MediaProtected,
    MediaUnreadable,
    NoAudioTrack,
)
from desktop_app.core.media import FileStamp
from desktop_app.core.sentences import tr
from desktop_app.system.files import NoRegularFile, open_regular
from desktop_app.system.locks.diagnose import diagnose

logger = logging.getLogger(__name__)

# ISO/IEC 14496-12, 8.5.2 (sample entries) and ISO/IEC 23001-7, 4.2 ("enca", "encv"); "drms" and
# "drmi" are Apple's FairPlay, "aavd" is Audible.
PROTECTED_AUDIO = frozenset({b"enca", b"drms", b"aavd"})
PROTECTED_VIDEO = frozenset({b"encv", b"drmi"})
# The boxes that lead from the file to its sample descriptions.
CONTAINER_BOXES = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl"})
FIRST_BOXES = frozenset({b"ftyp", b"moov", b"free", b"skip", b"wide", b"mdat"})
# Those boxes nest six deep; a damaged file must not make this loop.
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
    """Return whether the sound of an MP4 or ASF file is encrypted.

    Encrypted video with unencrypted sound does not count: the sound can be transcribed.

    Args:
        file: open for reading; rewound at the end.

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
    """Yield each track's handler ("soun", "vide") and the types of its sample entries."""
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


# Fewer callbacks into Python than with PyAV's 32 KiB, and still small beside the decoder's memory.
READ_BUFFER_BYTES = 1 << 18
# A playlist names other files and addresses; Aviary reads only the given file. FFmpeg passes this
# option on to the demuxers that it opens for a playlist, unlike PyAV's `io_open`.
NO_PROTOCOL = "none"
# FFmpeg would try for seconds to open what a playlist names; forbid it.
PLAYLIST_BEGINNINGS = (b"#EXTM3U", b"ffconcat ", b"[playlist]")
# "tty" accepts any text as an ANSI screen.
NO_RECORDING_FORMATS = frozenset({"tty", "image2", "apng", "gif", "bin", "xbin", "idf", "adf"})


@contextmanager
def open_container(path: Path) -> Iterator[InputContainer]:
    """Open a media file for demuxing; a context manager that always closes it.

    Raises:
        MediaMissing: no such file.
        MediaEmpty: the file is empty.
        MediaInUse: another program still holds the file after several seconds.
        MediaProtected: the sound is encrypted.
        MediaUnreadable: a folder, no permission, or no format that FFmpeg knows.
    """
    with _open_file(path) as file:
        try:
            container = av.open(
                _Readable(file),
                "r",
                metadata_errors="replace",
                buffer_size=READ_BUFFER_BYTES,
                container_options={"protocol_whitelist": NO_PROTOCOL},
            )
        except av.FFmpegError as error:
            raise _no_media(path, error) from error
        except OSError as error:
            raise file_error(path, error) from error
        except Exception as error:  # a damaged header makes PyAV raise ValueError, MemoryError …
            raise _no_media(path, error) from error
        with container:
            _require_recording(container, path)
            yield container


def audio_streams(container: InputContainer, path: Path) -> tuple[AudioStream, ...]:
    """Return the audio tracks in file order.

    Raises:
        NoAudioTrack: there is only video.
        MediaUnreadable: there is no decoder for its track.
    """
    # A stream that FFmpeg cannot decode has no codec context in PyAV.
    streams = tuple(s for s in container.streams.audio if getattr(s, "codec_context", None))
    if streams:
        for stream in streams:
            _own_layout(stream)
        return streams
    if container.streams.audio:
        raise MediaUnreadable("The audio format of “{name}” is unknown.", name=path.name)
    raise NoAudioTrack("“{name}” has no audio track.", name=path.name)


def _own_layout(stream: AudioStream) -> None:
    """Replace a custom channel order by the number of channels.

    WORKAROUND PyAV 18.1 (`AudioLayout`): it frees the list of a custom order, which FFmpeg frees
    again, and the program aborts. So the PyAV object is kept for ever, and FFmpeg's layout
    replaced.
    """
    context = stream.codec_context
    layout = context.layout
    if " channels (" in layout.name:
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(layout))
        context.layout = f"{context.channels} channels"


def file_error(path: Path, error: OSError) -> MediaError:
    """Translate the operating system's error about the file."""
    detail = repr(error)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return MediaMissing(
            "There is no file “{name}” in “{folder}”.", detail, name=path.name, folder=path.parent
        )
    found = diagnose(error, path)
    if found.is_worth_waiting:
        return MediaInUse(found.sentence, detail)
    if found.is_about_a_file:
        return MediaUnreadable(found.sentence, detail)
    reason = error.strerror or tr("the disk reported an error")
    return MediaUnreadable(
        "“{name}” cannot be read: {reason}.", detail, name=path.name, reason=reason
    )


def stamp_of(container: InputContainer) -> FileStamp:
    """Return the file's stamp, taken before anything of it was read."""
    readable: _Readable = container.file.file
    return readable.stamp


def is_still(path: Path, stamp: FileStamp | None) -> bool:
    """Return whether a media file is the probed one, unchanged.

    Raises:
        MediaMissing, MediaEmpty, MediaInUse, MediaProtected, MediaUnreadable: as `open_container`,
            as far as they can be detected without FFmpeg.
    """
    with _open_file(path) as file:
        return _stamp(file) == stamp


def _stamp(file: BinaryIO) -> FileStamp:
    found = os.fstat(file.fileno())
    return FileStamp(found.st_size, found.st_mtime_ns, found.st_ino)


class _Readable:
    """A file for FFmpeg that leaves impossible seek positions to FFmpeg.

    A damaged length leads to such positions. Python's file raises OSError then, as it does when the
    disk fails; FFmpeg's own error number tells the two apart.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.stamp = _stamp(file)
        self.read = file.read
        self.tell = file.tell

    def seek(self, offset: int, whence: int = 0) -> int:
        """Seek as a file does, but return a negative number for an impossible position."""
        try:
            return self.file.seek(offset, whence)
        except (OSError, ValueError, OverflowError) as error:
            if isinstance(error, OSError) and error.errno != errno.EINVAL:
                raise
            return -errno.EINVAL


@contextmanager
def _open_file(path: Path) -> Iterator[BinaryIO]:
    try:
        file = open_regular(path)
    except NoRegularFile as error:
        raise MediaUnreadable(
            "“{name}” is {kind}, not a recording.", name=path.name, kind=error.kind
        ) from error
    except OSError as error:
        raise file_error(path, error) from error
    with file:
        try:
            if os.fstat(file.fileno()).st_size == 0:
                raise MediaEmpty("“{name}” is empty (0 bytes).", name=path.name)
            if file.read(16).removeprefix(codecs.BOM_UTF8).startswith(PLAYLIST_BEGINNINGS):
                raise MediaUnreadable("“{name}” is a playlist, not a recording.", name=path.name)
            protected = is_protected(file)
        except OSError as error:
            raise file_error(path, error) from error
        if protected:
            raise MediaProtected(
                "“{name}” is copy-protected and cannot be decoded.", name=path.name
            )
        yield file


def _no_media(path: Path, error: Exception) -> MediaUnreadable:
    return MediaUnreadable(
        "“{name}” is not an audio or video file, or is damaged.", repr(error), name=path.name
    )


def _require_recording(container: InputContainer, path: Path) -> None:
    """Refuse pictures, texts and playlists, which FFmpeg opens as if they were films."""
    name = container.format.name
    if container.streams.audio:
        return
    is_picture = name.endswith("_pipe") or name in NO_RECORDING_FORMATS
    moving = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    if is_picture or not moving:
        raise MediaUnreadable(
            "“{name}” is not an audio or video file.", f"format {name}", name=path.name
        )
