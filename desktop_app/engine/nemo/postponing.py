"""Postpone the import of modules until something of them is used.

NeMo imports at once what training, export and metrics need: half of what its import computes goes
into modules that no transcription touches. Python's own `importlib.util.LazyLoader` does not do
here: `from torch._dynamo import OptimizedModule` would use the module at once.
"""

import contextlib
import functools
import importlib
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any


@contextlib.contextmanager
def postponed(modules: Mapping[str, Collection[str]]) -> Iterator[None]:
    """Give whoever imports one of these modules meanwhile a stand-in for it.

    A stand-in imports the module when it is asked for something, and leads there from then on.
    Afterwards every import is a real one again.

    Args:
        modules: by their names, what is only taken from them and not used yet: asking for one of
            these names does not import the module.
    """
    finder = _Finder(modules)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        finder.take_away(modules)


class _Finder(MetaPathFinder):
    """Finds stand-ins for modules that nobody has needed yet."""

    def __init__(self, modules: Mapping[str, Collection[str]]) -> None:
        self._modules = modules
        self._needed: set[str] = set()
        self._deciding = threading.Lock()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return a spec that makes a stand-in, or None for the real module."""
        if fullname not in self._modules:
            package = sys.modules.get(fullname.rpartition(".")[0])
            if isinstance(package, _StandIn):
                # A package runs before its parts do.
                self.bring(package.__name__)
            return None
        if self._outermost(fullname) in self._needed:
            return None
        spec = self._found_by_others(fullname, path, target)
        if spec is not None:
            spec.loader = _Loader(self, self._modules[fullname])
        return spec

    def _found_by_others(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None
    ) -> ModuleSpec | None:
        """Find a module as without us: what is not installed must not seem to be."""
        for finder in sys.meta_path:
            if finder is not self and (spec := finder.find_spec(name, path, target)) is not None:
                return spec
        return None

    def bring(self, name: str) -> ModuleType:
        """Import a module for real, and return it."""
        package = self._outermost(name)
        with self._deciding:
            if package not in self._needed:
                self._needed.add(package)
                self.take_away(other for other in self._modules if _is_part(other, package))
        return importlib.import_module(name)

    def _outermost(self, name: str) -> str:
        """Return the outermost postponed package of a postponed module: they come together."""
        return min((other for other in self._modules if _is_part(name, other)), key=len)

    def take_away(self, names: Iterable[str]) -> None:
        """Remove stand-ins from Python's table of modules; whoever has one keeps it."""
        for name in names:
            if isinstance(sys.modules.get(name), _StandIn):
                del sys.modules[name]


def _is_part(name: str, package: str) -> bool:
    return f"{name}.".startswith(f"{package}.")


class _Loader(Loader):
    """Makes stand-ins instead of modules."""

    def __init__(self, finder: _Finder, names: Collection[str]) -> None:
        self._finder, self._names = finder, names

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return a stand-in."""
        bring = functools.partial(self._finder.bring, spec.name)
        return _StandIn(spec.name, bring, self._names)

    def exec_module(self, module: ModuleType) -> None:
        """Run nothing: this is the point."""


class _StandIn(ModuleType):
    """A module until something of it is used, and then the way to it."""

    def __init__(self, name: str, bring: Callable[[], ModuleType], names: Collection[str]) -> None:
        super().__init__(name)
        self.__dict__.update(_bring=bring, _names=names)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the module has
        if name in self._names:
            return _StandInName(self._bring, name)
        # `inspect` and others ask every module for names like these, which is no use of it.
        if name.startswith("__") and name not in ("__all__", "__version__"):
            raise AttributeError(name)
        return getattr(self._bring(), name)

    def __setattr__(self, name: str, value: object) -> None:
        if name.startswith("__") or isinstance(value, _StandIn):  # Python's import sets these
            super().__setattr__(name, value)
        else:
            setattr(self._bring(), name, value)

    def __dir__(self) -> list[str]:
        return dir(self._bring())


class _StandInName:
    """A class or function of a module until it is used.

    It can be called, subclassed, asked for attributes, given to `isinstance` and to annotations.
    """

    def __init__(self, bring: Callable[[], ModuleType], name: str) -> None:
        self._bring, self._name = bring, name

    def _real(self) -> Any:  # noqa: ANN401 - a class or a function
        return getattr(self._bring(), self._name)

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:  # noqa: ANN401 - as the real one
        return self._real()(*arguments, **keywords)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the real one has
        # Typing and pickling ask for names like these, which is no use of it.
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._real(), name)

    def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
        return (self._real(),)

    def __instancecheck__(self, instance: object) -> bool:
        return isinstance(instance, self._real())

    def __subclasscheck__(self, subclass: type) -> bool:
        return issubclass(subclass, self._real())


@contextlib.contextmanager
def compiled_when_called() -> Iterator[None]:
    """Have `torch.compile` compile functions only when they are called for the first time.

    Already preparing to compile imports torch's compiler, a fifth of what NeMo's import computes.
    """
    import torch

    patched: Any = torch
    compile_now = torch.compile

    def compile_later(function: Any = None, **keywords: Any) -> Any:  # noqa: ANN401 - as torch's
        if function is None:  # a decorator with arguments
            return functools.partial(compile_later, **keywords)
        if isinstance(function, torch.nn.Module):
            return compile_now(function, **keywords)
        compiled = functools.cache(functools.partial(compile_now, function, **keywords))

        @functools.wraps(function)
        def call(*arguments: Any, **call_keywords: Any) -> Any:  # noqa: ANN401 - the function's
            return compiled()(*arguments, **call_keywords)

        return call

    patched.compile = compile_later
    try:
        yield
    finally:
        patched.compile = compile_now
