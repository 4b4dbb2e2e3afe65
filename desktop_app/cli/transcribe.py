"""`aviary transcribe`: files in, text or files out, progress on standard error."""

import argparse
import os
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.app.jobs.queue import MOST_UPCOMING
from desktop_app.app.planning.stopwatch import Stopwatch
from desktop_app.app.services import SAMPLE, Services
from desktop_app.app.speakers.hearing import VoiceModelMissing
from desktop_app.cli.delivery import Delivery
from desktop_app.cli.format_options import chosen_formats
from desktop_app.cli.journal import RunJournal, command_to_go_on, open_journal, typed
from desktop_app.cli.progress import FileProgress, Tally
from desktop_app.cli.terminal import INTERRUPTED, USAGE, Terminal, cancel_on_interrupt
from desktop_app.cli.voices import NoVoicesKept, VoiceNames, require_voice_model, voice_names
from desktop_app.core.cancel import CancelToken
from desktop_app.core.editing.terms import Term, phrases_of, with_terms
from desktop_app.core.errors import (
    AppError,
    Cancelled,
    ExportError,
    LanguageUnsupported,
    ModelInvalid,
    ModelNotInstalled,
    NotAFolder,
    TemplateInvalid,
    TimestampsUnsupported,
    UnexpectedError,
    WrongTask,
)
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import (
    SegmentsReady,
    SpeakerSearch,
    TrackChosen,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.core.speaker_choice import SpeakerChoice
from desktop_app.core.timecode import clock, size
from desktop_app.core.transcript import Transcript
from desktop_app.library.records import StoredJob
from desktop_app.media.formats import find_media
from desktop_app.models.catalog import RECOGNIZERS, STARTER_ID
from desktop_app.system.kill_points import reach
from desktop_app.system.streams import OutputClosed

if TYPE_CHECKING:  # slow to import, and a wrong command must be reported at once
    from desktop_app.engine.session import Session

STARTER_NOTE = (
    "{title} knows only a few hundred words: do not rely on its text. "
    "For real recordings: aviary models download {id} ({size})"
)

WRONG_USAGE = (
    NotAFolder,
    LanguageUnsupported,
    TemplateInvalid,
    TimestampsUnsupported,
    WrongTask,
)


def run(services: Services, options: argparse.Namespace) -> int:
    """Transcribe all files; return 0 (all done), 1 (some failed), 2 (usage), 130 (interrupted)."""
    terminal = Terminal(quiet=options.quiet)
    cancel = cancel_on_interrupt()
    tally = Tally()
    try:
        require_voice_model(services, options)
        if options.resume:
            with closing(open_journal(services, terminal)) as journal:
                return _resume(services, options, journal, terminal, cancel, tally)
        spec = chosen_model(services, options)
        if options.model:
            require_installed(services, spec)
        search = chosen_speakers(services, options)
        if search is not None and search.model is not None:
            require_installed(services, search.model)
        files = expand(options.files, terminal, tally)
        requests = [request_of(options, spec, file, search) for file in files]
        requests = _readable(requests, terminal, tally)
        delivery = _delivery(services, options, [*files, *filter(None, [spec.path])], terminal)
        refused = _undeliverable([one.media_path for one in requests], delivery, terminal, tally)
        requests = [one for one in requests if one.media_path not in refused]
        _tell_of_starter(spec, [one.media_path for one in requests], terminal)
        with closing(_journal_for(services, options, requests, terminal)) as journal:
            voices = voice_names(services, options, journal, terminal, cancel) if requests else None
            run = _Run(services, options, journal, delivery, terminal, cancel, tally, voices)
            listened = (*options.phrases, *phrases_of(run.terms))
            requests = [replace(one, phrases=listened) for one in requests]
            return run.go_through(journal.add(requests))
    except OutputClosed as error:
        terminal.warn(str(error))
        return USAGE
    except AppError as error:
        terminal.warn(error.typed_sentence)
        return exit_code_of(error, options)


def _resume(
    services: Services,
    options: argparse.Namespace,
    journal: RunJournal,
    terminal: Terminal,
    cancel: CancelToken,
    tally: Tally,
) -> int:
    """Go on with unfinished jobs; return as `run`."""
    if not journal.is_open:
        return 1
    known, sought = journal.split(options.files)
    files = [*known, *expand(sought, terminal, tally)] if options.files else None
    jobs, missing = journal.located(journal.unfinished(files), cancel)
    for job in missing:
        _report_missing(job.request.media_path, terminal, tally)
    if not jobs and not tally.failed:
        terminal.say("There is nothing to go on with.")
        return 0
    models = [one.request.model.path for one in jobs]
    recordings = [one.request.media_path for one in jobs]
    delivery = _delivery(services, options, [*recordings, *filter(None, models)], terminal)
    refused = _undeliverable(recordings, delivery, terminal, tally)
    jobs = [one for one in jobs if one.request.media_path not in refused]
    tally.of = len(jobs) + len(tally.failed)
    voices = voice_names(services, options, journal, terminal, cancel)
    run = _Run(services, options, journal, delivery, terminal, cancel, tally, voices)
    return run.go_through(journal.claim(jobs))


def _journal_for(
    services: Services,
    options: argparse.Namespace,
    requests: Sequence[TranscriptionRequest],
    terminal: Terminal,
) -> RunJournal:
    if options.no_library or not requests:
        return RunJournal(None, terminal)
    return open_journal(services, terminal)


def chosen_model(services: Services, options: argparse.Namespace) -> ModelSpec:
    """Return the model to use, having checked that it can do what the options ask of it.

    Raises:
        ModelUnknown, ModelNotInstalled, ModelInvalid: there is none.
        WrongTask: it finds speakers and writes no text.
        LanguageUnsupported, TimestampsUnsupported: it cannot do that.
    """
    from desktop_app.engine.nemo.config import check_options
    from desktop_app.engine.recognizer import RecognitionOptions

    spec = services.store.recognizer(options.model) if options.model else services.store.preferred()
    wanted = request_of(options, spec, Path())
    check_options(
        spec, RecognitionOptions(wanted.language, wanted.target_language, wanted.timestamps)
    )
    return spec


def exit_code_of(error: AppError, options: argparse.Namespace) -> int:
    """Return the exit code for an error before the work began."""
    is_usage = isinstance(error, WRONG_USAGE)
    named = [one for one in (options.model, options.diarizer) if one]
    is_bad_file = isinstance(error, ModelInvalid) and any(map(os.path.lexists, named))
    is_of_names = not isinstance(error, ExportError | VoiceModelMissing | NoVoicesKept)
    is_wrong_name = named and not is_bad_file and is_of_names
    return USAGE if is_usage or is_wrong_name else 1


def chosen_speakers(services: Services, options: argparse.Namespace) -> SpeakerSearch | None:
    """Return how speakers are to be found, with the model that finds them; None if not at all.

    Raises:
        ModelUnknown, ModelInvalid: it is none.
        ModelNotInstalled: none was named, and none is there.
    """
    choice: SpeakerChoice = options.speakers
    if not choice.way.needs_model:
        return choice.search(None)
    store = services.store
    spec = store.diarizer(options.diarizer) if options.diarizer else store.default_diarizer()
    if spec is None:
        raise ModelNotInstalled("No model that tells speakers apart is on this computer yet.")
    return choice.search(spec)


def require_installed(services: Services, spec: ModelSpec) -> None:
    """Check that the model can be used without a download.

    Raises:
        ModelNotInstalled: it cannot.
    """
    store = services.store
    # What is there and damaged is the session's to report, which sets it aside.
    is_there = store.is_installed(spec) or os.path.lexists(store.layout.folder(spec.id))
    if spec.path is None and not is_there:
        raise ModelNotInstalled("{model} is not on this computer yet.", model=spec.title)


def _readable(
    requests: list[TranscriptionRequest], terminal: Terminal, tally: Tally
) -> list[TranscriptionRequest]:
    """Return the requests whose files have the named track; report the others."""
    kept: list[TranscriptionRequest] = []
    for request in requests:
        try:
            kept.append(with_track(request))
        except AppError as error:
            _report(request.media_path.name, error, terminal, tally)
    return kept


def with_track(request: TranscriptionRequest) -> TranscriptionRequest:
    """Return the request, with what a probe found in the file if it names a track.

    Raises:
        NoAudioTrack: the file does not have that track.
        MediaError: it cannot be read.
    """
    if request.audio_track is None:
        return request
    from desktop_app.media.probe import probe
    from desktop_app.media.tracks import no_such_track

    info = probe(request.media_path)
    if info.choice(request.audio_track) is None:
        raise no_such_track(request.media_path, len(info.tracks), request.audio_track)
    return replace(request, info=info)


def _undeliverable(
    recordings: Sequence[Path], delivery: Delivery, terminal: Terminal, tally: Tally
) -> set[Path]:
    """Return the recordings whose texts cannot be written; report them."""
    refused = delivery.refused(recordings)
    for path, error in refused.items():
        tally.has_failed(path.name, error.message)
        terminal.warn(f"{path.name}: {error.message} Name a folder by --output.")
    return set(refused)


def _report_missing(path: Path, terminal: Terminal, tally: Tally) -> None:
    """Say that a recording to go on with is gone, and what to type once it is found."""
    why = f"It is no longer in {path.parent}."
    tally.has_failed(path.name, why)
    command = typed(["aviary", "transcribe", "--resume", str(Path("NEW", "PLACE", path.name))])
    terminal.warn(f"{path.name}: {why} If it was moved: {command}")


def _report(name: str, error: AppError, terminal: Terminal, tally: Tally) -> None:
    tally.has_failed(name, error.message)
    terminal.warn(f"{name}: {error.typed_sentence}")


def _delivery(
    services: Services, options: argparse.Namespace, untouched: Sequence[Path], terminal: Terminal
) -> Delivery:
    """Make what takes the texts.

    Raises:
        OutputClosed, NotAFolder, NotWritable, DiskFull: texts cannot be delivered at all.
        TemplateInvalid: the files cannot be named so.
    """
    delivery = Delivery(
        chosen_formats(options, options.format),
        options.output,
        untouched,
        services.folders.kept,
        terminal,
        overwrite=options.overwrite,
        names=options.name,
    )
    delivery.prepare()
    return delivery


def expand(paths: Iterable[Path], terminal: Terminal, tally: Tally) -> list[Path]:
    """Expand folders to recordings, each once; report folders without any."""
    files: list[Path] = []
    for path in paths:
        try:
            files += find_media([path])
        except AppError as error:
            tally.has_failed(f"{path}", error.message)
            terminal.warn(f"{path}: {error.typed_sentence}")
    files = list(dict.fromkeys(files))
    tally.of = len(files) + len(tally.failed)
    return files


def _tell_of_starter(spec: ModelSpec, files: Sequence[Path], terminal: Terminal) -> None:
    """Warn that the starter model is not for real recordings, unless there is only the sample."""
    if spec.id == STARTER_ID and any(not _is_sample(file) for file in files):
        first = next(known for known in RECOGNIZERS if known.repo_id)
        room = size(first.facts.download_bytes) if first.facts else "large"
        terminal.say(STARTER_NOTE.format(title=spec.title, id=first.id, size=room))


def _is_sample(file: Path) -> bool:
    try:
        return file.samefile(SAMPLE)
    except OSError:
        return False


def request_of(
    options: argparse.Namespace,
    spec: ModelSpec,
    file: Path,
    speakers: SpeakerSearch | None = None,
) -> TranscriptionRequest:
    """Make the request for one file from the options."""
    return TranscriptionRequest(
        media_path=file,
        model=spec,
        language=options.language,
        target_language=options.target_language,
        timestamps=options.timestamps or spec.best_timestamps,
        device=options.device,
        precision=options.precision,
        batch_size=options.batch_size,
        audio_track=options.audio_track,
        phrases=options.phrases,
        speakers=speakers,
    )


class _Run:
    """Transcribe the recordings of one call, one after the other, and deliver their texts.

    Args:
        services: the program's services.
        options: of the command.
        journal: keeps what was heard.
        delivery: takes the texts.
        terminal: for messages.
        cancel: checked between steps.
        tally: takes down what became of each.
        voices: names speakers whose voices are known; None for nobody.

    Attributes:
        terms: the user's own words, to be corrected.
    """

    def __init__(
        self,
        services: Services,
        options: argparse.Namespace,
        journal: RunJournal,
        delivery: Delivery,
        terminal: Terminal,
        cancel: CancelToken,
        tally: Tally,
        voices: VoiceNames | None,
    ) -> None:
        self._services = services
        self._options = options
        self._journal = journal
        self._delivery = delivery
        self._terminal = terminal
        self._cancel = cancel
        self._tally = tally
        self.terms: Sequence[Term] = journal.terms() if options.words else ()
        self._voices = voices
        # The audio track of the recording at work, as far as it is known.
        self._track: int | None = None

    def go_through(self, jobs: Sequence[StoredJob]) -> int:
        """Transcribe all; one that fails does not keep the others. Return the exit code."""
        number = 0
        try:
            with closing(self._services.session()) as session:
                for number, job in enumerate(jobs):
                    place = f"{number + 1} of {len(jobs)}" if len(jobs) > 1 else ""
                    self._take(session, job, place, _upcoming(jobs[number + 1 :]))
        except Cancelled:
            self._tell_of_stop(jobs[number:])
            return INTERRUPTED
        if self._tally.of > 1:
            for line in self._tally.lines():
                self._terminal.say(line)
        if self._voices is not None and self._voices.was_stopped:
            return INTERRUPTED
        return 1 if self._tally.failed else 0

    def _take(
        self,
        session: "Session",
        job: StoredJob,
        place: str,
        upcoming: Sequence[TranscriptionRequest],
    ) -> None:
        """Transcribe one recording and deliver its text."""
        name = job.request.media_path.name
        if place:
            self._terminal.say(f"{place}: {name}")
        try:
            transcript = self._transcribed(session, job, place, upcoming)
        except AppError as error:
            self._journal.fail(job, error)
            _report(name, error, self._terminal, self._tally)
            return
        kept = self._journal.finish(job, transcript)
        if kept and self.terms:
            transcript, kept = self._journal.with_words(transcript, kept)
        elif self.terms:
            segments = with_terms(transcript.segments, self.terms)
            transcript = replace(transcript, segments=segments)
        if self._voices is not None:
            key = kept.key if kept else ""
            transcript = self._voices.named(transcript, key, self._track)
        delivered = self._delivery.deliver(transcript, kept.key if kept else "")
        reach("cli.run.delivered")
        if delivered.why:
            self._tally.has_failed(name, delivered.why)
        else:
            self._tally.done += 1
        if kept and delivered.is_in_files:
            self._journal.has_exported(kept)

    def _transcribed(
        self,
        session: "Session",
        job: StoredJob,
        place: str,
        upcoming: Sequence[TranscriptionRequest],
    ) -> Transcript:
        request = self._journal.begin(job)
        name, speed = request.media_path.name, self._services.speed
        watch = Stopwatch(request)
        heard_s = request.resume.end_s if request.resume else 0.0
        progress = FileProgress(self._terminal, name, place, heard_s)
        self._delivery.begin()
        self._track = request.audio_track

        def on_event(event: TranscriptionEvent) -> None:
            watch.take(event)
            if isinstance(event, TrackChosen):
                self._track = event.choice.number
            # Who speaks is known at the end: until then nothing is printed.
            if isinstance(event, SegmentsReady) and request.speakers is None:
                self._delivery.hear(name, with_terms(event.segments, self.terms))
            progress.take(event)

        try:
            kept = self._journal.kept(job, on_event)
            transcript = session.transcribe(request, self._cancel, kept, upcoming)
        except (AppError, Cancelled):
            raise
        except Exception as error:  # an error ends this file only
            raise UnexpectedError.wrap(error) from error
        run = watch.run(transcript, speed.machine)
        if run is not None:
            speed.note(run)
        self._tell_of_marks(transcript)
        return transcript

    def _tell_of_stop(self, rest: Sequence[StoredJob]) -> None:
        """Say what the user's stop left, and how to go on."""
        done = f" {self._tally.done} of {self._tally.of} done." if self._tally.of > 1 else ""
        left = self._journal.stop(rest, has_done=self._tally.done > 0)
        self._terminal.warn(f"Stopped.{done}")
        if not left:
            return
        first, heard_s = left[0], left[0].heard_s
        if heard_s:
            name = first.request.media_path.name
            self._terminal.warn(f"{name}: what was heard up to {clock(heard_s)} is kept.")
        command = command_to_go_on(left, self._options, names_all=self._journal.has_others(left))
        self._terminal.warn(f"To go on: {command}")

    def _tell_of_marks(self, transcript: Transcript) -> None:
        """Warn of what may be missing in a text."""
        name, lost = transcript.media_path.name, transcript.incomplete
        if not transcript.segments and not transcript.gaps and lost is None:
            self._terminal.warn(f"{name}: No speech found.")
        for gap in transcript.gaps:
            self._terminal.warn(f"{name}: {gap} at {clock(gap.start_s)}")
        if lost is not None:  # in one line; the JSON lists each place
            self._terminal.warn(f"{name}: {lost}")


def _upcoming(jobs: Sequence[StoredJob]) -> list[TranscriptionRequest]:
    """Return the next requests, up to the first whose beginning was heard before."""
    fresh = takewhile(lambda one: not one.heard_s, jobs[:MOST_UPCOMING])
    return [one.request for one in fresh]
