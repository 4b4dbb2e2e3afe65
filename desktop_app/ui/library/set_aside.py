"""Corrected texts whose places new ones took: said, and taken back by one click."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.library.versions import Versions
from desktop_app.core.errors import AppError
from desktop_app.core.job import JobState
from desktop_app.ui.strings import library as texts
from desktop_app.ui.widgets.notice_bar import NoticeBar, NoticeKind


@dataclass(frozen=True, slots=True)
class BackToMine:
    """A notice's action: show the texts again that were corrected by hand.

    Attributes:
        versions: of each transcript the key, and the number of the version.
    """

    versions: tuple[tuple[str, int], ...]


class SetAsideTexts(QObject):
    """Tell of corrected texts that were transcribed again, and take them back.

    Several of them share one notice.

    Args:
        parent: owns this object.
        controller: tells what has ended.
        versions: takes a text back.
        notice: the window's notices.
    """

    def __init__(
        self,
        parent: QObject,
        controller: TranscriptionController,
        versions: Versions,
        notice: NoticeBar,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._versions = versions
        self._notice = notice
        self._told: dict[str, int] = {}
        controller.job_ended.connect(self._on_job_ended)
        controller.jobs_removed.connect(self._on_jobs_removed)
        versions.taken_back.connect(self._on_taken_back)
        notice.action_wanted.connect(self._on_action_wanted)
        notice.closed.connect(self._on_closed)

    def _on_job_ended(self, record: JobRecord) -> None:
        summary = record.summary if record.state is JobState.DONE else None
        if summary is None or self._controller.find(summary.key) is None:
            return
        if summary.set_aside:
            # The text that was corrected first is what somebody wants back.
            self._show({summary.key: summary.set_aside, **self._told})

    def _on_jobs_removed(self, records: Sequence[JobRecord]) -> None:
        self._drop(record.key for record in records)

    def _on_taken_back(self, key: str) -> None:
        self._drop((key,))

    def _drop(self, keys: Iterable[str]) -> None:
        gone = self._told.keys() & set(keys)
        if gone:
            self._show({key: at for key, at in self._told.items() if key not in gone})

    def _show(self, told: dict[str, int]) -> None:
        """Tell of these texts, in place of those told of before, unless that was closed."""
        was_told = self._notice.withdraw(self._action())
        is_more = len(told) > len(self._told)
        self._told = told if was_told or is_more else {}
        if not self._told:
            return
        if len(self._told) == 1:
            record = self._controller.find(next(iter(self._told)))
            name = record.job.request.media_path.name if record is not None else ""
            text, title = texts.NEW_TEXT.format(name=name), texts.BACK_TO_MINE
        else:
            text, title = texts.new_texts(len(self._told)), texts.BACK_TO_ALL_MINE
        self._notice.tell(text, title, self._action())

    def _action(self) -> BackToMine:
        return BackToMine(tuple(self._told.items()))

    def _on_closed(self, action: object) -> None:
        if action == self._action():
            self._told = {}

    def _on_action_wanted(self, action: object) -> None:
        if isinstance(action, BackToMine):
            self._told = {}
            for key, version in action.versions:
                self._versions.take_back(key, version, _done, self._on_failed)

    def _on_failed(self, error: AppError) -> None:
        self._notice.tell(error.sentence, kind=NoticeKind.ERROR)


def _done() -> None:
    """The text is shown; there is nothing more to say."""
