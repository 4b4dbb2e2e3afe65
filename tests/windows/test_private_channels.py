"""Private to this user: the running copy's pipe, and the token's file."""

import ctypes
import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop_app.models.token import PROTECTED, TokenFile
from desktop_app.system.peers import is_same_user
from desktop_app.system.secret_store import NotKept, SecretStore, system_store
from tests.processes import end as end_program
from tests.windows.conftest import is_wine
from tests.windows.holding import ROOT

HUB = "huggingface.co"
TOKEN = "hf_only_this_user"
PIPE_ACCESS_DUPLEX = 0x3
READ_CONTROL = 0x20000
GENERIC_READ = 0x80000000
OPEN_EXISTING = 3
SDDL_REVISION_1 = 1
INVALID_HANDLE = ctypes.c_void_p(-1).value
MINUTE_S = 60

# In processes of their own, as two starts of the program are.
SERVES = """
import sys
from PySide6.QtCore import QCoreApplication
application = QCoreApplication(sys.argv)
from desktop_app.app.startup.single_instance import RunningCopy
copy = RunningCopy(sys.argv[1])
def came(files):
    print([file.name for file in files], flush=True)
    application.quit()
copy.asked_for.connect(came)
copy.serve(lambda answered: answered(True))
print(copy.is_listening, flush=True)
application.exec()
"""
HANDS_OVER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
application = QCoreApplication(sys.argv)
from desktop_app.app.startup.single_instance import hand_over, is_running
try:
    print(is_running(sys.argv[1]), hand_over(sys.argv[1], [Path(sys.argv[2])]))
except Exception as error:
    print(type(error).__name__, error.sentence)
"""


class SecurityAttributes(ctypes.Structure):
    _fields_ = (
        ("size", ctypes.c_uint32),
        ("descriptor", ctypes.c_void_p),
        ("is_inherited", ctypes.c_int),
    )


def started(code: str, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", code, *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


@contextmanager
def pipe(name: str, owner: str = "") -> Iterator[int]:
    """The other end of a named pipe, whose first end has the owner with this SID's abbreviation."""
    kernel32 = ctypes.CDLL("kernel32")
    kernel32.CreateNamedPipeW.restype = kernel32.CreateFileW.restype = ctypes.c_void_p
    attributes = SecurityAttributes(ctypes.sizeof(SecurityAttributes), None, 0)
    if owner:
        descriptor = ctypes.c_void_p()
        made = ctypes.CDLL("advapi32").ConvertStringSecurityDescriptorToSecurityDescriptorW(
            f"O:{owner}D:(A;;GA;;;WD)", SDDL_REVISION_1, ctypes.byref(descriptor), None
        )
        assert made
        attributes.descriptor = descriptor
    ends = [
        kernel32.CreateNamedPipeW(
            name, PIPE_ACCESS_DUPLEX, 0, 1, 4096, 4096, 0, ctypes.byref(attributes)
        )
    ]
    if ends[0] == INVALID_HANDLE:
        pytest.skip(f"Windows lets nobody make {owner}'s pipe: {kernel32.GetLastError()}")
    try:
        ends.append(
            kernel32.CreateFileW(name, GENERIC_READ | READ_CONTROL, 0, None, OPEN_EXISTING, 0, None)
        )
        assert ends[1] != INVALID_HANDLE, kernel32.GetLastError()
        yield ends[1]
    finally:
        for end in ends:
            kernel32.CloseHandle(ctypes.c_void_p(end))


def test_files_go_through_the_pipe_to_the_copy_that_runs() -> None:
    name = "aviary-test-of-the-pipe"
    with started(SERVES, name) as serving:
        try:
            assert serving.stdout is not None
            assert serving.stdout.readline() == "True\n"
            asked, trouble = started(HANDS_OVER, name, r"C:\a\Gespräch.wav").communicate(
                timeout=MINUTE_S
            )
            assert asked == "True True\n", trouble
            assert serving.stdout.readline() == "['Gespräch.wav']\n"
            serving.communicate(timeout=MINUTE_S)
        finally:
            end_program(serving)


@pytest.mark.skipif(is_wine(), reason="Wine gives no owner to a pipe made without a descriptor")
def test_a_pipe_of_this_users_is_trusted() -> None:
    with pipe(r"\\.\pipe\aviary-test-own") as end:
        assert is_same_user(end)


def test_a_pipe_that_somebody_else_owns_is_not() -> None:
    with pipe(r"\\.\pipe\aviary-test-other", owner="WD") as end:
        assert not is_same_user(end)
    assert not is_same_user(0)


@pytest.fixture
def system() -> SecretStore:
    found = system_store()
    assert found is not None
    return found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("HF_TOKEN", "HF_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_the_token_s_file_tells_nothing_to_others(folder: Path, system: SecretStore) -> None:
    TokenFile(folder, system).write(TOKEN, HUB)
    (file,) = folder.iterdir()
    data = file.read_bytes()
    assert data.startswith(PROTECTED) and TOKEN.encode() not in data
    assert TokenFile(folder, system).read(HUB) == TOKEN
    assert TokenFile(folder, system).read("mirror.example") == ""
    TokenFile(folder, system).write("", HUB)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("change", ["garbled", "cut off", "empty", "with entropy", "no text"])
def test_a_file_that_the_system_does_not_read_is_as_if_there_were_none(
    change: str, folder: Path, system: SecretStore, caplog: pytest.LogCaptureFixture
) -> None:
    if change == "garbled" and is_wine():
        pytest.skip("Wine's crypt32 reads beyond the end of what is garbled")
    token = TokenFile(folder, system)
    token.write(TOKEN, HUB)
    (file,) = folder.iterdir()
    good = file.read_bytes()
    middle = len(good) // 2
    file.write_bytes(
        {
            "garbled": good[:middle] + bytes(255 - byte for byte in good[middle:]),
            "cut off": good[:middle],
            "empty": PROTECTED,
            "with entropy": PROTECTED + protected(TOKEN.encode(), b"another program's"),
            "no text": PROTECTED + protected(b"\xff\xfe\x00", b""),
        }[change]
    )
    with caplog.at_level(logging.INFO):
        assert TokenFile(folder, system).read(HUB) in ("", "\ufffd\ufffd\0")
    if change in ("garbled", "cut off", "with entropy"):
        assert "the system gives no token: CryptUnprotectData" in caplog.text
        with pytest.raises(NotKept):
            system.read(file.read_bytes().removeprefix(PROTECTED))
    assert TOKEN not in caplog.text
    token.write("hf_another", HUB)
    assert TokenFile(folder, system).read(HUB) == "hf_another"


class Blob(ctypes.Structure):
    _fields_ = (("size", ctypes.c_uint32), ("data", ctypes.c_void_p))


def protected(data: bytes, entropy: bytes) -> bytes:
    """As another program of this user's keeps something."""
    given = [ctypes.create_string_buffer(text, len(text)) for text in (data, entropy)]
    source, salt = (Blob(len(text), ctypes.addressof(text)) for text in given)
    target = Blob()
    assert ctypes.CDLL("crypt32").CryptProtectData(
        ctypes.byref(source), None, ctypes.byref(salt) if entropy else None, None, None, 1,
        ctypes.byref(target),
    )  # fmt: skip
    return ctypes.string_at(target.data or 0, target.size)
