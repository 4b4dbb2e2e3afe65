"""Typing on the page: keys, pasted text and input methods become changes of the transcript."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Qt, SignalInstance
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QTextCursor

from desktop_app.app.transcript.item_model import TranscriptModel
from desktop_app.core.editing.change import Change
from desktop_app.core.editing.paragraphs import LONG_CHARACTERS, Paragraph
from desktop_app.core.editing.structure import (
    clean,
    inserted,
    joined_paragraphs,
    replaced_range,
    split,
)
from desktop_app.core.editing.typing import typed
from desktop_app.core.transcript import Segment
from desktop_app.ui.strings import page as strings
from desktop_app.ui.transcript.keys import (
    Key,
    Move,
    is_backspace,
    is_enter,
    is_text,
    removal,
)
from desktop_app.ui.transcript.places import LINE_ENDS, LINE_SEPARATOR, Place, units
from desktop_app.ui.transcript.sheet import Sheet

KEEP = QTextCursor.MoveMode.KeepAnchor
_BEYOND = 0xFFFF
_WIDE_ENDS = "\u3002\uff01\uff1f"
_PIECE = re.compile(rf"\S{{1,{LONG_CHARACTERS}}}")
_SENTENCE_END = re.compile(f"(?<=[.!?\u2026])\\s+|(?<=[{_WIDE_ENDS}])\\s*")
_OFFSET_BITS = 24


@dataclass(frozen=True, slots=True)
class _Break:
    """A paragraph or a sentence that was begun, of which nothing is typed so far.

    Attributes:
        position: of the cursor.
        segment: the number of the segment before which it comes.
        paragraph: whether it is a paragraph.
        is_above: whether it belongs to the segment below; otherwise to the one before.
    """

    position: int
    segment: int
    paragraph: bool
    is_above: bool


class TextEditor(Protocol):
    """What the page needs of the Editor."""

    changed: SignalInstance
    state_changed: SignalInstance

    @property
    def can_edit(self) -> bool:
        """Whether the selected transcript can be changed."""

    @property
    def why_not(self) -> str:
        """Why it cannot."""

    @property
    def can_undo(self) -> bool:
        """Whether it has a change that can be taken back."""

    def apply(
        self, change: Change, name: str, *, merges: bool = False, place: int | None = None
    ) -> bool:
        """Change the selected transcript; return whether it was done."""

    def undo(self) -> bool:
        """Take the last change back."""

    def redo(self) -> bool:
        """Make it again."""


class Typing(QObject):
    """Turn what is typed into changes, and set the cursor to where it belongs after them.

    Args:
        sheet: the page, which owns this object.
        model: the page's rows.
        editor: makes the changes.
    """

    def __init__(self, sheet: Sheet, model: TranscriptModel, editor: TextEditor) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._model = model
        self._editor = editor
        self._is_stepping = False
        # Where the cursor belongs as soon as the page has it: a long text comes little by little.
        self._awaited: tuple[int, int] | None = None
        self._break: _Break | None = None
        editor.changed.connect(self._on_changed)
        sheet.cursorPositionChanged.connect(self._on_cursor_moved)
        sheet.rows_shown.connect(self._go_if_there)

    def takes(self, event: QKeyEvent) -> bool:
        """Carry out a key that changes the text; return whether it was one."""
        self._awaited = None
        if is_enter(event):
            self.split(paragraph=not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        elif event.matches(Key.Cut):
            self.cut()
        elif event.matches(Key.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif is_backspace(event):
            self._delete_back()
        elif (move := removal(event)) is not None:
            self._delete(move)
        elif is_text(event):
            self.replace_selection(event.text(), strings.TYPING, merges=True)
        else:
            return False
        return True

    def take_composed(self, event: QInputMethodEvent) -> QInputMethodEvent:
        """Carry out what an input method gives; return what it still composes, for Qt to show."""
        cursor = self._sheet.textCursor()
        if cursor.hasSelection():
            self.replace_selection("", strings.TYPING, merges=True)
        if event.commitString() or event.replacementLength():
            start = self._sheet.textCursor().position() + event.replacementStart()
            end = start + event.replacementLength()
            self.replace(start, end, event.commitString(), strings.TYPING, merges=True)
        return QInputMethodEvent(event.preeditString(), event.attributes())

    def split(self, *, paragraph: bool) -> None:
        """Divide the sentence at the cursor, and with it the paragraph."""
        cursor = self._sheet.textCursor()
        if cursor.hasSelection():
            self.replace_selection("\n" if paragraph else " ", strings.SPLITTING)
            cursor = self._sheet.textCursor()
            if paragraph:
                return
        place = self._sheet.place_at(cursor.position())
        if place is None:
            self._refuse_mark()
            return
        change = split(self._segments(), place.segment, place.offset, paragraph=paragraph)
        if change is None:
            self._begin_break(place, paragraph=paragraph)
            return
        name = strings.SPLITTING if paragraph else strings.SPLITTING_SENTENCE
        is_at_start = not self._model.segment(place.segment).text[: place.offset].strip()
        if self._apply(change, name):
            self._to_start_of(place.segment if is_at_start else place.segment + 1)

    def forget_break(self) -> bool:
        """Give up the line that Enter began; return whether there was one."""
        if self._break is None:
            return False
        self._break = None
        self._sheet.hide_break()
        return True

    def can_join(self) -> bool:
        """Whether there is a paragraph right above the cursor's."""
        row = self._sheet.textCursor().blockNumber()
        pair = [self._model.row(n) for n in (row - 1, row) if 0 <= n < self._model.rowCount()]
        return len(pair) == 2 and all(isinstance(one, Paragraph) for one in pair)  # noqa: PLR2004

    def join_with_previous(self) -> None:
        """Make one paragraph of the one at the cursor and the one above."""
        self._join(self._sheet.textCursor().blockNumber())

    def cut(self) -> None:
        """Move the selected text to the clipboard."""
        if self._sheet.textCursor().hasSelection():
            QGuiApplication.clipboard().setText(self._sheet.selected_text())
            self.replace_selection("", strings.CUTTING)

    def paste(self, text: str) -> None:
        """Insert a text, without any formats; its lines become paragraphs."""
        text = pasted(text)
        if text:
            self.replace_selection(text, strings.PASTING)

    def replace_selection(self, text: str, name: str, *, merges: bool = False) -> None:
        """Put a text in the place of the selection, or at the cursor."""
        cursor = self._sheet.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        self.replace(start, end, text, name, merges=merges and end - start <= 1)

    def replace(self, start: int, end: int, text: str, name: str, *, merges: bool = False) -> None:
        """Put a text in the place of another one; marks between stay."""
        begun = self._break
        if begun is not None and start == end == begun.position:
            self._insert(begun, text, name)
            return
        self.forget_break()
        places = self._sheet.places_between(start, end)
        if places is None:
            if self._model.segment_count:
                self._refuse_mark()
            else:
                self._insert(_Break(0, 0, paragraph=True, is_above=False), text, name)
            return
        first, last = places
        row = self._model.row_of(first.segment)
        paragraph = self._model.row(row)
        is_within = row == self._model.row_of(last.segment) and "\n" not in text
        if is_within and isinstance(paragraph, Paragraph):
            self._replace_within(paragraph, first, last, text, name, merges=merges)
        else:
            self._replace_across(first, last, text, name)

    def _begin_break(self, place: Place, *, paragraph: bool) -> None:
        """Have what is typed next be a paragraph or a sentence of its own, beside one."""
        text = self._model.segment(place.segment).text
        is_above = not text[: place.offset].strip()
        self.forget_break()
        position = self._sheet.textCursor().position()
        segment = place.segment if is_above else place.segment + 1
        self._break = _Break(position, segment, paragraph=paragraph, is_above=is_above)
        self._sheet.show_break(is_above=is_above)

    def _insert(self, begun: _Break, text: str, name: str) -> None:
        """Put a text where no sentence is, as one of its own."""
        before = self._segments()
        change = inserted(
            before,
            begun.segment,
            text,
            paragraph=begun.paragraph,
            is_above=begun.is_above,
            length_s=self._model.length_s,
        )
        if change is None:  # a space
            return
        self.forget_break()
        if self._apply(change, name):
            count = self._model.segment_count - len(before)
            self._to_end_of(begun.segment + count - 1, 0)

    def _replace_within(
        self,
        paragraph: Paragraph,
        first: Place,
        last: Place,
        text: str,
        name: str,
        *,
        merges: bool,
    ) -> None:
        before = paragraph.text
        starts = [start for start, _end in paragraph.places()]
        begin = starts[first.segment - paragraph.first] + first.offset
        end = starts[last.segment - paragraph.first] + last.offset
        after = before[:begin] + text + before[end:]
        has_more = paragraph.end < self._model.segment_count
        following = self._model.segment(paragraph.end) if has_more else None
        change = typed(paragraph, after, following)
        if change.is_empty or self._apply(change, name, merges=merges):
            self._to_character(paragraph.first, begin + len(text))

    def _replace_across(self, first: Place, last: Place, text: str, name: str) -> None:
        segments = self._segments()
        left = len(segments[last.segment].text) - last.offset
        start, end = (first.segment, first.offset), (last.segment, last.offset)
        change = replaced_range(segments, start, end, text)
        after = len(segments) - 1 - last.segment
        if change is not None and self._apply(change, name):
            self._to_end_of(self._model.segment_count - 1 - after, left)

    def _delete_back(self) -> None:
        cursor = self._sheet.textCursor()
        if self.forget_break():
            return
        if not cursor.hasSelection() and cursor.atBlockStart():
            self._join(cursor.blockNumber())
            return
        if not cursor.hasSelection():
            position = cursor.position()
            cursor.movePosition(Move.PreviousCharacter, KEEP)
            # One accent of several goes at a time; of an emoji, which no one sees in parts, all.
            whole = cursor.selectedText()
            if len(whole) > 1 and all(ord(char) <= _BEYOND for char in whole):
                cursor.setPosition(position)
                cursor.setPosition(position - 1, KEEP)
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        self.replace(start, end, "", strings.DELETING, merges=end - start <= len("👩‍👩‍👧"))

    def _delete(self, move: QTextCursor.MoveOperation) -> None:
        if self.forget_break():
            return
        cursor = self._sheet.textCursor()
        if not cursor.hasSelection():
            forward = move not in (Move.PreviousWord, Move.PreviousCharacter)
            if forward and cursor.atBlockEnd():
                self._join(cursor.blockNumber() + 1)
                return
            if not forward and cursor.atBlockStart():
                self._join(cursor.blockNumber())
                return
            block = cursor.block()
            cursor.movePosition(move, KEEP)
            if cursor.block() != block:  # only to the end of the paragraph
                cursor.setPosition(block.position() + block.length() - 1, KEEP)
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        is_one = move == Move.NextCharacter
        self.replace(start, end, "", strings.DELETING, merges=is_one)

    def _join(self, row: int) -> None:
        """Join a row with the one above; the cursor stays between what they said."""
        if not 0 < row < self._model.rowCount():
            return
        above, below = self._model.row(row - 1), self._model.row(row)
        if not isinstance(above, Paragraph) or not isinstance(below, Paragraph):
            self._refuse_mark()
            return
        change = joined_paragraphs(self._segments(), below.first)
        start, end = above.first, len(above.text)
        if change is not None and self._apply(change, strings.JOINING):
            self._to_character(start, end)

    def make(self, change: Change, name: str) -> bool:
        """Make a change that was not typed; return whether it was made."""
        return self._apply(change, name)

    def _apply(self, change: Change, name: str, *, merges: bool = False) -> bool:
        place = self._sheet.place_at(self._sheet.textCursor().position())
        number = as_number(place) if place else None
        return self._editor.apply(change, name, merges=merges, place=number)

    def _segments(self) -> tuple[Segment, ...]:
        return self._model.segments()

    def _to_character(self, segment: int, characters: int) -> None:
        """Set the cursor behind so many characters from a segment that begins a paragraph."""
        paragraph = self._model.paragraph_of(segment)
        while paragraph is not None and characters > len(paragraph.text):
            below = self._model.paragraph_of(paragraph.end)
            if below is None:
                break
            characters -= len(paragraph.text) + 1
            paragraph = below
        if paragraph is not None:
            block = self._sheet.document().findBlockByNumber(self._model.row_of(paragraph.first))
            at = units(LINE_ENDS.sub(LINE_SEPARATOR, paragraph.text[: max(0, characters)]))
            self._set_cursor(min(block.position() + at, block.position() + block.length() - 1))

    def _to_start_of(self, segment: int) -> None:
        self._go_to(segment, 0)

    def _to_end_of(self, segment: int, left: int) -> None:
        """Set the cursor so many characters before a segment's end."""
        if self._model.segment_count:
            number = min(max(0, segment), self._model.segment_count - 1)
            self._go_to(number, max(0, len(self._model.segment(number).text) - left))

    def _go_to(self, segment: int, offset: int) -> None:
        self._awaited = (segment, offset)
        self._go_if_there()

    def _go_if_there(self) -> None:
        position = self._sheet.position_at(*self._awaited) if self._awaited is not None else None
        if position is not None:
            self._awaited = None
            self._set_cursor(position)

    def _set_cursor(self, position: int) -> None:
        cursor = self._sheet.textCursor()
        cursor.setPosition(position)
        self._sheet.setTextCursor(cursor)
        self._sheet.ensureCursorVisible()

    def undo(self) -> None:
        """Take the last change back, and go to where it was."""
        if not self.forget_break():
            self._step(self._editor.undo)

    def redo(self) -> None:
        """Make the change again that was taken back last, and go there."""
        self.forget_break()
        self._step(self._editor.redo)

    def _step(self, step: Callable[[], bool]) -> None:
        self._is_stepping = True
        try:
            step()
        finally:
            self._is_stepping = False

    def _on_changed(self, _job_id: int, change: Change, place: object) -> None:
        """Go to where a change was undone or made again; others leave the reader where he is."""
        self.forget_break()
        if not self._is_stepping:
            return
        if isinstance(place, int):
            self._go_to(*divmod(place, 1 << _OFFSET_BITS))
        elif self._model.segment_count:
            self._go_to(min(change.first, self._model.segment_count - 1), 0)
        cursor = self._sheet.textCursor()
        self._sheet.reveal(cursor.position(), cursor.position())

    def _on_cursor_moved(self) -> None:
        cursor = self._sheet.textCursor()
        if self._break is not None and (
            cursor.hasSelection() or cursor.position() != self._break.position
        ):
            self.forget_break()

    def _refuse_mark(self) -> None:
        if self._model.rowCount():  # an empty page has no line at all
            self._sheet.refused.emit(strings.NO_TEXT_HERE)


def as_number(place: Place) -> int:
    """Return a place as one number, which the log of changes keeps."""
    return (place.segment << _OFFSET_BITS) + place.offset


def pasted(text: str) -> str:
    """Return a text as it can be inserted: without what no text has, in paragraphs that are read.

    A line of many pages would be a paragraph that takes long to set anew at each key.
    """
    lines = []
    for line in clean(text).split("\n"):
        lines += _parted(line) if len(line) > 3 * LONG_CHARACTERS else [line]
    if len(lines) == 1:
        return lines[0]
    inner = [line.strip() for line in lines if line.strip()]
    return "\n".join(inner)


def _parted(line: str) -> list[str]:
    """Divide a long line into paragraphs: at the ends of sentences, or else between words."""
    parts: list[str] = [""]
    for sentence in _SENTENCE_END.split(line):
        pieces = _PIECE.findall(sentence) if len(sentence) > LONG_CHARACTERS else [sentence]
        for piece in pieces:
            if parts[-1] and len(parts[-1]) + len(piece) > LONG_CHARACTERS:
                parts.append(piece)
            else:
                parts[-1] = f"{parts[-1]} {piece}" if parts[-1] else piece
    return parts
