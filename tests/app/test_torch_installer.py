"""Install a build of torch from a loopback index, and what may go wrong."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled, DiskFull, GpuSetUpFailed
from desktop_app.core.model_progress import ModelProgress, Phase, unreported
from desktop_app.core.request import DeviceChoice
from desktop_app.gpu.installer import TorchInstaller
from desktop_app.gpu.runtime import FetchedTorch
from desktop_app.gpu.trial import TrialReport
from desktop_app.net.hub import HubSettings
from desktop_app.net.transfer import Patience
from tests.hub_faults import Corrupt, Cut
from tests.torch_index import BREAKS, CRASHES, VERSION, WORKS, TorchIndex

PATIENCE = Patience(tries=3, first_pause_s=0.02, longest_pause_s=0.1)


@pytest.fixture
def index() -> Iterator[TorchIndex]:
    with TorchIndex() as made:
        yield made


@pytest.fixture
def fetched(tmp_path: Path) -> FetchedTorch:
    return FetchedTorch(tmp_path / "é 日本" / "gpu")


def fine(_folder: Path, device: DeviceChoice, _cancel: CancelToken) -> TrialReport:
    return TrialReport(torch=VERSION, device=device.value)


def installer(fetched: FetchedTorch, index: TorchIndex) -> TorchInstaller:
    settings = HubSettings(endpoint=index.url, stall_s=5.0)
    return TorchInstaller(fetched, settings, patience=PATIENCE, try_out=fine)


def names(fetched: FetchedTorch) -> list[str]:
    return sorted(entry.name for entry in fetched.folder.iterdir())


def test_a_build_is_fetched_checked_unpacked_and_used(
    index: TorchIndex, fetched: FetchedTorch
) -> None:
    build = index.publish_build(WORKS)
    told: list[ModelProgress] = []
    installer(fetched, index).install(build, CancelToken(), told.append)
    assert fetched.active == build.id
    assert (fetched.folder_of(build.id) / "torch" / "__init__.py").read_text(
        encoding="utf-8"
    ) == WORKS
    assert names(fetched) == ["active.json", build.id]
    assert list(dict.fromkeys(progress.phase for progress in told)) == [
        Phase.CONNECTING,
        Phase.DOWNLOADING,
        Phase.VERIFYING,
        Phase.UNPACKING,
        Phase.TRYING,
    ]
    assert told[-2].fraction == 1.0


def test_an_interrupted_download_resumes_where_it_stopped(
    index: TorchIndex, fetched: FetchedTorch
) -> None:
    build = index.publish_build(WORKS)
    index.faults += [Cut(after_bytes=300_000), *[Cut(after_bytes=0)] * 3]
    work = installer(fetched, index)
    with pytest.raises(GpuSetUpFailed, match="What was downloaded so far is kept"):
        work.install(build, CancelToken(), unreported)
    assert 0 < work.arrived_bytes(build) < build.bytes
    assert not fetched.active
    before = index.bytes_served
    work.install(build, CancelToken(), unreported)
    assert fetched.active == build.id
    assert index.bytes_served - before < build.bytes


def test_what_is_not_the_pinned_file_is_thrown_away(
    index: TorchIndex, fetched: FetchedTorch
) -> None:
    build = index.publish_build(WORKS)
    index.faults.append(Corrupt())
    work = installer(fetched, index)
    with pytest.raises(GpuSetUpFailed, match="not the one that this version of Aviary expects"):
        work.install(build, CancelToken(), unreported)
    assert names(fetched) == []
    work.install(build, CancelToken(), unreported)
    assert fetched.active == build.id


def test_a_user_who_stops_keeps_what_arrived(index: TorchIndex, fetched: FetchedTorch) -> None:
    build = index.publish_build(WORKS)
    cancel = CancelToken()

    def stop(progress: ModelProgress) -> None:
        if progress.done_bytes > build.bytes // 2:
            cancel.cancel()

    work = installer(fetched, index)
    with pytest.raises(Cancelled):
        work.install(build, cancel, stop)
    assert work.arrived_bytes(build) > build.bytes // 2
    assert not fetched.active


def test_too_little_room_is_reported_before_a_byte_is_fetched(
    index: TorchIndex, fetched: FetchedTorch, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = index.publish_build(WORKS)
    room = SimpleNamespace(free=build.bytes)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: room)
    with pytest.raises(DiskFull, match="Downloading and unpacking"):
        installer(fetched, index).install(build, CancelToken(), unreported)
    assert index.requests == []


def test_a_wheel_that_the_index_lacks(index: TorchIndex, fetched: FetchedTorch) -> None:
    build = replace(index.publish_build(WORKS), file="torch-9.whl")
    with pytest.raises(GpuSetUpFailed, match="does not have this file"):
        installer(fetched, index).install(build, CancelToken(), unreported)


def test_removing_frees_the_disk_space(index: TorchIndex, fetched: FetchedTorch) -> None:
    build = index.publish_build(WORKS)
    work = installer(fetched, index)
    work.install(build, CancelToken(), unreported)
    work.remove()
    assert not fetched.active
    assert names(fetched) == ["active.json"]


def test_tidying_keeps_what_is_in_use_and_what_is_not_aviarys(
    index: TorchIndex, fetched: FetchedTorch
) -> None:
    build = index.publish_build(WORKS)
    work = installer(fetched, index)
    work.install(build, CancelToken(), unreported)
    shutil.copytree(fetched.folder_of(build.id), fetched.folder / ".torch-half")
    shutil.copytree(fetched.folder_of(build.id), fetched.folder / "torch-1.0+cu80-cp311-win_amd64")
    (fetched.folder / "photos").mkdir()
    work.tidy()
    assert names(fetched) == ["active.json", "photos", build.id]


@pytest.mark.real_model
@pytest.mark.parametrize(
    ("source", "problem"),
    [(BREAKS, "c10_cuda.dll"), (CRASHES, "ended with code 0x5"), (WORKS, "")],
    ids=["breaks", "crashes", "works"],
)
def test_the_trial_is_real_and_in_a_process_of_its_own(
    index: TorchIndex, fetched: FetchedTorch, source: str, problem: str
) -> None:
    build = index.publish_build(source)
    work = TorchInstaller(fetched, HubSettings(endpoint=index.url), patience=PATIENCE)
    if not problem:
        tried = work.install(build, CancelToken(), unreported)
        assert (tried.torch, tried.device) == (VERSION, "cpu")
        return
    with pytest.raises(GpuSetUpFailed, match=problem):
        work.install(build, CancelToken(), unreported)
    assert not fetched.active
    assert names(fetched) == [f"{build.file}.part"]


def test_a_trial_that_cannot_be_started_is_reported(
    index: TorchIndex, fetched: FetchedTorch, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = index.publish_build(WORKS)
    monkeypatch.setattr("sys.executable", "/no/such/python")
    work = TorchInstaller(fetched, HubSettings(endpoint=index.url), patience=PATIENCE)
    with pytest.raises(GpuSetUpFailed, match="could not be started for a trial"):
        work.install(build, CancelToken(), unreported)
    assert not fetched.active


@pytest.mark.real_model
def test_a_build_that_finds_no_gpu_is_not_used(index: TorchIndex, fetched: FetchedTorch) -> None:
    import torch

    if torch.cuda.is_available():
        pytest.skip("this computer has a GPU")
    build = index.publish_build(WORKS, DeviceChoice.CUDA)
    work = TorchInstaller(fetched, HubSettings(endpoint=index.url), patience=PATIENCE)
    with pytest.raises(GpuSetUpFailed, match="CUDA cannot be used"):
        work.install(build, CancelToken(), unreported)
    assert not fetched.active
