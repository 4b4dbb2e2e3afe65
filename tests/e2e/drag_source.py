"""A small window to drag files from: `python drag_source.py X Y FILE…`, as a file manager would.

It says "ready" when it is shown, then of each drag "over", as soon as what is below the mouse would
take the files, and "dropped" or "refused".
"""

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

SIZE_PX = 80
TITLE = "Files to drag"


class DragSource(QLabel):
    """Offers its files to whatever they are dropped on, once the mouse moves with a button down."""

    def __init__(self, paths: list[Path]) -> None:
        super().__init__("drag me")
        self._paths = paths
        self._is_over = False
        self.setFixedSize(SIZE_PX, SIZE_PX)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt names it
        """Start the drag and say how it ended."""
        if not event.buttons() & Qt.MouseButton.LeftButton:
            return
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in self._paths])
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.actionChanged.connect(self._on_action)
        taken = drag.exec(Qt.DropAction.CopyAction) is Qt.DropAction.CopyAction
        self._is_over = False
        sys.stdout.write("dropped\n" if taken else "refused\n")
        sys.stdout.flush()

    def _on_action(self, action: Qt.DropAction) -> None:
        if action is not Qt.DropAction.CopyAction or self._is_over:
            return
        self._is_over = True
        sys.stdout.write("over\n")
        sys.stdout.flush()


def main() -> int:
    """Show the window where the command line says."""
    app = QApplication(sys.argv[:1])
    source = DragSource([Path(name) for name in sys.argv[3:]])
    source.setWindowTitle(TITLE)
    source.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
    source.move(int(sys.argv[1]), int(sys.argv[2]))
    source.show()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
