"""The window's commands about models: the dialog, imports, and the manager's news."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.app.models.manager import ModelManager
from desktop_app.app.window import WindowServices
from desktop_app.core.errors import Action, AppError
from desktop_app.models.inspection import ModelFile
from desktop_app.ui.dialogs.error import ErrorLink
from desktop_app.ui.dialogs.questions import Dialogs
from desktop_app.ui.models.details import needs_consent
from desktop_app.ui.strings import models as model_strings
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.notice_bar import NoticeBar, NoticeKind

if TYPE_CHECKING:
    from desktop_app.ui.models.dialog import ModelsDialog


@dataclass(frozen=True, slots=True)
class ModelLink:
    """A notice's action that shows a model in the dialog."""

    model_id: str = ""


class ModelCommands(QObject):
    """Open the models dialog, and ask before an import.

    Args:
        window: the dialog's parent.
        services: the window's services.
        dialogs: asks the user.
        theme: the application's colours.
        notice: the window's notices, for news while the dialog is closed.
    """

    def __init__(
        self,
        window: QWidget,
        services: WindowServices,
        dialogs: Dialogs,
        theme: Theme,
        notice: NoticeBar,
    ) -> None:
        super().__init__(window)
        self._manager: ModelManager = services.manager
        self._dialogs = dialogs
        self._notice = notice
        self._window = window
        self._preferences = services.preferences
        self._theme = theme
        self._manager.import_offered.connect(self._on_import_offered)
        self._manager.succeeded.connect(self._on_succeeded)
        self._manager.problem_found.connect(self._on_problem_found)

    @cached_property
    def dialog(self) -> "ModelsDialog":
        """Create the dialog on first use: the window need not wait for it."""
        from desktop_app.ui.models.dialog import ModelsDialog

        return ModelsDialog(
            self._manager, self._preferences, self._dialogs, self._theme, self._window
        )

    def manage(self, model_id: str = "") -> None:
        """Show the dialog, with a model selected."""
        self.dialog.select(model_id)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def get(self, model_id: str) -> None:
        """Download a model and use it from then on; the dialog asks about its licence.

        Which diarizer is used is a choice of its own.
        """
        self.manage(model_id)
        row = self._manager.rows.get(model_id)
        if row is None or needs_consent(row, self._preferences.current.accepted_licences):
            return
        if row.spec.kind.recognizes:
            self._preferences.change(model_id=model_id)
        self._manager.download(model_id)

    def open_dialog(self) -> None:
        """Show the dialog as it was."""
        self.manage()

    def open_connection(self) -> None:
        """Ask for the proxy and the mirror of downloads."""
        from desktop_app.ui.dialogs.connection import ConnectionDialog

        ConnectionDialog(self._preferences, self._window).open()

    def choose_file(self) -> None:
        """Ask for a model's file and offer to import it."""
        path = self._dialogs.model_to_import()
        if path is not None:
            self._manager.import_file(path)

    def _on_import_offered(self, file: ModelFile) -> None:
        if not self._dialogs.may_import_model(file):
            return
        self._manager.confirm_import(file)
        self.dialog.select(file.spec.id)
        self._tell(
            NoticeKind.INFO,
            model_strings.IMPORTING.format(name=Path(file.path).name),
            model_strings.SHOW,
            ModelLink(file.spec.id),
        )

    def _on_succeeded(self, text: str) -> None:
        self._tell(NoticeKind.SUCCESS, text)

    def _on_problem_found(self, model_id: str, error: AppError) -> None:
        if model_id and self.dialog.isVisible():
            return  # the model's row shows it
        has_details = not model_id and error.action is Action.COPY_DETAILS
        if has_details:
            self._tell(NoticeKind.ERROR, error.sentence, strings.DETAILS, ErrorLink(error))
        else:
            link = ModelLink(model_id)
            self._tell(NoticeKind.ERROR, error.sentence, strings.MANAGE_MODELS, link)

    def _tell(
        self,
        kind: NoticeKind,
        text: str,
        title: str = "",
        link: ModelLink | ErrorLink | None = None,
    ) -> None:
        """Show it where the user is; only outside the dialog with a button that leads there."""
        if self.dialog.isVisible():
            is_here = isinstance(link, ModelLink)
            self.dialog.notice.tell(text, "" if is_here else title, link, kind=kind)
        else:
            self._notice.tell(text, title, link, kind=kind)
