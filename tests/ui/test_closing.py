"""Closing while there is work: the question, who asks it, and who is gone when it is answered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop_app.app.startup.single_instance import QuitResult, RunningCopy, channel_name
from desktop_app.core.job import JobState
from desktop_app.ui.application import ShownWindow, _serve
from desktop_app.ui.languages import InterfaceLanguage
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.question import Question, TextQuestion
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage
from tests.app.test_running_copy import asked_by_another
from tests.ui.conftest import once_asked


@pytest.fixture
def busy(qtbot: QtBot, stage: Stage, theme: Theme) -> Iterator[MainWindow]:
    """A window with the real questions, and a recording that is being transcribed."""
    made = MainWindow(stage.services, theme)
    made.show()
    qtbot.waitExposed(made)
    stage.engine.gate.clear()
    controller = stage.services.controller
    controller.add_paths([Path("/a/a.wav")])
    qtbot.waitUntil(
        lambda: controller.selected is not None and controller.selected.state is JobState.WORKING
    )
    yield made
    stage.engine.gate.set()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


def questions(window: MainWindow) -> list[Question]:
    return [one for one in window.findChildren(Question) if one.isVisible()]


def answer(window: MainWindow, text: str) -> None:
    (question,) = questions(window)
    next(one for one in question.buttons if one.text() == text).click()


@pytest.mark.parametrize("closes", [True, False])
def test_closing_the_window_asks_once(qtbot: QtBot, busy: MainWindow, closes: bool) -> None:
    busy.close()
    busy.close()
    qtbot.waitUntil(lambda: len(questions(busy)) == 1)
    assert busy.isVisible()
    answer(busy, strings.CLOSE_ANYWAY if closes else strings.KEEP_OPEN)
    assert busy.isVisible() is not closes and not questions(busy)
    if not closes:
        busy.close()
        qtbot.waitUntil(lambda: len(questions(busy)) == 1)


@pytest.mark.parametrize("closes", [True, False])
def test_the_answer_may_come_when_nobody_waits_for_it_any_more(
    qtbot: QtBot,
    qapp: QApplication,
    busy: MainWindow,
    stage: Stage,
    tmp_path: Path,
    closes: bool,
) -> None:
    channel = channel_name(tmp_path)
    copy = RunningCopy(channel)
    shown = ShownWindow(stage.services.preferences, InterfaceLanguage(qapp), lambda: busy)
    _serve(copy, shown, stage.services)
    for _ in range(2):
        told = asked_by_another(qtbot, f"ask_to_quit({channel!r}, 0.3).name")
        assert told == QuitResult.NO_ANSWER.name
    qtbot.waitUntil(lambda: not copy.findChildren(QLocalSocket))
    answer(busy, strings.CLOSE_ANYWAY if closes else strings.KEEP_OPEN)
    assert busy.isVisible() is not closes
    copy.close()


def test_the_work_may_end_while_the_question_is_open(
    qtbot: QtBot, busy: MainWindow, stage: Stage
) -> None:
    busy.close()
    qtbot.waitUntil(lambda: len(questions(busy)) == 1)
    stage.engine.gate.set()
    qtbot.waitUntil(lambda: len(stage.services.controller.finished()) == 1)
    answer(busy, strings.KEEP_OPEN)
    assert busy.isVisible()
    busy.close()
    assert not busy.isVisible()


def test_the_answer_that_enter_gives_has_the_keyboard(qtbot: QtBot, busy: MainWindow) -> None:
    busy.close()
    qtbot.waitUntil(lambda: len(questions(busy)) == 1)
    (question,) = questions(busy)
    assert question.focusWidget() is question.buttons[-1]
    assert question.buttons[-1].isDefault() and question.buttons[-1].text() == strings.KEEP_OPEN
    answer(busy, strings.KEEP_OPEN)


def test_a_question_whose_window_goes_is_answered_with_no(busy: MainWindow) -> None:
    under = QDialog(busy)
    under.show()
    question = Question(under, "Title", "Text", answers=("Yes", "No"))
    once_asked(lambda _question: under.deleteLater())
    assert question.wait() == "No"
    text = TextQuestion(QDialog(busy), "Title", "Text", name="Name", answers=("Yes", "No"))

    def take_away(asked: Question | TextQuestion) -> None:
        under = asked.parentWidget()
        assert under is not None
        under.deleteLater()

    once_asked(take_away)
    assert text.wait() is None


def test_the_window_may_close_while_another_question_waits(
    qtbot: QtBot, busy: MainWindow, stage: Stage
) -> None:
    stage.engine.gate.set()
    qtbot.waitUntil(lambda: len(stage.services.controller.finished()) == 1)
    once_asked(lambda _question: busy.ask_to_close(lambda _closes: _question.reject()))
    assert Question(busy, "Title", "Text", answers=("Yes", "No")).wait() == "No"
    assert not busy.isVisible()
