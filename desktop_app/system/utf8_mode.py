"""Python's UTF-8 mode for the whole program: texts, names and pipes are UTF-8 by default.

Libraries open text files without naming an encoding (torch does while it is imported). Python then
takes the computer's own, which on a Chinese, Japanese or Korean Windows, or with such a locale on
Linux, is not that of the file. Only a new interpreter can be put into the mode (PEP 540), so a
program that began without it begins once more. A frozen program is in it from its first
instruction (build.spec); so is every other interpreter that Aviary starts (`interpreter`).
"""

import codecs
import io
import locale
import os
import sys
from pathlib import Path

OPTION = ("-X", "utf8")
OWN_COMMAND_LINE = Path("/proc/self/cmdline")


def interpreter() -> list[str]:
    """The words that start this Python once more, in the mode."""
    return [sys.executable, *OPTION]


def is_on() -> bool:
    """Whether this interpreter takes all texts and names for UTF-8, by its mode or its locale."""
    names = (locale.getencoding(), sys.getfilesystemencoding())
    return bool(sys.flags.utf8_mode) or all(_is_utf8(name) for name in names)


def switch_on() -> None:
    """Begin this program once more in UTF-8 mode, if it is not in it; does not return then.

    Whoever turned the mode off by an option of the interpreter (`-X utf8=0`) is obeyed.
    """
    if is_on() or "utf8" in sys._xoptions or getattr(sys, "frozen", False):  # noqa: SLF001 - documented
        return
    if os.name == "nt":
        _run_and_leave()
    # The same process: its number, its terminal and its signals stay what they are.
    program, *words = _command_line()
    os.execv(program, [program, *map(os.fsencode, OPTION), *words])  # noqa: S606 - ourselves


def terminal_encoding() -> str:
    """What a terminal of this computer shows: its locale's encoding, also in UTF-8 mode."""
    name = locale.getencoding()
    return "utf-8" if codecs.lookup(name).name == "ascii" else name


def prepare_streams() -> None:
    """Write UTF-8 into pipes and files, and into a terminal what it shows; fail at no letter.

    Windows' code page lacks the letters of most languages, and names of files may hold bytes that
    are no letters at all. A windowed program of Windows has no streams, which libraries do not
    expect (tqdm).
    """
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - stays open
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - stays open
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            is_narrow = stream.isatty() and os.name != "nt"  # Windows' console takes all letters
            encoding = terminal_encoding() if is_narrow else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _is_utf8(encoding: str) -> bool:
    return codecs.lookup(encoding).name == "utf-8"


def _command_line() -> list[bytes]:
    """This process's, with the interpreter as a path; as bytes, where the system keeps them.

    A locale's letters do not all survive the way into a str and back: C's table and Python's
    differ (0x5C in Shift JIS).
    """
    try:
        words = OWN_COMMAND_LINE.read_bytes().split(b"\0")[:-1]
    except OSError:
        words = [os.fsencode(word) for word in sys.orig_argv]
    is_path = b"/" in words[0]
    return [words[0] if is_path else os.fsencode(sys.executable), *words[1:]]


def _run_and_leave() -> None:
    """Windows cannot exchange the program of a process: wait for another, and end as it did."""
    import signal
    import subprocess

    with subprocess.Popen([*interpreter(), *sys.orig_argv[1:]]) as process:
        # Ctrl+C reaches both; it is the other's to answer.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        code = process.wait()
    sys.exit(code)
