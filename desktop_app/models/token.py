"""The access token for gated models: the environment's, or one that the user entered once."""

import os
import secrets
from pathlib import Path

from desktop_app.core.errors import NotWritable
from desktop_app.system.environment import hub_token

FILE_NAME = "hub-token"


class TokenFile:
    """Keeps one token in a file that only the user can read, apart from the settings.

    Args:
        folder: Aviary's configuration folder.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    def read(self) -> str:
        """The token in HF_TOKEN, else the one in the file, else nothing."""
        if from_environment := hub_token():
            return from_environment
        try:
            return self._path.read_text(encoding="utf-8").strip()
        except OSError:
            return ""

    def write(self, token: str) -> None:
        """Keep a token; an empty one deletes the file.

        Raises:
            NotWritable: the folder cannot be written.
        """
        try:
            if not token.strip():
                self._path.unlink(missing_ok=True)
                return
            # Born readable for its owner alone: a later chmod would leave a moment to read it.
            partial = self._path.with_suffix(f".{secrets.token_hex(4)}")
            descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(token.strip())
            partial.replace(self._path)
        except OSError as error:
            raise NotWritable(f"“{self._path}” cannot be written.", repr(error)) from error
