"""The composition root: every object below the window, built once, in order."""

import logging
from dataclasses import dataclass
from pathlib import Path

from desktop_app.app.deferred_session import DeferredSession
from desktop_app.app.settings import Settings, SettingsStore
from desktop_app.app.speed_history import FILE_NAME, SpeedHistory
from desktop_app.engine.notes import IN_MEMORY_NOTE
from desktop_app.models.download import Downloader
from desktop_app.models.hub import ENDPOINT, HubSettings
from desktop_app.models.store import ModelStore
from desktop_app.models.token import TokenFile
from desktop_app.system import environment
from desktop_app.system.folders import RESOURCES, Folders
from desktop_app.system.logs import start_logging

logger = logging.getLogger(__name__)

SAMPLE = RESOURCES / "samples" / "sample.wav"


@dataclass(frozen=True, slots=True)
class Services:
    """What the window and the command line are built from."""

    folders: Folders
    log_path: Path
    settings: SettingsStore
    store: ModelStore
    token: TokenFile
    session: DeferredSession
    speed: SpeedHistory

    def downloader(self, settings: Settings) -> Downloader:
        """What downloads models, as the settings and the environment say."""
        hub = HubSettings(
            endpoint=environment.hub_endpoint() or settings.hub_endpoint or ENDPOINT,
            token=self.token.read(),
            proxy=settings.proxy,
        )
        return Downloader(self.store, hub, keeps_archive=settings.keeps_archives)


def build_services(*, verbose: bool = False, home: Path | None = None) -> Services:
    """Make the folders, start the log, and build the model store and the engine's session.

    Nothing heavy is imported: torch and NeMo come with the first transcription or `warm_up`.

    Args:
        verbose: standard error gets more of the log.
        home: keeps everything below it; else the environment and the platform say where.

    Raises:
        OSError: Aviary's own folders cannot be made.
    """
    folders = Folders.below(home) if home else environment.own_folders()
    settings = SettingsStore(folders.config / "settings.json")
    chosen = settings.load().models_folder
    models = environment.models_folder() or (Path(chosen) if chosen else None)
    if models is not None:
        folders = folders.with_models(models)
    folders.create()
    environment.prepare(folders)
    log_path = start_logging(folders.logs, verbose=verbose)
    logger.info(IN_MEMORY_NOTE)
    store = ModelStore(folders.models, RESOURCES / "models")
    session = DeferredSession(store, folders.cache / "calibration.json")
    token = TokenFile(folders.config)
    speed = SpeedHistory(folders.cache / FILE_NAME)
    return Services(folders, log_path, settings, store, token, session, speed)
