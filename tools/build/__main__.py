"""`python dev.py build`: build everything that users install, in `dist`."""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tools.build import checksums, encoders, installer, licences, msi, portable, sbom, signing
from tools.build.closure import check_closure
from tools.build.freeze import freeze, test_frozen
from tools.build.sizes import check_size
from tools.build.targets import ROOT, BuildError, Target, own_target, told, wine_target
from tools.pin_torch_wheels import has_pinned_wheels

DIST = ROOT / "dist"


def build(target: Target) -> None:
    """Run all steps for one target, in order.

    Raises:
        BuildError: a step failed; earlier results stay.
    """
    started_s = time.monotonic()
    tree = freeze(target, DIST)
    encoders.step(tree, DIST, target.name)
    licences.step(tree, DIST, target.name)
    signing.step(tree, DIST, target.name)
    check_size(tree, target.name)
    if target.name == "windows":
        check_closure(tree)
        if not has_pinned_wheels():
            told(["Help > Use my NVIDIA GPU will know no file: run tools.pin_torch_wheels first"])
    test_frozen(target, tree)
    sbom.step(tree, DIST, target.name)
    portable.step(tree, DIST, target.name)
    for make in (installer.step, msi.step):
        package = make(tree, DIST, target.name)
        if package is not None:
            signing.sign([package])
    checksums.step(tree, DIST, target.name)
    told([f"{target.name} done in {time.monotonic() - started_s:.0f} s: {tree}"])


def targets(wanted: Sequence[str], kit: Path) -> list[Target]:
    """Return the targets: this system, and Windows if available under Wine.

    Raises:
        BuildError: Windows was requested by name and is not available.
    """
    own = own_target()
    found = [own] if not wanted or own.name in wanted else []
    if os.name == "nt" or (wanted and "windows" not in wanted):
        return found
    try:
        found.append(wine_target(kit))
    except BuildError as error:
        if wanted:
            raise
        told([f"nothing is built for Windows: {error}"])
    return found


def main() -> int:
    """Build the requested targets; return 1 with a message on failure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", choices=("linux", "windows"), help="default: all")
    parser.add_argument("--kit", type=Path, default=Path(), help="the folder of the Wine kit")
    options = parser.parse_args()
    try:
        for target in targets(options.targets, options.kit):
            build(target)
    except BuildError as error:
        told([str(error)])
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
