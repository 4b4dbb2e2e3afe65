"""The program: a command works in the terminal, anything else opens the window."""

import gc
import io
import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path

COMMANDS = ("transcribe", "models", "doctor")
SELF_TEST, QUIT = "--self-test", "--quit"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run Aviary and return its exit code (the window leaves the process by itself).

    Args:
        arguments: the command line without the program's name; None takes sys.argv.
    """
    multiprocessing.freeze_support()
    _write_utf8()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and words[0] == SELF_TEST:
        from desktop_app.app.self_test import main as self_test

        return self_test(words[1:])
    if words and words[0] == QUIT:
        from desktop_app.app.quit_command import main as quit_running_copy

        return quit_running_copy(words[1:])
    if words and (words[0] in COMMANDS or words[0].startswith("-")):
        from desktop_app.app.command_line import run

        return run(words)
    # Nothing of what a start makes becomes garbage; `run_window` turns the collector on again.
    gc.disable()
    # First what has no Qt: PySide6 reads the source of every module that is imported after it.
    import desktop_app.app.planning
    import desktop_app.app.services  # noqa: F401
    from desktop_app.ui.application import run_window

    return run_window([Path(word).absolute() for word in words])


def _write_utf8() -> None:
    """Write UTF-8 into pipes and files: Windows' code page lacks the letters of most languages."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
