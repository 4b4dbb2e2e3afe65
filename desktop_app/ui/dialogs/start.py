"""Questions at the start, before there is a window."""

import tempfile
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from desktop_app import APP_NAME
from desktop_app.core.errors import CopyHangs, StrangeCopy
from desktop_app.system.folders import NoDataFolder
from desktop_app.ui.strings import window as strings
from desktop_app.ui.strings.program import start as start_strings
from desktop_app.ui.widgets.question import Icon, Question


def home_instead(problem: NoDataFolder) -> Path | None:
    """Ask where to keep everything this time; None to exit."""
    text = start_strings.FOLDER_TEXT.format(folder=problem.folder, reason=problem.reason)
    answer = Question(
        None,
        start_strings.FOLDER_TITLE,
        text,
        start_strings.FOLDER_MORE,
        answers=(start_strings.CHOOSE_FOLDER, start_strings.TEMPORARY_FOLDER, start_strings.LEAVE),
        default=0,
        icon=Icon.SP_MessageBoxWarning,
    ).wait()
    if answer == start_strings.TEMPORARY_FOLDER:
        return Path(tempfile.mkdtemp(prefix="aviary-"))
    if answer == start_strings.CHOOSE_FOLDER:
        name = QFileDialog.getExistingDirectory(None, start_strings.FOLDER_TITLE)
        # A subfolder: the user may choose a drive.
        return Path(name) / APP_NAME if name else home_instead(problem)
    return None


def wants_safe_mode() -> bool:
    """Ask whether to start in safe mode after failed starts."""
    answers = start_strings.SAFE, start_strings.USUAL
    return (
        Question(
            None,
            start_strings.SAFE_TITLE,
            start_strings.SAFE_TEXT,
            start_strings.SAFE_MORE,
            answers=answers,
            default=0,
        ).wait()
        == start_strings.SAFE
    )


def tell_of_copy(error: CopyHangs | StrangeCopy) -> None:
    """Report that the running copy does not answer, or another program does."""
    icon = Icon.SP_MessageBoxWarning
    Question(
        None, error.title, error.message, error.remedy, answers=(strings.CLOSE,), icon=icon
    ).wait()
