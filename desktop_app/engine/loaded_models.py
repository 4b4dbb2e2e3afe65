"""Keeps the model that was used last in memory, for as long as it is sound."""

import logging
from collections.abc import Callable
from pathlib import Path

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.nemo_loader import load as load_with_nemo
from desktop_app.engine.recognizer import Recognizer

logger = logging.getLogger(__name__)

Load = Callable[[Path, ModelSpec, DeviceChoice, Precision, CancelToken], Recognizer]
_Key = tuple[Path, ModelSpec, DeviceChoice, Precision]


class LoadedModels:
    """One model at a time: two of the large ones would not fit into most machines."""

    def __init__(self, load: Load = load_with_nemo) -> None:
        self._load = load
        self._key: _Key | None = None
        self._recognizer: Recognizer | None = None

    def has(
        self, folder: Path, spec: ModelSpec, device: DeviceChoice, precision: Precision
    ) -> bool:
        """Whether that model is in memory (it may still turn out to be broken)."""
        return self._recognizer is not None and self._key == (folder, spec, device, precision)

    def get(
        self,
        folder: Path,
        spec: ModelSpec,
        device: DeviceChoice,
        precision: Precision,
        cancel: CancelToken,
    ) -> Recognizer:
        """The model, from memory if it is there and sound, else loaded.

        Raises:
            Cancelled: somebody asked to stop while it was loaded.
            ModelInvalid: the folder holds no usable model.
            OutOfMemory: it does not fit.
        """
        if self._recognizer is not None and self.has(folder, spec, device, precision):
            if self._recognizer.is_usable():
                return self._recognizer
            logger.warning("%s in memory is not usable any more, loading it again", spec.id)
        self.close()
        self._recognizer = self._load(folder, spec, device, precision, cancel)
        self._key = (folder, spec, device, precision)
        return self._recognizer

    def close(self) -> None:
        """Let go of the model and of its files."""
        recognizer, self._recognizer, self._key = self._recognizer, None, None
        if recognizer is not None:
            recognizer.close()
