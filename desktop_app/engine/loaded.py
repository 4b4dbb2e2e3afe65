"""Keep one model in memory."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import DeviceChoice, Precision

logger = logging.getLogger(__name__)


class InMemory(Protocol):
    """A model in memory."""

    def is_usable(self) -> bool:
        """Whether it still works; called before it is used again."""

    def close(self) -> None:
        """Free the memory and release the model's files."""


M = TypeVar("M", bound=InMemory)

LoadOne = Callable[[Path, ModelSpec, DeviceChoice, Precision, CancelToken], M]
_Key = tuple[Path, ModelSpec, DeviceChoice, Precision]


# Returns the folder of a model, unpacking it first if needed.
Locate = Callable[[ModelSpec, CancelToken], Path]
# Checks a model's files against their manifest; only the store can do that.
CheckFiles = Callable[[ModelSpec, CancelToken], None]


def _nothing() -> None:
    """Do nothing."""


class LoadedModels(Generic[M]):
    """Keeps one model in memory: two large ones would not fit into most computers.

    Args:
        load: loads a model.
        before_close: called before a model in memory is closed.
    """

    def __init__(self, load: LoadOne[M], before_close: Callable[[], None] = _nothing) -> None:
        self._load = load
        self._before_close = before_close
        self._key: _Key | None = None
        self._model: M | None = None

    @property
    def model(self) -> M | None:
        """The model in memory, if there is one."""
        return self._model

    def has(
        self, folder: Path, spec: ModelSpec, device: DeviceChoice, precision: Precision
    ) -> bool:
        """Whether that model is in memory (it may still prove unusable)."""
        return self._model is not None and self._key == (folder, spec, device, precision)

    def get(
        self,
        folder: Path,
        spec: ModelSpec,
        device: DeviceChoice,
        precision: Precision,
        cancel: CancelToken,
    ) -> M:
        """Return the model, from memory if it is there and usable, else loaded.

        Raises:
            Cancelled: cancellation was requested while loading.
            ModelInvalid: the folder is not a usable model.
            OutOfMemory: it does not fit.
        """
        if self._model is not None and self.has(folder, spec, device, precision):
            if self._model.is_usable():
                return self._model
            logger.warning("%s in memory is not usable any more, loading it again", spec.id)
        self.close()
        self._model = self._load(folder, spec, device, precision, cancel)
        self._key = (folder, spec, device, precision)
        return self._model

    def close(self) -> None:
        """Unload the model and release its files."""
        if self._model is None:
            return
        self._before_close()
        model, self._model, self._key = self._model, None, None
        model.close()
