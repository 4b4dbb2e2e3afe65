"""Gaps in what the starter model really writes."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from desktop_app.core.timecode import Span
from desktop_app.core.transcript import Segment, SpeechGap, TimestampMode
from desktop_app.engine.recognizer import RecognitionOptions
from desktop_app.engine.text.coverage import speech_gaps
from desktop_app.media.chunks import chunks
from desktop_app.media.decode import decode
from tests.engine.asking import SAMPLE, Loaded, hear

pytestmark = pytest.mark.real_model
RATE = 16_000
TALK_S = 12


@pytest.fixture(scope="module")
def sample() -> NDArray[np.float32]:
    samples: NDArray[np.float32] = np.concatenate(list(decode(SAMPLE, 0)))
    return samples


def gaps_in(loaded: Loaded, path: Path) -> tuple[SpeechGap, ...]:
    recognizer = loaded("starter")
    options = RecognitionOptions(None, None, TimestampMode.WORD)
    heard: list[Segment] = []
    speech: list[Span] = []
    wordless: list[Span] = []
    for chunk in chunks(decode(path, 0), 30.0):
        (segments,) = hear(recognizer, [chunk], options)
        heard += segments
        speech += chunk.speech
        if not segments:
            wordless.append((chunk.start_s, chunk.start_s + chunk.duration_s))
    return speech_gaps(heard, speech, wordless)


def test_speech_that_is_understood_has_no_gap(loaded: Loaded) -> None:
    assert gaps_in(loaded, SAMPLE) == ()


def test_many_talking_at_once_are_reported(
    loaded: Loaded, sample: NDArray[np.float32], tmp_path: Path
) -> None:
    import soundfile

    crowd = np.mean([np.roll(sample, round(2.7 * RATE * voice)) for voice in range(6)], axis=0)
    pause = np.zeros(RATE // 2, np.float32)
    parts = (sample, pause, crowd[: TALK_S * RATE], pause, sample)
    path = tmp_path / "all at once.wav"
    soundfile.write(path, np.concatenate(parts), RATE)
    gaps = gaps_in(loaded, path)
    begins_s = (len(sample) + len(pause)) / RATE
    assert gaps
    assert all(begins_s <= gap.start_s and gap.end_s <= begins_s + TALK_S for gap in gaps)
