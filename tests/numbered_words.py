"""Recordings whose words are numbers, and a recogniser that reads them from the samples.

The files are real and are decoded, cut and queued as any; only the detector of speech and the model
are stand-ins, and so the whole way from file to transcript takes milliseconds.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from desktop_app.core.cancel import CancelToken
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.core.transcript import Word
from desktop_app.engine import pipeline, transcription
from desktop_app.engine.loaded import LoadOne
from desktop_app.engine.recognizer import RecognitionOptions, Utterance
from desktop_app.engine.session import Session
from desktop_app.engine.speakers.diarizer import Diarizer
from desktop_app.engine.speakers.loading import load_diarizer
from desktop_app.media import feed
from desktop_app.media.chunks import AudioChunk
from desktop_app.media.speech import FRAME_SAMPLES
from tests.fakes import TimesNoWords

SPEC = ModelSpec("m", "Model", ModelKind.TRANSDUCER, "")
WORD_S, WORDS_A_SENTENCE, SENTENCE_S = 0.4, 6, 4.0
# Exact in float32, and never louder than sound may be.
LOUDEST = 1 << 12

Samples = NDArray[np.float32]


def write(path: Path, first: int, sentences: int) -> Path:
    """A recording of sentences of six words each; its words are `first` and those that follow."""
    sound = np.zeros(round(sentences * SENTENCE_S * SAMPLE_RATE_HZ), np.float32)
    for number in range(sentences * WORDS_A_SENTENCE):
        sentence, word = divmod(number, WORDS_A_SENTENCE)
        begin = round((sentence * SENTENCE_S + word * WORD_S) * SAMPLE_RATE_HZ)
        # A tenth of a second less, so that two words are never one.
        sound[begin : begin + round((WORD_S - 0.1) * SAMPLE_RATE_HZ)] = (first + number) / LOUDEST
    import soundfile

    soundfile.write(path, sound, SAMPLE_RATE_HZ, subtype="FLOAT")
    return path


def said(first: int, sentences: int) -> str:
    """What is heard in such a recording."""
    return " ".join(str(first + number) for number in range(sentences * WORDS_A_SENTENCE))


def words_in(chunk: AudioChunk) -> Iterator[Word]:
    """The words whose sound is in a chunk, whole or in part."""
    edges = np.flatnonzero(np.diff(chunk.samples, prepend=0.0, append=0.0))
    for begin, end in itertools.pairwise(edges):
        number = round(float(chunk.samples[begin]) * LOUDEST)
        if number:
            start_s = chunk.start_s + begin / SAMPLE_RATE_HZ
            yield Word(str(number), start_s, chunk.start_s + end / SAMPLE_RATE_HZ, 1.0)


class Detector:
    """Speech is where there is any sound."""

    def reset(self) -> None: ...

    def probabilities(self, samples: Samples) -> Samples:
        frames = samples[: len(samples) // FRAME_SAMPLES * FRAME_SAMPLES]
        return np.asarray(frames.reshape(-1, FRAME_SAMPLES).any(axis=1), np.float32)


class Reader(TimesNoWords):
    """A recogniser of numbers; `before` is told of each batch and may raise what a model raises."""

    spec, parameters = SPEC, 1

    def __init__(
        self,
        device: DeviceChoice,
        precision: Precision,
        before: Callable[["Reader", Sequence[AudioChunk]], None],
    ) -> None:
        self.device, self.precision = device, precision
        self._before = before
        self.is_closed = False

    def recognize(
        self,
        chunks: Sequence[AudioChunk],
        _options: RecognitionOptions,
        cancel: CancelToken | None = None,
    ) -> list[Utterance]:
        self._before(self, chunks)
        if cancel is not None:
            cancel.raise_if_cancelled()
        heard = []
        for chunk in chunks:
            words = tuple(words_in(chunk))
            text = " ".join(word.text for word in words)
            heard.append(Utterance(text, words, chunk.start_s, chunk.end_s))
        return heard

    def take_note(self) -> str:
        return ""

    def free_memory(self) -> None: ...

    def is_usable(self) -> bool:
        return True

    def close(self) -> None:
        self.is_closed = True


class Engine:
    """A session over such a recogniser, which tells what it was asked for.

    Attributes:
        loads: where the model was brought into memory, each time.
        batches: how many chunks went through it at once, each time.
        fail: raises what a batch fails with; it is told where the model is, and its chunks.

    Args:
        load_speakers: loads diarizers; without it there are none.
    """

    def __init__(self, load_speakers: LoadOne[Diarizer] = load_diarizer) -> None:
        self.loads: list[DeviceChoice] = []
        self.batches: list[int] = []
        self.fail: Callable[[DeviceChoice, Sequence[AudioChunk]], None] = lambda *_: None
        self.session = Session(
            lambda _spec, _cancel: Path(),
            self._load,
            lambda: None,
            load_speakers=load_speakers,
        )

    def _load(
        self,
        _folder: Path,
        _spec: ModelSpec,
        device: DeviceChoice,
        precision: Precision,
        _cancel: CancelToken,
    ) -> Reader:
        self.loads.append(device)
        asked = Precision.FP32 if precision is Precision.AUTO else precision
        return Reader(device, asked, self._before)

    def _before(self, reader: Reader, chunks: Sequence[AudioChunk]) -> None:
        self.batches.append(len(chunks))
        self.fail(reader.device, chunks)


def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the stand-ins where the engine looks for the detector and for NeMo.

    What is read ahead is waited for as long as that takes, and memory is what it is here: so the
    batches are the same on any machine, however busy.
    """
    monkeypatch.setattr(feed, "SpeechDetector", Detector)
    monkeypatch.setattr(Session, "warm_up", lambda _session: None)
    monkeypatch.setattr(pipeline, "PATIENCE_S", 60.0)
    monkeypatch.setattr(transcription, "free_bytes", lambda _device: 8 << 30)
