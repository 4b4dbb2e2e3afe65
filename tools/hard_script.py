"""The script of a made recording, with times, as a text file beside it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Line:
    """One sentence of a recording.

    Attributes:
        start_s: start of its sound, in seconds from the start of the recording.
        end_s: end of its sound.
        sentence: its number among the sentences.
        text: the spoken text.
    """

    start_s: float
    end_s: float
    sentence: int
    text: str


def write_script(path: Path, lines: Sequence[Line]) -> None:
    """Write one line each: start, end, number and text, separated by tabs."""
    rows = (f"{x.start_s:.4f}\t{x.end_s:.4f}\t{x.sentence}\t{x.text}\n" for x in lines)
    path.write_text("".join(rows), encoding="utf-8")


def read_script(path: Path) -> list[Line]:
    """Read what `write_script` wrote."""
    rows = (row.split("\t") for row in path.read_text(encoding="utf-8").splitlines())
    return [Line(float(start), float(end), int(number), text) for start, end, number, text in rows]


def typical_part(lines: Sequence[Line], length_s: float, tolerance_s: float) -> list[Line]:
    """Return consecutive sentences of about that length, with the whole's share of speech.

    Their times count from the end of the previous sentence, so that the part can be a recording of
    its own.

    Raises:
        ValueError: no part is that long.
    """
    whole = _share(lines)
    parts = []
    for first, (before, _) in enumerate(pairwise(lines), start=1):
        # The last one that ends in time.
        last = first
        while last < len(lines) and lines[last].end_s - before.end_s <= length_s:
            last += 1
        if last > first and lines[last - 1].end_s - before.end_s >= length_s - tolerance_s:
            parts.append(lines[first - 1 : last])
    if not parts:
        raise ValueError(f"nothing in the script lasts {length_s:.0f} s")
    before, *best = min(parts, key=lambda part: abs(_share(part[1:], part[0].end_s) - whole))
    shift_s = before.end_s
    return [Line(x.start_s - shift_s, x.end_s - shift_s, x.sentence, x.text) for x in best]


def parts_of(lines: Sequence[Line], longest_s: float) -> list[tuple[float, float]]:
    """Cut between sentences: return (start, end) of parts in seconds, each as long as allowed."""
    parts = [(lines[0].start_s, lines[0].end_s)]
    for line in lines[1:]:
        start_s = parts[-1][0]
        if line.end_s - start_s <= longest_s:
            parts[-1] = (start_s, line.end_s)
        else:
            parts.append((line.start_s, line.end_s))
    return parts


def _share(lines: Sequence[Line], from_s: float = 0.0) -> float:
    """Return the share of speech."""
    return sum(x.end_s - x.start_s for x in lines) / (lines[-1].end_s - from_s)
