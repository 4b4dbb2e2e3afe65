"""The commands of the search: to the field, to the hits, and from one recording to the next."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt

from desktop_app.app.window import WindowServices
from desktop_app.core.errors import AppError
from desktop_app.ui.queue.view import QueueView
from desktop_app.ui.theme import Theme
from desktop_app.ui.transcript.hits import PageHits
from desktop_app.ui.transcript.page import JobPage
from desktop_app.ui.window.menus import WindowMenus


class SearchCommands(QObject):
    """Go to what was found, in the list and on the page.

    Args:
        queue: the list with the field.
        page: shows the hits; it owns this object.
        menus: the commands.
        services: the search, and what is shown.
        theme: the colour of hits.
        tell: says what went wrong.
    """

    def __init__(
        self,
        queue: QueueView,
        page: JobPage,
        menus: WindowMenus,
        services: WindowServices,
        theme: Theme,
        tell: Callable[[AppError], None],
    ) -> None:
        super().__init__(page)
        self._queue = queue
        self._page = page
        search, transcript = services.search, services.transcript
        self._search = search
        self._controller = services.controller
        self.hits = PageHits(page.text, transcript, theme)
        self._comes_from_below = False
        search.changed.connect(self._on_changed)
        search.failed.connect(tell)
        transcript.job_shown.connect(self._on_job_shown)
        queue.search.hit_wanted.connect(self.go_on)
        queue.list.hit_wanted.connect(self.go_on)
        queue.list.row_clicked.connect(self._on_row_clicked)
        menus.search_all.triggered.connect(self._on_search_all)
        menus.find_next.triggered.connect(lambda: self.go_on(is_back=False))
        menus.find_previous.triggered.connect(lambda: self.go_on(is_back=True))

    def go_on(self, is_back: bool) -> None:  # noqa: FBT001 - Qt's signal
        """Go to the next hit, or the previous one: on the page, then in the next recording."""
        if not self._search.terms:
            self._find(is_back=is_back)
        elif not self._is_found_shown() or not (
            self.hits.go_to_previous() if is_back else self.hits.go_to_next()
        ):
            self._go_to_recording(is_back=is_back)

    def _find(self, *, is_back: bool) -> None:
        bar = self._page.find_bar
        if not bar.field.text():
            bar.open()
        elif is_back:
            bar.find_previous()
        else:
            bar.find_next()

    def _is_found_shown(self) -> bool:
        record = self._controller.selected
        hits = self._queue.hits_of(record) if record is not None else None
        return hits is not None and hits.count > 0

    def _go_to_recording(self, *, is_back: bool) -> None:
        """Show the recording with hits below the shown one, or above; after the last the first."""
        self._search.go_on()
        records = self._queue.shown.records()
        shown = self._controller.selected
        here = next((n for n, record in enumerate(records) if record is shown), None)
        step = -1 if is_back else 1
        first = (len(records) - 1 if is_back else 0) if here is None else here + step
        for offset in range(len(records)):
            record = records[(first + step * offset) % len(records)]
            hits = self._queue.hits_of(record)
            if hits is None or not hits.count:
                continue
            if record is shown:
                self._arrive(is_back=is_back)
            else:
                self._comes_from_below = is_back
                self._controller.select(record.id)
            return

    def _arrive(self, *, is_back: bool) -> None:
        if is_back:
            self.hits.go_to_last()
        else:
            self.hits.go_to_first()

    def _on_changed(self) -> None:
        self.hits.look_for(self._search.terms)

    def _on_job_shown(self) -> None:
        is_back, self._comes_from_below = self._comes_from_below, False
        self._arrive(is_back=is_back)

    def _on_row_clicked(self) -> None:
        self.hits.go_to_first()

    def _on_search_all(self) -> None:
        self._queue.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._queue.search.selectAll()
