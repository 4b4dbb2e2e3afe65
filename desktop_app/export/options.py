"""What the user can choose of a format, beside the format itself."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, get_type_hints

from desktop_app.export.subtitle_rules import PRESETS, SubtitleRules


class TimesShown(StrEnum):
    """Where a text to read shows the time."""

    NONE = "none"
    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"
    MINUTE = "minute"


class Layout(StrEnum):
    """How a document sets the text."""

    PARAGRAPHS = "paragraphs"
    INTERVIEW = "interview"  # a table: who speaks in the first column, what they say in the second


class Option(StrEnum):
    """A field of `ExportOptions` that a format listens to."""

    TIMES = "times"
    SPEAKERS = "has_speakers"
    LAYOUT = "layout"
    PRESET = "preset"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """The choices for one format; a format ignores what it does not list in its `options`.

    Attributes:
        times: where the time is shown.
        has_speakers: whether the speakers are named, where there are any.
        layout: how a document sets the text.
        preset: the id of the rules for subtitles (`subtitle_rules.PRESETS`).
        rules: the user's own rules for subtitles, instead of the preset's.
        frame_rate: of the film that subtitles are for, in frames a second; None for the
            recording's own (`ExportFormat.choices`), and for times in milliseconds.
    """

    times: TimesShown = TimesShown.PARAGRAPH
    has_speakers: bool = True
    layout: Layout = Layout.PARAGRAPHS
    preset: str = "netflix"
    rules: SubtitleRules | None = None
    frame_rate: float | None = None


DEFAULTS = ExportOptions()
WITHOUT_TIMES = ExportOptions(times=TimesShown.NONE)


def known_choices(stored: Mapping[str, object]) -> dict[str, Any]:
    """Return what can be used of stored choices, by the names of the fields of `ExportOptions`.

    What a newer version knows, and what is no value of its field, is left out.
    """
    from msgspec import convert

    types = get_type_hints(ExportOptions)
    known: dict[str, Any] = {}
    for name in types.keys() & stored.keys():
        try:
            known[name] = convert(stored[name], types[name])
        except ValueError:
            continue
    if known.get("preset", PRESETS[0].id) not in {preset.id for preset in PRESETS}:
        del known["preset"]
    return known


def stored_choices(options: ExportOptions, defaults: ExportOptions) -> dict[str, Any]:
    """Return the fields that differ from the defaults as JSON's values, for `known_choices`."""
    from msgspec import to_builtins

    values = {field.name: getattr(options, field.name) for field in fields(ExportOptions)}
    return {
        name: to_builtins(value)
        for name, value in values.items()
        if value != getattr(defaults, name)
    }
