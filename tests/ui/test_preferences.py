"""The dialog of the settings: each change at once, by keys, and back to the defaults."""

from collections.abc import Iterator
from dataclasses import fields
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.app.settings import ColorChoice, LibraryOrder, Preferences, Settings
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.ui.preferences.dialog import PreferencesDialog
from desktop_app.ui.preferences.pages import PageName
from desktop_app.ui.preferences.panel import SettingBox, SettingChoice
from desktop_app.ui.strings import preferences as texts
from desktop_app.ui.widgets.question import Question
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage

Key = Qt.Key


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> Iterator[PreferencesDialog]:
    """Opened by its key."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    made = window.commands.settings.dialog
    qtbot.waitUntil(made.isVisible)
    yield made
    made.close()


def box(dialog: PreferencesDialog, text: str) -> SettingBox:
    return next(each for each in dialog.findChildren(SettingBox) if each.text() == text)


def choice(dialog: PreferencesDialog, name: str) -> SettingChoice:
    found = dialog.findChildren(SettingChoice)
    return next(each for each in found if each.accessibleName() == name)


def question_of(dialog: PreferencesDialog) -> Question:
    return next(each for each in dialog.findChildren(Question) if each.isVisible())


def test_the_keyboard_alone_goes_to_a_page_and_changes_a_setting(
    dialog: PreferencesDialog, stage: Stage
) -> None:
    assert dialog.list.hasFocus() and dialog.list.currentRow() == 0
    QTest.keyClick(dialog.list, Key.Key_Tab)
    language = QApplication.focusWidget()
    assert language is choice(dialog, texts.INTERFACE_LANGUAGE)
    QTest.keyClick(language, Key.Key_Tab)
    first = QApplication.focusWidget()
    assert first is box(dialog, texts.STARTS_AT_ONCE)
    QTest.keyClick(first, Key.Key_Space)
    assert not stage.services.preferences.current.starts_automatically
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Key.Key_Down)
    assert dialog.page is PageName.TRANSCRIPTION
    QTest.keyClick(dialog.list, Key.Key_Tab)
    device = QApplication.focusWidget()
    assert device is choice(dialog, texts.DEVICE)
    QTest.keyClick(device, Key.Key_Down)
    assert stage.services.preferences.current.device is DeviceChoice.CPU
    QTest.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()


def test_it_follows_what_is_changed_elsewhere(
    dialog: PreferencesDialog, window: MainWindow, stage: Stage
) -> None:
    window.menus.larger.trigger()
    window.menus.shows_times.trigger()
    stage.services.preferences.change(
        batch_size=5, precision=Precision.FP32, color_choice=ColorChoice.DARK
    )
    assert choice(dialog, texts.TEXT_SIZE).currentText() == "110 %"
    assert not box(dialog, texts.SHOWS_TIMES).isChecked()
    assert choice(dialog, texts.BATCH).currentText() == "5"  # set in the file
    assert choice(dialog, texts.PRECISION).currentText() == texts.PRECISIONS[Precision.FP32]
    assert choice(dialog, texts.COLOR).currentText() == texts.COLORS[ColorChoice.DARK]


def test_each_choice_is_a_valid_setting(
    dialog: PreferencesDialog, stage: Stage, qtbot: QtBot
) -> None:
    preferences = stage.services.preferences
    for each in dialog.findChildren(SettingChoice):
        for row in range(each.count()):
            each.activated.emit(row)
            assert each.currentIndex() == row
    preferences.change(library_order=LibraryOrder.NAME)
    now = preferences.current
    qtbot.waitUntil(lambda: stage.access.settings.load() == now)


def test_the_defaults_of_a_page_come_back_after_a_question(
    dialog: PreferencesDialog, stage: Stage
) -> None:
    preferences = stage.services.preferences
    preferences.change(device=DeviceChoice.CPU, free_memory_minutes=0, text_size_percent=150)
    dialog.open_at(PageName.TRANSCRIPTION)
    dialog.restore_button.click()
    assert "Transcription" in question_of(dialog).accessibleDescription()
    question_of(dialog).buttons[1].click()
    assert preferences.current.device is DeviceChoice.CPU
    dialog.restore_button.click()
    question_of(dialog).buttons[0].click()
    settings = preferences.current
    assert (settings.device, settings.free_memory_minutes) == (DeviceChoice.AUTO, 15)
    assert settings.text_size_percent == 150  # another page's


class AddedPanel(QWidget):
    """What a feature may add."""

    fields = ("plays_sound",)

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        QVBoxLayout(self).addWidget(QLabel(str(preferences.current.plays_sound)))


def test_a_feature_adds_a_panel_and_its_page(window: MainWindow, stage: Stage) -> None:
    preferences = stage.services.preferences
    window.commands.settings.add_panel(PageName.LISTENING, partial(AddedPanel, preferences))
    dialog = window.commands.settings.dialog
    window.commands.settings.open_at(PageName.LISTENING)
    panels = [each for each in dialog.panels[PageName.LISTENING] if isinstance(each, AddedPanel)]
    assert dialog.page is PageName.LISTENING and len(panels) == 1 and panels[0].isVisible()
    dialog.close()


def test_its_buttons_lead_where_they_say(dialog: PreferencesDialog, window: MainWindow) -> None:
    buttons = {each.text(): each for each in dialog.findChildren(QPushButton)}
    buttons[texts.WATCHED_BUTTON].click()
    assert window.commands.watching.dialog.isVisible()
    buttons[texts.EXPORTS_BUTTON].click()
    automatic = window.commands.exporting.automatic_dialog
    assert automatic is not None and automatic.isVisible()
    automatic.reject()
    buttons[texts.MODELS_BUTTON].click()
    assert window.commands.models.dialog.isVisible()
    window.commands.models.dialog.close()
    window.commands.watching.dialog.close()


def test_every_field_it_names_is_a_setting(dialog: PreferencesDialog) -> None:
    names = {each.name for each in fields(Settings)}
    for panels in dialog.panels.values():
        for panel in panels:
            assert set(getattr(panel, "fields", ())) <= names
