"""Transcripts of other programs in the real window: imported, shown, corrected, exported."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs.queue import JobRecord
from desktop_app.core.job import JobState
from desktop_app.ui.dialogs.error import ErrorLink
from desktop_app.ui.importing.actions import ShowImported
from desktop_app.ui.strings import importing as texts
from desktop_app.ui.widgets.notice_bar import NoticeKind
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage
from tests.app.test_importing import write
from tests.app.test_library_keeping import add, opened, records
from tests.ui.conftest import FakeDialogs

SRT = (
    "1\n00:00:01,000 --> 00:00:02,000\nWe met at the statoin.\n\n"
    "2\n00:00:05,000 --> 00:00:06,000\nIt rained.\n\n"
)


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    middle = QPointF(window.rect().center())
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    window.dropEvent(QDropEvent(middle, copy, data, left, Qt.KeyboardModifier.NoModifier))


def told(window: MainWindow) -> list[tuple[NoticeKind, str]]:
    return [(one.kind, one.text) for one in window.notice._notices]


def test_it_is_chosen_in_the_menu_corrected_and_exported(
    qtbot: QtBot, window: MainWindow, stage: Stage, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    library = opened(qtbot, stage.services)
    recording = tmp_path / "talk.wav"
    recording.touch()
    dialogs.transcripts = [write(tmp_path / "talk.srt", SRT)]
    with qtbot.waitSignal(stage.services.importing.ended):
        window.menus.import_transcripts.trigger()
    (record,) = records(stage.services)
    shown = window.notice.shown
    assert shown is not None
    assert (shown.kind, shown.text) == (NoticeKind.SUCCESS, "“talk.srt” is imported.")
    assert shown.action == ShowImported(record.key)
    window.notice.action_button.click()
    qtbot.waitUntil(lambda: "statoin" in window.page.text.toPlainText())
    qtbot.waitUntil(lambda: stage.services.editor.has_read(record.key))
    correct(window, "statoin", "station")
    qtbot.waitUntil(
        lambda: library.transcript(record.key).segments[0].text == "We met at the station."
    )
    assert record.transcript is not None
    word = record.transcript.segments[0].words[-1]
    assert (word.text, word.end_s) == ("station.", 2.0)
    dialogs.file = tmp_path / "corrected.srt"
    with qtbot.waitSignal(stage.services.exports.exported):
        window.menus.export_wanted.emit("srt")
    assert "We met at the station." in dialogs.file.read_text(encoding="utf-8")
    assert "It rained." in dialogs.file.read_text(encoding="utf-8")


def correct(window: MainWindow, word: str, by: str) -> None:
    """Type another word in the place of one, as a user does."""
    text = window.page.text
    text.setFocus()
    cursor = text.document().find(word)
    assert not cursor.isNull()
    text.setTextCursor(cursor)
    QTest.keyClicks(text, by)


def test_a_dropped_text_is_no_row_with_an_error(
    qtbot: QtBot, window: MainWindow, stage: Stage, tmp_path: Path
) -> None:
    opened(qtbot, stage.services)
    for name in ("talk.mp4", "other.mp4"):
        (tmp_path / name).touch()
    files = [write(tmp_path / "talk.srt"), write(tmp_path / "other.vtt", "WEBVTT\n\n" + SRT)]
    with qtbot.waitSignal(stage.services.importing.ended):
        drop(window, *files)
    assert {one.state for one in records(stage.services)} == {JobState.DONE}
    assert told(window) == [(NoticeKind.SUCCESS, "2 transcripts imported.")]


def test_what_failed_is_told_with_its_reasons(
    qtbot: QtBot, window: MainWindow, stage: Stage, tmp_path: Path
) -> None:
    opened(qtbot, stage.services)
    (tmp_path / "c.mp4").touch()
    files = [
        write(tmp_path / "a.json", "{"),
        write(tmp_path / "b.srt", "Dear Anna,"),
        write(tmp_path / "c.srt"),
    ]
    with qtbot.waitSignal(stage.services.importing.ended):
        drop(window, *files)
    (good, bad) = told(window)
    assert good == (NoticeKind.SUCCESS, "“c.srt” is imported.")
    assert bad[0] is NoticeKind.WARNING
    assert bad[1].startswith("2 files were not imported. “a.json” is damaged or not whole: line 1")
    assert "“b.srt” is no transcript that Aviary can read." in bad[1]
    shown = window.notice.shown
    assert shown is not None and isinstance(shown.action, ErrorLink)
    window.notice.action_button.click()
    assert window.commands.error_dialog is not None
    assert str(tmp_path / "b.srt") in window.commands.error_dialog.panel.details.toPlainText()


def test_it_is_asked_whose_text_it_is(
    qtbot: QtBot, window: MainWindow, stage: Stage, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    opened(qtbot, stage.services)
    video = tmp_path / "videos" / "film.mp4"
    dialogs.file = video
    for answer in (texts.SKIP, texts.WITHOUT, texts.CHOOSE):
        dialogs.whose = answer
        with qtbot.waitSignal(stage.services.importing.ended):
            drop(window, write(tmp_path / "text.srt"))
    assert dialogs.asked.count("whose text.srt") == 3
    found = {one.job.request.media_path for one in records(stage.services)}
    assert found == {tmp_path / "text", video}


def test_a_new_version_is_shown_at_once_and_says_where_the_other_text_is(
    qtbot: QtBot, window: MainWindow, stage: Stage, tmp_path: Path
) -> None:
    opened(qtbot, stage.services)
    recording = tmp_path / "talk.wav"
    recording.touch()
    add(qtbot, stage.services, str(recording))
    (record,) = records(stage.services)
    qtbot.waitUntil(lambda: is_kept(record))
    stage.services.controller.select(record.id)
    with qtbot.waitSignal(stage.services.importing.ended):
        drop(window, write(tmp_path / "talk.srt", SRT))
    qtbot.waitUntil(lambda: "It rained." in window.page.text.toPlainText())
    assert window.menus.library.versions.isEnabled()
    shown = window.notice.shown
    assert shown is not None and "newest version of “talk.wav”" in shown.text


def is_kept(record: JobRecord) -> bool:
    return record.state is JobState.DONE and record.summary is not None
