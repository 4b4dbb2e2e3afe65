"""Audacity's labels, to cut a recording by its sentences.

https://manual.audacityteam.org/man/importing_and_exporting_labels.html
"""

from desktop_app.core.transcript import Segment, Transcript
from desktop_app.export.document import one_line
from desktop_app.export.options import DEFAULTS, ExportOptions
from desktop_app.export.word_times import MS_PER_S, span_ms


def labels(transcript: Transcript, options: ExportOptions = DEFAULTS) -> bytes:
    """Write a label for each sentence: start, end and text, parted by tabs, in UTF-8."""
    return "".join(f"{_label(each, options)}\n" for each in transcript.segments).encode()


def _label(segment: Segment, options: ExportOptions) -> str:
    start_ms, end_ms = span_ms(segment)
    text = one_line(segment.text)
    if segment.speaker and options.has_speakers:
        text = f"{one_line(segment.speaker)}: {text}"
    return f"{start_ms / MS_PER_S:.6f}\t{end_ms / MS_PER_S:.6f}\t{text}"
