"""All export formats: those that need no Qt, and PDF."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from desktop_app.app.settings import ExportChoices
from desktop_app.core.sentences import marked
from desktop_app.core.transcript import Transcript
from desktop_app.export import registry
from desktop_app.export.options import ExportOptions, Option, known_choices
from desktop_app.export.registry import ExportFormat, Keeps, Kind

# As many formats as one person uses.
MOST_RECENT = 5


def _pdf(transcript: Transcript, options: ExportOptions) -> bytes:
    from desktop_app.app.exporting import (
        pdf,  # Qt's fonts, which the window's start need not wait for
    )

    return pdf.document(transcript, options)


PDF = ExportFormat(
    "pdf",
    marked("PDF document"),
    "pdf",
    _pdf,
    purpose=marked("For reading and printing, the same everywhere."),
    keeps=frozenset((Keeps.TIMES, Keeps.SPEAKERS)),
    options=frozenset((Option.TIMES, Option.SPEAKERS, Option.LAYOUT)),
)


def _with_pdf(known: Sequence[ExportFormat]) -> tuple[ExportFormat, ...]:
    texts = len(tuple(takewhile(lambda one: one.kind is Kind.TEXT, known)))
    return (*known[:texts], PDF, *known[texts:])


FORMATS = _with_pdf(registry.FORMATS)


def format_by_id(format_id: str) -> ExportFormat:
    """Return the format with that id.

    Raises:
        FormatUnknown: there is none.
    """
    return registry.format_by_id(format_id, FORMATS)


def with_recent(recent: Sequence[str], used: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the formats that were used last, after others were used."""
    return tuple(dict.fromkeys((*used, *recent)))[:MOST_RECENT]


def as_chosen(choices: ExportChoices, known: ExportFormat) -> ExportFormat:
    """Return a format with the options that the user chose for it."""
    chosen = known_choices(choices.options.get(known.id, {}))
    return known.with_options(replace(known.defaults, **chosen)) if chosen else known
