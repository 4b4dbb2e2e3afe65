"""One step of a build by hand: `python -m tools.build.one_step NAME TREE`.

For trying things out on a frozen tree that is there already; `dev.py build` runs all steps.
"""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tools.build import checksums, encoders, installer, licences, msi, portable, sbom, signing
from tools.build.targets import ROOT, BuildError, own_target, told

# Each takes a tree, the folder for release files and the platform, and gives what it made.
STEPS: Mapping[str, Callable[[Path, Path, str], object]] = {
    "encoders": encoders.step,
    "licences": licences.step,
    "signing": signing.step,
    "sbom": sbom.step,
    "portable": portable.step,
    "installer": installer.step,
    "msi": msi.step,
    "checksums": checksums.step,
}


def main() -> int:
    """Run a step and say what it made; 1 with a sentence where it fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=STEPS)
    parser.add_argument("tree", type=Path)
    parser.add_argument("--dist", type=Path, default=ROOT / "dist")
    parser.add_argument("--platform", choices=("windows", "linux"), default=own_target().name)
    options = parser.parse_args()
    try:
        made = STEPS[options.step](
            options.tree.absolute(), options.dist.absolute(), options.platform
        )
    except BuildError as error:
        told([str(error)])
        return 1
    for one in made if isinstance(made, list) else [made]:
        sys.stdout.write(f"{one}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
