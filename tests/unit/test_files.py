"""Opening and replacing files that others may hold."""

import errno
import os
import socket
from pathlib import Path

import pytest

from desktop_app.core.errors import DiskFull, NotWritable
from desktop_app.system.files import (
    NoRegularFile,
    is_sharing_violation,
    named_by_text,
    open_regular,
    retry_while_in_use,
    write_atomically,
)
from desktop_app.system.win_api import Access
from tests.fake_machine import FakeMachine, WindowsError32


@pytest.mark.parametrize(
    ("winerror", "number", "probed", "held"),
    [
        (32, errno.EACCES, 0, True),
        (33, errno.EACCES, 0, True),
        (145, errno.EACCES, 0, True),
        (5, errno.EACCES, 32, True),
        (5, errno.EACCES, 5, False),
        (None, errno.EACCES, 32, True),
        (None, errno.EACCES, 5, False),
        (None, errno.ENOENT, 0, False),
        (2, errno.ENOENT, 0, False),
        (112, errno.ENOSPC, 0, False),
    ],
)
def test_sharing_violations_of_windows(
    monkeypatch: pytest.MonkeyPatch, winerror: int | None, number: int, probed: int, held: bool
) -> None:
    machine = FakeMachine(probes=dict.fromkeys(Access, probed))
    monkeypatch.setattr("desktop_app.system.machine.this_machine", lambda: machine)
    error = WindowsError32(winerror, number)
    with monkeypatch.context() as patched:  # short: pathlib looks at os.name too
        patched.setattr("desktop_app.system.files.os.name", "nt")
        assert is_sharing_violation(error) is held


def test_other_errors_are_no_sharing_violations() -> None:
    assert not is_sharing_violation(ValueError("no"))
    assert not is_sharing_violation(FileNotFoundError(errno.ENOENT, "gone"))
    assert is_sharing_violation(OSError(errno.EBUSY, "busy"))


def test_retry_ends_with_success_once_the_file_is_free() -> None:
    answers: list[Exception | str] = [OSError(errno.EBUSY, "busy"), OSError(errno.EBUSY, "b"), "ok"]
    slept: list[float] = []

    def action() -> str:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    assert retry_while_in_use(action, (0.1, 0.2, 0.4), slept.append) == "ok"
    assert slept == [0.1, 0.2]


def test_retry_gives_the_last_error_when_the_file_stays_in_use() -> None:
    slept: list[float] = []

    def action() -> None:
        raise OSError(errno.EBUSY, "busy")

    with pytest.raises(OSError, match="busy"):
        retry_while_in_use(action, (0.1, 0.2), slept.append)
    assert slept == [0.1, 0.2]


def test_a_missing_file_is_not_tried_again() -> None:
    slept: list[float] = []
    with pytest.raises(FileNotFoundError):
        retry_while_in_use(lambda: Path("/no/such/file").read_bytes(), sleep=slept.append)
    assert not slept


def test_write_atomically_replaces_and_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "é 日本.txt"
    target.write_text("old", encoding="utf-8")
    write_atomically(target, "neu ✓".encode())
    assert target.read_text(encoding="utf-8") == "neu ✓"
    assert [p.name for p in tmp_path.iterdir()] == [target.name]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotWritable, match="cannot be written"):
        write_atomically(tmp_path / "no" / "file.txt", b"x")


def test_a_full_disk_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("desktop_app.system.files.os.fsync", full)
    with pytest.raises(DiskFull, match=r"No room is left to write “a\.txt”"):
        write_atomically(tmp_path / "a.txt", b"x")
    assert not list(tmp_path.iterdir())


@pytest.mark.timeout(20)
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files in folders")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    pipe, link, listening = tmp_path / "b.wav", tmp_path / "link.wav", tmp_path / "s.wav"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(listening))
        kinds = {pipe: "pipe", link: "pipe", listening: "socket", tmp_path: "folder"}
        for path, kind in {**kinds, Path("/dev/zero"): "device"}.items():
            with pytest.raises(NoRegularFile, match=kind):
                open_regular(path)


def test_a_file_and_a_link_to_it_are_opened(tmp_path: Path) -> None:
    file, link = tmp_path / "é 日本.wav", tmp_path / "link.wav"
    file.write_bytes(b"sound")
    link.symlink_to(file)
    for path in (file, link):
        with open_regular(path) as opened:
            assert opened.read() == b"sound"
    with pytest.raises(FileNotFoundError):
        open_regular(tmp_path / "gone.wav")


@pytest.mark.skipif(os.name == "nt", reason="Windows' names are texts")
def test_a_folder_whose_name_is_no_text_gets_one_that_is(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"\xbb\xe1\xd2\xe9")
    folder.mkdir()
    (folder / "weights").write_bytes(b"1")
    with named_by_text(folder) as named:
        assert (Path(str(named).encode().decode()) / "weights").read_bytes() == b"1"
        (named / "more").write_bytes(b"2")
    assert (folder / "more").read_bytes() == b"2" and not named.exists()
    with named_by_text(tmp_path) as named:
        assert named == tmp_path
