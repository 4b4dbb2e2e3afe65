"""Messages between copies of the program: one JSON object per line.

Received messages are not trusted: length, syntax, types and paths are checked.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

# The longest line, with its end. More files than fit go into several messages.
MOST_BYTES = 1_000_000
# Windows' longest path (in characters) is longer than Linux' (4096 bytes).
# https://learn.microsoft.com/windows/win32/fileio/maximum-file-path-limitation
LONGEST_PATH = 32_767
FILES, QUIT, OK, PID = "files", "quit", "ok", "pid"


class Refused(Exception):
    """An invalid message; the text says why."""


@dataclass(frozen=True, slots=True)
class Question:
    """A request from a later start.

    Attributes:
        files: absolute paths to transcribe; may be empty.
        is_quit: whether the window is to be closed.
    """

    files: tuple[Path, ...] = ()
    is_quit: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply from the running copy.

    Attributes:
        is_ok: whether it accepts the request.
        pid: its process id.
    """

    is_ok: bool
    pid: int


def handing_over(files: Sequence[Path]) -> Iterator[bytes]:
    """Yield messages with files, each short enough; one even without files.

    A path too long for any message is skipped: the system has no such file.

    Args:
        files: absolute paths.
    """
    room = MOST_BYTES - len(_line({FILES: []}))
    names: list[str] = []
    used = 0
    for file in files:
        size = len(json.dumps(str(file))) + len(", ")
        if len(str(file)) > LONGEST_PATH:
            continue
        if used + size > room:
            yield _line({FILES: names})
            names, used = [], 0
        names.append(str(file))
        used += size
    yield _line({FILES: names})


def quitting() -> bytes:
    """Return the message that asks the copy to exit."""
    return _line({QUIT: True})


def answer(reply: Reply) -> bytes:
    """Return a reply's message."""
    return _line({OK: reply.is_ok, PID: reply.pid})


def read_question(line: bytes) -> Question:
    """Parse a request.

    Raises:
        Refused: it is not a request.
    """
    message = _object(line)
    if set(message) == {QUIT} and message[QUIT] is True:
        return Question(is_quit=True)
    if set(message) != {FILES}:
        raise Refused("it asks nothing that is known")
    files = message[FILES]
    if not isinstance(files, list):
        raise Refused("its files are no list")
    return Question(tuple(map(_path, files)))


def read_reply(line: bytes) -> Reply:
    """Parse a reply.

    Raises:
        Refused: it is not a reply.
    """
    message = _object(line)
    is_ok, pid = message.get(OK), message.get(PID)
    if set(message) != {OK, PID} or not isinstance(is_ok, bool):
        raise Refused("it answers nothing that is known")
    if type(pid) is not int or not 0 < pid < 1 << 32:
        raise Refused("it names no process")
    return Reply(is_ok, pid)


def _path(name: object) -> Path:
    if not isinstance(name, str) or not name or "\0" in name or len(name) > LONGEST_PATH:
        raise Refused("a file's name is none")
    path = Path(name)
    if not path.is_absolute():
        raise Refused("a file's name is not absolute")
    return path


def _object(line: bytes) -> dict[str, object]:
    if len(line) > MOST_BYTES:
        raise Refused("it is too long")
    if b"\0" in line:
        raise Refused("there is a NUL in it")
    try:
        read = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Refused(f"it is no JSON ({type(error).__name__})") from error
    if not isinstance(read, dict):
        raise Refused("it is no object")
    return read


def _line(message: dict[str, object]) -> bytes:
    return json.dumps(message).encode() + b"\n"
