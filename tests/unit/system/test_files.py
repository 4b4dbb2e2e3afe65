"""Opening and replacing files that others may hold."""

import errno
import gc
import os
import re
import socket
import stat
import sys
import threading
import weakref
from contextlib import suppress
from pathlib import Path

import pytest

from desktop_app.core.errors import DiskFull, NotAFolder, NotWritable
from desktop_app.system import files
from desktop_app.system.files import (
    KnownFiles,
    NoRegularFile,
    is_finished,
    is_sharing_violation,
    make_writable,
    named_by_text,
    open_regular,
    require_usable_name,
    require_writable,
    retry_while_in_use,
    whole_file,
    write_atomically,
    write_new,
)
from desktop_app.system.windows.api import SHARE_READING, Access
from tests.fake_file_facts import FakeFileFacts, WindowsError32


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
    facts = FakeFileFacts(probes=dict.fromkeys(Access, probed))
    monkeypatch.setattr("desktop_app.system.locks.facts.file_facts", lambda: facts)
    error = WindowsError32(winerror, number)
    with monkeypatch.context() as patched:  # short: pathlib reads os.name, too
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


def test_what_a_failed_try_held_is_freed_at_once(caplog: pytest.LogCaptureFixture) -> None:
    """A file, or a model's weights: they must not wait for Python's collector, or for a log."""
    caplog.set_level("INFO")
    held: list[weakref.ref[set[int]]] = []

    def action() -> None:
        weights = {1, 2, 3}
        held.append(weakref.ref(weights))
        raise OSError(errno.EBUSY, "busy")

    gc.disable()
    try:
        with suppress(OSError):
            retry_while_in_use(action, (0.1, 0.2), lambda _delay_s: None)
        assert [ref() for ref in held] == [None] * 3
    finally:
        gc.enable()


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


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    with pytest.raises(NotWritable, match="cannot be written"):
        write_atomically(tmp_path / "no" / "file.txt", b"x")


def test_a_full_disk_is_reported_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("desktop_app.system.files.os.fsync", full)
    with pytest.raises(DiskFull, match=r"There is not enough space to write “a\.txt”"):
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


def test_a_name_that_is_taken_stays_with_its_file(tmp_path: Path) -> None:
    mine = tmp_path / "talk.txt"
    mine.write_text("mine", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "folder.txt").mkdir()
    for name in ("talk.txt", "link.txt", "folder.txt"):
        with pytest.raises(FileExistsError):
            write_new(tmp_path / name, b"ours")
    assert mine.read_text(encoding="utf-8") == "mine"
    assert len(list(tmp_path.iterdir())) == 3
    write_new(tmp_path / "free.txt", b"ours")
    assert (tmp_path / "free.txt").read_bytes() == b"ours"


def test_a_drive_without_links_has_free_names_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(path: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted", str(path))

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    write_new(tmp_path / "a.txt", b"ours")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "a.txt", b"theirs")
    assert (tmp_path / "a.txt").read_bytes() == b"ours"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_private_file_is_private_from_its_first_moment(tmp_path: Path) -> None:
    with whole_file(tmp_path / "token", is_private=True) as file:
        assert stat.S_IMODE(os.fstat(file.fileno()).st_mode) == 0o600
        file.write(b"hf_x")


@pytest.mark.parametrize(
    ("number", "what", "remedy"),
    [
        (errno.EROFS, "“talk.txt” is on a read-only drive.", "on another drive."),
        (
            errno.EACCES,
            "You do not have permission to read or write “talk.txt”",
            "such as Documents.",
        ),
        (errno.ENAMETOOLONG, "The path or name of “talk.txt” is longer", "Shorten the name,"),
        (errno.EHOSTDOWN, "“talk.txt” is on the network, and the connection", "network or VPN"),
        (errno.EIO, "Input/output error.", "Choose another folder."),
    ],
)
def test_a_refusal_is_reported_of_the_file_itself_with_its_cause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, what: str, remedy: str
) -> None:
    def refuse(path: Path, *_: object) -> None:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr("desktop_app.system.files.os.open", refuse)
    with pytest.raises(NotWritable) as caught:
        write_atomically(tmp_path / "talk.txt", b"x")
    sentence = caught.value.sentence
    assert sentence.startswith(f"“{tmp_path / 'talk.txt'}” cannot be written. {what}")
    assert remedy in sentence
    assert ".part" not in sentence and "close the program" not in sentence.lower()


def test_a_full_drive_is_reported_of_the_file_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr("desktop_app.system.files.os.open", refuse)
    with pytest.raises(DiskFull, match=r"There is not enough space to write “talk\.txt”\."):
        write_atomically(tmp_path / "talk.txt", b"x")


@pytest.mark.parametrize("folder", ["gone", "file.txt", "file.txt/below"])
def test_a_folder_that_is_gone_or_a_file_is_reported(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file.txt").touch()
    with pytest.raises(NotWritable, match="The folder for “talk") as caught:
        write_atomically(tmp_path / folder / "talk.txt", b"x")
    assert ".part" not in caught.value.sentence


def test_a_name_that_is_too_long_is_reported_and_the_longest_is_written(tmp_path: Path) -> None:
    longest = "x" * 251 + ".txt"
    write_atomically(tmp_path / longest, b"x")
    assert (tmp_path / longest).exists()
    with pytest.raises(NotWritable, match="longer than this system allows") as caught:
        write_atomically(tmp_path / f"x{longest}", b"x")
    assert ".part" not in caught.value.sentence
    assert len(list(tmp_path.iterdir())) == 1


def test_a_device_or_a_stream_of_windows_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / name for name in ("con.txt", "a:b.txt")]
    for path in paths:
        with monkeypatch.context() as patched:  # short: pathlib reads os.name, too
            patched.setattr("desktop_app.system.files.os.name", "nt")
            with pytest.raises(OSError, match=re.escape(path.name)) as caught:
                require_usable_name(path)
        assert caught.value.errno == errno.EILSEQ and caught.value.filename == str(path)
    require_usable_name(paths[0])
    assert not list(tmp_path.iterdir())


def test_a_folder_is_made_and_tried(tmp_path: Path) -> None:
    make_writable(tmp_path / "new" / "below")
    assert not list((tmp_path / "new" / "below").iterdir())
    with pytest.raises(NotWritable):
        require_writable(tmp_path / "gone")
    assert not (tmp_path / "gone").exists()
    (tmp_path / "file").touch()
    for name in ("file", "file/below/that"):
        with pytest.raises(NotAFolder, match=r"file” is not a folder"):
            make_writable(tmp_path / name)


def test_known_files_are_met_again_under_other_names(tmp_path: Path) -> None:
    talk, other = tmp_path / "talk.wav", tmp_path / "other.wav"
    talk.touch()
    other.touch()
    (tmp_path / "link").symlink_to(talk)
    (tmp_path / "hard").hardlink_to(talk)
    known = KnownFiles([talk, tmp_path / "missing.wav"])
    for name in ("talk.wav", "link", "hard", "missing.wav", "./../" + tmp_path.name + "/talk.wav"):
        assert tmp_path / name in known, name
    assert other not in known and tmp_path / "nothing" not in known


@pytest.mark.skipif(sys.platform != "linux", reason="a lease is Linux's")
def test_a_file_is_finished_once_nobody_writes(tmp_path: Path) -> None:
    path = tmp_path / "talk.wav"
    assert not is_finished(path) and not is_finished(tmp_path)
    with path.open("wb") as file:
        assert not is_finished(path)
        file.write(b"RIFF")
    assert is_finished(path)
    with path.open("rb"):
        assert is_finished(path)  # others may read it
    os.mkfifo(tmp_path / "pipe.wav")
    assert not is_finished(tmp_path / "pipe.wav")


@pytest.mark.skipif(sys.platform != "linux", reason="a lease is Linux's")
def test_a_writer_that_comes_meanwhile_ends_nothing(tmp_path: Path) -> None:
    path, is_over = tmp_path / "talk.wav", threading.Event()
    path.write_bytes(b"RIFF")

    def write() -> None:
        while not is_over.is_set():
            path.open("ab").close()

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(2000):
            is_finished(path)  # a lease that is broken sends a signal, which would end the program
    finally:
        is_over.set()
        for thread in threads:
            thread.join()
    assert is_finished(path)


def test_on_windows_the_probe_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    class Files:
        code = 32

        def probe(self, *arguments: object) -> int:
            asked.append(arguments)
            return self.code

    monkeypatch.setattr(files, "windows_files", Files)
    path = tmp_path / "talk.wav"
    path.touch()
    assert not is_finished(path)
    monkeypatch.setattr(Files, "code", 0)
    assert is_finished(path)
    assert asked == [(path, Access.READ, SHARE_READING)] * 2
