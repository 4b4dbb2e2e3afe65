"""The library: everything that Aviary keeps of the user's work, in one SQLite database.

One thread writes, in the order of the calls; readers have connections of their own and never wait
for it. What "waits" returns when it is committed and on the disk; everything else that writes
returns a future, which is done then. Both raise a LibraryError, futures when asked for the result.
Nothing here may be called in the window's thread but what returns a future.
"""

import sqlite3
import uuid
from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from desktop_app.core.cancel import CancelToken
from desktop_app.core.editing.change import Change
from desktop_app.core.editing.terms import Term
from desktop_app.core.library_errors import LibraryBusy, LibraryError
from desktop_app.core.request import Cutting, HeardChunk, ResumePoint, TranscriptionRequest
from desktop_app.core.transcript import Transcript
from desktop_app.library import (
    checked,
    copies,
    edits,
    imports,
    jobs,
    opening,
    peaks,
    terms,
    transcripts,
    voices,
)
from desktop_app.library import search as searching
from desktop_app.library.checked import CheckedMark
from desktop_app.library.database import Action, Database
from desktop_app.library.opening import FILE_NAME, LaterCheck, Steps
from desktop_app.library.ownership import Owners
from desktop_app.library.records import (
    BroughtIn,
    Edit,
    EditLog,
    EditStep,
    Extent,
    Found,
    GapChange,
    HeardVoice,
    KeptVoice,
    StoredJob,
    TranscriptSummary,
    Version,
    VersionKind,
)
from desktop_app.system.files import size_of

T = TypeVar("T")
Report = Callable[[float], object]

# Transcripts that are changed at once, between which others may write.
PART = 20


class Library:
    """One open library; safe from any thread. Open it by `Library.open`.

    Attributes:
        folder: where it lies.
        notes: sentences about what was done to it when it was opened.
    """

    def __init__(
        self,
        folder: Path,
        database: Database,
        owners: Owners,
        notes: tuple[str, ...],
        check: LaterCheck | None,
    ) -> None:
        self.folder = folder
        self.notes = notes
        self._database = database
        self._owners = owners
        self._check = check

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
        folder, notes = opening.place_for(folder.absolute(), otherwise)
        opening.make_folder(folder)
        owners = Owners(folder)
        try:
            opened = opening.prepare(folder / FILE_NAME, owners)
        except BaseException:
            owners.leave()
            raise
        database = Database(folder / FILE_NAME, opened.refusal, opened.mode)
        check = LaterCheck(folder / FILE_NAME) if opened.was_left else None
        return cls(folder, database, owners, (*notes, *opened.notes), check)

    @property
    def refusal(self) -> LibraryError | None:
        """Why the library can only be read so far; None if it can be written."""
        return self._database.refusal

    def close(self, timeout_s: float = 10.0) -> bool:
        """Write what is waiting and close; jobs of this program are interrupted.

        Returns:
            whether all was written in time. Later calls raise LibraryClosed.
        """
        if self._check is not None:
            self._check.stop()
        self._database.write("close", lambda c: jobs.release_all(c, self._owners))
        is_done = self._database.close(timeout_s)
        if is_done:
            self._owners.leave()
        return is_done

    def version(self) -> int:
        """Return a number that is another one after every change, also by another program."""
        return self._database.version()

    # The queue.

    def jobs(self) -> list[StoredJob]:
        """Return the queue in its order.

        A job that a running program works on is WORKING, and `is_owned` if that is another one;
        one whose program ended meanwhile is STOPPED and `is_interrupted`.
        """
        with self._database.reading() as connection:
            return jobs.stored_jobs(connection, self._owners)

    def add_jobs(self, added: Sequence[StoredJob]) -> Future[None]:
        """Append jobs to the queue; a removed one comes back to its place, with its journal."""
        kept = tuple(added)
        return self._write("add_jobs", lambda c: jobs.add(c, kept, self._owners))

    def change_job(self, job: StoredJob) -> Future[None]:
        """Keep a job's request, state, error and target; its journal stays.

        WAITING, FAILED and STOPPED release it. Raises JobTaken, NotInLibrary.
        """
        return self._write("change_job", lambda c: jobs.change(c, job, self._owners))

    def place_jobs(self, keys: Sequence[str]) -> Future[None]:
        """Bring these jobs into this order; jobs that are not named stay behind them."""
        order = tuple(keys)
        return self._write("place_jobs", lambda c: jobs.place(c, order))

    def remove_jobs(self, keys: Iterable[str]) -> Future[None]:
        """Take jobs out of the queue; `add_jobs` brings them back until `forget_removed`."""
        removed = tuple(keys)
        return self._write("remove_jobs", lambda c: jobs.remove(c, removed, self._owners))

    def forget_removed(self, older_than_s: float = 0.0) -> Future[None]:
        """Delete removed jobs with their journals for good."""
        return self._write(
            "forget_removed", lambda c: jobs.forget_removed(c, older_than_s, self._owners)
        )

    def take_job(self, key: str) -> None:
        """Make this program the job's owner, and it WORKING; waits.

        Raises:
            JobTaken: another running program has it.
            NotInLibrary: it is gone.
        """
        self._write("take_job", lambda c: jobs.take(c, key, self._owners)).result()

    def restart_job(self, key: str) -> Future[None]:
        """Drop a job's journal, so that it begins at the start. Raises JobTaken."""
        return self._write("restart_job", lambda c: jobs.restart(c, key, self._owners))

    # The journal.

    def note_chunk(self, key: str, chunk: HeardChunk, cutting: Cutting) -> None:
        """Keep what a model heard in one chunk; waits until it is on the disk.

        A chunk with a known number replaces it and all later ones; another cutting replaces all.

        Raises:
            JobTaken, NotInLibrary: and any LibraryError; the journal is then as before.
        """
        self._write(
            "note_chunk", lambda c: jobs.note(c, key, chunk, cutting, self._owners)
        ).result()

    def resume_point(self, key: str) -> ResumePoint | None:
        """Return where a job goes on: its chunks from number 0 to the first gap; None if none."""
        with self._database.reading() as connection:
            return jobs.resume_point(connection, key)

    def finish_job(
        self, key: str, transcript: Transcript, request: TranscriptionRequest | None = None
    ) -> TranscriptSummary:
        """Keep a finished transcript in place of its job and journal, all at once; waits.

        It becomes a new version of the transcript that the job names, else a new transcript with
        the job's key. Where the request has a span, the version is a PART: the current text with
        that of the span in its place. A job that is not there loses no text; finishing twice does
        no harm.

        Args:
            key: the job's.
            transcript: the whole text.
            request: how it was made, where the job may be missing.
        """

        def finish(connection: sqlite3.Connection) -> TranscriptSummary:
            set_aside = transcripts.set_aside_by(connection, key)
            kept = transcripts.finish(connection, key, transcript, request)
            return replace(transcripts.summary(connection, kept), set_aside=set_aside)

        return self._write("finish_job", finish).result()

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
        with self._database.reading() as connection:
            return transcripts.summaries(connection, trashed=trashed, limit=limit, before=before)

    def summary(self, key: str) -> TranscriptSummary:
        """Return one transcript without its text. Raises NotInLibrary."""
        with self._database.reading() as connection:
            return transcripts.summary(connection, key)

    def transcript(self, key: str, version: int | None = None) -> Transcript:
        """Return a transcript's current text, or that of one version. Raises NotInLibrary."""
        with self._database.reading() as connection:
            return transcripts.transcript(connection, key, version)

    def versions(self, key: str) -> list[Version]:
        """Return a transcript's versions, oldest first. Raises NotInLibrary."""
        with self._database.reading() as connection:
            return transcripts.versions(connection, key)

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
        return self._write(
            "add_version", lambda c: transcripts.add_to(c, key, transcript, kind, request)
        ).result()

    def bring_in(self, transcript: Transcript) -> BroughtIn:
        """Keep a text from elsewhere, whole or not at all, and show it from now on; waits.

        It becomes a version of the newest transcript of its recording in this language, or in one
        that is not known; else a new transcript.
        """
        key = uuid.uuid4().hex
        return self._write("bring_in", lambda c: imports.bring_in(c, key, transcript)).result()

    def make_current(self, key: str, version: int) -> Future[None]:
        """Show and export this version from now on. Raises NotInLibrary."""
        return self._write("make_current", lambda c: transcripts.make_current(c, key, version))

    def rename(self, key: str, title: str) -> Future[None]:
        """Change a transcript's title; "" takes the recording's name again."""
        return self._write("rename", lambda c: transcripts.rename(c, key, title))

    def set_note(self, key: str, text: str) -> Future[None]:
        """Change the user's note."""
        return self._write("set_note", lambda c: transcripts.set_note(c, key, text))

    def set_tags(self, key: str, tags: Iterable[str]) -> Future[None]:
        """Replace a transcript's tags; empty ones are left out."""
        names = tuple(tags)
        return self._write("set_tags", lambda c: transcripts.set_tags(c, key, names))

    def move_recording(self, key: str, path: Path) -> Future[None]:
        """Say where a transcript's recording is now."""
        return self._write("move_recording", lambda c: transcripts.move_recording(c, key, path))

    def tags(self) -> list[str]:
        """Return all tags in use, in alphabetical order."""
        with self._database.reading() as connection:
            return transcripts.tags(connection)

    def mark_exported(self, keys: Iterable[str]) -> Future[None]:
        """Note that the current versions have been exported now."""
        exported = tuple(keys)
        return self._write("mark_exported", lambda c: transcripts.mark_exported(c, exported))

    def peaks(self, key: str, sample_hash: str, track: int | None) -> tuple[str, bytes] | None:
        """Return the kept outline of a recording, and its name as `media.peaks.recording_id`.

        Args:
            key: the transcript.
            sample_hash: as in `MediaInfo`; "" where the file cannot be read.
            track: counted from 0, or `ALL_TRACKS`; None for whichever is there.
        """
        with self._database.reading() as connection:
            return peaks.find(connection, key, sample_hash, track)

    def keep_peaks(self, key: str, recording: str, data: bytes) -> Future[None]:
        """Keep the outline of a transcript's recording in place of an earlier one."""
        return self._write("keep_peaks", lambda c: peaks.keep(c, key, recording, data))

    def checked(self, key: str) -> set[CheckedMark]:
        """Return what the user has checked of a transcript."""
        with self._database.reading() as connection:
            return checked.checked(connection, key)

    def set_checked(self, key: str, mark: CheckedMark, *, is_checked: bool) -> Future[None]:
        """Note that something of a transcript is checked, or not any more. Raises NotInLibrary."""
        return self._write(
            "set_checked", lambda c: checked.set_checked(c, key, mark, is_checked=is_checked)
        )

    def terms(self) -> list[Term]:
        """Return the user's own words, in the order of their list."""
        with self._database.reading() as connection:
            return terms.stored(connection)

    def keep_terms(self, kept: Sequence[Term]) -> Future[None]:
        """Keep these words of the user's and no others."""
        listed = tuple(kept)
        return self._write("keep_terms", lambda c: terms.keep(c, listed))

    def voices(self) -> list[KeptVoice]:
        """Return the kept voices by name, those of one name in the order they were heard in."""
        with self._database.reading() as connection:
            return voices.stored(connection)

    def keep_voices(
        self, key: str, heard: Sequence[HeardVoice], speakers: Collection[str]
    ) -> Future[None]:
        """Keep voices heard in a transcript, and drop those of whom it does not name any more.

        Args:
            key: the transcript's.
            heard: the voices; each replaces what was kept of this name from this transcript.
            speakers: all names in the transcript.

        Raises:
            NotInLibrary: it is gone.
        """
        listed, names = tuple(heard), frozenset(speakers)
        return self._write("keep_voices", lambda c: voices.keep(c, key, listed, names))

    def forget_voices(self, names: Collection[str] | None = None) -> tuple[int, list[Path]]:
        """Delete voices so that none of their bytes is left, also in Aviary's own copies; waits.

        Args:
            names: whose; None for all.

        Returns:
            how many names were forgotten, and the copies that may still hold them.

        Raises:
            LibraryBusy: they are deleted, but another program keeps their bytes in the log.
        """
        chosen = None if names is None else frozenset(names)
        count = self._write("forget_voices", lambda c: voices.forget(c, chosen)).result()
        left = copies.forget_voices(self.folder, chosen)
        if not self._database.empty_log():
            raise LibraryBusy(
                "The voices are deleted, but another program reads the library “{path}”; until it "
                "ends, their bytes are in the library's log.",
                path=self._database.path,
            )
        return count, left

    def trash(self, keys: Iterable[str]) -> Future[None]:
        """Put transcripts into the trash."""
        return self._write_in_parts("trash", keys, transcripts.trash)

    def restore(self, keys: Iterable[str]) -> Future[None]:
        """Take transcripts out of the trash."""
        return self._write_in_parts("restore", keys, transcripts.restore)

    def delete(self, keys: Iterable[str]) -> Future[None]:
        """Delete transcripts with all versions, for good."""
        return self._write_in_parts("delete", keys, transcripts.delete)

    def empty_trash(self, older_than_s: float = 0.0) -> Future[None]:
        """Delete for good what has been in the trash for so long."""

        def step(connection: sqlite3.Connection) -> bool:
            old = transcripts.keys_in_trash(connection, older_than_s, PART)
            transcripts.delete(connection, old)
            return len(old) == PART

        return self._write_on("empty_trash", step)

    def search(
        self, text: str, extent: Extent | None = None, cancel: CancelToken | None = None
    ) -> Found:
        """Find transcripts by their texts, titles, file names, tags and notes.

        Args:
            text: words, and phrases in quotation marks; the last word may be incomplete.
            extent: how far to go.
            cancel: checked all the time.

        Raises:
            Cancelled: `cancel` was cancelled.
        """
        with self._database.reading() as connection:
            return searching.search(connection, text, extent, cancel)

    # The user's changes of a text.

    def edit(
        self,
        key: str,
        change: Change,
        name: str,
        *,
        merges: bool = False,
        place: int | None = None,
        base: int | None = None,
        gaps: GapChange | None = None,
    ) -> Future[TranscriptSummary]:
        """Change a transcript's current text; what was undone of it cannot be redone any more.

        A text that is not the user's yet becomes a version of its own first.

        Args:
            key: the transcript's.
            change: of its segments; times may be finer than they are kept.
            name: what the user calls it, for the menu.
            merges: whether it goes on with the change before, if that has the same name.
            place: where the cursor was before it.
            base: the revision of the text that it was made for, if that is known; each edit raises
                it by one.
            gaps: the transcript's gaps before and after it, where they differ.

        Raises:
            TextChanged: the text is another one; it stays as it is.
            NotInLibrary: it is gone.
        """
        made = Edit(change, name, place, gaps)
        return self._edit("edit", key, (EditStep(made, merges=merges, base=base),))

    def undo_edit(self, key: str, base: int | None = None) -> Future[TranscriptSummary]:
        """Take back the last change of a transcript's current text; raises as `edit`."""
        return self._edit("undo_edit", key, (EditStep(is_undo=True, base=base),))

    def redo_edit(self, key: str, base: int | None = None) -> Future[TranscriptSummary]:
        """Make the change again that was taken back last; raises as `edit`."""
        return self._edit("redo_edit", key, (EditStep(base=base),))

    def edit_on(self, key: str, steps: Sequence[EditStep]) -> Future[TranscriptSummary]:
        """Do several things to a text, all or none, at the price of one; raises as `edit`."""
        return self._edit("edit", key, tuple(steps))

    def edits(self, key: str, limit: int = 50) -> EditLog:
        """Return what can be undone and redone of a transcript's current text.

        Args:
            key: the transcript's.
            limit: the most of either to return; fewer where they are large.

        Raises:
            NotInLibrary: it is gone.
        """
        with self._database.reading() as connection:
            return edits.log_of(connection, key, limit)

    def edits_named(self, key: str, names: Sequence[str]) -> tuple[Edit, ...]:
        """Return the changes of a transcript's current text that have one of these names.

        They come oldest first, without what was undone; their segments have no words.

        Raises:
            NotInLibrary: the transcript is gone.
        """
        with self._database.reading() as connection:
            return edits.named(connection, key, names)

    def _edit(self, name: str, key: str, steps: tuple[EditStep, ...]) -> Future[TranscriptSummary]:
        def write(connection: sqlite3.Connection) -> TranscriptSummary:
            for step in steps:
                edits.make(connection, key, step)
            return transcripts.summary(connection, key)

        return self._write(name, write)

    # How writes are made.

    def _write(self, name: str, action: Action[T]) -> "Future[T]":
        return self._database.write(name, action)

    def _write_in_parts(
        self,
        name: str,
        keys: Iterable[str],
        change: Callable[[sqlite3.Connection, list[str]], None],
    ) -> Future[None]:
        """Change many transcripts, some at a time."""
        listed = list(keys)
        waiting = deque(listed[at : at + PART] for at in range(0, len(listed), PART))

        def step(connection: sqlite3.Connection) -> bool:
            if waiting:
                change(connection, waiting[0])
            return len(waiting) > 1

        return self._write_on(name, step, waiting)

    def _write_on(
        self, name: str, step: Action[bool], waiting: deque[list[str]] | None = None
    ) -> Future[None]:
        """Write in steps until one returns False; the future is done after the last."""
        whole: Future[None] = Future()
        whole.set_running_or_notify_cancel()
        self._write(name, step).add_done_callback(partial(self._go_on, name, step, waiting, whole))
        return whole

    def _go_on(
        self,
        name: str,
        step: Action[bool],
        waiting: deque[list[str]] | None,
        whole: "Future[None]",
        part: "Future[bool]",
    ) -> None:
        # Not a function inside `_write_on`, which would hold itself and all that waits for `whole`.
        error = part.exception()
        if error is not None:
            whole.set_exception(error)
        elif part.result():
            if waiting:
                waiting.popleft()
            self._write(name, step).add_done_callback(
                partial(self._go_on, name, step, waiting, whole)
            )
        else:
            whole.set_result(None)

    # The whole.

    def verify(self, report: Report = float, cancel: CancelToken | None = None) -> list[str]:
        """Check everything, which takes minutes per gigabyte; return a sentence for each fault.

        The next start recovers what is damaged.

        Args:
            report: called with the fraction that is done.
            cancel: checked between steps.

        Raises:
            Cancelled: `cancel` was cancelled.
        """
        return copies.verify(self._database, Steps(report, cancel))

    def backup(self, path: Path, report: Report = float, cancel: CancelToken | None = None) -> None:
        """Write the whole library into one file, replacing it; others may work meanwhile.

        Args:
            path: the file.
            report: called with the fraction that is done.
            cancel: checked between steps.

        Raises:
            NotWritable, DiskFull: the file cannot be written; an older one stays.
            Cancelled: the same.
        """
        copies.backup(self._database, path, Steps(report, cancel))

    def merge(self, path: Path, report: Report = float, cancel: CancelToken | None = None) -> int:
        """Add what another library has and this one has not; return how many transcripts came.

        Versions of known transcripts and unfinished jobs come too; nothing here is changed. What
        came before a failure or a cancellation stays, and the same call goes on with the rest.

        Args:
            path: the other library's file; one of an older schema stays as it is.
            report: called with the fraction that is done.
            cancel: checked between transcripts.

        Raises:
            NotALibrary, LibraryNewer, BackupDamaged: the file cannot be used.
            Cancelled: `cancel` was cancelled.
        """
        return copies.merge(self._database, path, Steps(report, cancel))

    @classmethod
    def bring_back(cls, backup: Path, folder: Path) -> Path | None:
        """Put a backup in the place of a folder's library, which no program may have open.

        Returns:
            where the library that was there lies now; None if there was none.

        Raises:
            LibraryBusy: a program has it open.
            NotALibrary, LibraryNewer, BackupDamaged: the backup cannot be used.
        """
        return copies.bring_back(backup, folder.absolute())

    @classmethod
    def erase(cls, folder: Path) -> int:
        """Delete a folder's library for good, with its copies and what was set aside of it.

        Nothing else in the folder is touched.

        Returns:
            the bytes that became free.

        Raises:
            LibraryBusy: a program has it open.
            LibraryNotWritable: something cannot be deleted.
        """
        return copies.erase(folder.absolute())

    def size_bytes(self) -> int:
        """Return the space that the library takes on the disk."""
        return sum(size_of(file) for file in self.folder.glob(f"{FILE_NAME}*"))
