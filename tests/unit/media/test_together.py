"""All tracks of a file as one sound: each in its place, and nobody lost in it."""

import tracemalloc
from contextlib import closing
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import pytest
import soxr

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import MediaEmpty, MediaMissing
from desktop_app.core.media import ALL_TRACKS, SAMPLE_RATE_HZ
from desktop_app.core.transcript import Incomplete
from desktop_app.media.channels import ChannelMeter, HeardChannels
from desktop_app.media.decode import decode
from desktop_app.media.listening import listened, sound_between
from desktop_app.media.peaks import outline_of
from desktop_app.media.together import Limiter, decode_sound
from tests.media_files import Samples, Track, lag_samples, likeness, speech, spread, write

RATE_HZ = SAMPLE_RATE_HZ
SECONDS, TURN_S = 23.0, 3.0


def turns(channels: int = 1, rate_hz: int = RATE_HZ) -> list[Samples]:
    """The sample as two people say it, three seconds each in turn; shape (channels, n)."""
    sound = speech(rate_hz, SECONDS)
    is_first = (np.arange(len(sound)) / rate_hz // TURN_S) % 2 == 0
    return [spread(sound * is_first, channels), spread(sound * ~is_first, channels)]


def hiss(like: Samples, level: float, seed: int = 1) -> Samples:
    noise = np.random.default_rng(seed).normal(0, level, like.shape)
    return np.asarray(noise, np.float32)


def film(path: Path, *sounds: Samples, rate_hz: int = RATE_HZ, codec: str = "pcm_s16le") -> Path:
    tracks = [Track(sound, rate_hz, codec) for sound in sounds]
    write(path, tracks, video="mpeg4", seconds=1.0, in_step=True)
    return path


def heard(path: Path, meter: ChannelMeter | None = None) -> Samples:
    return np.concatenate(list(decode_sound(path, ALL_TRACKS, meter=meter)))


def by_track(path: Path) -> HeardChannels:
    meter = ChannelMeter()
    heard(path, meter)
    found = meter.heard()
    assert found is not None
    return found


@pytest.mark.parametrize("name", ["a.mkv", "a.mov", "a.mp4"])
def test_both_halves_of_a_conversation_are_there(name: str, tmp_path: Path) -> None:
    codec = "aac" if name.endswith("mp4") else "pcm_s16le"
    path = film(tmp_path / name, *turns(), codec=codec)
    mixed, whole = heard(path), speech(seconds=SECONDS)
    assert abs(lag_samples(mixed, whole)) <= 0.005 * RATE_HZ
    assert likeness(mixed, whole) > 0.99
    # Whoever speaks is as loud as alone.
    assert np.std(mixed) == pytest.approx(np.std(whole), rel=0.05)
    found = by_track(path)
    assert (found.people, found.are_alike) == (2, False)


def test_a_late_track_a_short_one_and_a_silent_one_are_in_their_places(tmp_path: Path) -> None:
    sound = speech(seconds=6.0)[None]
    tracks = [
        Track(sound, RATE_HZ, "pcm_s16le"),
        Track(0.5 * sound, RATE_HZ, "pcm_s16le", start_s=10.0),
        Track(np.zeros((1, 18 * RATE_HZ), np.float32), RATE_HZ, "pcm_s16le"),
    ]
    write(tmp_path / "late.mkv", tracks, in_step=True)
    mixed = heard(tmp_path / "late.mkv")
    assert len(mixed) == pytest.approx(18 * RATE_HZ, abs=0.05 * RATE_HZ)
    expected = np.zeros(18 * RATE_HZ, np.float32)
    expected[: 6 * RATE_HZ] = sound[0]
    expected[10 * RATE_HZ : 16 * RATE_HZ] += 0.5 * sound[0]
    shared = min(len(mixed), len(expected))
    assert np.abs(mixed[:shared] - expected[:shared]).max() < 0.01


def test_stereo_at_one_rate_and_mono_at_another_go_together(tmp_path: Path) -> None:
    (first, _), (_, second) = turns(2, 48_000), turns(1, 44_100)
    tracks = [Track(first, 48_000, "aac"), Track(second, 44_100, "aac")]
    write(tmp_path / "a.mkv", tracks, in_step=True)
    mixed = heard(tmp_path / "a.mkv")
    assert likeness(mixed, speech(seconds=SECONDS)) > 0.98
    assert by_track(tmp_path / "a.mkv").people == 2


@pytest.mark.parametrize("gain", [1.0, -1.0], ids=["the same", "upside down"])
def test_a_track_that_holds_anothers_sound_spoils_nothing(gain: float, tmp_path: Path) -> None:
    sound = speech(seconds=SECONDS)[None]
    path = film(tmp_path / "a.mkv", 0.9 * sound, 0.9 * gain * sound)
    mixed = heard(path)
    assert likeness(mixed, sound[0]) > 0.97
    assert np.abs(mixed).max() <= 1.0
    assert by_track(path).people == 0


def test_a_copy_upside_down_takes_nothing_away_also_where_it_crackles(tmp_path: Path) -> None:
    sound = 0.9 * speech(seconds=16.0)[None]
    copy = -sound
    for begins_s in (1.9, 3.7, 9.7, 11.9):
        begins = round(begins_s * RATE_HZ)
        copy[0, begins : begins + RATE_HZ // 100] = 0.99
    mixed = heard(film(tmp_path / "a.mkv", sound, copy))
    quiet = np.ones(len(mixed), bool)
    quiet[np.abs(copy[0] + sound[0]) > 0] = False
    assert likeness(mixed * quiet, sound[0] * quiet) > 0.97
    assert np.std(mixed[quiet]) > 0.9 * np.std(sound[0][quiet])


def test_a_mix_and_a_copy_beside_the_people_are_nobodys(tmp_path: Path) -> None:
    first, second = turns()
    for name, sounds in {
        "studio.mkv": (first + second, first, second),
        "twice.mkv": (first, second, 0.7 * first),
    }.items():
        found = by_track(film(tmp_path / name, *sounds))
        assert found.people == 2, name
        loud = found.probabilities.max(axis=1) > 0.5
        who = set(found.probabilities.argmax(axis=1)[loud])
        assert len(who) == 2, name
        at_once = (found.probabilities > 0.5).sum(axis=1) > 1
        assert at_once.mean() < 0.05, name


def test_a_track_that_only_hums_is_left_out_and_a_short_answer_is_not(tmp_path: Path) -> None:
    sound = speech(seconds=16.0)[None]
    hum = hiss(sound, 0.3 * float(np.std(sound)))
    spoilt = likeness(sound[0] + hum[0], sound[0])
    assert likeness(heard(film(tmp_path / "hum.mkv", sound, hum)), sound[0]) > spoilt + 0.01
    answer = np.zeros_like(sound)
    begins, ends = round(9.0 * RATE_HZ), round(9.4 * RATE_HZ)
    answer[0, begins:ends] = speech(seconds=2.6)[-(ends - begins) :]
    noisy = answer + hiss(sound, 0.003)
    mixed = heard(film(tmp_path / "yes.mkv", sound, noisy))
    away = mixed[begins:ends] - sound[0, begins:ends]
    assert likeness(away, answer[0, begins:ends]) > 0.9


def test_one_track_alone_is_decoded_as_ever(tmp_path: Path) -> None:
    path = film(tmp_path / "one.mkv", speech(seconds=4.0)[None])
    assert (heard(path) == np.concatenate(list(decode(path)))).all()


def test_a_track_without_sound_is_left_out_unless_all_are(tmp_path: Path) -> None:
    sound, nothing = speech(seconds=4.0)[None], np.zeros((1, 0), np.float32)
    path = film(tmp_path / "a.mkv", nothing, sound)
    told: list[Incomplete] = []
    mixed = np.concatenate(list(decode_sound(path, ALL_TRACKS, on_incomplete=told.append)))
    assert likeness(mixed, sound[0]) > 0.99
    assert not told
    with pytest.raises(MediaEmpty):
        heard(film(tmp_path / "none.mkv", nothing, nothing))
    with pytest.raises(MediaMissing):
        heard(tmp_path / "gone.mkv")


def test_what_is_missing_in_one_track_is_told(tmp_path: Path) -> None:
    first, second = (0.5 * one for one in turns())
    path = film(tmp_path / "a.mkv", first, second)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    told: list[Incomplete] = []
    mixed = np.concatenate(list(decode_sound(path, ALL_TRACKS, on_incomplete=told.append)))
    (incomplete,) = told
    assert incomplete.breaks_off
    assert incomplete.end_s == pytest.approx(len(mixed) / RATE_HZ)


def test_loud_tracks_are_held_down_and_not_cut() -> None:
    times = np.arange(4 * RATE_HZ) / RATE_HZ
    loud = np.asarray(1.6 * np.sin(2 * np.pi * 200 * times), np.float32)
    loud[:RATE_HZ] *= 0.5
    limiter = Limiter(RATE_HZ)
    parts = [limiter.limited(loud[at : at + 700]) for at in range(0, len(loud), 700)]
    held = np.concatenate(parts)
    assert (held[: RATE_HZ - 700] == loud[: RATE_HZ - 700]).all()
    assert np.abs(held).max() <= 1.0
    middle, before = held[2 * RATE_HZ : 3 * RATE_HZ], loud[2 * RATE_HZ : 3 * RATE_HZ]
    assert likeness(np.clip(before, -1, 1), before) < 0.999 < likeness(middle, before)


@pytest.mark.parametrize("name", ["a.mkv", "a.mp4"])
def test_the_player_plays_what_was_heard_from_any_place(name: str, tmp_path: Path) -> None:
    (first, _), (_, second) = turns(2, 48_000), turns(1, 44_100)
    tracks = [Track(first, 48_000, "aac"), Track(second, 44_100, "aac", start_s=0.5)]
    write(tmp_path / name, tracks, video="mpeg4", seconds=SECONDS, in_step=True)
    whole = heard(tmp_path / name)
    # Matroska's time stamps are rounded to a millisecond, each track's by itself.
    near = 0.97 if name == "a.mp4" else 0.85
    with closing(listened(tmp_path / name, ALL_TRACKS)) as recording:
        assert recording.opened.track == ALL_TRACKS
        assert (recording.opened.rate_hz, recording.opened.has_video) == (48_000, True)
        for at_s in (0.0, 11.3, 4.7):
            pieces = []
            for piece in recording.pieces(at_s, lambda: True):
                pieces.append(piece)
                if piece.end_s > at_s + 4.0:
                    break
            assert pieces[0].start_s == pytest.approx(at_s, abs=1e-3)
            for before, after in pairwise(pieces):
                assert after.start_s == pytest.approx(before.end_s, abs=1e-6)
            played = np.concatenate([piece.samples.mean(axis=0) for piece in pieces])
            sound = np.asarray(soxr.resample(played, 48_000, RATE_HZ), np.float32)
            there = whole[round(at_s * RATE_HZ) :][: len(sound)]
            assert abs(lag_samples(there, sound)) <= 0.012 * RATE_HZ
            assert likeness(there, sound) > near
        assert not list(recording.pieces(SECONDS + 9.0, lambda: True))
        assert not recording.look_ahead()
    part = sound_between(tmp_path / name, ALL_TRACKS, 5.0, 2.0, CancelToken())
    assert likeness(part, whole[5 * RATE_HZ : 7 * RATE_HZ]) > near


def test_a_track_that_begins_behind_the_place_is_heard_where_it_is(tmp_path: Path) -> None:
    sound = speech(seconds=5.0)[None]
    tracks = [
        Track(0.01 * hiss(np.zeros((1, 20 * RATE_HZ), np.float32), 1.0), RATE_HZ, "pcm_s16le"),
        Track(sound, RATE_HZ, "pcm_s16le", start_s=12.0),
    ]
    write(tmp_path / "late.mkv", tracks, in_step=True)
    part = sound_between(tmp_path / "late.mkv", ALL_TRACKS, 5.0, 13.0, CancelToken())
    expected = np.zeros(13 * RATE_HZ, np.float32)
    expected[7 * RATE_HZ : 12 * RATE_HZ] = sound[0]
    assert abs(lag_samples(part, expected)) <= 0.005 * RATE_HZ


def test_waiting_for_a_track_that_begins_much_later_costs_no_memory(tmp_path: Path) -> None:
    first, second = (0.5 * one for one in turns())
    late = Track(second, RATE_HZ, "flac", start_s=3_000.0)
    write(tmp_path / "late.mkv", [Track(first, RATE_HZ, "flac"), late])
    pieces, most = [], 0
    with closing(listened(tmp_path / "late.mkv", ALL_TRACKS)) as recording:
        playing = recording.pieces(5.0, lambda: True)
        next(playing)
        tracemalloc.start()
        try:
            pieces = list(islice(playing, 40))
            most = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        (there, *_) = recording.pieces(3_003.0, lambda: True)
    played = np.concatenate([piece.samples.mean(axis=0) for piece in pieces])
    begins = round(pieces[0].start_s * RATE_HZ)
    assert likeness(played, first[0, begins : begins + len(played)]) > 0.99
    assert most < 4 << 20
    assert there.start_s == pytest.approx(3_003.0, abs=1e-3)


@pytest.mark.parametrize("codec", ["pcm_s16le", "aac"])
def test_a_copy_upside_down_is_heard_in_the_player(codec: str, tmp_path: Path) -> None:
    sound = 0.4 * speech(seconds=12.0)[None]
    path = film(tmp_path / "a.mkv", sound, -sound, codec=codec)
    for at_s in (0.0, 4.5):
        part = sound_between(path, ALL_TRACKS, at_s, 6.0, CancelToken())
        there = sound[0, round(at_s * RATE_HZ) :][: len(part)]
        assert likeness(part, there[: len(part)]) > 0.97
        assert np.std(part) >= 0.9 * np.std(there)


def test_the_outline_is_of_all(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mkv", *turns())
    assert outline_of(path, ALL_TRACKS, CancelToken()).samples == len(heard(path))
