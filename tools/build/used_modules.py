"""What the program imports when it works: `python -m tools.build.used_modules FILE`.

NeMo, hydra, transformers and Cython modules import by name, at run time; PyInstaller finds only
what is written as an import statement. So the program is run once, with what every user does, and
all that is loaded then goes into the frozen program.
"""

import sys
from collections.abc import Iterable
from importlib.machinery import ModuleSpec
from importlib.metadata import packages_distributions
from pathlib import Path

from desktop_app.cli import self_test

# Of this run alone.
OWN = ("tools", "__main__", "__mp_main__")


class NotWholeError(Exception):
    """The program that is to be frozen does not pass its own test."""


def used_modules() -> list[str]:
    """The names of all modules that are loaded after the self-test, in order.

    Raises:
        NotWholeError: it failed.
    """
    failed = [step for step in self_test.steps() if step.problem]
    if failed:
        raise NotWholeError("".join(step.line for step in failed))
    return real_names(sys.modules.values())


def real_names(modules: Iterable[object]) -> list[str]:
    """What PyInstaller can find of modules, in order.

    Some stand under a second name in sys.modules (requests.packages.urllib3), others are made by
    their library without a file (the inside of PySide6): it would complain of each.
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
    """The distributions that modules come from: some ask for their own version, or for others'."""
    owners = packages_distributions()
    tops = {name.split(".")[0] for name in modules}
    return sorted({owner for top in tops for owner in owners.get(top, ())})


if __name__ == "__main__":
    # Not at once: whoever asks looks at the file's existence.
    Path(sys.argv[1]).write_text("\n".join(used_modules()) + "\n", encoding="utf-8")
