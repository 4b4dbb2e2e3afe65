"""`python -m benchmarks.library_window FOLDER`: measure the real window over a large library.

Prints milliseconds by what was done, in one line of JSON: until all transcripts are listed, until
the longest one is on the page, and until the first hits stand in the list, each on the clock of the
window's thread; and the longest gap in which that thread was not free meanwhile. Nothing is written
but the settings of a new home.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.large_library import word_of
from benchmarks.responsiveness import Gaps, ticking

PATIENCE_S = 60.0
SEARCHES = {
    "common word": f"{word_of('en', 0)} ",
    "rare word": f"{word_of('en', 140_000)} ",
    "begin of a word": word_of("de", 3)[:2],
    "Japanese": word_of("ja", 5),
}


def main(library: str) -> dict[str, float]:
    """Return the milliseconds."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["AVIARY_HOME"] = home
        return _measured(Path(home), Path(library))


def _measured(home: Path, library: Path) -> dict[str, float]:
    from PySide6.QtWidgets import QApplication

    from desktop_app.app.settings import Settings, SettingsStore
    from desktop_app.app.window import compose
    from desktop_app.system.folders import Folders
    from desktop_app.ui.theme import Theme
    from desktop_app.ui.window.main_window import MainWindow

    settings = Settings(library_folder=str(library))
    SettingsStore(Folders.below(home).config / "settings.json").save(settings)
    app = QApplication([])
    services = compose()
    window = MainWindow(services, Theme(app))
    window.show()
    gaps, taken = Gaps(), {}

    def timed(name: str, begin: Callable[[], object], is_done: Callable[[], bool]) -> None:
        gaps.take_ms()
        started_s = time.perf_counter()
        begin()
        wait(is_done)
        taken[name] = (time.perf_counter() - started_s) * 1000
        taken[f"gap {name}"] = gaps.take_ms()

    def search(name: str, text: str) -> None:
        found = services.search
        begin = window.queue.search.setText
        timed(f"found {name}", lambda: begin(text), lambda: found.text == text and found.places > 0)
        timed(f"all of {name}", lambda: None, lambda: not found.is_busy)
        window.queue.search.clear()

    with ticking(gaps):
        restore = services.library.restore
        records = window.queue.shown.records
        timed("listed", restore.begin, lambda: not restore.is_busy and bool(records()))
        longest = max(records(), key=lambda record: record.total_s or 0.0)
        page = window.page.text
        timed("shown", lambda: services.controller.select(longest.id), lambda: page.filled_rows > 0)
        rows = services.transcript.rowCount
        timed("filled", lambda: None, lambda: page.filled_rows == rows())
        for name, text in SEARCHES.items():
            search(name, text)
    services.shutdown()
    return taken


def wait(is_done: Callable[[], bool]) -> None:
    """Run the event loop until something is done.

    Raises:
        TimeoutError: it took more than a minute.
    """
    from PySide6.QtCore import QEventLoop, QTimer

    loop, timer, started_s = QEventLoop(), QTimer(interval=1), time.perf_counter()
    was_done = False

    def look() -> None:
        nonlocal was_done
        was_done = is_done()
        if was_done or time.perf_counter() - started_s > PATIENCE_S:
            timer.stop()
            loop.quit()

    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    if not was_done:
        raise TimeoutError


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*sys.argv[1:])) + "\n")
