"""The engine's session, whose libraries are imported in the thread that first uses it."""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import ModelInvalid
from desktop_app.core.request import TranscriptionEvent, TranscriptionRequest
from desktop_app.core.transcript import Transcript
from desktop_app.gpu.runtime import FetchedTorch
from desktop_app.models.store import ModelStore

if TYPE_CHECKING:
    from desktop_app.engine.session import Session

logger = logging.getLogger(__name__)


class DeferredSession:
    """Stands for a `Session` until it is needed: FFmpeg and numpy would hold up the window.

    Args:
        store: gives the folder of a model, and looks for damage when one cannot be loaded.
        calibration: the file that remembers what is fastest on this computer.
        torch: watches the first import of a torch that was fetched, if there may be one.
    """

    def __init__(
        self,
        store: ModelStore,
        calibration: Path | None = None,
        torch: FetchedTorch | None = None,
    ) -> None:
        self._store = store
        self._calibration = calibration
        self._torch = torch
        self._made: Session | None = None

    def warm_up(self) -> None:
        """Import everything that the first transcription needs."""
        self._session().warm_up()

    def transcribe(
        self,
        request: TranscriptionRequest,
        cancel: CancelToken,
        on_event: Callable[[TranscriptionEvent], None],
        upcoming: Sequence[TranscriptionRequest] = (),
    ) -> Transcript:
        """Transcribe one file; as `Session.transcribe`.

        Raises:
            ModelDamaged: the model's files changed since they were installed; it was set aside.
            AppError, Cancelled: as `Session.transcribe`.
        """
        try:
            return self._session().transcribe(request, cancel, on_event, upcoming)
        except ModelInvalid:
            # Is it the model, or are its files not what was installed any more?
            self.close()  # Windows keeps the files of a mapped model where they are
            installed = self._store.installed(request.model)
            if installed is not None:
                self._store.verify(installed, cancel)
            raise

    def close(self) -> None:
        """Let go of the model, if there is one."""
        if self._made is not None:
            self._made.close()

    def _session(self) -> "Session":
        if self._made is None:
            from desktop_app.engine.nemo import loader as nemo_loader
            from desktop_app.engine.session import Session

            if self._torch is not None and self._torch.is_first:
                self._import_torch(self._torch)
            load = partial(nemo_loader.load, calibration=self._calibration)
            self._made = Session(self._store.unpacked_folder, load)
        return self._made

    def _import_torch(self, torch: FetchedTorch) -> None:
        """Import what was fetched with all that may fail in it.

        Raises:
            GpuStartFailed: it cannot be imported.
        """
        from desktop_app.engine.nemo.importing import import_nemo

        with torch.watched():
            import_nemo()
