"""Questions that need the user, and the file dialogs; one object, so that tests can answer."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from desktop_app.app.model_description import size
from desktop_app.app.model_rows import ModelRow
from desktop_app.models.inspection import NemoFile
from desktop_app.ui import checkup_strings, diagnostics_strings, model_strings, strings
from desktop_app.ui.question import Question, TextQuestion


class Dialogs:
    """Asks the user over one window."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self._closing: Question | None = None

    def files_to_add(self) -> list[Path]:
        """Recordings to add; empty when the user changed his mind."""
        names, _ = QFileDialog.getOpenFileNames(
            self._parent, strings.ADD_FILES_TITLE, "", strings.FILTER_MEDIA
        )
        return [Path(name) for name in names]

    def folder_to_add(self) -> Path | None:
        """A folder whose recordings to add."""
        return self._folder(strings.ADD_FOLDER_TITLE, "")

    def model_to_import(self) -> Path | None:
        """A .nemo file."""
        name, _ = QFileDialog.getOpenFileName(
            self._top(), strings.IMPORT_MODEL_TITLE, "", strings.FILTER_NEMO
        )
        return Path(name) if name else None

    def place_to_export(self, proposed: Path, title: str, extension: str) -> Path | None:
        """Where to write one transcript."""
        chosen_filter = f"{title} (*.{extension})"
        return self._place(strings.EXPORT_TITLE, proposed, chosen_filter, f".{extension}")

    def folder_to_export(self, proposed: str) -> Path | None:
        """Where to write all transcripts."""
        return self._folder(strings.EXPORT_ALL_TITLE, proposed)

    def place_for_model(self, name: str) -> Path | None:
        """Where to write a model as one file."""
        path = self._place(model_strings.EXPORT_TITLE, Path(name), model_strings.FILTER_NEMO)
        if path is None or path.suffix == ".nemo":
            return path
        return path.with_name(f"{path.name}.nemo")  # models' names have dots in them

    def place_for_checkup(self, name: str) -> Path | None:
        """Where to write what a check of the computer found."""
        return self._place(
            checkup_strings.SAVE_TITLE, Path(name), checkup_strings.FILTER_JSON, ".json"
        )

    def place_for_diagnostics(self) -> Path | None:
        """Where to write the file that helps to find a fault."""
        proposed = Path.home() / diagnostics_strings.FILE_NAME
        return self._place(diagnostics_strings.TITLE, proposed, diagnostics_strings.FILTER, ".zip")

    def folder_for_models(self, present: Path) -> Path | None:
        """Where models are to lie."""
        return self._folder(model_strings.MOVE_TITLE, str(present))

    def token(self) -> str | None:
        """An access token; None when the user changed his mind."""
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
        """Another name for a model; None when the user changed his mind."""
        return TextQuestion(
            self._top(),
            model_strings.RENAME_TITLE,
            model_strings.RENAME_TEXT,
            name=model_strings.NAME,
            proposed=title,
            answers=(model_strings.RENAME.removesuffix("…"), model_strings.CANCEL),
        ).wait()

    def may_import_model(self, file: NemoFile) -> bool:
        """Whether this is the model that the user meant."""
        return self._ask(
            model_strings.IMPORT_TITLE,
            file.spec.title,
            model_strings.import_text(file),
            model_strings.IMPORT.removesuffix("…"),
            model_strings.CANCEL,
        )

    def may_delete_model(self, row: ModelRow) -> bool:
        """Whether to delete a model and what has arrived of it."""
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
        """Ask whether to stop what goes on and close, without waiting for it.

        Args:
            text: what closing stops.
            answered: called with the answer. Who asks again meanwhile is told with the others.
        """
        if self._closing is None:
            answers = strings.CLOSE_ANYWAY, strings.KEEP_OPEN
            self._closing = Question(self._parent, strings.CLOSE_TITLE, text, answers=answers)
            self._closing.finished.connect(self._on_closing_answered)
            self._closing.open()
        self._closing.raise_()
        self._closing.activateWindow()
        self._closing.finished.connect(lambda code: answered(code == 1))

    def _on_closing_answered(self, _code: int) -> None:
        question, self._closing = self._closing, None
        if question is not None:
            question.deleteLater()

    def _ask(self, title: str, text: str, more: str, yes: str, no: str) -> bool:
        """A question whose default is no."""
        return Question(self._top(), title, text, more, answers=(yes, no)).wait() == yes

    def _top(self) -> QWidget:
        """The window that the user is in: a dialog of ours may be over the first one."""
        active = QApplication.activeWindow()
        return active if active and self._parent.isAncestorOf(active) else self._parent

    def _folder(self, title: str, proposed: str) -> Path | None:
        name = QFileDialog.getExistingDirectory(self._top(), title, proposed)
        return Path(name) if name else None

    def _place(
        self, title: str, proposed: Path, chosen_filter: str, ending: str = ""
    ) -> Path | None:
        """Where to write a file; what the user wrote without an ending gets `ending`."""
        name, _ = QFileDialog.getSaveFileName(self._top(), title, str(proposed), chosen_filter)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(ending)
