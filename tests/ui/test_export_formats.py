"""The real export dialog with the real formats: by keys alone, with what each becomes beside it."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.exporting.batch import BatchExport
from desktop_app.app.exporting.formats import FORMATS
from desktop_app.app.exporting.plan import ExportItem
from desktop_app.app.exporting.preview import MOST_SEGMENTS, ExportPreviews
from desktop_app.app.settings import ExportChoices, Preferences, SettingsStore
from desktop_app.core.errors import MediaMissing
from desktop_app.core.transcript import Segment, Transcript, Word
from desktop_app.export.options import TimesShown
from desktop_app.export.registry import ExportFormat, Keeps, Kind
from desktop_app.ui.exporting.dialog import Choice, Exportable, ExportDialog
from desktop_app.ui.exporting.formats import FormatList
from desktop_app.ui.strings import exporting as texts
from tests import hard_texts
from tests.conftest import PATIENCE_S

Key = Qt.Key
GOOD = (Word("Good", 0.5, 0.9, 0.9), Word("morning.", 0.9, 1.5, 0.8))
THANKS = (Word("<b>Thank</b>", 3.1, 3.6, 0.7), Word("you.", 3.6, 4.0, 0.9))
TALK = Transcript(
    Path("/rec/talk.wav"),
    60.0,
    "m",
    "en",
    (
        Segment("Good morning.", 0.5, 1.5, GOOD, speaker="Ann"),
        Segment("<b>Thank</b> you.", 3.1, 4.0, THANKS, speaker="Bob"),
    ),
)


def one(transcript: Transcript = TALK) -> Exportable:
    item = ExportItem("key", transcript.media_path.name, transcript.media_path)
    return Exportable((Choice("one", (item,)),), lambda _key: transcript)


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> Iterator[ExportDialog]:
    tasks = SideTasks()
    preferences = Preferences(SettingsStore(tmp_path / "home" / "settings.json"), tasks)
    folder = tmp_path / "texts"
    folder.mkdir()
    preferences.change(export_choices=ExportChoices(("txt",), str(folder)))
    batch, previews = BatchExport(tasks), ExportPreviews(tasks)
    made = ExportDialog(batch, previews, preferences, FORMATS, lambda: None, lambda: folder)
    qtbot.addWidget(made)
    yield made
    made.close()
    assert batch.shutdown(PATIENCE_S) and previews.shutdown(PATIENCE_S)
    assert tasks.shutdown(PATIENCE_S)


def seen(dialog: ExportDialog) -> str:
    return dialog.preview.text.toPlainText()


def press(key: Key, times: int = 1) -> None:
    for _ in range(times):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)


def tab_to(widget: QWidget) -> None:
    for _ in range(30):
        if QApplication.focusWidget() is widget:
            return
        press(Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {widget.accessibleName()}")


def places(formats: FormatList, format_id: str) -> tuple[QPoint, QPoint]:
    """Return where a format's box and its words are, in the list's viewport."""
    item = next(
        formats.item(row)
        for row in range(formats.count())
        if formats.item(row).data(Qt.ItemDataRole.UserRole) == format_id
    )
    formats.scrollToItem(item)
    option, index = QStyleOptionViewItem(), formats.indexFromItem(item)
    delegate = formats.itemDelegate()
    assert isinstance(delegate, QStyledItemDelegate)
    formats.initViewItemOption(option)
    option.rect = formats.visualRect(index)
    delegate.initStyleOption(option, index)
    parts = (
        QStyle.SubElement.SE_ItemViewItemCheckIndicator,
        QStyle.SubElement.SE_ItemViewItemText,
    )
    box, words = (formats.style().subElementRect(part, option, formats) for part in parts)
    return box.center(), QPoint(words.left() + 12, words.center().y())


def click(formats: FormatList, place: QPoint) -> None:
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(formats.viewport(), button, keys, place)


def test_a_click_on_the_words_of_a_format_chooses_it(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    dialog.open_for(one())
    qtbot.waitExposed(dialog)
    formats = dialog.form.picker.list
    click(formats, places(formats, "docx")[1])
    assert formats.current == "docx" and formats.chosen == ("txt", "docx")
    assert dialog.form.preview.text() == texts.preview_line(("talk.txt", "talk.docx"))
    click(formats, places(formats, "txt")[1])  # chosen already: it is looked at
    assert formats.current == "txt" and formats.chosen == ("txt", "docx")
    with qtbot.waitSignal(dialog._batch.ended):
        dialog.export_button.click()
    assert {path.name for path in tmp_path.glob("texts/*")} == {"talk.txt", "talk.docx"}


def test_a_click_on_the_box_of_a_format_toggles_it_and_keys_choose_nothing_by_moving(
    qtbot: QtBot, dialog: ExportDialog
) -> None:
    dialog.open_for(one())
    qtbot.waitExposed(dialog)
    formats = dialog.form.picker.list
    box, words = places(formats, "md")

    def chosen() -> tuple[str, ...]:
        return formats.chosen

    click(formats, box)
    assert chosen() == ("txt", "md")
    click(formats, box)
    assert chosen() == ("txt",) and formats.current == "md"
    QTest.mouseClick(formats.viewport(), Qt.MouseButton.RightButton, pos=words)
    assert chosen() == ("txt",)
    click(formats, words)  # a double click, in Qt's events
    QTest.mouseDClick(formats.viewport(), Qt.MouseButton.LeftButton, pos=words)
    QTest.mouseRelease(formats.viewport(), Qt.MouseButton.LeftButton, pos=words)
    assert chosen() == ("txt", "md")
    QTest.keyClick(formats, Key.Key_Down)
    assert formats.current == "docx" and chosen() == ("txt", "md")
    QTest.keyClick(formats, Key.Key_Space)
    assert chosen() == ("txt", "md", "docx")
    QTest.keyClick(formats, Key.Key_Space)
    assert chosen() == ("txt", "md")


def test_keys_lead_from_one_end_of_the_formats_to_the_other(
    qtbot: QtBot, dialog: ExportDialog
) -> None:
    dialog.open_for(one())
    qtbot.waitExposed(dialog)
    formats = dialog.form.picker.list
    first, last = FORMATS[0].id, FORMATS[-1].id
    QTest.keyClick(formats, Key.Key_End)
    assert formats.current == last
    QTest.keyClick(formats, Key.Key_Home)
    assert formats.current == first
    seen_down, seen_up = [first], [last]
    while len(seen_down) <= len(FORMATS) and formats.current != last:
        QTest.keyClick(formats, Key.Key_PageDown)
        seen_down.append(formats.current)
    while len(seen_up) <= len(FORMATS) and formats.current != first:
        QTest.keyClick(formats, Key.Key_PageUp)
        seen_up.append(formats.current)
    assert seen_down[-1] == last and seen_up[-1] == first
    assert len(seen_down) < len(FORMATS) / 2 and len(seen_up) < len(FORMATS) / 2
    formats.look_at(FORMATS[1].id)
    QTest.keyClick(formats, Key.Key_PageUp)
    assert formats.current == first
    QTest.keyClick(formats, Key.Key_Up)
    assert formats.current == first and formats.chosen == ("txt",)


def test_a_press_that_leaves_its_row_chooses_nothing(qtbot: QtBot, dialog: ExportDialog) -> None:
    dialog.open_for(one())
    qtbot.waitExposed(dialog)
    formats, left = dialog.form.picker.list, Qt.MouseButton.LeftButton
    QTest.mousePress(formats.viewport(), left, pos=places(formats, "md")[1])
    QTest.mouseRelease(formats.viewport(), left, pos=places(formats, "html")[1])
    assert formats.chosen == ("txt",)
    heading = formats.visualItemRect(formats.item(0)).center()
    click(formats, heading)
    assert formats.chosen == ("txt",)


def test_formats_and_options_are_chosen_by_keys_and_kept(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    dialog.open_for(one())
    qtbot.waitExposed(dialog)
    formats = dialog.form.picker.list
    qtbot.waitUntil(lambda: QApplication.focusWidget() is formats)
    assert dialog.windowTitle() == "Export “talk.wav”" and dialog.which_box.isHidden()
    tab_to(dialog.form.picker.options.speakers_box)
    press(Key.Key_Space)
    tab_to(formats)
    QTest.keyClicks(formats, "sub")  # letters lead to a format
    assert formats.current == "srt"
    press(Key.Key_Space)
    press(Key.Key_Up)  # over the heading
    assert formats.current == [known.id for known in FORMATS if known.kind is Kind.TEXT][-1]
    with qtbot.waitSignal(dialog._batch.ended):
        press(Key.Key_Return)
    made = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.glob("texts/*")}
    assert set(made) == {"talk.txt", "talk.srt"}
    assert "Ann" not in made["talk.txt"] and "Good morning." in made["talk.txt"]
    assert "00:00:00,500 --> " in made["talk.srt"]
    kept = dialog._preferences.current
    assert kept.export_choices.formats == ("txt", "srt")
    assert kept.export_choices.options == {"txt": {"has_speakers": False}}
    assert kept.recent_formats == ("txt", "srt")
    dialog.close()
    dialog.open_for(one())
    assert not dialog.form.picker.options.speakers_box.isChecked()


def test_the_preview_is_the_file(qtbot: QtBot, dialog: ExportDialog) -> None:
    dialog.open_for(one())
    picker = dialog.form.picker
    for known in FORMATS:
        picker.list.look_at(known.id)
        assert picker.title.text() == texts.format_line(known)
        data = known.render(TALK)
        if known.id in ("docx", "pdf"):
            qtbot.waitUntil(lambda: "Ann: Good morning." in seen(dialog))
            assert "<b>Thank</b> you." in seen(dialog)
        elif known.extension != "html":
            whole = data.decode("utf-8-sig").replace("\r\n", "\n")
            qtbot.waitUntil(lambda whole=whole: seen(dialog) == whole)  # type: ignore[misc]


def test_the_preview_follows_the_options(qtbot: QtBot, dialog: ExportDialog) -> None:
    dialog.open_for(one())
    dialog.form.picker.list.look_at("pdf")
    qtbot.waitUntil(lambda: "00:00" in seen(dialog))
    options = dialog.form.picker.options
    row = options.times_box.findData(TimesShown.NONE)
    options.times_box.setCurrentIndex(row)
    options.times_box.activated.emit(row)
    qtbot.waitUntil(lambda: bool(seen(dialog)) and "00:00" not in seen(dialog))
    assert dialog.form.choices.options == {"pdf": {"times": "none"}}
    dialog.form.picker.list.look_at("json")
    assert options.isHidden()


def test_what_a_format_could_show_is_not_said_to_be_kept(dialog: ExportDialog) -> None:
    dialog.open_for(one())
    picker = dialog.form.picker
    assert picker.keeps.text() == "Keeps speakers; can show times."  # a text, as it is at first
    picker.options.speakers_box.click()
    assert picker.keeps.text() == "Can show times and speakers."
    picker.list.look_at("srt")
    assert picker.keeps.text() == "Keeps times; can show speakers."
    picker.options.speakers_box.click()
    assert picker.keeps.text() == "Keeps times and speakers."
    picker.list.look_at("txt")
    assert picker.keeps.text() == "Can show times and speakers."
    row = picker.options.times_box.findData(TimesShown.SENTENCE)
    picker.options.times_box.setCurrentIndex(row)
    picker.options.times_box.activated.emit(row)
    assert picker.keeps.text() == "Keeps times; can show speakers."
    picker.list.look_at("tsv")
    assert picker.keeps.text() == "Keeps times."


@pytest.mark.parametrize(
    "known",
    [each for each in FORMATS if Keeps.SPEAKERS in each.keeps and each.id not in ("docx", "pdf")],
    ids=lambda known: known.id,
)
def test_a_format_names_speakers_unless_it_is_said_to_leave_them_out(known: ExportFormat) -> None:
    for is_named in (True, False):
        chosen = known.with_options(replace(known.defaults, has_speakers=is_named))
        assert (b"Ann" in chosen.render(TALK)) is (Keeps.SPEAKERS not in chosen.left_out)


def test_rules_of_subtitles_are_chosen_and_changed(qtbot: QtBot, dialog: ExportDialog) -> None:
    words = " ".join(f"word{n}" for n in range(12))
    dialog.open_for(one(replace(TALK, segments=(Segment(words, 0.0, 9.0),))))
    picker = dialog.form.picker
    picker.list.look_at("srt")
    rules = picker.options.rules
    assert rules.preset_box.currentData() == "netflix" and rules.values.isHidden()
    longest = 42

    def fits() -> bool:
        lines = [line for line in seen(dialog).splitlines() if line.startswith("word")]
        return bool(lines) and max(map(len, lines)) <= longest

    qtbot.waitUntil(fits)
    assert rules.note.isVisible()
    rules.own_box.click()
    assert rules.values.isVisible() and rules.note.isHidden()  # it tells the preset's values
    rules.fields["line_chars"].setValue(20)
    longest = 20
    qtbot.waitUntil(fits)
    rules.fields["most_s"].setValue(0.2)  # less than the least
    chosen = dialog.form.choices.options["srt"]["rules"]
    assert chosen["line_chars"] == 20 and chosen["most_s"] > chosen["least_s"]
    rules.fields["most_s"].editingFinished.emit()
    assert rules.fields["most_s"].value() == pytest.approx(chosen["most_s"], abs=0.01)
    bbc = rules.preset_box.findData("bbc")
    rules.preset_box.setCurrentIndex(bbc)
    rules.preset_box.activated.emit(bbc)
    assert rules.fields["line_chars"].value() == 37 and rules.values.isHidden()
    assert dialog.form.choices.options["srt"] == {"preset": "bbc"}
    picker.list.look_at("txt")
    assert rules.isHidden()


def test_what_subtitles_cannot_meet_is_listed_and_leads_to_its_place(
    qtbot: QtBot, dialog: ExportDialog
) -> None:
    hasty = Segment(" ".join(["hippopotamus"] * 9), 4.0, 5.0)
    dialog.open_for(one(replace(TALK, segments=(*TALK.segments, hasty), duration_s=5.0)))
    pane = dialog.preview
    assert pane.unmet.isHidden()
    dialog.form.picker.list.look_at("srt")
    qtbot.waitUntil(pane.unmet.isVisible)
    found = [pane.unmet.item(row).text() for row in range(pane.unmet.count())]
    assert any("characters a second; 20.0 are allowed." in row for row in found)
    row = next(n for n, text in enumerate(found) if text.startswith("00:04  "))
    with qtbot.waitSignal(dialog.place_wanted) as blocker:
        pane.unmet.setFocus()
        pane.unmet.setCurrentRow(row)
        press(Key.Key_Return)
    assert blocker.args == ["key", 2]
    assert not dialog._batch.is_busy  # the key was the list's, not the button's
    dialog.form.picker.list.look_at("txt")
    qtbot.waitUntil(pane.unmet.isHidden)


def test_of_a_long_text_the_beginning_is_shown_and_said_so(
    qtbot: QtBot, dialog: ExportDialog
) -> None:
    said = tuple(Segment(f"Sentence {n}.", n * 9.0, n * 9.0 + 1) for n in range(MOST_SEGMENTS * 3))
    dialog.open_for(one(replace(TALK, segments=said)))
    qtbot.waitUntil(lambda: "Sentence 0." in seen(dialog))
    assert dialog.preview.note.text() == texts.PREVIEW_CUT and dialog.preview.note.isVisible()
    assert f"Sentence {MOST_SEGMENTS}." not in seen(dialog)


def test_why_there_is_no_preview_is_said_in_its_place(qtbot: QtBot, dialog: ExportDialog) -> None:
    dialog.open_for(one(replace(TALK, segments=(Segment("Hello."),))))
    dialog.form.picker.list.look_at("srt")
    qtbot.waitUntil(lambda: "has no times." in seen(dialog))

    def gone(_key: str) -> Transcript:
        raise MediaMissing("The text of “talk” is damaged.")

    dialog.close()
    dialog.open_for(replace(one(), load=gone))
    qtbot.waitUntil(lambda: seen(dialog).startswith("The text of “talk” is damaged."))


def test_what_was_asked_for_before_is_not_shown(qtbot: QtBot, dialog: ExportDialog) -> None:
    gate, begun, loads = threading.Event(), threading.Event(), list[str]()

    def slow(key: str) -> Transcript:
        loads.append(key)
        begun.set()
        gate.wait(PATIENCE_S)
        return TALK

    dialog.open_for(replace(one(), load=slow))
    qtbot.waitUntil(begun.is_set)
    shown: list[object] = []
    dialog._previews.shown.connect(shown.append)
    for format_id in ("srt", "vtt", "csv"):
        dialog.form.picker.list.look_at(format_id)
    gate.set()
    qtbot.waitUntil(lambda: seen(dialog).startswith("start,end,speaker,text"))
    assert len(shown) == 1 and loads == ["key"]


@pytest.mark.parametrize("size", [(1008, 560), (894, 470)])
def test_it_fits_small_screens(qtbot: QtBot, dialog: ExportDialog, size: tuple[int, int]) -> None:
    """1024x600, and 1366x768 at 150 %, less the frame."""
    dialog.open_for(one(replace(TALK, segments=hard_texts.segments())))
    qtbot.waitExposed(dialog)
    dialog.resize(*size)
    for format_id in ("docx", "srt", "csv"):
        dialog.form.picker.list.look_at(format_id)
        QApplication.processEvents()
        assert (dialog.width(), dialog.height()) == size
        assert dialog._scroll.verticalScrollBar().maximum() == 0, format_id
        assert dialog.preview.text.height() >= 96
