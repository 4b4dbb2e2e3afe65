"""When a fetched build of torch is put in front, and when it is given up."""

import os
import sys
from pathlib import Path

import psutil
import pytest

from desktop_app.core.errors import GpuStartFailed
from desktop_app.core.request import DeviceChoice
from desktop_app.gpu import builds as torch_builds
from desktop_app.gpu.builds import TorchBuild
from desktop_app.gpu.runtime import CRASHED, GONE, OTHER_VERSION, FetchedTorch
from tests.torch_index import FILE, builds_file

BUILD = TorchBuild("cu130", "CUDA 13.0", DeviceChoice.CPU, "580", (7, 5), FILE, "0" * 64, 9)


@pytest.fixture
def fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FetchedTorch:
    monkeypatch.setattr(torch_builds, "BUILDS_FILE", builds_file(tmp_path / "b.json", BUILD))
    monkeypatch.setattr(sys, "path", list(sys.path))
    made = FetchedTorch(tmp_path / "gpu")
    made.folder_of(BUILD.id).mkdir(parents=True)
    made.activate(BUILD.id)
    return made


def mark(fetched: FetchedTorch, pid: int, began_s: float) -> None:
    (fetched.folder / "starting").write_text(f"{pid} {began_s}", encoding="ascii")


def test_what_is_active_comes_first(fetched: FetchedTorch) -> None:
    assert fetched.put_first() == ""
    assert sys.path[0] == str(fetched.folder_of(BUILD.id))
    assert fetched.is_first


def test_without_one_nothing_changes(tmp_path: Path) -> None:
    before = list(sys.path)
    fetched = FetchedTorch(tmp_path / "none")
    assert fetched.put_first() == ""
    assert sys.path == before and not fetched.is_first
    assert not fetched.folder.exists()


def test_one_that_was_deleted_is_given_up(fetched: FetchedTorch) -> None:
    fetched.folder_of(BUILD.id).rmdir()
    assert fetched.put_first() == GONE
    assert not fetched.active and not fetched.is_first


def test_one_of_another_version_of_the_program_is_given_up(
    fetched: FetchedTorch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # the program's own list
    assert fetched.put_first() == OTHER_VERSION


def test_a_process_that_ended_in_the_import_is_the_last_one(fetched: FetchedTorch) -> None:
    mark(fetched, 2**22 + 1, 1.0)  # a number that Linux never gives
    assert fetched.put_first() == CRASHED
    assert not (fetched.folder / "starting").exists()
    assert fetched.put_first() == ""


def test_a_process_that_has_the_same_number_is_another_one(fetched: FetchedTorch) -> None:
    mark(fetched, os.getpid(), psutil.Process().create_time() - 60)
    assert fetched.put_first() == CRASHED


def test_a_process_that_still_imports_it_has_not_failed(fetched: FetchedTorch) -> None:
    mark(fetched, os.getppid(), psutil.Process(os.getppid()).create_time())
    assert fetched.put_first() == ""
    assert fetched.active == BUILD.id


@pytest.mark.parametrize("content", ["", "nonsense", "1", "x y"])
def test_a_mark_that_says_nothing_is_no_mark(fetched: FetchedTorch, content: str) -> None:
    (fetched.folder / "starting").write_text(content, encoding="ascii")
    assert fetched.put_first() == ""


def test_the_mark_is_there_while_it_is_imported(fetched: FetchedTorch) -> None:
    fetched.put_first()
    with fetched.watched():
        assert (fetched.folder / "starting").is_file()
        assert FetchedTorch(fetched.folder).put_first() == ""  # another program beside it
    assert not (fetched.folder / "starting").exists()
    assert fetched.active == BUILD.id


def test_an_import_that_fails_is_reported_and_the_last_one(fetched: FetchedTorch) -> None:
    fetched.put_first()
    with pytest.raises(GpuStartFailed, match="could not be started: no DLL"), fetched.watched():
        raise ImportError("no DLL")
    assert not fetched.active
    assert not (fetched.folder / "starting").exists()


def test_a_program_that_leaves_in_the_import_has_not_failed(fetched: FetchedTorch) -> None:
    fetched.put_first()
    with pytest.raises(KeyboardInterrupt), fetched.watched():
        raise KeyboardInterrupt
    assert fetched.active == BUILD.id
    fetched.end()
    assert FetchedTorch(fetched.folder).put_first() == ""


def test_a_damaged_state_is_none(fetched: FetchedTorch) -> None:
    (fetched.folder / "active.json").write_text("[", encoding="utf-8")
    assert fetched.put_first() == ""
    assert not fetched.active
