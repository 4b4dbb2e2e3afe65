"""Praat's TextGrid, for phonetics.

The long text format: https://www.fon.hum.uva.nl/praat/manual/TextGrid_file_formats.html
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from desktop_app.core.transcript import Transcript
from desktop_app.export.options import DEFAULTS, ExportOptions
from desktop_app.export.research.tiers import Interval, tiers_of
from desktop_app.export.word_times import MS_PER_S, milliseconds


def textgrid(transcript: Transcript, _options: ExportOptions = DEFAULTS) -> bytes:
    """Write tiers by speaker: sentences and, where they have times, words.

    Each tier fills the whole time; what nobody says is an interval without text.
    """
    tiers: list[tuple[str, Sequence[Interval]]] = []
    for tier in tiers_of(transcript):
        tiers.append((tier.name, tier.sentences))
        if tier.has_words:
            tiers.append((tier.words_name, tuple(chain.from_iterable(tier.words))))
    ends = [said[-1].end_ms for _name, said in tiers if said]
    length_ms = max(1, milliseconds(transcript.duration_s), *ends)
    return "".join(f"{line}\n" for line in _lines(tiers, length_ms)).encode()


def _lines(tiers: Sequence[tuple[str, Sequence[Interval]]], length_ms: int) -> Iterator[str]:
    yield 'File type = "ooTextFile"'
    yield 'Object class = "TextGrid"'
    yield ""
    yield from _span("", 0, length_ms)
    yield "tiers? <exists>"
    yield f"size = {len(tiers)}"
    yield "item []:"
    for number, (name, said) in enumerate(tiers, 1):
        intervals = list(_filled(said, length_ms))
        yield f"    item [{number}]:"
        yield '        class = "IntervalTier"'
        yield f"        name = {_quoted(name)}"
        yield from _span("        ", 0, length_ms)
        yield f"        intervals: size = {len(intervals)}"
        for place, (start_ms, end_ms, text) in enumerate(intervals, 1):
            yield f"        intervals [{place}]:"
            yield from _span("            ", start_ms, end_ms)
            yield f"            text = {_quoted(text)}"


def _filled(said: Sequence[Interval], length_ms: int) -> Iterator[Interval]:
    at_ms = 0
    for interval in said:
        if at_ms < interval.start_ms:
            yield Interval(at_ms, interval.start_ms, "")
        yield interval
        at_ms = interval.end_ms
    if at_ms < length_ms:
        yield Interval(at_ms, length_ms, "")


def _span(margin: str, start_ms: int, end_ms: int) -> Iterator[str]:
    yield f"{margin}xmin = {start_ms / MS_PER_S}"
    yield f"{margin}xmax = {end_ms / MS_PER_S}"


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
