"""Plain text: paragraphs, or one line per segment with its time."""

from collections.abc import Iterator, Sequence

from desktop_app.core.timecode import clock
from desktop_app.core.transcript import LostSound, Segment, Transcript

# A pause this long starts a new paragraph: a change of thought or speaker.
PARAGRAPH_PAUSE_S = 2.0


def text(transcript: Transcript) -> bytes:
    """Write paragraphs separated by empty lines; without times every segment is a line.

    Missing sound becomes a line in brackets.
    """
    lost = transcript.incomplete.places if transcript.incomplete else ()
    if transcript.has_times:
        lines = "\n\n".join(_paragraphs(transcript.segments, lost))
    else:
        lines = "\n".join([s.text for s in transcript.segments] + list(map(_note, lost)))
    return (lines + "\n" if lines else "").encode()


def timed_text(transcript: Transcript) -> bytes:
    """Write a line per segment: `[00:12] text`; and per place of missing sound."""
    lost = transcript.incomplete.places if transcript.incomplete else ()
    lines = []
    for row in _in_order(transcript.segments, lost):
        if isinstance(row, Segment):
            lines.append(f"[{clock(row.start_s or 0.0)}] {_said(row)}")
        else:
            lines.append(f"[{clock(row.span[0])}] {_note(row)}" if row.span else _note(row))
    return "".join(f"{line}\n" for line in lines).encode()


def _paragraphs(segments: Sequence[Segment], lost: Sequence[LostSound]) -> Iterator[str]:
    gathered: list[str] = []
    before: Segment | None = None
    for segment in _in_order(segments, lost):
        if before is not None and (
            isinstance(segment, LostSound) or _is_new_paragraph(before, segment)
        ):
            yield " ".join(gathered)
            gathered = []
        if isinstance(segment, LostSound):
            yield _note(segment)
            before = None
            continue
        gathered.append(segment.text if gathered else _said(segment))
        before = segment
    if gathered:
        yield " ".join(gathered)


def _in_order(
    segments: Sequence[Segment], lost: Sequence[LostSound]
) -> Iterator[Segment | LostSound]:
    """Merge timed segments and missing sound by time; missing sound without a place comes last."""
    left = list(lost)
    for segment in segments:
        while left and left[0].span is not None and left[0].span[0] <= (segment.start_s or 0.0):
            yield left.pop(0)
        yield segment
    yield from left


def _note(lost: LostSound) -> str:
    return f"[{lost.text}]"


def _is_new_paragraph(before: Segment, segment: Segment) -> bool:
    pause_s = (segment.start_s or 0.0) - (before.end_s or 0.0)
    return pause_s >= PARAGRAPH_PAUSE_S or segment.speaker != before.speaker


def _said(segment: Segment) -> str:
    return f"{segment.speaker}: {segment.text}" if segment.speaker else segment.text
