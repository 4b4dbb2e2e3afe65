"""What is on the page leaves the window by the clipboard, on paper, and by a drag."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDrag, QGuiApplication, QTextCursor
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.app.exporting.handing_over import KEPT_S, Dragged, DraggedFiles, DraggedOut
from desktop_app.core.transcript import Segment
from desktop_app.export.registry import format_by_id
from desktop_app.ui.strings import exporting as texts
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage
from tests.conftest import PATIENCE_S
from tests.fakes import transcript
from tests.ui.conftest import FakeDialogs

LEFT = Qt.MouseButton.LeftButton
SAID = (
    Segment("Good <morning>.", 0.5, 1.5, speaker="Ann"),
    Segment("Thank you.", 70.0, 71.0, speaker="Bob"),
)


@pytest.fixture
def page(window: MainWindow, stage: Stage, qtbot: QtBot) -> MainWindow:
    """The window with a text of two speakers."""
    controller = stage.services.controller
    controller.add_paths([Path("/rec/a/talk.wav")])
    qtbot.waitUntil(lambda: len(controller.finished()) == 1)
    controller.revise(1, replace(controller.finished()[0], segments=SAID))
    qtbot.waitUntil(lambda: "Thank you." in window.page.text.toPlainText())
    return window


def clipboard() -> QMimeData:
    return QGuiApplication.clipboard().mimeData()


def test_it_is_copied_with_speakers_and_the_times_of_the_page(
    page: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setText("old")
    page.menus.copy_formatted.trigger()
    qtbot.waitUntil(lambda: clipboard().hasHtml())
    html, plain = clipboard().html(), clipboard().text()
    assert "<b>Ann:</b> Good &lt;morning&gt;." in html and "01:10" in html
    assert "Ann: Good <morning>." in plain and "01:10" in plain
    stage.services.preferences.change(shows_times=False)
    QGuiApplication.clipboard().setText("old")
    page.menus.copy_formatted.trigger()
    qtbot.waitUntil(lambda: clipboard().hasHtml())
    assert "01:10" not in clipboard().html() + clipboard().text()


def test_of_a_selection_that_is_copied_alone(page: MainWindow, qtbot: QtBot) -> None:
    text = page.page.text
    place = text.toPlainText().index("<morning>")
    cursor = QTextCursor(text.document())
    cursor.setPosition(place)
    cursor.setPosition(place + len("<morning>"), QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    QGuiApplication.clipboard().setText("old")
    page.menus.copy_formatted.trigger()
    qtbot.waitUntil(lambda: clipboard().hasHtml())
    assert "&lt;morning&gt;" in clipboard().html()
    assert "Good" not in clipboard().text() and "Thank" not in clipboard().text()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_it_is_printed(
    page: MainWindow, qtbot: QtBot, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    page.menus.print.trigger()
    assert dialogs.asked[-1] == "printer"  # and cancelled
    dialogs.given_printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialogs.given_printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    page.menus.print.trigger()
    qtbot.waitUntil(lambda: page.notice.text.text() == texts.PRINTED)
    command = ["pdftotext", str(tmp_path / "paper.pdf"), "-"]
    printed = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    assert "Good <morning>." in printed and "Bob:" in printed


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_told(
    page: MainWindow, qtbot: QtBot, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    dialogs.given_printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialogs.given_printer.setOutputFileName(str(tmp_path / "gone" / "paper.pdf"))
    page.menus.print.trigger()
    qtbot.waitUntil(lambda: page.notice.text.text().startswith("“talk.wav” was not printed."))


class Drops:
    """Takes part in drags instead of the desktop."""

    def __init__(self, action: Qt.DropAction) -> None:
        self.action = action
        self.data: DraggedOut | None = None
        self.kinds: list[str] = []
        self.paths: list[Path] = []
        self.read: list[bytes] = []

    def take(self, drag: QDrag) -> Qt.DropAction:
        data = drag.mimeData()
        assert isinstance(data, DraggedOut)
        self.data, self.kinds = data, data.formats()
        self.paths = [Path(url.toLocalFile()) for url in data.urls()]
        self.read = [path.read_bytes() for path in self.paths]
        assert "Ann" in data.html() and "Ann: Good" in data.text()
        return self.action


def drag(widget: QWidget) -> None:
    start = widget.rect().center()
    QTest.mousePress(widget, LEFT, pos=start)
    far = start + QPoint(QApplication.startDragDistance() + 2, 0)
    QTest.mouseMove(widget, far)
    QTest.mouseRelease(widget, LEFT, pos=far)


@pytest.mark.parametrize("name", ["export_button", "name"])
def test_it_is_dragged_out_as_a_file_and_as_text(
    page: MainWindow, stage: Stage, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    drops = Drops(Qt.DropAction.CopyAction)
    monkeypatch.setattr(QDrag, "exec", lambda drag, _actions: drops.take(drag))
    stage.services.preferences.change(recent_formats=("srt", "txt"))
    drag(getattr(page.page, name))
    assert [path.name for path in drops.paths] == ["talk.srt"]
    assert drops.read[0].startswith(b"srt\nGood")
    assert drops.kinds == ["text/uri-list", "text/html", "text/plain"]
    assert drops.paths[0].exists()  # a mail program attaches it when it sends
    assert not page.commands.exporting.dialog.isVisible()  # it was dragged, not pressed


def test_what_is_dropped_nowhere_leaves_nothing(
    page: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drops = Drops(Qt.DropAction.IgnoreAction)
    monkeypatch.setattr(QDrag, "exec", lambda drag, _actions: drops.take(drag))
    drag(page.page.name)
    assert drops.paths
    qtbot.waitUntil(lambda: not drops.paths[0].parent.exists())


def test_a_file_that_cannot_be_written_is_told(
    page: MainWindow, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.services.dragged._folder.write_bytes(b"in the way")
    seen: list[list[object]] = []

    def take(drag: QDrag, _actions: Qt.DropAction) -> Qt.DropAction:
        seen.append(list(drag.mimeData().urls()))
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", take)
    drag(page.page.name)
    assert seen == [[]]
    assert page.notice.isVisible() and page.notice.text.text()


def test_names_of_windows_are_no_files_and_old_ones_are_deleted(
    qtbot: QtBot,  # noqa: ARG001 - makes the QApplication
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = DraggedFiles(tmp_path / "dragged")
    txt = format_by_id("txt")
    first = files.begin(Dragged(transcript("CON.wav"), txt)).file.result(PATIENCE_S)
    assert first.name == "_CON.txt"
    now = first.stat().st_mtime
    monkeypatch.setattr("time.time", lambda: now + KEPT_S + 60)
    second = files.begin(Dragged(transcript("x.wav"), txt, "a/b:c?")).file.result(PATIENCE_S)
    assert second.name == "a_b_c_.txt" and not first.exists() and second.exists()
    assert files.shutdown(PATIENCE_S)
