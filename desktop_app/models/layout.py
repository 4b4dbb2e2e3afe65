"""The layout of a models folder, and the locks on its models.

    STORE/
      ID/                       an unpacked model with its manifest: whole, or not there
      ID.nemo                   a kept archive, or one that the user put there
      .aviary/                  Aviary's alone, made and marked by it (`system/store_mark.py`):
        store.json              the mark
        downloads/ID.nemo.part  a partial download; ID.json notes of which file
        temporary/              temporary files of libraries
        locks/ID.lock           held by whoever changes the model
        moved-from.json         what a move has yet to take from the old folder
        scratch/ID.KIND-XXXX    being created, set aside, or being deleted

Everything else there belongs to the user: it is shown, and never touched.
"""

import errno
import logging
import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model_errors import ModelBusy, StoreNotWritable
from desktop_app.core.model_progress import ModelProgress, Phase, Report, unreported
from desktop_app.core.sentences import tr
from desktop_app.models.member_names import DEVICES
from desktop_app.models.takeover import take_over
from desktop_app.system.folders import TEMPORARY
from desktop_app.system.store_mark import OWN, is_link, is_real_folder, make_mark

if TYPE_CHECKING:
    from filelock import FileLock

logger = logging.getLogger(__name__)

DOWNLOADS = f"{OWN}/downloads"
LOCKS = f"{OWN}/locks"
SCRATCH = f"{OWN}/scratch"
MOVED_FROM = f"{OWN}/moved-from.json"
LOCK_POLL_S = 0.25
# Names that an earlier version used for what is in `OWN` now; reserved.
FORMER_NAMES = ("downloads", "temporary")
MAX_ID_LENGTH = 60
# In UTF-8. Names derived from an id are up to 22 bytes longer, and an encrypted home folder
# (eCryptfs) allows names of 143 bytes.
MAX_ID_BYTES = 120
# Suffixes that the layout itself appends to an id.
ENDINGS = re.compile(r"\.(nemo|part|json|lock)$")


class Scratch(StrEnum):
    """Why something has a temporary name."""

    UNPACKING = "unpacking"
    DAMAGED = "damaged"
    DELETING = "deleting"
    REPLACED = "replaced"


class StoreLayout:
    """The paths in one models folder; creates nothing by itself.

    Args:
        root: the folder, absolute.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()

    def claim(self) -> None:
        """Create the folder and Aviary's own folder in it; call it before writing.

        Raises:
            StoreNotWritable: they cannot be created, or something else has their names.
        """
        try:
            if make_mark(self.root):
                take_over(self.root, self.downloads, self.scratches, self.moved_from)
            for name in (DOWNLOADS, LOCKS, SCRATCH, TEMPORARY):
                folder = self.root / name
                folder.mkdir(exist_ok=True)
                if not is_real_folder(folder):
                    raise FileExistsError(
                        errno.EEXIST, tr("“{name}” in it is a link").format(name=name)
                    )
        except OSError as error:
            raise not_writable(self.root, error) from error

    @property
    def downloads(self) -> Path:
        """The folder of partial downloads."""
        return self.root / DOWNLOADS

    @property
    def scratches(self) -> Path:
        """The folder of temporary names."""
        return self.root / SCRATCH

    @property
    def moved_from(self) -> Path:
        """The note of what a move has yet to take from the old folder."""
        return self.root / MOVED_FROM

    def folder(self, model_id: str) -> Path:
        """Return the folder of an unpacked model."""
        return self.root / model_id

    def archive(self, model_id: str) -> Path:
        """Return the path of a kept archive."""
        return self.root / f"{model_id}.nemo"

    def partial(self, model_id: str) -> Path:
        """Return the path of a partial download."""
        return self.downloads / f"{model_id}.nemo.part"

    def arrived_bytes(self, model_id: str) -> int:
        """Return the bytes of an interrupted download."""
        try:
            return self.partial(model_id).stat().st_size
        except FileNotFoundError:
            return 0

    def sidecar(self, model_id: str) -> Path:
        """Return the path of the note on which file `partial` belongs to."""
        return self.downloads / f"{model_id}.json"

    def scratch(self, model_id: str, kind: Scratch) -> Path:
        """Return a new temporary name in the store itself, so that a rename out of it is atomic."""
        return self.scratches / f"{model_id}.{kind}-{os.urandom(4).hex()}"

    @contextmanager
    def locked(
        self,
        model_id: str,
        cancel: CancelToken | None = None,
        report: Report = unreported,
    ) -> Iterator[None]:
        """Hold the model's lock against all programs; a context manager.

        Args:
            model_id: the model.
            cancel: if given, wait for the other program; otherwise do not wait.
            report: called when it has to wait.

        Raises:
            ModelBusy: another program holds it and `cancel` is not given.
            Cancelled: `cancel` was set while waiting.
            StoreNotWritable: the store cannot be written.
        """
        from filelock import Timeout

        lock = self._lock(model_id)
        while True:
            try:
                lock.acquire(timeout=0)
                break
            except Timeout as error:
                if cancel is None:
                    raise ModelBusy(
                        "Another Aviary is working with the files of “{model_id}”.",
                        model_id=model_id,
                    ) from error
                report(ModelProgress(Phase.WAITING))
                cancel.wait(LOCK_POLL_S)
            except OSError as error:
                raise not_writable(self.root, error) from error
        try:
            yield
        finally:
            lock.release()

    def is_locked(self, model_id: str) -> bool:
        """Whether the model is being changed right now."""
        if not (self.root / LOCKS / f"{model_id}.lock").exists():
            return False
        from filelock import Timeout

        try:
            with self._lock(model_id).acquire(timeout=0):
                return False
        except (Timeout, OSError):
            return True

    def _lock(self, model_id: str) -> "FileLock":
        from filelock import FileLock

        self.claim()
        path = self.root / LOCKS / f"{model_id}.lock"
        if is_link(path):
            raise not_writable(
                self.root,
                FileExistsError(errno.EEXIST, tr("“{name}” is a link").format(name=path.name)),
            )
        return FileLock(path)


def not_writable(folder: Path, error: OSError) -> StoreNotWritable:
    """Make the error for a models folder that cannot be changed."""
    return StoreNotWritable(
        "Aviary cannot write into its models folder “{folder}”: {reason}.",
        repr(error),
        folder=folder,
        reason=error.strerror,
    )


def id_from_name(stem: str) -> str:
    """Turn a file name into a model id that every file system and command line accepts.

    Names that look alike (composed or decomposed, full width, capitals) give the same id.
    """
    same = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", stem).casefold())
    cleaned = ENDINGS.sub(r"-\1", re.sub(r"[^\w.-]+", "-", same).strip("-._"))[:MAX_ID_LENGTH]
    cleaned = cleaned.encode()[:MAX_ID_BYTES].decode(errors="ignore")
    cleaned = ENDINGS.sub(r"-\1", cleaned.rstrip("-._"))
    is_taken = cleaned in FORMER_NAMES or not cleaned or cleaned.partition(".")[0] in DEVICES
    return f"model-{cleaned}".rstrip("-") if is_taken else cleaned
