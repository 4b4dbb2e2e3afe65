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


def film(
    path: Path,
    *sounds: Samples,
    default: int | None = None,
    titles: str = "",
    languages: str = "",
    in_step: bool = False,
) -> Path:
    names = titles.split(",") if titles else [""] * len(sounds)
    codes = languages.split(",") if languages else [""] * len(sounds)
    tracks = [
        Track(
            sound[None],
            RATE_HZ,
            "pcm_s16le",
            title=name,
            language=codes[number],
            is_default=None if default is None else number == default,
        )
        for number, (sound, name) in enumerate(zip(sounds, names, strict=True))
    ]
    write(path, tracks, video="mpeg4", seconds=1.0, in_step=in_step)
    return path


def in_turn() -> tuple[Samples, Samples]:
    """The sample as two people say it, three seconds each in turn."""
    sound = speech(seconds=23.0)
    is_first = (np.arange(len(sound)) / RATE_HZ // 3.0) % 2 == 0
    return sound * is_first, sound * ~is_first


def people_in(path: Path) -> int:
    return choose_track(path, notices_people=True).people


def test_a_camera_with_its_microphone_on_the_third_of_four(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mov", silence(), hiss(), voice(), silence())
    choice = choose_track(path)
    assert (choice.number, choice.of, choice.place) == (2, 4, "track 3 of 4")


def test_the_default_flag_counts_where_all_tracks_speak(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mkv", voice(), voice(), default=1)
    assert choose_track(path).number == 1
    assert [track.is_default for track in probe(path).tracks] == [False, True]


def test_a_default_track_in_which_nobody_speaks_is_passed_over(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mkv", voice(), hiss(), default=1)
    assert choose_track(path).number == 0


def test_a_commentary_is_taken_only_where_nobody_else_speaks(tmp_path: Path) -> None:
    titles = "Music,Director's Commentary,Film"
    path = film(tmp_path / "a.mkv", hiss(), voice(), voice(), default=0, titles=titles)
    assert choose_track(path).number == 2
    alone = film(tmp_path / "b.mkv", hiss(), voice(), hiss(), default=0, titles=titles)
    assert choose_track(alone).named_place == "track 2 of 3 (Director's Commentary)"


def test_without_speech_the_default_track_stays(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mkv", silence(), hiss(), silence(), default=1)
    assert choose_track(path).number == 1


def test_speech_that_comes_late_is_found_at_a_bounded_cost(tmp_path: Path) -> None:
    late = np.concatenate([silence(400.0), np.tile(voice(), 25)])
    path = film(tmp_path / "a.mov", silence(600.0), late)
    heard_s = 0.0

    def detect(samples: Samples) -> Samples:
        nonlocal heard_s
        heard_s += len(samples) / RATE_HZ
        return hear_speech(samples)

    assert choose_track(path, detect).number == 1
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
    assert choose_track(path).number == 1


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


FIRST, SECOND = in_turn()
BOTH = FIRST + SECOND


@pytest.mark.parametrize("name", ["a.mkv", "a.mov"])
@pytest.mark.parametrize(
    ("sounds", "people"),
    [
        ((FIRST, SECOND), 2),
        ((FIRST + 0.1 * SECOND, 0.3 * (SECOND + 0.1 * FIRST)), 2),
        ((BOTH, FIRST, SECOND), 2),
        ((FIRST, 0 * BOTH, SECOND, FIRST), 2),
        ((BOTH, BOTH), 0),
        ((BOTH, 0.5 * BOTH, 0 * BOTH), 0),
        ((FIRST + 0.7 * SECOND, 0.7 * FIRST + SECOND), 0),
        ((BOTH, 0.02 * np.random.default_rng(0).standard_normal(len(BOTH))), 0),
        ((0 * BOTH, 0 * BOTH), 0),
    ],
    ids=[
        "a track each", "crosstalk", "a mix beside them", "silence and a copy", "the same",
        "the same and silence", "one room", "hiss", "silence",
    ],
)  # fmt: skip
def test_tracks_that_are_different_people_are_noticed(
    name: str, sounds: tuple[Samples, ...], people: int, tmp_path: Path
) -> None:
    path = film(tmp_path / name, *(np.asarray(one, np.float32) for one in sounds), in_step=True)
    assert people_in(path) == people
    assert choose_track(path).people == 0  # unless somebody wants to know


@pytest.mark.parametrize(
    ("titles", "languages"), [("", "eng,fra"), ("Film,Commentary", ""), ("", "eng,deu")]
)
def test_tracks_of_a_film_are_not_people(titles: str, languages: str, tmp_path: Path) -> None:
    path = film(tmp_path / "a.mkv", FIRST, SECOND, titles=titles, languages=languages, in_step=True)
    assert people_in(path) == 0


def test_two_languages_of_a_film_that_names_none_are_not_people(tmp_path: Path) -> None:
    """Both speak at the same time."""
    other = np.concatenate([BOTH[len(BOTH) // 3 :], BOTH[: len(BOTH) // 3]])
    assert people_in(film(tmp_path / "a.mkv", BOTH, other, in_step=True)) == 0


def test_tracks_that_are_stored_far_apart_are_not_taken_for_people(tmp_path: Path) -> None:
    assert people_in(film(tmp_path / "a.mkv", BOTH, BOTH)) == 0
    assert people_in(film(tmp_path / "b.mkv", BOTH, BOTH, BOTH)) == 0
