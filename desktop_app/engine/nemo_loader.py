"""An unpacked .nemo folder becomes a model in memory, fast and without a file written.

NeMo's own `restore_from` unpacks the archive into the temporary folder at every load. Here the
folder is given, the weights are mapped instead of copied (and so read when first used), no random
weights are drawn that would be overwritten at once, and the vocabulary is not copied from one
configuration into the next: `dev.py bench load` compares the two.
"""

import logging
import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.core.cancel import CancelToken
from desktop_app.core.diagnosis import is_out_of_memory
from desktop_app.core.errors import ModelInUse, ModelInvalid, OutOfMemory, root_cause
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine import precision as precisions
from desktop_app.engine.calibration import fastest_for
from desktop_app.engine.cpu import this_cpu
from desktop_app.engine.cpu_layers import suit_cpu
from desktop_app.engine.decoding import keep_confidence
from desktop_app.engine.foreign import Connector, NemoModel
from desktop_app.engine.nemo_building import (
    tie,
    tied_weights,
    tokenizers_by_bytes,
    without_random_weights,
    without_vocabularies,
)
from desktop_app.engine.nemo_recognizer import NemoRecognizer
from desktop_app.engine.runtime import import_nemo, quiet
from desktop_app.system.files import is_sharing_violation, named_by_text, retry_while_in_use

if TYPE_CHECKING:
    import torch

logger = logging.getLogger(__name__)

CONFIG_FILE = "model_config.yaml"
WEIGHTS_FILE = "model_weights.ckpt"
ALIGNER_PREFIX = "timestamps_asr_"  # the CTC model inside canary-1b-v2.nemo

# Where a configuration lists the vocabulary. With a tokenizer NeMo makes all of these anew from it.
VOCABULARIES = ("labels", "joint.vocabulary", "decoder.vocabulary", "aux_ctc.decoder.vocabulary")


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
    for name in (CONFIG_FILE, WEIGHTS_FILE):
        if not (folder / name).is_file():
            raise ModelInvalid(f"{spec.title} has no {name} in “{folder}”.")
    try:
        return restore(folder, device)
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
    kind = (
        "damaged" if isinstance(root, (OSError, EOFError, pickle.UnpicklingError)) else "unusable"
    )
    return ModelInvalid(f"{spec.title} is {kind} and cannot be loaded.", detail)


def restore(folder: Path, device: DeviceChoice) -> NemoModel:
    """NeMo's model from an unpacked folder, on the device, with the aligner if one is inside."""
    nemo_asr = import_nemo()
    import torch

    target = torch.device(device.value)
    with quiet(), without_random_weights(), without_vocabularies(), tokenizers_by_bytes():
        model = _restore_part(nemo_asr.models.ASRModel, folder, target, prefix="")
        if (folder / f"{ALIGNER_PREFIX}{CONFIG_FILE}").is_file() and hasattr(
            model, "timestamps_asr_model"
        ):
            aligner = _restore_part(nemo_asr.models.ASRModel, folder, target, prefix=ALIGNER_PREFIX)
            aligner.eval().requires_grad_(False)  # noqa: FBT003 - torch's signature
            # As NeMo does it: beside torch's registration, so that it is no part of the model.
            object.__setattr__(model, "timestamps_asr_model", aligner)
    return model


def _restore_part(
    model_class: NemoModel, folder: Path, target: "torch.device", *, prefix: str
) -> NemoModel:
    """The main model, or with a prefix the one that lies beside it in the same folder."""
    connector = _connector_to(folder)
    connector.model_config_yaml = f"{prefix}{CONFIG_FILE}"
    connector.model_weights_ckpt = f"{prefix}{WEIGHTS_FILE}"
    return model_class.restore_from(
        str(folder), map_location=target, save_restore_connector=connector
    )


def _connector_to(folder: Path) -> Connector:
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
            config = OmegaConf.create(_read_config(folder / self.model_config_yaml))
            # The aligner inside Canary is restored here, through this connector.
            config.restore_timestamps_model = False
            OmegaConf.set_struct(config, value=True)
            calling_cls._set_model_restore_state(  # noqa: SLF001 - what NeMo's connector calls
                is_being_restored=True, folder=str(folder)
            )
            instance = calling_cls.from_config_dict(config=config, trainer=None)
            weights = torch.load(
                folder / self.model_weights_ckpt, map_location="cpu", weights_only=True, mmap=True
            )
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


def _read_config(file: Path) -> dict[str, Any]:
    """A model's configuration as OmegaConf reads it, less the lists that NeMo makes anew."""
    import yaml
    from omegaconf._utils import get_yaml_loader

    with file.open(encoding="utf-8") as text:
        read = yaml.load(text, Loader=get_yaml_loader())  # noqa: S506 - a kind of SafeLoader
    if not isinstance(read, dict):
        raise TypeError(f"{file.name} is no mapping")
    config: dict[str, Any] = read.get("model", read)
    if config.get("tokenizer"):
        for place in VOCABULARIES:
            *parts, name = place.split(".")
            holder = config
            for part in parts:
                holder = holder.get(part) or {}
            if name in holder:
                holder[name] = []  # not removed: older files point at one list from elsewhere
    return config
