"""Third-party parts of a frozen tree: Python distributions, libraries, models.

Not what is installed or in the lock file, but what is in the tree.
"""

import importlib.metadata
import re
import sys
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from packageurl import PackageURL

from desktop_app.system.licences import Component, described, distributions
from tools.build.contents import Contents
from tools.build.licence_rules import key, spdx
from tools.build.native import LEFT_OUT, NATIVES, TOLD_BY_THEIR_OWNER, texts
from tools.build.system_libraries import system_libraries

OURS = "aviary-transcriber"
FREEZER = "pyinstaller"  # only its bootloader is in the programs
WINE_PYTHON = Path(__file__).resolve().parents[2] / "build/wine/.prefix/drive_c/Python311"
LIBRARY = re.compile(r".*\.(dll|pyd|so(\.[\d.]+)?)", re.IGNORECASE)
CARRIED = re.compile(r"[^/]+\.libs/.*")  # third-party libraries in a wheel


@dataclass(frozen=True, slots=True)
class Part:
    """A component in the tree; its licence is SPDX.

    Attributes:
        component: its description; its `texts` may be anywhere on this computer.
        purl: its package URL (https://github.com/package-url/purl-spec).
        is_model: whether it is a model rather than code.
    """

    component: Component
    purl: PackageURL
    is_model: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """All parts of a tree.

    Attributes:
        known: the parts, by name.
        unknown: libraries in the tree that belong to no part.
    """

    known: tuple[Part, ...]
    unknown: tuple[str, ...]


def site_packages(platform: str) -> Path | None:
    """Return the site-packages that a tree was frozen from; None for this Python's own.

    Args:
        platform: what the tree runs on, "windows" or "linux".
    """
    if platform == "windows" and sys.platform != "win32":
        return WINE_PYTHON / "Lib" / "site-packages"
    return None


def parts_of(contents: Contents, packages: Path | None) -> Parts:
    """Return all third-party parts of a tree.

    Args:
        contents: what is in the tree.
        packages: the site-packages that it was frozen from; None for this Python's own.
    """
    parts, owned = [], set()
    for distribution, files in _installed(packages):
        mine = {file for file in files if contents.has(file)}
        if mine or key(distribution.name) == FREEZER:
            parts.append(_distribution_part(distribution))
            owned |= mine
    for native in NATIVES:
        version = native.found_in(contents)
        if version is not None:
            component = Component(
                native.name, version, native.licence, native.home, texts(native.texts)
            )
            purl = PackageURL("generic", "", key(native.name), version)
            parts.append(Part(component, purl, native.is_model))
    nobodys = {file for file in contents.files if LIBRARY.fullmatch(file)}
    nobodys = {file for file in nobodys if file not in owned or CARRIED.fullmatch(file)}
    nobodys = {file for file in nobodys if not file.startswith(TOLD_BY_THEIR_OWNER)}
    nobodys = {file for file in nobodys if not any(row.matches(file) for row in NATIVES)}
    for library in system_libraries(file for file in nobodys if "/" not in file):
        nobodys -= library.files
        about = library.component
        about = replace(about, licence=spdx(about.name, about.licence))
        parts.append(Part(about, PackageURL("deb", "debian", about.name, about.version)))
    parts.sort(key=lambda part: part.component.name.casefold())
    return Parts(tuple(parts), tuple(sorted(nobodys)))


@cache
def _installed(
    packages: Path | None,
) -> tuple[tuple[importlib.metadata.Distribution, tuple[str, ...]], ...]:
    """Return the distributions with their files, except metadata; that takes seconds to read."""
    return tuple(
        (
            distribution,
            ()
            if key(distribution.name) == OURS
            else tuple(
                str(file)
                for file in distribution.files or ()
                if not file.parts[0].endswith(".dist-info")
            ),
        )
        for distribution in distributions([str(packages)] if packages else None)
    )


def _distribution_part(distribution: importlib.metadata.Distribution) -> Part:
    about = described(distribution)
    about = replace(
        about,
        licence=spdx(about.name, about.licence),
        texts=about.texts or texts(LEFT_OUT.get(key(about.name), ())),
    )
    # Builds of torch for other devices have a "+cpu" unknown to package indexes.
    version = about.version.split("+")[0]
    return Part(about, PackageURL("pypi", "", key(about.name), version))
