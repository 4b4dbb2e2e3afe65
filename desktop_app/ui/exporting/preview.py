"""The preview beside the choices of an export."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontDatabase, QKeyEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.exporting.batch import Load
from desktop_app.app.exporting.preview import ExportPreview, ExportPreviews, PreviewKind
from desktop_app.core.errors import AppError
from desktop_app.core.sentences import tr
from desktop_app.export.registry import ExportFormat, Kind
from desktop_app.ui.strings import exporting as texts
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import tip, wrapped

if TYPE_CHECKING:
    from desktop_app.export.subtitles.violations import Violation

LEAST_PX = QSize(200, 96)
USUAL_PX = QSize(480, 120)
# Room for three; more scroll. So many are listed: who has more chooses other rules.
UNMET_PX = 76
MOST_UNMET = 500


class PreviewText(QTextBrowser):
    """Text to look at; Tab leads on, links lead nowhere."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(texts.PREVIEW_NAME)
        self.setObjectName("preview")
        self.setTabChangesFocus(True)
        self.setOpenLinks(False)

    def sizeHint(self) -> QSize:
        """Return the usual size."""
        return USUAL_PX

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size to read in."""
        return LEAST_PX

    def show_text(self, text: str, *, is_paper: bool, is_aligned: bool = False) -> None:
        """Show a text, or on paper HTML.

        Args:
            text: it.
            is_paper: whether it is HTML, which brings its own colours.
            is_aligned: whether its columns need letters of one width.
        """
        kind = "paper" if is_paper else ""
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            self.style().unpolish(self)
            self.style().polish(self)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self.document().setDefaultFont(fixed if is_aligned else self.font())
        if is_paper:
            self.setHtml(text)
        else:
            self.setPlainText(text)


class UnmetList(QListWidget):
    """What subtitles cannot meet, each with its time; Enter and a click lead there."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(texts.UNMET_NAME)
        self.setObjectName("formats")
        self.setFixedHeight(UNMET_PX)
        self.setUniformItemSizes(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the place with Enter, which would else press the dialog's button, too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.itemActivated.emit(self.currentItem())
        else:
            super().keyPressEvent(event)

    def show_found(self, found: "tuple[Violation, ...]") -> None:
        """Show these."""
        self.clear()
        for one in found:
            item = QListWidgetItem(texts.unmet_row(one.start_s, str(one)), self)
            item.setData(Qt.ItemDataRole.UserRole, one.segment)
            item.setToolTip(tip(item.text()))


class PreviewPane(QWidget):
    """Show what one transcript becomes in the format that is looked at, and what is wrong with it.

    Args:
        previews: makes them.

    Signals:
        place_wanted: the number of the sentence with which subtitles begin that keep no rule.
    """

    place_wanted = Signal(int)

    def __init__(self, previews: ExportPreviews) -> None:
        super().__init__()
        self._previews = previews
        self._shown: ExportFormat | None = None
        self.text = PreviewText()
        self.note = wrapped(kind="muted")
        self.note.hide()
        self.unmet_line = wrapped(kind="warning")
        self.unmet = UnmetList()
        self.unmet.itemActivated.connect(self._on_unmet_chosen)
        self.unmet.itemClicked.connect(self._on_unmet_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID_PX // 2)
        column.addWidget(self.text, 1)
        for widget in (self.note, self.unmet_line, self.unmet):
            column.addWidget(widget)
        self._on_checked(())
        previews.checked.connect(self._on_checked)
        previews.shown.connect(self._on_shown)
        previews.failed.connect(self._on_failed)

    def show_format(self, load: Load, key: str, chosen: ExportFormat) -> None:
        """Show a transcript in another format, in a moment."""
        self._shown = chosen
        self._previews.show(load, key, chosen)

    def _on_shown(self, made: ExportPreview) -> None:
        if self._shown is None:
            return
        if made.kind is PreviewKind.BINARY:
            self._say(texts.binary_line(tr(self._shown.title), made.size_bytes))
            return
        is_paper = made.kind is PreviewKind.HTML
        is_aligned = self._shown.kind is not Kind.TEXT
        self.text.show_text(made.text, is_paper=is_paper, is_aligned=is_aligned)
        self.note.setText(texts.PREVIEW_CUT if made.is_cut else "")
        self.note.setVisible(made.is_cut)

    def _on_checked(self, found: "tuple[Violation, ...]") -> None:
        self.unmet_line.setText(texts.unmet_line(len(found)))
        self.unmet.show_found(found[:MOST_UNMET])
        for widget in (self.unmet_line, self.unmet):
            widget.setVisible(bool(found))

    def _on_unmet_chosen(self, item: QListWidgetItem) -> None:
        self.place_wanted.emit(item.data(Qt.ItemDataRole.UserRole))

    def _on_failed(self, error: AppError) -> None:
        self._say(error.sentence)
        self._on_checked(())

    def _say(self, sentence: str) -> None:
        self.text.show_text(sentence, is_paper=False)
        self.note.hide()
