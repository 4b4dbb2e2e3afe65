"""Watch folders: look at them when the system tells of a change, and from time to time."""

import logging
import threading
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.settings import Preferences, Settings, WatchedFolder
from desktop_app.core.errors import AppError

if TYPE_CHECKING:
    from desktop_app.app.watching.folder import FolderWatch, Look
    from desktop_app.app.watching.memory import WatchMemory

logger = logging.getLogger(__name__)

# A folder on a sleeping network drive may hold its thread for half a minute; others go on.
MOST_THREADS = 4
# More would use up what Linux allows a user (8192 on older systems); the rest is polled.
MOST_TOLD_FOLDERS = 1000


@dataclass(frozen=True, slots=True)
class Pace:
    """How often folders are looked at.

    Attributes:
        settled_s: how long a file must stay unchanged.
        check_ms: between looks while files are arriving.
        poll_ms: between looks at a folder; at all of it where nobody tells of changes.
        told_ms: between looks at all of it where the system tells of changes, in case it missed
            one.
        soon_ms: between a change and the look, as changes come in bursts.
        keep_ms: between queueing a recording and remembering that it was; a crash meanwhile
            queues it again, rather than never.
    """

    settled_s: float = 4.0
    check_ms: int = 1000
    poll_ms: int = 10_000
    told_ms: int = 60_000
    soon_ms: int = 300
    keep_ms: int = 5000


@dataclass(frozen=True, slots=True)
class Offer:
    """Recordings of a watched folder that are not queued unless the user wants it."""

    folder: Path
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class FolderState:
    """What there is to say of a watched folder.

    Attributes:
        is_there: whether it can be read; None before the first look.
        known: how many recordings are known.
        arriving: how many are still growing.
        offered: recordings that are not queued unless the user wants it.
    """

    is_there: bool | None = None
    known: int = 0
    arriving: int = 0
    offered: tuple[Path, ...] = ()


@dataclass(slots=True, eq=False)
class _Watched:
    """A folder and when to look at it; of the GUI thread, except `watch`."""

    folder: WatchedFolder
    timer: QTimer
    watch: "FolderWatch | None" = None
    told_before: frozenset[Path] = frozenset()  # offered by an earlier start
    is_looking: bool = False
    is_hurried: bool = False
    wants_all: bool = True
    all_due_s: float = 0.0
    is_unkept: bool = False
    wants_keeping: bool = False
    is_gone_told: bool = False
    told: frozenset[str] = frozenset()
    state: FolderState = field(default_factory=FolderState)


class FolderWatcher(QObject):
    """Queue the recordings that arrive in the watched folders.

    Args:
        controller: takes the recordings.
        preferences: the folders.
        memory_path: where is kept which recordings are known; None keeps nothing.
        pace: how often folders are looked at.

    Signals:
        offered: an Offer of recordings that were there before, or have changed.
        gone: the path of a folder that cannot be read; once until it can be again.
        returned: the path of a folder that was gone.
        changed: the states of folders may have changed.
    """

    offered = Signal(object)
    gone = Signal(object)
    returned = Signal(object)
    changed = Signal()

    def __init__(
        self,
        controller: TranscriptionController,
        preferences: Preferences,
        memory_path: Path | None = None,
        parent: QObject | None = None,
        pace: Pace | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._preferences = preferences
        self._memory_path = memory_path
        self._memory: WatchMemory | None = None
        self._pace = pace or Pace()
        self._tasks = SideTasks(self, max_threads=MOST_THREADS)
        self._stop = threading.Event()
        self._watched: dict[Path, _Watched] = {}
        self._ready: list[Path] = []
        self._handed: set[Path] = set()
        self._is_started = False
        self._system: QFileSystemWatcher | None = None
        self._keep_soon = QTimer(self, singleShot=True, interval=self._pace.keep_ms)
        self._keep_soon.timeout.connect(self._on_keep)
        preferences.changed.connect(self._on_preferences_changed)
        controller.status_changed.connect(self._hand_over)

    def start(self) -> None:
        """Begin to watch, once the list has what earlier starts have queued; no-op if begun."""
        if self._is_started or self._stop.is_set():
            return
        from desktop_app.app.watching.memory import WatchMemory

        self._memory = WatchMemory(self._memory_path)
        self._is_started = True
        self._on_preferences_changed(self._preferences.current)

    def state(self, folder: Path) -> FolderState:
        """Return what there is to say of a folder."""
        watched = self._watched.get(folder)
        return watched.state if watched is not None else FolderState()

    def take_offered(self, folder: Path) -> None:
        """Queue what a folder offers."""
        self._controller.add_paths(self.decline(folder))

    def decline(self, folder: Path) -> tuple[Path, ...]:
        """Offer a folder's old recordings no more; return them."""
        watched = self._watched.get(folder)
        if watched is None:
            return ()
        state = watched.state
        watched.state = FolderState(state.is_there, state.known, state.arriving)
        watched.is_unkept = True
        self._keep_soon.start()
        self.changed.emit()
        return state.offered

    def shutdown(self, timeout_s: float) -> bool:
        """Stop, wait, and keep what is known; return whether all threads have ended their work."""
        self._stop.set()
        self._is_started = False
        self._keep_soon.stop()
        ended = self._tasks.shutdown(timeout_s)
        for path, watched in self._watched.items():
            watched.timer.stop()
            # What a look that was not answered has found is found again.
            is_unkept = watched.is_unkept or watched.wants_keeping
            if is_unkept and not watched.is_looking and watched.watch is not None:
                self._keep(path, watched, frozenset(self._ready), watched.state.offered)
        return ended

    def _on_preferences_changed(self, settings: Settings) -> None:
        wanted = {Path(each.path): each for each in settings.watched_folders}
        present = {path: watched.folder for path, watched in self._watched.items()}
        if not self._is_started or wanted == present:
            return
        for path in [path for path in present if path not in wanted]:
            gone = self._watched.pop(path)
            gone.timer.stop()
            gone.timer.deleteLater()
            self._listen_to(gone, ())
        for path, folder in wanted.items():
            if path not in self._watched:
                self._begin(path, folder)
            elif present[path] != folder:
                watched = self._watched[path]
                watched.folder, watched.wants_all = folder, True
                watched.timer.start(0)
        self._forget_others(wanted)
        self.changed.emit()

    def _begin(self, path: Path, folder: WatchedFolder) -> None:
        timer = QTimer(self, singleShot=True)
        watched = self._watched[path] = _Watched(folder, timer)
        timer.timeout.connect(lambda: self._look(path, watched))
        timer.start(0)

    def _forget_others(self, folders: Collection[Path]) -> None:
        kept = tuple(folders)

        def work() -> None:
            if self._memory is not None:
                self._memory.forget_others(kept)

        self._tasks.run(work, lambda _: None, _log)

    def _look(self, path: Path, watched: _Watched) -> None:
        if not self._is_started or self._watched.get(path) is not watched:
            return
        if watched.is_looking:
            watched.is_hurried = True
            return
        watched.is_hurried, has_subfolders = False, watched.folder.has_subfolders
        watched.is_looking, at_all, keeps = True, watched.wants_all, watched.wants_keeping
        watched.wants_all = watched.wants_keeping = False
        if at_all:
            watched.all_due_s = time.monotonic() + self._pace.told_ms / 1000
        waiting, offered = frozenset(self._ready), watched.state.offered

        def work() -> "Look":
            if watched.watch is None:
                watched.watch = self._make(path, watched)
            if keeps:
                self._keep(path, watched, waiting, offered)
            return watched.watch.look(at_all=at_all, has_subfolders=has_subfolders)

        def done(look: "Look") -> None:
            watched.is_looking = False
            if self._watched.get(path) is watched:
                self._on_looked(path, watched, look)

        def failed(error: AppError) -> None:
            _log(error)
            watched.is_looking, watched.wants_all = False, True
            watched.timer.start(self._pace.poll_ms)

        self._tasks.run(work, done, failed)

    def _make(self, path: Path, watched: _Watched) -> "FolderWatch":
        from desktop_app.app.watching.folder import FolderWatch

        offered = self._memory.offered(path) if self._memory is not None else []
        watched.told_before = frozenset(path / name for name in offered)
        return FolderWatch(
            path,
            self._stop,
            seen=self._memory.seen(path) if self._memory is not None else None,
            offered=offered,
            settled_s=self._pace.settled_s,
        )

    def _on_looked(self, path: Path, watched: _Watched, look: "Look") -> None:
        before = watched.state
        offered = tuple(dict.fromkeys((*before.offered, *look.offered)))
        if look.is_there:
            watched.state = FolderState(look.is_there, look.known, look.arriving, offered)
        else:
            watched.state = FolderState(look.is_there, before.known, 0, offered)
        told = watched.told
        self._listen_to(watched, look.folders)
        listens_anew = not watched.told <= told
        self._tell_of_place(path, watched, look)
        if look.ready or look.offered or (look.is_there and not before.is_there):
            watched.is_unkept = True
            self._keep_soon.start()
        self._ready += look.ready
        self._hand_over()
        # What an earlier start has told of is offered in the dialog alone.
        if not watched.told_before.issuperset(look.offered):
            self.offered.emit(Offer(path, offered))
        self._plan(watched, look, listens_anew=listens_anew)
        if watched.state != before:
            self.changed.emit()

    def _plan(self, watched: _Watched, look: "Look", *, listens_anew: bool) -> None:
        """Choose when to look again."""
        # Where the system tells of new files, it need not be of the end of the folder itself.
        is_due = time.monotonic() >= watched.all_due_s
        watched.wants_all |= is_due or not watched.told or not look.is_there
        pause_ms = self._pace.check_ms if look.arriving else self._pace.poll_ms
        if listens_anew:  # what came between the look and the first news would be missed
            watched.wants_all, pause_ms = True, self._pace.soon_ms
        watched.timer.start(0 if watched.is_hurried else pause_ms)

    def _tell_of_place(self, path: Path, watched: _Watched, look: "Look") -> None:
        if look.is_there and watched.is_gone_told:
            watched.is_gone_told = False
            self.returned.emit(path)
        elif not look.is_there and not watched.is_gone_told:
            watched.is_gone_told = True
            self.gone.emit(path)

    def _hand_over(self, _status: object = None) -> None:
        """Queue what is ready, once there is a model to transcribe it with."""
        if not self._is_started or not self._ready or self._controller.chosen_model is None:
            return
        known = self._handed.union(self._controller.recordings())
        new = [path for path in dict.fromkeys(self._ready) if path not in known]
        self._ready.clear()
        if new:
            logger.info("%d new recordings in watched folders", len(new))
            self._handed.update(new)
            self._controller.add_paths(new, by_user=False)

    def _listen_to(self, watched: _Watched, folders: Collection[str]) -> None:
        """Have the system tell of changes in these folders, and no longer in others."""
        wanted = frozenset(folders) if len(folders) <= MOST_TOLD_FOLDERS else frozenset()
        if wanted == watched.told:
            return
        if self._system is None:
            self._system = QFileSystemWatcher(self)
            self._system.directoryChanged.connect(self._on_directory_changed)
        others = [each.told for each in self._watched.values() if each is not watched]
        unwanted = (watched.told - wanted).difference(*others)
        if unwanted:
            self._system.removePaths(sorted(unwanted))
        refused = set(self._system.addPaths(sorted(wanted))) if wanted else set()
        listening = wanted - (refused - set(self._system.directories()))
        # Where one folder of many is refused, all are polled, too.
        watched.told = listening if listening == wanted else frozenset()

    def _on_directory_changed(self, folder: str) -> None:
        for path, watched in self._watched.items():
            if folder in watched.told or Path(folder) == path:
                watched.wants_all = True
                watched.timer.start(self._pace.soon_ms)

    def _on_keep(self) -> None:
        """Have the next look of each folder keep what is known, in its thread."""
        for watched in self._watched.values():
            if watched.is_unkept:
                watched.is_unkept, watched.wants_keeping = False, True
                watched.timer.start(0)

    def _keep(
        self, path: Path, watched: _Watched, waiting: frozenset[Path], offered: Collection[Path]
    ) -> None:
        """Remember what is known, except what still waits to be queued, and what is offered."""
        watch = watched.watch
        if watch is None or watch.seen is None or self._memory is None:
            return
        seen = {name: one for name, one in watch.seen.items() if path / name not in waiting}
        names = {str(one.relative_to(path)) for one in offered}
        self._memory.keep(path, seen, names | watch.to_offer)


def _log(error: AppError) -> None:
    logger.warning("a watched folder: %s", error.message)
