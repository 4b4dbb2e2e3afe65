"""Find the programs that have a file open, within two seconds."""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePath

import psutil

from desktop_app.system.locks.diagnosis import Holder
from desktop_app.system.locks.restart_manager import RestartManagerError, list_holders, load_library

logger = logging.getLogger(__name__)

# The user is waiting; programs not found by then are left out.
MAX_SECONDS = 2.0
# The most files of a folder to query: enough for any model, and quick.
MAX_FILES = 200


def holders_of(paths: Sequence[PurePath], max_seconds: float = MAX_SECONDS) -> tuple[Holder, ...]:
    """Return the programs that have a file, or one directly in a folder, open.

    Windows' Restart Manager knows all of them; elsewhere psutil sees the same user's.

    Args:
        paths: files or folders.
        max_seconds: time limit; returns what was found by then.
    """
    files = list(_files(paths))
    if os.name == "nt":
        return _by_restart_manager(files, max_seconds)
    return _by_open_files(files, time.monotonic() + max_seconds)


def _files(paths: Iterable[PurePath]) -> Iterator[str]:
    """Yield the files' absolute paths; folders are expanded one level."""
    for path in paths:
        real = Path(path).absolute()
        if not real.is_dir():
            yield str(real)
            continue
        try:
            inside = [entry.path for entry in os.scandir(real) if entry.is_file()]
        except OSError:
            inside = []
        yield from inside[:MAX_FILES]


def _by_restart_manager(files: Sequence[str], max_seconds: float) -> tuple[Holder, ...]:
    found: list[Holder] = []
    # In its own thread, as a call that waits for the network cannot be interrupted.
    asking = threading.Thread(target=lambda: found.extend(_asked(files)), daemon=True)
    asking.start()
    asking.join(max_seconds)
    return tuple(found)


def _asked(files: Sequence[str]) -> tuple[Holder, ...]:
    library = load_library()
    if library is None:
        return ()
    try:
        return tuple(with_program(holder) for holder in list_holders(library, files))
    except RestartManagerError as error:
        logger.info("nobody can be named as holding %s: %s", files, error)
        return ()


def with_program(holder: Holder) -> Holder:
    """Add the path of the holder's program, or only its name if the path is not accessible."""
    try:
        process = psutil.Process(holder.pid)
        program = _ask(process.exe) or _ask(process.name) or holder.path
    except psutil.Error:
        return holder
    return replace(holder, path=program, name=holder.name or PurePath(program).name)


def _by_open_files(files: Sequence[str], deadline: float) -> tuple[Holder, ...]:
    wanted = {os.path.realpath(file) for file in files}
    found: list[Holder] = []
    for process in psutil.process_iter():
        if time.monotonic() > deadline:
            logger.info("looking for holders took too long; %d found so far", len(found))
            break
        try:
            if wanted.intersection(opened.path for opened in process.open_files()):
                found.append(_holder(process))
        except (psutil.Error, OSError):  # another user's process, or one that has just ended
            continue
    return tuple(found)


def _holder(process: psutil.Process) -> Holder:
    return Holder(
        name=process.name(),
        pid=process.pid,
        since=datetime.fromtimestamp(process.create_time(), UTC),
        can_be_closed=process.pid not in (1, os.getpid()),
        path=_ask(process.exe) or process.name(),
    )


def _ask(question: Callable[[], str | None]) -> str:
    """Return the system's facts about a process; empty if unknown."""
    try:
        return question() or ""
    except (psutil.Error, OSError):
        return ""
