"""Third-party components of Aviary: names, versions, licences and licence texts.

The frozen program has a folder of texts with an index, made by `tools/build/licences.py`; otherwise
they come from the Python environment.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import Distribution

from desktop_app.core.sentences import marked, tr

INDEX = "components.json"
SHORT_LICENCE = 80  # characters; longer ones are a licence text in the wrong field
CLASSIFIER = "License :: "
TEXT_NAME = re.compile(r"(licen[cs]es?|copying|copyright|notice|authors)([-.].*)?", re.IGNORECASE)
NO_TEXTS = {".py", ".pyc", ".pyi", ".pyd", ".so", ".json", ".html"}
HOME_LABELS = ("homepage", "home", "source", "source code", "repository", "github")
NO_TEXT = marked("Its author did not include a licence text.")


@dataclass(frozen=True, slots=True)
class Component:
    """A third-party component.

    Attributes:
        name: as its author writes it.
        version: empty if it has none.
        licence: an SPDX expression if known, else the author's words.
        home: the address of its website or sources, or "".
        texts: its licence files, absolute.
    """

    name: str
    version: str
    licence: str
    home: str
    texts: tuple[Path, ...] = ()

    def text(self) -> str:
        """Return the licence texts, without duplicates."""
        parts: dict[str, None] = {}
        for file in self.texts:
            parts.setdefault(file.read_text(encoding="utf-8", errors="replace").strip("\r\n"))
        return "\n\n".join(parts) or tr(NO_TEXT)


def components(shipped: Path) -> tuple[Component, ...]:
    """Return all components by name, from the folder or else from this Python."""
    if (shipped / INDEX).is_file():
        return read_index(shipped)
    return tuple(map(described, distributions()))


def read_index(folder: Path) -> tuple[Component, ...]:
    """The components of a frozen program.

    Raises:
        OSError, ValueError, KeyError: the folder is incomplete.
    """
    entries = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    return tuple(
        Component(
            entry["name"],
            entry["version"],
            entry["licence"],
            entry["home"],
            (folder / entry["text"],),
        )
        for entry in entries
    )


def distributions(
    site_packages: Sequence[str] | None = None,
) -> "list[Distribution]":
    """Return the distributions in folders (this Python's by default), each once, by name."""
    import importlib.metadata  # the window's start does not wait for it

    found = (
        importlib.metadata.distributions()
        if site_packages is None
        else importlib.metadata.distributions(path=list(site_packages))
    )
    first: dict[str, Distribution] = {}
    for distribution in found:
        first.setdefault(distribution.name.casefold(), distribution)
    return [first[name] for name in sorted(first)]


def described(distribution: "Distribution") -> Component:
    """Convert an installed distribution to a component."""
    files = (
        (PurePosixPath(file), Path(str(distribution.locate_file(file))))
        for file in distribution.files or ()
    )
    return Component(
        distribution.name,
        distribution.version,
        _licence(distribution),
        _home(distribution),
        tuple(place for file, place in files if is_licence_text(file) and place.is_file()),
    )


def is_licence_text(file: PurePosixPath) -> bool:
    """Whether a distribution's file is a licence text, by its name."""
    if file.suffix.lower() in NO_TEXTS:
        return False
    in_licences = ".dist-info/licenses/" in f"{file}/".lower()
    return in_licences or TEXT_NAME.fullmatch(file.name) is not None


def _field(distribution: "Distribution", name: str) -> list[str]:
    return [str(value).strip() for value in distribution.metadata.get_all(name) or ()]


def _licence(distribution: "Distribution") -> str:
    for words in _field(distribution, "License-Expression"):
        return words
    for words in _field(distribution, "License"):
        if words and len(words) <= SHORT_LICENCE and "\n" not in words:
            return words
    named = _field(distribution, "Classifier")
    lines = [line.split(" :: ")[-1] for line in named if line.startswith(CLASSIFIER)]
    return " / ".join(line for line in lines if line != "OSI Approved")


def _home(distribution: "Distribution") -> str:
    addresses: dict[str, str] = {}
    for line in _field(distribution, "Project-URL"):
        label, _, address = line.partition(",")
        addresses.setdefault(label.strip().casefold(), address.strip())
    for label in HOME_LABELS:
        if label in addresses:
            return addresses[label]
    return next(iter([*_field(distribution, "Home-page"), *addresses.values()]), "")
