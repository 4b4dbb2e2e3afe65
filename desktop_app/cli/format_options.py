"""What is chosen of formats: `--times`, `--with-speakers`, `--no-speakers`, `--layout` and more."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from desktop_app.app.exporting.formats import FORMATS, format_by_id
from desktop_app.cli.parsing import one_of, unknown
from desktop_app.export.options import Layout, Option, TimesShown
from desktop_app.export.registry import ExportFormat
from desktop_app.export.subtitle_rules import PRESETS

# The words of the terminal, by the fields of `ExportOptions`.
WORDS = {
    Option.TIMES: "--times",
    Option.LAYOUT: "--layout",
    Option.PRESET: "--preset",
}
# Of a choice between two, a word for each.
SWITCHES = {Option.SPEAKERS: {True: "--with-speakers", False: "--no-speakers"}}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of formats, each absent unless it is given."""
    parser.add_argument(
        WORDS[Option.TIMES],
        type=one_of(TimesShown),
        metavar=f"{{{','.join(TimesShown)}}}",
        help="where texts to read show the time",
    )
    nameless = [
        known.id
        for known in FORMATS
        if Option.SPEAKERS in known.options and not known.defaults.has_speakers
    ]
    helps = {
        True: f"name the speakers, also in {' and '.join(nameless)}, which else leave them out",
        False: "do not name the speakers",
    }
    either = parser.add_mutually_exclusive_group()
    for is_named, word in SWITCHES[Option.SPEAKERS].items():
        either.add_argument(
            word,
            dest=Option.SPEAKERS,
            action="store_const",
            const=is_named,
            help=helps[is_named],
        )
    parser.add_argument(
        WORDS[Option.LAYOUT],
        type=one_of(Layout),
        metavar=f"{{{','.join(Layout)}}}",
        help="how documents set the text; interview: a table with the speakers at the left",
    )
    parser.add_argument(
        WORDS[Option.PRESET],
        type=_preset,
        metavar=f"{{{','.join(preset.id for preset in PRESETS)}}}",
        help="whose rules subtitles keep to (default: netflix)",
    )


def _preset(text: str) -> str:
    """Parse the name of rules for subtitles."""
    names = [preset.id for preset in PRESETS]
    if text not in names:
        raise argparse.ArgumentTypeError(unknown(f"preset “{text}”", text, names))
    return text


def require_taken(options: argparse.Namespace, ids: Sequence[str]) -> None:
    """End with a sentence where an option is given that none of the formats listens to."""
    listened = {option for each in ids for option in format_by_id(each).options}
    for option, value in _given(options).items():
        if option not in listened:
            takers = ", ".join(known.id for known in FORMATS if option in known.options)
            options.refuse(f"{_typed(option, value)[0]} is for --format {takers}")


def typed_options(options: argparse.Namespace) -> list[str]:
    """Return what was given of these options as words, to be typed again."""
    return [word for given in _given(options).items() for word in _typed(*given)]


def chosen_formats(options: argparse.Namespace, ids: Sequence[str]) -> list[ExportFormat]:
    """Return these formats with what was chosen of them; each takes what it listens to."""
    given = _given(options)
    chosen = []
    for known in map(format_by_id, ids):
        taken = {option.value: value for option, value in given.items() if option in known.options}
        chosen.append(known.with_options(replace(known.defaults, **taken)) if taken else known)
    return chosen


def _typed(option: Option, value: object) -> list[str]:
    """Return the words of one choice."""
    if option in SWITCHES:
        return [SWITCHES[option][bool(value)]]
    return [WORDS[option], str(value)]


def _given(options: argparse.Namespace) -> dict[Option, Any]:
    values = {option: getattr(options, option.value, None) for option in Option}
    return {option: value for option, value in values.items() if value is not None}
