"""Whether a fetched build of torch works here: the sample is transcribed with it on the GPU.

In a process of its own (`--torch-trial FOLDER DEVICE REPORT`): Python imports one torch only, and
a build that does not fit may end the process.
"""

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from desktop_app import TORCH_TRIAL
from desktop_app.core.cancel import CancelToken
from desktop_app.core.request import DeviceChoice
from desktop_app.system.utf8_mode import interpreter

# The first import of a new build, which antivirus programs read as a whole, takes minutes at worst.
LIMIT_S = 900.0
POLL_S = 0.1


@dataclass(frozen=True, slots=True)
class TrialReport:
    """What a trial found.

    Attributes:
        problem: the last line of what went wrong, or nothing.
        detail: all of it.
        torch: the version that was imported.
        device: what it computed on.
        seconds: from the first import to the transcript.
    """

    problem: str = ""
    detail: str = ""
    torch: str = ""
    device: str = ""
    seconds: float = 0.0


def try_out(folder: Path, device: DeviceChoice, cancel: CancelToken) -> TrialReport:
    """Start a trial and wait for it.

    Args:
        folder: of the unpacked build.
        device: what it must compute on.
        cancel: ends the trial.

    Raises:
        Cancelled: `cancel` was set.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        report = Path(place, "report.json")
        command = [*_this_program(), TORCH_TRIAL, str(folder), device.value, str(report)]
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:  # an antivirus program may forbid it
            return TrialReport(f"Aviary could not be started for a trial ({error})", repr(error))
        until_s = time.monotonic() + LIMIT_S
        try:
            while process.poll() is None:
                cancel.wait(POLL_S)
                if time.monotonic() > until_s:
                    return TrialReport(f"it did not answer within {LIMIT_S / 60:.0f} minutes")
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
        try:
            return TrialReport(**json.loads(report.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return TrialReport(f"it ended with code {process.returncode:#x}")


def _this_program() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [*interpreter(), "-m", "desktop_app"]
