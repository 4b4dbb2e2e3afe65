"""The real window, given a recording that is held and one that is free; prints what happened.

    python -m tests.windows.held_file_window HELD FREE PICTURE

One line of JSON: after how many seconds the dialog was there and what it said, whether the free
recording was finished while it was open, and whether the held one was, once it was free and
“Wait and retry” had been pressed.
"""

import json
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop_app.app.jobs.item_model import JobListModel, JobRole
from desktop_app.app.window import compose
from desktop_app.core.job import JobState
from desktop_app.ui.theme import Theme
from desktop_app.ui.window.main_window import MainWindow

POLL_MS = 100
LIMIT_S = 270.0


@dataclass
class Report:
    """What happened, in seconds since the start."""

    dialog_s: float | None = None
    sentence: str = ""
    free_done_s: float | None = None
    dialog_open_then: bool = False
    held_done_s: float | None = None


class Observer(QObject):
    """Looks at the window as a user does, ten times a second.

    Args:
        window: the real one.
        jobs: its queue.
        picture: where the dialog's picture goes.
    """

    def __init__(self, window: MainWindow, jobs: JobListModel, picture: Path) -> None:
        super().__init__(window)
        self._jobs = jobs
        self.report = Report()
        self._window = window
        self._picture = picture
        self._started_s = time.monotonic()
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._check)
        self._timer.start()

    def _check(self) -> None:
        now_s = time.monotonic() - self._started_s
        dialog = self._window.commands.locks.dialog
        if dialog is not None and self.report.dialog_s is None and dialog.isVisible():
            self.report.dialog_s = now_s
            self.report.sentence = dialog.sentence.text()
            dialog.grab().save(str(self._picture))
            dialog.wait_button.click()
            # The test may let the file go now.
            sys.stdout.write("dialog\n")
            sys.stdout.flush()
        jobs = self._jobs
        rows = [jobs.index(row).data(JobRole.RECORD) for row in range(jobs.rowCount())]
        states = [record.state for record in rows]
        if states[1:] == [JobState.DONE] and self.report.free_done_s is None:
            self.report.free_done_s = now_s
            self.report.dialog_open_then = dialog is not None and dialog.isVisible()
            sys.stdout.write("free done\n")
            sys.stdout.flush()
        if states[:1] == [JobState.DONE]:
            self.report.held_done_s = now_s
        if self.report.held_done_s is not None or now_s > LIMIT_S:
            QApplication.quit()


def main(held: str, free: str, picture: str) -> None:
    """Show the window, watch, print."""
    app = QApplication([])
    services = compose()
    window = MainWindow(services, Theme(app))
    window.show()
    services.controller.warm_up()
    services.controller.add_paths([Path(held), Path(free)])
    observer = Observer(window, services.controller.jobs, Path(picture))
    app.exec()
    sys.stdout.write(json.dumps(asdict(observer.report)) + "\n")
    sys.stdout.flush()
    services.shutdown()


if __name__ == "__main__":
    main(*sys.argv[1:])
