"""`aviary doctor`: checks this computer, Aviary's folders and models, and tries the sample."""

import json
import sys

from desktop_app.app.checkup import Attempt, Told, check_up, subject_of
from desktop_app.app.checkup_report import SampleResult
from desktop_app.app.services import Services
from desktop_app.app.terminal import INTERRUPTED, Terminal, cancel_on_interrupt
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled

LEFT_OUT = "this is a quick check"


def run(services: Services, *, as_json: bool, is_quick: bool = False) -> int:
    """Print what was found; 1 when a folder or the sample has a problem, 130 when interrupted.

    Args:
        services: what is checked.
        as_json: for machines instead of people.
        is_quick: without the sample and the large files.
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
    return 1 if found.has_failed else 0
