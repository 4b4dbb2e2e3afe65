"""A program of its own that downloads, installs or removes a model, made to be killed.

    python -m tests.e2e.model_worker STORE ENDPOINT download|remove

It writes the name of each phase as it begins, so that the test knows when to kill.
"""

import sys
from pathlib import Path

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model_progress import ModelProgress
from desktop_app.models.catalog import CATALOG
from desktop_app.models.download import Downloader
from desktop_app.models.hub import HubSettings
from desktop_app.models.store import ModelStore
from desktop_app.models.upkeep import remove
from desktop_app.system.folders import RESOURCES

SPEC = next(spec for spec in CATALOG if spec.id == "parakeet-tdt-0.6b-v3")


def say(line: str) -> None:
    """To the test, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(folder: str, endpoint: str, task: str) -> None:
    """Do one task."""
    store = ModelStore(Path(folder), RESOURCES / "models")
    phases: set[str] = set()

    def report(progress: ModelProgress) -> None:
        if progress.phase not in phases:
            phases.add(progress.phase)
            say(progress.phase)

    if task == "remove":
        say("removing")
        remove(store.layout, SPEC.id)
    else:
        Downloader(store, HubSettings(endpoint=endpoint)).download(SPEC, CancelToken(), report)


if __name__ == "__main__":
    main(*sys.argv[1:])
