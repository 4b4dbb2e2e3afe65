"""What a Nemotron diarizer's small files may say, and what is refused."""

import json
from typing import Any

import pytest

from desktop_app.core.errors import ModelInvalid
from desktop_app.core.model_config.nemotron import (
    CONFIG_FILE,
    FRONT_END_FILES,
    Nemotron,
    open_nemotron,
)
from desktop_app.core.model_errors import ModelUnsafe

Tree = dict[str, Any]

CONFIG: Tree = {
    "model_type": "nemotron3_diarization",
    "architectures": ["Nemotron3DiarizationForAudioFrameClassification"],
    "transformers_version": "5.24.0",
    "audio_config": {"hidden_size": 256, "num_hidden_layers": 9, "initializer_range": 0.02},
    "head_config": {"audio_hidden_size": 256, "num_speakers": 5},
    "streaming_config": {"num_speakers": 5},
}
SOUND: Tree = {
    "feature_extractor_type": "NemotronAsrStreamingFeatureExtractor",
    "feature_size": 128,
    "sampling_rate": 16_000,
}


def opened(config: object = CONFIG, sound: object = SOUND) -> Nemotron:
    """Both files as the hub has them, read; bytes are taken as they are."""
    text = config if isinstance(config, bytes) else json.dumps(config).encode()
    hears = json.dumps({"feature_extractor": sound}).encode()
    return open_nemotron({CONFIG_FILE: text, FRONT_END_FILES[0]: hears}, "Mine")


def test_what_is_known_is_taken_out_and_the_rest_left() -> None:
    config, sound = opened(CONFIG | {"_attn_implementation": "somebody/kernels"})
    assert (config.audio_config.hidden_size, config.audio_config.num_hidden_layers) == (256, 9)
    assert config.most_speakers == 5
    assert (sound.hop_length, sound.preemphasis) == (160, 0.97)
    assert not hasattr(config, "_attn_implementation")


def test_the_front_end_by_its_older_name() -> None:
    texts = {
        CONFIG_FILE: json.dumps(CONFIG).encode(),
        FRONT_END_FILES[1]: json.dumps(SOUND).encode(),
    }
    assert open_nemotron(texts, "Mine").front_end.n_fft == 512
    with pytest.raises(ModelInvalid, match=r"“Mine” is incomplete: its processor_config\.json"):
        open_nemotron({CONFIG_FILE: texts[CONFIG_FILE]}, "Mine")
    with pytest.raises(ModelInvalid, match=r"incomplete: its config\.json is missing"):
        open_nemotron({FRONT_END_FILES[1]: texts[FRONT_END_FILES[1]]}, "Mine")


@pytest.mark.parametrize(
    "change",
    [
        {"auto_map": {"AutoModel": "modeling.Mine"}},
        {"audio_config": {"rope_parameters": {"auto_map": 1}}},
        {"task_specific_params": [{"custom_pipelines": {}}]},
    ],
)
def test_code_is_refused_wherever_it_is_named(change: Tree) -> None:
    with pytest.raises(ModelUnsafe, match="asks for code"):
        opened(CONFIG | change)
    with pytest.raises(ModelUnsafe, match=r"processor_config\.json asks for code"):
        opened(CONFIG, SOUND | {"auto_map": {}})


@pytest.mark.parametrize(
    "change",
    [
        {"model_type": "wav2vec2"},
        {"architectures": ["Nemotron3DiarizationModel"]},
        {"architectures": CONFIG["architectures"] * 2},
        {"architectures": None},
    ],
)
def test_another_model_is_called_so(change: Tree) -> None:
    with pytest.raises(ModelInvalid, match="not a diarizer that Aviary can run"):
        opened(CONFIG | change)


@pytest.mark.parametrize(
    "text",
    [
        b"", b"[]", b"null", b"{", b"\xff\xfe{}", b"[" * 100_000,
        b'{"a":' * 900 + b"1" + b"}" * 900, b'{"a": NaN}', b'{"a": 1} {"b": 2}',
    ],
)  # fmt: skip
def test_what_is_no_configuration_is_damaged(text: bytes) -> None:
    with pytest.raises(ModelInvalid, match=r"Aviary can run|cannot be read"):
        opened(text)


def test_a_configuration_as_large_as_a_recording_is_not_read() -> None:
    with pytest.raises(ModelInvalid, match="too large"):
        opened(json.dumps(CONFIG | {"card": "x" * 1_000_000}).encode())


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("audio_config", {"num_hidden_layers": 1_000_000}),
        ("audio_config", {"hidden_size": -1}),
        ("audio_config", {"hidden_size": 10**40}),
        ("audio_config", {"hidden_size": 250}),
        ("audio_config", {"num_key_value_heads": 4}),
        ("audio_config", {"hidden_act": "somebody/kernel"}),
        ("audio_config", {"rope_parameters": {"rope_type": "dynamic"}}),
        ("audio_config", {"num_mel_bins": 80}),
        ("audio_config", {"subsampling_factor": 4}),
        ("head_config", {"audio_hidden_size": 512}),
        ("head_config", {"num_speakers": 8}),
        ("streaming_config", {"speaker_cache_length": 9}),
        ("streaming_config", {"prediction_score_threshold": 0}),
    ],
)
def test_values_that_no_diarizer_uses(part: str, change: Tree) -> None:
    with pytest.raises(ModelInvalid, match=r"its config\.json has a value|its processor_config"):
        opened(CONFIG | {part: CONFIG[part] | change})


@pytest.mark.parametrize(
    "change",
    [
        {"feature_extractor_type": "ParakeetFeatureExtractor"},
        {"sampling_rate": 8000},
        {"win_length": 600},
        {"hop_length": 400},
        {"feature_size": 80},
        {"preemphasis": "0.97"},
    ],
)
def test_sound_that_is_heard_in_another_way(change: Tree) -> None:
    with pytest.raises(ModelInvalid, match=r"its processor_config\.json has a value"):
        opened(CONFIG, SOUND | change)


@pytest.mark.parametrize("change", [{"chunk_length": 0}, {"chunk_right_context": 340}])
def test_chunks_that_never_end(change: Tree) -> None:
    with pytest.raises(ModelInvalid, match=r"its config\.json has a value"):
        opened(CONFIG | change)
