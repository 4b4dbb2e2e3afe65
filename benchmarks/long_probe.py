"""Measure one long recording: `python -m benchmarks.long_probe MODEL SHORT LONG`.

Transcribes SHORT first, so that the model is in memory, and prints for LONG, in one line of JSON:
the seconds of work, the seconds of sound, and the peak of the resident set since then, which
includes the libraries and the model.
"""

import gc
import json
import sys
import time
from pathlib import Path

from benchmarks.cpu_probe import SPEC
from benchmarks.process_memory import peak_bytes, reset_peak
from desktop_app.core.cancel import CancelToken
from desktop_app.core.request import DeviceChoice, TranscriptionRequest
from desktop_app.engine.session import Session


def probe(model: Path, short: Path, long: Path) -> tuple[float, float, int]:
    """Return seconds of work, seconds of sound, bytes."""
    session = Session(lambda _spec, _cancel: model)

    def hear(path: Path) -> float:
        request = TranscriptionRequest(path, SPEC, device=DeviceChoice.CPU)
        return session.transcribe(request, CancelToken(), lambda _event: None).duration_s

    hear(short)
    gc.collect()
    reset_peak()
    started_s = time.perf_counter()
    duration_s = hear(long)
    return time.perf_counter() - started_s, duration_s, peak_bytes()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(probe(*map(Path, sys.argv[1:]))) + "\n")
