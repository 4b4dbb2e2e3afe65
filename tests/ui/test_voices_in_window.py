"""Kept voices in the settings and in notices: switched on, told, taken back, deleted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.core.errors import ModelNotInstalled
from desktop_app.library.library import Library
from desktop_app.ui.preferences.pages import PageName
from desktop_app.ui.speakers.voices import VoicesPanel
from desktop_app.ui.strings import voices as texts
from desktop_app.ui.widgets.notice_bar import NoticeKind
from desktop_app.ui.widgets.question import Question
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage
from tests.app.test_known_voices import FakeEar, ear, find, kept, library, names, shown, with_anna

__all__ = ["ear", "library"]


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_app.app.speakers.voices.SETTLED_MS", 1)


@pytest.fixture
def panel(window: MainWindow, stage: Stage) -> Iterator[VoicesPanel]:
    """The settings, opened at the page of speakers."""
    assert not stage.services.preferences.current.knows_voices
    window.commands.settings.open_at(PageName.SPEAKERS)
    dialog = window.commands.settings.dialog
    (made,) = (one for one in dialog.panels[PageName.SPEAKERS] if isinstance(one, VoicesPanel))
    yield made
    dialog.close()


def question_in(panel: VoicesPanel) -> Question:
    return next(each for each in panel.findChildren(Question) if each.isVisible())


def lines(panel: VoicesPanel) -> list[str]:
    return [panel.list.item(row).text() for row in range(panel.list.count())]


@pytest.mark.usefixtures("library")
def test_the_switch_is_off_says_what_is_kept_and_where_the_model_is_got(
    panel: VoicesPanel, stage: Stage
) -> None:
    assert not panel.switch.isChecked() and panel.none.isVisible()
    assert "biometric" in panel.switch.accessibleDescription()
    assert not panel.no_model.isVisible() and not panel.forget_all_button.isVisible()
    panel.switch.click()
    assert stage.services.voices.is_on
    assert panel.no_model.isVisible() and panel.get_button.isVisible()
    panel.switch.click()  # nothing is kept: nothing to ask
    assert not panel.switch.isChecked() and not panel.findChildren(Question)


def test_one_voice_and_all_are_deleted_by_a_button(
    panel: VoicesPanel, stage: Stage, library: Library, ear: FakeEar, qtbot: QtBot
) -> None:
    with_anna(stage, library, ear, qtbot)
    qtbot.waitUntil(lambda: len(lines(panel)) == 2)
    assert lines(panel)[0] == "Anna (10 s from 1 recording)" and panel.switch.isChecked()
    assert not panel.forget_button.isEnabled()
    panel.list.setCurrentRow(1)
    panel.forget_button.click()
    qtbot.waitUntil(lambda: len(lines(panel)) == 1)
    assert kept(library) == [("Anna", 1)]
    panel.forget_all_button.click()
    question_in(panel).buttons[1].click()
    assert kept(library) == [("Anna", 1)]
    panel.forget_all_button.click()
    question_in(panel).buttons[0].click()
    qtbot.waitUntil(panel.none.isVisible)
    assert library.voices() == [] and stage.services.preferences.current.knows_voices


def test_who_switches_it_off_is_asked_whether_the_voices_go_too(
    panel: VoicesPanel, stage: Stage, library: Library, ear: FakeEar, qtbot: QtBot
) -> None:
    with_anna(stage, library, ear, qtbot)
    qtbot.waitUntil(lambda: len(lines(panel)) == 2)
    panel.switch.click()
    question_in(panel).buttons[1].click()
    assert not stage.services.preferences.current.knows_voices and len(kept(library)) == 2
    panel.switch.click()
    panel.switch.click()
    question_in(panel).buttons[0].click()
    qtbot.waitUntil(lambda: library.voices() == [])


def test_a_notice_says_who_was_named_and_takes_it_back(
    window: MainWindow, stage: Stage, library: Library, ear: FakeEar, qtbot: QtBot
) -> None:
    with_anna(stage, library, ear, qtbot)
    record = shown(stage, qtbot, "b.wav")
    ear.people = [2, 1] * 3
    with qtbot.waitSignal(stage.services.voices.named):
        find(stage, qtbot)
    notice = window.notice.shown
    assert notice is not None and notice.text == "Named by voice: Peter and Anna"
    assert names(record) == ["Peter", "Anna"] * 3
    assert notice.action_title == texts.UNDO
    window.notice.action_wanted.emit(notice.action)
    assert names(record) == ["Speaker 1", "Speaker 2"] * 3


@pytest.mark.usefixtures("library")
def test_what_stands_in_the_way_is_a_notice_with_the_way_out(
    window: MainWindow, stage: Stage
) -> None:
    voices = stage.services.voices
    voices.failed.emit(ModelNotInstalled("It is not there.", remedy="Get it."))
    told = window.notice.shown
    assert told is not None and (told.text, told.action_title) == (
        "It is not there. Get it.", texts.GET,
    )  # fmt: skip
    voices.missed.emit(("Anna", "Peter"))
    told = window.notice.shown
    assert told is not None and told.text.endswith("Anna and Peter")
    voices.forgotten.emit(2, [Path("set aside.sqlite3")])
    told = window.notice.shown
    assert told is not None and "set aside.sqlite3" in told.text
    assert told.kind is NoticeKind.WARNING
