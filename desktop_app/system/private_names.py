"""Takes the user's name out of text that is to be sent to somebody."""

import json
import re
from pathlib import PurePath
from urllib.parse import quote

HOME, USER = "~", "(user)"
# An access token of the hub: https://huggingface.co/docs/hub/security-tokens
TOKEN = re.compile(r"\bhf_\w+")
CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+@")


def without_names(text: str, home: PurePath) -> str:
    """The text with the home folder as “~” and its name in other paths as “(user)”.

    Addresses lose their user names and passwords, and access tokens go.

    Args:
        text: a log, a report, JSON.
        home: the user's home folder.
    """
    text = TOKEN.sub("(token)", CREDENTIALS.sub("", text))
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
