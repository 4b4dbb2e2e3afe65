"""The list of what a model may be built of, held against NeMo's own classes."""

from typing import Any

import pytest

from desktop_app.core.model_config.parts import BUILT, KINDS, MODELS, MODULES, NOT_DRIVEN

pytestmark = [pytest.mark.real_model, pytest.mark.usefixtures("nemo")]


def _object(name: str) -> Any:
    import hydra

    return hydra.utils.get_object(name)


@pytest.mark.parametrize("place", [*BUILT, "target"])
def test_every_name_is_that_of_a_module_of_nemo_and_no_function_but_one(place: str) -> None:
    import torch

    for name in MODELS if place == "target" else BUILT[place]:
        found = _object(name)
        assert found.__name__ == name.rpartition(".")[2]
        if place == "optim":
            assert issubclass(found, torch.optim.Optimizer)
        elif place == "tokenizer.custom_tokenizer":
            assert found.__module__.endswith("canary_tokenizer")
        elif found.__name__ != "get_nemo_transformer":
            assert issubclass(found, torch.nn.Module)
            assert found.__module__.startswith("nemo.collections.")


def test_both_names_of_a_class_are_one_class() -> None:
    for names in BUILT.values():
        by_class: dict[str, set[int]] = {}
        for name in names:
            by_class.setdefault(name.rpartition(".")[2], set()).add(id(_object(name)))
        assert all(len(found) == 1 for found in by_class.values())


def test_every_kind_has_its_module() -> None:
    assert set(KINDS) == set(MODULES) and not set(KINDS) & set(NOT_DRIVEN)
