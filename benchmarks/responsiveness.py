"""Measure how long the GUI thread blocks while the engine is loaded and while it works.

gap-importing, gap-transcribing: NeMo is imported, and the starter model transcribes the sample
three times. stall-loading, stall-transcribing: the same window imports NeMo, loads the large model
and transcribes three files of half a minute with it. That model has random weights, and its joint
network is biased so that it outputs about three tokens a second (`speaking_model`).
"""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.result import Result

TICK_MS = 16
# Importing torch and NeMo holds the interpreter lock for long periods; transcribing does not.
ALLOWED_LOADING_MS, ALLOWED_WORK_MS = 700.0, 100.0
RECORDINGS = 3
LARGE_LENGTH_S = 30.0


class Gaps:
    """Measure the longest pause between two ticks of a 16 ms timer."""

    def __init__(self) -> None:
        self._last_s = time.perf_counter()
        self._longest_s = 0.0

    def tick(self) -> None:
        """Note a tick; called by the timer."""
        now_s = time.perf_counter()
        self._longest_s = max(self._longest_s, now_s - self._last_s)
        self._last_s = now_s

    def take_ms(self) -> float:
        """Return the longest pause in ms, and restart."""
        self.tick()
        longest_s, self._longest_s = self._longest_s, 0.0
        return longest_s * 1000 - TICK_MS


@contextmanager
def ticking(gaps: Gaps) -> Iterator[None]:
    """Call `gaps.tick` by a timer of this thread's event loop; a context manager."""
    from PySide6.QtCore import Qt, QTimer

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(gaps.tick)
    timer.start(TICK_MS)
    yield
    timer.stop()


@dataclass(frozen=True, slots=True)
class Stalls:
    """Return the longest gaps in ms: while importing, loading the model, transcribing."""

    importing_ms: float
    loading_ms: float
    working_ms: float


def measure() -> list[Result]:
    """Use the starter model and the sample; loading it counts as part of the work."""
    from desktop_app.models.catalog import STARTER_ID
    from desktop_app.system.folders import RESOURCES

    with tempfile.TemporaryDirectory() as home:
        files = [Path(home, f"recording-{number}.wav") for number in range(RECORDINGS)]
        for file in files:
            shutil.copy(RESOURCES / "samples" / "sample.wav", file)
        found = stalls(Path(home), STARTER_ID, files)
    working_ms = max(found.loading_ms, found.working_ms)
    return [
        _row("gap-importing", ALLOWED_LOADING_MS, found.importing_ms, 1),
        _row("gap-transcribing", ALLOWED_WORK_MS, working_ms, RECORDINGS),
    ]


def measure_large() -> list[Result]:
    """Use the large model; importing NeMo counts as part of loading."""
    from benchmarks.probes import speech_files
    from benchmarks.speaking_model import STORE, speaking

    folder, _bias = speaking()
    os.environ["AVIARY_MODELS"] = str(STORE)
    with tempfile.TemporaryDirectory() as home:
        files = speech_files(Path(home), [LARGE_LENGTH_S] * RECORDINGS)
        found = stalls(Path(home), folder.name, files)
    loading_ms = max(found.importing_ms, found.loading_ms)
    return [
        _row("stall-loading", ALLOWED_LOADING_MS, loading_ms, 1),
        _row("stall-transcribing", ALLOWED_WORK_MS, found.working_ms, RECORDINGS),
    ]


def _row(name: str, allowed_ms: float, found_ms: float, runs: int) -> Result:
    return Result(name, allowed_ms / found_ms, 1.0, found_ms, allowed_ms, "ms", runs)


def stalls(home: Path, model_id: str, files: Sequence[Path]) -> Stalls:
    """Open the real window with the real engine, in this process.

    Raises:
        RuntimeError: a file could not be transcribed.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["AVIARY_HOME"] = str(home)
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    from desktop_app.app.settings import Settings, SettingsStore
    from desktop_app.app.window import compose
    from desktop_app.core.errors import AppError
    from desktop_app.core.request import ModelReady
    from desktop_app.system.folders import Folders
    from desktop_app.ui.theme import Theme
    from desktop_app.ui.window.main_window import MainWindow

    SettingsStore(Folders.below(home).config / "settings.json").save(Settings(model_id=model_id))
    app = QApplication.instance()
    app = app if isinstance(app, QApplication) else QApplication([])
    services = compose()
    window = MainWindow(services, Theme(app))
    window.show()
    gaps, loop = Gaps(), QEventLoop()
    loading_ms: float | None = None
    ended: list[object] = []

    def on_reported(_job_id: int, event: object) -> None:
        nonlocal loading_ms
        if isinstance(event, ModelReady) and loading_ms is None:
            loading_ms = gaps.take_ms()

    def on_ended(_job_id: int, outcome: object) -> None:
        ended.append(outcome)
        if len(ended) == len(files):
            loop.quit()

    services.engine.prepared.connect(loop.quit)
    services.engine.reported.connect(on_reported)
    services.engine.done.connect(on_ended)
    services.engine.failed.connect(on_ended)
    with ticking(gaps):
        services.controller.warm_up()
        loop.exec()
        importing_ms = gaps.take_ms()
        services.controller.add_paths(files)
        gaps.take_ms()
        loop.exec()
        working_ms = gaps.take_ms()
    services.shutdown()
    window.deleteLater()
    if errors := [outcome for outcome in ended if isinstance(outcome, AppError)]:
        raise RuntimeError(f"a file was not transcribed: {errors[0]}")
    return Stalls(importing_ms, loading_ms or 0.0, working_ms)
