"""`aviary library import`: transcripts that other programs wrote become some of the library."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.app.importing.entering import EnteredText, enter, look_at
from desktop_app.cli.delivery import short
from desktop_app.cli.library.rows import as_json
from desktop_app.cli.parsing import file_or_folder
from desktop_app.cli.terminal import Terminal
from desktop_app.core.errors import AppError, MediaMissing
from desktop_app.core.text.visible import visible_line
from desktop_app.importing.languages import code_of

if TYPE_CHECKING:
    from desktop_app.core.media import MediaInfo
    from desktop_app.library.library import Library


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `library import`."""
    parser.set_defaults(refuse=parser.error)
    parser.add_argument(
        "files", nargs="+", type=file_or_folder, metavar="FILE", help="SRT, WebVTT or JSON"
    )
    parser.add_argument(
        "--recording",
        type=file_or_folder,
        metavar="FILE",
        help="whose text it is (default: what the file names, or what lies beside it)",
    )
    parser.add_argument(
        "--language", type=_language, metavar="XX", help="default: as the file or its name tells"
    )


def _language(text: str) -> str:
    code = code_of(text)
    if code is None:
        raise argparse.ArgumentTypeError(f"no language is called “{text}”")
    return code


def run(
    library: "Library",
    options: argparse.Namespace,
    terminal: Terminal,
    say: Callable[[str], None],
) -> tuple[dict[str, Any], int]:
    """Import the files; one that fails is reported and does not keep the others.

    Returns:
        the JSON value, and the exit code.

    Raises:
        MediaMissing: the recording is not there.
    """
    recording: Path | None = options.recording
    if recording is not None and len(options.files) > 1:
        options.refuse("--recording goes with one FILE")
    if recording is not None and not recording.is_file():
        raise MediaMissing("“{path}” is not there, or is no file.", path=recording)
    rows: list[dict[str, Any]] = []
    for number, path in enumerate(options.files, 1):
        terminal.live(f"{number} of {len(options.files)}: ", path.name)
        rows.append(_row(library, path, options, terminal, say))
    failed = sum(1 for row in rows if row["error"])
    return {"files": rows}, 1 if failed else 0


def _row(
    library: "Library",
    path: Path,
    options: argparse.Namespace,
    terminal: Terminal,
    say: Callable[[str], None],
) -> dict[str, Any]:
    try:
        found = look_at(path, options.recording, options.language)
        entered = enter(library, found, found.recording, _probe)
    except AppError as error:
        said = error.typed_sentence
        terminal.warn(said if path.name in said else f"{path.name}: {said}")
        return {"file": str(path), "error": error.message, "transcript": None, "notes": []}
    notes = list(entered.notes)
    if found.recording is None:
        notes.append("No recording of that name lies beside it; name it with --recording.")
    for note in notes:
        terminal.warn(f"{path.name}: {note}")
    say(_line(entered))
    transcript = as_json(entered.summary)
    return {"file": str(path), "error": None, "transcript": transcript, "notes": notes}


def _line(entered: EnteredText) -> str:
    became = "a version" if entered.is_version else "a transcript"
    became = "there already" if entered.is_known else became
    title = visible_line(entered.summary.title)
    return f"{short(entered.summary.key)}  {visible_line(entered.path.name)}: {became} ({title})"


def _probe(path: Path) -> "MediaInfo":
    from desktop_app.media.probe import probe  # imports FFmpeg

    return probe(path)
