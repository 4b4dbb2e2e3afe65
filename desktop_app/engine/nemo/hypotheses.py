"""Convert NeMo's results to utterances and words; pure functions."""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, SupportsFloat, TypeAlias

from desktop_app.core.transcript import TimestampMode, Word
from desktop_app.engine.recognizer import Hypothesis, Utterance
from desktop_app.media.chunks import AudioChunk

# One word, segment or token of a Hypothesis; NeMo puts numbers, texts and lists into one dict.
Stamp: TypeAlias = Mapping[str, Any]

# NeMo sets a word's start to the previous word's end, exactly (one frame of 80 ms at most).
FRAME_S = 0.08


@dataclass(slots=True)
class _Timed:
    """A word whose times are being corrected; seconds from the start of the chunk."""

    text: str
    start_s: float
    end_s: float
    confidence: float | None


def utterance_of(hypothesis: Hypothesis, chunk: AudioChunk, mode: TimestampMode) -> Utterance:
    """Convert one chunk's result, with times from the start of the file.

    Args:
        hypothesis: NeMo's result: `text`, `timestamp` and perhaps `token_confidence`.
        chunk: the chunk that was recognised.
        mode: NONE returns no words.
    """
    text = " ".join(str(getattr(hypothesis, "text", "") or "").split())
    wants_words = text and mode is not TimestampMode.NONE
    words = tuple(_words(hypothesis, chunk)) if wants_words else ()
    return Utterance(text, words, chunk.start_s, chunk.end_s)


def _words(hypothesis: Hypothesis, chunk: AudioChunk) -> list[Word]:
    """Return the words with times in the file, in order, within the chunk."""
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
    """Return start and end as plain numbers (NeMo's may be numpy's), NaN if not aligned."""
    if not _is_aligned(entry):
        return math.nan, math.nan
    return float(entry["start"]), float(entry["end"])


def _fill_unaligned(words: list[_Timed]) -> None:
    """Place words that Canary's aligner gave up on (-1) between their neighbours."""
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
    """Move a word's start into the speech region where it ends, out of the silence before.

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
    """Make times monotonic and keep them within the chunk."""
    earliest_s = 0.0
    for word in words:
        word.start_s = min(max(word.start_s, earliest_s), duration_s)
        word.end_s = min(max(word.end_s, word.start_s), duration_s)
        earliest_s = word.start_s
    for word, following in itertools.pairwise(words):
        word.end_s = max(word.start_s, min(word.end_s, following.start_s))


def _confidences(hypothesis: Hypothesis, words: Sequence[str]) -> list[float | None]:
    """Return each word's confidence: that of its least certain token.

    Tokens are matched to words by their letters. If these disagree, confidences are left out rather
    than wrong.
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
