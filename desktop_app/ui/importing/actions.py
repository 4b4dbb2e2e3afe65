"""The window's commands on transcripts that other programs wrote."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop_app.app.importing.importing import ImportReport, TranscriptImport
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.core.import_errors import ImportFailed
from desktop_app.ui.dialogs.error import ErrorLink
from desktop_app.ui.dialogs.questions import Dialogs
from desktop_app.ui.strings import importing as texts
from desktop_app.ui.strings import window as strings
from desktop_app.ui.widgets.notice_bar import NoticeBar, NoticeKind

if TYPE_CHECKING:
    from desktop_app.app.importing.entering import FoundText

# What is done sooner needs no word.
PATIENCE_MS = 700


@dataclass(frozen=True, slots=True)
class ShowImported:
    """A notice's action: show a transcript that was imported.

    Attributes:
        key: the transcript's.
    """

    key: str


@dataclass(frozen=True, slots=True)
class AtWork:
    """The action of the notice that texts are being read; it has no button."""


class ImportCommands(QObject):
    """Ask for files, ask whose text they are, and tell what became of them.

    Args:
        window: the parent of this object.
        wanted: the menu's action.
        work: imports.
        controller: selects what came.
        dialogs: asks the user.
        notice: the window's notices.
    """

    def __init__(
        self,
        window: QWidget,
        wanted: QAction,
        work: TranscriptImport,
        controller: TranscriptionController,
        dialogs: Dialogs,
        notice: NoticeBar,
    ) -> None:
        super().__init__(window)
        self._work = work
        self._controller = controller
        self._dialogs = dialogs
        self._notice = notice
        self._line = ""
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._on_patience_ended)
        wanted.triggered.connect(self._on_wanted)
        work.began.connect(self._on_began)
        work.recording_wanted.connect(self._on_recording_wanted)
        work.ended.connect(self._on_ended)

    def take(self, action: object) -> bool:
        """Carry out a notice's action; return whether it was one of these."""
        if not isinstance(action, ShowImported):
            return False
        record = self._controller.find(action.key)
        if record is not None:
            self._controller.select(record.id)
        return True

    def _on_wanted(self) -> None:
        paths = self._dialogs.transcripts_to_import()
        if paths:
            self._work.begin(paths)

    def _on_began(self, number: int, count: int, name: str) -> None:
        self._line = texts.at_work_line(name, number, count)
        if self._notice.withdraw(AtWork()):
            self._notice.tell(self._line, action=AtWork())
        elif not self._patience.isActive():
            self._patience.start()

    def _on_patience_ended(self) -> None:
        self._notice.tell(self._line, action=AtWork())

    def _on_recording_wanted(self, found: "FoundText") -> None:
        self._patience.stop()
        answer = self._dialogs.whose_text(found.path.name)
        recording: Path | None = None
        if answer == texts.CHOOSE:
            recording = self._dialogs.recording_of(found.path)
        if answer == texts.SKIP or (answer == texts.CHOOSE and recording is None):
            self._work.skip()
        else:
            self._work.take(recording)

    def _on_ended(self, report: ImportReport) -> None:
        self._patience.stop()
        self._notice.withdraw(AtWork())
        if line := texts.entered_line(report):
            action = ShowImported(report.entered[0].summary.key)
            self._notice.tell(line, texts.SHOW, action, kind=NoticeKind.SUCCESS)
        if line := texts.notes_line(report):
            self._notice.tell(line, kind=NoticeKind.WARNING)
        if line := texts.failed_line(report):
            error = ImportFailed(line, texts.failed_lines(report.failed))
            self._notice.tell(line, strings.DETAILS, ErrorLink(error), kind=NoticeKind.WARNING)
