"""`python dev.py bench [NAME] [--json]`: run the benchmarks and print what they found."""

import argparse
import json
import subprocess
import sys

from benchmarks import accuracy, cpu, load, responsiveness, startup
from benchmarks.result import Result

BENCHMARKS = {
    "startup": startup.measure,
    "responsiveness": responsiveness.measure,
    "accuracy": accuracy.measure,
    "load": load.measure,
    "cpu": cpu.measure,
}


def line(result: Result) -> str:
    """One row for people."""
    verdict = "ok" if result.is_met else "MISSED"
    limit = "at most " if result.at_most else ""
    return (
        f"{result.name:<24} {result.ratio:>7.3f}  (bar {limit}{result.bar:g}: {verdict})   "
        f"{result.ours:.3g} against {result.theirs:.3g} {result.unit}, {result.runs} runs"
    )


def fresh(name: str) -> list[Result]:
    """One benchmark in a process of its own: what one imports or sets must not help another."""
    command = [sys.executable, "-m", "benchmarks", name, "--json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    shown = json.loads(done.stdout)
    rows = shown if isinstance(shown, list) else [shown]
    return [Result(**{k: v for k, v in row.items() if k != "machine"}) for row in rows]


def main() -> int:
    """Run one benchmark or all; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("name", nargs="?", choices=sorted(BENCHMARKS))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    results = (
        BENCHMARKS[options.name]() if options.name else [r for n in BENCHMARKS for r in fresh(n)]
    )
    if options.json:
        shown = [result.as_dict() for result in results]
        sys.stdout.write(json.dumps(shown[0] if len(shown) == 1 else shown, indent=2) + "\n")
    else:
        sys.stdout.write("\n".join(map(line, results)) + "\n")
    return 0 if all(result.is_met for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
