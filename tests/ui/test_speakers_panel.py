"""The panel of speakers: talk time, who is shown and heard, names changed in place."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.core.errors import MediaMissing
from desktop_app.core.transcript import Segment
from desktop_app.ui.speakers.panel import DRAGGED, SpeakersPanel
from desktop_app.ui.strings import page as page_texts
from desktop_app.ui.strings import speakers as texts
from desktop_app.ui.window.main_window import LEAST_SIZE_PX, MainWindow
from tests.app.conftest import Stage
from tests.fakes import segment

WHO = ("Anna", "Peter", "Anna", None, "Peter")
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def named(window: MainWindow, stage: Stage, qtbot: QtBot) -> MainWindow:
    """The window with five paragraphs: Anna's, Peter's, Anna's, nobody's and Peter's."""
    controller = stage.services.controller
    window.commands.try_sample()
    qtbot.waitUntil(lambda: len(controller.finished()) == 1)
    (made,) = controller.finished()
    said = [replace(segment(number), speaker=name) for number, name in enumerate(WHO)]
    controller.revise(1, replace(made, segments=tuple(said)))
    qtbot.waitUntil(lambda: stage.services.editor.can_edit)
    qtbot.waitUntil(lambda: len(window.menus.speakers.here.actions) == 2)
    window.activateWindow()
    window.page.text.setFocus()
    return window


@pytest.fixture
def panel(named: MainWindow) -> SpeakersPanel:
    named.menus.speakers.panel.trigger()
    shown = named.commands.on_text.speakers.showing.panel
    assert shown.isVisible() and shown.list.hasFocus()
    return shown


def segments(stage: Stage) -> tuple[Segment, ...]:
    (made,) = stage.services.controller.finished()
    return made.segments


def names(stage: Stage) -> list[str | None]:
    return [one.speaker for one in segments(stage)]


def shown(window: MainWindow) -> list[int]:
    document = window.page.text.document()
    blocks = [document.findBlockByNumber(number) for number in range(document.blockCount())]
    return [block.blockNumber() for block in blocks if block.isVisible()]


def rows(panel: SpeakersPanel) -> list[str]:
    model = panel.model
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row).data(role)) for row in range(model.rowCount())]


def tick(panel: SpeakersPanel, row: int, state: Qt.CheckState) -> None:
    panel.model.setData(panel.model.index(row), state, Qt.ItemDataRole.CheckStateRole)


def put_cursor(window: MainWindow, row: int, *, at_end: bool = False) -> None:
    text = window.page.text
    cursor = QTextCursor(text.document().findBlockByNumber(row))
    if at_end:
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    text.setTextCursor(cursor)
    text.setFocus()


def test_it_tells_how_long_each_talks(panel: SpeakersPanel) -> None:
    assert panel.accessibleDescription() == "2 speakers"
    assert rows(panel) == [
        "Anna, 6 s · 40 % · 2 sentences",
        "Peter, 6 s · 40 % · 2 sentences",
        "No speaker, 3 s · 20 % · 1 sentence",
    ]


def test_only_those_who_are_ticked_are_shown(
    panel: SpeakersPanel, named: MainWindow, stage: Stage
) -> None:
    line = named.commands.on_text.speakers.showing.line
    assert not line.isVisible()
    tick(panel, 1, UNCHECKED)
    assert shown(named) == [0, 2, 3]
    assert line.isVisible()
    assert line.text.text() == texts.shown_line(["Anna", ""])
    tick(panel, 2, UNCHECKED)
    assert shown(named) == [0, 2]
    # Nobody would be left.
    tick(panel, 0, UNCHECKED)
    assert shown(named) == [0, 1, 2, 3, 4]
    panel.choose("Peter")
    panel.only_button.click()
    assert shown(named) == [1, 4]
    line.all_button.click()
    assert shown(named) == [0, 1, 2, 3, 4]
    assert stage.services.speakers.hidden == frozenset()


def test_by_keys_only_the_speaker_at_the_cursor_is_shown_and_then_all(named: MainWindow) -> None:
    put_cursor(named, 1)
    QTest.keyClick(named, Qt.Key.Key_L, CONTROL | SHIFT)
    assert shown(named) == [1, 4]
    QTest.keyClick(named, Qt.Key.Key_A, CONTROL | SHIFT)
    assert shown(named) == [0, 1, 2, 3, 4]


def test_copying_takes_what_is_shown(named: MainWindow) -> None:
    put_cursor(named, 1)
    named.menus.speakers.only.trigger()
    named.menus.copy_text.trigger()
    copied = QGuiApplication.clipboard().text()
    assert copied == "Peter: Sentence number 1.\nPeter: Sentence number 4."
    named.menus.speakers.show_all.trigger()
    named.menus.copy_text.trigger()
    assert QGuiApplication.clipboard().text().count("\n") == 4


def test_a_search_goes_to_what_is_not_shown_and_opens_it(named: MainWindow) -> None:
    put_cursor(named, 1)
    named.menus.speakers.only.trigger()
    bar = named.page.find_bar
    bar.open()
    QTest.keyClicks(bar.field, "number 2")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert shown(named) == [1, 2, 4]


def test_nothing_that_is_not_shown_is_changed(named: MainWindow, stage: Stage) -> None:
    text = named.page.text
    before = segments(stage)
    put_cursor(named, 1)
    named.menus.speakers.only.trigger()
    put_cursor(named, 4)
    text.set_correcting(True)
    QTest.keyClick(text, Qt.Key.Key_Backspace)
    assert segments(stage) == before
    assert shown(named) == [1, 3, 4]
    assert named.notice.text.text() == page_texts.WAS_FOLDED
    # Now it is seen, and the key does what it does.
    QTest.keyClick(text, Qt.Key.Key_Backspace)
    assert segments(stage) != before
    named.menus.undo.trigger()

    named.menus.speakers.show_all.trigger()
    put_cursor(named, 1)
    named.menus.speakers.only.trigger()
    text.set_correcting(True)
    text.selectAll()
    QTest.keyClicks(text, "x")
    assert segments(stage) == before
    assert shown(named) == [0, 1, 2, 3, 4]


def test_nobody_is_named_who_is_not_shown(named: MainWindow, stage: Stage) -> None:
    put_cursor(named, 1)
    named.menus.speakers.only.trigger()
    named.page.text.selectAll()
    QTest.keyClick(named, Qt.Key.Key_1, CONTROL)
    assert names(stage) == [*WHO] and shown(named) == [0, 1, 2, 3, 4]
    QTest.keyClick(named, Qt.Key.Key_1, CONTROL)
    assert names(stage) == ["Anna"] * len(WHO)


def test_nobody_is_named_up_to_the_end_who_is_not_shown(named: MainWindow, stage: Stage) -> None:
    menus = named.menus.speakers
    put_cursor(named, 0)
    menus.only.trigger()
    menus.rest.actions[1].trigger()
    assert names(stage) == [*WHO] and shown(named) == [0, 1, 2, 3, 4]
    assert named.notice.text.text() == page_texts.WAS_FOLDED
    menus.rest.actions[1].trigger()
    assert names(stage) == ["Peter"] * len(WHO)


def test_what_nobody_is_named_for_is_shown_before_it_goes_with_a_turn(
    named: MainWindow, stage: Stage
) -> None:
    put_cursor(named, 2)
    named.menus.speakers.only.trigger()
    named.menus.speakers.turn.actions[1].trigger()
    assert names(stage) == [*WHO] and shown(named) == [0, 2, 3]
    named.menus.speakers.turn.actions[1].trigger()
    assert names(stage) == ["Anna", "Peter", "Peter", "Peter", "Peter"]


def test_a_name_is_changed_in_its_row(
    panel: SpeakersPanel, named: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    panel.choose("Peter")
    QTest.keyClick(panel.list, Qt.Key.Key_F2)
    field = panel.list.findChild(QLineEdit)
    assert isinstance(field, QLineEdit) and field.text() == "Peter"
    field.selectAll()
    QTest.keyClicks(field, "Paul")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(stage) == ["Anna", "Paul", "Anna", None, "Paul"])
    qtbot.waitUntil(lambda: panel.model.row_of("Paul") == 1)
    assert panel.current is not None and panel.current.name == "Paul"
    assert panel.list.hasFocus()
    assert named.menus.undo.text() == "&Undo: Renamed speaker"


def test_f2_changes_a_name_wherever_the_keyboard_is_in_the_panel(named: MainWindow) -> None:
    described: list[bool] = []
    describe = named.menus.library.describe
    describe.setEnabled(True)  # as of a transcript in the library
    describe.triggered.connect(lambda: described.append(True))
    QTest.keyClick(named.page.text, Qt.Key.Key_F4)
    panel = named.commands.on_text.speakers.showing.panel
    assert panel.isVisible() and panel.list.hasFocus()

    def changed() -> QLineEdit:
        """The field over the name, opened by F2 at whatever has the keyboard."""
        at = QApplication.focusWidget()
        assert at is not None
        QTest.keyClick(at, Qt.Key.Key_F2)
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit) and panel.list.isAncestorOf(field)
        return field

    panel.choose("Peter")
    field = changed()
    QTest.keyClicks(field, "Pau")
    QTest.keyClick(field, Qt.Key.Key_F2)  # goes on with what is typed
    assert QApplication.focusWidget() is field and field.text() == "Pau"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert panel.list.hasFocus()
    for part in (panel.list, panel.hear_button, panel.rename_button, panel.close_button):
        part.setFocus()
        field = changed()
        assert field.text() == "Peter"
        QTest.keyClick(field, Qt.Key.Key_Escape)
    panel.rename_button.click()
    opened = panel.list.findChild(QLineEdit)
    assert isinstance(opened, QLineEdit)
    QTest.keyClick(opened, Qt.Key.Key_Escape)
    QTest.keyClick(changed(), Qt.Key.Key_Escape)
    # What nobody is named for has no name to change, and the recording is not meant either.
    panel.choose("")
    QTest.keyClick(panel.list, Qt.Key.Key_F2)
    assert panel.list.hasFocus() and not panel.list.is_editing
    assert describe.isEnabled() and not described
    # Elsewhere the key is the window's.
    QTest.keyClick(named.queue.list, Qt.Key.Key_F2)
    assert len(described) == 1


def test_any_name_is_shown_as_it_is_and_a_long_one_widens_nothing(
    named: MainWindow, panel: SpeakersPanel, stage: Stage, qtbot: QtBot
) -> None:
    speakers, menus = stage.services.speakers, named.menus.speakers
    assert not speakers.rename("Anna", "\u202e\u200b")
    assert speakers.rename("Anna", "<b>Max</b> & Söhne")
    qtbot.waitUntil(lambda: panel.model.row_of("<b>Max</b> & Söhne") == 0)
    told = str(panel.model.index(0).data(Qt.ItemDataRole.ToolTipRole))
    told = told.replace("\u200b", "")  # where it may be wrapped
    assert told.startswith("<qt>&lt;b&gt;Max&lt;/b&gt; &amp; Söhne, ")
    assert menus.here.actions[0].text().startswith("<b>Max</b> && Söhne (")
    wide_px = named.minimumSizeHint().width()
    assert speakers.rename("<b>Max</b> & Söhne", 300 * "W")
    speakers.show_only(300 * "W")
    qtbot.waitUntil(lambda: panel.model.row_of(300 * "W") == 0)
    menus.shown.emit()
    lines = [*menus.here.actions, menus.rename, menus.remove, menus.merge_menu.menuAction()]
    assert max(len(action.text()) for action in lines) < 80
    assert named.commands.on_text.speakers.showing.line.isVisible()
    qtbot.waitUntil(lambda: named.minimumSizeHint().width() <= wide_px + 40)


def test_who_is_not_shown_stays_so_under_another_name(
    panel: SpeakersPanel, named: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    tick(panel, 1, UNCHECKED)
    assert stage.services.speakers.rename("Peter", "Paul")
    qtbot.waitUntil(lambda: panel.model.row_of("Paul") == 1)
    qtbot.waitUntil(lambda: named.page.text.is_settled)
    assert shown(named) == [0, 2, 3]


def test_one_speaker_is_dropped_onto_another(
    panel: SpeakersPanel, named: MainWindow, stage: Stage
) -> None:
    model = panel.model
    dragged = model.mimeData([model.index(1)])
    assert dragged.hasFormat(DRAGGED)
    copy, onto = Qt.DropAction.CopyAction, model.index(0)
    assert not model.dropMimeData(QMimeData(), copy, -1, -1, onto)
    assert not model.dropMimeData(dragged, copy, -1, -1, QModelIndex())
    assert not model.dropMimeData(dragged, copy, -1, -1, model.index(2))
    assert model.dropMimeData(dragged, copy, -1, -1, onto)
    assert names(stage) == ["Anna", "Anna", "Anna", None, "Anna"]
    assert named.menus.undo.text() == "&Undo: Merged speakers"


def test_one_is_merged_into_another_by_the_menu_of_the_button(
    panel: SpeakersPanel, stage: Stage
) -> None:
    panel.choose("Anna")
    (into,) = panel.merge_into.actions()
    assert into.text() == "Peter"
    into.trigger()
    assert names(stage) == ["Peter", "Peter", "Peter", None, "Peter"]


def test_enter_lets_the_clearest_sentence_be_heard(
    panel: SpeakersPanel, named: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    (made,) = stage.services.controller.finished()
    longer = [replace(one, end_s=(one.start_s or 0.0) + 4.0) for one in made.segments[2:3]]
    changed = (*made.segments[:2], *longer, *made.segments[3:])
    stage.services.controller.revise(1, replace(made, segments=changed))
    showing = named.commands.on_text.speakers.showing
    panel.choose("Anna")
    with qtbot.waitSignal(showing.play_wanted) as heard:
        QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert heard.args == [20.0, 24.0]


def test_escape_goes_back_to_the_text_and_the_panel_goes_without_speakers(
    panel: SpeakersPanel, named: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    QTest.keyClick(panel.list, Qt.Key.Key_Escape)
    assert named.page.text.hasFocus() and panel.isVisible()
    for name in ("Anna", "Peter"):
        assert stage.services.speakers.remove(name)
    qtbot.waitUntil(panel.isHidden)
    assert not named.menus.speakers.panel.isEnabled()


def test_a_panel_that_is_closed_gives_the_keyboard_back(named: MainWindow) -> None:
    panel = named.commands.on_text.speakers.showing.panel
    for part in (named.queue.list, named.page.text):
        part.setFocus()
        QTest.keyClick(part, Qt.Key.Key_F4)
        assert panel.isVisible() and panel.list.hasFocus()
        QTest.keyClick(panel.list, Qt.Key.Key_F4)
        assert panel.isHidden() and part.hasFocus()
        # Also at the panel's buttons, and by the one that closes it.
        QTest.keyClick(part, Qt.Key.Key_F4)
        panel.only_button.setFocus()
        QTest.keyClick(panel.only_button, Qt.Key.Key_F4)
        assert panel.isHidden() and part.hasFocus()
        QTest.keyClick(part, Qt.Key.Key_F4)
        QTest.mouseClick(panel.close_button, Qt.MouseButton.LeftButton)
        assert panel.isHidden() and part.hasFocus()
    # What had it meanwhile keeps it.
    QTest.keyClick(named.page.text, Qt.Key.Key_F4)
    named.queue.list.setFocus()
    QTest.keyClick(named.queue.list, Qt.Key.Key_F4)
    assert panel.isHidden() and named.queue.list.hasFocus()


def test_where_the_keyboard_was_is_gone_the_text_gets_it(named: MainWindow) -> None:
    find, panel = named.page.find_bar, named.commands.on_text.speakers.showing.panel
    named.resize(LEAST_SIZE_PX[0], 2 * LEAST_SIZE_PX[1])
    find.open()
    assert find.field.hasFocus()
    QTest.keyClick(find.field, Qt.Key.Key_F4)
    assert panel.list.hasFocus()
    find.close_bar()
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_F4)
    assert panel.isHidden() and named.page.text.hasFocus()


def test_one_panel_at_a_time_is_below_the_text(named: MainWindow) -> None:
    speakers = named.commands.on_text.speakers.showing
    checking = named.commands.on_text.checking
    named.menus.speakers.panel.trigger()
    assert speakers.panel.isVisible() and not checking.panel.isVisible()
    speakers.panel.close_button.click()
    assert not speakers.panel.isVisible()


def test_another_transcript_is_shown_whole(named: MainWindow, stage: Stage) -> None:
    put_cursor(named, 1)
    named.menus.speakers.only.trigger()
    stage.services.controller.select(0)
    assert stage.services.speakers.hidden == frozenset()
    assert not named.commands.on_text.speakers.showing.line.isVisible()


def test_in_the_least_window_all_buttons_are_whole_and_the_waveform_makes_room(
    named: MainWindow, panel: SpeakersPanel, stage: Stage, qtbot: QtBot
) -> None:
    bar = named.player_bar
    named.resize(*LEAST_SIZE_PX)
    stage.services.speakers.hide({"Peter"})
    bar._on_failed(MediaMissing("“talk.wav” is not in “/rec” any more."))

    def cut(part: QWidget) -> bool:
        """Whether some of a part is outside of what it lies in."""
        above = part.parentWidget()
        while above is not None and above is not named:
            place = QRect(part.mapTo(above, QPoint()), part.size())
            if not above.rect().contains(place):
                return True
            above = above.parentWidget()
        return False

    parts = [*bar.findChildren(QPushButton), *panel.findChildren(QPushButton)]
    qtbot.waitUntil(lambda: not any(cut(one) for one in parts if one.isVisible()))
    assert bar.locate.isVisible() and bar.play.isVisible() and not bar.wave.isVisible()
    assert panel.list.viewport().height() >= panel.list.sizeHintForRow(0)
    named.resize(LEAST_SIZE_PX[0], 2 * LEAST_SIZE_PX[1])
    qtbot.waitUntil(bar.wave.isVisible)
    assert bar.wave.height() >= bar.wave.minimumHeight()


def test_in_the_least_window_the_find_bar_and_the_panel_take_turns(
    named: MainWindow, panel: SpeakersPanel, stage: Stage, qtbot: QtBot
) -> None:
    find = named.page.find_bar
    named.resize(*LEAST_SIZE_PX)
    stage.services.speakers.hide({"Peter"})
    find.open()
    qtbot.waitUntil(panel.isHidden)
    two_lines = 2 * named.page.text.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: named.page.text.viewport().height() >= 2 * two_lines)
    find.close_bar()
    qtbot.waitUntil(panel.isVisible)
    # What is asked for is there, and the other one goes.
    find.open()
    qtbot.waitUntil(panel.isHidden)
    for _off_and_on in range(2):
        named.menus.speakers.panel.trigger()
    assert panel.isVisible() and find.isHidden() and panel.list.hasFocus()
    # A higher window has room for both.
    find.open()
    qtbot.waitUntil(panel.isHidden)
    named.resize(LEAST_SIZE_PX[0], 2 * LEAST_SIZE_PX[1])
    qtbot.waitUntil(panel.isVisible)
    assert find.isVisible()


def test_large_type_cuts_no_button_of_a_narrow_panel(
    panel: SpeakersPanel,
) -> None:
    rows = [panel.hear_button, panel.rename_button, panel.merge_button, panel.only_button]
    laid = panel.layout()
    assert laid is not None
    panel.resize(900, panel.height())
    laid.activate()
    assert len({one.y() for one in rows}) == 1
    large = panel.font()
    large.setPointSizeF(1.8 * large.pointSizeF())
    for one in rows:
        one.setFont(large)
    panel.resize(max(one.sizeHint().width() for one in rows) * 3, panel.height())
    laid.activate()
    assert all(one.width() >= one.sizeHint().width() for one in rows)
    assert len({one.y() for one in rows}) == 2
