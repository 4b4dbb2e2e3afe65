"""Menus, toolbar, status line and the small dialogs."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs.status import Status
from desktop_app.app.problems import Problem
from desktop_app.app.settings import ColorChoice
from desktop_app.core.errors import MediaUnreadable, UnexpectedError
from desktop_app.core.job import JobState
from desktop_app.core.media import ALL_TRACKS
from desktop_app.core.request import DeviceChoice, ModelReady, Precision
from desktop_app.models.catalog import CATALOG
from desktop_app.models.inspection import inspect
from desktop_app.ui.dialogs.error import ErrorDialog
from desktop_app.ui.strings import window as strings
from desktop_app.ui.strings.window import job_line
from desktop_app.ui.window.main_window import MainWindow
from desktop_app.ui.window.menus import FeatureMenu
from desktop_app.ui.window.status_bar import StatusBar
from tests.app.conftest import Stage
from tests.fakes import CANARY, STARTER
from tests.nemo_files import model
from tests.ui.conftest import FakeDialogs
from tests.ui.showing_windows import keys_twice


@pytest.fixture
def done(window: MainWindow, stage: Stage, qtbot: QtBot) -> MainWindow:
    """The window with one finished transcript."""
    stage.files.tracks = 2
    window.commands.try_sample()
    qtbot.waitUntil(lambda: len(stage.services.controller.finished()) == 1)
    return window


def test_a_model_without_times_says_why(window: MainWindow, stage: Stage) -> None:
    bar = window.toolbar
    assert bar.hint.isHidden() and bar.target_box.isHidden()
    assert bar.language_box.isHidden()
    window.menus.model_chosen.emit(CANARY.id)
    assert bar.hint.text() == CANARY.timestamps_why_not and bar.hint.isVisible()
    assert bar.target_box.isVisible() and bar.language_box.isVisible()
    assert bar.language_box.count() == len(CANARY.languages)
    bar.language_box.setCurrentIndex(bar.language_box.findData("de"))
    bar.language_box.activated.emit(bar.language_box.currentIndex())
    bar.target_box.setCurrentIndex(bar.target_box.findData("fr"))
    bar.target_box.activated.emit(bar.target_box.currentIndex())
    settings = stage.services.preferences.current
    assert (settings.language, settings.target_language) == ("de", "fr")
    assert bar.language_box.currentText() == "German"


@pytest.mark.parametrize(
    "specs", [tuple(replace(s, id="canary") if s.id == "canary-1b-v2" else s for s in CATALOG)]
)
def test_only_what_the_model_translates_is_offered(window: MainWindow, stage: Stage) -> None:
    bar = window.toolbar
    window.menus.model_chosen.emit("canary")
    stage.services.preferences.change(language="en")
    assert bar.language_box.count() == bar.target_box.count() == 25
    stage.services.preferences.change(language="de", target_language="fr")
    targets = [bar.target_box.itemData(row) for row in range(bar.target_box.count())]
    assert targets == ["en", "de"]
    assert bar.target_box.currentData() == "de"
    stage.services.preferences.change(target_language="en")
    assert bar.target_box.currentData() == "en"


def test_choices_in_the_toolbar_are_kept(window: MainWindow, stage: Stage) -> None:
    window.toolbar.model_box.activated.emit(2)
    assert stage.services.preferences.current.model_id == CANARY.id


def test_a_missing_model_is_named_as_such(window: MainWindow) -> None:
    box = window.toolbar.model_box
    assert box.itemText(1) == "Parakeet (not installed)"
    assert box.itemData(1, Qt.ItemDataRole.ToolTipRole) == strings.NOT_INSTALLED_TIP


def test_captions_give_way_in_a_narrow_window(window: MainWindow) -> None:
    window.resize(1200, 600)
    captions = [caption for caption, box in window.toolbar._captions if box.isVisible()]
    assert captions and all(caption.isVisible() for caption in captions)
    window.resize(850, 600)
    assert not any(caption.isVisible() for caption in captions)


def test_copying(done: MainWindow) -> None:
    done.menus.copy_text.trigger()
    assert QGuiApplication.clipboard().text().startswith("Sentence number 0.\n")
    done.menus.copy_with_times.trigger()
    assert QGuiApplication.clipboard().text().startswith("00:00  Sentence")
    done.menus.select_all.trigger()
    assert done.page.text.textCursor().hasSelection()
    done.menus.find_text.trigger()
    assert done.page.find_bar.isVisible()


def test_exporting_one(
    done: MainWindow, stage: Stage, qtbot: QtBot, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    exports = stage.services.exports
    dialogs.file = tmp_path / "a.srt"
    with qtbot.waitSignal(exports.exported):
        next(a for a in done.menus.export_menu.actions() if a.data() == "srt").trigger()
    assert done.menus.export_menu.actions()[0].data() == "srt"  # the last one used comes first
    assert dialogs.file.exists()
    assert str(dialogs.file) in done.notice.text.text()
    assert stage.services.preferences.current.export_folder == str(tmp_path)


def test_the_job_menu(done: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    menus = done.menus
    assert menus.track_menu.menuAction().isVisible()
    menus.track_menu.actions()[1].trigger()
    qtbot.waitUntil(lambda: len(stage.services.controller.finished()) == 2)
    record = stage.services.controller.selected
    assert record is not None and strings.job_line(record).endswith("track 2 of 2")
    assert [action.isChecked() for action in menus.track_menu.actions()] == [False, True, False]
    qtbot.waitUntil(menus.retry.isEnabled)
    before = stage.services.controller.finished()
    menus.retry.trigger()  # to make a text once more never costs the text that is there
    qtbot.waitUntil(lambda: len(stage.services.controller.finished()) == 3)
    assert stage.services.controller.finished()[:2] == before
    done.queue.list.selectAll()
    menus.remove.trigger()
    assert done.drop_area.isVisible()
    assert not menus.remove.isEnabled() and not menus.copy_text.isEnabled()
    assert done.notice.text.text() == "3 recordings removed from the list."
    done.notice.action_button.click()
    assert len(stage.services.controller.finished()) == 3
    assert not done.drop_area.isVisible() and not menus.put_back.isEnabled()


def test_all_that_failed_is_removed_or_retried_but_only_what_is_shown(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    names = ("talk.wav", "talk broken.wav", "broken lecture.wav")
    for name in names[1:]:
        stage.files.errors[name] = MediaUnreadable("No.")
    controller, menus = stage.services.controller, window.menus
    assert not menus.retry_failed.isEnabled() and not menus.remove_failed.isEnabled()
    controller.add_paths([Path("/a") / name for name in names])
    qtbot.waitUntil(lambda: len(controller.ended_ids()) == 3)
    window.queue.search.setText("talk")
    qtbot.waitUntil(lambda: len(window.queue.shown.records()) == 2)
    menus.remove_failed.trigger()
    assert window.notice.text.text() == "1 recording removed from the list."
    window.queue.search.clear()
    assert len(controller.finished()) == 1 and len(controller.ended_ids()) == 2
    menus.put_back.trigger()
    assert window.notice.isHidden() and len(controller.ended_ids()) == 3
    stage.files.errors.clear()
    menus.retry_failed.trigger()
    qtbot.waitUntil(lambda: len(controller.finished()) == 3)
    assert not menus.retry_failed.isEnabled()


def test_stop_from_the_menu(window: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    stage.engine.gate.clear()
    window.commands.try_sample()
    qtbot.waitUntil(window.menus.stop.isEnabled)
    window.menus.stop.trigger()

    def stopped() -> bool:
        record = stage.services.controller.selected
        return record is not None and record.state is JobState.STOPPED

    qtbot.waitUntil(stopped)
    window.menus.remove.trigger()
    assert window.drop_area.isVisible()


def test_adding_by_menu(
    window: MainWindow, stage: Stage, qtbot: QtBot, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    dialogs.files, dialogs.folder = [Path("/a/a.wav")], Path("/a/b.wav")
    dialogs.file = model(tmp_path / "own.nemo")
    window.menus.add_files.trigger()
    window.menus.add_folder.trigger()
    with qtbot.waitSignal(stage.services.manager.imported):
        window.menus.import_model.trigger()
    qtbot.waitUntil(lambda: len(stage.services.controller.finished()) == 2)
    titles = [action.text() for action in window.menus.models_menu.actions()]
    assert titles[:4] == [STARTER.title, "Parakeet (not installed)", CANARY.title, "own"]


def test_view_and_behaviour(window: MainWindow, stage: Stage) -> None:
    def text_size() -> int:
        return stage.services.preferences.current.text_size_percent

    window.menus.larger.trigger()
    assert text_size() == 110
    for _ in range(5):
        window.menus.smaller.trigger()
    assert text_size() == 80
    window.menus.shows_times.trigger()
    assert not stage.services.preferences.current.shows_times


def test_the_times_of_the_page_can_be_left_out(
    done: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    margin = done.page.text.margin
    qtbot.waitUntil(lambda: done.page.text.toPlainText() != "")
    with_times = margin.grab().toImage()
    done.menus.shows_times.trigger()
    assert not stage.services.preferences.current.shows_times
    qtbot.waitUntil(lambda: margin.grab().toImage() != with_times)
    done.menus.shows_times.trigger()
    qtbot.waitUntil(lambda: margin.grab().toImage() == with_times)


def test_licences_are_not_offered_without_any(window: MainWindow) -> None:
    assert not window.menus.licences.isVisible()
    assert window.menus.open_logs.isVisible()


def test_a_bug_opens_one_dialog(window: MainWindow, stage: Stage) -> None:
    stage.services.hooks.caught.emit(UnexpectedError.wrap(ValueError("first")))
    dialog = window.commands.error_dialog
    stage.services.hooks.caught.emit(UnexpectedError.wrap(ValueError("second")))
    assert dialog is not None and window.commands.error_dialog is dialog
    assert "first" in dialog.panel.message.text()
    dialog.panel.copy_button.click()
    assert "ValueError" in QGuiApplication.clipboard().text()
    dialog.accept()


def test_the_error_dialog_offers_no_job_buttons(qtbot: QtBot) -> None:
    dialog = ErrorDialog(Problem.from_error(UnexpectedError.wrap(KeyError("x"))))
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.panel.retry_button.isVisible()
    assert not dialog.panel.remove_button.isVisible()


@pytest.mark.parametrize(
    ("status", "texts"),
    [
        (Status(is_preparing=True), (strings.PREPARING, "", "")),
        (Status(), (strings.PREPARED, "", "")),
        (
            Status(preparation_error=UnexpectedError("x")),
            (strings.NOT_PREPARED, "", ""),
        ),
        (Status(is_loading=True, is_working=True, count=1), (strings.LOADING_TEXT, "", "")),
        (
            Status(
                is_working=True,
                model=ModelReady(DeviceChoice.CPU, Precision.INT8, 3),
                speed=11.8,
                number=1,
                count=3,
                left_s=360.0,
            ),
            ("CPU · int8 · 3 threads", "11.8x real time", "1 of 3 · about 6 min left"),
        ),
        (
            Status(model=ModelReady(DeviceChoice.CUDA, Precision.FP16, 1)),
            ("GPU · fp16", "", ""),
        ),
    ],
)
def test_the_status_line(qtbot: QtBot, status: Status, texts: tuple[str, str, str]) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_status(status)
    assert (bar.engine_label.text(), bar.speed_label.text(), bar.run_label.text()) == texts


def test_actions_have_text(window: MainWindow) -> None:
    assert all(a.text() or a.isSeparator() for a in window.menus.findChildren(QAction))


def menus_of(window: MainWindow) -> list[QMenu]:
    return [menu for menu in window.findChildren(QMenu) if menu.actions()]


def test_every_menu_fits_a_screen_at_one_and_a_half(done: MainWindow) -> None:
    room_px = 768 / 1.5 - 48  # without the taskbar
    for menu in menus_of(done):
        assert menu.sizeHint().height() <= room_px, menu.title()
    menu = done.menus.job_menu
    submenus = [action.menu() for action in menu.actions() if action.menu() is not None]
    rows = done.menus.rows
    assert rows.order_menu in submenus and rows.settings_menu in submenus
    assert rows.settings_menu.isEnabled() and not rows.order_menu.isEnabled()


def test_no_two_entries_of_a_menu_share_a_key(done: MainWindow) -> None:
    found = menus_of(done)
    assert len(found) >= 10
    bars = [(done.menus, done.menus.actions()), *((menu, menu.actions()) for menu in found)]
    for menu, actions in bars:
        twice = keys_twice([action.text() for action in actions])
        assert not twice, (menu, twice, [action.text() for action in actions])


def test_names_in_menus_are_shown_with_their_ampersands(
    done: MainWindow, stage: Stage, qtbot: QtBot, tmp_path: Path
) -> None:
    own = inspect(model(tmp_path / "R&D.nemo"))
    with qtbot.waitSignal(stage.services.manager.imported):
        stage.services.manager.confirm_import(own)
    assert "R&&D" in [action.text() for action in done.menus.models_menu.actions()]


def test_settings_leave_nothing_behind_in_the_menus(window: MainWindow, stage: Stage) -> None:
    def parts() -> int:
        return len(window.menus.findChildren(QObject))

    window.menus.larger.trigger()
    before = parts()
    for _ in range(5):
        window.menus.larger.trigger()
        for choice in (ColorChoice.DARK, ColorChoice.LIGHT):
            stage.services.preferences.change(color_choice=choice)
        window.menus._on_models_changed()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert parts() == before
    assert len(window.menus.models_menu.findChildren(QActionGroup)) == 1


def test_one_model_is_ticked(window: MainWindow) -> None:
    def ticked() -> list[str]:
        return [a.data() for a in window.menus.models_menu.actions() if a.isChecked()]

    for wanted in (CANARY.id, STARTER.id):
        actions = window.menus.models_menu.actions()
        next(action for action in actions if action.data() == wanted).trigger()
        assert ticked() == [wanted]
    window.menus.model_chosen.emit(CANARY.id)
    assert ticked() == [CANARY.id]


def test_one_track_is_ticked_and_it_is_the_job_s(
    done: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    menu, controller = done.menus.track_menu, stage.services.controller

    def ticked() -> list[int]:
        return [action.data() for action in menu.actions() if action.isChecked()]

    def choose(number: int, count: int) -> None:
        menu.actions()[number].trigger()
        qtbot.waitUntil(lambda: ticked() == [number])
        qtbot.waitUntil(lambda: len(controller.finished()) == count)
        assert ticked() == [number] == [stage.engine.requests[-1].audio_track]

    choose(1, 2)  # each track of a done recording is a row of its own
    choose(0, 3)
    choose(ALL_TRACKS, 4)
    controller.select(2)
    assert ticked() == [1]


def test_a_waiting_job_s_track_is_ticked_when_it_is_chosen(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    stage.files.tracks = 2
    stage.services.preferences.change(starts_automatically=False)
    controller = stage.services.controller
    controller.add_paths([Path("/a/a.mkv")])
    qtbot.waitUntil(lambda: len(window.menus.track_menu.actions()) == 3)
    window.menus.track_menu.actions()[1].trigger()
    assert [a.isChecked() for a in window.menus.track_menu.actions()] == [False, True, False]
    record = controller.selected
    assert record is not None and record.job.request.audio_track == 1
    window.menus.track_menu.actions()[0].trigger()
    assert [a.isChecked() for a in window.menus.track_menu.actions()] == [True, False, False]
    window.menus.track_menu.actions()[2].trigger()
    assert [a.isChecked() for a in window.menus.track_menu.actions()] == [False, False, True]
    assert record.job.request.audio_track == ALL_TRACKS
    assert job_line(record).endswith(" · all 2 tracks")


def test_a_menu_that_no_feature_fills_is_hidden(window: MainWindow) -> None:
    menu = FeatureMenu("Test", window)
    window.menus.addMenu(menu)
    assert not menu.menuAction().isVisible()
    action = menu.addAction("Do it")
    assert menu.menuAction().isVisible()
    menu.removeAction(action)
    assert not menu.menuAction().isVisible()


def test_the_menus_come_in_their_order(window: MainWindow) -> None:
    titles = [action.text().replace("&", "") for action in window.menus.actions()]
    order = ["File", "Edit", "Transcribe", "Speakers", "Listen", "Models", "View", "Help"]
    assert titles == order
