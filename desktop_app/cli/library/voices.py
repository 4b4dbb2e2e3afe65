"""`aviary library voices`: the kept voices, listed and deleted in the terminal."""

import argparse
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from desktop_app.app.speakers.kept import Voice, by_name
from desktop_app.core.errors import AppError
from desktop_app.core.text.visible import visible_line
from desktop_app.core.timecode import length

if TYPE_CHECKING:
    from desktop_app.library.library import Library

Say = Callable[[str], None]


class NoSuchVoice(AppError):
    """What was typed is the name of no kept voice."""

    title = "No such voice"
    remedy = "`aviary library voices list` shows what is kept."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the parser of `library voices …`."""
    parser.set_defaults(what="list", names=(), all=False)
    kinds = parser.add_subparsers(dest="what", metavar="{list,forget}")
    kinds.add_parser("list", help="the voices (unless another is named)")
    forgetting = kinds.add_parser("forget", help="delete voices for good; names in texts stay")
    forgetting.add_argument("names", nargs="*", metavar="NAME", help="as in the list")
    forgetting.add_argument("--all", action="store_true", help="all voices")
    forgetting.set_defaults(refuse=forgetting.error)


def run(
    library: "Library", options: argparse.Namespace, say: Say, warn: Say
) -> list[dict[str, Any]]:
    """Do one of these; return the voices as they are now.

    Raises:
        NoSuchVoice: a name is not in the list; nothing is deleted.
        LibraryError: the library cannot be read or written.
    """
    if options.what == "forget":
        _forget(library, options, warn)
    voices = by_name(library.voices())
    for voice in voices:
        say(visible_line(_line(voice)))
    if not voices:
        say("No voices are kept.")
    return [asdict(voice) for voice in voices]


def _forget(library: "Library", options: argparse.Namespace, warn: Say) -> None:
    if bool(options.names) == options.all:
        options.refuse("name voices, or give --all")
    known = {voice.name for voice in library.voices()}
    if missing := [name for name in options.names if name not in known]:
        raise NoSuchVoice("No voice of “{name}” is kept; nothing is deleted.", name=missing[0])
    _count, left = library.forget_voices(None if options.all else options.names)
    for path in left:
        warn(f"This copy of the library may still hold voices: {visible_line(str(path))}")


def _line(voice: Voice) -> str:
    where = "1 recording" if voice.recordings == 1 else f"{voice.recordings} recordings"
    return f"{voice.name}  {length(voice.seconds)} of speech, {where}"
