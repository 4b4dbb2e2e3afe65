"""Move the models folder to another place or drive.

At every moment one folder holds all models, even if the program is killed:

  1. Prepare. On another drive everything is copied, and each copy is read back and compared; the
     old folder stays unchanged. On the same drive there is nothing to do.
  2. Note in the new folder what is to come from the old one, then `settle`: from now on the new
     folder is in use.
  3. Clear the old folder. Rename what is on the same drive, delete what was copied. If this is
     interrupted, `finish_move` continues at the next start.
"""

import errno
import hashlib
import json
import logging
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, DiskFull
from desktop_app.core.model_errors import ModelBusy, NotAviarys, StoreNotWritable
from desktop_app.core.model_progress import ModelProgress, Phase, Report, unreported
from desktop_app.models.layout import (
    DOWNLOADS,
    Scratch,
    StoreLayout,
    id_from_name,
    not_writable,
)
from desktop_app.models.maintenance import changed_files, foreign_paths, sha256_of
from desktop_app.models.manifest import is_complete
from desktop_app.models.ownership import foreign_in, model_files, own_model, take_out
from desktop_app.system.files import (
    delete,
    is_disk_full,
    retry_while_in_use,
    size_of,
    write_atomically,
)
from desktop_app.system.store_mark import is_real_file

logger = logging.getLogger(__name__)

COPY_BYTES = 1 << 22
# Prefix in an earlier version's note; those files are in `DOWNLOADS` now.
FORMER_DOWNLOADS = re.compile(r"^downloads/")
ERROR_NOT_SAME_DEVICE = 17  # Windows


def move(
    old: StoreLayout,
    new: StoreLayout,
    settle: Callable[[], object],
    cancel: CancelToken,
    report: Report = unreported,
) -> list[Path]:
    """Move all models, kept archives and downloads, or none of them.

    Foreign files stay where they are, also in a model's folder. What the new folder already has is
    kept if it is identical, and set aside if it is another model or damaged: the old folder's
    models are the ones in use afterwards.

    Args:
        old: the current folder.
        new: the new folder.
        settle: makes the new folder the one in use, now and at later starts; called once, before
            anything is removed from the old one.
        cancel: checked until `settle`.
        report: called with the progress.

    Returns:
        The foreign paths that stayed in the old folder.

    Raises:
        NotAviarys: something else in the new folder has a model's name, and stays.
        StoreNotWritable: a folder cannot be written, or one lies inside the other.
        DiskFull: the new folder has no room for everything.
        ModelBusy: another program is changing a model; or, after `settle`, a file is in use and
            will be moved at the next start.
        Cancelled: `cancel` was set.
        AppError: what `settle` raises.
    """
    if new.root == old.root:
        return []
    if new.root.is_relative_to(old.root) or old.root.is_relative_to(new.root):
        raise StoreNotWritable(
            "The new models folder must not be inside the old one, nor the old one inside the new "
            "one."
        )
    finish_move(old)
    try:
        for layout in (old, new):
            layout.claim()
        things = _things(old)
        with _all_locked((old, new), {_model_id(path) for path in things}):
            mover = _Mover(old, new, cancel, report)
            mover.prepare(things, settle)
            mover.take_along()
    except OSError as error:
        if is_disk_full(error):
            raise DiskFull("There is not enough space on the new drive.", repr(error)) from error
        raise not_writable(new.root, error) from error
    logger.info("moved %s to %s", old.root, new.root)
    return foreign_paths(old)


def finish_move(new: StoreLayout) -> None:
    """Finish an interrupted move; failures are logged.

    It is quick: the files are on the same drive, or already copied.
    """
    note = _Note.read(new)
    if note is None:
        return
    old = StoreLayout(note.old)
    if not old.root.is_dir():
        return  # a drive that is not connected now
    try:
        old.claim()
        with _all_locked((old, new), {_model_id(Path(name)) for name in note.names}):
            _take_along(old, new, note.names)
    except (AppError, OSError) as error:
        logger.warning("the move from %s is not finished: %s", old.root, error)


@dataclass(frozen=True, slots=True)
class _Note:
    """The note of what a move has yet to take from an old folder; kept in the new one.

    Attributes:
        old: the previous folder.
        names: the paths still to be moved, relative to it.
    """

    old: Path
    names: tuple[str, ...]

    @classmethod
    def read(cls, new: StoreLayout) -> "_Note | None":
        """Read the note in a folder; None if it is missing or unreadable."""
        try:
            stored = json.loads(new.moved_from.read_text(encoding="utf-8"))
            names = [FORMER_DOWNLOADS.sub(f"{DOWNLOADS}/", str(name)) for name in stored["names"]]
            note = cls(Path(stored["from"]), tuple(names))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            logger.warning("the note of a move cannot be read: %r", error)
            return None
        paths = [PurePosixPath(name) for name in note.names]
        if any(path.is_absolute() or ".." in path.parts for path in paths):
            logger.warning("the note of a move points outside: %s", note)
            return None
        return note

    def write(self, new: StoreLayout) -> None:
        """Save the note.

        Raises:
            NotWritable, DiskFull: it cannot be saved.
        """
        content = {"from": str(self.old), "names": self.names}
        write_atomically(new.moved_from, json.dumps(content).encode())


@contextmanager
def _all_locked(layouts: Iterable[StoreLayout], model_ids: Iterable[str]) -> Iterator[None]:
    """Hold the locks of these models in all of these folders; a context manager.

    Raises:
        ModelBusy: another program holds one of them.
        StoreNotWritable: a folder cannot be written.
    """
    ids = sorted(model_ids)
    with ExitStack() as stack:
        for layout in layouts:
            for model_id in ids:
                stack.enter_context(layout.locked(model_id))
        yield


def _things(layout: StoreLayout) -> list[Path]:
    """List models, archives and downloads; left-overs are not moved."""
    return [
        *(path for path in sorted(layout.root.iterdir()) if own_model(path) or _is_archive(path)),
        *(path for path in sorted(layout.downloads.iterdir()) if _is_download(layout, path)),
    ]


def _is_archive(path: Path) -> bool:
    return path.suffix == ".nemo" and is_real_file(path) and id_from_name(path.stem) == path.stem


def _is_download(layout: StoreLayout, path: Path) -> bool:
    model_id = _model_id(path)
    return is_real_file(path) and path in (layout.partial(model_id), layout.sidecar(model_id))


def _model_id(path: Path) -> str:
    return path.name.removesuffix(".part").removesuffix(".nemo").removesuffix(".json")


class _Mover:
    """One move; the caller holds the locks."""

    def __init__(
        self, old: StoreLayout, new: StoreLayout, cancel: CancelToken, report: Report
    ) -> None:
        self._old = old
        self._new = new
        self._cancel = cancel
        self._report = report
        self._names: list[str] = []
        self._done = self._total = 0

    def prepare(self, things: list[Path], settle: Callable[[], object]) -> None:
        """Prepare the new folder; a failure leaves the old one unchanged."""
        copies: list[Path] = []
        note = self._new.moved_from
        try:
            wanted = [(path, self._target(path)) for path in things]
            missing = [pair for pair in wanted if not self._is_there(*pair)]
            is_same_drive = self._is_same_drive()
            # A model's folder with foreign files in it cannot be moved as a whole.
            copied = [pair for pair in missing if not is_same_drive or _is_shared(pair[0])]
            self._total = sum(size_of(source) for source, _target in missing)
            self._check_room(sum(size_of(source) for source, _target in copied))
            for source, target in copied:
                self._copy(source, target)
                copies.append(target)
            self._cancel.raise_if_cancelled()
            self._names = [path.relative_to(self._old.root).as_posix() for path in things]
            _Note(self._old.root, tuple(self._names)).write(self._new)
            settle()
        except BaseException:
            for path in (note, *copies):
                with suppress(OSError):
                    delete(path)
            raise

    def take_along(self) -> None:
        """Empty the old folder."""
        try:
            _take_along(self._old, self._new, self._names)
        except OSError as error:
            raise ModelBusy(
                "A file in “{old}” is in use. Aviary uses “{new}” from now on, and moves the rest "
                "when it is next started.",
                repr(error),
                old=self._old.root,
                new=self._new.root,
            ) from error
        self._report(ModelProgress(Phase.MOVING, self._total, self._total))

    def _target(self, source: Path) -> Path:
        return self._new.root / source.relative_to(self._old.root)

    def _is_there(self, source: Path, target: Path) -> bool:
        """Whether the new folder has an identical copy; anything else is set aside."""
        if not os.path.lexists(target):
            return False
        if self._is_sound_copy(source, target):
            return True
        _set_aside(self._new, target)
        return False

    def _is_sound_copy(self, source: Path, target: Path) -> bool:
        done, total = 0, size_of(target)

        def on_block(size: int) -> None:
            nonlocal done
            self._cancel.raise_if_cancelled()
            done += size
            self._report(ModelProgress(Phase.VERIFYING, min(done, total), total))

        if source.is_dir():
            wanted, found = own_model(source), own_model(target)
            if wanted is None or found is None or set(wanted.files) != set(found.files):
                return False
            return not changed_files(target, found, on_block)
        if not is_real_file(target) or size_of(source) != size_of(target):
            return False
        return sha256_of(target, on_block) == sha256_of(source, lambda _size: None)

    def _is_same_drive(self) -> bool:
        """Whether a rename between the folders works: only a trial tells for sure."""
        trial = self._old.scratch("move", Scratch.UNPACKING)
        arrived = self._new.scratches / trial.name
        try:
            trial.touch()
        except OSError as error:
            raise not_writable(self._old.root, error) from error
        try:
            trial.rename(arrived)
        except OSError as error:
            if not _is_other_drive(error):
                raise
            return False
        finally:
            for path in (trial, arrived):
                path.unlink(missing_ok=True)
        return True

    def _check_room(self, needed: int) -> None:
        free = shutil.disk_usage(self._new.root).free
        if needed > free:
            raise DiskFull(
                "The models need {needed:.1f} GB, and {free:.1f} GB are free on the new drive.",
                needed=needed / 1e9,
                free=free / 1e9,
            )

    def _copy(self, source: Path, target: Path) -> None:
        partial = self._new.scratch(_model_id(source), Scratch.UNPACKING)
        try:
            if source.is_dir():
                self._copy_model(source, partial)
            else:
                self._copy_file(str(source), str(partial))
            retry_while_in_use(lambda: partial.rename(target), sleep=self._cancel.wait)
        finally:
            delete(partial)

    def _copy_model(self, source: Path, target: Path) -> None:
        target.mkdir()
        for path in model_files(source):
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            self._copy_file(str(path), str(copy))

    def _copy_file(self, source: str, target: str) -> str:
        """Copy one file and verify it by reading it back, because its source will be deleted."""
        digest = hashlib.sha256()
        with Path(source).open("rb") as old, Path(target).open("xb") as new:
            while block := old.read(COPY_BYTES):
                self._cancel.raise_if_cancelled()
                new.write(block)
                digest.update(block)
                self._done += len(block)
                self._report(ModelProgress(Phase.MOVING, self._done, self._total))
            new.flush()
            os.fsync(new.fileno())
        if sha256_of(Path(target), lambda _size: self._cancel.raise_if_cancelled()) != (
            digest.hexdigest()
        ):
            raise StoreNotWritable(
                "Files written to “{folder}” read back differently: the drive may be damaged. "
                "Nothing was moved.",
                target,
                folder=self._new.root,
            )
        return target


def _take_along(old: StoreLayout, new: StoreLayout, names: Iterable[str]) -> None:
    """Rename what the new folder lacks, delete what it has, then remove the note.

    Raises:
        OSError: something could not be moved; everything else was, and the note stays.
    """
    failed: OSError | None = None
    ours = {path.relative_to(old.root).as_posix() for path in _things(old)}
    for name in sorted(ours & set(names)):
        try:
            _take(old, new, old.root / name, new.root / name)
        except OSError as error:
            logger.warning("%s stays in %s: %s", name, old.root, error)
            failed = failed or error
    if failed is not None:
        raise failed
    for layout in (old, new):  # the old folder's own pending note is obsolete
        layout.moved_from.unlink(missing_ok=True)


def _take(old: StoreLayout, new: StoreLayout, source: Path, target: Path) -> None:
    if os.path.lexists(target):
        if _looks_whole(source, target):
            # Move it aside first, atomically: a partially deleted model must not look complete.
            doomed = old.scratch(_model_id(source), Scratch.DELETING)
            _out_of_the_way(source, doomed)
            delete(doomed)
            return
        _set_aside(new, target)
    retry_while_in_use(lambda: source.rename(target))


def _looks_whole(source: Path, target: Path) -> bool:
    """Whether what was found identical before `settle` is still there."""
    if source.is_dir():
        manifest = own_model(target)
        return manifest is not None and is_complete(target, manifest)
    return is_real_file(target) and size_of(source) == size_of(target)


def _set_aside(layout: StoreLayout, path: Path) -> None:
    """Set something aside; it becomes a left-over.

    Raises:
        NotAviarys: it is not Aviary's.
    """
    if own_model(path) is None and not _is_archive(path) and not _is_download(layout, path):
        raise NotAviarys(
            "A model needs the name “{path}”, which is taken by something that Aviary did not "
            "create.",
            path=path,
        )
    if _is_shared(path):
        raise NotAviarys(
            "A model needs the name “{path}”, which is taken by a folder with something that "
            "Aviary did not create.",
            path=path,
        )
    _out_of_the_way(path, layout.scratch(_model_id(path), Scratch.REPLACED))
    logger.warning("%s is another one or damaged, and was set aside", path)


def _out_of_the_way(path: Path, aside: Path) -> None:
    manifest = own_model(path)
    if manifest is None:
        retry_while_in_use(lambda: path.rename(aside))
    else:
        take_out(path, manifest, aside)


def _is_shared(path: Path) -> bool:
    """Whether a model's folder also holds foreign files."""
    manifest = own_model(path)
    return manifest is not None and bool(foreign_in(path, manifest))


def _is_other_drive(error: OSError) -> bool:
    return error.errno == errno.EXDEV or getattr(error, "winerror", None) == ERROR_NOT_SAME_DEVICE
