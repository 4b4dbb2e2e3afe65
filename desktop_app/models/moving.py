"""Moving the folder of models, with its models, to another place or drive."""

import errno
import logging
import os
import shutil
from contextlib import ExitStack
from pathlib import Path

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import DiskFull
from desktop_app.core.model_errors import StoreNotWritable
from desktop_app.core.model_progress import ModelProgress, Phase, Report, unreported
from desktop_app.models.layout import DOWNLOADS, LOCKS, Scratch, StoreLayout, not_writable
from desktop_app.models.manifest import read_manifest
from desktop_app.models.upkeep import delete, size_of
from desktop_app.system.files import is_disk_full, retry_while_in_use

logger = logging.getLogger(__name__)

SUBFOLDER = "Aviary models"
COPY_BYTES = 1 << 22
ERROR_NOT_SAME_DEVICE = 17  # Windows


def place_for(folder: Path) -> Path:
    """Where models go when the user points at a folder: into it, but not among other files."""
    is_ours = (folder / DOWNLOADS).is_dir() or (folder / LOCKS).is_dir()
    is_empty = not folder.is_dir() or not any(folder.iterdir())
    return folder if is_ours or is_empty else folder / SUBFOLDER


def move(
    old: StoreLayout, new: StoreLayout, cancel: CancelToken, report: Report = unreported
) -> None:
    """Move all models, kept archives and downloads; each is whole in one place at any moment.

    A model that is in the new folder already stays as it is there, and is deleted here. Nothing
    is deleted in the old folder before it is whole in the new one, so an interrupted move is gone
    on with by moving again.

    Raises:
        StoreNotWritable: the new folder cannot be written, or lies inside the old one.
        DiskFull: it has no room; what was moved by then stays moved.
        ModelBusy: another program is changing a model.
        Cancelled: `cancel` was set.
    """
    if new.root == old.root:
        return
    if new.root.is_relative_to(old.root) or old.root.is_relative_to(new.root):
        raise StoreNotWritable("The new models folder and the old one may not lie in each other.")
    try:
        new.downloads.mkdir(parents=True, exist_ok=True)
        things = _things(old)
        total = sum(size_of(path) for path in things)
        mover = _Mover(new, total, cancel, report)
        for path in things:
            with ExitStack() as stack:
                stack.enter_context(old.locked(_model_id(path)))
                mover.move(path, new.root / path.relative_to(old.root))
    except OSError as error:
        if is_disk_full(error):
            raise DiskFull("No room is left on the new drive.", repr(error)) from error
        raise not_writable(new.root, error) from error
    logger.info("moved %s to %s", old.root, new.root)


def _things(layout: StoreLayout) -> list[Path]:
    """Models, kept archives and downloads; left-overs are not worth the way."""
    root = [
        path
        for path in sorted(layout.root.iterdir())
        if path.suffix == ".nemo" or (not path.name.startswith(".") and read_manifest(path))
    ]
    downloads = sorted(layout.downloads.iterdir()) if layout.downloads.is_dir() else []
    return [*root, *downloads]


def _model_id(path: Path) -> str:
    return path.name.removesuffix(".part").removesuffix(".nemo").removesuffix(".json")


class _Mover:
    """Moves one thing after the other and counts."""

    def __init__(self, new: StoreLayout, total: int, cancel: CancelToken, report: Report) -> None:
        self._new = new
        self._total = total
        self._done = 0
        self._cancel = cancel
        self._report = report

    def move(self, source: Path, target: Path) -> None:
        """Rename on the same drive; else copy beside the target, rename, and delete the source."""
        if target.exists():  # an earlier move was interrupted before it deleted the source
            delete(source)
            return
        try:
            retry_while_in_use(lambda: source.rename(target), sleep=self._cancel.wait)
        except OSError as error:
            if not _is_other_drive(error):
                raise
            self._copy(source, target)
            delete(source)
        else:
            self._tell(size_of(target))

    def _copy(self, source: Path, target: Path) -> None:
        if size_of(source) > shutil.disk_usage(self._new.root).free:
            raise DiskFull(f"There is no room for “{source.name}” on the new drive.")
        partial = self._new.scratch(_model_id(source), Scratch.UNPACKING)
        try:
            if source.is_dir():
                shutil.copytree(source, partial, copy_function=self._copy_file)
            else:
                self._copy_file(str(source), str(partial))
            retry_while_in_use(lambda: partial.rename(target), sleep=self._cancel.wait)
        finally:
            delete(partial)

    def _copy_file(self, source: str, target: str) -> str:
        with Path(source).open("rb") as old, Path(target).open("xb") as new:
            while block := old.read(COPY_BYTES):
                self._cancel.raise_if_cancelled()
                new.write(block)
                self._tell(len(block))
            new.flush()
            os.fsync(new.fileno())
        return target

    def _tell(self, size: int) -> None:
        self._done += size
        self._report(ModelProgress(Phase.MOVING, self._done, self._total))


def _is_other_drive(error: OSError) -> bool:
    return error.errno == errno.EXDEV or getattr(error, "winerror", None) == ERROR_NOT_SAME_DEVICE
