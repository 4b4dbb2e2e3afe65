"""`python -m benchmarks.page_probe`: measure the real window with a long transcript on its page.

Prints milliseconds (and megabytes of memory) by what was done, in one line of JSON.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from benchmarks.library_window import wait
from benchmarks.process_memory import resident_bytes
from benchmarks.responsiveness import Gaps, ticking

if TYPE_CHECKING:
    from desktop_app.app.window import WindowServices
    from desktop_app.core.transcript import Transcript
    from desktop_app.ui.window.main_window import MainWindow

SENTENCES, WORDS = 4_000, 10
COMMON = 4  # of each sentence, the word that is replaced
SPACING_S = 4.5
SPEAKERS = ("Anna", "Peter", "Ole", "Mara", "Ida", "Tom")
KEYS, SCROLLS, SPOKEN = 200, 200, 300
MEGABYTE = 1_000_000


def main() -> dict[str, float]:
    """Return the milliseconds."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["AVIARY_HOME"] = home
        return _measured(Path(home))


def long_transcript() -> "Transcript":
    """Return the text: six speakers in turn, every twentieth word unsure."""
    from desktop_app.core.transcript import Segment, Transcript, Word

    segments = []
    for number in range(SENTENCES):
        start_s = number * SPACING_S
        words = []
        for place in range(WORDS):
            text = f"word{(number * 7 + place * 13) % 900}" if place != COMMON else "common"
            text += "." if place == WORDS - 1 else ""
            begin_s = start_s + place * 0.4
            unsure = (number + place) % 20 == 0
            words.append(Word(text, begin_s, begin_s + 0.35, 0.3 if unsure else 0.9))
        speaker = SPEAKERS[number // 7 % len(SPEAKERS)]
        text = " ".join(word.text for word in words)
        segments.append(Segment(text, start_s, words[-1].end_s, tuple(words), speaker))
    length_s = SENTENCES * SPACING_S
    return Transcript(Path("/r/long.wav"), length_s, "starter", "en", tuple(segments))


def _measured(home: Path) -> dict[str, float]:
    from PySide6.QtWidgets import QApplication

    from desktop_app.app.settings import Settings, SettingsStore
    from desktop_app.app.window import compose
    from desktop_app.core.request import TranscriptionRequest
    from desktop_app.library.library import Library
    from desktop_app.models.catalog import CATALOG
    from desktop_app.system.folders import Folders
    from desktop_app.ui.theme import Theme
    from desktop_app.ui.window.main_window import MainWindow

    folder = home / "library"
    library = Library.open(folder)
    text = long_transcript()
    library.finish_job(uuid4().hex, text, TranscriptionRequest(text.media_path, CATALOG[0]))
    library.close()
    settings = Settings(library_folder=str(folder))
    SettingsStore(Folders.below(home).config / "settings.json").save(settings)
    app = QApplication([])
    services = compose()
    window = MainWindow(services, Theme(app))
    window.resize(1366, 768)
    window.show()
    services.library.restore.begin()
    wait(lambda: bool(window.queue.shown.records()) and not services.library.restore.is_busy)
    probe = _Probe(window, services)
    with ticking(probe.gaps):
        probe.run()
    services.shutdown()
    return probe.taken


class _Probe:
    """What is done to the page, and how long each took."""

    def __init__(self, window: "MainWindow", services: "WindowServices") -> None:
        self.gaps = Gaps()
        self.taken: dict[str, float] = {}
        self._window = window
        self._services = services
        self._page = window.page

    def run(self) -> None:
        """Do all of it."""
        self._open()
        self._scroll()
        self._light()
        self._show_one()
        self._type()
        self._replace()

    def _timed(
        self, name: str, begin: Callable[[], object], is_done: Callable[[], bool], *, gap: str
    ) -> None:
        self.gaps.take_ms()
        started_s = time.perf_counter()
        begin()
        wait(is_done)
        self.taken[name] = (time.perf_counter() - started_s) * 1000
        self.taken[f"{gap} {name}"] = self.gaps.take_ms()

    def _open(self) -> None:
        text, controller = self._page.text, self._services.controller
        (record,) = self._window.queue.shown.records()
        controller.select(0)
        wait(lambda: text.filled_rows == 0)
        controller.show_transcript(record.id, None)
        before = resident_bytes()
        open_ = self._timed
        open_("open", lambda: controller.select(record.id), lambda: text.filled_rows > 0, gap="gap")
        open_("filled", lambda: None, lambda: text.is_settled, gap="gap")
        wait(lambda: self._services.editor.can_edit)
        self.taken["memory"] = (resident_bytes() - before) / MEGABYTE

    def _scroll(self) -> None:
        bar = self._page.text.verticalScrollBar()
        self._stepwise("scroll", SCROLLS, lambda n: bar.setValue(bar.maximum() * n // SCROLLS))

    def _light(self) -> None:
        self._page.text.follow(0.0)
        self._page.text.following.go_back()
        self._stepwise("spoken", SPOKEN, lambda n: self._page.text.follow(9000.0 + n / 3))
        self._page.text.follow(None)

    def _show_one(self) -> None:
        """Open the panel of speakers, show only one of them, and all again."""
        speakers, text = self._services.speakers, self._page.text
        panel, layout = self._window.menus.speakers.panel, text.document().documentLayout()
        steps = (
            ("panel", panel.trigger),
            ("fold", lambda: speakers.show_only(SPEAKERS[1])),
            ("unfold", speakers.show_all),
        )
        for name, begin in steps:
            self._timed(name, begin, lambda: layout.documentSize().height() > 0, gap="gap")
        panel.trigger()

    def _type(self) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        text = self._page.text
        text.select_word(SENTENCES // 2, 3)
        text.setFocus()

        def key(_number: int) -> None:
            QTest.keyClick(text, Qt.Key.Key_A)
            text.viewport().repaint()

        self._stepwise("key", KEYS, key)
        if not text.is_correcting:
            raise RuntimeError(self._services.editor.why_not)

    def _replace(self) -> None:
        bar, editor = self._page.find_bar, self._services.editor
        counted = bar.count.text
        found = f"of {SENTENCES}"
        self._timed("find", lambda: self._find("common"), lambda: found in counted(), gap="gap")
        bar.replacement.setText("usual")
        self._timed("replace", bar.replace_all, lambda: True, gap="all")
        self._timed("shown", lambda: None, self._is_shown, gap="all")
        self._timed("undo", editor.undo, lambda: True, gap="all")
        self._timed("undone", lambda: None, self._is_shown, gap="all")

    def _find(self, text: str) -> None:
        self._page.find_bar.open()
        self._page.find_bar.field.clear()
        from PySide6.QtTest import QTest

        QTest.keyClicks(self._page.find_bar.field, text)

    def _is_shown(self) -> bool:
        return self._page.text.is_settled

    def _stepwise(self, name: str, steps: int, step: Callable[[int], object]) -> None:
        took: list[float] = []
        self.gaps.take_ms()

        def is_done() -> bool:
            started_s = time.perf_counter()
            step(len(took))
            took.append((time.perf_counter() - started_s) * 1000)
            return len(took) >= steps

        wait(is_done)
        self.taken[name] = statistics.median(took)
        self.taken[f"worst {name}"] = max(took)
        self.taken[f"gap {name}"] = self.gaps.take_ms()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main()) + "\n")
