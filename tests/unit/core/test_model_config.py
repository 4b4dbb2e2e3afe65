"""A model's configuration is data: what asks for more is refused, and nothing happens."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from desktop_app.core.errors import ModelInvalid
from desktop_app.core.model_config import yaml_text as model_yaml
from desktop_app.core.model_config.parts import BUILT, KEPT
from desktop_app.core.model_config.reader import open_config
from desktop_app.core.model_errors import ModelUnsafe
from desktop_app.core.request import DeviceChoice
from desktop_app.engine.nemo import restoring
from desktop_app.models.inspection import inspect
from tests.hostile_configs import DROPPED, FILES, GOOD, HOSTILE, TEXTS, good, hostile, text_of
from tests.nemo_files import pack
from tests.real_models.described import leaves
from tests.watching import FOR_CONFIGS, watched

# Not what they ask for is wrong, but that it is not there, or of a kind that Aviary has not.
UNUSABLE = {"a circle", "a circle of two", "the whole in itself", "nothing there", "no file at all",
            "a file that is not there", "tokenizer of another kind"}  # fmt: skip


def members(config: bytes, prefix: str = "") -> dict[str, str | bytes]:
    made: dict[str, str | bytes] = {
        f"{prefix}model_config.yaml": config,
        f"{prefix}model_weights.ckpt": b"weights",
    }
    return made | dict.fromkeys(FILES, b"pieces")


def refused(config: bytes, tmp_path: Path, prefix: str = "") -> ModelInvalid:
    """What the import says, and the loader too, of a folder that holds it already."""
    everything = members(text_of(good("canary"))) | members(config, prefix)
    archive = pack(tmp_path / "evil.nemo", everything)
    folder = tmp_path / "evil.nemo.unpacked"
    folder.mkdir()
    for name, content in everything.items():
        assert isinstance(content, bytes)
        (folder / name).write_bytes(content)
    with watched(tmp_path, modules=FOR_CONFIGS) as seen:
        with pytest.raises(ModelInvalid) as by_import:
            inspect(archive)
        with pytest.raises(ModelInvalid) as by_loader:
            restoring.restore(folder, DeviceChoice.CPU, archive.name)
    assert seen.seen == []
    assert by_import.value.sentence == by_loader.value.sentence
    assert re.fullmatch(r"“evil\.nemo” (is|was|has) [^\n]+[.] [^\n]+\.", by_import.value.sentence)
    assert len(by_import.value.sentence) < 300
    return by_import.value


@pytest.mark.parametrize("name", HOSTILE)
def test_what_asks_for_code_or_files_is_refused(name: str, tmp_path: Path) -> None:
    error = refused(text_of(hostile(name)), tmp_path)
    assert isinstance(error, ModelUnsafe) is (name not in UNUSABLE), error.message


@pytest.mark.parametrize("name", list(HOSTILE)[::4])
def test_also_in_the_aligner_beside_a_model(name: str, tmp_path: Path) -> None:
    refused(text_of(hostile(name)), tmp_path, prefix="timestamps_asr_")


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_that_is_more_than_plain_values_is_refused(name: str, tmp_path: Path) -> None:
    refused(TEXTS[name], tmp_path)


def test_reading_stops_where_there_are_too_many_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_yaml, "MAX_VALUES", 500)
    with pytest.raises(ModelInvalid, match="too large"):
        open_config(b"x: [" + b"a," * 1000 + b"{", "a", FILES)  # the end is never read


@pytest.mark.parametrize("name", DROPPED)
def test_what_only_training_needs_does_not_reach_nemo(name: str) -> None:
    changed = good("ctc")
    DROPPED[name](changed)
    opened = open_config(text_of(changed), "a", FILES)
    assert opened == open_config(text_of(good("ctc")), "a", FILES)
    assert set(opened) <= KEPT


@pytest.mark.parametrize("kind", GOOD)
def test_a_good_one_keeps_what_it_says(kind: str) -> None:
    config = good(kind)
    opened = open_config(text_of(config), "a", FILES)
    for section in KEPT & set(config) - {"tokenizer"}:
        assert opened[section] == config[section]
    assert opened["tokenizer"]["model_path"] == config["tokenizer"]["model_path"]
    assert opened["tokenizer"]["dir"] is None


def test_one_value_may_stand_for_another() -> None:
    config = good("ctc")
    config["encoder"] |= {"d_model": "${model_defaults.enc}", "n_heads": "${.n_layers}",
                          "x": {"y": "${..n_layers}"}, "z": "${.att_context_size.0}"}  # fmt: skip
    config["model_defaults"] = {"enc": "${model.first}"}
    config["first"] = 48
    encoder = open_config(text_of({"model": config}), "a", FILES)["encoder"]
    assert (encoder["d_model"], encoder["n_heads"], encoder["x"], encoder["z"]) == (
        48, 2, {"y": 2}, -1,
    )  # fmt: skip


def test_a_configuration_of_before_nemo_1_is_read_as_a_later_one() -> None:
    config, old = good("ctc"), good("ctc")
    encoder = dict(old["encoder"])
    old["encoder"] = {"cls": encoder.pop("_target_"), "params": encoder}
    assert open_config(text_of(old), "a", FILES) == open_config(text_of(config), "a", FILES)


def test_any_sign_may_be_a_piece_of_a_vocabulary() -> None:
    config = good("ctc")
    del config["tokenizer"]
    config["decoder"]["vocabulary"] = ["/", "\\", "..", "~", "a:", "https://", "nemo:"]
    config["target"] = "nemo.collections.asr.models.ctc_models.EncDecCTCModel"
    assert open_config(text_of(config), "a", ())["decoder"] == config["decoder"]


def test_files_that_archives_did_not_rename_are_found_by_their_names() -> None:
    config = good("ctc")
    config["tokenizer"] = {"type": "bpe", "dir": "/home/somebody/tokenizer"}
    opened = open_config(text_of(config), "a", ("tokenizer.model", "vocab.txt"))
    assert opened["tokenizer"] == {
        "type": "bpe", "dir": None, "model_path": "nemo:tokenizer.model",
        "vocab_path": "nemo:vocab.txt", "spe_tokenizer_vocab": None,
    }  # fmt: skip


def test_a_sentence_shows_no_hidden_signs() -> None:
    config = good("ctc")
    config["encoder"]["_target_"] = "os.\u202esystem\n\x1b[31m" + "x" * 1000
    with pytest.raises(ModelUnsafe) as caught:
        open_config(text_of(config), "a", FILES)
    assert caught.value.message.isprintable() and len(caught.value.message) < 200


BAIT = st.sampled_from(
    ["os.system", "${oc.env:HOME}", "${encoder}", "${.x}", r"\\host\share", "/etc/passwd",
     "https://host/x", "nemo:../x", "nemo:t_vocab.txt", "torch.load", "builtins.eval", "~", "..",
     "nemo.collections.asr.modules.ConformerEncoder", "nemo.collections.asr.modules.RNNTJoint",
     "nemo.collections.common.tokenizers.huggingface.auto_tokenizer.AutoTokenizer"]
)  # fmt: skip
NAMES = st.sampled_from(
    ["_target_", "target", "cls", "params", "_partial_", "_args_", "trust_remote_code",
     "model_path", "dir", "langs", "type", "custom_tokenizer", "ngram_lm_model", "x", "encoder",
     "model", "<<", "decoder", "labels", "vocabulary"]
)  # fmt: skip
VALUES = st.recursive(
    BAIT | st.none() | st.booleans() | st.integers(-2, 99) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)


@st.composite
def changed_configs(draw: st.DrawFn) -> dict[str, Any]:
    """A good configuration in which one to three places hold something else."""
    config = good(draw(st.sampled_from(sorted(GOOD))))
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(sorted(path for path, _ in leaves(config))))
        holder: Any = config
        parts = place.split(".")
        for part in parts[: draw(st.integers(0, len(parts) - 1))]:
            holder = holder[part]
        holder[draw(NAMES | st.sampled_from(parts))] = draw(VALUES)
    return config


def assert_plain(value: Any, place: str) -> None:
    """What NeMo gets names only the allowed classes; checked independently."""
    if isinstance(value, dict):
        for name, inner in value.items():
            assert name not in ("cls", "params", "trust_remote_code", "_args_", "_partial_")
            assert name != "target" or not place
            if name == "_target_":
                assert inner in BUILT[place], (place, inner)
            assert_plain(inner, f"{place}.{name}" if place else name)
    elif isinstance(value, list):
        for inner in value:
            assert_plain(inner, f"{place}[]")
    elif isinstance(value, str):
        assert "${" not in value
        if not place.endswith(("vocabulary[]", "labels[]")):
            assert not re.search(r"[/\\~]|\.\.$|^https?:", value), (place, value)
            assert not value.startswith("nemo:") or place.startswith("tokenizer.")
            assert "nemo:.." not in value


def test_whatever_is_changed_only_a_recogniser_comes_out(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    from omegaconf import OmegaConf

    opened_count = [0, 0]

    @settings(
        max_examples=40 * request.config.getoption("--fuzz"),
        database=None,
        phases=[Phase.generate],  # to shrink what is found takes minutes
        suppress_health_check=list(HealthCheck),
    )
    @given(changed_configs())
    def check(config: dict[str, Any]) -> None:
        text = text_of(config)
        with watched(tmp_path, modules=FOR_CONFIGS) as seen:
            try:
                opened = open_config(text, "a", FILES)
            except ModelInvalid:
                opened_count[1] += 1
                opened = {}
        assert seen.seen == []
        if opened:
            opened_count[0] += 1
            assert_plain(opened, "")
            assert OmegaConf.to_container(OmegaConf.create(opened), resolve=True) == opened

    check()
    assert min(opened_count) > 0, opened_count


def test_a_vocabulary_that_is_no_list_names_no_file() -> None:
    config = good(min(GOOD))
    config.setdefault("decoder", {})["vocabulary"] = {"model": "nemo:../x"}
    with pytest.raises(ModelInvalid):
        open_config(text_of(config), "a", FILES)
