"""The running copy, and those that ask it in another process."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from desktop_app.app import running_copy
from desktop_app.app.running_copy import (
    Leave,
    QuitResult,
    RunningCopy,
    ask_to_quit,
    channel_name,
    claim,
    hand_over,
)
from desktop_app.core.machine_errors import CopyHangs
from desktop_app.system import environment
from tests.conftest import ROOT


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
        "from desktop_app.app.running_copy import *; app = QCoreApplication([]);"
        f"print({expression})"
    )
    command = [sys.executable, "-c", code]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8")


def asked_by_another(qtbot: QtBot, expression: str) -> str:
    """What a function gives in another process, while this one runs its event loop."""
    with asking(expression) as process:
        qtbot.waitUntil(lambda: process.poll() is not None, timeout=30_000)
        assert process.stdout is not None
        return process.stdout.read().strip()


def test_files_arrive_as_they_were_given(qtbot: QtBot, channel: str, tmp_path: Path) -> None:
    copy = serving(channel, leaves)
    files = [tmp_path / "ä 日本.wav", tmp_path / "b\nc.mp3"]
    with qtbot.waitSignal(copy.asked_for, timeout=30_000) as asked:
        names = [str(file) for file in files]
        told = asked_by_another(qtbot, f"hand_over({channel!r}, [Path(n) for n in {names!r}])")
    assert asked.args == [files]
    assert told == "True"
    copy.close()
    assert not copy.is_listening and not hand_over(channel, [])


def test_a_user_who_stays_is_respected(qtbot: QtBot, channel: str) -> None:
    copy = serving(channel, stays)
    told = asked_by_another(qtbot, f"ask_to_quit({channel!r}, 5.0).name")
    assert told == QuitResult.REFUSED.name
    copy.close()


def test_an_answer_that_comes_too_late_harms_nothing(qtbot: QtBot, channel: str) -> None:
    waiting: list[Callable[[bool], None]] = []
    copy = serving(channel, waiting.append)
    told = asked_by_another(qtbot, f"ask_to_quit({channel!r}, 0.3).name")
    assert told == QuitResult.NO_ANSWER.name
    # Whoever asked is gone, and so is the socket.
    qtbot.waitUntil(lambda: not copy.findChildren(QLocalSocket))
    waiting[0](True)
    copy.close()


def test_all_who_wait_for_one_answer_get_it(qtbot: QtBot, channel: str) -> None:
    waiting: list[Callable[[bool], None]] = []
    copy = serving(channel, waiting.append)
    expression = f"ask_to_quit({channel!r}, 30.0).name"
    with asking(expression) as one, asking(expression) as other:
        qtbot.waitUntil(lambda: len(waiting) == 2, timeout=30_000)
        for answered in waiting:
            answered(False)
        assert one.communicate()[0].strip() == QuitResult.REFUSED.name
        assert other.communicate()[0].strip() == QuitResult.REFUSED.name
    copy.close()


def test_a_process_that_does_not_end_is_told(qtbot: QtBot, channel: str) -> None:
    copy = serving(channel, leaves)  # but this process goes on
    told = asked_by_another(qtbot, f"ask_to_quit({channel!r}, 0.5).name")
    assert told == QuitResult.NO_ANSWER.name
    copy.close()


@pytest.mark.usefixtures("qapp")
def test_a_copy_that_hangs_is_told(channel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = serving(channel, leaves)
    monkeypatch.setattr(running_copy, "ANSWER_S", 0.3)
    with pytest.raises(CopyHangs, match="does not answer"):
        hand_over(channel, [])  # nobody runs the event loop meanwhile
    assert ask_to_quit(channel, 0.3) is QuitResult.NO_ANSWER
    copy.close()


def test_nonsense_harms_nothing(qtbot: QtBot, channel: str) -> None:
    copy = serving(channel, leaves)
    socket = QLocalSocket()
    if running_copy.ON_LINUX:
        socket.setSocketOptions(QLocalSocket.SocketOption.AbstractNamespaceOption)
    socket.connectToServer(channel)
    with qtbot.waitSignal(copy.asked_for) as asked:
        socket.write(b"no json\n")
    assert asked.args == [[]]
    assert asked_by_another(qtbot, f"hand_over({channel!r}, [])") == "True"
    socket.abort()
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
