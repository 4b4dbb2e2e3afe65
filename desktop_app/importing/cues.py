"""Cues on a screen -> sentences to read."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from desktop_app.core.editing.paragraphs import PAUSE_S, joint
from desktop_app.core.editing.words import spread
from desktop_app.core.text.punctuation import ends_sentence
from desktop_app.core.transcript import Segment, Word

# A sentence on the screen is not longer than that; a text without signs is not joined at all.
MOST_CHARACTERS = 400
MOST_S = 30.0
# "ANNA: Good morning." A name is short, and has no sign at its end but a full stop: "Dr. K.".
_NAME = re.compile(
    "(?:[-\u2013\u2014]\\s*)?"  # dashes
    "([^\\W\\d_][\\w.'\u2019-]*(?: [\\w.'\u2019-]+){0,3}):\\s+(?=\\S)"
)
_LONGEST_NAME = 40
# Whoever speaks, speaks more than once; "Note:" and "Question:" seldom begin a whole text.
_LEAST_OF_A_NAME = 2
_LEAST_TO_TELL = 3


@dataclass(frozen=True, slots=True)
class Cue:
    """What is on the screen from one time to another.

    Attributes:
        text: in one line, without tags.
        speaker: who says it, None if that is not told.
        marks: places in the text, in characters, and when they are spoken, in rising order.
    """

    start_s: float
    end_s: float
    text: str
    speaker: str | None = None
    marks: tuple[tuple[int, float], ...] = ()


def sentences_of(cues: Sequence[Cue]) -> tuple[Segment, ...]:
    """Join cues that a sentence goes on in; each word keeps the time of its cue."""
    ordered = sorted(cues, key=lambda cue: cue.start_s)
    return tuple(_segment(group) for group in _groups(_with_names(ordered)))


def _with_names(cues: Sequence[Cue]) -> Sequence[Cue]:
    """Take names at the beginning of cues as speakers, if the whole text names them so."""
    if not cues or any(cue.speaker for cue in cues):
        return cues
    found = [_NAME.match(cue.text) for cue in cues]
    if found[0] is None or not _are_names([match[1] for match in found if match], len(cues)):
        return cues
    made: list[Cue] = []
    speaker: str | None = None
    for cue, match in zip(cues, found, strict=True):
        if match is None:
            made.append(replace(cue, speaker=speaker))
            continue
        speaker = match[1]
        marks = tuple((at - match.end(), time) for at, time in cue.marks if at >= match.end())
        made.append(replace(cue, text=cue.text[match.end() :], speaker=speaker, marks=marks))
    return made


def _are_names(found: Sequence[str], cues: int) -> bool:
    """Whether what stands before the colons are names: each more than once, or one in each cue."""
    counts = Counter(found)
    is_each = len(found) == cues >= _LEAST_TO_TELL
    return all(
        (is_each or count >= _LEAST_OF_A_NAME)
        and len(name) <= _LONGEST_NAME
        and not name[0].islower()
        for name, count in counts.items()
    )


def _groups(cues: Sequence[Cue]) -> Iterator[Sequence[Cue]]:
    """Divide cues so that a group is a sentence, or several; one cue where no sentence ends."""
    begun = 0
    while begun < len(cues):
        end = _sentence_end(cues, begun)
        yield cues[begun:end]
        begun = end


def _sentence_end(cues: Sequence[Cue], begun: int) -> int:
    """Return the number after the cue with which the sentence ends that begins there."""
    first = cues[begun]
    characters = 0
    for at in range(begun, len(cues)):
        cue = cues[at]
        characters += len(cue.text) + 1
        if at > begun and not _goes_on(cues[at - 1], cue):
            break
        if characters - 1 > MOST_CHARACTERS or cue.end_s - first.start_s > MOST_S:
            break
        if ends_sentence(cue.text):
            return at + 1
    return begun + 1


def _goes_on(before: Cue, cue: Cue) -> bool:
    is_alone = cue.start_s < before.end_s  # two at once are not one sentence
    is_late = cue.start_s - before.end_s >= PAUSE_S
    return not is_alone and not is_late and cue.speaker == before.speaker


def _segment(group: Sequence[Cue]) -> Segment:
    text = group[0].text
    for before, cue in pairwise(group):
        text += joint(before.text, cue.text) + cue.text
    words = tuple(word for cue in group for word in words_of(cue))
    return Segment(text, group[0].start_s, group[-1].end_s, words, group[0].speaker)


def words_of(cue: Cue) -> tuple[Word, ...]:
    """Return the words of a cue, timed by its marks and between them by letters."""
    words: list[Word] = []
    at, time_s = 0, cue.start_s
    for place, marked_s in (*cue.marks, (len(cue.text), cue.end_s)):
        is_between = place in (0, len(cue.text)) or _is_gap(cue.text, place)
        if is_between and time_s <= marked_s <= cue.end_s:
            words += spread(cue.text[at:place], time_s, marked_s)
            at, time_s = place, marked_s
    return tuple(words)


def _is_gap(text: str, place: int) -> bool:
    return text[place - 1].isspace() or text[place].isspace()
