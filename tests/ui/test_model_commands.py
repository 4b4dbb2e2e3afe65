"""The ways that lead to the models dialog, news of models in the window, and the questions."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_app.core.errors import Action
from desktop_app.core.model_errors import HubUnreachable, ModelDamaged
from desktop_app.models.inspection import inspect
from desktop_app.ui.dialogs.questions import Dialogs
from desktop_app.ui.strings import window as strings
from desktop_app.ui.widgets.question import Question, TextQuestion
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage
from tests.fakes import CANARY, NOT_THERE, STARTER
from tests.nemo_files import model
from tests.ui.conftest import FakeDialogs, once_asked


def test_a_refused_import_says_why(
    qtbot: QtBot, window: MainWindow, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    dialogs.file = model(tmp_path / "voice.nemo", "FastPitchModel")
    window.menus.import_model.trigger()
    qtbot.waitUntil(window.notice.isVisible)
    assert "not a speech recogniser" in window.notice.text.text() and dialogs.asked == []


def test_a_job_without_its_model_leads_to_it(
    qtbot: QtBot, stage: Stage, window: MainWindow
) -> None:
    stage.engine.errors["a"] = ModelDamaged("Starter is damaged.")
    stage.services.preferences.change(model_id=CANARY.id)
    stage.services.controller.add_paths([Path("/a/a.wav")])
    qtbot.waitUntil(window.page.errors.isVisible)
    assert window.page.errors.action_button.text() == strings.MANAGE_MODELS
    window.page.errors.action_button.click()
    dialog = window.commands.models.dialog
    assert dialog.isVisible() and dialog.details.title.text() == CANARY.title


def test_what_is_not_installed_leads_to_the_dialog(window: MainWindow) -> None:
    dialog = window.commands.models.dialog
    bar = window.toolbar
    bar.model_box.setCurrentIndex(1)
    bar.model_box.activated.emit(1)
    assert dialog.isVisible() and dialog.details.title.text() == NOT_THERE.title
    assert bar.model_box.currentText() == STARTER.title
    dialog.close()
    action = next(a for a in window.menus.models_menu.actions() if a.data() == NOT_THERE.id)
    assert action.isEnabled() and action.toolTip() == strings.NOT_INSTALLED_TIP
    action.trigger()
    assert dialog.isVisible()


def test_the_models_box_opens_its_list_by_keyboard(window: MainWindow) -> None:
    box = window.toolbar.model_box
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.view().isVisible() and box.currentText() == STARTER.title
    box.hidePopup()


def test_news_reach_the_window_while_the_dialog_is_closed(
    qtbot: QtBot, stage: Stage, window: MainWindow
) -> None:
    stage.downloader.errors[NOT_THERE.id] = HubUnreachable("No way.")
    stage.services.manager.download(NOT_THERE.id)
    qtbot.waitUntil(window.notice.isVisible)
    window.notice.action_button.click()
    assert window.commands.models.dialog.details.title.text() == NOT_THERE.title


@pytest.mark.parametrize("agrees", [True, False])
def test_the_questions_themselves(
    stage: Stage, window: MainWindow, agrees: bool, tmp_path: Path
) -> None:
    texts: list[str] = []

    def answer(question: Question | TextQuestion) -> None:
        assert isinstance(question, Question)
        texts.append(question.accessibleDescription())
        question.buttons[0 if agrees else 1].click()

    asking = Dialogs(window)
    row = stage.services.manager.rows.get(CANARY.id)
    assert row is not None
    once_asked(answer)
    assert asking.may_delete_model(row) is agrees
    file = inspect(model(tmp_path / "own.nemo"))
    once_asked(answer)
    assert asking.may_import_model(file) is agrees
    assert "This deletes Canary and frees" in texts[0] and "CTC, like Parakeet CTC" in texts[1]


def test_a_question_lies_over_the_dialog_that_asks(
    stage: Stage, window: MainWindow, qtbot: QtBot
) -> None:
    window.menus.manage_models.trigger()
    dialog = window.commands.models.dialog
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    row = stage.services.manager.rows.get(CANARY.id)
    assert row is not None
    below: list[QObject | None] = []

    def answer(question: Question | TextQuestion) -> None:
        below.append(question.parent())
        question.reject()

    once_asked(answer)
    assert not Dialogs(window).may_delete_model(row)
    assert below == [dialog]


def test_the_token_is_not_shown_while_it_is_typed(window: MainWindow) -> None:
    def answer(question: Question | TextQuestion) -> None:
        assert isinstance(question, TextQuestion)
        assert question.field.echoMode() is QLineEdit.EchoMode.Password
        QTest.keyClicks(question.field, " hf_x ")
        QTest.keyClick(question.field, Qt.Key.Key_Return)

    once_asked(answer)
    assert Dialogs(window).token() == "hf_x"


def test_managing_without_a_job_opens_the_dialog(window: MainWindow) -> None:
    window.commands.take_notice_action(Action.MANAGE_MODELS)
    assert window.commands.models.dialog.isVisible()
