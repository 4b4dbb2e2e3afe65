"""`aviary transcribe --list-tracks`: list the audio tracks of files."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from desktop_app.cli.progress import Tally, people_line
from desktop_app.cli.terminal import Terminal
from desktop_app.cli.transcribe import expand
from desktop_app.core.errors import AppError
from desktop_app.core.media import AudioTrack, TrackChoice
from desktop_app.core.text.visible import visible_line
from desktop_app.system.streams import put_out


def run(options: argparse.Namespace) -> int:
    """Print the tracks of every file; return 0 if all can be read, else 1."""
    from desktop_app.media.probe import probe
    from desktop_app.media.tracks import choose_track, no_such_track

    terminal = Terminal(quiet=options.quiet)
    tally = Tally()
    files = expand(options.files, terminal, tally)
    failed = len(tally.failed)
    listed: list[dict[str, object]] = []
    for file in files:
        try:
            info = probe(file)
            number = options.audio_track
            if number is None:
                choice = choose_track(file, notices_people=True)
            elif (named := info.choice(number)) is None:
                raise no_such_track(file, len(info.tracks), number)
            else:
                choice = named
        except AppError as error:
            failed += 1
            terminal.warn(f"{file.name}: {error.typed_sentence}")
            continue
        listed.append(_as_json(file, info.tracks, choice))
        if not options.json:
            _print(file, info.tracks, choice)
    if options.json:
        put_out(json.dumps(listed, ensure_ascii=False, indent=2) + "\n")
    return 1 if failed else 0


def _print(file: Path, tracks: tuple[AudioTrack, ...], choice: TrackChoice) -> None:
    lines = [visible_line(str(file))]
    for track in tracks:
        marks = ["default"] if track.is_default else []
        marks += ["would be transcribed"] if choice.has(track) else []
        lines.append(f"  {visible_line(track.label)}" + (f" ({', '.join(marks)})" if marks else ""))
    if choice.people > 1:
        lines.append(f"  {people_line(choice.people)}")
    put_out("\n".join(lines) + "\n")


def _as_json(file: Path, tracks: tuple[AudioTrack, ...], choice: TrackChoice) -> dict[str, object]:
    """Return a file's tracks as JSON, numbered as `--audio-track` does, from 1."""
    rows = [
        asdict(track) | {"number": track.number + 1, "is_chosen": choice.has(track)}
        for track in tracks
    ]
    return {"path": str(file), "tracks": rows, "people": choice.people}
