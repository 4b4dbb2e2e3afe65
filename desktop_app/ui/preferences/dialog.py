"""The dialog of the settings: pages on the left, what is changed holds at once."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.app.settings import (
    FREE_MEMORY_MINUTES,
    KEEP_TRASH_DAYS,
    TEXT_SIZES_PERCENT,
    Preferences,
    Settings,
)
from desktop_app.core.request import AUTO_BATCH_SIZE
from desktop_app.ui.languages import LANGUAGES
from desktop_app.ui.preferences.pages import Links, MakePanel, PageName
from desktop_app.ui.preferences.panel import Panel
from desktop_app.ui.strings import library as library_strings
from desktop_app.ui.strings import power as power_strings
from desktop_app.ui.strings import preferences as texts
from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import button, label
from desktop_app.ui.widgets.fitting import FittingDialog, FittingScroll
from desktop_app.ui.widgets.question import Question

FIRST_SIZE_PX = (800, 540)
LIST_PX = 176
BATCH_SIZES = (AUTO_BATCH_SIZE, 1, 2, 4, 8, 16, 32, 64)


def _titles() -> dict[PageName, str]:
    """Return the names of the pages."""
    return {
        PageName.GENERAL: texts.GENERAL,
        PageName.TRANSCRIPTION: texts.TRANSCRIPTION,
        PageName.SPEAKERS: texts.SPEAKERS,
        PageName.READING: texts.READING,
        PageName.LISTENING: texts.LISTENING,
        PageName.KEYBOARD: texts.KEYBOARD,
        PageName.EXPORT: texts.EXPORT,
        PageName.LIBRARY: texts.LIBRARY,
        PageName.MODELS: texts.MODELS,
    }


class PreferencesDialog(FittingDialog):
    """All settings, by pages. Not modal.

    Args:
        preferences: the settings.
        links: where its buttons lead.
        added: panels of other features, by page.
    """

    def __init__(
        self,
        preferences: Preferences,
        links: Links,
        added: Mapping[PageName, Sequence[MakePanel]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, *FIRST_SIZE_PX)
        self.setWindowTitle(texts.TITLE)
        self._preferences = preferences
        self._links = links
        self.list = QListWidget()
        self.list.setObjectName("pages")
        self.list.setAccessibleName(texts.PAGES_NAME)
        self.list.setFixedWidth(LIST_PX)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack = QStackedWidget()
        self.panels: dict[PageName, list[QWidget]] = {}
        for name in PageName:
            own = self._own_panel(name)
            more = [make() for make in added.get(name, ())]
            self._add_page(name, [*([own] if own else ()), *more])
        self.restore_button = button(texts.RESTORE)
        self.close_button = button(texts.CLOSE, "primary")
        self._lay_out()
        self.list.currentRowChanged.connect(self._on_row_changed)
        self.restore_button.clicked.connect(self._on_restore)
        self.close_button.clicked.connect(self.close)
        self.list.setCurrentRow(0)

    @property
    def page(self) -> PageName:
        """The page that is shown."""
        return PageName(self.list.currentItem().data(Qt.ItemDataRole.UserRole))

    def open_at(self, page: PageName | None = None) -> None:
        """Show the dialog, with a page or the last one."""
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == page:
                self.list.setCurrentRow(row)
        self.show()
        self.raise_()
        self.activateWindow()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.stack, 1)
        foot = QHBoxLayout()
        foot.setSpacing(GRID_PX)
        foot.addWidget(self.restore_button)
        foot.addStretch()
        foot.addWidget(self.close_button)
        self.lay_out(body, foot)

    def _add_page(self, name: PageName, panels: Sequence[QWidget]) -> None:
        if not panels:
            return
        self.panels[name] = list(panels)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(3 * GRID_PX, 2 * GRID_PX, 3 * GRID_PX, 2 * GRID_PX)
        column.setSpacing(2 * GRID_PX)
        column.addWidget(label(_titles()[name], "title"))
        for panel in panels:
            column.addWidget(panel)
        column.addStretch()
        area = FittingScroll(inside)
        area.setAccessibleName(_titles()[name])
        self.stack.addWidget(area)
        item = QListWidgetItem(_titles()[name])
        item.setData(Qt.ItemDataRole.UserRole, name)
        self.list.addItem(item)

    def _own_panel(self, name: PageName) -> Panel | None:
        """Return the rows of a page; None if it has only what other features add."""
        fill = {
            PageName.GENERAL: self._fill_general,
            PageName.TRANSCRIPTION: self._fill_transcription,
            PageName.READING: self._fill_reading,
            PageName.EXPORT: self._fill_export,
            PageName.LIBRARY: self._fill_library,
            PageName.MODELS: self._fill_models,
        }.get(name)
        if fill is None:
            return None
        panel = Panel(self._preferences)
        fill(panel)
        return panel

    def _fill_general(self, panel: Panel) -> None:
        languages = {"": texts.SYSTEM_LANGUAGE, **LANGUAGES}
        panel.choose("interface_language", texts.INTERFACE_LANGUAGE, languages)
        panel.check("starts_automatically", texts.STARTS_AT_ONCE, texts.STARTS_AT_ONCE_NOTE)
        panel.check("notifies", texts.NOTIFIES, texts.NOTIFIES_NOTE)
        panel.check("plays_sound", texts.PLAYS_SOUND)
        panel.link(texts.WATCHED, (texts.WATCHED_BUTTON, self._links.watched_folders))

    def _fill_transcription(self, panel: Panel) -> None:
        panel.choose("device", texts.DEVICE, texts.DEVICES, texts.DEVICE_NOTE)
        panel.choose("precision", texts.PRECISION, texts.PRECISIONS, texts.PRECISION_NOTE)
        batches = {number: texts.batch(number) for number in BATCH_SIZES}
        panel.choose("batch_size", texts.BATCH, batches, texts.BATCH_NOTE)
        numbers = _zero_last(FREE_MEMORY_MINUTES)
        minutes = {number: power_strings.minutes(number) for number in numbers}
        panel.choose("free_memory_minutes", texts.FREE_MEMORY, minutes)

    def _fill_reading(self, panel: Panel) -> None:
        panel.choose("color_choice", texts.COLOR, texts.COLORS)
        sizes = {number: texts.percent(number) for number in TEXT_SIZES_PERCENT}
        panel.choose("text_size_percent", texts.TEXT_SIZE, sizes)
        panel.check("shows_times", texts.SHOWS_TIMES)

    def _fill_export(self, panel: Panel) -> None:
        panel.check("exports_automatically", texts.EXPORTS, texts.EXPORTS_NOTE)
        way = (texts.EXPORTS_BUTTON, self._links.automatic_export)
        panel.link("", way, fields=("automatic_export",))

    def _fill_library(self, panel: Panel) -> None:
        panel.choose("library_order", texts.SORT, texts.orders())
        numbers = _zero_last(KEEP_TRASH_DAYS)
        days = {number: library_strings.keep_for(number) for number in numbers}
        panel.choose("keep_trash_days", texts.KEEP_TRASH, days)
        ways = (
            (texts.BACK_UP_BUTTON, self._links.back_up),
            (texts.MERGE_BUTTON, self._links.merge),
        )
        panel.link(texts.BACK_UP, *ways)
        folder = (texts.LIBRARY_FOLDER_BUTTON, self._links.library_folder)
        panel.link(texts.LIBRARY_FOLDER, folder)

    def _fill_models(self, panel: Panel) -> None:
        panel.check("keeps_archives", texts.KEEPS_ARCHIVES, texts.KEEPS_ARCHIVES_NOTE)
        panel.link(texts.MODELS_FOLDER, (texts.MODELS_BUTTON, self._links.models))
        panel.link(texts.CONNECTION, (texts.CONNECTION_BUTTON, self._links.connection))

    def _on_row_changed(self, row: int) -> None:
        self.stack.setCurrentIndex(row)

    def _on_restore(self) -> None:
        question = Question(
            self,
            texts.RESTORE_TITLE,
            texts.RESTORE_TEXT.format(page=_titles()[self.page]),
            answers=(texts.RESTORE_YES, texts.RESTORE_NO),
        )
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.accepted.connect(self._restore)
        question.open()

    def _restore(self) -> None:
        defaults = Settings()
        fields = [field for panel in self.panels[self.page] for field in _fields_of(panel)]
        self._preferences.change(**{field: getattr(defaults, field) for field in fields})


def _fields_of(panel: QWidget) -> tuple[str, ...]:
    """Return the names of the settings that a panel changes."""
    return getattr(panel, "fields", ())


def _zero_last(numbers: Sequence[int]) -> list[int]:
    """Sort numbers of which 0 means never, or for ever."""
    return sorted(numbers, key=lambda number: (not number, number))
