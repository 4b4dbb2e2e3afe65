"""Tiny random .nemo files, one of every class that Aviary drives, made when a test asks for them.

The classes, layers and tokenizers are those of the real models, only small: what they hear is
noise, but everything from restoring to times goes the way of the real ones.
"""

import shutil
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.transcript import TimestampMode

SENTENCES = {
    "en": [
        "The meeting begins on Monday.",
        "Would you like some coffee? Yes, please!",
        "Nine birds.",
    ],
    "de": ["Guten Tag, wie geht es Ihnen heute?", "Das Treffen beginnt am Montag um neun Uhr."],
    "es": ["Buenos días, ¿cómo está usted?", "La reunión empieza el lunes a las nueve."],
    "fr": ["Bonjour, comment allez-vous ?", "La réunion commence lundi à neuf heures."],
}
LANGUAGES = tuple(SENTENCES)
D_MODEL = 48
DURATIONS = [0, 1, 2, 3, 4]
CANARY2_SLOTS = [
    "startofcontext", "itn", "noitn", "timestamp", "notimestamp", "diarize", "nodiarize",
    "emo:undefined", "emo:neutral", "emo:happy", "emo:sad", "emo:angry",
]  # fmt: skip
# NeMo reads cfg.validation_ds when it is given paths, as the reference calls of the tests do; a
# model cannot be built with it while there is no manifest.
VALIDATION = {
    "manifest_filepath": None, "sample_rate": SAMPLE_RATE_HZ, "batch_size": 8, "shuffle": False,
    "use_lhotse": True, "use_start_end_token": False, "num_workers": 0, "pin_memory": False,
}  # fmt: skip
ALL_TIMES = (TimestampMode.NONE, TimestampMode.SEGMENT, TimestampMode.WORD)
NO_TIMES = (TimestampMode.NONE,)


@dataclass(frozen=True, slots=True)
class RandomModel:
    """One packed model, the same unpacked, and what it can do."""

    nemo_file: Path
    folder: Path
    spec: ModelSpec


def speech_like(duration_s: float, seed: int = 0) -> NDArray[np.float32]:
    """Noise that comes and goes like syllables; a random model hears different words in it."""
    random = np.random.default_rng(seed)
    count = int(duration_s * SAMPLE_RATE_HZ)
    beat = 0.5 + 0.5 * np.sin(2 * np.pi * 3 * np.arange(count) / SAMPLE_RATE_HZ)
    noise: NDArray[np.float32] = (0.1 * beat * random.standard_normal(count)).astype(np.float32)
    return noise


def unpack(nemo_file: Path, folder: Path) -> Path:
    """The contents of a .nemo as a folder."""
    with tarfile.open(nemo_file) as archive:
        archive.extractall(folder, filter="data")
    return folder


def _tokenizer(folder: Path, texts: list[str], size: int, specials: list[str] | None = None) -> str:
    import sentencepiece

    folder.mkdir(parents=True)
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts * 20),
        model_prefix=str(folder / "tokenizer"),
        vocab_size=size,
        model_type="bpe",
        character_coverage=1.0,
        bos_id=-1,
        eos_id=-1,
        pad_id=-1,
        hard_vocab_limit=False,
        num_threads=1,
        minloglevel=2,
        user_defined_symbols=specials or [],
    )
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "tokenizer.model"))
    names = [pieces.id_to_piece(number) for number in range(pieces.get_piece_size())]
    listed = [name[1:] if name.startswith("▁") else f"##{name}" for name in names]
    (folder / "vocab.txt").write_text("\n".join(listed) + "\n", encoding="utf-8")
    return str(folder)


def _preprocessor(features: int) -> dict[str, Any]:
    return {
        "_target_": "nemo.collections.asr.modules.AudioToMelSpectrogramPreprocessor",
        "sample_rate": SAMPLE_RATE_HZ, "normalize": "per_feature", "window_size": 0.025,
        "window_stride": 0.01, "window": "hann", "features": features, "n_fft": 512, "log": True,
        "frame_splicing": 1, "dither": 1e-5, "pad_to": 0, "pad_value": 0.0,
    }  # fmt: skip


def _encoder(features: int) -> dict[str, Any]:
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


def _base(tokenizer: dict[str, Any], features: int) -> dict[str, Any]:
    return {
        "sample_rate": SAMPLE_RATE_HZ, "log_prediction": False, "train_ds": None,
        "test_ds": None, "validation_ds": None, "tokenizer": tokenizer,
        "preprocessor": _preprocessor(features),
        "encoder": _encoder(features), "optim": {"name": "adamw", "lr": 1e-3},
    }  # fmt: skip


def _ctc_head() -> dict[str, Any]:
    return {
        "_target_": "nemo.collections.asr.modules.ConvASRDecoder", "feat_in": None,
        "num_classes": -1, "vocabulary": [],
    }  # fmt: skip


def _tdt(tokenizer: str, features: int) -> dict[str, Any]:
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


def _hybrid(tokenizer: str) -> dict[str, Any]:
    return _tdt(tokenizer, 80) | {
        "aux_ctc": {"ctc_loss_weight": 0.3, "use_cer": False, "ctc_reduction": "mean_batch",
                    "decoder": _ctc_head(), "decoding": {"strategy": "greedy_batch"}},
    }  # fmt: skip


def _ctc(tokenizer: str) -> dict[str, Any]:
    return _base({"dir": tokenizer, "type": "bpe"}, 80) | {
        "ctc_reduction": "mean_volume",
        "decoder": _ctc_head(),
        "decoding": {"strategy": "greedy_batch"},
    }


def _canary(prompt_format: str, tokenizer: dict[str, Any]) -> dict[str, Any]:
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


def _enliven(model: Any) -> None:
    """Let the noise speak: varied tokens, never special ones amid the text."""
    import torch

    with torch.no_grad():
        if hasattr(model, "joint"):
            model.joint.enc.weight.mul_(12)
            model.joint.pred.weight.mul_(3)
            last = [part for part in model.joint.joint_net if hasattr(part, "weight")][-1]
            last.weight.mul_(4)
            last.bias.zero_()
            last.bias[-model.joint.num_extra_outputs - 1] = 4.0
        if hasattr(model, "transf_decoder"):
            tokenizer, bias = model.tokenizer, model.log_softmax.mlp.layer0.bias
            for number in range(bias.numel()):
                special = number >= tokenizer.vocab_size or _is_special(tokenizer, number)
                if special and number != tokenizer.eos_id:
                    bias[number] = -1e4


def _is_special(tokenizer: Any, number: int) -> bool:
    if hasattr(tokenizer, "special_tokens"):
        return number in tokenizer.special_tokens.values()
    return "<" in tokenizer.ids_to_tokens([number])[0]


def _with_aligner(main: Path, aligner: Path, target: Path) -> Path:
    """A Canary with the CTC aligner inside, packed as nvidia/canary-1b-v2 is."""
    renamed = {
        "model_config.yaml": "timestamps_asr_model_config.yaml",
        "model_weights.ckpt": "timestamps_asr_model_weights.ckpt",
    }
    folder = target.with_suffix(".packing")
    unpack(main, folder)
    inner = unpack(aligner, folder / "aligner")
    for file in inner.iterdir():
        file.replace(folder / renamed.get(file.name, file.name))
    inner.rmdir()
    with tarfile.open(target, "w:") as archive:
        for file in sorted(folder.iterdir()):
            archive.add(file, arcname=f"./{file.name}")
    shutil.rmtree(folder)
    return target


class RandomModels:
    """Makes each model once, on first request, below one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, RandomModel] = {}
        self._tokenizers: dict[str, str] = {}

    def __getitem__(self, name: str) -> RandomModel:
        """The model of that name, one of `RANDOM_MODELS`."""
        if name not in self._made:
            kind, timestamps, make = _MAKERS[name]
            nemo_file = make(self)
            prompted = LANGUAGES if kind.is_prompted else ()
            spec = ModelSpec(
                id=name, title=name, kind=kind, summary="", languages=prompted,
                target_languages=prompted, timestamps=timestamps, max_chunk_s=10.0,
                path=nemo_file,
            )  # fmt: skip
            folder = unpack(nemo_file, self._folder / f"{name}.unpacked")
            self._made[name] = RandomModel(nemo_file, folder, spec)
        return self._made[name]

    def tokenizer(self, name: str) -> str:
        """The folder of one of the SentencePiece tokenizers."""
        if name not in self._tokenizers:
            every = [line for lines in SENTENCES.values() for line in lines]
            if name == "every":
                made = _tokenizer(self._folder / "tok" / name, every, 160)
            elif name == "lower":
                plain = ["".join(c for c in line.lower() if c not in ".,?!") for line in every]
                made = _tokenizer(self._folder / "tok" / name, plain, 100)
            elif name == "canary2":
                made = _tokenizer(self._folder / "tok" / name, every, 420, _canary2_specials())
            else:
                made = _tokenizer(self._folder / "tok" / name, SENTENCES[name], 60)
            self._tokenizers[name] = made
        return self._tokenizers[name]

    def canary_tokenizer(self) -> dict[str, Any]:
        """Canary-1b's tokenizer: one of specials, one for each language."""
        from nemo.collections.common.tokenizers.canary_tokenizer import CanaryTokenizer

        specials = self._folder / "tok" / "specials"
        CanaryTokenizer.build_special_tokenizer(
            ["translate", "transcribe", *LANGUAGES], str(specials)
        )
        if not (specials / "vocab.txt").exists():
            shutil.copy(specials / "tokenizer.vocab", specials / "vocab.txt")
        parts = {"spl_tokens": str(specials)} | {name: self.tokenizer(name) for name in LANGUAGES}
        langs = {name: {"dir": folder, "type": "bpe"} for name, folder in parts.items()}
        return {"dir": None, "type": "agg", "langs": langs,
                "custom_tokenizer": _custom("CanaryTokenizer")}  # fmt: skip

    def save(self, name: str, class_name: str, config: dict[str, Any]) -> Path:
        """Build a model of that class with random weights, always the same, and pack it."""
        import nemo.collections.asr as nemo_asr
        import torch
        from nemo.utils.app_state import AppState
        from omegaconf import OmegaConf, open_dict

        # NeMo remembers the last file that it restored, and a new Canary would look into it.
        AppState().model_restore_path = None
        state = torch.random.get_rng_state()
        torch.manual_seed(0)
        model = getattr(nemo_asr.models, class_name)(OmegaConf.create(config))
        torch.random.set_rng_state(state)
        _enliven(model)
        with open_dict(model.cfg):
            model.cfg.validation_ds = VALIDATION
        model.eval()
        nemo_file = self._folder / f"{name}.nemo"
        model.save_to(str(nemo_file))
        return nemo_file

    def pack_aligner(self) -> Path:
        """Canary-1b-v2: the model without times, and a CTC model as its aligner."""
        return _with_aligner(
            self["canary2"].nemo_file, self["ctc"].nemo_file, self._folder / "canary2-aligner.nemo"
        )


def _canary2_specials() -> list[str]:
    from nemo.collections.common.tokenizers.canary_tokenizer import DEFAULT_TOKENS

    slots = [*CANARY2_SLOTS, *LANGUAGES, *map(str, range(60))]
    return list(dict.fromkeys([*DEFAULT_TOKENS, *(f"<|{slot}|>" for slot in slots)]))


def _custom(class_name: str) -> dict[str, Any]:
    module = "nemo.collections.common.tokenizers.canary_tokenizer"
    return {"_target_": f"{module}.{class_name}", "tokenizers": None}


def _canary2_tokenizer(models: RandomModels) -> dict[str, Any]:
    return {"dir": models.tokenizer("canary2"), "type": "bpe",
            "custom_tokenizer": _custom("CanaryBPETokenizer")}  # fmt: skip


_Maker = tuple[ModelKind, tuple[TimestampMode, ...], Callable[[RandomModels], Path]]
_MAKERS: dict[str, _Maker] = {
    # parakeet-tdt-0.6b-v3: many languages, punctuation.
    "tdt": (ModelKind.TRANSDUCER, ALL_TIMES,
            lambda m: m.save("tdt", "EncDecRNNTBPEModel", _tdt(m.tokenizer("every"), 128))),
    # parakeet-tdt-1.1b: lower case, no punctuation.
    "tdt-lower": (ModelKind.TRANSDUCER, ALL_TIMES,
                  lambda m: m.save("tdt-lower", "EncDecRNNTBPEModel",
                                   _tdt(m.tokenizer("lower"), 80))),
    "hybrid": (ModelKind.HYBRID, ALL_TIMES,
               lambda m: m.save("hybrid", "EncDecHybridRNNTCTCBPEModel",
                                _hybrid(m.tokenizer("every")))),
    "ctc": (ModelKind.CTC, ALL_TIMES,
            lambda m: m.save("ctc", "EncDecCTCModelBPE", _ctc(m.tokenizer("every")))),
    "canary": (ModelKind.CANARY, NO_TIMES,
               lambda m: m.save("canary", "EncDecMultiTaskModel",
                                _canary("canary", m.canary_tokenizer()))),
    "canary2": (ModelKind.CANARY2, NO_TIMES,
                lambda m: m.save("canary2", "EncDecMultiTaskModel",
                                 _canary("canary2", _canary2_tokenizer(m)))),
    "canary2-aligner": (ModelKind.CANARY2, ALL_TIMES, RandomModels.pack_aligner),
}  # fmt: skip
RANDOM_MODELS = tuple(_MAKERS)
