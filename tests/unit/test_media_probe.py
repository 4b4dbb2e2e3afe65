"""What a container says of itself, before anything is decoded."""

from pathlib import Path

import numpy as np
import pytest

from desktop_app.media.probe import probe
from tests.media_files import Track, speech, spread, write, write_pcm


def test_two_tracks_with_their_languages(tmp_path: Path) -> None:
    path = tmp_path / "talk.mkv"
    sound = speech(48_000)
    write(
        path,
        [
            Track(spread(sound, 2), 48_000, "aac", language="eng", title="Original"),
            Track(spread(sound, 6), 48_000, "flac", language="ger"),
        ],
        video="mpeg4",
    )
    first, second = probe(path).tracks
    assert (first.number, first.codec, first.sample_rate_hz, first.channels) == (
        0,
        "aac",
        48_000,
        2,
    )
    assert (first.language, first.title) == ("eng", "Original")
    assert (second.number, second.codec, second.channels) == (1, "flac", 6)
    assert (second.language, second.title) == ("ger", None)


@pytest.mark.parametrize(
    ("name", "codec", "rate_hz"),
    [
        ("a.mp3", "libmp3lame", 44_100),
        ("a.m4a", "aac", 44_100),
        ("a.opus", "libopus", 48_000),
        ("a.flac", "flac", 44_100),
        ("a.webm", "libopus", 48_000),
        ("a.ts", "aac", 48_000),
        ("a.avi", "libmp3lame", 44_100),
    ],
)
def test_the_duration_and_an_absolute_path(
    name: str, codec: str, rate_hz: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / name, [Track(spread(speech(rate_hz), 2), rate_hz, codec)])
    monkeypatch.chdir(tmp_path)
    info = probe(Path(name))
    assert info.path == tmp_path / name
    assert info.duration_s == pytest.approx(4.0, abs=0.1)
    assert [t.sample_rate_hz for t in info.tracks] == [rate_hz]
    assert info.tracks[0].language is None


def test_names_that_programs_give_every_track_are_no_titles(tmp_path: Path) -> None:
    write(tmp_path / "a.mp4", [Track(spread(speech(44_100), 1), 44_100, "aac")])
    assert probe(tmp_path / "a.mp4").tracks[0].title is None


@pytest.mark.parametrize(("name", "known_s"), [("a.flac", 4.0), ("a.mkv", None)])
def test_a_duration_that_the_container_does_not_tell(
    name: str, known_s: float | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """libsndfile counts where it can; without it the answer is None, and nothing is started."""
    if name == "a.flac":
        write_pcm(tmp_path / name, spread(speech(), 1), 16_000, "PCM_16")
    else:
        write(tmp_path / name, [Track(spread(speech(48_000), 1), 48_000, "libopus")])
    monkeypatch.setattr("desktop_app.media.probe._container_duration_s", lambda *_: None)
    monkeypatch.setattr("subprocess.Popen", None)
    assert probe(tmp_path / name).duration_s == (
        None if known_s is None else pytest.approx(known_s)
    )


def test_the_file_is_closed_and_can_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    write_pcm(path, np.zeros((1, 1600), np.float32), 16_000, "PCM_16")
    probe(path)
    path.rename(tmp_path / "b.wav")
    assert not path.exists()
