"""The window in another language: at the start, and while work goes on."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QObject
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs.item_model import Section
from desktop_app.app.jobs.shown import Heading
from desktop_app.app.window import WindowServices
from desktop_app.core.errors import MediaMissing
from desktop_app.core.job import JobState
from desktop_app.core.sentences import Figure, tr
from desktop_app.core.timecode import duration, size
from desktop_app.ui import languages
from desktop_app.ui.application import ShownWindow
from desktop_app.ui.languages import InterfaceLanguage
from desktop_app.ui.preferences.pages import PageName
from desktop_app.ui.queue.rows import heading_at
from desktop_app.ui.strings import page as page_strings
from desktop_app.ui.strings import queue as queue_strings
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import GRID_PX, Theme
from desktop_app.ui.widgets.question import Question
from desktop_app.ui.window.main_window import MainWindow
from desktop_app.ui.window_trial import WindowTrialError, speak_every_language
from tests.app.conftest import Stage
from tests.conftest import ROOT
from tests.ui.conftest import FakeDialogs


@pytest.fixture
def language(qapp: QApplication) -> Iterator[InterfaceLanguage]:
    made = InterfaceLanguage(qapp)
    before = QLocale()
    yield made
    made.choose("en")
    QLocale.setDefault(before)


@pytest.fixture
def shown(
    qtbot: QtBot, stage: Stage, theme: Theme, dialogs: FakeDialogs, language: InterfaceLanguage
) -> Iterator[ShownWindow]:
    services = stage.services
    language.choose("en")
    services.preferences.change(interface_language="en")
    made = ShownWindow(services.preferences, language, lambda: MainWindow(services, theme, dialogs))
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    stage.engine.gate.set()
    dialogs.closes = True
    made.window.close()
    made.window.deleteLater()
    QCoreApplication.sendPostedEvents(made.window, QEvent.Type.DeferredDelete)


def speak(qtbot: QtBot, stage: Stage, shown: ShownWindow, code: str) -> None:
    """Choose a language as the settings do, and wait for its window."""
    before = shown.window
    stage.services.preferences.change(interface_language=code)
    qtbot.waitUntil(lambda: shown.window is not before)


def listeners(services: WindowServices) -> dict[str, int]:
    """How many slots each signal of the services has."""
    found = {}
    for name in type(services).__dataclass_fields__:
        service = getattr(services, name)
        if not isinstance(service, QObject):
            continue
        kind = service.metaObject()
        for method in map(kind.method, range(kind.methodCount())):
            if method.methodType() is method.MethodType.Signal:
                signal = bytes(method.methodSignature().data()).decode()
                found[f"{name}.{signal}"] = service.receivers(f"2{signal}")
    return found


def test_a_window_changes_its_language_while_a_recording_is_transcribed(
    qtbot: QtBot, stage: Stage, shown: ShownWindow
) -> None:
    controller = stage.services.controller
    stage.engine.gate.clear()
    controller.add_paths([Path("/a/a.wav"), Path("/a/b.wav")])
    qtbot.waitUntil(
        lambda: controller.selected is not None and controller.selected.state is JobState.WORKING
    )
    english, selected = shown.window, controller.selected
    assert english.page.copy_button.text() == "Copy"
    speak(qtbot, stage, shown, "de")
    german = shown.window
    assert german.isVisible() and not shiboken6.isValid(english)
    assert german.page.copy_button.text() == "Kopieren"
    assert german.menus.edit_menu.title() == "&Bearbeiten"
    assert controller.selected is selected
    assert selected is not None and german.queue.selected_ids() == [selected.id]
    assert selected.state is JobState.WORKING
    stage.engine.gate.set()
    qtbot.waitUntil(lambda: len(controller.finished()) == 2)
    qtbot.waitUntil(lambda: bool(german.page.text.toPlainText()))
    text = german.page.text.toPlainText()
    speak(qtbot, stage, shown, "en")
    assert shown.window.page.copy_button.text() == "Copy"
    assert shown.window.page.text.toPlainText() == text
    assert not shiboken6.isValid(german)


def test_the_new_window_is_as_the_old_one_was(
    qtbot: QtBot, stage: Stage, shown: ShownWindow
) -> None:
    controller, before = stage.services.controller, shown.window
    controller.add_paths([Path(f"/rec/{name}.wav") for name in "abc"])
    qtbot.waitUntil(lambda: len(controller.finished()) == 3)
    before.resize(before.width(), 600)
    place = before.geometry()
    before.notice.tell("A notice in English.")
    before.queue.list.selectAll()
    chosen = before.queue.selected_ids()
    before.commands.settings.open_at(PageName.GENERAL)
    controller.select(chosen[1])
    qtbot.waitUntil(lambda: bool(before.page.text.toPlainText()))
    before.page.text.select_word(0, 1)
    word = before.page.text.textCursor().selectedText()
    selected = before.queue.selected_ids()
    speak(qtbot, stage, shown, "de")
    after = shown.window
    assert after.geometry() == place
    assert after.queue.selected_ids() == selected
    assert controller.selected is not None and controller.selected.id == chosen[1]
    assert word and after.page.text.textCursor().selectedText() == word
    assert after.notice.shown is not None and after.notice.shown.text == "A notice in English."
    settings = after.commands.settings.dialog
    assert settings.isVisible() and settings.page is PageName.GENERAL
    assert settings.windowTitle() == "Einstellungen"


def test_what_was_looked_for_stays(qtbot: QtBot, stage: Stage, shown: ShownWindow) -> None:
    controller, search = stage.services.controller, stage.services.search
    controller.add_paths([Path("/rec/apple.wav"), Path("/rec/pear.wav")])
    qtbot.waitUntil(lambda: len(controller.finished()) == 2)
    shown.window.queue.search.setText("pear")
    qtbot.waitUntil(lambda: search.has_answer and not search.is_busy)
    found = [record.id for record in shown.window.queue.shown.records()]
    speak(qtbot, stage, shown, "de")
    assert shown.window.queue.search.text() == "pear"
    assert [record.id for record in shown.window.queue.shown.records()] == found
    assert len(found) == 1


def test_a_window_that_went_leaves_nobody_listening(
    qtbot: QtBot, stage: Stage, shown: ShownWindow
) -> None:
    before = listeners(stage.services)
    for code in ("de", "en", "de"):
        speak(qtbot, stage, shown, code)
    assert listeners(stage.services) == before


def test_a_question_is_answered_before_its_window_goes(
    qtbot: QtBot, stage: Stage, shown: ShownWindow
) -> None:
    before = shown.window
    question = Question(before, "Title", "Text", answers=("Yes", "No"))
    question.open()
    stage.services.preferences.change(interface_language="de")
    qtbot.wait(50)
    assert shown.window is before and question.isVisible()
    question.reject()
    qtbot.waitUntil(lambda: shown.window is not before)


def test_numbers_dates_and_qts_own_words_follow(language: InterfaceLanguage) -> None:
    error = MediaMissing("The recording ends {seconds:.1f} s too early.", seconds=1.5)
    language.choose("de")
    assert size(1_500_000_000) == "1,5 GB" and duration(9000) == "2,5 h"
    assert f"{Figure(12345):,}" == "12.345"
    assert "1,5 s" in error.message
    assert QLocale().monthName(3) == "März"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    assert error.title == "Datei nicht gefunden" and MediaMissing.title == error.title
    assert strings.TODAY == "Heute" and page_strings.FIND != "Find"
    language.choose("en")
    assert size(1_500_000_000) == "1.5 GB" and error.title == "File not found"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    assert strings.TODAY == "Today"


def test_the_self_test_finds_a_program_without_a_language(
    shown: ShownWindow, language: InterfaceLanguage, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    preferences = stage.services.preferences
    speak_every_language(shown, preferences)
    assert preferences.current.interface_language == "en"
    monkeypatch.setattr(languages, "_QT_TRANSLATIONS", QLibraryInfo.LibraryPath.TestsPath)
    with pytest.raises(WindowTrialError, match=r"de it says: Heute, &?Cancel"):
        speak_every_language(shown, preferences)
    preferences.change(interface_language="en")
    QCoreApplication.processEvents()
    monkeypatch.setattr(language, "_folder", Path())
    with pytest.raises(WindowTrialError, match=r"de it says: Today, &?Cancel"):
        speak_every_language(shown, preferences)


def test_a_translation_that_is_missing_leaves_english(qapp: QApplication, tmp_path: Path) -> None:
    language = InterfaceLanguage(qapp, tmp_path)
    before = QLocale()
    language.choose("de")
    assert tr("File not found") == "File not found"
    language.choose("en")
    QLocale.setDefault(before)


def test_the_terminal_stays_english(tmp_path: Path) -> None:
    """Scripts read it, whatever language the window has."""
    config = tmp_path / "config"
    config.mkdir()
    (config / "settings.json").write_text('{"interface_language": "de"}', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", "transcribe", str(tmp_path / "none.wav")],
        env=os.environ | {"AVIARY_HOME": str(tmp_path), "LANGUAGE": "de", "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert "There is no file “none.wav”" in done.stderr
    assert "Check its name and folder." in done.stderr


def test_the_german_list_of_keys_cuts_nothing_off(
    qtbot: QtBot, stage: Stage, shown: ShownWindow
) -> None:
    speak(qtbot, stage, shown, "de")
    shown.window.menus.shortcuts.trigger()
    dialog = shown.window.commands.help.shortcuts
    listed, model = dialog.list, dialog.list.model()
    groups = [model.index(row, 0) for row in range(model.rowCount())]
    cells = [
        model.index(row, column, group)
        for group in groups
        for row in range(model.rowCount(group))
        for column in range(model.columnCount())
    ]
    cut = [
        cell.data()
        for cell in cells
        if listed.sizeHintForIndex(cell).width() > listed.visualRect(cell).width()
    ]
    dialog.close()
    assert cells and not cut


def test_a_german_heading_has_room_beside_its_buttons(
    qtbot: QtBot, stage: Stage, shown: ShownWindow
) -> None:
    speak(qtbot, stage, shown, "de")
    names = ("a.wav", "b.wav")
    stage.files.errors |= {name: MediaMissing("It is gone.") for name in names}
    stage.services.controller.add_paths([Path("/rec", name) for name in names])
    view = shown.window.queue
    failed = Heading(Section.FAILED, 2)
    qtbot.waitUntil(lambda: heading_at(view.list.index_of(0)) == failed)
    index = view.list.index_of(0)
    option = view.list.option_of(index)
    (_action, first), *_others = view.delegate.action_rects(option, index)
    bold = QFont(option.font)
    bold.setBold(True)
    words = f"{queue_strings.SECTIONS[failed.section]} {failed.count}"
    taken = QFontMetrics(bold).horizontalAdvance(words) + 3 * GRID_PX
    assert option.rect.left() + taken <= first.left()
