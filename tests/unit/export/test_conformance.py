"""Every format on every hard transcript: a whole file or a sentence, and twice the same."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings

from desktop_app.core.errors import NoTimes
from desktop_app.core.transcript import Transcript
from desktop_app.export.options import ExportOptions, Layout, Option, TimesShown
from desktop_app.export.registry import FORMATS, ExportFormat, Keeps, Kind
from desktop_app.export.subtitle_rules import PRESETS
from tests.hard_transcripts import CASES, timed

every_format = pytest.mark.parametrize("fmt", FORMATS, ids=[known.id for known in FORMATS])
every_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)
# Formats that are no text.
BINARY = {"docx", "pdf", "stl"}
# What can be chosen of each option beside its default.
CHOICES = {
    Option.TIMES: ("times", tuple(TimesShown)),
    Option.SPEAKERS: ("has_speakers", (True, False)),
    Option.LAYOUT: ("layout", tuple(Layout)),
    Option.PRESET: ("preset", tuple(preset.id for preset in PRESETS)),
}


def rendered(fmt: ExportFormat, case: Transcript, options: ExportOptions | None = None) -> bytes:
    """What is written; b"" where a sentence says why nothing is. Any other exception fails."""
    try:
        return fmt.render(case, options)
    except NoTimes:
        return b""


@every_case
@every_format
def test_a_file_or_a_sentence(fmt: ExportFormat, case: Transcript) -> None:
    data = rendered(fmt, case)
    assert rendered(fmt, case) == data
    if fmt.id not in BINARY:
        text = data.decode("utf-8-sig")
        assert "\0" not in text or fmt.kind is Kind.DATA
    if not fmt.needs_times:
        assert data or not case.text.strip()


@every_format
def test_each_choice_is_written(fmt: ExportFormat) -> None:
    chosen = [CHOICES[option] for option in sorted(fmt.options)]
    for values in product(*(values for _name, values in chosen)):
        names = (name for name, _values in chosen)
        fields: dict[str, Any] = dict(zip(names, values, strict=True))
        assert rendered(fmt, CASES["damaged"], ExportOptions(**fields))


@every_format
def test_a_format_keeps_what_it_says(fmt: ExportFormat) -> None:
    data = rendered(fmt, CASES["talk"], replace(fmt.defaults, has_speakers=True))
    if fmt.id in BINARY:
        return
    assert (b"Peter" in data) >= (Keeps.SPEAKERS in fmt.keeps)
    assert (b"0.9" in data) >= (Keeps.CONFIDENCE in fmt.keeps)
    assert (b"3.917" in data or b"3917" in data) >= (Keeps.WORDS in fmt.keeps)


@settings(max_examples=30)
@given(case=timed)
def test_any_transcript_is_written(case: Transcript) -> None:
    for fmt in FORMATS:
        if fmt.kind is not Kind.TEXT:
            assert rendered(fmt, case) == rendered(fmt, case)
