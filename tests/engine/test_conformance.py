"""Every class of model, through the same door, must keep the same promises."""

import tarfile
import warnings
from pathlib import Path

import numpy as np
import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled, LanguageUnsupported, TimestampsUnsupported
from desktop_app.core.request import (
    DeviceChoice,
    ModelLoading,
    ModelReady,
    Precision,
    Progress,
    SegmentsReady,
    TranscriptionEvent,
)
from desktop_app.core.transcript import TimestampMode, Transcript
from desktop_app.engine.compute.cpu import this_cpu
from desktop_app.engine.nemo import importing as runtime
from desktop_app.engine.nemo import loader as nemo_loader
from desktop_app.engine.nemo.config import check_options
from desktop_app.engine.nemo.hypotheses import FRAME_S
from desktop_app.engine.recognizer import RecognitionOptions
from desktop_app.models.catalog import CATALOG
from tests.engine.asking import (
    EVERY_MODEL,
    Loaded,
    ModelNamed,
    SessionFor,
    assert_invariants,
    chunk,
    hear,
    ignore,
    request,
    text_of,
    timed,
    words_of,
)

pytestmark = pytest.mark.real_model
every_model = pytest.mark.parametrize("name", EVERY_MODEL)


@every_model
def test_a_file_becomes_a_transcript(
    name: str, model_named: ModelNamed, session_for: SessionFor, recording: Path
) -> None:
    model = model_named(name)
    events: list[TranscriptionEvent] = []

    transcript = session_for(model).transcribe(
        request(model, recording), CancelToken(), events.append
    )

    assert isinstance(transcript, Transcript)
    assert transcript.segments
    assert transcript.duration_s == pytest.approx(6.0, abs=0.01)
    assert_invariants(transcript.segments, 0.0, transcript.duration_s)
    kinds = [type(event) for event in events]
    assert kinds[:2] == [ModelLoading, ModelReady]
    told = [s for event in events if isinstance(event, SegmentsReady) for s in event.segments]
    assert tuple(told) == transcript.segments
    done = [event.done_s for event in events if isinstance(event, Progress)]
    assert done == sorted(done) and done[-1] == transcript.duration_s


@pytest.mark.parametrize("name", ["tdt", "tdt-lower", "hybrid", "ctc", "starter"])
def test_words_have_confidences(name: str, loaded: Loaded) -> None:
    segments = hear(loaded(name), [chunk(4.0)], RecognitionOptions())[0]

    words = [word for segment in segments for word in segment.words]
    assert words
    assert all(word.confidence is not None for word in words)


@pytest.mark.skipif(
    not hasattr(tarfile, "data_filter"), reason="NeMo's own unpacking needs Python 3.11.4"
)
@every_model
def test_restored_like_nemo_restores(name: str, model_named: ModelNamed, loaded: Loaded) -> None:
    model, audio = model_named(name), [chunk(3.0, 1), chunk(5.0, 2)]
    ours = hear(loaded(name), audio, RecognitionOptions(timestamps=TimestampMode.NONE))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the plain call is not ours to tame
        plain = runtime.import_nemo().models.ASRModel.restore_from(
            str(model.nemo_file), map_location="cpu"
        )
        if model.spec.kind.is_prompted:
            config = plain.get_transcribe_config()
            config.enable_chunking, config.num_workers, config.verbose = False, 0, False
            slots = {"source_lang": "en", "target_lang": "en", "pnc": "yes"}
            if name == "canary":
                slots["task"] = "asr"
            config.prompt = [{"role": "user", "slots": slots}]
            theirs = plain.transcribe([c.samples for c in audio], override_config=config)
        else:
            theirs = plain.transcribe([c.samples for c in audio], verbose=False)

    expected = [" ".join(hypothesis.text.split()) for hypothesis in theirs]
    assert list(map(text_of, ours)) == expected
    assert any(expected)


@every_model
def test_a_batch_hears_what_single_calls_hear_in_order(name: str, loaded: Loaded) -> None:
    recognizer = loaded(name)
    # A random Canary never ends by itself, and NeMo lets it continue for as long as the longest
    # audio of the batch: only audio of one length can be compared.
    longer_s = 0.0 if recognizer.spec.kind.is_prompted else 1.0
    audio = [chunk(2.0 + longer_s * seed, seed, 10.0 * seed) for seed in range(4)]
    options = RecognitionOptions(timestamps=recognizer.spec.best_timestamps)

    together = hear(recognizer, audio, options)
    singly = [hear(recognizer, [one], options)[0] for one in audio]

    assert list(map(text_of, together)) == list(map(text_of, singly))
    # NeMo's times may differ by a frame between a batch and a single call, and with a pause that is
    # a frame longer a segment can end: words are compared, not segments.
    for batched, alone in zip(map(words_of, together), map(words_of, singly), strict=True):
        assert [timed(word)[0] for word in batched] == pytest.approx(
            [timed(word)[0] for word in alone], abs=FRAME_S + 1e-6
        )
    for one, segments in zip(audio, together, strict=True):
        assert_invariants(segments, one.start_s, one.start_s + one.duration_s)


@every_model
def test_audio_under_a_second(name: str, loaded: Loaded) -> None:
    recognizer = loaded(name)
    for duration_s in (0.05, 0.4, 0.99):
        options = RecognitionOptions(timestamps=recognizer.spec.best_timestamps)
        segments = hear(recognizer, [chunk(duration_s, 1, 7.0)], options)[0]
        assert_invariants(segments, 7.0, 7.0 + duration_s)


@every_model
def test_five_times_the_same(name: str, loaded: Loaded) -> None:
    recognizer = loaded(name)
    options = RecognitionOptions(timestamps=recognizer.spec.best_timestamps)
    heard = [hear(recognizer, [chunk(3.0, 5)], options) for _ in range(5)]
    assert all(again == heard[0] for again in heard)


@every_model
def test_changing_modes_does_not_stick(name: str, loaded: Loaded) -> None:
    recognizer = loaded(name)
    for mode in (*recognizer.spec.timestamps, *reversed(recognizer.spec.timestamps)):
        segments = hear(recognizer, [chunk(3.0)], RecognitionOptions(timestamps=mode))[0]
        assert segments
        for segment in segments:
            assert (segment.start_s is None) == (mode is TimestampMode.NONE)
            assert not segment.words or mode is TimestampMode.WORD


@every_model
def test_an_unknown_language_is_refused_before_the_call(
    name: str, model_named: ModelNamed, session_for: SessionFor, recording: Path
) -> None:
    model = model_named(name)
    if not model.spec.kind.is_prompted:
        asked = request(model, recording, language="en", target_language="de")
    else:
        asked = request(model, recording, language="xx")
    with pytest.raises(LanguageUnsupported):
        session_for(model).transcribe(asked, CancelToken(), ignore)


def test_canary_translates_to_and_from_english_only() -> None:
    spec = next(spec for spec in CATALOG if spec.id == "canary-1b")
    check_options(spec, RecognitionOptions("de", "en", TimestampMode.NONE))
    check_options(spec, RecognitionOptions("de", "de", TimestampMode.NONE))
    with pytest.raises(LanguageUnsupported, match="to and from English"):
        check_options(spec, RecognitionOptions("de", "fr", TimestampMode.NONE))


def test_canary_without_times_says_so(
    model_named: ModelNamed, session_for: SessionFor, recording: Path
) -> None:
    model = model_named("canary")
    asked = request(model, recording, timestamps=TimestampMode.WORD)
    with pytest.raises(TimestampsUnsupported):
        session_for(model).transcribe(asked, CancelToken(), ignore)


@pytest.mark.parametrize("name", ["canary", "canary2", "canary2-aligner"])
def test_canary_translates(name: str, loaded: Loaded) -> None:
    options = RecognitionOptions("en", "de", TimestampMode.NONE)
    assert hear(loaded(name), [chunk(3.0)], options)[0]


def test_cancelled_before_the_first_text(
    model_named: ModelNamed, session_for: SessionFor, recording: Path
) -> None:
    model, cancel = model_named("tdt"), CancelToken()
    events: list[TranscriptionEvent] = []

    def cancel_when_ready(event: TranscriptionEvent) -> None:
        events.append(event)
        if isinstance(event, ModelReady):
            cancel.cancel()

    with pytest.raises(Cancelled):
        session_for(model).transcribe(request(model, recording), cancel, cancel_when_ready)
    assert not any(isinstance(event, SegmentsReady) for event in events)


def test_silence_is_an_empty_transcript(
    model_named: ModelNamed, session_for: SessionFor, tmp_path: Path
) -> None:
    import soundfile

    path = tmp_path / "silence.wav"
    soundfile.write(path, np.zeros(16_000 * 3, np.float32), 16_000)
    model = model_named("starter")
    transcript = session_for(model).transcribe(request(model, path), CancelToken(), ignore)
    assert transcript.segments == ()
    assert transcript.duration_s == pytest.approx(3.0, abs=0.01)


@every_model
def test_bfloat16_hears_something(name: str, model_named: ModelNamed) -> None:
    model = model_named(name)
    recognizer = nemo_loader.load(model.folder, model.spec, DeviceChoice.CPU, Precision.BF16)
    options = RecognitionOptions(timestamps=model.spec.best_timestamps)
    assert recognizer.precision is (Precision.BF16 if this_cpu().bf16 else Precision.FP32)
    assert hear(recognizer, [chunk(3.0)], options)[0]
    recognizer.close()
