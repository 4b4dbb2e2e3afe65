"""Who speaks, named by hand: the speakers of a text, and the changes that name them."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from unicodedata import normalize

from desktop_app.core.editing.change import Change, change_between
from desktop_app.core.editing.structure import split
from desktop_app.core.text.visible import HARMLESS, without_obeyed
from desktop_app.core.transcript import Segment

# A segment's number, and a character of its text.
TextPlace = tuple[int, int]
# More sentences than a paragraph has: the rest of a long text need not be looked at.
MOST_AROUND = 100
# Letters in a row that are taken for one word; more are a script without spaces.
LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Speaker:
    """One speaker of a text.

    Attributes:
        name: the name, as the segments have it.
        talk_s: how long they speak, in seconds; segments without times count nothing.
        segments: how many segments are theirs.
        first: the number of their first segment.
    """

    name: str
    talk_s: float
    segments: int
    first: int


def speakers_of(segments: Sequence[Segment]) -> tuple[Speaker, ...]:
    """Return the speakers in the order in which they first speak."""
    found: dict[str, tuple[float, int, int]] = {}
    for number, segment in enumerate(segments):
        if segment.speaker is not None:
            talk_s, count, first = found.get(segment.speaker, (0.0, 0, number))
            found[segment.speaker] = (talk_s + _length_s(segment), count + 1, first)
    return tuple(Speaker(name, *facts) for name, facts in found.items())


def unnamed(segments: Sequence[Segment]) -> Speaker | None:
    """Return what nobody is named for, as a speaker without a name; None if there is nothing."""
    left = [(number, one) for number, one in enumerate(segments) if one.speaker is None]
    if not left:
        return None
    talk_s = sum(_length_s(one) for _number, one in left)
    return Speaker("", talk_s, len(left), left[0][0])


def speak_alike(before: Sequence[Segment], after: Sequence[Segment]) -> bool:
    """Whether the same speakers have the same segments for the same time, as while one types."""
    # By identity first: of the segments of hours, all but a few are the same objects.
    return len(before) == len(after) and all(
        (one.speaker, one.start_s, one.end_s) == (other.speaker, other.start_s, other.end_s)
        for one, other in zip(before, after, strict=True)
        if one is not other
    )


def clean_name(text: str) -> str | None:
    """Return a name as it is kept, in one line and of letters; None where nothing is left.

    Characters that cannot be seen and that reorder what follows them are left out.
    """
    name = normalize("NFC", without_obeyed(" ".join(text.split()))).strip()
    return name if any(one not in HARMLESS and not one.isspace() for one in name) else None


def named(segments: Sequence[Segment], first: int, end: int, name: str | None) -> Change:
    """Return the change by which the segments from `first` up to `end` get a speaker.

    Args:
        segments: the text.
        first: the first segment's number, from 0.
        end: the number after the last one's.
        name: who speaks; None for nobody known.
    """
    before = tuple(segments[first:end])
    return Change(first, before, tuple(replace(segment, speaker=name) for segment in before))


def named_between(
    segments: Sequence[Segment], start: TextPlace, end: TextPlace, name: str | None
) -> Change:
    """Return the change by which somebody speaks a stretch of the text.

    Where it begins or ends inside a sentence, the sentence is split there, at the edge of a word.
    """
    begin = max(0, start[0] - MOST_AROUND)
    before = tuple(segments[begin : end[0] + MOST_AROUND])
    first, last = start[0] - begin, end[0] - begin
    cut, last = _cut(before, last, _word_end(before[last].text, end[1]))
    # In the same sentence this is the part before the first cut, where characters count as before.
    whole, first = _cut(cut, first, _word_start(before[first].text, start[1]))
    last += len(whole) - len(cut)
    if first >= last:
        return Change(start[0], (), ())
    after = named(whole, first, last, name).applied_to(whole)
    # Sentences that have the name already belong to the change: now they have it by hand.
    ahead = first if whole[:first] == before[:first] else first - 1
    rest = len(whole) - last
    behind = rest if whole[last:] == before[len(before) - rest :] else rest - 1
    return Change(
        begin + ahead, before[ahead : len(before) - behind], after[ahead : len(after) - behind]
    )


def turn_end(segments: Sequence[Segment], first: int) -> int:
    """Return the number of the segment, from `first` on, with which another speaker begins.

    What nobody is named for goes on with what is before it.
    """
    who = segments[first].speaker
    following = range(first + 1, len(segments))
    others = (n for n in following if segments[n].speaker not in (who, None))
    return next(others, len(segments))


def named_from(
    segments: Sequence[Segment], first: int, name: str | None, *, to_end: bool = False
) -> Change:
    """Return the change by which a speaker gets the text from `first` on.

    Args:
        segments: the text.
        first: the first segment's number.
        name: who speaks; None for nobody known.
        to_end: whether all that follows is theirs, or only what is up to the next speaker.
    """
    end = len(segments) if to_end else turn_end(segments, first)
    return named(segments, first, end, name)


def renamed(segments: Sequence[Segment], old: str, new: str | None) -> Change:
    """Return the change of a speaker's name everywhere.

    A name that another speaker has makes one of the two; None takes the name away.
    """
    after = [replace(s, speaker=new) if s.speaker == old else s for s in segments]
    return change_between(segments, after)


def named_by_hand(machine: Sequence[Segment], now: Sequence[Segment]) -> frozenset[int]:
    """Return the numbers of the segments whose speaker the user named, or took away.

    That is where a text has another speaker than the last one that a machine made: as it was
    recognised, or as an automatic naming left it. Segments are matched by their times, as
    sentences are split and joined meanwhile; one without times counts as the user's if it has a
    name.
    """
    timed = [segment for segment in machine if segment.start_s is not None]
    starts = [segment.start_s or 0.0 for segment in timed]
    return frozenset(
        number
        for number, segment in enumerate(now)
        if segment.speaker != _speaker_at(timed, starts, segment)
    )


def _speaker_at(timed: Sequence[Segment], starts: Sequence[float], segment: Segment) -> str | None:
    if segment.start_s is None:
        return None
    middle_s = segment.start_s + _length_s(segment) / 2
    number = bisect_right(starts, middle_s) - 1
    return timed[number].speaker if number >= 0 else None


def _length_s(segment: Segment) -> float:
    if segment.start_s is None or segment.end_s is None:
        return 0.0
    return segment.end_s - segment.start_s


def _cut(segments: tuple[Segment, ...], number: int, at: int) -> tuple[tuple[Segment, ...], int]:
    """Split a segment before a character; return the text, and what begins there."""
    text = segments[number].text
    if not text[:at].strip():
        return segments, number
    change = split(segments, number, at, paragraph=False) if text[at:].strip() else None
    return (change.applied_to(segments) if change else segments), number + 1


def _word_start(text: str, at: int) -> int:
    """Return where the word begins that a place is inside of, or the place."""
    if not _is_inside(text, at):
        return at
    begun = at - len(text[:at].rsplit(None, 1)[-1])
    return begun if at - begun < LONGEST_WORD else at


def _word_end(text: str, at: int) -> int:
    if not _is_inside(text, at):
        return at
    length = len(text[at:].split(None, 1)[0])
    return at + length if length < LONGEST_WORD else at


def _is_inside(text: str, at: int) -> bool:
    return 0 < at < len(text) and not text[at - 1].isspace() and not text[at].isspace()
