"""Opens a media file for FFmpeg, and says in one sentence why it cannot.

FFmpeg reads through a Python file: the operating system's own error arrives whole (who is locked
out, by what), every file name works, and a name such as "concat:a.mp3" or a playlist in disguise
cannot make FFmpeg open anything else. A copy-protected recording is told by its container's own
marks; nothing is decrypted.
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
from desktop_app.system.files import NoRegularFile, open_regular
from desktop_app.system.locks.diagnose import diagnose

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


logger = logging.getLogger(__name__)

# Fewer calls back into Python than with PyAV's 32 KiB, and still nothing beside the decoder's own.
READ_BUFFER_BYTES = 1 << 18
# A list of files names other files and addresses; Aviary reads only what it was given. FFmpeg hands
# this option on to the demuxers that it opens for a list (PyAV's `io_open` it does not hand on).
NO_PROTOCOL = "none"
# FFmpeg would try for seconds to open what a playlist names; it is not let.
PLAYLIST_BEGINNINGS = (b"#EXTM3U", b"ffconcat ", b"[playlist]")
# "tty" takes any text for an ANSI screen.
NO_RECORDING_FORMATS = frozenset({"tty", "image2", "apng", "gif", "bin", "xbin", "idf", "adf"})


@contextmanager
def open_container(path: Path) -> Iterator[InputContainer]:
    """A media file, open for demuxing, closed at the end whatever happens.

    Raises:
        MediaMissing: no such file.
        MediaEmpty: the file has no byte.
        MediaInUse: another program holds the file, and still did after several seconds.
        MediaProtected: the sound is encrypted.
        MediaUnreadable: a folder, no permission, or nothing that FFmpeg knows.
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
        except Exception as error:  # what a damaged header makes of PyAV: ValueError, MemoryError …
            raise _no_media(path, error) from error
        with container:
            _require_recording(container, path)
            yield container


def audio_streams(container: InputContainer, path: Path) -> tuple[AudioStream, ...]:
    """The audio tracks, in the order of the file.

    Raises:
        NoAudioTrack: pictures only.
        MediaUnreadable: there is a track, but no decoder for it.
    """
    # A stream that FFmpeg cannot decode has no codec context in PyAV.
    streams = tuple(s for s in container.streams.audio if getattr(s, "codec_context", None))
    if streams:
        for stream in streams:
            _own_layout(stream)
        return streams
    if container.streams.audio:
        raise MediaUnreadable(f"The sound of “{path.name}” is in a format that is not known.")
    raise NoAudioTrack(f"“{path.name}” has no audio track.")


def _own_layout(stream: AudioStream) -> None:
    """Only count channels that have an order of their own.

    WORKAROUND PyAV 18.1 (`AudioLayout`): it frees their list, which FFmpeg frees again, and the
    program aborts. So the one that tells of it is kept for ever, and FFmpeg's is replaced.
    """
    context = stream.codec_context
    layout = context.layout
    if " channels (" in layout.name:
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(layout))
        context.layout = f"{context.channels} channels"


def file_error(path: Path, error: OSError) -> MediaError:
    """The readable form of what the operating system said about the file."""
    detail = repr(error)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return MediaMissing(f"There is no file “{path.name}” in “{path.parent}”.", detail)
    found = diagnose(error, path)
    if found.is_worth_waiting:
        return MediaInUse(found.sentence, detail)
    if found.is_about_a_file:
        return MediaUnreadable(found.sentence, detail)
    reason = error.strerror or "the disk reported an error"
    return MediaUnreadable(f"“{path.name}” cannot be read: {reason}.", detail)


class _Readable:
    """A file as FFmpeg reads it: a jump to a place that cannot be is FFmpeg's to deal with.

    A damaged length leads to such places. Python's file raises OSError then, as it does when the
    disk fails; the number that FFmpeg knows for it tells the two apart.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.read = file.read
        self.tell = file.tell

    def seek(self, offset: int, whence: int = 0) -> int:
        """As of a file, but a negative number for a place that cannot be."""
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
        raise MediaUnreadable(f"“{path.name}” is {error.kind}, not a recording.") from error
    except OSError as error:
        raise file_error(path, error) from error
    with file:
        try:
            if os.fstat(file.fileno()).st_size == 0:
                raise MediaEmpty(f"“{path.name}” is empty (0 bytes).")
            if file.read(16).removeprefix(codecs.BOM_UTF8).startswith(PLAYLIST_BEGINNINGS):
                raise MediaUnreadable(f"“{path.name}” is a playlist, not a recording.")
            protected = is_protected(file)
        except OSError as error:
            raise file_error(path, error) from error
        if protected:
            raise MediaProtected(f"“{path.name}” is copy-protected and cannot be decoded.")
        yield file


def _no_media(path: Path, error: Exception) -> MediaUnreadable:
    return MediaUnreadable(f"“{path.name}” is no audio or video file, or is damaged.", repr(error))


def _require_recording(container: InputContainer, path: Path) -> None:
    """Refuse pictures, texts and playlists that FFmpeg opens as if they were films."""
    name = container.format.name
    if container.streams.audio:
        return
    is_picture = name.endswith("_pipe") or name in NO_RECORDING_FORMATS
    moving = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    if is_picture or not moving:
        raise MediaUnreadable(f"“{path.name}” is no audio or video file.", f"format {name}")
