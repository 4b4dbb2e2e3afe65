"""CSV for spreadsheets: one row per segment, or per word."""

import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from desktop_app.core.transcript import Segment, Transcript
from desktop_app.export.options import DEFAULTS, ExportOptions
from desktop_app.export.word_times import words_of

COLUMNS = ("start", "end", "speaker", "text")
WORD_COLUMNS = ("segment", "start", "end", "speaker", "word", "confidence")
# Spreadsheets run a cell that begins like this as a formula, Asian versions also with full-width
# and small forms; an apostrophe makes it text.
# https://owasp.org/www-community/attacks/CSV_Injection
FORMULA_BEGINNINGS = frozenset("=+-@\u2212")
# A leading one of these may be taken for the end of a cell, and the rest for another cell.
BREAKS = ("\t", "\r", "\n", "\v", "\f", "\0", "\x85", "\u2028", "\u2029")


def table(transcript: Transcript, _options: ExportOptions = DEFAULTS) -> bytes:
    """Write start and end in seconds, speaker and text of each segment."""
    return _table(COLUMNS, map(_row, transcript.segments))


def word_table(transcript: Transcript, _options: ExportOptions = DEFAULTS) -> bytes:
    """Write the number of its segment, from 1, and what is known of it for each word.

    A segment without words has those of its text.
    """
    rows = (_word_rows(number, each) for number, each in enumerate(transcript.segments, 1))
    return _table(WORD_COLUMNS, (row for of_segment in rows for row in of_segment))


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write RFC 4180 with a byte order mark, without which Excel does not recognise UTF-8."""
    import csv

    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(columns)
    writer.writerows(rows)
    return buffer.getvalue().encode("utf-8-sig", "replace")


def _row(segment: Segment) -> Sequence[str]:
    times = [_number(segment.start_s), _number(segment.end_s)]
    return [*times, _cell(segment.speaker or ""), _cell(segment.text)]


def _word_rows(number: int, segment: Segment) -> Iterator[Sequence[str]]:
    speaker = _cell(segment.speaker or "")
    for word in words_of(segment):
        times = [_number(word.start_s), _number(word.end_s)]
        yield [str(number), *times, speaker, _cell(word.text), _number(word.confidence)]


def _number(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:.3f}"


def _cell(text: str) -> str:
    # Programs may strip leading spaces and invisible characters first.
    first = next((one for one in text if one.isprintable() and not one.isspace()), "")
    is_formula = unicodedata.normalize("NFKC", first) in FORMULA_BEGINNINGS
    return f"'{text}" if is_formula or text.startswith(BREAKS) else text
