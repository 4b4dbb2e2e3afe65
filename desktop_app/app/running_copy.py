"""One running copy for each data folder: a second start hands its files over, or asks it to leave.

Who is the first decides a lock file, also where several are started at the same moment, as by
Explorer for each file that is chosen. The two talk through a local socket: one JSON object in a
line each way. On Windows it is a named pipe of this user's; on Linux a socket without a file, so
that nothing is left behind, and whoever asks must be the same user.
"""

import getpass
import hashlib
import itertools
import json
import os
import socket as sockets
import struct
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop_app.core.machine_errors import CopyHangs

# A window that is busy answers within a second; one that does not answer for so long hangs.
ANSWER_S = 10.0
CONNECT_S = 1.0
POLL_S = 0.1
# As many files as somebody may choose at once in Explorer, while the window is being made.
MOST_WAITING = 200
ON_LINUX = sys.platform == "linux"
HANGS = "Aviary is already running, but it does not answer."
# Closes the window, perhaps after a question, and says whether it did.
Leave = Callable[[Callable[[bool], None]], None]
FILES, QUIT, OK, PID = "files", "quit", "ok", "pid"


class QuitResult(IntEnum):
    """The exit codes of `--quit`, which installers look at."""

    NONE_RUNS = 0
    REFUSED = 1
    NO_ANSWER = 2


@dataclass(frozen=True, slots=True)
class Reply:
    """What the running copy says.

    Attributes:
        is_ok: whether it does what was asked.
        pid: its process.
    """

    is_ok: bool
    pid: int


def channel_name(data_folder: Path) -> str:
    """The socket's name: another user's, or another folder's, is another copy."""
    who = f"{getpass.getuser()} {data_folder.absolute()}".casefold()
    return f"aviary-{hashlib.sha256(os.fsencode(who)).hexdigest()[:20]}"


def claim(name: str, lock_file: Path, files: Sequence[Path]) -> "RunningCopy | None":
    """Be the one running copy, or give the files to the one that is; then None.

    Args:
        name: as `channel_name` gives it.
        lock_file: in the data folder; where it cannot be written, every start is the first.
        files: absolute paths; may be none.

    Raises:
        CopyHangs: one runs and does not answer.
    """
    lock = QLockFile(str(lock_file))
    lock.setStaleLockTime(0)  # only the end of its process makes it stale
    until_s = time.monotonic() + ANSWER_S
    while not lock.tryLock(0):
        if lock.error() is not QLockFile.LockError.LockFailedError:
            break
        if hand_over(name, files):
            return None
        if time.monotonic() > until_s:
            raise CopyHangs(HANGS)
        time.sleep(POLL_S)
        # A process that was killed may have left it, and somebody has its number again, perhaps
        # this very one. Qt takes away only what nobody holds. Not at once: it is made, then held.
        lock.removeStaleLockFile()
    return RunningCopy(name, lock)


def hand_over(name: str, files: Sequence[Path]) -> bool:
    """Give files to a running copy, which shows itself; False where none runs.

    Args:
        name: as `channel_name` gives it.
        files: absolute paths; may be none.

    Raises:
        CopyHangs: one runs and does not answer.
    """
    _let_it_come_to_the_front()
    return _asked(name, {FILES: [str(path) for path in files]}, ANSWER_S) is not None


def is_running(name: str) -> bool:
    """Whether a copy runs; it is not disturbed.

    Args:
        name: as `channel_name` gives it.
    """
    socket = _connected(name)
    if socket is None:
        return False
    socket.abort()
    return True


def ask_to_quit(name: str, wait_s: float) -> QuitResult:
    """Ask the running copy to leave, and wait until its process has ended.

    Args:
        name: as `channel_name` gives it.
        wait_s: how long, with the user's answer to its question.
    """
    until_s = time.monotonic() + wait_s
    try:
        reply = _asked(name, {QUIT: True}, wait_s)
    except CopyHangs:
        return QuitResult.NO_ANSWER
    if reply is None:
        return QuitResult.NONE_RUNS
    if not reply.is_ok:
        return QuitResult.REFUSED
    while not _has_ended(reply.pid):
        if time.monotonic() > until_s:
            return QuitResult.NO_ANSWER
        time.sleep(POLL_S)
    return QuitResult.NONE_RUNS


def _has_ended(pid: int) -> bool:
    import psutil

    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE  # ended, and not yet missed
    except psutil.NoSuchProcess:
        return True


def _stays(answered: Callable[[bool], None]) -> None:
    """Before the window serves."""
    answered(False)  # noqa: FBT003 - the answer


class RunningCopy(QObject):
    """Listens for the copies that are started later; they wait until it serves them.

    Args:
        name: as `channel_name` gives it.
        lock: kept until `close`.

    Signals:
        asked_for: somebody started Aviary again, with these files (perhaps none).
    """

    asked_for = Signal(list)

    def __init__(self, name: str, lock: QLockFile | None = None) -> None:
        super().__init__()
        self._lock = lock
        self._asking: dict[int, QLocalSocket] = {}
        self._numbers = itertools.count()
        self._leave: Leave = _stays
        self._server = QLocalServer(self)
        options = QLocalServer.SocketOption
        self._server.setSocketOptions(
            options.AbstractNamespaceOption if ON_LINUX else options.UserAccessOption
        )
        self._server.setMaxPendingConnections(MOST_WAITING)
        self._server.setListenBacklogSize(MOST_WAITING)
        self._server.listen(name)

    def serve(self, leave: Leave) -> None:
        """Answer from now on, those that wait first.

        Args:
            leave: closes the window, after a question where work is going on, and calls what it
                is given with whether it did.
        """
        self._leave = leave
        self._server.newConnection.connect(self._on_connection)
        self._on_connection()

    @property
    def is_listening(self) -> bool:
        """Whether a later copy can find this one."""
        return self._server.isListening()

    def close(self) -> None:
        """Be found no longer, and let another be the first."""
        self._server.close()
        if self._lock is not None:
            self._lock.unlock()

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            if not _is_same_user(socket):
                socket.abort()
                continue
            socket.setParent(self)
            socket.readyRead.connect(self._on_ready)
            socket.disconnected.connect(socket.deleteLater)
            self._read(socket)  # of those that waited nothing more may come

    def _on_ready(self) -> None:
        self._read(self.sender())

    def _read(self, socket: QObject) -> None:
        if not isinstance(socket, QLocalSocket) or not socket.canReadLine():
            return
        message = _object(bytes(socket.readLine().data()))
        if message.get(QUIT):
            # The answer may take the user minutes; who asked may have given up by then.
            number = next(self._numbers)
            self._asking[number] = socket
            socket.disconnected.connect(lambda: self._asking.pop(number, None))
            self._leave(lambda is_leaving: self._on_left(number, is_leaving=is_leaving))
            return
        self._answer(socket, is_ok=True)
        files = message.get(FILES)
        self.asked_for.emit([Path(file) for file in files] if isinstance(files, list) else [])

    def _on_left(self, number: int, *, is_leaving: bool) -> None:
        socket = self._asking.pop(number, None)
        if socket is not None:
            self._answer(socket, is_ok=is_leaving)

    def _answer(self, socket: QLocalSocket, *, is_ok: bool) -> None:
        socket.write(json.dumps({OK: is_ok, PID: os.getpid()}).encode() + b"\n")
        socket.waitForBytesWritten(int(CONNECT_S * 1000))


def _connected(name: str) -> QLocalSocket | None:
    """A connection to the running copy; None where none runs."""
    socket = QLocalSocket()
    if ON_LINUX:
        socket.setSocketOptions(QLocalSocket.SocketOption.AbstractNamespaceOption)
    socket.connectToServer(name)
    return socket if socket.waitForConnected(int(CONNECT_S * 1000)) else None


def _asked(name: str, message: dict[str, object], wait_s: float) -> Reply | None:
    """One question and its answer; None where nobody listens.

    Raises:
        CopyHangs: somebody listens and does not answer in time.
    """
    socket = _connected(name)
    if socket is None:
        return None
    socket.write(json.dumps(message).encode() + b"\n")
    socket.waitForBytesWritten(int(CONNECT_S * 1000))
    until_s = time.monotonic() + wait_s
    while not socket.canReadLine():
        left_ms = int((until_s - time.monotonic()) * 1000)
        if left_ms <= 0 or not socket.waitForReadyRead(left_ms):
            if socket.state() is not QLocalSocket.LocalSocketState.ConnectedState:
                return None  # it has just ended
            raise CopyHangs(HANGS)
    answer = _object(bytes(socket.readLine().data()))
    pid = answer.get(PID)
    return Reply(bool(answer.get(OK)), pid if isinstance(pid, int) else 0)


def _is_same_user(socket: QLocalSocket) -> bool:
    if sys.platform == "linux":
        size = struct.calcsize("3i")
        with sockets.socket(fileno=os.dup(int(socket.socketDescriptor()))) as peer:
            credentials = peer.getsockopt(sockets.SOL_SOCKET, sockets.SO_PEERCRED, size)
        _pid, user, _group = struct.unpack("3i", credentials)
        return bool(user == os.getuid())
    else:  # noqa: RET505 - for mypy, which knows what of this is another system's
        return True  # Windows' pipe lets nobody else in


def _object(line: bytes) -> dict[str, object]:
    try:
        read = json.loads(line)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _let_it_come_to_the_front() -> None:
    """Windows lets only the program in front bring another one there, or one that it allows."""
    if sys.platform == "win32":
        import ctypes

        any_process = 0xFFFFFFFF  # ASFW_ANY
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)
