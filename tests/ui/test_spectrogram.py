"""The spectrogram: tones are where they are, in parts that are made once, for what is visible."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.app.player.spectrogram import MOST_KEPT, PART_S, RESTS_MS, SpectrogramService
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled, MediaMissing
from desktop_app.media import spectrogram
from desktop_app.media.peaks import OutlineMaker
from desktop_app.media.spectrogram import MELS, Spectrogram, loudness_of, spectrogram_of
from desktop_app.ui.player.spectrogram import HEIGHT_PX, SpectrogramView
from desktop_app.ui.player.waveform import WaveformView
from desktop_app.ui.strings.listening import bar as strings
from desktop_app.ui.theme import Theme
from tests.media_files import Samples, Track, write, write_pcm

RATE_HZ = 16_000
WIDTH = 400


def tone(hertz: float, seconds: float, rate_hz: int = RATE_HZ) -> Samples:
    at = np.arange(round(seconds * rate_hz)) / rate_hz
    return np.asarray(0.5 * np.sin(2 * np.pi * hertz * at), np.float32)


def loudest_tone(part: Spectrogram, second: float) -> int:
    """The loudest tone at a second, the lowest one is 0."""
    column = round(second / (part.end_s - part.start_s) * part.loudness.shape[1])
    return MELS - 1 - int(part.loudness[:, column].argmax())


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Ten seconds of a low tone, ten of a high one, ten of silence."""
    sound = np.concatenate([tone(300, 10), tone(4000, 10), np.zeros(10 * RATE_HZ, np.float32)])
    path = tmp_path / "tones.wav"
    write_pcm(path, sound[None], RATE_HZ, "PCM_16")
    return path


@pytest.mark.parametrize("name", ["a.mp3", "a.wav", "a.ogg"])
def test_tones_are_at_their_times_and_heights_in_any_format(tmp_path: Path, name: str) -> None:
    codec, rate_hz = {"a.mp3": ("libmp3lame", 44_100), "a.wav": ("pcm_s16le", 16_000)}.get(
        name, ("libopus", 48_000)
    )
    sound = np.concatenate([tone(300, 5, rate_hz), tone(4000, 5, rate_hz)])
    path = tmp_path / name
    write(path, [Track(np.stack([sound, sound]), rate_hz, codec)])
    part = spectrogram_of(path, 0, 2.0, 6.0, 1.0, CancelToken())
    assert part.start_s == 2.0 and part.end_s == pytest.approx(8.0, abs=0.05)
    assert loudest_tone(part, 1.0) < MELS / 3 < MELS / 2 < loudest_tone(part, 5.0)
    before, after = loudest_tone(part, 2.8), loudest_tone(part, 3.2)
    assert before < MELS / 3 and after > MELS / 2


def test_silence_is_black_and_full_scale_is_not() -> None:
    assert loudness_of(np.zeros(RATE_HZ, np.float32)).max() == 0
    assert loudness_of(2 * tone(1000, 1.0)).max() > 240
    assert loudness_of(np.zeros(0, np.float32)).shape == (MELS, 0)


def test_the_tones_are_those_of_librosa_without_its_import() -> None:
    """Its short-time Fourier transform compiles for half a minute when it is used first."""
    code = (
        "import sys, numpy; from desktop_app.media.spectrogram import loudness_of;"
        "loudness_of(numpy.ones(16000, 'f4')); print('librosa' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
    from librosa import filters, mel_frequencies
    from scipy import signal

    noise = np.random.default_rng(4).normal(0.0, 0.1, RATE_HZ).astype(np.float32)
    sound = noise + tone(1000, 1.0)
    window = signal.get_window("hann", 512)
    *_, heard = signal.stft(sound, window=window, nperseg=512, noverlap=512 - 320)
    # norm=None would have librosa compile for half a minute in a new environment.
    bands = filters.mel(sr=RATE_HZ, n_fft=512, n_mels=MELS, fmin=50, htk=True, norm="slaney")
    edges = mel_frequencies(MELS + 2, fmin=50, fmax=RATE_HZ / 2, htk=True)
    bands *= ((edges[2:] - edges[:-2]) / 2.0)[:, None]
    mels = bands @ np.abs(heard * window.sum()) ** 2
    decibels = 10.0 * np.log10(np.maximum(mels, 1e-10) / 128.0**2)
    theirs = 255 * np.clip(1.0 + decibels[::-1, :50] / 75.0, 0.0, 1.0)
    assert np.abs(theirs - loudness_of(sound)).max() <= 1.0


def test_making_ends_when_nobody_waits(recording: Path, tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        spectrogram_of(recording, 0, 5.0, 5.0, 1.0, cancel)
    with pytest.raises(MediaMissing):
        spectrogram_of(tmp_path / "gone.wav", 0, 0.0, 5.0, 1.0, CancelToken())


@pytest.fixture
def service(qtbot: QtBot) -> Iterator[SpectrogramService]:  # noqa: ARG001 - makes the QApplication
    made = SpectrogramService()
    yield made
    assert made.shutdown(60.0)


@pytest.fixture
def view(qtbot: QtBot, service: SpectrogramService, theme: Theme) -> SpectrogramView:
    wave = WaveformView(theme)
    maker = OutlineMaker()
    for _second in range(30):
        maker.add(np.full(RATE_HZ, 0.1, np.float32))
    wave.show_outline(maker.outline())
    made = SpectrogramView(service, wave, theme)
    for one in (wave, made):
        qtbot.addWidget(one)
        one.resize(WIDTH, HEIGHT_PX)
    made.show()
    return made


def is_dark(view: SpectrogramView, x: int, y: int) -> bool:
    """Whether a tone is painted at a place."""
    return view.grab().toImage().pixelColor(x, y) != QColor(view._theme.colors.page)


def test_what_is_visible_is_made_and_painted(
    qtbot: QtBot, view: SpectrogramView, service: SpectrogramService, recording: Path
) -> None:
    service.show((recording, 0))
    with qtbot.waitSignal(service.changed):
        view.grab()
    qtbot.waitUntil(lambda: service.is_complete)
    low, high = round(HEIGHT_PX * 0.88), round(HEIGHT_PX * 0.22)
    rows = range(low - 12, low + 8)
    assert any(is_dark(view, 60, y) for y in rows)
    assert any(is_dark(view, 200, y) for y in range(high - 12, high + 14))
    assert not any(is_dark(view, 380, y) for y in range(0, HEIGHT_PX, 7))
    assert service.is_complete


def test_a_part_is_made_once(
    qtbot: QtBot, service: SpectrogramService, recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[float] = []

    def counted(*arguments: object) -> Spectrogram:
        made.append(cast(float, arguments[2]))
        return Spectrogram(made[-1], made[-1] + PART_S, np.zeros((MELS, 10), np.uint8))

    monkeypatch.setattr(spectrogram, "spectrogram_of", counted)
    service.show((recording, 0))
    assert service.parts((0.0, 70.0)) == []
    qtbot.waitUntil(lambda: service.is_complete)
    assert [part.start_s for part in service.parts((0.0, 70.0))] == [0.0, 30.0, 60.0]
    assert made == [0.0, 30.0, 60.0]
    for number in range(MOST_KEPT):
        service.parts((number * PART_S, number * PART_S + 1))
        qtbot.waitUntil(lambda: service.is_complete)
    assert len(made) == MOST_KEPT and len(service._kept) <= MOST_KEPT


def test_what_cannot_be_made_is_told_once(
    qtbot: QtBot, service: SpectrogramService, tmp_path: Path
) -> None:
    service.show((tmp_path / "gone.wav", 0))
    service.parts((0.0, 10.0))
    qtbot.waitUntil(lambda: service.problem is not None)
    assert service.parts((0.0, 10.0)) == [] and service.is_complete
    assert isinstance(service.problem, MediaMissing)
    assert not service._rested.isActive()


def test_why_there_is_no_spectrogram_is_said_in_its_place(
    qtbot: QtBot,
    view: SpectrogramView,
    service: SpectrogramService,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[str] = []
    monkeypatch.setattr(view, "_say", lambda _painter, text: said.append(text))
    service.show((tmp_path / "gone.wav", 0))
    view.grab()
    assert said == [strings.MAKING_SPECTROGRAM]
    qtbot.waitUntil(lambda: service.problem is not None)
    view.grab()
    assert service.problem is not None and said[-1] == service.problem.sentence


def test_it_is_made_while_it_is_painted_without_a_pause(
    qtbot: QtBot, view: SpectrogramView, service: SpectrogramService, recording: Path
) -> None:
    """As while it is played, or while the mouse moves over it."""
    paints = QTimer(view, interval=RESTS_MS // 10)
    paints.timeout.connect(view.grab)
    paints.start()
    service.show((recording, 0))
    with qtbot.waitSignal(service.changed):
        pass
    qtbot.waitUntil(lambda: service.is_complete and bool(service.parts((0.0, 10.0))))


def test_of_hours_nothing_is_made_until_one_zooms_in(
    view: SpectrogramView, service: SpectrogramService, recording: Path
) -> None:
    service.show((recording, 0))
    wave = view._wave
    wave.clear()
    wave.set_duration(3600.0)
    view.grab()
    assert not service._rested.isActive()
    assert "5" in strings.ZOOM_FOR_SPECTROGRAM.format(minutes=5)
    wave.zoom(30.0, 100.0)
    view.grab()
    assert service._rested.isActive()
    service.show(None)
    assert service.parts((0.0, 10.0)) == []


def test_the_mouse_works_as_on_the_waveform(view: SpectrogramView) -> None:
    places: list[float] = []
    view._wave.seek_wanted.connect(places.append)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 10))
    assert places == [pytest.approx(15.0)]
