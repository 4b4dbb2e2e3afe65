"""Test the installer under Wine as users run it: `dev.py test-windows --installer`.

Each step reports what it saw, or MISSED and why; the exit code is 1 if one was missed. Screenshots
of all pages go to build/windows-screenshots.
"""

import argparse
import sys
from pathlib import Path

from desktop_app import APP_NAME, __version__
from tools.build.installer import ENDING, FAST, make_installer
from tools.build.release import release_file
from tools.build.targets import ROOT, BuildError, load_wine
from tools.build.trial import Trial
from tools.build.trial_machine import machine

HOME = ROOT / "build" / "trial"
PICTURES = ROOT / "build" / "windows-screenshots"
NEWER = "99.0"


def run(trial: Trial) -> int:
    """Run all steps; return how many were missed."""
    missed = 0
    for name, step in trial.steps():
        try:
            sys.stdout.write(f"ok      {name}: {step()}\n")
        except Exception as error:  # noqa: BLE001 - a failed step is reported, and the next one tried
            missed += 1
            sys.stdout.write(f"MISSED  {name}: {type(error).__name__}: {error}\n")
        sys.stdout.flush()
    return missed


def main() -> int:
    """Create the machine and run the steps; return 1 if one was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kit", type=Path, required=True, help="the folder of the Wine kit")
    parser.add_argument("--tree", type=Path, default=ROOT / "dist" / "windows" / APP_NAME)
    parser.add_argument(
        "--setup", type=Path, default=release_file(ROOT / "dist", "windows", ENDING)
    )
    options = parser.parse_args()
    if not options.setup.is_file():
        sys.stdout.write(f"There is no {options.setup}; `dev.py build windows` makes it.\n")
        return 1
    try:
        wine = load_wine(options.kit)
        newer = make_installer(options.tree, HOME / "newer.exe", version=NEWER, compressor=FAST)
    except BuildError as error:
        sys.stdout.write(f"{APP_NAME} {__version__}: {error}\n")
        return 1
    with machine(wine, HOME / "machine", PICTURES) as on:
        missed = run(Trial(on, options.tree, options.setup.absolute(), newer))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
