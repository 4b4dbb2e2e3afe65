"""`aviary transcribe`: files in, text or files out, progress on standard error."""

import argparse
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.app.jobs.queue import MOST_UPCOMING
from desktop_app.app.planning.history import SpeedHistory
from desktop_app.app.planning.stopwatch import Stopwatch
from desktop_app.app.services import SAMPLE, Services
from desktop_app.cli.delivery import Delivery
from desktop_app.cli.terminal import INTERRUPTED, USAGE, Terminal, cancel_on_interrupt
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import (
    AppError,
    Cancelled,
    NotAFolder,
    UnexpectedError,
)
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import (
    ModelLoading,
    Notice,
    Progress,
    TrackChosen,
    TranscriptionEvent,
    TranscriptionRequest,
)
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
    try:
        store = services.store
        spec = store.find(options.model) if options.model else store.preferred()
        files, failed = expand(options.files, terminal)
        delivery = _delivery(services, options, files, spec, terminal)
        delivery.prepare()
        taken = delivery.takes(files)
        failed += len(files) - len(taken)
        _tell_of_starter(spec, taken, terminal)
        requests = [request_of(options, spec, file) for file in taken]
        with closing(services.session()) as session:
            for number, request in enumerate(requests):
                upcoming = requests[number + 1 :][:MOST_UPCOMING]
                try:
                    transcript = _transcribed(
                        session, services.speed, request, cancel, terminal, upcoming
                    )
                except AppError as error:
                    failed += 1
                    terminal.warn(f"{request.media_path.name}: {error.typed_sentence}")
                else:
                    failed += not delivery.deliver(transcript)
    except OutputClosed as error:
        terminal.warn(str(error))
        return USAGE
    except AppError as error:
        terminal.warn(error.typed_sentence)
        return USAGE if isinstance(error, NotAFolder) else 1
    except Cancelled:
        terminal.warn("Stopped.")
        return INTERRUPTED
    return 1 if failed else 0


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


def expand(paths: Iterable[Path], terminal: Terminal) -> tuple[list[Path], int]:
    """Expand folders to recordings; report and count folders without any."""
    files: list[Path] = []
    failed = 0
    for path in paths:
        try:
            files += find_media([path])
        except AppError as error:
            failed += 1
            terminal.warn(f"{path}: {error.typed_sentence}")
    return list(dict.fromkeys(files)), failed


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


def _transcribed(
    session: "Session",
    speed: SpeedHistory,
    request: TranscriptionRequest,
    cancel: CancelToken,
    terminal: Terminal,
    upcoming: Sequence[TranscriptionRequest],
) -> Transcript:
    name = request.media_path.name
    watch = Stopwatch(request)

    def on_event(event: TranscriptionEvent) -> None:
        watch.take(event)
        _show(terminal, name, event)

    try:
        transcript = session.transcribe(request, cancel, on_event, upcoming)
    except (AppError, Cancelled):
        raise
    except Exception as error:  # an error ends this file only
        raise UnexpectedError.wrap(error) from error
    run = watch.run(transcript, speed.machine)
    if run is not None:
        speed.note(run)
    lost = transcript.incomplete
    if not transcript.segments and not transcript.gaps and lost is None:
        terminal.warn(f"{name}: No speech found.")
    for gap in transcript.gaps:
        terminal.warn(f"{name}: {gap} at {clock(gap.start_s)}")
    if lost is not None:  # in one line; the JSON lists each place
        terminal.warn(f"{name}: {lost}")
    return transcript


def _show(terminal: Terminal, name: str, event: TranscriptionEvent) -> None:
    """Show one event of the transcription of `name`."""
    if isinstance(event, Notice):
        terminal.warn(f"{name}: {event.text}")
    elif isinstance(event, TrackChosen) and event.choice.of > 1:
        terminal.say(f"{name}: {event.choice.named_place}")
    elif isinstance(event, ModelLoading):
        terminal.say(f"Loading {event.title} …")
    elif isinstance(event, Progress):
        total = f" of {clock(event.total_s)}" if event.total_s else ""
        terminal.live(f"{name}: {clock(event.done_s)}{total}")
