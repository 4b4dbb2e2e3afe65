"""One watched folder: which recordings in it are new, and no longer growing; without Qt."""

import logging
import os
import threading
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.media.formats import has_recording_name, is_recording
from desktop_app.system.files import is_finished
from desktop_app.system.locks.places import is_remote, this_surroundings
from desktop_app.system.store_mark import is_link

logger = logging.getLogger(__name__)

# A program that copies or records writes more often than this; a recorder that pauses does not,
# and is found out by its open file or by a later change.
SETTLED_S = 4.0
# Between two looks at a file that cannot be opened yet.
FIRST_PAUSE_S, LAST_PAUSE_S = 1.0, 60.0
# Remembered files of one folder; beyond, those that are gone are forgotten.
MOST_SEEN = 50_000
# FAT stores two seconds, in local time, which summer time moves by an hour.
SAME_TIME_S, HOUR_S = 3, 3600
# Names of files that are other programs' own, and of those that they have not finished: a browser
# reserves “talk.wav” and writes into “talk.wav.part”.
FOREIGN_STARTS = (".", "~")
UNFINISHED_ENDINGS = (".part", ".crdownload", ".download", ".partial", ".tmp")
HIDDEN = 0x2  # FILE_ATTRIBUTE_HIDDEN
NS_PER_S = 1_000_000_000

# Size in bytes, and time of the last change in nanoseconds.
Print = tuple[int, int]
Seen = dict[str, Print]


def is_same(one: Print, other: Print) -> bool:
    """Whether a file has not changed between two looks."""
    if one[0] != other[0]:
        return False
    apart_s = abs(one[1] - other[1]) / NS_PER_S
    return apart_s <= SAME_TIME_S or abs(apart_s - HOUR_S) <= SAME_TIME_S


@dataclass(slots=True)
class _Arriving:
    """A file that is watched until it has settled."""

    print: Print
    since_s: float
    is_old: bool  # it is offered, not queued
    next_s: float
    pause_s: float = FIRST_PAUSE_S


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a folder found.

    Attributes:
        is_there: whether the folder can be read.
        ready: new recordings to queue.
        offered: recordings that were there before, or that have changed.
        arriving: how many are still growing, or cannot be opened yet.
        folders: the folder and those in it, where the system can tell of changes.
        known: how many recordings are known.
    """

    is_there: bool
    ready: tuple[Path, ...] = ()
    offered: tuple[Path, ...] = ()
    arriving: int = 0
    folders: tuple[str, ...] = ()
    known: int = 0


@dataclass(slots=True)
class _Found:
    """What a walk through the folder found; `reserved` are paths that a download will get."""

    files: Seen = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)
    reserved: set[str] = field(default_factory=set)


class FolderWatch:
    """Look at one folder from time to time; used by one thread at a time.

    Args:
        path: the folder.
        seen: what was known of it; None if it was never watched.
        offered: names in it that were offered before and not answered; they are offered again.
        stop: ends a look early.
        settled_s: how long a file must stay unchanged.
        clock: a monotonic clock in seconds.
    """

    def __init__(
        self,
        path: Path,
        stop: threading.Event,
        *,
        seen: Seen | None = None,
        offered: Collection[str] = (),
        settled_s: float = SETTLED_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.path = path
        self._stop = stop
        self._has_subfolders: bool | None = None
        self._is_first_inside = False
        self._seen = dict(seen) if seen is not None else None
        self._is_first = seen is None
        self._to_offer = set(offered)
        self._settled_s = settled_s
        self._clock = clock
        self._arriving: dict[str, _Arriving] = {}
        self._is_remote: bool | None = None
        self._folders: tuple[str, ...] = ()
        self._reserved: frozenset[str] = frozenset()

    @property
    def seen(self) -> Seen | None:
        """What is known of it, to be kept; None before the first look."""
        if self._seen is None:
            return None
        # What is new and arriving is not known yet: after a crash it is found again. What was there
        # before is known at once, or it would be queued then.
        old = {name: one.print for name, one in self._arriving.items() if one.is_old}
        return old | self._seen

    @property
    def to_offer(self) -> set[str]:
        """The names that a look will offer, to be kept: after a restart they are still offered."""
        old = {name for name, one in self._arriving.items() if one.is_old}
        return self._to_offer | old

    def look(self, *, at_all: bool, has_subfolders: bool = True) -> Look:
        """Look at what is arriving, or at the whole folder.

        Args:
            at_all: whether to look for new files, too.
            has_subfolders: whether the folders in it are watched, too; what is in them when that
                begins was there before.
        """
        self._is_first_inside |= has_subfolders and self._has_subfolders is False
        self._has_subfolders = has_subfolders
        try:
            if at_all or self._seen is None:
                self._find_new()
            elif not self.path.is_dir():
                return Look(is_there=False)
        except OSError as error:
            logger.info("%s cannot be watched now: %s", self.path, error)
            self._arriving.clear()
            self._is_remote = None
            return Look(is_there=False)
        ready, offered = self._take_settled()
        return Look(
            is_there=True,
            ready=ready,
            offered=offered,
            arriving=len(self._arriving),
            folders=self._folders,
            known=len(self._seen or ()),
        )

    def _find_new(self) -> None:
        """Note the files that are new or changed.

        Raises:
            OSError: the folder itself cannot be read.
        """
        found = _Found()
        for name, one in self._walk(found):
            found.files[name] = one
        if self._stop.is_set():
            return
        if self._is_remote is None:
            self._is_remote = is_remote(self.path.absolute(), this_surroundings({}))
        self._folders = () if self._is_remote else tuple(found.folders)
        self._reserved = frozenset(found.reserved)
        is_first, seen = self._is_first, self._seen or {}
        moved = _Moved(seen, found.files)
        now_s = self._clock()
        for name, one in found.files.items():
            known = seen.get(name)
            if name in self._arriving:
                continue
            if known is None and (old := moved.old_name(one)) is not None:
                known = seen[name] = seen.pop(old)
                if old in self._to_offer:
                    self._to_offer ^= {old, name}
            if known is not None and is_same(known, one) and name not in self._to_offer:
                continue
            is_inside = self._is_first_inside and os.sep in name
            is_old = is_first or is_inside or known is not None
            self._arriving[name] = _Arriving(one, now_s, is_old, now_s)
        if len(seen) > MOST_SEEN:
            seen = {name: one for name, one in seen.items() if name in found.files}
            self._to_offer.intersection_update(found.files)
        self._seen, self._is_first, self._is_first_inside = seen, False, False

    def _walk(self, found: _Found) -> Iterator[tuple[str, Print]]:
        waiting = [str(self.path)]
        while waiting and not self._stop.is_set():
            folder = waiting.pop()
            try:
                with os.scandir(folder) as entries:
                    inside = list(entries)
            except OSError as error:
                if folder == str(self.path):
                    raise
                logger.info("%s is left out: %s", folder, error)
                continue
            found.folders.append(folder)
            for entry in inside:
                if entry.name.startswith(FOREIGN_STARTS):
                    continue
                if entry.name.endswith(UNFINISHED_ENDINGS):
                    found.reserved.add(entry.path.rpartition(".")[0])
                elif self._is_folder(entry):
                    waiting.append(entry.path)
                elif has_recording_name(entry.name) and (one := _print_of(entry)) is not None:
                    yield os.path.relpath(entry.path, self.path), one

    def _is_folder(self, entry: os.DirEntry[str]) -> bool:
        """Whether to look into it: links may form a cycle."""
        try:
            is_folder = bool(self._has_subfolders) and entry.is_dir(follow_symlinks=False)
        except OSError:
            return False
        return is_folder and not is_link(Path(entry.path))

    def _take_settled(self) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
        """Return what has settled: what is to be queued, and what is to be offered."""
        ready: list[Path] = []
        offered: list[Path] = []
        seen, now_s = self._seen if self._seen is not None else {}, self._clock()
        for name, arriving in tuple(self._arriving.items()):
            if self._stop.is_set():
                break
            if arriving.next_s > now_s:
                continue
            path = self.path / name
            if not self._is_settled(path, arriving, now_s):
                continue
            known = seen.get(name)
            seen[name] = arriving.print
            del self._arriving[name]
            # The directory may have told an older size or time than the file.
            is_unchanged = known is not None and is_same(known, arriving.print)
            is_unchanged = is_unchanged and name not in self._to_offer
            self._to_offer.discard(name)
            if not is_unchanged and is_recording(path):
                (offered if arriving.is_old else ready).append(path)
        return tuple(ready), tuple(offered)

    def _is_settled(self, path: Path, arriving: _Arriving, now_s: float) -> bool:
        """Whether a file has stopped growing and can be opened; forget it if it is gone."""
        try:
            state = path.stat()
        except FileNotFoundError:
            del self._arriving[os.path.relpath(path, self.path)]
            return False
        except OSError:
            self._look_later(arriving, now_s)
            return False
        present = (state.st_size, state.st_mtime_ns)
        if present != arriving.print:
            arriving.print, arriving.since_s = present, now_s
            arriving.next_s, arriving.pause_s = now_s, FIRST_PAUSE_S
            return False
        if now_s - arriving.since_s < self._settled_s:
            return False
        if present[0] and str(path) not in self._reserved and is_finished(path):
            return True
        self._look_later(arriving, now_s)
        return False

    def _look_later(self, arriving: _Arriving, now_s: float) -> None:
        arriving.next_s = now_s + arriving.pause_s
        arriving.pause_s = min(2 * arriving.pause_s, LAST_PAUSE_S)


class _Moved:
    """Recognise known files under new names in the folder."""

    def __init__(self, seen: Seen, found: Seen) -> None:
        self._gone: dict[int, list[tuple[str, Print]]] = {}
        for name, one in seen.items():
            if name not in found:
                self._gone.setdefault(one[0], []).append((name, one))

    def old_name(self, one: Print) -> str | None:
        """Return the name that a new file had before, once; None if it is new."""
        gone = self._gone.get(one[0], [])
        for number, (name, known) in enumerate(gone):
            if known == one:
                del gone[number]
                return name
        return None


def _print_of(entry: os.DirEntry[str]) -> Print | None:
    """Return a file's size and time; None for what is no file, or hidden."""
    try:
        state = entry.stat()
        if not entry.is_file() or getattr(state, "st_file_attributes", 0) & HIDDEN:
            return None
    except OSError:
        return None
    return state.st_size, state.st_mtime_ns
