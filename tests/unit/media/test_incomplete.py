"""Missing sound is reported for every container, and never for a complete file."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from desktop_app.core.errors import MediaUnreadable
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.transcript import Incomplete
from desktop_app.media.container import open_container
from desktop_app.media.decode import decode
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
    write_pcm,
)

SECONDS = 4.0
# These do not state their length, so a truncated one counts as complete.
PROMISE_NOTHING = {"bare.mp3", "a.aac", "a.ac3", "a.amr", "live.webm", "film.mpg", "film.nut"}
# These say only that they were cut off.
SAY_NO_LENGTH = {"a.opus", "flac.ogg", "film.ts"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("kinds")
    for name in KINDS:
        write_kind(made, name, SECONDS)
    return made


def heard(path: Path) -> tuple[Samples, Incomplete | None]:
    told: list[Incomplete] = []
    samples = np.concatenate(list(decode(path, on_incomplete=told.append)))
    assert len(told) <= 1
    return samples, told[0] if told else None


def length_s(samples: Samples) -> float:
    return len(samples) / SAMPLE_RATE_HZ


@pytest.mark.parametrize("name", KINDS)
def test_a_whole_file_is_whole(name: str, folder: Path) -> None:
    samples, incomplete = heard(folder / name)
    assert incomplete is None
    assert length_s(samples) == pytest.approx(SECONDS, abs=0.15)


@pytest.mark.parametrize("share", [0.3, 0.6])
@pytest.mark.parametrize("name", KINDS)
def test_a_part_of_a_file_is_not_passed_off_as_the_whole(
    name: str, share: float, folder: Path, tmp_path: Path
) -> None:
    data = (folder / name).read_bytes()
    size = round(len(data) * share)
    if name == "film.ts" and size % 188 == 0:
        size += 1
    (tmp_path / name).write_bytes(data[:size])
    if name == "a.wv" or (name, share) == ("film.3gp", 0.3):  # all the sound is in one block
        with pytest.raises(MediaUnreadable):
            heard(tmp_path / name)
        return
    samples, incomplete = heard(tmp_path / name)
    assert 0.3 < length_s(samples) < SECONDS - 0.6
    if name in PROMISE_NOTHING:
        assert incomplete is None
        return
    assert incomplete is not None and incomplete.breaks_off
    assert incomplete.decoded_s == pytest.approx(length_s(samples), abs=0.01)
    if name in SAY_NO_LENGTH:
        assert incomplete.expected_s is None
    else:
        assert incomplete.expected_s == pytest.approx(SECONDS, abs=0.2)
    assert str(incomplete).endswith("the file is incomplete.")


@pytest.mark.parametrize(
    "name", [n for n, kind in KINDS.items() if kind[3] and n not in ("film.mpg", "film.nut")]
)
def test_a_film_that_is_longer_than_its_sound_is_whole(name: str, tmp_path: Path) -> None:
    write_kind(tmp_path, name, 1.5, film_s=6.0)
    samples, incomplete = heard(tmp_path / name)
    assert incomplete is None
    # An MXF has a sample for every picture.
    assert length_s(samples) == pytest.approx(1.5, abs=0.2)


@pytest.mark.parametrize("name", ["late.mkv", "late.mp4", "late.ts", "late.flv"])
def test_sound_that_begins_late_is_whole(name: str, tmp_path: Path) -> None:
    codec = "libmp3lame" if name.endswith("flv") else "aac"
    video = {"flv": "flv", "ts": "mpeg2video"}.get(name[5:], "mpeg4")
    track = Track(spread(speech(44_100), 1), 44_100, codec, start_s=1.5)
    write(tmp_path / name, [track], video=video, seconds=6.0)
    samples, incomplete = heard(tmp_path / name)
    assert incomplete is None
    assert length_s(samples) == pytest.approx(5.5, abs=0.15)


@pytest.mark.parametrize("name", ["a.mka", "film.mkv", "film.flv", "film.ts"])
def test_a_part_with_the_times_of_the_whole_is_whole(name: str, tmp_path: Path) -> None:
    """Live recordings and split files begin at any time."""
    path, later = write_kind(tmp_path, name), tmp_path / f"later-{name}"
    with av.open(str(path)) as source, av.open(str(later), "w") as target:
        streams = {s.index: target.add_stream_from_template(s) for s in source.streams}
        for packet in source.demux():
            if packet.size and packet.pts is not None and packet.dts is not None:
                packet.pts += round(60 / packet.time_base)
                packet.dts += round(60 / packet.time_base)
                packet.stream = streams[packet.stream_index]
                target.mux(packet)
    samples, incomplete = heard(later)
    assert length_s(samples) == pytest.approx(SECONDS, abs=0.15)
    assert incomplete is None


@pytest.mark.parametrize("name", ["a.mp3", "a.ac3", "film.mkv", "film.mpg"])
def test_an_avi_with_empty_packets_is_whole(name: str, tmp_path: Path) -> None:
    """They stand for a second before the sound, and are counted in the header."""
    path, later = write_kind(tmp_path, name), tmp_path / "later.avi"
    with av.open(str(path)) as source, av.open(str(later), "w") as target:
        (audio,) = source.streams.audio
        stream = target.add_stream_from_template(audio)
        for packet in source.demux(audio):
            if packet.size and packet.pts is not None and packet.pts * packet.time_base >= 1:
                packet.stream = stream
                target.mux(packet)
    assert heard(later)[1] is None


@pytest.mark.parametrize("size", [0, 0xFFFFFFFF, 0xFFFFFFD8, 0x7FFFF000, 0x80000000])
def test_a_wav_whose_size_was_never_known_is_whole(size: int, tmp_path: Path) -> None:
    path = write_kind(tmp_path, "a.wav")
    data = bytearray(path.read_bytes())
    place = data.index(b"data") + 4
    data[4:8] = data[place : place + 4] = size.to_bytes(4, "little")
    path.write_bytes(data)
    samples, incomplete = heard(path)
    assert incomplete is None
    assert length_s(samples) == pytest.approx(SECONDS, abs=0.01)


def test_a_flac_whose_length_was_never_known_is_whole(tmp_path: Path) -> None:
    path = write_kind(tmp_path, "a.flac")
    data = bytearray(path.read_bytes())
    data[21] &= 0xF0  # STREAMINFO: 36 bits, the last of which are here and in the next four bytes
    data[22:26] = bytes(4)
    path.write_bytes(data)
    assert heard(path)[1] is None


def test_a_file_that_is_cut_while_it_is_read(tmp_path: Path) -> None:
    write_pcm(tmp_path / "a.wav", spread(np.tile(speech(), 15), 1), 16_000, "PCM_16")
    told: list[Incomplete] = []
    blocks = decode(tmp_path / "a.wav", on_incomplete=told.append)
    next(blocks)
    with (tmp_path / "a.wav").open("r+b") as file:
        file.truncate(20 * 32_000)
    assert sum(map(len, blocks)) < 21 * SAMPLE_RATE_HZ
    (incomplete,) = told
    assert incomplete.expected_s == pytest.approx(60.0, abs=0.01)


@pytest.mark.parametrize("name", ["bare.mp3", "film.mpg", "piped.wav"])
def test_a_file_of_unknown_length_that_is_cut_while_it_is_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if name == "piped.wav":
        write_pcm(path, np.tile(speech(), 15)[None], 16_000, "PCM_16")
        data = bytearray(path.read_bytes())
        data[40:44] = b"\xff" * 4
        path.write_bytes(data)
    else:
        write_kind(tmp_path, name, 60.0)
    told: list[Incomplete] = []
    blocks = decode(path, on_incomplete=told.append)
    next(blocks)
    os.truncate(path, path.stat().st_size // 2)
    assert sum(map(len, blocks)) < 40 * SAMPLE_RATE_HZ
    (incomplete,) = told
    assert incomplete.expected_s is None and incomplete.breaks_off


def test_the_words_of_a_song_are_no_loss(folder: Path, tmp_path: Path) -> None:
    words = b"LYRICSBEGIN" + b"LYR50000" + bytes(range(256)) * 195 + b"049955LYRICS200"
    song = tmp_path / "song.mp3"
    song.write_bytes((folder / "bare.mp3").read_bytes() + words + b"TAG".ljust(128))
    assert heard(song)[1] is None


def test_silence_that_breaks_off_is_reported_too(tmp_path: Path) -> None:
    write_pcm(tmp_path / "a.wav", np.zeros((1, 160_000), np.float32), 16_000, "PCM_16")
    data = (tmp_path / "a.wav").read_bytes()
    (tmp_path / "a.wav").write_bytes(data[: len(data) // 2])
    assert str(heard(tmp_path / "a.wav")[1]) == (
        "The recording ends after 5 s of 10 s; the file is incomplete."
    )


# name: which share of the bytes is wiped out
WIPED = {
    **dict.fromkeys(["a.mp3", "bare.mp3", "a.ac3", "a.flac", "a.opus", "a.mka", "a.wma"], 0.2),
    **dict.fromkeys(["film.flv", "film.ts", "a.aac", "film.mkv"], 0.2),
}


@pytest.mark.parametrize("name", WIPED)
def test_damage_in_the_middle_is_reported(name: str, folder: Path, tmp_path: Path) -> None:
    data = bytearray((folder / name).read_bytes())
    size = round(len(data) * WIPED[name])
    start = len(data) // 2
    data[start : start + size] = bytes(size)
    (tmp_path / name).write_bytes(data)
    samples, incomplete = heard(tmp_path / name)
    assert incomplete is not None
    assert incomplete.expected_s == pytest.approx(SECONDS, abs=0.5)
    lost_s = (incomplete.expected_s or 0.0) - incomplete.decoded_s
    assert 0.4 < lost_s < 2.2
    if not incomplete.holes:  # the container leaves no trace of the place
        assert name == "a.aac" or incomplete.breaks_off
        return
    ((first_s, last_s),) = incomplete.holes
    assert 1.4 < first_s < 2.4
    assert last_s - first_s == pytest.approx(lost_s, abs=0.01)
    if name == "film.mkv" or last_s > SECONDS - 1:
        return
    # What follows is where it was.
    rest = round((last_s + 0.1) * SAMPLE_RATE_HZ)
    late_s = lag_samples(samples[rest:], speech()[rest:]) / SAMPLE_RATE_HZ
    assert abs(late_s) < (0.2 if name.endswith((".mp3", ".ac3")) else 0.07)


def test_tags_between_joined_mp3_files_are_no_loss(folder: Path, tmp_path: Path) -> None:
    """A cover picture takes the bytes of ten seconds."""
    one = (folder / "bare.mp3").read_bytes()
    size = 200_000
    tag = b"ID3\x03\0\0" + bytes([size >> 21, size >> 14 & 127, size >> 7 & 127, size & 127])
    picture = b"APIC" + np.random.default_rng(1).bytes(size - 4)
    (tmp_path / "both.mp3").write_bytes(one + tag + picture + one)
    samples, incomplete = heard(tmp_path / "both.mp3")
    assert length_s(samples) == pytest.approx(2 * SECONDS, abs=0.6)
    assert incomplete is None or not incomplete.holes


def test_a_pause_of_the_recorder_is_no_loss(tmp_path: Path) -> None:
    for name in ("a.mka", "a.webm", "film.mkv", "film.flv"):
        path, paused = write_kind(tmp_path, name), tmp_path / f"paused-{name}"
        with av.open(str(path)) as source, av.open(str(paused), "w") as target:
            streams = {s.index: target.add_stream_from_template(s) for s in source.streams}
            for packet in source.demux():
                if not packet.size or packet.pts is None or packet.dts is None:
                    continue
                if packet.pts * packet.time_base >= 2:
                    packet.pts += round(3 / packet.time_base)
                    packet.dts += round(3 / packet.time_base)
                packet.stream = streams[packet.stream_index]
                target.mux(packet)
        samples, incomplete = heard(paused)
        assert length_s(samples) == pytest.approx(SECONDS + 3, abs=0.15)
        assert incomplete is None


def test_a_track_that_begins_in_mid_stream_costs_nothing(tmp_path: Path) -> None:
    """Joined broadcasts: PyAV raises IndexError at the end of such a file."""
    track = Track(spread(speech(48_000), 1), 48_000, "aac")
    write(tmp_path / "one.ts", [track], video="mpeg2video")
    write(tmp_path / "two.ts", [track, track], video="mpeg2video")
    one, two = ((tmp_path / name).read_bytes() for name in ("one.ts", "two.ts"))
    (tmp_path / "joined.ts").write_bytes(one + two + one)
    samples, _ = heard(tmp_path / "joined.ts")
    assert length_s(samples) == pytest.approx(3 * SECONDS, abs=0.2)


def test_frames_numbered_for_another_sample_rate_leave_no_silence(tmp_path: Path) -> None:
    """FLAC numbers its frames, and FFmpeg takes the first rate for all of them."""
    write_pcm(tmp_path / "1.flac", spread(speech(32_000), 1), 32_000, "PCM_16")
    write_pcm(tmp_path / "2.flac", spread(speech(24_000), 1), 24_000, "PCM_16")
    first, second = ((tmp_path / f"{n}.flac").read_bytes() for n in (1, 2))
    frames = second.index(b"\xff\xf8", 42)
    (tmp_path / "both.flac").write_bytes(first + second[frames:])
    samples, _ = heard(tmp_path / "both.flac")
    assert length_s(samples) == pytest.approx(2 * SECONDS, abs=0.01)


def test_frames_larger_than_the_header_says_are_reported(tmp_path: Path) -> None:
    """Nothing but the last frame can be decoded then."""
    write_pcm(tmp_path / "a.flac", spread(speech(), 1), 16_000, "PCM_16")
    data = bytearray((tmp_path / "a.flac").read_bytes())
    data[8:12] = (4000).to_bytes(2) * 2  # STREAMINFO: the smallest and the largest block
    (tmp_path / "a.flac").write_bytes(data)
    _, incomplete = heard(tmp_path / "a.flac")
    assert incomplete is not None
    assert incomplete.decoded_s < 0.5
    assert incomplete.holes[0][0] == 0.0


def stamped(path: Path, pace: float, seconds: float) -> None:
    """Speech over and over in frames of 1,024 samples, whose times run at another pace."""
    sound = np.tile(speech(48_000), round(seconds / SECONDS))
    with av.open(str(path), "w") as output:
        stream = output.add_stream("pcm_s16le", rate=48_000, layout="mono")
        for start in range(0, len(sound) - 1023, 1024):
            packed = (sound[None, start : start + 1024] * 32_000).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(packed, "s16", "mono")
            frame.sample_rate, frame.time_base = 48_000, Fraction(1, 48_000)
            frame.pts = round(start * pace)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))


@pytest.mark.parametrize("pace", [0.98, 1.02])
def test_times_that_run_away_from_the_samples_are_followed(pace: float, tmp_path: Path) -> None:
    stamped(tmp_path / "a.mkv", pace, 60.0)
    samples, incomplete = heard(tmp_path / "a.mkv")
    assert incomplete is None
    assert length_s(samples) == pytest.approx(60 * pace, abs=0.06)
    last = round(56 * pace * SAMPLE_RATE_HZ)
    shown = np.interp(
        np.arange(0, SECONDS * pace, 1 / SAMPLE_RATE_HZ),
        np.arange(len(speech())) / SAMPLE_RATE_HZ * pace,
        speech(),
    ).astype(np.float32)
    assert abs(lag_samples(samples[last:], shown)) / SAMPLE_RATE_HZ < 0.06
    assert likeness(samples[last:], shown) > 0.9


def test_packets_with_less_sound_than_time_are_reported(tmp_path: Path) -> None:
    """E-AC-3 with one block a frame, as some write it into MP4: a sixth is there."""
    path = tmp_path / "a.mkv"
    sound = (spread(speech(48_000), 1) * 32_000).astype(np.int16)
    with av.open(str(path), "w") as output:
        stream = output.add_stream("pcm_s16le", rate=48_000, layout="mono")
        for number in range(100):
            packed = np.ascontiguousarray(sound[:, number * 1536 : number * 1536 + 1536])
            frame = av.AudioFrame.from_ndarray(packed, "s16", "mono")
            frame.sample_rate, frame.time_base = 48_000, Fraction(1, 48_000)
            frame.pts = number * 9216
            output.mux(stream.encode(frame))
    samples, incomplete = heard(path)
    assert length_s(samples) == pytest.approx(19.0, abs=0.3)
    assert incomplete is not None
    assert incomplete.decoded_s == pytest.approx(3.2, abs=0.1)


@pytest.mark.parametrize("rate_hz", [8_000, 44_100])
def test_wma_is_not_late(rate_hz: int, tmp_path: Path) -> None:
    write(tmp_path / "a.wma", [Track(spread(speech(rate_hz), 1), rate_hz, "wmav2")])
    samples, incomplete = heard(tmp_path / "a.wma")
    frame_s = 2048 / max(rate_hz, 32_000)
    assert incomplete is None
    assert abs(lag_samples(samples, speech())) / SAMPLE_RATE_HZ <= frame_s


LENGTHS = {"header": 16, "first object": 46, "packet": 560}


@pytest.mark.parametrize("which", LENGTHS)
@pytest.mark.parametrize("name", ["a.wma", "film.wmv"])
def test_a_length_that_leads_nowhere_is_damage(name: str, which: str, tmp_path: Path) -> None:
    """FFmpeg goes to places before the file then, which is no fault of the disk."""
    path = write_kind(tmp_path, name)
    data = bytearray(path.read_bytes())
    data[LENGTHS[which] : LENGTHS[which] + 8] = b"\xff" * 8
    path.write_bytes(data)
    try:
        samples, _ = heard(path)
    except MediaUnreadable as error:
        message = error.message
    else:
        message = f"{length_s(samples):.0f} s"
    assert "damaged" in message or message == "4 s"


def test_a_jump_before_the_file_is_no_fault_of_the_disk(tmp_path: Path) -> None:
    """A NUT file that breaks off leads FFmpeg there."""
    path = write_kind(tmp_path, "film.nut")
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    samples, _ = heard(path)
    assert length_s(samples) > 1.5


ODD_ERRORS = [
    IndexError("list index out of range"),
    ValueError("nonsense"),
    MemoryError(),
    SystemError("error return without exception set"),
    UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
    av.error.InvalidDataError(1, "Invalid data found"),
]


class Stumbling:
    """A container whose reading ends in an error once, after some packets."""

    def __init__(self, container: av.container.InputContainer, error: Exception) -> None:
        self._container = container
        self._error: Exception | None = error

    def __getattr__(self, name: str) -> Any:
        return getattr(self._container, name)

    def demux(self, *streams: Any) -> Iterator[Any]:
        for number, packet in enumerate(self._container.demux(*streams)):
            if number == 50 and self._error is not None:
                error, self._error = self._error, None
                raise error
            yield packet


@pytest.mark.parametrize("error", ODD_ERRORS, ids=lambda error: type(error).__name__)
def test_whatever_the_demuxer_raises_costs_one_packet_at_most(
    error: Exception, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def opened(path: Path) -> Iterator[Stumbling]:
        with open_container(path) as container:
            yield Stumbling(container, error)

    monkeypatch.setattr("desktop_app.media.decode.open_container", opened)
    samples, _ = heard(folder / "a.mp3")
    assert length_s(samples) == pytest.approx(SECONDS, abs=0.06)


@pytest.mark.parametrize("error", ODD_ERRORS, ids=lambda error: type(error).__name__)
def test_whatever_opening_raises_is_one_sentence(
    error: Exception, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_keywords: object) -> None:
        raise error

    monkeypatch.setattr("av.open", refuse)
    with pytest.raises(
        MediaUnreadable, match=r"“a\.mp3” is not an audio or video file, or is damaged"
    ):
        heard(folder / "a.mp3")
