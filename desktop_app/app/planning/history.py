"""The speed history: the last runs of each model, as JSON in the cache.

A damaged file loses only the history; entries that cannot be parsed are skipped.
"""

import json
import logging
import os
import socket
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

from msgspec import Meta, convert

from desktop_app.core.errors import AppError
from desktop_app.core.plan import Estimate
from desktop_app.core.request import DeviceChoice, Precision, TranscriptionRequest
from desktop_app.system.files import write_atomically

logger = logging.getLogger(__name__)

FILE_NAME = "speed.json"
SCHEMA = 1
KEPT_RUNS = 20
LOCK_S = 2.0
# Each earlier run weighs a tenth less than the next: half after seven.
FADING = 0.9
# The speed of a run of a few seconds is dominated by its start and end.
FULL_WEIGHT_S = 30.0
# JSON numbers may be infinite or NaN.
LARGEST = sys.float_info.max
Positive = Annotated[float, Meta(gt=0, le=LARGEST)]


def computer_name() -> str:
    """Return this computer's name; others may share the folder (a portable drive)."""
    # platform.node() returns the same, but starts a shell on Windows.
    return f"{socket.gethostname()}, {os.cpu_count()} threads"


@dataclass(frozen=True, slots=True)
class Run:
    """The record of one transcription; its types are the schema in the file.

    Attributes:
        machine: `computer_name`.
        model_id: as `speed_key` gives it.
        device: the actual device.
        precision: the actual precision.
        asked_device: the requested device.
        asked_precision: the requested precision.
        audio_s: seconds of audio.
        work_s: seconds of work with the model in memory.
        load_s: seconds to load it; None if it was in memory already.
        when: seconds since 1970.
    """

    machine: str
    model_id: str
    device: DeviceChoice
    precision: Precision
    asked_device: DeviceChoice
    asked_precision: Precision
    audio_s: Positive
    work_s: Positive
    load_s: Annotated[float, Meta(ge=0, le=LARGEST)] | None
    when: Positive

    @property
    def key(self) -> tuple[str, str, DeviceChoice, Precision]:
        """The key of comparable runs."""
        return (self.machine, self.model_id, self.device, self.precision)


def speed_key(request: TranscriptionRequest) -> str:
    """Return what runs are known by: the model's id, and that of a diarizer that computes too."""
    diarizer = request.speakers.model if request.speakers is not None else None
    return request.model.id if diarizer is None else f"{request.model.id} + {diarizer.id}"


class SpeedHistory:
    """The runs in one file, shared with other programs; read once, and again after each save.

    Args:
        path: the JSON file, in an existing folder.
        machine: the computer whose runs count.
    """

    def __init__(self, path: Path, machine: str | None = None) -> None:
        self._path = path
        self._machine = computer_name() if machine is None else machine
        self._runs: tuple[Run, ...] = ()
        self._unsaved: list[Run] = []

    @property
    def machine(self) -> str:
        """The computer whose runs count."""
        return self._machine

    def load(self) -> None:
        """Read the file; not in the GUI thread."""
        self._runs = tuple(self._read())

    def note(self, run: Run) -> None:
        """Save one run; not in the GUI thread. A failure is only logged.

        A run that could not be saved is saved with the next one.
        """
        from filelock import FileLock, Timeout

        self._unsaved.append(run)
        try:
            with FileLock(self._path.with_suffix(".lock"), timeout=LOCK_S):
                waiting = tuple(self._unsaved)
                runs = _latest([*self._read(), *waiting])
                content = {"schema": SCHEMA, "runs": [asdict(kept) for kept in runs]}
                write_atomically(self._path, json.dumps(content, indent=1).encode())
                self._unsaved = self._unsaved[len(waiting) :]
        except (AppError, OSError, Timeout) as error:
            logger.warning("the speed of a run was not kept: %s", error)
            runs = _latest([*self._runs, run])
        self._runs = tuple(runs)

    def decided(self, request: TranscriptionRequest) -> tuple[DeviceChoice, Precision] | None:
        """Return the actual device and precision of the last run of such a request."""
        alike = (
            run
            for run in reversed(self._runs)
            if run.machine == self._machine
            and run.model_id == speed_key(request)
            and run.asked_device is request.device
            and run.asked_precision is request.precision
        )
        return next(((run.device, run.precision) for run in alike), None)

    def estimate(
        self, model_id: str, device: DeviceChoice, precision: Precision, audio_s: float
    ) -> Estimate | None:
        """Estimate the time for `audio_s` seconds of audio; None without an earlier run.

        Uses the weighted median of work per second of audio, with recent and long runs weighing
        more: one run beside a virus scan does not affect it.
        """
        key = (self._machine, model_id, device, precision)
        runs = [run for run in self._runs if run.key == key]
        if not runs:
            return None
        from statistics import median

        loads = [run.load_s for run in runs if run.load_s is not None]
        return Estimate(
            work_s=audio_s * _typical_ratio(runs),
            load_s=median(loads) if loads else None,
            runs=len(runs),
        )

    def _read(self) -> list[Run]:
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return []
        except (OSError, ValueError, RecursionError) as error:
            logger.warning("the speed of earlier runs cannot be read: %s", error)
            return []
        listed = stored.get("runs") if isinstance(stored, dict) else None
        runs: list[Run] = []
        for one in listed if isinstance(listed, list) else []:
            try:
                runs.append(convert(one, Run))
            except ValueError as error:
                logger.info("a run in the speed history is left out: %s", error)
        return runs


def _latest(runs: Iterable[Run]) -> list[Run]:
    """Return the last `KEPT_RUNS` of each key, in order."""
    kept: list[Run] = []
    counts: dict[object, int] = {}
    for run in sorted(runs, key=lambda one: one.when, reverse=True):
        counts[run.key] = counts.get(run.key, 0) + 1
        if counts[run.key] <= KEPT_RUNS:
            kept.append(run)
    return kept[::-1]


def _typical_ratio(runs: list[Run]) -> float:
    """Return the weighted median of seconds of work per second of audio; `runs` are in order."""
    weighed = sorted(
        (run.work_s / run.audio_s, FADING**age * min(1.0, run.audio_s / FULL_WEIGHT_S))
        for age, run in enumerate(reversed(runs))
    )
    half = sum(weight for _, weight in weighed) / 2
    reached = 0.0
    for ratio, weight in weighed:
        reached += weight
        if reached >= half:
            return ratio
    return weighed[-1][0]
