"""The window's commands that hand a text on without a dialog: copy, print, drag."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt
from PySide6.QtGui import QDrag, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desktop_app.app.exporting.formats import PDF, as_chosen
from desktop_app.app.exporting.sources import name_of, text_of
from desktop_app.app.window import WindowServices
from desktop_app.core.editing.speakers import TextPlace
from desktop_app.core.errors import AppError
from desktop_app.core.transcript import Transcript
from desktop_app.ui.dialogs.questions import Dialogs
from desktop_app.ui.strings import exporting as texts
from desktop_app.ui.widgets.notice_bar import NoticeBar, NoticeKind

if TYPE_CHECKING:
    from desktop_app.app.exporting.handing_over import DraggedOut, FormattedText

# What others open, where nothing was exported yet.
USUAL_FORMAT = "docx"


@dataclass(frozen=True, slots=True)
class PageText:
    """What the page offers to hand on.

    Attributes:
        selected_ends: returns where the selection begins and ends; None without one.
        handles: the widgets by which the text is dragged out of the window.
    """

    selected_ends: Callable[[], tuple[TextPlace, TextPlace] | None]
    handles: tuple[QWidget, ...]


class HandOverCommands(QObject):
    """Copy with formatting, print, and drag out the transcript on the page.

    Args:
        window: owns this object.
        services: the transcript and what is done with it.
        dialogs: asks for a printer.
        notice: the window's notices.
        page: what the page offers.
    """

    def __init__(
        self,
        window: QWidget,
        services: WindowServices,
        dialogs: Dialogs,
        notice: NoticeBar,
        page: PageText,
    ) -> None:
        super().__init__(window)
        self._services = services
        self._dialogs = dialogs
        self._notice = notice
        self._page = page
        self._pressed: QPoint | None = None
        for handle in page.handles:
            handle.installEventFilter(self)

    def copy(self) -> None:
        """Copy what is selected, or all, with speakers and with the times that the page shows."""
        from desktop_app.app.exporting.handing_over import formatted, selected_part

        text, ends = self._text(), self._page.selected_ends()
        if text is None:
            return
        part = selected_part(text, *ends) if ends is not None else text
        with_times = self._services.preferences.current.shows_times
        self._services.tasks.run(
            lambda: formatted(part, with_times=with_times), self._on_formatted, self._on_failed
        )

    def print(self) -> None:
        """Ask for a printer, and print the transcript."""
        text = self._text()
        printer = self._dialogs.printer() if text is not None else None
        if text is None or printer is None:
            return
        choices = self._services.preferences.current.export_choices
        options = as_chosen(choices, PDF).defaults  # on paper it is as in a PDF
        printer.setDocName(text.title or text.media_path.stem)

        def has_failed() -> bool:
            return not printer.isValid() or printer.printerState() is printer.PrinterState.Error

        def work() -> None:
            from desktop_app.app.exporting.pdf import print_text

            print_text(text, options, printer, has_failed)

        self._services.tasks.run(work, self._on_printed, self._on_failed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin a drag where a handle is pressed and moved."""
        if not isinstance(event, QMouseEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.MouseButtonPress:
            is_left = event.button() is Qt.MouseButton.LeftButton
            self._pressed = event.globalPosition().toPoint() if is_left else None
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._pressed = None
        elif event.type() == QEvent.Type.MouseMove and self._pressed is not None:
            moved = event.globalPosition().toPoint() - self._pressed
            if moved.manhattanLength() >= QApplication.startDragDistance():
                self._pressed = None
                self._drag(watched)
                return True
        return super().eventFilter(watched, event)

    def _drag(self, handle: QObject) -> None:
        from desktop_app.app.exporting.handing_over import Dragged

        record, text = self._services.controller.selected, self._text()
        if record is None or text is None or not isinstance(handle, QWidget):
            return
        if isinstance(handle, QAbstractButton):
            handle.setDown(False)  # it is dragged, not pressed
        settings, exports = self._services.preferences.current, self._services.exports
        known = {one.id for one in exports.formats}
        likely = (*settings.recent_formats, USUAL_FORMAT, exports.formats[0].id)
        chosen = exports.format(next(each for each in likely if each in known))
        chosen = as_chosen(settings.export_choices, chosen)
        out = self._services.dragged.begin(
            Dragged(text, chosen, name_of(record), settings.shows_times)
        )
        drag = QDrag(handle)
        drag.setMimeData(out)
        self._on_dragged(out, drag.exec(Qt.DropAction.CopyAction))

    def _on_dragged(self, out: "DraggedOut", action: Qt.DropAction) -> None:
        if out.error is not None:
            self._on_failed(out.error)
        if action is Qt.DropAction.IgnoreAction:
            self._services.dragged.forget(out)

    def _text(self) -> Transcript | None:
        record = self._services.controller.selected
        return text_of(record) if record is not None else None

    def _on_formatted(self, made: "FormattedText") -> None:
        data = QMimeData()
        data.setHtml(made.html)
        data.setText(made.plain)
        QGuiApplication.clipboard().setMimeData(data)

    def _on_printed(self, _nothing: None) -> None:
        self._notice.tell(texts.PRINTED, kind=NoticeKind.SUCCESS)

    def _on_failed(self, error: AppError) -> None:
        self._notice.tell(error.sentence, kind=NoticeKind.ERROR)
