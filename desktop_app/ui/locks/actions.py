"""Open the dialog about a held file, and carry out its buttons."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.locks import FileTrouble, Trouble
from desktop_app.ui.widgets.controls import open_path

if TYPE_CHECKING:
    from desktop_app.ui.locks.dialog import LockDialog


class LockCommands(QObject):
    """Show one problem at a time; the others wait in their rows.

    Args:
        window: the dialog's parent.
        controller: retries jobs.
        trouble: diagnoses and watches files.
        open_guide: opens the antivirus guide; None if there is none.
    """

    def __init__(
        self,
        window: QWidget,
        controller: TranscriptionController,
        trouble: FileTrouble,
        open_guide: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._controller = controller
        self._trouble = trouble
        self._open_guide = open_guide
        self._job_id = 0
        self._path: Path | None = None
        self.dialog: LockDialog | None = None
        controller.job_failed.connect(self._on_job_failed)
        trouble.found.connect(self._on_found)
        trouble.freed.connect(self._on_freed)

    def ask(self, record: JobRecord) -> None:
        """Diagnose a failed job's file, and show the result."""
        if record.error is not None:
            self._close()
            self._trouble.look_into(record.id, record.error, record.job.request.media_path)

    def _on_job_failed(self, record: JobRecord) -> None:
        if record.error is not None:
            self._trouble.on_job_failed(record.id, record.error, record.job.request.media_path)

    def _on_found(self, trouble: Trouble) -> None:
        if self.dialog is not None and self.dialog.isVisible():
            return
        self._close()
        offers_guide = self._open_guide is not None
        path = trouble.diagnosis.path
        self._job_id = trouble.job_id
        self._path = Path(path) if path is not None else None
        from desktop_app.ui.locks.dialog import LockDialog

        self.dialog = LockDialog(trouble.diagnosis, self._window, offers_guide=offers_guide)
        self.dialog.retry_wanted.connect(self._on_retry)
        self.dialog.wait_wanted.connect(self._on_wait)
        self.dialog.folder_wanted.connect(open_path)
        self.dialog.guide_wanted.connect(self._on_guide)
        self.dialog.show()

    def _on_retry(self) -> None:
        self._trouble.stop_waiting(self._job_id)
        self._close()
        self._controller.retry(self._job_id)

    def _on_wait(self, wanted: bool) -> None:  # noqa: FBT001 - the dialog's signal
        if wanted and self._path is not None:
            self._trouble.wait_for(self._job_id, self._path)
        else:
            self._trouble.stop_waiting(self._job_id)

    def _on_freed(self, job_id: int) -> None:
        if job_id == self._job_id:
            self._close()
        self._controller.retry(job_id)

    def _on_guide(self) -> None:
        if self._open_guide is not None:
            self._open_guide()

    def _close(self) -> None:
        # Closing does not end the waiting: the user may do other things meanwhile.
        if self.dialog is not None:
            self.dialog.close()
            self.dialog.deleteLater()
            self.dialog = None
