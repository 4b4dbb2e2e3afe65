"""One running copy for each data folder: a second start hands its files over, or asks it to leave.

Who is the first decides a lock file, also where several are started at the same moment, as by
Explorer for each file that is chosen. The two talk through a local socket (`copy_messages.py`): on
Windows a named pipe that lets only this user in; on Linux a socket without a file, so that nothing
is left behind. Anybody may take a name there, so before a word is said each side makes sure that
the other is the same user's, and a name that another program has taken is told.
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
from desktop_app.system.peers import is_same_user

logger = logging.getLogger(__name__)

# A window that is busy answers within a second; one that does not answer for so long hangs.
ANSWER_S = 10.0
CONNECT_S = 1.0
POLL_S = 0.1
# As many files as somebody may choose at once in Explorer, while the window is being made.
MOST_WAITING = 200
PATIENCE = "patience"
ON_LINUX = sys.platform == "linux"
HANGS = "Aviary is already running, but it does not answer."
STRANGE = "Another user's program answers in the place of Aviary's window."
ODD = "What answers in the place of Aviary's window is not Aviary."
# Closes the window, perhaps after a question, and says whether it did.
Leave = Callable[[Callable[[bool], None]], None]


class QuitResult(IntEnum):
    """The exit codes of `--quit`, which installers look at."""

    NONE_RUNS = 0
    REFUSED = 1
    NO_ANSWER = 2


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
        StrangeCopy: one runs, and something else answers in its place.
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
        StrangeCopy: what answers is not this user's Aviary; it was told nothing.
    """
    _let_it_come_to_the_front()
    return all(_asked(name, line, ANSWER_S) is not None for line in handing_over(files))


def is_running(name: str) -> bool:
    """Whether a copy runs; it is not disturbed.

    Args:
        name: as `channel_name` gives it.

    Raises:
        StrangeCopy: what listens is not this user's.
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
        """Answer from now on, those that wait first.

        Args:
            leave: closes the window, after a question where work is going on, and calls what it
                is given with whether it did.
        """
        self._leave = leave
        self._serves = True
        for socket in self.findChildren(QLocalSocket):
            self._begin(socket)

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
        self._read(socket)  # of those that waited nothing more may come

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
        socket.readyRead.disconnect(self._on_ready)  # one question, one answer
        try:
            question = read_question(line)
        except Refused as reason:
            _drop(socket, str(reason))
            return
        if question.is_quit:
            # The answer may take the user minutes; who asked may have given up by then.
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
    """A connection to the running copy; None where none runs.

    Raises:
        StrangeCopy: what listens is not this user's; nothing was said.
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
    """One question and its answer; None where nobody listens.

    Raises:
        CopyHangs: somebody listens and does not answer in time.
        StrangeCopy: somebody listens who is not Aviary.
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
    """Windows lets only the program in front bring another one there, or one that it allows."""
    if sys.platform == "win32":
        import ctypes

        any_process = 0xFFFFFFFF  # ASFW_ANY
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)
