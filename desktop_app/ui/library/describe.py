"""A transcript's name, tags and note."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.library.changes import LibraryChanges
from desktop_app.app.list_model import AnyIndex
from desktop_app.library.records import TranscriptSummary
from desktop_app.ui.strings import library as texts
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import ElidedLabel, button, label
from desktop_app.ui.widgets.fitting import FittingDialog

WIDTH_PX = 480
NOTE_LINES = 5


class DescribeDialog(FittingDialog):
    """Change what the user says about a transcript.

    Args:
        summary: the transcript.
        changes: takes the change.
    """

    def __init__(
        self, summary: TranscriptSummary, changes: LibraryChanges, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, WIDTH_PX)
        self.setWindowTitle(texts.DESCRIBE_TITLE)
        self._key = summary.key
        self._changes = changes
        self.title = _field(summary.title)
        # The recording's name comes back when the field is left empty.
        self.title.setPlaceholderText(summary.media_path.name)
        self.tags = _field(", ".join(summary.tags))
        self.note = QPlainTextEdit(summary.note)
        self.note.setTabChangesFocus(True)
        self.note.setAcceptDrops(False)
        self.note.setFixedHeight(NOTE_LINES * QFontMetrics(self.note.font()).lineSpacing() + 16)
        self.place = ElidedLabel("muted")
        self.place.setText(texts.RECORDING.format(path=summary.media_path))
        self.save_button = button(texts.SAVE, "primary")
        self.save_button.setDefault(True)
        self.cancel_button = button(texts.CANCEL)
        body = QVBoxLayout()
        body.setSpacing(GRID_PX)
        fields = ((texts.NAME, self.title), (texts.TAGS, self.tags), (texts.NOTE, self.note))
        for name, field in fields:
            caption = label(name, "muted")
            caption.setBuddy(field)
            field.setAccessibleName(name.replace("&", ""))
            body.addWidget(caption)
            body.addWidget(field)
        body.addWidget(self.place)
        foot = QHBoxLayout()
        foot.setSpacing(GRID_PX)
        foot.addStretch()
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.save_button)
        self.lay_out(body, foot)
        self.save_button.clicked.connect(self._on_save)
        self.cancel_button.clicked.connect(self.reject)
        changes.tags(self._on_tags)
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.title.selectAll()

    def _on_tags(self, known: list[str]) -> None:
        """Offer the tags in use for the last one that is typed."""
        completer = _LastTag(known, self.tags)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.tags.setCompleter(completer)

    def _on_save(self) -> None:
        tags = [tag for part in self.tags.text().split(",") if (tag := " ".join(part.split()))]
        self._changes.describe(
            self._key,
            title=self.title.text().strip(),
            tags=tuple(dict.fromkeys(tags)),
            note=self.note.toPlainText().strip(),
        )
        self.accept()


class _LastTag(QCompleter):
    """Complete what follows the last comma, and keep what is before it."""

    def __init__(self, known: list[str], field: QLineEdit) -> None:
        super().__init__(known, field)
        self._field = field

    def splitPath(self, path: str) -> list[str]:
        """Return the part that is being typed."""
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: AnyIndex) -> str:
        """Return the field's text with the chosen tag."""
        before, comma, _last = self._field.text().rpartition(",")
        return f"{before}{comma}{' ' if comma else ''}{index.data()}"


def _field(text: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setAcceptDrops(False)
    return made
