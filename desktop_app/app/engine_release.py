"""Has the engine let go of models before their files are changed."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from desktop_app.app.controller import TranscriptionController
from desktop_app.app.engine_thread import EngineThread
from desktop_app.core.model_errors import ModelBusy


class EngineRelease(QObject):
    """Lets go of the model in memory, unless it is at work.

    Why: Windows keeps the files of a mapped model where they are.
    """

    def __init__(self, engine: EngineThread, controller: TranscriptionController) -> None:
        super().__init__()
        self._engine = engine
        self._controller = controller
        self._waiting: deque[Callable[[], None]] = deque()
        engine.unloaded.connect(self._on_unloaded)

    def let_go(self, model_id: str, then: Callable[[], None]) -> None:
        """Call `then` once this model is not in memory; an empty id means all of them.

        Raises:
            ModelBusy: a recording is being transcribed with it.
        """
        active = self._controller.active_model
        if active is None:
            self._waiting.append(then)
            self._engine.unload()
        elif model_id in ("", active.id):
            raise ModelBusy(f"{active.title} is transcribing a recording.")
        else:
            then()  # one model is in memory at a time, and it is another one

    def hold(self) -> None:
        """Let no other recording begin until `go_on`."""
        self._controller.hold()

    def go_on(self) -> None:
        """Let recordings begin again."""
        self._controller.go_on()

    @Slot()
    def _on_unloaded(self) -> None:
        if self._waiting:
            self._waiting.popleft()()
