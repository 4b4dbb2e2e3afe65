"""`aviary doctor`: checks this computer, Aviary's folders and models, and tries the sample."""

import json
import sys
from pathlib import Path

from desktop_app.app.checkup import Attempt, Told, check_up, subject_of
from desktop_app.app.checkup_report import SampleResult
from desktop_app.app.diagnostics import LEFT_OUT, save_with_report
from desktop_app.app.services import Services
from desktop_app.app.terminal import INTERRUPTED, Terminal, cancel_on_interrupt
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, Cancelled


def run(
    services: Services, *, as_json: bool, is_quick: bool = False, save: Path | None = None
) -> int:
    """Print what was found; 1 when anything has a problem, 130 when interrupted.

    Args:
        services: what is checked.
        as_json: for machines instead of people.
        is_quick: without the sample and the large files.
        save: where everything that helps to find a fault is written.
    """
    terminal = Terminal()
    cancel = cancel_on_interrupt()

    def borrow(attempt: Attempt, _cancel: CancelToken) -> SampleResult:
        return attempt(services.session)

    try:
        found = check_up(
            subject_of(services),
            LEFT_OUT if is_quick else borrow,
            cancel,
            Told(progress=lambda text, done: terminal.live(f"{done:4.0%}  {text}")),
            is_quick=is_quick,
        )
    except Cancelled:
        terminal.warn("Stopped.")
        return INTERRUPTED
    finally:
        services.session.close()
    terminal.live("")
    as_text = json.dumps(found.as_json(), ensure_ascii=False, indent=2) + "\n"
    sys.stdout.write(as_text if as_json else found.as_text())
    has_failed = found.has_failed
    if save is not None:
        try:
            save_with_report(services, found, save.absolute())
            terminal.warn(f"Saved as {save.absolute()}.")
        except AppError as error:
            terminal.warn(error.typed_sentence)
            has_failed = True
    return 1 if has_failed else 0
