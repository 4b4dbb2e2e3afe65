"""The waveform of the recording: see where somebody speaks, and go there."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QScrollBar, QSlider, QToolTip

from desktop_app.app.player.waveform import WaveMark
from desktop_app.core.timecode import Span, clock
from desktop_app.ui.player.painting import Content, painted
from desktop_app.ui.player.timespan import TimeSpan
from desktop_app.ui.strings.listening import bar as strings
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.widgets.controls import tip

if TYPE_CHECKING:  # numpy
    from desktop_app.media.peaks import Outline

HEIGHT_PX, LEAST_WIDTH_PX = 56, 120
SCROLL_BAR_PX = 12
STEP_S, PAGE_S, SELECT_S = 5.0, 60.0, 1.0
# Turning the wheel by one notch, and a press of the plus key.
WHEEL_ZOOM, KEY_ZOOM = 1.25, 1.6
NOTCH = 120.0
# A selection shorter than this was a click.
LEAST_SELECTED_S = 0.1
LINE_PX = 2.0
# The scroll bar counts in whole steps; as a slider it counts seconds.
STEPS_PER_S = 10
# Within so many pixels the mouse is over a mark.
NEAR_PX = 3.0


class WaveformView(QSlider):
    """The sound of a recording, its position, and what is looped of it.

    A slider, so that it is one for keyboards and screen readers, too.

    Args:
        theme: the application's colours.

    Signals:
        seek_wanted: the seconds to go to.
        cursor_wanted: the seconds whose word is to get the cursor.
        toggle_wanted: to play, or to pause.
        selected: the span that was selected, in seconds; None when it was given up.
        span_changed: another part is visible.
    """

    seek_wanted = Signal(float)
    cursor_wanted = Signal(float)
    toggle_wanted = Signal()
    selected = Signal(object)
    span_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self._content = Content()
        self._picture: QPixmap | None = None
        self._position_s = 0.0
        self._selection: Span | None = None
        self._anchor_s: float | None = None  # where a selection began
        self._hover_x: float | None = None
        self._follows = True
        self._note = ""
        self.window_ = TimeSpan()
        self.bar = QScrollBar(Qt.Orientation.Horizontal, self)
        self.bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.bar.hide()
        self.setAccessibleName(strings.POSITION)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(LEAST_WIDTH_PX, HEIGHT_PX)
        self.bar.valueChanged.connect(self._on_scrolled)
        self.valueChanged.connect(self._on_moved)
        theme.changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(4 * LEAST_WIDTH_PX, HEIGHT_PX)

    # What it shows.

    @property
    def position_s(self) -> float:
        """Where the position is."""
        return self._position_s

    @property
    def selection(self) -> Span | None:
        """The selected span."""
        return self._selection

    def show_outline(self, outline: "Outline | None", speech: Sequence[Span] = ()) -> None:
        """Show a recording's sound; None while it is not known.

        Args:
            outline: with its own speech, or without.
            speech: where somebody speaks, used where the outline does not know.
        """
        known = outline.speech if outline is not None else None
        spans = tuple(known if known is not None else sorted(speech))
        self._content = Content(outline, spans, self._content.marks, self._content.voices)
        if outline is not None:
            self.set_duration(outline.duration_s)
        self._renew()

    def show_text(self, marks: Sequence[WaveMark], voices: Sequence[Sequence[Span]] = ()) -> None:
        """Show what the text says of the sound.

        Args:
            marks: the places of the page that may be wrong.
            voices: where each speaker speaks, in the order of their first words.
        """
        content = self._content
        self._content = Content(content.outline, content.speech, tuple(marks), tuple(voices))
        self._renew()

    def show_note(self, text: str) -> None:
        """Show a line in place of the sound; "" for none."""
        self._note = text
        self.update()

    def set_duration(self, duration_s: float) -> None:
        """Take the recording's length."""
        if self._content.outline is not None:  # what is played may end some samples apart
            duration_s = self._content.outline.duration_s
        if duration_s != self.window_.duration_s:
            self.window_.set_duration(duration_s)
            self._count(self._position_s)
            self._renew()

    def clear(self) -> None:
        """Show another recording from its start, of which nothing is known yet."""
        self._content, self._note = Content(), ""
        self._position_s, self._selection, self._follows = 0.0, None, True
        self.window_ = TimeSpan()
        self._count(0.0)
        self._renew()

    def set_position(self, position_s: float, *, follows: bool = True) -> None:
        """Move the position; while something is zoomed into, the view follows it.

        It does not where the user has scrolled away, until the position is in view again.
        """
        self._position_s = position_s
        self._count(position_s)
        if self.window_.has(position_s):
            self._follows = True
        if follows and self._follows and not self.window_.is_whole and not self.isSliderDown():
            before_s = self.window_.start_s
            self.window_.reveal(position_s)
            if self.window_.start_s != before_s:
                self._renew()
        self.update()

    def select(self, span: Span | None) -> None:
        """Show what is selected; tells nobody."""
        self._selection = span
        self.update()

    def zoom(self, factor: float, at_s: float | None = None) -> None:
        """Zoom in by a factor above 1, out by one below, round a time or the position."""
        if at_s is None:
            middle_s = self.window_.start_s + self.window_.shown_s / 2
            at_s = self._position_s if self.window_.has(self._position_s) else middle_s
        self.window_.zoom(factor, at_s)
        self._renew()

    def zoom_in(self) -> None:
        """Show less of the recording."""
        self.zoom(KEY_ZOOM)

    def zoom_out(self) -> None:
        """Show more of the recording."""
        self.zoom(1 / KEY_ZOOM)

    def show_all(self) -> None:
        """Show the whole recording."""
        self.window_.show(0.0, self.window_.duration_s)
        self._renew()

    # The mouse.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there, or begin to select with Shift."""
        if event.button() != Qt.MouseButton.LeftButton or not self.window_.duration_s:
            event.ignore()
            return
        at_s = self._time_at(event.position())
        self.setSliderDown(True)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._anchor_s = at_s
            self.select(None)
        else:
            self.seek_wanted.emit(at_s)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the time below the mouse; go on with what a press began."""
        self._hover_x = event.position().x()
        if self.isSliderDown():
            at_s = self._time_at(event.position())
            if self._anchor_s is None:
                self.seek_wanted.emit(at_s)
            else:
                self.select((min(self._anchor_s, at_s), max(self._anchor_s, at_s)))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End what a press began."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self.setSliderDown(False)
        if self._anchor_s is not None:
            self._anchor_s = None
            span = self._selection
            if span is not None and span[1] - span[0] < LEAST_SELECTED_S:
                self.select(None)
            self.selected.emit(self._selection)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Put the text's cursor there."""
        if event.button() == Qt.MouseButton.LeftButton and self.window_.duration_s:
            self.cursor_wanted.emit(self._time_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the time below the mouse."""
        self._hover_x = None
        self.update()
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom; scroll with Shift, or sideways."""
        turned = event.angleDelta()
        by = turned.x() or turned.y()
        is_sideways = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if is_sideways or abs(turned.x()) > abs(turned.y()):
            self._scroll(-by / NOTCH * self.window_.shown_s / 10)
        else:
            self.zoom(WHEEL_ZOOM ** (turned.y() / NOTCH), self._time_at(event.position()))
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Zoom by pinching; tell what is below the mouse."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom(1.0 + event.value(), self._time_at(event.position()))
                return True
        elif isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), tip(self.tip_at(float(event.pos().x()))), self)
            return True
        return super().event(event)

    def tip_at(self, x: float) -> str:
        """Return what to say of a place: of a mark, or how to use the waveform."""
        near_s = NEAR_PX / max(1, self.width()) * self.window_.shown_s
        at_s = self.window_.time_at(x, self.width())
        for mark in self._content.marks:
            if mark.start_s - near_s <= at_s <= mark.end_s + near_s:
                return strings.MARKS[mark.kind]
        return strings.HOW_TO

    # The keyboard.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go, zoom and select."""
        key, shift = event.key(), Qt.KeyboardModifier.ShiftModifier
        if event.modifiers() & shift and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._grow(-SELECT_S if key == Qt.Key.Key_Left else SELECT_S)
            return
        places = {
            Qt.Key.Key_Left: self._position_s - STEP_S,
            Qt.Key.Key_Right: self._position_s + STEP_S,
            Qt.Key.Key_PageUp: self._position_s - PAGE_S,
            Qt.Key.Key_PageDown: self._position_s + PAGE_S,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: self.window_.duration_s,
        }
        acts = {
            Qt.Key.Key_Plus: self.zoom_in,
            Qt.Key.Key_Equal: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out,
            Qt.Key.Key_0: self.show_all,
            Qt.Key.Key_Space: self.toggle_wanted.emit,
        }
        if (place := places.get(Qt.Key(key))) is not None:
            self.seek_wanted.emit(max(0.0, min(place, self.window_.duration_s)))
        elif (act := acts.get(Qt.Key(key))) is not None:
            act()
        elif key == Qt.Key.Key_Escape and self._selection is not None:
            self.select(None)
            self.selected.emit(None)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say where the position is: a slider's number is no time."""
        text = strings.place(self._position_s, self.window_.duration_s)
        self.setAccessibleDescription(f"{text}. {strings.HOW_TO}")
        super().focusInEvent(event)

    def _grow(self, by_s: float) -> None:
        """Move the end of what is selected, which begins at the position."""
        start_s, end_s = self._selection or (self._position_s, self._position_s)
        end_s = max(0.0, min(end_s + by_s, self.window_.duration_s))
        span = (start_s, end_s) if end_s - start_s >= LEAST_SELECTED_S else None
        self.select(span)
        self.selected.emit(span)

    # Painting.

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Copy the picture, and draw what moves over it."""
        painter = QPainter(self)
        picture = self._picture_now()
        painter.drawPixmap(0, 0, picture)
        colors, width, height = self._theme.colors, float(self.width()), self._wave_height()
        if self._selection and (places := self.window_.clipped(self._selection, width)):
            shade = QColor(colors.accent)
            shade.setAlpha(60)
            painter.fillRect(QRectF(places[0], 0, places[1] - places[0], height), shade)
            for x in places:
                painter.fillRect(QRectF(x - 0.5, 0, 1, height), QColor(colors.accent))
        if self.window_.duration_s and self.window_.has(self._position_s):
            x = self.window_.place_of(self._position_s, width)
            x = max(0.0, min(x - LINE_PX / 2, width - LINE_PX))
            painter.fillRect(QRectF(x, 0, LINE_PX, height), QColor(colors.text))
        if self._note:
            self._paint_label(painter, self._note, width / 2)
        elif self._hover_x is not None and self.window_.duration_s:
            self._paint_hover(painter, self._hover_x, height)
        if self.hasFocus():  # a frame; a ground would lie over the sound
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colors.accent), 1))
            painter.drawRect(QRectF(0.5, 0.5, width - 1, self.height() - 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the scroll bar at the foot."""
        super().resizeEvent(event)
        self._renew()

    def _paint_hover(self, painter: QPainter, x: float, height: float) -> None:
        painter.fillRect(QRectF(x, 0, 1, height), QColor(self._theme.colors.muted))
        text = clock(self.window_.time_at(x, self.width()))
        self._paint_label(painter, text, x)

    def _paint_label(self, painter: QPainter, text: str, x: float) -> None:
        """Paint a line on a ground of its own, as far as there is room round a place."""
        metrics, colors = self.fontMetrics(), self._theme.colors
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, self.width() - 2 * GRID_PX)
        box = QRectF(0, 0, metrics.horizontalAdvance(text) + GRID_PX, metrics.height())
        box.moveCenter(QPointF(x, self._wave_height() / 2))
        box.moveLeft(max(0.0, min(box.left(), self.width() - box.width())))
        painter.save()
        painter.setPen(QColor(colors.line))
        painter.setBrush(QColor(colors.raised))
        painter.drawRoundedRect(box, 3, 3)
        painter.restore()
        painter.setPen(QColor(colors.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _picture_now(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        size = QSize(self.width(), self._wave_height())
        picture = self._picture
        if picture is None or picture.devicePixelRatio() != ratio:
            picture = painted(self._content, self.window_, size, ratio, self._theme.colors)
            self._picture = picture
        return picture

    def _count(self, position_s: float) -> None:
        """Be at a position as a slider, without going there."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's
        self.setRange(0, round(self.window_.duration_s))
        self.setValue(round(position_s))
        self.blockSignals(False)  # noqa: FBT003 - Qt's

    def _on_moved(self, seconds: int) -> None:
        """Go where a screen reader has moved the slider."""
        self.seek_wanted.emit(float(seconds))

    def _wave_height(self) -> int:
        return self.height() - (0 if self.bar.isHidden() else SCROLL_BAR_PX)

    def _renew(self) -> None:
        """Let the picture be painted anew: something else is visible, or it looks different."""
        self._picture = None
        self._show_bar()
        self.update()
        self.span_changed.emit()

    def _show_bar(self) -> None:
        window = self.window_
        self.bar.setHidden(window.is_whole)
        self.bar.setGeometry(0, self.height() - SCROLL_BAR_PX, self.width(), SCROLL_BAR_PX)
        self.bar.blockSignals(True)  # noqa: FBT003 - Qt's
        self.bar.setRange(0, round((window.duration_s - window.shown_s) * STEPS_PER_S))
        self.bar.setPageStep(max(1, round(window.shown_s * STEPS_PER_S)))
        self.bar.setValue(round(window.start_s * STEPS_PER_S))
        self.bar.blockSignals(False)  # noqa: FBT003 - Qt's

    def _on_scrolled(self, value: int) -> None:
        self._scroll(value / STEPS_PER_S - self.window_.start_s)

    def _scroll(self, by_s: float) -> None:
        """Scroll, and follow no more where that leaves the position behind."""
        self.window_.scroll(by_s)
        self._follows = self.window_.has(self._position_s)
        self._renew()

    def _time_at(self, place: QPointF) -> float:
        return self.window_.time_at(place.x(), self.width())

    def _on_theme_changed(self) -> None:
        self._renew()
