"""How long the window's thread stands still while NeMo is imported and while it transcribes."""

import os
import tempfile
import time
from pathlib import Path

from benchmarks.result import Result

TICK_MS = 16
# Importing torch and NeMo holds the interpreter lock in long stretches; transcribing does not.
ALLOWED_IMPORT_MS, ALLOWED_WORK_MS = 700.0, 100.0
RECORDINGS = 3


class Gaps:
    """The longest pause between two ticks of a 16 ms timer, since it was last asked."""

    def __init__(self) -> None:
        self._last_s = time.perf_counter()
        self._longest_s = 0.0

    def tick(self) -> None:
        """Called by the timer."""
        now_s = time.perf_counter()
        self._longest_s = max(self._longest_s, now_s - self._last_s)
        self._last_s = now_s

    def take_ms(self) -> float:
        """The longest pause in ms; begins anew."""
        self.tick()
        longest_s, self._longest_s = self._longest_s, 0.0
        return longest_s * 1000 - TICK_MS


def measure() -> list[Result]:
    """The longest gap while importing, and while transcribing the sample three times."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["AVIARY_HOME"] = home
        importing_ms, working_ms = _run(Path(home))
    return [
        Result(
            "gap-importing",
            ALLOWED_IMPORT_MS / importing_ms,
            1.0,
            importing_ms,
            ALLOWED_IMPORT_MS,
            "ms",
            1,
        ),
        Result(
            "gap-transcribing",
            ALLOWED_WORK_MS / working_ms,
            1.0,
            working_ms,
            ALLOWED_WORK_MS,
            "ms",
            RECORDINGS,
        ),
    ]


def _run(folder: Path) -> tuple[float, float]:
    """The real window with the real engine; gaps in ms."""
    import shutil

    from PySide6.QtCore import QEventLoop, Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from desktop_app.app.services import SAMPLE
    from desktop_app.app.window_composition import compose
    from desktop_app.ui.main_window import MainWindow
    from desktop_app.ui.theme import Theme

    app = QApplication.instance()
    app = app if isinstance(app, QApplication) else QApplication([])
    services = compose()
    window = MainWindow(services, Theme(app))
    window.show()
    gaps, timer, loop = Gaps(), QTimer(), QEventLoop()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(gaps.tick)
    timer.start(TICK_MS)
    services.engine.prepared.connect(loop.quit)
    services.controller.warm_up()
    loop.exec()
    importing_ms = gaps.take_ms()
    files = [folder / f"recording-{number}.wav" for number in range(RECORDINGS)]
    for file in files:
        shutil.copy(SAMPLE, file)
    left = len(files)

    def count(_job_id: int, _transcript: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            loop.quit()

    services.engine.done.connect(count)
    services.controller.add_paths(files)
    gaps.take_ms()
    loop.exec()
    working_ms = gaps.take_ms()
    timer.stop()
    services.shutdown()
    window.deleteLater()
    return importing_ms, working_ms
