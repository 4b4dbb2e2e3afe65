"""`aviary doctor`: check this computer, Aviary's folders and models, and try the sample."""

import json
import os
from contextlib import closing
from pathlib import Path

from desktop_app.app.checkup.checkup import CheckupCallbacks, SampleTrial, check_up, subject_of
from desktop_app.app.checkup.diagnostics import LEFT_OUT, save_with_report
from desktop_app.app.checkup.report import SampleResult
from desktop_app.app.services import Services
from desktop_app.cli.terminal import INTERRUPTED, USAGE, Terminal, cancel_on_interrupt
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, Cancelled, NameTaken
from desktop_app.system.files import require_writable
from desktop_app.system.streams import put_out


def run(
    services: Services,
    *,
    as_json: bool,
    is_quick: bool = False,
    save: Path | None = None,
    overwrite: bool = False,
) -> int:
    """Print the findings; return 0, 1 if there is a problem, 2 for wrong usage, 130 if interrupted.

    Args:
        services: the program's services.
        as_json: print JSON instead of text.
        is_quick: skip the sample and the large files.
        save: the path for the diagnostics file.
        overwrite: whether it replaces an existing file.
    """
    terminal = Terminal()
    cancel = cancel_on_interrupt()

    def run_trial(trial: SampleTrial, _cancel: CancelToken) -> SampleResult:
        with closing(services.session()) as session:
            return trial(session)

    try:
        if save is not None:
            _look_at(save, overwrite=overwrite)
        found = check_up(
            subject_of(services),
            LEFT_OUT if is_quick else run_trial,
            cancel,
            CheckupCallbacks(progress=lambda text, done: terminal.live(f"{done:4.0%}  {text}")),
            is_quick=is_quick,
        )
    except Cancelled:
        terminal.warn("Stopped.")
        return INTERRUPTED
    except NameTaken as error:
        terminal.warn(error.typed_sentence)
        return USAGE
    except AppError as error:
        terminal.warn(error.typed_sentence)
        return 1
    terminal.live("")
    has_failed = found.has_failed
    if save is not None:
        try:
            save_with_report(services, found, save, replaces=overwrite)
            terminal.warn(f"Saved as {save}.")
        except AppError as error:
            terminal.warn(error.typed_sentence)
            has_failed = True
    as_text = json.dumps(found.as_json(), ensure_ascii=False, indent=2) + "\n"
    put_out(as_text if as_json else found.as_text())
    return 1 if has_failed else 0


def _look_at(save: Path, *, overwrite: bool) -> None:
    """Check before the run that its report can be written.

    Raises:
        NameTaken, NotWritable, DiskFull: it cannot.
    """
    if not overwrite and os.path.lexists(save):
        raise NameTaken("“{path}” already exists.", path=save)
    require_writable(save.parent)
