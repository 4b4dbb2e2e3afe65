"""How the engine schedules work: fallbacks where memory fails, and several recordings at once.

Real files through the real pipeline and the real fallback, in milliseconds: the words are numbers,
and the model is one that reads them (tests/numbered_words.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled, EngineError, MediaError, OutOfMemory
from desktop_app.core.request import (
    DeviceChoice,
    ModelReady,
    ModelTime,
    Notice,
    Precision,
    Progress,
    SegmentsReady,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.core.transcript import Transcript
from desktop_app.engine import fallback
from desktop_app.engine.fallback import FEWER_NOTE, SHORTER_NOTE
from desktop_app.media.chunks import AudioChunk
from tests.numbered_words import SPEC, Engine, said, stand_in, write

CPU, CUDA = DeviceChoice.CPU, DeviceChoice.CUDA
SENTENCES = 30  # two minutes
CLIPS = 7


@pytest.fixture(autouse=True)
def _stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch)


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def two_minutes(tmp_path: Path) -> TranscriptionRequest:
    return TranscriptionRequest(write(tmp_path / "two minutes é.wav", 1, SENTENCES), SPEC)


@pytest.fixture
def clips(tmp_path: Path) -> list[TranscriptionRequest]:
    """One sentence each, no two the same."""
    return [
        TranscriptionRequest(
            write(tmp_path / f"{number}.wav", 1 + 10 * number, 1), SPEC, device=CPU
        )
        for number in range(CLIPS)
    ]


def text_of(transcript: Transcript) -> str:
    return " ".join(segment.text for segment in transcript.segments)


def heard(
    engine: Engine, request: TranscriptionRequest, device: DeviceChoice = CPU
) -> tuple[str, list[str]]:
    """The text, and the notices."""
    events: list[TranscriptionEvent] = []
    asked = replace(request, device=device)
    transcript = engine.session.transcribe(asked, CancelToken(), events.append)
    return text_of(transcript), [event.text for event in events if isinstance(event, Notice)]


def in_turn(engine: Engine, asked: list[TranscriptionRequest], first: int = 0) -> list[Transcript]:
    """Each of them, with those that follow announced."""
    return [
        engine.session.transcribe(
            asked[number], CancelToken(), lambda _event: None, asked[number + 1 :]
        )
        for number in range(first, len(asked))
    ]


@dataclass
class Scarce:
    """Memory for that many seconds of sound at once, on one device.

    Attributes:
        refused: what did not fit, in seconds.
    """

    on: DeviceChoice
    seconds: float
    refused: list[float] = field(default_factory=list)

    def __call__(self, device: DeviceChoice, chunks: Sequence[AudioChunk]) -> None:
        seconds = max(chunk.duration_s for chunk in chunks) * len(chunks)
        if device is self.on and seconds > self.seconds:
            self.refused.append(seconds)
            raise OutOfMemory(f"{seconds} s do not fit.")


@pytest.mark.parametrize(
    ("on", "seconds", "note"),
    [
        (CPU, 30.0, FEWER_NOTE),
        (CPU, 11.0, SHORTER_NOTE),
        (CUDA, 30.0, FEWER_NOTE),
        (CUDA, 11.0, SHORTER_NOTE),
        (CUDA, 0.0, "Aviary continues on the CPU"),
    ],
)
def test_with_less_memory_the_text_is_the_same_and_reported_once(
    engine: Engine, two_minutes: TranscriptionRequest, on: DeviceChoice, seconds: float, note: str
) -> None:
    assert heard(engine, two_minutes, on) == (said(1, SENTENCES), [])
    engine.session.close()
    engine.fail = scarce = Scarce(on, seconds)
    text, notes = heard(engine, two_minutes, on)
    engine.session.close()
    assert text == said(1, SENTENCES)
    assert note in notes[-1]
    assert len(set(notes)) == len(notes)
    # What did not fit is not tried again and again.
    assert 0 < len(scarce.refused) <= 6


@pytest.mark.parametrize(("on", "seconds"), [(CPU, 30.0), (CPU, 11.0), (CUDA, 30.0), (CUDA, 0.0)])
def test_what_follows_begins_with_what_was_found_to_fit(
    engine: Engine,
    two_minutes: TranscriptionRequest,
    monkeypatch: pytest.MonkeyPatch,
    on: DeviceChoice,
    seconds: float,
) -> None:
    engine.fail = scarce = Scarce(on, seconds)
    first = heard(engine, two_minutes, on)
    refused, loads = len(scarce.refused), len(engine.loads)
    again = heard(engine, two_minutes, on)
    assert refused
    # Each row in the queue says what became of its own recording.
    assert again == (first[0], first[1][-1:])
    assert (len(scarce.refused), len(engine.loads)) == (refused, loads)

    monkeypatch.setattr(fallback, "TRY_AGAIN_S", 0.0)  # memory may be free again by now
    assert heard(engine, two_minutes, on) == first
    assert len(scarce.refused) > refused
    engine.session.close()


def test_a_gpu_that_failed_is_tried_again_when_the_model_was_unloaded(
    engine: Engine, two_minutes: TranscriptionRequest
) -> None:
    engine.fail = Scarce(CUDA, 0.0)
    for _ in range(2):
        heard(engine, two_minutes, CUDA)
        engine.session.close()
    assert engine.loads == [CUDA, CPU] * 2


def test_a_recording_that_fails_on_the_gpu_takes_no_other_to_the_cpu(
    engine: Engine, two_minutes: TranscriptionRequest
) -> None:
    def misaligned(device: DeviceChoice, _chunks: object) -> None:
        if device is CUDA:
            raise EngineError("CUDA error: misaligned address.")

    engine.fail = misaligned
    for _ in range(2):
        text, notes = heard(engine, two_minutes, CUDA)
        assert text == said(1, SENTENCES)
        assert len(notes) == 1
    engine.session.close()
    assert engine.loads == [CUDA, CPU] * 2


def test_where_not_even_a_little_fits_the_cpu_that_is_the_error(
    engine: Engine, two_minutes: TranscriptionRequest
) -> None:
    engine.fail = Scarce(CPU, 0.0)
    with pytest.raises(OutOfMemory, match="do not fit"):
        heard(engine, two_minutes)
    engine.fail = lambda *_: None
    assert heard(engine, two_minutes)[0] == said(1, SENTENCES)  # there is memory again
    engine.session.close()


def test_short_files_share_batches_and_hear_the_same(
    engine: Engine, clips: list[TranscriptionRequest]
) -> None:
    alone = [heard(engine, clip) for clip in clips]
    assert engine.batches == [1] * CLIPS
    engine.batches.clear()
    together = in_turn(engine, clips)
    engine.session.close()
    assert engine.batches == [CLIPS]
    assert [text_of(one) for one in together] == [text for text, _ in alone]
    assert [one.media_path for one in together] == [clip.media_path for clip in clips]
    assert {one.duration_s for one in together} == {4.0}


def test_each_file_is_reported_of_itself_alone(
    engine: Engine, clips: list[TranscriptionRequest]
) -> None:
    for number, one in enumerate(clips):
        events: list[TranscriptionEvent] = []
        transcript = engine.session.transcribe(
            one, CancelToken(), events.append, clips[number + 1 :]
        )
        told = [s for event in events if isinstance(event, SegmentsReady) for s in event.segments]
        assert tuple(told) == transcript.segments
        assert text_of(transcript) == said(1 + 10 * number, 1)
        done = [event.done_s for event in events if isinstance(event, Progress)]
        assert done == sorted(done)
        assert done[-1] == transcript.duration_s
        assert sum(isinstance(event, ModelReady) for event in events) == 1
        (work,) = [event for event in events if isinstance(event, ModelTime)]
        assert work.work_s > 0
    engine.session.close()


def test_a_file_that_follows_and_cannot_be_read_fails_in_its_own_turn(
    engine: Engine, clips: list[TranscriptionRequest], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(clips[0].media_path.read_bytes()[:40])
    missing = tmp_path / "missing.wav"
    nothing = [replace(clips[0], media_path=path) for path in (broken, missing)]
    asked = [clips[0], *nothing, clips[1]]
    became: list[str] = []
    for number, one in enumerate(asked):
        try:
            transcript = engine.session.transcribe(
                one, CancelToken(), lambda _event: None, asked[number + 1 :]
            )
            became.append(text_of(transcript))
        except MediaError as error:
            became.append(type(error).__name__)
    engine.session.close()
    assert became == [said(1, 1), "MediaUnreadable", "MediaMissing", said(11, 1)]


def test_a_batch_that_fails_is_tried_without_the_other_files(
    engine: Engine, clips: list[TranscriptionRequest]
) -> None:
    def refuse_many(_device: DeviceChoice, chunks: Sequence[AudioChunk]) -> None:
        if len(chunks) > 1:
            raise EngineError("One of them is poison.")

    engine.fail = refuse_many
    texts = [text_of(one) for one in in_turn(engine, clips)]
    engine.session.close()
    assert texts == [said(1 + 10 * number, 1) for number in range(CLIPS)]
    assert max(engine.batches) > 1


def test_a_stop_costs_the_other_files_nothing(
    engine: Engine, clips: list[TranscriptionRequest]
) -> None:
    cancel = CancelToken()

    def stop_in_company(_device: DeviceChoice, chunks: Sequence[AudioChunk]) -> None:
        if len(chunks) > 1:
            cancel.cancel()

    engine.fail = stop_in_company
    with pytest.raises(Cancelled):
        engine.session.transcribe(clips[0], cancel, lambda _event: None, clips[1:])
    texts = [text_of(one) for one in in_turn(engine, clips, first=1)]
    engine.session.close()
    assert texts == [said(1 + 10 * number, 1) for number in range(1, CLIPS)]


def test_what_asks_for_another_precision_does_not_go_along(
    engine: Engine, clips: list[TranscriptionRequest]
) -> None:
    other = replace(clips[2], precision=Precision.INT8)
    engine.session.transcribe(clips[0], CancelToken(), lambda _event: None, [other, clips[1]])
    assert engine.batches == [2]
    assert text_of(in_turn(engine, [other])[0]) == said(21, 1)
    engine.session.close()
    assert engine.batches == [2, 1]


def test_an_error_of_the_model_ends_the_file_and_not_the_next(
    engine: Engine, clips: list[TranscriptionRequest]
) -> None:
    def refuse(_device: DeviceChoice, _chunks: object) -> None:
        if len(engine.batches) <= 2:  # in company, and alone
            raise EngineError("no")

    engine.fail = refuse
    with pytest.raises(EngineError):
        engine.session.transcribe(clips[0], CancelToken(), lambda _event: None, clips[1:])
    (transcript,) = in_turn(engine, clips[1:2])
    engine.session.close()
    assert text_of(transcript) == said(11, 1)
