"""Real speech through the real session, with the bundled starter model."""

import statistics
import warnings
from pathlib import Path

import jiwer
import numpy as np
import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.media.chunks import chunks
from desktop_app.media.decode import decode
from tests.engine.asking import (
    SAMPLE,
    SessionFor,
    assert_invariants,
    ignore,
    request,
    timed,
    words_of,
)
from tests.random_models import RandomModel

pytestmark = pytest.mark.real_model
FRAME_S = 0.08  # the starter's encoder: 8 steps of 10 ms
PAUSE_S = 3.0  # a chunk ends in it


@pytest.fixture
def three_times(tmp_path: Path) -> Path:
    """The sample three times, with pauses: three chunks."""
    import soundfile

    sound, rate = soundfile.read(SAMPLE, dtype="float32")
    once = np.concatenate([sound, np.zeros(int(PAUSE_S * rate), np.float32)])
    path = tmp_path / "three times.wav"
    soundfile.write(path, np.tile(once, 3), rate)
    return path


def test_the_sample_is_understood_five_times_alike(
    starter: RandomModel, session_for: SessionFor
) -> None:
    session = session_for(starter)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        heard = [
            session.transcribe(request(starter, SAMPLE), CancelToken(), ignore) for _ in range(5)
        ]

    assert [str(warning.message) for warning in told] == []
    assert all(again == heard[0] for again in heard)
    said = " ".join(SAMPLE.with_suffix(".txt").read_text(encoding="utf-8").split())
    assert jiwer.wer(said, " ".join(heard[0].text.split())) < 0.15
    assert_invariants(heard[0].segments, 0.0, heard[0].duration_s)


def test_each_chunk_has_the_times_of_the_file(
    starter: RandomModel, session_for: SessionFor, three_times: Path
) -> None:
    spec, session = starter.spec, session_for(starter)
    assert len(list(chunks(decode(three_times, 0), spec.max_chunk_s))) == 3
    once = session.transcribe(request(starter, SAMPLE), CancelToken(), ignore)
    thrice = session.transcribe(request(starter, three_times), CancelToken(), ignore)

    third_s = once.duration_s + PAUSE_S
    assert thrice.duration_s == pytest.approx(3 * third_s, abs=0.01)
    assert_invariants(thrice.segments, 0.0, thrice.duration_s)
    expected = words_of(once.segments)
    words = words_of(thrice.segments)
    assert [word.text for word in words] == 3 * [word.text for word in expected]
    off_s = []
    for number, word in enumerate(words):
        third, place = divmod(number, len(expected))
        start_s, _ = timed(expected[place])
        off_s.append(abs(timed(word)[0] - start_s - third * third_s))
    # A chunk that begins elsewhere between two of the encoder's frames moves some words by frames.
    assert statistics.median(off_s) <= FRAME_S
    assert max(off_s) <= 5 * FRAME_S
