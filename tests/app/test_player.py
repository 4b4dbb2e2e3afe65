"""The player, with a device whose clock the test has, and with real recordings."""

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.player import output
from desktop_app.app.player.feed import Feed
from desktop_app.app.player.player import Player
from desktop_app.app.player.sink import SoundSystem, open_sink
from desktop_app.core.errors import (
    AppError,
    MediaMissing,
    NoSoundOutput,
    SoundOutputGone,
    SoundSystemGone,
)
from tests.conftest import PATIENCE_MS, PATIENCE_S
from tests.fake_sound import RATE_HZ, Shop
from tests.media_files import SAMPLE, Track, spread, write

WORD_S = 0.25


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
def player(shop: Shop, qtbot: QtBot) -> Iterator[Player]:
    assert qtbot is not None  # there is an application
    made = Player(shop)
    yield made
    assert made.shutdown(PATIENCE_S)


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A minute whose loudness tells the time: it rises with each quarter of a second."""
    count = round(60 / WORD_S)
    sound = np.repeat(np.arange(1, count + 1) / count * 0.9, round(WORD_S * RATE_HZ))
    path = tmp_path_factory.mktemp("steps") / "steps.wav"
    write(path, [Track(spread(sound.astype(np.float32), 1), RATE_HZ, "pcm_s16le")])
    return path


def place_of(level: float) -> float:
    """Where in `steps` this loudness is, to a quarter of a second."""
    return (round(level / 0.9 * 60 / WORD_S) - 1) * WORD_S


def wait(qtbot: QtBot, is_true: object) -> None:
    assert callable(is_true)
    qtbot.waitUntil(is_true, timeout=PATIENCE_MS)


def test_nothing_happens_before_the_first_play(player: Player, shop: Shop, steps: Path) -> None:
    player.open(steps)
    assert (player.duration_s, shop.made, player.is_playing) == (0.0, [], False)


def test_what_is_heard_is_where_the_player_says(
    player: Player, shop: Shop, steps: Path, qtbot: QtBot
) -> None:
    player.open(steps)
    player.play(10.0)
    wait(qtbot, lambda: player.position_s > 10.8)
    device = shop.made[0]
    before_s, heard_s = player.position_s, 10.0 + device.heard_frames() / RATE_HZ
    assert before_s - 0.1 < heard_s < player.position_s + 0.1
    assert place_of(device.given()[0]) == pytest.approx(10.0, abs=WORD_S)
    assert player.duration_s == pytest.approx(60.0, abs=0.01)


def test_a_pause_loses_nothing(player: Player, shop: Shop, steps: Path, qtbot: QtBot) -> None:
    player.open(steps)
    player.play(3.0)
    wait(qtbot, lambda: player.position_s > 3.4)
    player.pause()
    held_s = player.position_s
    player.play()
    wait(qtbot, lambda: player.position_s > held_s + 0.4)
    sound = shop.made[0].given()
    levels = sound[np.flatnonzero(np.diff(sound, append=0.0))]
    assert (np.diff(levels[:-1]) > 0).all()  # nothing twice, nothing left out
    assert place_of(sound[0]) == pytest.approx(3.0, abs=WORD_S)


def test_a_seek_silences_what_the_device_still_holds(
    player: Player, shop: Shop, steps: Path, qtbot: QtBot
) -> None:
    player.open(steps)
    player.play(3.0)
    wait(qtbot, lambda: player.position_s > 3.4)
    player.seek(40.0)
    assert player.position_s == 40.0
    wait(qtbot, lambda: player.position_s > 40.3)
    device = shop.made[0]
    assert device.volumes[-2:] == [0.0, 1.0]
    assert place_of(device.given()[-1]) == pytest.approx(player.position_s, abs=0.5)
    assert len(shop.made) == 1


@pytest.mark.parametrize("rate", [0.5, 2.0])
def test_the_clock_follows_the_speed(
    rate: float, player: Player, shop: Shop, steps: Path, qtbot: QtBot
) -> None:
    player.open(steps)
    player.set_rate(rate)
    player.play(20.0)
    wait(qtbot, lambda: player.position_s > 20.0 + 0.6 * rate)
    device = shop.made[0]
    before_s, heard_s = player.position_s, 20.0 + device.heard_frames() / RATE_HZ * rate
    slack_s = 0.1 * max(1.0, rate)
    assert before_s - slack_s < heard_s < player.position_s + slack_s


def play_some(player: Player, steps: Path, qtbot: QtBot) -> None:
    """Play from the fifth second until something was heard."""
    player.open(steps)
    player.play(5.0)
    wait(qtbot, lambda: player.position_s > 5.2)


def check_that_another_device_goes_on(
    player: Player, shop: Shop, held_s: float, qtbot: QtBot
) -> None:
    player.play()
    wait(qtbot, lambda: player.position_s > held_s + 0.2)
    assert len(shop.made) == 2
    assert place_of(shop.made[1].given()[0]) == pytest.approx(held_s, abs=2 * WORD_S)


def test_a_span_is_played_to_its_end(player: Player, shop: Shop, steps: Path, qtbot: QtBot) -> None:
    player.open(steps)
    player.play(5.0, 5.5)
    wait(qtbot, lambda: player.position_s >= 5.4 and not player.is_playing)
    assert player.position_s == pytest.approx(5.5, abs=0.05)
    assert len(shop.made[0].given()) == pytest.approx(0.5 * RATE_HZ, abs=RATE_HZ * 0.05)


def test_a_loop_begins_again_until_it_is_ended(
    player: Player, shop: Shop, steps: Path, qtbot: QtBot
) -> None:
    player.open(steps)
    player.play(8.0, 8.25, loops=True)
    wait(qtbot, lambda: bool(shop.made) and len(shop.made[0].given()) > RATE_HZ)
    assert player.loop == (8.0, 8.25) and 8.0 <= player.position_s <= 8.3
    player.set_loop(None)
    wait(qtbot, lambda: player.position_s > 8.6)
    assert player.loop is None


def test_the_end_is_told_where_the_text_goes_on(player: Player, qtbot: QtBot) -> None:
    player.open(SAMPLE, expected_s=60.0)
    with qtbot.waitSignal(player.ended_early, timeout=PATIENCE_MS) as told:
        player.play(22.8)
    assert told.args is not None and told.args[0] == pytest.approx(23.05, abs=0.05)
    assert not player.is_playing


def test_each_transcript_has_its_place(player: Player, steps: Path, qtbot: QtBot) -> None:
    player.open(steps, key="one")
    player.play(12.0)
    wait(qtbot, lambda: player.position_s > 12.2)
    left_s = player.position_s
    player.open(SAMPLE, key="two")
    assert (player.position_s, player.is_playing) == (0.0, False)
    player.open(steps, key="one")
    assert left_s - 0.1 < player.position_s < left_s + 1.0


def test_a_computer_without_sound_is_told_once_and_to_who_plays(
    player: Player, shop: Shop, steps: Path, qtbot: QtBot
) -> None:
    shop.is_empty = True
    told: list[AppError] = []
    player.problem_found.connect(told.append)
    player.open(steps)
    player.play_along(3.0, 4.0)
    wait(qtbot, lambda: not player.is_playing)
    assert [type(error) for error in told] == [NoSoundOutput]
    player.dismiss()
    player.play_along(7.0, 8.0)
    assert (player.is_playing, player.position_s) == (False, 7.0)
    player.play()
    wait(qtbot, lambda: not player.is_playing)
    assert len(told) == 2
    shop.is_empty = False
    player.play(1.0)
    wait(qtbot, lambda: player.position_s > 1.2)
    assert player.problem is None
    player.play_along(5.0, 8.0)
    wait(qtbot, lambda: player.position_s > 5.2)


def test_an_unplugged_device_pauses_and_the_next_one_goes_on(
    player: Player, shop: Shop, steps: Path, qtbot: QtBot
) -> None:
    play_some(player, steps, qtbot)
    with qtbot.waitSignal(player.problem_found, timeout=PATIENCE_MS) as told:
        shop.made[0].is_there = False
    assert told.args is not None and isinstance(told.args[0], SoundOutputGone)
    held_s = player.position_s
    assert not player.is_playing and held_s > 5.2
    check_that_another_device_goes_on(player, shop, held_s, qtbot)


def test_a_device_that_plays_nothing_any_more_pauses_and_the_next_one_goes_on(
    player: Player, shop: Shop, steps: Path, qtbot: QtBot
) -> None:
    play_some(player, steps, qtbot)
    with qtbot.waitSignal(player.problem_found, timeout=PATIENCE_MS) as told:
        shop.made[0].is_dead = True
        dead_s = player.position_s
    assert told.args is not None and isinstance(told.args[0], SoundOutputGone)
    held_s = player.position_s
    assert not player.is_playing and 5.2 < held_s < dead_s + 0.8
    wait(qtbot, lambda: not shop.made[0].is_open)
    assert shop.made[0].was_dead
    check_that_another_device_goes_on(player, shop, held_s, qtbot)


def test_a_file_that_is_waited_for_is_no_dead_device(
    player: Player, shop: Shop, steps: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[AppError] = []
    player.problem_found.connect(told.append)
    monkeypatch.setattr(output, "STILL_TICKS", 5)
    monkeypatch.setattr(output, "STILL_TICKS_AT_FIRST", 5)
    player.open(steps)
    player.play(5.0)
    wait(qtbot, lambda: player.is_playing and bool(shop.made))
    monkeypatch.setattr(Feed, "take", lambda _feed: None)
    monkeypatch.setattr(Feed, "end_s", None)
    wait(qtbot, lambda: player.is_waiting)
    qtbot.wait(300)
    assert told == [] and player.is_playing


def test_a_device_that_holds_its_thread_is_left_behind(
    shop: Shop, steps: Path, qtbot: QtBot
) -> None:
    player, lets_go = Player(shop), threading.Event()
    play_some(player, steps, qtbot)
    try:
        with qtbot.waitSignal(player.problem_found, timeout=PATIENCE_MS) as told:
            shop.made[0].blocks = lets_go
        assert told.args is not None and isinstance(told.args[0], SoundOutputGone)
        held_s = player.position_s
        assert not player.is_playing and player.problem is told.args[0]
        check_that_another_device_goes_on(player, shop, held_s, qtbot)
        began_s = time.monotonic()
        assert not player.shutdown(PATIENCE_S)
        assert time.monotonic() - began_s < PATIENCE_S / 2
    finally:
        lets_go.set()
    wait(qtbot, lambda: player.shutdown(1.0))
    assert not shop.made[0].is_open


def test_a_sound_server_that_stays_away_is_said_and_not_asked_again() -> None:
    system = SoundSystem()
    system.check()
    system.rest()
    with pytest.raises(SoundOutputGone):
        system.check()
    system.hear("PulseAudioService: pa_context_connect() failed")
    with pytest.raises(SoundSystemGone, match="went away"):
        system.check()


def test_another_default_device_is_used_by_the_next_play(
    player: Player, shop: Shop, steps: Path, qtbot: QtBot
) -> None:
    play_some(player, steps, qtbot)
    player.pause()
    shop.made[0].is_other_chosen = True
    held_s = player.position_s
    player.play()
    wait(qtbot, lambda: len(shop.made) == 2 and player.position_s > held_s + 0.2)
    assert place_of(shop.made[1].given()[0]) == pytest.approx(held_s, abs=2 * WORD_S)


def test_a_recording_that_is_gone_is_said(player: Player, tmp_path: Path, qtbot: QtBot) -> None:
    player.open(tmp_path / "gone.mp3")
    with qtbot.waitSignal(player.problem_found, timeout=PATIENCE_MS) as told:
        player.play()
    assert told.args is not None and isinstance(told.args[0], MediaMissing)
    assert not player.is_playing and player.problem is told.args[0]


def test_the_file_is_let_go_for_another_recording(
    player: Player, steps: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    copy = tmp_path / "copy.wav"
    copy.write_bytes(steps.read_bytes())
    player.open(copy)
    player.play(1.0)
    wait(qtbot, lambda: player.position_s > 1.1)
    player.open(None)
    assert player.path is None and not player.is_playing
    player.play()
    assert not player.is_playing


def test_a_file_that_was_replaced_is_opened_anew_by_the_next_play(
    player: Player, steps: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "copy.wav"
    path.write_bytes(steps.read_bytes())
    player.open(path)
    player.play(1.0)
    wait(qtbot, lambda: player.position_s > 1.1)
    player.pause()
    write(path, [Track(spread(np.zeros(4 * RATE_HZ, np.float32), 1), RATE_HZ, "pcm_s16le")])
    player.play(1.0)
    wait(qtbot, lambda: player.duration_s == pytest.approx(4.0, abs=0.01))


def test_a_burst_of_seeks_ends_at_the_last(
    player: Player, shop: Shop, steps: Path, qtbot: QtBot
) -> None:
    player.open(steps)
    player.play(0.0)
    for place_s in (50.0, 3.0, 44.0, 21.0, 33.0, 15.0):
        player.seek(place_s)
    wait(qtbot, lambda: 15.1 < player.position_s < 20.0)
    assert place_of(shop.made[0].given()[-1]) == pytest.approx(player.position_s, abs=0.6)


def test_a_computer_without_a_sound_system_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    with pytest.raises(NoSoundOutput, match="no sound system"):
        open_sink()


def test_device_and_file_are_given_back_after_a_while(
    player: Player, shop: Shop, steps: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "IDLE_MS", 50)
    play_some(player, steps, qtbot)
    player.pause()
    wait(qtbot, lambda: not shop.made[0].is_open)
    held_s = player.position_s
    player.play()
    wait(qtbot, lambda: player.position_s > held_s + 0.2)
    assert len(shop.made) == 2
