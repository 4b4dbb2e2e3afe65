"""Diagnose a held file, and retry once it is free."""

import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.locks import FileTrouble, is_free
from desktop_app.core.errors import EngineError, MediaInUse
from desktop_app.system.locks.diagnose import diagnose
from desktop_app.system.locks.diagnosis import Diagnosis, LockKind
from tests.conftest import PATIENCE_S

MEDIA = Path("/media/talk.mp4")


class Disk:
    """A file that another program holds until a test releases it."""

    def __init__(self) -> None:
        self.is_held = True
        self.looks = 0

    def is_free(self, _path: Path) -> bool:
        self.looks += 1
        return not self.is_held


@pytest.fixture
def tasks(qtbot: QtBot) -> SideTasks:  # noqa: ARG001 - it brings the application
    return SideTasks()


def test_a_file_in_use_is_diagnosed_at_once(qtbot: QtBot, tasks: SideTasks) -> None:
    asked: list[tuple[BaseException, Path]] = []

    def spying(error: BaseException, path: Path) -> Diagnosis:
        asked.append((error, path))
        return diagnose(error, path)

    trouble = FileTrouble(spying, tasks)
    error = MediaInUse("Another program is using it.")
    with qtbot.waitSignal(trouble.found) as found:
        trouble.on_job_failed(7, error, MEDIA)
    assert found.args is not None and found.args[0].job_id == 7
    trouble.on_job_failed(8, EngineError("Something else."), MEDIA)
    assert tasks.shutdown(PATIENCE_S)
    assert asked == [(error, MEDIA)]


def test_of_two_files_in_use_the_first_is_told_however_long_its_diagnosis_takes(
    qtbot: QtBot, tasks: SideTasks
) -> None:
    may_end = threading.Event()
    asked: list[Path] = []

    def slow(error: BaseException, path: Path) -> Diagnosis:
        asked.append(path)
        assert may_end.wait(60)
        return diagnose(error, path)

    trouble = FileTrouble(slow, tasks)
    found: list[int] = []
    trouble.found.connect(lambda each: found.append(each.job_id))
    trouble.on_job_failed(1, MediaInUse("Another program is using it."), MEDIA)
    trouble.on_job_failed(2, MediaInUse("Another program is using it."), Path("/media/b.mp4"))
    may_end.set()
    qtbot.waitUntil(lambda: bool(found))
    assert tasks.shutdown(PATIENCE_S)
    assert (found, asked) == ([1], [MEDIA])


def test_the_root_decides_and_not_the_lock_on_top(qtbot: QtBot, tasks: SideTasks) -> None:
    """NeMo's failed clean-up raises a lock error over the real one."""
    masked = PermissionError(13, "in use", str(MEDIA))
    masked.__context__ = RuntimeError("CUDA out of memory")
    error = MediaInUse("Another program is using it.")
    error.__cause__ = masked
    trouble = FileTrouble(diagnose, tasks)
    with qtbot.waitSignal(trouble.found) as found:
        trouble.on_job_failed(1, error, MEDIA)
    assert found.args is not None
    assert found.args[0].diagnosis.kind is LockKind.OUT_OF_MEMORY


def test_waiting_ends_when_the_file_is_free(qtbot: QtBot, tasks: SideTasks) -> None:
    disk = Disk()
    trouble = FileTrouble(diagnose, tasks, disk.is_free, check_again_ms=10)
    freed: list[int] = []
    trouble.freed.connect(freed.append)
    trouble.wait_for(3, MEDIA)
    qtbot.waitUntil(lambda: disk.looks >= 3)
    assert freed == []
    disk.is_held = False
    qtbot.waitUntil(lambda: freed == [3])
    looks = disk.looks
    qtbot.waitUntil(lambda: not trouble._timer.isActive())
    assert (freed, disk.looks) == ([3], looks)


def test_waiting_can_be_stopped(qtbot: QtBot, tasks: SideTasks) -> None:
    disk = Disk()
    trouble = FileTrouble(diagnose, tasks, disk.is_free, check_again_ms=10)
    freed: list[int] = []
    trouble.freed.connect(freed.append)
    trouble.wait_for(3, MEDIA)
    qtbot.waitUntil(lambda: disk.looks >= 1)
    trouble.stop_waiting(3)
    disk.is_held = False
    qtbot.waitUntil(lambda: not trouble._timer.isActive() and not trouble._asking)
    assert freed == []


def test_a_file_is_free_when_it_opens(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    assert is_free(tmp_path / "a")
    assert not is_free(tmp_path / "gone")
