"""What a recogniser hears: words, segments and the transcript of one media file."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from desktop_app.core.timecode import length


class TimestampMode(StrEnum):
    """How finely a transcript is timed."""

    NONE = "none"
    SEGMENT = "segment"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Word:
    """One word; times in seconds from the start of the file, None where the model gives none.

    `confidence` is a probability in [0, 1], or None where the decoder gives none.
    """

    text: str
    start_s: float | None = None
    end_s: float | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, or a stretch of speech between pauses.

    Times are seconds from the start of the file, or None where the model gives none.
    Invariant where there are times: `start_s <= end_s`, and when there are timed words
    `start_s == words[0].start_s`.

    `language` is what the text seems to be written in, as a code, where that is not what the rest
    of the file is written in; None for all others.
    """

    text: str
    start_s: float | None = None
    end_s: float | None = None
    words: tuple[Word, ...] = ()
    speaker: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class SpeechGap:
    """Speech that was heard and that no word was written for; seconds from the file's start."""

    start_s: float
    end_s: float

    def __str__(self) -> str:
        """`12 s of speech without text`, for people."""
        return f"{length(self.end_s - self.start_s)} of speech without text"


@dataclass(frozen=True, slots=True)
class Transcript:
    """The finished text of one media file.

    `model` is the model's id, `language` the BCP-47 code that was asked for (None where the
    model detects the language itself and does not say it). `gaps` are in the order of the file.
    """

    media_path: Path
    duration_s: float
    model: str
    language: str | None
    segments: tuple[Segment, ...]
    gaps: tuple[SpeechGap, ...] = ()

    @property
    def text(self) -> str:
        """The whole text, one segment a line."""
        return "\n".join(segment.text for segment in self.segments)

    @property
    def has_times(self) -> bool:
        """Whether every segment has a start and an end (an empty transcript has)."""
        return all(s.start_s is not None and s.end_s is not None for s in self.segments)
