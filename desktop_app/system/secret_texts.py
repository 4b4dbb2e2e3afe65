"""Remove secrets from text: passwords and tokens in addresses, settings and variables.

In two steps: secrets known by their value, and whatever looks like one. Removing too much is better
than too little, as it is for logs and reports.
"""

import json
import re
import threading
from collections.abc import Iterable
from urllib.parse import quote, unquote

HIDDEN = "(hidden)"
# Shorter ones would remove half of every text; patterns still find them.
LEAST_LENGTH = 4
SCHEME = "://"
# A host with or without a port, and nothing else.
HOST = re.compile(r"(?:[\w.-]+|\[[\da-fA-F:.]+\])(?::\d{1,5})?")
# A path segment that is not a plain word: a mirror's key.
LONG_PIECE = re.compile(r"(?=.*\d)(?=.*[^\W\d]).{12,}|.{24,}")
# The end of an address in running text.
STOP = r"\s\"'<>“”"
# Parts of secrets' names; of environment variables and of fields in a text.
SECRET_WORDS = (
    "token", "password", "passwd", "passphrase", "pwd", "secret", "credential", "credentials",
    "api_?key", "access_?key", "private_?key", "signature", "authorization", "cookie",
)  # fmt: skip
SECRET_NAME = re.compile(
    rf"(?:^|[_-])(?:{'|'.join(SECRET_WORDS)})s?(?:$|[_-])|_key$", re.IGNORECASE
)
# In this order; the limits bound the time for a long line.
SECRET_PATTERNS = (
    # https://me:password@host, also with slashes and @ in the password
    (re.compile(rf"({SCHEME})[^{STOP}]{{1,600}}@"), r"\1"),
    # me:password@host without a scheme; a Windows drive's colon is followed by a backslash
    (re.compile(rf"(?<![^{STOP}(=])[^{STOP}:/@(=]{{1,256}}:[^{STOP}@\\/][^{STOP}@]{{0,256}}@"), ""),
    # https://host/path?query#fragment, where signed addresses have their signature
    (re.compile(rf"({SCHEME}[^{STOP}?#]{{1,600}})[?#][^{STOP})]*"), rf"\1?{HIDDEN}"),
    (re.compile(rf"\?[\w.~%-]{{1,100}}=[^{STOP})]*"), f"?{HIDDEN}"),
    # Access tokens of the hub (https://huggingface.co/docs/hub/security-tokens) and of GitHub
    (re.compile(r"\b(?:hf_(?!hub_|xet\b|transfer\b)|api_org_|gh[pousr]_)\w+"), HIDDEN),
    (re.compile(r"\b(bearer|basic|digest)(\s+)[\w.~+/=-]{4,}", re.IGNORECASE), rf"\1\2{HIDDEN}"),
    (
        re.compile(
            rf"\b((?:[\w-]{{0,40}}[_-])?(?:{'|'.join(SECRET_WORDS)}))"
            r"(\\?[\"']?\s{0,3}[=:]\s{0,3}\\?[\"']?)(?!bearer\b|basic\b|digest\b)[^\s\"',;&\\]+",
            re.IGNORECASE,
        ),
        rf"\1\2{HIDDEN}",
    ),
)


class Secrets:
    """The secrets known to this process; safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: set[str] = set()
        self._pattern: re.Pattern[str] | None = None

    def learn(self, *secrets: str) -> None:
        """Remember these, in all spellings of logs and JSON."""
        found = {
            spelling
            for secret in secrets
            if len(secret.strip()) >= LEAST_LENGTH
            for spelling in _spellings(secret.strip())
        }
        with self._lock:
            if found <= self._known:
                return
            self._known |= found
            # The longest first: one may be a prefix of another.
            ordered = sorted(self._known, key=len, reverse=True)
            self._pattern = re.compile("|".join(map(re.escape, ordered)))

    def without(self, text: str) -> str:
        """Return the text with all secrets hidden, known ones and those found by pattern."""
        if (pattern := self._pattern) is not None:
            text = pattern.sub(HIDDEN, text)
        for pattern, instead in SECRET_PATTERNS:
            text = pattern.sub(instead, text)
        return text


# The secrets that are removed from all logs of this process.
KNOWN = Secrets()


def secrets_in_address(address: str) -> tuple[str, ...]:
    """Return the secret parts of an address: user and password, query values, long paths.

    Args:
        address: a mirror's or a proxy's, with or without a scheme.
    """
    rest = address.rpartition(SCHEME)[2]
    before, *behind = re.split(r"[?#]", rest, maxsplit=1)
    # A password may contain a slash or a question mark, though it should not.
    user_infos = {rest.rpartition("@")[0], before.rpartition("@")[0]}
    found = [part for each in user_infos for part in (each, *re.split("[:/@?#]", each))]
    found += [pair.rpartition("=")[2] for each in behind for pair in re.split("[&#;]", each)]
    path = before.rpartition("@")[2].partition("/")[2].strip("/")
    found += [each for each in {path, *path.split("/")} if LONG_PIECE.fullmatch(each)]
    return tuple(part for part in found if part)


def host_of(address: str) -> str:
    """Return scheme, host and port of an address; “(hidden)” if the host is ambiguous.

    Args:
        address: as typed by the user; may be empty.
    """
    scheme, separator, rest = address.rpartition(SCHEME)
    authority, *behind = re.split(r"(?=[/?#])", rest, maxsplit=1)
    host = authority.rpartition("@")[2]
    if not address:
        return ""
    is_sure = HOST.fullmatch(host) and "@" not in "".join(behind)
    if not is_sure or not re.fullmatch(r"[a-zA-Z][\w+.-]*|", scheme):
        return HIDDEN
    return f"{scheme}{separator}{host}{f'/{HIDDEN}' if ''.join(behind).strip('/') else ''}"


def secrets_of_variables(variables: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return secrets in environment variables: by their names, and in all addresses.

    Args:
        variables: names and values.
    """
    found: list[str] = []
    for name, value in variables:
        if SECRET_NAME.search(name):
            found.append(value)
        if "@" in value or value.lower().startswith(("http:", "https:", "socks")):
            found += secrets_in_address(value)
    return tuple(found)


def _spellings(secret: str) -> set[str]:
    """Return spellings: plain, URL-decoded and -encoded, and as in JSON and Python's repr."""
    plain = {secret, unquote(secret), quote(secret, safe=""), quote(secret)}
    escaped = {json.dumps(each)[1:-1] for each in plain}
    shown = {repr(each)[1:-1] for each in plain}
    return {each for each in plain | escaped | shown if len(each) >= LEAST_LENGTH}
