"""What FFmpeg may read, and failures midway."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from desktop_app.core.errors import MediaUnreadable
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.media.decode import decode
from desktop_app.media.mixing import Resampler
from tests.media_files import Track, speech, spread, write, write_pcm


class Stick:
    """A file on a memory stick, counting what is read, pulled out after some reads."""

    def __init__(self, opened: Any, reads: int) -> None:
        self._file = opened
        self._reads_left = reads
        self.bytes_read = 0

    def read(self, size: int) -> bytes:
        self._reads_left -= 1
        if self._reads_left < 0:
            raise OSError(5, "Input/output error")
        data: bytes = self._file.read(size)
        self.bytes_read += len(data)
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@pytest.fixture
def sticks(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Stick]]:
    """Every file that FFmpeg reads, each good for `reads[0]` reads."""
    made: list[Stick] = []
    real = av.open

    def open_stick(file: Any, *args: Any, **options: Any) -> Any:
        if args == ("w",):
            return real(file, *args, **options)
        made.append(Stick(file, READS[0]))
        return real(made[-1], *args, **options)

    monkeypatch.setattr(av, "open", open_stick)
    yield made
    READS[0] = 10**9


READS = [10**9]


@pytest.mark.parametrize("reads", [0, 5])
def test_a_disk_that_fails_is_reported(reads: int, tmp_path: Path, sticks: list[Stick]) -> None:
    """No shortened transcript that looks whole: a stick pulled out is no end of the file."""
    path = tmp_path / "a.wav"
    write_pcm(path, np.zeros((1, 16_000 * 60), np.float32), 16_000, "PCM_16")
    READS[0] = reads
    with pytest.raises(MediaUnreadable, match=r"a\.wav.*Input/output error"):
        list(decode(path))
    assert len(sticks) == 1


def test_the_pictures_of_a_film_are_not_read(tmp_path: Path, sticks: list[Stick]) -> None:
    """Of a film of gigabytes only the sound is wanted."""
    path = tmp_path / "a.mov"
    sound = spread(speech(48_000), 1)
    write(path, [Track(sound, 48_000, "aac")], video="rawvideo", seconds=60)
    size = path.stat().st_size
    assert size > 2e6
    assert len(list(decode(path))) >= 4
    assert sticks[0].bytes_read < size / 2


LISTS = {
    "b.mp3": "ffconcat version 1.0\nfile a.wav\n",
    "b.m3u8": "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\na.wav\n#EXT-X-ENDLIST\n",
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_files_opens_none_of_them(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even if it is not known for a list by its beginning."""
    write_pcm(tmp_path / "a.wav", spread(speech(), 1), 16_000, "PCM_16")
    (tmp_path / name).write_text(LISTS[name], encoding="utf-8")
    monkeypatch.setattr("desktop_app.media.container.PLAYLIST_BEGINNINGS", (b"never",))
    with pytest.raises(MediaUnreadable):
        list(decode(tmp_path / name))


@pytest.mark.parametrize("rate_hz", [44_100, 48_000, 96_000])
def test_what_16_khz_cannot_hold_is_taken_out_not_folded_down(rate_hz: int) -> None:
    resampler = Resampler(rate_hz)
    tone = np.sin(2 * np.pi * 10_000 * np.arange(rate_hz) / rate_hz).astype(np.float32)
    got = np.concatenate([resampler.feed(tone), resampler.finish()])
    assert len(got) == pytest.approx(SAMPLE_RATE_HZ, abs=1)
    assert np.abs(got[1000:-1000]).max() < 1e-4


@pytest.mark.timeout(20)
@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_a_pipe_with_a_recordings_name_is_no_recording(tmp_path: Path) -> None:
    pipe = tmp_path / "b.wav"
    os.mkfifo(pipe)
    with pytest.raises(MediaUnreadable, match="is a named pipe, not a recording"):
        next(decode(pipe))
