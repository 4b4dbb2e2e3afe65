"""The questions of a start that cannot simply go on; before there is a window."""

import tempfile
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from desktop_app import APP_NAME
from desktop_app.core.errors import CopyHangs, StrangeCopy
from desktop_app.system.folders import NoDataFolder
from desktop_app.ui.strings import window as strings
from desktop_app.ui.widgets.question import Icon, Question

FOLDER_TITLE = "Aviary cannot keep its data"
FOLDER_TEXT = "Aviary keeps settings and models in {folder}, and cannot write there: {reason}."
FOLDER_MORE = (
    "Choose another folder, or go on with a temporary one, which is not kept. Either is for this "
    "start alone; Aviary asks again at the next one while its folder cannot be written."
)
CHOOSE_FOLDER, TEMPORARY_FOLDER, LEAVE = "&Choose a folder…", "Go on &temporarily", "&Leave"
SAFE_TITLE = "Start in safe mode?"
SAFE_TEXT = "Aviary did not get as far as its window the last times it was started."
SAFE_MORE = (
    "In safe mode it starts with its default settings, on the processor alone. Your settings, "
    "models and transcripts stay as they are."
)
SAFE, USUAL = "Start in safe mode", "Start as usual"


def home_instead(problem: NoDataFolder) -> Path | None:
    """Where to keep everything this time, or None to leave."""
    text = FOLDER_TEXT.format(folder=problem.folder, reason=problem.reason)
    answer = Question(
        None,
        FOLDER_TITLE,
        text,
        FOLDER_MORE,
        answers=(CHOOSE_FOLDER, TEMPORARY_FOLDER, LEAVE),
        default=0,
        icon=Icon.SP_MessageBoxWarning,
    ).wait()
    if answer == TEMPORARY_FOLDER:
        return Path(tempfile.mkdtemp(prefix="aviary-"))
    if answer == CHOOSE_FOLDER:
        name = QFileDialog.getExistingDirectory(None, FOLDER_TITLE)
        # A folder of its own: what is chosen may be a drive.
        return Path(name) / APP_NAME if name else home_instead(problem)
    return None


def wants_safe_mode() -> bool:
    """Whether to start with less after starts that failed."""
    answers = SAFE, USUAL
    return (
        Question(None, SAFE_TITLE, SAFE_TEXT, SAFE_MORE, answers=answers, default=0).wait() == SAFE
    )


def tell_of_copy(error: CopyHangs | StrangeCopy) -> None:
    """Say that another copy runs and does not answer, or something else does."""
    icon = Icon.SP_MessageBoxWarning
    Question(
        None, error.title, error.message, error.remedy, answers=(strings.CLOSE,), icon=icon
    ).wait()
