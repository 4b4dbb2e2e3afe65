"""Speakers found by a model, in the place of those that a model named before."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import groupby

from desktop_app.core.editing.change import Change
from desktop_app.core.editing.speakers import named_by_hand
from desktop_app.core.sentences import marked, tr
from desktop_app.core.transcript import Segment

# What a model calls a speaker; numbers count from 1.
NUMBERED = marked("Speaker {number}")
# The same in each language of the interface: texts are kept with the words of the language that was
# in use. Words that a translation had before stay here.
NUMBERED_IN_ANY = (NUMBERED, "Sprecher {number}")

# In the place of a model's name where the user has given one, or taken it away: nobody's name.
BY_HAND = ""

Pieces = Sequence[Segment]


class Naming(Enum):
    """How a change of a text gave its speakers their names."""

    # By a model, for the whole text.
    FOUND = auto()
    # A name is another one everywhere.
    RENAMED = auto()
    # A speaker's sentences are another one's, who had some already.
    MERGED = auto()
    # Nobody has the name any more.
    REMOVED = auto()
    # Some sentences were given somebody's name.
    BY_HAND = auto()


@dataclass(frozen=True, slots=True)
class FoundSpeakers:
    """What becomes of a text whose speakers were found.

    Attributes:
        change: of the whole text, also of what stays, as `named_by_model` wants it.
        speakers: how many speakers were found.
        kept: how many sentences keep the speaker that the user gave them.
    """

    change: Change
    speakers: int
    kept: int


def with_found(
    now: Sequence[Segment],
    told: Sequence[Segment],
    found: Sequence[Segment],
    machine: Sequence[Segment],
) -> FoundSpeakers:
    """Return a text with the speakers that were found.

    What the user named by hand stays as it is, whole and named. A name stays with the speaker whose
    time it shares most; those who had none are numbered. A number by which the user named a
    sentence is a name too: given to somebody else, it would turn the correction around.

    Args:
        now: the text as it is.
        told: the text whose speakers were looked for, which may have been changed since.
        found: its sentences with their speakers, in its order; cut where the speaker changes.
        machine: the text as a model named it (`named_by_model`).
    """
    by_hand = named_by_hand(machine, now)
    parts = _parts(told, found)
    here = [parts.get(number, ()) for number in _places(now, told)]
    names = _names(now, here, found, by_hand)
    spans = [(one.start_s, one) for one in found if one.start_s is not None and one.speaker]
    after: list[Segment] = []
    for number, (segment, pieces) in enumerate(zip(now, here, strict=True)):
        if number in by_hand:
            is_overlapped = any(one.is_overlapped for one in pieces or (segment,))
            after.append(replace(segment, is_overlapped=is_overlapped))
        elif pieces:
            after += (replace(one, speaker=names.get(one.speaker or "")) for one in pieces)
        else:
            whose = _most_heard(segment, spans)
            after.append(replace(segment, speaker=names.get(whose)))
    return FoundSpeakers(Change(0, tuple(now), tuple(after)), len(names), len(by_hand))


def named_by_model(
    heard: Sequence[Segment], changes: Iterable[tuple[Change, Naming]]
) -> list[Segment]:
    """Return a text with the names that a model gave, as far as they are not the user's since.

    A name that the user changed everywhere counts as the model's: it is the same speaker's. What
    the user gave somebody is the user's for good, also where it is what the model had said, and so
    is what two speakers said whom the user made one. A name that was taken away everywhere is
    nobody's decision any more.

    Args:
        heard: the text as it was recognised.
        changes: those by which speakers came to their names, oldest first.
    """
    machine = list(heard)
    for change, naming in changes:
        if naming is Naming.FOUND:
            by_hand = named_by_hand(machine, change.removed)
            kept = {_time_and_name(change.removed[number]) for number in by_hand}
            machine = [
                replace(one, speaker=BY_HAND) if _time_and_name(one) in kept else one
                for one in change.added
            ]
        elif naming is Naming.RENAMED or _is_of_one(machine, change, naming):
            new = _new_names(change)
            machine = [
                replace(one, speaker=new[one.speaker]) if one.speaker in new else one
                for one in machine
            ]
        else:
            if naming is Naming.MERGED:
                # Both are by hand: the next model may hear the other one of them for longer.
                both = set(_new_names(change).values())
                machine = [
                    replace(one, speaker=BY_HAND) if one.speaker in both else one for one in machine
                ]
            speaker = None if naming is Naming.REMOVED else BY_HAND
            for span in _decided(change, naming):
                machine = _spoken_by(machine, *span, speaker)
    return machine


def _new_names(change: Change) -> dict[str | None, str | None]:
    return {
        old.speaker: now.speaker
        for old, now in zip(change.removed, change.added, strict=True)
        if old.speaker is not None and old.speaker != now.speaker
    }


def _is_of_one(machine: Sequence[Segment], change: Change, naming: Naming) -> bool:
    """Whether two speakers became one, of whom a model knew but the first.

    The other one's sentences were named by hand, and the model's speaker got that name: no
    sentence was given to somebody else.
    """
    if naming is not Naming.MERGED:
        return False
    return {one.speaker for one in machine}.isdisjoint(_new_names(change).values())


def _decided(change: Change, naming: Naming) -> Iterator[tuple[float, float]]:
    """Yield from when to when a change says who speaks."""
    changed = named_by_hand(change.removed, change.added)
    if naming is Naming.BY_HAND:
        # Those of them who had the name before were given it too. Where nothing but a cut is new,
        # all are of one name.
        given = {change.added[number].speaker for number in changed}
        changed = frozenset(
            number for number, one in enumerate(change.added) if not given or one.speaker in given
        )
    for is_changed, run in groupby(enumerate(change.added), lambda item: item[0] in changed):
        timed = [one for _number, one in run if one.start_s is not None]
        if is_changed and timed:
            start_s, end_s = timed[0].start_s or 0.0, timed[-1].end_s or 0.0
            yield start_s, max(start_s, end_s)


def _spoken_by(
    machine: Sequence[Segment], start_s: float, end_s: float, speaker: str | None
) -> list[Segment]:
    """Return who speaks when, for `named_by_hand`, with one span given to somebody."""
    timed = [one for one in machine if one.start_s is not None]
    starts = [one.start_s or 0.0 for one in timed]
    first, last = bisect_left(starts, start_s), bisect_left(starts, end_s)
    after = timed[last:]
    if not after or after[0].start_s != end_s:
        goes_on = timed[last - 1].speaker if last else None
        after.insert(0, Segment("", end_s, end_s, speaker=goes_on))
    return [*timed[:first], Segment("", start_s, end_s, speaker=speaker), *after]


def _time_and_name(segment: Segment) -> tuple[float | None, float | None, str | None]:
    return segment.start_s, segment.end_s, segment.speaker


def _parts(told: Sequence[Segment], found: Sequence[Segment]) -> dict[int, Pieces]:
    """Return the pieces of each sentence, by its number, as far as they fit to it."""
    parts: dict[int, Pieces] = {}
    at = 0
    for number, segment in enumerate(told):
        wanted, letters, end = _letters(segment), "", at
        while end < len(found) and len(letters) < len(wanted):
            letters += _letters(found[end])
            end += 1
        if letters != wanted:
            break
        if not wanted and end < len(found) and not _letters(found[end]):
            end += 1
        if end > at:
            parts[number] = found[at:end]
        at = end
    return parts


def _places(now: Sequence[Segment], told: Sequence[Segment]) -> Iterator[int]:
    """Yield for each sentence its number in the text that was told; -1 where it changed since."""
    by_object = {id(segment): number for number, segment in enumerate(told)}
    # The text may have been read from the library anew meanwhile.
    equal = {segment: number for number, segment in enumerate(told)}
    for segment in now:
        number = by_object.get(id(segment))
        yield equal.get(segment, -1) if number is None else number


def _names(
    now: Sequence[Segment],
    here: Sequence[Pieces],
    found: Sequence[Segment],
    by_hand: Collection[int],
) -> dict[str, str]:
    """Return what each speaker that was found is to be called; some sentences are by hand."""
    names_by_hand = {now[number].speaker for number in by_hand}

    def stays(name: str) -> bool:
        return name in names_by_hand or not is_numbered(name)

    shared: dict[tuple[str, str], float] = defaultdict(float)
    for segment, pieces in zip(now, here, strict=True):
        for one in pieces if segment.speaker else ():
            if one.speaker and segment.speaker:
                shared[one.speaker, segment.speaker] += _length_s(one)
    # Who has sentences by hand alone needs no number, which would be missing in the text.
    open_pieces = (
        one for number, pieces in enumerate(here) if number not in by_hand for one in pieces
    )
    speakers = dict.fromkeys(one.speaker for one in (*open_pieces, *found) if one.speaker)
    kept: dict[str, str] = {}
    given: set[str] = set()
    for (speaker, name), _talk_s in sorted(shared.items(), key=lambda item: -item[1]):
        if speaker not in kept and name not in given:
            kept[speaker] = name
            given.add(name)
    names = {speaker: name for speaker, name in kept.items() if stays(name)}
    taken = {one.speaker for one in now if one.speaker and stays(one.speaker)}
    for speaker in speakers:
        if speaker not in names:
            names[speaker] = _free(speaker, taken | set(names.values()))
    return {speaker: names[speaker] for speaker in speakers}


def _free(name: str, taken: set[str]) -> str:
    # A number is somebody's in every language.
    numbers = {number_of(one) for one in taken} - {None}
    number = 1
    while name in taken or number_of(name) in numbers:
        name, number = numbered(number), number + 1
    return name


def numbered(number: int) -> str:
    """Return what a model calls a speaker, in the language in use."""
    return tr(NUMBERED).format(number=number)


def number_of(name: str) -> int | None:
    """Return a speaker's number if a model may have given the name, in whatever language."""
    for text in (tr(NUMBERED), *NUMBERED_IN_ANY):
        found = re.fullmatch(re.escape(text).replace(r"\{number\}", r"(\d+)"), name)
        if found:
            return int(found[1])
    return None


def is_numbered(name: str) -> bool:
    """Whether a model may have given a name: the language may have been another one then."""
    return number_of(name) is not None


def _most_heard(segment: Segment, spans: Sequence[tuple[float, Segment]]) -> str:
    """Return who was heard longest in a sentence; "" for nobody."""
    if segment.start_s is None or segment.end_s is None:
        return ""
    heard: dict[str, float] = defaultdict(float)
    last = bisect_left(spans, segment.end_s, key=lambda one: one[0])
    for start_s, one in reversed(spans[:last]):
        shared_s = min(segment.end_s, one.end_s or start_s) - max(segment.start_s, start_s)
        if shared_s > 0 and one.speaker:
            heard[one.speaker] += shared_s
        if (one.end_s or start_s) < segment.start_s:
            break
    return max(heard, key=heard.__getitem__, default="")


def _letters(segment: Segment) -> str:
    return "".join(segment.text.split())


def _length_s(segment: Segment) -> float:
    if segment.start_s is None or segment.end_s is None:
        return 0.0
    return segment.end_s - segment.start_s
