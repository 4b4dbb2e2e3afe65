"""What a model heard, chunk by chunk: enough to go on after an interruption."""

from dataclasses import dataclass

from desktop_app.core.media import FileStamp
from desktop_app.core.span import Span
from desktop_app.core.transcript import Word


@dataclass(frozen=True, slots=True)
class Cutting:
    """How a recording is cut; the same file and cutting give the same chunks.

    Attributes:
        max_chunk_s: the longest chunk, in seconds.
        first_chunk_s: the longest first chunk in seconds, or None for the same.
        track: the audio track, counted from 0.
        stamp: the file and its state; None if unknown.
    """

    max_chunk_s: float
    first_chunk_s: float | None = None
    track: int | None = None
    stamp: FileStamp | None = None


@dataclass(frozen=True, slots=True)
class HeardChunk:
    """One chunk with what the model heard in it; times in seconds from the start of the file.

    Attributes:
        number: its number in the recording, from 0.
        overlap_before_s: seconds shared with the end of the previous chunk.
        overlap_after_s: seconds shared with the beginning of the next chunk.
        speech: spans of speech in it.
        text: what was heard, before it is joined to its neighbours.
        words: the words of `text`, empty if the model gives no times.
    """

    number: int
    start_s: float
    end_s: float
    overlap_before_s: float = 0.0
    overlap_after_s: float = 0.0
    speech: tuple[Span, ...] = ()
    text: str = ""
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class ResumePoint:
    """Where an interrupted transcription goes on.

    Attributes:
        cutting: how the recording was cut so far, and has to be cut on.
        heard: its first chunks, in order and without a gap; at least one.
    """

    cutting: Cutting
    heard: tuple[HeardChunk, ...]

    @property
    def end_s(self) -> float:
        """Where the heard part ends, in seconds from the start of the file."""
        return self.heard[-1].end_s if self.heard else 0.0
