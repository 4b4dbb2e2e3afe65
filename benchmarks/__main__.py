"""`python dev.py bench [NAME] [--json]`: run the benchmarks and print what they found."""

import argparse
import json
import subprocess
import sys

from benchmarks import (
    accuracy,
    adding,
    cpu,
    editing,
    feed,
    folder,
    library,
    load,
    long_files,
    onnx_speed,
    overhead,
    page,
    phrases,
    responsiveness,
    speakers,
    startup,
    waveform,
)
from benchmarks.result import CannotRun, Result

BENCHMARKS = {
    "startup": startup.measure,
    "responsiveness": responsiveness.measure,
    "stall": responsiveness.measure_large,
    "adding": adding.measure,
    "editing": editing.measure,
    "accuracy": accuracy.measure,
    "load": load.measure,
    "cpu": cpu.measure,
    "onnx": onnx_speed.measure,
    "folder": folder.measure,
    "long": long_files.measure,
    "feed": feed.measure,
    "overhead": overhead.measure,
    "phrases": phrases.measure,
    "speakers": speakers.measure,
    "speakers-memory": speakers.measure_memory,
    "speakers-share": speakers.measure_share,
    "library": library.measure,
    "library-window": library.measure_window,
    "page": page.measure,
    "waveform": waveform.measure,
}
# Rows that can be selected by name; the benchmark's other rows are left out.
ROWS = {
    "edit-key": "editing",
    "edit-replace": "editing",
    "edit-replace-kept": "editing",
    "edit-undo": "editing",
    "edit-window": "editing",
    "edit-window-worst": "editing",
    "folder-starter": "folder",
    "gap-library": "library-window",
    "library-found": "library-window",
    "library-listed": "library-window",
    "library-shown": "library-window",
    "library-start": "library-window",
    "library-list": "library",
    "library-open": "library",
    "library-search": "library",
    "library-size": "library",
    "library-text": "library",
    "page-filled": "page",
    "page-gap": "page",
    "page-key": "page",
    "page-memory": "page",
    "page-open": "page",
    "page-replace": "page",
    "page-undo": "page",
    "memory": "long",
    "linear": "long",
    "feed-mp3": "feed",
    "feed-wav": "feed",
    "phrases-names": "phrases",
    "phrases-errors": "phrases",
    "phrases-unsaid": "phrases",
    "speakers-nemotron": "speakers",
    "speakers-memory-nemotron": "speakers-memory",
    "speakers-share-nemotron": "speakers-share",
    "window": "startup",
    "window-seconds": "startup",
    "waveform-outline": "waveform",
    "waveform-paint": "waveform",
    "stall-loading": "stall",
    "stall-transcribing": "stall",
}


def line(result: Result) -> str:
    """Format one row for people."""
    verdict = "ok" if result.is_met else "MISSED"
    limit = "at most " if result.at_most else ""
    return (
        f"{result.name:<24} {result.ratio:>7.3f}  (bar {limit}{result.bar:g}: {verdict})   "
        f"{result.ours:.3g} against {result.theirs:.3g} {result.unit}, {result.runs} runs"
    )


def fresh(name: str) -> list[Result]:
    """Run one benchmark in its own process: its imports and settings must not help another.

    Empty if it cannot run on this computer, which it reports itself.
    """
    command = [sys.executable, "-m", "benchmarks", name, "--json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    shown = json.loads(done.stdout)
    rows = shown if isinstance(shown, list) else [shown]
    return [Result(**{k: v for k, v in row.items() if k != "machine"}) for row in rows]


def measured(name: str) -> list[Result]:
    """Return the rows of one benchmark, or the row of that name.

    Raises:
        CannotRun: this computer lacks a requirement.
    """
    results = BENCHMARKS[ROWS.get(name, name)]()
    return [result for result in results if name == result.name] if name in ROWS else results


def main() -> int:
    """Run one benchmark or all; return 1 if a bar is missed or the selected one cannot run."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("name", nargs="?", choices=sorted({*BENCHMARKS, *ROWS}))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    try:
        results = (
            measured(options.name) if options.name else [r for n in BENCHMARKS for r in fresh(n)]
        )
    except CannotRun as reason:
        sys.stderr.write(f"{options.name} cannot run here: {reason}\n")
        sys.stdout.write("[]\n" if options.json else "")
        return 1
    if options.json:
        shown = [result.as_dict() for result in results]
        sys.stdout.write(json.dumps(shown[0] if len(shown) == 1 else shown, indent=2) + "\n")
    else:
        sys.stdout.write("\n".join(map(line, results)) + "\n")
    return 0 if all(result.is_met for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
