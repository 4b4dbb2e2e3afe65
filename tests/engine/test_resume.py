"""Real recordings through the bundled model, interrupted and continued: the same words and times.

Every chunk at which one can be interrupted, and every way to cut, is in
tests/unit/engine/test_resume.py; here it is about a model whose batches are other ones.
"""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled
from desktop_app.core.request import (
    ChunkHeard,
    ResumePoint,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.core.transcript import Transcript
from desktop_app.engine.resume import text_so_far
from desktop_app.engine.session import Session
from tests.engine.asking import SAMPLE, SessionFor, ignore, request, words_of
from tests.random_models import RandomModel

pytestmark = pytest.mark.real_model
COPIES = 6


@pytest.fixture
def long_recording(tmp_path: Path) -> Path:
    """Two minutes and more of the sample, each time another part of it, with and without pauses."""
    import soundfile

    sound, rate_hz = soundfile.read(SAMPLE, dtype="float32")
    generator = random.Random(16)
    pieces = []
    for _copy in range(COPIES):
        first = generator.randrange(len(sound) // 2)
        pieces.append(sound[first : first + round(generator.uniform(8, 40) * rate_hz)])
        silence_s = generator.choice([0.0, 0.0, 0.4, 3.0, 7.0])
        pieces.append(np.zeros(round(silence_s * rate_hz), np.float32))
    path = tmp_path / "long.wav"
    soundfile.write(path, np.concatenate([sound, *pieces]), rate_hz)
    return path


def stopped_after(
    session: Session, asked: TranscriptionRequest, count: int
) -> list[ChunkHeard] | None:
    """What was reported of a recording that was stopped at that chunk; None if it ended before."""
    told: list[ChunkHeard] = []
    cancel = CancelToken()

    def on_event(event: TranscriptionEvent) -> None:
        if isinstance(event, ChunkHeard):
            told.append(event)
            if len(told) >= count:
                cancel.cancel()

    try:
        session.transcribe(asked, cancel, on_event)
    except Cancelled:
        return told
    return None


def going_on(asked: TranscriptionRequest, told: list[ChunkHeard]) -> TranscriptionRequest:
    heard = tuple(one.chunk for one in told)
    return replace(asked, resume=ResumePoint(told[0].cutting, heard))


def assert_same(resumed: Transcript, whole: Transcript) -> None:
    """Word for word and time for time; a confidence may differ in its last digits."""

    def said(one: Transcript) -> list[tuple[str, float | None, float | None]]:
        return [(word.text, word.start_s, word.end_s) for word in words_of(one.segments)]

    assert said(resumed) == said(whole)
    assert [s.text for s in resumed.segments] == [s.text for s in whole.segments]
    assert (resumed.gaps, resumed.duration_s) == (whole.gaps, whole.duration_s)
    for one, other in zip(words_of(resumed.segments), words_of(whole.segments), strict=True):
        assert one.confidence == pytest.approx(other.confidence, abs=1e-3)


def test_the_sample_goes_on_after_each_of_its_chunks(
    starter: RandomModel, session_for: SessionFor
) -> None:
    session = session_for(starter)
    asked = request(replace_chunks(starter, 4.0), SAMPLE)
    told: list[TranscriptionEvent] = []
    whole = session.transcribe(asked, CancelToken(), told.append)
    chunks = [event for event in told if isinstance(event, ChunkHeard)]
    assert len(chunks) > 4
    for count in range(1, len(chunks) + 1):
        resumed = session.transcribe(going_on(asked, chunks[:count]), CancelToken(), ignore)
        assert_same(resumed, whole)


def replace_chunks(model: RandomModel, longest_s: float) -> RandomModel:
    """The same model with shorter chunks."""
    return replace(model, spec=replace(model.spec, max_chunk_s=longest_s))


@pytest.mark.parametrize("batch_size", [0, 1])
def test_a_long_recording_stopped_anywhere_goes_on_as_if_it_had_not_been(
    starter: RandomModel,
    session_for: Callable[[RandomModel], Session],
    long_recording: Path,
    batch_size: int,
) -> None:
    session = session_for(starter)
    asked = request(starter, long_recording, batch_size=batch_size)
    told: list[TranscriptionEvent] = []
    whole = session.transcribe(asked, CancelToken(), told.append)
    count = sum(isinstance(event, ChunkHeard) for event in told)
    assert count >= 8
    stops = 0
    for at in (1, 4, count - 1):
        kept = stopped_after(session, asked, at)
        if kept is None:
            continue  # the last batch had all
        stops += 1
        again = going_on(asked, kept)
        assert again.resume is not None
        assert_same(session.transcribe(again, CancelToken(), ignore), whole)
        partial = text_so_far(asked, again.resume)
        kept_words = [word.text for word in words_of(partial.segments)][:-3]
        assert kept_words == [w.text for w in words_of(whole.segments)][: len(kept_words)]
    assert stops >= 2
