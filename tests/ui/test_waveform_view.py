"""The waveform: what is painted where, and how it is used by mouse and keys."""

import random
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QImage,
    QNativeGestureEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.app.player.waveform import MarkKind, WaveMark
from desktop_app.app.settings import ColorChoice
from desktop_app.core.timecode import Span
from desktop_app.media.peaks import Columns, Outline, OutlineMaker, _levels
from desktop_app.ui.player.painting import EDGE_PX, covered
from desktop_app.ui.player.timespan import LEAST_SHOWN_S, TimeSpan
from desktop_app.ui.player.waveform import WaveformView
from desktop_app.ui.strings.listening import bar as strings
from desktop_app.ui.theme import Theme

WIDTH, HEIGHT = 400, 56
Key, Shift = Qt.Key, Qt.KeyboardModifier.ShiftModifier


def recording(
    seconds: float, loud: Callable[[float], float], speech: list[Span] | None = None
) -> Outline:
    """An outline whose sound has an amplitude at each second."""
    maker = OutlineMaker()
    for second in range(round(seconds)):
        wave = np.full(16_000, loud(second), np.float32)
        wave[::2] *= -1
        maker.add(wave)
    return maker.outline(speech)


def hours(number: float) -> Outline:
    """An outline as long as that, made of few sounds."""
    chance = random.Random(5)
    some = np.array([[-chance.randrange(90), chance.randrange(90)] for _ in range(1000)], np.int8)
    columns = np.resize(some, (round(number * 360_000), 2))
    return Outline(len(columns) * 160, _levels(columns), ())


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> WaveformView:
    made = WaveformView(theme)
    qtbot.addWidget(made)
    made.resize(WIDTH, HEIGHT)
    made.show()
    qtbot.waitExposed(made)
    made.clearFocus()
    return made


@pytest.fixture
def half(view: WaveformView) -> WaveformView:
    """A hundred seconds: silence, then sound, speech from 50 to 75."""
    view.show_outline(recording(100, lambda s: 0.5 if s >= 50 else 0.0, [(50.0, 75.0)]))
    return view


def image(view: WaveformView) -> QImage:
    return view.grab().toImage()


def is_painted(view: WaveformView, x: int, y: int, color: str) -> bool:
    return image(view).pixelColor(x, y) == QColor(color)


def sought(view: WaveformView) -> list[float]:
    places: list[float] = []
    view.seek_wanted.connect(places.append)
    return places


def turn(
    view: WaveformView,
    x: float,
    *,
    up: int = 0,
    side: int = 0,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Turn the wheel over a place."""
    event = QWheelEvent(
        QPointF(x, 20),
        view.mapToGlobal(QPointF(x, 20)),
        QPoint(),
        QPoint(side, up),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


@pytest.mark.parametrize("choice", [ColorChoice.LIGHT, ColorChoice.DARK])
def test_sound_silence_and_speech_are_where_they_are(
    half: WaveformView, theme: Theme, choice: ColorChoice
) -> None:
    theme.choose(choice)
    colors, above = theme.colors, EDGE_PX + 1
    assert is_painted(half, 100, HEIGHT // 2, colors.accent)  # a silence is a line
    assert is_painted(half, 100, HEIGHT // 4, colors.page)
    for x in (205, 250, 350, 395):
        assert is_painted(half, x, HEIGHT // 4, colors.accent)
    assert is_painted(half, 250, above, colors.selected)
    assert is_painted(half, 350, above, colors.page)
    assert is_painted(half, 190, above, colors.page)


def test_marks_are_at_their_times_and_told_apart_by_their_places(
    half: WaveformView, theme: Theme
) -> None:
    kinds = MarkKind
    half.show_text(
        [
            WaveMark(kinds.GAP, 10.0, 20.0),
            WaveMark(kinds.LOST, 30.0, 30.0),
            WaveMark(kinds.LANGUAGE, 60.0, 70.0),
            WaveMark(kinds.UNSURE, 80.0, 80.1),
        ]
    )
    colors = theme.colors
    assert is_painted(half, 60, 1, colors.warning) and is_painted(half, 41, 1, colors.warning)
    assert is_painted(half, 60, EDGE_PX - 1, colors.page)
    assert is_painted(half, 120, EDGE_PX - 1, colors.error)
    assert is_painted(half, 260, 4, colors.muted) and is_painted(half, 260, 1, colors.page)
    assert is_painted(half, 320, HEIGHT - 2, colors.warning)
    assert is_painted(half, 325, HEIGHT - 2, colors.page)
    assert half.tip_at(60.0) == strings.MARKS[kinds.GAP]
    assert half.tip_at(320.0) == strings.MARKS[kinds.UNSURE]
    assert half.tip_at(200.0) == strings.HOW_TO


def test_each_speaker_has_the_colour_of_the_margin(half: WaveformView, theme: Theme) -> None:
    half.show_text((), [[(50.0, 60.0)], [(60.0, 70.0), (90.0, 99.0)]])
    first, second = theme.colors.speakers[:2]
    shown = image(half)
    colors = [shown.pixelColor(x, HEIGHT // 2).name() for x in (220, 260, 300, 380)]
    assert colors == [first, second, theme.colors.muted, second]


def test_unsure_words_everywhere_are_shown_where_one_looks_closer(
    half: WaveformView, theme: Theme
) -> None:
    half.show_text([WaveMark(MarkKind.UNSURE, at / 4, at / 4 + 0.01) for at in range(400)])
    row = [
        QColor(theme.colors.warning) == image(half).pixelColor(x, HEIGHT - 2) for x in range(WIDTH)
    ]
    assert not any(row)
    half.zoom(10.0, 50.0)
    shown = image(half)
    bottom = half._wave_height() - 2
    row = [QColor(theme.colors.warning) == shown.pixelColor(x, bottom) for x in range(WIDTH)]
    assert 30 <= sum(row) <= 90


def test_position_and_selection_are_painted_over_it(half: WaveformView, theme: Theme) -> None:
    half.set_position(25.0)
    assert is_painted(half, 100, HEIGHT // 4, theme.colors.text)
    half.select((10.0, 20.0))
    inside, outside = (image(half).pixelColor(x, HEIGHT // 4) for x in (60, 85))
    assert outside == QColor(theme.colors.page) != inside


def test_nothing_is_painted_anew_while_only_the_position_moves(
    view: WaveformView, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    columns = Outline.columns

    def watched(self: Outline, start_s: float, end_s: float, count: int) -> Columns:
        asked.append(count)
        return columns(self, start_s, end_s, count)

    monkeypatch.setattr(Outline, "columns", watched)
    view.show_outline(hours(4.0))
    view.grab()
    assert asked == [round(WIDTH * view.devicePixelRatioF())]  # once, by the pixels
    for tenth in range(200):
        view.set_position(tenth / 10)
        view.grab()
    view.select((5.0, 9.0))
    view.grab()
    assert len(asked) == 1
    view.zoom_in()
    view.grab()
    view.resize(WIDTH + 10, HEIGHT)
    view.grab()
    assert len(asked) == 3


def test_four_hours_take_as_few_numbers_as_four_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work of a picture, counted in columns of the outline that are looked at."""
    looked: list[int] = []
    concatenate = np.concatenate

    def watched(parts: list[Columns]) -> Columns:
        looked.append(sum(map(len, parts)))
        joined: Columns = concatenate(parts)
        return joined

    outlines = [hours(4.0), hours(1 / 15)]
    monkeypatch.setattr(np, "concatenate", watched)
    for outline in outlines:
        outline.columns(0.0, outline.duration_s, 1500)
    assert len(looked) == 2 and max(looked) < 1500 * 9


def test_a_click_and_a_drag_go_there(half: WaveformView) -> None:
    places = sought(half)
    QTest.mousePress(half, Qt.MouseButton.LeftButton, pos=QPoint(100, 20))
    QTest.mouseMove(half, QPoint(200, 20))
    QTest.mouseRelease(half, Qt.MouseButton.LeftButton, pos=QPoint(200, 20))
    assert places[0] == pytest.approx(25.0) and places[-1] == pytest.approx(50.0)
    QTest.mouseMove(half, QPoint(300, 20))
    assert places[-1] == pytest.approx(50.0)


def test_a_drag_with_shift_selects_and_a_click_with_it_gives_up(half: WaveformView) -> None:
    spans: list[object] = []
    half.selected.connect(spans.append)
    places = sought(half)
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(half, left, Shift, QPoint(200, 20))
    QTest.mouseMove(half, QPoint(100, 20))
    QTest.mouseRelease(half, left, Shift, QPoint(100, 20))
    assert spans == [(pytest.approx(25.0), pytest.approx(50.0))]
    assert half.selection == spans[0] and places == []
    QTest.mouseClick(half, left, Shift, QPoint(300, 20))
    assert spans[-1] is None and half.selection is None


def test_a_double_click_asks_for_the_cursor(half: WaveformView) -> None:
    places: list[float] = []
    half.cursor_wanted.connect(places.append)
    QTest.mouseDClick(half, Qt.MouseButton.LeftButton, pos=QPoint(100, 20))
    assert places == [pytest.approx(25.0)]


def test_the_wheel_zooms_where_the_mouse_is(half: WaveformView) -> None:
    turn(half, 100, up=120)
    assert half.window_.shown_s == pytest.approx(80.0)
    assert half.window_.time_at(100, WIDTH) == pytest.approx(25.0)
    start_s = half.window_.start_s
    turn(half, 100, up=-120, keys=Shift)
    assert half.window_.shown_s == pytest.approx(80.0) and half.window_.start_s > start_s
    turn(half, 100, side=-120)
    assert half.window_.end_s > start_s + 80.0
    for _turn in range(9):
        turn(half, 100, up=-120)
    assert half.window_.is_whole


def test_fingers_zoom(half: WaveformView) -> None:
    place = QPointF(100, 20)
    pinch = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        place,
        place,
        half.mapToGlobal(place),
        0.25,
        QPointF(),
    )
    QApplication.sendEvent(half, pinch)
    assert half.window_.shown_s == pytest.approx(80.0)


def test_a_scroll_bar_shows_and_moves_what_is_visible(half: WaveformView) -> None:
    assert half.bar.isHidden()
    half.zoom(4.0, 50.0)
    assert not half.bar.isHidden()
    half.bar.setValue(half.bar.maximum())
    assert half.window_.end_s == pytest.approx(100.0)
    half.show_all()
    assert half.bar.isHidden()


def test_the_view_follows_until_one_scrolls_away_and_comes_back(half: WaveformView) -> None:
    half.zoom(10.0, 5.0)
    half.set_position(14.3)
    assert half.window_.start_s == pytest.approx(13.3)
    half.bar.setValue(half.bar.maximum())
    half.set_position(14.8)
    assert half.window_.end_s == pytest.approx(100.0)
    half.set_position(95.0)  # it is in view again
    half.set_position(20.0)
    assert half.window_.start_s == pytest.approx(19.0)


def test_keys_go_zoom_and_select(half: WaveformView) -> None:
    places = sought(half)
    spans: list[object] = []
    toggles: list[bool] = []
    half.selected.connect(spans.append)
    half.toggle_wanted.connect(lambda: toggles.append(True))
    half.set_position(50.0)
    for key in (Key.Key_Left, Key.Key_Right, Key.Key_Home, Key.Key_End, Key.Key_PageUp):
        QTest.keyClick(half, key)
    assert places == [45.0, 55.0, 0.0, 100.0, 0.0]
    QTest.keyClick(half, Key.Key_Plus)
    assert half.window_.shown_s == pytest.approx(62.5)
    QTest.keyClick(half, Key.Key_Minus)
    QTest.keyClick(half, Key.Key_Plus)
    QTest.keyClick(half, Key.Key_0)
    assert half.window_.is_whole
    for _press in range(3):
        QTest.keyClick(half, Key.Key_Right, Shift)
    assert half.selection == (50.0, 53.0)
    QTest.keyClick(half, Key.Key_Escape)
    assert spans[-2:] == [(50.0, 53.0), None]
    QTest.keyClick(half, Key.Key_Space)
    assert toggles == [True]


def test_screen_readers_get_a_slider_with_its_time(half: WaveformView) -> None:
    half.set_position(61.0)
    told = QAccessible.queryAccessibleInterface(half)
    assert told.role() == QAccessible.Role.Slider
    assert told.text(QAccessible.Text.Name) == strings.POSITION
    assert told.valueInterface().currentValue() == 61
    places = sought(half)
    told.valueInterface().setCurrentValue(30)
    assert places == [30.0]


def test_without_sound_there_is_a_line_and_what_is_being_done(
    view: WaveformView, theme: Theme
) -> None:
    assert is_painted(view, 20, HEIGHT // 2, theme.colors.line)
    view.set_duration(60.0)
    places = sought(view)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 20))
    assert places == [pytest.approx(30.0)]
    before = image(view)
    view.show_note(strings.reading(0.42))
    assert "42" in strings.reading(0.42) and image(view) != before


def test_the_time_below_the_mouse_is_shown(half: WaveformView) -> None:
    before = image(half)
    QTest.mouseMove(half, QPoint(100, 20))
    assert image(half) != before
    half.leaveEvent(QEvent(QEvent.Type.Leave))
    assert image(half) == before


@given(
    duration_s=st.floats(0.5, 2e4),
    steps=st.lists(
        st.tuples(st.sampled_from(["zoom", "scroll", "reveal", "show"]), st.floats(-2e4, 2e4)),
        max_size=20,
    ),
)
def test_what_is_visible_is_always_a_part_of_the_recording(
    duration_s: float, steps: list[tuple[str, float]]
) -> None:
    window = TimeSpan()
    window.set_duration(duration_s)
    for act, value in steps:
        if act == "zoom":
            window.zoom(2.0 if value > 0 else 0.5, abs(value) % duration_s)
        elif act == "scroll":
            window.scroll(value)
        elif act == "reveal":
            window.reveal(abs(value) % duration_s)
            assert window.has(abs(value) % duration_s)
        else:
            window.show(value, abs(value))
        assert window.start_s >= 0.0 and window.end_s <= duration_s + 1e-6
        assert window.shown_s >= min(LEAST_SHOWN_S, duration_s) - 1e-6
    for x in (0.0, 0.3, 1.0):
        assert window.place_of(window.time_at(x, 1.0), 1.0) == pytest.approx(x, abs=1e-6)


@given(
    spans=st.lists(st.tuples(st.floats(0, 90), st.floats(0, 9)), max_size=12),
    start_s=st.floats(0, 60),
    shown_s=st.floats(5, 90),
)
def test_each_span_in_view_has_a_pixel_and_no_other_has_one(
    spans: list[tuple[float, float]], start_s: float, shown_s: float
) -> None:
    window = TimeSpan()
    window.set_duration(100.0)
    window.show(start_s, shown_s)
    times = np.array([(at, at + length) for at, length in spans], np.float64).reshape(-1, 2)
    found = covered(times, window, 200)
    pixel_s = window.shown_s / 200
    for column in range(200):
        middle_s = window.start_s + (column + 0.5) * pixel_s
        near = [
            one
            for one in times
            if one[0] - 1.01 * pixel_s <= middle_s <= max(one[1], one[0]) + 1.01 * pixel_s
        ]
        surely = [
            one for one in times if one[0] <= middle_s - pixel_s and one[1] >= middle_s + pixel_s
        ]
        assert not found[column] or near
        assert found[column] or not surely
    for one in times:
        if window.start_s + pixel_s < one[0] < window.end_s - pixel_s:
            column = int(window.place_of(one[0], 200))
            assert found[max(0, column - 1) : column + 2].any()


def test_another_recording_begins_anew(view: WaveformView) -> None:
    view.show_outline(recording(30, lambda _s: 0.3))
    view.zoom_in()
    view.clear()
    assert view.window_.duration_s == 0.0 and view.selection is None and view.position_s == 0.0


@pytest.mark.parametrize("choice", [ColorChoice.LIGHT, ColorChoice.DARK])
def test_with_the_focus_and_the_mouse_on_it_the_sound_is_still_seen(
    qtbot: QtBot, half: WaveformView, theme: Theme, choice: ColorChoice
) -> None:
    theme.choose(choice)
    try:
        half.set_position(10.0)
        before = image(half)
        half.activateWindow()
        QTest.mouseMove(half, QPoint(30, 20))
        QTest.mouseClick(half, Qt.MouseButton.LeftButton, pos=QPoint(30, 20))
        qtbot.waitUntil(half.hasFocus)
        after = image(half)
        accent = QColor(theme.colors.accent)
        assert after.pixelColor(WIDTH // 2, 0) == accent  # the frame of the focus
        inside = [(x, y) for x in range(150, WIDTH - 2) for y in range(2, HEIGHT - 2)]
        assert all(after.pixelColor(x, y) == before.pixelColor(x, y) for x, y in inside)
    finally:
        theme.choose(ColorChoice.LIGHT)
