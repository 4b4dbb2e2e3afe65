"""A measured number with its reference."""

import platform
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

# The instruction sets that decide a model's speed, by Linux' names, widest first.
INSTRUCTIONS = ("avx2", "avx512f", "avx512_bf16", "avx512_vnni", "avx_vnni", "amx_bf16", "amx_int8")


class CannotRun(Exception):
    """This computer lacks a benchmark's requirement; the message says which."""


def machine() -> str:
    """Describe the computer in one line."""
    name, instructions = _processor(_cpuinfo())
    return (
        f"{platform.system()} {platform.machine()}, {name}, {psutil.cpu_count()} logical cores"
        f"{' with ' if instructions else ''}{' '.join(instructions)}, CPU only"
    )


def _cpuinfo() -> str:
    """Return Linux' processor facts; empty on other systems."""
    file = Path("/proc/cpuinfo")
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _processor(cpuinfo: str) -> tuple[str, tuple[str, ...]]:
    """Return the processor's name and its `INSTRUCTIONS`, as far as known."""
    rows = (row.partition(":") for row in cpuinfo.splitlines())
    told = {name.strip(): value.strip() for name, _, value in rows}
    flags = set(told.get("flags", "").split())
    name = told.get("model name") or platform.processor() or "unknown processor"
    return name, tuple(each for each in INSTRUCTIONS if each in flags)


@dataclass(frozen=True, slots=True)
class Result:
    """A result: `ratio` is `theirs / ours` or as the benchmark defines; it must reach `bar`.

    With `at_most` it is `ours / theirs`, and must not exceed `bar`.
    """

    name: str
    ratio: float
    bar: float
    ours: float
    theirs: float
    unit: str
    runs: int
    at_most: bool = False

    @property
    def is_met(self) -> bool:
        """Whether the bar is reached, or with `at_most` not exceeded."""
        return self.ratio <= self.bar if self.at_most else self.ratio >= self.bar

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {"machine": machine(), **asdict(self)}
