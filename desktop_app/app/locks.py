"""Find who holds a failed job's file, and wait until it is free."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.core.errors import AppError, MediaInUse, ModelInUse
from desktop_app.core.model_errors import ModelBusy
from desktop_app.system.files import open_regular

if TYPE_CHECKING:
    from desktop_app.system.locks.diagnose import Diagnose
    from desktop_app.system.locks.diagnosis import Diagnosis

logger = logging.getLogger(__name__)

# A scan or a copy ends within seconds to minutes: quick enough for the user, without load.
CHECK_AGAIN_MS = 1000
IN_USE = (MediaInUse, ModelInUse, ModelBusy)

IsFree = Callable[[Path], bool]


def is_free(path: Path) -> bool:
    """Return whether the file can be opened now."""
    try:
        open_regular(path).close()
    except OSError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Trouble:
    """A failed job and the diagnosis of its file."""

    job_id: int
    diagnosis: "Diagnosis"


class FileTrouble(QObject):
    """Diagnose failed jobs in side threads; lives in the GUI thread.

    Args:
        diagnose: finds who holds the file of an error; may take two seconds.
        is_free: returns whether a file can be opened.
        tasks: runs both.

    Signals:
        found: a Trouble, for a job whose file another program holds, or on request.
        freed: the number of a job whose file is free again.
    """

    found = Signal(object)
    freed = Signal(int)

    def __init__(
        self,
        diagnose: "Diagnose",
        tasks: SideTasks,
        is_free: IsFree = is_free,
        check_again_ms: int = CHECK_AGAIN_MS,
    ) -> None:
        super().__init__()
        self._diagnose = diagnose
        self._is_free = is_free
        self._tasks = tasks
        self._watched: dict[int, Path] = {}
        self._asking: set[int] = set()
        self._is_diagnosing = False
        self._timer = QTimer(self, interval=check_again_ms)
        self._timer.timeout.connect(self._check)

    def on_job_failed(self, job_id: int, error: AppError, media_path: Path) -> None:
        """Diagnose a failure at once if another program holds the file.

        Of several that come close together only the first one: one dialog tells of it, and what is
        found later must not come before it.
        """
        if isinstance(error, IN_USE) and not self._is_diagnosing:
            self._is_diagnosing = True
            self._begin(job_id, error, media_path, self._on_first_ended)

    def look_into(self, job_id: int, error: AppError, media_path: Path) -> None:
        """Diagnose a failure; emits `found`."""
        self._begin(job_id, error, media_path, lambda: None)

    def _on_first_ended(self) -> None:
        self._is_diagnosing = False

    def _begin(
        self, job_id: int, error: AppError, media_path: Path, ended: Callable[[], object]
    ) -> None:
        def done(diagnosis: "Diagnosis") -> None:
            ended()
            self.found.emit(Trouble(job_id, diagnosis))

        def failed(problem: AppError) -> None:
            ended()
            logger.warning("the trouble with %s stays unknown: %s", media_path, problem.message)

        self._tasks.run(lambda: self._diagnose(error, media_path), done, failed)

    def wait_for(self, job_id: int, path: Path) -> None:
        """Poll the file; emits `freed` when it can be opened."""
        self._watched[job_id] = path
        self._timer.start()

    def stop_waiting(self, job_id: int) -> None:
        """Stop polling."""
        self._watched.pop(job_id, None)

    def _check(self) -> None:
        if not self._watched:
            self._timer.stop()
        for job_id, path in self._watched.items():
            if job_id not in self._asking:
                self._asking.add(job_id)
                self._ask(job_id, path)

    def _ask(self, job_id: int, path: Path) -> None:
        def done(is_free_now: bool) -> None:  # noqa: FBT001 - the answer of a task
            self._asking.discard(job_id)
            if is_free_now and self._watched.pop(job_id, None) is not None:
                self.freed.emit(job_id)

        def failed(_error: AppError) -> None:
            self._asking.discard(job_id)

        self._tasks.run(lambda: self._is_free(path), done, failed)
