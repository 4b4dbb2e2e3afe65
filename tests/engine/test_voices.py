"""Voice prints of real NeMo with a tiny random TitaNet, and which voice is taken for which."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from desktop_app.app.speakers.hearing import MOST_S, VoiceEar, Wanted
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled, EngineError, MediaMissing, ModelInvalid
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.model_errors import ModelUnsafe
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.nemo import loader as nemo_loader
from desktop_app.engine.speakers.voices import (
    LEAST_S,
    VoicePrint,
    known_as,
    load_voice_model,
    mean_print,
    print_of,
    stored_print,
)
from desktop_app.models.inspection import inspect
from desktop_app.models.store import ModelStore
from tests import random_model_configs as configs
from tests.engine.asking import ModelNamed
from tests.random_models import RandomModels, speech_like, unpack
from tests.watching import watched

pytestmark = pytest.mark.real_model
SPEC = ModelSpec("titanet", "TitaNet", ModelKind.TITANET, "")


@pytest.fixture(scope="module")
def nemo_file(random_models: RandomModels) -> Path:
    return random_models.save("titanet", "EncDecSpeakerLabelModel", configs.titanet())


@pytest.fixture
def folder(nemo_file: Path, tmp_path: Path) -> Path:
    return unpack(nemo_file, tmp_path / "titanet")


def test_a_print_is_the_direction_of_nemos_own_embedding(folder: Path, nemo_file: Path) -> None:
    from nemo.collections.asr.models import EncDecSpeakerLabelModel

    sound = speech_like(3.0, seed=5)
    theirs = EncDecSpeakerLabelModel.restore_from(str(nemo_file), map_location="cpu")
    embedding, _logits = theirs.infer_segment(sound)
    expected = embedding[0].numpy()
    ours = load_voice_model(folder, SPEC)
    found = ours.voice_print(sound)
    assert found.dtype == np.float32 and found.shape == (192,)
    assert np.linalg.norm(found) == pytest.approx(1.0, abs=1e-6)
    assert np.abs(found - expected / np.linalg.norm(expected)).max() < 1e-4
    assert np.abs(found - ours.voice_print(speech_like(3.0, seed=6))).max() > 1e-4
    ours.close()


def test_nothing_but_the_folder_is_opened_and_it_can_go_once_the_model_is_closed(
    folder: Path,
) -> None:
    system = (Path("/proc"), Path("/sys"))  # how many cores there are
    with watched(folder, *system, modules=frozenset()) as seen:
        model = load_voice_model(folder, SPEC)
        model.voice_print(speech_like(2.0))
    assert [what for what in seen.seen if what.startswith(("open", "os.", "socket"))] == []
    model.close()
    shutil.rmtree(folder)


def test_speech_that_is_too_short_is_no_voice(folder: Path) -> None:
    model = load_voice_model(folder, SPEC)
    with pytest.raises(ValueError, match="short"):
        model.voice_print(np.zeros(int(LEAST_S * SAMPLE_RATE_HZ) - 1, np.float32))


def test_a_result_that_is_no_number_is_an_error(folder: Path) -> None:
    import torch

    model = load_voice_model(folder, SPEC)
    with torch.no_grad():
        model._model.decoder.emb_layers[0][1].bias.fill_(float("nan"))
    with pytest.raises(EngineError, match="TitaNet"):
        model.voice_print(speech_like(2.0))


def test_a_stop_while_it_is_loaded_is_obeyed(folder: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        load_voice_model(folder, SPEC, cancel)


def test_a_recogniser_is_no_voice_model_and_the_other_way(
    folder: Path, model_named: ModelNamed
) -> None:
    with pytest.raises(ModelInvalid):
        load_voice_model(model_named("ctc").folder, SPEC)
    recognizer = ModelSpec("ctc", "CTC", ModelKind.CTC, "")
    with pytest.raises(ModelInvalid):
        nemo_loader.load(folder, recognizer, DeviceChoice.CPU, Precision.AUTO)


def test_a_configuration_that_names_code_is_refused(folder: Path) -> None:
    config = folder / "model_config.yaml"
    text = config.read_text(encoding="utf-8")
    config.write_text(
        text.replace("nemo.collections.asr.modules.SpeakerDecoder", "os.system"), encoding="utf-8"
    )
    with pytest.raises(ModelUnsafe):
        load_voice_model(folder, SPEC)


def directions(count: int, size: int = 192) -> list[VoicePrint]:
    """Voices that have nothing in common."""
    made = np.linalg.qr(np.random.default_rng(1).standard_normal((size, count)))[0].T
    return list(made.astype(np.float32))


def near(voice: VoicePrint, other: VoicePrint, cosine: float) -> VoicePrint:
    """A print of that likeness to `voice`."""
    return np.asarray(cosine * voice + np.sqrt(1 - cosine**2) * other, np.float32)


def test_the_most_alike_are_found_first_and_each_but_once() -> None:
    anna, peter, other, fourth = directions(4)
    heard = {
        "Speaker 1": near(anna, other, 0.6),
        "Speaker 2": near(anna, fourth, 0.8),
        "Speaker 3": near(peter, other, 0.41),
        "Speaker 4": fourth,
    }
    found = known_as(heard, {"Anna": anna, "Peter": peter})
    assert found == {"Speaker 2": "Anna", "Speaker 3": "Peter"}


def test_nobody_is_named_below_the_threshold_or_by_another_models_print() -> None:
    anna, other = directions(2)
    assert known_as({"Speaker 1": near(anna, other, 0.39)}, {"Anna": anna}) == {}
    assert known_as({"Speaker 1": anna}, {"Anna": directions(1, 64)[0]}) == {}
    assert known_as({}, {"Anna": anna}) == {} == known_as({"Speaker 1": anna}, {})


def test_a_voice_heard_twice_lies_between_and_nearer_to_what_was_longer() -> None:
    one, other = directions(2)
    mean = mean_print([(one, 30.0), (other, 10.0)])
    assert mean is not None and np.linalg.norm(mean) == pytest.approx(1.0)
    assert mean @ one == pytest.approx(3.0 * (mean @ other), rel=1e-5)
    assert mean_print([]) is None and mean_print([(one, 1.0), (-one, 1.0)]) is None


def test_a_print_comes_back_and_a_damaged_one_does_not() -> None:
    (voice,) = directions(1)
    data = stored_print(voice)
    again = print_of(data)
    assert again is not None and np.array_equal(again, voice)
    nan = np.full(192, np.nan, "<f4").tobytes()
    for damaged in (b"", data[:-1], data[:-4], bytes(len(data)), nan):
        assert print_of(damaged) is None


@pytest.fixture(scope="module")
def ear(nemo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> VoiceEar:
    """With a TitaNet that the user has imported."""
    store = ModelStore(tmp_path_factory.mktemp("models"), tmp_path_factory.mktemp("bundled"))
    spec = store.add(inspect(nemo_file), CancelToken())
    assert spec.kind.knows_voices and not spec.timestamps
    return VoiceEar(store)


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """A minute in stereo at another rate."""
    import soundfile

    path = tmp_path / "talk é.flac"
    sound = np.stack([speech_like(60.0, seed=3), speech_like(60.0, seed=4)], axis=1)
    soundfile.write(path, sound, 24_000)
    return path


def test_voices_are_heard_in_a_recording_up_to_half_a_minute_of_each(
    ear: VoiceEar, talk: Path
) -> None:
    spans = {
        "Anna": [(number * 4.0, number * 4.0 + 3.5) for number in range(10)],
        "Peter": [(36.0, 99.0)],  # beyond the end of the file, and longer than is heard at once
        "Eva": [(39.5, 45.0)],  # nothing is there any more
        "Nobody": [],
    }
    heard = {voice.name: voice for voice in ear.hear(Wanted(talk, None, spans), CancelToken())}
    assert heard.keys() == {"Anna", "Peter"}
    assert MOST_S - 2.0 <= heard["Anna"].seconds <= MOST_S
    assert 3.0 < heard["Peter"].seconds < 5.0  # 60 s at 16 kHz are 40 s at 24 kHz
    for voice in heard.values():
        found = print_of(voice.data)
        assert found is not None and found.shape == (192,) and voice.model == ear.model.id


def test_a_recording_that_is_gone_is_told_and_without_clear_speech_nothing_is_loaded(
    ear: VoiceEar, tmp_path: Path
) -> None:
    gone = tmp_path / "gone.wav"
    assert ear.hear(Wanted(gone, 0, {"Anna": []}), CancelToken()) == []
    with pytest.raises(MediaMissing):
        ear.hear(Wanted(gone, 0, {"Anna": [(0.0, 5.0)]}), CancelToken())
    stopped = CancelToken()
    stopped.cancel()
    with pytest.raises(Cancelled):
        ear.hear(Wanted(gone, 0, {"Anna": [(0.0, 5.0)]}), stopped)
