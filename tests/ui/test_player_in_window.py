"""The bar in the window: below the page, wide enough and no wider, and what it asks others for."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.app.settings import CommandKeys
from desktop_app.media.probe import probe
from desktop_app.ui.strings.listening import bar as strings
from desktop_app.ui.window.main_window import LEAST_SIZE_PX, MainWindow
from tests.app.conftest import Stage
from tests.app.test_library_keeping import add, records
from tests.media_files import speech, write_pcm
from tests.ui.conftest import FakeDialogs


@pytest.fixture
def recording(qtbot: QtBot, window: MainWindow, stage: Stage, tmp_path: Path) -> Path:
    """A recording whose text is shown."""
    del window
    stage.files.looks = probe
    path = tmp_path / "talk.wav"
    write_pcm(path, speech(seconds=30.0)[None], 16_000, "PCM_16")
    with qtbot.waitSignal(stage.services.controller.job_ended):
        add(qtbot, stage.services, str(path))
    stage.services.controller.select(records(stage.services)[0].id)
    qtbot.waitUntil(lambda: stage.services.waveform.outline is not None)
    return path


def test_it_is_below_the_page_and_hidden_without_one(
    window: MainWindow, stage: Stage, recording: Path
) -> None:
    del recording
    bar, page = window.player_bar, window.page
    assert bar.isVisible() and bar.wave.window_.duration_s > 5.0
    QApplication.processEvents()
    assert bar.mapTo(page, QPoint()).y() >= page.stack.geometry().bottom()
    assert bar.geometry().bottom() <= page.height()
    stage.services.controller.select(0)
    assert not bar.isVisible()


def test_the_window_gets_as_narrow_as_before_also_after_it_was_wide(
    window: MainWindow, recording: Path
) -> None:
    del recording
    window.resize(1600, 800)
    QApplication.processEvents()
    window.resize(*LEAST_SIZE_PX)
    QApplication.processEvents()
    assert window.width() == LEAST_SIZE_PX[0]
    bar = window.player_bar
    right = bar.speed.mapTo(window, QPoint(bar.speed.width(), 0)).x()
    assert right <= window.width()
    assert bar.mute.mapTo(window, QPoint(bar.mute.width(), 0)).x() <= window.width()


def test_a_double_click_takes_the_cursor_to_the_word(
    qtbot: QtBot, window: MainWindow, stage: Stage, recording: Path
) -> None:
    del recording
    qtbot.waitUntil(lambda: stage.services.transcript.segment_count == 3)
    second = stage.services.transcript.segment(1)
    assert second.start_s is not None
    wave = window.player_bar.wave
    x = wave.window_.place_of(second.start_s + 0.05, wave.width())
    QTest.mouseDClick(wave, Qt.MouseButton.LeftButton, pos=QPoint(round(x), 20))
    assert window.page.text.selected_segments() == range(1, 2)


def test_the_menu_has_what_the_waveform_can_do(window: MainWindow, recording: Path) -> None:
    del recording
    texts = [action.text() for action in window.menus.listen_menu.actions()]
    assert {strings.SPECTROGRAM, strings.ZOOM_IN, strings.ZOOM_OUT, strings.ZOOM_ALL} <= {*texts}
    bar = window.player_bar
    height = bar.height()
    bar.spectrogram_action.trigger()
    QApplication.processEvents()
    assert bar.tones.isVisible() and bar.sizeHint().height() > height
    bar.zoom_in_action.trigger()
    assert not bar.wave.window_.is_whole
    bar.zoom_all_action.trigger()
    bar.spectrogram_action.trigger()
    wave, tones = bar.wave, bar.tones
    assert wave.window_.is_whole and not tones.isVisible()


def test_a_recording_that_is_gone_is_located_from_the_bar(
    qtbot: QtBot,
    window: MainWindow,
    stage: Stage,
    dialogs: FakeDialogs,
    recording: Path,
) -> None:
    place = recording.rename(recording.with_name("moved.wav"))
    dialogs.file = place
    stage.services.controller.select(0)
    stage.services.waveform._kept.clear()
    stage.services.controller.select(records(stage.services)[0].id)
    bar = window.player_bar
    qtbot.waitUntil(bar.locate.isVisible)
    assert recording.name in bar.problem.text()
    QTest.mouseClick(bar.locate, Qt.MouseButton.LeftButton)
    assert dialogs.asked == [f"locate {recording.name}"]
    qtbot.waitUntil(lambda: stage.services.waveform.outline is not None)
    assert not bar.locate.isVisible() and not bar.problem.isVisible()


def test_the_narrowest_window_has_every_button_of_the_header_and_the_speed(
    window: MainWindow, recording: Path
) -> None:
    del recording
    page, bar = window.page, window.player_bar
    window.resize(*LEAST_SIZE_PX)
    window.commands.listening.video.show()  # takes its part of the window
    QApplication.processEvents()
    for tool in (page.copy_button, page.export_button, page.formats_button, page.find_button):
        right = tool.mapTo(page, QPoint(tool.width(), 0)).x()
        assert tool.isVisible() and right <= page.width()
        needed = tool.fontMetrics().horizontalAdvance(tool.text())
        assert tool.width() > needed, tool.text()
    assert bar.mute.isVisible() and bar.speed._shown_text() == "1.0x"
    assert page.width() >= page.minimumSizeHint().width()
    assert window.width() == LEAST_SIZE_PX[0]


def test_the_buttons_name_the_users_keys_and_how_a_part_is_looped(
    window: MainWindow, stage: Stage, recording: Path
) -> None:
    del recording
    bar = window.player_bar
    assert bar.loop.accessibleName() == strings.LOOP
    for told in (bar.loop.toolTip(), bar.loop.accessibleDescription()):
        assert "Shift" in told and "Ctrl+L" in told
    assert "Ctrl+Space" in bar.play.toolTip()
    chosen = CommandKeys("listen.loop", ("F12",))
    stage.services.preferences.change(command_keys=(chosen,))
    assert "F12" in bar.loop.toolTip() and "Ctrl+L" not in bar.loop.toolTip()
    bar.wave.setFocus()
    assert "Shift" in bar.wave.tip_at(1.0) and "Shift" in bar.tones.toolTip()
