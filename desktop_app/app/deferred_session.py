"""The engine's session, whose libraries are imported in the thread that first uses it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import TranscriptionEvent, TranscriptionRequest
from desktop_app.core.transcript import Transcript

if TYPE_CHECKING:
    from desktop_app.engine.session import Session


class DeferredSession:
    """Stands for a `Session` until it is needed: FFmpeg and numpy would hold up the window.

    Args:
        locate: what the session is made with.
    """

    def __init__(self, locate: Callable[[ModelSpec, CancelToken], Path]) -> None:
        self._locate = locate
        self._made: Session | None = None

    def warm_up(self) -> None:
        """Import everything that the first transcription needs."""
        self._session().warm_up()

    def transcribe(
        self,
        request: TranscriptionRequest,
        cancel: CancelToken,
        on_event: Callable[[TranscriptionEvent], None],
    ) -> Transcript:
        """Transcribe one file; as `Session.transcribe`."""
        return self._session().transcribe(request, cancel, on_event)

    def close(self) -> None:
        """Let go of the model, if there is one."""
        if self._made is not None:
            self._made.close()

    def _session(self) -> "Session":
        if self._made is None:
            from desktop_app.engine.session import Session

            self._made = Session(self._locate)
        return self._made
