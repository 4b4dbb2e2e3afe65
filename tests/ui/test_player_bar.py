"""The bar below the page, over a player without sound and the real queue."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSlider, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.app.player.player import Player
from desktop_app.core.errors import MediaMissing, NoAudioTrack
from desktop_app.core.transcript import SpeechGap
from desktop_app.media.probe import probe
from desktop_app.ui.player.bar import ONE_ROW_PX, PlayerBar
from desktop_app.ui.strings.listening import bar as strings
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.controls import ChoiceBox
from tests.app.conftest import Stage
from tests.app.test_library_keeping import add, records
from tests.fake_player import FakePlayer
from tests.media_files import speech, write_pcm

NARROW_PX, WIDE_PX = 600, 1000
# Beside the list and a video, in the narrowest window.
NARROWEST_PX = 458


@pytest.fixture
def player() -> FakePlayer:
    return FakePlayer()


@pytest.fixture
def bar(qtbot: QtBot, stage: Stage, player: FakePlayer, theme: Theme) -> Iterator[PlayerBar]:
    stage.files.looks = probe
    services = stage.services
    made = PlayerBar(
        cast(Player, player),
        services.waveform,
        services.spectrogram,
        services.controller,
        theme,
    )
    qtbot.addWidget(made)
    made.resize(WIDE_PX, 80)
    yield made
    stage.engine.gate.set()


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "talk.wav"
    write_pcm(path, speech(seconds=4.0)[None], 16_000, "PCM_16")
    return path


def select(qtbot: QtBot, stage: Stage, path: Path) -> None:
    with qtbot.waitSignal(stage.services.controller.job_ended):
        add(qtbot, stage.services, str(path))
    stage.services.controller.select(records(stage.services)[0].id)


def asked(player: FakePlayer) -> tuple[bool, object]:
    """Whether it plays, and what it loops."""
    return player.is_playing, player.loop


def press(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def shown(
    qtbot: QtBot, stage: Stage, bar: PlayerBar, player: FakePlayer, recording: Path
) -> PlayerBar:
    """The bar with a recording whose sound is known."""
    select(qtbot, stage, recording)
    with qtbot.waitSignal(stage.services.waveform.ready):
        pass
    qtbot.waitUntil(lambda: stage.services.waveform.outline is not None)
    player.open_with(4.0)
    return bar


def test_it_is_hidden_where_nothing_can_be_heard(
    qtbot: QtBot, stage: Stage, bar: PlayerBar, recording: Path
) -> None:
    assert bar.isHidden()
    select(qtbot, stage, recording)
    assert not bar.isHidden()
    stage.services.controller.select(0)
    assert bar.isHidden()
    stage.engine.errors["talk"] = MediaMissing("It is gone.")
    stage.services.controller.select(records(stage.services)[0].id)
    assert not bar.isHidden()


def test_a_recording_that_failed_at_once_has_none(
    qtbot: QtBot, stage: Stage, bar: PlayerBar, recording: Path
) -> None:
    stage.engine.errors["talk"] = MediaMissing("It is gone.")
    select(qtbot, stage, recording)
    assert bar.isHidden()


def test_the_sound_comes_with_the_selection_and_goes_with_it(
    stage: Stage, shown: PlayerBar
) -> None:
    wave = shown.wave
    assert wave.window_.duration_s == pytest.approx(4.0)
    assert shown.times.text() == "00:00 / 00:04"
    # Of a recording that was read for this alone, the text tells where somebody speaks.
    assert len(wave._content.speech) == 3
    stage.services.controller.select(0)
    assert wave.window_.duration_s == 0.0 and wave._content.outline is None


def test_the_buttons_do_what_they_say(shown: PlayerBar, player: FakePlayer) -> None:
    press(shown.play)
    assert asked(player)[0] and shown.play.accessibleName() == strings.PAUSE
    press(shown.play)
    assert not asked(player)[0] and shown.play.accessibleName() == strings.PLAY
    press(shown.forward)
    assert player.position_s == 5.0 and shown.times.text().startswith("00:05")
    press(shown.back)
    assert player.position_s == 0.0
    shown.speed.setCurrentIndex(shown.speed.findData(1.5))
    shown.speed.activated.emit(shown.speed.currentIndex())
    assert player.rate == 1.5
    player.set_rate(0.7)
    assert shown.speed.currentText() == "0.7x"
    shown.volume.setValue(30)
    assert player.volume == 0.3
    press(shown.mute)
    assert player.is_muted and shown.mute.accessibleName() == strings.UNMUTE


def test_the_waveform_seeks_plays_and_loops(shown: PlayerBar, player: FakePlayer) -> None:
    shown.show()
    wave, left = shown.wave, Qt.MouseButton.LeftButton
    middle, quarter = QPoint(wave.width() // 2, 20), QPoint(wave.width() // 4, 20)
    QTest.mouseClick(wave, left, pos=middle)
    assert player.position_s == pytest.approx(2.0, abs=0.02)
    QTest.keyClick(wave, Qt.Key.Key_Space)
    assert player.is_playing
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mousePress(wave, left, shift, quarter)
    QTest.mouseMove(wave, middle)
    QTest.mouseRelease(wave, left, shift, middle)
    assert asked(player)[1] == (pytest.approx(1.0, abs=0.02), pytest.approx(2.0, abs=0.02))
    assert player.position_s == pytest.approx(1.0, abs=0.02)
    assert shown.loop.isChecked() and shown.loop.accessibleName() == strings.LOOP_ON
    press(shown.loop)
    assert asked(player)[1] is None and wave.selection is None and not shown.loop.isChecked()


def test_without_a_selection_the_sentence_at_the_position_is_looped(
    shown: PlayerBar, player: FakePlayer
) -> None:
    sentences = sorted(shown.wave._content.speech)
    player.seek(0.0)
    press(shown.loop)
    assert player.loop == sentences[0]
    assert shown.wave.selection == sentences[0]


def test_the_position_moves_while_it_plays(shown: PlayerBar, player: FakePlayer) -> None:
    player.seek(3.0)
    assert shown.wave.position_s == 3.0 and shown.times.text() == "00:03 / 00:04"


@pytest.mark.parametrize("width", [NARROW_PX, ONE_ROW_PX, WIDE_PX])
def test_a_problem_is_told_in_a_line_with_its_remedy(
    shown: PlayerBar, player: FakePlayer, width: int
) -> None:
    shown.show()
    assert shown.problem.isHidden() and shown.locate.isHidden()
    player.fail(MediaMissing("“talk.wav” is not in “/home/anna” any more."))
    assert shown.problem.text() == "“talk.wav” is not in “/home/anna” any more."
    shown.resize(width, shown.sizeHint().height())
    assert shown.locate.isVisible()
    wanted: list[bool] = []
    shown.locate_wanted.connect(lambda: wanted.append(True))
    press(shown.locate)
    assert wanted == [True]
    player.fail(NoAudioTrack("“film.mp4” has no sound."))
    assert shown.locate.isHidden() and NoAudioTrack.remedy in shown.problem.text()
    assert not shown.problem.wordWrap()  # one line
    assert shown.problem.property("kind") == "warning"  # it is no error of the user's
    assert NoAudioTrack.remedy in shown.problem.toolTip()
    assert NoAudioTrack.remedy in shown.dismiss.accessibleDescription()
    assert shown.dismiss.accessibleName() == strings.CLOSE
    press(shown.dismiss)
    assert player.problem is None
    assert shown.problem.isHidden() and shown.dismiss.isHidden()


def test_another_recording_in_the_place_of_the_one_transcribed_is_told(
    qtbot: QtBot, stage: Stage, shown: PlayerBar, player: FakePlayer, recording: Path
) -> None:
    shown.show()
    assert shown.problem.isHidden()
    write_pcm(recording, speech(seconds=2.0)[None], 16_000, "PCM_16")
    stage.services.waveform.look_again()
    qtbot.waitUntil(shown.problem.isVisible)
    assert shown.problem.text() == strings.DIFFERS
    assert shown.locate.isVisible() and shown.play.isEnabled()
    press(shown.play)
    assert player.is_playing


def test_a_recording_that_cannot_be_read_is_told_without_a_player(
    qtbot: QtBot, stage: Stage, bar: PlayerBar, recording: Path
) -> None:
    stage.engine.gate.clear()
    add(qtbot, stage.services, str(recording))
    stage.services.controller.select(records(stage.services)[0].id)
    qtbot.waitUntil(lambda: stage.services.controller.active_job != 0)
    recording.unlink()
    with qtbot.waitSignal(stage.services.waveform.failed):
        stage.engine.gate.set()
    assert not bar.problem.isHidden() and not bar.locate.isHidden()


def test_reading_is_told_with_its_share(stage: Stage, shown: PlayerBar) -> None:
    stage.services.waveform.progress.emit(0.42)
    assert shown.wave._note == strings.reading(0.42)
    stage.services.waveform.ready.emit(stage.services.waveform.outline)
    assert shown.wave._note == ""


def controls(bar: PlayerBar) -> list[QWidget]:
    kinds = (QPushButton, ChoiceBox, QSlider)
    return [one for kind in kinds for one in bar.findChildren(kind) if one.isVisible()]


@pytest.mark.parametrize(
    "width", [NARROWEST_PX, NARROW_PX, ONE_ROW_PX - 1, ONE_ROW_PX, WIDE_PX, 1900]
)
@pytest.mark.parametrize("hours", [False, True])
def test_nothing_is_cut_off_and_nothing_overlaps(
    shown: PlayerBar, player: FakePlayer, width: int, hours: bool
) -> None:
    if hours:
        shown.wave._content.outline = None
        player.open_with(9 * 3600.0 + 59 * 60)
        player.seek(9 * 3600.0)
    assert shown.minimumSizeHint().width() <= NARROWEST_PX
    shown.resize(width, 112)
    shown.show()
    QApplication.processEvents()
    places: list[QRect] = []
    for one in (*controls(shown), shown.times):
        place = QRect(one.mapTo(shown, QPoint()), one.size())
        assert shown.rect().contains(place), one.accessibleName()
        assert one.width() >= one.minimumSizeHint().width(), one.accessibleName()
        places.append(place)
    buttons = [place for place in places if not place.isEmpty()]
    assert not any(
        one.intersects(other)
        for at, one in enumerate(buttons)
        for other in buttons[at + 1 :]
        if not one.contains(other) and not other.contains(one)
    )
    assert shown.speed._shown_text() == shown.speed.currentText() != ""
    needed = shown.times.fontMetrics().horizontalAdvance(shown.times.text())
    assert shown.times.width() >= needed
    assert shown.wave.width() >= 200


def test_every_control_has_a_name_and_is_reached_by_keys(shown: PlayerBar) -> None:
    shown.show()
    for one in controls(shown):
        if one is shown.wave.bar:
            continue
        assert one.accessibleName(), one
        assert one.focusPolicy() & Qt.FocusPolicy.TabFocus, one.accessibleName()
    assert all(label.text() or label.isHidden() for label in shown.findChildren(QLabel))


def test_the_marks_follow_the_text_when_one_rests(
    qtbot: QtBot, stage: Stage, shown: PlayerBar
) -> None:
    record = stage.services.controller.selected
    assert record is not None and record.transcript is not None
    before = len(shown.wave._content.marks)
    changed = replace(record.transcript, gaps=(SpeechGap(1.0, 2.0),))
    stage.services.controller.revise(record.id, changed)
    qtbot.waitUntil(lambda: len(shown.wave._content.marks) == before + 1)
