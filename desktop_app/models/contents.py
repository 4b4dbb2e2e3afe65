"""The files that a model of each kind consists of."""

from collections.abc import Collection

from desktop_app.core.model import ModelKind
from desktop_app.core.model_config import nemotron
from desktop_app.core.model_config.reader import CONFIG_NAME, WEIGHTS_NAME

# Of each group one file is needed; the first that is there counts.
_ARCHIVE = ((CONFIG_NAME,), (WEIGHTS_NAME,))
_FOLDER = ((nemotron.CONFIG_FILE,), nemotron.FRONT_END_FILES, (nemotron.WEIGHTS_FILE,))
FOLDER_NAMES = frozenset(name for group in _FOLDER for name in group)


def needed(kind: ModelKind) -> tuple[tuple[str, ...], ...]:
    """Return the files that a model needs, small ones first: of each group one."""
    return _FOLDER if kind.is_folder else _ARCHIVE


def missing(kind: ModelKind, names: Collection[str]) -> str:
    """Return the name of a file that a model needs and that is not there, or ""."""
    lacking = (group[0] for group in needed(kind) if not set(group) & set(names))
    return next(lacking, "")


def surplus(kind: ModelKind, names: Collection[str]) -> str:
    """Return the name of a file that such a model never has, or "".

    NeMo's archives hold files under any name; what loads a folder opens those that are needed.
    """
    return min(set(names) - FOLDER_NAMES, default="") if kind.is_folder else ""
