"""The antivirus dialog and the hint, over a made-up Windows."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePath

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_app.app.antivirus import AntivirusGuide
from desktop_app.system.antivirus.excludable import IS_A_DRIVE
from desktop_app.system.antivirus.exclusion import Pace
from desktop_app.ui.antivirus.actions import AntivirusLink
from desktop_app.ui.antivirus.dialog import AntivirusDialog, AntivirusQuestions
from desktop_app.ui.strings import antivirus as texts
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.question import Question, TextQuestion
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage
from tests.fake_windows import MODELS, OFF, ON, FakeWindows, answer
from tests.ui.conftest import FakeDialogs, once_asked


class FakeQuestions(AntivirusQuestions):
    """Answers what the test says."""

    may = True

    def may_exclude(self, folder: PurePath) -> bool:  # noqa: ARG002
        return self.may

    def may_take_back(self, folder: PurePath) -> bool:  # noqa: ARG002
        return self.may


@pytest.fixture
def windows() -> FakeWindows:
    return FakeWindows(answer({"Windows Defender": OFF, "ESET Security": ON}, defender=False))


@pytest.fixture
def guide(stage: Stage, windows: FakeWindows) -> AntivirusGuide:
    services = stage.services
    models = Path(str(MODELS))
    return AntivirusGuide(windows.system, lambda: models, services.preferences, services.tasks)


@pytest.fixture
def dialog(qtbot: QtBot, guide: AntivirusGuide, theme: Theme) -> AntivirusDialog:  # noqa: ARG001
    made = AntivirusDialog(guide)
    made._questions = FakeQuestions(made)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: guide.findings is not None)
    return made


@pytest.fixture
def windows_window(
    qtbot: QtBot, stage: Stage, guide: AntivirusGuide, theme: Theme, dialogs: FakeDialogs
) -> Iterator[MainWindow]:
    made = MainWindow(replace(stage.services, antivirus=guide), theme, dialogs)
    made.show()
    qtbot.waitExposed(made)
    yield made
    qtbot.waitUntil(lambda: not guide.is_busy)
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


def test_it_shows_the_product_in_charge_and_its_steps(dialog: AntivirusDialog) -> None:
    assert dialog.state.text().splitlines() == [
        "ESET Security scans files as they are written.",
        "Microsoft Defender: real-time protection is off.",
    ]
    assert dialog.product_box.currentText() == "ESET"
    assert dialog.steps.text().startswith("1.  Open ESET")
    assert texts.LISTED[dialog._guide.findings.models_listed] in dialog.models.fact.text()  # type: ignore[union-attr]


def test_other_products_can_be_chosen_and_stay(
    qtbot: QtBot, dialog: AntivirusDialog, guide: AntivirusGuide, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    row = dialog.product_box.findText("Kaspersky")
    dialog.product_box.setCurrentIndex(row)
    dialog.product_box.activated.emit(row)
    dialog.help_button.click()
    assert "kaspersky.com" in opened[0]
    dialog.check_button.click()
    assert not dialog.check_button.isEnabled()
    qtbot.waitUntil(lambda: not guide.is_busy)
    assert dialog.product_box.currentText() == "Kaspersky"
    dialog.product_box.setCurrentIndex(dialog.product_box.count() - 1)
    assert not dialog.help_button.isVisible()


def test_folders_and_lines_are_copied_and_opened(
    dialog: AntivirusDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    dialog.models.copy_button.click()
    assert QGuiApplication.clipboard().text() == str(MODELS)
    dialog.program.open_button.click()
    assert Path(opened[0]) == dialog._guide.program
    dialog.add_row.copy_button.click()
    assert QGuiApplication.clipboard().text() == f"Add-MpPreference -ExclusionPath '{MODELS}'"
    dialog.remove_row.copy_button.click()
    assert QGuiApplication.clipboard().text().startswith("Remove-MpPreference")


def test_nothing_is_run_without_consent(
    qtbot: QtBot, dialog: AntivirusDialog, guide: AntivirusGuide, windows: FakeWindows
) -> None:
    questions = dialog._questions
    assert isinstance(questions, FakeQuestions)
    questions.may = False
    dialog.add_row.run_button.click()
    dialog.remove_row.run_button.click()
    assert not windows.elevated
    questions.may = True
    windows.exit_code = None
    dialog.add_row.run_button.click()
    assert dialog.result_line.text() == texts.WAITING
    qtbot.waitUntil(lambda: not guide.is_busy)
    assert dialog.result_line.text().startswith("Nothing was changed")
    windows.exit_code = 0
    dialog.add_row.run_button.click()
    qtbot.waitUntil(lambda: guide.is_excluded_by_us and not guide.is_busy)
    assert dialog.models.fact.text() == texts.EXCLUDED_BY_US
    dialog.remove_row.run_button.click()
    qtbot.waitUntil(lambda: not guide.is_excluded_by_us and not guide.is_busy)
    assert len(windows.elevated) == 3


def test_a_folder_with_an_objection_is_not_run(
    qtbot: QtBot, stage: Stage, windows: FakeWindows
) -> None:
    services = stage.services
    drive = Path("D:\\")
    guide = AntivirusGuide(windows.system, lambda: drive, services.preferences, services.tasks)
    made = AntivirusDialog(guide)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: guide.findings is not None)
    assert made.models.fact.text() == IS_A_DRIVE and not made.add_row.line.text()
    assert not made.add_row.run_button.isEnabled()


@pytest.mark.parametrize("agrees", [True, False])
def test_the_questions(dialog: AntivirusDialog, agrees: bool) -> None:
    told: list[str] = []

    def reply(question: Question | TextQuestion) -> None:
        assert isinstance(question, Question)
        told.append(question.accessibleDescription())
        yes = (texts.EXCLUDE_YES, texts.TAKE_BACK_YES)
        next(b for b in question.buttons if (b.text() in yes) is agrees).click()

    questions = AntivirusQuestions(dialog)
    once_asked(reply)
    assert questions.may_exclude(Path("m")) is agrees
    once_asked(reply)
    assert questions.may_take_back(Path("m")) is agrees
    assert "would not be noticed" in told[0] and "checksums" in told[0]


def test_all_that_can_be_used_has_a_name_and_the_keyboard(dialog: AntivirusDialog) -> None:
    for kind in (QAbstractButton, QComboBox, QLineEdit):
        for widget in dialog.findChildren(kind):
            if widget.isVisible():
                assert widget.accessibleName()
                assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_elsewhere_there_is_nothing_to_set_up(window: MainWindow) -> None:
    assert not window.notice.isVisible()
    window.menus.antivirus.trigger()
    made = window.commands.antivirus.dialog
    assert made.isVisible() and made.state.text() == texts.NOT_NEEDED
    assert not made.add_row.isVisible() and not made.steps.isVisible()
    assert not made.check_button.isVisible()


def test_the_hint_shows_the_dialog_once(windows_window: MainWindow, stage: Stage) -> None:
    notice = windows_window.notice
    assert notice.text.text() == texts.HINT
    notice.action_button.click()
    assert windows_window.commands.antivirus.dialog.isVisible()
    assert stage.services.preferences.current.antivirus_hint_dismissed


def test_the_hint_is_closed_for_good(windows_window: MainWindow, stage: Stage) -> None:
    notice = windows_window.notice
    notice.tell("Other news.")
    notice.close_button.click()
    assert not stage.services.preferences.current.antivirus_hint_dismissed
    notice.tell(texts.HINT, texts.SHOW_ME, AntivirusLink())
    notice.close_button.click()
    assert stage.services.preferences.current.antivirus_hint_dismissed


@pytest.mark.parametrize(
    ("first", "now", "expected"),
    [
        (None, None, ""),
        (None, Pace(2.0, 0), "2.0 ms here now."),
        (Pace(6.0, 0), Pace(2.0, 0), "it took 6.0 ms at first. The exclusion is probably"),
        (Pace(2.1, 0), Pace(2.0, 4), "no clear difference"),
        (Pace(2.1, 0), Pace(2.0, 4), "Another program had files in use 4 times"),
    ],
)
def test_the_pace_in_words(first: Pace | None, now: Pace | None, expected: str) -> None:
    assert expected in texts.pace_line(first, now)


def test_an_answer_without_products(qtbot: QtBot, guide: AntivirusGuide) -> None:
    with qtbot.waitSignals([guide.changed, guide.changed]):
        guide.check()
    qtbot.waitUntil(lambda: guide.findings is not None)
    assert guide.findings is not None
    state = replace(guide.findings.state, products=())
    assert texts.state_line(state).startswith(texts.NONE_REGISTERED)
