"""Whatever people drop on the window: one clear sentence with the file's name, never a crash."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desktop_app.core.errors import (
    MediaEmpty,
    MediaError,
    MediaInUse,
    MediaMissing,
    MediaProtected,
    MediaUnreadable,
    NoAudioTrack,
)
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.media.chunks import chunks
from desktop_app.media.decode import decode
from desktop_app.media.probe import probe
from desktop_app.system.files import retry_while_in_use
from tests.media_files import Track, likeness, speech, spread, write, write_pcm, write_picture

ASF_START = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
ASF_CONTENT_ENCRYPTION = bytes.fromhex("fbb3112223bdd211b4b700a0c955fc6e")


def wav(path: Path) -> None:
    write_pcm(path, spread(speech(), 1), 16_000, "PCM_16")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("Minutes of the meeting.\n" * 400, encoding="utf-8")


def noise(path: Path) -> None:
    path.write_bytes(np.random.default_rng(3).bytes(50_000))


def picture(path: Path) -> None:
    write_picture(path)


def playlist(path: Path) -> None:
    path.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile://{path}\n", "utf-8")


def folder(path: Path) -> None:
    path.mkdir()


def silent_film(path: Path) -> None:
    write(path, [], video="mpeg4", seconds=1)


def header_only(path: Path) -> None:
    write_pcm(path, np.zeros((1, 0), np.float32), 16_000, "PCM_16")


def encrypted(mark: bytes) -> Callable[[Path], None]:
    """An MP4 whose sample description is renamed, as encryption does it."""

    def make(path: Path) -> None:
        write(path, [Track(spread(speech(44_100), 1), 44_100, "aac")], container="mp4")
        data = path.read_bytes()
        assert data.count(b"mp4a") == 1
        path.write_bytes(data.replace(b"mp4a", mark))

    return make


def encrypted_wma(path: Path) -> None:
    path.write_bytes(ASF_START + bytes(14) + ASF_CONTENT_ENCRYPTION + bytes(5_000))


# file name: what is in it, the error, whether it shows only when it is decoded
BAD = {
    "empty.wav": (empty, MediaEmpty),
    "text.mp3": (text, MediaUnreadable),
    "text.txt": (text, MediaUnreadable),
    "noise.wav": (noise, MediaUnreadable),
    "photo.jpg": (picture, MediaUnreadable),
    "photo.png": (picture, MediaUnreadable),
    "list.m3u8": (playlist, MediaUnreadable),
    "list.mp3": (playlist, MediaUnreadable),
    "folder.wav": (folder, MediaUnreadable),
    "film.mp4": (silent_film, NoAudioTrack),
    "song.m4p": (encrypted(b"drms"), MediaProtected),
    "stream.mp4": (encrypted(b"enca"), MediaProtected),
    "book.aax": (encrypted(b"aavd"), MediaProtected),
    "song.wma": (encrypted_wma, MediaProtected),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize(
    "action", [probe, lambda path: list(decode(path))], ids=["probe", "decode"]
)
def test_a_bad_file_is_reported_by_name(
    name: str, action: Callable[[Path], object], tmp_path: Path
) -> None:
    make, expected = BAD[name]
    make(tmp_path / name)
    with pytest.raises(MediaError) as caught:
        action(tmp_path / name)
    assert type(caught.value) is expected
    assert f"“{name}”" in caught.value.message
    assert caught.value.message.endswith(".")


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(MediaMissing, match=r"gone\.wav"):
        probe(tmp_path / "gone.wav")


def test_a_file_below_a_file(tmp_path: Path) -> None:
    wav(tmp_path / "a.wav")
    with pytest.raises(MediaMissing):
        probe(tmp_path / "a.wav" / "b.wav")


def test_a_file_that_vanishes_between_probe_and_decode(tmp_path: Path) -> None:
    wav(tmp_path / "a.wav")
    assert probe(tmp_path / "a.wav").duration_s == pytest.approx(4.0)
    (tmp_path / "a.wav").unlink()
    with pytest.raises(MediaMissing, match=r"a\.wav"):
        next(decode(tmp_path / "a.wav"))


def test_a_file_without_a_single_sample(tmp_path: Path) -> None:
    header_only(tmp_path / "none.wav")
    with pytest.raises(MediaEmpty, match=r"none\.wav"):
        list(decode(tmp_path / "none.wav"))


def test_a_device_is_no_recording() -> None:
    if os.name == "nt":
        pytest.skip("no device files")
    with pytest.raises(MediaUnreadable, match="null"):
        probe(Path(os.devnull))


def test_a_file_one_may_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wav(tmp_path / "a.wav")
    refuse(monkeypatch, PermissionError(13, "Permission denied"))
    with pytest.raises(MediaUnreadable, match="permission to read"):
        probe(tmp_path / "a.wav")


def test_a_file_that_stays_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wav(tmp_path / "a.wav")
    pauses: list[float] = []
    monkeypatch.setattr(
        "desktop_app.system.files.retry_while_in_use",
        lambda action: retried(action, pauses),
    )
    refuse(monkeypatch, OSError(16, "Device or resource busy"))
    with pytest.raises(MediaInUse, match=r"a\.wav"):
        probe(tmp_path / "a.wav")
    assert len(pauses) > 2


def retried(action: Callable[[], object], pauses: list[float]) -> object:
    return retry_while_in_use(action, sleep=pauses.append)


def refuse(monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    opener: Any = Path if os.name == "nt" else os
    opened = opener.open

    def refusing(path: Path, *arguments: Any, **keywords: Any) -> object:
        if str(path).endswith(".wav"):
            raise error
        return opened(path, *arguments, **keywords)

    monkeypatch.setattr(opener, "open", refusing)


@pytest.mark.parametrize("name", ["a.wav", "a.mp3", "a.flac", "a.ogg", "a.mkv", "a.ts"])
def test_a_truncated_file_gives_what_is_in_it(name: str, tmp_path: Path) -> None:
    codec = {"wav": "pcm_s16le", "mp3": "libmp3lame", "flac": "flac", "ts": "aac"}
    path = tmp_path / name
    write(path, [Track(spread(speech(48_000), 1), 48_000, codec.get(path.suffix[1:], "libopus"))])
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 6 // 10])
    got = np.concatenate(list(decode(path)))
    assert 1.4 < len(got) / SAMPLE_RATE_HZ < 3.5
    assert likeness(got, speech()[: len(got)]) > 0.9


def test_a_truncated_mp4_has_lost_its_table(tmp_path: Path) -> None:
    """The table of an ordinary MP4 is at its end; without it nothing can be found."""
    path = tmp_path / "a.mp4"
    write(path, [Track(spread(speech(44_100), 1), 44_100, "aac")])
    path.write_bytes(path.read_bytes()[:-3000])
    with pytest.raises(MediaUnreadable, match=r"a\.mp4"):
        probe(path)


def test_a_recording_whose_header_was_never_finished(tmp_path: Path) -> None:
    """A recorder that lost its power leaves lengths of 0 in the WAV header."""
    path = tmp_path / "a.wav"
    wav(path)
    data = bytearray(path.read_bytes())
    data[4:8] = data[40:44] = bytes(4)
    path.write_bytes(data)
    assert likeness(np.concatenate(list(decode(path))), speech()) > 0.999


def test_clear_sound_beside_a_protected_picture_is_fine(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    write(path, [Track(spread(speech(48_000), 1), 48_000, "aac")], video="mpeg4")
    path.write_bytes(path.read_bytes().replace(b"mp4v", b"encv", 1))
    assert likeness(np.concatenate(list(decode(path))), speech()) > 0.97


def test_a_cover_picture_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    write(path, [Track(spread(speech(44_100), 1), 44_100, "libmp3lame")], video="png", seconds=0.04)
    info = probe(path)
    assert [t.codec for t in info.tracks] == ["mp3"]
    assert info.duration_s == pytest.approx(4.0, abs=0.1)
    assert likeness(np.concatenate(list(decode(path))), speech()) > 0.97


@pytest.mark.parametrize(
    "name", ["Café 日本 interview.wav", "concat:b.wav", "100%d.wav", "a" * 250 + ".wav"]
)
def test_odd_names(name: str, tmp_path: Path) -> None:
    if os.name == "nt" and (":" in name or len(name) > 200):
        pytest.skip("not a name on Windows")
    wav(tmp_path / name)
    assert probe(tmp_path / name).path.name == name
    assert likeness(np.concatenate(list(decode(tmp_path / name))), speech()) > 0.999


def test_a_path_of_more_than_300_characters(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["ordner mit leerzeichen é"] * 13)
    if os.name == "nt":
        pytest.skip("depends on a setting of Windows")
    deep.mkdir(parents=True)
    wav(deep / "a.wav")
    assert len(str(deep)) > 300
    assert probe(deep / "a.wav").duration_s == pytest.approx(4.0)


@pytest.mark.skipif(sys.platform != "linux", reason="names are text elsewhere")
def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.wav"))
    wav(tmp_path / "a.wav")
    (tmp_path / "a.wav").rename(path)
    assert len(np.concatenate(list(decode(path)))) == len(speech())


def test_a_word_of_a_fifth_of_a_second(tmp_path: Path) -> None:
    word = speech()[16_000 : 16_000 + 3_200]
    write_pcm(tmp_path / "yes.wav", spread(word, 1), 16_000, "PCM_16")
    (only,) = chunks(decode(tmp_path / "yes.wav"), 30.0)
    assert only.start_s == 0
    assert only.duration_s == pytest.approx(0.2)


def test_silence_has_no_speech_but_is_no_error(tmp_path: Path) -> None:
    write_pcm(tmp_path / "quiet.wav", np.zeros((2, 44_100 * 3), np.float32), 44_100, "PCM_16")
    assert probe(tmp_path / "quiet.wav").duration_s == pytest.approx(3.0)
    assert list(chunks(decode(tmp_path / "quiet.wav"), 30.0)) == []
