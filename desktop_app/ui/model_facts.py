"""What is known of a model, as a table of words."""

import html

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop_app.app.models.description import size
from desktop_app.app.models.item_model import ModelRow
from desktop_app.ui import model_strings
from desktop_app.ui.controls import ElidedLabel, label
from desktop_app.ui.theme import GRID_PX

NAMES = (
    model_strings.LANGUAGES,
    model_strings.PUNCTUATION,
    model_strings.TIMES,
    model_strings.TRANSLATION,
    model_strings.DOWNLOAD_SIZE,
    model_strings.ROOM,
    model_strings.MEMORY,
    model_strings.LICENCE,
    model_strings.SOURCE,
)


def link(text: str, address: str) -> str:
    """A link for a label of rich text."""
    return f'<a href="{html.escape(address)}">{html.escape(text)}</a>'


def link_label(text: str = "", address: str = "") -> QLabel:
    """A label that can hold a link, also for the keyboard."""
    made = QLabel(link(text, address) if address else text)
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setWordWrap(True)
    made.setOpenExternalLinks(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
    return made


def facts_of(row: ModelRow) -> dict[str, str]:
    """The words by their names, as rich text; an empty one is not shown."""
    spec, facts = row.spec, row.spec.facts
    made = {
        model_strings.LANGUAGES: html.escape(model_strings.languages(spec)),
        model_strings.PUNCTUATION: model_strings.punctuation(spec),
        model_strings.TIMES: html.escape(model_strings.times(spec)),
        model_strings.TRANSLATION: html.escape(model_strings.translation(spec)),
        model_strings.ROOM: size(row.stored.bytes) if row.stored.bytes else "",
        model_strings.LICENCE: html.escape(spec.licence),
    }
    if facts is None:
        return made
    if spec.repo_id:
        made[model_strings.DOWNLOAD_SIZE] = size(facts.download_bytes)
    made[model_strings.ROOM] = size(row.stored.bytes or facts.disk_bytes)
    made[model_strings.MEMORY] = size(facts.memory_bytes)
    made[model_strings.LICENCE] = link(spec.licence, facts.licence_url)
    if facts.source.startswith("https://"):
        made[model_strings.SOURCE] = link(facts.source, facts.source)
    return made


class ModelFactsTable(QWidget):
    """Names on the left, words on the right, and where the model lies."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * GRID_PX)
        grid.setVerticalSpacing(GRID_PX)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        self._rows: dict[str, tuple[QLabel, QLabel]] = {}
        for number, name in enumerate(NAMES):
            caption, words = label(name, "muted"), link_label()
            words.setAccessibleName(name)
            grid.addWidget(caption, number, 0, top)
            grid.addWidget(words, number, 1, top)
            self._rows[name] = caption, words
        self._location_caption = label(model_strings.LOCATION, "muted")
        self.location = ElidedLabel("")
        self.location.setAccessibleName(model_strings.LOCATION)
        grid.addWidget(self._location_caption, len(NAMES), 0)
        grid.addWidget(self.location, len(NAMES), 1)

    def show_row(self, row: ModelRow) -> None:
        """Show what is known of a model."""
        facts = facts_of(row)
        for name, (caption, words) in self._rows.items():
            text = facts.get(name, "")
            if words.text() != text:  # a link under the mouse would be lost
                words.setText(text)
            caption.setVisible(bool(text))
            words.setVisible(bool(text))
        folder = row.stored.folder
        self.location.setText(str(folder or ""))
        self.location.setVisible(folder is not None)
        self._location_caption.setVisible(folder is not None)

    def renew_links(self) -> None:
        """Take the theme's colours: a label keeps those that it was given its text with."""
        for _, words in self._rows.values():
            text = words.text()
            words.clear()
            words.setText(text)

    def words(self, name: str) -> QLabel:
        """The label behind a name."""
        return self._rows[name][1]
