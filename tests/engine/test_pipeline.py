"""Several real recordings through one pipeline, with the bundled model: batches across files."""

import itertools
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled, EngineError, MediaError
from desktop_app.core.request import (
    DeviceChoice,
    ModelReady,
    ModelTime,
    Precision,
    Progress,
    SegmentsReady,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.engine.nemo import loader as nemo_loader
from desktop_app.engine.nemo.recognizer import NemoRecognizer
from desktop_app.engine.recognizer import Hypothesis
from desktop_app.engine.session import Session
from tests.engine.asking import SAMPLE, SessionFor, assert_invariants, ignore, request, text_of
from tests.random_models import RandomModel

pytestmark = pytest.mark.real_model
SLOW_S = 0.3
# Where the sample's sentences lie: silence is in between.
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
    """A session that tells which batches its model was given, in numbers of chunks.

    The model is made slow, as one of real size is: the files that follow are read meanwhile.
    """

    def __init__(self, model: RandomModel) -> None:
        self.batches: list[int] = []
        self.made: list[NemoRecognizer] = []
        self.fail: Callable[[int], None] = lambda _count: None

        def load(*arguments: object) -> NemoRecognizer:
            recognizer = nemo_loader.load(*arguments)  # type: ignore[arg-type]
            real = recognizer._model.transcribe

            def transcribe(arrays: list[object], **keywords: object) -> list[Hypothesis]:
                self.batches.append(len(arrays))
                time.sleep(SLOW_S)
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
    starter: RandomModel, clips: list[Path]
) -> None:
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


def test_each_file_is_told_of_itself_alone(starter: RandomModel, clips: list[Path]) -> None:
    watched = Watched(starter)
    asked = requests(starter, clips)
    for number, one in enumerate(asked):
        events: list[TranscriptionEvent] = []
        heard = watched.session.transcribe(one, CancelToken(), events.append, asked[number + 1 :])
        told = [s for event in events if isinstance(event, SegmentsReady) for s in event.segments]
        assert tuple(told) == heard.segments
        done = [event.done_s for event in events if isinstance(event, Progress)]
        assert done == sorted(done)
        assert done[-1] == heard.duration_s
        assert sum(isinstance(event, ModelReady) for event in events) == 1
        (work,) = [event for event in events if isinstance(event, ModelTime)]
        assert work.work_s > 0
    watched.session.close()


def test_a_file_that_follows_and_cannot_be_read_fails_in_its_own_turn(
    starter: RandomModel, clips: list[Path], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(SAMPLE.read_bytes()[:40])
    watched = Watched(starter)
    asked = requests(starter, [clips[0], broken, tmp_path / "missing.wav", clips[1]])
    heard, failed = [], []
    for number, one in enumerate(asked):
        try:
            heard.append(
                watched.session.transcribe(one, CancelToken(), ignore, asked[number + 1 :])
            )
        except MediaError as error:
            failed.append(error)
    watched.session.close()
    assert [bool(transcript.segments) for transcript in heard] == [True, True]
    assert len(failed) == 2


def test_a_batch_that_fails_is_tried_without_the_other_recordings(
    starter: RandomModel, clips: list[Path]
) -> None:
    def refuse_many(count: int) -> None:
        if count > 1:
            raise RuntimeError("one of them is poison")

    watched = Watched(starter)
    watched.fail = refuse_many
    asked = requests(starter, clips)
    texts = [
        text_of(watched.session.transcribe(one, CancelToken(), ignore, asked[n + 1 :]).segments)
        for n, one in enumerate(asked)
    ]
    watched.session.close()
    assert all(texts)
    assert max(watched.batches) > 1


def test_a_stop_costs_the_other_files_nothing(starter: RandomModel, clips: list[Path]) -> None:
    watched = Watched(starter)
    asked = requests(starter, [SAMPLE, *clips])
    cancel = CancelToken()

    def stop_in_company(count: int) -> None:
        if count > 1:
            cancel.cancel()

    watched.fail = stop_in_company
    with pytest.raises(Cancelled):
        watched.session.transcribe(asked[0], cancel, ignore, asked[1:])
    for number in range(1, len(asked)):
        heard = watched.session.transcribe(
            asked[number], CancelToken(), ignore, asked[number + 1 :]
        )
        assert heard.segments
    watched.session.close()


def test_another_model_or_language_does_not_go_along(
    starter: RandomModel, clips: list[Path]
) -> None:
    watched = Watched(starter)
    first, second = requests(starter, clips[:2])
    other = request(starter, clips[2], precision=Precision.FP32, device=DeviceChoice.CPU)
    watched.session.transcribe(first, CancelToken(), ignore, [other, second])
    assert sum(watched.batches) <= 2
    assert watched.session.transcribe(other, CancelToken(), ignore).segments
    watched.session.close()


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
    soundfile.write(path, np.tile(sound, 60), rate_hz)
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


def test_an_error_of_the_model_ends_the_file_and_not_the_next(
    starter: RandomModel, clips: list[Path]
) -> None:
    def refuse(_count: int) -> None:
        if len(watched.batches) <= 2:
            raise RuntimeError("no")

    watched = Watched(starter)
    watched.fail = refuse
    asked = requests(starter, clips[:2])
    with pytest.raises(EngineError):
        watched.session.transcribe(asked[0], CancelToken(), ignore, asked[1:])
    assert watched.session.transcribe(asked[1], CancelToken(), ignore).segments
    watched.session.close()
