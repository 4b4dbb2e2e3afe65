"""The encoder's parts for a CPU give what NeMo's own give."""

import copy
from typing import Any

import pytest

from desktop_app.core.request import DeviceChoice
from desktop_app.engine.compute.cpu_layers import FRAMES_AT_ONCE, suit_cpu
from desktop_app.engine.nemo import restoring
from tests.engine.asking import ModelNamed

pytestmark = pytest.mark.real_model


@pytest.fixture
def encoders(model_named: ModelNamed) -> tuple[Any, Any]:
    """NeMo's encoder, and the same as it is on a CPU."""
    model = restoring.restore(model_named("tdt").folder, DeviceChoice.CPU).eval()
    model.requires_grad_(False)
    theirs = copy.deepcopy(model.encoder)
    suit_cpu(model)
    return theirs, model.encoder


def _sound(*lengths: int) -> tuple[Any, Any]:
    import torch

    sound = torch.randn(
        len(lengths), 128, max(lengths), generator=torch.Generator().manual_seed(len(lengths))
    )
    for recording, length in zip(sound, lengths, strict=True):
        recording[:, length:] = 0
    return sound, torch.tensor(lengths)


@pytest.mark.parametrize(
    "lengths",
    [
        (300,),
        (8 * FRAMES_AT_ONCE, 8 * FRAMES_AT_ONCE + 1, 8 * FRAMES_AT_ONCE - 1),
        (1, 2, 7, 1000),
        (700, 350, 0),
    ],
)
@pytest.mark.parametrize("context", [[-1, -1], [8, 2]])
def test_an_encoder_gives_the_same(
    encoders: tuple[Any, Any], lengths: tuple[int, ...], context: list[int]
) -> None:
    import torch

    heard = []
    sound, count = _sound(*lengths)
    for encoder in encoders:
        encoder.set_default_att_context_size(context)
        with torch.inference_mode():
            heard.append(encoder(audio_signal=sound, length=count))
    (exact, exact_lengths), (near, near_lengths) = heard
    assert near_lengths.tolist() == exact_lengths.tolist()
    assert near.shape == exact.shape
    for one, other, length in zip(near, exact, exact_lengths.tolist(), strict=True):
        torch.testing.assert_close(one[:, :length], other[:, :length], rtol=1e-4, atol=1e-4)


def test_the_convolutions_give_exactly_the_same(encoders: tuple[Any, Any]) -> None:
    import torch

    theirs, ours = (encoder.pre_encode.conv for encoder in encoders)
    assert type(ours) is not type(theirs)
    sound, lengths = _sound(500, 333, 40)
    with torch.inference_mode():
        exact, exact_lengths = theirs(sound.transpose(1, 2), lengths)
        near, near_lengths = ours(sound.transpose(1, 2), lengths)
    assert near_lengths.tolist() == exact_lengths.tolist()
    torch.testing.assert_close(near, exact, rtol=1e-5, atol=1e-6)


def test_positions_are_computed_once_where_all_chunks_are_of_one_length(
    encoders: tuple[Any, Any],
) -> None:
    import torch

    theirs, ours = encoders
    attention = ours.layers[0].self_attn
    computed = []
    attention.linear_pos.register_forward_hook(lambda *_: computed.append(1))

    def hear(length: int) -> int:
        computed.clear()
        sound, lengths = _sound(length)
        with torch.inference_mode():
            exact, near = (one(audio_signal=sound, length=lengths)[0] for one in (theirs, ours))
        torch.testing.assert_close(near, exact, rtol=1e-4, atol=1e-4)
        return len(computed)

    for encoder in encoders:
        del encoder.pos_enc.pe
        encoder.set_max_audio_length(60)  # frames of 80 ms
    # The last three are longer than all that NeMo has positions for: it makes them anew.
    longest = 800
    lengths = [400, 240, 400, 400, 400, 400, 240, 240, 240, longest, longest, longest]
    assert [hear(length) for length in lengths] == [1, 1, 1, 1, 0, 0, 1, 1, 0, 1, 1, 0]
    for encoder in encoders:
        attention = encoder.layers[0].self_attn
        attention.linear_pos = torch.nn.Linear(48, 48, bias=False)
        attention.linear_pos.weight.requires_grad_(False).fill_(0.1)
    hear(longest)


def test_attention_with_a_cache_is_left_to_nemo(encoders: tuple[Any, Any]) -> None:
    import torch

    results = []
    frames = torch.randn(1, 4, 48, generator=torch.Generator().manual_seed(0))
    before = torch.randn(1, 6, 48, generator=torch.Generator().manual_seed(1))
    for encoder in encoders:
        attention = encoder.layers[0].self_attn
        attention.cache_drop_size = 0
        positions = encoder.pos_enc(frames, cache_len=6)[1]
        with torch.inference_mode():
            results.append(attention(frames, frames, frames, None, positions, cache=before))
    for one, other in zip(*results, strict=True):
        torch.testing.assert_close(one, other)
