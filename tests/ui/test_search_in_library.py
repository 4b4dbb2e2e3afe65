"""The search in a window with a library: its texts, names and what changes in it."""

from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.library.library import Library
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage
from tests.app.test_library_keeping import opened
from tests.ui.test_search import has_answered, marked, search, shown, where
from tests.unit.library.stored_things import CUTTING, a_job, a_transcript, chunk

LONG = 400  # segments, more than the page fills at once


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    """A library with three transcripts, the newest called third."""
    folder = tmp_path / "library"
    library = Library.open(folder)
    for name, texts in {
        "first": ["We met Anna.", "She sang."],
        "second": [*(f"Sentence {number}." for number in range(LONG)), "Straße, Anna!", "More."],
        "third": ["昨日東京都庁に行った", "Nobody."],
    }.items():
        library.finish_job(uuid4().hex, a_transcript(*texts, path=Path(f"/r/{name}.wav")))
    library.set_note(library.transcripts()[0].key, "for Zoë").result()
    assert library.close()
    return folder


def test_texts_in_the_library_are_found_and_gone_to(
    qtbot: QtBot, window: MainWindow, stage: Stage
) -> None:
    opened(qtbot, stage.services)
    search(qtbot, window, "anna")
    assert shown(window) == ["second", "first"]
    QTest.keyClick(window.queue.search, Qt.Key.Key_Return)
    row_of = stage.services.transcript.row_of
    qtbot.waitUntil(lambda: where(window) == ("second", row_of(LONG), "Anna"))
    assert window.page.text.viewport().rect().contains(window.page.text.cursorRect())
    assert "Anna" in marked(window)
    QTest.keyClick(window.queue.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: where(window) == ("first", 0, "Anna"))
    window.menus.find_previous.trigger()
    qtbot.waitUntil(lambda: where(window) == ("second", row_of(LONG), "Anna"))


@pytest.mark.parametrize(
    ("text", "found"),
    [("東京", ["third"]), ("strasse ann", ["second"]), ("zoe", ["third"]), ("wav", 3), ("x", [])],
)
def test_what_is_found(
    qtbot: QtBot, window: MainWindow, stage: Stage, text: str, found: list[str] | int
) -> None:
    opened(qtbot, stage.services)
    search(qtbot, window, text)
    assert found in (shown(window), len(shown(window)))


def test_a_search_typed_before_the_library_is_open_finds_what_is_in_it(
    qtbot: QtBot, window: MainWindow, stage: Stage
) -> None:
    search(qtbot, window, "sang")
    assert shown(window) == []
    opened(qtbot, stage.services)
    qtbot.waitUntil(lambda: has_answered(window) and shown(window) == ["first"])
    assert window.queue.body.currentWidget() is window.queue.list


def test_a_new_transcript_is_found_in_the_library(
    qtbot: QtBot, window: MainWindow, stage: Stage
) -> None:
    opened(qtbot, stage.services)
    search(qtbot, window, "sentence")
    assert shown(window) == ["second"]
    stage.services.controller.add_paths([Path("/a/new.wav")], by_user=False)
    qtbot.waitUntil(lambda: has_answered(window) and len(shown(window)) == 2)
    (record, _) = window.queue.shown.records()
    qtbot.waitUntil(lambda: record.summary is not None)
    qtbot.waitUntil(lambda: getattr(window.queue.hits_of(record), "count", 0) == 3)
    assert shown(window) == ["new", "second"]


def test_the_text_so_far_of_what_was_interrupted_is_found(
    qtbot: QtBot, window: MainWindow, stage: Stage, library_folder: Path
) -> None:
    library = Library.open(library_folder)
    job = a_job(Path("/r/interrupted.wav"))
    library.add_jobs([job]).result()
    library.take_job(job.key)
    library.note_chunk(job.key, chunk(0, "so far spoken"), CUTTING)
    assert library.close()
    opened(qtbot, stage.services)
    search(qtbot, window, "spoken")
    assert shown(window) == ["interrupted"]
    QTest.keyClick(window.queue.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: where(window) == ("interrupted", 0, "spoken"))
