"""Measure what the waveform costs: its outline beside decoding, and a picture of four hours.

CPU time of this process, so that other load on the computer does not count.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.probes import speech_files
from benchmarks.result import Result
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.media.decode import decode
from desktop_app.media.peaks import Outline, OutlineMaker, loud_as_speech

LENGTH_S = 600.0
HOUR_S, MINUTE_S = 3600, 60
RUNS, PICTURES = 5, 20
SIZE_PX, RATIO = (1200, 56), 1.5
# A wav file at 16 kHz is the fastest there is to decode: beside all others the outline costs less.
MOST_BESIDE_DECODING = 1.35
# Four hours against four minutes.
MOST_OF_HOURS = 1.5


def measure() -> list[Result]:
    """Return a row for the outline and one for the picture."""
    return [_beside_decoding(), _of_hours()]


def _beside_decoding() -> Result:
    with tempfile.TemporaryDirectory() as folder:
        (file,) = speech_files(Path(folder), [LENGTH_S])

        def plain() -> None:
            for _block in decode(file, 0, loud_as_speech):
                pass

        def outlined() -> None:
            maker = OutlineMaker()
            for block in decode(file, 0, loud_as_speech):
                maker.add(block)
            maker.outline()

        plain()
        theirs, ours = _medians((plain, outlined))
    return Result(
        "waveform-outline",
        ours / theirs,
        MOST_BESIDE_DECODING,
        ours,
        theirs,
        "s",
        RUNS,
        at_most=True,
    )


def _of_hours() -> Result:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QGuiApplication

    from desktop_app.ui.player.painting import Content, painted
    from desktop_app.ui.player.timespan import TimeSpan
    from desktop_app.ui.theme import LIGHT

    _app = QGuiApplication([])

    def pictures(seconds: int) -> Callable[[], None]:
        content, window = Content(_outline(seconds)), TimeSpan()
        window.set_duration(float(seconds))

        def paint() -> None:
            for _picture in range(PICTURES):
                painted(content, window, QSize(*SIZE_PX), RATIO, LIGHT)

        paint()
        return paint

    theirs, ours = _medians((pictures(4 * MINUTE_S), pictures(4 * HOUR_S)))
    ms = 1000 / PICTURES
    return Result(
        "waveform-paint",
        ours / theirs,
        MOST_OF_HOURS,
        ours * ms,
        theirs * ms,
        "ms",
        RUNS,
        at_most=True,
    )


def _outline(seconds: int) -> Outline:
    """Return the outline of noise."""
    chance = np.random.default_rng(1)
    some = [np.asarray(chance.standard_normal(SAMPLE_RATE_HZ) / 5, np.float32) for _ in range(10)]
    maker = OutlineMaker()
    for second in range(seconds):
        maker.add(some[second % len(some)])
    return maker.outline([(at, at + 2.5) for at in range(0, seconds, 4)])


def _medians(works: tuple[Callable[[], None], ...]) -> list[float]:
    """Return each work's CPU time in seconds, run in turns."""
    taken: list[list[float]] = [[] for _ in works]
    for _run in range(RUNS):
        for times, work in zip(taken, works, strict=True):
            began_s = time.process_time()
            work()
            times.append(time.process_time() - began_s)
    return [statistics.median(times) for times in taken]
