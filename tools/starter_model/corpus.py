"""Make the training data: rounds of synthesised sentences, and shards of frames from them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from tools.starter_model.pool import Pool, espeak_clips, natural_clips, write_pool
from tools.starter_model.shards import write_shard
from tools.starter_model.voices import NATURAL_VOICES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_log = logging.getLogger(__name__)

ESPEAK: Final = "espeak"
# Sentences spoken in a round: as many as a core speaks in about four minutes. The last is the
# slowest voice (35 times faster than speech; flite 70 times, espeak-ng 650 times).
ROUND_SENTENCES: Final = {
    ESPEAK: 9_000,
    "kal16": 1_800,
    "slt": 1_700,
    "awb": 1_700,
    "kal_diphone": 1_400,
    "cmu_us_slt_arctic_hts": 600,
}
# How often an utterance begins with each voice. espeak-ng stands for hundreds of voices, none of
# them natural; the held-out voices are nearest to the natural ones.
WEIGHTS: Final = {
    ESPEAK: 9.0,
    "kal16": 3.0,
    "slt": 4.0,
    "awb": 4.0,
    "kal_diphone": 3.5,
    "cmu_us_slt_arctic_hts": 2.0,
}
SHARD_HOURS: Final = 1.5


def speak_round(folder: Path, number: int) -> None:
    """Write a pool of clips for every voice."""
    folder.mkdir(parents=True, exist_ok=True)
    voices = {voice.name: voice for voice in NATURAL_VOICES}
    for name, count in ROUND_SENTENCES.items():
        clips = (
            espeak_clips(count, number)
            if name == ESPEAK
            else natural_clips(voices[name], count, number)
        )
        hours = write_pool(clips, folder / f"{name}-{number}")
        _log.info("round %d: %s speaks %.1f h", number, name, hours)


def weighted_pools(folder: Path, numbers: Sequence[int]) -> list[tuple[Pool, float]]:
    """The pools of some rounds with how often each is drawn from."""
    return [
        (Pool.open(folder / f"{name}-{number}"), weight)
        for name, weight in WEIGHTS.items()
        for number in numbers
    ]


def make(folder: Path, rounds: int, shards_each: int) -> None:
    """``rounds`` rounds, each followed by shards from its clips and those of the round before."""
    shards = folder / "shards"
    shards.mkdir(parents=True, exist_ok=True)
    for number in range(1, rounds + 1):
        speak_round(folder / "pool", number)
        pools = weighted_pools(folder / "pool", range(max(1, number - 1), number + 1))
        for index in range(shards_each):
            place = (number - 1) * shards_each + index
            write_shard(pools, shards / f"{place:03d}", SHARD_HOURS, seed=place)
            _log.info("shard %d: %.1f h", place, SHARD_HOURS)
