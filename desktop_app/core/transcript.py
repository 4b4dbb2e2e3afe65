"""Words, segments and the transcript of one media file."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from operator import attrgetter
from pathlib import Path

from desktop_app.core.sentences import Figure, tr
from desktop_app.core.timecode import Span, clock, length

_START, _END = attrgetter("start_s"), attrgetter("end_s")


class TimestampMode(StrEnum):
    """Granularity of a transcript's times."""

    NONE = "none"
    SEGMENT = "segment"
    WORD = "word"


# A word below this confidence is marked, and worth a second look.
UNSURE_BELOW = 0.5


@dataclass(frozen=True, slots=True)
class Word:
    """One word; times in seconds from the start of the file, None if the model gives none.

    `confidence` is a probability in [0, 1], or None if the decoder gives none.
    """

    text: str
    start_s: float | None = None
    end_s: float | None = None
    confidence: float | None = None

    @property
    def is_unsure(self) -> bool:
        """Whether the model was not sure of it."""
        return self.confidence is not None and self.confidence < UNSURE_BELOW


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, or a stretch of speech between pauses.

    Times are seconds from the start of the file, or None if the model gives none. Invariant, if
    there are times: `start_s <= end_s`, and with timed words `start_s == words[0].start_s`.

    `language` is the code of the text's apparent language if it differs from the rest of the file,
    else None. `speaker` is the speaker's name. `begins_paragraph` is what the user wants, None to
    leave it to `core.editing.paragraphs`. `is_overlapped`: somebody else speaks for a good part of
    it (`engine.speakers.assignment`).
    """

    text: str
    start_s: float | None = None
    end_s: float | None = None
    words: tuple[Word, ...] = ()
    speaker: str | None = None
    language: str | None = None
    begins_paragraph: bool | None = None
    is_overlapped: bool = False


@dataclass(frozen=True, slots=True)
class SpeechGap:
    """Speech for which no word was written; seconds from the file's start."""

    start_s: float
    end_s: float

    def __str__(self) -> str:
        """Return `12 s of speech without text`."""
        return tr("{length} of speech without text").format(
            length=length(self.end_s - self.start_s)
        )


@dataclass(frozen=True, slots=True)
class LostSound:
    """A place of a recording where sound is missing.

    Attributes:
        text: one sentence for the user.
        span: where, in seconds from the start of the file; None if unknown. Where the file breaks
            off, start and end are equal.
    """

    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Incomplete:
    """Sound that a recording should hold but is missing or cannot be decoded.

    Attributes:
        expected_s: how long the recording should be, in seconds; None if unknown.
        decoded_s: seconds that could be decoded.
        end_s: end of the decoded sound, in seconds from the file's start.
        holes: spans before that where sound is missing, in the order of the file.
        breaks_off: whether the end is missing.
    """

    expected_s: float | None
    decoded_s: float
    end_s: float
    holes: tuple[Span, ...] = ()
    breaks_off: bool = False

    def __str__(self) -> str:
        """Describe what is missing, in one or two sentences."""
        places = self.places
        if len(self.holes) <= 1:
            return " ".join(place.text for place in places)
        lost_s = sum(end_s - start_s for start_s, end_s in self.holes)
        first = tr(
            "{length} of audio in {count} places cannot be decoded; the file is damaged."
        ).format(length=length(lost_s), count=len(self.holes))
        return " ".join([first, *(place.text for place in places[len(self.holes) :])])

    @property
    def places(self) -> tuple[LostSound, ...]:
        """The places with their sentences, in the order of the file."""
        found = [LostSound(_hole_text(*hole), hole) for hole in self.holes]
        if self.breaks_off:
            found.append(LostSound(self._end_text(), (self.end_s, self.end_s)))
        elif not found:
            found.append(LostSound(self._share_text()))
        return tuple(found)

    def _end_text(self) -> str:
        end, whole = length(self.end_s), length(self.expected_s or 0.0)
        if self.expected_s is None:
            return tr("The recording ends after {length}; the file is incomplete.").format(
                length=end
            )
        if end == whole:
            early_s = self.expected_s - self.end_s
            return tr(
                "The recording ends {seconds:.1f} s too early; the file is incomplete."
            ).format(seconds=Figure(early_s))
        return tr("The recording ends after {length} of {whole}; the file is incomplete.").format(
            length=end, whole=whole
        )

    def _share_text(self) -> str:
        expected_s = self.expected_s or 0.0
        decoded, whole = length(self.decoded_s), length(expected_s)
        if decoded == whole:
            lost_s = expected_s - self.decoded_s
            return tr("{seconds:.1f} s of audio cannot be decoded; the file is damaged.").format(
                seconds=Figure(lost_s)
            )
        return tr("Only {length} of {whole} can be decoded; the file is damaged.").format(
            length=decoded, whole=whole
        )


def _hole_text(start_s: float, end_s: float) -> str:
    return tr("{length} of audio at {time} cannot be decoded; the file is damaged.").format(
        length=length(end_s - start_s), time=clock(start_s)
    )


@dataclass(frozen=True, slots=True)
class Transcript:
    """The finished text of one media file.

    `model` is the model's id, `model_title` its name as far as that is known. `language` is the
    requested BCP-47 code (None if the model detects the language and does not report it). `gaps`
    are in the order of the file. `incomplete` describes sound that could not be read, None if all
    was read. `title` is what the user calls it, "" for the recording's name.
    `recorded_on` is the day on which it was recorded, as far as the file tells.
    """

    media_path: Path
    duration_s: float
    model: str
    language: str | None
    segments: tuple[Segment, ...]
    gaps: tuple[SpeechGap, ...] = ()
    incomplete: Incomplete | None = None
    model_title: str = field(default="", compare=False)
    title: str = field(default="", compare=False)
    recorded_on: date | None = field(default=None, compare=False)

    @property
    def text(self) -> str:
        """The whole text, one segment a line."""
        return "\n".join(segment.text for segment in self.segments)

    @property
    def speakers(self) -> tuple[str, ...]:
        """The names of who speaks, in the order in which they begin to."""
        return tuple(dict.fromkeys(s.speaker for s in self.segments if s.speaker))

    @property
    def has_times(self) -> bool:
        """Whether every segment has a start and an end (an empty transcript has)."""
        # In C: it is asked for at each letter that is typed into a text of hours.
        return None not in map(_START, self.segments) and None not in map(_END, self.segments)
