"""Parse a model's configuration into plain values, without trusting its author.

Import and loader both read it here, and so see the same. Values are plain, no key occurs twice, and
aliases cannot expand into gigabytes.
"""

from typing import Any, TypeAlias

from desktop_app.core.sentences import marked

# NeMo's own are 10 kB to 300 kB, most of it a vocabulary of 16,384 pieces, listed up to four times.
# PyYAML reads some 100 kB/s, and 20,000 values.
MAX_BYTES = 2_000_000
MAX_VALUES = 100_000
MAX_NUMBER = 1 << 63  # Python refuses to print much larger ones
MAX_DEPTH = 30  # NeMo's are 6 deep

MERGES = marked("“{name}” is damaged: its configuration merges one part into another.")
TWICE = marked("“{name}” is damaged: its configuration sets something twice.")
UNREADABLE = marked("“{name}” is damaged: its configuration cannot be read.")
EMPTY = marked("“{name}” is damaged: its configuration is empty.")
TOO_LARGE = marked("“{name}” is damaged: its configuration is too large.")
LARGE_NUMBER = marked("“{name}” is damaged: its configuration contains a number that is too large.")
NOT_PLAIN = marked("“{name}” is damaged: its configuration contains more than plain values.")

Tree: TypeAlias = dict[str, Any]


class NotPlainError(ValueError):
    """The text is not a valid configuration; the message is a template with the model's `name`."""


def read_tree(text: bytes) -> Tree:
    """Return the mapping of a model_config.yaml, with no value shared between two places.

    Raises:
        NotPlainError: it is too large, not YAML, not a mapping, or holds more than plain values.
    """
    import yaml

    if len(text) > MAX_BYTES:
        raise NotPlainError(TOO_LARGE)
    try:
        read = yaml.load(text.decode("utf-8"), Loader=_loader())  # noqa: S506 - a kind of SafeLoader
    except NotPlainError:
        raise
    except Exception as error:  # bad YAML, and values that are not what their tags say
        raise NotPlainError(UNREADABLE) from error
    if not isinstance(read, dict) or not read:
        raise NotPlainError(EMPTY)
    count = [0]
    tree: Tree = _plain(read, count, 0)
    return tree


def _loader() -> Any:  # noqa: ANN401 - a class of a library that is imported late
    """Return a loader class for plain values only."""
    import yaml
    from omegaconf._utils import get_yaml_loader

    class Loader(get_yaml_loader()):  # type: ignore[misc] # a SafeLoader that reads 1e-5 as NeMo does
        """Refuses duplicate keys, merge keys, and more values than the limit."""

        nodes = 0

        def compose_node(self, *place: object) -> Any:  # noqa: ANN401 - as there
            self.nodes += 1
            if self.nodes > MAX_VALUES:
                raise NotPlainError(TOO_LARGE)
            return super().compose_node(*place)

        def flatten_mapping(self, node: yaml.MappingNode) -> None:
            if any(key.tag == "tag:yaml.org,2002:merge" for key, _ in node.value):
                raise NotPlainError(MERGES)

        def construct_mapping(self, node: yaml.MappingNode, *, deep: bool = False) -> Any:  # noqa: ANN401 - as there
            made = super().construct_mapping(node, deep=deep)
            if len(made) != len(node.value):
                raise NotPlainError(TWICE)
            return made

    return Loader


def _plain(value: object, count: list[int], depth: int) -> Any:  # noqa: ANN401 - any plain value
    """Return a copy with every alias expanded."""
    count[0] += 1
    if count[0] > MAX_VALUES or depth > MAX_DEPTH:
        raise NotPlainError(TOO_LARGE)
    if type(value) is dict:
        return {_key(key): _plain(inner, count, depth + 1) for key, inner in value.items()}
    if type(value) is list:
        return [_plain(inner, count, depth + 1) for inner in value]
    if type(value) is int and abs(value) > MAX_NUMBER:
        raise NotPlainError(LARGE_NUMBER)
    if value is None or type(value) in (str, bool, int, float):
        return value
    raise NotPlainError(NOT_PLAIN) from TypeError(type(value).__name__)


def _key(key: object) -> str:
    if isinstance(key, str):
        return key
    if key is None or isinstance(key, (bool, int, float)):
        return str(key)  # `no:`, which YAML takes for False, is Norwegian
    raise NotPlainError(NOT_PLAIN) from TypeError(type(key).__name__)
