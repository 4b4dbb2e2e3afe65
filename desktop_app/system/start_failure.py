"""Report that the program cannot start, with only a little of the standard library.

It works even if Qt or anything else in the program's folder cannot be imported.
"""

import sys

from desktop_app.core.sentences import marked, tr

TITLE = marked("Aviary cannot start")
REPAIR = marked(
    "Repair the installation: run Aviary's installer again. Your settings, models and transcripts "
    "are kept."
)
RETRY = marked(
    "Start Aviary again. If that does not help, start it in safe mode (hold Shift while it "
    "starts, or “Aviary --safe-mode”)."
)
PART_MISSING = marked(
    "A part of the program (“{name}”) is missing or damaged: {reason}.\n\n{repair}"
)
SOMETHING_MISSING = marked("A part of the program is missing or damaged: {reason}.\n\n{repair}")
FILE_MISSING = marked("A file of the program is missing: {path}.\n\n{repair}")
UNEXPECTED = marked("An unexpected error stopped the start: {reason}.\n\n{retry}")
# https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-messageboxw
MB_ICONERROR, MB_SETFOREGROUND = 0x10, 0x10000
# Programs that show a message on a Linux desktop.
PROGRAMS = (("zenity", "--error", "--title={title}", "--no-markup", "--text"), ("xmessage",))


def sentence(error: BaseException) -> str:
    """Return what happened, why, and what to do next."""
    if isinstance(error, ImportError):
        if error.name:
            return tr(PART_MISSING).format(name=error.name, reason=error, repair=tr(REPAIR))
        return tr(SOMETHING_MISSING).format(reason=error, repair=tr(REPAIR))
    if isinstance(error, FileNotFoundError) and _is_of_the_program(error.filename):
        return tr(FILE_MISSING).format(path=error.filename, repair=tr(REPAIR))
    reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return tr(UNEXPECTED).format(reason=reason, retry=tr(RETRY))


def tell(error: BaseException) -> None:
    """Show the sentence in the system's message box, and write everything to standard error."""
    if sys.stderr is not None:
        import traceback

        sys.stderr.write("".join(traceback.format_exception(error)) + f"\n{tr(TITLE)}. ")
    show(sentence(error))


def show(text: str) -> None:
    """Show a sentence in the system's message box, and write it to standard error."""
    if sys.stderr is not None:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
    if sys.platform == "win32":
        import ctypes

        flags = MB_ICONERROR | MB_SETFOREGROUND
        ctypes.windll.user32.MessageBoxW(None, text, tr(TITLE), flags)
    else:
        import shutil
        import subprocess

        for name, *words in PROGRAMS:
            if program := shutil.which(name):  # without a display it ends at once
                options = [word.format(title=tr(TITLE)) for word in words]
                # They interpret text in the locale's encoding.
                command = ["env", "LC_ALL=C.UTF-8", program, *options, f"{tr(TITLE)}.\n\n{text}"]
                subprocess.run(command, check=False, stderr=subprocess.DEVNULL)
                return


def _is_of_the_program(file: object) -> bool:
    root = getattr(sys, "_MEIPASS", "")  # a frozen program's own folder
    return bool(root) and str(file).startswith(root)
