"""What is heard from a place on is what recognition heard there, in every format."""

from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.core.errors import MediaMissing, NoAudioTrack
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.media.decode import decode
from desktop_app.media.listening import ListenedRecording, Piece, Tempo
from desktop_app.media.packet_index import PacketIndex
from tests.media_files import (
    KINDS,
    Samples,
    Track,
    lag_samples,
    likeness,
    speech,
    spread,
    write,
    write_kind,
)

SECONDS = 16.0
WINDOW_S = 1.5
PLACES_S = (0.0, 9.3, 2.7, 12.25, 1.4)
# The time stamps of these are rounded, or FFmpeg's demuxer guesses them.
COARSE = {"film.avi": 0.03, "film.flv": 0.03, "a.wma": 0.05, "film.wmv": 0.05, "film.mpg": 0.03}
SLACK_S = 0.012


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("kinds")
    for name in KINDS:
        write_kind(made, name, SECONDS)
    return made


def heard_from(recording: ListenedRecording, at_s: float, seconds: float) -> list[Piece]:
    pieces: list[Piece] = []
    for piece in recording.pieces(at_s, lambda: True):
        pieces.append(piece)
        if pieces[-1].end_s > at_s + seconds:
            break
    return pieces


def mono(pieces: list[Piece]) -> Samples:
    joined = np.concatenate([piece.samples.mean(axis=0) for piece in pieces])
    return np.asarray(soxr.resample(joined, pieces[0].rate_hz, SAMPLE_RATE_HZ), np.float32)


@pytest.mark.parametrize("name", KINDS)
def test_a_place_sounds_as_recognition_heard_it(name: str, folder: Path) -> None:
    whole = np.concatenate(list(decode(folder / name)))
    with closing(ListenedRecording(folder / name, 0)) as recording:
        for at_s in PLACES_S:
            pieces = heard_from(recording, at_s, WINDOW_S)
            assert pieces[0].start_s == pytest.approx(at_s, abs=1e-3)
            sound = mono(pieces)[: round(WINDOW_S * SAMPLE_RATE_HZ)]
            before = min(0.25, at_s)
            start = round((at_s - before) * SAMPLE_RATE_HZ)
            around = whole[start : start + len(sound) + SAMPLE_RATE_HZ // 2]
            away_s = lag_samples(around, sound) / SAMPLE_RATE_HZ - before
            assert abs(away_s) <= COARSE.get(name, SLACK_S), at_s
            assert likeness(around, sound) > 0.9


def test_pieces_follow_one_another(folder: Path) -> None:
    with closing(ListenedRecording(folder / "a.mp3", 0)) as recording:
        pieces = list(recording.pieces(3.0, lambda: True))
    for before, after in pairwise(pieces):
        assert after.start_s == pytest.approx(before.end_s, abs=1e-6)
    assert pieces[-1].end_s == pytest.approx(SECONDS, abs=0.1)


def test_nothing_comes_from_beyond_the_end(folder: Path) -> None:
    for name in ("a.mp3", "a.m4a", "a.wav", "film.mkv"):
        with closing(ListenedRecording(folder / name, 0)) as recording:
            assert list(recording.pieces(SECONDS + 5.0, lambda: True)) == []
            assert heard_from(recording, 1.0, 0.1)


def test_a_late_track_begins_with_silence(tmp_path: Path) -> None:
    sound = speech(48_000, 4.0)[48_000:]
    track = Track(spread(sound, 2), 48_000, "aac", start_s=5.0)
    write(tmp_path / "late.mkv", [track], video="mpeg4", seconds=9.0)
    with closing(ListenedRecording(tmp_path / "late.mkv", 0)) as recording:
        first = mono(heard_from(recording, 0.0, 4.0))
        assert np.abs(first[: 4 * SAMPLE_RATE_HZ]).max() < 0.01
        again = heard_from(recording, 6.0, 1.0)
    whole = np.concatenate(list(decode(tmp_path / "late.mkv")))
    around = whole[6 * SAMPLE_RATE_HZ : 8 * SAMPLE_RATE_HZ]
    assert abs(lag_samples(around, mono(again)[:SAMPLE_RATE_HZ])) <= SLACK_S * SAMPLE_RATE_HZ


def test_two_channels_stay_two(tmp_path: Path) -> None:
    sound = speech(16_000, 3.0)
    track = Track(np.stack([sound, np.zeros_like(sound)]), 16_000, "pcm_s16le")
    write(tmp_path / "left.wav", [track])
    with closing(ListenedRecording(tmp_path / "left.wav", 0)) as recording:
        joined = np.concatenate([p.samples for p in recording.pieces(0.0, lambda: True)], axis=1)
    assert np.abs(joined[0]).max() > 0.1 and np.abs(joined[1]).max() == 0.0


def test_many_channels_are_heard_in_both_ears(tmp_path: Path) -> None:
    sound = speech(48_000, 3.0)
    centre = np.zeros((6, len(sound)), np.float32)
    centre[2] = sound  # speech of a film
    write(tmp_path / "film.wav", [Track(centre, 48_000, "pcm_s16le")])
    with closing(ListenedRecording(tmp_path / "film.wav", 0)) as recording:
        joined = np.concatenate([p.samples for p in recording.pieces(0.0, lambda: True)], axis=1)
    assert np.abs(joined).max(axis=1).min() > 0.05


def test_a_track_that_is_not_there_is_said(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(NoAudioTrack, match="no track 3"):
        ListenedRecording(folder / "a.mp3", 2)
    with pytest.raises(MediaMissing):
        ListenedRecording(tmp_path / "gone.mp3", 0)


def places(index: PacketIndex) -> Iterator[tuple[int, float]]:
    while index.grow():
        pass
    for at_s in np.arange(0.5, SECONDS, 0.5):
        found = index.before(float(at_s), lambda: True)
        assert found is not None
        yield found.byte, found.at_s


@pytest.mark.parametrize("name", ["a.mp3", "low.mp3", "bare.mp3"])
def test_headers_tell_the_same_places_as_packets(name: str, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "same.dat"  # not looked at as an MP3 by its name
    other.write_bytes((folder / name).read_bytes())
    with closing(PacketIndex(folder / name, 0)) as quick, closing(PacketIndex(other, 0)) as slow:
        starts = dict(places(slow))
        for byte, at_s in places(quick):
            near = min(starts, key=lambda one: abs(one - byte))
            if near == byte:
                assert at_s == pytest.approx(starts[near], abs=1e-6)
        assert len(starts) > SECONDS / 2


def test_damage_in_an_mp3_moves_no_place(folder: Path, tmp_path: Path) -> None:
    data = bytearray((folder / "a.mp3").read_bytes())
    middle = len(data) // 2
    data[middle : middle + 4_000] = bytes(4_000)
    path = tmp_path / "damaged.mp3"
    path.write_bytes(data)
    whole = np.concatenate(list(decode(path)))
    with closing(ListenedRecording(path, 0)) as recording:
        sound = mono(heard_from(recording, 12.0, WINDOW_S))[:SAMPLE_RATE_HZ]
    start = round(11.75 * SAMPLE_RATE_HZ)
    away = lag_samples(whole[start : start + 2 * SAMPLE_RATE_HZ], sound) / SAMPLE_RATE_HZ - 0.25
    assert abs(away) < 0.08


def test_an_unwanted_search_ends(folder: Path) -> None:
    with closing(PacketIndex(folder / "a.mp3", 0)) as index:
        assert index.before(10.0, lambda: False) is None


@settings(max_examples=20, deadline=None)
@given(
    tempo=st.sampled_from([0.5, 0.7, 1.0, 1.3, 2.0]),
    parts=st.lists(st.integers(1, 9_000), min_size=20, max_size=40),
)
def test_another_tempo_takes_its_share_of_time(tempo: float, parts: list[int]) -> None:
    changed = Tempo(44_100, 48_000, tempo)
    sound = np.sin(np.arange(sum(parts)) / 20).astype(np.float32)
    out = [changed.feed(spread(part, 2)) for part in np.split(sound, np.cumsum(parts)[:-1])]
    count = sum(map(len, [*out, changed.finish()]))
    assert count / 48_000 * tempo == pytest.approx(sum(parts) / 44_100, abs=0.1)
