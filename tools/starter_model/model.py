"""The network: a small TDT model of the same class and shape of parts as Parakeet v3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tools.starter_model.shards import MEL_BANDS, PREPROCESSOR
from tools.starter_model.speech import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from pathlib import Path

    from nemo.collections.asr.models import EncDecRNNTBPEModel

WIDTH: Final = 144
LAYERS: Final = 5
HEADS: Final = 4
SUBSAMPLING_CHANNELS: Final = 32
PREDICTOR_WIDTH: Final = 128
JOINT_WIDTH: Final = 128
# Of the predictor and the joint network; the encoder has none, for the data never repeats exactly.
DROPOUT: Final = 0.05
# Parakeet's: a token may last up to four frames.
DURATIONS: Final = (0, 1, 2, 3, 4)
# Eight frames of 10 ms become one.
SUBSAMPLING: Final = 8
# Logit under-normalisation of the TDT loss, as in NeMo's Parakeet recipe.
SIGMA: Final = 0.02

ENCODER: Final = {
    "_target_": "nemo.collections.asr.modules.ConformerEncoder",
    "feat_in": MEL_BANDS,
    "feat_out": -1,
    "n_layers": LAYERS,
    "d_model": WIDTH,
    "use_bias": True,
    "subsampling": "dw_striding",
    "subsampling_factor": SUBSAMPLING,
    "subsampling_conv_channels": SUBSAMPLING_CHANNELS,
    "causal_downsampling": False,
    "ff_expansion_factor": 4,
    "self_attention_model": "rel_pos",
    "n_heads": HEADS,
    "att_context_size": [-1, -1],
    "att_context_style": "regular",
    "xscaling": False,
    "untie_biases": True,
    "pos_emb_max_len": 5000,
    "conv_kernel_size": 9,
    "conv_norm_type": "batch_norm",
    "dropout": 0.0,
    "dropout_pre_encoder": 0.0,
    "dropout_emb": 0.0,
    "dropout_att": 0.0,
}


def configuration(tokenizer: Path) -> dict[str, Any]:
    """NeMo's configuration of the model; ``tokenizer`` is a folder with ``tokenizer.model``."""
    decoder = {
        "_target_": "nemo.collections.asr.modules.RNNTDecoder",
        "normalization_mode": None,
        "random_state_sampling": False,
        "blank_as_pad": True,
        "prednet": {
            "pred_hidden": PREDICTOR_WIDTH,
            "pred_rnn_layers": 1,
            "t_max": None,
            "dropout": DROPOUT,
        },
    }
    joint = {
        "_target_": "nemo.collections.asr.modules.RNNTJoint",
        "log_softmax": None,
        "preserve_memory": False,
        "fuse_loss_wer": False,
        "fused_batch_size": -1,
        "jointnet": {"joint_hidden": JOINT_WIDTH, "activation": "relu", "dropout": DROPOUT},
        "num_extra_outputs": len(DURATIONS),
    }
    durations = list(DURATIONS)
    return {
        "sample_rate": SAMPLE_RATE_HZ,
        "compute_eval_loss": False,
        "log_prediction": False,
        "rnnt_reduction": "mean_batch",
        "model_defaults": {
            "enc_hidden": WIDTH,
            "pred_hidden": PREDICTOR_WIDTH,
            "joint_hidden": JOINT_WIDTH,
            "tdt_durations": durations,
            "num_tdt_durations": len(durations),
        },
        "train_ds": None,
        "validation_ds": None,
        "test_ds": None,
        "tokenizer": {"dir": str(tokenizer), "type": "bpe"},
        "preprocessor": {
            "_target_": "nemo.collections.asr.modules.AudioToMelSpectrogramPreprocessor",
            **PREPROCESSOR,
        },
        "spec_augment": {
            "_target_": "nemo.collections.asr.modules.SpectrogramAugmentation",
            "freq_masks": 2,
            "time_masks": 5,
            "freq_width": 15,
            "time_width": 0.05,
        },
        "encoder": ENCODER,
        "decoder": decoder,
        "joint": joint,
        "decoding": {
            "strategy": "greedy_batch",
            "model_type": "tdt",
            "durations": durations,
            "greedy": {"max_symbols": 10},
            "beam": {"beam_size": 2, "return_best_hypothesis": False, "score_norm": True},
        },
        "loss": {
            "loss_name": "tdt",
            "tdt_kwargs": {
                "fastemit_lambda": 0.0,
                "clamp": -1.0,
                "durations": durations,
                "sigma": SIGMA,
                "omega": 0.1,
            },
        },
        "optim": {"name": "adamw", "lr": 1e-3},
    }


def new_model(tokenizer: Path) -> EncDecRNNTBPEModel:
    """A model with random weights."""
    from nemo.collections.asr.models import EncDecRNNTBPEModel
    from omegaconf import OmegaConf

    return EncDecRNNTBPEModel(OmegaConf.create(configuration(tokenizer)))


def restored_model(path: Path) -> EncDecRNNTBPEModel:
    """The model in a ``.nemo`` file, its weights as 32-bit floats."""
    from nemo.collections.asr.models import EncDecRNNTBPEModel

    return EncDecRNNTBPEModel.restore_from(str(path), map_location="cpu").float()
