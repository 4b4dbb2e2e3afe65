"""The library: everything that Aviary keeps of the user's work, in one SQLite database.

One thread writes, in the order of the calls; readers have connections of their own and never wait
for it. What "waits" returns when it is committed and on the disk; everything else that writes
returns a future, which is done then. Both raise a LibraryError, futures when asked for the result.
Nothing here may be called in the window's thread but what returns a future.
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from pathlib import Path

from desktop_app.core.cancel import CancelToken
from desktop_app.core.journal import Cutting, HeardChunk, ResumePoint
from desktop_app.core.request import TranscriptionRequest
from desktop_app.core.transcript import Transcript
from desktop_app.library.records import (
    Found,
    StoredJob,
    TranscriptSummary,
    Version,
    VersionKind,
)

FILE_NAME = "library.sqlite3"


class Library:
    """One open library; safe from any thread. Open it by `Library.open`.

    Attributes:
        folder: where it lies.
        notes: sentences about what was done to it when it was opened.
    """

    folder: Path
    notes: tuple[str, ...]

    @classmethod
    def open(cls, folder: Path, otherwise: Path | None = None) -> "Library":
        """Open the library of a folder; create, migrate or recover it where needed.

        Args:
            folder: created if needed.
            otherwise: the folder taken instead when `folder` is on a network drive.

        Raises:
            LibraryNewer, NotALibrary: what lies there is left as it is.
            LibraryOnNetwork: and there is no other folder.
            LibraryNotWritable, LibraryFull, LibraryBusy, LibraryDamaged, LibraryError: it cannot
                be opened.
        """
        raise NotImplementedError

    def close(self, timeout_s: float = 10.0) -> bool:
        """Write what is waiting and close; jobs of this program are interrupted.

        Returns:
            whether all was written in time. Later calls raise LibraryClosed.
        """
        raise NotImplementedError

    # The queue.

    def jobs(self) -> list[StoredJob]:
        """Return the queue in its order.

        A job that a running program works on is WORKING, and `is_owned` if that is another one;
        one whose program ended meanwhile is STOPPED and `is_interrupted`.
        """
        raise NotImplementedError

    def add_jobs(self, jobs: Sequence[StoredJob]) -> Future[None]:
        """Append jobs to the queue; a removed one comes back to its place, with its journal."""
        raise NotImplementedError

    def change_job(self, job: StoredJob) -> Future[None]:
        """Keep a job's request, state, error and target; its journal stays.

        WAITING, FAILED and STOPPED release it. Raises JobTaken, NotInLibrary.
        """
        raise NotImplementedError

    def place_jobs(self, keys: Sequence[str]) -> Future[None]:
        """Bring these jobs into this order; jobs that are not named stay behind them."""
        raise NotImplementedError

    def remove_jobs(self, keys: Iterable[str]) -> Future[None]:
        """Take jobs out of the queue; `add_jobs` brings them back until `forget_removed`."""
        raise NotImplementedError

    def forget_removed(self, older_than_s: float = 0.0) -> Future[None]:
        """Delete removed jobs with their journals for good."""
        raise NotImplementedError

    def take_job(self, key: str) -> None:
        """Make this program the job's owner, and it WORKING; waits.

        Raises:
            JobTaken: another running program has it.
            NotInLibrary: it is gone.
        """
        raise NotImplementedError

    def restart_job(self, key: str) -> Future[None]:
        """Drop a job's journal, so that it begins at the start. Raises JobTaken."""
        raise NotImplementedError

    # The journal.

    def note_chunk(self, key: str, chunk: HeardChunk, cutting: Cutting) -> None:
        """Keep what a model heard in one chunk; waits until it is on the disk.

        A chunk with a known number replaces it and all later ones; another cutting replaces all.

        Raises:
            JobTaken, NotInLibrary: and any LibraryError; the journal is then as before.
        """
        raise NotImplementedError

    def resume_point(self, key: str) -> ResumePoint | None:
        """Return where a job goes on: its chunks from number 0 to the first gap; None if none."""
        raise NotImplementedError

    def finish_job(
        self, key: str, transcript: Transcript, request: TranscriptionRequest | None = None
    ) -> TranscriptSummary:
        """Keep a finished transcript in place of its job and journal, all at once; waits.

        It becomes a new version of the transcript that the job names (PART if the request has a
        span, whose text the transcript must already have in its place), else a new transcript with
        the job's key. A job that is not there loses no text; finishing twice does no harm.

        Args:
            key: the job's.
            transcript: the whole text.
            request: how it was made, where the job may be missing.
        """
        raise NotImplementedError

    # Transcripts.

    def transcripts(
        self, *, trashed: bool = False, limit: int | None = None, before: str | None = None
    ) -> list[TranscriptSummary]:
        """Return transcripts, newest first.

        Args:
            trashed: those in the trash instead.
            limit: the most to return.
            before: the key of the last one known; only those after it in the list.
        """
        raise NotImplementedError

    def summary(self, key: str) -> TranscriptSummary:
        """Return one transcript without its text. Raises NotInLibrary."""
        raise NotImplementedError

    def transcript(self, key: str, version: int | None = None) -> Transcript:
        """Return a transcript's current text, or that of one version. Raises NotInLibrary."""
        raise NotImplementedError

    def versions(self, key: str) -> list[Version]:
        """Return a transcript's versions, oldest first. Raises NotInLibrary."""
        raise NotImplementedError

    def add_version(
        self,
        key: str,
        transcript: Transcript,
        kind: VersionKind,
        request: TranscriptionRequest | None = None,
    ) -> int:
        """Add a text to a transcript, make it current, and return its number; waits.

        Raises:
            NotInLibrary: the transcript is gone; then `finish_job` keeps the text as a new one.
        """
        raise NotImplementedError

    def make_current(self, key: str, version: int) -> Future[None]:
        """Show and export this version from now on. Raises NotInLibrary."""
        raise NotImplementedError

    def rename(self, key: str, title: str) -> Future[None]:
        """Change a transcript's title; "" takes the recording's name again."""
        raise NotImplementedError

    def set_note(self, key: str, text: str) -> Future[None]:
        """Change the user's note."""
        raise NotImplementedError

    def set_tags(self, key: str, tags: Iterable[str]) -> Future[None]:
        """Replace a transcript's tags; empty ones are left out."""
        raise NotImplementedError

    def move_recording(self, key: str, path: Path) -> Future[None]:
        """Say where a transcript's recording is now."""
        raise NotImplementedError

    def tags(self) -> list[str]:
        """Return all tags in use, in alphabetical order."""
        raise NotImplementedError

    def mark_exported(self, keys: Iterable[str]) -> Future[None]:
        """Note that the current versions have been exported now."""
        raise NotImplementedError

    def trash(self, keys: Iterable[str]) -> Future[None]:
        """Put transcripts into the trash."""
        raise NotImplementedError

    def restore(self, keys: Iterable[str]) -> Future[None]:
        """Take transcripts out of the trash."""
        raise NotImplementedError

    def delete(self, keys: Iterable[str]) -> Future[None]:
        """Delete transcripts with all versions, for good."""
        raise NotImplementedError

    def empty_trash(self, older_than_s: float = 0.0) -> Future[None]:
        """Delete for good what has been in the trash for so long."""
        raise NotImplementedError

    def search(self, text: str, limit: int = 200, cancel: CancelToken | None = None) -> Found:
        """Find transcripts by their texts, titles, file names, tags and notes.

        Raises:
            Cancelled: `cancel` was cancelled.
        """
        raise NotImplementedError

    # The whole.

    def verify(self) -> list[str]:
        """Check everything, which takes minutes per gigabyte; return a sentence for each fault."""
        raise NotImplementedError

    def backup(self, path: Path) -> None:
        """Write the whole library into one file, replacing it; others may work meanwhile.

        Raises:
            NotWritable, DiskFull: the file cannot be written; an older one stays.
        """
        raise NotImplementedError

    def merge(self, path: Path) -> int:
        """Add what another library has and this one has not; return how many transcripts came.

        Versions of known transcripts and unfinished jobs come too; nothing here is changed.

        Raises:
            NotALibrary, LibraryNewer, LibraryDamaged: the file cannot be used.
        """
        raise NotImplementedError

    @classmethod
    def bring_back(cls, backup: Path, folder: Path) -> Path | None:
        """Put a backup in the place of a folder's library, which no program may have open.

        Returns:
            where the library that was there lies now; None if there was none.

        Raises:
            LibraryBusy: a program has it open.
            NotALibrary, LibraryNewer, LibraryDamaged: the backup cannot be used.
        """
        raise NotImplementedError

    def size_bytes(self) -> int:
        """Return the space that the library takes on the disk."""
        raise NotImplementedError
