"""A Sortformer in our own loop tells what NeMo's forward tells, and fails in sentences."""

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desktop_app.core.errors import EngineError, ModelInvalid, OutOfMemory
from desktop_app.core.model import QUANTIZED_FILE, ModelKind, ModelSpec
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.compute import precision as precisions
from desktop_app.engine.nemo import loader as nemo_loader
from desktop_app.engine.speakers import same_voice
from desktop_app.engine.speakers.diarizer import DiarizerStream, Probabilities, Samples
from desktop_app.engine.speakers.loading import load_diarizer
from desktop_app.engine.speakers.same_voice import Voices
from desktop_app.engine.speakers.sortformer import CARD_ON_CPU, Sortformer
from desktop_app.media.decode import decode
from tests.engine.asking import RESOURCES, ModelNamed
from tests.random_models import RandomModel, RandomModels, speech_like, unpack

pytestmark = pytest.mark.real_model

FRAME = 8 * 160  # samples
# The walks of the models, in frames: NeMo's own recipe (the card's comes in its place), the card's
# for the least latency, one without anything around a chunk, and one that fits nothing.
WALKS: dict[str, dict[str, int]] = {
    "recipe": {},
    "at once": {"chunk_len": 6, "chunk_right_context": 7, "fifo_len": 50,
                "spkcache_update_period": 36},
    "bare": {"chunk_len": 20, "chunk_left_context": 0, "chunk_right_context": 0,
             "spkcache_len": 16},
    "odd": {"chunk_len": 13, "chunk_left_context": 3, "chunk_right_context": 5, "fifo_len": 29,
            "spkcache_update_period": 17, "spkcache_len": 31},
}  # fmt: skip
SECOND = 16_000
# Around the end of a second chunk of "bare", and of what is heard after it in "odd".
EDGES = [20 * FRAME, 40 * FRAME, 18 * FRAME, 31 * FRAME]
LENGTHS = [
    *(1, 159, 160, 161, 1600, SECOND),
    *(edge + near for edge in EDGES for near in (-160, -1, 0, 1, 160)),
]

Loaded = Callable[[str], Sortformer]


def load(model: RandomModel, asked: Precision = Precision.FP32) -> Sortformer:
    found = load_diarizer(model.folder, model.spec, DeviceChoice.CPU, asked)
    assert isinstance(found, Sortformer)
    return found


@pytest.fixture(scope="module")
def loaded(random_models: RandomModels) -> Iterator[Loaded]:
    """One model of each walk in memory, for the tests that leave it as it is."""
    kept: dict[str, Sortformer] = {}

    def with_walk(name: str) -> Sortformer:
        if name not in kept:
            kept[name] = load(random_models.sortformer(**WALKS[name]))
        return kept[name]

    yield with_walk
    for diarizer in kept.values():
        diarizer.close()


@pytest.fixture(autouse=True)
def _no_bar(nemo: None, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 - for its effect
    """NeMo's own forward draws a progress bar."""
    from nemo.collections.asr.models import sortformer_diar_models

    monkeypatch.setattr(sortformer_diar_models, "tqdm", lambda steps, **_: steps)


def told(stream: DiarizerStream, sound: Samples, blocks: Sequence[int] = (4321,)) -> Probabilities:
    """All frames of a sound that comes in blocks of these lengths, again and again."""
    found, start, number = [], 0, 0
    while start < len(sound):
        block = blocks[number % len(blocks)]
        found.append(stream.add(sound[start : start + block]))
        start, number = start + block, number + 1
    return np.concatenate([*found, stream.finish()])


def theirs(diarizer: Sortformer, sound: Samples) -> Probabilities:
    """NeMo's own streaming forward over the whole sound."""
    import torch

    heard = torch.from_numpy(sound)[None]
    with torch.inference_mode():
        found: Any = diarizer._model.forward(heard, torch.tensor([len(sound)]))
    whole: Probabilities = found[0].numpy()
    return whole


def assert_same(mine: Probabilities, others: Probabilities, sound: Samples) -> None:
    assert mine.shape == others.shape and mine.dtype == np.float32
    assert abs(len(mine) * FRAME - len(sound)) <= FRAME
    np.testing.assert_allclose(mine, others, rtol=0, atol=1e-3)


@pytest.mark.parametrize("walk", WALKS)
def test_the_loop_tells_what_nemo_s_streaming_forward_tells(loaded: Loaded, walk: str) -> None:
    diarizer = loaded(walk)
    sound = speech_like(100.0, seed=1)
    found = told(diarizer.stream(), sound)
    assert_same(found, theirs(diarizer, sound), sound)
    # The speakers change, so that the cache had something to choose.
    assert found.std(axis=0).max() > 0.1


@pytest.mark.parametrize("walk", ["bare", "odd"])
def test_it_does_so_for_any_length(loaded: Loaded, walk: str) -> None:
    diarizer = loaded(walk)
    for length in LENGTHS:
        sound = speech_like(length / SECOND, seed=length)
        assert_same(told(diarizer.stream(), sound), theirs(diarizer, sound), sound)


def test_it_does_so_for_the_starter_and_people_who_talk(nemo: None, tmp_path: Path) -> None:  # noqa: ARG001 - for its effect
    folder = unpack(RESOURCES / "models" / "aviary-starter-diarizer.nemo", tmp_path / "starter")
    spec = ModelSpec("starter", "Starter", ModelKind.SORTFORMER, "")
    diarizer = load(RandomModel(folder, folder, spec))
    sound = np.concatenate(list(decode(RESOURCES / "samples" / "conversation.ogg")))
    found = told(diarizer.stream(), sound)
    assert_same(found, theirs(diarizer, sound), sound)
    assert (found.max(axis=0) > 0.5).sum() >= 2
    diarizer.close()


def test_in_what_pieces_a_sound_comes_makes_no_difference(loaded: Loaded) -> None:
    diarizer = loaded("odd")
    sound = speech_like(30.0, seed=2)
    whole = told(diarizer.stream(), sound, blocks=(len(sound),))
    for blocks in [(1, 7, 100_000, 0), (13 * FRAME,), (159, 160, 161)]:
        pieces = told(diarizer.stream(), sound, blocks)
        np.testing.assert_allclose(pieces, whole, rtol=0, atol=1e-5)


def test_frames_are_told_as_soon_as_their_chunk_is_heard(loaded: Loaded) -> None:
    diarizer = loaded("odd")
    stream = diarizer.stream()
    needed = (13 + 5) * FRAME + 4 * 160  # the chunk, what is around it, and the last window's reach
    assert not len(stream.add(speech_like(needed / SECOND)[:-1]))
    assert len(stream.add(np.zeros(1, np.float32))) == 13


def test_a_recording_without_sound_has_no_frames(loaded: Loaded) -> None:
    diarizer = loaded("odd")
    assert told(diarizer.stream(), np.zeros(0, np.float32)).shape == (0, 4)
    assert diarizer.stream().finish().shape == (0, 4)


def test_a_model_whose_file_says_nothing_of_voices_tells_nothing_of_them(loaded: Loaded) -> None:
    stream = loaded("odd").stream()
    told(stream, speech_like(3.0, seed=0))
    assert stream.voices is None


def telling_of_voices(diarizer: Sortformer, same_from: object = 0.8) -> Sortformer:
    """The same model, as if its file said from when on two voices are one."""
    from omegaconf import open_dict

    with open_dict(diarizer._model.cfg):
        diarizer._model.cfg.same_voice_from = same_from
    return Sortformer(diarizer._model, diarizer.spec, diarizer.device, diarizer.precision)


@pytest.fixture
def _all_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take each frame for one in which somebody speaks alone, as random speakers seldom do."""
    monkeypatch.setattr(same_voice, "ALONE", 1.1)


def voices_after(stream: DiarizerStream, sound: Samples) -> Voices:
    told(stream, sound)
    assert stream.voices is not None
    return stream.voices


@pytest.mark.usefixtures("_all_alone")
@pytest.mark.parametrize("walk", ["bare", "odd"])
def test_each_frame_tells_of_a_voice_once(
    random_models: RandomModels, monkeypatch: pytest.MonkeyPatch, walk: str
) -> None:
    """Not those around a chunk, nor the earlier ones that are heard with it."""
    diarizer = telling_of_voices(load(random_models.sortformer(**WALKS[walk])))
    model: Any = diarizer._model
    whole, chunks = [], []
    infer, step = model.forward_infer, model.forward_streaming_step

    def inferring(emb_seq: Any, emb_seq_length: Any) -> Any:
        found = infer(emb_seq, emb_seq_length)
        whole.append((emb_seq[0].numpy(), found[0].numpy()))
        return found

    def stepping(**given: Any) -> tuple[Any, Any]:
        state, found = step(**given)
        chunks.append(found[0].numpy())
        return state, found

    monkeypatch.setattr(model, "forward_infer", inferring)
    monkeypatch.setattr(model, "forward_streaming_step", stepping)
    stream = diarizer.stream()
    expected = stream.voices
    found = voices_after(stream, speech_like(31.0, seed=3))
    assert expected is not None and len(chunks) > 10
    for chunk, (encoded, likely) in zip(chunks, whole, strict=True):
        places = range(len(likely) - len(chunk) + 1)
        (at,) = [n for n in places if np.array_equal(likely[n : n + len(chunk)], chunk)]
        expected = expected.with_frames(chunk, encoded[at : at + len(chunk)])
    assert expected.told_s.max() > 1.0
    np.testing.assert_allclose(found.told_s, expected.told_s)
    np.testing.assert_allclose(found.sums, expected.sums, rtol=1e-6)


@pytest.mark.usefixtures("_all_alone")
def test_a_step_that_fails_tells_nothing_of_voices(
    random_models: RandomModels, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    diarizer = telling_of_voices(load(random_models.sortformer(**WALKS["odd"])))
    sound = speech_like(20.0, seed=8)
    undisturbed = voices_after(diarizer.stream(), sound)
    assert undisturbed.told_s.max() > 1.0

    def fail(*_: object, **_named: object) -> None:
        raise torch.OutOfMemoryError("[enforce fail] DefaultCPUAllocator: can't allocate memory")

    stream = diarizer.stream()
    stream.add(sound[: 5 * SECOND])
    with monkeypatch.context() as patched:  # after the encoder, so that its numbers are there
        patched.setattr(diarizer._model.transformer_encoder, "forward", fail)
        with pytest.raises(OutOfMemory):
            stream.add(sound[5 * SECOND :])
    found = voices_after(stream, sound[:0])
    np.testing.assert_allclose(found.told_s, undisturbed.told_s, atol=1e-3)
    np.testing.assert_allclose(found.sums, undisturbed.sums, atol=1e-2)


def test_voices_are_told_of_only_where_the_file_has_a_cosine_and_the_model_what_to_compare(
    random_models: RandomModels,
) -> None:
    diarizer = load(random_models.sortformer(**WALKS["bare"]))
    for none in (True, 1, 0.0, -0.5, 1.5, "0.8", [0.8], {"from": 0.8}, None):
        assert telling_of_voices(diarizer, none).stream().voices is None
    assert telling_of_voices(diarizer).stream().voices is not None
    diarizer._model.sortformer_modules.encoder_proj = None
    assert telling_of_voices(diarizer).stream().voices is None


def test_silence_is_told_like_anything(loaded: Loaded) -> None:
    found = told(loaded("odd").stream(), np.zeros(10 * SECOND, np.float32))
    assert found.shape == (125, 4) and ((found >= 0) & (found <= 1)).all()


def test_what_is_kept_does_not_grow_with_the_recording(loaded: Loaded) -> None:
    stream: Any = loaded("odd").stream()
    kept = []
    for number in range(40):
        stream.add(speech_like(3.0, seed=number))
        features, state = stream._features, stream._state
        kept.append(
            sum(len(block) for block in features._sound)
            + features._made.numel()
            + sum(part.numel() for part in vars(state.state).values() if part is not None)
        )
    assert max(kept[20:]) <= 1.05 * max(kept[10:20])


def test_a_recording_is_not_heard_in_the_one_that_follows(loaded: Loaded) -> None:
    diarizer = loaded("odd")
    sound = speech_like(20.0, seed=4)
    alone = told(diarizer.stream(), sound)
    diarizer.stream().add(speech_like(20.0, seed=5))
    np.testing.assert_array_equal(told(diarizer.stream(), sound), alone)


def test_nothing_is_printed(loaded: Loaded, capfd: pytest.CaptureFixture[str]) -> None:
    told(loaded("bare").stream(), speech_like(10.0))
    assert capfd.readouterr() == ("", "")


def test_it_describes_itself(loaded: Loaded) -> None:
    diarizer = loaded("recipe")
    assert (diarizer.frame_s, diarizer.most_speakers) == (0.08, 4)
    assert (diarizer.device, diarizer.precision) == (DeviceChoice.CPU, Precision.FP32)
    assert diarizer.is_usable()


def test_only_a_walk_that_nobody_chose_is_the_card_s(loaded: Loaded) -> None:
    modules = loaded("recipe")._model.sortformer_modules
    assert (modules.chunk_len, modules.fifo_len) == (CARD_ON_CPU.chunk, CARD_ON_CPU.fifo)
    assert loaded("odd")._model.sortformer_modules.chunk_len == 13


def test_the_parts_for_a_cpu_tell_the_same(
    random_models: RandomModels, loaded: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(precisions, "LARGE", 0)
    diarizer = load(random_models.sortformer(**WALKS["recipe"]))
    names = {type(module).__name__ for module in diarizer._model.modules()}
    assert {"SuitedAttention", "SuitedPlainAttention", "SuitedConvolutions"} <= names
    sound = speech_like(100.0, seed=6)
    assert_same(told(diarizer.stream(), sound), theirs(loaded("recipe"), sound), sound)


@pytest.mark.usefixtures("_all_alone")
def test_int8_tells_nearly_the_same(
    random_models: RandomModels, loaded: Loaded, tmp_path: Path
) -> None:
    from torch import nn

    model = random_models.sortformer(**WALKS["odd"])
    folder = Path(shutil.copytree(model.folder, tmp_path / "model"))
    diarizer = load_diarizer(folder, model.spec, DeviceChoice.CPU, Precision.INT8)
    assert isinstance(diarizer, Sortformer) and diarizer.precision is Precision.INT8
    assert (folder / QUANTIZED_FILE).is_file()
    for encoder in (diarizer._model.encoder.layers, diarizer._model.transformer_encoder):
        assert not any(type(module) is nn.Linear for module in encoder.modules())
    sound = speech_like(5.0, seed=7)
    stream = telling_of_voices(diarizer).stream()
    near, exact = told(stream, sound), told(loaded("odd").stream(), sound)
    assert stream.voices is not None and stream.voices.told_s.any()
    assert ((near > 0.5) == (exact > 0.5)).mean() > 0.9


def test_loading_leaves_chance_and_files_alone(random_models: RandomModels) -> None:
    model = random_models.sortformer(**WALKS["bare"])
    before = sorted(model.folder.iterdir())
    random.seed(5)
    drawn = random.random()
    random.seed(5)
    load(model).close()
    assert random.random() == drawn
    assert sorted(model.folder.iterdir()) == before


def test_weights_that_are_no_numbers_are_told(random_models: RandomModels) -> None:
    diarizer = load(random_models.sortformer(**WALKS["bare"]))
    diarizer._model.encoder.layers[0].norm_out.weight.fill_(float("nan"))
    with pytest.raises(EngineError, match="gave no usable result"):
        told(diarizer.stream(), speech_like(5.0))
    assert not diarizer.is_usable()


def test_memory_that_runs_out_in_a_step_costs_nothing(
    random_models: RandomModels, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    diarizer = load(random_models.sortformer(**WALKS["odd"]))
    sound = speech_like(20.0, seed=8)
    undisturbed = told(diarizer.stream(), sound)

    def fail(*_: object, **_named: object) -> None:
        raise torch.OutOfMemoryError("[enforce fail] DefaultCPUAllocator: can't allocate memory")

    stream = diarizer.stream()
    before = stream.add(sound[: 5 * SECOND])
    with monkeypatch.context() as patched:
        patched.setattr(diarizer._model.encoder.layers[1], "forward", fail)
        with pytest.raises(OutOfMemory, match="does not fit into memory"):
            stream.add(sound[5 * SECOND :])
    after = np.concatenate([before, stream.finish()])
    np.testing.assert_allclose(after, undisturbed, rtol=0, atol=1e-5)
    assert diarizer.is_usable()


def test_any_other_failure_of_nemo_is_explained(
    random_models: RandomModels, monkeypatch: pytest.MonkeyPatch
) -> None:
    diarizer = load(random_models.sortformer(**WALKS["bare"]))

    def fail(*_: object, **_named: object) -> None:
        raise ValueError("something")

    monkeypatch.setattr(diarizer._model.preprocessor, "forward", fail)
    with pytest.raises(EngineError, match="failed on this recording") as caught:
        told(diarizer.stream(), speech_like(5.0))
    assert "something" in caught.value.detail
    assert not diarizer.is_usable()


@pytest.mark.usefixtures("_all_alone")
def test_a_gpu_goes_on_more_precisely_after_an_overflow(
    random_models: RandomModels, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a GPU: the model computes on the CPU, and overflows in float16."""
    import contextlib

    tiny = telling_of_voices(load(random_models.sortformer(**WALKS["odd"])))
    model: Any = tiny._model
    sound = speech_like(10.0, seed=9)
    undisturbed = tiny.stream()
    exact = told(undisturbed, sound)
    diarizer = Sortformer(model, tiny.spec, DeviceChoice.CUDA, Precision.FP16)
    monkeypatch.setattr(precisions, "computing", lambda *_: contextlib.nullcontext())
    step = model.forward_streaming_step

    def overflowing(**given: Any) -> tuple[Any, Any]:
        state, found = step(**given)
        is_late = given["streaming_state"].fifo.shape[1] > 0
        return state, found * float("nan") if is_late and diarizer.precision == "fp16" else found

    monkeypatch.setattr(model, "forward_streaming_step", overflowing)
    stream = diarizer.stream()
    np.testing.assert_allclose(told(stream, sound), exact, rtol=0, atol=1e-5)
    assert diarizer.precision is Precision.BF16
    assert stream.voices is not None and undisturbed.voices is not None
    assert undisturbed.voices.told_s.max() > 1.0
    np.testing.assert_allclose(stream.voices.sums, undisturbed.voices.sums, atol=1e-3)


def test_models_of_the_other_kind_are_refused(
    model_named: ModelNamed, random_models: RandomModels
) -> None:
    recogniser, sortformer = model_named("ctc"), random_models.sortformer(**WALKS["bare"])
    with pytest.raises(ModelInvalid, match=r"“ctc” recognises speech; it cannot tell speakers"):
        load_diarizer(recogniser.folder, recogniser.spec, DeviceChoice.CPU, Precision.AUTO)
    mistaken = RandomModel(recogniser.nemo_file, recogniser.folder, sortformer.spec)
    with pytest.raises(ModelInvalid, match="recognises speech; it cannot tell speakers apart"):
        load(mistaken)
    with pytest.raises(ModelInvalid, match="tells speakers apart; it cannot recognise speech"):
        nemo_loader.load(sortformer.folder, recogniser.spec, DeviceChoice.CPU, Precision.AUTO)
    assert sortformer.spec.kind is ModelKind.SORTFORMER
