"""The questions of a start that cannot simply go on; before there is a window."""

import tempfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton

from desktop_app import APP_NAME
from desktop_app.system.data_folder import NoDataFolder

Role = QMessageBox.ButtonRole

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
    box = _box(FOLDER_TITLE, text, FOLDER_MORE, QMessageBox.Icon.Warning)
    choose = box.addButton(CHOOSE_FOLDER, Role.AcceptRole)
    temporary = box.addButton(TEMPORARY_FOLDER, Role.AcceptRole)
    leave = box.addButton(LEAVE, Role.RejectRole)
    clicked = _answer(box, choose, leave)
    if clicked is temporary:
        return Path(tempfile.mkdtemp(prefix="aviary-"))
    if clicked is choose:
        name = QFileDialog.getExistingDirectory(None, FOLDER_TITLE)
        # A folder of its own: what is chosen may be a drive.
        return Path(name) / APP_NAME if name else home_instead(problem)
    return None


def wants_safe_mode() -> bool:
    """Whether to start with less after starts that failed."""
    box = _box(SAFE_TITLE, SAFE_TEXT, SAFE_MORE, QMessageBox.Icon.Question)
    safe = box.addButton(SAFE, Role.AcceptRole)
    usual = box.addButton(USUAL, Role.RejectRole)
    return _answer(box, safe, usual) is safe


def _box(title: str, text: str, more: str, icon: QMessageBox.Icon) -> QMessageBox:
    box = QMessageBox()
    box.setIcon(icon)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(more)
    return box


def _answer(box: QMessageBox, default: QPushButton, escape: QPushButton) -> object:
    box.setDefaultButton(default)
    box.setEscapeButton(escape)
    box.exec()
    return box.clickedButton()
