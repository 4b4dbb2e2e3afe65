"""Allow one copy per data folder: a second start passes its files on, or asks it to exit.

A lock file decides which copy is first, even if several start at once, as Explorer does for each
selected file. They communicate through a local socket (`copy_messages.py`): on Windows a named pipe
for this user only; on Linux a socket without a file, so that nothing is left behind. Any program
may take such a name, so each side first checks that the other belongs to the same user, and a name
taken by another program is reported.
"""

import getpass
import hashlib
import itertools
import logging
import os
import sys
import time
from collections.abc import Callable, Sequence
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop_app.app.startup.copy_messages import (
    MOST_BYTES,
    Refused,
    Reply,
    answer,
    handing_over,
    quitting,
    read_question,
    read_reply,
)
from desktop_app.core.errors import CopyHangs, StrangeCopy
from desktop_app.core.sentences import marked
from desktop_app.system.peers import is_same_user

logger = logging.getLogger(__name__)

# A busy window answers within a second; one that takes this long hangs.
ANSWER_S = 10.0
CONNECT_S = 1.0
POLL_S = 0.1
# As many files as a user may select at once in Explorer, while the window is being built.
MOST_WAITING = 200
PATIENCE = "patience"
ON_LINUX = sys.platform == "linux"
HANGS = marked("Aviary is already running, but does not respond.")
STRANGE = marked("Another user's program answers instead of Aviary's window.")
ODD = marked("The program that answers instead of Aviary's window is not Aviary.")
# Closes the window, perhaps after a question, and reports whether it did.
Leave = Callable[[Callable[[bool], None]], None]


class QuitResult(IntEnum):
    """The exit codes of `--quit`, for installers."""

    NONE_RUNS = 0
    REFUSED = 1
    NO_ANSWER = 2


def channel_name(data_folder: Path) -> str:
    """Return the socket's name, different for each user and data folder."""
    who = f"{getpass.getuser()} {data_folder.absolute()}".casefold()
    return f"aviary-{hashlib.sha256(os.fsencode(who)).hexdigest()[:20]}"


def claim(name: str, lock_file: Path, files: Sequence[Path]) -> "RunningCopy | None":
    """Become the running copy, or pass the files to it and return None.

    Args:
        name: from `channel_name`.
        lock_file: in the data folder; if it is not writable, every start is the first.
        files: absolute paths; may be empty.

    Raises:
        CopyHangs: the running copy does not answer.
        StrangeCopy: another program answers in the running copy's place.
    """
    lock = QLockFile(str(lock_file))
    lock.setStaleLockTime(0)  # stale only once its process has ended
    until_s = time.monotonic() + ANSWER_S
    while not lock.tryLock(0):
        if lock.error() is not QLockFile.LockError.LockFailedError:
            break
        if hand_over(name, files):
            return None
        if time.monotonic() > until_s:
            raise CopyHangs(HANGS)
        time.sleep(POLL_S)
        # A killed process may have left it, and its pid may be reused, perhaps by this process. Qt
        # removes it only if nobody holds it. Not at once: it is first created, then locked.
        lock.removeStaleLockFile()
    return RunningCopy(name, lock)


def hand_over(name: str, files: Sequence[Path]) -> bool:
    """Pass files to the running copy, which comes to the front; False if none is running.

    Args:
        name: from `channel_name`.
        files: absolute paths; may be empty.

    Raises:
        CopyHangs: the running copy does not answer.
        StrangeCopy: another program answers; nothing was sent to it.
    """
    _let_it_come_to_the_front()
    return all(_asked(name, line, ANSWER_S) is not None for line in handing_over(files))


def is_running(name: str) -> bool:
    """Return whether a copy is running, without disturbing it.

    Args:
        name: as `channel_name` gives it.

    Raises:
        StrangeCopy: the listener is not this user's.
    """
    socket = _connected(name)
    if socket is None:
        return False
    socket.abort()
    return True


def ask_to_quit(name: str, wait_s: float) -> QuitResult:
    """Ask the running copy to exit, and wait for the end of its process.

    Args:
        name: as `channel_name` gives it.
        wait_s: timeout in seconds, including the user's answer to its question.
    """
    until_s = time.monotonic() + wait_s
    try:
        reply = _asked(name, quitting(), wait_s)
    except (CopyHangs, StrangeCopy):
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
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE  # ended, not yet reaped
    except psutil.NoSuchProcess:
        return True


def _stays(answered: Callable[[bool], None]) -> None:
    """Refuse to quit before the window is ready."""
    answered(False)  # noqa: FBT003 - the answer


class RunningCopy(QObject):
    """Listen for later copies, which wait until `serve`.

    Args:
        name: as `channel_name` gives it.
        lock: held until `close`.

    Signals:
        asked_for: Aviary was started again, with these files (perhaps none).
    """

    asked_for = Signal(list)

    def __init__(self, name: str, lock: QLockFile | None = None) -> None:
        super().__init__()
        self._lock = lock
        self._asking: dict[int, QLocalSocket] = {}
        self._numbers = itertools.count()
        self._leave: Leave = _stays
        self._serves = False
        self._server = QLocalServer(self)
        options = QLocalServer.SocketOption
        self._server.setSocketOptions(
            options.AbstractNamespaceOption if ON_LINUX else options.UserAccessOption
        )
        self._server.setMaxPendingConnections(MOST_WAITING)
        self._server.setListenBacklogSize(MOST_WAITING)
        self._server.newConnection.connect(self._on_connection)
        if not self._server.listen(name):
            logger.warning("%s cannot be listened at: %s", name, self._server.errorString())

    def serve(self, leave: Leave) -> None:
        """Accept connections, pending ones first.

        Args:
            leave: closes the window, after a question if work is running, and calls its argument
                with whether it did.
        """
        self._leave = leave
        self._serves = True
        for socket in self.findChildren(QLocalSocket):
            self._begin(socket)

    @property
    def is_listening(self) -> bool:
        """Whether it is listening."""
        return self._server.isListening()

    def close(self) -> None:
        """Stop listening, and release the lock for another copy."""
        self._server.close()
        if self._lock is not None:
            self._lock.unlock()

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            if len(self.findChildren(QLocalSocket)) > MOST_WAITING:
                _drop(socket, "too many wait")
                continue
            if ON_LINUX and not is_same_user(int(socket.socketDescriptor())):
                _drop(socket, "it is another user's")
                continue
            socket.setParent(self)
            socket.setReadBufferSize(MOST_BYTES + 1)
            socket.readyRead.connect(self._on_ready)
            socket.disconnected.connect(socket.deleteLater)
            if self._serves:
                self._begin(socket)

    def _begin(self, socket: QLocalSocket) -> None:
        patience = QTimer(socket)
        patience.setObjectName(PATIENCE)
        patience.setSingleShot(True)
        patience.timeout.connect(self._on_impatient)
        patience.start(int(ANSWER_S * 1000))
        self._read(socket)  # nothing more may come from pending connections

    def _on_impatient(self) -> None:
        if isinstance(socket := self.sender().parent(), QLocalSocket):
            _drop(socket, "it neither asks nor leaves")

    def _on_ready(self) -> None:
        self._read(self.sender())

    def _read(self, socket: QObject | None) -> None:
        if not isinstance(socket, QLocalSocket) or not self._serves:
            return
        if not socket.canReadLine():
            if socket.bytesAvailable() > MOST_BYTES:
                _drop(socket, "its message is too long")
            return
        line = bytes(socket.readLine().data())
        socket.readyRead.disconnect(self._on_ready)  # one request, one reply
        try:
            question = read_question(line)
        except Refused as reason:
            _drop(socket, str(reason))
            return
        if question.is_quit:
            # The user may take minutes to answer; the caller may have given up by then.
            if (patience := socket.findChild(QTimer, PATIENCE)) is not None:
                patience.stop()
            number = next(self._numbers)
            self._asking[number] = socket
            socket.disconnected.connect(lambda: self._asking.pop(number, None))
            self._leave(lambda is_leaving: self._on_left(number, is_leaving=is_leaving))
            return
        self._answer(socket, is_ok=True)
        self.asked_for.emit(list(question.files))

    def _on_left(self, number: int, *, is_leaving: bool) -> None:
        socket = self._asking.pop(number, None)
        if socket is not None:
            self._answer(socket, is_ok=is_leaving)

    def _answer(self, socket: QLocalSocket, *, is_ok: bool) -> None:
        socket.write(answer(Reply(is_ok, os.getpid())))
        socket.waitForBytesWritten(int(CONNECT_S * 1000))


def _drop(socket: QLocalSocket, reason: str) -> None:
    logger.warning("a later start is not listened to: %s", reason)
    socket.abort()
    socket.deleteLater()


def _connected(name: str) -> QLocalSocket | None:
    """Connect to the running copy; None if none is running.

    Raises:
        StrangeCopy: the listener is not this user's; nothing was sent.
    """
    socket = QLocalSocket()
    if ON_LINUX:
        socket.setSocketOptions(QLocalSocket.SocketOption.AbstractNamespaceOption)
    socket.setReadBufferSize(MOST_BYTES + 1)
    socket.connectToServer(name)
    if not socket.waitForConnected(int(CONNECT_S * 1000)):
        return None
    if not is_same_user(int(socket.socketDescriptor())):
        socket.abort()
        raise StrangeCopy(STRANGE, name)
    return socket


def _asked(name: str, line: bytes, wait_s: float) -> Reply | None:
    """Send one request and return its reply; None if nobody is listening.

    Raises:
        CopyHangs: the listener does not answer in time.
        StrangeCopy: the listener is not Aviary.
    """
    socket = _connected(name)
    if socket is None:
        return None
    until_s = time.monotonic() + wait_s
    socket.write(line)
    while socket.bytesToWrite() or not socket.canReadLine():
        if socket.bytesAvailable() > MOST_BYTES:
            raise StrangeCopy(ODD, name)
        left_ms = int((until_s - time.monotonic()) * 1000)
        is_moving = left_ms > 0 and (
            socket.waitForBytesWritten(left_ms)
            if socket.bytesToWrite()
            else socket.waitForReadyRead(left_ms)
        )
        if not is_moving and not socket.canReadLine():
            if socket.state() is not QLocalSocket.LocalSocketState.ConnectedState:
                return None  # it has just ended
            raise CopyHangs(HANGS)
    try:
        return read_reply(bytes(socket.readLine().data()))
    except Refused as error:
        raise StrangeCopy(ODD, f"{name}: {error}") from error


def _let_it_come_to_the_front() -> None:
    """Let the running copy come to the front, which Windows allows only by permission."""
    if sys.platform == "win32":
        import ctypes

        any_process = 0xFFFFFFFF  # ASFW_ANY
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)
