"""Measure one load: `python -m benchmarks.load_probe ours|ours-int8|theirs PATH`.

Prints one line of JSON, a `Probe`. Linux only: the numbers come from /proc/self.

- seconds: from the end of NeMo's import, which both sides need, to the model being ready.
- memory_bytes: the peak of the resident set while loading, above what was resident before. The
  kernel keeps the peak (VmHWM); writing 5 to /proc/self/clear_refs sets it back to the present,
  so that the peak of importing does not hide that of loading. Mapped pages count once touched.
- written_bytes: `wchar` of /proc/self/io, what went through any call that writes, to whatever
  it went. (Its `write_bytes` is no measure: on tmpfs, where /tmp may lie, it stays 0, and reading
  alone makes it grow, because the time of the last reading is written.)
- touched: files and folders that were made, removed or changed, seen by their folder's or their
  own time of change: so an empty file shows up, one that is gone again, and one changed through
  a mapping, for which there is no call.
"""

import gc
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.process_memory import numbers, peak_bytes, reset_peak, resident_bytes
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.nemo.importing import import_nemo
from desktop_app.engine.nemo.loader import load
from desktop_app.engine.nemo.recognizer import NemoRecognizer
from desktop_app.engine.recognizer import NemoModel

SPEC = ModelSpec("bench", "Benchmark model", ModelKind.TRANSDUCER, "")


@dataclass(frozen=True, slots=True)
class Probe:
    """The cost of one load."""

    seconds: float
    memory_bytes: int
    written_bytes: int
    touched: tuple[str, ...]


def ours(folder: Path) -> NemoRecognizer:
    """Load an unpacked folder as the program does."""
    return load(folder, SPEC, DeviceChoice.CPU, Precision.FP32)


def ours_in_bytes(folder: Path) -> NemoRecognizer:
    """The same in int8."""
    return load(folder, SPEC, DeviceChoice.CPU, Precision.INT8)


def theirs(nemo_file: Path) -> NemoModel:
    """Load a packed file as NeMo does."""
    return import_nemo().models.ASRModel.restore_from(str(nemo_file), map_location="cpu")


LOADERS: dict[str, Callable[[Path], object]] = {
    "ours": ours,
    "ours-int8": ours_in_bytes,
    "theirs": theirs,
}


def probe(name: str, path: Path) -> Probe:
    """Load once with one of `LOADERS`."""
    import_nemo()
    gc.collect()
    places = _places(path if path.is_dir() else path.parent)
    changed = {place: place.stat().st_mtime_ns for place in places}
    reset_peak()
    written = _written()
    before = resident_bytes()
    started_s = time.perf_counter()
    model = LOADERS[name](path)
    seconds = time.perf_counter() - started_s
    memory_bytes = peak_bytes() - before
    del model
    return Probe(
        seconds,
        memory_bytes,
        _written() - written,
        tuple(str(place) for place, at in changed.items() if place.stat().st_mtime_ns != at),
    )


def _places(model_folder: Path) -> list[Path]:
    """Return the folders where a load might leave something."""
    roots = (model_folder, Path(tempfile.gettempdir()), Path.cwd())
    return [place for root in roots for place in (root, *root.rglob("*"))]


def _written() -> int:
    return numbers(Path("/proc/self/io"))["wchar"]


if __name__ == "__main__":
    _program, _name, _path = sys.argv
    sys.stdout.write(json.dumps(asdict(probe(_name, Path(_path)))) + "\n")
