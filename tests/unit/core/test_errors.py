"""The error tree: every leaf says what happened and what to do."""

import pickle
from pathlib import Path

import pytest

from desktop_app.core import errors, import_errors, library_errors, model_errors
from desktop_app.core.causes import root_cause
from desktop_app.core.errors import AppError, UnexpectedError


def leaves(kind: type[AppError] = AppError) -> list[type[AppError]]:
    below = kind.__subclasses__()
    return [leaf for child in below for leaf in leaves(child)] if below else [kind]


def test_the_tree_in_the_docstring_names_every_class() -> None:
    modules = (errors, model_errors, library_errors, import_errors)
    documented = "".join(module.__doc__ or "" for module in modules)
    of_core = [leaf for leaf in leaves() if leaf.__module__.startswith("desktop_app.core.")]
    assert len(of_core) > 40
    for leaf in of_core:
        assert leaf.__name__ in documented


@pytest.mark.parametrize("leaf", leaves(), ids=lambda leaf: leaf.__name__)
def test_every_error_has_a_title_and_a_remedy(leaf: type[AppError]) -> None:
    assert leaf.title and not leaf.title.endswith(".")
    assert leaf.remedy.endswith(".")
    error = leaf("It broke.", "detail")
    assert error.sentence == f"It broke. {leaf.remedy}"
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is leaf and (copy.message, copy.detail) == ("It broke.", "detail")


def test_a_missed_look_up_that_was_handled_is_no_root() -> None:
    known: dict[str, bytes] = {}

    def look_up() -> bytes:
        try:
            return known["file"]
        except KeyError:
            return Path("/no/such/file").read_bytes()

    with pytest.raises(FileNotFoundError) as caught:
        look_up()
    assert "FileNotFoundError" in UnexpectedError.wrap(caught.value).message


def test_the_root_is_found_behind_a_failed_clean_up() -> None:
    caught: BaseException | None = None
    try:
        try:
            raise MemoryError("CUDA out of memory")
        finally:
            raise PermissionError(13, "The process cannot access the file")
    except PermissionError as error:
        caught = error
    assert caught is not None
    assert isinstance(root_cause(caught), MemoryError)
    assert "CUDA out of memory" in UnexpectedError.wrap(caught).message


def test_a_chain_that_bites_its_tail_ends() -> None:
    first, second = ValueError("a"), ValueError("b")
    first.__cause__, second.__cause__ = second, first
    assert root_cause(first) in (first, second)
