"""Out of memory with every fallback: the text is whole and the same, and the user is told once.

Real speech and the bundled model; only the lack of memory is made: torch's own error, raised where
a batch is larger than what is to fit.
"""

import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.causes import root_errors
from desktop_app.core.errors import OutOfMemory
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import DeviceChoice, Notice, Precision, TranscriptionEvent
from desktop_app.core.transcript import Transcript
from desktop_app.engine import fallback
from desktop_app.engine.fallback import FEWER_NOTE, SHORTER_NOTE
from desktop_app.engine.nemo import loader as nemo_loader
from desktop_app.engine.nemo.recognizer import NO_GRAPHS_NOTE, NemoRecognizer
from desktop_app.engine.recognizer import Hypothesis
from desktop_app.engine.session import Session
from tests.engine.asking import SAMPLE, assert_invariants, request, text_of
from tests.random_models import RandomModel

pytestmark = pytest.mark.real_model
RATE_HZ = 16_000
SLOW_S = 0.1
NO_GPU_MEMORY = "CUDA out of memory. Tried to allocate 20.00 GiB."
NO_MEMORY = "[enforce fail at alloc_cpu.cpp:117] DefaultCPUAllocator: can't allocate memory"


class Scarce:
    """A session whose model, on a device, takes only so many seconds at once.

    There is no GPU here: what is to be on one is on the CPU, and says that it is on a GPU.
    """

    def __init__(
        self,
        model: RandomModel,
        *,
        on: DeviceChoice,
        seconds: float,
        says: str = "",
    ) -> None:
        self.refused: list[float] = []
        self.loads: list[DeviceChoice] = []
        self.taken: list[float] = []
        self._on, self._seconds = on, seconds
        self._says = says or (NO_GPU_MEMORY if on is DeviceChoice.CUDA else NO_MEMORY)
        self.session = Session(lambda _spec, _cancel: model.folder, self._load, lambda: None)

    def _load(
        self,
        folder: Path,
        spec: ModelSpec,
        at: DeviceChoice,
        precision: Precision,
        cancel: CancelToken,
    ) -> NemoRecognizer:
        self.loads.append(at)
        if at is DeviceChoice.CUDA:
            precision = Precision.FP32
        recognizer = nemo_loader.load(folder, spec, DeviceChoice.CPU, precision, cancel)
        real = recognizer._model.transcribe

        def transcribe(arrays: list[Any], **keywords: object) -> list[Hypothesis]:
            time.sleep(SLOW_S)  # so that more than one chunk waits for the next batch
            seconds = max(map(len, arrays)) * len(arrays) / RATE_HZ
            if recognizer.device is self._on and seconds > self._seconds:
                self.refused.append(seconds)
                raise RuntimeError(self._says)
            self.taken.append(seconds)
            heard: list[Hypothesis] = real(arrays, **keywords)
            return heard

        recognizer._model.transcribe = transcribe
        recognizer.device = at
        return recognizer


@pytest.fixture
def two_minutes(tmp_path: Path) -> Path:
    import soundfile

    sound, rate_hz = soundfile.read(SAMPLE, dtype="float32")
    path = tmp_path / "two minutes.wav"
    soundfile.write(path, np.tile(sound, 5), rate_hz)
    return path


def run(
    scarce: Scarce, model: RandomModel, path: Path, device: DeviceChoice
) -> tuple[Transcript, list[str]]:
    heard = transcribed(scarce, model, path, device)
    scarce.session.close()
    return heard


def transcribed(
    scarce: Scarce, model: RandomModel, path: Path, device: DeviceChoice
) -> tuple[Transcript, list[str]]:
    events: list[TranscriptionEvent] = []
    asked = request(model, path, device=device)
    transcript = scarce.session.transcribe(asked, CancelToken(), events.append)
    return transcript, [event.text for event in events if isinstance(event, Notice)]


@pytest.mark.parametrize(
    ("on", "seconds", "note"),
    [
        (DeviceChoice.CPU, 30.0, FEWER_NOTE),
        (DeviceChoice.CPU, 11.0, SHORTER_NOTE),
        (DeviceChoice.CUDA, 30.0, FEWER_NOTE),
        (DeviceChoice.CUDA, 11.0, SHORTER_NOTE),
        (DeviceChoice.CUDA, 0.0, "Aviary goes on with the CPU"),
    ],
)
def test_with_every_fallback_the_text_is_the_same_and_told_once(
    on: DeviceChoice, seconds: float, note: str, starter: RandomModel, two_minutes: Path
) -> None:
    plenty, none = run(Scarce(starter, on=on, seconds=1e9), starter, two_minutes, DeviceChoice.CPU)
    scarce = Scarce(starter, on=on, seconds=seconds)
    transcript, notes = run(scarce, starter, two_minutes, on)

    assert none == []
    assert scarce.refused
    assert text_of(transcript.segments) == text_of(plenty.segments)
    assert_invariants(transcript.segments, 0.0, transcript.duration_s)
    assert len(notes) == 1
    assert note in notes[0]
    # What did not fit is not tried again and again.
    assert len(scarce.refused) <= 6


@pytest.mark.parametrize(
    ("on", "seconds"),
    [(DeviceChoice.CPU, 30.0), (DeviceChoice.CPU, 11.0), (DeviceChoice.CUDA, 0.0)],
)
def test_what_follows_begins_with_the_fallback_that_was_found(
    on: DeviceChoice,
    seconds: float,
    starter: RandomModel,
    two_minutes: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scarce = Scarce(starter, on=on, seconds=seconds)
    first, told = transcribed(scarce, starter, two_minutes, on)
    refused, loads = len(scarce.refused), len(scarce.loads)
    second, told_again = transcribed(scarce, starter, two_minutes, on)

    assert refused
    assert text_of(second.segments) == text_of(first.segments)
    assert told_again == told  # each row in the queue says what became of its own recording
    assert (len(scarce.refused), len(scarce.loads)) == (refused, loads)

    monkeypatch.setattr(fallback, "TRY_AGAIN_S", 0.0)  # memory may be free again by now
    transcribed(scarce, starter, two_minutes, on)
    assert len(scarce.refused) > refused
    scarce.session.close()


def test_a_gpu_that_failed_is_tried_again_when_the_model_was_unloaded(
    starter: RandomModel, two_minutes: Path
) -> None:
    scarce = Scarce(starter, on=DeviceChoice.CUDA, seconds=0.0)
    for _ in range(2):
        run(scarce, starter, two_minutes, DeviceChoice.CUDA)
    assert scarce.loads == [DeviceChoice.CUDA, DeviceChoice.CPU] * 2


def test_a_recording_that_fails_on_the_gpu_takes_no_other_to_the_cpu(
    starter: RandomModel, two_minutes: Path
) -> None:
    scarce = Scarce(starter, on=DeviceChoice.CUDA, seconds=0.0, says="CUDA error: misaligned")
    for _ in range(2):
        transcript, notes = transcribed(scarce, starter, two_minutes, DeviceChoice.CUDA)
        assert len(transcript.segments) >= 30
        assert len(notes) == 1
    scarce.session.close()
    assert scarce.loads == [DeviceChoice.CUDA, DeviceChoice.CPU] * 2


def test_not_even_a_little_fits_on_the_cpu(starter: RandomModel, two_minutes: Path) -> None:
    scarce = Scarce(starter, on=DeviceChoice.CPU, seconds=0.0)
    with pytest.raises(OutOfMemory) as caught:
        run(scarce, starter, two_minutes, DeviceChoice.CPU)
    assert NO_MEMORY in str(root_errors(caught.value)[0])


def test_failing_cuda_graphs_are_left_and_told_once(
    starter: RandomModel, two_minutes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scarce = Scarce(starter, on=DeviceChoice.CUDA, seconds=1e9)
    graphs = {"are on": True}
    load = scarce._load

    def with_graphs(*arguments: Any) -> NemoRecognizer:
        recognizer = load(*arguments)
        real = recognizer._model.transcribe

        def transcribe(arrays: list[Any], **keywords: object) -> list[Hypothesis]:
            if graphs["are on"]:
                raise RuntimeError("CUDA error: operation not permitted when stream is capturing")
            heard: list[Hypothesis] = real(arrays, **keywords)
            return heard

        def disable() -> bool:
            were_on, graphs["are on"] = graphs["are on"], False
            return were_on

        monkeypatch.setattr(recognizer._model, "disable_cuda_graphs", disable, raising=True)
        recognizer._model.transcribe = transcribe
        return recognizer

    scarce.session = Session(lambda _spec, _cancel: starter.folder, with_graphs, lambda: None)
    transcript, notes = run(scarce, starter, two_minutes, DeviceChoice.CUDA)
    assert len(transcript.segments) >= 30
    assert notes == [NO_GRAPHS_NOTE]
