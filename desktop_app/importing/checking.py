"""JSON values held to dataclasses; what is wrong is named with its place."""

import re
from typing import NoReturn, TypeVar

from desktop_app.core.editing.structure import clean
from desktop_app.core.import_errors import NotATranscript, TranscriptDamaged
from desktop_app.core.sentences import marked, tr

T = TypeVar("T")

# How msgspec says it: "Expected `float`, got `str` - at `$.segments[3].start`".
_PLACE = re.compile(r" - at `\$\.?(.*)`$")
_MISSING = re.compile(r"missing required field `(.*?)`")
_EXPECTED = re.compile(r"Expected `(\w+)")
_KINDS = {
    "float": marked("a number"),
    "int": marked("a number"),
    "str": marked("a text"),
    "array": marked("a list"),
    "object": marked("an object"),
}


def converted(content: object, kind: type[T], name: str, *, strict: bool = True) -> T:
    """Return a JSON value as a dataclass; fields that it does not know are left out.

    Args:
        content: as `json.loads` returns it.
        kind: the dataclass.
        name: the file's, for the error.
        strict: whether "0.5" is no number.

    Raises:
        TranscriptDamaged: it is not like that.
    """
    import msgspec  # the window starts without it

    try:
        return msgspec.convert(content, kind, strict=strict)
    except (ValueError, RecursionError, OverflowError) as error:  # also texts that are no Unicode
        raise _damaged(str(error), name) from error


def _damaged(said: str, name: str) -> TranscriptDamaged:
    place = _PLACE.search(said)
    if place is None:
        return TranscriptDamaged("“{name}” is damaged.", said, name=name)
    if (missing := _MISSING.search(said)) is not None:
        return TranscriptDamaged(
            "“{name}” is not whole: there is no “{field}” at {place}.",
            said,
            name=name,
            field=missing[1],
            place=place[1],
        )
    expected = _EXPECTED.search(said)
    kind = _KINDS.get(expected[1]) if expected is not None else None
    if kind is None:
        return TranscriptDamaged(
            "“{name}” cannot be used: what stands at {place} is wrong.",
            said,
            name=name,
            place=place[1],
        )
    return TranscriptDamaged(
        "“{name}” cannot be used: what stands at {place} is not {kind}.",
        said,
        name=name,
        place=place[1],
        kind=tr(kind),
    )


def refuse_version(version: object, name: str) -> NoReturn:
    """Raise for a version of Aviary's JSON that is not known."""
    raise NotATranscript(
        "“{name}” is of version {version}, which a newer Aviary wrote; this one reads 1 and 2.",
        name=name,
        version=str(version)[:20],
    )


def speaker_of(name: str | None) -> str | None:
    """Return a speaker's name as the page can show it; None where nothing is left of it."""
    return " ".join(one_line(name or "").split()) or None


def one_line(text: str) -> str:
    """Return a text without line ends and what cannot be seen; others stay as they are."""
    cleaned = clean(text)
    return " ".join(cleaned.split()) if "\n" in cleaned else cleaned
