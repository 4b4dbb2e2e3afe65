"""What the program's dependencies bring with them, at any depth."""

import tomllib
from collections.abc import Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement

from tests.conftest import ROOT
from tools.build.licence_rules import key

# What markers ask for of the Windows that is built for.
WINDOWS = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt",
           "platform_machine": "AMD64", "python_version": "3.11"}  # fmt: skip


def needed(system: Mapping[str, str]) -> dict[str, Distribution | None]:
    """Return the needed distributions by their names; None for what is not installed here.

    Args:
        system: what differs from this system; {} for itself.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    left = [(Requirement(words), "") for words in project["dependencies"]]
    found: dict[str, Distribution | None] = {}
    followed: set[tuple[str, str]] = set()
    while left:
        wanted, extra = left.pop()
        if wanted.marker is not None and not wanted.marker.evaluate({**system, "extra": extra}):
            continue
        name = key(wanted.name)
        found[name] = here = _installed(wanted.name)
        asked = {(name, one) for one in ("", *wanted.extras)} - followed
        followed |= asked
        inner = [Requirement(words) for words in (here.requires if here else None) or ()]
        left += [(one, extra) for _, extra in asked for one in inner]
    return found


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None
