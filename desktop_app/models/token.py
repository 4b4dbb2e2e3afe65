"""The access token for gated models: the environment's, or one that the user entered once."""

from pathlib import Path
from typing import NamedTuple

from desktop_app.core.errors import NotWritable
from desktop_app.models.hub import token_host
from desktop_app.system.environment import hub_endpoint, hub_token
from desktop_app.system.files import whole_file
from desktop_app.system.secret_texts import KNOWN

FILE_NAME = "hub-token"


class KeptToken(NamedTuple):
    """A token, and the host that it is for."""

    token: str
    host: str


class TokenFile:
    """Keeps one token in a file that only the user can read, apart from the settings.

    Args:
        folder: Aviary's configuration folder.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    def read(self, host: str) -> str:
        """The token for a server: the one in HF_TOKEN, else the one in the file, else nothing.

        Args:
            host: as `token_host` gives it. A token is for the host that it was entered for, that
                in HF_TOKEN for the hub or the mirror that HF_ENDPOINT names.
        """
        token, of_file = hub_token(), self.kept()
        if token and host in (token_host(""), token_host(hub_endpoint())):
            KNOWN.learn(token)
            return token
        return of_file.token if of_file.host == host else ""

    def kept(self) -> KeptToken:
        """The one in the file, if any; from now on it is hidden in logs."""
        try:
            token, *rest = self._path.read_text(encoding="utf-8").strip().split("\n")
        except (OSError, UnicodeDecodeError):
            return KeptToken("", "")
        KNOWN.learn(token)
        # Older versions wrote no host: theirs was for the hub.
        return KeptToken(token, rest[0] if rest else token_host(""))

    def write(self, token: str, host: str) -> None:
        """Keep a token; an empty one deletes the file.

        Args:
            token: what the user entered.
            host: the server that it is for, as `token_host` gives it.

        Raises:
            NotWritable, DiskFull: the file cannot be written.
        """
        KNOWN.learn(token)
        if token.strip():
            with whole_file(self._path, is_private=True) as file:
                file.write(f"{token.strip()}\n{host}\n".encode())
            return
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise NotWritable(f"“{self._path}” cannot be deleted.", repr(error)) from error
