"""Paint what of a waveform does not move: sound, speech, and the marks of the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from desktop_app.app.player.waveform import MarkKind, WaveMark
from desktop_app.core.timecode import Span
from desktop_app.ui.player.timespan import TimeSpan
from desktop_app.ui.theme import Colors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from desktop_app.media.peaks import Outline

    Times = NDArray[np.float64]
    Pixels = NDArray[np.uint32]

# Above and below the wave, where the marks are.
EDGE_PX = 6
TICK_PX = 4
# A soft recording is drawn larger, but noise does not become a wave.
MOST_GAIN = 12.0
# The loudest parts of speech reach that far from the middle.
HEADROOM = 0.92
# Words that are everywhere tell nothing: not from that share of the width on.
MOST_UNSURE = 0.5


@dataclass(eq=False, slots=True)
class Content:
    """What is drawn of a recording; of one whose sound is not known, nothing.

    Attributes:
        outline: its sound; None if it is not known yet.
        speech: where somebody speaks.
        marks: places of the page that may be wrong.
        voices: where each speaker speaks, in the order of their first words.
    """

    outline: "Outline | None" = None
    speech: Sequence[Span] = ()
    marks: Sequence[WaveMark] = ()
    voices: Sequence[Sequence[Span]] = ()
    _times: "dict[MarkKind | int | None, Times]" = field(default_factory=dict)

    def times(self, kind: MarkKind | int | None) -> "Times":
        """Return the spans of one kind of marks, of a voice, or of the speech; shape (n, 2)."""
        import numpy as np

        if kind not in self._times:
            spans = self.speech
            if isinstance(kind, MarkKind):
                spans = [(mark.start_s, mark.end_s) for mark in self.marks if mark.kind is kind]
            elif kind is not None:
                spans = self.voices[kind]
            self._times[kind] = np.array(spans, np.float64).reshape(-1, 2)
        return self._times[kind]


def painted(
    content: Content, window: TimeSpan, size: QSize, ratio: float, colors: Colors
) -> QPixmap:
    """Return the picture of the visible part.

    Args:
        content: what to draw.
        window: the visible part.
        size: in the window's pixels.
        ratio: of the screen's pixels to those.
        colors: the theme's.
    """
    if content.outline is not None:
        picture = QPixmap.fromImage(_image(content, content.outline, window, size, ratio, colors))
        picture.setDevicePixelRatio(ratio)
        return picture
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(colors.page))
    painter = QPainter(picture)
    painter.fillRect(QRectF(0, size.height() / 2, size.width(), 1), QColor(colors.line))
    painter.end()
    return picture


def _image(
    content: Content,
    outline: "Outline",
    window: TimeSpan,
    size: QSize,
    ratio: float,
    colors: Colors,
) -> QImage:
    """Return the picture, one part of the outline for each column of the screen's pixels."""
    import numpy as np

    columns, rows = max(1, round(size.width() * ratio)), max(1, round(size.height() * ratio))
    edge = round(EDGE_PX * ratio)
    pixels = np.full((rows, columns), _rgb(colors.page), np.uint32)
    middle = pixels[edge : rows - edge]
    middle[:, covered(content.times(None), window, columns)] = _rgb(colors.selected)
    extremes = outline.extremes(window.start_s, window.end_s, columns)
    # The first speaker has the accent's colour; nobody is to be taken for them.
    wave = np.full(columns, _rgb(colors.muted if content.voices else colors.accent), np.uint32)
    for voice in range(len(content.voices)):
        color = colors.speakers[voice % len(colors.speakers)]
        wave[covered(content.times(voice), window, columns)] = _rgb(color)
    is_wave = _wave(extremes, outline.loudest, len(middle))
    middle[is_wave] = np.broadcast_to(wave, middle.shape)[is_wave]
    for kind, band, color in _bands(pixels, ratio, colors):
        is_marked = covered(content.times(kind), window, columns)
        if kind is not MarkKind.UNSURE or is_marked.mean() <= MOST_UNSURE:
            band[:, is_marked] = _rgb(color)
    # A copy, as the bytes go when this returns.
    return QImage(pixels.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGB32).copy()


def _wave(extremes: "NDArray[np.float32]", loudest: float, rows: int) -> "NDArray[np.bool_]":
    """Return which pixels of that many rows are part of the wave."""
    import numpy as np

    gain = min(MOST_GAIN, HEADROOM / max(loudest, 1e-6))
    middle = (rows - 1) / 2
    # A silence is a line, too.
    top = np.rint(middle - middle * np.clip(gain * extremes[:, 1], 0.0, 1.0))
    bottom = np.rint(middle - middle * np.clip(gain * extremes[:, 0], -1.0, 0.0))
    number = np.arange(rows)[:, None]
    return np.asarray((number >= top[None]) & (number <= bottom[None]), np.bool_)


def _bands(
    pixels: "Pixels", ratio: float, colors: Colors
) -> "Iterator[tuple[MarkKind, Pixels, str]]":
    """Yield the rows of each kind of mark, and its colour: told apart without that, too.

    Spans are at the top, of another thickness each, and single words at the bottom.
    """
    edge, tick, line = (max(1, round(px * ratio)) for px in (EDGE_PX, TICK_PX, 1))
    yield MarkKind.LANGUAGE, pixels[tick : tick + line], colors.muted
    yield MarkKind.GAP, pixels[:tick], colors.warning
    yield MarkKind.LOST, pixels[:edge], colors.error
    yield MarkKind.UNSURE, pixels[-tick:], colors.warning


def covered(times: "Times", window: TimeSpan, columns: int) -> "NDArray[np.bool_]":
    """Return which columns of a view spans of time are in; each is in one at least.

    Args:
        times: seconds, shape (n, 2), in any order.
        window: the visible part.
        columns: of the view.
    """
    import numpy as np

    found = np.zeros(columns, np.bool_)
    if not window.shown_s or not len(times):
        return found
    inside = times[(times[:, 1] >= window.start_s) & (times[:, 0] < window.end_s)]
    places = (inside - window.start_s) / window.shown_s * columns
    low = np.clip(np.floor(places[:, 0]), 0, columns - 1).astype(np.int64)
    high = np.clip(np.rint(places[:, 1]), low + 1, columns).astype(np.int64)
    edges = np.bincount(low, minlength=columns + 1) - np.bincount(high, minlength=columns + 1)
    return np.asarray(np.cumsum(edges)[:columns] > 0, np.bool_)


def _rgb(color: str) -> int:
    return QColor(color).rgb()
