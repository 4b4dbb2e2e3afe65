"""Taskbar and dock progress."""

import os
from collections.abc import Callable
from functools import cached_property
from typing import Protocol

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.runs import RunEnd, RunWatch
from desktop_app.app.jobs.status import Status
from desktop_app.system.windows.taskbar import ProgressState, window_taskbar


class Surface(Protocol):
    """A taskbar button or dock icon."""

    def show(self, state: ProgressState, fraction: float) -> None:
        """Show progress; `fraction` is 0 to 1, used by states with a length."""


def desktop_surface(window: QWidget) -> Surface | None:
    """Return this desktop's taskbar or dock; None if there is none."""
    if os.name == "nt":
        return window_taskbar(int(window.winId()))
    if QGuiApplication.platformName() not in ("xcb", "wayland"):
        return None
    # Imported here: the window must not wait for D-Bus, and Windows has none.
    from desktop_app.ui.window.launcher_progress import LauncherProgress

    return LauncherProgress()


class OutsideProgress(QObject):
    """Follow the queue; after failures the error colour stays until the user returns.

    Args:
        window: the button's window.
        controller: provides the status.
        runs: reports how a run ended.
        surface: returns the taskbar or dock when the first run begins.
    """

    def __init__(
        self,
        window: QWidget,
        controller: TranscriptionController,
        runs: RunWatch,
        surface: Callable[[QWidget], Surface | None] = desktop_surface,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._surface_of = surface
        self._shown = (ProgressState.NONE, 0)
        runs.ended.connect(self._on_run_ended)
        controller.status_changed.connect(self._on_status_changed)
        window.installEventFilter(self)

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        """Clear the error colour when the user returns: failures are in the list."""
        is_error = self._shown[0] is ProgressState.ERROR
        if is_error and event.type() == QEvent.Type.WindowActivate:
            self._show(ProgressState.NONE, 0.0)
        return False

    def _on_status_changed(self, status: Status) -> None:
        if not status.is_busy:
            return
        if status.fraction is None or not status.is_working or status.is_loading:
            self._show(ProgressState.UNKNOWN_LENGTH, status.fraction or 0.0)
        elif status.is_running:
            self._show(ProgressState.NORMAL, status.fraction)
        else:  # the user has stopped everything, and the last job is about to end
            self._show(ProgressState.PAUSED, status.fraction)

    def _on_run_ended(self, end: RunEnd) -> None:
        if end.failed and not self._window.isActiveWindow():
            self._show(ProgressState.ERROR, 1.0)
        else:
            self._show(ProgressState.NONE, 0.0)

    @cached_property
    def _surface(self) -> Surface | None:
        """Found when it is first needed: the window is to be on the screen by then."""
        return self._surface_of(self._window)

    def _show(self, state: ProgressState, fraction: float) -> None:
        # One call per percent, not per progress report.
        wanted = (state, round(fraction * 100))
        if wanted != self._shown and self._surface is not None:
            self._shown = wanted
            self._surface.show(state, fraction)
