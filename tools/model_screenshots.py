"""Take screenshots of the models dialog: `python -m tools.model_screenshots`, without a screen.

The manager, the dialog and the models folder are real. The hub is our own on loopback, whose model
is as large as the real one and consists of zeros.
"""

import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_app.app.models.item_model import ModelRow
from desktop_app.app.settings import ColorChoice
from desktop_app.app.window import WindowServices, compose
from desktop_app.core.model import ModelSpec
from desktop_app.core.model_config.reader import CONFIG_NAME, WEIGHTS_NAME
from desktop_app.models.catalog import CATALOG, DIARIZERS
from desktop_app.models.layout import StoreLayout
from desktop_app.models.manifest import MANIFEST_NAME, ArchiveSource, Manifest, Origin, UnpackedFile
from desktop_app.system.folders import RESOURCES
from desktop_app.ui.models.details import ModelButton
from desktop_app.ui.models.dialog import ModelsDialog
from desktop_app.ui.theme import Theme
from desktop_app.ui.window.main_window import MainWindow
from tests.hub_faults import Slow
from tests.hub_server import HubServer

TARGET = RESOURCES / "screenshots"
PARAKEET, LARGE_PARAKEET = CATALOG[0], CATALOG[1]
SIZE_BYTES = 2_510_000_000
ARRIVED_BYTES = 1_240_000_000
SPEED_BYTES_PER_S = 8_400_000
PATIENCE_S = 60.0


def sparse(path: Path, size: int) -> None:
    """Make a sparse file of zeros."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    os.truncate(path, size)


def begin_download(layout: StoreLayout, spec: ModelSpec, data: bytes) -> None:
    """Make an interrupted download."""
    sparse(layout.partial(spec.id), ARRIVED_BYTES)
    digest = hashlib.sha256(data).hexdigest()
    remote = {"url": "", "sha256": digest, "bytes": len(data), "revision": ""}
    layout.sidecar(spec.id).write_text(json.dumps(remote), encoding="utf-8")


def install(layout: StoreLayout, spec: ModelSpec) -> None:
    """Make an installed model with wrong checksums."""
    folder = layout.folder(spec.id)
    files = (UnpackedFile(CONFIG_NAME, 10, ""), UnpackedFile(WEIGHTS_NAME, SIZE_BYTES, ""))
    for file in files:
        sparse(folder / file.path, file.bytes)
    source = ArchiveSource(Origin.HUB, spec.facts.source if spec.facts else "", SIZE_BYTES, "")
    manifest = Manifest(spec, source, files, "2026-01-01T12:00:00+00:00")
    (folder / MANIFEST_NAME).write_bytes(manifest.to_json())


class Studio:
    """The dialog for the screenshots."""

    def __init__(self, app: QApplication, services: WindowServices, dialog: ModelsDialog) -> None:
        self._app = app
        self._manager = services.manager
        self.dialog = dialog

    def row(self, spec: ModelSpec) -> ModelRow:
        """Return a model's current row."""
        row = self._manager.rows.get(spec.id)
        if row is None:
            raise LookupError(spec.id)
        return row

    def until(self, reached: Callable[[], bool]) -> None:
        """Process events until a condition holds."""
        end_s = time.monotonic() + PATIENCE_S
        while not reached():
            if time.monotonic() > end_s:
                raise TimeoutError(reached)
            self._app.processEvents()
            time.sleep(0.01)

    def shoot(self, name: str) -> None:
        """Take one screenshot."""
        self._manager.refresh()
        self._manager.folder.find_left_overs()
        end_s = time.monotonic() + 1.0
        self.until(lambda: time.monotonic() > end_s)
        self.dialog.grab().save(str(TARGET / f"{name}.png"))


def take(studio: Studio, layout: StoreLayout, hub: HubServer) -> None:
    """Take the stages: no model, a diarizer, a download, a ready model, the same one damaged."""
    dialog = studio.dialog
    studio.shoot("models-empty")
    dialog.select(DIARIZERS[0].id)
    studio.shoot("models-speakers")
    dialog.select(PARAKEET.id)
    data = bytes(SIZE_BYTES)
    hub.publish(PARAKEET.repo_id or "", PARAKEET.file_name, data)
    hub.faults.append(Slow(bytes_per_s=SPEED_BYTES_PER_S, lasting=True))
    begin_download(layout, PARAKEET, data)
    dialog.folder.refresh()
    dialog.press(ModelButton.RESUME)
    studio.until(lambda: (studio.row(PARAKEET).bytes_per_s or 0) > 0.9 * SPEED_BYTES_PER_S)
    dialog.select(LARGE_PARAKEET.id)
    dialog.press(ModelButton.DOWNLOAD)
    dialog.select(PARAKEET.id)
    studio.shoot("models-downloading")
    for spec in (LARGE_PARAKEET, PARAKEET):
        dialog.select(spec.id)
        dialog.press(ModelButton.PAUSE)
    studio.until(lambda: studio.row(PARAKEET).work is None)
    for path in (layout.partial(PARAKEET.id), layout.sidecar(PARAKEET.id)):
        path.unlink()
    install(layout, PARAKEET)
    studio.shoot("models-ready")
    dialog.press(ModelButton.VERIFY)
    studio.until(lambda: studio.row(PARAKEET).error is not None)
    studio.shoot("models-damaged")


def main() -> int:
    """Take all five."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home, HubServer() as hub:
        os.environ["AVIARY_HOME"] = home
        app = QApplication([])
        theme = Theme(app)
        services = compose()
        services.preferences.change(hub_endpoint=hub.url, color_choice=ColorChoice.LIGHT)
        window = MainWindow(services, theme)
        window.commands.models.manage()
        layout = StoreLayout(services.manager.folder.path)
        take(Studio(app, services, window.commands.models.dialog), layout, hub)
        return 0 if services.shutdown() else 1


if __name__ == "__main__":
    sys.exit(main())
