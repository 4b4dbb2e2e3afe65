"""A table for spreadsheets: one row a segment."""

import io

from desktop_app.core.transcript import Transcript

COLUMNS = ("start", "end", "speaker", "text")
# Spreadsheets run a cell that begins so as a formula; an apostrophe makes it text.
# https://owasp.org/www-community/attacks/CSV_Injection
FORMULA_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")


def table(transcript: Transcript) -> bytes:
    """RFC 4180 with a byte order mark, without which Excel takes UTF-8 for something else."""
    import csv

    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for segment in transcript.segments:
        times = [_number(segment.start_s), _number(segment.end_s)]
        writer.writerow([*times, _cell(segment.speaker or ""), _cell(segment.text)])
    return buffer.getvalue().encode("utf-8-sig")


def _number(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:.3f}"


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_BEGINNINGS) else text
