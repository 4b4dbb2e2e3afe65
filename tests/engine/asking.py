"""How the engine's tests ask, and what must be true of every answer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

from desktop_app.core.request import TranscriptionEvent, TranscriptionRequest
from desktop_app.core.transcript import Segment, Word
from desktop_app.engine.nemo.recognizer import NemoRecognizer
from desktop_app.engine.recognizer import RecognitionOptions
from desktop_app.engine.session import Session
from desktop_app.engine.text.segments import segments_of
from desktop_app.media.chunks import AudioChunk
from tests.conftest import ROOT
from tests.random_models import RANDOM_MODELS, RandomModel, speech_like

RESOURCES = ROOT / "resources"
STARTER = RESOURCES / "models" / "aviary-starter.nemo"
SAMPLE = RESOURCES / "samples" / "sample.wav"
EVERY_MODEL = (*RANDOM_MODELS, "starter")

# What the fixtures of conftest.py give.
ModelNamed: TypeAlias = Callable[[str], RandomModel]
Loaded: TypeAlias = Callable[[str], NemoRecognizer]
SessionFor: TypeAlias = Callable[[RandomModel], Session]


def ignore(_event: TranscriptionEvent) -> None:
    """A no-op callback for events."""


def chunk(duration_s: float, seed: int = 0, start_s: float = 0.0) -> AudioChunk:
    """Noise like speech, all of it taken for speech."""
    samples = speech_like(duration_s, seed)
    return AudioChunk(start_s, samples, ((start_s, start_s + duration_s),))


def hear(
    recognizer: NemoRecognizer, audio: Sequence[AudioChunk], options: RecognitionOptions
) -> list[tuple[Segment, ...]]:
    """The segments of each chunk."""
    heard = recognizer.recognize(audio, options)
    return [segments_of(utterance, options.timestamps) for utterance in heard]


def request(
    model: RandomModel,
    path: Path,
    **changes: Any,
) -> TranscriptionRequest:
    """The file with the model's best times; `changes` are fields of the request."""
    asked = TranscriptionRequest(path, model.spec, timestamps=model.spec.best_timestamps)
    return replace(asked, **changes)


def timed(said: Segment | Word) -> tuple[float, float]:
    """Return start and end, which must exist."""
    assert said.start_s is not None
    assert said.end_s is not None
    return said.start_s, said.end_s


def text_of(segments: Iterable[Segment]) -> str:
    """Return the text, however it is cut into segments."""
    return " ".join(segment.text for segment in segments)


def words_of(segments: Iterable[Segment]) -> list[Word]:
    """The words of all segments, in order."""
    return [word for segment in segments for word in segment.words]


def assert_invariants(segments: Iterable[Segment], start_s: float, end_s: float) -> None:
    """Segments are in order and inside the sound, and words are in order inside their segment."""
    latest_s = start_s
    for segment in segments:
        assert segment.text.strip()
        if segment.start_s is None:
            continue
        begins_s, ends_s = timed(segment)
        assert start_s <= latest_s <= begins_s <= ends_s <= end_s + 1e-6
        latest_s = begins_s
        if segment.words:
            assert begins_s == segment.words[0].start_s
            assert ends_s == segment.words[-1].end_s
        previous_s = begins_s
        for word in segment.words:
            word_start_s, word_end_s = timed(word)
            assert previous_s <= word_start_s <= word_end_s <= ends_s
            previous_s = word_start_s
            assert type(word.start_s) is float and type(word.end_s) is float
            assert word.confidence is None or 0 <= word.confidence <= 1
