"""The composition root of the services below the window."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.app.library.opening import OpenedLibrary, open_library
from desktop_app.app.planning.history import FILE_NAME, SpeedHistory
from desktop_app.app.settings import Settings, SettingsStore
from desktop_app.app.startup import strings as start_strings
from desktop_app.app.startup.safe_mode import SafeSettings
from desktop_app.app.startup.strings import IN_MEMORY_NOTE
from desktop_app.core.errors import AppError
from desktop_app.core.model_errors import StoreNotWritable
from desktop_app.core.sentences import tr
from desktop_app.gpu.runtime import FetchedTorch
from desktop_app.models.layout import StoreLayout
from desktop_app.models.moving import finish_move
from desktop_app.models.places import place_at_start
from desktop_app.models.store import ModelStore
from desktop_app.models.token import TokenFile
from desktop_app.system import environment
from desktop_app.system.folders import RESOURCES, Folders, is_full
from desktop_app.system.logs import start_logging
from desktop_app.system.secret_store import system_store

if TYPE_CHECKING:
    from desktop_app.engine.session import Session
    from desktop_app.gpu.installer import TorchInstaller
    from desktop_app.models.download import Downloader

logger = logging.getLogger(__name__)

SAMPLE = RESOURCES / "samples" / "sample.wav"


@dataclass(frozen=True, slots=True)
class Services:
    """The services for the window and the command line.

    Attributes:
        notes: sentences about problems at the start.
    """

    folders: Folders
    log_path: Path
    settings: SettingsStore
    store: ModelStore
    token: TokenFile
    speed: SpeedHistory
    torch: FetchedTorch
    notes: tuple[str, ...] = ()

    @property
    def why_fixed(self) -> str:
        """Why the models cannot be moved, a sentence, or "" if they can."""
        if (folder := environment.models_folder()) is not None:
            return tr(start_strings.FOLDER_OF_VARIABLE).format(folder=folder)
        return "" if self.settings.keeps else tr(start_strings.FOLDER_IN_SAFE_MODE)

    @property
    def library_note(self) -> str:
        """Where the library lies, a sentence."""
        folder = self.settings.library_folder() or self.folders.library
        return tr(start_strings.LIBRARY_NOTE).format(folder=folder)

    def open_library(self) -> OpenedLibrary:
        """Open the library, in the folder that the settings name now; not in the GUI thread.

        Raises:
            AppError: it cannot be opened.
        """
        chosen = self.settings.library_folder()
        return open_library(Path(chosen) if chosen else None, self.folders.library)

    def session(self) -> "Session":
        """Make a Session without a model in memory; use it from one thread only.

        FFmpeg and numpy are imported here, so call it outside the GUI thread.
        """
        from desktop_app.engine.nemo import importing, loader
        from desktop_app.engine.session import Session
        from desktop_app.engine.speakers.loading import load_diarizer

        def import_libraries() -> None:
            with self.torch.watched():
                importing.warm_up()

        calibration = self.folders.cache / "calibration.json"
        return Session(
            self.store.unpacked_folder,
            partial(loader.load, calibration=calibration),
            check_files=self.store.verify_installed,
            import_libraries=import_libraries,
            load_speakers=partial(load_diarizer, calibration=calibration),
        )

    def downloader(self, settings: Settings) -> "Downloader":
        """Make a downloader from the settings and the environment."""
        from desktop_app.models.download import Downloader
        from desktop_app.net.hub import ENDPOINT, HubSettings, token_host

        endpoint = environment.hub_endpoint() or settings.hub_endpoint or ENDPOINT
        hub = HubSettings(
            endpoint=endpoint,
            token=self.token.read(token_host(endpoint)),
            proxy=settings.proxy,
        )
        return Downloader(self.store, hub, keeps_archive=settings.keeps_archives)

    def torch_installer(self, settings: Settings) -> "TorchInstaller":
        """Make an installer of torch builds from the settings."""
        from desktop_app.gpu.builds import INDEX
        from desktop_app.gpu.installer import TorchInstaller
        from desktop_app.net.hub import HubSettings

        index = HubSettings(endpoint=settings.torch_index or INDEX, proxy=settings.proxy)
        return TorchInstaller(self.torch, index)


# Puts a language of the window into use, by its code; "" for the system's.
UseLanguage = Callable[[str], object]


def build_services(*, is_safe: bool = False, use_language: UseLanguage | None = None) -> Services:
    """Create the folders, start the log, and build the model store and the engine's session.

    No heavy imports: torch and NeMo come with the first transcription or `warm_up`.

    Args:
        is_safe: use the default settings, and do not save them.
        use_language: called with the language of the settings before anything is said; None for
            English.

    Raises:
        OSError: Aviary's own folders cannot be created.
    """
    folders = environment.own_folders()
    path = folders.config / "settings.json"
    settings = SafeSettings(path) if is_safe else SettingsStore(path)
    chosen = settings.load()
    if use_language is not None:
        use_language(chosen.interface_language)
    folders, notes = _with_models(folders, settings)
    environment.prepare(folders)
    log_path = start_logging(folders.logs)
    logger.info(IN_MEMORY_NOTE)
    store = ModelStore(folders.models, RESOURCES / "models")
    finish_move(store.layout)
    torch = FetchedTorch(folders.cache / "gpu")
    if not is_safe and (reason := torch.put_first()):
        notes = (*notes, tr(start_strings.GPU_GIVEN_UP).format(reason=reason))
    token = TokenFile(folders.config, None if environment.is_elsewhere() else system_store())
    speed = SpeedHistory(folders.cache / FILE_NAME)
    return Services(folders, log_path, settings, store, token, speed, torch, notes)


def _with_models(folders: Folders, settings: SettingsStore) -> tuple[Folders, tuple[str, ...]]:
    """Create the folders, with the user's models folder; also return problems.

    Raises:
        OSError: Aviary's own folders cannot be created.
    """
    chosen = settings.load().models_folder
    models = environment.models_folder() or (Path(chosen) if chosen else None)
    notes = []
    if settings.was_damaged:
        notes.append(start_strings.damaged_settings(settings.set_aside))
    if models is not None:
        try:
            place = place_at_start(models)
            is_new = place != models and not place.exists()
            StoreLayout(place).claim()
            folders = folders.with_models(place)
            if is_new:
                notes.append(tr(start_strings.MODELS_APART).format(folder=models, place=place))
        except (OSError, AppError) as error:
            reason = error.message if isinstance(error, AppError) else error.strerror or str(error)
            reason = reason.removesuffix(".")  # it stands in brackets
            notes.append(tr(start_strings.MODELS_ELSEWHERE).format(folder=models, reason=reason))
    try:
        StoreLayout(folders.models).claim()
    except StoreNotWritable as error:
        logger.warning("%s", error)  # adding a model reports it
    folders.create()
    if is_full(folders.config):
        notes.append(tr(start_strings.DISK_FULL).format(folder=folders.config))
    return folders, tuple(notes)
