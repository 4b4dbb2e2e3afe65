"""The description of a .nemo file, and refusals before it is added."""

import importlib.util
import re
from pathlib import Path

import pytest

from desktop_app.core.errors import ModelInvalid
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.model_config.parts import KINDS
from desktop_app.core.transcript import TimestampMode
from desktop_app.models.catalog import CATALOG, DIARIZERS, RECOGNIZERS, STARTER_DIARIZER
from desktop_app.models.inspection import inspect
from desktop_app.models.store import ModelStore
from desktop_app.system.folders import RESOURCES
from tests.nemo_files import config, model, pack

BUNDLED = RESOURCES / "models"


@pytest.mark.parametrize(
    ("class_name", "extra", "kind"),
    [
        ("EncDecRNNTBPEModel", "", ModelKind.TRANSDUCER),
        ("EncDecCTCModelBPE", "", ModelKind.CTC),
        ("EncDecHybridRNNTCTCBPEModel", "", ModelKind.HYBRID),
        ("EncDecMultiTaskModel", "prompt_format: canary\n", ModelKind.CANARY),
        ("EncDecMultiTaskModel", "prompt_format: canary2\n", ModelKind.CANARY2),
    ],
)
def test_a_model_is_identified_by_its_configuration(
    tmp_path: Path, class_name: str, extra: str, kind: ModelKind
) -> None:
    path = model(tmp_path / "Mein Modell é 日本.nemo", class_name, extra)
    spec = inspect(path).spec
    assert (spec.kind, spec.path, spec.title) == (kind, path, "Mein Modell é 日本")
    assert bool(spec.languages) is kind.is_prompted


def canary(path: Path, prompt_format: str) -> ModelSpec:
    return inspect(model(path, "EncDecMultiTaskModel", f"prompt_format: {prompt_format}\n")).spec


def test_canary_without_times_says_why(tmp_path: Path) -> None:
    first = canary(tmp_path / "a.nemo", "canary")
    assert (
        first.best_timestamps is TimestampMode.NONE and "without times" in first.timestamps_why_not
    )
    bare = canary(tmp_path / "b.nemo", "canary2")
    assert (
        bare.best_timestamps is TimestampMode.NONE and "timestamps model" in bare.timestamps_why_not
    )
    whole = pack(
        tmp_path / "c.nemo",
        {
            "model_config.yaml": config("EncDecMultiTaskModel", "prompt_format: canary2\n"),
            "timestamps_asr_model_weights.ckpt": b"w",
        },
    )
    assert inspect(whole).spec.best_timestamps is TimestampMode.WORD


def test_languages_come_from_an_aggregate_tokenizer(tmp_path: Path) -> None:
    langs = ", ".join(
        f"{name}: {{type: bpe, model_path: 'nemo:t.model'}}" for name in ("spl_tokens", "en", "sv")
    )
    extra = f"prompt_format: canary\ntokenizer:\n  type: agg\n  langs: {{{langs}}}\n"
    members: dict[str, str | bytes] = {
        "model_config.yaml": config("EncDecMultiTaskModel", extra),
        "t.model": b"pieces",
    }
    assert inspect(pack(tmp_path / "a.nemo", members)).spec.languages == ("en", "sv")


def test_every_speech_recogniser_of_nemo_is_known_or_refused_with_a_reason(tmp_path: Path) -> None:
    package = importlib.util.find_spec("nemo")
    assert package is not None and package.submodule_search_locations
    folder = Path(package.submodule_search_locations[0]) / "collections" / "asr" / "models"
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    classes = re.findall(
        r"^class (EncDec\w+)\([^)]*ASR(?:BPE|Module|Transcription|EOU)Mixin", source, re.MULTILINE
    )
    assert len(classes) >= 10
    for name in {*classes, "EncDecMultiTalkerRNNTBPEModel"} - set(KINDS):
        with pytest.raises(ModelInvalid, match="cannot run yet"):
            inspect(model(tmp_path / "x.nemo", name))


def test_the_bundled_starter_is_a_transducer() -> None:
    assert inspect(BUNDLED / "aviary-starter.nemo").spec.kind is ModelKind.TRANSDUCER


def test_the_bundled_diarizer_is_what_the_catalogue_says(tmp_path: Path) -> None:
    file = inspect(BUNDLED / STARTER_DIARIZER.file_name)
    facts = STARTER_DIARIZER.facts
    assert (file.spec.kind, file.spec.most_speakers) == (ModelKind.SORTFORMER, 4)
    assert facts is not None and facts.download_bytes == pytest.approx(file.bytes, rel=0.01)
    assert STARTER_DIARIZER.most_speakers == 4
    assert ModelStore(tmp_path, BUNDLED).default_diarizer() is STARTER_DIARIZER


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a .nemo archive"),
        (b"This is a text file, renamed.\n" * 100, "not a .nemo archive"),
    ],
)
def test_a_file_that_is_no_archive(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "wrong.nemo"
    path.write_bytes(content)
    with pytest.raises(ModelInvalid, match=said):
        inspect(path)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ModelInvalid, match="There is no model file"):
        inspect(tmp_path / "gone.nemo")


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"readme.txt": "hi"}, r"contains no model_config\.yaml"),
        ({"model_config.yaml": "a: [1"}, "configuration cannot be read"),
        ({"model_config.yaml": ""}, "configuration is empty"),
        ({"model_config.yaml": config("GPTModel")}, "a NeMo model, but not a speech recogniser"),
        (
            {"model_config.yaml": config("EncDecCTCModelBPE").replace("16000", "8000")},
            "needs 8000 Hz audio",
        ),
    ],
)
def test_an_archive_that_is_no_speech_model(
    tmp_path: Path, members: dict[str, str | bytes], said: str
) -> None:
    with pytest.raises(ModelInvalid, match=said):
        inspect(pack(tmp_path / "x.nemo", members))


def test_what_the_user_is_told(tmp_path: Path) -> None:
    path = model(tmp_path / "a.nemo", "EncDecRNNTBPEModel")
    file = inspect(path)
    assert (file.class_name, file.sample_rate_hz) == ("EncDecRNNTBPEModel", 16000)
    assert (file.path, file.bytes) == (path, path.stat().st_size)


def test_the_catalogue_is_sound() -> None:
    assert len({spec.id for spec in CATALOG}) == len(CATALOG)
    for spec in CATALOG:
        assert spec.summary and spec.licence
        facts = spec.facts
        assert facts is not None and facts.memory_bytes > facts.download_bytes
        if spec.repo_id:
            assert facts.source == f"https://huggingface.co/{spec.repo_id}"


def test_the_catalogue_of_recognisers_is_sound() -> None:
    for spec in RECOGNIZERS:
        assert bool(spec.languages) is spec.kind.is_prompted
        assert spec.kind.is_prompted is bool(spec.target_languages)
        assert bool(spec.timestamps_why_not) is (spec.best_timestamps is not TimestampMode.WORD)
        assert spec.max_chunk_s <= 40
        facts = spec.facts
        assert facts is not None and facts.hears and facts.writes_punctuation is not None
        assert facts.licence_needs_consent is ("NC" in spec.licence)
        assert bool(facts.translation_pairs) is spec.kind.is_prompted
        assert all("en" in pair for pair in facts.translation_pairs)
        if spec.repo_id:
            assert spec.repo_id == f"nvidia/{spec.file_name.removesuffix('.nemo')}"


def test_the_catalogue_of_diarizers_is_sound() -> None:
    assert DIARIZERS[0].kind is ModelKind.NEMOTRON_DIARIZER
    assert DIARIZERS[-1] is STARTER_DIARIZER
    for spec in DIARIZERS:
        assert spec.kind.is_diarizer and spec.most_speakers > 1
        assert not (spec.timestamps or spec.languages or spec.target_languages)
        facts = spec.facts
        assert facts is not None and not facts.hears and facts.writes_punctuation is None
        assert facts.licence_needs_consent is ("NVIDIA" in spec.licence)
        if spec.kind is ModelKind.SORTFORMER and spec.repo_id:
            assert spec.repo_id == f"nvidia/{spec.file_name.removesuffix('.nemo')}"
