"""Remove the two GPL libraries from a frozen tree: x264 and x265, which only write video.

PyAV's FFmpeg is itself under the LGPL, but cannot load without either library. Aviary only reads.
So each is replaced by a library of the same name with the few functions that FFmpeg imports; each
returns failure, and FFmpeg then reports that it has no such encoder. The functions are read from
FFmpeg's own file, so that a new FFmpeg needs no new list.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

import pefile

from tools.build.contents import INNER
from tools.build.targets import BuildError

LIBRARIES = "av.libs"  # where PyAV's wheels have FFmpeg
REMOVED = ("x264", "x265")
# Text in the real libraries, which tells them from ours.
MARKS = {"x264": b"x264 - core", "x265": b"x265 (build"}
COMPILERS = {"windows": "x86_64-w64-mingw32-gcc", "linux": "cc"}
NM = ("nm",)  # of binutils, which comes with every compiler
COMPILERS_FROM = {"windows": "gcc-mingw-w64-x86-64", "linux": "gcc"}
DATA_BYTES = 4096  # one symbol (x264_levels) is a table: an empty one of any size does


class NoCompilerError(BuildError):
    """A tool is missing on this computer; the message says which."""


def step(tree: Path, dist: Path, platform: str) -> list[Path]:  # noqa: ARG001 - a build step
    """Replace the libraries in a tree.

    Args:
        tree: the frozen program's folder.
        dist: not used.
        platform: "windows" or "linux".

    Returns:
        The replaced files; none if the tree has no such libraries.

    Raises:
        NoCompilerError: the replacements cannot be compiled here.
    """
    return exchange(tree / INNER / LIBRARIES, platform)


def exchange(folder: Path, platform: str) -> list[Path]:
    """Replace the libraries in a folder of FFmpeg's; return the replaced files."""
    exchanged = []
    for name in REMOVED:
        for library in folder.glob(f"lib{name}*"):
            if MARKS[name] not in library.read_bytes():
                continue  # ours already
            wanted = sorted(
                symbol
                for user in folder.iterdir()
                if user != library
                for symbol in asked_for(user, library.name, name)
            )
            compile_stand_in(library, wanted, platform)
            exchanged.append(library)
    return exchanged


def asked_for(user: Path, library: str, prefix: str) -> set[str]:
    """Return the symbols that a library imports from another one, on either system."""
    with user.open("rb") as opened:
        is_windows = opened.read(2) == b"MZ"
    if is_windows:
        with pefile.PE(str(user), fast_load=True) as parsed:
            parsed.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"]])
            return {
                symbol.name.decode()
                for entry in getattr(parsed, "DIRECTORY_ENTRY_IMPORT", ())
                if entry.dll.decode().casefold() == library.casefold()
                for symbol in entry.imports
            }
    listed = subprocess.run(
        [*NM, "--dynamic", "--undefined-only", "--format=just-symbols", str(user)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    ).stdout
    return {name for name in listed.split() if name.startswith(f"{prefix}_")}


def compile_stand_in(library: Path, symbols: list[str], platform: str) -> None:
    """Replace a library by one whose functions all return 0."""
    compiler = shutil.which(COMPILERS[platform])
    if compiler is None:
        raise NoCompilerError(
            f"{COMPILERS[platform]} is missing (Debian: {COMPILERS_FROM[platform]}): x264 and x265 "
            "cannot be taken out of FFmpeg."
        )
    code = "".join(
        f"char {symbol}[{DATA_BYTES}];\n"
        if symbol.endswith("_levels")
        else f"void *{symbol}(void) {{ return 0; }}\n"
        for symbol in symbols
    )
    command = [compiler, "-shared", "-fPIC", "-Os", "-s", "-x", "c", "-"]
    if platform == "linux":
        command += [f"-Wl,-soname,{library.name}"]
    with tempfile.TemporaryDirectory(dir=library.parent) as folder:
        made = Path(folder) / library.name
        subprocess.run([*command, "-o", str(made)], input=code, encoding="utf-8", check=True)
        made.replace(library)
