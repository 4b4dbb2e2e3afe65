"""Spans of seconds, and seconds and bytes as people read them."""

from typing import TypeAlias

from desktop_app.core.sentences import Figure, tr, with_signs

# Start and end in seconds from the start of the file, start <= end.
Span: TypeAlias = tuple[float, float]

MS_PER_HOUR = 3_600_000
MS_PER_MINUTE = 60_000


def meet(one: Span, other: Span) -> bool:
    """Whether two spans have a moment in common; ends that only touch have none."""
    return one[0] < other[1] and other[0] < one[1]


def clock(seconds: float) -> str:
    """Format as `m:ss`, or `h:mm:ss` from one hour on, rounded down, as players do."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{secs:02d}" if hours else f"{minutes:02d}:{secs:02d}"


def timecode(seconds: float) -> str:
    """Format as `hh:mm:ss.mmm`, rounded to the nearest millisecond."""
    total_ms = max(0, round(seconds * 1000))
    hours, rest = divmod(total_ms, MS_PER_HOUR)
    minutes, rest = divmod(rest, MS_PER_MINUTE)
    secs, millis = divmod(rest, 1000)
    return f"{hours:02d}:{minutes:02d}:{secs:02d}.{millis:03d}"


def length(seconds: float) -> str:
    """Format as `12 s` or `2 min 5 s`; at least one second."""
    minutes, rest = divmod(max(1, round(seconds)), 60)
    parts = [f"{minutes} min"] if minutes else []
    return " ".join([*parts, f"{rest} s"] if rest else parts)


def time_left(seconds: float) -> str:
    """Format as a rough "about 4 min left"; exact seconds would keep changing."""
    if seconds < 10:  # noqa: PLR2004 - below this a number would be wrong as it is read
        return tr("a few seconds left")
    if seconds < 90:  # noqa: PLR2004
        return tr("about {count} s left").format(count=round(seconds / 10) * 10)
    if seconds < 5400:  # noqa: PLR2004
        return tr("about {count} min left").format(count=round(seconds / 60))
    return tr("about {count:g} h left").format(count=Figure(round(seconds / 3600, 1)))


def duration(seconds: float) -> str:
    """Format as a rough "5 min"."""
    if seconds < 90:  # noqa: PLR2004 - as `time_left`
        return f"{max(1, round(seconds))} s"
    if seconds < 5400:  # noqa: PLR2004
        return f"{round(seconds / 60)} min"
    return with_signs(f"{round(seconds / 3600, 1):g} h")


def size(count: int) -> str:
    """Format `2.5 GB`, `6.2 MB`, `3.1 kB`: decimal units, as in shops and on the hub."""
    from humanize import naturalsize  # not before a size is shown: it takes 15 ms

    return with_signs(naturalsize(count))
