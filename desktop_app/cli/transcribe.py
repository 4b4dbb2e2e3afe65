"""`aviary transcribe`: files in, text or files out, progress on standard error."""

import argparse
import os
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.app.jobs.queue import MOST_UPCOMING
from desktop_app.app.planning.history import SpeedHistory
from desktop_app.app.planning.stopwatch import Stopwatch
from desktop_app.app.services import SAMPLE, Services
from desktop_app.cli.delivery import Delivery
from desktop_app.cli.progress import FileProgress, Tally
from desktop_app.cli.terminal import INTERRUPTED, USAGE, Terminal, cancel_on_interrupt
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import (
    AppError,
    Cancelled,
    ExportError,
    LanguageUnsupported,
    ModelNotInstalled,
    NotAFolder,
    TimestampsUnsupported,
    UnexpectedError,
)
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import SegmentsReady, TranscriptionEvent, TranscriptionRequest
from desktop_app.core.timecode import clock, size
from desktop_app.core.transcript import Transcript
from desktop_app.media.formats import find_media
from desktop_app.models.catalog import CATALOG, STARTER_ID
from desktop_app.system.streams import OutputClosed

if TYPE_CHECKING:  # slow to import, and a wrong command must be reported at once
    from desktop_app.engine.session import Session

STARTER_NOTE = (
    "{title} knows only a few hundred words: do not rely on its text. "
    "For real recordings: aviary models download {id} ({size})"
)


def run(services: Services, options: argparse.Namespace) -> int:
    """Transcribe all files; return 0 (all done), 1 (some failed), 2 (usage), 130 (interrupted)."""
    terminal = Terminal(quiet=options.quiet)
    cancel = cancel_on_interrupt()
    tally = Tally()
    try:
        spec = chosen_model(services, options)
        if options.model:
            require_installed(services, spec)
        files, failures = expand(options.files, terminal)
        tally.failed += failures
        tally.of = len(files) + len(failures)
        requests = _readable([request_of(options, spec, file) for file in files], terminal, tally)
        delivery = _delivery(services, options, files, spec, terminal)
        delivery.prepare()
        requests = _deliverable(requests, delivery, terminal, tally)
        _tell_of_starter(spec, [one.media_path for one in requests], terminal)
        with closing(services.session()) as session:
            _Run(session, services.speed, delivery, terminal, cancel, tally).go_through(requests)
    except OutputClosed as error:
        terminal.warn(str(error))
        return USAGE
    except AppError as error:
        terminal.warn(error.typed_sentence)
        return exit_code_of(error, options)
    except Cancelled:
        terminal.warn("Stopped.")
        return INTERRUPTED
    if tally.of > 1:
        for line in tally.lines():
            terminal.say(line)
    return 1 if tally.failed else 0


def chosen_model(services: Services, options: argparse.Namespace) -> ModelSpec:
    """Return the model to use, having checked that it can do what the options ask of it.

    Raises:
        ModelUnknown, ModelNotInstalled, ModelInvalid: there is none.
        LanguageUnsupported, TimestampsUnsupported: it cannot do that.
    """
    from desktop_app.engine.nemo.config import check_options
    from desktop_app.engine.recognizer import RecognitionOptions

    spec = services.store.find(options.model) if options.model else services.store.preferred()
    wanted = request_of(options, spec, Path())
    check_options(
        spec, RecognitionOptions(wanted.language, wanted.target_language, wanted.timestamps)
    )
    return spec


def exit_code_of(error: AppError, options: argparse.Namespace) -> int:
    """Return the exit code for an error before the work began."""
    is_usage = isinstance(error, NotAFolder | LanguageUnsupported | TimestampsUnsupported)
    return USAGE if is_usage or (options.model and not isinstance(error, ExportError)) else 1


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
    if request.audio_track >= len(info.tracks):
        raise no_such_track(request.media_path, len(info.tracks), request.audio_track)
    return replace(request, info=info)


def _deliverable(
    requests: list[TranscriptionRequest], delivery: Delivery, terminal: Terminal, tally: Tally
) -> list[TranscriptionRequest]:
    """Return the requests whose texts can be written; report the others."""
    refused = delivery.refused([one.media_path for one in requests])
    for path, error in refused.items():
        tally.has_failed(path.name, error.message)
        terminal.warn(f"{path.name}: {error.message} Name a folder by --output.")
    return [one for one in requests if one.media_path not in refused]


def _report(name: str, error: AppError, terminal: Terminal, tally: Tally) -> None:
    tally.has_failed(name, error.message)
    terminal.warn(f"{name}: {error.typed_sentence}")


def _delivery(
    services: Services,
    options: argparse.Namespace,
    files: Sequence[Path],
    spec: ModelSpec,
    terminal: Terminal,
) -> Delivery:
    return Delivery(
        options.format,
        options.output,
        [*files, *filter(None, [spec.path])],
        services.folders.kept,
        terminal,
        overwrite=options.overwrite,
    )


def expand(paths: Iterable[Path], terminal: Terminal) -> tuple[list[Path], list[tuple[str, str]]]:
    """Expand folders to recordings; report folders without any, and return them with the reason."""
    files: list[Path] = []
    failures: list[tuple[str, str]] = []
    for path in paths:
        try:
            files += find_media([path])
        except AppError as error:
            failures.append((f"{path}", error.message))
            terminal.warn(f"{path}: {error.typed_sentence}")
    return list(dict.fromkeys(files)), failures


def _tell_of_starter(spec: ModelSpec, files: Sequence[Path], terminal: Terminal) -> None:
    """Warn that the starter model is not for real recordings, unless there is only the sample."""
    if spec.id == STARTER_ID and any(not _is_sample(file) for file in files):
        first = next(known for known in CATALOG if known.repo_id)
        room = size(first.facts.download_bytes) if first.facts else "large"
        terminal.say(STARTER_NOTE.format(title=spec.title, id=first.id, size=room))


def _is_sample(file: Path) -> bool:
    try:
        return file.samefile(SAMPLE)
    except OSError:
        return False


def request_of(options: argparse.Namespace, spec: ModelSpec, file: Path) -> TranscriptionRequest:
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
    )


class _Run:
    """Transcribe the files of one call, one after the other, and deliver their texts.

    Args:
        session: the engine.
        speed: takes down how long each took.
        delivery: takes the texts.
        terminal: for messages.
        cancel: checked between steps.
        tally: takes down what became of each.
    """

    def __init__(
        self,
        session: "Session",
        speed: SpeedHistory,
        delivery: Delivery,
        terminal: Terminal,
        cancel: CancelToken,
        tally: Tally,
    ) -> None:
        self._session = session
        self._speed = speed
        self._delivery = delivery
        self._terminal = terminal
        self._cancel = cancel
        self._tally = tally

    def go_through(self, requests: Sequence[TranscriptionRequest]) -> None:
        """Transcribe all; one that fails does not keep the others.

        Raises:
            Cancelled: cancellation was requested.
        """
        for number, request in enumerate(requests):
            name = request.media_path.name
            place = f"{number + 1} of {len(requests)}" if len(requests) > 1 else ""
            if place:
                self._terminal.say(f"{place}: {name}")
            upcoming = requests[number + 1 :][:MOST_UPCOMING]
            try:
                transcript = self._transcribed(request, place, upcoming)
            except AppError as error:
                _report(name, error, self._terminal, self._tally)
                continue
            if why := self._delivery.deliver(transcript):
                self._tally.has_failed(name, why)
            else:
                self._tally.done += 1

    def _transcribed(
        self,
        request: TranscriptionRequest,
        place: str,
        upcoming: Sequence[TranscriptionRequest],
    ) -> Transcript:
        name = request.media_path.name
        watch = Stopwatch(request)
        progress = FileProgress(self._terminal, name, place)
        self._delivery.begin()

        def on_event(event: TranscriptionEvent) -> None:
            watch.take(event)
            if isinstance(event, SegmentsReady):
                self._delivery.hear(name, event.segments)
            progress.take(event)

        try:
            transcript = self._session.transcribe(request, self._cancel, on_event, upcoming)
        except (AppError, Cancelled):
            raise
        except Exception as error:  # an error ends this file only
            raise UnexpectedError.wrap(error) from error
        run = watch.run(transcript, self._speed.machine)
        if run is not None:
            self._speed.note(run)
        self._tell_of_marks(transcript)
        return transcript

    def _tell_of_marks(self, transcript: Transcript) -> None:
        """Warn of what may be missing in a text."""
        name, lost = transcript.media_path.name, transcript.incomplete
        if not transcript.segments and not transcript.gaps and lost is None:
            self._terminal.warn(f"{name}: No speech found.")
        for gap in transcript.gaps:
            self._terminal.warn(f"{name}: {gap} at {clock(gap.start_s)}")
        if lost is not None:  # in one line; the JSON lists each place
            self._terminal.warn(f"{name}: {lost}")
