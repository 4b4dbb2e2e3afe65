"""How a folder of models is laid out, and who may change what in it.

    STORE/
      ID/                       an unpacked model with its manifest: whole, or not there
      ID.nemo                   an archive that was kept, or put there by hand
      .aviary/                  Aviary's alone, made and marked by it (`system/store_mark.py`):
        store.json              the mark
        downloads/ID.nemo.part  what has arrived of a download, and ID.json: of which file
        temporary/              what libraries insist on writing while they work
        locks/ID.lock           held by whoever changes the model
        moved-from.json         what a move has yet to take from the old folder
        scratch/ID.KIND-XXXX    being made, set aside, or being deleted

Whatever else lies there is the user's: it is shown, and never touched.
"""

import errno
import logging
import re
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model_errors import ModelBusy, StoreNotWritable
from desktop_app.core.model_progress import ModelProgress, Phase, Report, unreported
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
# Where an earlier version had what is in `OWN` now: no model is to be called so.
FORMER_NAMES = ("downloads", "temporary")
MAX_ID_LENGTH = 60
# In UTF-8. Names made of an id are up to 22 bytes longer, and an encrypted home folder (eCryptfs)
# takes names of 143 bytes.
MAX_ID_BYTES = 120
# What the layout itself puts behind an id.
ENDINGS = re.compile(r"\.(nemo|part|json|lock)$")


class Scratch(StrEnum):
    """Why something lies there under a passing name."""

    UNPACKING = "unpacking"
    DAMAGED = "damaged"
    DELETING = "deleting"
    REPLACED = "replaced"


class StoreLayout:
    """The paths in one folder of models; makes nothing by itself.

    Args:
        root: the folder, absolute.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()

    def claim(self) -> None:
        """Have the folder, and in it Aviary's own one, before anything is written.

        Raises:
            StoreNotWritable: they cannot be made, or something else has their names.
        """
        try:
            if make_mark(self.root):
                take_over(self.root, self.downloads, self.scratches, self.moved_from)
            for name in (DOWNLOADS, LOCKS, SCRATCH, TEMPORARY):
                folder = self.root / name
                folder.mkdir(exist_ok=True)
                if not is_real_folder(folder):
                    raise FileExistsError(errno.EEXIST, f"“{name}” in it is a link")
        except OSError as error:
            raise not_writable(self.root, error) from error

    @property
    def downloads(self) -> Path:
        """Where downloads arrive."""
        return self.root / DOWNLOADS

    @property
    def scratches(self) -> Path:
        """Where things lie under passing names."""
        return self.root / SCRATCH

    @property
    def moved_from(self) -> Path:
        """What a move has yet to take from the old folder."""
        return self.root / MOVED_FROM

    def folder(self, model_id: str) -> Path:
        """An unpacked model."""
        return self.root / model_id

    def archive(self, model_id: str) -> Path:
        """A kept archive."""
        return self.root / f"{model_id}.nemo"

    def partial(self, model_id: str) -> Path:
        """What has arrived of a download."""
        return self.downloads / f"{model_id}.nemo.part"

    def arrived_bytes(self, model_id: str) -> int:
        """How much of an interrupted download is there."""
        try:
            return self.partial(model_id).stat().st_size
        except FileNotFoundError:
            return 0

    def sidecar(self, model_id: str) -> Path:
        """Which file `partial` is a part of."""
        return self.downloads / f"{model_id}.json"

    def scratch(self, model_id: str, kind: Scratch) -> Path:
        """A new passing name in the store itself, so that renaming out of it is one step."""
        return self.scratches / f"{model_id}.{kind}-{secrets.token_hex(4)}"

    @contextmanager
    def locked(
        self,
        model_id: str,
        cancel: CancelToken | None = None,
        report: Report = unreported,
    ) -> Iterator[None]:
        """Be the only one, in all programs, who changes this model.

        Args:
            model_id: the model.
            cancel: with it, wait until the other program is done; without, do not wait.
            report: told that there is a wait.

        Raises:
            ModelBusy: another program has it, and there is no waiting.
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
                        f"Another Aviary is working on the files of “{model_id}”."
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
        """Whether somebody is changing the model right now."""
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
            raise not_writable(self.root, FileExistsError(errno.EEXIST, f"“{path.name}” is a link"))
        return FileLock(path)


def not_writable(folder: Path, error: OSError) -> StoreNotWritable:
    """The error for a folder of models that cannot be changed."""
    return StoreNotWritable(
        f"Aviary cannot write into its models folder “{folder}”: {error.strerror}.", repr(error)
    )


def id_from_name(stem: str) -> str:
    """A file's name as a model's id: one that every file system and command line takes.

    Names that look the same but are written with other characters (composed or decomposed, of full
    width, in capitals) give one id.
    """
    same = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", stem).casefold())
    cleaned = ENDINGS.sub(r"-\1", re.sub(r"[^\w.-]+", "-", same).strip("-._"))[:MAX_ID_LENGTH]
    cleaned = cleaned.encode()[:MAX_ID_BYTES].decode(errors="ignore")
    cleaned = ENDINGS.sub(r"-\1", cleaned.rstrip("-._"))
    is_taken = cleaned in FORMER_NAMES or not cleaned or cleaned.partition(".")[0] in DEVICES
    return f"model-{cleaned}".rstrip("-") if is_taken else cleaned
