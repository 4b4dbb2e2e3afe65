"""Edit > Time corrected words by the sound: one change, which can be undone."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_app.core.errors import MediaMissing
from desktop_app.core.transcript import Segment
from desktop_app.ui.strings import page as texts
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage
from tests.ui.test_correcting_in_window import done, library_folder

__all__ = ["done", "library_folder"]


def sentence(stage: Stage) -> Segment:
    record = stage.services.controller.selected
    assert record is not None and record.transcript is not None
    return record.transcript.segments[0]


def _says(label: QLabel, sentence: str) -> bool:
    return label.text() == sentence


@pytest.mark.usefixtures("done")
def test_typed_words_get_the_times_of_the_sound(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    text, menus = window.page.text, window.menus
    time_words = menus.time_words
    menus.edit_menu.aboutToShow.emit()
    time_words.trigger()
    assert window.notice.text.text() == texts.NOTHING_TO_TIME

    text.follow(None)
    cursor = text.textCursor()
    cursor.setPosition(text.toPlainText().index("number"))
    text.setTextCursor(cursor)
    QTest.keyClicks(text, "odd ")
    typed = sentence(stage)
    assert [word.text for word in typed.words] == ["Sentence", "odd", "number", "0."]
    requests = len(stage.engine.requests)
    time_words.trigger()
    qtbot.waitUntil(lambda: sentence(stage) != typed)
    assert [one.told for one in stage.engine.requests[requests:]] == [(typed,)]
    before, after = typed.words[1], sentence(stage).words[1]
    assert (after.start_s or 0.0) >= (before.start_s or 0.0)
    assert sentence(stage).words[3] == typed.words[3]  # it was heard
    assert window.notice.text.text() == texts.timed_line(1)
    assert len(stage.services.controller.records()) == 2  # no row is left of it

    window.menus.undo.trigger()
    qtbot.waitUntil(lambda: sentence(stage) == typed)


@pytest.mark.usefixtures("done")
def test_what_fails_is_told_and_has_one_row_however_often_it_is_tried(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    QTest.keyClicks(window.page.text, "Odd ")
    controller = stage.services.controller
    told = window.notice.text
    for error in (MediaMissing("It is gone."), MediaMissing("It is gone for good.")):
        stage.engine.errors["a"] = error
        window.menus.time_words.trigger()
        qtbot.waitUntil(partial(_says, told, error.sentence))
        assert [one.error for one in controller.records() if one.error is not None] == [error]


@pytest.mark.usefixtures("done")
def test_a_sentence_that_changes_meanwhile_stays_as_it_was_typed(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    text = window.page.text
    QTest.keyClicks(text, "Odd ")
    stage.engine.gate.clear()
    window.menus.time_words.trigger()
    qtbot.waitUntil(lambda: bool(stage.engine.requests[-1].told))
    QTest.keyClicks(text, "again ")
    typed = sentence(stage)
    stage.engine.gate.set()
    qtbot.waitUntil(lambda: len(stage.services.controller.records()) == 2)
    assert sentence(stage) == typed
    assert Path("/rec/a.wav") == stage.services.controller.records()[0].job.request.media_path
