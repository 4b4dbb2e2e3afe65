"""Models listen for phrases: names in noise are heard, and nothing is left behind."""

import numpy as np
import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.request import (
    DeviceChoice,
    Notice,
    Precision,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.engine.nemo import boosting
from desktop_app.engine.nemo import loader as nemo_loader
from desktop_app.engine.nemo.recognizer import NO_PHRASES_NOTE, NemoRecognizer
from desktop_app.engine.recognizer import RecognitionOptions
from desktop_app.media.chunks import AudioChunk
from tests.engine.asking import SAMPLE, Loaded, ModelNamed, SessionFor, chunk, ignore, request

pytestmark = pytest.mark.real_model
LISTENING = RecognitionOptions(phrases=("Montag", "meeting"))


def texts(recognizer: NemoRecognizer, options: RecognitionOptions) -> list[str]:
    """What is heard in some noise."""
    audio = [chunk(4.0, seed) for seed in range(3)]
    return [one.text for one in recognizer.recognize(audio, options)]


@pytest.mark.parametrize("name", ["tdt", "tdt-lower", "hybrid", "ctc", "starter"])
def test_phrases_have_an_effect_and_leave_none(
    name: str, loaded: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Random weights babble; with a large bonus they say what they listen for."""
    monkeypatch.setattr(boosting, "WEIGHT", 100.0)
    recognizer = loaded(name)
    before = texts(recognizer, RecognitionOptions())
    during = texts(recognizer, LISTENING)
    again = texts(recognizer, LISTENING)
    after = texts(recognizer, RecognitionOptions())

    assert during == again
    assert after == before
    assert recognizer.take_note() == ""
    assert during != before


def test_names_in_noise_are_heard_oftener(loaded: Loaded) -> None:
    """The starter model, with the weight that users get; a single noise proves nothing."""
    import soundfile

    names = ("Anna", "Berlin", "David", "Peter")
    sound, _ = soundfile.read(SAMPLE, dtype="float32")
    loudness = float(np.sqrt((sound**2).mean()))
    counts = {False: 0, True: 0}
    for noise_db, seed in [(db, seed) for db in (5, 3, 0) for seed in (1, 2, 3)]:
        noise = np.random.default_rng(seed).standard_normal(len(sound))
        noisy = (sound + loudness * 10 ** (-noise_db / 20) * noise).astype(np.float32)
        for listens in counts:
            options = RecognitionOptions(phrases=names if listens else ())
            (heard,) = loaded("starter").recognize([AudioChunk(0.0, noisy, ())], options)
            counts[listens] += sum(heard.text.count(name) for name in names)

    assert counts[True] > counts[False] > 0


def test_phrases_work_with_a_model_in_int8(
    model_named: ModelNamed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boosting, "WEIGHT", 100.0)
    model = model_named("starter")
    recognizer = nemo_loader.load(model.folder, model.spec, DeviceChoice.CPU, Precision.INT8)
    assert recognizer.precision is Precision.INT8

    plainly = texts(recognizer, RecognitionOptions())
    assert texts(recognizer, LISTENING) != plainly
    assert texts(recognizer, RecognitionOptions()) == plainly
    recognizer.close()


@pytest.mark.parametrize("name", ["canary2", "starter"])
def test_a_model_that_cannot_listen_says_so_once_and_goes_on(
    name: str, model_named: ModelNamed, session_for: SessionFor
) -> None:
    """A whole transcription of several batches; Canary is the one that cannot."""
    model = model_named(name)
    events: list[TranscriptionEvent] = []
    asked = request(model, SAMPLE, phrases=("Anna",), batch_size=1)

    transcript = session_for(model).transcribe(asked, CancelToken(), events.append)

    assert transcript.segments
    notices = [event.text for event in events if isinstance(event, Notice)]
    told = [NO_PHRASES_NOTE.format(model=model.spec.title)] if name == "canary2" else []
    assert notices == told


def test_recordings_with_other_phrases_are_not_batched_together(
    model_named: ModelNamed, session_for: SessionFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each text is what it would be alone, though the second file waits while the first runs."""
    monkeypatch.setattr(boosting, "WEIGHT", 100.0)
    model = model_named("starter")
    named = request(model, SAMPLE, phrases=("Walker",))
    plain = request(model, SAMPLE)
    session = session_for(model)

    def text(asked: TranscriptionRequest, *upcoming: TranscriptionRequest) -> str:
        return session.transcribe(asked, CancelToken(), ignore, upcoming).text

    first, second = text(named, plain), text(plain, named)

    alone = session_for(model)
    assert second == alone.transcribe(plain, CancelToken(), ignore).text
    assert first == alone.transcribe(named, CancelToken(), ignore).text
    assert first != second


def test_a_refused_list_of_phrases_costs_no_recording(
    loaded: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    recognizer = loaded("tdt")
    before = texts(recognizer, RecognitionOptions())

    def refused(*_: object) -> None:
        raise RuntimeError("no tree")

    with monkeypatch.context() as patch:
        patch.setattr(boosting, "_boost", refused)
        model = recognizer._model
        fresh = NemoRecognizer(
            model, recognizer.spec, recognizer.device, recognizer.precision, recognizer.parameters
        )
        assert texts(fresh, LISTENING) == before
        assert fresh.take_note() == NO_PHRASES_NOTE.format(model=recognizer.spec.title)


def test_phrases_are_spelled_as_the_model_writes(loaded: Loaded) -> None:
    """Case, accents and signs that it does not know are left out; unknown scripts are."""

    def spelled(name: str, *phrases: str) -> list[str]:
        return boosting.spellings(loaded(name)._model.tokenizer, phrases)

    assert spelled("tdt-lower", "Monday", "  the   Meeting ") == ["monday", "the meeting"]
    assert spelled("starter", "Zürich", "Jean-Luc", "日本語", "") == ["Zurich", "Jean Luc"]
    assert spelled("starter", "library") == ["library", "Library"]
    assert spelled("starter", "Anna", "Anna") == ["Anna"]
