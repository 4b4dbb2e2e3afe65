"""The entry point: commands run in the terminal, anything else opens the window."""

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from desktop_app import TORCH_TRIAL
from desktop_app.core.text.visible import visible_line
from desktop_app.system import start_failure, utf8_mode

COMMANDS = ("transcribe", "library", "models", "doctor")
SELF_TEST, QUIT, SAFE_MODE = "--self-test", "--quit", "--safe-mode"
OPTIONS = ("-h", "--help", "--version", QUIT, SELF_TEST, TORCH_TRIAL)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run Aviary and return its exit code (the window exits the process itself).

    Args:
        arguments: the command line without the program's name; None takes sys.argv.
    """
    if arguments is None:
        utf8_mode.switch_on()
    has_terminal = sys.stderr is not None
    utf8_mode.prepare_streams()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if arguments is None:
        _keep_libraries_off_the_terminal()
    if has_terminal and (mistake := mistake_in(words)):
        sys.stderr.write(f"aviary: {visible_line(mistake)}\n")
        return 2
    if not is_for_the_window(words):
        return _run_command(words)
    try:
        _open_window(words)
    except Exception as error:  # noqa: BLE001 - a double click must not fail silently
        start_failure.tell(error)
    return 1


def is_for_the_window(words: Sequence[str]) -> bool:
    """Whether to open the window: no command, and only options of the window."""
    first = words[0] if words else ""
    return first not in COMMANDS and (not first.startswith("-") or first == SAFE_MODE)


def mistake_in(words: Sequence[str]) -> str:
    """Return what is wrong with a command line without a command, or "".

    A missing file gets a row that says so; a mistyped command or option does not. Explorer and
    desktops pass full paths.
    """
    if words[:1] and (words[0] in COMMANDS or words[0] in OPTIONS):
        return ""
    asked_for = [word for word in words if word != SAFE_MODE]
    if asked_for[:1] and asked_for[0] in COMMANDS:
        return f"{SAFE_MODE} is for the window; leave it out before “{asked_for[0]}”."
    for number, word in enumerate(asked_for):
        is_option = word.startswith("-")
        # An empty path, from a script's unset variable, would mean the current folder.
        is_bare = not word or (number == 0 and Path(word).name == word and not Path(word).suffix)
        if not (is_option or is_bare) or os.path.lexists(word):
            continue
        from desktop_app.core.text.suggestion import did_you_mean

        if is_option:
            asked = did_you_mean(word, (*OPTIONS, SAFE_MODE)) if number == 0 else ""
            return f"there is no option “{word}”; `aviary transcribe --help` lists more.{asked}"
        asked = did_you_mean(word, COMMANDS)
        return f"“{word}” is neither a command ({', '.join(COMMANDS)}) nor a file.{asked}"
    return ""


def _keep_libraries_off_the_terminal() -> None:
    from desktop_app.system import environment, logs

    with suppress(OSError):  # the start will report that the folder is not writable
        logs.keep_libraries_off_the_terminal(environment.own_folders().logs)


def _run_command(words: list[str]) -> int:
    import multiprocessing

    multiprocessing.freeze_support()
    if words[0] == SELF_TEST:
        from desktop_app.cli.self_test import main as self_test

        return self_test(words[1:])
    if words[0] == QUIT:
        from desktop_app.cli.quit import main as quit_running_copy

        return quit_running_copy(words[1:])
    if words[0] == TORCH_TRIAL:
        from desktop_app.cli.torch_trial import main as torch_trial

        torch_trial(words[1:])
    try:
        from desktop_app.cli.main import run

        return run(words)
    except KeyboardInterrupt:
        return 130  # 128 + SIGINT, the shells' convention
    except Exception as error:  # noqa: BLE001 - the terminal gets a sentence for any error
        return _failed(error)


def _failed(error: Exception) -> int:
    """Report a command's error; its traceback goes to the libraries' log."""
    import traceback

    from desktop_app.core.errors import AppError, UnexpectedError
    from desktop_app.system.secret_texts import KNOWN

    if sys.__stderr__ is not None:
        sys.__stderr__.write(KNOWN.without("".join(traceback.format_exception(error))))
    if isinstance(error, ImportError):
        text = start_failure.sentence(error)
    else:
        shown = error if isinstance(error, AppError) else UnexpectedError.wrap(error)
        text = shown.sentence
    sys.stderr.write(f"{visible_line(text)}\n")
    return 1


def leave_sources_unread() -> None:
    """Tell PySide6 that no module asks for its `__feature__` switches.

    To find out, it would read the source of every module that is imported after it, also of the
    thousands of NeMo's: a seventh of the window's start, and a second or more of the warming up.
    """
    import PySide6.QtCore  # noqa: F401 - brings the module below

    # Not documented. Where it has another name, all works as before, only later.
    if (feature := sys.modules.get("shibokensupport.feature")) is not None:
        vars(feature)["_mod_uses_pyside"] = lambda _module: False


def _open_window(words: list[str]) -> None:
    # The objects of a start never become garbage; `run_window` re-enables the collector.
    gc.disable()
    leave_sources_unread()
    from desktop_app.ui.application import run_window

    files = [Path(word).absolute() for word in words if word != SAFE_MODE]
    run_window(files, is_safe=SAFE_MODE in words)


if __name__ == "__main__":
    sys.exit(main())
