"""The released models: known facts, and tests of Aviary on archives built from them.

`python -m tools.real_models fields|targets|unknown [NAME...]` prints the data as Markdown; `count`
compares the numbers of tensors with the real files'; `check [--real]` builds an archive of each,
small or in real size, and compares Aviary with NeMo's own `restore_from`: run it for one model at a
time in real size, as it takes twice the archive's size in memory and on disk.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.real_models.described import NAMES, Described, described, sources, targets

ROOT = Path(__file__).resolve().parent.parent
# `load_probe`'s measurements, by their argument.
LOADS = ("ours", "ours-int8", "theirs")
MARKS = {True: "yes", False: "**no**"}


def fields(names: Sequence[str]) -> Iterator[str]:
    """Print all values of the models with their sources."""
    for model in _with_aligners(names):
        yield f"\n### {model.name}\n"
        yield "| field | value | source |"
        yield "|---|---|---|"
        for field in model.fields:
            value = json.dumps(field.value, ensure_ascii=False)
            yield f"| {field.path} | {value} | {field.source} |"
    yield "\n### Sources\n"
    for key, source in sources().items():
        yield f"- {key}: {source['at']}; {source['says']}"


def classes(names: Sequence[str]) -> Iterator[str]:
    """Print the classes for each place that names one: the contents of an allow list."""
    yield "| place | classes |"
    yield "|---|---|"
    for place, found in sorted(targets(names).items()):
        yield f"| {place} | {', '.join(sorted(found))} |"


def unknown(names: Sequence[str]) -> Iterator[str]:
    """Print what no source tells."""
    for name in names:
        yield from (f"- {name}: {sentence}" for sentence in described(name).unknown)


def count(names: Sequence[str]) -> Iterator[str]:
    """Compare every model's number of tensors with the real files'."""
    from desktop_app.engine.nemo import importing as runtime
    from tests.real_models.counting import counts

    runtime.import_nemo()
    yield "| model | what | as described | in the real file | equal |"
    yield "|---|---|---|---|---|"
    for model in _with_aligners(names):
        for what, ours, real in counts(model):
            yield f"| {model.name} | {what} | {ours:,} | {real:,} | {MARKS[ours == real]} |"


def check(names: Sequence[str], *, real: bool) -> Iterator[str]:
    """Compare Aviary with NeMo on an archive of each model."""
    yield (
        "| model | MB | kind | languages | times | parameters | weights | prompts | text | "
        "characters | words | encoder error | int8 error | load s | int8 s | NeMo s | "
        "memory MB | int8 MB | NeMo MB |"
    )
    yield "|" + "---|" * 19
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            yield _checked(name, Path(folder), real=real)


def _checked(name: str, folder: Path, *, real: bool) -> str:
    """Run each step in its own process, so that none has another's memory."""
    nemo_file, unpacked = folder / f"{name}.nemo", folder / "unpacked"
    _python("tools.real_models", "build", name, str(nemo_file), "real" if real else "small")
    cells = json.loads(_python("tools.real_models", "compare", str(nemo_file), str(unpacked)))
    loads = {}
    for load in LOADS:
        place = nemo_file if load == "theirs" else unpacked
        # The first load in int8 quantises and stores the weights: measure a later one.
        loads[load] = json.loads(_python("benchmarks.load_probe", load, str(place), within=folder))
    cells += [f"{loads[load]['seconds']:.1f}" for load in LOADS]
    cells += [f"{loads[load]['memory_bytes'] / 1e6:,.0f}" for load in LOADS]
    shutil.rmtree(unpacked)
    return f"| {name} | {nemo_file.stat().st_size / 1e6:,.0f} | {' | '.join(cells)} |"


def _python(module: str, *arguments: str, within: Path | None = None) -> str:
    """Run a module in a folder that also has its temporary files, as a probe checks all of them."""
    run = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=within or ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | ({"TMPDIR": str(within)} if within else {}),
    )
    return run.stdout.strip().rpartition("\n")[2]


def _build(name: str, target: str, size: str) -> str:
    from desktop_app.engine.nemo import importing as runtime
    from tests.real_models.archives import Size, build

    runtime.import_nemo()
    return str(build(name, Path(target), Size(size)))


def _compare(nemo_file: str, folder: str) -> str:
    from desktop_app.engine.nemo import importing as runtime
    from tests.real_models.comparing import compare

    runtime.import_nemo()
    found = compare(Path(nemo_file), Path(folder))
    ours, theirs, spec = found.ours, found.theirs, found.spec
    same: list[Any] = [
        MARKS[one]
        for one in (
            ours.weights == theirs.weights and ours.parameters == theirs.parameters,
            ours.prompts == theirs.prompts,
            ours.texts == theirs.texts,
        )
    ]
    return json.dumps(
        [
            spec.kind.value,
            str(len(spec.languages) or "-"),
            spec.best_timestamps.value,
            f"{ours.parameters:,}",
            *same,
            str(found.characters),
            f"{len(ours.words)} {MARKS[ours.words == theirs.words]}",
            f"{found.encoder_error:.1e}",
            f"{found.int8_error:.4f}",
        ]
    )


def _with_aligners(names: Sequence[str]) -> list[Described]:
    models = [described(name) for name in names]
    return [one for model in models for one in (model, model.aligner) if one is not None]


STEPS: dict[str, Callable[..., str]] = {"build": _build, "compare": _compare}
TABLES: dict[str, Callable[[Sequence[str]], Iterator[str]]] = {
    "fields": fields,
    "targets": classes,
    "unknown": unknown,
    "count": count,
}


def main(arguments: Sequence[str]) -> None:
    """Print a table line by line."""
    if arguments and arguments[0] in STEPS:
        sys.stdout.write(STEPS[arguments[0]](*arguments[1:]) + "\n")
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", choices=[*TABLES, "check"])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--real", action="store_true", help="in real size, up to 6.4 GB")
    asked = parser.parse_intermixed_args(arguments)
    names = asked.names or NAMES
    lines = check(names, real=asked.real) if asked.table == "check" else TABLES[asked.table](names)
    for line in lines:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
