"""What is kept of whose voice, for people."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.library.records import KeptVoice


@dataclass(frozen=True, slots=True)
class Voice:
    """What is kept of one person.

    Attributes:
        name: whose voice it is.
        recordings: in how many transcripts it was heard.
        seconds: how much speech it is known by.
        last_s: when it was kept last, in seconds since 1970.
    """

    name: str
    recordings: int
    seconds: float
    last_s: float


def by_name(kept: Sequence[KeptVoice]) -> tuple[Voice, ...]:
    """Return what is kept of each person, in alphabetical order."""
    found: dict[str, list[KeptVoice]] = {}
    for one in kept:
        found.setdefault(one.name, []).append(one)
    return tuple(
        Voice(
            name,
            len({one.transcript for one in ones}),
            sum(one.seconds for one in ones),
            max(one.created_s for one in ones),
        )
        for name, ones in sorted(found.items(), key=lambda item: item[0].casefold())
    )
