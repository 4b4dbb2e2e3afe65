"""What Aviary is made of, by others: names, versions, licences and the licences' own words.

In the frozen program a folder of texts with an index says it, made by `tools/build/licences.py`;
elsewhere the Python environment that runs Aviary does.
"""

import importlib.metadata
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

INDEX = "components.json"
SHORT_LICENCE = 80  # characters; longer ones are the licence's text itself, in the wrong field
CLASSIFIER = "License :: "
TEXT_NAME = re.compile(r"(licen[cs]es?|copying|copyright|notice|authors)([-.].*)?", re.IGNORECASE)
NO_TEXTS = {".py", ".pyc", ".pyi", ".pyd", ".so", ".json", ".html"}
HOME_LABELS = ("homepage", "home", "source", "source code", "repository", "github")
NO_TEXT = "Its author gave no licence text along."


@dataclass(frozen=True, slots=True)
class Component:
    """One piece by somebody else.

    Attributes:
        name: as its author writes it.
        version: empty where it has none.
        licence: an SPDX expression where one is known, else the author's words.
        home: the address of its page or sources, or empty.
        texts: the files with its licences' words, absolute.
    """

    name: str
    version: str
    licence: str
    home: str
    texts: tuple[Path, ...] = ()

    def text(self) -> str:
        """The licences' words; one that comes several times is given once."""
        parts: dict[str, None] = {}
        for file in self.texts:
            parts.setdefault(file.read_text(encoding="utf-8", errors="replace").strip("\r\n"))
        return "\n\n".join(parts) or NO_TEXT


def components(shipped: Path) -> tuple[Component, ...]:
    """All of them by name: those of the folder, or those of this Python where it is not there."""
    if (shipped / INDEX).is_file():
        return read_index(shipped)
    return tuple(map(described, distributions()))


def read_index(folder: Path) -> tuple[Component, ...]:
    """The components of a frozen program.

    Raises:
        OSError, ValueError, KeyError: the folder is not whole.
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
) -> list[importlib.metadata.Distribution]:
    """What is installed in folders (this Python's own, if none are named), each once, by name."""
    found = (
        importlib.metadata.distributions()
        if site_packages is None
        else importlib.metadata.distributions(path=list(site_packages))
    )
    first: dict[str, importlib.metadata.Distribution] = {}
    for distribution in found:
        first.setdefault(distribution.name.casefold(), distribution)
    return [first[name] for name in sorted(first)]


def described(distribution: importlib.metadata.Distribution) -> Component:
    """An installed distribution as a component."""
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
    """Whether a distribution's file has the words of a licence, by its name."""
    if file.suffix.lower() in NO_TEXTS:
        return False
    in_licences = ".dist-info/licenses/" in f"{file}/".lower()
    return in_licences or TEXT_NAME.fullmatch(file.name) is not None


def _field(distribution: importlib.metadata.Distribution, name: str) -> list[str]:
    return [str(value).strip() for value in distribution.metadata.get_all(name) or ()]


def _licence(distribution: importlib.metadata.Distribution) -> str:
    for words in _field(distribution, "License-Expression"):
        return words
    for words in _field(distribution, "License"):
        if words and len(words) <= SHORT_LICENCE and "\n" not in words:
            return words
    named = _field(distribution, "Classifier")
    lines = [line.split(" :: ")[-1] for line in named if line.startswith(CLASSIFIER)]
    return " / ".join(line for line in lines if line != "OSI Approved")


def _home(distribution: importlib.metadata.Distribution) -> str:
    addresses: dict[str, str] = {}
    for line in _field(distribution, "Project-URL"):
        label, _, address = line.partition(",")
        addresses.setdefault(label.strip().casefold(), address.strip())
    for label in HOME_LABELS:
        if label in addresses:
            return addresses[label]
    return next(iter([*_field(distribution, "Home-page"), *addresses.values()]), "")
