"""Train the model as it will listen: chunk by chunk, with the cache that it fills itself."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from tools.starter_diarizer.conversations import cast, conversation
from tools.starter_diarizer.listening import Listener
from tools.starter_diarizer.network import learning_parts
from tools.starter_diarizer.truth import activity
from tools.starter_model.grammar import seeded
from tools.starter_model.speech import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from nemo.collections.asr.models import SortformerEncLabelModel
    from torch import Tensor

    from tools.starter_model.pool import Pool

_log = logging.getLogger(__name__)

WARM_UP_STEPS: Final = 100
LOWEST_RATE: Final = 1e-6
CLIPPED_NORM: Final = 1.0
AVERAGE_DECAY: Final = 0.995
LOG_EVERY: Final = 20
SAVE_EVERY_S: Final = 180
SAMPLES_A_FRAME: Final = 1280


@dataclass(frozen=True)
class Stage:
    """One part of the curriculum."""

    # The share of the planned time at which it ends.
    until: float
    # How many conversations at once, and of how many chunks of how many frames.
    batch: int
    chunks: int
    frames: tuple[int, ...]
    # How often a conversation has no, one, two … speakers.
    counts: tuple[float, ...]
    # How many are hard (noise, rooms, telephone, changed voices).
    hard: float
    # How often the cache is filled by the truth rather than by what the model believes.
    told: float
    # How much it counts that the encoder keeps voices apart.
    apart: float = 0.0


# The first makes speakers come apart and the cache useful; the second goes on from there; the third
# hears mostly three, who also come late, in conversations of two minutes; in the fourth the encoder
# learns to tell voices apart, in the fifth not to tell one from itself, and in the sixth to keep to
# that for two minutes. Then it hears three where there are two: the seventh has two mostly.
CURRICULA: Final = {
    "first": (
        Stage(0.04, 10, 1, (150,), (0.0, 0.15, 0.85), 0.4, 1.0),
        Stage(0.30, 4, 3, (125, 150, 188), (0.03, 0.12, 0.45, 0.28, 0.12), 0.75, 0.8),
        Stage(1.00, 4, 4, (150, 188), (0.03, 0.14, 0.4, 0.28, 0.15), 0.8, 0.15),
    ),
    "second": (
        Stage(0.25, 5, 3, (188,), (0.03, 0.12, 0.5, 0.28, 0.07), 0.3, 0.6),
        Stage(0.32, 4, 5, (188,), (0.03, 0.12, 0.5, 0.28, 0.07), 0.35, 0.1),
        Stage(0.72, 7, 3, (188,), (0.03, 0.14, 0.42, 0.36, 0.05), 0.3, 0.1),
        Stage(1.00, 8, 3, (188,), (0.02, 0.08, 0.45, 0.42, 0.03), 0.15, 0.4),
    ),
    "third": (
        Stage(0.60, 7, 3, (188,), (0.02, 0.08, 0.30, 0.54, 0.06), 0.30, 0.25),
        Stage(1.00, 4, 8, (188,), (0.02, 0.08, 0.30, 0.56, 0.04), 0.20, 0.05),
    ),
    "fourth": (
        Stage(0.92, 9, 3, (188,), (0.02, 0.06, 0.27, 0.55, 0.10), 0.20, 0.2, apart=0.1),
        Stage(1.00, 4, 8, (188,), (0.02, 0.08, 0.30, 0.56, 0.04), 0.15, 0.05, apart=0.05),
    ),
    "fifth": (
        Stage(0.92, 7, 4, (188,), (0.03, 0.14, 0.35, 0.42, 0.06), 0.20, 0.1, apart=0.1),
        Stage(1.00, 4, 8, (188,), (0.03, 0.17, 0.36, 0.40, 0.04), 0.15, 0.05, apart=0.05),
    ),
    "sixth": (
        Stage(0.65, 7, 4, (188,), (0.03, 0.15, 0.38, 0.38, 0.06), 0.20, 0.1, apart=0.1),
        Stage(1.00, 6, 8, (188,), (0.03, 0.17, 0.40, 0.36, 0.04), 0.15, 0.05, apart=0.1),
    ),
    "seventh": (Stage(1.00, 5, 6, (188,), (0.03, 0.20, 0.52, 0.22, 0.03), 0.15, 0.05, apart=0.1),),
}


@dataclass
class Progress:
    """The state of a run; saved with the weights, so that it can be resumed."""

    step: int = 0
    trained_s: float = 0.0
    heard_s: float = 0.0
    made_s: float = 0.0
    recent: list[float] = field(default_factory=list)


class Trainer:
    """One run: model, optimiser, average of the weights."""

    def __init__(
        self,
        model: SortformerEncLabelModel,
        pools: Sequence[Pool],
        stages: tuple[Stage, ...],
        minutes: float,
        rate: float,
    ) -> None:
        """Prepare to train ``model`` for ``minutes`` on conversations of ``pools``."""
        import torch
        from torch.optim import swa_utils

        torch.set_num_threads(1)
        torch.manual_seed(0)
        averaging: Any = swa_utils
        self.model = model
        self.pools = pools
        self.stages = stages
        self.minutes = minutes
        self.rate = rate
        self.progress = Progress()
        self.learning = learning_parts(model)
        average = averaging.get_ema_multi_avg_fn(AVERAGE_DECAY)
        self.average = averaging.AveragedModel(
            self.learning, multi_avg_fn=average, use_buffers=True
        )
        self.optimiser = torch.optim.AdamW(
            model.parameters(), rate, betas=(0.9, 0.98), weight_decay=1e-3
        )
        self._chooser = seeded("training", time.time_ns())
        self._last_s = time.monotonic()
        self._confusions: list[float] = []

    def share_done(self) -> float:
        """How much of the time is used."""
        return self.progress.trained_s / 60 / self.minutes

    def stage(self) -> Stage:
        """The part of the curriculum that is due."""
        return next(stage for stage in self.stages if self.share_done() < stage.until)

    def batch(self, stage: Stage, frames: int) -> tuple[Tensor, Tensor]:
        """Sound [batch, samples] and the truth [batch, frames, speakers]."""
        import torch

        chooser = self._chooser
        whole = stage.chunks * frames
        length_s = whole * SAMPLES_A_FRAME / SAMPLE_RATE_HZ
        sounds, truths = [], []
        for _ in range(stage.batch):
            (count,) = chooser.choices(range(len(stage.counts)), stage.counts)
            hard = chooser.random() < stage.hard
            pool = chooser.choice(self.pools)
            people = cast(pool, chooser, count, varied=True)
            made = conversation(pool, chooser, length_s, people, hard=hard)
            sounds.append(made.samples)
            truths.append(activity(made.turns, whole))
        return torch.from_numpy(np.stack(sounds)), torch.from_numpy(np.stack(truths))

    def take_step(self) -> None:
        """One step of the optimiser: a batch of conversations, chunk after chunk."""
        import torch

        stage, progress = self.stage(), self.progress
        frames = self._chooser.choice(stage.frames)
        begun_s = time.monotonic()
        sound, truth = self.batch(stage, frames)
        progress.made_s += time.monotonic() - begun_s
        rate = self.rate * min(1, (progress.step + 1) / WARM_UP_STEPS)
        rate = rate * max(0, 1 - self.share_done()) ** 0.7 + LOWEST_RATE
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.model.train()
        # A few conversations of different levels are no sample of all: their statistics mislead.
        for module in self.model.encoder.modules():
            if isinstance(module, torch.nn.BatchNorm1d):
                module.eval()
        self.optimiser.zero_grad(set_to_none=True)
        told = self._chooser.random() < stage.told
        with torch.autocast("cpu", torch.bfloat16):
            loss, confusion = listen(self.model, sound, truth, frames, told=told, apart=stage.apart)
        norm = torch.nn.utils.clip_grad_norm_(self.model.parameters(), CLIPPED_NORM)
        if torch.isfinite(norm):
            self.optimiser.step()
            self.average.update_parameters(self.learning)
        progress.step += 1
        progress.heard_s += sound.numel() / SAMPLE_RATE_HZ
        progress.trained_s += time.monotonic() - self._last_s
        self._last_s = time.monotonic()
        progress.recent.append(loss)
        self._confusions.append(confusion)
        if progress.step % LOG_EVERY == 0:
            _log.info(
                "step %d, %.1f min (%.0f %% making conversations), %.1f h heard: "
                "loss %.4f, voices %.3f",
                *(progress.step, progress.trained_s / 60),
                *(100 * progress.made_s / progress.trained_s, progress.heard_s / 3_600),
                float(np.mean(progress.recent)),
                float(np.mean(self._confusions)),
            )
            progress.recent.clear()
            self._confusions.clear()

    def state(self) -> dict[str, Any]:
        """Everything needed to go on."""
        return {
            "learning": self.learning.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "progress": vars(self.progress),
        }

    def load(self, state: dict[str, Any]) -> None:
        """Go on from ``state``."""
        self.learning.load_state_dict(state["learning"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.progress = Progress(**state["progress"])


def listen(
    model: SortformerEncLabelModel,
    sound: Tensor,
    truth: Tensor,
    frames: int,
    *,
    told: bool,
    apart: float,
) -> tuple[float, float]:
    """Hear ``sound`` in chunks of ``frames`` and add up the gradients.

    Returns the mean loss and, where it counts, how much voices are confused.
    """
    import torch

    listener = Listener(model, sound, truth)
    firsts = range(0, truth.shape[1], frames)
    total = confusion = 0.0
    for first in firsts:
        last = first + frames
        heard = listener.hear(first, last)
        loss = listener.loss(heard, first, last) / len(firsts)
        total += loss.item()
        if apart:
            voices = listener.confusion(heard, first, last) / len(firsts)
            confusion += voices.item()
            loss = loss + apart * voices
        torch.autograd.backward(loss)
        with torch.no_grad():
            listener.remember(heard, first, last, told=told)
    return total, confusion


def train(trainer: Trainer, checkpoint: Path) -> None:
    """Train until the planned time is used."""
    saved_s = time.monotonic()
    while trainer.share_done() < 1:
        trainer.take_step()
        if time.monotonic() - saved_s > SAVE_EVERY_S:
            save(trainer, checkpoint)
            saved_s = time.monotonic()
    save(trainer, checkpoint)


def save(trainer: Trainer, checkpoint: Path) -> None:
    """Write the checkpoint atomically."""
    import torch

    partial = checkpoint.with_suffix(".partial")
    torch.save(trainer.state(), partial)
    partial.rename(checkpoint)
