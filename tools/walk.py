"""Follows one recording from the drop on the window to its exported text, and counts the way.

`python tools/walk.py [TREE…]` opens the real window of each tree (a checkout; without one, of this
one) on a screen that nobody sees, drops a copy of the sample on it, lets the starter model
transcribe it, exports the text through the dialog, and prints a table:

    files      files of `desktop_app` in which anything ran
    functions  functions that ran
    calls      calls from one of these files into another
    passages   pairs of files between which such a call happened
    signals    Qt signals that were emitted

"window" is the window's thread, "engine" the one that owns the model, "others" are those beside
them. A progress line ten times a second makes calls and signals depend a little on the machine;
files and passages do not. Earlier trees are walked the same way, so that both can be compared:
nothing of the program is named here but `desktop_app.__main__.main`.
"""

import argparse
import ctypes
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import cast

from PySide6.QtCore import (
    QMimeData,
    QObject,
    QPointF,
    Qt,
    QThread,
    QThreadPool,
    QTimer,
    QUrl,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMainWindow, QMenu

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = Path("resources", "samples", "sample.wav")
WINDOW, ENGINE, OTHERS = "window", "engine", "others"
ROWS = ("files", "functions", "calls", "passages", "signals")
# Importing NeMo takes 10 to 20 s, several times that on a busy machine.
PATIENCE_S = 300.0
ROWS_FILE = "rows.json"


@dataclass(slots=True)
class Steps:
    """What one thread went through."""

    functions: Counter[tuple[str, str]] = field(default_factory=Counter)
    calls: Counter[tuple[str, str]] = field(default_factory=Counter)
    signals: int = 0

    def counted(self) -> dict[str, int]:
        """The rows of the table."""
        return {
            "files": len({file for file, _name in self.functions}),
            "functions": len(self.functions),
            "calls": self.calls.total(),
            "passages": len(self.calls),
            "signals": self.signals,
        }


class Watcher(QObject):
    """Lives in an engine's thread and has what runs there taken down."""

    wanted = Signal()

    def __init__(self, thread: QThread, watch: Callable[[], None]) -> None:
        super().__init__()
        self._watch = watch
        self.moveToThread(thread)
        self.wanted.connect(self.begin)

    @Slot()
    def begin(self) -> None:
        """From now on."""
        # Qt's threads get a new Python thread state, without profiler, for each slot that they
        # run; one that is asked for and never released stays.
        ctypes.pythonapi.PyGILState_Ensure()
        self._watch()


class Recorder:
    """Takes down what runs in every thread between `begin` and `end`.

    Args:
        package: the folder whose files are counted.
    """

    def __init__(self, package: Path) -> None:
        self._package = f"{package}{os.sep}"
        self._steps = {name: Steps() for name in (WINDOW, ENGINE, OTHERS)}
        self._is_on = False
        self._window_thread = threading.get_ident()
        self._engine_threads: set[int] = set()
        self._watchers: list[Watcher] = []
        self._event_loops: set[FrameType] = set()
        self._watch_threads_of_qt()

    def begin(self) -> None:
        """Count from here on; not from the start, since importing NeMo takes minutes so."""
        for watcher in self._watchers:
            watcher.wanted.emit()
        threading.setprofile(self._event)
        self._watch()
        self._is_on = True

    def end(self) -> dict[str, dict[str, int]]:
        """Count no more; the rows of each kind of thread."""
        self._is_on = False
        return {name: steps.counted() for name, steps in self._steps.items()}

    def is_engine_idle(self) -> bool:
        """Whether there is an engine's thread and it runs nothing of Python's."""
        at_work = set(sys._current_frames())  # noqa: SLF001 - what debuggers use
        return bool(self._engine_threads) and not self._engine_threads & at_work

    def _watch(self) -> None:
        sys.setprofile(self._event)

    def _watch_threads_of_qt(self) -> None:
        """Threads that Qt starts do not know of `threading.setprofile`."""
        start_thread, start_task = QThread.start, QThreadPool.start

        def note_engine() -> None:
            self._engine_threads.add(threading.get_ident())

        def started(
            thread: QThread, /, priority: QThread.Priority = QThread.Priority.InheritPriority
        ) -> None:
            self._watchers.append(Watcher(thread, self._watch))
            # In the thread that has started, and not in the one that the QThread belongs to.
            thread.started.connect(note_engine, Qt.ConnectionType.DirectConnection)
            start_thread(thread, priority)

        def queued(pool: QThreadPool, task: Callable[[], None]) -> None:
            def watched() -> None:
                if self._is_on:
                    self._watch()
                task()

            start_task(pool, watched)

        QThread.start = started  # type: ignore[method-assign]
        QThreadPool.start = queued  # type: ignore[method-assign, assignment]

    def _event(self, frame: FrameType, event: str, what: object) -> None:
        file = frame.f_code.co_filename
        if not file.startswith(self._package):
            return
        if event == "call":
            if self._is_on:
                self._entered(frame, file.removeprefix(self._package))
        elif event != "return":
            self._in_c(frame, event, getattr(what, "__name__", ""))

    def _entered(self, frame: FrameType, file: str) -> None:
        steps = self._steps[self._thread()]
        steps.functions[file, frame.f_code.co_qualname] += 1
        caller = self._caller(frame)
        if caller not in ("", file):
            steps.calls[caller, file] += 1

    def _in_c(self, frame: FrameType, event: str, name: str) -> None:
        if name == "exec" and event == "c_call":
            self._event_loops.add(frame)
        elif name == "exec":
            self._event_loops.discard(frame)
        elif name == "emit" and event == "c_call" and self._is_on:
            self._steps[self._thread()].signals += 1

    def _caller(self, frame: FrameType) -> str:
        """The nearest file of the package that waits for this call; "" if Qt's event loop does."""
        above = frame.f_back
        while above is not None and above not in self._event_loops:
            file = above.f_code.co_filename
            if file == __file__:  # it runs the window's event loop
                return ""
            if file.startswith(self._package):
                return file.removeprefix(self._package)
            above = above.f_back
        return ""

    def _thread(self) -> str:
        ident = threading.get_ident()
        if ident == self._window_thread:
            return WINDOW
        return ENGINE if ident in self._engine_threads else OTHERS


def wait_for(reached: Callable[[], bool], what: str) -> None:
    """Let events happen until they have led there.

    Raises:
        TimeoutError: they did not.
    """
    end_s = time.monotonic() + PATIENCE_S
    while not reached():
        if time.monotonic() > end_s:
            raise TimeoutError(what)
        QApplication.processEvents()
        time.sleep(0.005)


def drop(file: Path, window: QMainWindow) -> None:
    """As a file manager does, in the middle of the window."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    middle = window.rect().center()
    held = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0))
    for event in (QDragEnterEvent(middle, *held), QDropEvent(QPointF(middle), *held)):
        QApplication.sendEvent(window, event)


def export_action(window: QMainWindow) -> QAction:
    """The one behind Ctrl+S."""
    keys = QKeySequence(QKeySequence.StandardKey.Save)
    return next(action for action in window.findChildren(QAction) if action.shortcut() == keys)


def answer_with(file: Path) -> None:
    """Name this file in the dialog that asks for one, as soon as it is there."""
    dialog = QApplication.activeModalWidget()
    if not isinstance(dialog, QFileDialog):
        QTimer.singleShot(5, lambda: answer_with(file))
        return
    dialog.findChildren(QLineEdit)[0].setText(str(file))
    dialog.accept()


def walk(recorder: Recorder, recording: Path, text: Path) -> dict[str, dict[str, int]]:
    """Go the way with the window that is open; the rows of each kind of thread."""
    windows = QApplication.topLevelWidgets()
    window = next(each for each in windows if isinstance(each, QMainWindow) and each.isVisible())
    export = export_action(window)
    menu = cast(QMenu, export.parent())
    imported = "nemo.collections.asr"
    wait_for(lambda: imported in sys.modules and recorder.is_engine_idle(), "the engine")
    recorder.begin()
    drop(recording, window)
    wait_for(menu.isEnabled, "the transcript")
    QTimer.singleShot(0, lambda: answer_with(text))
    export.trigger()
    wait_for(lambda: text.is_file() and text.stat().st_size > 0, "the exported text")
    wait_for(recorder.is_engine_idle, "the end")
    return recorder.end()


def walk_here(tree: Path, home: Path) -> None:
    """Start the program of `tree`, go the way instead of waiting for a user, leave the rows."""
    recording = home / "recording.wav"
    shutil.copy(tree / SAMPLE, recording)
    recorder = Recorder(tree / "desktop_app")

    def exec_(*_application: QApplication) -> int:
        rows = walk(recorder, recording, home / "recording.txt")
        (home / ROWS_FILE).write_text(json.dumps(rows), encoding="utf-8")
        return 0

    QApplication.exec = exec_  # type: ignore[method-assign]
    from desktop_app.__main__ import main

    main([])


def rows_of(tree: Path) -> dict[str, dict[str, int]]:
    """The rows of a tree, walked in a process of its own.

    Raises:
        subprocess.CalledProcessError: the program of that tree did not come to the end.
    """
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "AVIARY_HOME": home,
            "PYTHONPATH": str(tree),
            "QT_QPA_PLATFORM": "offscreen",
        }
        command = [sys.executable, "-P", __file__, str(tree), "--home", home]
        subprocess.run(command, env=environment, cwd=tree, check=True)
        found: dict[str, dict[str, int]] = json.loads(
            Path(home, ROWS_FILE).read_text(encoding="utf-8")
        )
        return found


def main() -> None:
    """Walk every tree and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("trees", nargs="*", type=Path, default=[ROOT], help="default: this one")
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    trees = [tree.resolve() for tree in options.trees]
    if options.home is not None:
        walk_here(trees[0], options.home)
        return
    found = [rows_of(tree) for tree in trees]
    sys.stdout.write(f"{'':18}" + "".join(f"{tree.name:>12}" for tree in trees) + "\n")
    for thread in (WINDOW, ENGINE, OTHERS):
        for row in ROWS:
            counts = "".join(f"{rows[thread][row]:12}" for rows in found)
            sys.stdout.write(f"{thread:8}{row:10}{counts}\n")


if __name__ == "__main__":
    main()
