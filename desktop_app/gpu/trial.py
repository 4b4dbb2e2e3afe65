"""Try a downloaded build of torch: transcribe the sample with it on the GPU.

It runs in its own process (`--torch-trial FOLDER DEVICE REPORT`): Python can import only one torch,
and an unsuitable build may crash the process.
"""

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from msgspec import convert

from desktop_app import TORCH_TRIAL
from desktop_app.core.cancel import CancelToken
from desktop_app.core.request import DeviceChoice
from desktop_app.core.sentences import tr
from desktop_app.system.utf8_mode import interpreter

# The first import of a new build takes minutes at worst, because antivirus programs scan all of it.
LIMIT_S = 900.0
POLL_S = 0.1


@dataclass(frozen=True, slots=True)
class TrialReport:
    """A trial's report.

    Attributes:
        problem: the last line of the error, or "".
        detail: the whole error.
        torch: the imported version.
        device: the device used.
        seconds: time from the first import to the transcript.
    """

    problem: str = ""
    detail: str = ""
    torch: str = ""
    device: str = ""
    seconds: float = 0.0


def try_out(folder: Path, device: DeviceChoice, cancel: CancelToken) -> TrialReport:
    """Run a trial and wait for it.

    Args:
        folder: the unpacked build.
        device: the device it must use.
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
            return TrialReport(
                tr("Aviary could not be started for a trial ({reason})").format(reason=error),
                repr(error),
            )
        until_s = time.monotonic() + LIMIT_S
        try:
            while process.poll() is None:
                cancel.wait(POLL_S)
                if time.monotonic() > until_s:
                    return TrialReport(
                        tr("it did not answer within {minutes:.0f} minutes").format(
                            minutes=LIMIT_S / 60
                        )
                    )
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
        try:
            return convert(json.loads(report.read_text(encoding="utf-8")), TrialReport)
        except (OSError, ValueError):
            return TrialReport(tr("it ended with code {code:#x}").format(code=process.returncode))


def _this_program() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [*interpreter(), "-m", "desktop_app"]
