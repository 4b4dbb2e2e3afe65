"""Inspect a .nemo archive or an offline pack, and extract its files safely.

A .nemo may come from anywhere, so nothing in it is trusted: names, kinds and sizes of its members
are checked before a byte is written. (tarfile's own filters exist since Python 3.11.4 only, and do
not limit sizes.)
"""

import gzip
import hashlib
import io
import os
import shutil
import tarfile
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, cast

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import ModelInvalid
from desktop_app.core.model_config.reader import CONFIG_NAME
from desktop_app.core.model_errors import StoreFull
from desktop_app.core.model_progress import ModelProgress, Phase, Report, unreported
from desktop_app.core.sentences import Figure, tr
from desktop_app.models.manifest import MANIFEST_NAME, Manifest, Unpacked, UnpackedFile, parsed
from desktop_app.models.member_names import danger_of, shown
from desktop_app.system.files import NoRegularFile, open_regular, same_name

# NeMo's configurations are some 10 kB to 300 kB (they hold the vocabulary).
MAX_CONFIG_BYTES = 20_000_000
# NeMo's archives hold 4 to 40 files, and weights do not compress: more is an attack on the disk.
MAX_MEMBERS = 1000
MAX_GROWTH = 4
MAX_SMALL_BYTES = 1 << 26
COPY_BYTES = 1 << 22  # the interval between two checks of `cancel`
# What tarfile raises on bad headers; the last two unintentionally: for invalid numbers, and for
# thousands of headers for one file.
UNSOUND = (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, ValueError, RecursionError)
GZIP_MAGIC = b"\x1f\x8b"  # NeMo before 1.0 packed its archives with gzip


class _UnreadError(Exception):
    """The archive's file cannot be read: a removed drive, a lost network share."""


@contextmanager
def _reading() -> Iterator[None]:
    """Tell errors of reading an archive from those of writing what is in it."""
    try:
        yield
    except (FileNotFoundError, PermissionError, NoRegularFile, gzip.BadGzipFile):
        raise
    except OSError as error:
        raise _UnreadError(error.strerror or error) from error


class _Bounded(io.RawIOBase):
    """A stream that fails when it yields more than a limit."""

    def __init__(self, source: IO[bytes], limit: int, on_block: Callable[[bytes], object]) -> None:
        super().__init__()
        self._source = source
        self._left = limit
        self._on_block = on_block

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read as a raw stream does.

        Raises:
            tarfile.ReadError: the limit was exceeded.
            _UnreadError: the source cannot be read.
        """
        with _reading():
            block = self._source.read(size)
        self._left -= len(block)
        if self._left < 0:
            raise tarfile.ReadError("more data than such an archive can hold")
        self._on_block(block)
        return block


class _Seekable(io.BufferedReader):
    """Refuse huge reads, by which a forged header would fill the memory."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Read as a buffered stream does, up to a limit.

        Raises:
            tarfile.ReadError: more than the limit was requested.
        """
        if size is None or size < 0 or size > MAX_SMALL_BYTES:
            raise tarfile.ReadError(f"a header of {size} bytes")
        return super().read(size)


@contextmanager
def open_archive(path: Path) -> Iterator[tarfile.TarFile]:
    """Open a .nemo for inspection, waiting while another program holds it.

    Raises:
        ModelInvalid: the file is missing, unreadable, not a tar archive, or damaged.
    """
    with _explained(path), _reading(), open_regular(path) as file:
        readable = cast("io.RawIOBase", _inflated(file))
        with tarfile.open(fileobj=_Seekable(readable), mode="r:") as archive:
            yield archive


def _inflated(file: BinaryIO, source: IO[bytes] | None = None) -> IO[bytes]:
    """Return `source` (by default the file), decompressed if the file is gzipped."""
    with _reading():
        is_gzip = file.read(len(GZIP_MAGIC)) == GZIP_MAGIC
    file.seek(0)
    inner = source or file
    return cast("IO[bytes]", gzip.GzipFile(fileobj=inner)) if is_gzip else inner


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Translate an archive's errors into ModelInvalid."""
    try:
        yield
    except FileNotFoundError as error:
        raise ModelInvalid("There is no model file “{path}”.", repr(error), path=path) from error
    except UNSOUND as error:
        if _begins_like_an_archive(path):
            raise ModelInvalid(
                "“{name}” is damaged; its archive is incomplete or broken.",
                repr(error),
                name=path.name,
            ) from error
        raise ModelInvalid(
            "“{name}” is not a NeMo model: it is not a .nemo archive.", repr(error), name=path.name
        ) from error
    except PermissionError as error:
        raise ModelInvalid("“{name}” cannot be read.", repr(error), name=path.name) from error
    except _UnreadError as error:
        raise ModelInvalid(
            "“{name}” cannot be read: {reason}.",
            repr(error.__cause__),
            name=path.name,
            reason=error,
        ) from error
    except NoRegularFile as error:
        raise ModelInvalid(
            "“{name}” is {kind}, not a model file.", name=path.name, kind=error.kind
        ) from error


def _begins_like_an_archive(path: Path) -> bool:
    try:
        with open_regular(path) as file:
            begin = file.read(tarfile.BLOCKSIZE)
    except (OSError, ValueError):
        return False
    return begin[257:262] == b"ustar" or begin[: len(GZIP_MAGIC)] == GZIP_MAGIC


@dataclass(frozen=True, slots=True)
class Contents:
    """An archive's content, without its weights.

    Attributes:
        names: of its files, as in the model's folder.
        configs: its configurations by name.
    """

    names: frozenset[str]
    configs: dict[str, bytes]


def look_into(path: Path, configs: Collection[str] = (CONFIG_NAME,)) -> Contents:
    """Read a .nemo file's member names, and the content of the named configurations.

    Raises:
        ModelInvalid: as `open_archive`; or it is not safe to unpack.
    """
    with open_archive(path) as archive:
        limit = _limit(path.stat().st_size)
        names: set[str] = set()
        found: dict[str, bytes] = {}
        for member in _checked_members(archive, path, limit):
            name = str(PurePosixPath(member.name))
            names.add(name)
            if name in configs:
                if (text := _small_content(archive, member)) is None:
                    raise ModelInvalid(
                        "“{name}” is damaged: its configuration is too large.", name=path.name
                    )
                found[name] = text
    return Contents(frozenset(names), found)


def read_first(path: Path, name: str) -> bytes | None:
    """The content of an archive's first file if that has this name.

    Raises:
        ModelInvalid: as `open_archive`; or that file is not safe to unpack.
    """
    with open_archive(path) as archive:
        member = next(_checked_members(archive, path, _limit(path.stat().st_size)), None)
        if member is None or member.name != name:
            return None
        return _small_content(archive, member)


def _limit(size: int) -> int:
    """Return the most bytes that an archive of this size may expand to."""
    return MAX_GROWTH * size + MAX_SMALL_BYTES


def _small_content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes | None:
    if member.size > MAX_CONFIG_BYTES:
        return None
    file = archive.extractfile(member)
    return file.read() if file else None


def extract(path: Path, folder: Path, cancel: CancelToken, report: Report = unreported) -> Unpacked:
    """Extract a .nemo into an empty folder, hashing archive and files on the way.

    Raises:
        ModelInvalid: the archive is damaged or unsafe; the caller deletes what was written by then.
        StoreFull: no room for the files.
        Cancelled: `cancel` was set.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _explained(path), open_regular(path) as file:
        size = os.fstat(file.fileno()).st_size
        _check_room(path, size, folder)
        digest = hashlib.sha256()

        def on_block(block: bytes) -> None:
            cancel.raise_if_cancelled()
            digest.update(block)
            report(ModelProgress(Phase.UNPACKING, file.tell(), size))

        raw = _Bounded(file, size, on_block)
        limit = _limit(size)
        inflated = _Bounded(_inflated(file, cast("IO[bytes]", raw)), limit, len)
        # tarfile would read 10 kB at a time, with a report and a check of `cancel` each.
        with tarfile.open(
            fileobj=cast("IO[bytes]", inflated), mode="r|", bufsize=COPY_BYTES
        ) as archive:
            files = tuple(
                _take_out(archive, member, folder)
                for member in _checked_members(archive, path, limit)
            )
        while raw.read(COPY_BYTES):  # the padding after the last member is part of the hash
            pass
    return Unpacked(size, digest.hexdigest(), files, folder)


def _check_room(path: Path, size: int, folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if size > free:
        raise StoreFull(
            "Unpacking “{name}” needs {size:.1f} GB; {free:.1f} GB are free on that drive.",
            name=path.name,
            size=size / 1e9,
            free=free / 1e9,
        )


def _checked_members(archive: tarfile.TarFile, path: Path, limit: int) -> Iterator[tarfile.TarInfo]:
    """Yield the files of an archive, checking each."""
    files: set[str] = set()  # of which only the last part of the name is used
    folders: set[str] = set()
    total = 0
    for count, member in enumerate(archive):
        name = PurePosixPath(member.name)
        own = same_name(name.name)
        above = {same_name(part) for part in name.parts[:-1]}
        total += member.size
        reason = "" if member.isdir() else _danger(member)
        if count >= MAX_MEMBERS:
            reason = tr("it contains too many files")
        elif not reason and total > limit:
            reason = tr("it would need more than {size:.1f} GB").format(size=Figure(total / 1e9))
        # NeMo's archives have no folders: a second file of the same name is an attack.
        elif not reason and not member.isdir() and (own in files | folders or above & files):
            reason = tr("it contains two files named {name}").format(name=shown(own))
        if reason:
            raise ModelInvalid(
                "“{name}” is not safe to unpack: {reason}.", name=path.name, reason=reason
            )
        folders |= above
        if not member.isdir():
            files.add(own)
            yield member


def _danger(member: tarfile.TarInfo) -> str:
    """Return why a member must not be extracted, or ""."""
    if member.issym() or member.islnk():
        return tr("{name} is a link").format(name=shown(member.name))
    if not member.isreg() or member.issparse():
        return tr("{name} is not an ordinary file").format(name=shown(member.name))
    if member.size < 0:
        return tr("{name} has a negative size").format(name=shown(member.name))
    return danger_of(member.name)


def read_packed(archive: Path) -> Manifest | None:
    """Read the manifest in an offline pack; None if the file is another .nemo.

    Raises:
        ModelInvalid: the file is not an archive, or damaged.
    """
    return parsed(read_first(archive, MANIFEST_NAME) or b"")


def _take_out(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> UnpackedFile:
    name = PurePosixPath(member.name)
    target = folder.joinpath(*name.parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    source = archive.extractfile(member)
    if source is None:
        raise tarfile.ReadError(f"{member.name} has no content")
    with source, target.open("xb") as file:
        while block := source.read(COPY_BYTES):
            digest.update(block)
            file.write(block)
        # Flush to disk before the folder gets its name: a power cut must not leave a model that
        # looks complete but is not.
        file.flush()
        os.fsync(file.fileno())
    return UnpackedFile(str(name), member.size, digest.hexdigest())
