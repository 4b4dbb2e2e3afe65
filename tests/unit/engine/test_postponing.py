"""Modules that are imported when something of them is used, not before."""

import importlib
import importlib.util
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from desktop_app.engine.nemo.postponing import compiled_when_called, postponed

SHAPES = """
class Shape:
    sides = 3
    def __init__(self, name="any"):
        self.name = name
def area(side):
    return side * side
__version__ = "1.2"
colours = ["red"]
"""


@pytest.fixture
def far(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package `far`: `far.shapes`, and `far.deep` with a part that needs its package."""
    files = {
        "__init__.py": "",
        "shapes.py": SHAPES,
        "deep/__init__.py": "ready = True",
        "deep/part.py": "from far.deep import ready\nvalue = 7",
        "deep/other.py": "value = 8",
    }
    for name, text in files.items():
        path = tmp_path / "far" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.invalidate_caches()
    yield tmp_path
    for name in [name for name in sys.modules if name.split(".")[0] == "far"]:
        del sys.modules[name]


def imported(name: str) -> bool:
    """Whether the module itself is there, not a stand-in."""
    return type(sys.modules.get(name)) is ModuleType


@pytest.mark.usefixtures("far")
def test_a_module_comes_when_something_of_it_is_used() -> None:
    with postponed({"far.shapes": ()}):
        shapes = importlib.import_module("far.shapes")
        assert not imported("far.shapes")
        assert shapes.area(3) == 9
        assert imported("far.shapes")
    assert "area" in dir(shapes)
    assert shapes.__version__ == "1.2"


@pytest.mark.usefixtures("far")
def test_names_are_taken_without_it_and_lead_there() -> None:
    with postponed({"far.shapes": ("Shape", "area")}):
        from far.shapes import Shape, area  # type: ignore[import-not-found] # made above
    assert "far.shapes" not in sys.modules
    annotation: Any = dict[str, Shape]
    assert "far.shapes" not in sys.modules, annotation
    assert area(2) == 4
    assert imported("far.shapes")
    real = sys.modules["far.shapes"].Shape
    assert type(Shape("round")) is real
    assert Shape.sides == 3
    assert isinstance(real(), Shape)
    assert not isinstance(3, Shape)

    class Square(Shape):  # type: ignore[misc] # made above
        pass

    assert Square.__mro__[1] is real
    assert issubclass(Square, Shape)


@pytest.mark.usefixtures("far")
def test_afterwards_imports_are_real_again() -> None:
    with postponed({"far.shapes": ()}):
        stand_in: Any = importlib.import_module("far.shapes")
    real = importlib.import_module("far.shapes")
    assert imported("far.shapes")
    assert stand_in.colours is real.colours
    stand_in.colours = ["green"]
    assert real.colours == ["green"]


@pytest.mark.usefixtures("far")
def test_a_package_runs_before_a_part_of_it_that_is_wanted() -> None:
    with postponed({"far.deep": (), "far.deep.other": ("value",)}):
        importlib.import_module("far.deep.other")
        assert not imported("far.deep")
        from far.deep.part import value  # type: ignore[import-not-found] # made above

        assert value == 7
        assert imported("far.deep")
        # Parts of a package that is there are real, too.
        assert importlib.import_module("far.deep.other").value == 8
        assert imported("far.deep.other")


@pytest.mark.usefixtures("far")
def test_what_is_not_installed_does_not_seem_to_be() -> None:
    with postponed({"far.away": (), "not_there_at_all": ()}):
        assert importlib.util.find_spec("not_there_at_all") is None
        with pytest.raises(ModuleNotFoundError):
            importlib.import_module("far.away")


@pytest.mark.usefixtures("far")
def test_whoever_looks_through_all_modules_uses_none() -> None:
    with postponed({"far.shapes": ()}):
        stand_in = importlib.import_module("far.shapes")
        assert getattr(stand_in, "__warningregistry__", None) is None
        assert inspect.getmodule(test_whoever_looks_through_all_modules_uses_none) is not None
        assert not imported("far.shapes")


def test_functions_are_compiled_when_they_are_called() -> None:
    import torch

    compiled: list[tuple[Any, dict[str, Any]]] = []

    def compile_now(function: Any, **keywords: Any) -> Any:
        compiled.append((function, keywords))
        return lambda *arguments: ("compiled", *arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(torch, "compile", compile_now)
        with compiled_when_called():

            @torch.compile(dynamic=True)
            def double(value: int) -> int:
                return 2 * value

            plain: Any = torch.compile(len)
            module: Any = torch.compile(torch.nn.Identity())
        assert [function.__class__ for function, _ in compiled] == [torch.nn.Identity]
        assert vars(torch)["compile"] is compile_now
    assert module(1) == ("compiled", 1)
    assert double.__name__ == "double"
    doubled: list[Any] = [double(1), double(2)]
    assert doubled == [("compiled", 1), ("compiled", 2)]
    assert plain("a") == ("compiled", "a")
    assert [keywords for _, keywords in compiled] == [{}, {"dynamic": True}, {}]
