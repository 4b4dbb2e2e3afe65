"""A corrected text that is transcribed again: what is said, and the way back."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.core.editing.change import Change
from desktop_app.library.records import VersionKind
from desktop_app.ui.strings import library as texts
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage
from tests.app.test_library_keeping import opened
from tests.app.test_library_versions import done


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


def corrected(qtbot: QtBot, window: MainWindow, stage: Stage, name: str) -> str:
    """A transcript whose first word was typed over; its key."""
    record = done(qtbot, stage, name)
    qtbot.waitUntil(lambda: stage.services.editor.can_edit)
    window.page.text.setFocus()
    QTest.keyClicks(window.page.text, "Mine: ")
    assert record.transcript is not None
    assert record.transcript.segments[0].text.startswith("Mine: ")
    return record.key


def shown_text(stage: Stage, key: str) -> str:
    record = stage.services.controller.find(key)
    assert record is not None
    assert record.transcript is not None
    return record.transcript.segments[0].text


def again(qtbot: QtBot, stage: Stage, *keys: str) -> None:
    controller = stage.services.controller
    ids = [record.id for key in keys if (record := controller.find(key)) is not None]
    with qtbot.waitSignals([controller.job_ended] * len(keys)):
        controller.transcribe_again(ids)


def test_a_corrected_text_comes_back_by_one_click(
    qtbot: QtBot, window: MainWindow, stage: Stage
) -> None:
    library = opened(qtbot, stage.services)
    key = corrected(qtbot, window, stage, "talk.wav")
    again(qtbot, stage, key)
    assert not shown_text(stage, key).startswith("Mine")
    shown = window.notice.shown
    assert shown is not None
    assert shown.text == texts.NEW_TEXT.format(name="talk.wav")
    assert shown.action_title == texts.BACK_TO_MINE
    window.notice.action_button.click()
    qtbot.waitUntil(lambda: shown_text(stage, key).startswith("Mine: "))
    assert window.notice.shown is None
    current = [one for one in library.versions(key) if one.is_current]
    assert [one.kind for one in current] == [VersionKind.EDIT]
    qtbot.waitUntil(lambda: stage.services.editor.can_undo)


def test_several_corrected_texts_share_one_notice(
    qtbot: QtBot, window: MainWindow, stage: Stage
) -> None:
    opened(qtbot, stage.services)
    keys = [corrected(qtbot, window, stage, name) for name in ("a.wav", "b.wav")]
    again(qtbot, stage, *keys)
    qtbot.waitUntil(
        lambda: window.notice.shown is not None and window.notice.shown.text == texts.new_texts(2)
    )
    assert len(window.notice._notices) == 1
    window.notice.action_button.click()
    qtbot.waitUntil(lambda: all(shown_text(stage, key).startswith("Mine: ") for key in keys))


def test_nothing_is_said_of_a_text_that_nobody_corrected(
    qtbot: QtBot, window: MainWindow, stage: Stage
) -> None:
    opened(qtbot, stage.services)
    key = corrected(qtbot, window, stage, "talk.wav")
    window.menus.undo.trigger()
    qtbot.waitUntil(lambda: not stage.services.editor.can_undo)
    again(qtbot, stage, key)
    assert window.notice.shown is None


def test_the_notice_goes_once_the_text_was_taken_back_elsewhere(
    qtbot: QtBot, window: MainWindow, stage: Stage
) -> None:
    library = opened(qtbot, stage.services)
    key = corrected(qtbot, window, stage, "talk.wav")
    again(qtbot, stage, key)
    mine = next(one.id for one in library.versions(key) if one.kind is VersionKind.EDIT)
    with qtbot.waitSignal(stage.services.library.versions.taken_back):
        stage.services.library.versions.take_back(key, mine, lambda: None, print)
    assert window.notice.shown is None


def test_the_versions_say_who_speaks_and_which_one_is_used_again(
    qtbot: QtBot, window: MainWindow, stage: Stage
) -> None:
    opened(qtbot, stage.services)
    record = done(qtbot, stage, "talk.wav")
    qtbot.waitUntil(lambda: stage.services.editor.can_edit)
    assert record.transcript is not None
    first = record.transcript.segments[0]
    change = Change(0, (first,), (replace(first, speaker="Anna"),))
    assert stage.services.editor.apply(change, "Speaker")
    assert record.summary is not None
    qtbot.waitUntil(lambda: record.summary is not None and record.summary.versions > 1)
    window.menus.library.versions.trigger()
    dialog = window.commands.library.versions
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.state.text() == texts.SAME_WORDS)
    assert dialog.right.toPlainText().startswith(f"Anna: {first.text}")
    assert dialog.left.toPlainText().startswith(first.text)
    assert dialog.restore_button.text() == texts.RESTORE_NUMBER.format(number=1)
    models = {item.text() for row in (0, 1) if (item := dialog.table.item(row, 3)) is not None}
    assert models == {record.job.request.model.title}
    stage.services.editor.undo()
    dialog.refresh()
    qtbot.waitUntil(lambda: dialog.state.text() == texts.SAME_TEXT)
