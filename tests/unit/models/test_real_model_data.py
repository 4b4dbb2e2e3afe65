"""What is said of the released models holds together, and Aviary would take them."""

import re

import pytest

from desktop_app.core.model_config.parts import BUILT, MODELS
from desktop_app.models.catalog import RECOGNIZERS
from tests.real_models.described import DATA, NAMES, Described, described, sources, targets

OFFERED = {spec.id: spec for spec in RECOGNIZERS if spec.repo_id}


def _models(name: str) -> list[Described]:
    model = described(name)
    return [model, model.aligner] if model.aligner else [model]


def test_every_recogniser_on_offer_is_described() -> None:
    assert set(OFFERED) <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_value_has_its_source(name: str) -> None:
    """Reading it already refuses sources that contradict one another."""
    for model in _models(name):
        for field in model.fields:
            assert field.source.startswith("? ") or field.source in sources(), field.path
        for block in (*model.archive, *model.tensors):
            assert block["source"] in sources()
        for vocabulary in model.vocabularies:
            assert vocabulary.source in sources()
    assert described(name).unknown


def test_every_source_is_used_and_says_what_it_is_worth() -> None:
    files = [file for file in DATA.glob("*.yaml") if file.name != "sources.yaml"]
    named = [re.findall(r"source: ([\w.-]+)", file.read_text(encoding="utf-8")) for file in files]
    assert {source for several in named for source in several} == set(sources())
    assert all(source["at"] and source["says"] for source in sources().values())


@pytest.mark.parametrize("name", NAMES)
def test_what_the_real_ones_name_to_be_built_is_allowed(name: str) -> None:
    for model in _models(name):
        config = model.config()
        assert config["target"] in MODELS
    for place, classes in targets().items():
        if place != "target":
            assert classes <= BUILT[place.removesuffix("._target_")]


@pytest.mark.parametrize("name", OFFERED)
def test_the_offer_says_of_them_what_their_files_say(name: str) -> None:
    model, facts = described(name), OFFERED[name].facts
    assert facts is not None
    for block in model.archive:
        size = block.get("bytes", block.get("bytes_about"))
        assert size is None or facts.download_bytes == pytest.approx(size, rel=0.01)
    for block in model.tensors:
        if "elements" in block:
            assert facts.parameters == pytest.approx(block["elements"], rel=0.01)
    if model.is_prompted:
        pieces = {piece for one in model.vocabularies for piece in (*one.specials, *one.contains)}
        assert {f"<|{language}|>" for language in OFFERED[name].languages} <= pieces
