"""What a container says of itself, before anything is decoded."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.container import InputContainer

from desktop_app.core.errors import MediaEmpty, MediaMissing, MediaUnreadable
from desktop_app.core.media import MediaInfo
from desktop_app.media import probe as probing
from desktop_app.media.container import open_container
from desktop_app.media.probe import frame_rate, probe, probe_if_changed
from desktop_app.media.tracks import choose_track
from tests.media_files import Track, speech, spread, write, write_kind, write_pcm


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
    """libsndfile counts if it can; otherwise the result is None, and no program is started."""
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


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """A recording of four seconds in one track."""
    path = tmp_path / "talk.mkv"
    write(path, [Track(spread(speech(48_000), 1), 48_000, "libopus")])
    return path


def _two_tracks(path: Path) -> None:
    sound = spread(speech(48_000), 1)
    write(path, [Track(sound, 48_000, "libopus"), Track(sound, 48_000, "libopus")])


def _replaced_by_one_as_old(path: Path) -> None:
    before = path.stat()
    other = path.with_name("other.mkv")
    _two_tracks(other)
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)


def _written_anew_with_as_many_bytes(path: Path) -> None:
    before = path.stat()
    other = path.with_name("other.mkv")
    write(other, [Track(spread(speech(48_000), 1)[:, :96_000], 48_000, "libopus")])
    path.write_bytes(other.read_bytes().ljust(before.st_size, b"\0")[: before.st_size])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 100))


@pytest.mark.parametrize(
    "change", [_two_tracks, _replaced_by_one_as_old, _written_anew_with_as_many_bytes]
)
def test_a_recording_that_has_changed_is_probed_again(
    change: Callable[[Path], None], talk: Path
) -> None:
    known = probe(talk)
    change(talk)
    found = probe_if_changed(talk, known)
    assert found == probe(talk) != known
    assert choose_track(talk, known=found).of == len(found.tracks)


def test_what_is_known_of_a_recording_is_kept_while_it_stays(
    talk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = probe(talk)
    (only,) = known.tracks
    monkeypatch.setattr("av.open", None)  # FFmpeg is not asked again
    assert probe_if_changed(talk, known) is known
    assert choose_track(talk, known=known).track is only


def test_facts_that_nobody_took_from_the_file_are_not_relied_on(talk: Path) -> None:
    made_up = MediaInfo(talk, 1.0, ())
    for known in (None, made_up):
        assert probe_if_changed(talk, known) == probe(talk)


def test_a_recording_that_cannot_be_read_any_more_says_why(talk: Path) -> None:
    known = probe(talk)
    talk.write_bytes(b"")
    with pytest.raises(MediaEmpty):
        probe_if_changed(talk, known)
    talk.unlink()
    with pytest.raises(MediaMissing):
        probe_if_changed(talk, known)
    talk.mkdir()
    with pytest.raises(MediaUnreadable):
        probe_if_changed(talk, known)


def write_film(path: Path, rate: Fraction, frames: list[int]) -> Path:
    """A silent film whose pictures come at those frames."""
    with av.open(str(path), "w") as output:
        stream = output.add_stream("mpeg4", rate=rate)
        stream.width = stream.height = 32
        for number in frames:
            picture = av.VideoFrame.from_ndarray(np.full((32, 32, 3), number, np.uint8), "rgb24")
            picture.pts, picture.time_base = number, 1 / rate
            output.mux(stream.encode(picture))
        output.mux(stream.encode(None))
    return path


@pytest.mark.parametrize(
    ("rate", "told"),
    [
        (Fraction(24_000, 1001), 23.976),
        (Fraction(24), 24.0),
        (Fraction(25), 25.0),
        (Fraction(30_000, 1001), 29.97),
        (Fraction(60_000, 1001), 59.94),
    ],
)
@pytest.mark.parametrize("name", ["film.mkv", "film.mp4"])
def test_the_frames_of_a_film(tmp_path: Path, name: str, rate: Fraction, told: float) -> None:
    assert frame_rate(write_film(tmp_path / name, rate, list(range(60)))) == told


def test_what_has_no_frame_rate(tmp_path: Path) -> None:
    uneven = write_film(tmp_path / "phone.mp4", Fraction(30), [n for n in range(90) if n % 7])
    assert frame_rate(uneven) is None
    assert frame_rate(write_kind(tmp_path, "a.m4a")) is None
    assert frame_rate(tmp_path / "gone.mp4") is None
    (tmp_path / "notes.mp4").write_text("no film", encoding="utf-8")
    assert frame_rate(tmp_path / "notes.mp4") is None


LATE = datetime(2026, 3, 14, 23, 30, tzinfo=UTC)
APPLE = {"com.apple.quicktime.creationdate": "2026-03-14T00:30:00+0900"}


@pytest.mark.parametrize(
    ("name", "tags", "wanted"),
    [
        ("a.mp4", {"creation_time": "2026-03-14T12:00:00.000000Z"}, date(2026, 3, 14)),
        ("a.mkv", {"creation_time": "2026-03-14T23:30:00Z"}, LATE.astimezone().date()),
        ("a.mov", {**APPLE, "creation_time": "2026-03-13T15:30:00Z"}, date(2026, 3, 14)),
        ("a.wav", {"date": "2026-03-14"}, date(2026, 3, 14)),
        ("a.m4a", {"date": "2026-03-14"}, None),  # of publication
        ("a.wav", {"date": "2026"}, None),
        ("a.mkv", {"creation_time": "1904-01-01T00:00:00Z"}, None),
        ("a.mkv", {"creation_time": "2099-01-01T00:00:00Z"}, None),
        ("a.mkv", {"creation_time": "0001-01-01T00:00:00+14:00"}, None),
        ("a.mkv", {"creation_time": "yesterday"}, None),
        ("a.mkv", {}, None),
    ],
)
def test_the_day_of_the_recording(
    name: str, tags: dict[str, str], wanted: date | None, tmp_path: Path
) -> None:
    codec = "pcm_s16le" if name == "a.wav" else "aac"
    options = {"movflags": "use_metadata_tags"} if name == "a.mov" else {}
    track = Track(spread(speech(44_100), 1), 44_100, codec)
    write(tmp_path / name, [track], options=options, tags=tags)
    assert probe(tmp_path / name).recorded_on == wanted


def test_the_formats_of_a_transcript_share_one_look_at_its_film(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = write_film(tmp_path / "a.mp4", Fraction(25), list(range(50)))
    opened: list[Path] = []

    def counting(path: Path) -> AbstractContextManager[InputContainer]:
        opened.append(path)
        return open_container(path)

    monkeypatch.setattr(probing, "open_container", counting)
    assert [frame_rate(film) for _format in range(3)] == [25.0] * 3
    assert opened == [film]
    write_film(film, Fraction(30), list(range(90)))
    assert frame_rate(film) == 30.0
