"""The dialog that asks where to save, with the real QFileDialog and a keyboard."""

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.ui import strings
from desktop_app.ui.dialogs import Dialogs, folder_to_offer, with_extension
from desktop_app.ui.main_window import MainWindow


@pytest.fixture(autouse=True)
def _qt_draws_its_own() -> Iterator[None]:
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    yield
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, on=False)


class Hands:
    """Types into whatever dialog is on top, step by step; each step waits for its dialog."""

    def __init__(self, *steps: Callable[[], bool]) -> None:
        self._steps = list(steps)
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._act)
        self._timer.start()

    @property
    def are_done(self) -> bool:
        return not self._steps

    def _act(self) -> None:
        if self._steps and self._steps[0]():
            self._steps.pop(0)
        if not self._steps:
            self._timer.stop()


def typed(name: str) -> Callable[[], bool]:
    """Types a name into the file dialog and presses Enter."""

    def act() -> bool:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            return False
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert line is not None
        line.selectAll()
        QTest.keyClicks(line, name)
        QTimer.singleShot(0, lambda: QTest.keyClick(line, Qt.Key.Key_Return))
        return True

    return act


def answered(text: str, asked: list[str]) -> Callable[[], bool]:
    """Presses the button with that text in the question over the file dialog."""

    def act() -> bool:
        question = QApplication.activeModalWidget()
        if question is None or isinstance(question, QFileDialog):
            return False
        asked.append(question.text() if isinstance(question, QMessageBox) else "asked")
        buttons = {b.text().replace("&", ""): b for b in question.findChildren(QPushButton)}
        QTimer.singleShot(0, buttons[text].click)
        return True

    return act


@pytest.fixture
def asking(window: MainWindow, tmp_path: Path) -> Dialogs:
    return Dialogs(window, lambda: str(tmp_path))


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("f1", "f1.txt"),
        ("Interview 3.5", "Interview 3.5.txt"),
        ("dictation.wav", "dictation.wav.txt"),
        ("Notes.TXT", "Notes.TXT"),
        ("talk.srt", "talk.srt.txt"),
    ],
)
def test_the_name_gets_the_ending_of_its_format(
    asking: Dialogs, tmp_path: Path, name: str, made: str
) -> None:
    hands = Hands(typed(name))
    assert asking.place_to_export("talk.txt", "Text", "txt") == tmp_path / made
    assert hands.are_done


@pytest.mark.parametrize("name", ["f0", "f0.txt", "Interview 3.5"])
def test_a_file_that_is_there_is_asked_about(asking: Dialogs, tmp_path: Path, name: str) -> None:
    taken = tmp_path / ("f0.txt" if name.startswith("f0") else "Interview 3.5.txt")
    taken.write_text("mine", encoding="utf-8")
    asked: list[str] = []
    no = strings.CANCEL if name.startswith("I") else "No"
    yes = strings.REPLACE if name.startswith("I") else "Yes"
    # No: the dialog is there still, and takes another answer.
    hands = Hands(typed(name), answered(no, asked), typed(name), answered(yes, asked))
    assert asking.place_to_export("talk.txt", "Text", "txt") == taken
    assert len(asked) == 2 and taken.read_text(encoding="utf-8") == "mine"
    assert hands.are_done


def test_endings_with_a_dot_in_them() -> None:
    timed = "times.txt"
    assert with_extension(Path("/a/talk"), timed) == Path("/a/talk.times.txt")
    assert with_extension(Path("/a/talk.txt"), timed) == Path("/a/talk.txt")
    assert with_extension(Path("/a/canary-1b-v2.5"), "nemo") == Path("/a/canary-1b-v2.5.nemo")


def test_the_last_folder_is_offered_or_documents(
    qtbot: QtBot,  # noqa: ARG001 - makes the QApplication
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    documents, last = tmp_path / "Documents", tmp_path / "last"
    documents.mkdir()
    last.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(documents))
    assert folder_to_offer(str(last)) == last
    assert folder_to_offer("") == documents
    assert folder_to_offer(str(tmp_path / "unplugged")) == documents
    documents.rmdir()
    assert folder_to_offer("") == Path.home()


def test_a_folder_that_became_read_only_is_not_offered(
    qtbot: QtBot,  # noqa: ARG001 - makes the QApplication
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(tmp_path))
    disc = tmp_path / "disc"
    disc.mkdir()
    disc.chmod(stat.S_IRUSR | stat.S_IXUSR)
    monkeypatch.setattr(
        "desktop_app.ui.dialogs.os.access",  # root may write everywhere
        lambda path, _mode: bool(Path(path).stat().st_mode & stat.S_IWUSR),
    )
    assert folder_to_offer(str(disc)) == tmp_path
