"""Questions to the user, and file dialogs; one object, so that tests can answer."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from desktop_app.app.models.item_model import ModelRow
from desktop_app.core.timecode import size
from desktop_app.models.inspection import ModelFile
from desktop_app.ui.strings import exporting as export_strings
from desktop_app.ui.strings import importing as import_strings
from desktop_app.ui.strings import library as library_strings
from desktop_app.ui.strings import models as model_strings
from desktop_app.ui.strings import queue as queue_strings
from desktop_app.ui.strings import speakers as speaker_strings
from desktop_app.ui.strings import watching as watching_strings
from desktop_app.ui.strings import window as strings
from desktop_app.ui.strings import words as word_strings
from desktop_app.ui.strings.program import checkup as checkup_strings
from desktop_app.ui.strings.program import diagnostics as diagnostics_strings
from desktop_app.ui.widgets.question import Question, TextQuestion

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

# A database of SQLite; the name says whose.
BACKUP_EXTENSION = "aviary"


class Dialogs:
    """Ask the user, over one window.

    Args:
        parent: the window.
        last_folder: returns the folder of the last export; empty at first.
    """

    def __init__(self, parent: QWidget, last_folder: Callable[[], str] = str) -> None:
        self._parent = parent
        self._last_folder = last_folder
        self._closing: Question | None = None

    def files_to_add(self) -> list[Path]:
        """Ask for recordings to add; empty if cancelled."""
        names, _ = QFileDialog.getOpenFileNames(
            self._parent, strings.ADD_FILES_TITLE, "", strings.FILTER_MEDIA
        )
        return [Path(name) for name in names]

    def folder_to_add(self) -> Path | None:
        """Ask for a folder whose recordings to add."""
        return self._folder(strings.ADD_FOLDER_TITLE, "")

    def model_to_import(self) -> Path | None:
        """Ask for a model: its file, or one out of its folder."""
        name, _ = QFileDialog.getOpenFileName(
            self._top(), strings.IMPORT_MODEL_TITLE, "", strings.FILTER_MODEL
        )
        return Path(name) if name else None

    def place_to_export(self, name: str, title: str, extension: str) -> Path | None:
        """Ask for the path of one transcript."""
        return self._place(strings.EXPORT_TITLE, name, title, extension)

    def printer(self) -> "QPrinter | None":
        """Ask for a printer and how it prints."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # the window starts without it

        from desktop_app.app.exporting.pdf import usual_paper

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(usual_paper())
        dialog = QPrintDialog(printer, self._top())
        dialog.setWindowTitle(export_strings.PRINT_TITLE)
        try:
            return printer if dialog.exec() else None
        finally:
            dialog.deleteLater()

    def folder_to_export(self) -> Path | None:
        """Ask for the folder of all transcripts."""
        return self._folder(strings.EXPORT_ALL_TITLE, str(folder_to_offer(self._last_folder())))

    def folder_to_watch(self) -> Path | None:
        """Ask for a folder whose new recordings are to be transcribed."""
        return self._folder(watching_strings.ADD_TITLE, "")

    def place_for_model(self, name: str) -> Path | None:
        """Ask for the path of an exported model."""
        ending = name.rpartition(".")[2]
        return self._place(model_strings.EXPORT_TITLE, name, model_strings.TITLE, ending)

    def place_for_checkup(self, name: str) -> Path | None:
        """Ask for the path of a check's report."""
        return self._place(checkup_strings.SAVE_TITLE, name, checkup_strings.FILES, "json")

    def place_for_diagnostics(self) -> Path | None:
        """Ask for the path of the diagnostics file."""
        name = diagnostics_strings.FILE_NAME
        return self._place(diagnostics_strings.TITLE, name, diagnostics_strings.FILES, "zip")

    def folder_for_models(self, present: Path) -> Path | None:
        """Ask for a models folder."""
        return self._folder(model_strings.MOVE_TITLE, str(present))

    def file_to_locate(self, before: Path) -> Path | None:
        """Ask where a moved recording is now, beginning near its old place."""
        near = next((folder for folder in before.parents if folder.is_dir()), Path.home())
        name, _ = QFileDialog.getOpenFileName(
            self._parent, library_strings.LOCATE_TITLE, str(near), strings.FILTER_MEDIA
        )
        return Path(name) if name else None

    def may_use_instead(self, path: Path) -> bool:
        """Ask whether to transcribe a file in place of the one that is gone."""
        text = library_strings.DIFFERS_TEXT.format(name=path.name)
        title, more = library_strings.DIFFERS_TITLE, library_strings.DIFFERS_MORE
        return self._ask(title, text, more, library_strings.USE_IT, library_strings.CANCEL)

    def place_for_backup(self, name: str) -> Path | None:
        """Ask for the path of a backup of the library."""
        title, kind = library_strings.BACK_UP_TITLE, library_strings.BACKUP_FILES
        return self._place(title, name, kind, BACKUP_EXTENSION)

    def backup_to_merge(self) -> Path | None:
        """Ask for a backup of a library."""
        kind = f"{library_strings.BACKUP_FILES} (*.{BACKUP_EXTENSION} *.sqlite3);;* (*)"
        folder = str(folder_to_offer(self._last_folder()))
        title = library_strings.MERGE_TITLE
        name, _ = QFileDialog.getOpenFileName(self._parent, title, folder, kind)
        return Path(name) if name else None

    def transcripts_to_import(self) -> list[Path]:
        """Ask for transcripts that other programs wrote; empty if cancelled."""
        names, _ = QFileDialog.getOpenFileNames(
            self._parent, import_strings.TITLE, "", import_strings.FILTER
        )
        return [Path(name) for name in names]

    def whose_text(self, name: str) -> str:
        """Ask whether a text has a recording; return the answer."""
        answers = (import_strings.CHOOSE, import_strings.WITHOUT, import_strings.SKIP)
        title, text = import_strings.ASK_TITLE, import_strings.ASK_TEXT.format(name=name)
        more = import_strings.ASK_MORE
        return Question(self._top(), title, text, more, answers=answers, default=0).wait()

    def recording_of(self, text: Path) -> Path | None:
        """Ask for the recording of a text, beginning in the folder of the text."""
        title = import_strings.RECORDING_TITLE.format(name=text.name)
        name, _ = QFileDialog.getOpenFileName(
            self._top(), title, str(text.parent), strings.FILTER_MEDIA
        )
        return Path(name) if name else None

    def words_to_import(self) -> Path | None:
        """Ask for a list of words."""
        kind = f"{word_strings.TEXT_FILES} (*.txt *.tsv *.csv);;* (*)"
        folder = str(folder_to_offer(self._last_folder()))
        title = word_strings.IMPORT_TITLE
        name, _ = QFileDialog.getOpenFileName(self._top(), title, folder, kind)
        return Path(name) if name else None

    def place_for_words(self, name: str) -> Path | None:
        """Ask for the path of a list of words."""
        return self._place(word_strings.EXPORT_TITLE, name, word_strings.TEXT_FILES, "tsv")

    def how_to_take(self, path: Path) -> str:
        """Ask whether to add a backup to the library, or to replace it; return the answer."""
        answers = (library_strings.MERGE, library_strings.REPLACE, library_strings.CANCEL)
        text = library_strings.MERGE_TEXT.format(name=path.name)
        title, more = library_strings.MERGE_TITLE, library_strings.MERGE_MORE
        return Question(self._top(), title, text, more, answers=answers).wait()

    def may_erase_library(self, bytes_: int, folder: Path) -> bool:
        """Ask whether to delete the whole library."""
        return self._ask(
            library_strings.ERASE_TITLE,
            library_strings.ERASE_TEXT,
            library_strings.erase_more(bytes_, folder),
            library_strings.ERASE,
            library_strings.KEEP,
        )

    def folder_for_library(self, present: str) -> Path | None:
        """Ask for another folder for the library."""
        return self._folder(library_strings.PLACE_TITLE, present)

    def token(self) -> str | None:
        """Ask for an access token; None if cancelled."""
        return TextQuestion(
            self._top(),
            model_strings.ACCESS_TITLE,
            model_strings.ACCESS_TEXT,
            name=model_strings.ACCESS_TITLE,
            answers=(model_strings.SAVE, model_strings.CANCEL),
            is_secret=True,
            may_be_empty=True,
        ).wait()

    def name_for_model(self, title: str) -> str | None:
        """Ask for a model's new name; None if cancelled."""
        return TextQuestion(
            self._top(),
            model_strings.RENAME_TITLE,
            model_strings.RENAME_TEXT,
            name=model_strings.NAME,
            proposed=title,
            answers=(model_strings.RENAME.removesuffix("…"), model_strings.CANCEL),
        ).wait()

    def speakers_name(
        self, title: str, text: str, agree: str, proposed: str, known: Sequence[str]
    ) -> str | None:
        """Ask for a speaker's name; None if cancelled.

        Args:
            title: the window's title.
            text: the question.
            agree: the text of the accept button.
            proposed: the name in the field.
            known: names that complete what is typed.
        """
        question = TextQuestion(
            self._top(),
            title,
            text,
            name=speaker_strings.NAME,
            proposed=proposed,
            answers=(agree, speaker_strings.CANCEL),
        )
        question.complete_from(known)
        return question.wait()

    def may_import_model(self, file: ModelFile) -> bool:
        """Ask whether this is the model that the user meant."""
        return self._ask(
            model_strings.IMPORT_TITLE,
            file.spec.title,
            model_strings.import_text(file),
            model_strings.IMPORT.removesuffix("…"),
            model_strings.CANCEL,
        )

    def may_delete_model(self, row: ModelRow) -> bool:
        """Ask whether to delete a model and its partial download."""
        freed = size(row.stored.bytes + row.stored.arrived_bytes)
        again = model_strings.DELETE_AGAIN if row.spec.repo_id else model_strings.DELETE_FOR_GOOD
        return self._ask(
            model_strings.DELETE_TITLE,
            model_strings.DELETE_TEXT.format(title=row.spec.title, size=freed),
            again,
            model_strings.DELETE.removesuffix("…"),
            model_strings.KEEP,
        )

    def may_close(self, text: str, answered: Callable[[bool], None]) -> None:
        """Ask whether to stop running work and close, without blocking.

        Args:
            text: the work that closing stops.
            answered: called with the answer, as are callers that ask again meanwhile.
        """
        if self._closing is None:
            answers = strings.CLOSE_ANYWAY, strings.KEEP_OPEN
            self._closing = Question(self._parent, strings.CLOSE_TITLE, text, answers=answers)
            self._closing.finished.connect(self._on_closing_answered)
            self._closing.open()
        self._closing.raise_()
        self._closing.activateWindow()
        self._closing.finished.connect(lambda code: answered(code == 1))

    def may_add_again(self, names: list[str], answered: Callable[[bool], None]) -> None:
        """Ask whether to add files that the list has, without blocking."""
        question = Question(
            self._parent,
            queue_strings.AGAIN_TITLE,
            queue_strings.doubles_line(names),
            queue_strings.doubles_more(len(names)),
            answers=(queue_strings.ADD_AGAIN, queue_strings.SKIP),
        )
        question.finished.connect(lambda code: answered(code == 1))
        question.finished.connect(question.deleteLater)
        question.open()

    def _on_closing_answered(self, _code: int) -> None:
        question, self._closing = self._closing, None
        if question is not None:
            question.deleteLater()

    def _ask(self, title: str, text: str, more: str, yes: str, no: str) -> bool:
        """Ask a question whose default is no."""
        return Question(self._top(), title, text, more, answers=(yes, no)).wait() == yes

    def _top(self) -> QWidget:
        """The active window: one of our dialogs may be over the main window."""
        # Not `isAncestorOf`: to Qt a window is no ancestor of another one.
        above = active = QApplication.activeWindow()
        while above is not None and above is not self._parent:
            above = above.parentWidget()
        return active if active is not None and above is not None else self._parent

    def _folder(self, title: str, proposed: str) -> Path | None:
        name = QFileDialog.getExistingDirectory(self._top(), title, proposed)
        return Path(name) if name else None

    def _place(self, title: str, name: str, kind: str, extension: str) -> Path | None:
        """Ask for a path that ends in `extension`, and confirm replacing a file."""
        dialog = QFileDialog(self._top(), title, str(folder_to_offer(self._last_folder())))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{kind} (*.{extension})")
        dialog.setDefaultSuffix(extension)
        # Confirm here, for the name with its extension, which the dialog may not know.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.selectFile(name)
        try:
            while dialog.exec():
                path = with_extension(Path(dialog.selectedFiles()[0]), extension)
                if not os.path.lexists(path) or self._may_replace(path):
                    return path
            return None
        finally:
            dialog.deleteLater()

    def _may_replace(self, path: Path) -> bool:
        text = strings.REPLACE_TEXT.format(name=path.name)
        return self._ask(strings.REPLACE_TITLE, text, "", strings.REPLACE, strings.CANCEL)


def folder_to_offer(last: str) -> Path:
    """Return a likely folder: the last one, if still writable, or Documents.

    Not the recording's folder: it may be a temporary folder, or the program's own.
    """
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    wanted = (Path(folder) for folder in (last, documents) if folder)
    return next((each for each in wanted if os.access(each, os.W_OK | os.X_OK)), Path.home())


def with_extension(path: Path, extension: str) -> Path:
    """Return the user's name with the format's extension.

    What follows the last dot may not be an extension: “Interview 3.5”. For an extension with a dot
    (“times.txt”) the last part is enough.
    """
    kind = extension.rpartition(".")[2]
    if path.name.casefold().endswith(f".{kind.casefold()}"):
        return path
    return path.with_name(f"{path.name}.{extension}")
