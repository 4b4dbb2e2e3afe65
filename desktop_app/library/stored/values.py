"""What stands in the database's columns: texts that may be no Unicode, and values as JSON."""

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any, TypeVar

from desktop_app.core import errors, library_errors, model_errors
from desktop_app.core.errors import AppError, UnexpectedError
from desktop_app.core.request import TranscriptionRequest

logger = logging.getLogger(__name__)

T = TypeVar("T")

# They must be loaded, so that `AppError`'s subclasses are all known.
_MODULES = (errors, library_errors, model_errors)


def column_of(text: str) -> str | bytes:
    """Return a text as SQLite takes it: a file name may hold what is no Unicode."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def text_of(column: str | bytes) -> str:
    """Return the text that `column_of` was given."""
    return column.decode("utf-8", "surrogatepass") if isinstance(column, bytes) else column


def json_of(value: object) -> str:
    """Return dataclasses, paths and numbers as JSON in ASCII; floats come back exactly."""
    from msgspec import to_builtins

    return json.dumps(to_builtins(value, enc_hook=_plain), separators=(",", ":"))


def value_of(text: str | bytes, kind: type[T]) -> T:
    """Return what `json_of` was given.

    Raises:
        ValueError: the text is damaged, or of another kind.
    """
    from msgspec import convert

    try:
        return convert(json.loads(text), kind, dec_hook=_built)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def request_json(request: TranscriptionRequest) -> str:
    """Return a request as JSON, without what was heard before."""
    return json_of(replace(request, resume=None))


def request_of(text: str | bytes | None) -> TranscriptionRequest | None:
    """Return the request, or None if there is none or it is damaged."""
    if text is None:
        return None
    try:
        return value_of(text, TranscriptionRequest)
    except (ValueError, TypeError) as error:
        logger.warning("a stored request cannot be read: %s", error)
        return None


def error_json(error: AppError) -> str:
    """Return an error as JSON: its class's name, its sentence and what fills it."""
    return json.dumps(
        {
            "class": type(error).__name__,
            "template": error.template,
            "arguments": {name: _argument(value) for name, value in error.arguments.items()},
            "detail": error.detail,
            "remedy": error.given_remedy,
        }
    )


def error_of(text: str | bytes | None) -> AppError | None:
    """Return the error, of the same class if there still is one of that name; None if damaged."""
    if text is None:
        return None
    try:
        stored = json.loads(text)
        kind = next((each for each in _kinds() if each.__name__ == stored["class"]), None)
        error = (kind or UnexpectedError).__new__(kind or UnexpectedError)
        # Not the class's own constructor, which may take other arguments.
        AppError.__init__(
            error,
            str(stored["template"]),
            str(stored["detail"]),
            str(stored["remedy"]),
            **stored["arguments"],
        )
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as damage:
        logger.warning("a stored error cannot be read: %r", damage)
        return None
    return error


def _kinds(root: type[AppError] = AppError) -> Iterator[type[AppError]]:
    yield root
    for kind in root.__subclasses__():
        yield from _kinds(kind)


def _argument(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)


def _plain(value: object) -> object:
    if isinstance(value, PurePath):
        return str(value)
    number = getattr(value, "item", None)  # NumPy's
    if number is None:
        raise TypeError(f"{type(value).__name__} cannot be stored")
    return number()


def _built(kind: type[Any], stored: object) -> object:
    if issubclass(kind, PurePath) and isinstance(stored, str):
        return Path(stored)
    raise ValueError(f"{kind.__name__} expected")
