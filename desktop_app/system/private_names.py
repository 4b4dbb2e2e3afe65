"""Takes the user's name out of text that is to be sent to somebody."""

import json
import re
from pathlib import PurePath
from urllib.parse import quote

from desktop_app.system.secret_texts import KNOWN, Secrets

HOME, USER = "~", "(user)"
# A name before a host; the password is gone by then.
ADDRESSEE = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,100}@(?=[\w-]+(?:\.[\w-]+)+|[\w-]+:\d)")


def without_names(text: str, home: PurePath, secrets: Secrets = KNOWN) -> str:
    """The text with the home folder as “~” and its name in other paths as “(user)”.

    Addresses lose their user names, passwords and queries, and all that is secret goes.

    Args:
        text: a log, a report, JSON.
        home: the user's home folder.
        secrets: those that are known.
    """
    text = ADDRESSEE.sub("", secrets.without(text))
    # The longest spelling first: one may be the beginning of another.
    for spelling in sorted(_spellings(str(home)), key=len, reverse=True):
        text = re.sub(rf"{re.escape(spelling)}(?![\w.-])", HOME, text, flags=re.IGNORECASE)
    for name in {home.name, quote(home.name)} - {""}:
        part = rf"(?<=[/\\]){re.escape(name)}(?=[/\\\"'”\s]|$)"
        text = re.sub(part, USER, text, flags=re.IGNORECASE)
    return text


def _spellings(path: str) -> set[str]:
    """As written, with slashes, with doubled backslashes (repr, JSON) and as in an address."""
    slashes = path.replace("\\", "/")
    doubled = path.replace("\\", "\\\\")
    escaped = json.dumps(path)[1:-1]
    return {path, slashes, doubled, escaped, quote(slashes, safe="/:")}
