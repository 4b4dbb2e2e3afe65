"""The access token for gated models: from the environment, or entered by the user."""

import logging
from pathlib import Path
from typing import NamedTuple

from desktop_app.core.errors import NotWritable
from desktop_app.net.hub import token_host
from desktop_app.system.environment import hub_endpoint, hub_token
from desktop_app.system.files import whole_file
from desktop_app.system.secret_store import NotKept, SecretStore
from desktop_app.system.secret_texts import KNOWN

FILE_NAME = "hub-token"
# Prefix of a file that only the system can decrypt.
PROTECTED = b"protected:"

logger = logging.getLogger(__name__)


class KeptToken(NamedTuple):
    """A stored token and its host."""

    token: str
    host: str


class TokenFile:
    """Store one token: in the system's secret store, else in a file readable by the user only.

    Args:
        folder: Aviary's configuration folder.
        system: the system's secret store; None keeps the token in the folder, so that it moves with
            it.
    """

    def __init__(self, folder: Path, system: SecretStore | None = None) -> None:
        self._path = folder / FILE_NAME
        self._system = system

    def read(self, host: str) -> str:
        """Return the token for a server: HF_TOKEN, else the stored one, else "".

        Args:
            host: as from `token_host`. A stored token is valid for the host it was entered for,
                HF_TOKEN for the hub or the mirror in HF_ENDPOINT.
        """
        token, of_file = hub_token(), self.kept()
        if token and host in (token_host(""), token_host(hub_endpoint())):
            KNOWN.learn(token)
            return token
        return of_file.token if of_file.host == host else ""

    def kept(self) -> KeptToken:
        """Return the stored token, if any, and hide it in logs from now on."""
        try:
            data = self._path.read_bytes()
        except OSError:
            data = b""
        if not data or data.startswith(PROTECTED):
            data = self._of_system(data.removeprefix(PROTECTED))
        token, _, host = data.decode(errors="replace").strip().partition("\n")
        KNOWN.learn(token)
        # Older versions stored no host: their token was for the hub.
        return KeptToken(token, host or token_host(""))

    def write(self, token: str, host: str) -> None:
        """Store a token; an empty one deletes it.

        Args:
            token: what the user entered.
            host: the server that it is for, as from `token_host`.

        Raises:
            NotWritable, DiskFull: the file cannot be written.
        """
        token = token.strip()
        KNOWN.learn(token)
        data = self._kept_by_system(f"{token}\n{host}\n") if token else self._forgotten()
        if data:
            with whole_file(self._path, is_private=True) as file:
                file.write(data)
            return
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise NotWritable(
                "“{path}” cannot be deleted.", repr(error), path=self._path
            ) from error

    def _kept_by_system(self, text: str) -> bytes:
        """Return what to write into the file: the whole token if the system stores nothing."""
        if self._system is None:
            return text.encode()
        try:
            protected = self._system.keep(text)
        except NotKept as why:
            logger.info("the token is kept in a file: %s", why)
            return text.encode()
        return PROTECTED + protected if protected else b""

    def _of_system(self, data: bytes) -> bytes:
        if self._system is None:
            return b""
        try:
            return self._system.read(data).encode()
        except NotKept as why:
            logger.info("the system gives no token: %s", why)
            return b""

    def _forgotten(self) -> bytes:
        if self._system is not None:
            try:
                self._system.forget()
            except NotKept as why:
                logger.info("the system forgets no token: %s", why)
        return b""
