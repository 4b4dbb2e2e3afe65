"""Export all and automatic export: the dialogs, their previews, and what is told at the end."""

import threading
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.app.exporting.plan import BatchReport, ExportedItem, ExportItem, plan_of
from desktop_app.app.settings import ExportChoices
from desktop_app.core.errors import NotWritable
from desktop_app.core.job import JobState
from desktop_app.core.naming import FIELDS, WhenTaken
from desktop_app.core.transcript import Transcript
from desktop_app.export.files import Written
from desktop_app.ui.exporting.dialog import (
    AutomaticExportDialog,
    Choice,
    Exportable,
    ExportDialog,
)
from desktop_app.ui.strings import exporting as texts
from desktop_app.ui.strings import window as strings
from desktop_app.ui.widgets.notice_bar import NoticeKind
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage
from tests.conftest import PATIENCE_S
from tests.fakes import FORMATS, transcript
from tests.ui.conftest import FakeDialogs


@pytest.fixture
def done(window: MainWindow, stage: Stage, qtbot: QtBot) -> MainWindow:
    """The window with three finished transcripts, the second selected."""
    controller = stage.services.controller
    controller.add_paths([Path(f"/rec/{name}.wav") for name in ("alpha", "beta", "gamma")])
    qtbot.waitUntil(lambda: len(controller.finished()) == 3)
    controller.select(2)
    return window


@pytest.fixture
def dialog(done: MainWindow) -> Iterator[ExportDialog]:
    done.menus.export_all.trigger()
    made = done.commands.exporting.dialog
    assert made.isVisible()
    yield made
    made.close()


def into(dialog: ExportDialog, folder: Path, *formats: str) -> None:
    dialog.form.show_choices(ExportChoices(formats or ("txt",), str(folder)))


def export(qtbot: QtBot, dialog: ExportDialog) -> None:
    with qtbot.waitSignal(dialog._batch.ended):
        dialog.export_button.click()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_all_or_the_selected_ones_are_exported(
    qtbot: QtBot, dialog: ExportDialog, stage: Stage, tmp_path: Path
) -> None:
    titles = [dialog.which_box.itemText(row) for row in range(dialog.which_box.count())]
    assert titles == ["The selected one", "All 3"] and dialog.which_box.currentIndex() == 1
    dialog.which_box.setCurrentIndex(0)
    one, all_of_them = tmp_path / "one", tmp_path / "all"
    one.mkdir()
    all_of_them.mkdir()
    into(dialog, one, "txt", "srt")
    export(qtbot, dialog)
    assert names(one) == ["beta.srt", "beta.txt"]
    dialog.which_box.setCurrentIndex(1)
    into(dialog, all_of_them, "json")
    export(qtbot, dialog)
    assert names(all_of_them) == ["alpha.json", "beta.json", "gamma.json"]
    assert dialog.summary.text() == f"Exported 3 files to {all_of_them}"
    assert dialog.details.isHidden() and dialog.again_button.isHidden()
    kept = stage.services.preferences.current.export_choices
    assert kept == ExportChoices(("json",), str(all_of_them))


def test_the_selected_ones_are_exported_from_their_own_menu(
    qtbot: QtBot, done: MainWindow, tmp_path: Path
) -> None:
    done.menus.export_selected.trigger()
    dialog = done.commands.exporting.dialog
    assert dialog.which_box.currentText() == "The selected one"
    into(dialog, tmp_path)
    export(qtbot, dialog)
    assert "beta.txt" in names(tmp_path) and "alpha.txt" not in names(tmp_path)
    dialog.close()
    done.queue.list.selectAll()
    for menu_action in (done.menus.export_selected, done.menus.export_all):
        menu_action.trigger()
        assert dialog.which_box.currentText() == "The 3 selected"
    dialog.close()
    done.queue.list.clearSelection()
    done.menus.export_selected.trigger()
    assert done.notice.text.text() == texts.NOTHING_SELECTED and not dialog.isVisible()


def test_what_the_list_shows_is_offered_while_it_is_filtered(
    done: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    done.queue.search.setText("a")
    done.queue.search.setText("gam")
    qtbot.waitUntil(lambda: len(done.queue.shown.records()) == 1)
    done.menus.export_all.trigger()
    dialog = done.commands.exporting.dialog
    titles = [dialog.which_box.itemText(row) for row in range(dialog.which_box.count())]
    assert "The one that the list shows" in titles and titles[-1] == "All 3"
    dialog.which_box.setCurrentIndex(titles.index("The one that the list shows"))
    into(dialog, tmp_path)
    export(qtbot, dialog)
    assert (tmp_path / "gamma.txt").exists() and not (tmp_path / "alpha.txt").exists()


def test_the_end_says_what_went_where_and_what_did_not(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "beta.txt").write_text("mine", encoding="utf-8")
    dialog.which_box.setCurrentIndex(1)
    (tmp_path / "gone").mkdir()
    into(dialog, tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    export(qtbot, dialog)
    assert dialog.summary.text() == f"Exported 0 of 3 to {tmp_path / 'gone'}"
    lines = dialog.details.toPlainText().splitlines()
    assert len(lines) == 3 and lines[0].startswith("alpha was not exported: “")
    into(dialog, tmp_path)
    with qtbot.waitSignal(dialog._batch.ended):
        dialog.again_button.click()
    assert dialog.summary.text() == f"Exported 3 files to {tmp_path}"
    assert dialog.details.toPlainText() == ("beta.txt was there already; written as beta (2).txt")
    assert dialog.again_button.isHidden()
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    dialog.open_button.click()
    assert opened == [str(tmp_path)]


def test_the_preview_follows_what_is_typed(dialog: ExportDialog, tmp_path: Path) -> None:
    into(dialog, tmp_path, "txt", "srt", "json")
    form = dialog.form
    form.name_field.setText("{name} ({model})")
    assert form.preview.text().startswith("For example ")
    assert "and 1 more" in form.preview.text() and form.error.isHidden()
    form.name_field.setText("{title}")
    assert "There is no field “title”." in form.error.text() and form.preview.isHidden()
    assert not dialog.export_button.isEnabled()
    form.name_field.setText("{date}")
    assert dialog.export_button.isEnabled()
    form.taken_box.setCurrentIndex(form.taken_box.findData(WhenTaken.REPLACE))
    assert "would replace" in form.error.text()
    form.name_field.setText("{name}")
    form.picker.list.choose(())
    assert form.error.text() == "No format is chosen."


def test_fields_are_inserted_from_a_menu(dialog: ExportDialog, tmp_path: Path) -> None:
    into(dialog, tmp_path)
    form = dialog.form
    offered = [action.data() for action in form.fields_menu.actions()]
    assert offered == [f"{{{field}}}" for field in FIELDS]
    form.name_field.setText(" talk")
    form.name_field.setCursorPosition(0)
    form.insert_button.click()
    assert form.fields_menu.isVisible()
    form.fields_menu.actions()[1].trigger()
    form.fields_menu.close()
    assert form.name_field.text() == "{date} talk" and form.error.isHidden()


def test_without_a_folder_it_is_asked_for(
    dialog: ExportDialog, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    form = dialog.form
    form.show_choices(ExportChoices())
    assert form.choices.folder == "" and not form.path.isVisible() and form.is_usable
    form.place_box.setCurrentIndex(1)
    assert dialogs.asked[-1] == "export all"
    assert form.error.text() == texts.NO_FOLDER and not dialog.export_button.isEnabled()
    dialogs.folder = tmp_path
    form.choose_button.click()
    assert form.choices.folder == str(tmp_path) and dialog.export_button.isEnabled()


def test_a_long_export_shows_how_far_it_is_and_stops(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    gates = [threading.Event() for _ in range(5)]

    def load(key: str) -> Transcript:
        assert gates[int(key)].wait(PATIENCE_S)
        return transcript(f"{key}.wav")

    items = tuple(ExportItem(str(n), f"{n}.wav", Path(f"{n}.wav")) for n in range(5))
    dialog.open_for(Exportable((Choice("All", items),), load))
    into(dialog, tmp_path)
    dialog.export_button.click()
    assert dialog.progress.isVisible() and dialog.progress_line.text() == "0 of 5"
    assert not dialog.export_button.isEnabled() and not dialog.form.isEnabled()
    gates[0].set()
    qtbot.waitUntil(lambda: dialog.progress_line.text() == "1 of 5")
    dialog.stop_button.click()
    with qtbot.waitSignal(dialog._batch.ended):
        for gate in gates:
            gate.set()
    assert dialog.progress.isHidden() and dialog.export_button.isEnabled()
    assert dialog.summary.text() == f"Exported 2 of 5 to {tmp_path}"
    assert dialog.details.toPlainText() == "stopped before 3 more"


def test_an_export_that_ends_behind_a_closed_dialog_is_a_notice(
    qtbot: QtBot, done: MainWindow, dialog: ExportDialog, stage: Stage, tmp_path: Path
) -> None:
    gate = threading.Event()

    def load(key: str) -> Transcript:
        assert gate.wait(PATIENCE_S)
        return transcript(key)

    item = ExportItem("x.wav", "x.wav", Path("x.wav"))
    dialog.open_for(Exportable((Choice("All", (item,)),), load))
    into(dialog, tmp_path)
    dialog.export_button.click()
    dialog.close_button.click()
    assert stage.services.unwritten == ("1 transcript is still being saved.",)
    with qtbot.waitSignal(stage.services.batch.ended):
        gate.set()
    shown = done.notice.shown
    assert shown is not None and shown.text == f"Exported “x.txt” to {tmp_path}"
    assert shown.kind is NoticeKind.SUCCESS and shown.action == tmp_path


def told(count: int, folder: Path | None, *written: Written) -> str:
    """What is told of so many transcripts, of which each became files, or none."""
    plan = plan_of(ExportChoices(folder=str(folder) if folder else ""), FORMATS)
    items = (
        ExportedItem(ExportItem(str(number), "x.wav", Path("x.wav")), each)
        for number, each in enumerate(written)
    )
    return texts.report_line(BatchReport(plan, count, tuple(items)))


def test_the_end_names_the_one_file_or_how_many(tmp_path: Path) -> None:
    def files(*names: str, below: str = ".") -> Written:
        return Written(tuple(tmp_path / below / name for name in names))

    one, two = files("x.docx"), files("x.docx", "x.srt")
    assert told(1, tmp_path, one) == f"Exported “x.docx” to {tmp_path}"
    assert told(1, tmp_path, two) == f"Exported 2 files to {tmp_path}"
    assert told(2, tmp_path, two, one) == f"Exported 3 files to {tmp_path}"
    assert told(1, None, one) == f"Exported “x.docx” beside the recording, in {tmp_path}"
    assert told(1, None, two) == f"Exported 2 files beside the recording, in {tmp_path}"
    assert told(2, None, two, one) == f"Exported 3 files beside their recordings, in {tmp_path}"
    far = files("y.srt", below="far")
    assert told(2, None, two, far) == "Exported 3 files beside their recordings"


def test_the_end_counts_no_file_that_was_there_and_stayed(tmp_path: Path) -> None:
    kept = Written(skipped=(tmp_path / "x.txt",))
    assert told(1, tmp_path, kept) == "No file was written; x.txt was there and stayed"
    made = Written((tmp_path / "x.srt",))
    assert told(2, None, kept, made) == (
        f"Exported “x.srt” beside its recording, in {tmp_path}; x.txt was there and stayed"
    )
    failed = Written((tmp_path / "x.srt",), (NotWritable("No."),))
    assert told(1, tmp_path, failed).startswith(f"Exported 0 of 1 to {tmp_path}; ")


def test_in_a_notice_three_are_named() -> None:
    plan = plan_of(ExportChoices(folder=str(Path.home() / "Documents" / "Transcripts")), FORMATS)
    path = Path("x.txt")

    def item(name: str, number: int = 1, *errors: NotWritable) -> ExportedItem:
        paths = () if errors else (path,)
        given = ExportItem(name, f"{name}.wav", Path(f"{name}.wav"))
        return ExportedItem(given, Written(paths, errors, number=number))

    places = str(Path("Documents", "Transcripts"))
    rest = tuple(item(f"clip{number:02d}") for number in range(29))
    failed = item("clip30", 1, NotWritable("It is read-only."))
    report = BatchReport(plan, 31, (*rest, item("clip05", 2), failed))
    assert texts.report_line(report) == (
        f"Exported 30 of 31 to {places}; clip30 was not exported: It is read-only. Choose another "
        "folder; clip05 was numbered (2)"
    )
    many = BatchReport(plan, 9, tuple(item(str(number), 2) for number in range(9)))
    assert texts.report_line(many).endswith("; 2 was numbered (2); and 6 more")


def test_a_stopped_text_is_exported_and_says_how_far_it_goes(
    window: MainWindow, stage: Stage, qtbot: QtBot, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    controller = stage.services.controller
    stage.engine.gate.clear()
    controller.add_paths([Path("/rec/talk.wav")])
    qtbot.waitUntil(lambda: bool(controller.selected and controller.selected.segments))
    controller.stop(1)
    record = controller.selected
    assert record is not None
    qtbot.waitUntil(lambda: record.state is JobState.STOPPED)
    assert window.menus.export_menu.isEnabled()
    dialogs.file = tmp_path / "part.txt"
    with qtbot.waitSignal(stage.services.exports.exported):
        window.menus.export_wanted.emit("txt")
    assert dialogs.asked[-1].startswith("talk (until 00-00).txt")
    assert dialogs.file.read_text(encoding="utf-8") == "txt\nSentence number 0."
    window.menus.export_all.trigger()
    dialog = window.commands.exporting.dialog
    into(dialog, tmp_path)
    export(qtbot, dialog)
    assert (tmp_path / "talk (until 00-00).txt").exists()
    dialog.close()


def test_with_nothing_to_export_that_is_said(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    assert not window.menus.export_all.isEnabled()
    stage.files.missing.add("gone.wav")
    stage.services.controller.add_paths([Path("/rec/gone.wav")])
    qtbot.waitUntil(window.menus.export_all.isEnabled)
    window.menus.export_all.trigger()
    assert window.notice.text.text() == texts.NOTHING


def shows(widget: QWidget, role: QPalette.ColorRole) -> bool:
    """Whether a widget is painted with a colour of its palette."""
    picture, color = widget.grab().toImage(), widget.palette().color(role)
    places = product(range(40), range(picture.height()))
    return sum(picture.pixelColor(x, y) == color for x, y in places) > 20


def test_automatic_export_is_set_up_in_its_dialog(
    window: MainWindow, stage: Stage, qtbot: QtBot, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    window.commands.exporting.open_automatic()
    dialog = window.commands.exporting.automatic_dialog
    assert isinstance(dialog, AutomaticExportDialog) and dialog.isVisible()
    assert not dialog.box.isChecked() and not dialog.form.isEnabled()
    formats = dialog.form.picker.list
    assert formats.chosen == ("txt",) and not shows(formats, QPalette.ColorRole.Accent)
    dialog.box.click()
    assert shows(formats, QPalette.ColorRole.Accent)
    dialogs.folder = tmp_path
    dialog.form.place_box.setCurrentIndex(1)
    formats.look_at("srt")
    QTest.keyClick(formats, Qt.Key.Key_Space)
    dialog.form.name_field.setText("{")
    assert not dialog.save_button.isEnabled()
    dialog.form.name_field.setText("{name} {language}")
    dialog.save_button.click()
    settings = stage.services.preferences.current
    assert settings.exports_automatically
    assert settings.automatic_export == ExportChoices(
        ("txt", "srt"), str(tmp_path), "{name} {language}"
    )
    stage.services.controller.add_paths([Path("/rec/talk.wav")])
    qtbot.waitUntil(lambda: {"talk.srt", "talk.txt"} <= set(names(tmp_path)))


def test_switched_off_the_choices_stay(window: MainWindow, stage: Stage) -> None:
    choices = ExportChoices(("srt",))
    stage.services.preferences.change(exports_automatically=True, automatic_export=choices)
    window.commands.exporting.open_automatic()
    dialog = window.commands.exporting.automatic_dialog
    assert dialog is not None and dialog.box.isChecked()
    dialog.form.name_field.setText("{")
    dialog.box.click()
    dialog.save_button.click()
    settings = stage.services.preferences.current
    assert not settings.exports_automatically and settings.automatic_export == choices


def test_many_refused_folders_are_one_notice(
    window: MainWindow, stage: Stage, qtbot: QtBot, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    stage.services.preferences.change(exports_automatically=True)
    automatic, notice = stage.services.automatic, window.notice
    folders = [tmp_path / f"gone {number}" for number in range(9)]
    stage.services.controller.add_paths([folder / f"{folder.name}.wav" for folder in folders])
    qtbot.waitUntil(lambda: all(automatic.waiting(folder) for folder in folders))
    assert "into 9 folders" in notice.text.text() and not notice.count.text()
    dialogs.folder = tmp_path
    notice.action_button.click()
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("*.txt"))) == 9)
    assert notice.isHidden()


def test_a_refused_folder_keeps_the_text_and_offers_another(
    window: MainWindow, stage: Stage, qtbot: QtBot, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    controller, gone = stage.services.controller, tmp_path / "gone"
    choices = ExportChoices(("txt",), str(gone))
    stage.services.preferences.change(exports_automatically=True, automatic_export=choices)
    controller.add_paths([Path(f"/rec/{number}.wav") for number in range(9)])
    qtbot.waitUntil(lambda: stage.services.automatic.waiting(gone) == 9)
    assert len(controller.finished()) == 9
    notice = window.notice
    assert str(gone) in notice.text.text() and "stay in the list" in notice.text.text()
    assert notice.action_button.text() == strings.CHOOSE_FOLDER and not notice.count.text()
    notice.action_button.click()  # and cancelled: it is offered still
    assert notice.action_button.text() == strings.CHOOSE_FOLDER and notice.isVisible()
    dialogs.folder = tmp_path
    notice.action_button.click()
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("*.txt"))) == 9)
    assert stage.services.preferences.current.automatic_export.folder == str(tmp_path)


def test_a_place_that_subtitles_cannot_meet_is_shown_on_the_page(
    done: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    done.page.export_button.click()
    dialog = done.commands.exporting.dialog
    assert dialog.windowTitle() == "Export “beta.wav”"
    stage.services.controller.select(1)  # the user goes on to another text meanwhile
    dialog.preview.place_wanted.emit(0)
    selected = stage.services.controller.selected
    assert selected is not None and selected.job.request.media_path.name == "beta.wav"
    qtbot.waitUntil(done.page.text.textCursor().hasSelection)
    dialog.close()
