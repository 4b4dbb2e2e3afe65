"""`aviary transcribe`: files in, text or files out, progress on standard error."""

import argparse
import signal
import sys
import threading
from collections.abc import Iterable
from pathlib import Path

from desktop_app.app.services import Services
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, Cancelled, UnexpectedError
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import (
    ModelLoading,
    Notice,
    Progress,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.core.timecode import clock
from desktop_app.core.transcript import Transcript
from desktop_app.export.registry import target_path, unique_path, write
from desktop_app.media.formats import find_media

INTERRUPTED = 130  # 128 + SIGINT, the shells' convention


class Reporter:
    """Lines on standard error; progress rewrites one line, on a terminal only."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._live = not quiet and sys.stderr.isatty()
        self._open_line = False

    def say(self, text: str) -> None:
        """A line of its own, unless quiet."""
        if not self._quiet:
            self.warn(text)

    def warn(self, text: str) -> None:
        """A line that also a quiet run shows: failures and what changed the result."""
        sys.stderr.write(("\n" if self._open_line else "") + text + "\n")
        self._open_line = False

    def show(self, name: str, event: TranscriptionEvent) -> None:
        """One event of the transcription of `name`."""
        if isinstance(event, Notice):
            self.warn(f"{name}: {event.text}")
        elif isinstance(event, ModelLoading):
            self.say(f"Loading {event.title} …")
        elif isinstance(event, Progress) and self._live:
            total = f" of {clock(event.total_s)}" if event.total_s else ""
            sys.stderr.write(f"\r{name}: {clock(event.done_s)}{total} \x1b[K")
            sys.stderr.flush()
            self._open_line = True


def run(services: Services, options: argparse.Namespace) -> int:
    """Transcribe everything asked for; 0 all done, 1 some failed, 130 interrupted."""
    reporter = Reporter(quiet=options.quiet)
    cancel = CancelToken()
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, lambda _number, _frame: cancel.cancel())
    try:
        store = services.store
        spec = store.find(options.model) if options.model else store.preferred()
        files, failed = _expand(options.files, reporter)
        taken: set[Path] = set()
        for file in files:
            try:
                _transcribe_one(services, options, spec, file, cancel, reporter, taken)
            except AppError as error:
                failed += 1
                reporter.warn(f"{file.name}: {error.sentence}")
    except AppError as error:
        reporter.warn(error.sentence)
        return 1
    except Cancelled:
        reporter.warn("Stopped.")
        return INTERRUPTED
    finally:
        services.session.close()
    return 1 if failed else 0


def _expand(paths: Iterable[Path], reporter: Reporter) -> tuple[list[Path], int]:
    """Files and the recordings of folders; a folder without any is named and counted."""
    files: list[Path] = []
    failed = 0
    for path in paths:
        try:
            files += find_media([path])
        except AppError as error:
            failed += 1
            reporter.warn(f"{path}: {error.sentence}")
    return list(dict.fromkeys(files)), failed


def _transcribe_one(
    services: Services,
    options: argparse.Namespace,
    spec: ModelSpec,
    file: Path,
    cancel: CancelToken,
    reporter: Reporter,
    taken: set[Path],
) -> None:
    request = TranscriptionRequest(
        media_path=file,
        model=spec,
        language=options.language,
        target_language=options.target_language,
        timestamps=options.timestamps or spec.best_timestamps,
        device=options.device,
        precision=options.precision,
        batch_size=options.batch_size,
        audio_track=options.track - 1,
    )
    try:
        transcript = services.session.transcribe(
            request, cancel, lambda event: reporter.show(file.name, event)
        )
    except (AppError, Cancelled):
        raise
    except Exception as error:  # the boundary of one file: the next ones go on
        raise UnexpectedError.wrap(error) from error
    if not transcript.segments:
        reporter.warn(f"{file.name}: No speech found.")
    _deliver(transcript, options, reporter, taken)


def _deliver(
    transcript: Transcript, options: argparse.Namespace, reporter: Reporter, taken: set[Path]
) -> None:
    """Write the files that were asked for, or the text to standard output."""
    if not options.format and options.output is None:
        sys.stdout.write(transcript.text + "\n" if transcript.segments else "")
        sys.stdout.flush()
        return
    folder = (options.output or transcript.media_path.parent).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    for format_id in options.format or ("txt",):
        target = unique_path(target_path(transcript.media_path, folder, format_id), taken)
        taken.add(target)
        write(transcript, format_id, target)
        reporter.say(f"{transcript.media_path.name}: wrote {target}")
