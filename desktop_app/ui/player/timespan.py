"""Which part of a recording is in view: all of it, or what was zoomed into."""

from desktop_app.core.timecode import Span

# Closer than that, a column of the outline is wider than a finger's move.
LEAST_SHOWN_S = 4.0
# Where the position comes back into view, and where it leaves it: most of what follows is seen.
ENTERS, LEAVES = 0.1, 0.95


class TimeSpan:
    """The visible part of a recording, in seconds.

    Attributes:
        duration_s: the recording's length.
        start_s: where the visible part begins.
        shown_s: how long it is.
    """

    def __init__(self) -> None:
        self.duration_s = 0.0
        self.start_s = 0.0
        self.shown_s = 0.0

    @property
    def end_s(self) -> float:
        """Where the visible part ends."""
        return self.start_s + self.shown_s

    @property
    def is_whole(self) -> bool:
        """Whether all of the recording is in view."""
        return self.shown_s >= self.duration_s

    def set_duration(self, duration_s: float) -> None:
        """Take another length; what was zoomed into stays where it can."""
        was_whole = self.is_whole
        self.duration_s = duration_s
        self.show(0.0 if was_whole else self.start_s, duration_s if was_whole else self.shown_s)

    def show(self, start_s: float, shown_s: float) -> None:
        """Show a part, as far as it is one."""
        least_s = min(LEAST_SHOWN_S, self.duration_s)
        self.shown_s = max(least_s, min(shown_s, self.duration_s))
        self.start_s = max(0.0, min(start_s, self.duration_s - self.shown_s))

    def zoom(self, factor: float, at_s: float) -> None:
        """Show less by a factor above 1, more by one below; a time stays where it is on screen."""
        before_s = self.shown_s
        self.show(self.start_s, before_s / factor)
        if before_s:
            share = (at_s - self.start_s) / before_s
            self.show(at_s - share * self.shown_s, self.shown_s)

    def scroll(self, by_s: float) -> None:
        """Move the visible part."""
        self.show(self.start_s + by_s, self.shown_s)

    def has(self, time_s: float) -> bool:
        """Whether a time is in view."""
        return self.start_s <= time_s <= self.end_s

    def reveal(self, time_s: float) -> None:
        """Turn over like a page where a time is not in view, or about to leave it."""
        if not self.start_s <= time_s < self.start_s + LEAVES * self.shown_s:
            self.show(time_s - ENTERS * self.shown_s, self.shown_s)

    def time_at(self, x: float, width: float) -> float:
        """Return the time at a place of a view of that width, within the recording."""
        share = x / width if width else 0.0
        return max(0.0, min(self.start_s + share * self.shown_s, self.duration_s))

    def place_of(self, time_s: float, width: float) -> float:
        """Return the place of a time, which may be out of view."""
        return (time_s - self.start_s) / self.shown_s * width if self.shown_s else 0.0

    def clipped(self, span: Span, width: float) -> Span | None:
        """Return the places of a span's ends, within the view; None if it is outside."""
        if span[1] < self.start_s or span[0] > self.end_s:
            return None
        low, high = (self.place_of(time_s, width) for time_s in span)
        return max(0.0, low), min(width, high)
