"""`aviary transcribe | library | models | doctor`: the program without its window."""

import argparse
import logging
from collections.abc import Sequence
from enum import StrEnum

from desktop_app import __version__
from desktop_app.app.exporting.formats import FORMATS
from desktop_app.app.services import build_services
from desktop_app.cli import doctor as doctor_command
from desktop_app.cli import format_options
from desktop_app.cli import models as models_command
from desktop_app.cli import plan as plan_command
from desktop_app.cli import tracks as tracks_command
from desktop_app.cli import transcribe as transcribe_command
from desktop_app.cli.library import commands as library_command
from desktop_app.cli.parsing import (
    Parser,
    at_least_one,
    file_or_folder,
    formats,
    name_fields,
    not_empty,
    one_of,
    phrases,
    speakers,
)
from desktop_app.cli.terminal import Terminal
from desktop_app.core.media import ALL_TRACKS
from desktop_app.core.request import AUTO_BATCH_SIZE, DeviceChoice, Precision
from desktop_app.core.speaker_choice import SpeakerChoice, SpeakerWay
from desktop_app.core.transcript import TimestampMode
from desktop_app.models.catalog import RECOGNIZERS
from desktop_app.system.power import staying_awake
from desktop_app.system.streams import OutputClosed, finish_streams

logger = logging.getLogger(__name__)

WINDOW_OPTIONS = {
    "--safe-mode": "open the window with default settings, on the CPU; files may follow",
    "--quit": "ask the open window to close, and wait for it (--wait SECONDS)",
    "--self-test": "check that this installation is complete; needs no window",
}


def build_parser() -> argparse.ArgumentParser:
    """Build the parser of all commands."""
    parser = Parser(
        prog="aviary",
        description="Turn recordings into text on this computer. "
        "Without a command the window opens; files may follow.",
    )
    parser.add_argument("--version", action="version", version=f"Aviary {__version__}")
    # Handled before the parser, which is slow to build; here they only have their help.
    for option, text in WINDOW_OPTIONS.items():
        parser.add_argument(option, action="store_true", help=text)
    commands = parser.add_subparsers(dest="command", required=True)
    _add_transcribe(commands.add_parser("transcribe", help="transcribe files or folders"))
    library_command.add_arguments(
        commands.add_parser("library", help="list, search, show, export and back up transcripts")
    )
    models_command.add_arguments(
        commands.add_parser("models", help="list, download, import, check and remove models")
    )
    doctor = commands.add_parser("doctor", help="check this computer")
    doctor.add_argument("--json", action="store_true", help="machine-readable")
    doctor.add_argument(
        "--quick", action="store_true", help="without the sample and without large files"
    )
    doctor.add_argument(
        "--save",
        type=file_or_folder,
        metavar="FILE.zip",
        help="also write the report, logs, versions and settings to a file, without your name",
    )
    doctor.add_argument("--overwrite", action="store_true", help="replace that file if it is there")
    return parser


def _add_transcribe(parser: argparse.ArgumentParser) -> None:
    ids = ", ".join(spec.id for spec in RECOGNIZERS)
    parser.set_defaults(refuse=parser.error)
    parser.add_argument(
        "files", nargs="*", type=file_or_folder, metavar="FILE", help="a file or a folder"
    )
    parser.add_argument(
        "--model",
        type=not_empty,
        help=f"{ids}, or the path of a .nemo file (default: the first installed)",
    )
    parser.add_argument("--language", metavar="XX", help="the language spoken (Canary)")
    parser.add_argument("--target-language", metavar="XX", help="translate into it (Canary)")
    parser.add_argument(
        "--timestamps",
        type=one_of(TimestampMode),
        metavar=_braces(TimestampMode),
        help="default: the finest that the model gives",
    )
    parser.add_argument(
        "--speakers",
        type=speakers,
        default=SpeakerChoice(),
        metavar="auto|N|at-most:N|channels|none",
        help="find out who speaks: as many as there are, N, or at most N; channels: each channel "
        "(with --audio-track all, each track) is one speaker, without a model. The text then comes "
        "at the end (default: none)",
    )
    parser.add_argument(
        "--diarizer",
        type=not_empty,
        metavar="ID|PATH",
        help="the model that tells speakers apart (default: the first installed)",
    )
    parser.add_argument(
        "--known-voices",
        action="store_true",
        help="give the speakers that are found the names of those whose voices the library keeps "
        "(`aviary library voices`), by TitaNet Large. Voice prints are biometric data: they are "
        "compared on this computer, and those made of these recordings are not kept. Likeness can "
        "deceive (default: off)",
    )
    parser.add_argument(
        "--format",
        type=formats,
        default=(),
        metavar="F,…",
        help="write files: " + ", ".join(known.id for known in FORMATS),
    )
    format_options.add_arguments(parser)
    parser.add_argument(
        "--output", type=file_or_folder, metavar="DIR", help="where files are written"
    )
    parser.add_argument(
        "--name",
        default="",
        metavar="TEMPLATE",
        help="how files are named, from " + name_fields(),
    )
    parser.add_argument(
        "--overwrite",
        action="store_true",
        help="replace files of that name, which else get a number (never a recording)",
    )
    parser.add_argument(
        "--resume",
        action="store_true",
        help="go on with what was interrupted, as it was begun: these files, or all",
    )
    parser.add_argument(
        "--no-library",
        action="store_true",
        help="keep nothing in the library: no text, and nothing to go on with",
    )
    parser.add_argument(
        "--phrases",
        type=phrases,
        default=(),
        metavar="FILE|A,B,…",
        help="names and terms to listen for: a text file with one a line, or a list",
    )
    parser.add_argument(
        "--no-words",
        dest="words",
        action="store_false",
        help="neither listen for “My words” of the library nor correct them",
    )
    parser.add_argument(
        "--device",
        type=one_of(DeviceChoice),
        metavar=_braces(DeviceChoice),
        default=DeviceChoice.AUTO,
    )
    parser.add_argument(
        "--precision",
        type=one_of(Precision),
        metavar=_braces(Precision),
        default=Precision.AUTO,
    )
    parser.add_argument(
        "--batch-size",
        type=at_least_one,
        default=AUTO_BATCH_SIZE,
        metavar="N",
        help="chunks at once, as many as fit into memory unless given",
    )
    parser.add_argument(
        "--audio-track",
        "--track",
        type=_track,
        metavar="N|all|auto",
        help="which audio track; all: all of them together, as where each person has one; auto "
        "(unless given): the default one, or the one with speech",
    )
    parser.add_argument(
        "--list-tracks",
        action="store_true",
        help="list the audio tracks and which one would be taken; transcribe nothing",
    )
    parser.add_argument("--json", action="store_true", help="with --list-tracks: machine-readable")
    parser.add_argument("--quiet", action="store_true", help="no progress")
    parser.add_argument(
        "--plan",
        action="store_true",
        help="tell how it would be done and how long it would take; transcribe nothing",
    )


TRACK_WORDS = {"auto": None, "all": ALL_TRACKS}

# What a job was begun with it goes on with.
BEGUN_WITH = (
    "model", "language", "target_language", "timestamps", "device", "precision", "batch_size",
    "audio_track", "phrases", "speakers", "diarizer",
)  # fmt: skip


def _check_transcribe(options: argparse.Namespace) -> None:
    """End with a sentence where the options do not go together."""
    format_options.require_taken(options, options.format)
    _check_speakers(options)
    if not options.resume:
        if not options.files:
            options.refuse("the following arguments are required: FILE")
        return
    for other in ("no_library", "plan", "list_tracks"):
        if getattr(options, other):
            options.refuse(f"--resume and --{other.replace('_', '-')} do not go together")
    fresh = build_parser().parse_args(["transcribe", "--resume"])
    for name in BEGUN_WITH:
        if getattr(options, name) != getattr(fresh, name):
            options.refuse(
                "--resume goes on with the settings of the beginning; "
                f"leave out --{name.replace('_', '-')}"
            )


def _check_speakers(options: argparse.Namespace) -> None:
    way = options.speakers.way
    if options.diarizer and not way.needs_model:
        options.refuse("--diarizer goes with --speakers auto, a number or at-most:N")
    if way is not SpeakerWay.OFF and options.timestamps is TimestampMode.NONE:
        options.refuse("--speakers needs times; leave out --timestamps none")
    if options.known_voices and way is SpeakerWay.OFF and not options.resume:
        options.refuse("--known-voices goes with --speakers")
    if options.has_speakers and way is SpeakerWay.OFF and not options.resume:
        options.refuse("--with-speakers goes with --speakers, which finds them")
    if options.known_voices and options.no_library:
        options.refuse("--known-voices and --no-library do not go together: the library has them")


def _braces(kind: type[StrEnum]) -> str:
    return "{" + ",".join(kind) + "}"


def _track(text: str) -> int | None:
    """Convert a track number to count from 0; None for automatic choice."""
    if text in TRACK_WORDS:
        return TRACK_WORDS[text]
    return at_least_one(text, *TRACK_WORDS) - 1


def run(arguments: Sequence[str]) -> int:
    """Run one command; return 0 for success, 1 for failures, 2 for wrong usage."""
    try:
        return _run(build_parser().parse_args(arguments))
    except OutputClosed as error:
        Terminal().warn(str(error))
        return 1
    except SystemExit as end:  # argparse does not flush its help
        if not finish_streams() and not end.code:
            raise SystemExit(1) from end
        raise


def _run(options: argparse.Namespace) -> int:
    if options.command == "transcribe":
        _check_transcribe(options)
    services = build_services()
    for note in services.notes:
        logger.warning(note)
        Terminal().warn(note)
    if options.command == "transcribe" and options.list_tracks:
        return tracks_command.run(options)
    if options.command == "transcribe" and options.plan:
        return plan_command.run(services, options)
    if options.command == "transcribe":
        with staying_awake():
            return transcribe_command.run(services, options)
    if options.command == "library":
        return library_command.run(services, options)
    if options.command == "models":
        return models_command.run(services, options)
    return doctor_command.run(
        services,
        as_json=options.json,
        is_quick=options.quick,
        save=options.save.absolute() if options.save else None,
        overwrite=options.overwrite,
    )
