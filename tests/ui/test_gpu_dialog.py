"""Help > Use my NVIDIA GPU…: what it says and offers, with a real index and a real folder."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.gpu import GpuAccess, GpuWork
from desktop_app.app.settings import Preferences, Settings, SettingsStore
from desktop_app.core.cancel import CancelToken
from desktop_app.core.request import DeviceChoice
from desktop_app.gpu.builds import TorchBuild
from desktop_app.gpu.installer import TorchInstaller
from desktop_app.gpu.runtime import FetchedTorch
from desktop_app.gpu.trial import TrialReport
from desktop_app.net.hub import HubSettings
from desktop_app.net.transfer import Patience
from desktop_app.system.hardware import Gpu
from desktop_app.ui.gpu.dialog import GpuDialog
from desktop_app.ui.strings import gpu as texts
from tests.conftest import PATIENCE_S
from tests.hub_faults import Slow
from tests.torch_index import WORKS, TorchIndex

CARD = Gpu("NVIDIA GeForce RTX 3060", 12_884_901_888, "581.15", (8, 6))
PATIENCE = Patience(tries=2, first_pause_s=0.02, longest_pause_s=0.1)


class Studio:
    """A dialog over a loopback index."""

    def __init__(self, folder: Path, index: TorchIndex, qtbot: QtBot) -> None:
        self.index = index
        self.qtbot = qtbot
        self.gpus: list[Gpu] = [CARD]
        self.builds: list[TorchBuild] = [index.publish_build(WORKS)]
        self.trial = TrialReport(torch="2.13.0+cu130", device="cuda")
        self.fetched = FetchedTorch(folder / "gpu")
        self.tasks = SideTasks()
        self.preferences = Preferences(SettingsStore(folder / "settings.json"), self.tasks)
        access = GpuAccess(self.fetched, self._installer, lambda: self.gpus, lambda: self.builds)
        self.work = GpuWork(access, self.preferences)
        self.dialog = GpuDialog(self.work, self.preferences)
        qtbot.addWidget(self.dialog)

    def open(self) -> None:
        with self.qtbot.waitSignal(self.work.refreshed):
            self.dialog.show()

    def wait(self, seen: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(seen)

    def close(self) -> bool:
        return self.work.shutdown(PATIENCE_S) and self.tasks.shutdown(PATIENCE_S)

    def _installer(self, settings: Settings) -> TorchInstaller:
        index = HubSettings(endpoint=settings.torch_index or self.index.url)

        def try_out(_folder: Path, _device: DeviceChoice, _cancel: CancelToken) -> TrialReport:
            return self.trial

        return TorchInstaller(self.fetched, index, patience=PATIENCE, try_out=try_out)


@pytest.fixture
def studio(tmp_path: Path, qtbot: QtBot) -> Iterator[Studio]:
    with TorchIndex() as index:
        made = Studio(tmp_path, index, qtbot)
        yield made
        assert made.close()


def test_from_the_offer_to_the_next_start(studio: Studio) -> None:
    studio.open()
    dialog = studio.dialog
    assert dialog.gpu.text() == "NVIDIA GeForce RTX 3060 · 12.9 GB · driver 581.15"
    assert "CUDA 13.0 works with this card: a download of 1.0 MB" in dialog.state.text()
    assert dialog.install_button.isVisible() and not dialog.stop_button.isVisible()
    dialog.install_button.click()
    assert dialog.stop_button.isVisible() and not dialog.install_button.isVisible()
    studio.wait(lambda: dialog.state.text() == texts.NEXT_START)
    assert studio.fetched.active == studio.builds[0].id
    assert dialog.remove_button.isVisible() and not dialog.progress.isVisible()
    with studio.qtbot.waitSignal(studio.work.refreshed):
        dialog.remove_button.click()
    assert not studio.fetched.active
    assert dialog.install_button.isVisible()


def test_stopped_in_the_middle_it_offers_the_rest(studio: Studio) -> None:
    studio.index.faults.append(Slow(bytes_per_s=400_000, lasting=True))
    studio.open()
    dialog = studio.dialog
    dialog.install_button.click()
    studio.wait(lambda: "of 1.0 MB" in dialog.state.text() and dialog.progress.value() > 0)
    with studio.qtbot.waitSignals([studio.work.ended, studio.work.refreshed]):
        dialog.stop_button.click()
    assert "downloaded" in dialog.state.text()
    assert dialog.install_button.text() == texts.CONTINUE
    studio.index.faults.clear()
    dialog.install_button.click()
    studio.wait(lambda: dialog.state.text() == texts.NEXT_START)


def test_a_failed_trial_says_why_and_changes_nothing(studio: Studio) -> None:
    studio.trial = TrialReport(problem="CUDA cannot be used: no driver.")
    studio.open()
    studio.dialog.install_button.click()
    studio.wait(lambda: "does not work on this computer" in studio.dialog.state.text())
    assert "no driver." in studio.dialog.state.text()
    assert studio.dialog.state.property("kind") == "error"
    assert not studio.fetched.active
    studio.wait(studio.dialog.install_button.isVisible)


@pytest.mark.parametrize(
    ("gpus", "is_pinned", "said", "has_drivers"),
    [
        ([], True, texts.NO_GPU, True),
        ([replace(CARD, capability=(3, 5))], True, texts.OLD_GPU, False),
        ([replace(CARD, driver="471.11")], True, "CUDA 13.0 needs 580 or newer, but 471.11", True),
        ([CARD], False, texts.NO_WHEEL, False),
    ],
)
def test_why_there_is_nothing_to_fetch(
    studio: Studio, gpus: list[Gpu], is_pinned: bool, said: str, has_drivers: bool
) -> None:
    studio.gpus = gpus
    if not is_pinned:
        studio.builds = [replace(studio.builds[0], file="")]
    studio.open()
    assert said in studio.dialog.state.text()
    assert studio.dialog.drivers_button.isVisible() is has_drivers
    assert not studio.dialog.install_button.isVisible()


def test_the_address_of_the_index_is_a_setting(studio: Studio) -> None:
    studio.preferences.change(torch_index="http://127.0.0.1:9")
    studio.open()
    studio.dialog.install_button.click()
    studio.wait(lambda: "cannot be reached" in studio.dialog.state.text())
    assert studio.index.requests == []
