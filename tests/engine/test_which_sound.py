"""The starter model recognises the same words in any channel or track."""

from collections.abc import Callable
from pathlib import Path

import jiwer
import numpy as np
import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.request import TrackChosen, TranscriptionEvent
from tests.engine.asking import SAMPLE, SessionFor, request, text_of
from tests.media_files import Samples, Track, write
from tests.random_models import RandomModel

pytestmark = pytest.mark.real_model
RATE_HZ = 16_000
CENTRE = 2


@pytest.fixture(scope="module")
def voice() -> Samples:
    import soundfile

    return np.asarray(soundfile.read(SAMPLE, dtype="float32")[0])


def hiss(voice: Samples, seed: int) -> Samples:
    """Half as loud as the voice."""
    level = 0.5 * float(np.sqrt(np.mean(voice**2)))
    return np.random.default_rng(seed).normal(0, level, voice.size).astype(np.float32)


def inverted(voice: Samples) -> list[Samples]:
    return [np.stack([voice, -voice])]


def in_the_centre(voice: Samples) -> list[Samples]:
    channels = [hiss(voice, place) for place in range(6)]
    channels[CENTRE] = voice
    return [np.stack(channels)]


def on_the_third_track(voice: Samples) -> list[Samples]:
    silent = 0.001 * hiss(voice, 1)
    return [sound[None] for sound in (silent, hiss(voice, 2), voice, silent)]


@pytest.mark.parametrize("made", [inverted, in_the_centre, on_the_third_track])
def test_the_words_are_those_of_the_sample(
    made: Callable[[Samples], list[Samples]],
    starter: RandomModel,
    session_for: SessionFor,
    voice: Samples,
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.mov"
    tracks = made(voice)
    write(path, [Track(table, RATE_HZ, "pcm_s16le") for table in tracks])
    told: list[TranscriptionEvent] = []

    heard = session_for(starter).transcribe(request(starter, path), CancelToken(), told.append)

    said = " ".join(SAMPLE.with_suffix(".txt").read_text(encoding="utf-8").split())
    assert jiwer.wer(said, " ".join(text_of(heard.segments).split())) < 0.15
    (chosen,) = (event.choice for event in told if isinstance(event, TrackChosen))
    assert chosen.place == ("track 3 of 4" if len(tracks) > 1 else "track 1 of 1")
