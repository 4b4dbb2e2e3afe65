"""Run the whole program in Python's UTF-8 mode: files, names and pipes default to UTF-8.

Libraries open text files without naming an encoding (torch does on import). Python then uses the
system's, which on a Chinese, Japanese or Korean Windows, or with such a locale on Linux, is not the
file's. Only a new interpreter can have the mode (PEP 540), so a program without it restarts itself.
A frozen program has it from the start (build.spec); so does every other interpreter that Aviary
starts (`interpreter`).
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
    """Return the command that starts this Python in UTF-8 mode."""
    return [sys.executable, *OPTION]


def is_on() -> bool:
    """Whether this interpreter defaults to UTF-8, by its mode or its locale."""
    names = (locale.getencoding(), sys.getfilesystemencoding())
    return bool(sys.flags.utf8_mode) or all(_is_utf8(name) for name in names)


def switch_on() -> None:
    """Restart this program in UTF-8 mode if needed; does not return then.

    The interpreter option `-X utf8=0` is respected.
    """
    if is_on() or "utf8" in sys._xoptions or getattr(sys, "frozen", False):  # noqa: SLF001 - documented
        return
    if os.name == "nt":
        _run_and_leave()
    # The same process: its pid, terminal and signals stay.
    program, *words = _command_line()
    os.execv(program, [program, *map(os.fsencode, OPTION), *words])  # noqa: S606 - ourselves


def terminal_encoding() -> str:
    """Return a terminal's encoding: the locale's, also in UTF-8 mode."""
    name = locale.getencoding()
    return "utf-8" if codecs.lookup(name).name == "ascii" else name


def prepare_streams() -> None:
    """Write UTF-8 to pipes and files, and a terminal's encoding to terminals, never failing.

    Windows' code page lacks most languages' letters, and file names may hold invalid bytes. A
    windowed program on Windows has no streams, which libraries do not expect (tqdm).
    """
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - stays open
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - stays open
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Windows' console accepts all characters.
            is_narrow = stream.isatty() and os.name != "nt"
            encoding = terminal_encoding() if is_narrow else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _is_utf8(encoding: str) -> bool:
    return codecs.lookup(encoding).name == "utf-8"


def _command_line() -> list[bytes]:
    """Return this process's arguments, with the interpreter's path; as bytes if available.

    Not all characters of a locale survive conversion to str and back: C's and Python's tables
    differ (0x5C in Shift JIS).
    """
    try:
        words = OWN_COMMAND_LINE.read_bytes().split(b"\0")[:-1]
    except OSError:
        words = [os.fsencode(word) for word in sys.orig_argv]
    is_path = b"/" in words[0]
    return [words[0] if is_path else os.fsencode(sys.executable), *words[1:]]


def _run_and_leave() -> None:
    """Run a child and exit with its code: Windows cannot replace a process's program."""
    import signal
    import subprocess

    with subprocess.Popen([*interpreter(), *sys.orig_argv[1:]]) as process:
        # Ctrl+C reaches both; the child handles it.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        code = process.wait()
    sys.exit(code)
