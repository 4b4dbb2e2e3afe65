"""`--times`, `--no-speakers`, `--layout`, `--preset`: what is chosen of the formats."""

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
    Option.SPEAKERS: "--no-speakers",
    Option.LAYOUT: "--layout",
    Option.PRESET: "--preset",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of formats, each absent unless it is given."""
    parser.add_argument(
        WORDS[Option.TIMES],
        type=one_of(TimesShown),
        metavar=f"{{{','.join(TimesShown)}}}",
        help="where texts to read show the time",
    )
    parser.add_argument(
        WORDS[Option.SPEAKERS],
        dest=Option.SPEAKERS,
        action="store_const",
        const=False,
        help="do not name the speakers",
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
    for option in _given(options):
        if option not in listened:
            takers = ", ".join(known.id for known in FORMATS if option in known.options)
            options.refuse(f"{WORDS[option]} is for --format {takers}")


def typed_options(options: argparse.Namespace) -> list[str]:
    """Return what was given of these options as words, to be typed again."""
    words: list[str] = []
    for option, value in _given(options).items():
        words += [WORDS[option]] if value is False else [WORDS[option], str(value)]
    return words


def chosen_formats(options: argparse.Namespace, ids: Sequence[str]) -> list[ExportFormat]:
    """Return these formats with what was chosen of them; each takes what it listens to."""
    given = _given(options)
    chosen = []
    for known in map(format_by_id, ids):
        taken = {option.value: value for option, value in given.items() if option in known.options}
        chosen.append(known.with_options(replace(known.defaults, **taken)) if taken else known)
    return chosen


def _given(options: argparse.Namespace) -> dict[Option, Any]:
    values = {option: getattr(options, option.value, None) for option in WORDS}
    return {option: value for option, value in values.items() if value is not None}
