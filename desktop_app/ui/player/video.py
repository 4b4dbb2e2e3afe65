"""The pane of the video: its pictures, as large as fits."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.app.player.player import Player
from desktop_app.app.player.video import VideoFeed
from desktop_app.ui.strings.listening import menu as strings

if TYPE_CHECKING:
    from desktop_app.media.pictures import Picture

LEAST_PX = (160, 90)


class VideoPane(QWidget):
    """Show the pictures of the player's recording.

    A click plays or pauses.

    Args:
        player: has the recording and the clock.
    """

    def __init__(self, player: Player) -> None:
        super().__init__()
        self._player = player
        self._image = QImage()
        self._pixels: object = None  # the image does not copy them
        self.feed = VideoFeed(player, self)
        self.feed.shown.connect(self._on_shown)
        player.opened.connect(self._on_opened)
        self.setAccessibleName(strings.VIDEO_NAME)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(*LEAST_PX))
        self.hide()

    @property
    def image(self) -> QImage:
        """The picture that is shown; null if none."""
        return self._image

    def sizeHint(self) -> QSize:
        """The size of a small video."""
        return QSize(360, 203)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture in the middle, on black."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(0, 0, size.width(), size.height())
            place.moveCenter(self.rect().center())
            painter.drawImage(place, self._image)
        painter.end()
        self.feed.taken()

    def showEvent(self, event: QShowEvent) -> None:
        """Decode pictures while they are seen."""
        super().showEvent(event)
        self._want()

    def hideEvent(self, event: QHideEvent) -> None:
        """Decode no pictures while nobody sees them."""
        super().hideEvent(event)
        self.feed.want(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have the next pictures fit."""
        super().resizeEvent(event)
        if self.isVisible():
            self._want()

    def mouseReleaseEvent(self, event: object) -> None:  # noqa: ARG002 - Qt's signature
        """Play or pause."""
        self._player.toggle()

    def _want(self) -> None:
        ratio = self.devicePixelRatioF()
        self.feed.want((round(self.width() * ratio), round(self.height() * ratio)))

    @Slot(object)
    def _on_shown(self, picture: "Picture") -> None:
        height, width, channels = picture.pixels.shape
        self._pixels = picture.pixels
        self._image = QImage(
            picture.pixels.data,
            width,
            height,
            width * channels,
            QImage.Format.Format_RGB888,
        )
        self.update()
        if not self.isVisible():
            self.feed.taken()

    @Slot(object)
    def _on_opened(self, _opened: object) -> None:
        self._image, self._pixels = QImage(), None
        self.update()
