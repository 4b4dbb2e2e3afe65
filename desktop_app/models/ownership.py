"""What in a folder of models is Aviary's: what a manifest lists, and nothing else.

A user may keep models among other files, and may put a note beside a model's weights. Links are
never Aviary's, whatever they lead to.
"""

import errno
import logging
import os
import re
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path, PurePosixPath

from desktop_app.core.model import QUANTIZED_FILE
from desktop_app.models.manifest import MANIFEST_NAME, Manifest, read_manifest
from desktop_app.system.files import retry_while_in_use
from desktop_app.system.store_mark import is_link, is_real_file, is_real_folder

logger = logging.getLogger(__name__)

# What is being written beside a model's files: its manifest and `QUANTIZED_FILE`.
IN_THE_MAKING = re.compile(rf"\.({re.escape(QUANTIZED_FILE)}\.)?[0-9a-f]{{8}}\.part")


def own_model(folder: Path) -> Manifest | None:
    """The manifest of a folder that is a model of Aviary's; None where it is something else."""
    if not is_real_folder(folder) or not is_real_file(folder / MANIFEST_NAME):
        return None
    manifest = read_manifest(folder)
    return manifest if manifest is not None and manifest.spec.id == folder.name else None


def model_files(folder: Path) -> list[Path]:
    """The files of a model of Aviary's, the manifest last; nothing where it is something else.

    Raises:
        OSError: the folder cannot be read.
    """
    manifest = own_model(folder)
    return _manifest_last(_sorted_out(folder, manifest)[0]) if manifest is not None else []


def foreign_in(folder: Path, manifest: Manifest) -> list[Path]:
    """What lies in a model's folder and is not the model's.

    Raises:
        OSError: the folder cannot be read.
    """
    return _sorted_out(folder, manifest)[1]


def take_out(
    folder: Path, manifest: Manifest, aside: Path, sleep: Callable[[float], object] = time.sleep
) -> None:
    """Take a model out of the way, to a passing name; what is not the model's stays where it is.

    Args:
        folder: the model.
        manifest: its manifest.
        aside: a name that is free, on the same drive.
        sleep: waits while another program holds something.

    Raises:
        OSError: something is in use or may not be moved.
    """
    ours, others = _sorted_out(folder, manifest)
    if not others:
        retry_while_in_use(lambda: folder.rename(aside), sleep=sleep)
        return
    logger.info("not of the model, and left alone: %s", others)
    aside.mkdir()
    # The manifest last: until then what is there can be seen to be part of a model.
    for path in _manifest_last(ours):
        target = aside / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        retry_while_in_use(partial(path.rename, target))
    for parent in sorted({path.parent for path in ours} - {folder}, reverse=True):
        with suppress(OSError):  # something else is in it
            parent.rmdir()


def put_in(made: Path, folder: Path) -> None:
    """Give a model its name, also where something that is not a model's has stayed in the folder.

    Args:
        made: the model, under a passing name.
        folder: its name.

    Raises:
        FileExistsError: something in the folder has the name of one of the model's files.
        OSError: something is in use or may not be moved.
    """
    if not folder.exists():
        retry_while_in_use(lambda: made.rename(folder))
        return
    files = [path for path in made.rglob("*") if path.is_file()]
    for path in files:
        target = folder / path.relative_to(made)
        if os.path.lexists(target) or any(
            is_link(parent) for parent in target.parents if parent.is_relative_to(folder)
        ):
            raise FileExistsError(errno.EEXIST, f"“{target.name}” is there already", str(target))
    for path in _manifest_last(files):
        target = folder / path.relative_to(made)
        target.parent.mkdir(parents=True, exist_ok=True)
        retry_while_in_use(partial(path.rename, target))


def _manifest_last(paths: list[Path]) -> list[Path]:
    """In this order a model is whole only when all of it is there."""
    return sorted(paths, key=lambda path: path.name == MANIFEST_NAME)


def _sorted_out(folder: Path, manifest: Manifest) -> tuple[list[Path], list[Path]]:
    """The files of the model, and everything else; of a folder without any of them, the folder."""
    listed = {PurePosixPath(file.path) for file in manifest.files}
    listed |= {PurePosixPath(MANIFEST_NAME), PurePosixPath(QUANTIZED_FILE)}
    folders = {parent for name in listed for parent in name.parents}
    ours: list[Path] = []
    others: list[Path] = []
    places = [folder]
    while places:
        for path in sorted(places.pop().iterdir()):
            name = PurePosixPath(path.relative_to(folder).as_posix())
            if is_real_folder(path) and name in folders:
                places.append(path)
            elif is_real_file(path) and (name in listed or IN_THE_MAKING.fullmatch(str(name))):
                ours.append(path)
            else:
                others.append(path)
    return ours, others
