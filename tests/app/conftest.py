"""Everything behind the window, with real threads, a real folder of models and a fake engine."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs.intake import FileAccess
from desktop_app.app.library.opening import open_library
from desktop_app.app.models.store_view import ModelAccess
from desktop_app.app.planning.history import SpeedHistory
from desktop_app.app.power.power import PowerAccess
from desktop_app.app.settings import SettingsStore
from desktop_app.app.watching.watcher import Pace
from desktop_app.app.window import Places, WindowAccess, WindowServices, build_window_services
from desktop_app.core.model import ModelSpec
from desktop_app.models.store import ModelStore
from desktop_app.models.token import TokenFile
from tests.conftest import PATIENCE_S
from tests.fake_power import FakePower
from tests.fake_sound import Shop
from tests.fakes import (
    CANARY,
    FORMATS,
    SPECS,
    STARTER,
    FakeDownloader,
    FakeEngine,
    FakeFiles,
)
from tests.nemo_files import model
from tests.slot_orders import BELOW_THE_WINDOW, Order, last_first, reordered, shuffled

# Folders are looked at so often that no test waits for it, and files settle at once.
QUICK = Pace(settled_s=0.15, check_ms=20, poll_ms=40, told_ms=60_000, soon_ms=10, keep_ms=20)


@dataclass
class Stage:
    """The services and the fakes below them."""

    services: WindowServices
    engine: FakeEngine
    files: FakeFiles
    settings_path: Path
    store: ModelStore
    downloader: FakeDownloader
    power: FakePower
    access: WindowAccess


@pytest.fixture
def specs() -> tuple[ModelSpec, ...]:
    """The catalogue; the starter and Canary are installed as far as they are in it."""
    return SPECS


@pytest.fixture
def library_folder() -> Path | None:
    """Where the library lies; None to work without."""
    return None


@pytest.fixture
def slot_order(request: pytest.FixtureRequest) -> Order | None:
    """In which order signals reach their slots; None for that in which they were connected."""
    asked = str(request.config.getoption("--slots"))
    if asked.isdecimal():
        return shuffled(int(asked))
    return last_first if asked else None


@pytest.fixture
def stage(
    qtbot: QtBot,  # noqa: ARG001 - makes the QApplication
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    specs: tuple[ModelSpec, ...],
    slot_order: Order | None,
    library_folder: Path | None,
) -> Iterator[Stage]:
    """Built for each test and shut down after it; a thread left over fails the test."""
    engine, files, power = FakeEngine(), FakeFiles(), FakePower()
    # A user does not wait for the end as long as a test does on a computer whose cores are busy.
    for name, seconds in (("SHUTDOWN_S", 3), ("SIDE_TASKS_END_S", 1), ("LIBRARY_END_S", 1)):
        monkeypatch.setattr(f"desktop_app.app.window.{name}", seconds * PATIENCE_S)
    monkeypatch.setattr("desktop_app.models.store.CATALOG", specs)
    store = ModelStore(tmp_path / "Modelle é 日本", tmp_path / "bundled")
    store.folder.mkdir()
    for spec in (STARTER, CANARY):
        model(store.layout.archive(spec.id))
    downloader = FakeDownloader(store)
    settings_path = tmp_path / "config" / "settings.json"
    settings_path.parent.mkdir()
    access = WindowAccess(
        sound=Shop(),
        engine=lambda: engine,
        files=FileAccess(files.expand, files.probe),
        formats=FORMATS,
        models=ModelAccess(store, downloader.for_settings, TokenFile(settings_path.parent)),
        power=PowerAccess(power, power.sleep_control()),
        settings=SettingsStore(settings_path),
        speed=SpeedHistory(tmp_path / "speed.json"),
        gpus=list,
        places=Places(sample=Path("sample.wav"), logs=tmp_path),
        dragged=tmp_path / "dragged",
        about_notes=lambda: ("A note.",),
        watched_path=tmp_path / "config" / "watched.json",
        watching_pace=QUICK,
        open_library=partial(open_library, None, library_folder) if library_folder else None,
    )
    with reordered(BELOW_THE_WINDOW, slot_order):
        services = build_window_services(access)
        yield Stage(services, engine, files, settings_path, store, downloader, power, access)
        engine.gate.set()
        assert services.shutdown()
