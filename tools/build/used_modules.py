"""Find the modules that the program imports at run time: `python -m tools.build.used_modules FILE`.

NeMo, hydra, transformers and Cython modules import by name, at run time; PyInstaller only finds
import statements. So the program is run once through typical use, and all modules then loaded go
into the frozen program.
"""

import sys
from collections.abc import Iterable
from importlib.machinery import ModuleSpec
from importlib.metadata import packages_distributions
from pathlib import Path

from desktop_app.cli import self_test

# Modules of this run only.
OWN = ("tools", "__main__", "__mp_main__")


class NotWholeError(Exception):
    """The program to be frozen does not pass its self-test."""


def used_modules() -> list[str]:
    """Return the names of all modules loaded after the self-test, sorted.

    Raises:
        NotWholeError: it failed.
    """
    failed = [step for step in self_test.steps() if step.problem]
    if failed:
        raise NotWholeError("".join(step.line for step in failed))
    return real_names(sys.modules.values())


def real_names(modules: Iterable[object]) -> list[str]:
    """Return the modules that PyInstaller can find, sorted.

    Some have a second name in sys.modules (requests.packages.urllib3), others have no file
    (PySide6's internals): it would warn about each.
    """
    specs = [getattr(module, "__spec__", None) for module in modules]
    return sorted(
        {
            spec.name
            for spec in specs
            if isinstance(spec, ModuleSpec)
            and spec.name.split(".")[0] not in OWN
            and (spec.submodule_search_locations or Path(spec.origin or "").is_file())
        }
    )


def distributions_of(modules: list[str]) -> list[str]:
    """Return the distributions of modules: some query their own version, or others'."""
    owners = packages_distributions()
    tops = {name.split(".")[0] for name in modules}
    return sorted({owner for top in tops for owner in owners.get(top, ())})


if __name__ == "__main__":
    # Only at the end: callers check whether the file exists.
    Path(sys.argv[1]).write_text("\n".join(used_modules()) + "\n", encoding="utf-8")
