"""Train the model on shards of log-mel frames, on one core, for a given time."""

from __future__ import annotations

import logging
import math
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from tools.starter_model.batches import BAND_WIDTH, IGNORED, collate, plan, target
from tools.starter_model.model import DROPOUT, DURATIONS, SIGMA
from tools.starter_model.shards import FRAMES_PER_S, read_shard
from tools.starter_model.tdt_loss import tdt_losses

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nemo.collections.asr.models import EncDecRNNTBPEModel
    from torch import Tensor

    from tools.starter_model.batches import Batch

_log = logging.getLogger(__name__)

WARM_UP_STEPS: Final = 80
LOWEST_RATE: Final = 0.02
CLIPPED_NORM: Final = 2.0
AVERAGE_DECAY: Final = 0.998
FRAME_LOSS_WEIGHT: Final = 0.15
LOG_EVERY: Final = 50
SAVE_EVERY_S: Final = 180


@dataclass(frozen=True)
class Plan:
    """How long and how fast to train."""

    minutes: float
    rate: float = 1.2e-3
    # With its padding; 90 s of sound.
    batch_frames: int = 9_000
    # Train the new frame classifier alone for so many steps before anything else moves.
    head_steps: int = 0
    # Frame classifier only (a first stage from random weights).
    frames_only: bool = False
    seed: int = 0


@dataclass
class Progress:
    """The state of a run; saved with the weights, so that it can be resumed."""

    step: int = 0
    trained_s: float = 0.0
    heard_frames: int = 0
    recent: list[tuple[float, float]] = field(default_factory=list)


class Trainer:
    """One run: model, throw-away frame classifier, optimiser, average of the weights."""

    def __init__(self, model: EncDecRNNTBPEModel, settings: Plan) -> None:
        """Prepare to train ``model``."""
        import torch
        from torch.optim import swa_utils

        torch.set_num_threads(1)
        torch.manual_seed(settings.seed)
        self.model = model
        self.settings = settings
        self.progress = Progress()
        self.blank = int(model.tokenizer.tokenizer.get_piece_size())
        self.head = torch.nn.Linear(int(model.cfg.encoder.d_model), self.blank + 1)
        self.whole = torch.nn.ModuleList([model.encoder, model.decoder, model.joint, self.head])
        averaging: Any = swa_utils
        self.average = averaging.AveragedModel(
            self.whole, multi_avg_fn=averaging.get_ema_multi_avg_fn(AVERAGE_DECAY), use_buffers=True
        )
        self.optimiser = torch.optim.AdamW(
            self.whole.parameters(), settings.rate, betas=(0.9, 0.98), weight_decay=1e-3
        )
        self._last_s = time.monotonic()
        for module in [*model.decoder.modules(), *model.joint.modules()]:
            if isinstance(module, torch.nn.Dropout):
                module.p = DROPOUT
        self._generator = np.random.default_rng(settings.seed)

    def share_done(self) -> float:
        """How much of the time is used."""
        return self.progress.trained_s / 60 / self.settings.minutes

    def set_rate(self) -> None:
        """Warm up, then half a cosine over the planned time."""
        cosine = 0.5 * (1 + math.cos(math.pi * min(1.0, self.share_done())))
        rate = self.settings.rate * min(1.0, (self.progress.step + 1) / WARM_UP_STEPS)
        for group in self.optimiser.param_groups:
            group["lr"] = rate * (cosine * (1 - LOWEST_RATE) + LOWEST_RATE)

    def losses(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Frame cross-entropy, and the TDT loss for each token."""
        import torch

        head_only = self.progress.step < self.settings.head_steps
        with torch.set_grad_enabled(not head_only), torch.autocast("cpu", torch.bfloat16):
            encoded, counts = self.model.encoder(
                audio_signal=batch.frames, length=batch.frame_counts
            )
        encoded = encoded.float().transpose(1, 2)
        guesses = self.head(encoded).flatten(0, 1)
        wanted = batch.frame_tokens[:, : encoded.shape[1]].flatten()
        frame_loss = torch.nn.functional.cross_entropy(guesses, wanted, ignore_index=IGNORED)
        if head_only or self.settings.frames_only:
            return frame_loss, torch.zeros(())
        losses = self._transducer_losses(batch, encoded, counts)
        return frame_loss, losses.sum() / batch.token_counts.sum().clamp(min=1)

    def _transducer_losses(self, batch: Batch, encoded: Tensor, counts: Tensor) -> Tensor:
        import torch

        tokens = batch.tokens[:, :-BAND_WIDTH]
        predicted, _, _ = self.model.decoder(targets=tokens, target_length=batch.token_counts)
        first = batch.band[:, : encoded.shape[1]].contiguous()
        nodes = first[..., None] + torch.arange(BAND_WIDTH)
        joint = self.model.joint
        after_tokens = joint.pred(predicted.transpose(1, 2))
        rows = torch.arange(len(tokens))[:, None, None]
        reachable = nodes.clamp(max=after_tokens.shape[1] - 1)
        with torch.autocast("cpu", torch.bfloat16):
            summed = joint.enc(encoded)[:, :, None] + after_tokens[rows, reachable]
            outputs = joint.joint_net(summed)
        return tdt_losses(
            outputs.float(),
            batch.tokens[rows, nodes],
            first,
            (counts, batch.token_counts),
            durations=len(DURATIONS),
            sigma=SIGMA,
        )

    def take_step(self, batch: Batch) -> None:
        """One step of the optimiser."""
        import torch

        self.set_rate()
        frame_loss, transducer_loss = self.losses(batch)
        weight = 1.0 if self.settings.frames_only else FRAME_LOSS_WEIGHT
        self.optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(transducer_loss + weight * frame_loss)
        norm = torch.nn.utils.clip_grad_norm_(self.whole.parameters(), CLIPPED_NORM)
        if torch.isfinite(norm):
            self.optimiser.step()
            self.average.update_parameters(self.whole)
        progress = self.progress
        progress.step += 1
        progress.heard_frames += int(batch.frame_counts.sum())
        progress.trained_s += time.monotonic() - self._last_s
        self._last_s = time.monotonic()
        progress.recent.append((float(frame_loss.detach()), float(transducer_loss.detach())))
        if progress.step % LOG_EVERY == 0:
            frame, transducer = np.mean(progress.recent, axis=0)
            progress.recent.clear()
            _log.info(
                "step %d, %.1f min, %.1f h heard: frames %.3f, TDT %.4f",
                *(progress.step, progress.trained_s / 60),
                progress.heard_frames / FRAMES_PER_S / 3_600,
                *(frame, transducer),
            )

    def batches(self, shard: Path) -> Iterator[Batch]:
        """The batches of one shard in a new order."""
        encode = self.model.tokenizer.tokenizer.encode
        examples = read_shard(shard)
        targets = [target(example, encode) for example in examples]
        lengths = [len(example.frames) for example in examples]
        for chosen in plan(lengths, self.settings.batch_frames, self._generator):
            yield collate(
                [examples[index] for index in chosen],
                [targets[index] for index in chosen],
                self.blank,
                self._generator,
            )

    def state(self) -> dict[str, Any]:
        """Everything needed to go on."""
        return {
            "whole": self.whole.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "progress": vars(self.progress),
        }

    def load(self, state: dict[str, Any]) -> None:
        """Go on from ``state``."""
        self.whole.load_state_dict(state["whole"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.progress = Progress(**state["progress"])


def shards_in(folder: Path) -> list[Path]:
    """The complete shards of a folder, without their endings."""
    return sorted(path.with_suffix("") for path in folder.glob("*.jsonl"))


def train(trainer: Trainer, folder: Path, checkpoint: Path) -> None:
    """Train until the planned time is used; every shard once, then those least used so far.

    Shards that appear in ``folder`` while this runs are used as soon as the one at hand is done.
    """
    uses: dict[Path, int] = {}
    saved_s = time.monotonic()
    trainer.whole.train()
    while trainer.share_done() < 1:
        shard = min(shards_in(folder), key=lambda path: uses.get(path, 0))
        uses[shard] = uses.get(shard, 0) + 1
        for batch in trainer.batches(shard):
            trainer.take_step(batch)
            if trainer.share_done() >= 1:
                break
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
