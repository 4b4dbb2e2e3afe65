"""The session with recognisers of the test's own: devices, fall-backs, order, cancelling."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pytest
from numpy.typing import NDArray

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import (
    Cancelled,
    EngineError,
    GpuUnavailable,
    MediaMissing,
    ModelInvalid,
    OutOfMemory,
)
from desktop_app.core.media import MediaInfo
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.request import (
    ChunkHeard,
    DeviceChoice,
    ModelLoading,
    ModelReady,
    Notice,
    Precision,
    Progress,
    SegmentsReady,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.core.transcript import Transcript
from desktop_app.engine import device, session
from desktop_app.engine.loaded import LoadedModels
from desktop_app.engine.recognizer import RecognitionOptions, Utterance
from desktop_app.engine.session import Load
from desktop_app.media import feed
from desktop_app.media.chunks import AudioChunk
from tests.fakes import TimesNoWords

SPEC = ModelSpec("m", "Model", ModelKind.TRANSDUCER, "")
CPU, CUDA = DeviceChoice.CPU, DeviceChoice.CUDA
# Looks at the chunks and raises what the recogniser is to fail with.
Fail: TypeAlias = Callable[[Sequence[AudioChunk]], None]


class FakeRecognizer(TimesNoWords):
    def __init__(self, spec: ModelSpec, at: DeviceChoice, fail: Fail | None = None) -> None:
        self.spec, self.device, self.precision = spec, at, Precision.FP32
        self.parameters = 10**6
        self.fail = fail
        self.batches: list[list[float]] = []
        self.closed, self.usable, self.freed = False, True, False

    def recognize(
        self,
        chunks: Sequence[AudioChunk],
        options: RecognitionOptions,  # noqa: ARG002 - a Recognizer takes them
        cancel: CancelToken | None = None,  # noqa: ARG002 - likewise
    ) -> list[Utterance]:
        self.batches.append([c.start_s for c in chunks])
        if self.fail is not None:
            self.fail(chunks)
        return [Utterance(f"at {c.start_s:g}", (), c.start_s, c.end_s) for c in chunks]

    def take_note(self) -> str:
        return ""

    def free_memory(self) -> None:
        self.freed = True

    def is_usable(self) -> bool:
        return self.usable

    def close(self) -> None:
        self.closed = True


class Loader:
    def __init__(
        self, fail_on_cuda: Fail | None = None, cuda_load_error: Exception | None = None
    ) -> None:
        self.made: list[FakeRecognizer] = []
        self.fail, self.load_error = fail_on_cuda, cuda_load_error

    def __call__(
        self,
        _folder: Path,
        spec: ModelSpec,
        at: DeviceChoice,
        _precision: Precision,
        _cancel: CancelToken,
    ) -> FakeRecognizer:
        if at is CUDA and self.load_error:
            raise self.load_error
        self.made.append(FakeRecognizer(spec, at, self.fail if at is CUDA else None))
        return self.made[-1]


@pytest.fixture(autouse=True)
def five_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of five chunks, without decoding one."""

    def chunks(
        blocks: Iterable[NDArray[np.float32]],
        _max_chunk_s: float,
        on_progress: Callable[[float, float], None],
        *_: object,
    ) -> Iterator[AudioChunk]:
        for number, _block in enumerate(blocks):
            yield AudioChunk(10.0 * number, np.zeros(160_000, np.float32), ())
            on_progress(10.0 * (number + 1), 10.0 * (number + 1))

    info = MediaInfo(Path("a.wav"), 50.0, ())
    monkeypatch.setattr(session, "probe_if_changed", lambda *_: info)
    monkeypatch.setattr(feed, "decode_sound", lambda _path, *_: iter([np.zeros(1)] * 5))
    monkeypatch.setattr(feed, "chunks", chunks)


def run(
    loader: Load,
    problem: str | None = None,
    cancel: CancelToken | None = None,
    on_event: Callable[[TranscriptionEvent], None] | None = None,
    **asked: Any,
) -> tuple[Transcript, list[TranscriptionEvent]]:
    events: list[TranscriptionEvent] = []
    made = session.Session(lambda _s, _c: Path("folder"), loader, lambda: problem)
    request = TranscriptionRequest(Path("a.wav"), SPEC, audio_track=0, **asked)
    transcript = made.transcribe(request, cancel or CancelToken(), on_event or events.append)
    return transcript, events


def test_segments_come_in_order_in_batches_of_the_size_asked_for() -> None:
    loader = Loader()
    transcript, events = run(loader, "none", batch_size=3)
    batches = loader.made[0].batches
    assert sorted(start_s for batch in batches for start_s in batch) == [0, 10, 20, 30, 40]
    assert all(len(batch) <= 3 for batch in batches)
    assert [s.start_s for s in transcript.segments] == [0, 10, 20, 30, 40]
    assert [e.done_s for e in events if isinstance(e, Progress)] == [10, 20, 30, 40, 50, 50]
    kinds = [type(e) for e in events[:4]]
    assert kinds == [ModelLoading, ModelReady, ChunkHeard, SegmentsReady]


def test_auto_takes_the_gpu_and_asking_for_none_that_is_there_is_an_error() -> None:
    loader = Loader()
    run(loader)
    assert loader.made[0].device is CUDA
    run(loader, device=CPU)
    assert loader.made[1].device is CPU
    with pytest.raises(GpuUnavailable, match="no driver"):
        run(loader, "no driver", device=CUDA)


def _fail_in_the_middle(chunks: Sequence[AudioChunk]) -> None:
    if chunks[0].start_s >= 10:
        raise EngineError("The GPU stumbled.")


def test_a_failing_gpu_is_left_for_the_cpu_and_nothing_is_done_twice() -> None:
    loader = Loader(_fail_in_the_middle)
    transcript, events = run(loader, batch_size=1)
    assert [made.device for made in loader.made] == [CUDA, CPU]
    assert loader.made[0].closed
    assert [s.start_s for s in transcript.segments] == [0, 10, 20, 30, 40]
    assert loader.made[0].batches == [[0.0], [10.0]]
    assert loader.made[1].batches == [[10.0], [20.0], [30.0], [40.0]]
    (notice,) = [e for e in events if isinstance(e, Notice)]
    assert notice.text == "The GPU stumbled. Aviary continues on the CPU, which takes longer."


@pytest.mark.parametrize("error", [OutOfMemory("Too large."), ModelInvalid("Cannot.")])
def test_a_model_that_does_not_load_on_the_gpu_loads_on_the_cpu(error: Exception) -> None:
    loader = Loader(cuda_load_error=error)
    _, events = run(loader)
    assert [made.device for made in loader.made] == [CPU]
    assert sum(isinstance(e, Notice) for e in events) == 1


def test_on_the_cpu_an_error_is_the_answer() -> None:
    loader = Loader()

    def load(
        folder: Path,
        spec: ModelSpec,
        at: DeviceChoice,
        precision: Precision,
        cancel: CancelToken,
    ) -> FakeRecognizer:
        made = loader(folder, spec, at, precision, cancel)
        made.fail = _fail_in_the_middle
        return made

    with pytest.raises(EngineError):
        run(load, device=CPU, batch_size=1)


def test_cancel_stops_between_chunks() -> None:
    cancel = CancelToken()
    events: list[TranscriptionEvent] = []

    def on_event(event: TranscriptionEvent) -> None:
        events.append(event)
        if isinstance(event, SegmentsReady):
            cancel.cancel()

    with pytest.raises(Cancelled):
        run(Loader(), "none", cancel, on_event)
    assert sum(isinstance(e, SegmentsReady) for e in events) == 1


def test_a_missing_file_is_reported_before_a_model_is_loaded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(*_: object) -> MediaInfo:
        raise MediaMissing("gone")

    monkeypatch.setattr(session, "probe_if_changed", missing)
    loader = Loader()
    with pytest.raises(MediaMissing):
        run(loader)
    assert loader.made == []


def test_the_model_stays_until_another_is_asked_for_or_it_breaks() -> None:
    loader = Loader()
    models = LoadedModels(loader)
    first = models.get(Path("a"), SPEC, CPU, Precision.AUTO, CancelToken())
    assert models.get(Path("a"), SPEC, CPU, Precision.AUTO, CancelToken()) is first
    loader.made[0].usable = False
    second = models.get(Path("a"), SPEC, CPU, Precision.AUTO, CancelToken())
    assert second is not first
    assert [made.closed for made in loader.made] == [True, False]
    models.get(Path("b"), SPEC, CPU, Precision.AUTO, CancelToken())
    assert [made.closed for made in loader.made] == [True, True, False]
    models.close()
    assert all(made.closed for made in loader.made)


def test_choosing_a_device() -> None:
    assert device.choose(DeviceChoice.AUTO, None) is CUDA
    assert device.choose(DeviceChoice.AUTO, "none") is CPU
    assert device.choose(CPU, None) is CPU
