"""Kill a program that works on a library, at named points and at random moments; look what is lost.

    python -m tools.kill_test [--points N] [--rounds N] [--cuts N] [--short] [--seed N]

Twelve recordings are queued, transcribed with the starter model, edited, exported and thrown away
(tests/kills/life.py). At each named point, and at random moments until it is through, the process
is killed by SIGKILL and the library looked at; then the next process goes on. Each letter that was
typed must be there, and its text and its changes agree. At the end each text must be, word for
word, that of a life that nobody interrupted. Ends with 1 if anything is lost.

A power cut takes more than a kill: what was not synced. One life is watched while it writes, and at
random syncs, and between, its folder is made as a cut would have left it
(tests/unit/library/power_cut.py): looked at, and lived on.

The model is loaded once; each process is a fork of this one, so a round takes seconds.
"""

from __future__ import annotations

import argparse
import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.nemo import importing, loader
from desktop_app.system import utf8_mode
from desktop_app.system.environment import KILL_VARIABLE
from desktop_app.system.folders import RESOURCES
from tests.kills.life import World, counted_points, faults, found_in, live
from tests.random_models import unpack
from tests.unit.library import power_cut

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from desktop_app.core.transcript import Transcript

STARTER: Final = RESOURCES / "models" / "aviary-starter.nemo"
SAMPLE: Final = RESOURCES / "samples" / "sample.wav"
RECORDINGS: Final = 12
LONGEST_S: Final = 20.0
# Longer than any life takes, also on a busy computer.
PATIENCE_S: Final = 300.0
POLL_S: Final = 0.002
# Lives for each random kill, at most: a life may be through before its kill comes.
MOST_LIVES: Final = 3
# How often the long form says how far it is.
STEP: Final = 10


@dataclass
class Counts:
    """What was done and found.

    Attributes:
        killed: processes that were killed, by where.
        passed: named points that were not reached any more.
        faults: what was wrong.
    """

    killed: Counter[str] = field(default_factory=Counter)
    passed: int = 0
    lives: int = 0
    checks: int = 0
    faults: list[str] = field(default_factory=list)


def in_child(
    work: Callable[[], object], answer: Path, kill_at: str = "", kill_after_s: float = 0.0
) -> str:
    """Do work in a fork of this process.

    Args:
        work: what it returns is pickled.
        answer: where to.
        kill_at: the named point where it is killed, if it comes there.
        kill_after_s: when it is killed, if it takes so long; 0 for never.

    Returns:
        "done", "killed" or "failed".
    """
    answer.unlink(missing_ok=True)
    child = os.fork()
    if not child:
        code = 1
        try:
            os.environ[KILL_VARIABLE] = kill_at
            answer.write_bytes(pickle.dumps(work()))
            code = 0
        except BaseException:  # noqa: BLE001 - the child must not become a second parent
            traceback.print_exc()
        sys.stderr.flush()
        os._exit(code)
    until_s = time.monotonic() + (kill_after_s or PATIENCE_S)
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            break
        if time.monotonic() > until_s:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return "killed" if kill_after_s else "failed"
        time.sleep(POLL_S)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return "killed"
    return "done" if os.waitstatus_to_exitcode(status) == 0 else "failed"


class KillTest:
    """Lives of libraries, one after the other, in one folder.

    Args:
        folder: an empty one.
        world: the recordings and the model; its home is not used.
    """

    def __init__(self, folder: Path, world: World) -> None:
        self._folder = folder
        self._answer = folder / "answer"
        self._world = replace(world, home=folder / "uninterrupted")
        self.counts = Counts()
        self.points: dict[str, int] = {}
        self.took_s = 0.0
        self._expected: dict[str, Transcript] = {}

    def live_undisturbed(self) -> None:
        """Live once without a kill, for the texts, the points and how long it takes.

        Raises:
            RuntimeError: that alone failed.
        """

        def whole() -> dict[str, int]:
            counts: dict[str, int] = {}
            with counted_points(counts):
                live(self._world)
            return counts

        texts = replace(self._world, home=self._folder / "texts")
        if in_child(lambda: live(texts, to_the_end=False), self._answer) != "done":
            raise RuntimeError("a life without a kill failed")
        if in_child(lambda: found_in(texts).texts, self._answer) != "done":
            raise RuntimeError("a library that was closed cannot be opened")
        self._expected = pickle.loads(self._answer.read_bytes())  # noqa: S301
        began_s = time.monotonic()
        if in_child(whole, self._answer) != "done":
            raise RuntimeError("a life without a kill failed")
        self.took_s = time.monotonic() - began_s
        self.points = pickle.loads(self._answer.read_bytes())  # noqa: S301 - our child's
        if found := self._faults(self._world):
            raise RuntimeError("; ".join(found))

    def kill_at(self, point: str) -> None:
        """Kill a life at a named point, look, and live on to the end."""
        world = self._next_world()
        end = in_child(lambda: live(world), self._answer, kill_at=point)
        if end == "done":
            self.counts.passed += 1
        elif end == "killed":
            self.counts.killed[point.partition(":")[0]] += 1
            self._look(world, f"killed at {point}")
        self._to_the_end(world, end, f"killed at {point}")

    def kill_at_random(self, generator: random.Random, most: int) -> int:
        """Kill a life again and again until it is through; return how often it was killed."""
        world = self._next_world()
        kills = 0
        while kills < most:
            # Most of the time it is somewhere in the middle; now and then right at its start.
            after_s = generator.uniform(0.005, self.took_s * generator.choice([0.05, 0.3, 0.6]))
            end = in_child(lambda: live(world), self._answer, kill_after_s=after_s)
            if end != "killed":
                self._to_the_end(world, end, "at random")
                return kills
            kills += 1
            self.counts.killed["random"] += 1
            self._look(world, f"killed after {after_s:.3f} s")
        self._to_the_end(world, "killed", "at random")
        return kills

    def cut_power(self, generator: random.Random, count: int) -> None:
        """Cut the power of a watched life that many times, look, and live on to the end.

        Raises:
            RuntimeError: there is no C compiler, or the life failed.
        """
        home = self._folder / "watched"
        disk, root = power_cut.Disk(), str(home)
        events = _watched(self._folder, home)
        due = [n for n, event in enumerate(events) if event.kind in {"Y", "U", "R"}]
        chosen = set(generator.sample(due, min(count, len(due))))
        for number, event in enumerate(events):
            if number in chosen:
                world = self._next_world()
                (world.home / "library").mkdir(parents=True)
                luck = generator.choice([None, generator])
                disk.write(world.home, root, luck)
                ledger = "".join(f"{line}\n" for line in disk.said if line.startswith("["))
                (world.home / "ledger").write_text(ledger, encoding="utf-8")
                self.counts.killed["power cut"] += 1
                how = f"power cut at {number}, {'by chance' if luck else 'strict'}"
                self._look(world, how)
                self._to_the_end(world, "killed", how)
            disk.do(event)

    def _next_world(self) -> World:
        self.counts.lives += 1
        return replace(self._world, home=self._folder / f"life {self.counts.lives}")

    def _to_the_end(self, world: World, end: str, how: str) -> None:
        if end == "killed":
            end = in_child(lambda: live(world), self._answer)
        if end != "done":
            self._blame(f"{how}: a life {end}")
            return
        self._look(world, f"{how}, at the end")
        shutil.rmtree(world.home)

    def _look(self, world: World, how: str) -> bool:
        found = self._faults(world)
        self.counts.checks += 1
        for fault in found:
            self._blame(f"{how}: {fault}")
        return not found

    def _blame(self, fault: str) -> None:
        self.counts.faults.append(fault)
        say(f"FAULT {fault}")

    def _faults(self, world: World) -> list[str]:
        """What is wrong with a library that nobody has open."""
        end = in_child(lambda: list(faults(world, found_in(world), self._expected)), self._answer)
        if end != "done":
            return [f"looking at it {end}"]
        found: list[str] = pickle.loads(self._answer.read_bytes())  # noqa: S301 - our child's
        return found


def _watched(folder: Path, home: Path) -> list[power_cut.Event]:
    """Live in a process of its own whose writes and syncs are logged.

    Raises:
        RuntimeError: there is no C compiler, or the life failed.
    """
    watcher = power_cut.build(folder)
    if watcher is None:
        raise RuntimeError("power cuts need Linux and a C compiler")
    log = folder / "watched.log"
    told = {"LD_PRELOAD": str(watcher), "WATCH_LOG": str(log), "WATCHED": str(home)}
    subprocess.run(
        [*utf8_mode.interpreter(), "-m", "tools.kill_test", "--watched-life", str(folder)],
        env={**os.environ, **told},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return list(power_cut.events(log.read_bytes()))


def chosen_points(points: dict[str, int], count: int, generator: random.Random) -> list[str]:
    """Choose that many `name:n`: each name at least once if there is room, then by frequency."""
    names = sorted(points)
    generator.shuffle(names)
    chosen = [f"{name}:{generator.randint(1, points[name])}" for name in names[:count]]
    every = [f"{name}:{n}" for name in names for n in range(1, points[name] + 1)]
    rest = [point for point in every if point not in set(chosen)]
    generator.shuffle(rest)
    return chosen + rest[: max(0, count - len(chosen))]


def recordings(folder: Path, count: int, longest_s: float) -> tuple[Path, ...]:
    """Make recordings out of parts of the sample, no two alike, the last ones the longest."""
    import soundfile

    sound, rate_hz = soundfile.read(SAMPLE, dtype="float32")
    generator = random.Random(16)  # noqa: S311 - recordings, no secrets
    made = []
    for number in range(count):
        length_s = 3.0 + (longest_s - 3.0) * number / (count - 1)
        pieces: list[NDArray[np.float32]] = []
        while sum(len(piece) for piece in pieces) < length_s * rate_hz:
            first = generator.randrange(len(sound) * 3 // 4)
            pieces.append(sound[first : first + round(generator.uniform(3, 15) * rate_hz)])
            pieces.append(np.zeros(round(generator.choice([0.0, 0.3, 2.5]) * rate_hz), np.float32))
        made.append(folder / f"recording {number}.wav")
        if not made[-1].exists():  # a watched life takes those that are there
            soundfile.write(made[-1], np.concatenate(pieces)[: round(length_s * rate_hz)], rate_hz)
    return tuple(made)


def world_in(folder: Path) -> World:
    """Make the recordings and load the model, on one thread: a fork has none of the others."""
    importing.import_nemo()
    import torch

    torch.set_num_threads(1)
    spec = ModelSpec("starter", "Aviary Starter", ModelKind.TRANSDUCER, "", path=STARTER)
    unpacked = folder / "model"
    if not unpacked.exists():
        unpack(STARTER, unpacked)
    recognizer = loader.load(unpacked, spec, DeviceChoice.CPU, Precision.AUTO, CancelToken())
    made = recordings(folder, RECORDINGS, LONGEST_S)
    return World(folder, made, spec, recognizer)


def main() -> int:
    """Run the test; return 1 if anything was lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--points", type=int, default=100, help="named points to be killed at")
    parser.add_argument("--rounds", type=int, default=100, help="kills at random moments")
    parser.add_argument("--cuts", type=int, default=0, help="power cuts")
    parser.add_argument("--short", action="store_true", help="six points and six kills")
    parser.add_argument("--seed", type=int, default=16)
    parser.add_argument("--watched-life", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.short:
        options.points, options.rounds = 6, 6
    if options.watched_life is not None:
        folder: Path = options.watched_life
        live(replace(world_in(folder), home=folder / "watched"))
        return 0
    generator = random.Random(options.seed)  # noqa: S311
    with tempfile.TemporaryDirectory(prefix="aviary-kills-") as name:
        folder = Path(name)
        test = KillTest(folder, world_in(folder))
        test.live_undisturbed()
        say(
            f"an undisturbed life takes {test.took_s:.1f} s and passes "
            f"{sum(test.points.values())} points of {len(test.points)} names"
        )
        for number, point in enumerate(chosen_points(test.points, options.points, generator), 1):
            test.kill_at(point)
            tell_of(test, f"{number} points", is_due=not number % STEP)
        left, number = options.rounds, 0
        while left > 0 and number < MOST_LIVES * options.rounds:
            left -= test.kill_at_random(generator, left)
            number += 1
            tell_of(test, f"{options.rounds - left} random kills", is_due=not number % STEP)
        if options.cuts:
            test.cut_power(generator, options.cuts)
        return report(test)


def tell_of(test: KillTest, what: str, *, is_due: bool) -> None:
    """Say how far it is, now and then."""
    if is_due:
        say(f"… {what}, {test.counts.lives} lives, {len(test.counts.faults)} faults")


def report(test: KillTest) -> int:
    """Print the counts; return 1 if anything was lost."""
    counts = test.counts
    for name, times in sorted(counts.killed.items()):
        say(f"{times:5d}  {name}")
    say(
        f"{counts.lives} lives, {counts.killed.total()} kills, {counts.passed} points not "
        f"reached, {counts.checks} looks, {len(counts.faults)} faults"
    )
    return 1 if counts.faults else 0


def say(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
