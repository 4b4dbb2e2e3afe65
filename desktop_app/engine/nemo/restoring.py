"""Restore NeMo's model from an unpacked .nemo folder, fast and without writing a file.

NeMo's own `restore_from` unpacks the archive into the temporary folder at every load. Here the
folder is given, the weights are mapped instead of copied (and so read on first use), no random
weights are drawn only to be overwritten, and the vocabulary is not copied between configurations:
`dev.py bench load` compares the two.

Some of this has no switch in the libraries: there, one class or function is replaced while a model
is built, and restored afterwards. So models are built one at a time, whichever thread asks.
"""

import contextlib
import pickle
import random
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from desktop_app.core.causes import root_cause
from desktop_app.core.errors import ModelInUse, ModelInvalid, OutOfMemory, is_out_of_memory
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.model_config.parts import KINDS
from desktop_app.core.model_config.reader import (
    ALIGNER_PREFIX,
    CONFIG_NAME,
    WEIGHTS_NAME,
    class_of,
    open_config,
)
from desktop_app.core.model_config.yaml_text import Tree
from desktop_app.core.request import DeviceChoice
from desktop_app.engine.compute.runtime import quiet
from desktop_app.engine.nemo.importing import import_nemo
from desktop_app.engine.recognizer import Connector, NemoModel, NemoModule
from desktop_app.system.files import is_sharing_violation, retry_while_in_use

if TYPE_CHECKING:
    import sentencepiece
    import torch
    from torch import nn

T = TypeVar("T")

# Held while a model is built: what is replaced meanwhile is so for all threads.
_building = threading.Lock()

# Allowance for buffers beside the weights in the file, in released models below a tenth: position
# and window tables, and embeddings that are tied once all are loaded.
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
    """A configuration describes a larger model than its weights."""


@contextlib.contextmanager
def without_vocabularies() -> Iterator[None]:
    """Build models without vocabulary lists, of which only the length is used.

    NeMo puts the tokenizer's 8192 tokens into two lists of the configuration and copies them
    repeatedly, one object per token. With those in the file, that was 7 of the 7.8 s of a load
    (measured, 0.6B architecture). A string has the same length, and is one object.
    """
    from nemo.collections.asr.models import (
        ctc_bpe_models,
        ctc_models,
        hybrid_rnnt_ctc_bpe_models,
        rnnt_bpe_models,
    )
    from omegaconf import OmegaConf

    class AlsoOfText(OmegaConf):
        """Also returns a list for a string: a CTC model needs one before it has its tokenizer's."""

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
    """Build modules without initial weights; the checkpoint sets all (strict loading)."""
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
def chance_untouched() -> Iterator[None]:
    """Leave Python's chance as it is: a Sortformer sets its seed when it is built."""
    state = random.getstate()
    try:
        yield
    finally:
        random.setstate(state)


@contextlib.contextmanager
def tokenizers_by_bytes() -> Iterator[None]:
    """Read a tokenizer's file in Python and pass its content to SentencePiece.

    SentencePiece opens files in Windows' code page, and so finds none below a folder with other
    letters, such as a user name in another alphabet.
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
    """Stop building a model once it becomes much larger than its weights.

    A configuration could require more than the available memory. Modules are not written to while
    they are built, so this is noticed before the memory is used.

    Args:
        weights: as read from the file; names that share storage count once.

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
    """Return the names of every weight that has several, in the model's order."""
    names: dict[int, list[str]] = {}
    for name, weight in model.named_parameters(remove_duplicate=False):
        names.setdefault(id(weight), []).append(name)
    return [several for several in names.values() if len(several) > 1]


def tie(model: "nn.Module", tied: list[list[str]]) -> None:
    """Tie weights again, after each name was assigned its own.

    Canary's input and output embeddings are one matrix. Assigned separately they would be in
    memory, and counted, twice. As in NeMo, the last name's values win.
    """
    for names in tied:
        weight = model.get_parameter(names[-1])
        for name in names[:-1]:
            owner, _, last = name.rpartition(".")
            setattr(model.get_submodule(owner), last, weight)


@contextlib.contextmanager
def fitting(spec: ModelSpec) -> Iterator[None]:
    """Explain where the memory ends while a model is loaded inside the block.

    Raises:
        OutOfMemory: it did.
    """
    try:
        yield
    except (RuntimeError, MemoryError) as error:
        if not is_out_of_memory(root_cause(error)):
            raise
        raise OutOfMemory(
            "{model} does not fit into memory.", repr(error), model=spec.title
        ) from error


def restored(folder: Path, spec: ModelSpec, device: DeviceChoice) -> NemoModel:
    """Restore the model as `restore` does, of the kind that `spec` names, and explain failures.

    Raises:
        ModelInvalid: the folder is no such model, or damaged.
        ModelInUse: another program still holds one of its files after several seconds.
        OutOfMemory: the model does not fit.
    """
    files = (CONFIG_NAME, WEIGHTS_NAME)
    kind = None if spec.kind.recognizes else spec.kind
    return explained(
        folder,
        spec,
        files,
        lambda: restore(folder, device, spec.title, kind),
    )


def explained(folder: Path, spec: ModelSpec, files: Iterable[str], restore: Callable[[], T]) -> T:
    """Restore a model from these files of the folder, and explain failures as `restored` does.

    Args:
        folder: where the files are.
        spec: the model's description.
        files: names without which there is no model.
        restore: reads them; called again while another program holds one.
    """
    try:
        return retry_while_in_use(lambda: _restore_or_explain(folder, spec, files, restore))
    except OSError as error:
        raise ModelInUse(
            "{model} is in use by another program and cannot be loaded.",
            repr(error),
            model=spec.title,
        ) from error


def _restore_or_explain(
    folder: Path, spec: ModelSpec, files: Iterable[str], restore: Callable[[], T]
) -> T:
    for name in files:
        if not (folder / name).is_file():
            raise ModelInvalid(
                "{model} has no {name} in “{folder}”.", model=spec.title, name=name, folder=folder
            )
    try:
        return restore()
    except ModelInvalid:
        raise
    except Exception as error:  # a bad config can fail in any way, anywhere in NeMo
        if is_out_of_memory(root_cause(error)):
            raise OutOfMemory(
                "{model} does not fit into memory.", repr(error), model=spec.title
            ) from error
        if is_sharing_violation(root := root_cause(error)):
            raise root from error
        raise _invalid(spec, error) from error


def _invalid(spec: ModelSpec, error: BaseException) -> ModelInvalid:
    root = root_cause(error)
    detail = f"{root!r}\n{error!r}"
    # torch refuses anything in a checkpoint that is not a tensor or plain value.
    if isinstance(root, pickle.UnpicklingError) and "GLOBAL" in str(root):
        return ModelInvalid(
            "{model} is not safe: its weights contain code. The code was not run.",
            detail,
            model=spec.title,
        )
    if isinstance(error, TooLargeError):
        return ModelInvalid(
            "{model} is damaged: its configuration describes more than its weights contain.",
            detail,
            model=spec.title,
        )
    if isinstance(root, (OSError, EOFError, pickle.UnpicklingError)):
        return ModelInvalid("{model} is damaged and cannot be loaded.", detail, model=spec.title)
    return ModelInvalid("{model} is not usable and cannot be loaded.", detail, model=spec.title)


def restore(
    folder: Path, device: DeviceChoice, title: str = "", kind: ModelKind | None = None
) -> NemoModel:
    """Restore NeMo's model from an unpacked folder on the device, with its aligner if it has one.

    The configuration checked here is the one that NeMo builds from, wherever the folder came from
    and whatever was changed in it since.

    Args:
        folder: config, weights, tokenizer files.
        device: CPU or CUDA.
        title: the model's name for messages; the folder's if empty.
        kind: what it has to be; None for any recogniser.

    Raises:
        ModelUnsafe: a configuration names code, or other files.
        ModelInvalid: one cannot be read, or is that of another kind of model.
    """
    config = _config_of(folder, "", title)
    _check_kind(config, title or folder.name, kind)
    is_aligned = (folder / f"{ALIGNER_PREFIX}{CONFIG_NAME}").is_file()
    aligner_config = _config_of(folder, ALIGNER_PREFIX, title) if is_aligned else None
    nemo_asr = import_nemo()
    import torch

    target = torch.device(device.value)
    with (
        _building,
        quiet(),
        chance_untouched(),
        without_random_weights(),
        without_vocabularies(),
        tokenizers_by_bytes(),
    ):
        main = _class_of(nemo_asr, config, kind)
        model = _restore_part(main, folder, target, config, prefix="")
        if aligner_config is not None and hasattr(model, "timestamps_asr_model"):
            aligner = _restore_part(
                nemo_asr.models.ASRModel, folder, target, aligner_config, prefix=ALIGNER_PREFIX
            )
            aligner.eval().requires_grad_(False)  # noqa: FBT003 - torch's signature
            # As NeMo does: without torch's registration, so that it is not a part of the model.
            object.__setattr__(model, "timestamps_asr_model", aligner)
    return model


def _check_kind(config: Tree, name: str, wanted: ModelKind | None) -> None:
    kind = KINDS[class_of(config)]
    if kind.recognizes if wanted is None else kind is wanted:
        return
    if wanted is None and kind.is_diarizer:
        raise ModelInvalid(
            "“{name}” tells speakers apart; it cannot recognise speech.", kind, name=name
        )
    if wanted is not None and wanted.is_diarizer and kind.recognizes:
        raise ModelInvalid(
            "“{name}” recognises speech; it cannot tell speakers apart.", kind, name=name
        )
    raise ModelInvalid("“{name}” is another kind of model.", kind, name=name)


def _class_of(nemo_asr: NemoModule, config: Tree, kind: ModelKind | None) -> NemoModel:
    """Return the class by which a model is restored: one that knows voices is no ASRModel."""
    is_other = kind is not None and kind.knows_voices
    return getattr(nemo_asr.models, class_of(config) if is_other else "ASRModel")


def _config_of(folder: Path, prefix: str, title: str) -> Tree:
    """Return the checked configuration of one model in the folder."""
    names = {file.name for file in folder.iterdir() if file.is_file() and not file.is_symlink()}
    text = (folder / f"{prefix}{CONFIG_NAME}").read_bytes()
    config = open_config(text, title or folder.name, names)
    # Canary's aligner is restored here, not by its constructor.
    return config | {"restore_timestamps_model": False}


def _restore_part(
    model_class: NemoModel, folder: Path, target: "torch.device", config: Tree, *, prefix: str
) -> NemoModel:
    """Restore the main model, or with a prefix the one beside it in the same folder."""
    return model_class.restore_from(
        str(folder),
        map_location=target,
        save_restore_connector=_connector_to(folder, config, f"{prefix}{WEIGHTS_NAME}"),
    )


def _connector_to(folder: Path, checked: Tree, weights_name: str) -> Connector:
    """Define NeMo's connector: restores from a folder, with mapped and assigned weights."""
    import torch
    from nemo.core.connectors.save_restore_connector import SaveRestoreConnector
    from omegaconf import DictConfig, OmegaConf

    class FolderConnector(SaveRestoreConnector):  # type: ignore[misc] # NeMo has no types
        def load_config_and_state_dict(
            self, calling_cls: NemoModel, *given: object
        ) -> tuple[DictConfig, NemoModel, dict[str, "torch.Tensor"]]:
            # NeMo's own connector briefly changes the working directory of the whole process.
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
            # Assigned weights keep the file's type and device; the model computes in float32.
            instance.to(device).float()
            instance._set_model_restore_state(is_being_restored=False)  # noqa: SLF001

    connector = FolderConnector()
    connector.model_extracted_dir = str(folder)
    return connector
