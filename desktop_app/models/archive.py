"""Looking into a .nemo archive and unpacking it once, safely."""

import logging
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import DiskFull, ModelInvalid
from desktop_app.system.files import retry_while_in_use

logger = logging.getLogger(__name__)

CONFIG_NAME = "model_config.yaml"
WEIGHTS_NAME = "model_weights.ckpt"
# NeMo's configs are some 10 kB to 300 kB (they hold the vocabulary); more is no config.
MAX_CONFIG_BYTES = 20_000_000
COPY_BYTES = 1 << 24  # the time between two looks at `cancel`


@contextmanager
def open_archive(path: Path) -> Iterator[tarfile.TarFile]:
    """Open a .nemo for reading, waiting while another program holds it.

    Raises:
        ModelInvalid: the file is missing, unreadable, no tar archive, or damaged.
    """
    try:
        archive = retry_while_in_use(lambda: tarfile.open(path))  # noqa: SIM115 - closed below
    except FileNotFoundError as error:
        raise ModelInvalid(f"There is no model file “{path}”.") from error
    except tarfile.TarError as error:
        raise ModelInvalid(
            f"“{path.name}” is not a NeMo model: it is no .nemo archive.", repr(error)
        ) from error
    except OSError as error:
        raise ModelInvalid(f"“{path.name}” cannot be read.", repr(error)) from error
    try:
        with archive:
            yield archive
    except (tarfile.TarError, EOFError) as error:
        raise ModelInvalid(
            f"“{path.name}” is damaged; its archive ends early.", repr(error)
        ) from error


def read_config(path: Path) -> str:
    """The text of a .nemo file's model_config.yaml.

    Raises:
        ModelInvalid: as `open_archive`, or there is no configuration inside.
    """
    with open_archive(path) as archive:
        for member in archive:
            if Path(member.name).name != CONFIG_NAME or not member.isfile():
                continue
            if member.size > MAX_CONFIG_BYTES:
                break
            file = archive.extractfile(member)
            if file is not None:
                return file.read().decode("utf-8", errors="replace")
    raise ModelInvalid(f"“{path.name}” is not a NeMo model: it holds no {CONFIG_NAME}.")


def unpack(path: Path, folder: Path, cancel: CancelToken) -> None:
    """Unpack a .nemo into `folder`, which appears whole or not at all.

    Member names are checked (no absolute path, no "..", no link, no device), so an archive from
    elsewhere cannot write outside. (tarfile's own filters came with Python 3.11.4 only.)

    Raises:
        ModelInvalid: the archive is damaged or unsafe, or lacks its configuration or weights.
        DiskFull: no room for the unpacked files.
        Cancelled: `cancel` was set; nothing stays behind.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        with open_archive(path) as archive:
            _extract(archive, path, partial, cancel)
        for name in (CONFIG_NAME, WEIGHTS_NAME):
            if not (partial / name).is_file():
                raise ModelInvalid(f"“{path.name}” is not a NeMo model: it holds no {name}.")
        retry_while_in_use(lambda: _put_in_place(partial, folder), sleep=cancel.wait)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    logger.info("unpacked %s into %s", path, folder)


def is_unpacked(folder: Path) -> bool:
    """Whether a folder holds what loading needs; `unpack` makes it whole or not at all."""
    return (folder / CONFIG_NAME).is_file() and (folder / WEIGHTS_NAME).is_file()


def _put_in_place(partial: Path, folder: Path) -> None:
    try:
        partial.rename(folder)
    except OSError:
        if not is_unpacked(folder):  # another Aviary was quicker with the same model
            raise


def _extract(archive: tarfile.TarFile, path: Path, folder: Path, cancel: CancelToken) -> None:
    needed = path.stat().st_size
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise DiskFull(
            f"“{path.name}” needs {needed / 1e9:.1f} GB to be unpacked and {free / 1e9:.1f} GB "
            f"are free on that drive."
        )
    for member in archive:
        name = PurePosixPath(member.name)
        if not (member.isfile() or member.isdir()):
            raise ModelInvalid(f"“{path.name}” is not safe to unpack: “{member.name}” is a link.")
        # Windows takes backslashes and colons for more than parts of a name.
        if name.is_absolute() or ".." in name.parts or set(member.name) & {"\\", ":"}:
            raise ModelInvalid(
                f"“{path.name}” is not safe to unpack: “{member.name}” points outside."
            )
        source = archive.extractfile(member)
        target = folder.joinpath(*name.parts)
        if source is None:
            target.mkdir(parents=True, exist_ok=True)
        else:
            _copy(source, target, cancel)


def _copy(source: IO[bytes], target: Path, cancel: CancelToken) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with source, target.open("xb") as file:
        while block := source.read(COPY_BYTES):
            cancel.raise_if_cancelled()
            file.write(block)
