"""The trial's process: transcribe the sample with a downloaded build of torch."""

import json
import logging
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import NoReturn

from desktop_app.cli.self_test import transcribe_sample
from desktop_app.core.request import DeviceChoice
from desktop_app.engine import device as devices
from desktop_app.gpu.trial import TrialReport
from desktop_app.system import environment


def main(arguments: Sequence[str]) -> NoReturn:
    """Run the trial; exit with 0 on success, else with 1.

    Args:
        arguments: the folder of the build, the device, and the file for the report.
    """
    folder, device, report = arguments
    sys.path.insert(0, folder)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        environment.use_home(Path(home))
        found = _tried(DeviceChoice(device))
        logging.shutdown()  # the log is in the folder that is now deleted
    Path(report).write_text(json.dumps(asdict(found)), encoding="utf-8")
    # Unloading torch and NeMo takes seconds, and a GPU's driver may still crash then.
    os._exit(1 if found.problem else 0)


def _tried(device: DeviceChoice) -> TrialReport:
    began_s = time.perf_counter()
    try:
        if device is DeviceChoice.CUDA:  # said in seconds, before NeMo is imported
            devices.choose(device, devices.cuda_problem())
        transcribe_sample(device)
        import torch

        used = torch.cuda.get_device_name(0) if device is DeviceChoice.CUDA else device.value
    except Exception as error:  # noqa: BLE001 - any failure is reported
        return TrialReport(f"{error}".strip() or repr(error), traceback.format_exc())
    return TrialReport(torch=torch.__version__, device=used, seconds=time.perf_counter() - began_s)
