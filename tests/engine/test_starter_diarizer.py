"""The starter diarizer in the program's own chunk loop, on voices that it never heard.

These conversations it gets right; how many it does not, `tools.starter_diarizer.evaluate` tells.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import numpy as np
import pytest

from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.request import DeviceChoice, Precision, SpeakerSearch
from desktop_app.engine.compute.runtime import quiet
from desktop_app.engine.recognizer import NemoModel
from desktop_app.engine.speakers.activity import taken
from desktop_app.engine.speakers.diarizer import Diarizer, Probabilities, Samples
from desktop_app.engine.speakers.loading import load_diarizer
from tests.conftest import ROOT
from tests.random_models import unpack
from tools.speaker_errors import activity_in
from tools.starter_diarizer.conversations import Conversation, Turn
from tools.starter_diarizer.evaluate import Score, score
from tools.starter_diarizer.network import restored_model
from tools.starter_model.augment import noise
from tools.starter_model.grammar import seeded
from tools.starter_model.speech import SAMPLE_RATE_HZ

MODEL = ROOT / "resources" / "models" / "aviary-starter-diarizer.nemo"
CONVERSATIONS = Path(__file__).with_name("conversations")
SAMPLE = ROOT / "resources" / "samples" / "conversation.ogg"
LARGEST_BYTES = 12_000_000

pytestmark = pytest.mark.real_model


@pytest.fixture(scope="module")
def diarizer(tmp_path_factory: pytest.TempPathFactory, nemo: None) -> Iterator[Diarizer]:  # noqa: ARG001 - for its effect
    folder = unpack(MODEL, tmp_path_factory.mktemp("diarizer") / "unpacked")
    spec = ModelSpec("diarizer", "Diarizer", ModelKind.SORTFORMER, "", path=MODEL)
    loaded = load_diarizer(folder, spec, DeviceChoice.CPU, Precision.FP32)
    yield loaded
    loaded.close()


def told(sound: Path) -> Conversation:
    """A recording with the truth about it, which lies in an RTTM file beside the tests."""
    import soundfile

    samples, _ = soundfile.read(sound, dtype="float32")
    lines = (CONVERSATIONS / f"{sound.stem}.rttm").read_text(encoding="utf-8").splitlines()
    turns = []
    for line in lines:
        _, _, _, start, length, _, _, who, *_ = line.split()
        number = int(who.removeprefix("speaker-")) - 1
        turns.append(Turn(number, float(start), float(start) + float(length), ()))
    return Conversation(samples, tuple(turns))


def streamed(diarizer: Diarizer, samples: Samples) -> Probabilities:
    stream = diarizer.stream()
    pieces = [stream.add(piece) for piece in np.array_split(samples, 7)]
    return np.concatenate([*pieces, stream.finish()])


def heard_by_nemo(model: NemoModel, samples: Samples) -> Probabilities:
    """What NeMo's own streaming pass makes of all of it."""
    import torch

    sound, length = torch.from_numpy(samples)[None], torch.tensor([samples.size])
    with torch.inference_mode():
        believed = model(audio_signal=sound, audio_signal_length=length)
    return np.asarray(believed[0].float().numpy(), np.float32)


def scored(diarizer: Diarizer, *names: str) -> Score:
    total = Score()
    for name in names:
        made = told(CONVERSATIONS / f"{name}.ogg")
        total += score(made, activity_in(diarizer, [made.samples]))
    return total


def test_two_unseen_speakers_come_apart(diarizer: Diarizer) -> None:
    found = scored(diarizer, "two-a", "two-d")
    assert found.error_rate <= 0.12
    assert found.numbers_right == 2


def test_most_of_three_unseen_speakers_is_right(diarizer: Diarizer) -> None:
    found = scored(diarizer, "three-d", "three-e")
    assert found.error_rate <= 0.25
    assert found.numbers_right == 2


def test_one_speaker_counts_as_one(diarizer: Diarizer) -> None:
    found = scored(diarizer, "one")
    assert found.numbers_right == 1
    assert found.error_rate <= 0.12


def test_the_sample_has_two_speakers(diarizer: Diarizer) -> None:
    made = told(SAMPLE)
    found = score(made, activity_in(diarizer, [made.samples]))
    assert found.numbers_right == 1
    assert found.error_rate <= 0.12


def test_it_tells_what_voices_are_like(diarizer: Diarizer) -> None:
    """Of a chunk's frames, not of those around it or of earlier ones: each counts once."""
    samples = told(SAMPLE).samples
    at_once, in_pieces = diarizer.stream(), diarizer.stream()
    frames = np.concatenate([at_once.add(samples), at_once.finish()])
    for piece in np.array_split(samples, 50):
        in_pieces.add(piece)
    in_pieces.finish()
    assert at_once.voices is not None and in_pieces.voices is not None
    np.testing.assert_allclose(at_once.voices.sums, in_pieces.voices.sums, atol=1e-3)
    first, second = at_once.voices.told_s[:2]
    assert min(first, second) > 10.0 and first + second < len(frames) * diarizer.frame_s
    assert at_once.voices.most_alike() is None
    again = diarizer.stream()  # the same two once more
    again.add(np.concatenate([samples, samples]))
    again.finish()
    assert again.voices is not None
    for once, twice in zip(at_once.voices.sums[:2], again.voices.sums[:2], strict=True):
        alike = once @ twice / np.linalg.norm(once) / np.linalg.norm(twice)
        assert alike > at_once.voices.same_from


@pytest.mark.parametrize("what", [noise, lambda count, _: np.zeros(count)])
def test_noise_and_silence_have_no_speaker(
    diarizer: Diarizer, what: Callable[[int, Random], Samples]
) -> None:
    sound = np.asarray(what(20 * SAMPLE_RATE_HZ, seeded("no speech")), np.float32)
    sound *= 0.3 / max(1e-6, float(np.abs(sound).max()))
    assert not taken(activity_in(diarizer, [sound]), SpeakerSearch())[0].speakers


def test_it_hears_in_the_program_what_it_hears_in_nemo(diarizer: Diarizer) -> None:
    samples = told(CONVERSATIONS / "three-d.ogg").samples
    with quiet():
        in_nemo = heard_by_nemo(restored_model(MODEL), samples)
    here = streamed(diarizer, samples)
    assert abs(len(here) - len(in_nemo)) <= 1
    shared = min(len(here), len(in_nemo))
    np.testing.assert_allclose(here[:shared], in_nemo[:shared], atol=1e-3)


def test_it_is_small_and_its_card_says_what_it_is() -> None:
    assert MODEL.stat().st_size <= LARGEST_BYTES
    card = MODEL.with_suffix(".md").read_text(encoding="utf-8")
    for needed in ("demonstration", "Apache-2.0", "espeak-ng", "kal_diphone", "slt"):
        assert needed in card
