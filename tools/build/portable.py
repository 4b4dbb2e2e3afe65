"""Pack a frozen tree as a portable zip, or as a tar.xz for Linux.

Reproducible: files are in order, and all have the release's time.
"""

import io
import stat
import subprocess
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from desktop_app import APP_NAME
from tools.build.release import release_file, release_time
from tools.build.targets import BuildError

MARKER = "portable"  # makes the program keep all its data beside itself
MARKER_TEXT = "Beside this file, Aviary keeps all its data in the folder data.\n"
EXECUTABLE, PLAIN = 0o755, 0o644
UNIX = 3  # who made a zip's entry; with it, its permissions are read
CHUNK_BYTES = 1 << 20
# In blocks by several threads, whose number does not affect the bytes. Of torch's library, level 2
# packs 100 MB into 23.2 MB in 12 s, level 6 into 20.9 MB in 48 s.
PACKER = ("xz", "--compress", "--stdout", "--threads=0", "-2")
DESKTOP_FILE = "aviary.desktop"
DESKTOP_ENTRY = """\
[Desktop Entry]
Type=Application
Name=Aviary
GenericName=Transcription
GenericName[de]=Transkription
Comment=Turns recordings into text on this computer
Comment[de]=Macht aus Aufnahmen Text, auf diesem Computer
Exec={folder}/Aviary %F
Icon={folder}/_internal/resources/icons/aviary.svg
Terminal=false
Categories=AudioVideo;Audio;
MimeType=audio/mpeg;audio/mp4;audio/x-wav;audio/flac;audio/ogg;video/mp4;video/x-matroska;video/webm;
"""
README = """\
Aviary needs no installation: unpack this folder anywhere and start Aviary, or aviary in a
terminal.

To have it in the menu of your desktop, unpack it as {folder} and copy {desktop_file} to
~/.local/share/applications. To remove it, delete both.
"""
FOLDER = "/opt/Aviary"  # the path in the desktop file


def step(tree: Path, dist: Path, platform: str) -> Path:
    """Pack a tree.

    Args:
        tree: the frozen program's folder.
        dist: where the file goes.
        platform: "windows" gives a portable zip, "linux" a tar.xz.

    Returns:
        The file.

    Raises:
        BuildError: it could not be packed.
    """
    dist.mkdir(parents=True, exist_ok=True)
    if platform == "windows":
        return pack_zip(tree, release_file(dist, platform, "-portable.zip"))
    return pack_tar(tree, release_file(dist, platform, ".tar.xz"))


def pack_zip(tree: Path, file: Path) -> Path:
    """Write a zip of the tree in a folder `Aviary`, with the file that makes it portable."""
    now = release_time()
    time = (now.year, now.month, now.day, now.hour, now.minute, now.second)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_entry(MARKER, time), MARKER_TEXT)
        for path in _files(tree):
            entry = _entry(path.relative_to(tree).as_posix(), time)
            entry.file_size = path.stat().st_size  # so that zip64 is used if needed
            with path.open("rb") as source, archive.open(entry, "w") as target:
                while chunk := source.read(CHUNK_BYTES):
                    target.write(chunk)
    return file


def pack_tar(tree: Path, file: Path) -> Path:
    """Write a tar.xz of the tree in a folder `Aviary`, with files for the desktop's menu.

    Raises:
        BuildError: xz failed.
    """
    texts = {
        DESKTOP_FILE: DESKTOP_ENTRY.format(folder=FOLDER),
        "README.txt": README.format(folder=FOLDER, desktop_file=DESKTOP_FILE),
    }
    with (
        file.open("wb") as packed,
        subprocess.Popen(PACKER, stdin=subprocess.PIPE, stdout=packed) as process,
    ):
        assert process.stdin is not None  # noqa: S101 - a pipe was asked for
        with tarfile.open(fileobj=process.stdin, mode="w|", format=tarfile.PAX_FORMAT) as archive:
            _fill(archive, tree, texts)
        process.stdin.close()
    if process.returncode != 0:
        raise BuildError(f"{PACKER[0]} failed with {process.returncode}.")
    return file


def _files(tree: Path) -> Iterator[Path]:
    """Yield all files and links of a tree, in the same order everywhere."""
    found = (path for path in tree.rglob("*") if path.is_symlink() or path.is_file())
    return iter(sorted(found, key=lambda path: path.relative_to(tree).as_posix()))


def _entry(name: str, time: tuple[int, int, int, int, int, int]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(f"{APP_NAME}/{name}", time)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = UNIX
    entry.external_attr = PLAIN << 16
    return entry


def _fill(archive: tarfile.TarFile, tree: Path, texts: dict[str, str]) -> None:
    seconds = int(release_time().timestamp())
    for name, text in texts.items():
        entry = tarfile.TarInfo(f"{APP_NAME}/{name}")
        data = text.encode()
        entry.size, entry.mtime, entry.mode = len(data), seconds, PLAIN
        archive.addfile(entry, io.BytesIO(data))
    for path in _files(tree):
        entry = archive.gettarinfo(path, f"{APP_NAME}/{path.relative_to(tree).as_posix()}")
        is_program = bool(path.lstat().st_mode & stat.S_IXUSR)
        entry.mtime, entry.mode = seconds, EXECUTABLE if is_program else PLAIN
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        if entry.issym():
            archive.addfile(entry)
            continue
        entry.type = tarfile.REGTYPE  # hard links become separate files, too
        entry.size = path.stat().st_size
        with path.open("rb") as source:
            archive.addfile(entry, source)
