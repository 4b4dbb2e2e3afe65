"""Out of memory in real NeMo: the text is complete and equal, and there is one notice.

Real speech and the bundled model; only the lack of memory is made: torch's own error, raised where
a batch is larger than what is to fit. How the engine goes on from there, with recordings of all
kinds, is in tests/unit/engine/test_scheduling.py.
"""

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
from desktop_app.engine.fallback import SHORTER_NOTE
from desktop_app.engine.nemo import loader as nemo_loader
from desktop_app.engine.nemo.recognizer import NO_GRAPHS_NOTE, NemoRecognizer
from desktop_app.engine.recognizer import Hypothesis
from desktop_app.engine.session import Session
from tests.engine.asking import SAMPLE, assert_invariants, request, text_of
from tests.random_models import RandomModel

pytestmark = pytest.mark.real_model
RATE_HZ = 16_000
NO_GPU_MEMORY = "CUDA out of memory. Tried to allocate 20.00 GiB."
NO_MEMORY = "[enforce fail at alloc_cpu.cpp:117] DefaultCPUAllocator: can't allocate memory"


class Scarce:
    """A session whose model, on a device, accepts only that many seconds at once.

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

    def lift(self) -> None:
        """Have memory for everything, and nothing known of the time before."""
        self._seconds = float("inf")
        self.session.close()

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


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample two times over: more chunks than one."""
    import soundfile

    sound, rate_hz = soundfile.read(SAMPLE, dtype="float32")
    path = tmp_path_factory.mktemp("media") / "twice.wav"
    soundfile.write(path, np.tile(sound, 2), rate_hz)
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
        (DeviceChoice.CPU, 11.0, SHORTER_NOTE),
        (DeviceChoice.CUDA, 0.0, "Aviary continues on the CPU"),
    ],
)
def test_with_less_memory_the_text_is_the_same_and_reported_once(
    on: DeviceChoice, seconds: float, note: str, starter: RandomModel, twice: Path
) -> None:
    scarce = Scarce(starter, on=on, seconds=seconds)
    transcript, notes = transcribed(scarce, starter, twice, on)
    assert scarce.refused
    assert len(notes) == 1
    assert note in notes[0]

    scarce.lift()
    plenty, _ = run(scarce, starter, twice, DeviceChoice.CPU)
    assert text_of(transcript.segments) == text_of(plenty.segments)
    assert_invariants(transcript.segments, 0.0, transcript.duration_s)


def test_a_recording_that_fails_on_the_gpu_takes_no_other_to_the_cpu(
    starter: RandomModel, twice: Path
) -> None:
    scarce = Scarce(starter, on=DeviceChoice.CUDA, seconds=0.0, says="CUDA error: misaligned")
    for _ in range(2):
        transcript, notes = transcribed(scarce, starter, twice, DeviceChoice.CUDA)
        assert len(transcript.segments) >= 12
        assert len(notes) == 1
    scarce.session.close()
    assert scarce.loads == [DeviceChoice.CUDA, DeviceChoice.CPU] * 2


def test_not_even_a_little_fits_on_the_cpu(starter: RandomModel, twice: Path) -> None:
    scarce = Scarce(starter, on=DeviceChoice.CPU, seconds=0.0)
    with pytest.raises(OutOfMemory) as caught:
        run(scarce, starter, twice, DeviceChoice.CPU)
    assert NO_MEMORY in str(root_errors(caught.value)[0])


def test_failing_cuda_graphs_are_left_and_reported_once(
    starter: RandomModel, twice: Path, monkeypatch: pytest.MonkeyPatch
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
    transcript, notes = run(scarce, starter, twice, DeviceChoice.CUDA)
    assert len(transcript.segments) >= 12
    assert notes == [NO_GRAPHS_NOTE]
