"""Every error in every place that shows it: each button that is offered there helps there."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

import desktop_app.core.errors
import desktop_app.core.model_errors  # noqa: F401 - so that its classes are known
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.models.item_model import ModelRow
from desktop_app.core.errors import (
    Action,
    AppError,
    DiskFull,
    ExportError,
    NotWritable,
    UnexpectedError,
)
from desktop_app.core.job import JobState
from desktop_app.core.model_errors import DownloadError, StoreFull, StoreNotWritable
from desktop_app.core.request import DeviceChoice
from desktop_app.ui.dialogs.error import ErrorDialog
from desktop_app.ui.locks.dialog import LockDialog
from desktop_app.ui.strings import models as model_strings
from desktop_app.ui.strings import window as strings
from desktop_app.ui.widgets.error_panel import action_titles
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage
from tests.fakes import CANARY, NOT_THERE
from tests.ui.conftest import FakeDialogs


def all_errors() -> list[type[AppError]]:
    """Every error that has words for the user."""
    found: list[type[AppError]] = [AppError]
    for one in found:
        found += [sub for sub in one.__subclasses__() if sub not in found]
    return [one for one in found if one.title and one.__module__.startswith("desktop_app")]


ERRORS = all_errors()
DETAIL = "Traceback: the very cause"


def details_are_shown(window: MainWindow) -> bool:
    dialogs = window.findChildren(ErrorDialog)
    return any(d.isVisible() and DETAIL in d.panel.details.toPlainText() for d in dialogs)


def put_away(window: MainWindow) -> None:
    """Close what a button opened."""
    window.toolbar.model_box.hidePopup()
    for dialog in window.findChildren(QDialog):
        dialog.close()


def wait_count(qtbot: QtBot, things: Sequence[object], count: int) -> None:
    qtbot.waitUntil(lambda: len(things) == count)


def failed(qtbot: QtBot, stage: Stage, path: Path, error: AppError) -> JobRecord:
    """A job that failed, and is selected."""
    controller = stage.services.controller
    path.touch()
    stage.engine.errors[path.stem] = error
    before = controller.jobs.rowCount()
    controller.add_paths([path])
    qtbot.waitUntil(lambda: controller.jobs.rowCount() == before + 1)

    def record() -> JobRecord:
        return max(controller.records(), key=lambda one: one.id)

    qtbot.waitUntil(lambda: record().state is JobState.FAILED)
    controller.select(record().id)
    return record()


def test_a_job_s_buttons_help_the_job(
    qtbot: QtBot, window: MainWindow, stage: Stage, tmp_path: Path
) -> None:
    panel, controller = window.page.errors, stage.services.controller
    for kind in ERRORS:
        path = tmp_path / f"{kind.__name__}.wav"
        record = failed(qtbot, stage, path, kind("It went wrong.", DETAIL))
        assert panel.isVisible() and panel.remedy.text() == kind.remedy, kind
        assert panel.retry_button.isVisible() or kind.action is Action.RETRY, kind
        assert panel.remove_button.isVisible() or kind.action is Action.REMOVE, kind
        panel.copy_button.click()
        assert DETAIL in QGuiApplication.clipboard().text()
        if kind.action not in action_titles() or kind.action is Action.COPY_DETAILS:
            assert not panel.action_button.isVisible(), kind
            continue
        assert panel.action_button.text() == action_titles()[kind.action], kind
        tries = len(stage.engine.requests)
        panel.action_button.click()
        match kind.action:
            case Action.RETRY | Action.USE_CPU:
                wait_count(qtbot, stage.engine.requests, tries + 1)
            case Action.REMOVE:
                assert controller.selected is not record
            case Action.CHOOSE_MODEL:
                assert window.toolbar.model_box.view().isVisible()
            case Action.MANAGE_MODELS:
                assert window.commands.models.dialog.isVisible()
            case Action.DIAGNOSE:
                qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(LockDialog)))
        if kind.action is Action.USE_CPU:
            assert stage.services.preferences.current.device is DeviceChoice.CPU
        put_away(window)


def test_a_full_models_folder_leads_to_where_room_can_be_made(
    qtbot: QtBot, window: MainWindow, stage: Stage, tmp_path: Path
) -> None:
    error = StoreFull("There is not enough space to unpack Parakeet.")
    failed(qtbot, stage, tmp_path / "talk.wav", error)
    window.page.errors.action_button.click()
    folder = window.commands.models.dialog.folder
    assert folder.move_button.isVisible() and folder.move_button.isEnabled()


def test_a_notice_offers_only_what_helps_without_a_job(window: MainWindow, stage: Stage) -> None:
    button = window.notice.action_button
    for kind in ERRORS:
        stage.services.controller.problem_found.emit(kind("It went wrong.", DETAIL))
        assert button.isVisible(), kind
        button.click()
        seen: dict[str, Callable[[], bool]] = {
            strings.CHOOSE_MODEL: window.toolbar.model_box.view().isVisible,
            strings.MANAGE_MODELS: window.commands.models.dialog.isVisible,
            strings.DETAILS: lambda: details_are_shown(window),
        }
        assert seen[button.text()](), kind
        put_away(window)


def test_an_export_that_failed_offers_another_folder_where_that_helps(
    qtbot: QtBot, window: MainWindow, stage: Stage, dialogs: FakeDialogs
) -> None:
    controller = stage.services.controller
    controller.add_paths([Path("/a/first.wav"), Path("/a/second.wav")])
    qtbot.waitUntil(lambda: len(controller.finished()) == 2)
    window.menus.export_wanted.emit("txt")
    first = list(dialogs.asked)
    controller.select(2)
    for kind in ERRORS:
        stage.services.exports.export_failed.emit(kind("It went wrong."))
        offers = window.notice.action_button.text() == strings.CHOOSE_FOLDER
        assert offers is (kind.action is Action.CHOOSE_FOLDER), kind
        if offers:
            dialogs.asked.clear()
            window.notice.action_button.click()
            assert dialogs.asked == first  # the transcript that was not written
    for kind in (NotWritable, DiskFull):
        assert kind.action is Action.CHOOSE_FOLDER


def test_a_model_s_buttons_help_the_model(
    qtbot: QtBot, window: MainWindow, stage: Stage, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    rows, absent = stage.services.manager.rows, NOT_THERE.id
    window.commands.models.manage(absent)
    dialog = window.commands.models.dialog
    button = dialog.details.errors.action_button
    dialogs.given_token, dialogs.folder = "hf_x", tmp_path

    def row() -> ModelRow:
        found = rows.get(absent)
        assert found is not None
        return found

    def asked(what: str) -> Callable[[], bool]:
        return lambda: any(one.startswith(what) for one in dialogs.asked)

    not_there = row().stored
    for kind in ERRORS:
        is_export = issubclass(kind, ExportError) and kind.action is Action.CHOOSE_FOLDER
        dialog.select(CANARY.id if is_export else absent)
        dialogs.asked.clear()
        rows.update(CANARY.id if is_export else absent, error=kind("It went wrong.", DETAIL))
        needs = is_export or issubclass(kind, DownloadError | StoreFull | StoreNotWritable)
        assert button.isVisible() or not needs, kind
        if not button.isVisible():
            continue
        title = button.text()
        button.click()
        seen: dict[str, Callable[[], bool]] = {
            model_strings.ACCEPT_FILE: lambda: row().stored.is_usable,
            model_strings.TRY_AGAIN: lambda: row().stored.is_usable,
            model_strings.ENTER_TOKEN: lambda: asked("token")() and row().stored.is_usable,
            model_strings.MOVE_MODELS: asked("move from"),
            strings.CHOOSE_FOLDER: asked("export canary"),
        }
        qtbot.waitUntil(seen[title])
        qtbot.waitUntil(lambda: row().work is None and not stage.services.manager.folder.is_moving)
        if row().stored.is_usable:
            stage.services.manager.remove(absent)
            qtbot.waitUntil(lambda: row().progress is None and row().stored == not_there)


def test_models_that_cannot_be_moved_offer_no_move(
    window: MainWindow, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(stage.services.manager.folder), "why_fixed", "Fixed.")
    window.commands.models.manage(NOT_THERE.id)
    dialog = window.commands.models.dialog
    stage.services.manager.rows.update(NOT_THERE.id, error=StoreFull("No room."))
    assert dialog.details.errors.isVisible()
    assert not dialog.details.errors.action_button.isVisible()


def test_what_nobody_expected_can_be_copied_everywhere(window: MainWindow, stage: Stage) -> None:
    error = UnexpectedError("A bug.", DETAIL)
    stage.services.manager.problem_found.emit("", error)
    assert window.notice.action_button.text() == strings.DETAILS
    window.notice.action_button.click()
    assert details_are_shown(window)
    put_away(window)
    window.menus.manage_models.trigger()
    stage.services.manager.problem_found.emit("", error)
    window.commands.models.dialog.notice.action_button.click()
    assert details_are_shown(window)


def test_a_download_resumes_only_after_something_arrived(window: MainWindow, stage: Stage) -> None:
    window.commands.models.manage(NOT_THERE.id)
    rows = stage.services.manager.rows
    row = rows.get(NOT_THERE.id)
    assert row is not None
    kind = next(one for one in ERRORS if issubclass(one, DownloadError))
    button = window.commands.models.dialog.details.errors.action_button
    rows.update(NOT_THERE.id, error=kind("No way."))
    assert button.text() == model_strings.TRY_AGAIN
    rows.update(NOT_THERE.id, stored=replace(row.stored, arrived_bytes=5))
    assert button.text() == model_strings.RESUME


def test_a_terminal_is_not_sent_to_menus_and_buttons() -> None:
    for kind in ERRORS:
        said = kind("It went wrong.").typed_sentence
        for words in ("Models >", "Help >", "remove it from the list", "copy the details", "here;"):
            assert words not in said, kind
