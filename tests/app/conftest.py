"""Everything behind the window, with real threads and a fake engine."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.intake import FileAccess
from desktop_app.app.models_list import ModelListModel
from desktop_app.app.settings import SettingsStore
from desktop_app.app.window_services import Places, WindowServices, build_window_services
from tests.fakes import FORMATS, NOT_THERE, SPECS, FakeEngine, FakeFiles, write_text


@dataclass
class Stage:
    """The services and the fakes below them."""

    services: WindowServices
    engine: FakeEngine
    files: FakeFiles
    settings_path: Path


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:  # noqa: ARG001 - makes the QApplication
    """Built anew for each test and shut down after it; a thread left over fails the test."""
    engine, files = FakeEngine(), FakeFiles()
    settings_path = tmp_path / "config" / "settings.json"
    services = build_window_services(
        engine=engine,
        files=FileAccess(files.expand, files.probe, files.open_model),
        write=write_text,
        formats=FORMATS,
        models=ModelListModel(SPECS, lambda spec: spec != NOT_THERE),
        settings=SettingsStore(settings_path),
        places=Places(sample=Path("sample.wav"), logs=tmp_path),
        about_notes=("A note.",),
    )
    yield Stage(services, engine, files, settings_path)
    engine.gate.set()
    assert services.shutdown()
