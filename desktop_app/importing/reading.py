"""A file -> Imported: which kind it is, and the reader of that kind."""

import json
import re
from dataclasses import replace
from pathlib import Path

from desktop_app.core.import_errors import (
    NotATranscript,
    TranscriptDamaged,
    TranscriptEmpty,
    TranscriptTooLarge,
    TranscriptUnreadable,
)
from desktop_app.core.sentences import tr
from desktop_app.core.timecode import size
from desktop_app.importing.encodings import decoded
from desktop_app.importing.imported import Imported
from desktop_app.importing.languages import code_of
from desktop_app.importing.own_json import is_own, read_own
from desktop_app.importing.pairing import language_in
from desktop_app.importing.timed_text import looks_timed, read_timed
from desktop_app.importing.whisper import is_whisper, read_whisper
from desktop_app.system.files import open_regular

# Ten hours with all words take 20 MB in the most wordy of these formats.
MOST_BYTES = 100_000_000
# Not "[Music]" and "{\an8}", with which a text may begin, nor the "[Script Info]" of SubStation.
_JSON = re.compile(r"[\ufeff\s]*(?:\{\s*(?:[\"}]|$)|\[\s*(?:[\[{\"\]]|$))")


def read_transcript(path: Path, language: str | None = None) -> Imported:
    """Read a transcript that another program wrote, or Aviary.

    Args:
        path: the file.
        language: its language; None for what the file or its name tells.

    Raises:
        ImportFailed: with the reason.
    """
    try:
        with open_regular(path) as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise TranscriptUnreadable(
            "There is no file “{name}”.", repr(error), name=path.name
        ) from error
    except OSError as error:
        raise TranscriptUnreadable(
            "“{name}” cannot be read.", repr(error), name=path.name
        ) from error
    if len(content) > MOST_BYTES:
        raise TranscriptTooLarge(
            "“{name}” is larger than {most}, which no transcript is.",
            name=path.name,
            most=size(MOST_BYTES),
        )
    return read_bytes(content, path.name, language)


def read_bytes(content: bytes, name: str, language: str | None = None) -> Imported:
    """Read the bytes of a file.

    Args:
        content: all of it.
        name: its name, for errors and what it tells of the language.
        language: the text's language; None for what the file or its name tells.

    Raises:
        ImportFailed: with the reason.
    """
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise TranscriptEmpty("“{name}” is empty.", name=name)
    likely = code_of(language) or language_in(name)
    found = decoded(content, likely)
    if found is None:
        raise NotATranscript("“{name}” is no text.", name=name)
    imported = _read(found.text, name)
    if not imported.segments:
        raise TranscriptEmpty("There is no text in “{name}”.", name=name)
    if found.guessed:
        imported = imported.with_note(
            tr(
                "It is not in UTF-8 and was read as {encoding}; where letters are wrong, save it "
                "in UTF-8 and import it again."
            ).format(encoding=found.guessed)
        )
    return replace(imported, language=language or imported.language or likely)


def _read(text: str, name: str) -> Imported:
    if _JSON.match(text):
        content = _json(text, name)
        if is_own(content):
            return read_own(content, name)
        if is_whisper(content):
            return read_whisper(content, name)
    elif looks_timed(text):
        return read_timed(text)
    raise NotATranscript("“{name}” is no transcript that Aviary can read.", name=name)


def _json(text: str, name: str) -> object:
    try:
        return json.loads(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        raise TranscriptDamaged(
            "“{name}” is damaged or not whole: line {line}, column {column}.",
            str(error),
            name=name,
            line=error.lineno,
            column=error.colno,
        ) from error
    except (ValueError, RecursionError) as error:
        raise TranscriptDamaged("“{name}” is damaged.", repr(error), name=name) from error
