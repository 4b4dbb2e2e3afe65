"""Archives that follow the known facts of the released ones exactly, with random weights.

NeMo builds the model, but not the archive: its configuration is written as it is described,
fields included that NeMo 3 does not know any more.
"""

import copy
import hashlib
import shutil
import tarfile
import tempfile
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from desktop_app.engine.nemo.restoring import without_vocabularies
from desktop_app.engine.recognizer import NemoModel
from tests.random_models import enliven
from tests.real_models import pieces
from tests.real_models.described import Described, Tree, described, get, odd, put

CONFIG, WEIGHTS = "model_config.yaml", "model_weights.ckpt"
ALIGNER = "timestamps_asr_"
# Where a configuration lists its vocabulary, by the class of the decoder.
LISTS = {
    "RNNTDecoder": ("labels", "joint.vocabulary"),
    "ConvASRDecoder": ("decoder.vocabulary",),
    "": (),  # a Canary
}
NEMO_VERSION = "2.3.0rc0"  # where no source tells it
# Paths of the computers on which the models were made, which exist nowhere else.
CLUSTER = "/lustre/fsw/portfolios/asr/tokenizers"

# What "small" changes: every width is a sixteenth, of layers there are two, and a single vocabulary
# has 256 pieces: NeMo takes seconds for lists of 1,024, and a quarter of a minute for 8,192.
WIDTHS = (
    "encoder.d_model", "encoder.subsampling_conv_channels", "model_defaults.enc_hidden",
    "model_defaults.pred_hidden", "model_defaults.joint_hidden", "model_defaults.asr_enc_hidden",
    "model_defaults.lm_enc_hidden", "model_defaults.lm_dec_hidden", "decoder.prednet.pred_hidden",
    "decoder.feat_in", "joint.jointnet.joint_hidden", "transf_encoder.hidden_size",
    "transf_encoder.inner_size", "transf_decoder.config_dict.hidden_size",
    "transf_decoder.config_dict.inner_size", "head.hidden_size",
)  # fmt: skip
DEPTHS = ("encoder.n_layers", "transf_decoder.config_dict.num_layers")
SHARE, LAYERS, PIECES = 16, 2, 256
COUNTS = ("decoder.vocab_size", "decoder.num_classes", "joint.num_classes", "head.num_classes")


class Size(StrEnum):
    """How large to build a model."""

    REAL = "real"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A configuration with its tokenizer files.

    Attributes:
        config: as in the archive.
        files: by their name in the archive.
    """

    config: Tree
    files: dict[str, Path]

    def buildable(self) -> Tree:
        """The configuration for a model that does not come out of an archive.

        Without what NeMo would search on the disk, or recreate from the tokenizer.
        """
        made: Tree = copy.deepcopy(self.config)
        _replace(made, {f"nemo:{name}": str(path) for name, path in self.files.items()})
        for name in ("train_ds", "validation_ds", "test_ds"):
            made[name] = None
        for place in LISTS[_decoder(made)]:
            put(made, place, [])
        return made


def build(name: str, target: Path, size: Size) -> Path:
    """Write the archive of one of `described.NAMES`."""
    model = described(name)
    with tempfile.TemporaryDirectory(dir=target.parent) as place:
        folder, tokenizers = Path(place, "packing"), Path(place, "tokenizers")
        folder.mkdir()
        _write(model, folder, tokenizers / "main", size, "")
        if model.aligner is not None:
            _write(model.aligner, folder, tokenizers / "aligner", size, ALIGNER)
        # As NeMo packs: the folder itself is the first member, and all names begin with a dot.
        with tarfile.open(target, "w:") as archive:
            archive.add(folder, arcname=".")
        shutil.rmtree(folder)
    return target


def prepared(model: Described, folder: Path, size: Size) -> Prepared:
    """The configuration of a model, and its tokenizers, written below the folder."""
    config = model.config()
    files: dict[str, Path] = {}
    vocabularies = model.vocabularies
    if size is Size.SMALL:
        _shrink(config)
        vocabularies = tuple(
            replace(one, pieces=min(one.pieces, PIECES)) if one.place == "tokenizer" else one
            for one in vocabularies
        )
    for vocabulary in vocabularies:
        written = pieces.write(vocabulary, folder / vocabulary.place)
        for field, path in written.items():
            place = f"{vocabulary.place}.{field}"
            known = get(config, place)
            digest = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
            name = known.removeprefix("nemo:") if known else f"{digest}_{path.name}"
            put(config, place, f"nemo:{name}")
            files[name] = path
        if vocabulary.place != "tokenizer":
            put(config, f"{vocabulary.place}.dir", f"{CLUSTER}/{vocabulary.place[-2:]}_spe_1024")
            put(config, f"{vocabulary.place}.type", "bpe")
    for place in LISTS[_decoder(config)]:
        put(config, place, pieces.listed(vocabularies[0]))
    config.setdefault("nemo_version", NEMO_VERSION)
    return Prepared(config, files)


def model_of(config: Tree) -> NemoModel:
    """NeMo's model for a configuration, with random weights, the same every time."""
    import nemo.collections.asr as nemo_asr
    import torch
    from nemo.utils.app_state import AppState
    from omegaconf import OmegaConf

    # NeMo remembers the last file that it restored, and a new Canary would look into it.
    AppState().model_restore_path = None
    state = torch.random.get_rng_state()
    torch.manual_seed(0)
    class_name = str(config["target"]).rpartition(".")[2]
    with without_vocabularies():
        made = getattr(nemo_asr.models, class_name)(OmegaConf.create(config)).eval()
    torch.random.set_rng_state(state)
    return made


def _write(model: Described, folder: Path, tokenizers: Path, size: Size, prefix: str) -> None:
    import torch

    ready = prepared(model, tokenizers, size)
    if not prefix:
        for path, value in odd(model):
            put(ready.config, path, value)
    made = model_of(ready.buildable())
    enliven(made)
    torch.save(made.state_dict(), folder / f"{prefix}{WEIGHTS}")
    text = yaml.safe_dump(ready.config, sort_keys=False, allow_unicode=True)
    (folder / f"{prefix}{CONFIG}").write_text(text, encoding="utf-8")
    for name, file in ready.files.items():
        shutil.copy(file, folder / name)


def _shrink(config: Tree) -> None:
    for path in WIDTHS:
        if (value := get(config, path)) is not None:
            put(config, path, value // SHARE)
    for path in DEPTHS:
        if (value := get(config, path)) is not None:
            put(config, path, min(value, LAYERS))
    for path in COUNTS:
        if (value := get(config, path)) is not None and not get(config, "tokenizer.langs"):
            put(config, path, min(value, PIECES))


def _decoder(config: Tree) -> str:
    return str(get(config, "decoder._target_") or "").rpartition(".")[2]


def _replace(tree: Any, texts: dict[str, str]) -> None:
    for name, value in tree.items():
        if isinstance(value, dict):
            _replace(value, texts)
        elif isinstance(value, str):
            tree[name] = texts.get(value, value)
