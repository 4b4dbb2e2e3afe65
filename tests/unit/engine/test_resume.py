"""A transcription that was interrupted anywhere and goes on gives what an uninterrupted one gives.

The recordings' words are numbers, and the model is one that reads them (tests/numbered_words.py).
"""

import os
import random
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled, EngineError
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.request import (
    ChunkHeard,
    Cutting,
    DeviceChoice,
    HeardChunk,
    Notice,
    Progress,
    ResumePoint,
    SegmentsReady,
    TrackChosen,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.core.transcript import Segment, TimestampMode, Transcript
from desktop_app.engine.resume import text_so_far
from desktop_app.media.chunks import AudioChunk
from desktop_app.system import utf8_mode
from tests.numbered_words import LOUDEST, SPEC, WORD_S, Engine, said, stand_in, write

CPU = DeviceChoice.CPU
SENTENCES = 30  # two minutes


@pytest.fixture(autouse=True)
def _stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch)


@pytest.fixture
def engine() -> Iterator[Engine]:
    made = Engine()
    yield made
    made.session.close()


@pytest.fixture
def two_minutes(tmp_path: Path) -> TranscriptionRequest:
    path = write(tmp_path / "two minutes é.wav", 1, SENTENCES)
    return TranscriptionRequest(path, SPEC, device=CPU)


@dataclass
class Told:
    """What one transcription reported."""

    events: list[TranscriptionEvent] = field(default_factory=list)

    @property
    def chunks(self) -> list[ChunkHeard]:
        return [event for event in self.events if isinstance(event, ChunkHeard)]

    @property
    def segments(self) -> list[Segment]:
        ready = [event for event in self.events if isinstance(event, SegmentsReady)]
        return [segment for event in ready for segment in event.segments]

    @property
    def notices(self) -> list[str]:
        return [event.text for event in self.events if isinstance(event, Notice)]

    @property
    def done_s(self) -> list[float]:
        return [event.done_s for event in self.events if isinstance(event, Progress)]


def heard(
    engine: Engine,
    request: TranscriptionRequest,
    upcoming: Sequence[TranscriptionRequest] = (),
) -> tuple[Transcript, Told]:
    told = Told()
    transcript = engine.session.transcribe(request, CancelToken(), told.events.append, upcoming)
    return transcript, told


def going_on(
    request: TranscriptionRequest, chunks: Sequence[ChunkHeard], count: int
) -> TranscriptionRequest:
    """The request as it goes on after that many chunks."""
    cutting = chunks[0].cutting
    return replace(request, resume=ResumePoint(cutting, tuple(one.chunk for one in chunks[:count])))


def keep(path: Path, sound: NDArray[np.float32]) -> None:
    import soundfile

    soundfile.write(path, sound, SAMPLE_RATE_HZ, subtype="FLOAT")


def speech(path: Path, seed: int, seconds: float) -> Path:
    """Stretches of words with and without pauses between, and of speech that nobody understands."""
    generator = random.Random(seed)
    sound = np.zeros(round(seconds * SAMPLE_RATE_HZ), np.float32)
    at_s, number = 0.0, 0
    while at_s < seconds:
        is_understood = generator.random() < 0.8
        for _word in range(generator.choice([1, 3, 8, 30, 80])):
            number += is_understood
            begin = round(at_s * SAMPLE_RATE_HZ)
            end = begin + round((WORD_S - 0.1) * SAMPLE_RATE_HZ)
            sound[begin:end] = number / LOUDEST if is_understood else 1e-5
            at_s += WORD_S
        at_s += generator.choice([0.2, 0.5, 2.5, 6.0])
    keep(path, sound)
    return path


def assert_same_from_everywhere(
    engine: Engine, request: TranscriptionRequest, places: Sequence[float] | None = None
) -> int:
    """Interrupt it after each of its chunks, or at some places; return how many chunks there are.

    Args:
        places: from 0, after the first chunk, to 1, after the last.
    """
    whole, told = heard(engine, request)
    chunks = told.chunks
    assert [one.chunk.number for one in chunks] == list(range(len(chunks)))
    assert len({one.cutting for one in chunks}) <= 1
    counts = set(range(1, len(chunks) + 1))
    if places is not None and chunks:
        counts = {1 + round(place * (len(chunks) - 1)) for place in places}
    for count in sorted(counts):
        engine.batches.clear()
        resumed, again = heard(engine, going_on(request, chunks, count))
        assert resumed == whole
        assert again.segments == told.segments
        assert again.chunks == chunks[count:]  # nothing is heard or kept twice
        assert sum(engine.batches) == len(chunks) - count
        assert again.notices == []
    return len(chunks)


@settings(
    max_examples=24, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    seed=st.integers(0, 10**6),
    longest_s=st.floats(4.0, 20.0),
    seconds=st.floats(20.0, 130.0),
    mode=st.sampled_from(TimestampMode),
    span=st.none() | st.tuples(st.floats(0.0, 30.0), st.floats(31.0, 100.0)),
    places=st.lists(st.floats(0.0, 1.0), min_size=2, max_size=4),
)
def test_it_goes_on_after_any_chunk_however_it_is_cut(
    engine: Engine,
    tmp_path: Path,
    seed: int,
    longest_s: float,
    seconds: float,
    mode: TimestampMode,
    span: tuple[float, float] | None,
    places: list[float],
) -> None:
    path = speech(tmp_path / f"{seed}.wav", seed, seconds)
    model = replace(SPEC, max_chunk_s=longest_s)
    request = TranscriptionRequest(path, model, timestamps=mode, device=CPU, span=span)
    assert_same_from_everywhere(engine, request, places)
    path.unlink()


def test_what_no_pause_parts_is_joined_where_it_was(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "no pause.wav"
    sound = np.zeros(round(90 * SAMPLE_RATE_HZ), np.float32)
    for number in range(round(90 / WORD_S)):
        begin = round(number * WORD_S * SAMPLE_RATE_HZ)
        sound[begin : begin + round(0.3 * SAMPLE_RATE_HZ)] = (number + 1) / LOUDEST
    keep(path, sound)
    request = TranscriptionRequest(path, SPEC, device=CPU)
    _, told = heard(engine, request)
    assert all(one.chunk.overlap_after_s for one in told.chunks[:-1])
    assert assert_same_from_everywhere(engine, request) >= 5


def test_progress_begins_where_it_was_interrupted(
    engine: Engine, two_minutes: TranscriptionRequest
) -> None:
    _, told = heard(engine, two_minutes)
    request = going_on(two_minutes, told.chunks, 4)
    _, again = heard(engine, request)
    assert request.resume is not None
    assert again.done_s[0] == request.resume.end_s > 30.0
    assert again.done_s == sorted(again.done_s)
    assert again.done_s[-1] == told.done_s[-1]


def test_a_chunk_is_reported_before_its_text(
    engine: Engine, two_minutes: TranscriptionRequest
) -> None:
    _, told = heard(engine, two_minutes)
    kept_s = 0.0
    for event in told.events:
        if isinstance(event, ChunkHeard):
            kept_s = event.chunk.end_s
        elif isinstance(event, SegmentsReady):
            assert (event.segments[-1].end_s or 0.0) <= kept_s


@pytest.mark.parametrize("after", range(0, 9, 2))
def test_a_stop_keeps_what_the_model_has_done(
    engine: Engine, two_minutes: TranscriptionRequest, after: int
) -> None:
    whole, _ = heard(engine, two_minutes)
    engine.batches.clear()
    told, cancel = Told(), CancelToken()

    def stop(event: TranscriptionEvent) -> None:
        told.events.append(event)
        if len(told.chunks) > after:
            cancel.cancel()

    with pytest.raises(Cancelled):
        engine.session.transcribe(two_minutes, cancel, stop)
    # The whole batch, not only the chunk at which it was stopped.
    assert len(told.chunks) == sum(engine.batches)
    resumed, again = heard(engine, going_on(two_minutes, told.chunks, len(told.chunks)))
    assert resumed == whole
    assert again.segments[: len(told.segments)] == told.segments


def test_after_a_failure_it_goes_on_too(engine: Engine, two_minutes: TranscriptionRequest) -> None:
    whole, _ = heard(engine, two_minutes)
    engine.batches.clear()

    def fail_later(_device: DeviceChoice, _chunks: Sequence[AudioChunk]) -> None:
        if len(engine.batches) > 1:
            raise EngineError("Something happened.")

    told = Told()
    engine.fail = fail_later
    with pytest.raises(EngineError):
        engine.session.transcribe(two_minutes, CancelToken(), told.events.append)
    engine.fail = lambda *_: None
    assert told.chunks
    assert heard(engine, going_on(two_minutes, told.chunks, len(told.chunks)))[0] == whole


def test_another_file_in_its_place_starts_over(
    engine: Engine, two_minutes: TranscriptionRequest
) -> None:
    _, told = heard(engine, two_minutes)
    write(two_minutes.media_path, 500, SENTENCES + 1)
    resumed, again = heard(engine, going_on(two_minutes, told.chunks, 4))
    assert " ".join(s.text for s in resumed.segments) == said(500, SENTENCES + 1)
    assert again.segments == list(resumed.segments)
    (notice,) = again.notices
    assert "two minutes é.wav" in notice and "changed" in notice
    numbers = [one.chunk.number for one in again.chunks]
    assert numbers == list(range(len(numbers)))
    assert again.chunks[0].cutting != told.chunks[0].cutting
    assert again.done_s == sorted(again.done_s)


def copied(request: TranscriptionRequest) -> TranscriptionRequest:
    """The same sound in another file, with another time."""
    path = request.media_path.with_name("copy.wav")
    path.write_bytes(request.media_path.read_bytes())
    os.utime(path, ns=(1_000_000_000, 1_000_000_000))
    return replace(request, media_path=path)


def test_a_copy_elsewhere_goes_on(engine: Engine, two_minutes: TranscriptionRequest) -> None:
    whole, told = heard(engine, two_minutes)
    moved = copied(two_minutes)
    resumed, again = heard(engine, going_on(moved, told.chunks, 4))
    assert resumed == replace(whole, media_path=moved.media_path)
    # One cutting for all chunks of a journal.
    assert again.chunks == told.chunks[4:]
    assert again.notices == []


def test_a_file_of_the_same_size_that_differs_in_the_middle_is_heard_again_from_there(
    engine: Engine, two_minutes: TranscriptionRequest
) -> None:
    import soundfile

    _, told = heard(engine, two_minutes)
    other = copied(two_minutes)
    sound, _ = soundfile.read(other.media_path, dtype="float32")
    differs_s = told.chunks[3].chunk.start_s
    first = round((differs_s + 1.0) * SAMPLE_RATE_HZ)
    sound[first : first + SAMPLE_RATE_HZ] = 0.0
    keep(other.media_path, sound)
    engine.batches.clear()
    resumed, again = heard(engine, going_on(other, told.chunks, 6))
    assert again.chunks[0].chunk.number == 3
    assert {one.cutting for one in again.chunks} == {told.chunks[0].cutting}
    assert resumed == heard(engine, other)[0]
    (notice,) = again.notices
    assert "0:" in notice and "again from" in notice


def test_the_cutting_is_that_of_the_journal(
    engine: Engine, two_minutes: TranscriptionRequest
) -> None:
    """It may have begun on a GPU, with longer chunks, or in company, without a short first one."""
    on_gpu = replace(two_minutes, device=DeviceChoice.CUDA)
    whole, told = heard(engine, on_gpu)
    assert told.chunks[0].cutting.max_chunk_s == 30.0
    resumed, again = heard(engine, going_on(two_minutes, told.chunks, 2))
    assert resumed == whole
    assert again.chunks == told.chunks[2:]


def test_the_track_is_that_of_the_journal(
    engine: Engine, two_minutes: TranscriptionRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop_app.media import feed

    whole, told = heard(engine, two_minutes)
    assert told.chunks[0].cutting.track == 0
    chosen = [event for event in told.events if isinstance(event, TrackChosen)]

    def choose_track(*_: object, **__: object) -> None:
        raise AssertionError("it is chosen")

    monkeypatch.setattr(feed, "choose_track", choose_track)
    resumed, again = heard(engine, going_on(two_minutes, told.chunks, 2))
    assert resumed == whole
    assert [event for event in again.events if isinstance(event, TrackChosen)] == chosen


def test_a_track_that_is_gone_starts_over(
    engine: Engine, two_minutes: TranscriptionRequest
) -> None:
    whole, told = heard(engine, two_minutes)
    other = [replace(one, cutting=replace(one.cutting, track=3)) for one in told.chunks]
    resumed, again = heard(engine, going_on(two_minutes, other, 4))
    assert resumed == whole
    assert again.chunks == told.chunks
    assert len(again.notices) == 1


@pytest.fixture
def clips(tmp_path: Path) -> list[TranscriptionRequest]:
    return [
        TranscriptionRequest(
            write(tmp_path / f"{number}.wav", 1 + 200 * number, 12), SPEC, device=CPU
        )
        for number in range(3)
    ]


def test_one_that_goes_on_is_read_ahead_from_where_it_goes_on(
    engine: Engine, clips: list[TranscriptionRequest]
) -> None:
    alone = [heard(engine, clip) for clip in clips]
    asked = [
        clips[0],
        going_on(clips[1], alone[1][1].chunks, 2),
        going_on(clips[2], alone[2][1].chunks, len(alone[2][1].chunks)),
    ]
    engine.batches.clear()
    together = [heard(engine, one, asked[n + 1 :]) for n, one in enumerate(asked)]
    assert [transcript for transcript, _ in together] == [transcript for transcript, _ in alone]
    assert together[1][1].chunks == alone[1][1].chunks[2:]
    assert together[2][1].chunks == []
    # No chunk was heard for nothing, nor twice.
    counts = [len(told.chunks) for _, told in alone]
    assert sum(engine.batches) == counts[0] + counts[1] - 2


def test_one_read_ahead_from_its_start_goes_on_all_the_same(
    engine: Engine, clips: list[TranscriptionRequest]
) -> None:
    """Who names what follows need not know that it goes on."""
    whole, told = heard(engine, clips[1])
    heard(engine, clips[0], clips[1:])
    resumed, again = heard(engine, going_on(clips[1], told.chunks, 2), clips[2:])
    assert resumed == whole
    assert again.chunks == told.chunks[2:]
    assert heard(engine, clips[2])[0].segments


def test_an_empty_journal_is_none(engine: Engine, two_minutes: TranscriptionRequest) -> None:
    whole, told = heard(engine, two_minutes)
    request = replace(two_minutes, resume=ResumePoint(told.chunks[0].cutting, ()))
    resumed, again = heard(engine, request)
    assert (resumed, again.chunks) == (whole, told.chunks)


def chunk(number: int, start_s: float, text: str) -> HeardChunk:
    end_s = start_s + 10.0
    return HeardChunk(number, start_s, end_s, speech=((start_s, end_s),), text=text)


def test_the_text_so_far_is_the_beginning_of_the_whole(
    engine: Engine, two_minutes: TranscriptionRequest
) -> None:
    whole, told = heard(engine, two_minutes)
    counted = []
    for count in range(1, len(told.chunks) + 1):
        point = going_on(two_minutes, told.chunks, count).resume
        assert point is not None
        partial = text_so_far(two_minutes, point)
        assert partial.segments == whole.segments[: len(partial.segments)]
        assert partial.duration_s == point.end_s
        counted.append(len(partial.segments))
    assert counted == sorted(set(counted))
    assert counted[-1] == len(whole.segments)


def test_the_text_so_far_has_the_marks_of_its_part_alone() -> None:
    request = TranscriptionRequest(Path("talk.wav"), SPEC, timestamps=TimestampMode.SEGMENT)
    point = ResumePoint(
        Cutting(10.0), (chunk(0, 0.0, "One."), chunk(1, 10.0, ""), chunk(2, 20.0, "Three."))
    )
    partial = text_so_far(request, point)
    assert [segment.text for segment in partial.segments] == ["One.", "Three."]
    assert [(gap.start_s, gap.end_s) for gap in partial.gaps] == [(10.0, 20.0)]
    assert partial.duration_s == 30.0


def test_the_text_so_far_needs_no_torch() -> None:
    script = """
import sys
from pathlib import Path
from desktop_app.core.request import Cutting, HeardChunk, ResumePoint
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.request import TranscriptionRequest
from desktop_app.engine.resume import text_so_far
request = TranscriptionRequest(Path("a.wav"), ModelSpec("m", "M", ModelKind.CTC, ""))
point = ResumePoint(Cutting(10.0), (HeardChunk(0, 0.0, 5.0, text="Hello there."),))
print(text_so_far(request, point).text)
print([name for name in ("torch", "nemo", "av", "PySide6") if name in sys.modules])
"""
    command = [*utf8_mode.interpreter(), "-c", script]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert told.stdout.splitlines() == ["Hello there.", "[]"]
