"""One measured number with what it is compared with."""

import platform
from dataclasses import asdict, dataclass
from typing import Any

import psutil


def machine() -> str:
    """The machine in one line."""
    return f"{platform.system()} {platform.machine()}, {psutil.cpu_count()} logical cores, CPU only"


@dataclass(frozen=True, slots=True)
class Result:
    """`ratio` is `theirs / ours` (times) or as the benchmark says; it must reach `bar`.

    With `at_most` it is `ours / theirs`, the share of what the other takes, and must not exceed
    `bar`.
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
        """Plain values, for JSON."""
        return {"machine": machine(), **asdict(self)}
