"""What the guides for subtitles ask, checked on a SubRip file by nothing of Aviary's.

The numbers are typed from the guides, once more, and the file is read here: what the program takes
for a character, a line or a gap does not come in.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

_TIME = r"(\d+):(\d\d):(\d\d),(\d{3})"
_HEAD = re.compile(rf"^\d+\n{_TIME} --> {_TIME}\n", re.MULTILINE)
# Half a millisecond is lost at each end of a cue when its times are written.
_ROUNDING_MS = 1


@dataclass(frozen=True)
class Guide:
    """What one guide asks; times in milliseconds.

    `frames` is the least gap in frames; a longer one that is below `closed` may not be.
    """

    line: int
    lines: int
    least: float
    most: float | None
    frames: int
    closed: float
    chars_per_s: float | None
    words_per_minute: float | None = None


GUIDES = {
    # Timed Text Style Guide: General Requirements, 1 and 4; Subtitle Timing Guidelines; English.
    "netflix": Guide(42, 2, 1000 * 5 / 6, 7000, 2, 500, 20),
    # Subtitle Guidelines, 3.1, 3.3, 4.1, 4.5.
    "bbc": Guide(37, 2, 1000, None, 0, 1000, None, 180),
    # Untertitel-Standards von ARD, ORF, SRF, ZDF.
    "ebu-teletext": Guide(37, 2, 1000, None, 1, 0, 15),
    # TED's: How to tackle reading-speed issues; subtitle length and reading speed.
    "youtube": Guide(42, 2, 1000, 7000, 0, 0, 21),
}


@dataclass(frozen=True)
class Shown:
    """One subtitle of a file; times in milliseconds."""

    start: int
    end: int
    lines: tuple[str, ...]

    @property
    def characters(self) -> int:
        """All of its characters; a line's end counts as a space."""
        return sum(map(length, self.lines)) + len(self.lines) - 1


def read_srt(data: bytes) -> list[Shown]:
    """Read a SubRip file."""
    text = data.decode()
    heads = list(_HEAD.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)][: len(heads)]
    return [
        Shown(
            _milliseconds(head.groups()[:4]),
            _milliseconds(head.groups()[4:]),
            tuple(text[head.end() : end].rstrip("\n").split("\n")),
        )
        for head, end in zip(heads, ends, strict=True)
    ]


def length(line: str) -> int:
    """Count letters as a reader does: accents and invisible marks belong to the letter before."""
    return sum(unicodedata.category(one) not in {"Mn", "Me", "Cf"} for one in line)


def broken(shown: list[Shown], guide: Guide, rate: float | None = None) -> list[str]:
    """Tell what is against a guide, but for the reading speed.

    Without a film's rate, the gap must do for the slowest one.
    """
    found = []
    for one in shown:
        found += [f"line: {line}" for line in one.lines if length(line) > guide.line]
        if len(one.lines) > guide.lines or not all(one.lines):
            found.append(f"lines: {one}")
        if one.end - one.start < guide.least - _ROUNDING_MS:
            found.append(f"too short: {one}")
        if guide.most is not None and one.end - one.start > guide.most + _ROUNDING_MS:
            found.append(f"too long: {one}")
    least = 1000 * guide.frames / (rate or 24_000 / 1001)
    for before, after in pairwise(shown):
        gap = after.start - before.end
        is_open = gap > least + _ROUNDING_MS and gap < guide.closed - _ROUNDING_MS
        if gap < least - _ROUNDING_MS or is_open:
            found.append(f"gap of {gap}: {before} {after}")
    return found


def too_fast(shown: list[Shown], guide: Guide) -> list[Shown]:
    """Return what cannot be read in its time."""
    return [one for one in shown if one.end - one.start + _ROUNDING_MS < _needed(one, guide)]


def _needed(one: Shown, guide: Guide) -> float:
    words = sum(len(line.split()) for line in one.lines)
    by_chars = 1000 * one.characters / guide.chars_per_s if guide.chars_per_s else 0.0
    by_words = 60_000 * words / guide.words_per_minute if guide.words_per_minute else 0.0
    return max(by_chars, by_words)


def _milliseconds(parts: tuple[str, ...]) -> int:
    hours, minutes, seconds, rest = map(int, parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
