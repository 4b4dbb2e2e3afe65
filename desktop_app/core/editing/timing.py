"""The times of words that a person typed: by their letters at first, by the sound later."""

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.core.timecode import Span
from desktop_app.core.transcript import Segment, Word


def has_guessed_times(segment: Segment) -> bool:
    """Whether a sentence has words with times that no model heard."""
    return any(_is_guessed(word) for word in segment.words)


def tells_confidence(segments: Sequence[Segment]) -> bool:
    """Whether the model told of any word how sure it is: then typed ones are known by that."""
    return any(word.confidence is not None for segment in segments for word in segment.words)


def timed_by_sound(segment: Segment, spans: Sequence[Span | None]) -> Segment:
    """Return a sentence whose typed words have the times at which they are said.

    Words that were heard keep theirs, and the typed ones stay between them; so does the sentence
    between its own start and end.

    Args:
        segment: the sentence.
        spans: for each of its words when it is said, in seconds from the start of the file; None if
            that is not known.
    """
    words = list(segment.words)
    earliest_s = segment.start_s or 0.0
    for number, (word, span) in enumerate(zip(words, spans, strict=True)):
        if _is_guessed(word) and span is not None:
            latest_s = _next_heard_s(words, number, segment)
            start_s = min(max(span[0], earliest_s), latest_s)
            end_s = min(max(span[1], start_s), latest_s)
            words[number] = replace(word, start_s=start_s, end_s=end_s)
        elif word.start_s is not None and word.end_s is not None and word.start_s < earliest_s:
            words[number] = replace(word, start_s=earliest_s, end_s=max(word.end_s, earliest_s))
        earliest_s = max(earliest_s, words[number].end_s or 0.0)
    if words and words[0].start_s != segment.start_s:
        words[0] = replace(words[0], start_s=segment.start_s)
    return replace(segment, words=tuple(words))


def _is_guessed(word: Word) -> bool:
    return word.confidence is None and word.start_s is not None


def _next_heard_s(words: Sequence[Word], number: int, segment: Segment) -> float:
    """Return when the next word that was heard begins; else when the sentence ends."""
    for word in words[number + 1 :]:
        if not _is_guessed(word) and word.start_s is not None:
            return word.start_s
    return segment.end_s if segment.end_s is not None else float("inf")
