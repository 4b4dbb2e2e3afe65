"""When each cue comes and goes: stretched into silence, apart from the next, on whole frames."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from desktop_app.export.subtitle_rules import SubtitleRules

# Without a film's frames, times are whole milliseconds, as SubRip and WebVTT write them.
MILLISECONDS = Fraction(1000)
# No cue is shorter, whatever else has to give: it would not be seen at all.
SHORTEST_S = Fraction(1, 25)
# So late a cue may come for the one before it to stay its least time, where the rules allow less.
# Later, it would be shown over what is said next.
LATEST_S = Fraction(1, 2)
# Sound whose length is a little off must not move a time by a frame.
_SAME = Fraction(1, 1_000_000)


@dataclass(frozen=True, slots=True)
class Said:
    """What a cue is to be shown for: when its words are said and how long they take to read."""

    start_s: float
    end_s: float
    reading_s: float


class CueTimes:
    """Times in ticks: frames of the film, or milliseconds.

    The order of what gives way, where not all can be had: the reading speed, the moment at which a
    cue comes (as far as the rules let it lead and lag), the least duration, the gap. Cues never
    overlap, are never empty and never pass the end of the recording.
    """

    def __init__(self, rules: SubtitleRules, rate: Fraction | None, duration_s: float) -> None:
        """Take rules, the film's rate (None: unknown) and the recording's length (0: unknown)."""
        self._rate = rate or MILLISECONDS
        self._end = floor(Fraction(duration_s) * self._rate + _SAME) if duration_s > 0 else None
        self._gap = self._up(rules.least_gap_s(rate))
        self._least = self._up(rules.least_s)
        self._shortest = max(1, self._up(SHORTEST_S))
        self._most = None if rules.most_s is None else self._down(rules.most_s)
        self._lingers = self._down(rules.lingers_s)
        self._leads = self._down(rules.leads_s)
        self._lags = max(self._down(rules.lags_s), self._down(LATEST_S))
        self._closed = self._up(rules.closed_below_s)

    def of(self, said: Sequence[Said]) -> list[tuple[float, float]]:
        """Return start and end of each cue, in seconds; `said` is in the order of the file."""
        starts, ends = self._wanted(said)
        made = self._placed(starts, ends, [self._up(one.reading_s) for one in said])
        self._close_gaps(made, starts, ends)
        self._end_with_the_recording(made, starts)
        return [(float(start / self._rate), float(end / self._rate)) for start, end in made]

    def _up(self, seconds: float | Fraction) -> int:
        return ceil(Fraction(seconds) * self._rate - _SAME)

    def _down(self, seconds: float | Fraction) -> int:
        return floor(Fraction(seconds) * self._rate + _SAME)

    def _wanted(self, said: Sequence[Said]) -> tuple[list[int], list[int]]:
        """Return the first and the last tick of what is said, in order."""
        starts: list[int] = []
        ends: list[int] = []
        for one in said:
            start = max(0, round(Fraction(one.start_s) * self._rate), starts[-1] if starts else 0)
            if self._end is not None:
                start = min(start, max(0, self._end - self._shortest))
            end = max(start + 1, self._up(one.end_s))
            if self._most is not None:
                end = min(end, start + self._most)
            starts.append(start)
            ends.append(end if self._end is None else max(start + 1, min(end, self._end)))
        return starts, ends

    def _placed(
        self, starts: Sequence[int], ends: Sequence[int], reading: Sequence[int]
    ) -> list[tuple[int, int]]:
        made: list[tuple[int, int]] = []
        free = 0
        for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
            is_last = number + 1 == len(starts)
            following = None if is_last else starts[number + 1]
            limit = self._end if following is None else following - self._gap
            came = max(start, free)
            least_end = came + self._least
            left = max(end, least_end, min(came + reading[number], end + self._lingers))
            if limit is not None and left > limit:
                if limit < least_end:
                    came = max(free, min(came, limit - self._least, start), start - self._leads)
                left = max(limit, came + self._least)
                if following is not None:
                    left = min(left, max(limit, following + self._lags - self._gap))
            left = max(left, came + self._shortest)
            if self._most is not None:
                left = min(left, came + self._most)
            made.append((came, left))
            free = left + self._gap
        return made

    def _close_gaps(
        self, made: list[tuple[int, int]], starts: Sequence[int], ends: Sequence[int]
    ) -> None:
        """Close short gaps, or widen them where the cue may not become longer."""
        for number in range(len(made) - 1):
            (start, end), (next_start, next_end) = made[number], made[number + 1]
            if not self._gap < next_start - end < self._closed:
                continue
            closed = next_start - self._gap
            if self._most is None or closed - start <= self._most:
                made[number] = (start, closed)
                continue
            widened = next_start - self._closed
            if widened >= max(ends[number], start + self._least):
                made[number] = (start, widened)
                continue
            full, earlier = start + self._most, start + self._most + self._gap
            if earlier >= starts[number + 1] - self._leads and next_end - earlier <= self._most:
                made[number], made[number + 1] = (start, full), (earlier, next_end)

    def _end_with_the_recording(self, made: list[tuple[int, int]], starts: Sequence[int]) -> None:
        """Move cues that end too late, from the last one back; those without room begin earlier."""
        if self._end is None:
            return
        limit = self._end
        for number in reversed(range(len(made))):
            start, end = made[number]
            if end <= limit:
                break
            start = min(
                start,
                limit - self._shortest,
                max(limit - self._least, starts[number] - self._leads),
            )
            made[number] = (start, limit)
            limit = start - self._gap
        if made and (made[0][0] < 0 or any(end <= start for start, end in made)):
            self._share(made)

    def _share(self, made: list[tuple[int, int]]) -> None:
        """Give each cue an equal part of a recording that is too short for all of them."""
        count = len(made)
        ticks = max(self._end or 0, count)
        made[:] = [(n * ticks // count, (n + 1) * ticks // count) for n in range(count)]
