"""An argument parser that suggests corrections for mistyped words."""

import argparse
import re
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NoReturn, TypeVar

from desktop_app.app.exporting.formats import FORMATS
from desktop_app.core.editing.terms import one_line, phrases_of, terms_of
from desktop_app.core.naming import FIELDS
from desktop_app.core.speaker_choice import MOST_SPEAKERS, SpeakerChoice, SpeakerWay
from desktop_app.core.text.suggestion import did_you_mean

E = TypeVar("E", bound=StrEnum)

# argparse's messages; Python 3.14 makes suggestions itself.
WRONG_CHOICE = re.compile(r"invalid choice: '([^']*)' \(choose from (.*)\)")
TOGETHER = re.compile(r"argument (\S+): not allowed with argument (\S+)")
WRONG_OPTION = re.compile(r"unrecognized arguments:.*?(?<!\S)(-[\w-]+)")

# What people call a format, and the program that reads it, by the format's name.
CALLED = {
    "txt": ("text", "plain", "plaintext", "plain-text", "transcript", "notepad"),
    "md": ("markdown",),
    "docx": ("word", "doc", "odt", "rtf", "libreoffice", "document"),
    "html": ("web", "webpage", "web-page", "website", "htm", "browser"),
    "srt": ("subtitles", "subtitle", "subs", "captions", "subrip", "youtube", "premiere"),
    "vtt": ("webvtt",),
    "lrc": ("lyrics", "karaoke"),
    "qda": ("maxqda", "atlas", "atlas.ti", "atlasti"),
    "f4": ("f5",),
    "elan": ("eaf",),
    "textgrid": ("praat",),
    "whisper-json": ("whisper",),
    "csv": ("excel", "xls", "xlsx", "ods", "spreadsheet", "table"),
}
MEANT = {word: known for known, words in CALLED.items() for word in words}


class Parser(argparse.ArgumentParser):
    """argparse's parser, with suggestions for mistyped commands and options."""

    def error(self, message: str) -> NoReturn:
        """Exit with the message and a suggestion."""
        suggestion = ""
        if wrong := WRONG_CHOICE.search(message):
            known = [choice.strip("'") for choice in wrong[2].split(", ")]
            suggestion = did_you_mean(wrong[1], known)
        elif wrong := WRONG_OPTION.search(message):
            suggestion = did_you_mean(wrong[1], _options_of(self))
        elif both := TOGETHER.search(message):
            message = f"{both[2]} and {both[1]} do not go together"
        super().error(f"{message}.{suggestion}" if suggestion else message)


def one_of(kind: type[E]) -> Callable[[str], E]:
    """Return the type of an option that takes one of a few words."""

    def converted(text: str) -> E:
        try:
            return kind(text)
        except ValueError:
            raise argparse.ArgumentTypeError(unknown(f"“{text}”", text, list(kind))) from None

    return converted


def file_or_folder(text: str) -> Path:
    """Parse a path; refuse "", which Python takes for the current folder."""
    if not text:
        raise argparse.ArgumentTypeError("the name is empty")
    return Path(text)


def not_empty(text: str) -> str:
    """Return a name; refuse "", as of a variable that is not set, which would mean the default."""
    if not text.strip():
        raise argparse.ArgumentTypeError("the name is empty")
    return text


def at_least_one(text: str, *words: str) -> int:
    """Parse a number from 1 on, in whose place there may be words, too."""
    if not text.isdecimal() or int(text) < 1:
        known = " or ".join(("a number from 1 on", *words))
        raise argparse.ArgumentTypeError(f"must be {known}, not “{text}”")
    return int(text)


def unknown(subject: str, word: str, known: Sequence[str]) -> str:
    """Return a message about an unknown word, with a suggestion and then the known ones.

    These may fill lines, after which a suggestion would be overlooked.
    """
    suggestion = did_you_mean(word, known)
    named = f"{subject}.{suggestion}" if suggestion else subject
    return f"unknown {named} (known: {', '.join(known)})"


def formats(text: str) -> tuple[str, ...]:
    """Parse names of formats, with commas between."""
    known = {known.id for known in FORMATS}
    wanted = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    wrong = [part for part in wanted if part not in known]
    if wrong or not wanted:
        named = ", ".join(wrong) or repr(text)
        nearest = wrong[0] if wrong else text
        meant = MEANT.get(nearest.casefold().removeprefix("."), nearest)
        raise argparse.ArgumentTypeError(unknown(f"format {named}", meant, sorted(known)))
    return wanted


def phrases(text: str) -> tuple[str, ...]:
    """Parse names and terms to listen for: a file with one a line, or a list with commas."""
    file = Path(text)
    if file.is_file():
        try:
            content = file.read_text(encoding="utf-8-sig")
        except (OSError, ValueError) as error:
            raise argparse.ArgumentTypeError(
                f"“{text}” cannot be read as a text in UTF-8 ({error})"
            ) from error
        return phrases_of(terms_of(content))
    if file.suffix or file.parent != Path():
        raise argparse.ArgumentTypeError(f"there is no file “{text}”")
    return tuple(dict.fromkeys(filter(None, map(one_line, text.split(",")))))


AT_MOST = "at-most:"
SPEAKERS = {
    "none": SpeakerWay.OFF,
    "auto": SpeakerWay.AUTO,
    "channels": SpeakerWay.CHANNELS,
}


def speakers(text: str) -> SpeakerChoice:
    """Parse how speakers are to be found: a word, their number, or the most there may be."""
    if text in SPEAKERS:
        return SpeakerChoice(SPEAKERS[text])
    way = SpeakerWay.AT_MOST if text.startswith(AT_MOST) else SpeakerWay.EXACTLY
    number = text.removeprefix(AT_MOST)
    if number.isdecimal() and 1 <= int(number) <= MOST_SPEAKERS:
        return SpeakerChoice(way, int(number))
    if number.isdecimal() or text.startswith(AT_MOST):
        raise argparse.ArgumentTypeError(f"must be from 1 to {MOST_SPEAKERS}, not “{number}”")
    raise argparse.ArgumentTypeError(unknown(f"“{text}”", text, [*SPEAKERS, "2", f"{AT_MOST}4"]))


def name_fields() -> str:
    """Return the fields of a template for file names."""
    return " ".join(f"{{{one}}}" for one in FIELDS)


def _options_of(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield the long options of a parser and its commands."""
    for action in parser._actions:  # noqa: SLF001 - argparse offers no other way
        yield from (option for option in action.option_strings if option.startswith("--"))
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for command in action.choices.values():
                yield from _options_of(command)
