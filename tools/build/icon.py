"""Render Windows' bitmaps from aviary.svg: `python -m tools.build.icon`.

resources/icons/aviary.ico is the programs' icon; packaging/setup.bmp the picture of the installer.
"""

import io
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from desktop_app.system.folders import RESOURCES

SOURCE = RESOURCES / "icons" / "aviary.svg"
ICON = RESOURCES / "icons" / "aviary.ico"
PICTURE = Path(__file__).resolve().parents[2] / "packaging" / "setup.bmp"
# The sizes for Explorer, the taskbar and the title bar at 100-400 %.
SIZES_PX = (16, 20, 24, 32, 40, 48, 64, 96, 128, 256)
# https://nsis.sourceforge.io/Docs/Modern%20UI%202/Readme.html, MUI_WELCOMEFINISHPAGE_BITMAP
PICTURE_PX = (164, 314)
PICTURE_COLOUR = "#e9f1ef"


def draw_icon(renderer: QSvgRenderer) -> None:
    """Render each size separately, so that small ones are sharp."""
    from PIL import Image

    drawn = []
    for size in SIZES_PX:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload] # its stubs say bytes
        drawn.append(Image.open(io.BytesIO(buffer.data().data())))
    sizes = [(size, size) for size in SIZES_PX]
    drawn[-1].save(ICON, format="ICO", sizes=sizes, append_images=drawn[:-1])


def draw_picture(renderer: QSvgRenderer) -> None:
    """Draw the icon on a plain background."""
    width, height = PICTURE_PX
    image = QImage(width, height, QImage.Format.Format_RGB888)
    image.fill(QColor(PICTURE_COLOUR))
    painter = QPainter(image)
    side = width // 2
    renderer.render(painter, QRectF((width - side) / 2, height / 4, side, side))
    painter.end()
    image.save(str(PICTURE))


if __name__ == "__main__":
    application = QGuiApplication(["icon", "-platform", "offscreen"])
    svg = QSvgRenderer(str(SOURCE))
    draw_icon(svg)
    draw_picture(svg)
