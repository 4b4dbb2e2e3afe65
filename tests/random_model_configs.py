"""NeMo's configurations of the tiny random models: those of the real ones, only small."""

from typing import Any, TypeAlias

from desktop_app.core.media import SAMPLE_RATE_HZ

# What a model_config.yaml holds: NeMo's own names and values, nested as deep as NeMo likes.
NemoConfig: TypeAlias = dict[str, Any]

D_MODEL = 48
DURATIONS = [0, 1, 2, 3, 4]


def _preprocessor(features: int) -> NemoConfig:
    return {
        "_target_": "nemo.collections.asr.modules.AudioToMelSpectrogramPreprocessor",
        "sample_rate": SAMPLE_RATE_HZ, "normalize": "per_feature", "window_size": 0.025,
        "window_stride": 0.01, "window": "hann", "features": features, "n_fft": 512, "log": True,
        "frame_splicing": 1, "dither": 1e-5, "pad_to": 0, "pad_value": 0.0,
    }  # fmt: skip


def _encoder(features: int) -> NemoConfig:
    return {
        "_target_": "nemo.collections.asr.modules.ConformerEncoder", "feat_in": features,
        "feat_out": -1, "n_layers": 2, "d_model": D_MODEL, "use_bias": True,
        "subsampling": "dw_striding", "subsampling_factor": 8, "subsampling_conv_channels": 16,
        "causal_downsampling": False, "ff_expansion_factor": 4, "self_attention_model": "rel_pos",
        "n_heads": 4, "att_context_size": [-1, -1], "att_context_style": "regular",
        "xscaling": False, "untie_biases": True, "pos_emb_max_len": 5000, "conv_kernel_size": 9,
        "conv_norm_type": "batch_norm", "dropout": 0.1, "dropout_pre_encoder": 0.1,
        "dropout_emb": 0.0, "dropout_att": 0.1,
    }  # fmt: skip


def _base(tokenizer: NemoConfig, features: int) -> NemoConfig:
    return {
        "sample_rate": SAMPLE_RATE_HZ, "log_prediction": False, "train_ds": None,
        "test_ds": None, "validation_ds": None, "tokenizer": tokenizer,
        "preprocessor": _preprocessor(features),
        "encoder": _encoder(features), "optim": {"name": "adamw", "lr": 1e-3},
    }  # fmt: skip


def _ctc_head() -> NemoConfig:
    return {
        "_target_": "nemo.collections.asr.modules.ConvASRDecoder", "feat_in": None,
        "num_classes": -1, "vocabulary": [],
    }  # fmt: skip


def tdt(tokenizer: str, features: int) -> NemoConfig:
    """A Parakeet TDT."""
    return _base({"dir": tokenizer, "type": "bpe"}, features) | {
        "compute_eval_loss": False, "rnnt_reduction": "mean_batch",
        "model_defaults": {"enc_hidden": D_MODEL, "pred_hidden": D_MODEL, "joint_hidden": D_MODEL,
                           "tdt_durations": DURATIONS, "num_tdt_durations": len(DURATIONS)},
        "decoder": {"_target_": "nemo.collections.asr.modules.RNNTDecoder",
                    "normalization_mode": None, "random_state_sampling": False,
                    "blank_as_pad": True, "prednet": {"pred_hidden": D_MODEL,
                                                      "pred_rnn_layers": 2, "t_max": None,
                                                      "dropout": 0.2}},
        "joint": {"_target_": "nemo.collections.asr.modules.RNNTJoint", "log_softmax": None,
                  "preserve_memory": False, "fuse_loss_wer": False, "fused_batch_size": -1,
                  "jointnet": {"joint_hidden": D_MODEL, "activation": "relu", "dropout": 0.2},
                  "num_extra_outputs": len(DURATIONS)},
        "decoding": {"strategy": "greedy_batch", "model_type": "tdt", "durations": DURATIONS,
                     "greedy": {"max_symbols": 10}, "beam": {"beam_size": 2}},
        "loss": {"loss_name": "tdt", "tdt_kwargs": {"durations": DURATIONS, "sigma": 0.02,
                                                    "omega": 0.1, "fastemit_lambda": 0.0,
                                                    "clamp": -1.0}},
    }  # fmt: skip


def hybrid(tokenizer: str) -> NemoConfig:
    """A TDT with a CTC head beside it."""
    return tdt(tokenizer, 80) | {
        "aux_ctc": {"ctc_loss_weight": 0.3, "use_cer": False, "ctc_reduction": "mean_batch",
                    "decoder": _ctc_head(), "decoding": {"strategy": "greedy_batch"}},
    }  # fmt: skip


def ctc(tokenizer: str) -> NemoConfig:
    """A Parakeet CTC."""
    return _base({"dir": tokenizer, "type": "bpe"}, 80) | {
        "ctc_reduction": "mean_volume",
        "decoder": _ctc_head(),
        "decoding": {"strategy": "greedy_batch"},
    }


def canary(prompt_format: str, tokenizer: NemoConfig) -> NemoConfig:
    """A Canary, of the first or the second prompt format."""
    layer = {
        "hidden_size": D_MODEL, "inner_size": 4 * D_MODEL, "num_attention_heads": 4,
        "ffn_dropout": 0.1, "attn_score_dropout": 0.1, "attn_layer_dropout": 0.1, "pre_ln": True,
    }  # fmt: skip
    slots = {
        "decodercontext": "", "source_lang": "<|en|>", "target_lang": "<|en|>",
        "emotion": "<|emo:undefined|>", "pnc": "<|pnc|>", "itn": "<|noitn|>",
        "timestamp": "<|notimestamp|>", "diarize": "<|nodiarize|>",
    }  # fmt: skip
    defaults = [{"role": "user", "slots": slots}] if prompt_format == "canary2" else None
    transformer = "nemo.collections.asr.modules.transformer"
    return _base(tokenizer, 128) | {
        "label_smoothing": 0.0, "use_loss_mask_for_prompt": False,
        "prompt_format": prompt_format, "prompt_defaults": defaults,
        "model_defaults": {"asr_enc_hidden": D_MODEL, "lm_enc_hidden": D_MODEL,
                           "lm_dec_hidden": D_MODEL},
        "transf_encoder": {"_target_": f"{transformer}.transformer_encoders.TransformerEncoder",
                           "num_layers": 0, "mask_future": False,
                           "pre_ln_final_layer_norm": True} | layer,
        "transf_decoder": {"_target_": f"{transformer}.get_nemo_transformer", "model_name": None,
                           "pretrained": False, "encoder": None, "pre_ln_final_layer_norm": True,
                           "config_dict": {"max_sequence_length": 1024, "num_token_types": 0,
                                           "embedding_dropout": 0.1, "num_layers": 2,
                                           "learn_positional_encodings": False,
                                           "hidden_act": "relu", "vocab_size": None} | layer},
        "head": {"_target_": "nemo.collections.asr.parts.submodules.token_classifier."
                             "TokenClassifier",
                 "num_layers": 1, "activation": "relu", "log_softmax": True,
                 "hidden_size": D_MODEL, "num_classes": None, "dropout": 0.0,
                 "use_transformer_init": True},
        "decoding": {"strategy": "beam", "return_best_hypothesis": True,
                     "beam": {"beam_size": 1, "len_pen": 0.0, "max_generation_delta": 4}},
        "loss": {"_target_": "nemo.collections.common.losses.smoothed_cross_entropy."
                             "SmoothedCrossEntropyLoss", "label_smoothing": 0.0, "pad_id": None},
    }  # fmt: skip


def sortformer(**streaming: int) -> NemoConfig:
    """A Sortformer for streaming; `streaming` are settings of its walk, in frames of 80 ms."""
    layer = {
        "num_attention_heads": 4, "inner_size": 64, "ffn_dropout": 0.1, "attn_score_dropout": 0.1,
        "attn_layer_dropout": 0.1, "hidden_act": "relu", "pre_ln": False,
        "pre_ln_final_layer_norm": True,
    }  # fmt: skip
    speakers, narrow = 4, 32
    return {
        "sample_rate": SAMPLE_RATE_HZ, "pil_weight": 0.5, "ats_weight": 0.5,
        "max_num_of_spks": speakers, "streaming_mode": True,
        "model_defaults": {"fc_d_model": D_MODEL, "tf_d_model": narrow},
        "train_ds": None, "validation_ds": None, "test_ds": None,
        "preprocessor": _preprocessor(128) | {"normalize": "NA"}, "encoder": _encoder(128),
        "transformer_encoder": {
            "_target_": "nemo.collections.asr.modules.transformer.transformer_encoders."
                        "TransformerEncoder",
            "num_layers": 2, "hidden_size": narrow} | layer,
        "sortformer_modules": {
            "_target_": "nemo.collections.asr.modules.sortformer_modules.SortformerModules",
            "num_spks": speakers, "dropout_rate": 0.5, "fc_d_model": D_MODEL, "tf_d_model": narrow,
            "spkcache_len": 188, "fifo_len": 0, "chunk_len": 188, "spkcache_update_period": 1,
            "chunk_left_context": 1, "chunk_right_context": 1, "spkcache_sil_frames_per_spk": 3,
            "scores_add_rnd": 0, "pred_score_threshold": 0.25, "max_index": 99999,
            "scores_boost_latest": 0.05, "sil_threshold": 0.2, "strong_boost_rate": 0.75,
            "weak_boost_rate": 1.5, "min_pos_scores_rate": 0.5, "causal_attn_rate": 0.5,
            "causal_attn_rc": 7} | streaming,
        "loss": {"_target_": "nemo.collections.asr.losses.bce_loss.BCELoss", "weight": None,
                 "reduction": "mean"},
    }  # fmt: skip


def titanet() -> NemoConfig:
    """A TitaNet, as NeMo's titanet-large.yaml."""

    def block(filters: int, kernel: int, repeat: int) -> NemoConfig:
        return {"filters": filters, "repeat": repeat, "kernel": [kernel], "stride": [1],
                "dilation": [1], "dropout": 0.1, "residual": repeat > 1, "separable": True,
                "se": True, "se_context_size": -1}  # fmt: skip

    blocks = [block(D_MODEL, 3, 1), block(D_MODEL, 7, 3), block(2 * D_MODEL, 1, 1)]
    return {
        "sample_rate": SAMPLE_RATE_HZ, "train_ds": None, "test_ds": None, "validation_ds": None,
        "preprocessor": _preprocessor(80),
        "encoder": {"_target_": "nemo.collections.asr.modules.ConvASREncoder", "feat_in": 80,
                    "activation": "relu", "conv_mask": True, "jasper": blocks},
        "decoder": {"_target_": "nemo.collections.asr.modules.SpeakerDecoder",
                    "feat_in": 2 * D_MODEL, "num_classes": 20, "pool_mode": "attention",
                    "emb_sizes": 192},
        "loss": {"_target_": "nemo.collections.asr.losses.angularloss.AngularSoftmaxLoss",
                 "scale": 30, "margin": 0.2},
        "optim": {"name": "sgd", "lr": 0.006},
    }  # fmt: skip
