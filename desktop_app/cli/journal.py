"""What `aviary transcribe` keeps in the library: its jobs, what was heard so far, and its texts.

Whatever ends the run, its jobs stay in the library as unfinished, and `--resume` goes on with them.
While it runs they are this process's: the window and another run leave them alone.
"""

import argparse
import os
import shlex
import subprocess
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.app.engine.journal import OnEvent, journaled
from desktop_app.app.library.finding import Wanted, find, likely_folders
from desktop_app.app.library.journal import JobJournal
from desktop_app.app.services import Services
from desktop_app.cli.format_options import typed_options
from desktop_app.cli.terminal import Terminal
from desktop_app.core.cancel import CancelToken
from desktop_app.core.editing.change import Change
from desktop_app.core.editing.terms import Term
from desktop_app.core.errors import AppError
from desktop_app.core.job import JobState
from desktop_app.core.media import MediaInfo
from desktop_app.core.request import ChunkHeard, TranscriptionEvent, TranscriptionRequest
from desktop_app.core.timecode import clock
from desktop_app.core.transcript import Transcript
from desktop_app.library.records import KeptVoice, StoredJob, TranscriptSummary
from desktop_app.system.files import KnownFiles, size_of
from desktop_app.system.kill_points import reach

if TYPE_CHECKING:  # a run without a library does without sqlite3, too
    from desktop_app.library.library import Library

NOT_KEPT = "The texts of this run are not kept in it, and it cannot go on after an interruption."
# What was removed may be brought back for so long.
FORGOTTEN_AFTER_S = 24 * 3600.0
# Beyond that, a command that names them all helps nobody.
MOST_NAMED = 3


class RunJournal:
    """The jobs of one run.

    Args:
        library: where they are kept; None for nowhere.
        terminal: for messages.
        has_window: whether a window is open, whose waiting recordings are its own.
    """

    def __init__(
        self,
        library: "Library | None",
        terminal: Terminal,
        has_window: Callable[[], bool] = lambda: False,
    ) -> None:
        self._library = library
        self._terminal = terminal
        self._has_window = has_window
        self._journal = JobJournal(lambda: self._library)
        self._heard_s: dict[str, float] = {}
        self._infos: dict[str, MediaInfo] = {}
        self._added: set[str] = set()

    @property
    def is_open(self) -> bool:
        """Whether anything is kept."""
        return self._library is not None

    def add(self, requests: Sequence[TranscriptionRequest]) -> list[StoredJob]:
        """Make a job of each request, and keep all of them as this run's."""
        jobs = [
            # Without a window ever seeing it wait: it would begin with it.
            StoredJob(key=uuid.uuid4().hex, request=one, state=JobState.WORKING)
            for one in requests
        ]
        if self._library is None:
            return jobs
        try:
            earlier = [one for one in self._unfinished() if one.heard_s]
            self._tell_of_doubles(self._library, requests)
            reach("cli.run.adding")
            self._library.add_jobs(jobs).result()
            reach("cli.run.added")
        except AppError as error:
            self._give_up(error)
            return jobs
        self._added.update(one.key for one in jobs)
        begun = KnownFiles(request.media_path for request in requests)
        for job in earlier:
            if job.request.media_path in begun:
                self._terminal.say(
                    f"{job.request.media_path.name}: an earlier transcription was interrupted at "
                    f"{clock(job.heard_s)}; with --resume it goes on there."
                )
        return jobs

    def _tell_of_doubles(
        self, library: "Library", requests: Sequence[TranscriptionRequest]
    ) -> None:
        names = {request.media_path.name.casefold() for request in requests}
        # Only these are looked at: the others may lie on drives that answer slowly.
        paths = [one.media_path for one in library.transcripts()]
        paths = [path for path in paths if path.name.casefold() in names]
        for request in requests:
            file = KnownFiles([request.media_path])
            if count := sum(path in file for path in paths):
                another = "a second" if count == 1 else "another"
                self._terminal.say(
                    f"{request.media_path.name} is in the library already; this makes {another} "
                    "transcript."
                )

    def unfinished(self, files: Sequence[Path] | None) -> list[StoredJob]:
        """Return the jobs to go on with, in the order of the queue; report files without any.

        Args:
            files: the recordings to go on with; None for all.

        Raises:
            LibraryError: the library cannot be read.
        """
        jobs = self._unfinished()
        if files is None:  # what failed at once would fail again
            return [one for one in jobs if one.state is not JobState.FAILED or one.heard_s]
        chosen: dict[str, StoredJob] = {}
        for file in files:
            # The last one, where the same recording was begun twice.
            known = KnownFiles([file])
            there = [one for one in jobs if one.request.media_path in known]
            there = there or [one for one in map(self._moved(file), jobs) if one is not None]
            if not there:
                self._terminal.say(f"{file.name}: nothing of it is unfinished.")
            chosen |= {one.key: one for one in there[-1:]}
        return list(chosen.values())

    def split(self, paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
        """Split what the user named into recordings that are gone but unfinished, and the rest."""
        begun = {one.request.media_path for one in self._unfinished()}
        gone = [p.absolute() for p in paths if not os.path.lexists(p) and p.absolute() in begun]
        return gone, [path for path in paths if path.absolute() not in gone]

    def located(
        self, jobs: Sequence[StoredJob], cancel: CancelToken
    ) -> tuple[list[StoredJob], list[StoredJob]]:
        """Look for recordings that were moved, and tell of it.

        Returns:
            the jobs whose recordings are there, some with another place, and those without.
        """
        there: list[StoredJob] = []
        missing: list[StoredJob] = []
        for job in jobs:
            path = job.request.media_path
            found = path if os.path.lexists(path) else self._found(job, cancel)
            if found is None:
                missing.append(job)
                continue
            if found != path:
                self._terminal.warn(f"{path.name} was moved, found in {found.parent}.")
            there.append(_with_recording(job, found))
        return there, missing

    def claim(self, jobs: Sequence[StoredJob]) -> list[StoredJob]:
        """Make unfinished jobs this run's, all at once.

        Raises:
            LibraryError: the library cannot be written, or another program has just taken one.
        """
        claimed = [replace(one, state=JobState.WORKING, is_interrupted=False) for one in jobs]
        if self._library is not None and claimed:
            self._library.add_jobs(claimed).result()
        return claimed

    def begin(self, job: StoredJob) -> TranscriptionRequest:
        """Take a job, and return its request, which goes on where the job was interrupted.

        Raises:
            AppError: another program works on it.
        """
        if self._library is None:
            return job.request
        point = self._journal.begin(job.key)
        request = self._probed(self._library, job)
        if point is None:
            return request
        self._heard_s[job.key] = point.end_s
        self._terminal.say(f"{job.request.media_path.name}: goes on at {clock(point.end_s)}.")
        return replace(request, resume=point)

    def kept(self, job: StoredJob, on_event: OnEvent) -> OnEvent:
        """Return an `on_event` that keeps each chunk before anything is told of it."""
        if self._library is None:
            return on_event

        def note_place(event: TranscriptionEvent) -> None:
            if isinstance(event, ChunkHeard):
                self._heard_s[job.key] = event.chunk.end_s
            on_event(event)

        return journaled(self._journal, job.key, note_place)

    def finish(self, job: StoredJob, transcript: Transcript) -> TranscriptSummary | None:
        """Keep a transcript in place of its job; None where it is not kept, which is reported."""
        if self._library is None:
            return None
        try:
            return self._journal.finish(job.key, transcript, job.request)
        except AppError as error:
            self._terminal.warn(f"{transcript.media_path.name}: {error.typed_sentence}")
            return None

    def terms(self) -> list[Term]:
        """Return the user's own words; none where there is no library."""
        try:
            return self._library.terms() if self._library is not None else []
        except AppError as error:
            self._terminal.warn(error.typed_sentence)
            return []

    def voices(self) -> list[KeptVoice]:
        """Return the voices that the library keeps.

        Raises:
            LibraryError: it cannot be read.
        """
        return self._library.voices() if self._library is not None else []

    def change(self, key: str, change: Change, name: str) -> None:
        """Change a text that was kept; report where the library does not take it."""
        if self._library is None:
            return
        try:
            self._library.edit(key, change, name).result()
        except AppError as error:
            self._terminal.warn(error.typed_sentence)

    def with_words(
        self, transcript: Transcript, summary: TranscriptSummary
    ) -> tuple[Transcript, TranscriptSummary]:
        """Write the user's own words into a text that was kept; as `JobJournal.with_words`."""
        return self._journal.with_words(transcript, summary)

    def has_exported(self, summary: TranscriptSummary) -> None:
        """Note that a transcript was written to a file."""
        if self._library is not None:
            self._library.mark_exported([summary.key])

    def fail(self, job: StoredJob, error: AppError) -> None:
        """Keep a job that failed, if there is something to go on with."""
        if self._library is None:
            return
        if self._is_new(job):
            self._library.remove_jobs([job.key])
        else:
            self._library.change_job(replace(self._known(job), state=JobState.FAILED, error=error))

    def stop(self, rest: Sequence[StoredJob], *, has_done: bool) -> list[StoredJob]:
        """Keep the jobs that the user stopped, and return those with which one can go on.

        A run that had not come to anything leaves nothing: it can be begun again as it was.

        Args:
            rest: the jobs that are not done, the one that was at work first.
            has_done: whether others of the run are done.
        """
        if self._library is None:
            return []
        leaves_nothing = not has_done and all(map(self._is_new, rest))
        if leaves_nothing:
            self._library.remove_jobs([one.key for one in rest])
            return []
        # In one transaction, however many there are.
        self._library.add_jobs([replace(self._known(one), state=JobState.STOPPED) for one in rest])
        return [replace(one, heard_s=self.heard_s(one)) for one in rest]

    def heard_s(self, job: StoredJob) -> float:
        """Return where the kept part of a recording ends, in seconds; 0 if nothing is kept."""
        return self._heard_s.get(job.key, job.heard_s)

    def has_others(self, jobs: Sequence[StoredJob]) -> bool:
        """Whether others than these are unfinished."""
        own = {one.key for one in jobs}
        return any(one.key not in own for one in self._unfinished())

    def close(self) -> None:
        """Keep what waits and close the library; report what it could not take."""
        if self._library is None:
            return
        self._journal.keep_again()
        if left := len(self._journal.unkept):
            self._terminal.warn(
                f"{'1 text is' if left == 1 else f'{left} texts are'} not in the library, which "
                "could not be written."
            )
        self._library.forget_removed(FORGOTTEN_AFTER_S)
        self._library.close()

    def _unfinished(self) -> list[StoredJob]:
        if self._library is None:
            return []
        jobs = [one for one in self._library.jobs() if not one.state.is_active]
        if any(one.state is JobState.WAITING for one in jobs) and self._has_window():
            return [one for one in jobs if one.state is not JobState.WAITING]
        return jobs

    def _moved(self, file: Path) -> Callable[[StoredJob], StoredJob | None]:
        """Return a function that gives a job this file, if it is what the job's recording was."""

        def moved(job: StoredJob) -> StoredJob | None:
            path, wanted = job.request.media_path, self._wanted(job)
            if wanted is None or os.path.lexists(path) or wanted.bytes != size_of(file):
                return None
            is_it = path.name == file.name or (wanted.sample_hash and wanted.is_at(file))
            return _with_recording(job, file) if is_it else None

        return moved

    def _wanted(self, job: StoredJob) -> Wanted | None:
        path = job.request.media_path
        if (wanted := Wanted.of(path, job.request.info)) is not None or self._library is None:
            return wanted
        point = self._library.resume_point(job.key)
        return Wanted.stamped(path, point.cutting.stamp) if point is not None else None

    def _found(self, job: StoredJob, cancel: CancelToken) -> Path | None:
        wanted = self._wanted(job)
        if wanted is None or self._library is None:
            return None
        known = [one.request.media_path for one in self._library.jobs()]
        known += [one.media_path for one in self._library.transcripts()]
        return find(wanted, likely_folders(known), cancel)

    def _probed(self, library: "Library", job: StoredJob) -> TranscriptionRequest:
        """Return a job's request, and keep what finds its recording where it is moved."""
        from desktop_app.media.probe import probe_if_changed

        path, known = job.request.media_path, job.request.info
        try:
            info = probe_if_changed(path, known)
        except AppError:
            return job.request  # the engine tells why
        self._infos[job.key] = info
        if info is not known:
            library.change_job(self._known(job))
        return self._known(job).request

    def _known(self, job: StoredJob) -> StoredJob:
        """Return a job with what was found in its recording."""
        info = self._infos.get(job.key, job.request.info)
        return replace(job, request=replace(job.request, info=info))

    def _is_new(self, job: StoredJob) -> bool:
        """Whether this run began a job of which nothing is heard."""
        return job.key in self._added and not self.heard_s(job)

    def _give_up(self, error: AppError) -> None:
        self._terminal.warn(f"{error.typed_sentence} {NOT_KEPT}")
        self._library = None


def _with_recording(job: StoredJob, path: Path) -> StoredJob:
    """Return a job with its recording in this place."""
    info = job.request.info
    info = replace(info, path=path) if info is not None else None
    return replace(job, request=replace(job.request, media_path=path, info=info))


def open_journal(services: Services, terminal: Terminal) -> RunJournal:
    """Open the library for a run; where that cannot be, warn and keep nothing."""
    try:
        opened = services.open_library()
    except AppError as error:
        terminal.warn(f"{error.typed_sentence} {NOT_KEPT}")
        return RunJournal(None, terminal)
    for note in opened.notes:
        terminal.warn(note)
    if opened.library.refusal is not None:
        terminal.warn(NOT_KEPT)
        opened.library.close()
        return RunJournal(None, terminal)
    return RunJournal(opened.library, terminal, lambda: has_window(services))


def has_window(services: Services) -> bool:
    """Whether Aviary's window is open, with these folders."""
    from desktop_app.app.startup.single_instance import channel_name, is_running

    return is_running(channel_name(services.folders.config))


def command_to_go_on(
    jobs: Sequence[StoredJob], options: argparse.Namespace, *, names_all: bool
) -> str:
    """Return the command that goes on with these jobs, to be typed as it is.

    Args:
        jobs: the unfinished jobs of the run.
        options: of the run; where its texts go is no part of the jobs.
        names_all: whether the recordings must be named, as others are unfinished, too.
    """
    words = ["aviary", "transcribe", "--resume"]
    if names_all and len(jobs) <= MOST_NAMED:
        words += [str(one.request.media_path) for one in jobs]
    if options.format:
        words += ["--format", ",".join(options.format), *typed_options(options)]
    if options.output is not None:
        words += ["--output", str(options.output)]
    if options.name:
        words += ["--name", options.name]
    words += ["--overwrite"] if options.overwrite else []
    words += [] if options.words else ["--no-words"]
    words += ["--known-voices"] if options.known_voices else []
    words += ["--quiet"] if options.quiet else []
    return typed(words)


def typed(words: Sequence[str]) -> str:
    """Return a command's words as one types them."""
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)
