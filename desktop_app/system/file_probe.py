"""Handles files in a folder as Aviary handles models and transcripts; times who is in the way.

Every step is tried as long as `system/files.py` would. What a step took longer than the same step
on a file that nobody looks at any more is what a scanner or a synchroniser costs.
"""

import itertools
import logging
import os
import secrets
import shutil
import statistics
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

SMALL_BYTES = 1_000
LARGE_BYTES = 32 * 2**20  # beyond what scanners take in one bite, and written within a second


class FileStep(StrEnum):
    """What is done to a file, as a noun."""

    MAKE = "making a folder"
    WRITE = "writing"
    REOPEN = "opening again"
    RENAME = "renaming"
    REPLACE = "replacing"
    DELETE = "deleting"


class Files(Protocol):
    """The steps themselves; tests put their own holders in between."""

    def make_folder(self, path: Path) -> None:
        """Make a folder."""

    def write(self, path: Path, data: bytes) -> None:
        """Write a file and close it."""

    def read(self, path: Path) -> None:
        """Open a file again and read it whole."""

    def rename(self, source: Path, target: Path) -> None:
        """Give a file another name, which is free."""

    def replace(self, source: Path, target: Path) -> None:
        """Put a file in the place of another."""

    def delete(self, path: Path) -> None:
        """Delete a file."""


class RealFiles:
    """The steps on the disk."""

    def make_folder(self, path: Path) -> None:
        """Make a folder."""
        path.mkdir()

    def write(self, path: Path, data: bytes) -> None:
        """Write a file and close it."""
        path.write_bytes(data)

    def read(self, path: Path) -> None:
        """Open a file again and read it whole."""
        path.read_bytes()

    def rename(self, source: Path, target: Path) -> None:
        """Give a file another name, which is free."""
        source.rename(target)

    def replace(self, source: Path, target: Path) -> None:
        """Put a file in the place of another."""
        source.replace(target)

    def delete(self, path: Path) -> None:
        """Delete a file."""
        path.unlink()


@dataclass(frozen=True, slots=True)
class Size:
    """Files of one size.

    Attributes:
        name: how the files are called.
        bytes: how large they are.
        kinds: their endings: scanners and indexers treat each in its own way.
    """

    name: str
    bytes: int
    kinds: tuple[str, ...]


SMALL = Size("small", SMALL_BYTES, (".nemo", ".json", ".ckpt", ".wav"))
LARGE = Size("large", LARGE_BYTES, (".nemo", ".ckpt", ".wav"))  # no JSON is that large


logger = logging.getLogger(__name__)

# As long as system/files.py tries, but more often, so as to know how long a file was held.
PAUSE_S = 0.2
PATIENCE_S = sum(RETRY_DELAYS_S)
# Somebody waits for the answer: after that no new file is begun, so that it takes some 20 s with
# the tries of a last one.
MAX_S = 16.0
# A search for holders may take two seconds and find nobody: a few are enough.
MAX_SEARCHES = 3
# Less is not felt, and a busy disk needs for 32 MB now more, now less.
SLOW_S = 0.5
# A file of no known kind, handled again and again, gives the plain time: the median of these.
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
    """What came out for one folder.

    Attributes:
        added_s: what the slowest file lost on its way through all steps, in seconds.
        step: the step that lost most, or that is blocked; None where all is fine.
        held_by: the programs that held a file, as the user knows them.
        diagnosis: why a step was refused, for a while or for good.
        files: how many were tried: fewer than planned when time ran out.
        left_behind: what could not be deleted again.
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
    """What the probe works with; tests bring their own.

    Attributes:
        sleep: pauses between tries; None pauses so that a CancelToken ends it.
        diagnose: what lies behind a refusal, and who.
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
    """Try all folders, one after the other; what was made is deleted again.

    Args:
        folders: they must be there.
        cancel: looked at between steps and while waiting.
        report: told the folder and how much of everything is done, from 0 to 1.
        sizes: which files to try.
        tools: what to work with.

    Raises:
        Cancelled: when `cancel` was set; nothing stays behind then either.
    """
    tools = tools or Tools()
    began_s = tools.clock()
    results: list[FolderResult] = []
    # The search for holders goes on beside the tries: it would else count as time lost.
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
    """How long a step took: all tries together, and the last one alone."""

    step: FileStep
    whole_s: float
    last_try_s: float


class _FolderProbe:
    def __init__(
        self, folder: Path, tools: Tools, cancel: CancelToken, pool: ThreadPoolExecutor
    ) -> None:
        self._folder = folder
        self._place = folder / f"{PREFIX}{secrets.token_hex(4)}"
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
        # Tried once: nobody holds a folder that is not there yet.
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
        """All steps on one file, each with its time; `settled`: it was looked at before."""
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
        """At once, as who holds the file may let go any moment; again if nobody was named."""
        if not is_sharing_violation(error) or self._searches == MAX_SEARCHES:
            return
        if self._asked is None or (self._asked.done() and not self._asked.result().holders):
            self._searches += 1
            self._asked = self._pool.submit(self._tools.diagnose, error, path)

    def _clean_up(self) -> Path | None:
        """Delete the folder; what could not be deleted, or None."""
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
    """What each file lost at each step, against the median of the plain ones."""
    tries: dict[FileStep, list[float]] = {}
    for timing in itertools.chain(*plain):
        tries.setdefault(timing.step, []).append(timing.last_try_s)
    usual = {step: statistics.median(seconds) for step, seconds in tries.items()}
    for timings in taken:
        yield {each.step: max(0.0, each.whole_s - usual[each.step]) for each in timings}


def _content(count: int) -> bytes:
    """Bytes that no file system can pack and no scanner knows already."""
    piece = os.urandom(min(count, 2**20))
    return piece * (count // len(piece))


def _names(found: Diagnosis) -> tuple[str, ...]:
    """The holders by the names that the user knows: “Microsoft Defender”."""
    return tuple(dict.fromkeys(name_of(holder, found.path) for holder in found.holders))
