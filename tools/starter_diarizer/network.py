"""The network: a small streaming Sortformer, of the same class and parts as NVIDIA's."""

from __future__ import annotations

import tarfile
from typing import TYPE_CHECKING, Any, Final

from tools.starter_model.export import halved
from tools.starter_model.shards import MEL_BANDS, PREPROCESSOR
from tools.starter_model.speech import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from pathlib import Path

    from nemo.collections.asr.models import SortformerEncLabelModel
    from torch import Tensor
    from torch.nn import ModuleList

SPEAKERS: Final = 4
WIDTH: Final = 144
LAYERS: Final = 4
TOP_WIDTH: Final = 96
TOP_LAYERS: Final = 3
HEADS: Final = 4
# Two places are one voice from this cosine on, of what the encoder makes of them. Chosen with the
# evaluation's series "tune", not with those of the card.
SAME_VOICE_FROM: Final = 0.8
# Eight frames of 10 ms become one.
SUBSAMPLING: Final = 8
FRAME_S: Final = 0.08

# Of the stream, in frames of 80 ms: the speaker cache, a chunk, what is heard on both its sides.
CACHE: Final = 188
CHUNK: Final = 188
CONTEXT: Final = 8
SILENCE_PER_SPEAKER: Final = 3

# Mean and spread of log-mel frames, once for all bands: the forerunner's weights expect frames that
# were normalised over the whole piece, which a stream cannot do.
LOG_MEL_MEAN: Final = -11.0
LOG_MEL_SPREAD: Final = 4.0


def configuration() -> dict[str, Any]:
    """NeMo's configuration of the model; features are not normalised, as in a stream."""
    modules = "nemo.collections.asr.modules"
    return {
        "sample_rate": SAMPLE_RATE_HZ,
        "pil_weight": 0.5,
        "ats_weight": 0.5,
        "max_num_of_spks": SPEAKERS,
        "streaming_mode": True,
        "same_voice_from": SAME_VOICE_FROM,
        "async_streaming": False,
        "model_defaults": {"fc_d_model": WIDTH, "tf_d_model": TOP_WIDTH},
        "preprocessor": {
            "_target_": f"{modules}.AudioToMelSpectrogramPreprocessor",
            **PREPROCESSOR,
            "normalize": "NA",
        },
        "sortformer_modules": {
            "_target_": f"{modules}.sortformer_modules.SortformerModules",
            "num_spks": SPEAKERS,
            "dropout_rate": 0.0,
            "fc_d_model": WIDTH,
            "tf_d_model": TOP_WIDTH,
            "subsampling_factor": SUBSAMPLING,
            "spkcache_len": CACHE,
            "fifo_len": 0,
            "chunk_len": CHUNK,
            "spkcache_update_period": CHUNK,
            "chunk_left_context": CONTEXT,
            "chunk_right_context": CONTEXT,
            "spkcache_sil_frames_per_spk": SILENCE_PER_SPEAKER,
        },
        "encoder": {
            "_target_": f"{modules}.ConformerEncoder",
            "feat_in": MEL_BANDS,
            "feat_out": -1,
            "n_layers": LAYERS,
            "d_model": WIDTH,
            "subsampling": "dw_striding",
            "subsampling_factor": SUBSAMPLING,
            "subsampling_conv_channels": 32,
            "ff_expansion_factor": 4,
            "self_attention_model": "rel_pos",
            "n_heads": HEADS,
            "att_context_size": [-1, -1],
            "xscaling": False,
            "untie_biases": True,
            "pos_emb_max_len": 5000,
            "conv_kernel_size": 9,
            "conv_norm_type": "batch_norm",
            "dropout": 0.0,
            "dropout_pre_encoder": 0.0,
            "dropout_emb": 0.0,
            "dropout_att": 0.0,
        },
        "transformer_encoder": {
            "_target_": f"{modules}.transformer.transformer_encoders.TransformerEncoder",
            "num_layers": TOP_LAYERS,
            "hidden_size": TOP_WIDTH,
            "inner_size": 4 * TOP_WIDTH,
            "num_attention_heads": HEADS,
            "attn_score_dropout": 0.0,
            "attn_layer_dropout": 0.0,
            "ffn_dropout": 0.0,
            "hidden_act": "relu",
            "pre_ln": True,
            "pre_ln_final_layer_norm": True,
        },
        "loss": {
            "_target_": "nemo.collections.asr.losses.bce_loss.BCELoss",
            "weight": None,
            "reduction": "mean",
        },
    }


def new_model() -> SortformerEncLabelModel:
    """A model with random weights."""
    from nemo.collections.asr.models import SortformerEncLabelModel
    from omegaconf import OmegaConf

    return SortformerEncLabelModel(OmegaConf.create(configuration()))


def restored_model(path: Path) -> SortformerEncLabelModel:
    """The model in a ``.nemo`` file, its weights as 32-bit floats, ready to listen."""
    from nemo.collections.asr.models import SortformerEncLabelModel

    return SortformerEncLabelModel.restore_from(str(path), map_location="cpu").float().eval()


def weights_of(path: Path) -> dict[str, Tensor]:
    """The weights in a ``.nemo`` file."""
    import torch

    with tarfile.open(path) as archive:
        name = next(name for name in archive.getnames() if name.endswith(".ckpt"))
        file = archive.extractfile(name)
        if file is None:
            raise ValueError(f"{name} in {path} is no file")
        weights: dict[str, Tensor] = torch.load(file, map_location="cpu", weights_only=True)
    return weights


def for_plain_features(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """Weights that expect normalised frames, changed so that plain ones do about as well.

    The first convolution takes over the normalisation, with one mean and spread for all bands.
    """
    weight, bias = "encoder.pre_encode.conv.0.weight", "encoder.pre_encode.conv.0.bias"
    scaled = weights[weight] / LOG_MEL_SPREAD
    return {
        **weights,
        weight: scaled,
        bias: weights[bias] - scaled.sum((1, 2, 3)) * LOG_MEL_MEAN,
    }


def learning_parts(model: SortformerEncLabelModel) -> ModuleList:
    """The parts that learn; the model as a whole holds things that cannot be copied."""
    from torch.nn import ModuleList

    return ModuleList([model.encoder, model.sortformer_modules, model.transformer_encoder])


def averaged_model(checkpoint: Path) -> SortformerEncLabelModel:
    """The model with the averaged weights of a checkpoint, ready to listen."""
    import torch

    model = new_model()
    average = torch.load(checkpoint, map_location="cpu", weights_only=True)["average"]
    inner = "module."
    learning_parts(model).load_state_dict(
        {name.removeprefix(inner): average[name] for name in average if name.startswith(inner)}
    )
    return model.eval()


def export(model: SortformerEncLabelModel, path: Path) -> None:
    """Write ``path`` with 16-bit floats."""
    from nemo.core.connectors.save_restore_connector import SaveRestoreConnector

    class HalfConnector(SaveRestoreConnector):  # type: ignore[misc]
        """Saves 16-bit weights."""

        def _save_state_dict_to_disk(self, state_dict: dict[str, Any], filepath: str) -> None:
            super()._save_state_dict_to_disk(halved(state_dict), filepath)

    partial = path.with_suffix(".partial.nemo")
    HalfConnector().save_to(model, str(partial))
    partial.rename(path)
