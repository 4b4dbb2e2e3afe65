"""The released models as public sources describe them, read from `data`.

Each file holds blocks of values with the source that states them, blocks that are only supposed
with the reason, what the real configuration lacks, and in sentences what no source tells. What
remains comes from the `rest` of its family, NeMo's own example configuration.
"""

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import yaml

DATA = Path(__file__).parent / "data"
NAMES = (
    "parakeet-tdt-0.6b-v2",
    "parakeet-tdt-0.6b-v3",
    "parakeet-tdt-1.1b",
    "canary-1b",
    "canary-1b-v2",
    "canary-1b-flash",
    "canary-180m-flash",
)

Tree: TypeAlias = dict[str, Any]  # a configuration, nested as deep as NeMo likes


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a configuration, and why it is taken for true.

    Attributes:
        path: its place, with dots.
        source: a key of `sources`; with a question mark where it is only supposed.
    """

    path: str
    value: object
    source: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The pieces of one SentencePiece model.

    Attributes:
        place: where the configuration names it.
        pieces: how many there are.
        begins_with: the first ones.
        specials: ones whose number is known.
        contains: ones that are somewhere.
        frames: how many pieces stand for a time, `<|0|>` and on.
        lower_case: whether there are neither capitals nor punctuation.
        source: a key of `sources`.
    """

    place: str
    pieces: int
    source: str
    begins_with: tuple[str, ...] = ()
    specials: Mapping[str, int] = field(default_factory=dict)
    contains: tuple[str, ...] = ()
    frames: int = 0
    lower_case: bool = False


@dataclass(frozen=True, slots=True)
class Described:
    """One model, or the aligner inside one."""

    name: str
    fields: tuple[Field, ...]
    vocabularies: tuple[Vocabulary, ...]
    archive: tuple[Mapping[str, Any], ...]
    tensors: tuple[Mapping[str, Any], ...]
    prompt: tuple[str, ...]
    unknown: tuple[str, ...]
    aligner: "Described | None"

    def config(self) -> Tree:
        """Everything that is known or supposed, as in a model_config.yaml."""
        made: Tree = {}
        for one in self.fields:
            put(made, one.path, copy.deepcopy(one.value))
        return made

    @property
    def is_prompted(self) -> bool:
        """Whether it is a Canary."""
        return bool(self.prompt)


@cache
def described(name: str) -> Described:
    """One of `NAMES`."""
    return _described(name, _read(f"{name}.yaml"))


@cache
def sources() -> Mapping[str, Mapping[str, str]]:
    """By key: `at`, its place, and `says`, its own source."""
    read: Mapping[str, Mapping[str, str]] = _read("sources.yaml")
    return read


def odd(model: Described) -> Iterator[tuple[str, object]]:
    """Fields that such an archive may have without a source, by their place."""
    family = "multitask" if model.is_prompted else "transducer"
    stated = {field.path for field in model.fields if not field.source.startswith("? ")}
    for path, value in leaves(_read("odd.yaml")[family]):
        if path not in stated:
            yield path, value


def targets(names: Sequence[str] = NAMES) -> dict[str, set[str]]:
    """For each place of the real configurations that names a class, the classes it names."""
    found: dict[str, set[str]] = {}
    for name in names:
        for model in (described(name), described(name).aligner):
            for one in model.fields if model else ():
                if one.path == "target" or one.path.endswith("_target_"):
                    found.setdefault(one.path, set()).add(str(one.value))
    return found


def put(tree: Tree, path: str, value: object) -> None:
    """Set a value by its place with dots."""
    *parents, last = path.split(".")
    for parent in parents:
        tree = tree.setdefault(parent, {})
    tree[last] = value


def get(tree: Tree, path: str) -> Any:
    """Return the value at a dotted path; None if there is none."""
    found: Any = tree
    for part in path.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found


def leaves(tree: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, object]]:
    """Every value with its place; a list is one value."""
    for name, value in tree.items():
        path = f"{above}.{name}" if above else str(name)
        if isinstance(value, Mapping) and value:
            yield from leaves(value, path)
        else:
            yield path, value


def _read(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


def _described(name: str, read: Mapping[str, Any]) -> Described:
    aligner = read.get("aligner")
    return Described(
        name=name,
        fields=tuple(_fields(name, read)),
        vocabularies=tuple(_vocabulary(one) for one in read["tokenizers"]),
        archive=tuple(read.get("archive", ())),
        tensors=tuple(read["tensors"]),
        prompt=tuple(slot for one in read.get("prompt", ()) for slot in one["slots"]),
        unknown=tuple(read.get("unknown", ())),
        aligner=_described(f"{name}, aligner", aligner) if aligner else None,
    )


def _vocabulary(read: Mapping[str, Any]) -> Vocabulary:
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in read.items()
        if key != "same_as"
    }
    return Vocabulary(**values)


def _fields(name: str, read: Mapping[str, Any]) -> Iterator[Field]:
    """All values, each once; two sources that contradict one another are an error."""
    stated: dict[str, Field] = {}
    for block in read["stated"]:
        for path, value in leaves(block["fields"]):
            before = stated.get(path)
            if before is not None and before.value != value:
                raise ValueError(f"{name}: {path} is {before.value} or {value}")
            stated[path] = before or Field(path, value, block["source"])
    for block in read.get("supposed", ()):
        for path, value in leaves(block["fields"]):
            if path in stated:
                raise ValueError(f"{name}: {path} is stated and need not be supposed")
            stated[path] = Field(path, value, f"? {block['why']}")
    rest = _read(f"rest-{read['rest']}.yaml")
    omitted = tuple(path for block in read.get("omitted", ()) for path in block["fields"])
    for path, value in leaves(rest["fields"]):
        if not any(path == out or path.startswith(f"{out}.") for out in omitted):
            stated.setdefault(path, Field(path, value, f"? {rest['source']}"))
    return iter(stated.values())
