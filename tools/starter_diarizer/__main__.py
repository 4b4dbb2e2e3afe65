"""``python -m tools.starter_diarizer``: makes the starter diarizer step by step; see README.md."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

from tools.starter_diarizer import recordings, speakers
from tools.starter_diarizer.network import (
    averaged_model,
    export,
    for_plain_features,
    new_model,
    weights_of,
)
from tools.starter_diarizer.train import CURRICULA, Trainer, train
from tools.starter_model.pool import Pool

_log = logging.getLogger(__name__)


def _speak(options: argparse.Namespace) -> None:
    for name, hours in speakers.write_speakers(options.folder).items():
        _log.info("%s: %.1f h", name, hours)


def _train(options: argparse.Namespace) -> None:
    import torch

    model = new_model()
    pools = [Pool.open(options.folder / name) for name in speakers.TRAINED]
    checkpoint = options.folder / f"{options.name}.pt"
    if options.model:
        weights = weights_of(options.model)
        kept = {name: weights[name] for name in weights if not name.startswith("preprocessor.")}
        normalised = options.normalised
        model.load_state_dict(for_plain_features(kept) if normalised else kept, strict=False)
    trainer = Trainer(model, pools, CURRICULA[options.curriculum], options.minutes, options.rate)
    if checkpoint.exists():
        trainer.load(torch.load(checkpoint))
    elif options.after:
        trainer.learning.load_state_dict(torch.load(options.after)["learning"])
        trainer.average.module.load_state_dict(trainer.learning.state_dict())
    train(trainer, checkpoint)


def _export(options: argparse.Namespace) -> None:
    export(averaged_model(options.folder / f"{options.name}.pt"), options.to)


def _record(options: argparse.Namespace) -> None:
    recordings.write_sample(options.sample, options.tests / f"{options.sample.stem}.rttm")
    recordings.write_tests(Pool.open(options.folder / speakers.HELD_OUT), options.tests)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.starter_diarizer", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("build/starter_diarizer"))
    parser.add_argument("--name", default="run", help="name of the checkpoint")
    steps = parser.add_subparsers(required=True)

    step = steps.add_parser("speak", help="let all speakers speak their sentences")
    step.set_defaults(act=_speak)

    step = steps.add_parser("train", help="train; goes on where an interrupted run stopped")
    step.add_argument("--minutes", type=float, required=True)
    step.add_argument("--rate", type=float, default=6e-4)
    step.add_argument("--curriculum", choices=CURRICULA, default="second")
    step.add_argument("--after", type=Path, help="start from the weights of this checkpoint")
    step.add_argument("--model", type=Path, help="start from the weights of this .nemo file")
    step.add_argument(
        "--normalised", action="store_true", help="which expects frames normalised by band"
    )
    step.set_defaults(act=_train)

    step = steps.add_parser("export", help="write the averaged weights as a .nemo file")
    step.add_argument("to", type=Path)
    step.set_defaults(act=_export)

    step = steps.add_parser("record", help="write the sample and the recordings of the tests")
    step.add_argument("sample", type=Path)
    step.add_argument("tests", type=Path)
    step.set_defaults(act=_record)
    return parser


def main() -> None:
    """Run one step."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options = _parser().parse_args()
    options.act(options)


if __name__ == "__main__":
    main()
