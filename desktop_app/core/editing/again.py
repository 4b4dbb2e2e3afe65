"""A part of a transcript that was recognised again, beside what is there, and in its place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.core.editing.change import Change, change_between
from desktop_app.core.editing.structure import joined_sentences, split
from desktop_app.core.text.splicing import spliced
from desktop_app.core.timecode import Span
from desktop_app.core.transcript import Segment, SpeechGap, Transcript, Word

_Text = tuple[Segment, ...]
# More sentences than a paragraph has: the rest of a long text need not be looked at.
MOST_AROUND = 100
_ENDS = ".!?…。！？"  # noqa: RUF001 - full-width ones, too


@dataclass(frozen=True, slots=True)
class HeardAgain:
    """A text for a span, beside the one that is there.

    Attributes:
        change: puts it in its place.
        gaps: the transcript's speech without text, after that.
        now: what is there, sentence by sentence; where the span begins or ends inside a sentence,
            only what is in it.
        new: what was recognised.
    """

    change: Change
    gaps: tuple[SpeechGap, ...]
    now: tuple[str, ...]
    new: tuple[str, ...]


def heard_again(
    whole: Transcript, part: Transcript, span: Span, heard: Span | None = None
) -> HeardAgain:
    """Return the text of a span beside the one that is there, which may have been edited since.

    What is there is found by the times of its words; a word belongs where its middle is. Of a
    sentence that goes on outside the span the rest stays, and stays one sentence with the new text.
    The speakers stay, too.

    Args:
        whole: the transcript as it is now.
        part: what was recognised, timed from the start of the file; it may reach beyond the span.
        span: from when to when, in seconds from the start of the file.
        heard: from when to when the part was listened to, if that is more.
    """
    begin, end = _around(whole.segments, span)
    near = whole.segments[begin:end]
    span = _with_silence(near, span, heard or span)
    text, first, goes_on_before = _cut(near, span[0])
    text, last, goes_on_after = _cut(text, span[1])
    last = max(first, last)
    old = text[first:last]
    found = spliced(replace(whole, segments=()), part, span)
    said = [segment for segment in found.segments if segment.text.strip()]
    new = _with_speakers(said, text[:first], old, text[last:])
    if new and old:
        new = _fitted(new, old, goes_on_before=goes_on_before, goes_on_after=goes_on_after)
    after = (*text[:first], *new, *text[last:])
    if goes_on_after and (new or goes_on_before):
        after = _joined(after, first + len(new))
    if goes_on_before and new:
        after = _joined(after, first)
    change = change_between(near, after)
    return HeardAgain(
        replace(change, first=begin + change.first),
        found.gaps,
        tuple(segment.text.strip() for segment in old),
        tuple(segment.text.strip() for segment in new),
    )


def _with_silence(text: _Text, span: Span, heard: Span) -> Span:
    """Widen a span to the middle of the silences around it.

    A model times words a little differently when it hears them again, and the sign that ends a
    sentence late: else the last word is left out.
    """
    pieces = [
        piece
        for segment in text
        for piece in (segment.words if all(map(_is_timed, segment.words)) else ()) or (segment,)
        if piece.start_s is not None and piece.end_s is not None
    ]
    before = [piece.end_s or 0.0 for piece in pieces if _middle(piece) < span[0]]
    behind = [piece.start_s or 0.0 for piece in pieces if _middle(piece) >= span[1]]
    start_s = (max(before) + span[0]) / 2 if before else heard[0]
    end_s = (min(behind) + span[1]) / 2 if behind else heard[1]
    return min(span[0], max(start_s, heard[0])), max(span[1], min(end_s, heard[1]))


def _around(text: _Text, span: Span) -> tuple[int, int]:
    """Return the numbers of the segments around a span, with whole paragraphs on either side."""
    later = (n for n, one in enumerate(text) if one.end_s is not None and one.end_s >= span[0])
    first = next(later, len(text))
    behind = (
        n
        for n, one in enumerate(text[first:], first)
        if one.start_s is not None and one.start_s > span[1]
    )
    return max(0, first - MOST_AROUND), next(behind, len(text)) + MOST_AROUND


def _cut(text: _Text, at_s: float) -> tuple[_Text, int, bool]:
    """Split the sentence that is spoken at a time.

    Returns:
        The text, the number of the segment with which it goes on from there, and whether that is
        the rest of a sentence.
    """
    end = 0
    for number, segment in enumerate(text):
        if segment.start_s is None or segment.end_s is None:
            continue
        end = number + 1
        if not segment.words or not all(map(_is_timed, segment.words)):
            if _middle(segment) >= at_s:
                return text, number, False
            continue
        later = next((n for n, w in enumerate(segment.words) if _middle(w) >= at_s), None)
        if later == 0:
            return text, number, False
        offset = _offset_of(segment, later) if later is not None else None
        change = split(text, number, offset, paragraph=False) if offset else None
        if change is not None:
            return change.applied_to(text), number + 1, True
    return text, end, False


def _is_timed(word: Word) -> bool:
    return word.start_s is not None and word.end_s is not None


def _middle(said: Segment | Word) -> float:
    return ((said.start_s or 0.0) + (said.end_s or 0.0)) / 2


def _offset_of(segment: Segment, number: int) -> int | None:
    """Return where a word begins in the text; of one that is not there, the next one."""
    done = 0
    for n, word in enumerate(segment.words):
        place = segment.text.find(word.text, done)
        if place < 0:
            continue
        if n >= number:
            return place
        done = place + len(word.text)
    return None


def _with_speakers(new: Sequence[Segment], before: _Text, old: _Text, behind: _Text) -> _Text:
    """Return the new text with the speakers of the old one; beside it, if there was none."""
    if not old:
        beside = {text[at].speaker for text, at in ((before, -1), (behind, 0)) if text}
        speaker = next(iter(beside)) if len(beside) == 1 else None
        return tuple(replace(segment, speaker=speaker) for segment in new)
    return tuple(
        replace(segment, speaker=min(old, key=lambda one: _distance(one, segment)).speaker)
        for segment in new
    )


def _distance(one: Segment, other: Segment) -> float:
    if one.start_s is None or one.end_s is None:
        return float("inf")
    return max(0.0, one.start_s - _middle(other), _middle(other) - one.end_s)


def _fitted(new: _Text, old: _Text, *, goes_on_before: bool, goes_on_after: bool) -> _Text:
    """Return the new text as a part of its sentence: a model takes it for a whole one."""
    first, *rest = new
    if not goes_on_before:
        first = replace(first, begins_paragraph=old[0].begins_paragraph)
    else:
        first = _begun_as(first, old[0])
    made = [first, *rest]
    if goes_on_after and not old[-1].text.rstrip().endswith(tuple(_ENDS)):
        made[-1] = _without_end(made[-1])
    return tuple(made)


def _begun_as(segment: Segment, old: Segment) -> Segment:
    """Begin with a small or a capital letter as the old text, if the first word is the same."""
    ours, theirs = segment.text.split(None, 1)[:1], old.text.split(None, 1)[:1]
    if not ours or not theirs or _plain(ours[0]) != _plain(theirs[0]):
        return segment
    begun = theirs[0][0] + ours[0][1:]
    words = segment.words
    if words and words[0].text == ours[0]:
        words = (replace(words[0], text=begun), *words[1:])
    return replace(segment, text=begun + segment.text.lstrip()[len(ours[0]) :], words=words)


def _plain(word: str) -> str:
    return word.rstrip(_ENDS + ",;:").casefold()


def _without_end(segment: Segment) -> Segment:
    text = segment.text.rstrip().rstrip(_ENDS)
    words = segment.words
    if not text or not words:
        return replace(segment, text=text or segment.text)
    last = words[-1].text.rstrip(_ENDS)
    return replace(segment, text=text, words=(*words[:-1], replace(words[-1], text=last)))


def _joined(text: _Text, number: int) -> _Text:
    """Make a segment one with that before it, if they are of one speaker."""
    change = joined_sentences(text, number) if 0 < number < len(text) else None
    return change.applied_to(text) if change is not None else text
