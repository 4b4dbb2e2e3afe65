"""The window's commands about exports of many, and about automatic export."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.app.exporting.automatic import RefusedFolder
from desktop_app.app.exporting.sources import items_of, load_from
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.window import WindowServices
from desktop_app.core.errors import AppError
from desktop_app.ui.dialogs.error import ErrorLink
from desktop_app.ui.dialogs.questions import Dialogs, folder_to_offer
from desktop_app.ui.strings import exporting as texts
from desktop_app.ui.strings import window as strings
from desktop_app.ui.widgets.notice_bar import NoticeBar, NoticeKind

if TYPE_CHECKING:
    from desktop_app.app.exporting.plan import BatchReport, ExportItem
    from desktop_app.ui.exporting.dialog import AutomaticExportDialog, Choice, ExportDialog


@dataclass(frozen=True, slots=True)
class AnotherFolder:
    """A notice's action that asks for another folder for automatic exports.

    Attributes:
        refused: the folders that cannot be written.
    """

    refused: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class ListedJobs:
    """What the list shows, for the choice of what to export.

    Attributes:
        selected: returns the selected jobs.
        shown: returns what the list shows while it is filtered, else nothing.
    """

    selected: Callable[[], Iterable[JobRecord]]
    shown: Callable[[], Iterable[JobRecord]]


class ExportCommands(QObject):
    """Open the dialogs, and tell what became of exports.

    Signals:
        place_wanted: a transcript's key, and the number of a sentence to show on the page.

    Args:
        window: what the dialogs belong to.
        services: export.
        dialogs: ask for folders.
        notice: the window's notices.
        listed: what the list shows.
    """

    place_wanted = Signal(str, int)

    def __init__(
        self,
        window: QWidget,
        services: WindowServices,
        dialogs: Dialogs,
        notice: NoticeBar,
        listed: ListedJobs,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._dialogs = dialogs
        self._notice = notice
        self._listed = listed
        self.automatic_dialog: AutomaticExportDialog | None = None
        # Why folders were refused, as far as the user has not answered.
        self._reasons: dict[Path, str] = {}
        self._told = AnotherFolder(())
        services.batch.ended.connect(self._on_batch_ended)
        services.automatic.refused.connect(self._on_refused)
        services.automatic.failed.connect(self._on_failed)
        notice.closed.connect(self._on_notice_closed)

    @cached_property
    def dialog(self) -> "ExportDialog":
        """Create the dialog on first use: the window need not wait for it."""
        from desktop_app.ui.exporting.dialog import ExportDialog

        made = ExportDialog(
            self._services.batch,
            self._services.previews,
            self._services.preferences,
            self._services.exports.formats,
            self._dialogs.folder_to_export,
            self._likely_folder,
            self._window,
        )
        made.place_wanted.connect(self.place_wanted)
        return made

    def open_dialog(self) -> None:
        """Ask which transcripts to export, and how; several selected ones are the likeliest."""
        self._open(self._listed.selected(), least_likely=2)

    def open_for_selected(self) -> None:
        """Ask how to export the selected transcripts, or others."""
        selected = tuple(self._listed.selected())
        if items_of(selected):
            self._open(selected, least_likely=1)
        else:
            self._notice.tell(texts.NOTHING_SELECTED)

    def _open(self, selected: Iterable[JobRecord], least_likely: int) -> None:
        """Open the dialog; so many selected ones are what the user most likely means."""
        records, chosen = self._services.controller.records(), items_of(selected)
        choices = self._choices(records, chosen)
        likely = 0 if len(chosen) >= least_likely else len(choices) - 1
        self._show(choices, records, likely)

    def open_for_shown(self) -> None:
        """Ask how to export the transcript on the page."""
        from desktop_app.ui.exporting.dialog import Choice

        record = self._services.controller.selected
        records = (record,) if record is not None else ()
        items = tuple(items_of(records))
        self._show((Choice(texts.selected_title(1), items),) if items else (), records)

    def _show(
        self, choices: "tuple[Choice, ...]", records: tuple[JobRecord, ...], likely: int = 0
    ) -> None:
        from desktop_app.ui.exporting.dialog import Exportable

        if not choices:
            self._notice.tell(texts.NOTHING)
            return
        load = load_from(records, self._services.library.door.library)
        recordings = self._services.controller.recordings()
        self.dialog.open_for(Exportable(choices, load, recordings, likely))

    def open_automatic(self) -> None:
        """Ask whether and how finished transcripts are exported."""
        from desktop_app.ui.exporting.dialog import AutomaticExportDialog

        self.automatic_dialog = AutomaticExportDialog(
            self._services.preferences,
            self._services.exports.formats,
            self._dialogs.folder_to_export,
            self._window,
        )
        self.automatic_dialog.open()

    def take(self, action: object) -> bool:
        """Carry out a notice's action; return whether it was one of these."""
        if not isinstance(action, AnotherFolder):
            return False
        folder = self._dialogs.folder_to_export()
        if folder is None:
            self._tell_refused()
            return True
        self._reasons.clear()
        for refused in action.refused:
            self._services.automatic.use_instead(refused, folder)
        return True

    def _choices(
        self, records: tuple[JobRecord, ...], chosen: "list[ExportItem]"
    ) -> "tuple[Choice, ...]":
        from desktop_app.ui.exporting.dialog import Choice

        everything = items_of(records)
        offers = (
            (texts.selected_title, chosen),
            (texts.shown_title, items_of(self._listed.shown())),
            (texts.all_title, everything),
        )
        return tuple(Choice(title(len(items)), tuple(items)) for title, items in offers if items)

    def _likely_folder(self) -> Path:
        return folder_to_offer(self._services.preferences.current.export_folder)

    def _on_batch_ended(self, report: "BatchReport") -> None:
        if self.dialog.isVisible():
            return
        offer = (strings.OPEN_FOLDER, report.place) if report.place else ("", None)
        is_whole = not report.failed and not report.left
        kind = NoticeKind.SUCCESS if is_whole else NoticeKind.WARNING
        self._notice.tell(texts.report_line(report), *offer, kind=kind)

    def _on_refused(self, refused: RefusedFolder) -> None:
        self._reasons[refused.folder] = refused.error.message
        self._tell_refused()

    def _tell_refused(self) -> None:
        """Tell of all folders in one notice: recordings may lie in hundreds of them."""
        self._notice.withdraw(self._told)
        self._told = AnotherFolder(tuple(self._reasons))
        self._notice.tell(
            texts.refused_line(tuple(self._reasons.values())),
            strings.CHOOSE_FOLDER,
            self._told,
            kind=NoticeKind.ERROR,
        )

    def _on_notice_closed(self, action: object) -> None:
        if isinstance(action, AnotherFolder):
            self._reasons.clear()

    def _on_failed(self, error: AppError) -> None:
        offer = (strings.DETAILS, ErrorLink(error)) if error.detail else ("", None)
        self._notice.tell(error.sentence, *offer, kind=NoticeKind.WARNING)
