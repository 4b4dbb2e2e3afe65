"""What NeMo returns, as our segments and words; pure functions.

NeMo's own segments are not used: they split only at . ? ! and can disagree with its words.
"""

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, SupportsFloat, TypeAlias

from desktop_app.core.transcript import Segment, TimestampMode, Word
from desktop_app.engine.foreign import Hypothesis
from desktop_app.media.chunks import AudioChunk

# One word, segment or token of a Hypothesis; NeMo puts numbers, texts and lists into one dict.
Stamp: TypeAlias = Mapping[str, Any]

SENTENCE_ENDS = (".", "?", "!", "…", "\u3002", "\uff1f", "\uff01")  # the last three: full-width
CLOSING_QUOTES = "\"'\u201d\u2019\u00bb)"
# A pause as long as this ends a segment where the words have no punctuation.
PAUSE_S = 0.8
# Two subtitle lines of 42 characters, and the longest time they should stay on screen.
# https://partnerhelp.netflixstudios.com/hc/articles/215758617
LONGEST_SEGMENT_CHARS = 84
LONGEST_SEGMENT_S = 7.0
# NeMo sets a word's start to the previous word's end, exactly (one frame of 80 ms at most).
FRAME_S = 0.08


@dataclass(slots=True)
class _Timed:
    """A word while its times are being put right; seconds from the start of the chunk."""

    text: str
    start_s: float
    end_s: float
    confidence: float | None


def segments_of(
    hypothesis: Hypothesis, chunk: AudioChunk, mode: TimestampMode
) -> tuple[Segment, ...]:
    """The segments of one chunk, with times from the start of the file.

    Args:
        hypothesis: NeMo's result: `text`, `timestamp` and perhaps `token_confidence`.
        chunk: the audio it was heard in.
        mode: NONE leaves the times out, SEGMENT the words.
    """
    text = " ".join(str(getattr(hypothesis, "text", "") or "").split())
    if not text:
        return ()
    if mode is TimestampMode.NONE:
        return (Segment(text),)
    words = _words(hypothesis, chunk)
    if not words:
        return (Segment(text, chunk.start_s, chunk.start_s + chunk.duration_s),)
    segments = tuple(_segment(group) for group in _groups(words))
    if mode is TimestampMode.SEGMENT:
        return tuple(replace(segment, words=()) for segment in segments)
    return segments


def _words(hypothesis: Hypothesis, chunk: AudioChunk) -> list[Word]:
    """The words with times in the file, in order, inside the chunk."""
    stamps = getattr(hypothesis, "timestamp", None)
    entries = stamps.get("word", ()) if isinstance(stamps, Mapping) else ()
    entries = [entry for entry in entries if str(entry.get("word", "")).strip()]
    if not entries or not any(_is_aligned(entry) for entry in entries):
        return []
    sure = _confidences(hypothesis, [str(entry["word"]) for entry in entries])
    timed = [
        _Timed(str(entry["word"]).strip(), *_times(entry), confidence)
        for entry, confidence in zip(entries, sure, strict=True)
    ]
    _fill_unaligned(timed)
    _leave_silence(timed, chunk)
    _keep_in_order(timed, chunk.duration_s)
    return [
        Word(word.text, chunk.start_s + word.start_s, chunk.start_s + word.end_s, word.confidence)
        for word in timed
    ]


def _is_aligned(entry: Stamp) -> bool:
    return all(_is_time(entry.get(side)) for side in ("start", "end"))


def _is_time(value: SupportsFloat | None) -> bool:
    return value is not None and math.isfinite(value) and float(value) >= 0


def _times(entry: Stamp) -> tuple[float, float]:
    """Start and end as plain numbers (NeMo gives numpy's at times), NaN where not aligned."""
    if not _is_aligned(entry):
        return math.nan, math.nan
    return float(entry["start"]), float(entry["end"])


def _fill_unaligned(words: list[_Timed]) -> None:
    """Canary's aligner gives up on some words (-1): they take what their neighbours leave."""
    following_s = math.nan
    starts_after = []
    for word in reversed(words):
        starts_after.append(following_s)
        following_s = word.start_s if not math.isnan(word.start_s) else following_s
    previous_end_s = math.nan
    for word, next_start_s in zip(words, reversed(starts_after), strict=True):
        if math.isnan(word.start_s):
            known = [at_s for at_s in (previous_end_s, next_start_s) if not math.isnan(at_s)]
            word.start_s, word.end_s = known[0], known[-1]
            word.end_s = max(word.start_s, word.end_s)
        previous_end_s = word.end_s


def _leave_silence(words: list[_Timed], chunk: AudioChunk) -> None:
    """Start a word in the speech region where it ends, not in the silence before.

    After a silence NeMo can set a word's start to the previous word's end, seconds too early.
    """
    regions = [(start - chunk.start_s, end - chunk.start_s) for start, end in chunk.speech]
    previous_end_s = 0.0
    for word in words:
        if word.start_s <= previous_end_s + FRAME_S:
            heard_in = [start for start, _ in regions if start < word.end_s]
            if heard_in and word.start_s < heard_in[-1] and previous_end_s <= heard_in[-1]:
                word.start_s = heard_in[-1]
        previous_end_s = word.end_s


def _keep_in_order(words: list[_Timed], duration_s: float) -> None:
    """Times never run backwards and never leave the chunk."""
    earliest_s = 0.0
    for word in words:
        word.start_s = min(max(word.start_s, earliest_s), duration_s)
        word.end_s = min(max(word.end_s, word.start_s), duration_s)
        earliest_s = word.start_s
    for word, following in itertools.pairwise(words):
        word.end_s = max(word.start_s, min(word.end_s, following.start_s))


def _confidences(hypothesis: Hypothesis, words: Sequence[str]) -> list[float | None]:
    """How sure the decoder is of each word: as sure as of its least sure token.

    Tokens are matched to words by their letters. Where these disagree, nothing is said rather
    than something wrong.
    """
    tokens = getattr(hypothesis, "token_confidence", None)
    pieces = hypothesis.timestamp.get("char") or ()
    unknown: list[float | None] = [None] * len(words)
    if not tokens or len(tokens) != len(pieces):
        return unknown
    lengths = [len(_letters(piece.get("char"))) for piece in pieces]
    wanted = [len("".join(word.split())) for word in words]
    if sum(lengths) != sum(wanted):
        return unknown
    lasts = list(itertools.accumulate(lengths))
    found: list[float | None] = []
    first = 0
    for upto in itertools.accumulate(wanted):
        last = first
        while last < len(lasts) and lasts[last] < upto:
            last += 1
        inside = [float(value) for value in tokens[first : last + 1]]
        found.append(_probability(min(inside)) if inside else None)
        first = last + 1 if last < len(lasts) and lasts[last] == upto else last
    return found


def _letters(token: object) -> str:
    joined = "".join(map(str, token)) if isinstance(token, (list, tuple)) else str(token or "")
    return "".join(joined.replace("▁", " ").split())


def _probability(value: float) -> float | None:
    return min(1.0, max(0.0, value)) if math.isfinite(value) else None


def _groups(words: Iterable[Word]) -> Iterator[list[Word]]:
    """Sentences; and pieces short enough to read where there is no punctuation."""
    group: list[Word] = []
    for word in words:
        if group and (_has_ended(group) or _is_full(group, word)):
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _has_ended(group: Sequence[Word]) -> bool:
    return group[-1].text.rstrip(CLOSING_QUOTES).endswith(SENTENCE_ENDS)


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


def _segment(words: Sequence[Word]) -> Segment:
    text = " ".join(word.text for word in words)
    return Segment(text, words[0].start_s, words[-1].end_s, tuple(words))
