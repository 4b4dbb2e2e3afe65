"""Edit > Replace in all transcripts: find and replace, with a preview."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.app.words.rewriting import Rewriting
from desktop_app.core.editing.blocks import Replacing
from desktop_app.core.editing.find import Pattern
from desktop_app.ui.strings import words as texts
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.widgets.controls import CheckBox, label
from desktop_app.ui.words.menu import Chosen
from desktop_app.ui.words.rewrite_dialog import RewriteDialog

# Of what is looked for, in the name of the change.
NAMED_CHARACTERS = 24


class ReplaceAllDialog(RewriteDialog):
    """What to find and what to write instead; the rest is the preview's."""

    def __init__(
        self,
        rewriting: Rewriting,
        chosen: Chosen,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(rewriting, chosen, theme, parent)
        self.setWindowTitle(texts.REPLACE_TITLE)
        self.find_field, self.by_field = QLineEdit(), QLineEdit()
        self.words = CheckBox(texts.WHOLE_WORDS)
        self.words.setChecked(True)
        self.case = CheckBox(texts.MATCH_CASE)
        self.pattern = CheckBox(texts.PATTERN)
        fields = QGridLayout()
        fields.setSpacing(GRID_PX)
        named = ((texts.FIND, self.find_field), (texts.REPLACE_BY, self.by_field))
        for row, (name, field) in enumerate(named):
            field.setAccessibleName(name)
            caption = label(name, "muted")
            caption.setBuddy(field)
            fields.addWidget(caption, row, 0)
            fields.addWidget(field, row, 1)
            field.textChanged.connect(self._on_other)
            field.returnPressed.connect(self.begin_search)
        boxes = QHBoxLayout()
        boxes.setSpacing(2 * GRID_PX)
        for box in (self.words, self.case, self.pattern):
            boxes.addWidget(box)
            box.toggled.connect(self._on_other)
        boxes.addStretch()
        form = QVBoxLayout()
        form.setSpacing(GRID_PX)
        form.addLayout(fields)
        form.addLayout(boxes)
        self.where.activated.connect(self._on_other)
        self.build(form)

    def rewrite(self) -> Replacing | None:
        """Return the replacement; None while nothing is looked for, or by no usable pattern."""
        pattern = self._pattern()
        if not pattern.text.strip() or pattern.problem:
            return None
        return Replacing(pattern, self.by_field.text())

    def change_name(self) -> str:
        """Return what the change is called, by what is replaced."""
        find = self.find_field.text().strip()
        if len(find) > NAMED_CHARACTERS:
            find = f"{find[:NAMED_CHARACTERS]}…"
        return texts.CHANGE_NAME.format(find=find)

    def open_with(self, text: str) -> None:
        """Show the dialog; what is selected on the page is what to find."""
        if text:
            self.find_field.setText(text)
        if not self.isVisible():
            self.offer_selected()
        self.show()
        self.raise_()
        self.activateWindow()
        self.find_field.setFocus()
        self.find_field.selectAll()

    def _pattern(self) -> Pattern:
        return Pattern(
            self.find_field.text(),
            is_word=self.words.isChecked(),
            is_case=self.case.isChecked(),
            is_regex=self.pattern.isChecked(),
        )

    def _on_other(self) -> None:
        """Forget the preview: it would not be what is done."""
        self._forget()
        self.result_line.setText(self._pattern().problem)
        self.refresh()
