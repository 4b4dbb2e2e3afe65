"""Take screenshots of the notices: `python -m tools.notice_screenshots`, without a screen.

The window is real; the notices are made up.
"""

import os
import sys
import tempfile

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from desktop_app.app.settings import ColorChoice
from desktop_app.app.window import compose
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.widgets.notice_bar import NoticeKind
from desktop_app.ui.window.main_window import MainWindow
from tools.model_screenshots import TARGET

NEWS = (
    (
        NoticeKind.ERROR,
        "“E:/interview-03.srt” cannot be written: the drive is read-only. Choose another folder.",
        strings.CHOOSE_FOLDER,
    ),
    (
        NoticeKind.WARNING,
        "The settings could not be read, so Aviary uses its default settings.",
        "",
    ),
    (NoticeKind.SUCCESS, "Exported to E:/Interviews/interview-03.srt", strings.OPEN_FOLDER),
    (NoticeKind.INFO, "Importing “parakeet-tdt-0.6b-v3.nemo”…", "Show"),
)


def picture(app: QApplication, window: MainWindow) -> QPixmap:
    """Take all kinds, one below the other."""
    taken = []
    for kind, text, action in NEWS:
        window.notice.tell(text, action, 1, kind=kind)
        app.processEvents()
        taken.append(window.notice.grab())
        window.notice.close_button.click()
    gap = 2 * GRID_PX
    height = sum(one.height() + gap for one in taken) + gap
    made = QPixmap(taken[0].width() + 2 * gap, height)
    made.fill(window.palette().base().color())
    painter = QPainter(made)
    top = gap
    for one in taken:
        painter.drawPixmap(QPoint(gap, top), one)
        top += one.height() + gap
    painter.end()
    return made


def main() -> int:
    """Take the notices in light and dark."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as home:
        os.environ["AVIARY_HOME"] = home
        app = QApplication([])
        theme = Theme(app)
        services = compose()
        window = MainWindow(services, theme)
        window.show()
        for color in (ColorChoice.LIGHT, ColorChoice.DARK):
            services.preferences.change(color_choice=color)
            app.processEvents()
            picture(app, window).save(str(TARGET / f"notices-{color.value}.png"))
        return 0 if services.shutdown() else 1


if __name__ == "__main__":
    sys.exit(main())
