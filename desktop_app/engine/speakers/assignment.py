"""Words and sentences get their speakers.

A word is its likeliest speaker's, by the mean over its frames. A sentence is cut where the speaker
changes; its text, its words and their times stay as they are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

import numpy as np

from desktop_app.core.editing.found_speakers import numbered
from desktop_app.core.editing.paragraphs import has_no_spaces, word_places
from desktop_app.core.transcript import Segment
from desktop_app.engine.speakers.activity import Activity

# Below this nobody is heard, and with a smaller lead it is not clear who, as where two speak at
# once: the word goes with those beside it.
LEAST_LIKELY, LEAST_LEAD = 0.1, 0.1
# A stretch of a sentence that is shorter does not cut it: times of words are off by as much.
LEAST_TURN_S = 0.3
# Somebody else speaks for a good part of a sentence: a third of its time.
OVERLAP_SHARE = 1 / 3


def with_speakers(segments: Sequence[Segment], activity: Activity) -> tuple[Segment, ...]:
    """Return the sentences with those who say them.

    Speakers are numbered in the order in which they have words. A sentence in which nobody is heard
    has no speaker, and one without times only where there is but one.

    Args:
        segments: in the order of the file.
        activity: who speaks when; no column for nobody.

    Returns:
        The sentences, those cut as their parts in a row; marked where somebody else speaks for a
        good part of them.
    """
    if not activity.speakers:
        return tuple(replace(one, speaker=None, is_overlapped=False) for one in segments)
    names: dict[int, str] = {}

    def name_of(speaker: int) -> str:
        number = len(names) + 1
        return names.setdefault(speaker, numbered(number))

    found: list[Segment] = []
    for segment in segments:
        for part, speaker in _parts(segment, activity):
            found.append(
                replace(
                    part,
                    speaker=None if speaker is None else name_of(speaker),
                    is_overlapped=_is_overlapped(part, speaker, activity),
                )
            )
    return tuple(found)


def _parts(segment: Segment, activity: Activity) -> Iterator[tuple[Segment, int | None]]:
    """Yield the parts of a sentence with their speakers, None for nobody."""
    runs = _runs(segment, activity)
    if len(runs) < 2:  # noqa: PLR2004
        yield segment, runs[0].speaker if runs else _of_span(segment, activity)
        return
    joints = _joints(segment)
    firsts = [run.first for run in runs]
    places = [0, *(joints[first] or 0 for first in firsts[1:]), len(segment.text)]
    ends = [*firsts[1:], len(segment.words)]
    done_s = segment.start_s
    for number, (run, end) in enumerate(zip(runs, ends, strict=True)):
        text = segment.text[places[number] : places[number + 1]]
        words = segment.words[run.first : end]
        start_s = segment.start_s if number == 0 else words[0].start_s or done_s
        last_s = [word.end_s for word in words if word.end_s is not None]
        last = last_s[-1] if last_s else start_s
        done_s = segment.end_s if end == len(segment.words) else last
        part = replace(
            segment,
            text=text if end == len(segment.words) else text.rstrip(),
            start_s=start_s,
            end_s=done_s,
            words=words,
            begins_paragraph=segment.begins_paragraph if number == 0 else None,
        )
        yield part, run.speaker


@dataclass(frozen=True, slots=True)
class _Run:
    """Words in a row of one speaker: the first one's number, and seconds from start to end."""

    speaker: int
    first: int
    length_s: float


def _runs(segment: Segment, activity: Activity) -> list[_Run]:
    """Return who says the words of a sentence in turn; empty if its words do not tell."""
    who = [_speaker_in(activity, word.start_s, word.end_s, LEAST_LEAD) for word in segment.words]
    if all(speaker is None for speaker in who):
        return []
    known = list(_with_neighbours(who))
    joints = _joints(segment)
    for number in range(1, len(known)):
        if joints[number] is None:
            known[number] = known[number - 1]
    runs = [
        _run(segment, speaker, [number for number, _speaker in group])
        for speaker, group in groupby(enumerate(known), itemgetter(1))
    ]
    while len(runs) > 1 and min(run.length_s for run in runs) < LEAST_TURN_S:
        runs = _without(runs, min(range(len(runs)), key=lambda one: runs[one].length_s))
    return runs


def _run(segment: Segment, speaker: int, numbers: Sequence[int]) -> _Run:
    words = [segment.words[number] for number in numbers]
    starts = [word.start_s for word in words if word.start_s is not None]
    ends = [word.end_s for word in words if word.end_s is not None]
    return _Run(speaker, numbers[0], ends[-1] - starts[0] if starts and ends else 0.0)


def _without(runs: Sequence[_Run], number: int) -> list[_Run]:
    """Return the runs without a short one, whose words go to the longer of those beside it."""
    beside = [one for one in (number - 1, number + 1) if 0 <= one < len(runs)]
    heir = runs[max(beside, key=lambda one: runs[one].length_s)].speaker
    given = [*runs[:number], replace(runs[number], speaker=heir), *runs[number + 1 :]]
    joined: list[_Run] = []
    for run in given:
        if joined and joined[-1].speaker == run.speaker:
            length_s = joined[-1].length_s + run.length_s
            joined[-1] = replace(joined[-1], length_s=length_s)
        else:
            joined.append(run)
    return joined


def _speaker_in(
    activity: Activity, start_s: float | None, end_s: float | None, least_lead: float = 0.0
) -> int | None:
    """Return who is likeliest in a span; None where nobody is, or not by that much."""
    if start_s is None or end_s is None:
        return None
    likely = activity.likely(start_s, end_s)
    first = int(likely.argmax())
    leads = likely[first] - np.delete(likely, first).max(initial=0.0) >= least_lead
    return first if likely[first] >= LEAST_LIKELY and leads else None


def _of_span(segment: Segment, activity: Activity) -> int | None:
    """Return who says a sentence whose words do not tell."""
    if activity.speakers == 1:
        return 0
    return _speaker_in(activity, segment.start_s, segment.end_s)


def _with_neighbours(who: Sequence[int | None]) -> Iterator[int]:
    """Yield the speaker of each word, the one before it where it does not tell."""
    last = next(speaker for speaker in who if speaker is not None)
    for speaker in who:
        last = last if speaker is None else speaker
        yield last


def _joints(segment: Segment) -> list[int | None]:
    """Return where the text of a sentence can be cut before each of its words; None if nowhere.

    Only where `core.editing.paragraphs.text_of` puts both parts together again as they were.
    """
    found: list[int | None] = []
    text, done = segment.text, 0
    for place in word_places(segment):
        at = None
        if place is not None:
            start, end = place
            between = text[done:start]
            blank = max((n for n, one in enumerate(between) if one.isspace()), default=None)
            if blank is not None:
                at = done + blank + 1
            elif not between and has_no_spaces(text[start]):
                at = start
            done = end
        found.append(at if at and text[:at].strip() else None)
    return found


def _is_overlapped(part: Segment, speaker: int | None, activity: Activity) -> bool:
    if speaker is None or part.start_s is None or part.end_s is None:
        return False
    return activity.share_of_others(speaker, part.start_s, part.end_s) >= OVERLAP_SHARE
