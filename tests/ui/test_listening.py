"""Listening from the window: keys, the page, the video."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.app.player.player import Player
from desktop_app.app.settings import CommandKeys
from desktop_app.ui.player.video import VideoPane
from desktop_app.ui.strings.listening import menu as strings
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage
from tests.conftest import PATIENCE_MS
from tests.fake_sound import Shop
from tests.media_files import SAMPLE, Track, speech, spread, write


def wait(qtbot: QtBot, is_true: object) -> None:
    assert callable(is_true)
    qtbot.waitUntil(is_true, timeout=PATIENCE_MS)


@pytest.fixture
def done(window: MainWindow, stage: Stage, qtbot: QtBot) -> MainWindow:
    window.commands.try_sample()
    wait(qtbot, lambda: len(stage.services.controller.finished()) == 1)
    return window


@pytest.fixture
def heard(done: MainWindow) -> MainWindow:
    """A window with a transcript whose recording is the sample."""
    record = done._controller.selected
    assert record is not None
    done._controller.move_media(record.id, SAMPLE)
    assert done._services.player.path == SAMPLE
    return done


def test_ctrl_space_plays_and_pauses(heard: MainWindow, qtbot: QtBot) -> None:
    player = heard._services.player
    QTest.keyClick(heard.page.text, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert player.is_playing
    wait(qtbot, lambda: player.position_s > 0.2)
    assert heard.menus.listening.play.text() == strings.PAUSE
    QTest.keyClick(heard.page.text, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert not player.is_playing


def test_space_plays_while_one_reads(heard: MainWindow) -> None:
    QTest.keyClick(heard.page.text, Qt.Key.Key_Space)
    assert heard._services.player.is_playing


def test_keys_skip_and_change_the_speed(heard: MainWindow) -> None:
    player, menus = heard._services.player, heard.menus.listening
    player.seek(12.0)
    menus.back.trigger()
    assert player.position_s == 7.0
    menus.forward.trigger()
    assert player.position_s == 12.0
    for _ in range(3):
        menus.slower.trigger()
    assert player.rate == pytest.approx(0.7)
    for _ in range(20):
        menus.faster.trigger()
    assert player.rate == 2.0
    menus.normal.trigger()
    assert player.rate == 1.0


def test_nothing_is_played_without_a_text(window: MainWindow) -> None:
    menus = window.menus.listening
    assert not menus.play.isEnabled() and window._services.player.path is None


def test_a_pedal_s_key_plays(heard: MainWindow) -> None:
    pedal = CommandKeys("listen.play", ("Ctrl+Space", "F13"))
    heard._services.preferences.change(command_keys=(pedal,))
    QTest.keyClick(heard.page.text, Qt.Key.Key_F13)
    assert heard._services.player.is_playing


def test_the_sentence_is_looped(heard: MainWindow) -> None:
    player, loop = heard._services.player, heard.menus.listening.loop
    loop.trigger()
    assert player.loop is not None and player.is_playing
    first = heard._services.transcript.segment(0)
    assert player.loop[0] == first.start_s
    loop.trigger()
    assert player.loop is None


def film(path: Path, seconds: float = 6.0) -> Path:
    track = Track(spread(speech(48_000, seconds), 2), 48_000, "aac")
    write(path, [track], video="mpeg4", seconds=seconds)
    return path


def test_the_pictures_follow_the_sound(tmp_path: Path, qtbot: QtBot) -> None:
    player = Player(Shop())
    pane = VideoPane(player)
    qtbot.addWidget(pane)
    pane.resize(200, 120)
    player.open(film(tmp_path / "film.mkv"))
    with qtbot.waitSignal(player.opened, timeout=PATIENCE_MS):
        player.prepare()
    assert player.has_video
    pane.show()
    shown: list[float] = []
    pane.feed.shown.connect(lambda picture: shown.append(picture.at_s - player.position_s))
    player.play(2.0)
    wait(qtbot, lambda: len(shown) > 10)
    assert np.median(np.abs(shown)) < 0.2
    player.pause()
    player.seek(4.0)
    # Picture n of the film is as light as n.
    wait(qtbot, lambda: abs(_lightness(pane) - 100) < 12)
    player.seek(1.0)
    wait(qtbot, lambda: abs(_lightness(pane) - 25) < 12)
    assert player.shutdown(5.0)


def _lightness(pane: VideoPane) -> int:
    image = pane.image
    return -1 if image.isNull() else image.pixelColor(image.width() // 2, 2).lightness()


def test_the_window_shows_a_video_beside_its_text(
    done: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    done.show()
    record = done._controller.selected
    assert record is not None
    pane = done.commands.listening.video
    done._controller.move_media(record.id, film(tmp_path / "film.mp4"))
    wait(qtbot, pane.isVisible)
    done.menus.listening.video.trigger()
    assert not pane.isVisible()
    assert not done._services.preferences.current.shows_video
    done._controller.move_media(record.id, SAMPLE)
    wait(qtbot, lambda: done._services.player.duration_s > 20)
    assert not pane.isVisible() and not done.menus.listening.video.isEnabled()
