"""The spectrogram above the waveform, of the same part of the recording."""

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from desktop_app.app.player.spectrogram import MOST_SHOWN_S, SpectrogramService
from desktop_app.ui.player.waveform import LINE_PX, WaveformView
from desktop_app.ui.strings.listening import bar as strings
from desktop_app.ui.theme import Colors, Theme
from desktop_app.ui.widgets.controls import tip

if TYPE_CHECKING:
    from desktop_app.media.spectrogram import Spectrogram

HEIGHT_PX = 96
SHADES = 256
SECONDS_PER_MINUTE = 60


class SpectrogramView(QWidget):
    """Show the tones of what the waveform shows; the mouse works as there.

    Args:
        service: makes the spectrogram.
        wave: the waveform below it, as wide as this.
        theme: the application's colours.
    """

    def __init__(self, service: SpectrogramService, wave: WaveformView, theme: Theme) -> None:
        super().__init__()
        self._service = service
        self._wave = wave
        self._theme = theme
        self._images: WeakKeyDictionary[Spectrogram, QImage] = WeakKeyDictionary()
        self.setFixedHeight(HEIGHT_PX)
        self.setMouseTracking(True)
        self.setAccessibleName(strings.SPECTROGRAM_NAME)
        self.setToolTip(tip(strings.HOW_TO))
        service.changed.connect(self.update)
        wave.span_changed.connect(self.update)
        theme.changed.connect(self._on_theme_changed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the parts that are there, or why there is nothing."""
        painter = QPainter(self)
        window, colors, width = self._wave.window_, self._theme.colors, float(self.width())
        painter.fillRect(self.rect(), QColor(colors.page))
        if window.shown_s > MOST_SHOWN_S:
            minutes = round(MOST_SHOWN_S / SECONDS_PER_MINUTE)
            self._say(painter, strings.ZOOM_FOR_SPECTROGRAM.format(minutes=minutes))
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for part in self._service.parts((window.start_s, window.end_s)):
            left, right = (window.place_of(time_s, width) for time_s in (part.start_s, part.end_s))
            painter.drawImage(QRectF(left, 0, right - left, self.height()), self._image(part))
        if (problem := self._service.problem) is not None:
            self._say(painter, problem.sentence)
        elif not self._service.is_complete:
            self._say(painter, strings.MAKING_SPECTROGRAM)
        if window.has(self._wave.position_s) and window.duration_s:
            x = window.place_of(self._wave.position_s, width)
            painter.fillRect(
                QRectF(x - LINE_PX / 2, 0, LINE_PX, self.height()), QColor(colors.text)
            )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Do as the waveform does."""
        self._wave.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Do as the waveform does."""
        self._wave.mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do as the waveform does."""
        self._wave.mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Do as the waveform does."""
        self._wave.mouseDoubleClickEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Do as the waveform does."""
        self._wave.wheelEvent(event)

    def _say(self, painter: QPainter, text: str) -> None:
        painter.setPen(QColor(self._theme.colors.muted))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect(), flags, text)

    def _image(self, part: "Spectrogram") -> QImage:
        if part not in self._images:
            self._images[part] = image_of(part, self._theme.colors)
        return self._images[part]

    def _on_theme_changed(self) -> None:
        self._images.clear()
        self.update()


def image_of(part: "Spectrogram", colors: Colors) -> QImage:
    """Return a picture of a part, one pixel for each tone and column."""
    tones, columns = part.loudness.shape
    if not columns:
        return QImage()
    data = part.loudness.tobytes()
    image = QImage(data, columns, tones, columns, QImage.Format.Format_Indexed8).copy()
    image.setColorTable(_shades(colors))
    return image.convertToFormat(QImage.Format.Format_RGB32)


def _shades(colors: Colors) -> list[int]:
    """Return the colours from silence to full scale: the page's, the accent's, the text's."""
    stops = [(one.red(), one.green(), one.blue()) for one in map(QColor, _stops(colors))]
    found = []
    for shade in range(SHADES):
        place = shade / (SHADES - 1) * (len(stops) - 1)
        low = min(int(place), len(stops) - 2)
        share = place - low
        mixed = (
            round((1 - share) * one + share * other)
            for one, other in zip(stops[low], stops[low + 1], strict=True)
        )
        found.append(QColor(*mixed).rgb())
    return found


def _stops(colors: Colors) -> tuple[str, str, str]:
    return colors.page, colors.accent, colors.text
