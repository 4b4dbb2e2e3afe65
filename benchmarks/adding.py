"""Measure how long the GUI thread blocks while thousands of rows come, change and go.

The real window, with nothing transcribed meanwhile, so that importing the engine is not included.

gap-adding: a folder of five thousand recordings is dropped, in two parts, until each was probed.
gap-library: five thousand transcripts of the library are listed at once, as at a start.
gap-dropping: two thousand files are dropped at once on that list, until each was probed.
gap-failing: the same with files that cannot be opened, until all have failed; then all are retried,
removed and brought back.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.responsiveness import Gaps, ticking
from benchmarks.result import Result

if TYPE_CHECKING:
    from desktop_app.app.window import WindowServices
    from desktop_app.library.records import TranscriptSummary

ALLOWED_MS = 100.0  # what users start to notice (Nielsen, Usability Engineering, 1993, ch. 5)
FIRST, SECOND = 1_000, 4_000
TRANSCRIPTS, DROPPED = 5_000, 2_000
POLL_MS = 100
POLLS_AT_REST = 10


def measure() -> list[Result]:
    """Add folders of links to the sample, and files one by one."""
    with tempfile.TemporaryDirectory() as name:
        homes = Path(name, "adding"), Path(name, "library")
        for home in homes:
            home.mkdir()
        adding_ms = max(gaps_while_adding(homes[0], (FIRST, SECOND)))
        library_ms, dropping_ms, failing_ms = gaps_beside_a_library(homes[1])
    return [
        _row("gap-adding", adding_ms, FIRST + SECOND),
        _row("gap-library", library_ms, TRANSCRIPTS),
        _row("gap-dropping", dropping_ms, DROPPED),
        _row("gap-failing", failing_ms, DROPPED),
    ]


def _row(name: str, found_ms: float, runs: int) -> Result:
    return Result(name, ALLOWED_MS / found_ms, 1.0, found_ms, ALLOWED_MS, "ms", runs)


def gaps_while_adding(home: Path, counts: tuple[int, ...]) -> list[float]:
    """Return the longest gap in ms for each folder; all rows stay in the list.

    Args:
        home: an empty folder.
        counts: how many recordings each folder has.
    """
    wanted, longest = 0, []
    sample = _sample(home)
    folders = [_folder(home / f"part {number}", sample, n) for number, n in enumerate(counts)]
    with shown_window(home) as (services, gap_until):
        for folder, count in zip(folders, counts, strict=True):
            wanted += count
            services.controller.add_paths([folder])
            longest.append(gap_until(_are_probed(services, wanted)))
    return longest


def gaps_beside_a_library(home: Path) -> tuple[float, float, float]:
    """Return the longest gaps in ms: as the library comes, as files come, and as files fail."""
    files = sorted(_folder(home / "files", _sample(home), DROPPED).iterdir())
    damaged = sorted(_folder(home / "damaged", _empty(home), DROPPED).iterdir())
    summaries = _summaries(TRANSCRIPTS)
    with shown_window(home) as (services, gap_until):
        controller = services.controller
        controller.restore((), summaries)
        library_ms = gap_until(lambda: controller.jobs.rowCount() == TRANSCRIPTS)
        controller.add_paths(files)
        dropping_ms = gap_until(_are_probed(services, DROPPED))
        controller.hold()  # or the engine would be imported
        controller.add_paths(damaged)
        failing_ms = [gap_until(lambda: controller.status.failed == DROPPED)]
        failed = [record.id for record in controller.records() if record.error is not None]
        controller.continue_jobs(failed)
        failing_ms.append(gap_until(lambda: controller.status.failed == DROPPED))
        controller.remove(failed)
        failing_ms.append(gap_until(lambda: controller.status.failed == 0))
        controller.put_back()
        failing_ms.append(gap_until(lambda: controller.status.failed == DROPPED))
    return library_ms, dropping_ms, max(failing_ms)


GapUntil = Callable[[Callable[[], bool]], float]


@contextmanager
def shown_window(home: Path) -> "Iterator[tuple[WindowServices, GapUntil]]":
    """Show the real window; give its services and what waits and returns the longest gap in ms."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["AVIARY_HOME"] = str(home)
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    from desktop_app.app.settings import Settings, SettingsStore
    from desktop_app.app.window import compose
    from desktop_app.system.folders import Folders
    from desktop_app.ui.theme import Theme
    from desktop_app.ui.window.main_window import MainWindow

    settings = Settings(starts_automatically=False)
    SettingsStore(Folders.below(home).config / "settings.json").save(settings)
    app = QApplication.instance()
    app = app if isinstance(app, QApplication) else QApplication([])
    services = compose()
    window = MainWindow(services, Theme(app))
    window.show()
    gaps = Gaps()

    def gap_until(is_done: Callable[[], bool]) -> float:
        loop, timer = QEventLoop(), QTimer(interval=POLL_MS)
        timer.timeout.connect(lambda: loop.quit() if is_done() else None)
        timer.start()
        loop.exec()
        return gaps.take_ms()

    polls = iter(range(POLLS_AT_REST))
    with ticking(gaps):
        gap_until(lambda: next(polls, None) is None)  # it has been painted
        yield services, gap_until
    services.shutdown()
    window.deleteLater()


def _are_probed(services: "WindowServices", count: int) -> Callable[[], bool]:
    """Return a function that tells whether so many waiting jobs were probed, in order."""
    from desktop_app.app.jobs.item_model import JobRole
    from desktop_app.core.job import JobState

    def is_done() -> bool:
        last = services.controller.jobs.index(count - 1).data(JobRole.RECORD)
        return last is not None and last.state is JobState.WAITING and last.info is not None

    return is_done


def _summaries(count: int) -> "list[TranscriptSummary]":
    from desktop_app.library.records import TranscriptSummary

    return [
        TranscriptSummary(
            key=f"{number:032x}",
            title=f"recording {number}.wav",
            media_path=Path(f"/recordings/recording {number}.wav"),
            duration_s=3_600.0,
            model="starter",
            created_s=float(number),
        )
        for number in range(count, 0, -1)
    ]


def _sample(home: Path) -> Path:
    from desktop_app.system.folders import RESOURCES

    return Path(shutil.copy(RESOURCES / "samples" / "sample.wav", home / "sample.wav"))


def _empty(home: Path) -> Path:
    empty = home / "empty.wav"
    empty.touch()
    return empty


def _folder(folder: Path, sample: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"recording {number}.wav").hardlink_to(sample)
    return folder
