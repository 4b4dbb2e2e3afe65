"""Run one build step: `python -m tools.build.one_step NAME TREE`.

For tests on an existing frozen tree; `dev.py build` runs all steps.
"""

import argparse
import sys
from importlib import import_module
from pathlib import Path

from tools.build.targets import ROOT, BuildError, own_target, told

# Modules of this package. Only the selected one is imported: most need other packages, `msi` and
# `checksums` only Python.
STEPS = (
    *("encoders", "licences", "signing", "sbom"),
    *("portable", "installer", "msi", "checksums"),
)


def main() -> int:
    """Run a step and print what it made; return 1 with a message on failure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=STEPS)
    parser.add_argument("tree", type=Path)
    parser.add_argument("--dist", type=Path, default=ROOT / "dist")
    parser.add_argument("--platform", choices=("windows", "linux"), default=own_target().name)
    options = parser.parse_args()
    module = import_module(f"tools.build.{options.step}")
    try:
        # Each takes a tree, the folder for release files and the platform, and returns what it
        # made.
        made = module.step(options.tree.absolute(), options.dist.absolute(), options.platform)
    except BuildError as error:
        told([str(error)])
        return 1
    for one in made if isinstance(made, list) else [made]:
        sys.stdout.write(f"{one}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
