"""Texts that users read: marked where they are written, so that a tool can list and translate them.

Each is one whole template with named fields (`{path}`), and stands in one of these places:

* `tr("…")` in a function, which looks it up in the language in use;
* `marked("…")` in a constant: the English, looked up by `tr(CONSTANT)` where it is shown, because
  the language may change while the program runs;
* `Marked("…")`, an attribute of a class, looked up whenever it is read;
* `plural(count, "…", "…")`, where the wording depends on a number;
* the first argument of an `AppError`, whose fields are its keyword arguments.

A sentence is never put together from pieces: other languages order them differently.
`python -m tools.sentences` prints every template. Without a translation in use, as in the
terminal, all is English. The modules of `ui/strings/` are run again when the language changes, so
their constants may call `tr` themselves.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

# Returns the translation of a text with a note; "" or None if there is none.
Lookup: TypeAlias = Callable[[str, str], str | None]


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the interface.

    Attributes:
        lookup: finds its texts; None for English.
        point: stands before the decimals of a number.
        comma: stands between its thousands.
    """

    lookup: Lookup | None = None
    point: str = "."
    comma: str = ","


class _InUse:
    language = Language()


def use(language: Language) -> None:
    """Write in this language from now on, in every thread."""
    _InUse.language = language


def tr(text: str, note: str = "") -> str:
    """Return a text that users read, in their language.

    Args:
        text: the English template; a text without a translation comes back as it is.
        note: which of its meanings, for a text that other languages say in several ways.
    """
    lookup = _InUse.language.lookup
    return lookup(text, note) or text if lookup is not None and text else text


def marked(text: str) -> str:
    """Return the text as it is: `tr` is to look it up where it is shown."""
    return text


class Marked:
    """A text of a class, in the language in use when it is read; an object may have its own."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __get__(self, _owned: object, _owner: type | None = None) -> str:
        """Return the translation."""
        return tr(self._text)


def with_signs(number: str) -> str:
    """Return a number as Python writes it (`1,234.5`) with the signs of the language in use."""
    language = _InUse.language
    return number.translate({ord("."): language.point, ord(","): language.comma})


@dataclass(frozen=True, slots=True)
class Figure:
    """A number for a template's field, as `{size:.1f}`, in the language in use."""

    value: float

    def __format__(self, form: str) -> str:
        """Format as the number would be."""
        return with_signs(format(self.value, form))


def plural(count: int, one: str, many: str, /, **fields: object) -> str:
    """Fill the template that fits a number.

    Args:
        count: the number, which the templates name `{count}`.
        one: for exactly one.
        many: for all other numbers, zero too.
        fields: what else the templates name.
    """
    return tr(one if count == 1 else many).format(count=count, **fields)


def listed(names: Sequence[str]) -> str:
    """Return `a, b and c`."""
    if len(names) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(names)
    return tr("{first} and {last}").format(first=", ".join(names[:-1]), last=names[-1])
