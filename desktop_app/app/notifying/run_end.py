"""Decide how the end of a run is told, and tell it through the desktop."""

import logging
from dataclasses import dataclass

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from desktop_app import APP_NAME
from desktop_app.app.background.pool import SideTasks
from desktop_app.app.jobs.runs import RunEnd
from desktop_app.app.settings import Preferences, Settings
from desktop_app.core.errors import AppError
from desktop_app.core.sentences import plural
from desktop_app.system.desktop_messages import DesktopMessages, NotShown

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is told of the end of a run.

    Attributes:
        text: a sentence.
        is_shown: whether the desktop shows it.
        is_heard: whether there is a sound.
        has_failures: whether a recording failed.
    """

    text: str
    is_shown: bool
    is_heard: bool
    has_failures: bool


def announcement_of(end: RunEnd, settings: Settings, *, is_attended: bool) -> Announcement | None:
    """Return what is told; None if the user knows: it is before their eyes, or was their doing.

    Args:
        end: how the run ended.
        settings: whether it is shown and heard.
        is_attended: whether the program is in front.
    """
    if is_attended or not end.by_itself or not (end.done or end.failed):
        return None
    return Announcement(
        _sentence(end), settings.notifies, settings.plays_sound, has_failures=end.failed > 0
    )


def _sentence(end: RunEnd) -> str:
    if not end.done:
        return plural(end.failed, "{count} recording failed.", "{count} recordings failed.")
    if not end.failed:
        return plural(end.done, "{count} recording is done.", "{count} recordings are done.")
    return plural(
        end.done,
        "{count} recording is done, {failed} failed.",
        "{count} recordings are done, {failed} failed.",
        failed=end.failed,
    )


class RunEndNews(QObject):
    """Tell the end of a run through the desktop's own messages, where it has them.

    Args:
        desktop: the desktop's messages; None if the window shows them.
        preferences: whether the end is shown and heard.
        tasks: the call runs there.

    Signals:
        refused: an Announcement that the desktop does not show; the window may.
        pressed: the message was pressed.
    """

    refused = Signal(object)
    pressed = Signal()

    def __init__(
        self, desktop: DesktopMessages | None, preferences: Preferences, tasks: SideTasks
    ) -> None:
        super().__init__()
        self._desktop = desktop
        self._preferences = preferences
        self._tasks = tasks
        self._listener: QSocketNotifier | None = None

    def tell(self, end: RunEnd, *, is_attended: bool) -> Announcement | None:
        """Tell it, if it is to be told; return what is."""
        told = announcement_of(end, self._preferences.current, is_attended=is_attended)
        if told is not None and told.is_shown:
            self._show(told)
        return told

    def shutdown(self) -> None:
        """End the connection, when no task runs any more."""
        self._stop_listening()
        if self._desktop is not None:
            self._desktop.close()

    def _show(self, told: Announcement) -> None:
        desktop = self._desktop
        if desktop is None:
            self.refused.emit(told)
            return
        self._stop_listening()  # the socket is read there until there is an answer

        def show() -> bool:
            try:
                desktop.show(APP_NAME, told.text, is_heard=told.is_heard)
            except NotShown as error:
                logger.info("the desktop shows no message: %s", error)
                return False
            return True

        def done(is_shown: bool) -> None:  # noqa: FBT001 - the task's result
            if is_shown:
                self._listen()
            else:
                self.refused.emit(told)

        def failed(_error: AppError) -> None:
            self.refused.emit(told)

        self._tasks.run(show, done, failed)

    def _listen(self) -> None:
        if self._desktop is None or self._listener is not None:
            return
        self._listener = QSocketNotifier(self._desktop.number(), QSocketNotifier.Type.Read, self)
        self._listener.activated.connect(self._on_news)

    def _stop_listening(self) -> None:
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.setEnabled(False)
            listener.deleteLater()

    def _on_news(self) -> None:
        if self._desktop is None:
            return
        try:
            if self._desktop.was_pressed():
                self.pressed.emit()
        except NotShown as error:
            logger.info("no more news of messages: %s", error)
            self._stop_listening()
