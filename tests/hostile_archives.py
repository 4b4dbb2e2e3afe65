"""Archives that are no honest .nemo files, each in a way of its own, written byte by byte.

What their configuration asks for is another matter: `hostile_configs.py` holds that.
"""

import bz2
import gzip
import hashlib
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from typing import Any, TypeAlias

from tests.hostile_configs import FILES, good, text_of

Archive: TypeAlias = Callable[[], bytes]

END = bytes(2 * tarfile.BLOCKSIZE)
CONFIG = text_of(good("ctc"))


def member(name: str, content: bytes = b"", **header: Any) -> bytes:
    """One member; `header` are attributes of TarInfo."""
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    for attribute, value in header.items():
        setattr(entry, attribute, value)
    padding = bytes(-len(content) % tarfile.BLOCKSIZE)
    return entry.tobuf(tarfile.GNU_FORMAT, errors="surrogateescape") + content + padding


def whole(*more: bytes, config: bytes = CONFIG, aligner: bytes | None = None) -> bytes:
    """An archive with all that makes a model, and more at its end."""
    return b"".join([*(member(*file) for file in _files(config, aligner).items()), *more, END])


def _files(config: bytes, aligner: bytes | None) -> dict[str, bytes]:
    files = {"model_config.yaml": config, "model_weights.ckpt": b"weights"}
    if aligner is not None:
        files |= {f"timestamps_asr_{name}": text for name, text in files.items()}
        files["timestamps_asr_model_config.yaml"] = aligner
    return files | dict.fromkeys(FILES, b"pieces")


def _pax(*records: tuple[str, str], kind: bytes = b"x") -> bytes:
    """An extended header for the member that follows, or with kind `g` for all."""
    return member("./PaxHeaders/x", b"".join(_record(f" {n}={v}\n") for n, v in records), type=kind)


def _record(text: str) -> bytes:
    length = len(text)
    while length < len(f"{length}{text}"):
        length += 1
    return f"{length}{text}".encode()


def _sized(field: bytes) -> bytes:
    """A member whose header has these twelve bytes for its size."""
    header = bytearray(member("x")[: tarfile.BLOCKSIZE])
    header[124:136] = field
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header)


def _zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("model_config.yaml", CONFIG)
    return made.getvalue()


def _described(**changes: Any) -> bytes:
    """An offline pack, whose description has changes."""
    file = {"bytes": 7, "sha256": "0"}
    content = {
        "version": 1,
        "spec": {
            "id": "x",
            "title": "X",
            "kind": "ctc",
            "summary": "s",
            "timestamps": ["none"],
            "languages": [],
            "target_languages": [],
        },
        "source": {"origin": "file", "place": "x", "bytes": 1, "sha256": "0"},
        "installed": "",
        "files": [{"path": f"model_{name}"} | file for name in ("config.yaml", "weights.ckpt")],
    }
    for place, value in changes.items():
        holder: Any = content
        *above, last = place.split("__")
        for part in above:
            holder = holder[part]
        holder[last] = value
    return json.dumps(content).encode()


# Names that are no plain file's on some system, or that two files share there.
NAMES = (
    "../x", "/etc/x", "a/../../x", r"..\x", r"\\host\share\x", "C:x", "x:stream",
    "model_config.yaml::$DATA", "CON", "nul.txt", "aux .ckpt", "COM1", "LPT¹", "sub/PRN.x",
    "a<b", "a?b", 'a"b', "a\tb", "a\nb", "a\x1b[31m", "a\u202egpj", "\udc80", "", ".", "...",
    "x" * 200, "x/" * 90 + "x", "model_config.yaml ", "model_weights.ckpt.",
    "MODEL_WEIGHTS.CKPT", "sub/model_config.yaml", "model_config.yaml/x", "aviary-int8.pt",
    "Aviary-INT8.pt", "tokeni\u212aer/../../x",
)  # fmt: skip

# Links, devices, pipes, sparse files, and what tar has beside files.
KINDS = (b"1", b"2", b"3", b"4", b"6", b"S", b"V", b"M", b"Z")


def _named(name: str) -> Archive:
    return lambda: whole(member(name, b"bait"))


def _of_kind(kind: bytes) -> Archive:
    return lambda: whole(member("x", type=kind, linkname="/etc/passwd"))


REFUSED: dict[str, Archive] = {
    **{f"name {name.encode(errors='backslashreplace')!r:.40}": _named(name) for name in NAMES},
    **{f"kind {kind!r}": _of_kind(kind) for kind in KINDS},
    "configuration that is a link": lambda: member(
        "model_config.yaml", type=tarfile.SYMTYPE, linkname="/etc/passwd"
    ) + END,
    "description that is a link": lambda: member(
        "aviary-manifest.json", type=tarfile.LNKTYPE, linkname="x") + whole(),
    "two names that differ in writing": lambda: whole(member("é", b"a"), member("e\u0301", b"b")),
    "a folder's name": lambda: whole(member("a/b", b"a"), member("A", b"b")),
    # Headers that say more than their member.
    "pax path": lambda: whole(_pax(("path", "../../x")), member("ok", b"d")),
    "pax path for all": lambda: _pax(("path", "../../x"), kind=b"g") + whole(),
    "pax no path": lambda: whole(_pax(("path", "")), member("ok", b"d")),
    "pax size": lambda: whole(_pax(("size", "9" * 30)), member("ok", b"d")),
    "pax size for all": lambda: _pax(("size", "100000000000"), kind=b"g") + whole(),
    "pax size below nothing": lambda: whole(_pax(("size", "-1024")), member("ok", b"d")),
    "pax number of 5000 digits": lambda: whole(member("p", b"9" * 5000 + b" path=x\n", type=b"x"),
                                               member("ok", b"d")),
    "pax in Solaris' way": lambda: whole(member("p", _record(" path=../x\n"), type=b"X"),
                                         member("ok", b"d")),
    "sparse map of no numbers": lambda: whole(_pax(("GNU.sparse.map", "a,b"),
                                                   ("GNU.sparse.size", "9")), member("ok", b"d")),
    "sparse map that is not there": lambda: whole(
        _pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.realsize", "9")),
        member("ok", b"d")),
    "sparse, 100 GB": lambda: whole(
        _pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", "x"),
             ("GNU.sparse.realsize", "100000000000")),
        member("ok", b"1\n0\n1\n" + bytes(506) + b"z")),
    "size below nothing": lambda: whole(_sized(b"-0000002000\0")),
    "size of zettabytes": lambda: whole(_sized(b"\x80" + b"\x7f" * 11)),
    "long name of a long name": lambda: whole(member("././@LongLink", b"x\0", type=b"L") * 1200),
    "header for a header": lambda: whole(_pax(("path", "a")) * 1200),
    "headers for all": lambda: _pax(("comment", "a" * 400), kind=b"g") * 1200 + whole(),
    # More than there can be.
    "thousands of folders": lambda: whole(member("d/", type=tarfile.DIRTYPE) * 5000),
    "folders behind gzip": lambda: gzip.compress(
        whole(member("d/", type=tarfile.DIRTYPE) * 5000)),
    "thousands of files": lambda: whole(*(member(f"f{number}") for number in range(1100))),
    "gzip bomb": lambda: gzip.compress(member("big", bytes(70 << 20)) + whole()),
    "configuration of 30 MB": lambda: member("model_config.yaml", b"x: " + b"a" * 30_000_000) + END,
    # Other files.
    "nothing": lambda: b"",
    "zeros": lambda: bytes(1 << 20),
    "text": lambda: b"a model " * 1000,
    "zip": _zip,
    "bzip2": lambda: bz2.compress(whole()),
    "xz": lambda: lzma.compress(whole()),
    "gzip twice": lambda: gzip.compress(gzip.compress(whole())),
    "gzip cut off": lambda: gzip.compress(whole())[:-20],
    "tar's mark alone": lambda: bytes(257) + b"ustar\x0000" + bytes(5000),
    "no configuration at the root": lambda: member("sub/model_config.yaml", CONFIG) + END,
    "configuration in wide letters": lambda: member("model_config\uff0eyaml", CONFIG) + END,
    "configuration that is a folder": lambda: member("model_config.yaml/", type=b"5") + END,
}  # fmt: skip

# What stands in a pack's description: not taken for one, or for another's.
PACKS: dict[str, bytes] = {
    "deep": b"[" * 200_000,
    "digits": b"9" * 10_000,
    "no text": b"\xff\xfe\x00",
    "a list": b"[1]",
    "an id that leads away": _described(spec__id="../../x"),
    "a number for an id": _described(spec__id=5),
    "no id": _described(spec__id=None),
    "a list for an id": _described(spec__id=["x"]),
    "no modes": _described(spec__timestamps=[]),
    "no length": _described(spec__max_chunk_s=float("nan")),
    "a path": _described(spec__path="/etc/passwd"),
    "a list for a revision": _described(source__revision=["x"]),
    "a file that leads away": _described(files=[{"path": "../x", "bytes": 1, "sha256": "0"}]),
    "files that are not there": _described(),
}


def packed(description: bytes) -> bytes:
    """An offline pack with this description."""
    return member("aviary-manifest.json", description) + whole()


def pack_of(config: bytes, aligner: bytes | None = None) -> bytes:
    """An offline pack whose description is true: only what the configuration asks for is not."""
    files = [
        {"path": name, "bytes": len(text), "sha256": hashlib.sha256(text).hexdigest()}
        for name, text in _files(config, aligner).items()
    ]
    description = member("aviary-manifest.json", _described(files=files))
    return description + whole(config=config, aligner=aligner)
