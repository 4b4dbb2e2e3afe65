"""Loads an unpacked .nemo folder into memory, fast and without writing a file.

NeMo's own `restore_from` unpacks the archive into the temporary folder at every load. Here the
folder is given, the weights are mapped instead of copied (and so read when first used), no random
weights are drawn that would be overwritten at once, and the vocabulary is not copied from one
configuration into the next: `dev.py bench load` compares the two.

The libraries offer no switch for some of this. There, one class or function of a library is
replaced while a model is built, and put back afterwards.
"""

import contextlib
import logging
import pickle
from collections.abc import Iterator, Mapping, Sized
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.core.cancel import CancelToken
from desktop_app.core.causes import is_out_of_memory
from desktop_app.core.errors import ModelInUse, ModelInvalid, OutOfMemory, root_cause
from desktop_app.core.model import ModelSpec
from desktop_app.core.model_config.reader import (
    ALIGNER_PREFIX,
    CONFIG_NAME,
    WEIGHTS_NAME,
    open_config,
)
from desktop_app.core.model_config.yaml_text import Tree
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.compute import precision as precisions
from desktop_app.engine.compute.calibration import fastest_for
from desktop_app.engine.compute.cpu import this_cpu
from desktop_app.engine.compute.cpu_layers import suit_cpu
from desktop_app.engine.compute.runtime import quiet
from desktop_app.engine.nemo.importing import import_nemo
from desktop_app.engine.nemo.recognizer import NemoRecognizer
from desktop_app.engine.recognizer import Connector, NemoModel
from desktop_app.system.files import is_sharing_violation, named_by_text, retry_while_in_use

if TYPE_CHECKING:
    import sentencepiece
    import torch
    from torch import nn


# The probability of the chosen token, scaled so that pure guessing is 0: readable as a
# confidence. Words are not asked for: NeMo's own grouping of tokens into words raises where it
# disagrees with the tokenizer; `hypotheses` groups them.
CONFIDENCE = {
    "preserve_frame_confidence": True,
    "preserve_token_confidence": True,
    "preserve_word_confidence": False,
    "exclude_blank": True,
    "method_cfg": {"name": "max_prob", "alpha": 1.0},
}


def keep_confidence(model: NemoModel) -> None:
    """Let greedy transducers and CTC give a confidence for each token; leave Canary as it is.

    Beam search gives none: then nothing is changed. A transducer that was saved to decode one
    recording after the other ("greedy", as in NeMo's own example for TDT) decodes them together
    from now on: the text is the same, and NeMo fails to give confidences the other way.
    """
    from omegaconf import OmegaConf, open_dict

    decoding = model.cfg.get("decoding")
    if decoding is None or not str(decoding.get("strategy", "")).startswith("greedy"):
        return
    with open_dict(decoding):
        decoding.confidence_cfg = OmegaConf.create(CONFIDENCE)
        if hasattr(model, "joint"):
            decoding.strategy = "greedy_batch"
    if hasattr(model, "joint"):
        # On a CPU NeMo would turn scores into probabilities at each step, for the score of the
        # whole text, which nobody reads. The confidence does that by itself, where it is wanted.
        model.joint.log_softmax = False
    model.change_decoding_strategy(decoding, verbose=False)


# What modules register beside the weights in their file, in the released models below a tenth:
# tables of positions and windows, and words that are tied to others once all are loaded.
SPARE = 2
SPARE_BYTES = 256_000_000
SPARE_TENSORS = 1000
RANDOM_INITIALISERS = (
    "uniform_",
    "normal_",
    "trunc_normal_",
    "xavier_uniform_",
    "xavier_normal_",
    "kaiming_uniform_",
    "kaiming_normal_",
    "orthogonal_",
)


class TooLargeError(ValueError):
    """A configuration describes another model than the weights beside it."""


@contextlib.contextmanager
def without_vocabularies() -> Iterator[None]:
    """Build models without lists of their vocabulary, of which only the length is used.

    NeMo puts the tokenizer's 8192 pieces into two lists of the configuration and copies them over
    and over, an object a piece. With those that lie in the file, that was 7 of the 7.8 s of a load
    (measured, 0.6B architecture). A text is as long, and one object.
    """
    from nemo.collections.asr.models import (
        ctc_bpe_models,
        ctc_models,
        hybrid_rnnt_ctc_bpe_models,
        rnnt_bpe_models,
    )
    from omegaconf import OmegaConf

    class AlsoOfText(OmegaConf):
        """Gives a list of a text too: before it has its tokenizer's, a CTC model wants one."""

        @staticmethod
        def to_container(cfg: Any, **keywords: Any) -> Any:  # noqa: ANN401 - as there
            return list(cfg) if isinstance(cfg, str) else OmegaConf.to_container(cfg, **keywords)

    replaced: list[tuple[Any, str, object]] = [
        (module, "ListConfig", _as_long_a_text)
        for module in (rnnt_bpe_models, hybrid_rnnt_ctc_bpe_models, ctc_bpe_models)
    ]
    replaced.append((ctc_models, "OmegaConf", AlsoOfText))
    before = [getattr(module, name) for module, name, _ in replaced]
    for module, name, ours in replaced:
        setattr(module, name, ours)
    try:
        yield
    finally:
        for (module, name, _), theirs in zip(replaced, before, strict=True):
            setattr(module, name, theirs)


def _as_long_a_text(pieces: Sized) -> str:
    return " " * len(pieces)


@contextlib.contextmanager
def without_random_weights() -> Iterator[None]:
    """Build modules without drawing weights; the checkpoint sets every one (strict loading)."""
    import torch

    drawing = {name: getattr(torch.nn.init, name) for name in RANDOM_INITIALISERS}
    for name in drawing:
        setattr(torch.nn.init, name, _leave_as_it_is)
    try:
        yield
    finally:
        for name, function in drawing.items():
            setattr(torch.nn.init, name, function)


def _leave_as_it_is(tensor: "torch.Tensor", *_args: object, **_keywords: object) -> "torch.Tensor":
    return tensor


@contextlib.contextmanager
def tokenizers_by_bytes() -> Iterator[None]:
    """Read a tokenizer's file in Python and hand SentencePiece its content.

    SentencePiece opens files by Windows' code page, and so finds none below a folder with other
    letters, such as a user's name in another alphabet.
    """
    import sentencepiece

    kind: Any = sentencepiece.SentencePieceProcessor
    by_name = kind.LoadFromFile
    kind.LoadFromFile = _load_content
    try:
        yield
    finally:
        kind.LoadFromFile = by_name


def _load_content(processor: "sentencepiece.SentencePieceProcessor", name: str) -> bool:
    return bool(processor.LoadFromSerializedProto(Path(name).read_bytes()))


@contextlib.contextmanager
def no_larger_than(weights: Mapping[str, object]) -> Iterator[None]:
    """Stop building a model once it is much larger than its weights.

    A configuration could ask for more than there is memory. Its modules are not written to while
    they are built, so it is noticed before that memory is used.

    Args:
        weights: as they were read; names that share one storage count once.

    Raises:
        TooLargeError: it was.
    """
    import torch
    from torch.nn.modules import module

    storages = {
        tensor.untyped_storage().data_ptr(): tensor.untyped_storage().nbytes()
        // tensor.element_size()
        for tensor in weights.values()
        if isinstance(tensor, torch.Tensor)
    }
    most_bytes = SPARE * sum(storages.values()) * torch.float32.itemsize + SPARE_BYTES
    most_tensors = SPARE * len(weights) + SPARE_TENSORS
    made = [0, 0]

    def is_over() -> bool:
        return made[0] > most_bytes or made[1] > most_tensors

    def count(_module: object, name: str, tensor: object) -> None:
        if isinstance(tensor, torch.Tensor):
            made[0] += tensor.nbytes
            made[1] += 1
        if is_over():
            raise TooLargeError(name)

    hooks = [
        module.register_module_parameter_registration_hook(count),
        module.register_module_buffer_registration_hook(count),
    ]
    try:
        yield
    except Exception as error:
        if is_over():  # NeMo tries other ways to build it, and raises what the last one did
            raise TooLargeError(f"{made} of {most_bytes} bytes, {most_tensors} tensors") from error
        raise
    finally:
        for hook in hooks:
            hook.remove()


def tied_weights(model: "nn.Module") -> list[list[str]]:
    """The names of every weight that a model has under more than one, in its own order."""
    names: dict[int, list[str]] = {}
    for name, weight in model.named_parameters(remove_duplicate=False):
        names.setdefault(id(weight), []).append(name)
    return [several for several in names.values() if len(several) > 1]


def tie(model: "nn.Module", tied: list[list[str]]) -> None:
    """Make one weight of several again, after each name was assigned its own.

    Canary's words in and out are one matrix. Assigned apart they would be in memory twice, and
    counted twice. As where NeMo copies into the one, the last name's values count.
    """
    for names in tied:
        weight = model.get_parameter(names[-1])
        for name in names[:-1]:
            owner, _, last = name.rpartition(".")
            setattr(model.get_submodule(owner), last, weight)


logger = logging.getLogger(__name__)


def load(
    folder: Path,
    spec: ModelSpec,
    device: DeviceChoice,
    precision: Precision,
    cancel: CancelToken | None = None,
    calibration: Path | None = None,
) -> NemoRecognizer:
    """Bring the model in `folder` into memory, ready to transcribe.

    Args:
        folder: an unpacked .nemo: config, weights, tokenizer files.
        spec: what the model is and can do.
        device: CPU or CUDA.
        precision: what to compute with; AUTO is resolved here.
        cancel: looked at between steps: the first load in int8 takes many seconds.
        calibration: the file that remembers what is fastest on this computer.

    Raises:
        Cancelled: somebody asked to stop.
        ModelInvalid: the folder holds no speech model, or a damaged one.
        ModelInUse: another program holds one of its files, and still did after several seconds.
        OutOfMemory: the model does not fit.
    """
    with named_by_text(folder) as readable:
        return _load(readable, spec, device, precision, cancel, calibration)


def _load(
    folder: Path,
    spec: ModelSpec,
    device: DeviceChoice,
    precision: Precision,
    cancel: CancelToken | None,
    calibration: Path | None,
) -> NemoRecognizer:
    try:
        model = retry_while_in_use(lambda: _restore_or_explain(folder, spec, device))
    except OSError as error:
        reason = f"{spec.title} is in use by another program and cannot be loaded."
        raise ModelInUse(reason, repr(error)) from error
    try:
        return _prepared(
            model, folder, spec, device, precision, cancel or CancelToken(), calibration
        )
    except (RuntimeError, MemoryError) as error:
        if not is_out_of_memory(root_cause(error)):
            raise
        raise OutOfMemory(f"{spec.title} does not fit into memory.", repr(error)) from error


def _prepared(
    model: NemoModel,
    folder: Path,
    spec: ModelSpec,
    device: DeviceChoice,
    precision: Precision,
    cancel: CancelToken,
    calibration: Path | None,
) -> NemoRecognizer:
    """The restored model, made to compute as it is to; the arguments are those of `load`."""
    cancel.raise_if_cancelled()
    keep_confidence(model)
    parameters = count_parameters(model)
    if device is DeviceChoice.CPU and parameters >= precisions.LARGE:
        suit_cpu(model)  # a small model is in the cache as it is: it would be slower by a tenth
    resolved = settle(model, device, precision, calibration)
    cancel.raise_if_cancelled()
    precisions.prepare(model, resolved, folder, cancel)
    model.eval()
    model.requires_grad_(False)  # noqa: FBT003 - torch's signature
    return NemoRecognizer(model, spec, device, resolved, parameters)


def count_parameters(model: NemoModel) -> int:
    """The number of a model's weights, before any of them are turned into bytes."""
    return sum(weights.numel() for weights in model.parameters())


def settle(
    model: NemoModel, device: DeviceChoice, asked: Precision, calibration: Path | None = None
) -> Precision:
    """The precision for a model in memory, in float32 still; measures if need be."""
    cpu = this_cpu()
    return precisions.resolve(
        asked, device, cpu, count_parameters(model), lambda: fastest_for(model, cpu, calibration)
    )


def _restore_or_explain(folder: Path, spec: ModelSpec, device: DeviceChoice) -> NemoModel:
    for name in (CONFIG_NAME, WEIGHTS_NAME):
        if not (folder / name).is_file():
            raise ModelInvalid(f"{spec.title} has no {name} in “{folder}”.")
    try:
        return restore(folder, device, spec.title)
    except ModelInvalid:
        raise
    except Exception as error:  # a config can be wrong in any way, at any depth of NeMo
        if is_out_of_memory(root_cause(error)):
            raise OutOfMemory(f"{spec.title} does not fit into memory.", repr(error)) from error
        if is_sharing_violation(root := root_cause(error)):
            raise root from error
        raise _invalid(spec, error) from error


def _invalid(spec: ModelSpec, error: BaseException) -> ModelInvalid:
    root = root_cause(error)
    detail = f"{root!r}\n{error!r}"
    # torch refuses everything in a checkpoint that is no tensor or plain value, and says so.
    if isinstance(root, pickle.UnpicklingError) and "GLOBAL" in str(root):
        return ModelInvalid(
            f"{spec.title} is not safe: its weights hold code that would be run. It was not.",
            detail,
        )
    if isinstance(error, TooLargeError):
        return ModelInvalid(
            f"{spec.title} is damaged: its configuration asks for more than its weights.",
            detail,
        )
    kind = (
        "damaged" if isinstance(root, (OSError, EOFError, pickle.UnpicklingError)) else "unusable"
    )
    return ModelInvalid(f"{spec.title} is {kind} and cannot be loaded.", detail)


def restore(folder: Path, device: DeviceChoice, title: str = "") -> NemoModel:
    """NeMo's model from an unpacked folder, on the device, with the aligner if one is inside.

    What is checked here is what NeMo builds from, wherever the folder came from and whatever was
    changed in it since.

    Raises:
        ModelUnsafe: a configuration asks for code, or for files that are not the model's.
        ModelInvalid: one cannot be read, or is no speech recogniser's.
    """
    config = _config_of(folder, "", title)
    is_aligned = (folder / f"{ALIGNER_PREFIX}{CONFIG_NAME}").is_file()
    aligner_config = _config_of(folder, ALIGNER_PREFIX, title) if is_aligned else None
    nemo_asr = import_nemo()
    import torch

    target = torch.device(device.value)
    with quiet(), without_random_weights(), without_vocabularies(), tokenizers_by_bytes():
        model = _restore_part(nemo_asr.models.ASRModel, folder, target, config, prefix="")
        if aligner_config is not None and hasattr(model, "timestamps_asr_model"):
            aligner = _restore_part(
                nemo_asr.models.ASRModel, folder, target, aligner_config, prefix=ALIGNER_PREFIX
            )
            aligner.eval().requires_grad_(False)  # noqa: FBT003 - torch's signature
            # As NeMo does it: beside torch's registration, so that it is no part of the model.
            object.__setattr__(model, "timestamps_asr_model", aligner)
    return model


def _config_of(folder: Path, prefix: str, title: str) -> Tree:
    """What NeMo may build one model of the folder from."""
    names = {file.name for file in folder.iterdir() if file.is_file() and not file.is_symlink()}
    text = (folder / f"{prefix}{CONFIG_NAME}").read_bytes()
    config = open_config(text, title or folder.name, names)
    # The aligner inside Canary is restored here, and not by its constructor.
    return config | {"restore_timestamps_model": False}


def _restore_part(
    model_class: NemoModel, folder: Path, target: "torch.device", config: Tree, *, prefix: str
) -> NemoModel:
    """The main model, or with a prefix the one that lies beside it in the same folder."""
    return model_class.restore_from(
        str(folder),
        map_location=target,
        save_restore_connector=_connector_to(folder, config, f"{prefix}{WEIGHTS_NAME}"),
    )


def _connector_to(folder: Path, checked: Tree, weights_name: str) -> Connector:
    """NeMo's extension point for restoring: from a folder, with mapped and assigned weights."""
    import torch
    from nemo.core.connectors.save_restore_connector import SaveRestoreConnector
    from omegaconf import DictConfig, OmegaConf

    class FolderConnector(SaveRestoreConnector):  # type: ignore[misc] # NeMo has no types
        def load_config_and_state_dict(
            self, calling_cls: NemoModel, *given: object
        ) -> tuple[DictConfig, NemoModel, dict[str, "torch.Tensor"]]:
            # NeMo's own changes the working directory of the whole process for a moment.
            _path, _override_config, target = given[:3]
            config = OmegaConf.create(checked)
            OmegaConf.set_struct(config, value=True)
            calling_cls._set_model_restore_state(  # noqa: SLF001 - what NeMo's connector calls
                is_being_restored=True, folder=str(folder)
            )
            weights = torch.load(
                folder / weights_name, map_location="cpu", weights_only=True, mmap=True
            )
            with no_larger_than(weights):
                instance = calling_cls.from_config_dict(config=config, trainer=None)
            return config, instance.to(target), weights

        def load_instance_with_state_dict(
            self,
            instance: NemoModel,
            state_dict: dict[str, "torch.Tensor"],
            strict: bool,  # noqa: FBT001 - NeMo passes it by place
        ) -> None:
            device = next(instance.parameters()).device
            tied = tied_weights(instance)
            instance.load_state_dict(state_dict, strict=strict, assign=True)
            tie(instance, tied)
            # Assigned weights keep the file's type and place; the model computes in float32.
            instance.to(device).float()
            instance._set_model_restore_state(is_being_restored=False)  # noqa: SLF001

    connector = FolderConnector()
    connector.model_extracted_dir = str(folder)
    return connector
