"""The running copy, and those that ask it in another process."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QLockFile
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from pytestqt.qtbot import QtBot

from desktop_app.app.startup import single_instance as running_copy
from desktop_app.app.startup.copy_messages import MOST_BYTES, handing_over
from desktop_app.app.startup.single_instance import (
    Leave,
    QuitResult,
    RunningCopy,
    ask_to_quit,
    channel_name,
    claim,
    hand_over,
    is_running,
)
from desktop_app.core.errors import CopyHangs, StrangeCopy
from desktop_app.system import environment
from tests.conftest import PATIENCE_S, ROOT
from tests.processes import end


@pytest.fixture
def channel(tmp_path: Path) -> str:
    return channel_name(tmp_path)


def leaves(answered: Callable[[bool], None]) -> None:
    answered(True)


def stays(answered: Callable[[bool], None]) -> None:
    answered(False)


def serving(channel: str, leave: Leave) -> RunningCopy:
    copy = RunningCopy(channel)
    copy.serve(leave)
    return copy


def asking(expression: str) -> "subprocess.Popen[str]":
    """Another process, which prints what a function gives."""
    code = (
        "from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "from desktop_app.app.startup.single_instance import *; app = QCoreApplication([]);"
        f"print({expression})"
    )
    command = [sys.executable, "-c", code]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8")


def asked_by_another(qtbot: QtBot, expression: str) -> str:
    """What a function gives in another process, while this one runs its event loop."""
    with asking(expression) as process:
        qtbot.waitUntil(lambda: process.poll() is not None)
        assert process.stdout is not None
        return process.stdout.read().strip()


def test_files_arrive_as_they_were_given(qtbot: QtBot, channel: str, tmp_path: Path) -> None:
    copy = serving(channel, leaves)
    files = [tmp_path / "ä 日本.wav", tmp_path / "b\nc.mp3"]
    with qtbot.waitSignal(copy.asked_for) as asked:
        names = [str(file) for file in files]
        told = asked_by_another(qtbot, f"hand_over({channel!r}, [Path(n) for n in {names!r}])")
    assert asked.args == [files]
    assert told == "True"
    copy.close()
    assert not copy.is_listening and not hand_over(channel, [])


def test_a_user_who_stays_is_respected(qtbot: QtBot, channel: str) -> None:
    copy = serving(channel, stays)
    told = asked_by_another(qtbot, f"ask_to_quit({channel!r}, 30.0).name")
    assert told == QuitResult.REFUSED.name
    copy.close()


def test_an_answer_that_comes_too_late_harms_nothing(qtbot: QtBot, channel: str) -> None:
    waiting: list[Callable[[bool], None]] = []
    copy = serving(channel, waiting.append)
    told = asked_by_another(qtbot, f"ask_to_quit({channel!r}, 0.3).name")
    assert told == QuitResult.NO_ANSWER.name
    # The caller is gone, and so is the socket.
    qtbot.waitUntil(lambda: not copy.findChildren(QLocalSocket))
    waiting[0](True)
    copy.close()


def test_all_who_wait_for_one_answer_get_it(qtbot: QtBot, channel: str) -> None:
    waiting: list[Callable[[bool], None]] = []
    copy = serving(channel, waiting.append)
    expression = f"ask_to_quit({channel!r}, 30.0).name"
    with asking(expression) as one, asking(expression) as other:
        qtbot.waitUntil(lambda: len(waiting) == 2)
        for answered in waiting:
            answered(False)
        for each in (one, other):
            assert each.communicate(timeout=PATIENCE_S)[0].strip() == QuitResult.REFUSED.name
    copy.close()


def test_a_process_that_does_not_end_is_reported(qtbot: QtBot, channel: str) -> None:
    copy = serving(channel, leaves)  # but this process continues
    told = asked_by_another(qtbot, f"ask_to_quit({channel!r}, 0.5).name")
    assert told == QuitResult.NO_ANSWER.name
    copy.close()


@pytest.mark.usefixtures("qapp")
def test_a_copy_that_hangs_is_reported(channel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = serving(channel, leaves)
    monkeypatch.setattr(running_copy, "ANSWER_S", 0.3)
    with pytest.raises(CopyHangs, match="does not respond"):
        hand_over(channel, [])  # nobody runs the event loop meanwhile
    assert ask_to_quit(channel, 0.3) is QuitResult.NO_ANSWER
    copy.close()


def connected(channel: str) -> QLocalSocket:
    socket = QLocalSocket()
    if running_copy.ON_LINUX:
        socket.setSocketOptions(QLocalSocket.SocketOption.AbstractNamespaceOption)
    socket.connectToServer(channel)
    return socket


def has_ended(socket: QLocalSocket) -> bool:
    return socket.state() is QLocalSocket.LocalSocketState.UnconnectedState


def is_told(socket: QLocalSocket) -> bool:
    return has_ended(socket) or not socket.bytesToWrite()


def has_so_many(found: list[list[Path]], count: int) -> bool:
    return len(found) == count


def resident_bytes() -> int:
    return int(psutil.Process().memory_info().rss)


def drop_all(qtbot: QtBot, copy: RunningCopy, *sockets: QLocalSocket) -> None:
    for socket in sockets:
        socket.abort()
        socket.deleteLater()
    qtbot.waitUntil(lambda: not copy.findChildren(QLocalSocket))


def test_messages_of_all_kinds_harm_nothing(qtbot: QtBot, channel: str, tmp_path: Path) -> None:
    """Hundreds here; AVIARY_FUZZ_MESSAGES sets the number for a longer search."""
    copy = serving(channel, leaves)
    wanted: list[list[Path]] = []
    copy.asked_for.connect(wanted.append)
    count = int(os.environ.get("AVIARY_FUZZ_MESSAGES", "250"))
    chance = random.Random(count)
    before, right = 0, 0
    for number in range(count):
        if number == count // 4:
            before = resident_bytes()  # Python and Qt have their buffers now
        message, is_right = a_message(chance, tmp_path)
        right += is_right
        sockets = [connected(channel) for _ in range(chance.choice((1, 1, 1, 3)))]
        sockets[0].write(message)
        qtbot.waitUntil(partial(is_told, sockets[0]))
        if is_right:
            qtbot.waitUntil(partial(has_so_many, wanted, right))
        drop_all(qtbot, copy, *sockets)
    assert len(wanted) == right > count // 20
    assert all(path.is_absolute() for paths in wanted for path in paths)
    assert resident_bytes() - before < 32_000_000
    assert copy.is_listening
    assert asked_by_another(qtbot, f"hand_over({channel!r}, [])") == "True"
    copy.close()


def a_message(chance: random.Random, folder: Path) -> tuple[bytes, bool]:
    """A message, and whether it is one that is understood."""
    good = {"files": [str(folder / f"{n}.wav") for n in range(chance.randrange(5))]}
    line = json.dumps(good).encode()
    long = b"x" * chance.choice((1_000_001, 3_000_000))
    wrong = (
        b"", b"no json", b"[" * chance.choice((2, 900, 200_000)), b"{" * 5, b"9" * 5000, b"null",
        b"[]", b"NaN", b'"files"', b"{}", line[:-1], line[1:], line.replace(b"]", b"]]"), long,
        b'{"files": null}', b'{"files": {"0": "/a"}}', b'{"files": [1]}', b'{"files": ["a.wav"]}',
        b'{"files": [""]}', b'{"files": ["/a\\u0000b"]}', b'{"files": ["/a\0b"]}',
        b'{"files": ["/' + b"a" * 40_000 + b'"]}', b'{"files": [[[["/a"]]]]}', b'{"quit": 1}',
        b'{"quit": "yes"}', b'{"quit": false}', b'{"files": [], "quit": true}', b'{"Files": []}',
        b'{"files": ' + b"[" * 90_000 + b"]" * 90_000 + b"}", bytes(range(256)), b"\xff\xfe\x00",
        b'{"files": []' + b" " * 1_000_001 + b"}", bytes(chance.randbytes(chance.randrange(999))),
    )  # fmt: skip
    if chance.random() < 0.2:
        return line + b"\n", True
    end = chance.choice((b"\n", b"\n\n", b"", b"\r\n", b"\n" + line + b"\n"))
    chosen = chance.choice(wrong)
    return (chosen + end, False) if chosen else (b"\n", False)


def test_one_who_says_nothing_is_not_waited_for(
    qtbot: QtBot, channel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running_copy, "ANSWER_S", 1.0)
    copy = serving(channel, leaves)
    silent, half = connected(channel), connected(channel)
    half.write(b'{"files": [')
    qtbot.waitUntil(lambda: len(copy.findChildren(QLocalSocket)) == 2)
    qtbot.waitUntil(lambda: not copy.findChildren(QLocalSocket))
    qtbot.waitUntil(lambda: has_ended(silent) and has_ended(half))
    copy.close()


def test_more_files_than_one_message_holds_all_arrive(
    qtbot: QtBot, channel: str, tmp_path: Path
) -> None:
    copy = serving(channel, leaves)
    arrived: list[Path] = []
    copy.asked_for.connect(arrived.extend)
    files = [tmp_path / f"{'é' * 100}{n}.wav" for n in range(4000)]
    assert sum(len(line) for line in handing_over(files)) > MOST_BYTES
    expression = (
        f"hand_over({channel!r}, [Path({str(tmp_path)!r}) / f\"{{'é' * 100}}{{n}}.wav\" "
        "for n in range(4000)])"
    )
    assert asked_by_another(qtbot, expression) == "True"
    assert arrived == files
    copy.close()


ANSWERS = (
    b'{"ok": true}', b'{"ok": 1, "pid": 5}', b'{"ok": true, "pid": true}', b"[" * 90_000,
    b'{"ok": true, "pid": -1}', b"no json", b'{"ok": true, "pid": 1, "x": 2}', b"x" * 1_200_000,
)  # fmt: skip


@pytest.mark.parametrize("answer", ANSWERS, ids=range(len(ANSWERS)))
def test_an_odd_answer_is_reported(qtbot: QtBot, channel: str, answer: bytes) -> None:
    server = QLocalServer()
    if running_copy.ON_LINUX:
        server.setSocketOptions(QLocalServer.SocketOption.AbstractNamespaceOption)
    assert server.listen(channel)
    server.newConnection.connect(lambda: server.nextPendingConnection().write(answer + b"\n"))
    told = asked_by_another(qtbot, f"ask_to_quit({channel!r}, 5.0).name")
    assert told == QuitResult.NO_ANSWER.name
    server.close()


@pytest.mark.usefixtures("qapp")
def test_a_name_that_another_users_program_has_is_reported(
    channel: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = RunningCopy(channel)
    monkeypatch.setattr(running_copy, "is_same_user", lambda _handle: False)
    copy = claim(channel, tmp_path / "running.lock", [])
    assert copy is not None and not copy.is_listening, "the name is taken, and the lock is ours"
    for ask in (hand_over, lambda name, _files: is_running(name)):
        with pytest.raises(StrangeCopy, match="Another user"):
            ask(channel, [tmp_path / "private.wav"])
    assert ask_to_quit(channel, 1.0) is QuitResult.NO_ANSWER
    with pytest.raises(StrangeCopy):
        claim(channel, tmp_path / "running.lock", [])
    copy.close()
    stranger.close()


@pytest.mark.skipif(
    sys.platform != "linux" or os.getuid() != 0, reason="only root can be somebody else"
)
@pytest.mark.parametrize("listens", [True, False])
def test_another_user_is_not_listened_to(qtbot: QtBot, channel: str, listens: bool) -> None:
    """Real processes of another user at either end."""
    code = (
        "import os, socket, sys; os.setgroups([]); os.setgid(65534); os.setuid(65534);"
        "s = socket.socket(socket.AF_UNIX); name = '\\0' + sys.argv[1]\n"
        "if sys.argv[2] == 'listens':\n"
        "    s.bind(name); s.listen(); print('ready', flush=True); c, _ = s.accept()\n"
        "    print(c.recv(9999))\n"
        "else:\n"
        "    s.connect(name); s.sendall(b'{\"files\": []}\\n')\n"
        "    print(s.recv(99), flush=True)\n"
    )
    command = [sys.executable, "-c", code, channel, "listens" if listens else "asks"]
    if listens:
        with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as other:
            try:
                assert other.stdout is not None and other.stdout.readline() == "ready\n"
                with pytest.raises(StrangeCopy):
                    hand_over(channel, [Path("/private.wav")])
                said = other.communicate(timeout=PATIENCE_S)[0]
            finally:
                end(other)
        assert said == "b''\n", "not a byte was said"
        return
    copy = serving(channel, leaves)
    wanted: list[object] = []
    copy.asked_for.connect(wanted.append)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as other:
        try:
            qtbot.waitUntil(lambda: other.poll() is not None)
            said, error = other.communicate()
        finally:
            end(other)
    assert said == "b''\n" or any(end in error for end in ("ResetError", "BrokenPipeError"))
    assert wanted == []
    copy.close()


def test_each_folder_has_its_own_channel(tmp_path: Path) -> None:
    assert channel_name(tmp_path / "a") != channel_name(tmp_path / "b")
    assert channel_name(tmp_path / "a") == channel_name(tmp_path / "a")


def test_a_portable_program_keeps_its_data_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AVIARY_HOME", raising=False)
    monkeypatch.setattr("sys.executable", str(tmp_path / "Aviary.exe"))
    monkeypatch.setattr("sys.frozen", True, raising=False)
    assert tmp_path not in environment.own_folders().config.parents
    (tmp_path / "portable").touch()
    assert environment.own_folders().config == tmp_path / "data" / "config"
    monkeypatch.setenv("AVIARY_HOME", str(tmp_path / "elsewhere"))
    assert environment.own_folders().config == tmp_path / "elsewhere" / "config"
    assert os.fspath(environment.own_folders().logs).endswith("logs")


LEAVES_A_LOCK = """
import os, sys
from PySide6.QtCore import QCoreApplication, QLockFile
app = QCoreApplication([])
lock = QLockFile(sys.argv[1])
lock.setStaleLockTime(0)
os._exit(0 if lock.tryLock(0) else 1)
"""


@pytest.mark.usefixtures("qapp")
def test_a_killed_copy_s_number_may_be_ours(channel: str, tmp_path: Path) -> None:
    file = tmp_path / "running.lock"
    subprocess.run([sys.executable, "-c", LEAVES_A_LOCK, str(file)], check=True)
    process, _, rest = file.read_text(encoding="utf-8").partition("\n")
    assert process.isdigit()
    file.write_text(f"{os.getpid()}\n{rest}", encoding="utf-8")
    copy = claim(channel, file, [])
    assert copy is not None and copy.is_listening
    copy.close()


@pytest.mark.usefixtures("qapp")
def test_what_a_copy_holds_is_not_taken_away(
    channel: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = QLockFile(str(tmp_path / "running.lock"))
    assert held.tryLock(0)
    monkeypatch.setattr(running_copy, "ANSWER_S", 0.5)
    with pytest.raises(CopyHangs):
        claim(channel, tmp_path / "running.lock", [])
    assert held.isLocked()
    held.unlock()
