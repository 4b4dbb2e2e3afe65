"""A model that fails at any point: the answer is whole, or its error is the cause."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, Cancelled, EngineError, ModelInvalid, OutOfMemory
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.request import DeviceChoice, ModelReady, Notice, Precision
from desktop_app.engine.fallback import FallbackRecognizer, Limits
from desktop_app.engine.recognizer import RecognitionOptions, Utterance
from desktop_app.media.chunks import AudioChunk
from tests.fakes import TimesNoWords

CPU, CUDA = DeviceChoice.CPU, DeviceChoice.CUDA
SPEC = ModelSpec("m", "Model", ModelKind.TRANSDUCER, "")
RATE_HZ = 16_000
# What a load or a call may do; None is success.
OUTCOMES = (None, OutOfMemory, EngineError, ModelInvalid, Cancelled)


class Script:
    """What becomes of each load and each call, in order; all that follows succeeds."""

    def __init__(self, outcomes: Sequence[type[Exception] | None]) -> None:
        self._outcomes = list(outcomes)
        self.raised: list[Exception] = []
        self.loads: list[DeviceChoice] = []

    def play(self, what: str) -> None:
        outcome = self._outcomes.pop(0) if self._outcomes else None
        if outcome is not None:
            self.raised.append(outcome(f"{what} number {len(self.raised)}"))
            raise self.raised[-1]

    def load(self, device: DeviceChoice, _precision: Precision) -> "FakeRecognizer":
        self.loads.append(device)
        self.play("load")
        return FakeRecognizer(self, device)


class FakeRecognizer(TimesNoWords):
    """Hears of each chunk where it begins and ends."""

    spec, precision, parameters = SPEC, Precision.FP32, 1

    def __init__(self, script: Script, device: DeviceChoice) -> None:
        self._script = script
        self.device = device

    def recognize(
        self,
        chunks: Sequence[AudioChunk],
        _options: RecognitionOptions,
        _cancel: CancelToken | None = None,
    ) -> list[Utterance]:
        self._script.play("call")
        return [Utterance("heard", (), chunk.start_s, chunk.end_s) for chunk in chunks]

    def take_note(self) -> str:
        return ""

    def free_memory(self) -> None: ...

    def is_usable(self) -> bool:
        return True

    def close(self) -> None: ...


def chunk(start_s: float, seconds: float) -> AudioChunk:
    return AudioChunk(start_s, np.zeros(round(seconds * RATE_HZ), np.float32), ())


def fallback_of(script: Script, events: list[object]) -> FallbackRecognizer:
    return FallbackRecognizer(
        Limits(), script.load, RecognitionOptions(), CancelToken(), events.append
    )


def failure_of(call: Callable[[], None]) -> Exception | None:
    """What it fails with, of what a caller is ready for."""
    try:
        call()
    except (AppError, Cancelled) as error:
        return error
    return None


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from(OUTCOMES), max_size=14),
    st.lists(st.lists(st.sampled_from((1.0, 9.0, 20.0)), min_size=1, max_size=4), min_size=1),
    st.sampled_from((CPU, CUDA)),
)
def test_the_answer_is_whole_or_the_error_is_the_cause(
    outcomes: list[type[Exception] | None], batches: list[list[float]], device: DeviceChoice
) -> None:
    script, events = Script(outcomes), list[object]()
    fallback = fallback_of(script, events)
    failure = failure_of(lambda: fallback.start(device, Precision.AUTO))
    if failure is not None:
        assert failure is script.raised[-1]
        return
    for lengths_s in batches:
        batch = [chunk(100.0 * number, seconds) for number, seconds in enumerate(lengths_s)]
        heard: list[Utterance] = []

        def recognize(batch: list[AudioChunk] = batch, heard: list[Utterance] = heard) -> None:
            heard += fallback.recognize(batch)

        failures = [failure_of(recognize)]
        while failures[-1] is not None:  # a caller may try again, with less
            assert failures[-1] is script.raised[-1]
            failures.append(failure_of(recognize))
        assert [(one.start_s, one.end_s) for one in heard] == [
            (one.start_s, one.end_s) for one in batch
        ]
    # In any case the reported device is true, and fallbacks only get more severe.
    ready = [event for event in events if isinstance(event, ModelReady)]
    assert ready[-1].device is fallback.recognizer.device
    assert CUDA not in script.loads[1:]
    was_moved = device is CUDA and fallback.recognizer.device is CPU
    notes = [event.text for event in events if isinstance(event, Notice)]
    assert any("continues on the CPU" in note for note in notes) is was_moved


def test_a_cpu_without_memory_is_reported_again_and_not_forgotten() -> None:
    """The GPU fails in the company of another file's chunk, and the CPU cannot take the model."""
    script = Script([None, OutOfMemory, OutOfMemory, OutOfMemory, OutOfMemory, OutOfMemory])
    fallback = fallback_of(script, [])
    fallback.start(CUDA, Precision.AUTO)
    with pytest.raises(OutOfMemory):
        fallback.recognize([chunk(0.0, 2.0), chunk(10.0, 2.0)])
    with pytest.raises(OutOfMemory, match="load"):
        fallback.recognize([chunk(0.0, 2.0)])
    with pytest.raises(OutOfMemory, match="load"):
        fallback.recognize([chunk(0.0, 2.0)])
    assert len(fallback.recognize([chunk(0.0, 2.0)])) == 1  # there is memory again
    assert script.loads == [CUDA, CPU, CPU, CPU, CPU]
