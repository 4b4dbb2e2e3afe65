"""Makes resources/icons/aviary.ico from aviary.svg: `python -m tools.build.icon`."""

import io
from pathlib import Path

from desktop_app.system.folders import RESOURCES

# What Explorer, the taskbar and the title bar ask for at 100-400 %.
SIZES_PX = (16, 20, 24, 32, 40, 48, 64, 96, 128, 256)
SOURCE = RESOURCES / "icons" / "aviary.svg"
TARGET = RESOURCES / "icons" / "aviary.ico"


def main(target: Path = TARGET) -> None:
    """Draw each size by itself, so that the small ones are sharp."""
    from PIL import Image
    from PySide6.QtCore import QBuffer, QIODevice, Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    app = QGuiApplication(["icon", "-platform", "offscreen"])
    renderer = QSvgRenderer(str(SOURCE))
    drawn = []
    for size in SIZES_PX:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, b"PNG")
        drawn.append(Image.open(io.BytesIO(buffer.data().data())))
    largest = drawn[-1]
    largest.save(target, format="ICO", sizes=[(s, s) for s in SIZES_PX], append_images=drawn[:-1])
    del app


if __name__ == "__main__":
    main()
