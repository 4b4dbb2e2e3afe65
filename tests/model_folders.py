"""Small folders that look like a Nemotron diarizer's, as the hub has one; nothing loads them."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np

from desktop_app.core.model_config.nemotron import CLASS, CONFIG_FILE, MODEL_TYPE, WEIGHTS_FILE

FRONT_END_FILE = "processor_config.json"
# The large file is much larger than a block of a download.
NUMBERS = 150_000


def config(**changes: Any) -> bytes:
    """A configuration with the released model's sizes."""
    return json.dumps({"model_type": MODEL_TYPE, "architectures": [CLASS], **changes}).encode()


def front_end(**changes: Any) -> bytes:
    """What makes features of sound."""
    features = {
        "feature_extractor_type": "NemotronAsrStreamingFeatureExtractor",
        "feature_size": 128,
        **changes,
    }
    return json.dumps({"feature_extractor": features}).encode()


def weights(seed: int = 0, numbers: int = NUMBERS) -> bytes:
    """So many random numbers, in two tensors."""
    values = np.random.default_rng(seed).random(numbers, dtype=np.float32)
    from safetensors.numpy import save

    return save({"layers.0": values[: numbers // 2], "layers.1": values[numbers // 2 :]})


def files(seed: int = 0, numbers: int = NUMBERS, **changes: Any) -> dict[str, bytes]:
    """All files of a model; `changes` are of its configuration."""
    return {
        CONFIG_FILE: config(**changes),
        FRONT_END_FILE: front_end(),
        WEIGHTS_FILE: weights(seed, numbers),
    }


def write(folder: Path, content: dict[str, bytes] | None = None) -> Path:
    """Write a model's files, by default `files()`, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in (content or files()).items():
        (folder / name).write_bytes(data)
    return folder


def git_sha1(data: bytes) -> str:
    """Git's hash of a file, which the hub states of small ones."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
