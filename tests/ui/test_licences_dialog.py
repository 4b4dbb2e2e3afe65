"""Help > Third-party licences: the list, its search, the keyboard, and the text."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.licences import ThirdPartyLicences
from desktop_app.system.licences import INDEX
from desktop_app.ui.dialogs.about import AboutDialog
from desktop_app.ui.dialogs.licences import LicencesDialog
from desktop_app.ui.strings.program import licences as licence_strings
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage
from tests.conftest import PATIENCE_S

PARTS = (("Alpha", "MIT"), ("Beta", "BSD-3-Clause"), ("Gamma & Söhne", "MIT"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A built program's licences."""
    entries = []
    for name, licence in PARTS:
        file = tmp_path / f"{name}.txt"
        file.write_text(f"The words of {name}", encoding="utf-8")
        entries.append(
            {
                "name": name,
                "version": "1",
                "licence": licence,
                "home": "https://x",
                "text": file.name,
            }
        )
    (tmp_path / INDEX).write_text(json.dumps(entries), encoding="utf-8")
    return tmp_path


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[SideTasks]:  # noqa: ARG001 - makes the QApplication
    made = SideTasks()
    yield made
    assert made.shutdown(PATIENCE_S)


def opened(qtbot: QtBot, folder: Path, tasks: SideTasks) -> LicencesDialog:
    """The dialog with everything read."""
    licences = ThirdPartyLicences(folder, tasks)
    dialog = LicencesDialog(licences)
    licences.setParent(dialog)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.title.text() != licence_strings.READING)
    return dialog


def shown(dialog: LicencesDialog) -> list[str]:
    return [dialog.found.index(row, 0).data() for row in range(dialog.found.rowCount())]


def test_every_component_is_listed_and_the_first_shown(
    qtbot: QtBot, folder: Path, tasks: SideTasks
) -> None:
    dialog = opened(qtbot, folder, tasks)
    assert shown(dialog) == ["Alpha 1", "Beta 1", "Gamma & Söhne 1"]
    assert dialog.title.text() == "Alpha 1" and dialog.text.toPlainText() == "The words of Alpha"
    assert "MIT" in dialog.licence.text() and "https://x" in dialog.licence.text()
    assert dialog.note.text() == "" and dialog.text.isReadOnly()


def test_typing_searches_and_the_arrows_walk(qtbot: QtBot, folder: Path, tasks: SideTasks) -> None:
    dialog = opened(qtbot, folder, tasks)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.search.hasFocus)
    QTest.keyClicks(dialog.search, "mit")
    assert shown(dialog) == ["Alpha 1", "Gamma & Söhne 1"]
    QTest.keyClick(dialog.search, Qt.Key.Key_Down)
    assert dialog.text.toPlainText() == "The words of Gamma & Söhne"
    QTest.keyClick(dialog.search, Qt.Key.Key_Down)  # the last stays
    QTest.keyClick(dialog.search, Qt.Key.Key_PageUp)
    assert dialog.title.text() == "Alpha 1"
    dialog.search.setText("söhne")
    assert dialog.title.text() == "Gamma & Söhne 1"
    dialog.search.setText("nothing like it")
    assert dialog.title.text() == licence_strings.NOTHING_FOUND and not dialog.text.toPlainText()
    QTest.keyClick(dialog.search, Qt.Key.Key_Down)
    dialog.search.clear()
    assert len(shown(dialog)) == len(PARTS) and dialog.text.toPlainText()
    QTest.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert dialog.isHidden()


def test_without_a_built_program_the_environment_is_listed(
    qtbot: QtBot, tmp_path: Path, tasks: SideTasks
) -> None:
    dialog = opened(qtbot, tmp_path, tasks)
    dialog.search.setText("numpy")
    assert dialog.title.text().startswith("numpy ")
    assert "Redistribution and use" in dialog.text.toPlainText()
    assert dialog.note.text() == licence_strings.NOT_BUILT


def test_a_broken_folder_is_reported(qtbot: QtBot, folder: Path, tasks: SideTasks) -> None:
    (folder / "Beta.txt").unlink()
    dialog = opened(qtbot, folder, tasks)
    assert dialog.title.text() and not shown(dialog)


def test_the_menu_and_about_open_it(
    qtbot: QtBot, window: MainWindow, stage: Stage, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = replace(stage.services.places, licences=folder)
    monkeypatch.setattr(window.commands.help, "_places", places)
    window.menus.about.trigger()
    about = window.findChild(AboutDialog)
    assert about is not None
    about.licences_button.click()
    dialog = window.commands.help.licences
    assert dialog is not None and dialog.isVisible() and about.isHidden()
    qtbot.waitUntil(lambda: len(shown(dialog)) == len(PARTS))
    dialog.reject()
    window.menus.licences.trigger()
    assert dialog.isVisible() and window.commands.help.licences is dialog
