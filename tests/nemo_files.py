"""Small archives that look like .nemo files: good ones, broken ones and hostile ones."""

import io
import tarfile
from collections.abc import Mapping
from pathlib import Path

TARGET = "nemo.collections.asr.models"


def pack(path: Path, members: Mapping[str, str | bytes]) -> Path:
    """A tar archive of these files."""
    with tarfile.open(path, "w") as tar:
        for name, content in members.items():
            data = content.encode() if isinstance(content, str) else content
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return path


def config(class_name: str, extra: str = "") -> str:
    """A configuration as NeMo writes it, as far as Aviary reads it."""
    return f"target: {TARGET}.{class_name}\npreprocessor:\n  sample_rate: 16000\n{extra}"


def sortformer(path: Path, speakers: object = 4, weights: bytes = b"weights") -> Path:
    """An archive that describes a diarizer, for so many speakers."""
    streams = (
        "  _target_: nemo.collections.asr.modules.AudioToMelSpectrogramPreprocessor\n"
        "  normalize: NA\nstreaming_mode: true\nencoder: {subsampling_factor: 8}\n"
        f"sortformer_modules: {{num_spks: {speakers}}}\n"
    )
    return model(path, "SortformerEncLabelModel", streams, weights)


def model(
    path: Path,
    class_name: str = "EncDecCTCModelBPE",
    extra: str = "",
    weights: bytes = b"weights",
) -> Path:
    """An archive with all that makes a model, except weights that could be loaded."""
    members: dict[str, str | bytes] = {
        "./model_config.yaml": config(class_name, extra),
        "./model_weights.ckpt": weights,
    }
    return pack(path, members)
