"""What was read of another program's text."""

from dataclasses import dataclass, replace

from desktop_app.core.transcript import Incomplete, Segment, SpeechGap


@dataclass(frozen=True, slots=True)
class Imported:
    """A text from elsewhere, before it is known of which recording it is.

    Attributes:
        segments: in the order of their times, at least one.
        language: its language as far as the file tells, such as "de".
        duration_s: how long the recording is as far as the file tells, in seconds.
        model: what wrote it as far as the file tells; "" if it does not.
        media: the recording's path or name as far as the file tells; "" if it does not.
        gaps, incomplete: as of a Transcript.
        notes: whole sentences about what was not as it should be.
    """

    segments: tuple[Segment, ...]
    language: str | None = None
    duration_s: float | None = None
    model: str = ""
    media: str = ""
    gaps: tuple[SpeechGap, ...] = ()
    incomplete: Incomplete | None = None
    notes: tuple[str, ...] = ()

    @property
    def end_s(self) -> float:
        """When its last word ends, in seconds; 0 without times."""
        return max((segment.end_s or 0.0 for segment in self.segments), default=0.0)

    def with_note(self, note: str) -> "Imported":
        """Return it with one more sentence."""
        return replace(self, notes=(*self.notes, note))
