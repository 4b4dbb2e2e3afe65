"""The lock probe: real folders, real trouble, and holders that a test makes up."""

import errno
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled
from desktop_app.system.file_probe import (
    LARGE,
    PATIENCE_S,
    PAUSE_S,
    PREFIX,
    SLOW_S,
    SMALL,
    Files,
    FileStep,
    FolderResult,
    FolderState,
    RealFiles,
    Tools,
    probe,
)
from desktop_app.system.locks.diagnose import diagnose
from desktop_app.system.locks.diagnosis import Diagnosis, Holder, LockKind
from tests.fake_file_facts import FakeFileFacts

DEFENDER = Holder("MsMpEng.exe", 4, path="MsMpEng.exe")
HELD_S = 2.0


class Clock:
    """A clock that advances only by sleep and work."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds


class Scanner(RealFiles):
    """Holds each new file for a while from the first try to rename it."""

    def __init__(self, clock: Clock, held_s: float, *, once: bool = False) -> None:
        self.clock = clock
        self.held_s = held_s
        self.once = once
        self.until: dict[Path, float] = {}

    def rename(self, source: Path, target: Path) -> None:
        key = source.parent if self.once else source
        if self.clock() < self.until.setdefault(key, self.clock() + self.held_s):
            raise OSError(errno.EBUSY, "held", str(source))
        super().rename(source, target)


class Sluggish(RealFiles):
    """Lets the first reader of a file wait, without an error, as scanners on access do."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.seen: set[Path] = set()

    def read(self, path: Path) -> None:
        if path not in self.seen:
            self.clock.sleep(1.5)
        self.seen.add(path)
        super().read(path)


def by_defender(error: OSError, path: Path) -> Diagnosis:
    return diagnose(error, path, FakeFileFacts(is_windows=False, held_by=(DEFENDER,)))


def tools(files: Files, clock: Clock) -> Tools:
    return Tools(files, clock, clock.sleep, by_defender)


def one(folder: Path, given: Tools | None = None) -> FolderResult:
    (result,) = probe([folder], CancelToken(), sizes=(SMALL,), tools=given)
    return result


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Empty, and empty again at the end."""
    made = tmp_path / "Modelle é 日本"
    made.mkdir()
    yield made
    assert not list(made.iterdir())


def test_a_free_folder_is_fine_and_clean_again(folder: Path, clock: Clock) -> None:
    told: list[tuple[Path, float]] = []
    free = tools(RealFiles(), clock)  # a busy computer must not look like a scanner
    results = probe([folder, folder], CancelToken(), lambda *news: told.append(news), tools=free)
    assert [result.state for result in results] == [FolderState.FINE] * 2
    planned = len(SMALL.kinds) + len(LARGE.kinds)
    assert all(r.added_s < SLOW_S and r.files == planned and not r.held_by for r in results)
    fractions = [fraction for _, fraction in told]
    assert fractions == sorted(fractions) and fractions[-1] == 1.0
    assert {place for place, _ in told} == {folder}


@pytest.mark.parametrize("once", [False, True], ids=["each file", "the first file"])
def test_a_scanner_makes_it_slow_and_is_named(folder: Path, clock: Clock, *, once: bool) -> None:
    result = one(folder, tools(Scanner(clock, HELD_S, once=once), clock))
    assert result.state is FolderState.SLOW
    assert HELD_S <= result.added_s <= HELD_S + PAUSE_S + 1e-6
    assert result.step is FileStep.RENAME
    assert result.held_by == ("Microsoft Defender",)
    assert result.diagnosis is not None and result.diagnosis.kind is LockKind.SHARING_VIOLATION


def test_waiting_without_an_error_counts_too(folder: Path, clock: Clock) -> None:
    result = one(folder, tools(Sluggish(clock), clock))
    assert (result.state, result.step) == (FolderState.SLOW, FileStep.REOPEN)
    assert result.added_s == pytest.approx(1.5)
    assert result.held_by == () and result.diagnosis is None


def test_a_moment_is_no_complaint(folder: Path, clock: Clock) -> None:
    assert one(folder, tools(Scanner(clock, 0.1), clock)).state is FolderState.FINE


def test_what_is_held_for_good_is_blocked(folder: Path, clock: Clock) -> None:
    result = one(folder, tools(Scanner(clock, 1000.0), clock))
    assert (result.state, result.step) == (FolderState.BLOCKED, FileStep.RENAME)
    assert result.held_by == ("Microsoft Defender",)
    assert result.diagnosis is not None and result.diagnosis.steps


def test_time_is_bounded(tmp_path: Path, clock: Clock) -> None:
    folders = [tmp_path / name for name in ("models", "temporary", "output")]
    for each in folders:
        each.mkdir()
    began_s = clock()
    results = probe(folders, CancelToken(), tools=tools(Scanner(clock, PATIENCE_S - 0.5), clock))
    assert [result.state for result in results] == [FolderState.SLOW] * 3
    assert all(0 < result.files < len(SMALL.kinds) + len(LARGE.kinds) for result in results)
    assert clock() - began_s < 25
    assert not any(any(each.iterdir()) for each in folders)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_no_permission_blocks(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    result = one(tmp_path)
    tmp_path.chmod(0o700)
    assert (result.state, result.step) == (FolderState.BLOCKED, FileStep.MAKE)
    assert result.diagnosis is not None and result.diagnosis.kind is LockKind.NO_PERMISSION


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    result = one(file)
    assert (result.state, result.step, result.files) == (FolderState.BLOCKED, FileStep.MAKE, 0)
    assert file.exists()


def test_a_full_disk_blocks(tmp_path: Path) -> None:
    mount = shutil.which("mount")
    command = [mount or "", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(tmp_path)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        (result,) = probe([tmp_path], CancelToken())
        left = list(tmp_path.iterdir())
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)
    assert (result.state, result.step) == (FolderState.BLOCKED, FileStep.WRITE)
    assert result.diagnosis is not None and result.diagnosis.kind is LockKind.DISK_FULL
    assert result.files == len(SMALL.kinds) and not left


def test_stopping_cleans_up(folder: Path) -> None:
    cancel = CancelToken()
    seen: list[str] = []

    def stop(_folder: Path, _fraction: float) -> None:
        seen.extend(entry.name for entry in folder.iterdir())
        cancel.cancel()

    with pytest.raises(Cancelled):
        probe([folder], cancel, stop)
    assert len(seen) == 1 and seen[0].startswith(PREFIX)


def test_stopping_ends_a_wait(folder: Path) -> None:
    cancel = CancelToken()

    class Held(RealFiles):
        def delete(self, path: Path) -> None:
            cancel.cancel()
            raise OSError(errno.EBUSY, "held", str(path))

    with pytest.raises(Cancelled):
        probe([folder], cancel, tools=Tools(Held(), diagnose=by_defender))


def test_what_cannot_be_deleted_is_reported(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> None:
        raise OSError(errno.EBUSY, "held", str(path))

    monkeypatch.setattr(shutil, "rmtree", refuse)
    result = one(tmp_path, tools(RealFiles(), clock))
    assert result.left_behind is not None and result.left_behind.is_dir()
    assert result.left_behind.parent == tmp_path


def test_a_real_holder_of_a_real_file_is_waited_for_and_named(folder: Path) -> None:
    """A program that is run cannot be written, on Linux: the one sharing violation there is."""

    class Run(RealFiles):
        """Runs the first file that is written, until a second after it could not be."""

        started: subprocess.Popen[bytes] | None = None

        def write(self, path: Path, data: bytes) -> None:
            if self.started is not None:
                super().write(path, data)
                return
            shutil.copy2(shutil.which("cat") or "", path)
            self.started = subprocess.Popen([str(path)], stdin=subprocess.PIPE)
            assert self.started.stdin is not None
            try:
                super().write(path, data)
            finally:
                threading.Timer(1.0, self.started.stdin.close).start()

    files = Run()
    (result,) = probe([folder], CancelToken(), sizes=(SMALL,), tools=Tools(files))
    assert files.started is not None and files.started.wait(60) == 0
    assert (result.state, result.step) == (FolderState.SLOW, FileStep.WRITE)
    assert result.added_s > 0.5
