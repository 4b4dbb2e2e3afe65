"""The Models dialog: list, download and manage models."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from desktop_app.app.list_model import AnyIndex
from desktop_app.app.models.item_model import ModelRow
from desktop_app.app.models.manager import ModelManager
from desktop_app.app.settings import Preferences, Settings
from desktop_app.core.errors import Action
from desktop_app.ui.dialogs.connection import ConnectionDialog
from desktop_app.ui.dialogs.error import ErrorLink, show_details
from desktop_app.ui.dialogs.questions import Dialogs
from desktop_app.ui.models.delegate import ModelDelegate, SpokenModels, row_at
from desktop_app.ui.models.details import ModelButton, ModelDetails
from desktop_app.ui.models.folder import LeftOversDialog, ModelsFolder
from desktop_app.ui.strings import models as model_strings
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.widgets.controls import button, open_path
from desktop_app.ui.widgets.fitting import FittingDialog
from desktop_app.ui.widgets.notice_bar import NoticeBar

FIRST_SIZE_PX = (960, 680)
LIST_PX = 300


class ModelsDialog(FittingDialog):
    """Show the manager's models and pass on the user's actions. Not modal.

    Args:
        manager: what it shows and controls.
        preferences: accepted licences and download settings.
        dialogs: asks the user.
        theme: the application's colours.
    """

    def __init__(
        self,
        manager: ModelManager,
        preferences: Preferences,
        dialogs: Dialogs,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, *FIRST_SIZE_PX)
        self.setWindowTitle(model_strings.TITLE)
        self._manager = manager
        self._preferences = preferences
        self._dialogs = dialogs
        self._wanted_id = ""
        self._at_once: Mapping[ModelButton, Callable[[str], None]] = {
            ModelButton.PAUSE: manager.pause,
            ModelButton.CANCEL: manager.pause,
            ModelButton.TRY_NOW: manager.try_now,
            ModelButton.VERIFY: manager.verify,
        }
        self.list = QListView()
        self.list.setObjectName("queue")
        self.list.setAccessibleName(model_strings.LIST_NAME)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._models = SpokenModels(self)
        self._models.setSourceModel(manager.rows)
        self.list.setModel(self._models)
        self.list.setItemDelegate(ModelDelegate(theme, self))
        self.import_button = button(model_strings.IMPORT_FILE)
        self.details = ModelDetails(can_move=not manager.folder.why_fixed)
        self.folder = ModelsFolder(manager.folder, preferences)
        self._lay_out()
        self.notice = NoticeBar(self, self.middle, theme)
        self._connect(theme)
        self.select("")

    @property
    def row(self) -> ModelRow | None:
        """The selected model."""
        return row_at(self.list.currentIndex())

    def select(self, model_id: str) -> None:
        """Select a model; an unknown one keeps the selection, or selects the first."""
        number = self._manager.rows.number_of(model_id)
        if number < 0 and self.row is not None:
            return
        index = self._models.index(max(number, 0), 0)
        self.list.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.list.scrollTo(index)
        self._show_row()

    def showEvent(self, event: QShowEvent) -> None:
        """Refresh the store: other programs may have changed it."""
        super().showEvent(event)
        self._manager.refresh()
        self._manager.folder.find_left_overs()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def press(self, kind: ModelButton) -> None:
        """Carry out a button of the selected model."""
        row = self.row
        if row is None:
            return
        if kind in self._at_once:
            self._at_once[kind](row.spec.id)
            return
        match kind:
            case ModelButton.DOWNLOAD | ModelButton.RESUME:
                if self.details.consent.isChecked():
                    self._manager.accept_licence(row.spec.id)
                self._manager.download(row.spec.id)
            case ModelButton.IMPORT:
                self._on_import()
            case ModelButton.EXPORT:
                self._export(row)
            case ModelButton.RENAME:
                self._rename(row)
            case ModelButton.DELETE:
                if self._dialogs.may_delete_model(row):
                    self._manager.remove(row.spec.id)

    def _lay_out(self) -> None:
        side = QWidget()
        side.setObjectName("sidebar")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setFixedWidth(LIST_PX)
        left = QVBoxLayout(side)
        left.setContentsMargins(0, GRID_PX, 0, GRID_PX + 4)
        left.setSpacing(GRID_PX)
        left.addWidget(self.list, 1)
        below = QHBoxLayout()
        below.setContentsMargins(GRID_PX + 4, 0, GRID_PX + 4, 0)
        below.addWidget(self.import_button)
        left.addLayout(below)
        self.middle = QWidget()
        middle = QHBoxLayout(self.middle)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(side)
        middle.addWidget(self.details, 1)
        self.lay_out(self.middle, self.folder)

    def _connect(self, theme: Theme) -> None:
        manager = self._manager
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self._models.dataChanged.connect(self._show_row)
        self._models.modelAboutToBeReset.connect(self._on_about_to_reset)
        self._models.modelReset.connect(self._on_reset)
        self.import_button.clicked.connect(self._on_import)
        self.details.button_pressed.connect(self.press)
        self.details.action_wanted.connect(self._on_action_wanted)
        self.notice.action_wanted.connect(self._on_notice_action)
        self.folder.open_wanted.connect(self._on_open_folder)
        self.folder.move_wanted.connect(self._on_move)
        self.folder.clean_wanted.connect(self._on_clean)
        self.folder.connection_wanted.connect(self._on_connection)
        self.folder.close_wanted.connect(self.close)
        manager.changed.connect(self._on_store_read)
        manager.imported.connect(self.select)
        self._preferences.changed.connect(self._on_preferences_changed)
        theme.changed.connect(self.list.viewport().update)
        theme.changed.connect(self.details.facts.renew_links)

    def _show_row(self) -> None:
        if self.row is not None:
            self.details.show_row(self.row, self._preferences.current.accepted_licences)

    def _on_current_changed(self, _current: AnyIndex, _previous: AnyIndex) -> None:
        self._show_row()

    def _on_about_to_reset(self) -> None:
        self._wanted_id = self.row.spec.id if self.row else ""

    def _on_reset(self) -> None:
        self.select(self._wanted_id)

    def _on_preferences_changed(self, _settings: Settings) -> None:
        self._show_row()

    def _on_store_read(self) -> None:
        self.folder.refresh()
        if self.isVisible():  # a download that ended may leave something behind, or less
            self._manager.folder.find_left_overs()

    def _on_import(self) -> None:
        path = self._dialogs.model_to_import()
        if path is not None:
            self._manager.import_file(path)

    def _export(self, row: ModelRow) -> None:
        path = self._dialogs.place_for_model(row.spec.file_name)
        if path is not None:
            self._manager.export(row.spec.id, path)

    def _rename(self, row: ModelRow) -> None:
        title = self._dialogs.name_for_model(row.spec.title)
        if title is not None:
            self._manager.rename(row.spec.id, title)

    def _on_action_wanted(self, action: Action) -> None:
        if self.row is None:
            return
        model_id = self.row.spec.id
        match action:
            case Action.RETRY:
                self._manager.download(model_id)
            case Action.ACCEPT_FILE:
                self._manager.download(model_id, accepts_other=True)
            case Action.ENTER_TOKEN:
                token = self._dialogs.token()
                if token is not None:
                    self._manager.save_token(token, model_id)
            case Action.MANAGE_MODELS:
                self._on_move()
            case Action.CHOOSE_FOLDER:
                self._export(self.row)
            case _:
                pass

    def _on_notice_action(self, action: object) -> None:
        if isinstance(action, ErrorLink):
            show_details(action.error, self)

    def _on_open_folder(self) -> None:
        open_path(self._manager.folder.path)

    def _on_move(self) -> None:
        folder = self._dialogs.folder_for_models(self._manager.folder.path)
        if folder is not None:
            self._manager.folder.move_to(folder)

    def _on_clean(self) -> None:
        shown = self.folder.left_overs
        dialog = LeftOversDialog(shown, self)
        # Only those that were shown: others may have been found meanwhile.
        dialog.accepted.connect(lambda: self._manager.folder.clean(shown))
        dialog.open()

    def _on_connection(self) -> None:
        ConnectionDialog(self._preferences, self).open()
