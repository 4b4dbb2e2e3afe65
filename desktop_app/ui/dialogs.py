"""Questions that need the user, and the file dialogs; one object, so that tests can answer."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from desktop_app.ui import strings


class Dialogs:
    """Asks the user over one window."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def files_to_add(self) -> list[Path]:
        """Recordings to add; empty when the user changed his mind."""
        names, _ = QFileDialog.getOpenFileNames(
            self._parent, strings.ADD_FILES_TITLE, "", strings.FILTER_MEDIA
        )
        return [Path(name) for name in names]

    def folder_to_add(self) -> Path | None:
        """A folder whose recordings to add."""
        return self._folder(strings.ADD_FOLDER_TITLE, "")

    def model_to_open(self) -> Path | None:
        """A .nemo file."""
        name, _ = QFileDialog.getOpenFileName(
            self._parent, strings.OPEN_MODEL_TITLE, "", strings.FILTER_NEMO
        )
        return Path(name) if name else None

    def place_to_export(self, proposed: Path, title: str, extension: str) -> Path | None:
        """Where to write one transcript."""
        chosen_filter = f"{title} (*.{extension})"
        name, _ = QFileDialog.getSaveFileName(
            self._parent, strings.EXPORT_TITLE, str(proposed), chosen_filter
        )
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(f".{extension}")

    def folder_to_export(self, proposed: str) -> Path | None:
        """Where to write all transcripts."""
        return self._folder(strings.EXPORT_ALL_TITLE, proposed)

    def may_close_while_working(self) -> bool:
        """Whether to stop the work and close."""
        box = QMessageBox(self._parent)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(strings.CLOSE_TITLE)
        box.setText(strings.CLOSE_TEXT)
        close = box.addButton(strings.CLOSE_ANYWAY, QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(strings.KEEP_OPEN, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        return box.clickedButton() is close

    def _folder(self, title: str, proposed: str) -> Path | None:
        name = QFileDialog.getExistingDirectory(self._parent, title, proposed)
        return Path(name) if name else None
