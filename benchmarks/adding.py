"""Measure how long the GUI thread blocks while thousands of recordings are added.

gap-adding: a folder of five thousand recordings is dropped on the real window, in two parts, until
each was probed; nothing is transcribed meanwhile, so that importing the engine is not included.
"""

import os
import shutil
import tempfile
from pathlib import Path

from benchmarks.responsiveness import Gaps, ticking
from benchmarks.result import Result

ALLOWED_MS = 100.0  # what users start to notice (Nielsen, Usability Engineering, 1993, ch. 5)
FIRST, SECOND = 1_000, 4_000
LAST = 4
POLL_MS = 100


def measure() -> list[Result]:
    """Add two folders of links to the sample, one after the other."""
    with tempfile.TemporaryDirectory() as home:
        found_ms = max(gaps_while_adding(Path(home), (FIRST, SECOND)))
    return [
        Result("gap-adding", ALLOWED_MS / found_ms, 1.0, found_ms, ALLOWED_MS, "ms", FIRST + SECOND)
    ]


def gaps_while_adding(home: Path, counts: tuple[int, ...]) -> list[float]:
    """Return the longest gap in ms for each folder; all rows stay in the list.

    Args:
        home: an empty folder.
        counts: how many recordings each folder has.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["AVIARY_HOME"] = str(home)
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    from desktop_app.app.jobs.item_model import JobRole
    from desktop_app.app.settings import Settings, SettingsStore
    from desktop_app.app.window import compose
    from desktop_app.system.folders import RESOURCES, Folders
    from desktop_app.ui.theme import Theme
    from desktop_app.ui.window.main_window import MainWindow

    settings = Settings(starts_automatically=False)
    SettingsStore(Folders.below(home).config / "settings.json").save(settings)
    sample = home / "sample.wav"
    shutil.copy(RESOURCES / "samples" / "sample.wav", sample)
    folders = [_folder(home / f"part {number}", sample, n) for number, n in enumerate(counts)]
    app = QApplication.instance()
    app = app if isinstance(app, QApplication) else QApplication([])
    services = compose()
    window = MainWindow(services, Theme(app))
    window.show()
    loop, gaps, timer = QEventLoop(), Gaps(), QTimer(interval=POLL_MS)
    jobs, wanted, longest = services.controller.jobs, 0, []

    def on_timeout() -> None:
        rows = range(wanted - LAST, wanted)  # two threads probe files, in order
        records = [jobs.index(row).data(JobRole.RECORD) for row in rows]
        if all(record is not None and record.info is not None for record in records):
            loop.quit()

    timer.timeout.connect(on_timeout)
    timer.start()
    with ticking(gaps):
        for folder, count in zip(folders, counts, strict=True):
            wanted += count
            gaps.take_ms()
            services.controller.add_paths([folder])
            loop.exec()
            longest.append(gaps.take_ms())
    timer.stop()
    services.shutdown()
    window.deleteLater()
    return longest


def _folder(folder: Path, sample: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"recording {number}.wav").hardlink_to(sample)
    return folder
