"""Debian libraries that PyInstaller put into a Linux tree.

dpkg tells the package, version and copyright file by the library's name.
"""

import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from desktop_app.system.licences import Component

LICENCE = "LicenseRef-Debian-Copyright-File"  # its text is in the file, by files and authors
COPYRIGHT = "/usr/share/doc/{package}/copyright"
SOURCES = "https://tracker.debian.org/pkg/{package}"
# The first paragraph applies to all files without their own.
ALL_FILES = re.compile(r"^Files:\s*\*\s*$(?:\n.+)*?\nLicense:\s*(.+)$", re.MULTILINE)
GPL = re.compile(r"GPL-[\d.]+\+?(-only|-or-later)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SystemLibrary:
    """A Debian package with libraries in a tree.

    Attributes:
        component: its description.
        files: the names of its libraries.
    """

    component: Component
    files: frozenset[str]


def system_libraries(names: Iterable[str]) -> list[SystemLibrary]:
    """Return the packages of these libraries; unknown names are left out."""
    files: dict[str, set[str]] = {}
    for name in names:
        package = _package(name)
        if package:
            files.setdefault(package, set()).add(name)
    return [
        SystemLibrary(_component(package), frozenset(found))
        for package, found in sorted(files.items())
    ]


def _package(name: str) -> str:
    if shutil.which("dpkg-query") is None:
        return ""
    search = ["dpkg-query", "--search", f"*/{name}"]
    found = subprocess.run(search, capture_output=True, encoding="utf-8", check=False).stdout
    return found.split(":", maxsplit=1)[0].split(",")[0] if found else ""


def _component(package: str) -> Component:
    show = ["dpkg-query", "--show", "--showformat", "${Version} ${source:Package}\n", package]
    shown = subprocess.run(show, capture_output=True, encoding="utf-8", check=False).stdout.split()
    version, source = shown[:2] if len(shown) > 1 else ("", package)
    copyright_file = Path(COPYRIGHT.format(package=package))
    words = copyright_file.read_text(encoding="utf-8", errors="replace")
    named = ALL_FILES.search(words)
    only_gpl = named is not None and GPL.fullmatch(named[1].strip()) is not None
    licence = named[1].strip() if named and only_gpl else LICENCE
    return Component(package, version, licence, SOURCES.format(package=source), (copyright_file,))
