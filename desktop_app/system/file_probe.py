"""Probe a folder: handle files as Aviary does, and time how long other programs hold them.

Every step is retried as long as `system/files.py` would. The extra time over the same step on a
file already scanned is the cost of a scanner or synchroniser.
"""

import itertools
import logging
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from desktop_app.core.cancel import CancelToken
from desktop_app.system.files import RETRY_DELAYS_S, is_sharing_violation, retry_while_in_use
from desktop_app.system.locks.diagnose import diagnose
from desktop_app.system.locks.diagnosis import Diagnosis
from desktop_app.system.locks.known_programs import name_of

logger = logging.getLogger(__name__)

SMALL_BYTES = 1_000
LARGE_BYTES = 32 * 2**20  # more than scanners read at once, and written within a second


class FileStep(StrEnum):
    """A step on a file, as a noun."""

    MAKE = "making a folder"
    WRITE = "writing"
    REOPEN = "opening again"
    RENAME = "renaming"
    REPLACE = "replacing"
    DELETE = "deleting"


class Files(Protocol):
    """The file operations; tests insert their own holders."""

    def make_folder(self, path: Path) -> None:
        """Create a folder."""

    def write(self, path: Path, data: bytes) -> None:
        """Write a file and close it."""

    def read(self, path: Path) -> None:
        """Reopen a file and read all of it."""

    def rename(self, source: Path, target: Path) -> None:
        """Rename a file to an unused name."""

    def replace(self, source: Path, target: Path) -> None:
        """Replace another file."""

    def delete(self, path: Path) -> None:
        """Delete a file."""


class RealFiles:
    """The file operations on the disk."""

    def make_folder(self, path: Path) -> None:
        """Create a folder."""
        path.mkdir()

    def write(self, path: Path, data: bytes) -> None:
        """Write a file and close it."""
        path.write_bytes(data)

    def read(self, path: Path) -> None:
        """Reopen a file and read all of it."""
        path.read_bytes()

    def rename(self, source: Path, target: Path) -> None:
        """Rename a file to an unused name."""
        source.rename(target)

    def replace(self, source: Path, target: Path) -> None:
        """Replace another file."""
        source.replace(target)

    def delete(self, path: Path) -> None:
        """Delete a file."""
        path.unlink()


@dataclass(frozen=True, slots=True)
class Size:
    """Test files of one size.

    Attributes:
        name: the files' stem.
        bytes: their size.
        kinds: their extensions, which scanners and indexers treat differently.
    """

    name: str
    bytes: int
    kinds: tuple[str, ...]


SMALL = Size("small", SMALL_BYTES, (".nemo", ".json", ".ckpt", ".wav"))
LARGE = Size("large", LARGE_BYTES, (".nemo", ".ckpt", ".wav"))  # no JSON is that large


# As long as system/files.py retries, but more often, to know how long a file was held.
PAUSE_S = 0.2
PATIENCE_S = sum(RETRY_DELAYS_S)
# The user is waiting: after this many seconds no new file is begun, so it takes some 20 s with the
# retries of the last one.
MAX_S = 16.0
# A search for holders may take two seconds and find nothing: a few are enough.
MAX_SEARCHES = 3
# Less is not noticeable, and a busy disk's time for 32 MB varies.
SLOW_S = 0.5
# A file of unknown type, handled repeatedly, gives the baseline: the median of this many runs.
PLAIN_KIND = ".bin"
PLAIN_ROUNDS = 3
CLEAN_UP_DELAYS_S = (0.2, 0.4, 0.8)
PREFIX = "aviary-check-"


class FolderState(StrEnum):
    """The verdict on a folder."""

    FINE = "fine"
    SLOW = "slow"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class FolderResult:
    """The result for one folder.

    Attributes:
        added_s: extra time of the slowest file over all steps, in seconds.
        step: the slowest or blocked step; None if all is fine.
        held_by: common names of the programs that held a file.
        diagnosis: why a step was refused, temporarily or for good.
        files: number of files tried; fewer than planned if time ran out.
        left_behind: what could not be deleted.
    """

    folder: Path
    state: FolderState
    added_s: float = 0.0
    step: FileStep | None = None
    held_by: tuple[str, ...] = ()
    diagnosis: Diagnosis | None = None
    files: int = 0
    left_behind: Path | None = None


def _diagnose(error: OSError, path: Path) -> Diagnosis:
    return diagnose(error, path, writing=True)


@dataclass(frozen=True, slots=True)
class Tools:
    """The probe's tools; tests use their own.

    Attributes:
        sleep: pauses between tries; None uses the CancelToken's wait.
        diagnose: finds the cause of a refusal, and who holds the file.
    """

    files: Files = field(default_factory=RealFiles)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] | None = None
    diagnose: Callable[[OSError, Path], Diagnosis] = _diagnose


def _unreported(_folder: Path, _fraction: float) -> None:
    return


def probe(
    folders: Sequence[Path],
    cancel: CancelToken,
    report: Callable[[Path, float], None] = _unreported,
    sizes: Sequence[Size] = (SMALL, LARGE),
    tools: Tools | None = None,
) -> tuple[FolderResult, ...]:
    """Probe all folders in turn, and delete the test files again.

    Args:
        folders: existing folders.
        cancel: checked between steps and while waiting.
        report: called with the folder and the fraction done, 0 to 1.
        sizes: the test files.
        tools: the tools to use.

    Raises:
        Cancelled: `cancel` was set; test files are deleted then, too.
    """
    tools = tools or Tools()
    began_s = tools.clock()
    results: list[FolderResult] = []
    # The search for holders runs beside the retries, so that it does not count as delay.
    with ThreadPoolExecutor(1, thread_name_prefix="holders") as pool:
        for number, folder in enumerate(folders):
            deadline_s = began_s + MAX_S * (number + 1) / len(folders)

            def tell(fraction: float, folder: Path = folder, done: int = number) -> None:
                report(folder, (done + fraction) / len(folders))

            one = _FolderProbe(folder, tools, cancel, pool)
            results.append(one.run(sizes, deadline_s, tell))
    return tuple(results)


@dataclass(frozen=True, slots=True)
class _Timing:
    """Duration of a step: all tries together, and the last one alone."""

    step: FileStep
    whole_s: float
    last_try_s: float


class _FolderProbe:
    def __init__(
        self, folder: Path, tools: Tools, cancel: CancelToken, pool: ThreadPoolExecutor
    ) -> None:
        self._folder = folder
        self._place = folder / f"{PREFIX}{os.urandom(4).hex()}"
        self._tools = tools
        self._cancel = cancel
        self._pool = pool
        self._asked: Future[Diagnosis] | None = None
        self._searches = 0
        self._step = FileStep.MAKE
        self._path = self._place
        self._files_done = 0

    def run(
        self, sizes: Sequence[Size], deadline_s: float, tell: Callable[[float], None]
    ) -> FolderResult:
        try:
            result = self._measure(sizes, deadline_s, tell)
        except OSError as error:
            found = self._tools.diagnose(error, self._path)
            result = FolderResult(
                self._folder, FolderState.BLOCKED, 0.0, self._step, _names(found), found
            )
        finally:
            left = self._clean_up()
        return replace(result, files=self._files_done, left_behind=left)

    def _measure(
        self, sizes: Sequence[Size], deadline_s: float, tell: Callable[[float], None]
    ) -> FolderResult:
        # Tried once: nobody can hold a folder that does not exist yet.
        self._cancel.raise_if_cancelled()
        self._tools.files.make_folder(self._place)
        planned = sum(len(size.kinds) + PLAIN_ROUNDS for size in sizes)
        begun = iter(range(1, planned + 1))
        lost: dict[FileStep, float] = {}
        for size in sizes:
            taken: list[list[_Timing]] = []
            plain: list[list[_Timing]] = []
            data = _content(size.bytes)
            for kind in (*size.kinds, *[PLAIN_KIND] * PLAIN_ROUNDS):
                if self._files_done and self._tools.clock() > deadline_s:
                    break
                is_plain = kind == PLAIN_KIND
                timings = list(self._take_through(f"{size.name}{kind}", data, settled=is_plain))
                (plain if is_plain else taken).append(timings)
                self._files_done += not is_plain
                tell(next(begun) / planned)
            losses = _losses(taken, plain or taken)
            lost = max([lost, *losses], key=lambda one: sum(one.values()))
        return self._judge(lost)

    def _judge(self, lost: dict[FileStep, float]) -> FolderResult:
        added_s = sum(lost.values())
        found = self._asked.result() if self._asked else None
        if added_s < SLOW_S:
            return FolderResult(self._folder, FolderState.FINE, added_s)
        step = max(lost, key=lambda each: lost[each])
        names = _names(found) if found else ()
        return FolderResult(self._folder, FolderState.SLOW, added_s, step, names, found)

    def _take_through(self, name: str, data: bytes, *, settled: bool) -> Iterator[_Timing]:
        """Yield all steps on one file with their times; `settled`: it was scanned before."""
        files = self._tools.files
        path, fresh = self._place / name, self._place / f"new-{name}"
        yield self._timed(FileStep.WRITE, fresh, lambda: files.write(fresh, data))
        if settled:
            self._timed(FileStep.REOPEN, fresh, lambda: files.read(fresh))
        yield self._timed(FileStep.REOPEN, fresh, lambda: files.read(fresh))
        yield self._timed(FileStep.RENAME, fresh, lambda: files.rename(fresh, path))
        self._timed(FileStep.WRITE, fresh, lambda: files.write(fresh, data[:SMALL_BYTES]))
        yield self._timed(FileStep.REPLACE, path, lambda: files.replace(fresh, path))
        yield self._timed(FileStep.DELETE, path, lambda: files.delete(path))

    def _timed(self, step: FileStep, path: Path, action: Callable[[], None]) -> _Timing:
        self._step, self._path = step, path
        clock = self._tools.clock
        began_s = try_s = clock()

        def one_try() -> None:
            nonlocal try_s
            self._cancel.raise_if_cancelled()
            try_s = clock()
            try:
                action()
            except OSError as error:
                self._ask_who(error, path)
                raise

        pauses = (PAUSE_S,) * round(PATIENCE_S / PAUSE_S)
        retry_while_in_use(one_try, pauses, self._tools.sleep or self._cancel.wait)
        ended_s = clock()
        return _Timing(step, ended_s - began_s, ended_s - try_s)

    def _ask_who(self, error: OSError, path: Path) -> None:
        """Diagnose at once, before the holder releases the file; again if nobody was found."""
        if not is_sharing_violation(error) or self._searches == MAX_SEARCHES:
            return
        if self._asked is None or (self._asked.done() and not self._asked.result().holders):
            self._searches += 1
            self._asked = self._pool.submit(self._tools.diagnose, error, path)

    def _clean_up(self) -> Path | None:
        """Delete the folder; return what could not be deleted, or None."""
        if not os.path.lexists(self._place):
            return None
        with suppress(OSError):
            pause = self._tools.sleep or time.sleep
            retry_while_in_use(lambda: shutil.rmtree(self._place), CLEAN_UP_DELAYS_S, pause)
            return None
        logger.warning("%s could not be deleted", self._place)
        return self._place


def _losses(
    taken: Sequence[Sequence[_Timing]], plain: Sequence[Sequence[_Timing]]
) -> Iterator[dict[FileStep, float]]:
    """Yield each file's extra time at each step, against the median of the baseline."""
    from statistics import median  # the window's start does not wait for it

    tries: dict[FileStep, list[float]] = {}
    for timing in itertools.chain(*plain):
        tries.setdefault(timing.step, []).append(timing.last_try_s)
    usual = {step: median(seconds) for step, seconds in tries.items()}
    for timings in taken:
        yield {each.step: max(0.0, each.whole_s - usual[each.step]) for each in timings}


def _content(count: int) -> bytes:
    """Return bytes that no file system can compress and no scanner knows."""
    piece = os.urandom(min(count, 2**20))
    return piece * (count // len(piece))


def _names(found: Diagnosis) -> tuple[str, ...]:
    """Return the holders' common names: “Microsoft Defender”."""
    return tuple(dict.fromkeys(name_of(holder, found.path) for holder in found.holders))
