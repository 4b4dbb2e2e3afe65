"""Texts, names and pipes are UTF-8 in the whole program, wherever it is started."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.locales import LEGACY, environment_of

pytestmark = pytest.mark.skipif(os.name == "nt", reason="tests/windows has Windows' code pages")

# Bytes that are letters of no encoding, letters of one, and the 0x5C that Shift JIS has within.
NAMES = ("会议记录 회의 会議 Запись é".encode(), b"gbk \xbb\xe1\xd2\xe9 \x83\x5c", b"\xff\xfe\x80")
TELL = """
import os, sys
from desktop_app.system import utf8_mode
utf8_mode.switch_on()
utf8_mode.prepare_streams()
print(os.getpid(), utf8_mode.is_on(), len(sys.orig_argv))
print(*(os.fsencode(word).hex() for word in sys.argv[1:]))
print(open("utf-8.txt").read().rstrip(), *sys.argv[1:])
"""
TEXT = "日本 é “…”"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tell.py").write_text(TELL, encoding="utf-8")
    (tmp_path / "utf-8.txt").write_text(f"{TEXT}\n", encoding="utf-8")
    return tmp_path


def tell(folder: Path, environment: dict[str, str], *options: str) -> tuple[int, list[bytes]]:
    """The number of the process that was started, and the lines that it wrote."""
    with subprocess.Popen(
        [sys.executable, *options, "tell.py", *NAMES],
        cwd=folder,
        env=environment | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
    ) as process:
        written, _none = process.communicate(timeout=60)
    return process.pid, written.splitlines()


@pytest.mark.parametrize("locale", [*LEGACY, "C"])
def test_every_locale_is_left_for_utf8_in_the_same_process(folder: Path, locale: str) -> None:
    started, (process, words, text) = tell(folder, environment_of(locale))
    assert process.split()[:2] == [str(started).encode(), b"True"]
    assert words.decode().split() == [name.hex() for name in NAMES]
    readable = [name.decode(errors="surrogateescape") for name in NAMES]
    assert text == " ".join([TEXT, *readable]).encode(errors="backslashreplace")


@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
def test_nothing_begins_again_where_all_is_utf8(folder: Path, locale: str) -> None:
    _started, (process, *_rest) = tell(folder, environment_of(locale))
    assert int(process.split()[2]) == 2 + len(NAMES)


def test_who_turned_the_mode_off_is_obeyed(folder: Path) -> None:
    (folder / "utf-8.txt").write_text("plain", encoding="utf-8")
    _started, (process, *_rest) = tell(folder, environment_of("ru_RU.CP1251"), "-X", "utf8=0")
    assert process.split()[1] == b"False"


@pytest.mark.parametrize(
    ("locale", "shown"),
    [
        ("zh_CN.GBK", "日本 é “…”".encode("gbk")),
        ("ru_RU.CP1251", r"\u65e5\u672c \xe9 “…”".encode("cp1251")),
        ("C.UTF-8", TEXT.encode()),
        ("C", TEXT.encode()),
    ],
)
def test_a_terminal_gets_its_own_letters(folder: Path, locale: str, shown: bytes) -> None:
    reading, terminal = os.openpty()
    command = [sys.executable, "tell.py", os.fsdecode(b"\xff")]
    environment = environment_of(locale) | {"PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=folder, env=environment, stdout=terminal, check=True, timeout=60)
    os.close(terminal)
    written = b""
    while b"\xff" not in written and rb"\udcff" not in written:
        written += os.read(reading, 4096)
    os.close(reading)
    assert written.splitlines()[2] == shown + rb" \udcff"
