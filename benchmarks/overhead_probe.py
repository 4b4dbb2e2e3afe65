"""`python -m benchmarks.overhead_probe MODEL WARM_UP FILE…`: measure where the time goes.

Prints, in one line of JSON, the seconds for the files, and those in which the model itself
computed: preprocessor, encoder or decoding. Each is timed from outside, in this process only.
Overlaps between threads count once.
"""

import functools
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.cpu_probe import SPEC
from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import DeviceChoice, Precision, TranscriptionRequest
from desktop_app.engine.nemo import loader as nemo_loader
from desktop_app.engine.nemo.recognizer import NemoRecognizer
from desktop_app.engine.session import Session

Span = tuple[float, float]


def timed(call: Callable[..., Any], spans: list[Span]) -> Callable[..., Any]:
    """Wrap a call to record its start and end."""

    @functools.wraps(call)
    def wrapped(*arguments: object, **keywords: object) -> object:
        started_s = time.perf_counter()
        try:
            return call(*arguments, **keywords)
        finally:
            spans.append((started_s, time.perf_counter()))

    return wrapped


def covered_s(spans: list[Span]) -> float:
    """Return the seconds covered by at least one span."""
    total_s, until_s = 0.0, float("-inf")
    for start_s, end_s in sorted(spans):
        total_s += max(0.0, end_s - max(start_s, until_s))
        until_s = max(until_s, end_s)
    return total_s


def main(folder: str, warm_up: str, *files: str) -> tuple[float, float]:
    """Return the total seconds and the model's."""
    spans: list[Span] = []

    def load(
        place: Path, spec: ModelSpec, at: DeviceChoice, asked: Precision, cancel: CancelToken
    ) -> NemoRecognizer:
        recognizer = nemo_loader.load(place, spec, at, asked, cancel)
        model = recognizer._model  # noqa: SLF001 - there is no other need for it
        model.preprocessor.forward = timed(model.preprocessor.forward, spans)
        model.encoder.forward = timed(model.encoder.forward, spans)
        # On the class, as NeMo recreates its decoding when times are requested.
        decoding = type(model.decoding)
        decoding.rnnt_decoder_predictions_tensor = timed(
            decoding.rnnt_decoder_predictions_tensor, spans
        )
        return recognizer

    session = Session(lambda _spec, _cancel: Path(folder), load)

    def hear(file: str) -> None:
        request = TranscriptionRequest(Path(file), SPEC, device=DeviceChoice.CPU)
        session.transcribe(request, CancelToken(), lambda _event: None)

    hear(warm_up)
    spans.clear()
    started_s = time.perf_counter()
    for file in files:
        hear(file)
    return time.perf_counter() - started_s, covered_s(spans)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*sys.argv[1:])) + "\n")
