"""The dialog that asks where to save, with the real QFileDialog and a keyboard."""

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_app.ui.dialogs.questions import Dialogs, folder_to_offer, with_extension
from desktop_app.ui.window.main_window import MainWindow


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
        line = dialog.findChild(QLineEdit, "fileNameEdit") if dialog else None
        if line is None:
            return False
        line.selectAll()
        QTest.keyClicks(line, name)
        if popup := QApplication.activePopupWidget():  # names that begin so
            QTest.keyClick(popup, Qt.Key.Key_Escape)
        QTimer.singleShot(0, lambda: QTest.keyClick(line, Qt.Key.Key_Return))
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


@pytest.mark.parametrize("agrees", [False, True])
@pytest.mark.parametrize("name", ["f0", "f0.txt", "Interview 3.5"])
def test_a_file_that_is_there_is_asked_about(
    asking: Dialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, agrees: bool
) -> None:
    taken = tmp_path / ("f0.txt" if name.startswith("f0") else f"{name}.txt")
    taken.write_text("mine", encoding="utf-8")
    asked: list[str] = []

    def ask(_title: str, text: str, *_others: str) -> bool:
        asked.append(text)
        return agrees

    monkeypatch.setattr(asking, "_ask", ask)
    # After a no, the dialog is there still and takes another name.
    hands = Hands(typed(name), *([] if agrees else [typed("other")]))
    found = asking.place_to_export("talk.txt", "Text", "txt")
    assert found == (taken if agrees else tmp_path / "other.txt")
    assert asked == [f"“{taken.name}” already exists."] and hands.are_done
    assert taken.read_text(encoding="utf-8") == "mine"


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
        "desktop_app.ui.dialogs.questions.os.access",  # root may write everywhere
        lambda path, _mode: bool(Path(path).stat().st_mode & stat.S_IWUSR),
    )
    assert folder_to_offer(str(disc)) == tmp_path
