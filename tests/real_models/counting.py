"""The tensors of a released model, counted by others, against what NeMo makes of its description.

A field that is wrong in size shows: the counts are exact.
"""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.engine.nemo.restoring import without_random_weights
from tests.real_models.archives import Size, model_of, prepared
from tests.real_models.described import Described

if TYPE_CHECKING:
    import torch


def counts(model: Described) -> list[tuple[str, int, int]]:
    """What was counted, how many there are, and how many were counted in the real file."""
    with tempfile.TemporaryDirectory() as folder, without_random_weights():
        made = model_of(prepared(model, Path(folder, "tokenizers"), Size.REAL).buildable())
    tensors: dict[str, torch.Tensor] = dict(made.state_dict())
    found: list[tuple[str, int, int]] = []
    for block in model.tensors:
        parts = tuple(f"{part}." for part in block.get("parts", ()))
        counted = {
            name: tensor
            for name, tensor in tensors.items()
            if name.startswith(parts or "") and name not in block.get("merged", ())
        }
        floats = [one for one in counted.values() if one.is_floating_point()]
        ours = {
            "float32": len(floats),
            "int64": len(counted) - len(floats),
            "elements": sum(one.numel() for one in floats),
        }
        found += [(what, ours[what], block[what]) for what in ours if what in block]
    return found
