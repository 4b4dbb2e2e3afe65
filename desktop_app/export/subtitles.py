"""SubRip and WebVTT, in cues that are readable in time."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from desktop_app.core.transcript import Segment, Transcript, Word
from desktop_app.export.document import cleaned
from desktop_app.export.options import DEFAULTS, ExportOptions

# Two lines of 42 characters, 7 s at most: Netflix, "Timed Text Style Guide: General Requirements".
# https://partnerhelp.netflixstudios.com/hc/articles/215758617
LINE_CHARS = 42
MAX_LINES = 2
MAX_CUE_S = 7.0
# Shorter cues only flash; they are extended into the following silence, if any.
MIN_CUE_S = 5 / 6
# Words may share a time; an empty cue would never show, so the next one is delayed.
SHORTEST_CUE_S = 0.04
# pysubs2 reads backslash and N as a line break; an invisible character (WORD JOINER) between them
# preserves a Windows path in the text.
UNBREAKABLE_BACKSLASH = "\\\u2060"


@dataclass(slots=True)
class Cue:
    """One caption; times in seconds."""

    start_s: float
    end_s: float
    lines: list[str]


def srt(transcript: Transcript, _options: ExportOptions = DEFAULTS) -> bytes:
    """Write SubRip."""
    return _rendered(transcript, "srt")


def vtt(transcript: Transcript, _options: ExportOptions = DEFAULTS) -> bytes:
    """Write WebVTT."""
    return _rendered(transcript, "vtt")


def _rendered(transcript: Transcript, kind: str) -> bytes:
    import html

    import pysubs2  # saves the window 60 ms of compiling regular expressions

    subtitles = pysubs2.SSAFile()
    for cue in cues(transcript):
        lines = [cleaned(line).replace("\\", UNBREAKABLE_BACKSLASH) for line in cue.lines]
        if kind == "vtt":
            lines = [html.escape(line, quote=False) for line in lines]
        event = pysubs2.SSAEvent(start=round(cue.start_s * 1000), end=round(cue.end_s * 1000))
        # pysubs2 reads braces as commands; use parentheses instead.
        event.text = r"\N".join(lines).replace("{", "(").replace("}", ")")
        subtitles.append(event)
    return subtitles.to_string(kind).encode()


def cues(transcript: Transcript) -> list[Cue]:
    """Build the cues of a transcript with times: in order, without overlap, none empty.

    None extends beyond the end of the recording.
    """
    made = [cue for segment in transcript.segments for cue in _cues_of(segment)]
    for cue, following in pairwise(made):
        following.start_s = max(following.start_s, cue.start_s + SHORTEST_CUE_S)
        wanted_s = max(cue.end_s, cue.start_s + MIN_CUE_S)
        cue.end_s = min(wanted_s, following.start_s)
    if made:
        made[-1].end_s = max(made[-1].end_s, made[-1].start_s + MIN_CUE_S)
    _end_with_the_recording(made, transcript.duration_s or float("inf"))
    return made


def _end_with_the_recording(made: list[Cue], limit_s: float) -> None:
    """Trim cues that end too late, from the last one back; those without room start earlier."""
    for cue in reversed(made):
        if cue.end_s <= limit_s:
            return
        cue.end_s = limit_s
        cue.start_s = max(0.0, min(cue.start_s, limit_s - SHORTEST_CUE_S))
        limit_s = cue.start_s


def _cues_of(segment: Segment) -> Iterator[Cue]:
    """Split a segment into parts that fit the screen, timed by its words if they are timed."""
    is_timed = all(w.start_s is not None and w.end_s is not None for w in segment.words)
    words = segment.words if segment.words and is_timed else _spread(segment)
    gathered: list[Word] = []
    for word in words:
        if gathered and not _fits([*gathered, word]):
            yield _cue(gathered)
            gathered = []
        gathered.append(word)
    if gathered:
        yield _cue(gathered)


def _spread(segment: Segment) -> tuple[Word, ...]:
    """Interpolate word times by letters, if the model timed only the segment."""
    texts = segment.text.split()
    start_s, end_s = segment.start_s or 0.0, segment.end_s or 0.0
    letters = sum(map(len, texts)) or 1
    words, done = [], 0
    for text in texts:
        begin_s = start_s + (end_s - start_s) * done / letters
        done += len(text)
        words.append(Word(text, begin_s, start_s + (end_s - start_s) * done / letters))
    return tuple(words)


def _wrapped(words: list[Word]) -> list[str]:
    text = " ".join(word.text for word in words)
    # An address may be longer than a line; do not break it.
    return textwrap.wrap(text, LINE_CHARS, break_long_words=False, break_on_hyphens=False)


def _fits(words: list[Word]) -> bool:
    start_s, end_s = words[0].start_s or 0.0, words[-1].end_s or 0.0
    return len(_wrapped(words)) <= MAX_LINES and end_s - start_s <= MAX_CUE_S


def _cue(words: list[Word]) -> Cue:
    start_s = words[0].start_s or 0.0
    end_s = max(start_s, words[-1].end_s or start_s)
    # NeMo may start a word seconds early, where the word before a silence ends; its end is right.
    return Cue(max(start_s, end_s - MAX_CUE_S), end_s, _wrapped(words))
