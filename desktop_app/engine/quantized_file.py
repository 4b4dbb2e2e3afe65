"""A model's weights in bytes, kept beside its files, so that they are made once.

The file can be made again at any time: one that is damaged, or belongs to other weights, is not
used and is written anew. It goes where the model's folder goes, and with it; it is no part of the
manifest.
"""

import json
import logging
import os
import secrets
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from desktop_app.core.model import QUANTIZED_FILE
from desktop_app.engine.quantized_layers import Bytes
from desktop_app.system.files import retry_while_in_use

logger = logging.getLogger(__name__)

# Raised with every change of what is replaced and how a weight becomes bytes.
SCHEME = 1
# What must be free afterwards: a transcript must never fail to be saved for this.
SPARE_BYTES = 2 << 30
WEIGHTS = "*model_weights.ckpt"
# A file of this age is no longer being written by another program.
OLD_S = 3600


def read(folder: Path, largest: int) -> dict[str, Bytes] | None:
    """The weights, mapped and read when first used; None where there are none for this model.

    Args:
        folder: of the model.
        largest: the largest byte that a weight may be.
    """
    import torch

    path = folder / QUANTIZED_FILE
    if not path.is_file():
        return None
    try:
        found: Any = torch.load(path, map_location="cpu", weights_only=True, mmap=True)
        if found["made_of"] != _made_of(folder, largest):
            return None
        kept = {name: Bytes(values, scales) for name, (values, scales) in found["weights"].items()}
    except Exception as error:  # noqa: BLE001 - damage fails in any way
        logger.warning("%s is not usable, making it anew: %r", path, error)
        return None
    types = {(weight.values.dtype, weight.scales.dtype) for weight in kept.values()}
    return kept if types == {(torch.int8, torch.float32)} else None


def write(folder: Path, largest: int, weights: Mapping[str, Bytes]) -> bool:
    """Keep the weights for the next load, if there is room and the folder can be written.

    Returns:
        Whether they were.
    """
    import torch

    path = folder / QUANTIZED_FILE
    partial = folder / f".{QUANTIZED_FILE}.{secrets.token_hex(4)}.part"
    size = sum(weight.values.nbytes + weight.scales.nbytes for weight in weights.values())
    content = {
        "made_of": _made_of(folder, largest),
        "weights": {name: tuple(weight) for name, weight in weights.items()},
    }
    try:
        _delete_old_parts(folder)
        if shutil.disk_usage(folder).free < size + SPARE_BYTES:
            logger.info("no room to keep %s", path)
            return False
        try:
            # Through Python: torch opens files by Windows' code page.
            with partial.open("xb") as file:
                torch.save(content, file)
                file.flush()
                os.fsync(file.fileno())
            retry_while_in_use(lambda: partial.replace(path))
        finally:
            partial.unlink(missing_ok=True)
    except (OSError, RuntimeError) as error:  # torch's writer turns a full disk into the latter
        logger.warning("%s cannot be kept: %r", path, error)
        return False
    logger.info("kept %s, %d bytes", path, size)
    return True


def _made_of(folder: Path, largest: int) -> str:
    """What the bytes depend on; its change makes them useless."""
    import torch

    states = [(file.name, file.stat()) for file in sorted(folder.glob(WEIGHTS))]
    files = [(name, state.st_size, state.st_mtime_ns) for name, state in states]
    return json.dumps([SCHEME, str(torch.__version__), largest, files])


def _delete_old_parts(folder: Path) -> None:
    for part in folder.glob(f".{QUANTIZED_FILE}.*.part"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > OLD_S:
                part.unlink()
