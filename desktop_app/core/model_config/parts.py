"""The classes that a NeMo 3.0.0 model may be built of, place by place.

NeMo imports and calls the classes that a model's configuration names. So every class that Aviary
allows is listed here by its full name; a prefix would not be safe (`nemo.collections.` leads to a
tokenizer that runs code from the model's folder, and to functions that write files).
`tests/engine/test_model_parts.py` checks the list against NeMo, and
`tests/unit/models/test_real_model_data.py` against the published facts of the released models.
"""

from collections.abc import Iterable, Mapping

from desktop_app.core.model import ModelKind
from desktop_app.core.sentences import marked

ASR = "nemo.collections.asr"

# The classes of nemo.collections.asr.models that Aviary drives.
KINDS = {
    "EncDecRNNTModel": ModelKind.TRANSDUCER,
    "EncDecRNNTBPEModel": ModelKind.TRANSDUCER,
    "EncDecCTCModel": ModelKind.CTC,
    "EncDecCTCModelBPE": ModelKind.CTC,
    "EncDecHybridRNNTCTCModel": ModelKind.HYBRID,
    "EncDecHybridRNNTCTCBPEModel": ModelKind.HYBRID,
    "EncDecMultiTaskModel": ModelKind.CANARY2,
    "SortformerEncLabelModel": ModelKind.SORTFORMER,
    "EncDecSpeakerLabelModel": ModelKind.TITANET,
}
# Its other classes, which need more than a recording or write more than words.
_NEEDS_PROMPT = marked("it needs a prompt with each recording")
_LIVE = marked("it is made for live speech and marks the ends of turns")
NOT_DRIVEN = {
    "EncDecRNNTBPEModelWithPrompt": _NEEDS_PROMPT,
    "EncDecHybridRNNTCTCBPEModelWithPrompt": _NEEDS_PROMPT,
    "EncDecRNNTBPEEOUModel": _LIVE,
    "EncDecHybridRNNTCTCBPEEOUModel": _LIVE,
    "EncDecMultiTalkerRNNTBPEModel": marked("it needs to be told who speaks when"),
    "EncDecTransfModelBPE": marked("NeMo gives no times and no confidence for it"),
}
# The modules that define the supported classes; NeMo writes this name into their archives.
MODULES = {
    "EncDecRNNTModel": "rnnt_models",
    "EncDecRNNTBPEModel": "rnnt_bpe_models",
    "EncDecCTCModel": "ctc_models",
    "EncDecCTCModelBPE": "ctc_bpe_models",
    "EncDecHybridRNNTCTCModel": "hybrid_rnnt_ctc_models",
    "EncDecHybridRNNTCTCBPEModel": "hybrid_rnnt_ctc_bpe_models",
    "EncDecMultiTaskModel": "aed_multitask_models",
    "SortformerEncLabelModel": "sortformer_diar_models",
    "EncDecSpeakerLabelModel": "label_models",
}


def _named(package: str, modules: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Both names of each class: its defining module's and the re-exporting package's."""
    return frozenset(
        f"{place}.{name}"
        for module, names in modules.items()
        for name in names
        for place in (package, f"{package}.{module}")
    )


MODELS = _named(f"{ASR}.models", {module: [name] for name, module in MODULES.items()})
_TRANSFORMER = f"{ASR}.modules.transformer.transformer_encoders.TransformerEncoder"
_CTC_HEAD = _named(f"{ASR}.modules", {"conv_asr": ["ConvASRDecoder"]})

# The places of a configuration that name a class, and the classes allowed there.
BUILT: Mapping[str, frozenset[str]] = {
    "preprocessor": _named(
        f"{ASR}.modules",
        {"audio_preprocessing": ["AudioToMelSpectrogramPreprocessor", "AudioToMFCCPreprocessor"]},
    ),
    "spec_augment": _named(
        f"{ASR}.modules",
        {
            "audio_preprocessing": [
                "SpectrogramAugmentation",
                "MaskedPatchAugmentation",
                "CropOrPadSpectrogramAugmentation",
            ]
        },
    ),
    "encoder": _named(
        f"{ASR}.modules",
        {
            "conformer_encoder": ["ConformerEncoder", "ConformerEncoderAdapter"],
            "conv_asr": ["ConvASREncoder", "ConvASREncoderAdapter"],
            "rnn_encoder": ["RNNEncoder"],
        },
    ),
    "decoder": _CTC_HEAD
    | _named(f"{ASR}.modules", {"conv_asr": ["SpeakerDecoder"]})
    | _named(f"{ASR}.modules", {"rnnt": ["RNNTDecoder", "StatelessTransducerDecoder"]})
    | _named(f"{ASR}.modules", {"lstm_decoder": ["LSTMDecoder"]}),
    "joint": _named(
        f"{ASR}.modules",
        {
            "rnnt": ["RNNTJoint", "SampledRNNTJoint"],
            "hybrid_autoregressive_transducer": ["HATJoint"],
        },
    ),
    "aux_ctc.decoder": _CTC_HEAD,
    "transf_encoder": frozenset({_TRANSFORMER})
    | _named(f"{ASR}.modules.transformer", {"transformer_utils": ["get_nemo_transformer"]}),
    "transf_decoder": _named(
        f"{ASR}.modules.transformer", {"transformer_utils": ["get_nemo_transformer"]}
    ),
    "head": frozenset({f"{ASR}.parts.submodules.token_classifier.TokenClassifier"}),
    "loss": _named(
        "nemo.collections.common.losses",
        {
            "smoothed_cross_entropy": ["SmoothedCrossEntropyLoss"],
            "cross_entropy": ["CrossEntropyLoss"],
        },
    )
    | _named(f"{ASR}.losses", {"bce_loss": ["BCELoss"], "angularloss": ["AngularSoftmaxLoss"]}),
    "transformer_encoder": frozenset({_TRANSFORMER}),
    "sortformer_modules": frozenset({f"{ASR}.modules.sortformer_modules.SortformerModules"}),
    "tokenizer.custom_tokenizer": frozenset(
        f"nemo.collections.common.tokenizers.canary_tokenizer.{name}"
        for name in ("CanaryTokenizer", "CanaryBPETokenizer")
    ),
    "optim": frozenset({"torch.optim.Adam", "torch.optim.AdamW", "torch.optim.SGD"}),
    "multitask_metrics_cfg.metrics.*": _named(f"{ASR}.metrics", {"wer": ["WER"], "bleu": ["BLEU"]}),
}

# The sections that a model needs. All others concern training: data, optimiser, trainer,
# augmentation, metrics, profiling. They are removed before NeMo sees them.
KEPT = frozenset(
    {
        "target", "nemo_version", "sample_rate", "labels", "tokenizer", "model_defaults",
        "preprocessor", "encoder", "decoder", "joint", "aux_ctc", "interctc", "decoding", "loss",
        "transf_encoder", "transf_decoder", "head", "prompt_format", "prompt_defaults",
        "rnnt_reduction", "ctc_reduction", "compute_eval_loss", "log_prediction", "use_cer",
        "label_smoothing", "use_loss_mask_for_prompt",
        "max_num_of_spks", "streaming_mode", "sortformer_modules", "transformer_encoder",
        "pil_weight", "ats_weight", "eps",
        "same_voice_from",  # Aviary's own: see engine/speakers/same_voice.py
    }
)  # fmt: skip

# The places that list the vocabulary. With a tokenizer NeMo recreates them from it.
VOCABULARIES = ("labels", "joint.vocabulary", "decoder.vocabulary", "aux_ctc.decoder.vocabulary")

# A tokenizer's files: their fields, and their names before archives renamed them.
TOKENIZER_FILES = {
    "model_path": "tokenizer.model",
    "vocab_path": "vocab.txt",
    "spe_tokenizer_vocab": "tokenizer.vocab",
}

# Upper limits for numbers in kept sections. NeMo allocates tables and windows of these sizes before
# it reads a weight; the largest in released models are a sample rate and a vocabulary of 16,384.
# The other limits are some hundred times the released models' values.
MOST = 100_000
MOST_AT = {
    "preprocessor.features": 1024,
    "preprocessor.n_mels": 1024,
    "preprocessor.n_mfcc": 1024,
    "preprocessor.n_fft": 1 << 15,
    "preprocessor.n_window_size": 1 << 15,
    "preprocessor.window_size": 2,  # s
    "preprocessor.window_stride": 2,  # s
    "preprocessor.frame_splicing": 100,
    # NeMo makes a table of all orders of the speakers; attention grows with the square of frames.
    "max_num_of_spks": 8,
    "sortformer_modules.num_spks": 8,
    "sortformer_modules.spkcache_len": 5000,
    "sortformer_modules.fifo_len": 5000,
    "sortformer_modules.chunk_len": 5000,
    "sortformer_modules.chunk_left_context": 5000,
    "sortformer_modules.chunk_right_context": 5000,
}
