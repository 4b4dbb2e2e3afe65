"""Run one side of the benchmark "folder" in a fresh process.

`python -m benchmarks.folder_probe ours|theirs MODEL BLANK_BIAS WARM_UP FILE…` prints one line of
JSON: the seconds for the files, with the model in memory and one file transcribed before. MODEL is
an unpacked folder for ours and a .nemo for NeMo; BLANK_BIAS is "none" if the model needs none.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.cpu_probe import SPEC, let_speak
from desktop_app.app.jobs.queue import MOST_UPCOMING
from desktop_app.core.cancel import CancelToken
from desktop_app.core.request import DeviceChoice, TranscriptionRequest
from desktop_app.engine.compute.runtime import default_thread_count, quiet, torch_threads
from desktop_app.engine.nemo.importing import import_nemo
from desktop_app.engine.session import Session
from tests.random_models import VALIDATION


def ours(model: Path, _blank_bias: str, warm_up: Path, files: list[Path]) -> float:
    """Run the program, with the upcoming files, as the window and the terminal do."""
    session = Session(lambda _spec, _cancel: model)
    requests = [TranscriptionRequest(file, SPEC, device=DeviceChoice.CPU) for file in files]

    def hear(request: TranscriptionRequest, upcoming: Sequence[TranscriptionRequest]) -> None:
        session.transcribe(request, CancelToken(), lambda _event: None, upcoming)

    hear(TranscriptionRequest(warm_up, SPEC, device=DeviceChoice.CPU), ())
    started_s = time.perf_counter()
    for number, request in enumerate(requests, start=1):
        hear(request, requests[number : number + MOST_UPCOMING])
    return time.perf_counter() - started_s


def theirs(model: Path, blank_bias: str, warm_up: Path, files: list[Path]) -> float:
    """Run NeMo's own call with all files at once, its defaults and our number of threads."""
    from omegaconf import open_dict

    models = import_nemo().models
    with quiet():
        restored = models.ASRModel.restore_from(str(model), map_location="cpu").eval()
    if blank_bias != "none":
        let_speak(restored, float(blank_bias))
    with open_dict(restored.cfg):
        # NeMo reads it, and neither model has one: there is nothing to validate with.
        restored.cfg.validation_ds = VALIDATION
    with quiet(), torch_threads(default_thread_count()):
        restored.transcribe([str(warm_up)], verbose=False)
        started_s = time.perf_counter()
        restored.transcribe([str(file) for file in files], verbose=False)
        return time.perf_counter() - started_s


SIDES: dict[str, Callable[[Path, str, Path, list[Path]], float]] = {"ours": ours, "theirs": theirs}


if __name__ == "__main__":
    _side, _model, _bias, _warm_up, *_files = sys.argv[1:]
    import_nemo()
    _seconds = SIDES[_side](Path(_model), _bias, Path(_warm_up), [Path(f) for f in _files])
    sys.stdout.write(json.dumps(_seconds) + "\n")
