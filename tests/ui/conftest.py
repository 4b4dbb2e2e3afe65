"""The window over fakes, with dialogs that answer by themselves."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.app.models.item_model import ModelRow
from desktop_app.app.settings import ColorChoice
from desktop_app.app.transcript.item_model import TranscriptModel
from desktop_app.models.inspection import ModelFile
from desktop_app.ui.dialogs.questions import Dialogs
from desktop_app.ui.strings import importing as import_strings
from desktop_app.ui.strings import library as library_strings
from desktop_app.ui.theme import Theme
from desktop_app.ui.transcript.view import TranscriptView
from desktop_app.ui.widgets.question import Question, TextQuestion
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage, library_folder, slot_order, specs, stage
from tests.slot_orders import IN_THE_WINDOW, Order, reordered

__all__ = ["library_folder", "slot_order", "specs", "stage"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Qt's offscreen platform says so of least sizes, raised windows and opened lists."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            # Of several marks the first counts, so it has what the test's own mark says, too.
            own = item.get_closest_marker("qt_log_ignore")
            said = ("This plugin does not support", *(own.args if own else ()))
            item.add_marker(pytest.mark.qt_log_ignore(*said), append=False)


def once_asked(answer: Callable[[Question | TextQuestion], object]) -> None:
    """Answer the next question that waits, from within its own event loop."""

    def poll() -> None:
        question = QApplication.activeModalWidget()
        if isinstance(question, Question | TextQuestion):
            answer(question)
        else:
            QTimer.singleShot(1, poll)

    QTimer.singleShot(0, poll)


class FakeDialogs(Dialogs):
    """Answer as the test says, and record the questions."""

    def __init__(self) -> None:
        super().__init__(QWidget())
        self.files: list[Path] = []
        self.folder: Path | None = None
        self.file: Path | None = None
        self.closes = False
        self.adds_again = False
        self.may_import = True
        self.may_delete = True
        self.taken = library_strings.MERGE
        self.given_printer: QPrinter | None = None
        self.transcripts: list[Path] = []
        self.whose = import_strings.SKIP
        self.given_token: str | None = None
        self.given_name: str | None = None
        self.speaker: str | None = None
        self.asked: list[str] = []

    def files_to_add(self) -> list[Path]:
        self.asked.append("files")
        return self.files

    def transcripts_to_import(self) -> list[Path]:
        self.asked.append("transcripts")
        return self.transcripts

    def whose_text(self, name: str) -> str:
        self.asked.append(f"whose {name}")
        return self.whose

    def recording_of(self, text: Path) -> Path | None:
        self.asked.append(f"recording of {text.name}")
        return self.file

    def folder_to_add(self) -> Path | None:
        return self.folder

    def model_to_import(self) -> Path | None:
        return self.file

    def place_to_export(self, name: str, title: str, extension: str) -> Path | None:
        self.asked.append(f"{name} {title} {extension}")
        return self.file

    def folder_to_export(self) -> Path | None:
        self.asked.append("export all")
        return self.folder

    def printer(self) -> QPrinter | None:
        self.asked.append("printer")
        return self.given_printer

    def folder_to_watch(self) -> Path | None:
        self.asked.append("watch")
        return self.folder

    def may_close(self, text: str, answered: Callable[[bool], None]) -> None:
        self.asked.append(text)
        answered(self.closes)

    def may_add_again(self, names: list[str], answered: Callable[[bool], None]) -> None:
        self.asked.append(f"again {', '.join(names)}")
        answered(self.adds_again)

    def place_for_model(self, name: str) -> Path | None:
        self.asked.append(f"export {name}")
        return self.file

    def folder_for_models(self, present: Path) -> Path | None:
        self.asked.append(f"move from {present}")
        return self.folder

    def token(self) -> str | None:
        self.asked.append("token")
        return self.given_token

    def name_for_model(self, title: str) -> str | None:
        self.asked.append(f"name of {title}")
        return self.given_name

    def speakers_name(
        self, title: str, text: str, agree: str, proposed: str, known: Sequence[str]
    ) -> str | None:
        self.asked.append(f"{title}: {text} {proposed} of {', '.join(known)} [{agree}]")
        return self.speaker

    def may_import_model(self, file: ModelFile) -> bool:
        self.asked.append(f"import {file.spec.title}")
        return self.may_import

    def file_to_locate(self, before: Path) -> Path | None:
        self.asked.append(f"locate {before.name}")
        return self.file

    def may_use_instead(self, path: Path) -> bool:
        self.asked.append(f"use {path.name}")
        return self.may_delete

    def place_for_backup(self, name: str) -> Path | None:
        self.asked.append(f"back up to {name}")
        return self.file

    def backup_to_merge(self) -> Path | None:
        return self.file

    def words_to_import(self) -> Path | None:
        return self.file

    def place_for_words(self, name: str) -> Path | None:
        self.asked.append(f"save {name}")
        return self.file

    def how_to_take(self, path: Path) -> str:
        self.asked.append(f"take {path.name}")
        return self.taken

    def may_erase_library(self, bytes_: int, folder: Path) -> bool:
        self.asked.append(f"erase {folder.name}, {bytes_ > 0}")
        return self.may_delete

    def folder_for_library(self, present: str) -> Path | None:
        self.asked.append(f"library elsewhere than {present}")
        return self.folder

    def may_delete_model(self, row: ModelRow) -> bool:
        self.asked.append(f"delete {row.spec.title}")
        return self.may_delete


@pytest.fixture
def dialogs(qtbot: QtBot) -> FakeDialogs:  # noqa: ARG001 - makes the QApplication
    return FakeDialogs()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp)
    yield made
    made.choose(ColorChoice.SYSTEM)
    qapp.setStyleSheet("")
    made.setParent(None)


@pytest.fixture
def window(
    qtbot: QtBot,
    stage: Stage,
    slot_order: Order | None,
    theme: Theme,
    dialogs: FakeDialogs,
) -> Iterator[MainWindow]:
    with reordered(IN_THE_WINDOW, slot_order):
        made = MainWindow(stage.services, theme, dialogs)
    made.show()
    qtbot.waitExposed(made)
    yield made
    stage.engine.gate.set()
    dialogs.closes = True
    made.close()
    made.deleteLater()
    # Now, not at some later event: what it checks is about to be deleted.
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


@pytest.fixture
def model() -> TranscriptModel:
    return TranscriptModel()


@pytest.fixture
def view(qtbot: QtBot, model: TranscriptModel, theme: Theme) -> TranscriptView:
    made = TranscriptView(model, theme)
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show()
    return made
