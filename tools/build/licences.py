"""Collect third-party licences into a frozen tree, and check them.

`_internal/resources/licences` gets a text for each part of the tree and an index, which Help >
Third-party licences shows. A part without a text or with a licence that is not allowed, or an
unaccounted library, fails the build.
"""

import json
import shutil
from pathlib import Path

from desktop_app.system.licences import INDEX
from tools.build.contents import INNER, read_contents
from tools.build.licence_rules import key, objections
from tools.build.parts import Part, parts_of, site_packages
from tools.build.targets import BuildError

FOLDER = Path(INNER) / "resources" / "licences"


class LicenceError(BuildError):
    """Parts that may not be shipped, one per line."""


def step(tree: Path, dist: Path, platform: str) -> Path:  # noqa: ARG001 - a build step
    """Check the parts of a tree, and put their licences into it.

    Args:
        tree: the frozen program's folder.
        dist: not used.
        platform: "windows" or "linux".

    Returns:
        The folder with the licences.

    Raises:
        LicenceError: something may not be shipped.
    """
    return gather(tree, site_packages(platform))


def gather(tree: Path, packages: Path | None) -> Path:
    """Check the parts (see `parts_of`), and put their licences into the tree."""
    parts = parts_of(read_contents(tree), packages)
    lines = [f"{file}: nobody accounts for this library." for file in parts.unknown]
    lines += objections(
        (part.component.name, part.component.licence, part.component.text()) for part in parts.known
    )
    if lines:
        raise LicenceError("\n".join(lines))
    folder = tree / FOLDER
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    entries = [_write(folder, part) for part in parts.known]
    index = json.dumps(entries, indent=1, ensure_ascii=False)
    (folder / INDEX).write_text(index, encoding="utf-8", newline="\n")
    return folder


def _write(folder: Path, part: Part) -> dict[str, str]:
    about = part.component
    name = f"{key(about.name)}.txt"
    heading = f"{about.name} {about.version}\n{about.licence}\n{about.home}".strip()
    text = f"{heading}\n\n{about.text()}\n"
    with (folder / name).open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return {
        "name": about.name,
        "version": about.version,
        "licence": about.licence,
        "home": about.home,
        "text": name,
    }
