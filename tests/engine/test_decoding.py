"""Decoders as they were saved give texts, times and confidences."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.nemo import importing as runtime
from desktop_app.engine.nemo import loader as nemo_loader
from desktop_app.engine.nemo import restoring
from desktop_app.engine.recognizer import RecognitionOptions
from tests.engine.asking import Loaded, ModelNamed, chunk, hear, text_of, words_of

pytestmark = pytest.mark.real_model
DECODINGS: dict[str, list[dict[str, Any]]] = {
    "tdt": [{"strategy": "greedy"}, {"strategy": "greedy", "greedy": {"max_symbols": 10}}],
    "hybrid": [{"strategy": "greedy"}],
    "ctc": [{"strategy": "greedy"}],
}


@pytest.mark.parametrize(
    ("name", "decoding"), [(name, one) for name, several in DECODINGS.items() for one in several]
)
def test_recordings_decoded_one_by_one_or_together_are_the_same(
    name: str, decoding: dict[str, Any], model_named: ModelNamed, loaded: Loaded, tmp_path: Path
) -> None:
    """NeMo's own example for TDT says "greedy", and so may the released archives."""
    model = model_named(name)
    folder = shutil.copytree(model.folder, tmp_path / "model")
    file = folder / "model_config.yaml"
    config = yaml.safe_load(file.read_text(encoding="utf-8"))
    config["decoding"] |= decoding
    file.write_text(yaml.safe_dump(config), encoding="utf-8")
    audio = [chunk(3.0, 1), chunk(5.0, 2)]

    recognizer = nemo_loader.load(folder, model.spec, DeviceChoice.CPU, Precision.FP32)
    heard = hear(recognizer, audio, RecognitionOptions())
    recognizer.close()

    assert list(map(text_of, heard)) == list(
        map(text_of, hear(loaded(name), audio, RecognitionOptions()))
    )
    words = [word for segments in heard for word in words_of(segments)]
    assert words
    assert all(word.confidence is not None and word.start_s is not None for word in words)


def test_one_weight_with_two_names_is_in_memory_once(model_named: ModelNamed) -> None:
    """Canary's words in and out; NeMo ties them, and so says how many parameters there are."""
    model = model_named("canary2")
    ours = restoring.restore(model.folder, DeviceChoice.CPU)
    theirs = runtime.import_nemo().models.ASRModel.restore_from(
        str(model.nemo_file), map_location="cpu"
    )
    assert nemo_loader.count_parameters(ours) == nemo_loader.count_parameters(theirs)
    words_in = ours.transf_decoder.embedding.token_embedding.weight
    assert ours.log_softmax.mlp.layer0.weight is words_in
