"""Which track is transcribed: the default one, unless the speech is in another."""

from pathlib import Path

import numpy as np
import pytest

from desktop_app.core.errors import NoAudioTrack
from desktop_app.media.decode import decode
from desktop_app.media.probe import probe
from desktop_app.media.speech import hear_speech
from desktop_app.media.tracks import EXCERPT_S, PLACES, choose_track
from tests.media_files import Samples, Track, speech, write, write_pcm

RATE_HZ = 16_000
SECONDS = 8.0


def silence(seconds: float = SECONDS) -> Samples:
    return np.random.default_rng(0).normal(0, 1e-4, round(seconds * RATE_HZ)).astype(np.float32)


def hiss() -> Samples:
    return 300 * silence()


def voice() -> Samples:
    return speech(seconds=SECONDS)


def film(path: Path, *sounds: Samples, default: int | None = None, titles: str = "") -> Path:
    names = titles.split(",") if titles else [""] * len(sounds)
    tracks = [
        Track(
            sound[None],
            RATE_HZ,
            "pcm_s16le",
            title=name,
            is_default=None if default is None else number == default,
        )
        for number, (sound, name) in enumerate(zip(sounds, names, strict=True))
    ]
    write(path, tracks, video="mpeg4", seconds=1.0)
    return path


def test_a_camera_with_its_microphone_on_the_third_of_four(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mov", silence(), hiss(), voice(), silence())
    choice = choose_track(path)
    assert (choice.track.number, choice.of, choice.place) == (2, 4, "track 3 of 4")


def test_the_default_flag_counts_where_all_tracks_speak(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mkv", voice(), voice(), default=1)
    assert choose_track(path).track.number == 1
    assert [track.is_default for track in probe(path).tracks] == [False, True]


def test_a_default_track_in_which_nobody_speaks_is_passed_over(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mkv", voice(), hiss(), default=1)
    assert choose_track(path).track.number == 0


def test_a_commentary_is_taken_only_where_nobody_else_speaks(tmp_path: Path) -> None:
    titles = "Music,Director's Commentary,Film"
    path = film(tmp_path / "a.mkv", hiss(), voice(), voice(), default=0, titles=titles)
    assert choose_track(path).track.number == 2
    alone = film(tmp_path / "b.mkv", hiss(), voice(), hiss(), default=0, titles=titles)
    assert choose_track(alone).named_place == "track 2 of 3 (Director's Commentary)"


def test_without_speech_the_default_track_stays(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mkv", silence(), hiss(), silence(), default=1)
    assert choose_track(path).track.number == 1


def test_speech_that_comes_late_is_found_at_a_bounded_cost(tmp_path: Path) -> None:
    late = np.concatenate([silence(400.0), np.tile(voice(), 25)])
    path = film(tmp_path / "a.mov", silence(600.0), late)
    heard_s = 0.0

    def detect(samples: Samples) -> Samples:
        nonlocal heard_s
        heard_s += len(samples) / RATE_HZ
        return hear_speech(samples)

    assert choose_track(path, detect).track.number == 1
    assert heard_s <= 2 * len(PLACES) * (EXCERPT_S + 2)


def test_a_single_track_is_not_listened_to(tmp_path: Path) -> None:
    def detect(_samples: Samples) -> Samples:
        raise AssertionError

    path = film(tmp_path / "a.mkv", silence())
    assert choose_track(path, detect).of == 1


def test_a_file_that_is_damaged_behind_its_beginning_has_a_choice(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mkv", silence(), voice())
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 3 // 4])
    assert choose_track(path).track.number == 1


@pytest.mark.parametrize(("tracks", "there"), [(1, "1 audio track"), (2, "2 audio tracks")])
def test_a_track_that_is_not_there_is_reported_in_plain_english(
    tracks: int, there: str, tmp_path: Path
) -> None:
    path = film(tmp_path / "x.mkv", *[silence()] * tracks)
    with pytest.raises(NoAudioTrack) as raised:
        next(decode(path, 4))
    assert raised.value.message == f"“x.mkv” has {there}, so there is no track 5."


def test_a_sound_file_has_one_track(tmp_path: Path) -> None:
    write_pcm(tmp_path / "a.wav", voice()[None], RATE_HZ, "PCM_16")
    assert choose_track(tmp_path / "a.wav").place == "track 1 of 1"
