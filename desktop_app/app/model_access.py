"""What the window needs to reach the files of models, and the hub."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from desktop_app.app.settings import Settings
from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import ModelSpec
from desktop_app.core.model_progress import Report
from desktop_app.models.store import ModelStore
from desktop_app.models.token import TokenFile


class ModelDownloader(Protocol):
    """What fetches models."""

    def download(
        self,
        spec: ModelSpec,
        cancel: CancelToken,
        report: Report,
        *,
        licence_accepted: bool,
        other_accepted: bool = False,
    ) -> None:
        """Fetch and install a model; goes on where it was interrupted.

        Raises:
            AppError: with the reason; what arrived is kept.
            Cancelled: when `cancel` was set.
        """


@dataclass(frozen=True, slots=True)
class ModelAccess:
    """What touches the files of models, and the hub.

    Attributes:
        store: the models on this machine.
        downloader: makes what fetches models, as the settings say; called in a side thread.
        token: where the access token is kept.
        why_fixed: why the models cannot be moved, a sentence, or nothing where they can.
    """

    store: ModelStore
    downloader: Callable[[Settings], ModelDownloader]
    token: TokenFile
    why_fixed: str = ""
