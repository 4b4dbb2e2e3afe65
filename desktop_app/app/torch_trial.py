"""Whether a fetched build of torch works here: the sample is transcribed with it on the GPU.

In a process of its own (`--torch-trial FOLDER DEVICE REPORT`): Python imports one torch only, and
a build that does not fit may end the process.
"""

import json
import logging
import os
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NoReturn

from desktop_app import TORCH_TRIAL
from desktop_app.core.cancel import CancelToken
from desktop_app.core.request import DeviceChoice
from desktop_app.system import environment
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


def main(arguments: Sequence[str]) -> NoReturn:
    """The trial itself; leaves the process with 0 where all is well, else with 1.

    Args:
        arguments: the folder of the build, the device, and the file for the report.
    """
    folder, device, report = arguments
    sys.path.insert(0, folder)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        environment.use_home(Path(home))
        found = _tried(DeviceChoice(device))
        logging.shutdown()  # the log lies in the folder that is now deleted
    Path(report).write_text(json.dumps(asdict(found)), encoding="utf-8")
    # Unloading torch and NeMo takes seconds, and a GPU's driver may still fail in it.
    os._exit(1 if found.problem else 0)


def _tried(device: DeviceChoice) -> TrialReport:
    from desktop_app.cli.self_test import transcribe_sample

    began_s = time.perf_counter()
    try:
        transcribe_sample(device)
        import torch

        used = torch.cuda.get_device_name(0) if device is DeviceChoice.CUDA else device.value
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        return TrialReport(f"{error}".strip() or repr(error), traceback.format_exc())
    return TrialReport(torch=torch.__version__, device=used, seconds=time.perf_counter() - began_s)


def _this_program() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [*interpreter(), "-m", "desktop_app"]
