"""Tiny random .nemo files, one of every class that Aviary drives, made when a test asks for them.

The classes, layers and tokenizers are those of the real models, only small: what they hear is
noise, but everything from restoring to times goes the way of the real ones.
"""

import shutil
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from desktop_app.core.cancel import CancelToken
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.transcript import TimestampMode
from desktop_app.engine.compute.runtime import quiet
from desktop_app.engine.nemo.restoring import chance_untouched
from desktop_app.engine.recognizer import NemoModel
from desktop_app.models import archive
from tests import random_model_configs as configs
from tests.random_model_configs import NemoConfig

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


Tokenizer: TypeAlias = Any  # nemo.collections.common.tokenizers.tokenizer_spec.TokenizerSpec


@dataclass(frozen=True, slots=True)
class RandomModel:
    """One packed model, the same unpacked, and what it can do."""

    nemo_file: Path
    folder: Path
    spec: ModelSpec


def speech_like(duration_s: float, seed: int = 0) -> NDArray[np.float32]:
    """Noise modulated like syllables; a random model outputs varied words for it."""
    random = np.random.default_rng(seed)
    count = int(duration_s * SAMPLE_RATE_HZ)
    beat = 0.5 + 0.5 * np.sin(2 * np.pi * 3 * np.arange(count) / SAMPLE_RATE_HZ)
    noise: NDArray[np.float32] = (0.1 * beat * random.standard_normal(count)).astype(np.float32)
    return noise


def unpack(nemo_file: Path, folder: Path) -> Path:
    """The contents of a .nemo as a folder."""
    archive.extract(nemo_file, folder, CancelToken())
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


def enliven(model: NemoModel, silence: float = 4.0) -> None:
    """Let the noise speak: varied tokens, never special ones amid the text.

    Args:
        model: with random weights.
        silence: how much a transducer prefers to say nothing.
    """
    import torch

    with torch.no_grad():
        if hasattr(model, "joint"):
            model.joint.enc.weight.mul_(12)
            model.joint.pred.weight.mul_(3)
            last = [part for part in model.joint.joint_net if hasattr(part, "weight")][-1]
            last.weight.mul_(4)
            last.bias.zero_()
            last.bias[-model.joint.num_extra_outputs - 1] = silence
        if hasattr(model, "sortformer_modules"):
            _speak_in_turns(model)
        if hasattr(model, "transf_decoder"):
            tokenizer, bias = model.tokenizer, model.log_softmax.mlp.layer0.bias
            for number in range(bias.numel()):
                special = number >= tokenizer.vocab_size or _is_special(tokenizer, number)
                if special and number != tokenizer.eos_id:
                    bias[number] = -1e4


def _speak_in_turns(model: NemoModel) -> None:
    """Let the speakers of a random Sortformer come and go, so that its cache has to choose."""
    import torch

    sound = torch.from_numpy(speech_like(20.0))[None]
    last = model.sortformer_modules.single_hidden_to_spks
    heard: list[torch.Tensor] = []
    hook = last.register_forward_hook(lambda *given: heard.append(given[2][0]))
    model.eval()
    frames = model.frontend_encoder(*model.process_signal(sound, torch.tensor([sound.shape[1]])))
    model.forward_infer(*frames)
    hook.remove()
    scale = 2 / heard[0].std(dim=0)
    last.weight.mul_(scale[:, None])
    last.bias.copy_(scale * (last.bias - heard[0].mean(dim=0)))


def _is_special(tokenizer: Tokenizer, number: int) -> bool:
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

    def canary_tokenizer(self) -> NemoConfig:
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

    def save(self, name: str, class_name: str, config: NemoConfig, silence: float = 4.0) -> Path:
        """Build a model of that class with random weights, always the same, and pack it."""
        import nemo.collections.asr as nemo_asr
        import torch
        from nemo.utils.app_state import AppState
        from omegaconf import OmegaConf, open_dict

        # NeMo remembers the last file that it restored, and a new Canary would look into it.
        AppState().model_restore_path = None
        state = torch.random.get_rng_state()
        torch.manual_seed(0)
        with quiet(), chance_untouched():
            model = getattr(nemo_asr.models, class_name)(OmegaConf.create(config))
            torch.random.set_rng_state(state)
            enliven(model, silence)
        with open_dict(model.cfg):
            model.cfg.validation_ds = VALIDATION
        model.eval()
        nemo_file = self._folder / f"{name}.nemo"
        model.save_to(str(nemo_file))
        return nemo_file

    def sortformer(self, **streaming: int) -> RandomModel:
        """A Sortformer for streaming; `streaming` are settings of its walk, in frames of 80 ms."""
        name = "-".join(["sortformer", *(f"{key}{value}" for key, value in streaming.items())])
        if name not in self._made:
            config = configs.sortformer(**streaming)
            nemo_file = self.save(name, "SortformerEncLabelModel", config)
            spec = ModelSpec(name, name, ModelKind.SORTFORMER, "", path=nemo_file, most_speakers=4)
            folder = unpack(nemo_file, self._folder / f"{name}.unpacked")
            self._made[name] = RandomModel(nemo_file, folder, spec)
        return self._made[name]

    def pack_aligner(self) -> Path:
        """Canary-1b-v2: the model without times, and a CTC model as its aligner."""
        return _with_aligner(
            self["canary2"].nemo_file, self["ctc"].nemo_file, self._folder / "canary2-aligner.nemo"
        )


def _canary2_specials() -> list[str]:
    from nemo.collections.common.tokenizers.canary_tokenizer import DEFAULT_TOKENS

    slots = [*CANARY2_SLOTS, *LANGUAGES, *map(str, range(60))]
    return list(dict.fromkeys([*DEFAULT_TOKENS, *(f"<|{slot}|>" for slot in slots)]))


def _custom(class_name: str) -> NemoConfig:
    module = "nemo.collections.common.tokenizers.canary_tokenizer"
    return {"_target_": f"{module}.{class_name}", "tokenizers": None}


def _canary2_tokenizer(models: RandomModels) -> NemoConfig:
    return {"dir": models.tokenizer("canary2"), "type": "bpe",
            "custom_tokenizer": _custom("CanaryBPETokenizer")}  # fmt: skip


_Maker = tuple[ModelKind, tuple[TimestampMode, ...], Callable[[RandomModels], Path]]
_MAKERS: dict[str, _Maker] = {
    # parakeet-tdt-0.6b-v3: many languages, punctuation.
    "tdt": (ModelKind.TRANSDUCER, ALL_TIMES,
            lambda m: m.save("tdt", "EncDecRNNTBPEModel", configs.tdt(m.tokenizer("every"), 128))),
    # parakeet-tdt-1.1b: lower case, no punctuation.
    "tdt-lower": (ModelKind.TRANSDUCER, ALL_TIMES,
                  lambda m: m.save("tdt-lower", "EncDecRNNTBPEModel",
                                   # With less it says ten words a frame, for seconds.
                                   configs.tdt(m.tokenizer("lower"), 80), silence=15.0)),
    "hybrid": (ModelKind.HYBRID, ALL_TIMES,
               lambda m: m.save("hybrid", "EncDecHybridRNNTCTCBPEModel",
                                configs.hybrid(m.tokenizer("every")))),
    "ctc": (ModelKind.CTC, ALL_TIMES,
            lambda m: m.save("ctc", "EncDecCTCModelBPE", configs.ctc(m.tokenizer("every")))),
    "canary": (ModelKind.CANARY, NO_TIMES,
               lambda m: m.save("canary", "EncDecMultiTaskModel",
                                configs.canary("canary", m.canary_tokenizer()))),
    "canary2": (ModelKind.CANARY2, NO_TIMES,
                lambda m: m.save("canary2", "EncDecMultiTaskModel",
                                 configs.canary("canary2", _canary2_tokenizer(m)))),
    "canary2-aligner": (ModelKind.CANARY2, ALL_TIMES, RandomModels.pack_aligner),
}  # fmt: skip
RANDOM_MODELS = tuple(_MAKERS)
