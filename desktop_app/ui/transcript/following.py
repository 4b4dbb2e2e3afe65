"""The spoken word: lit while a recording is played, and kept in view for who reads along."""

import time

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QApplication

from desktop_app.app.transcript.item_model import TranscriptModel
from desktop_app.core.transcript import Segment
from desktop_app.ui.strings import page as strings
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.transcript.sheet import Sheet
from desktop_app.ui.widgets.controls import button

# So long a word stays lit after its end, as between words there are short pauses.
AFTERGLOW_S = 0.4
# Who typed a moment ago looks at what is typed: the page does not scroll away from it.
AFTER_TYPING_S = 4.0


class Following(QObject):
    """Light the spoken word, and keep it in view until the reader scrolls away.

    Args:
        sheet: the page, which owns this object.
        model: the page's rows.
        theme: the colour of the light.
    """

    def __init__(self, sheet: Sheet, model: TranscriptModel, theme: Theme) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._model = model
        self._theme = theme
        self._time_s: float | None = None
        self._spoken: tuple[int, int | None] | None = None
        self._is_playing = self._is_away = False
        self._typed_at_s = 0.0
        self.back = button(strings.BACK_TO_SPOKEN, parent=sheet)
        self.back.hide()
        self.back.clicked.connect(self.go_back)
        self._moved = QTimer(self, interval=0, singleShot=True)
        self._moved.timeout.connect(self._on_moved)
        sheet.verticalScrollBar().actionTriggered.connect(self._on_action)
        # Not while the rows follow: they have their numbers only at the end.
        sheet.seen_changed.connect(self._find_anew)
        model.rows_changed.connect(self._find_anew)
        theme.changed.connect(self._light)
        model.modelReset.connect(self._on_reset)

    def follow(self, time_s: float | None, *, keeps_in_view: bool = True) -> None:
        """Light the word that is spoken at a time, and keep it in view.

        Args:
            time_s: in seconds from the start of the file; None to light nothing any more.
            keeps_in_view: False where nothing has moved, as when a recording is opened.
        """
        self._time_s = time_s
        before, self._spoken = self._spoken, self._spoken_at(time_s)
        if time_s is None:
            self._is_away = False
        if self._spoken == before:
            return
        self._light()
        if keeps_in_view and self._spoken is not None and not self._is_away:
            self._keep_in_view()
        self._show_back()

    def set_playing(self, *, is_playing: bool) -> None:
        """Note whether it plays: only from what plays one can be away."""
        self._is_playing = is_playing

    def _on_reset(self) -> None:
        self.follow(None)

    def _find_anew(self) -> None:
        """Light the word of the same time in a text that has changed: its number may be another."""
        self._spoken = self._spoken_at(self._time_s)
        self._light()
        self._show_back()

    def note_typing(self) -> None:
        """Note that the reader types."""
        self._typed_at_s = time.monotonic()

    def note_moved(self) -> None:
        """Note that the reader has scrolled, or gone elsewhere."""
        if self._time_s is not None:
            self._moved.start()

    def go_back(self) -> None:
        """Show what is spoken, and follow it again."""
        self._is_away = False
        self._typed_at_s = 0.0
        span = self._sheet.position_of(*self._spoken) if self._spoken is not None else None
        if span is not None:
            self._sheet.folds.open_between(*span)
        self._keep_in_view()
        self._show_back()

    def place_back(self) -> None:
        """Put the button at the bottom of the page, in the middle."""
        if self.back.isVisibleTo(self._sheet):
            area = self._sheet.viewport().geometry()
            self.back.adjustSize()
            left = area.left() + max(0, (area.width() - self.back.width()) // 2)
            self.back.move(QPoint(left, area.bottom() - self.back.height() - GRID_PX))
            self.back.raise_()

    def _on_action(self, _action: int) -> None:
        self.note_moved()

    def _on_moved(self) -> None:
        if self._is_playing or self._is_away:
            self._is_away = self._spoken is not None and not self._is_in_view()
            self._show_back()

    def _show_back(self) -> None:
        had_focus = self.back.hasFocus()
        self.back.setVisible(self._is_away and self._spoken is not None)
        self.place_back()
        if had_focus and not self.back.isVisibleTo(self._sheet):
            self._sheet.setFocus()

    def _spoken_at(self, time_s: float | None) -> tuple[int, int | None] | None:
        number = self._model.segment_at(time_s) if time_s is not None else None
        if number is None or time_s is None:
            return None
        segment = self._model.segment(number)
        if segment.end_s is not None and time_s > segment.end_s + AFTERGLOW_S:
            return None
        return number, word_at(segment, time_s)

    def _light(self) -> None:
        span = self._sheet.position_of(*self._spoken) if self._spoken is not None else None
        colors = self._theme.colors
        looks = (colors.spoken, colors.accent)
        lit = [self._sheet.selection_at(*span, *looks)] if span is not None else []
        self._sheet.set_overlay("spoken", lit)

    def _is_in_view(self) -> bool:
        span = self._sheet.position_of(*self._spoken) if self._spoken is not None else None
        return span is not None and self._sheet.is_in_view(*span)

    def _keep_in_view(self) -> None:
        if self._spoken is None or QApplication.mouseButtons():  # who selects text is not disturbed
            return
        span = self._sheet.position_of(*self._spoken)
        if span is None or self._sheet.folds.hides(span[0]) or self._sheet.is_in_view(*span):
            return
        if time.monotonic() - self._typed_at_s < AFTER_TYPING_S:
            self._is_away = self._is_playing
        else:
            self._sheet.reveal(*span)


def word_at(segment: Segment, time_s: float) -> int | None:
    """Return the number of the last word that begins by a time; None without timed words."""
    starts = [
        (number, word.start_s)
        for number, word in enumerate(segment.words)
        if word.start_s is not None and word.start_s <= time_s
    ]
    return starts[-1][0] if starts else None
