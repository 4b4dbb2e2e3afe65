"""The composition root: every object below the window, built once, in order."""

import logging
from dataclasses import dataclass
from pathlib import Path

from desktop_app.app.deferred_session import DeferredSession
from desktop_app.engine.notes import IN_MEMORY_NOTE
from desktop_app.models.store import ModelStore
from desktop_app.system.environment import aviary_home, prepare
from desktop_app.system.folders import RESOURCES, Folders
from desktop_app.system.logs import start_logging

logger = logging.getLogger(__name__)

SAMPLE = RESOURCES / "samples" / "sample.wav"


@dataclass(frozen=True, slots=True)
class Services:
    """What the window and the command line are built from."""

    folders: Folders
    log_path: Path
    store: ModelStore
    session: DeferredSession


def build_services(*, verbose: bool = False) -> Services:
    """Make the folders, start the log, and build the model store and the engine's session.

    Nothing heavy is imported: torch and NeMo come with the first transcription or `warm_up`.

    Raises:
        OSError: Aviary's own folders cannot be made.
    """
    home = aviary_home()
    folders = Folders.below(home) if home else Folders.for_user()
    folders.create()
    prepare(folders)
    log_path = start_logging(folders.logs, verbose=verbose)
    logger.info(IN_MEMORY_NOTE)
    store = ModelStore(folders.models, RESOURCES / "models")
    return Services(folders, log_path, store, DeferredSession(store.unpacked_folder))
