"""Text to read: paragraphs, or one line a segment with its time."""

from collections.abc import Iterator

from desktop_app.core.timecode import clock
from desktop_app.core.transcript import Segment, Transcript

# A pause as long as this begins a new paragraph: a change of thought, or of speaker.
PARAGRAPH_PAUSE_S = 2.0


def text(transcript: Transcript) -> bytes:
    """Paragraphs separated by an empty line; without times every segment is a line."""
    lines = (
        "\n\n".join(_paragraphs(transcript.segments)) if transcript.has_times else transcript.text
    )
    return (lines + "\n" if lines else "").encode()


def timed_text(transcript: Transcript) -> bytes:
    """A line for each segment: `[00:12] text`."""
    lines = [f"[{clock(s.start_s or 0.0)}] {_said(s)}" for s in transcript.segments]
    return "".join(f"{line}\n" for line in lines).encode()


def _paragraphs(segments: tuple[Segment, ...]) -> Iterator[str]:
    gathered: list[str] = []
    before: Segment | None = None
    for segment in segments:
        if before is not None and _is_new_paragraph(before, segment):
            yield " ".join(gathered)
            gathered = []
        gathered.append(segment.text if gathered else _said(segment))
        before = segment
    if gathered:
        yield " ".join(gathered)


def _is_new_paragraph(before: Segment, segment: Segment) -> bool:
    pause_s = (segment.start_s or 0.0) - (before.end_s or 0.0)
    return pause_s >= PARAGRAPH_PAUSE_S or segment.speaker != before.speaker


def _said(segment: Segment) -> str:
    return f"{segment.speaker}: {segment.text}" if segment.speaker else segment.text
