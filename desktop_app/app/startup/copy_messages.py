"""What running copies say to each other: one JSON object in one line, and nothing else.

Whatever arrives is looked at as if a stranger had sent it: how long it is, how it is made, of
which types, and whether the paths are paths.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

# The longest line, with its end. More files than fit go in several messages.
MOST_BYTES = 1_000_000
# The longest path of Windows (in characters) is longer than Linux' (4096 bytes).
# https://learn.microsoft.com/windows/win32/fileio/maximum-file-path-limitation
LONGEST_PATH = 32_767
FILES, QUIT, OK, PID = "files", "quit", "ok", "pid"


class Refused(Exception):
    """A message that is none; the text says why."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a later start wants.

    Attributes:
        files: absolute paths to transcribe; may be none.
        is_quit: the window is to be closed.
    """

    files: tuple[Path, ...] = ()
    is_quit: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What the running copy says.

    Attributes:
        is_ok: whether it does what was asked.
        pid: its process.
    """

    is_ok: bool
    pid: int


def handing_over(files: Sequence[Path]) -> Iterator[bytes]:
    """The messages that give files, each short enough; one also for none.

    A name that no message can hold is left out: the system has no such file.

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
    """The message that asks to leave."""
    return _line({QUIT: True})


def answer(reply: Reply) -> bytes:
    """The message that answers."""
    return _line({OK: reply.is_ok, PID: reply.pid})


def read_question(line: bytes) -> Question:
    """What a later start asks.

    Raises:
        Refused: it is no question.
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
    """What the running copy answers.

    Raises:
        Refused: it is no answer.
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
