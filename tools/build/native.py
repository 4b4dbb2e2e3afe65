"""Parts of a frozen tree beside Python distributions: a table of libraries and models.

Wheels and Python itself contain third-party libraries. Each row has the files that identify a part,
and its licence; `packaging/licences` has the texts.
"""

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from tools.build.contents import Contents

LICENCES = Path(__file__).resolve().parents[2] / "packaging" / "licences"


@dataclass(frozen=True, slots=True)
class Native:
    """A part that is not a Python distribution.

    Attributes:
        name: its own spelling.
        licence: SPDX.
        home: the address of its sources.
        files: patterns of its files below `_internal`, in lower case; a leading star matches all
            folders, a trailing `/*` subfolders, too.
        texts: names in packaging/licences, without `.txt`.
        version: a regular expression that finds the version in one of its files.
        mark: bytes in one of its files, if the name alone is not enough.
        is_model: whether it is a model rather than code.
    """

    name: str
    licence: str
    home: str
    files: tuple[str, ...]
    texts: tuple[str, ...]
    version: bytes = b""
    mark: bytes = b""
    is_model: bool = False

    def matches(self, file: str) -> bool:
        """Whether a file belongs to this part, by its name."""
        name = file.casefold()
        return any(
            fnmatchcase(name, pattern)
            for pattern in self.files
            if pattern.startswith("*")
            or pattern.endswith("/*")
            or pattern.count("/") == name.count("/")
        )

    def found_in(self, contents: Contents) -> str | None:
        """Return its version in a tree, "" if unknown; None if it is not in the tree."""
        mine = [contents.path(file) for file in sorted(contents.files) if self.matches(file)]
        if self.mark:
            mine = [file for file in mine if self.mark in file.read_bytes()]
        if not mine:
            return None
        return next(filter(None, map(self._version_in, mine)), "") if self.version else ""

    def _version_in(self, file: Path) -> str:
        data = file.read_bytes()
        # Without zero bytes, the UTF-16 of Windows' version resources reads like plain text.
        found = re.search(self.version, data) or re.search(self.version, data.replace(b"\0", b""))
        return found[1].decode() if found else ""


RESOURCE_VERSION = rb"ProductVersion(\d+\.\d+\.\d+)"
NATIVES = (
    Native(
        "CPython", "Python-2.0.1", "https://www.python.org/downloads/source/",
        ("python3*.dll", "libpython3*", "python3*/lib-dynload/*", "_*.pyd", "select.pyd",
         "unicodedata.pyd", "pyexpat.pyd", "winsound.pyd", "libffi-*.dll"),
        ("cpython",), rb"(?<![\d.])(3\.1\d\.\d{1,2})\+?\0",
    ),
    Native("OpenSSL", "Apache-2.0", "https://openssl-library.org/source/",
           ("libcrypto-*.dll", "libssl-*.dll", "libcrypto.so*", "libssl.so*"),
           ("Apache-2.0",), rb"OpenSSL (\d\.\d+\.\d+)"),
    Native("SQLite", "blessing", "https://sqlite.org/download.html",
           ("sqlite3.dll", "libsqlite3.so*"), ("sqlite",), rb"\b(3\.\d\d\.\d+)\b"),
    Native("Qt", "LGPL-3.0-only", "https://download.qt.io/official_releases/qt/",
           ("pyside6/*qt6core*", "pyside6/*qt6*", "pyside6/plugins/*", "pyside6/qt/*"),
           ("qt", "LGPL-3.0", "GPL-3.0"), rb"Qt (6\.\d+\.\d+)"),
    Native("FFmpeg", "LGPL-3.0-or-later", "https://ffmpeg.org/releases/",
           tuple(f"av.libs/*{part}*" for part in (
               "avcodec", "avdevice", "avfilter", "avformat", "avutil", "swresample", "swscale")),
           ("ffmpeg", "LGPL-3.0", "GPL-3.0"), rb"FFmpeg version (\d[\w.]*)"),
    Native("x264", "GPL-2.0-or-later", "https://www.videolan.org/developers/x264.html",
           ("av.libs/*x264*",), (), mark=b"x264 - core"),
    Native("x265", "GPL-2.0-or-later", "https://bitbucket.org/multicoreware/x265_git",
           ("av.libs/*x265*",), (), mark=b"x265 (build"),
    Native("dav1d", "BSD-2-Clause", "https://code.videolan.org/videolan/dav1d",
           ("av.libs/*dav1d*",), ("dav1d",), rb"\b(1\.\d+\.\d+)\b"),
    Native("SVT-AV1", "BSD-3-Clause-Clear", "https://gitlab.com/AOMediaCodec/SVT-AV1",
           ("av.libs/*svtav1*",), ("svt-av1",), rb"v(\d+\.\d+\.\d+)"),
    Native("libvpx", "BSD-3-Clause", "https://chromium.googlesource.com/webm/libvpx",
           ("av.libs/*vpx*",), ("libvpx",), rb"Decoder v(\d[\d.]+)"),
    Native("Opus", "BSD-3-Clause", "https://opus-codec.org/downloads/",
           ("av.libs/*opus*",), ("opus",), rb"libopus (\d[\d.]+)"),
    Native("LAME", "LGPL-2.0-or-later", "https://lame.sourceforge.io/download.php",
           ("av.libs/*mp3lame*",), ("lame", "LGPL-2.0"), rb"LAME(3\.\d+)"),
    Native("opencore-amr", "Apache-2.0", "https://sourceforge.net/projects/opencore-amr/",
           ("av.libs/*opencore-amr*",), ("opencore-amr", "Apache-2.0")),
    Native("libwebp", "BSD-3-Clause", "https://chromium.googlesource.com/webm/libwebp",
           ("av.libs/*webp*", "av.libs/*sharpyuv*"), ("libwebp",)),
    Native("libvpl", "MIT", "https://github.com/intel/libvpl",
           ("av.libs/*vpl*",), ("libvpl",), rb"ProductVersion(\d+\.\d+)"),
    Native("zlib", "Zlib", "https://zlib.net/", ("av.libs/*zlib*", "libz.so*", "zlib1.dll"),
           ("zlib",), rb"deflate (\d[\d.]+\d)"),
    Native("libiconv", "LGPL-2.1-or-later", "https://ftp.gnu.org/gnu/libiconv/",
           ("av.libs/*iconv*",), ("LGPL-2.1",), rb"ProductVersion(\d+\.\d+)"),
    Native("GCC runtime libraries", "GPL-3.0-or-later WITH GCC-exception-3.1",
           "https://gcc.gnu.org/releases.html",
           ("*libgcc_s*", "*libstdc++*", "*libgomp*", "*libgfortran*", "*libquadmath*"),
           ("gcc-exception", "GPL-3.0"), rb"GCC: \([^)]*\) (\d+\.\d+\.\d+)"),
    Native("winpthreads", "MIT AND BSD-3-Clause", "https://www.mingw-w64.org/",
           ("*libwinpthread*",), ("winpthreads",)),
    Native("GnuTLS", "LGPL-2.1-or-later", "https://www.gnutls.org/download.html",
           ("av.libs/*gnutls*",), ("gnutls", "LGPL-2.1")),
    Native("Nettle", "LGPL-3.0-or-later", "https://www.lysator.liu.se/~nisse/nettle/",
           ("av.libs/*nettle*", "av.libs/*hogweed*"), ("nettle", "LGPL-3.0", "GPL-3.0")),
    Native("GMP", "LGPL-3.0-or-later", "https://gmplib.org/",
           ("av.libs/*gmp*",), ("gmp", "LGPL-3.0", "GPL-3.0")),
    Native("libunistring", "LGPL-3.0-or-later", "https://ftp.gnu.org/gnu/libunistring/",
           ("av.libs/*unistring*",), ("libunistring", "LGPL-3.0", "GPL-3.0")),
    Native("alsa-lib", "LGPL-2.1-or-later", "https://www.alsa-project.org/",
           ("av.libs/*asound*",), ("alsa-lib", "LGPL-2.1")),
    Native("libdrm", "MIT", "https://dri.freedesktop.org/libdrm/", ("av.libs/*drm*",), ("libdrm",)),
    Native("libxcb", "MIT", "https://xcb.freedesktop.org/",
           ("av.libs/*xcb*", "av.libs/*xau*"), ("libxcb", "libxau")),
    Native("libsndfile", "LGPL-2.1-or-later", "https://libsndfile.github.io/libsndfile/",
           ("_soundfile_data/libsndfile*",),
           ("libsndfile-notice", "LGPL-2.1", "libsndfile", "flac", "ogg", "vorbis", "opus",
            "mpg123", "lame", "LGPL-2.0"), rb"libsndfile-(\d[\d.]+\d)"),
    Native("OpenBLAS", "BSD-3-Clause", "https://github.com/OpenMathLib/OpenBLAS",
           ("*openblas*",), ("openblas",), rb"OpenBLAS (\d[\d.]+\d)"),
    Native("Intel oneMKL", "LicenseRef-Intel-Simplified",
           "https://www.intel.com/content/www/us/en/developer/tools/oneapi/onemkl.html",
           ("torch/lib/*torch_cpu*",), ("intel-simplified",),
           rb"Product\0?(20\d{6})\0?Intel\(R\) oneAPI Math Kernel", b"oneAPI Math Kernel Library"),
    Native("Intel OpenMP runtime", "LicenseRef-Intel-Developer-Tools",
           "https://www.intel.com/content/www/us/en/developer/tools/oneapi/overview.html",
           ("torch/lib/libiomp5*",), ("intel-developer-tools",), rb"FileVersion(20\d{6})"),
    Native("libuv", "MIT", "https://libuv.org/", ("torch/lib/uv.dll",), ("libuv",),
           rb"\b(1\.\d+\.\d+)\b"),
    Native("Microsoft Visual C++ runtime", "LicenseRef-Microsoft-Redistributable",
           "https://learn.microsoft.com/cpp/windows/latest-supported-vc-redist",
           ("*msvcp140*", "*vcruntime140*", "*concrt140*", "*vcomp140*", "*vcamp140*",
            "*ucrtbase.dll", "*api-ms-win-*"), ("microsoft",), RESOURCE_VERSION),
    Native("silero-vad model", "MIT", "https://github.com/snakers4/silero-vad",
           ("silero_vad/data/*",), ("silero",), is_model=True),
    Native("Aviary starter model", "Apache-2.0", "",
           ("resources/models/aviary-starter.nemo",), ("Apache-2.0",), is_model=True),
    Native("Aviary starter diarizer", "Apache-2.0", "",
           ("resources/models/aviary-starter-diarizer.nemo",), ("Apache-2.0",), is_model=True),
)  # fmt: skip

# By a distribution's name in lower case: texts missing in its wheels.
LEFT_OUT = {
    "antlr4-python3-runtime": ("antlr4",),
    "nvidia-ml-py": ("nvidia-ml-py",),
    "pyside6": ("qt", "LGPL-3.0", "GPL-3.0"),
    "pyside6-addons": ("qt", "LGPL-3.0", "GPL-3.0"),
    "pyside6-essentials": ("qt", "LGPL-3.0", "GPL-3.0"),
    "sentencepiece": ("Apache-2.0",),
    "shiboken6": ("qt", "LGPL-3.0", "GPL-3.0"),
    "tensorboard-data-server": ("Apache-2.0",),
    "tokenizers": ("Apache-2.0",),
}
# Folders of libraries that their distribution's own licence text lists.
TOLD_BY_THEIR_OWNER = ("numpy.libs/", "pillow.libs/", "scikit_learn.libs/", "scipy.libs/")


def texts(names: tuple[str, ...]) -> tuple[Path, ...]:
    """Return the licence files of these names."""
    return tuple(LICENCES / f"{name}.txt" for name in names)
