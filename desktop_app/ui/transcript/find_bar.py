"""The find bar of the transcript: all matches, one after the other, and others in their place."""

from bisect import bisect_left

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop_app.app.transcript.item_model import TranscriptModel
from desktop_app.core.editing.find import (
    Hit,
    Pattern,
    PatternProblem,
    ReplacementProblem,
    found,
    replaced,
    replaced_all,
)
from desktop_app.ui.strings import page as strings
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.transcript.keys import ENTER
from desktop_app.ui.transcript.view import TranscriptView
from desktop_app.ui.widgets.controls import as_sign, button, label, tip

# Words of a text that grows are found, too, but not at each of them.
AGAIN_MS = 200
# Segments that are searched at each key; in longer texts that would be felt.
AT_ONCE = 500


class FindBar(QWidget):
    """Find text on the page, and replace it where it can be changed.

    Enter goes to the next match, Shift+Enter to the one before; Escape closes the bar.

    Args:
        text: the page.
        model: the page's rows.
        theme: the colours of matches.

    Signals:
        replaced_all: how many matches were replaced at once.
        came_or_went: whether it is shown now.
    """

    replaced_all = Signal(int)
    came_or_went = Signal(bool)

    def __init__(self, text: TranscriptView, model: TranscriptModel, theme: Theme) -> None:
        super().__init__()
        self._text = text
        self._model = model
        self._theme = theme
        self._pattern = Pattern("")
        self._hits: list[Hit] = []
        self._problem: PatternProblem | None = None
        self._current = -1
        self._awaited: Hit | None = None
        self.field, self.replacement = QLineEdit(), QLineEdit()
        for field, name in (
            (self.field, strings.FIND_NAME),
            (self.replacement, strings.REPLACE_BY),
        ):
            field.setPlaceholderText(name)
            field.setAccessibleName(name)
            field.setAcceptDrops(False)
        self.is_case = _option(strings.CASE_SIGN, strings.CASE)
        self.is_word = _option(strings.WORD_SIGN, strings.WORD)
        self.is_regex = _option(strings.REGEX_SIGN, strings.REGEX)
        self.count = label(kind="muted")
        self.previous_button = _sign(strings.PREVIOUS_SIGN, strings.PREVIOUS)
        self.next_button = _sign(strings.NEXT_SIGN, strings.NEXT)
        self.close_button = _sign(strings.CLOSE_SIGN, strings.CLOSE)
        self.replace_button = button(strings.REPLACE)
        self.all_button = button(strings.REPLACE_ALL)
        self._lay_out()
        self._again = QTimer(self, interval=AGAIN_MS, singleShot=True)
        self._again.timeout.connect(self._find_again)
        self._typed = QTimer(self, interval=AGAIN_MS, singleShot=True)
        self._typed.timeout.connect(self._find_as_typed)
        self._connect()
        self.hide()

    def open(self) -> None:
        """Show and focus the field, with the selected words in it."""
        selected = self._text.textCursor().selectedText()
        if selected and len(selected) <= self.field.maxLength() and "\u2029" not in selected:
            self.field.setText(selected)
        self.show()
        self._show_replacing()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._find_again()

    def open_to_replace(self) -> None:
        """Show the bar with the focus where there is something to type; say why, if it cannot."""
        self.open()
        if not self._text.can_edit:
            self._text.refuse()
        elif self.field.text():
            self.replacement.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.replacement.selectAll()

    def close_bar(self) -> None:
        """Hide the bar and focus the text."""
        self.hide()
        self._text.set_overlay("matches", ())
        self._text.set_overlay("found", ())
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def setVisible(self, visible: bool) -> None:  # noqa: FBT001 - Qt's signature
        """Tell of it."""
        is_other = visible == self.isHidden()
        super().setVisible(visible)
        if is_other:
            self.came_or_went.emit(visible)

    def find_next(self) -> None:
        """Go to the next match, wrapping around."""
        self._step(1)

    def find_previous(self) -> None:
        """Go to the previous match, wrapping around."""
        self._step(-1)

    def replace_one(self) -> None:
        """Replace the current match, and go to the next one."""
        hit, typing = self._hit(), self._text.typing
        if hit is None or typing is None:
            self.find_next()
            return
        segments, wanted = self._model.segments(), self.replacement.text()
        try:
            change = replaced(segments, hit, self._pattern, wanted)
        except PatternProblem as problem:
            self._say(problem)
            return
        if change is None or typing.make(change, strings.REPLACING):
            self._find_again()
            self._select(self._current)

    def replace_all(self) -> None:
        """Replace all matches, as one change."""
        typing = self._text.typing
        if typing is None or not self._hits:
            return
        segments, wanted = self._model.segments(), self.replacement.text()
        try:
            change, count = replaced_all(segments, self._pattern, wanted)
        except PatternProblem as problem:
            self._say(problem)
            return
        if change is not None and typing.make(change, strings.REPLACING_ALL):
            self._find_again()
            self.replaced_all.emit(count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Shift+Enter, Escape."""
        if event.key() in ENTER and self.replacement.hasFocus():
            self.replace_one()
        elif event.key() in ENTER:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.find_previous()
            else:
                self.find_next()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        options = QHBoxLayout()
        options.setSpacing(GRID_PX // 2)
        for one in (self.is_case, self.is_word, self.is_regex):
            options.addWidget(one)
        steps = QHBoxLayout()
        steps.setSpacing(GRID_PX // 2)
        for one in (self.previous_button, self.next_button, self.close_button):
            steps.addWidget(one)
        self._replacing = QWidget()
        both = QHBoxLayout(self._replacing)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(GRID_PX)
        both.addWidget(self.replace_button)
        both.addWidget(self.all_button)
        both.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(3 * GRID_PX, GRID_PX, 3 * GRID_PX, GRID_PX)
        grid.setSpacing(GRID_PX)
        grid.addWidget(self.field, 0, 0)
        grid.addLayout(options, 0, 1)
        grid.addWidget(self.count, 0, 2)
        grid.addLayout(steps, 0, 3)
        grid.addWidget(self.replacement, 1, 0)
        grid.addWidget(self._replacing, 1, 1, 1, 3)
        grid.setColumnStretch(0, 1)

    def _connect(self) -> None:
        self.field.textEdited.connect(self._on_text_edited)
        self.replacement.textChanged.connect(self._on_replacement_edited)
        for option in (self.is_case, self.is_word, self.is_regex):
            option.toggled.connect(self._on_option_toggled)
        self.next_button.clicked.connect(self.find_next)
        self.previous_button.clicked.connect(self.find_previous)
        self.close_button.clicked.connect(self.close_bar)
        self.replace_button.clicked.connect(self.replace_one)
        self.all_button.clicked.connect(self.replace_all)
        self._text.rows_shown.connect(self._on_rows_shown)
        self._text.seen_changed.connect(self._mark)
        self._model.modelReset.connect(self._find_again)

    def _find_again(self) -> None:
        """Look for all matches; the current one stays the current one."""
        self._again.stop()
        if self.isHidden():
            return
        self._pattern = Pattern(
            self.field.text(),
            is_word=self.is_word.isChecked(),
            is_case=self.is_case.isChecked(),
            is_regex=self.is_regex.isChecked(),
        )
        self._hits, self._problem = [], None
        if self._pattern.text:
            try:
                self._hits = found(self._model.segments(), self._pattern)
            except PatternProblem as problem:
                self._problem = problem
        self._current = self._at_or_after(self._text.textCursor().selectionStart())
        self._show_count()
        self._mark()

    def _at_or_after(self, position: int) -> int:
        """Return the number of the first match from a position on, or of the first of all."""
        place = self._text.place_at(position)
        if not self._hits:
            return -1
        if place is None:
            return 0
        starts = [(hit.segment, hit.start) for hit in self._hits]
        return bisect_left(starts, (place.segment, place.offset)) % len(self._hits)

    def _step(self, step: int) -> None:
        if self.isHidden():
            self.open()
        if self._typed.isActive():
            self._typed.stop()
            self._find_again()
        if not self._hits:
            return
        cursor = self._text.textCursor()
        at = self._at_or_after(cursor.selectionStart())
        span = self._span(self._hits[at])
        is_here = span == (cursor.selectionStart(), cursor.selectionEnd())
        if is_here or step < 0:
            at += step
        self._select(at % len(self._hits))

    def _select(self, number: int) -> None:
        if 0 <= number < len(self._hits):
            self._current = number
            self._awaited = self._hits[number]
            self._go_if_there()

    def _go_if_there(self) -> None:
        span = self._span(self._awaited) if self._awaited is not None else None
        if span is not None:
            self._awaited = None
            self._text.select(*span)
            self._show_count()
            self._mark()

    def _hit(self) -> Hit | None:
        """Return the match that is selected."""
        cursor = self._text.textCursor()
        hit = self._hits[self._current] if 0 <= self._current < len(self._hits) else None
        span = self._span(hit) if hit is not None else None
        return hit if span == (cursor.selectionStart(), cursor.selectionEnd()) else None

    def _span(self, hit: Hit) -> tuple[int, int] | None:
        start = self._text.position_at(hit.segment, hit.start)
        end = self._text.position_at(hit.end_segment, hit.end)
        return None if start is None or end is None else (start, end)

    def _mark(self) -> None:
        if self.isHidden():
            return
        colors = self._theme.colors
        selections, current = [], []
        first, last = (self._text.place_at(at) for at in self._text.visible_range())
        begin = (first.segment, 0) if first is not None else (0, 0)
        starts = [(hit.segment, hit.start) for hit in self._hits]
        for number in range(bisect_left(starts, begin), len(self._hits)):
            hit = self._hits[number]
            span = self._span(hit)
            if span is None or (last is not None and hit.segment > last.segment):
                break
            if number == self._current:
                current.append(self._text.selection_at(*span, colors.found, colors.text))
            selections.append(self._text.selection_at(*span, colors.hit))
        self._text.set_overlay("matches", selections)
        self._text.set_overlay("found", current)

    def _say(self, problem: PatternProblem) -> None:
        """Say why nothing can be found or replaced."""
        self._problem = problem
        self._show_count()

    def _show_count(self) -> None:
        problem = str(self._problem or "")
        number, total = self._current + 1, len(self._hits)
        if isinstance(self._problem, ReplacementProblem):
            text = strings.BAD_REPLACEMENT
        elif problem:
            text = strings.BAD_PATTERN
        elif not self.field.text():
            text = ""
        elif not total:
            text = strings.NOTHING_FOUND
        else:
            text = strings.MATCH.format(number=number, count=total)
        self.count.setText(text)
        self.count.setToolTip(tip(problem))
        self.count.setAccessibleDescription(problem)
        for one in (self.previous_button, self.next_button, self.replace_button, self.all_button):
            one.setEnabled(total > 0)

    def _show_replacing(self) -> None:
        can_replace = self._text.can_edit
        self.replacement.setVisible(can_replace)
        self._replacing.setVisible(can_replace)

    def _on_text_edited(self, _text: str) -> None:
        if self._model.segment_count <= AT_ONCE:
            self._find_as_typed()
        else:  # when the word is typed
            self._typed.start()

    def _on_replacement_edited(self, _text: str) -> None:
        if isinstance(self._problem, ReplacementProblem):
            self._problem = None
            self._show_count()

    def _find_as_typed(self) -> None:
        # From the start of the current match, so that further typing does not jump ahead.
        self._find_again()
        self._select(self._current)

    def _on_option_toggled(self, _is_on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._find_again()

    def _on_rows_shown(self) -> None:
        self._go_if_there()
        if self.isVisible() and not self._again.isActive():
            self._again.start()


def _option(sign: str, name: str) -> QPushButton:
    made = _sign(sign, name)
    made.setCheckable(True)
    return made


def _sign(sign: str, name: str) -> QPushButton:
    made = button(as_sign(sign), "small")
    made.setAccessibleName(name)
    made.setToolTip(tip(name))
    return made
