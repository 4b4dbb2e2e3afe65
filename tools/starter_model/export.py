"""Write a checkpoint's averaged weights to a ``.nemo`` file with 16-bit floats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

    from nemo.collections.asr.models import EncDecRNNTBPEModel

# Lets NeMo transcribe files and arrays without a configuration of its own.
TRANSCRIPTION: Final = {
    "manifest_filepath": None,
    "sample_rate": 16_000,
    "batch_size": 8,
    "shuffle": False,
    "use_lhotse": True,
    "use_start_end_token": False,
    "num_workers": 0,
    "pin_memory": False,
}
# Variances can be too small, and the mel filters too exact, for 16 bits.
KEPT_AT_32_BITS: Final = ("running_var", "fb")


def halved(weights: dict[str, Any]) -> dict[str, Any]:
    """The same weights, 32-bit floats as 16-bit ones."""
    return {
        name: tensor.half()
        if tensor.is_floating_point() and not name.endswith(KEPT_AT_32_BITS)
        else tensor
        for name, tensor in weights.items()
    }


def averaged_weights(checkpoint: Path) -> dict[str, Any]:
    """The averaged weights of a checkpoint, named as in the model."""
    import torch

    parts = ("encoder", "decoder", "joint")
    weights = {}
    for name, tensor in torch.load(checkpoint, map_location="cpu")["average"].items():
        prefix, _, rest = name.partition(".")
        index, _, inner = rest.partition(".")
        if prefix == "module" and index.isdigit() and int(index) < len(parts):
            weights[f"{parts[int(index)]}.{inner}"] = tensor
    return weights


def export(model: EncDecRNNTBPEModel, checkpoint: Path, path: Path) -> None:
    """Write ``path``; ``model`` gives configuration and tokenizer."""
    from nemo.core.connectors.save_restore_connector import SaveRestoreConnector
    from omegaconf import open_dict

    class HalfConnector(SaveRestoreConnector):  # type: ignore[misc]
        """Saves 16-bit weights."""

        def _save_state_dict_to_disk(self, state_dict: dict[str, Any], filepath: str) -> None:
            super()._save_state_dict_to_disk(halved(state_dict), filepath)

    missing, unexpected = model.load_state_dict(averaged_weights(checkpoint), strict=False)
    if unexpected or any(not name.startswith("preprocessor.") for name in missing):
        raise ValueError(f"{checkpoint} does not fit the model: {missing} {unexpected}")
    model.eval()
    with open_dict(model.cfg):
        model.cfg.validation_ds = TRANSCRIPTION
        # The tokens are in the file; their origin is of no use.
        model.cfg.tokenizer.dir = "tokenizer"
    partial = path.with_suffix(".partial.nemo")
    HalfConnector().save_to(model, str(partial))
    partial.rename(path)
