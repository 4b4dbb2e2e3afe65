"""Texts that users read: marked where they are written, so that a tool can list and translate them.

Three places hold such a text, each as one whole template with named fields (`{path}`):

* `tr("…")` anywhere in the program;
* `plural(count, "…", "…")`, where the wording depends on a number;
* the first argument of an `AppError`, whose fields are its keyword arguments.

A sentence is never put together from pieces: other languages order them differently.
`python -m tools.sentences` prints every template; a translation is looked up in `tr`.
"""

from collections.abc import Sequence


def tr(text: str) -> str:
    """Mark a text as one that users read, and return it in their language (so far English)."""
    return text


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
