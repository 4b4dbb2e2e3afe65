"""Split words into segments: sentences, or parts short enough to read; pure functions.

NeMo's own segments are not used: they split only at . ? ! and can disagree with its words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from desktop_app.core.text.punctuation import ends_sentence
from desktop_app.core.transcript import Segment, TimestampMode, Word
from desktop_app.engine.recognizer import Utterance

# A pause this long ends a segment if the words have no punctuation.
PAUSE_S = 0.8
# Two subtitle lines of 42 characters, and the longest time they should stay on screen.
# https://partnerhelp.netflixstudios.com/hc/articles/215758617
LONGEST_SEGMENT_CHARS = 84
LONGEST_SEGMENT_S = 7.0


def segments_of(utterance: Utterance, mode: TimestampMode) -> tuple[Segment, ...]:
    """Split an utterance into segments.

    Args:
        utterance: text, with or without words.
        mode: NONE omits the times, SEGMENT the words.
    """
    if not utterance.text:
        return ()
    if mode is TimestampMode.NONE:
        return (Segment(utterance.text),)
    if not utterance.words:
        return (Segment(utterance.text, utterance.start_s, utterance.end_s),)
    return tuple(segment_of(group, mode) for group in groups(utterance.words))


def groups(words: Iterable[Word]) -> Iterator[list[Word]]:
    """Split into sentences; without punctuation, into parts short enough to read."""
    group: list[Word] = []
    for word in words:
        if group and (ends_sentence(group[-1].text) or _is_full(group, word)):
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _is_full(group: Sequence[Word], word: Word) -> bool:
    if word.start_s is None or word.end_s is None:
        return False
    last_end_s, first_s = group[-1].end_s or 0.0, group[0].start_s or 0.0
    characters = sum(len(before.text) + 1 for before in group) + len(word.text)
    return (
        round(word.start_s - last_end_s, 3) >= PAUSE_S
        or word.end_s - first_s > LONGEST_SEGMENT_S
        or characters > LONGEST_SEGMENT_CHARS
    )


def segment_of(words: Sequence[Word], mode: TimestampMode) -> Segment:
    """Make one segment, with or without its words."""
    text = " ".join(word.text for word in words)
    segment = Segment(text, words[0].start_s, words[-1].end_s, tuple(words))
    return replace(segment, words=()) if mode is TimestampMode.SEGMENT else segment
