"""Split, join and replace sentences and paragraphs.

A place in a text is the number of a segment and how many characters of its text are before it.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from desktop_app.core.editing.change import Change, change_between
from desktop_app.core.editing.paragraphs import Paragraph, paragraphs_of, text_of
from desktop_app.core.editing.words import Draft, rewritten
from desktop_app.core.timecode import Span
from desktop_app.core.transcript import Segment

Place = tuple[int, int]

# Ends of lines and of paragraphs, also those that Qt's documents have inside.
_LINE_ENDS = re.compile("\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029\ufdd0\ufdd1]")
# What no text has: control characters, halves of characters, and what cannot be seen but changes
# the order of what can. Joiners and marks of direction belong to many scripts.
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffc\U000e0001]"
)


def split(
    segments: Sequence[Segment], segment: int, offset: int, *, paragraph: bool
) -> Change | None:
    """Return the change that divides a sentence in two; None if there is nothing to divide.

    Args:
        segments: the whole text.
        segment: the number of the sentence.
        offset: where in its text.
        paragraph: whether a paragraph begins there, also between two sentences.
    """
    after = Reworked(segments)
    whole = segments[segment]
    left, right = whole.text[:offset].rstrip(), whole.text[offset:].lstrip()
    if left and right:
        after.keep_apart(segment)
        drafts = [Draft(left, whole, after.flag_of(segment)), Draft(right, whole, paragraph)]
        after.put(segment, segment + 1, rewritten(segments[segment : segment + 1], drafts))
    elif paragraph:
        begin = segment if right else segment + 1
        if begin == 0 or begin >= len(segments) or after.begins(begin):
            return None
        after.keep_apart(segment)
        after.flag(begin, begins=True)
    return after.change()


def joined_paragraphs(segments: Sequence[Segment], segment: int) -> Change | None:
    """Return the change that joins two paragraphs; the speaker of the first one has both.

    Args:
        segments: the whole text.
        segment: the number of any sentence of the second one.
    """
    after = Reworked(segments)
    after.join(segment)
    return after.change()


def joined_sentences(segments: Sequence[Segment], segment: int) -> Change | None:
    """Return the change that makes a sentence one with that before it, which has its speaker."""
    if not 0 < segment < len(segments):
        return None
    after = Reworked(segments)
    if after.begins(segment):
        after.join(segment)
    after.keep_apart(segment)
    both = segments[segment - 1 : segment + 1]
    like = replace(both[0], is_overlapped=any(one.is_overlapped for one in both))
    draft = Draft(text_of(both), like, after.flag_of(segment - 1))
    after.put(segment - 1, segment + 1, rewritten(both, [draft]))
    return after.change()


def replaced_range(
    segments: Sequence[Segment], start: Place, end: Place, text: str = ""
) -> Change | None:
    """Return the change that puts a text in the place of another one; None if nothing changes.

    Each line of the text after its first begins a paragraph. What is left of the paragraphs at the
    ends is joined, as in any editor; sentences with nothing to read disappear.

    Args:
        segments: the whole text.
        start: where the old text begins.
        end: where it ends.
        text: the new text.
    """
    if not segments:
        return inserted(segments, 0, text, paragraph=True)
    start, end = min(start, end), max(start, end)
    (first, begin), (last, stop) = start, end
    head, tail = segments[first].text[:begin], segments[last].text[stop:]
    lines = clean(text).split("\n")
    after = Reworked(segments)
    # Of a paragraph that goes from its beginning on, nothing is left to join to.
    is_left = bool((head + lines[0]).strip()) or not after.begins(first)
    if len(lines) == 1 and after.paragraph_of(first) is not after.paragraph_of(last) and is_left:
        after.join_rest(last, segments[first])
    after.keep_apart(first)
    after.keep_apart(last)
    like = segments[first] if is_left else segments[last]
    if len(lines) == 1:
        whole = head + lines[0] + tail
        drafts = [Draft(whole, like, after.flag_of(first))] if whole.strip() else []
    else:
        drafts = _drafts(segments[first], segments[last], (head, *lines, tail))
        if drafts and (head + lines[0]).strip():
            drafts[0] = replace(drafts[0], begins_paragraph=after.flag_of(first))
    if not (drafts or is_left):
        after.begin_behind(last)
    after.put(first, last + 1, rewritten(segments[first : last + 1], drafts))
    return after.change()


def clean(text: str) -> str:
    """Return a text with one kind of line ends and nothing that cannot be seen."""
    return _UNSEEN.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))


def inserted(
    segments: Sequence[Segment],
    number: int,
    text: str,
    *,
    paragraph: bool,
    is_above: bool = False,
    length_s: float | None = None,
) -> Change | None:
    """Return the change that puts new sentences between two; None if there is nothing to read.

    They get the times that are between their neighbours, and none where these have none.

    Args:
        segments: the whole text; may be empty.
        number: of the segment before which they come.
        text: each of its lines is a sentence, and after the first one a paragraph, too.
        paragraph: whether they are paragraphs of their own; otherwise the first one is of that of
            its neighbour.
        is_above: whether the neighbour is the segment below; otherwise the one before.
        length_s: how long the recording is.
    """
    lines = [line.strip() for line in clean(text).split("\n")]
    lines = [line for line in lines if line]
    if not lines:
        return None
    after = Reworked(segments)
    span = _room(segments, number, length_s)
    like = Segment("", *(span or ()))
    flag: bool | None = True
    if segments:
        beside = number if is_above else number - 1
        one = segments[beside]
        like = replace(like, speaker=one.speaker, language=one.language)
        after.keep_apart(beside)
        if not paragraph:
            flag = after.flag_of(beside) if is_above else False
    drafts = [
        Draft(line, like, begins_paragraph=True if n else flag) for n, line in enumerate(lines)
    ]
    if is_above:
        after.flag(number, begins=paragraph or len(lines) > 1)
    after.put(number, number, rewritten((like,), drafts))
    return after.change()


def _room(segments: Sequence[Segment], number: int, length_s: float | None) -> Span | None:
    """Return the time between a segment and the one before; None if unknown."""
    start_s = segments[number - 1].end_s if number else 0.0
    end_s = segments[number].start_s if number < len(segments) else length_s
    if end_s is None and segments:
        end_s = start_s
    if start_s is None or end_s is None:
        return None
    if number < len(segments):  # sentences stand in the order of their beginnings
        start_s = min(start_s, end_s)
    return start_s, max(start_s, end_s)


def _drafts(first: Segment, last: Segment, texts: Sequence[str]) -> list[Draft]:
    """Return a paragraph for each line, where there is something to read in it."""
    head, begin, *inner, end, tail = texts
    rows = [
        ((head + begin).rstrip(), first),
        *((line.strip(), first) for line in inner),
        ((end + tail).lstrip(), last),
    ]
    return [Draft(text, like, begins_paragraph=True) for text, like in rows if text.strip()]


class Reworked:
    """A text that is being changed; paragraphs beside the change keep their ends.

    Attributes:
        paragraphs: as they were.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._before = segments
        self._after = list(segments)
        self.paragraphs = paragraphs_of(segments)
        self._firsts = [paragraph.first for paragraph in self.paragraphs]

    def paragraph_of(self, segment: int) -> Paragraph:
        """Return the paragraph that a segment was in."""
        return self.paragraphs[self._number_of(segment)]

    def begins(self, segment: int) -> bool:
        """Whether a segment is the first one of its paragraph."""
        return self.paragraph_of(segment).first == segment

    def flag_of(self, segment: int) -> bool | None:
        """Return whether a segment is to begin a paragraph."""
        return self._after[segment].begins_paragraph

    def flag(self, segment: int, *, begins: bool) -> None:
        """Have a segment begin a paragraph, or none."""
        if self._after[segment].begins_paragraph is not begins:
            self._after[segment] = replace(self._after[segment], begins_paragraph=begins)

    def keep_apart(self, segment: int) -> None:
        """Let a paragraph end where it does, whatever its length and its pauses become."""
        paragraph = self.paragraph_of(segment)
        for inner in range(paragraph.first + 1, paragraph.end):
            if self._after[inner].begins_paragraph is None:
                self.flag(inner, begins=False)
        if paragraph.end < len(self._after):
            following = self._after[paragraph.end]
            one, two = self._before[paragraph.end - 1 : paragraph.end + 1]
            is_same = (one.speaker, one.language) == (two.speaker, two.language)
            if following.begins_paragraph is None and is_same:
                self.flag(paragraph.end, begins=True)

    def join(self, segment: int) -> None:
        """Join the paragraph of a segment to the one before."""
        number = self._number_of(segment)
        if number:
            self._follow(self.paragraphs[number], self._after[self.paragraphs[number].first - 1])

    def join_rest(self, segment: int, before: Segment) -> None:
        """Let the paragraph of a segment go on with what stands before it."""
        self._follow(self.paragraph_of(segment), before)

    def begin_behind(self, segment: int) -> None:
        """Let a paragraph begin behind a segment, with which its own beginning is taken away."""
        if segment + 1 < self.paragraph_of(segment).end:
            self.flag(segment + 1, begins=True)

    def _follow(self, paragraph: Paragraph, before: Segment) -> None:
        self.keep_apart(paragraph.first - 1)
        self.keep_apart(paragraph.first)
        for number in range(paragraph.first, paragraph.end):
            self._after[number] = replace(
                self._after[number],
                speaker=before.speaker,
                language=before.language,
                begins_paragraph=False,
            )

    def put(self, first: int, end: int, added: Sequence[Segment]) -> None:
        """Put segments in the place of others; last of all, since numbers are others then."""
        self._after[first:end] = added

    def change(self) -> Change | None:
        """Return what was changed; None if nothing."""
        change = change_between(self._before, self._after)
        return None if change.is_empty else change

    def _number_of(self, segment: int) -> int:
        return bisect_right(self._firsts, segment) - 1
