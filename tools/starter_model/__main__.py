"""``python -m tools.starter_model``: makes the starter model step by step; see README.md."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tools.starter_model import corpus, sample, tokenizer
from tools.starter_model.evaluate import HEADING, score_format, score_voice
from tools.starter_model.export import export
from tools.starter_model.model import new_model, restored_model
from tools.starter_model.recordings import FORMATS, HELD_OUT, TRAINED
from tools.starter_model.train import Plan, Trainer, train

if TYPE_CHECKING:
    from nemo.collections.asr.models import EncDecRNNTBPEModel

# Steps in which the frame classifier of a continued model catches up with the encoder.
HEAD_STEPS: Final = 60
# Formats are measured with one voice of each kind.
FORMAT_VOICES: Final = ("espeak", "slt", "awb", "kal_diphone")


def _model(options: argparse.Namespace) -> EncDecRNNTBPEModel:
    if options.model:
        return restored_model(options.model)
    return new_model(options.folder / "tokenizer")


def _make_corpus(options: argparse.Namespace) -> None:
    corpus.make(options.folder, options.rounds, options.shards)


def _write_tokenizer(options: argparse.Namespace) -> None:
    tokenizer.write_tokenizer(options.folder / "tokenizer")


def _train(options: argparse.Namespace) -> None:
    import torch

    settings = Plan(
        minutes=options.minutes,
        rate=options.rate,
        head_steps=HEAD_STEPS if options.model else 0,
        frames_only=options.frames_only,
    )
    trainer = Trainer(_model(options), settings)
    checkpoint = options.folder / f"{options.name}.pt"
    if checkpoint.exists():
        trainer.load(torch.load(checkpoint))
    elif options.after:
        trainer.whole.load_state_dict(torch.load(options.after)["whole"])
    train(trainer, options.folder / "shards", checkpoint)


def _export(options: argparse.Namespace) -> None:
    export(_model(options), options.folder / f"{options.name}.pt", options.to)


def _evaluate(options: argparse.Namespace) -> None:
    model = restored_model(options.model)
    seeds = range(options.first, options.first + options.recordings)
    sys.stdout.write(HEADING + "\n")
    for voice in (*TRAINED, *HELD_OUT):
        sys.stdout.write(score_voice(model, voice, seeds).line(voice) + "\n")
        sys.stdout.flush()
    for name in FORMATS:
        sys.stdout.write(score_format(model, name, FORMAT_VOICES, seeds).line(name) + "\n")
        sys.stdout.flush()


def _write_sample(options: argparse.Namespace) -> None:
    sample.write_sample(options.to)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.starter_model", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("build/starter_model"))
    parser.add_argument("--name", default="run", help="name of the checkpoint")
    steps = parser.add_subparsers(required=True)

    step = steps.add_parser("tokenizer", help="make the pieces of words")
    step.set_defaults(act=_write_tokenizer)

    step = steps.add_parser("corpus", help="speak sentences and make training data of them")
    step.add_argument("--rounds", type=int, default=7)
    step.add_argument("--shards", type=int, default=14, help="shards in a round")
    step.set_defaults(act=_make_corpus)

    step = steps.add_parser("train", help="train; goes on where an interrupted run stopped")
    step.add_argument("--minutes", type=float, required=True)
    step.add_argument("--rate", type=float, default=1e-3)
    step.add_argument("--model", type=Path, help="start from this .nemo file")
    step.add_argument("--after", type=Path, help="start from the weights of this checkpoint")
    step.add_argument("--frames-only", action="store_true", help="the first stage, from nothing")
    step.set_defaults(act=_train)

    step = steps.add_parser("export", help="write the averaged weights as a .nemo file")
    step.add_argument("to", type=Path)
    step.add_argument("--model", type=Path, help="the .nemo file that the run started from")
    step.set_defaults(act=_export)

    step = steps.add_parser("evaluate", help="error rates on unseen sentences and voices")
    step.add_argument("model", type=Path)
    step.add_argument("--recordings", type=int, default=5, help="of 40 s, for each voice")
    step.add_argument("--first", type=int, default=0, help="seed of the first recording")
    step.set_defaults(act=_evaluate)

    step = steps.add_parser("sample", help="make the sample recording")
    step.add_argument("to", type=Path)
    step.set_defaults(act=_write_sample)
    return parser


def main() -> None:
    """Run one step."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options = _parser().parse_args()
    options.act(options)


if __name__ == "__main__":
    main()
