"""The program: a command works in the terminal, anything else opens the window."""

import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run Aviary and return its exit code.

    Args:
        arguments: the command line without the program's name; None takes sys.argv.
    """
    multiprocessing.freeze_support()
    words = list(sys.argv[1:] if arguments is None else arguments)
    from desktop_app.app import command_line

    is_option = bool(words) and words[0].startswith("-")
    if words and (words[0] in command_line.COMMANDS or is_option):
        return command_line.run(words)
    from desktop_app.ui.application import run_window

    return run_window([Path(word).absolute() for word in words])


if __name__ == "__main__":
    sys.exit(main())
