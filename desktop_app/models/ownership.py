"""Tell Aviary's files in a models folder: those that a manifest lists, nothing else.

A user may keep models among other files, and may put a note beside a model's weights. Links are
never Aviary's, wherever they point.
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
from desktop_app.core.sentences import tr
from desktop_app.models.manifest import MANIFEST_NAME, Manifest, read_manifest
from desktop_app.system.files import retry_while_in_use
from desktop_app.system.store_mark import is_link, is_real_file, is_real_folder

logger = logging.getLogger(__name__)

# Temporary names of files written beside a model's: its manifest and `QUANTIZED_FILE`.
IN_THE_MAKING = re.compile(rf"\.({re.escape(QUANTIZED_FILE)}\.)?[0-9a-f]{{8}}\.part")


def own_model(folder: Path) -> Manifest | None:
    """Return the manifest of a model made by Aviary; None for anything else."""
    if not is_real_folder(folder) or not is_real_file(folder / MANIFEST_NAME):
        return None
    manifest = read_manifest(folder)
    return manifest if manifest is not None and manifest.spec.id == folder.name else None


def model_files(folder: Path) -> list[Path]:
    """Return the files of a model made by Aviary, the manifest last; none for anything else.

    Raises:
        OSError: the folder cannot be read.
    """
    manifest = own_model(folder)
    return _manifest_last(_sorted_out(folder, manifest)[0]) if manifest is not None else []


def foreign_in(folder: Path, manifest: Manifest) -> list[Path]:
    """Return what is in a model's folder and does not belong to the model.

    Raises:
        OSError: the folder cannot be read.
    """
    return _sorted_out(folder, manifest)[1]


def take_out(
    folder: Path, manifest: Manifest, aside: Path, sleep: Callable[[float], object] = time.sleep
) -> None:
    """Move a model to a temporary name; foreign files stay where they are.

    Args:
        folder: the model.
        manifest: the model's manifest.
        aside: an unused path on the same drive.
        sleep: waits while another program holds a file.

    Raises:
        OSError: something is in use or may not be moved.
    """
    ours, others = _sorted_out(folder, manifest)
    if not others:
        retry_while_in_use(lambda: folder.rename(aside), sleep=sleep)
        return
    logger.info("not of the model, and left alone: %s", others)
    aside.mkdir()
    # The manifest last: until then the rest is recognisable as part of a model.
    for path in _manifest_last(ours):
        target = aside / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        retry_while_in_use(partial(path.rename, target))
    for parent in sorted({path.parent for path in ours} - {folder}, reverse=True):
        with suppress(OSError):  # it holds foreign files
            parent.rmdir()


def put_in(made: Path, folder: Path) -> None:
    """Give a model its final name, even if foreign files have stayed in the folder.

    Args:
        made: the model, under a temporary name.
        folder: its final path.

    Raises:
        FileExistsError: a foreign file has the name of one of the model's files.
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
            raise FileExistsError(
                errno.EEXIST, tr("“{name}” already exists").format(name=target.name), str(target)
            )
    for path in _manifest_last(files):
        target = folder / path.relative_to(made)
        target.parent.mkdir(parents=True, exist_ok=True)
        retry_while_in_use(partial(path.rename, target))


def _manifest_last(paths: list[Path]) -> list[Path]:
    """Sort files so that a model is complete only once all of them are there."""
    return sorted(paths, key=lambda path: path.name == MANIFEST_NAME)


def _sorted_out(folder: Path, manifest: Manifest) -> tuple[list[Path], list[Path]]:
    """Split entries into the model's and foreign ones; a folder without the model's stays whole."""
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
