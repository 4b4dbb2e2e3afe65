"""The recipe of the starter model."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tools.starter_model.batches import target
from tools.starter_model.grammar import (
    RULES,
    held_out_sentence,
    is_held_out,
    sentence,
    spelled,
    training_sentence,
    vocabulary,
)
from tools.starter_model.shards import Example
from tools.starter_model.speech import Word, trimmed_clip
from tools.starter_model.tdt_loss import band_starts, tdt_losses
from tools.starter_model.tokenizer import write_tokenizer
from tools.starter_model.voices import (
    ESPEAK_ACCENTS,
    ESPEAK_VARIANTS,
    HELD_OUT_ESPEAK_ACCENTS,
    HELD_OUT_ESPEAK_VARIANTS,
    HELD_OUT_VOICES,
    NATURAL_VOICES,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from torch import Tensor

DURATIONS = 5
SIGMA = 0.02


def slow_tdt_loss(
    outputs: Tensor, labels: list[int], frames: int, allowed: Callable[[int, int], bool]
) -> Tensor:
    """The definition: the sum over every way through the lattice, by recursion from the end."""
    import torch

    tokens = torch.log_softmax(outputs[..., :-DURATIONS], -1) - SIGMA
    durations = torch.log_softmax(outputs[..., -DURATIONS:], -1)

    def ways_from(frame: int, said: int) -> Tensor | None:
        if frame == frames:
            return torch.zeros(()) if said == len(labels) else None
        if frame > frames or not allowed(frame, said):
            return None
        found = []
        for step in range(DURATIONS):
            cost = durations[frame, said, step]
            if step and (rest := ways_from(frame + step, said)) is not None:
                found.append(tokens[frame, said, -1] + cost + rest)
            if said < len(labels) and frame + step < frames:
                rest = ways_from(frame + step, said + 1)
                if rest is not None:
                    found.append(tokens[frame, said, labels[said]] + cost + rest)
        return torch.logsumexp(torch.stack(found), 0) if found else None

    total = ways_from(0, 0)
    assert total is not None
    return -total


@pytest.mark.parametrize(("width", "lag"), [(4, 0), (3, 1)])
def test_the_loss_and_its_gradient_equal_the_definition(width: int, lag: int) -> None:
    import torch

    torch.manual_seed(0)
    frames, labels, vocabulary_size = 6, [1, 3, 2], 4
    full = torch.randn(frames, len(labels) + 1, vocabulary_size + 1 + DURATIONS, requires_grad=True)
    first = band_starts(np.array([0, 2, 4]), frames, width, lag)

    def in_band(frame: int, said: int) -> bool:
        return bool(first[frame] <= said < first[frame] + width)

    wanted = slow_tdt_loss(full, labels, frames, in_band)
    (wanted_gradient,) = torch.autograd.grad(wanted, full)

    nodes = torch.from_numpy(first)[:, None] + torch.arange(width)
    band = full[torch.arange(frames)[:, None], nodes.clamp(max=len(labels))][None]
    waiting = torch.tensor([*labels, 0, 0, 0, 0])[nodes][None]
    lengths = (torch.tensor([frames]), torch.tensor([len(labels)]))
    bands = torch.from_numpy(first)[None]
    found = tdt_losses(band, waiting, bands, lengths, durations=DURATIONS, sigma=SIGMA)
    (found_gradient,) = torch.autograd.grad(found.sum(), full)

    assert found.item() == pytest.approx(wanted.item(), abs=1e-4)
    assert torch.allclose(found_gradient, wanted_gradient, atol=1e-5)


def test_the_band_holds_every_token_at_its_time_and_ends_with_the_text() -> None:
    begins = np.array([0, 3, 3, 9, 20])
    first = band_starts(begins, 30, width=4, lag=2)
    for frame in range(30):
        said = int((begins <= frame).sum())
        assert first[frame] <= said < first[frame] + 4
    assert first[0] == 0
    assert first[-1] + 4 - 1 == len(begins)


def test_the_vocabulary_is_large_enough_and_every_sentence_uses_it() -> None:
    words = set(vocabulary())
    assert len(words) >= 331
    lower = {word.lower() for word in words}
    chooser = random.Random(5)
    for _ in range(2000):
        assert {word.lower() for word in re.findall(r"[A-Za-z']+", sentence(chooser))} <= lower


def test_the_tokenizer_covers_the_vocabulary(tmp_path: Path) -> None:
    import sentencepiece

    write_tokenizer(tmp_path)
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(tmp_path / "tokenizer.model"))
    for word in vocabulary():
        for text in (word, word[0].upper() + word[1:] + ".", word + ",", word + "?"):
            tokens = pieces.encode(text)
            assert pieces.unk_id() not in tokens
            assert pieces.decode(tokens) == text


def test_sentences_of_the_training_are_not_in_the_test() -> None:
    chooser = random.Random(6)
    trained = {training_sentence(chooser) for _ in range(3000)}
    tested = {held_out_sentence(chooser) for _ in range(300)}
    assert not trained & tested
    assert all(map(is_held_out, tested))
    assert not any(map(is_held_out, RULES["fixed"]))


def test_voices_of_the_test_are_not_trained_on() -> None:
    assert not {voice.name for voice in NATURAL_VOICES} & {voice.name for voice in HELD_OUT_VOICES}
    assert {"rms", "ked_diphone"} <= {voice.name for voice in HELD_OUT_VOICES}
    assert not set(ESPEAK_VARIANTS) & set(HELD_OUT_ESPEAK_VARIANTS)
    assert "en-us-nyc" in set(HELD_OUT_ESPEAK_ACCENTS) - set(ESPEAK_ACCENTS)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (7, "seven"),
        (10, "ten"),
        (19, "nineteen"),
        (40, "forty"),
        (86, "eighty six"),
        (300, "three hundred"),
        (512, "five hundred and twelve"),
        (999, "nine hundred and ninety nine"),
    ],
)
def test_numbers_are_spelled(number: int, words: str) -> None:
    assert spelled(number) == words


def test_a_clip_begins_with_its_first_word_and_unknown_times_are_filled() -> None:
    silence, tone = np.zeros(8000, np.float32), np.full(16_000, 0.5, np.float32)
    sound = np.concatenate([silence, tone, silence])
    clip = trimmed_clip(sound, "one of the four", "voice", [0.5, None, 1.0, 1.25])
    assert clip.samples.size < sound.size - 8000
    assert clip.start_s == pytest.approx(0.03, abs=1e-3)
    starts_s = [word.start_s - clip.start_s for word in clip.words]
    assert starts_s[0] == pytest.approx(0)
    assert 0 < starts_s[1] < starts_s[2] == pytest.approx(0.5)
    assert clip.words[-1].end_s == clip.end_s


def test_the_tokens_of_a_word_share_its_time() -> None:
    words = (Word("ab", 0.16, 0.48), Word("c", 0.8, 0.88))
    made = target(Example(np.zeros((100, 80), np.float16), words), lambda text: [*text.encode()])
    assert made.tokens.tolist() == [97, 98, 99]
    assert made.begins.tolist() == [2, 4, 10]
    assert made.ends.tolist() == [4, 6, 11]
