"""Configurations that ask for more than a speech recogniser, each in a way of its own.

Every one is a whole configuration with one thing changed, so that nothing else could be what it is
refused for. `DROPPED` are those whose bait lies where only training looks: opened without it.
"""

import copy
from collections.abc import Callable
from typing import Any, TypeAlias

import yaml

from tests import random_model_configs as configs
from tests.random_model_configs import NemoConfig
from tests.real_models.described import put

Change: TypeAlias = Callable[[NemoConfig], None]

MODELS = "nemo.collections.asr.models"
COMMON = "nemo.collections.common"
FILES = ("t_tokenizer.model", "t_vocab.txt")  # what lies beside the configuration
OWN = {"dir": "/cluster/tokenizers/bpe", "type": "bpe",
       "model_path": f"nemo:{FILES[0]}", "vocab_path": f"nemo:{FILES[1]}"}  # fmt: skip
AUTO = {
    "_target_": f"{COMMON}.tokenizers.huggingface.auto_tokenizer.AutoTokenizer",
    "pretrained_model_name": "model",
    "trust_remote_code": True,
}


def good(kind: str) -> NemoConfig:
    """A configuration as it lies in an archive, of one of `GOOD`."""
    made = GOOD[kind]()
    made["tokenizer"] = copy.deepcopy(OWN)
    return made


def _transducer() -> NemoConfig:
    return {"target": f"{MODELS}.rnnt_bpe_models.EncDecRNNTBPEModel"} | configs.tdt("", 80)


def _hybrid() -> NemoConfig:
    target = f"{MODELS}.hybrid_rnnt_ctc_bpe_models.EncDecHybridRNNTCTCBPEModel"
    return {"target": target} | configs.hybrid("")


def _ctc() -> NemoConfig:
    return {"target": f"{MODELS}.ctc_bpe_models.EncDecCTCModelBPE"} | configs.ctc("")


def _canary() -> NemoConfig:
    target = f"{MODELS}.aed_multitask_models.EncDecMultiTaskModel"
    return {"target": target} | configs.canary("canary2", {})


def _sortformer() -> NemoConfig:
    target = f"{MODELS}.sortformer_diar_models.SortformerEncLabelModel"
    return {"target": target} | configs.sortformer()


GOOD: dict[str, Callable[[], NemoConfig]] = {
    "tdt": _transducer, "hybrid": _hybrid, "ctc": _ctc, "canary": _canary,
    "sortformer": _sortformer,
}  # fmt: skip


def _set(place: str, value: Any) -> Change:
    return lambda config: put(config, place, copy.deepcopy(value))


def _call(target: str, **arguments: Any) -> NemoConfig:
    return {"_target_": target, **arguments}


SYSTEM = _call("os.system", command="touch gotcha")
MANIFEST = _call(
    "nemo.collections.asr.parts.utils.manifest_utils.write_manifest", output_path="gotcha"
)
PRETRAINED = _call(
    "nemo.collections.speechlm2.parts.pretrained.load_pretrained_hf", model_path_or_name="model"
)

# By the model that is changed, what is changed in it.
HOSTILE: dict[str, tuple[str, Change]] = {
    # Code at each place where a class is named.
    **{
        f"system as {place}": ("tdt", _set(place, SYSTEM))
        for place in ("preprocessor", "encoder", "decoder", "joint", "loss", "spec_augment",
                      "decoding", "tokenizer", "interctc", "model_defaults", "labels")
    },
    **{
        f"auto tokenizer as {place}": ("canary", _set(place, AUTO))
        for place in ("preprocessor", "encoder", "transf_encoder", "transf_decoder", "head", "loss",
                      "spec_augment", "tokenizer", "tokenizer.custom_tokenizer", "decoding.beam",
                      "multitask_metrics_cfg.metrics.wer", "prompt_defaults")
    },
    **{
        f"system as {place} of a Sortformer": ("sortformer", _set(place, SYSTEM))
        for place in ("preprocessor", "encoder", "sortformer_modules", "transformer_encoder",
                      "loss", "spec_augment", "model_defaults", "train_ds")
    },
    "encoder as a Sortformer's modules": ("sortformer", _set(
        "sortformer_modules._target_", "nemo.collections.asr.modules.ConformerEncoder")),
    "manifest writer as aux_ctc": ("hybrid", _set("aux_ctc", MANIFEST)),
    "manifest writer as aux_ctc decoder": ("hybrid", _set("aux_ctc.decoder", MANIFEST)),
    "manifest writer as aux_ctc decoding": ("hybrid", _set("aux_ctc.decoding", MANIFEST)),
    "pretrained loader as encoder": ("ctc", _set("encoder", PRETRAINED)),
    "pretrained loader as adapter": ("ctc", _set("adapters.a", PRETRAINED)),
    "hub model as encoder": ("ctc", _set("encoder", _call(f"{MODELS}.ASRModel.from_pretrained"))),
    "another model as encoder": (
        "ctc", _set("encoder", _call(f"{MODELS}.ASRModel.restore_from", restore_path="x.nemo"))),
    "class of another place": (
        "tdt", _set("encoder._target_", "nemo.collections.asr.modules.RNNTJoint")),
    "nearly the class": (
        "ctc", _set("encoder._target_", "nemo.collections.asr.modules.ConformerEncoder.forward")),
    "class with a space": (
        "ctc", _set("encoder._target_", " nemo.collections.asr.modules.ConformerEncoder")),
    "class through another's import": (
        "ctc", _set("encoder._target_", "nemo.collections.asr.modules.conv_asr.torch.load")),
    "torch.load": ("ctc", _set("encoder", _call("torch.load", f="model_weights.ckpt"))),
    "omegaconf": ("ctc", _set("encoder", _call("omegaconf.OmegaConf.load", file_="x"))),
    "a list of classes": ("ctc", _set("encoder._target_", ["os.system"])),
    "no model's class": ("ctc", _set("target", "evil.EncDecCTCModelBPE")),
    "another model's module": ("ctc", _set("target", f"{MODELS}.asr_model.EncDecCTCModelBPE")),
    # Nested, listed, and where nothing is built.
    "in a list": ("ctc", _set("encoder.layers", [1, {"a": [SYSTEM]}])),
    "deep in the encoder": ("ctc", _set("encoder.a.b.c.d", SYSTEM)),
    "in the jasper list": ("ctc", _set("encoder.jasper", [{"filters": 1}, AUTO])),
    "in a section of its own": ("ctc", _set("callbacks", [{"inner": SYSTEM}])),
    "in the training data": ("ctc", _set("train_ds", {"dataset": SYSTEM})),
    "in the optimiser": ("ctc", _set("optim", SYSTEM)),
    "in the scheduler": ("ctc", _set("optim.sched", SYSTEM)),
    "in the trainer": ("ctc", _set("trainer.callbacks", [SYSTEM])),
    # By Hydra's and NeMo's other words.
    "cls": ("ctc", _set("encoder", {"cls": "os.system", "params": {"command": "x"}})),
    "cls beside": ("ctc", _set("encoder.cls", "os.system")),
    "target": ("ctc", _set("encoder", {"target": "os.system", "params": {"command": "x"}})),
    "target that is nothing": ("ctc", _set("encoder.target", None)),
    "target beside": ("ctc", _set("encoder.target", "os.system")),
    "params that bring a class": ("ctc", _set("encoder.params", {"_target_": "os.system"})),
    "params of the whole": ("ctc", _set("params", {"encoder": SYSTEM})),
    "params in params": ("ctc", _set("encoder.params", {"params": {"_target_": "os.system"}})),
    "partial": ("ctc", _set("encoder._partial_", True)),
    "args": ("ctc", _set("encoder._args_", ["x"])),
    "recursive": ("ctc", _set("encoder._recursive_", True)),
    "convert": ("ctc", _set("encoder._convert_", "all")),
    "trust_remote_code alone": ("ctc", _set("tokenizer.trust_remote_code", True)),
    "trust_remote_code in hf_kwargs": (
        "ctc", _set("tokenizer.hf_kwargs", {"trust_remote_code": True})),
    # Calls within values.
    "environment": ("ctc", _set("encoder.d_model", "${oc.env:HOME}")),
    "environment in a class": ("ctc", _set("encoder._target_", "${oc.env:TMP}")),
    "environment in the tokenizer": ("ctc", _set("tokenizer.model_path", "${oc.env:TMP}/t.model")),
    "environment in a list": ("ctc", _set("encoder.att_context_size", ["${oc.env:HOME}"])),
    "environment in a vocabulary": ("canary", _set("labels.x", "${oc.env:HOME}")),
    "environment in what is dropped": ("ctc", _set("train_ds", {"x": "${oc.env:HOME}"})),
    "oc.create": ("ctc", _set("encoder", "${oc.create:'{_target_: os.system}'}")),
    "oc.decode": ("ctc", _set("encoder.d_model", "${oc.decode:'1'}")),
    "oc.select": ("ctc", _set("encoder.d_model", "${oc.select:x,1}")),
    "hydra": ("ctc", _set("encoder.d_model", "${hydra:runtime.cwd}")),
    "nested brackets": ("ctc", _set("encoder.d_model", "${${a}}")),
    "escaped": ("ctc", _set("encoder.d_model", r"\${oc.env:HOME}")),
    "part of a text": ("ctc", _set("preprocessor.window", "x${sample_rate}")),
    "a reference to code": ("ctc", lambda c: c.update(bait=SYSTEM, encoder="${bait}")),
    "a class by reference": (
        "ctc", lambda c: c.update(x="os.system", encoder={"_target_": "${x}"})),
    "a circle": ("ctc", _set("encoder", "${encoder}")),
    "a circle of two": ("ctc", lambda c: c.update(a="${b}", b="${a}")),
    "the whole in itself": ("ctc", _set("encoder.x", "${model}")),
    "nothing there": ("ctc", _set("encoder.d_model", "${not.there}")),
    # Files and addresses.
    **{
        f"tokenizer at {path}": ("ctc", _set("tokenizer.model_path", path))
        for path in ("/etc/passwd", r"\\host\share\t.model", "//host/share/t.model", "t.model",
                     "nemo:../t.model", "nemo:/etc/passwd", r"nemo:..\t.model", "nemo:a/t.model",
                     "nemo:", "nemo:..", "nemo:C:t.model", "https://host/t.model", "~/t.model",
                     "nemo_file:t.model", "NEMO:t.model", 3, ["x"])
    },
    "vocabulary at an address": ("ctc", _set("tokenizer.vocab_path", r"\\host\share\v.txt")),
    "pieces at an address": ("ctc", _set("tokenizer.spe_tokenizer_vocab", "//host/v.txt")),
    "a file that is not there": ("ctc", _set("tokenizer.model_path", "nemo:other.model")),
    "no file at all": ("ctc", lambda c: c["tokenizer"].pop("model_path")),
    "tokenizer of another kind": ("ctc", _set("tokenizer", {"type": "wpe", "dir": r"\\h\s"})),
    "one language's address": (
        "canary", _set("tokenizer", {"type": "agg", "langs": {"en": OWN | {
            "model_path": r"\\host\share\t.model"}}})),
    "one language's code": (
        "canary", _set("tokenizer", {"type": "agg", "langs": {"en": OWN | {
            "custom_tokenizer": AUTO}}})),
    "language model": ("ctc", _set("decoding.beam", {"ngram_lm_model": r"\\host\lm.nemo"})),
    "language model beside": ("tdt", _set("decoding.greedy.ngram_lm_model", "lm.nemo")),
    "language models": ("tdt", _set("decoding.greedy.fusion_models", ["lm.nemo"])),
    "word list": ("ctc", _set("decoding.beam.flashlight_cfg", {"lexicon_path": "words.txt"})),
    "phrases": ("ctc", _set("decoding.greedy.boosting_tree", {"key_phrases_file": "x"})),
    "an address anywhere": ("ctc", _set("encoder.anything", "http://host/x")),
    "a share in a list": ("ctc", _set("encoder.anything", [[r"\\host\share"]])),
    "pretrained": ("canary", _set("transf_decoder.pretrained", True)),
    "pretrained by name": ("canary", _set("transf_decoder.model_name", "org/model")),
    "checkpoint": ("canary", _set("transf_decoder.checkpoint_file", "x.pt")),
}  # fmt: skip

DROPPED: dict[str, Change] = {
    "data on a cluster": _set("train_ds", {"manifest_filepath": "/lustre/data.json"}),
    "data on a share": _set("validation_ds", {"manifest_filepath": [r"\\host\share\d.json"]}),
    "data at an address": _set("test_ds", {"manifest_filepath": "https://host/d.json"}),
    "profiling": _set("memory_profile", {"enabled": True, "output_path": "/tmp"}),
    "pretrained": _set("init_from_nemo_model", "/x/other.nemo"),
    "checkpoint": _set("init_from_ptl_ckpt", r"\\host\share\x.ckpt"),
    "tokenizer folder": _set("tokenizer.dir", r"\\host\share"),
    "settings of a tokenizer": _set("tokenizer.hf_kwargs", {"pretrained_model_name": "//x"}),
    "augmentation": _set("spec_augment", {
        "_target_": "nemo.collections.asr.modules.SpectrogramAugmentation"}),
}  # fmt: skip


def text_of(config: NemoConfig) -> bytes:
    """As in an archive."""
    return yaml.safe_dump(config, sort_keys=False).encode()


_GOOD_TEXT = yaml.safe_dump(good("ctc"))
# What no writer of YAML would write.
TEXTS: dict[str, bytes] = {
    "twice": f"{_GOOD_TEXT}encoder: {{_target_: os.system}}\n".encode(),
    "numbers twice": f"{_GOOD_TEXT}x: {{1: a, 1: b}}\n".encode(),
    "merged": f"bait: &bait {{_target_: os.system}}\n{_GOOD_TEXT}x: {{<<: *bait}}\n".encode(),
    "an alias of code": (
        b"bait: &bait {_target_: os.system}\n" + _GOOD_TEXT.encode() + b"interctc: *bait\n"
    ),
    "laughs": b"a0: &a0 [x]\n"
    + b"".join(
        b"a%d: &a%d [%s]\n" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 9)) for n in range(1, 30)
    ),
    "laughs by reference": _GOOD_TEXT.encode()
    + b"a0: [x, x, x]\n"
    + b"".join(b"a%d: [%s]\n" % (n, b", ".join([b"'${a%d}'" % (n - 1)] * 9)) for n in range(1, 30)),
    "in itself": b"&a {a: *a}\n",
    "deep": b"x: " + b"[" * 1500 + b"]" * 1500,
    "a little deep": b"x: " + b"[" * 200 + b"]" * 200,
    "python": f"{_GOOD_TEXT}x: !!python/object/apply:os.system [touch gotcha]\n".encode(),
    "a path": f"{_GOOD_TEXT}x: !!python/object/apply:pathlib.Path [/etc]\n".encode(),
    "bytes": f"{_GOOD_TEXT}x: !!binary aGk=\n".encode(),
    "a set": f"{_GOOD_TEXT}x: !!set {{a, b}}\n".encode(),
    "no number": f"{_GOOD_TEXT}x: !!int word\n".encode(),
    "no date": f"{_GOOD_TEXT}x: !!timestamp word\n".encode(),
    "a list for a name": f"{_GOOD_TEXT}? [a, b]\n: c\n".encode(),
    "two documents": f"{_GOOD_TEXT}---\nencoder: x\n".encode(),
    "no letters": b"\xff\xfe" + _GOOD_TEXT.encode("utf-16-le"),
    "huge": b"x: " + b"a" * 6_000_000,
    "many digits": b"x: " + b"1" * 10_000,
    "many digits of another kind": f"{_GOOD_TEXT}x: 0x{'f' * 20_000}\n".encode(),
    "many digits for a file": _GOOD_TEXT.replace(f"nemo:{FILES[0]}", "0x" + "f" * 20_000).encode(),
    "many digits by sixties": f"{_GOOD_TEXT}x: {'59:' * 5000}1\n".encode(),
    "a million layers": _GOOD_TEXT.replace("n_layers: 2", "n_layers: 1000000").encode(),
    "layers without end": _GOOD_TEXT.replace("n_layers: 2", "n_layers: .inf").encode(),
    "no number of layers": _GOOD_TEXT.replace("n_layers: 2", "n_layers: .nan").encode(),
    "a window of an hour": _GOOD_TEXT.replace("window_size: 0.025", "window_size: 3600").encode(),
    "tables of gigabytes": _GOOD_TEXT.replace("n_fft: 512", "n_fft: 100000").encode(),
    "all orders of a hundred speakers": text_of(good("sortformer") | {"max_num_of_spks": 100}),
    "a Sortformer for whole recordings": text_of(good("sortformer") | {"streaming_mode": False}),
    "features over the whole recording": text_of(good("sortformer")).replace(
        b"normalize: NA", b"normalize: per_feature"
    ),
    "features of NeMo's default kind": text_of(good("sortformer")).replace(
        b"normalize: NA", b"other: NA"
    ),
    "a Sortformer without its modules": text_of(good("sortformer") | {"sortformer_modules": None}),
    "frames of another length": text_of(good("sortformer")).replace(
        b"subsampling_factor: 8", b"subsampling_factor: 4"
    ),
    "no preprocessor": text_of(good("ctc") | {"preprocessor": [1]}),
    "a list": b"[1, 2]\n",
    "a word": b"word\n",
    "nothing": b"",
    "no model": b"model: 3\n",
}


def hostile(name: str) -> NemoConfig:
    """One of `HOSTILE`."""
    kind, change = HOSTILE[name]
    made = good(kind)
    change(made)
    return made
