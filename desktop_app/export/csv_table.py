"""CSV for spreadsheets: one row per segment."""

import io
import unicodedata

from desktop_app.core.transcript import Transcript

COLUMNS = ("start", "end", "speaker", "text")
# Spreadsheets run a cell that begins like this as a formula, Asian versions also with full-width
# and small forms; an apostrophe makes it text.
# https://owasp.org/www-community/attacks/CSV_Injection
FORMULA_BEGINNINGS = frozenset("=+-@\u2212")
# A leading one of these may be taken for the end of a cell, and the rest for another cell.
BREAKS = ("\t", "\r", "\n", "\v", "\f", "\0", "\x85", "\u2028", "\u2029")


def table(transcript: Transcript, _options: object = None) -> bytes:
    """Write RFC 4180 with a byte order mark, without which Excel does not recognise UTF-8."""
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
    # Programs may strip leading spaces and invisible characters first.
    first = next((one for one in text if one.isprintable() and not one.isspace()), "")
    is_formula = unicodedata.normalize("NFKC", first) in FORMULA_BEGINNINGS
    return f"'{text}" if is_formula or text.startswith(BREAKS) else text
