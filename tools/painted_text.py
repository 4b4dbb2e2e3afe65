"""Check that every word of a transcript is visible: `python -m tools.painted_text`.

A window over the real queue and settings is opened at many widths, sizes of text and scale
factors, and shown hard texts (`tests/hard_texts.py`). What is painted is compared with the text,
line by line and pixel by pixel (`tests/painted_lines.py`): while the text grows, when it is done
and has marks, after a restart with the saved settings, and at other widths of the same window.
"""

import argparse
import gc
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop_app.app.transcript.item_model import TranscriptModel
from desktop_app.core.cancel import CancelToken
from desktop_app.core.request import SegmentsReady, TranscriptionEvent, TranscriptionRequest
from desktop_app.core.transcript import Transcript
from desktop_app.models.catalog import CATALOG
from desktop_app.ui.theme import Theme
from desktop_app.ui.window.main_window import LEAST_SIZE_PX, MainWindow
from tests import hard_texts
from tests.painted_lines import faults
from tools.staged_window import staged_services, wait_until, wide_screen

MODEL = CATALOG[0]
HEIGHT_PX = 760
WIDTHS_PX = (
    *(840, 868, 901, 935, 960, 1000, 1024, 1041, 1100, 1180, 1181, 1280, 1366, 1440, 1500),
    *(1536, 1600, 1680, 1760, 1856, 1920, 2048, 2200, 2400, 2560),
)
SIZES_PERCENT = (90, 100, 110, 125, 150, 175, 200)
SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)
STATES = ("growing", "done", "restart", "dragged")
# How far to resize the window after the restart; one pixel may change line breaks.
DRAGS_PX = (1, -1, 230, -190)
GROWING_PARTS = 3
SHOWN_FAULTS = 5


class SteppedEngine:
    """An engine that reports the hard texts in parts, each on request."""

    def __init__(self) -> None:
        self.may_go_on = threading.Semaphore(0)

    def warm_up(self) -> None:
        """No-op."""

    def transcribe(
        self,
        request: TranscriptionRequest,
        cancel: CancelToken,
        on_event: Callable[[TranscriptionEvent], None],
        upcoming: Sequence[TranscriptionRequest] = (),  # noqa: ARG002 - the protocol's
    ) -> Transcript:
        """Return all texts, with marks."""
        made = hard_texts.segments()
        size = -(-len(made) // GROWING_PARTS)
        for start in range(0, len(made), size):
            on_event(SegmentsReady(made[start : start + size]))
            while not self.may_go_on.acquire(timeout=0.1):
                cancel.raise_if_cancelled()
        duration_s = len(made) * hard_texts.SPACING_S
        return hard_texts.marked(
            Transcript(request.media_path, duration_s, request.model.id, None, made)
        )

    def close(self) -> None:
        """No-op."""


@dataclass(frozen=True)
class Opened:
    """A window with its content and engine."""

    window: MainWindow
    shown: TranscriptModel
    engine: SteppedEngine

    def let_grow(self) -> Iterator[None]:
        """Show one part of the text after the other, then the marks."""
        for part in range(1, GROWING_PARTS + 1):
            least = part * len(hard_texts.TEXTS) // GROWING_PARTS
            wait_until(lambda: self.shown.rowCount() >= least)  # noqa: B023 - called at once
            yield
            self.engine.may_go_on.release()
        wait_until(lambda: self.shown.has_marks)


@dataclass
class Findings:
    """Comparisons and faults, by state."""

    checks: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def check(self, state: str, opened: Opened, size_percent: int) -> None:
        """Compare a window's painted text with the expected text."""
        QApplication.processEvents()
        rows = [opened.shown.row(number) for number in range(opened.shown.rowCount())]
        self.checks[state] += 1
        where = f"{opened.window.width()} px at {size_percent} %"
        found = faults(opened.window.page.text, rows)
        self.wrong[state] += bool(found)
        self.faults += [f"{state}, {where}: {one}" for one in found]


@contextmanager
def window_over(home: Path, theme: Theme, width_px: int = 0) -> Iterator[Opened]:
    """Open a window with the settings in `home`, at the given or saved width; a context manager.

    Nobody may hold an earlier window any more.
    """
    # Here and now: the collector would take it apart in a thread of this one, and its timers crash.
    while gc.collect():
        pass
    engine = SteppedEngine()
    duration_s = len(hard_texts.TEXTS) * hard_texts.SPACING_S
    services = staged_services(home, engine, [MODEL], duration_s)
    window = MainWindow(services, theme)
    if width_px:
        window.resize(width_px, HEIGHT_PX)
    window.show()
    services.controller.add_paths([Path("village-talk.m4a")])
    yield Opened(window, services.transcript, engine)
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    if not services.shutdown():
        raise TimeoutError("the engine's thread")


def look_at(findings: Findings, home: Path, theme: Theme, width_px: int, size_percent: int) -> None:
    """Check one width and size, from the first start on."""
    (home / "config").mkdir(parents=True, exist_ok=True)
    settings = json.dumps({"schema": 1, "text_size_percent": size_percent})
    (home / "config" / "settings.json").write_text(settings, encoding="utf-8")
    look_at_growing(findings, home, theme, width_px, size_percent)
    look_at_restarted(findings, home, theme, size_percent)


def look_at_growing(
    findings: Findings, home: Path, theme: Theme, width_px: int, size_percent: int
) -> None:
    """Check it from the first words to the marks."""
    with window_over(home, theme, width_px) as opened:
        for _ in opened.let_grow():
            findings.check("growing", opened, size_percent)
        if opened.window.width() != width_px:
            findings.faults.append(f"the screen has no room for {width_px} px")
        findings.check("done", opened, size_percent)


def look_at_restarted(findings: Findings, home: Path, theme: Theme, size_percent: int) -> None:
    """Check the next start with the saved width, and other widths of that window."""
    with window_over(home, theme) as opened:
        for _ in opened.let_grow():
            pass
        findings.check("restart", opened, size_percent)
        for drag_px in DRAGS_PX:
            width_px = max(LEAST_SIZE_PX[0], opened.window.width() + drag_px)
            opened.window.resize(width_px, HEIGHT_PX)
            findings.check("dragged", opened, size_percent)


def look_in_this_process(widths_px: Sequence[int], sizes_percent: Sequence[int]) -> Findings:
    """Check all widths and sizes at this process's scale factor."""
    findings = Findings()
    theme = Theme(QApplication([]))
    with tempfile.TemporaryDirectory() as folder:
        for width_px in widths_px:
            for size_percent in sizes_percent:
                look_at(findings, Path(folder), theme, width_px, size_percent)
    return findings


def look_in_another(scale: float, arguments: Sequence[str]) -> Findings:
    """Check another scale factor, which Qt reads from the environment at start."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"QT_SCALE_FACTOR": str(scale)}
        if environment.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
            environment["QT_QPA_PLATFORM"] = wide_screen(Path(folder))
        command = [sys.executable, "-m", "tools.painted_text", "--here", *arguments]
        done = subprocess.run(
            command, env=environment, stdout=subprocess.PIPE, check=True, encoding="utf-8"
        )
    told = json.loads(done.stdout)
    return Findings(Counter(told["checks"]), Counter(told["wrong"]), told["faults"])


def say(text: str) -> None:
    """Print a line and flush."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Print a line for each scale factor; return 1 if any word is not painted as written."""
    parser = argparse.ArgumentParser(prog="python -m tools.painted_text", description=__doc__)
    parser.add_argument("--scales", type=float, nargs="+", default=SCALES)
    parser.add_argument("--widths", type=int, nargs="+", default=WIDTHS_PX)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES_PERCENT)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.here:
        found = look_in_this_process(chosen.widths, chosen.sizes)
        say(json.dumps(vars(found)))
        return 0
    shared = ["--widths", *map(str, chosen.widths), "--sizes", *map(str, chosen.sizes)]
    say(f"{len(chosen.widths)} widths x {len(chosen.sizes)} sizes; wrong of looked at")
    say("scale  " + "".join(f"{state:>14}" for state in STATES) + "   seconds")
    faulty = 0
    for scale in chosen.scales:
        begun_s = time.monotonic()
        found = look_in_another(scale, shared)
        cells = [f"{found.wrong[state]} of {found.checks[state]}" for state in STATES]
        seconds = time.monotonic() - begun_s
        say(f"{scale:<7}" + "".join(f"{cell:>14}" for cell in cells) + f"{seconds:10.0f}")
        for fault in found.faults[:SHOWN_FAULTS]:
            say(f"       {fault}")
        faulty += len(found.faults)
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
