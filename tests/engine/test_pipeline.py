"""Several real recordings through one pipeline, with the bundled model: batches across files.

Which chunks go together, and what becomes of them where one fails or is stopped, is in
tests/unit/engine/test_scheduling.py.
"""

import itertools
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled
from desktop_app.core.request import DeviceChoice, Precision, TranscriptionRequest
from desktop_app.engine import pipeline
from desktop_app.engine.nemo import loader as nemo_loader
from desktop_app.engine.nemo.recognizer import NemoRecognizer
from desktop_app.engine.recognizer import Hypothesis, RecognitionOptions
from desktop_app.engine.session import Session
from desktop_app.media.chunks import chunks as cut
from desktop_app.media.decode import decode
from tests.engine.asking import SAMPLE, SessionFor, assert_invariants, ignore, request, text_of
from tests.random_models import RandomModel

pytestmark = pytest.mark.real_model
# The sample's sentences, with silence between them.
CUTS_S = (0.0, 3.9, 7.3, 10.2, 13.2, 16.1, 19.4, 23.0)


@pytest.fixture
def clips(tmp_path: Path) -> list[Path]:
    """Each sentence of the sample as a file of its own."""
    import soundfile

    sound, rate_hz = soundfile.read(SAMPLE, dtype="float32")
    paths = []
    for number, (start_s, end_s) in enumerate(itertools.pairwise(CUTS_S)):
        paths.append(tmp_path / f"{number}.wav")
        part = sound[round(start_s * rate_hz) : round(end_s * rate_hz)]
        soundfile.write(paths[-1], part, rate_hz)
    return paths


class Watched:
    """A session that records its model's batches, in numbers of chunks."""

    def __init__(self, model: RandomModel) -> None:
        self.batches: list[int] = []
        self.made: list[NemoRecognizer] = []
        self.fail: Callable[[int], None] = lambda _count: None

        def load(*arguments: object) -> NemoRecognizer:
            recognizer = nemo_loader.load(*arguments)  # type: ignore[arg-type]
            real = recognizer._model.transcribe

            def transcribe(arrays: list[object], **keywords: object) -> list[Hypothesis]:
                self.batches.append(len(arrays))
                self.fail(len(arrays))
                heard: list[Hypothesis] = real(arrays, **keywords)
                return heard

            recognizer._model.transcribe = transcribe
            self.made.append(recognizer)
            return recognizer

        self.session = Session(lambda _spec, _cancel: model.folder, load)


def requests(model: RandomModel, paths: list[Path]) -> list[TranscriptionRequest]:
    return [request(model, path) for path in paths]


def test_short_files_share_batches_and_hear_the_same(
    starter: RandomModel, clips: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "PATIENCE_S", 60.0)  # also where reading is slow, they are read
    watched = Watched(starter)
    asked = requests(starter, clips)
    alone = [watched.session.transcribe(one, CancelToken(), ignore) for one in asked]
    assert watched.batches == [1] * len(clips)
    watched.batches.clear()

    together = [
        watched.session.transcribe(one, CancelToken(), ignore, asked[number + 1 :])
        for number, one in enumerate(asked)
    ]
    watched.session.close()

    assert sum(watched.batches) == len(clips)
    assert len(watched.batches) < len(clips)
    assert [text_of(t.segments) for t in together] == [text_of(t.segments) for t in alone]
    assert [t.media_path for t in together] == clips
    assert [t.duration_s for t in together] == [t.duration_s for t in alone]
    for transcript in together:
        assert_invariants(transcript.segments, 0.0, transcript.duration_s)


def test_words_and_their_times_do_not_depend_on_what_is_in_the_batch(
    starter: RandomModel, clips: list[Path]
) -> None:
    recognizer = nemo_loader.load(
        starter.folder, starter.spec, DeviceChoice.CPU, Precision.AUTO, CancelToken()
    )
    chunks = [next(cut(decode(path), 30.0)) for path in clips]

    def said(numbers: list[int]) -> dict[int, list[tuple[str, float | None, float | None]]]:
        heard = recognizer.recognize([chunks[n] for n in numbers], RecognitionOptions())
        return {
            number: [(word.text, word.start_s, word.end_s) for word in one.words]
            for number, one in zip(numbers, heard, strict=True)
        }

    alone = {number: said([number])[number] for number in range(len(chunks))}
    for together in ([0, 1], [2, 5], [6, 1, 4], list(alone)):
        assert said(together) == {number: alone[number] for number in together}
    recognizer.close()


def test_a_part_of_a_file_has_the_words_and_times_of_the_file(
    starter: RandomModel, session_for: SessionFor
) -> None:
    session = session_for(starter)
    whole = session.transcribe(request(starter, SAMPLE), CancelToken(), ignore)
    sentence = whole.segments[2]
    assert sentence.start_s is not None and sentence.end_s is not None
    span = (sentence.start_s, sentence.end_s)
    part = session.transcribe(request(starter, SAMPLE, span=span), CancelToken(), ignore)
    assert text_of(part.segments) == sentence.text
    assert part.segments[0].start_s == pytest.approx(sentence.start_s, abs=0.3)
    assert part.duration_s == pytest.approx(whole.duration_s, abs=0.1)


def test_stop_reaches_a_model_in_the_middle_of_its_work(
    starter: RandomModel, tmp_path: Path
) -> None:
    """Stopped while it computes a batch."""
    import soundfile

    sound, rate_hz = soundfile.read(SAMPLE, dtype="float32")
    path = tmp_path / "long.wav"
    soundfile.write(path, np.tile(sound, 20), rate_hz)
    watched = Watched(starter)
    cancel, layers_since = CancelToken(), 0

    def stop_in_the_first_layer(*_: object) -> None:
        nonlocal layers_since
        if cancel.is_cancelled:
            layers_since += 1
        elif len(watched.batches) == 3:
            cancel.cancel()

    def watch_layers(_count: int) -> None:
        if len(watched.batches) == 1:
            for layer in watched.made[-1]._model.encoder.layers:
                layer.register_forward_hook(stop_in_the_first_layer)

    watched.fail = watch_layers
    with pytest.raises(Cancelled):
        watched.session.transcribe(request(starter, path), cancel, ignore)
    assert (cancel.is_cancelled, layers_since) == (True, 0)
    heard = watched.session.transcribe(request(starter, SAMPLE), CancelToken(), ignore)
    assert len(heard.segments) == 7
    watched.session.close()
