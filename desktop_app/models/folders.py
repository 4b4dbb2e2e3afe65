"""Look into a model that is a folder of files, and copy it safely.

Nothing in it is trusted, as with archives: only the files that the model needs are taken, none of
them a link, and weights whose description does not match the file are refused.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import ModelInvalid
from desktop_app.core.model import ModelKind
from desktop_app.core.model_config.nemotron import CONFIG_FILE, MAX_BYTES, WEIGHTS_FILE
from desktop_app.core.model_errors import ModelUnsafe
from desktop_app.core.model_progress import ModelProgress, Phase, Report, unreported
from desktop_app.core.sentences import marked
from desktop_app.models.contents import FOLDER_NAMES, missing, needed
from desktop_app.models.manifest import Unpacked, UnpackedFile
from desktop_app.models.member_names import shown
from desktop_app.system.files import NoRegularFile, open_regular
from desktop_app.system.store_mark import is_link

# What Python runs or unpickles: a folder with such files is not one of plain numbers.
CODE = frozenset(
    {".py", ".pyc", ".so", ".dll", ".pkl", ".pickle", ".pt", ".pth", ".bin", ".ckpt", ".joblib"}
)
COPY_BYTES = 1 << 22  # the interval between two checks of `cancel`
# The released model's has 50 kB; the library would take 100 MB.
MAX_HEADER_BYTES = 1 << 22
# Caches of other programs keep the files themselves elsewhere.
NO_LINKS = marked("Import a copy of the folder that has the files themselves in it.")
NUMBERS = frozenset({"F64", "F32", "F16", "BF16"})


@dataclass(frozen=True, slots=True)
class FolderContents:
    """The files of a model's folder, small ones first.

    Attributes:
        paths: by name.
        texts: the content of the small ones.
        bytes: the size of all.
    """

    paths: dict[str, Path]
    texts: dict[str, bytes]
    bytes: int


def folder_of(path: Path) -> Path | None:
    """Return the model's folder where the path is one, or a file out of one; else None."""
    if path.is_dir():
        return path
    return path.parent if path.name in FOLDER_NAMES else None


def is_model_folder(path: Path) -> bool:
    """Whether the path is a folder that holds a model's configuration and weights."""
    return path.joinpath(CONFIG_FILE).is_file() and path.joinpath(WEIGHTS_FILE).is_file()


def look_into_folder(folder: Path, kind: ModelKind) -> FolderContents:
    """Read the small files of a model's folder.

    Raises:
        ModelUnsafe: it holds code, or a link.
        ModelInvalid: a file is missing or cannot be read.
    """
    try:
        names = {path.name: path for path in folder.iterdir()}
        if lacking := missing(kind, names):
            raise ModelInvalid(
                "The folder “{name}” is not a model: it contains no {missing}.",
                name=folder.name,
                missing=lacking,
            )
        _refuse_code(folder, names)
        paths: dict[str, Path] = {}
        for group in needed(kind):
            name = next(name for name in group if name in names)
            if is_link(names[name]):
                raise ModelUnsafe(
                    "“{name}” was not opened: its {file} is a link.",
                    remedy=NO_LINKS,
                    name=folder.name,
                    file=name,
                )
            paths[name] = names[name]
        texts = {name: _text(path) for name, path in paths.items()}
        del texts[WEIGHTS_FILE]  # read only so far as to see that it is a file
        size = sum(path.stat().st_size for path in paths.values())
    except NoRegularFile as error:
        raise ModelInvalid(
            "“{name}” is {kind}, not a model file.",
            name=Path(error.filename).name,
            kind=error.kind,
        ) from error
    except OSError as error:
        raise ModelInvalid(
            "“{name}” cannot be read: {reason}.",
            repr(error),
            name=folder.name,
            reason=error.strerror or error,
        ) from error
    return FolderContents(paths, texts, size)


def state_of(path: Path) -> tuple[int, int]:
    """Return size and modification time in nanoseconds of a model's file, or of its folder's files.

    Raises:
        OSError: it is gone or unreachable.
    """
    if not path.is_dir():
        state = path.stat()
        return state.st_size, state.st_mtime_ns
    states = [path.joinpath(name).stat() for name in FOLDER_NAMES if path.joinpath(name).exists()]
    return sum(one.st_size for one in states), max((one.st_mtime_ns for one in states), default=0)


def check_weights(path: Path, name: str) -> None:
    """Check that a file of weights holds what its header says, and plain numbers only.

    Args:
        path: a safetensors file.
        name: the model's name for messages.

    Raises:
        ModelInvalid: the header is missing, too large, or not that of this file.
    """
    from safetensors import SafetensorError, safe_open

    try:
        with open_regular(path) as file:
            header = int.from_bytes(file.read(8), "little")
        if header > MAX_HEADER_BYTES:
            raise ModelInvalid(
                "“{name}” is damaged: the header of its weights is too large.",
                f"{header} bytes",
                name=name,
            )
        # The library holds sizes, shapes and places of all tensors against each other.
        with safe_open(path, framework="np") as weights:
            kinds = {weights.get_slice(key).get_dtype() for key in weights.keys()}  # noqa: SIM118
    except (SafetensorError, OSError) as error:
        raise ModelInvalid(
            "“{name}” is damaged: its weights are not what their header says.",
            repr(error),
            name=name,
        ) from error
    if not kinds or kinds - NUMBERS:
        raise ModelInvalid(
            "“{name}” is not a model that Aviary can run: its weights are of another kind.",
            repr(sorted(kinds)),
            name=name,
        )


def copy_folder(
    source: FolderContents, target: Path, cancel: CancelToken, report: Report = unreported
) -> Unpacked:
    """Copy a model's files into an empty folder, hashing them on the way.

    Raises:
        OSError: a file cannot be read or written; the caller deletes what was written by then.
        Cancelled: `cancel` was set.
    """
    target.mkdir(parents=True, exist_ok=True)
    done = 0
    files: list[UnpackedFile] = []
    for name, path in source.paths.items():
        digest, size = hashlib.sha256(), 0
        with open_regular(path) as given, target.joinpath(name).open("xb") as made:
            while block := given.read(COPY_BYTES):
                cancel.raise_if_cancelled()
                made.write(block)
                digest.update(block)
                size += len(block)
                report(ModelProgress(Phase.UNPACKING, done + size, max(source.bytes, done + size)))
            # As in an archive's extraction: a power cut must not leave half a model.
            made.flush()
            os.fsync(made.fileno())
        done += size
        files.append(UnpackedFile(name, size, digest.hexdigest()))
    return Unpacked.from_files(target, files)


def _refuse_code(folder: Path, names: dict[str, Path]) -> None:
    code = sorted(name for name, path in names.items() if path.suffix.casefold() in CODE)
    if code:
        raise ModelUnsafe(
            "“{name}” was not opened: it contains {file}, a kind of file that can run code.",
            ", ".join(code),
            name=folder.name,
            file=shown(code[0]),
        )


def _text(path: Path) -> bytes:
    with open_regular(path) as file:
        return file.read(MAX_BYTES + 1)  # what is longer is refused by its reader
