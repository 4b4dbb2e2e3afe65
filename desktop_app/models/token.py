"""The access token for gated models: the environment's, or one that the user entered once."""

from pathlib import Path

from desktop_app.core.errors import NotWritable
from desktop_app.system.environment import hub_token
from desktop_app.system.files import whole_file
from desktop_app.system.secret_texts import KNOWN

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
        token = hub_token() or self._kept()
        KNOWN.learn(token)
        return token

    def write(self, token: str) -> None:
        """Keep a token; an empty one deletes the file.

        Raises:
            NotWritable, DiskFull: the file cannot be written.
        """
        KNOWN.learn(token)
        if token.strip():
            with whole_file(self._path, is_private=True) as file:
                file.write(token.strip().encode())
            return
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise NotWritable(f"“{self._path}” cannot be deleted.", repr(error)) from error

    def _kept(self) -> str:
        try:
            return self._path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return ""
