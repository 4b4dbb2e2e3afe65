"""Diarizers of the real size with random weights, built once in build/benchmarks."""

import tempfile
from pathlib import Path

from benchmarks.load import KEPT
from desktop_app.core.model import ModelKind, ModelSpec
from tests.nemotron_folders import make as make_nemotron
from tests.random_model_configs import NemoConfig, sortformer
from tests.random_models import RandomModels, unpack

SORTFORMER = ModelSpec(
    "bench-sortformer", "Benchmark Sortformer", ModelKind.SORTFORMER, "", most_speakers=4
)
NEMOTRON = ModelSpec(
    "bench-nemotron", "Benchmark Nemotron", ModelKind.NEMOTRON_DIARIZER, "", most_speakers=8
)
SPECS = {spec.id: spec for spec in (SORTFORMER, NEMOTRON)}
# nvidia/diar_streaming_sortformer_4spk-v2 (118 million weights): NeMo's recipe for it, where it
# differs from the tests' models. Its pace is left to the recipe's.
WIDTH, NARROW = 512, 192
ENCODER = {
    "n_layers": 17, "d_model": WIDTH, "n_heads": 8, "subsampling_conv_channels": 256,
    "xscaling": True,
}  # fmt: skip
SECOND_ENCODER = {
    "num_layers": 18, "hidden_size": NARROW, "inner_size": 768, "num_attention_heads": 8,
}  # fmt: skip


def large_nemotron() -> Path:
    """Return the folder of a Nemotron diarizer, built if missing."""
    folder = KEPT / NEMOTRON.id
    if not folder.is_dir():
        KEPT.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=KEPT) as place:
            make_nemotron(Path(place, "made"), {}).replace(folder)
    return folder


def large_sortformer() -> Path:
    """Return the folder of a Sortformer, built if missing."""
    folder = KEPT / SORTFORMER.id
    if not folder.is_dir():
        from desktop_app.engine.nemo.importing import import_nemo

        import_nemo()
        KEPT.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=KEPT) as place:
            models = RandomModels(Path(place))
            nemo_file = models.save(SORTFORMER.id, "SortformerEncLabelModel", _config())
            unpack(nemo_file, Path(place, "unpacked")).replace(folder)
    return folder


def _config() -> NemoConfig:
    config = sortformer(fc_d_model=WIDTH, tf_d_model=NARROW)
    config["model_defaults"] = {"fc_d_model": WIDTH, "tf_d_model": NARROW}
    config["encoder"] |= ENCODER
    config["transformer_encoder"] |= SECOND_ENCODER
    return config
