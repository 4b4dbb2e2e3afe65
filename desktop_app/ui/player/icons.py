"""The signs on the player's buttons, drawn in the theme's colours at any size."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from desktop_app.ui.theme import Colors

SIZE_PX = 16
# For the finest screens; Qt makes smaller ones of it.
DRAWN_AT = 4


class Sign(StrEnum):
    """What is drawn."""

    PLAY = "play"
    PAUSE = "pause"
    LOOP = "loop"
    SOUND = "sound"
    MUTED = "muted"


def icon(sign: Sign, colors: Colors) -> QIcon:
    """Return a sign as an icon, paler where the button is disabled."""
    made = QIcon()
    for mode, color in ((QIcon.Mode.Normal, colors.text), (QIcon.Mode.Disabled, colors.line)):
        made.addPixmap(_drawn(sign, color), mode)
    return made


def _drawn(sign: Sign, color: str) -> QPixmap:
    picture = QPixmap(QSize(SIZE_PX, SIZE_PX) * DRAWN_AT)
    picture.setDevicePixelRatio(DRAWN_AT)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    draw: dict[Sign, Callable[[QPainter, QColor], None]] = {
        Sign.PLAY: _play,
        Sign.PAUSE: _pause,
        Sign.LOOP: _loop,
        Sign.SOUND: _sound,
        Sign.MUTED: _muted,
    }
    draw[sign](painter, QColor(color))
    painter.end()
    return picture


def _play(painter: QPainter, _color: QColor) -> None:
    painter.drawPolygon([QPointF(4, 2), QPointF(14, 8), QPointF(4, 14)])


def _pause(painter: QPainter, _color: QColor) -> None:
    painter.drawRect(QRectF(3, 2, 3.5, 12))
    painter.drawRect(QRectF(9.5, 2, 3.5, 12))


def _loop(painter: QPainter, color: QColor) -> None:
    """Two bars, and an arrow back from one to the other."""
    painter.drawRect(QRectF(1, 3, 1.6, 10))
    painter.drawRect(QRectF(13.4, 3, 1.6, 10))
    painter.setPen(_line(color))
    painter.drawLine(QPointF(5, 8), QPointF(11.5, 8))
    painter.drawPolyline([QPointF(7.5, 5), QPointF(4.5, 8), QPointF(7.5, 11)])


def _speaker(painter: QPainter) -> None:
    corners = ((1, 6), (4, 6), (8, 2.5), (8, 13.5), (4, 10), (1, 10))
    painter.drawPolygon([QPointF(x, y) for x, y in corners])


def _sound(painter: QPainter, color: QColor) -> None:
    _speaker(painter)
    painter.setPen(_line(color))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    waves = QPainterPath()
    for radius in (3.0, 6.0):
        around = QRectF(8 - radius, 8 - radius, 2 * radius, 2 * radius)
        waves.arcMoveTo(around.translated(1, 0), -50)
        waves.arcTo(around.translated(1, 0), -50, 100)
    painter.drawPath(waves)


def _muted(painter: QPainter, color: QColor) -> None:
    _speaker(painter)
    painter.setPen(_line(color))
    painter.drawLine(QPointF(10.5, 6), QPointF(14.5, 10))
    painter.drawLine(QPointF(10.5, 10), QPointF(14.5, 6))


def _line(color: QColor) -> QPen:
    return QPen(color, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
