"""The same speech, whatever the file: in the right place, at the right level, in flat memory."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import psutil
import pytest

from desktop_app.core.errors import NoAudioTrack
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.media.decode import BLOCK_SAMPLES, decode
from tests.conftest import ROOT
from tests.media_files import (
    Samples,
    Track,
    lag_samples,
    likeness,
    speech,
    spread,
    write,
    write_pcm,
)

# What an encoder puts before the sound is told by most containers, and then taken out. These do
# not tell it, and players show it too: up to two frames of the codec.
TOLD_MS, UNTOLD_MS = 20, 60


def decoded(path: Path, track: int = 0) -> Samples:
    return np.concatenate(list(decode(path, track)))


# name: codec, rate, channels, film, what may be late, likeness
ENCODED = {
    "a.mp3": ("libmp3lame", 44_100, 2, None, TOLD_MS, 0.98),
    "low.mp3": ("libmp3lame", 22_050, 1, None, TOLD_MS, 0.98),
    "a.m4a": ("aac", 44_100, 2, None, TOLD_MS, 0.97),
    "surround.m4a": ("aac", 48_000, 6, None, TOLD_MS, 0.97),
    "lossless.m4a": ("alac", 48_000, 2, None, TOLD_MS, 0.999),
    "a.aac": ("aac", 48_000, 2, None, UNTOLD_MS, 0.97),
    "a.opus": ("libopus", 48_000, 2, None, TOLD_MS, 0.95),
    "opus.ogg": ("libopus", 48_000, 1, None, TOLD_MS, 0.95),
    "a.wma": ("wmav2", 44_100, 2, None, UNTOLD_MS, 0.95),
    "a.flac": ("flac", 96_000, 8, None, 1, 0.999),
    "a.aiff": ("pcm_s16be", 44_100, 2, None, 1, 0.999),
    "a.caf": ("pcm_s24le", 48_000, 2, None, 1, 0.999),
    "a.mka": ("flac", 44_100, 2, None, 1, 0.999),
    "law.wav": ("pcm_alaw", 8_000, 1, None, 1, 0.98),
    "a.amr": ("libopencore_amrnb", 8_000, 1, None, UNTOLD_MS, 0.8),
    "eight.m4a": ("aac", 48_000, 8, None, TOLD_MS, 0.95),
    "a.mp4": ("aac", 48_000, 2, "mpeg4", TOLD_MS, 0.97),
    "a.mkv": ("libopus", 48_000, 2, "mpeg4", TOLD_MS, 0.95),
    "a.mov": ("pcm_s16le", 48_000, 2, "mpeg4", TOLD_MS, 0.999),
    "a.webm": ("libopus", 48_000, 2, "libvpx", TOLD_MS, 0.95),
    "a.avi": ("libmp3lame", 44_100, 2, "mpeg4", UNTOLD_MS, 0.97),
    "a.ts": ("aac", 48_000, 2, "mpeg2video", UNTOLD_MS, 0.97),
    "a.3gp": ("aac", 44_100, 1, "mpeg4", TOLD_MS, 0.97),
    "a.flv": ("libmp3lame", 44_100, 2, "flv", UNTOLD_MS, 0.97),
}


@pytest.mark.parametrize("name", ENCODED)
def test_every_container_gives_the_same_speech(name: str, tmp_path: Path) -> None:
    codec, rate_hz, channels, video, late_ms, least = ENCODED[name]
    wanted = speech()
    track = Track(spread(speech(rate_hz), channels), rate_hz, codec)
    write(tmp_path / name, [track], video=video)

    got = decoded(tmp_path / name)

    assert abs(lag_samples(got, wanted)) <= late_ms * SAMPLE_RATE_HZ / 1000
    assert likeness(got, wanted) > least
    assert abs(len(got) - len(wanted)) / SAMPLE_RATE_HZ < 0.15
    level = np.sqrt(np.mean(got**2)) / np.sqrt(np.mean(wanted**2))
    assert 0.8 < level < 1.25


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 22_050, 44_100, 48_000, 96_000])
@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE"])
def test_wav_is_exact_at_every_rate_and_depth(rate_hz: int, subtype: str, tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    write_pcm(path, spread(speech(rate_hz), 1), rate_hz, subtype)

    got, wanted = decoded(path), speech()

    assert len(got) == pytest.approx(len(wanted), abs=2)
    assert lag_samples(got, wanted) == 0
    # 8 kHz has no sound above 4 kHz, and 8 bits are not quiet.
    assert likeness(got, wanted) > (0.98 if rate_hz == 8_000 or subtype == "PCM_U8" else 0.9999)


@pytest.mark.parametrize(("kind", "subtype"), [("ogg", "VORBIS"), ("ogg", "OPUS"), ("mp3", None)])
def test_what_libsndfile_encodes(kind: str, subtype: str | None, tmp_path: Path) -> None:
    path = tmp_path / f"a.{kind}"
    write_pcm(path, spread(speech(48_000), 2), 48_000, subtype or "MPEG_LAYER_III")
    got = decoded(path)
    assert likeness(got, speech()) > 0.95
    assert abs(lag_samples(got, speech())) <= TOLD_MS * 16


def test_channels_are_averaged_and_do_not_clip(tmp_path: Path) -> None:
    loud = np.full(16_000, 0.9, np.float32)
    table = np.stack([loud, loud * 0.5, -loud, loud * 0, loud, loud])
    write_pcm(tmp_path / "six.wav", table, 16_000, "PCM_16")
    assert decoded(tmp_path / "six.wav") == pytest.approx(table.mean(axis=0), abs=1e-3)


def test_blocks_are_a_second_each_but_for_the_last(tmp_path: Path) -> None:
    write_pcm(tmp_path / "a.wav", spread(speech(44_100, 3.5), 1), 44_100, "PCM_16")
    blocks = list(decode(tmp_path / "a.wav"))
    assert [len(b) for b in blocks[:-1]] == [BLOCK_SAMPLES] * 3
    assert len(blocks[-1]) == pytest.approx(SAMPLE_RATE_HZ / 2, abs=2)
    assert all(b.dtype == np.float32 and b.ndim == 1 for b in blocks)


def test_no_block_shares_memory_with_another(tmp_path: Path) -> None:
    write_pcm(tmp_path / "a.wav", spread(speech(), 1), 16_000, "PCM_16")
    blocks = list(decode(tmp_path / "a.wav"))
    assert not any(np.shares_memory(a, b) for a, b in pairwise(blocks))


def test_no_infinity_and_no_nan_leave_it(tmp_path: Path) -> None:
    samples = speech(44_100)
    samples[1000:1010] = np.nan
    samples[5000:5005] = np.inf
    samples[9000:9005] = -np.inf
    samples[12_000:12_010] = 1e38
    write_pcm(tmp_path / "bad.wav", spread(samples, 2), 44_100, "FLOAT")
    got = decoded(tmp_path / "bad.wav")
    assert np.isfinite(got).all()
    assert np.abs(got).max() < 32


def test_a_float_recording_over_full_scale_keeps_its_shape(tmp_path: Path) -> None:
    write_pcm(tmp_path / "hot.wav", spread(speech() * 8, 1), 16_000, "FLOAT")
    assert decoded(tmp_path / "hot.wav") == pytest.approx(speech() * 8, abs=1e-4)


def test_the_second_track_is_another_one(tmp_path: Path) -> None:
    path = tmp_path / "two.mkv"
    other = speech(48_000)[::-1].copy()
    write(path, [Track(spread(s, 1), 48_000, "flac") for s in (speech(48_000), other)])
    assert likeness(decoded(path, 0), speech()) > 0.999
    assert likeness(decoded(path, 1), speech()[::-1]) > 0.99


@pytest.mark.parametrize("track", [-1, 1])
def test_a_track_that_is_not_there(track: int, tmp_path: Path) -> None:
    write_pcm(tmp_path / "a.wav", spread(speech(), 1), 16_000, "PCM_16")
    with pytest.raises(NoAudioTrack, match=r"a\.wav"):
        next(decode(tmp_path / "a.wav", track))


@pytest.mark.parametrize("name", ["late.mkv", "late.mp4"])
def test_sound_that_begins_late_is_late(name: str, tmp_path: Path) -> None:
    codec = "flac" if name.endswith("mkv") else "aac"
    write(
        tmp_path / name,
        [Track(spread(speech(48_000), 1), 48_000, codec, start_s=1.5)],
        video="mpeg4",
    )
    got = decoded(tmp_path / name)
    assert lag_samples(got, speech()) == pytest.approx(1.5 * SAMPLE_RATE_HZ, abs=320)
    assert np.abs(got[: round(1.4 * SAMPLE_RATE_HZ)]).max() < 1e-3


def test_a_hole_in_the_sound_is_silence(tmp_path: Path) -> None:
    """Two recordings in one track, three seconds apart, as a recorder that paused writes them."""
    path = tmp_path / "hole.mkv"
    write(path, [Track(spread(speech(48_000, 2.0), 1), 48_000, "pcm_s16le")])
    with av.open(str(path)) as source, av.open(str(tmp_path / "b.mkv"), "w") as target:
        stream = target.add_stream_from_template(source.streams.audio[0])
        packets = [p for p in source.demux(audio=0) if p.size]
        shift = round(3.0 / float(packets[0].time_base))
        for packet in packets:
            assert packet.pts is not None
            if packet.pts * packet.time_base >= 1:
                packet.pts += shift
                packet.dts = packet.pts
            packet.stream = stream
            target.mux(packet)

    got = decoded(tmp_path / "b.mkv")

    assert len(got) / SAMPLE_RATE_HZ == pytest.approx(5.0, abs=0.05)
    assert not got[SAMPLE_RATE_HZ + 800 : 4 * SAMPLE_RATE_HZ - 800].any()
    assert likeness(got[4 * SAMPLE_RATE_HZ :], speech(seconds=2.0)[SAMPLE_RATE_HZ:]) > 0.99


def test_the_sample_rate_may_change_in_mid_stream(tmp_path: Path) -> None:
    """Two mp3 files, one behind the other: what people make with a file manager."""
    first, second = tmp_path / "1.mp3", tmp_path / "2.mp3"
    write(first, [Track(spread(speech(44_100), 2), 44_100, "libmp3lame")])
    write(second, [Track(spread(speech(22_050), 1), 22_050, "libmp3lame")])
    (tmp_path / "both.mp3").write_bytes(first.read_bytes() + second.read_bytes())

    got = decoded(tmp_path / "both.mp3")

    # Both, and at the joint what the first encoder filled its last frame with; nothing is lost.
    assert 8.0 <= len(got) / SAMPLE_RATE_HZ < 8.12
    assert likeness(got[: 4 * SAMPLE_RATE_HZ], speech()) > 0.9
    assert likeness(got[4 * SAMPLE_RATE_HZ :], speech()) > 0.9


def test_a_generator_closed_early_closes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    write_pcm(path, spread(speech(), 1), 16_000, "PCM_16")
    blocks = decode(path)
    next(blocks)
    assert path in open_files()
    blocks.close()
    assert path not in open_files()
    path.unlink()


def open_files() -> list[Path]:
    return [Path(f.path) for f in psutil.Process().open_files()]


def test_memory_does_not_grow_with_the_length(tmp_path: Path) -> None:
    """Twelve minutes of mono float32 at 16 kHz are 46 MB: holding them would show."""
    path = tmp_path / "long.flac"
    write(path, [Track(spread(np.tile(speech(), 180), 1), 16_000, "flac")], seconds=720)
    blocks = decode(path)
    process = psutil.Process()
    count = sum(1 for _ in zip(range(60), blocks, strict=False))
    before = process.memory_info().rss
    count += sum(1 for _ in blocks)
    assert count == 720
    assert process.memory_info().rss - before < 12e6


def test_nothing_is_printed_and_nothing_left_behind(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """In a fresh process, whose stderr FFmpeg would write to; the file is damaged."""
    path, scratch = tmp_path / "a.mp3", tmp_path_factory.mktemp("scratch")
    write(path, [Track(spread(speech(44_100), 2), 44_100, "libmp3lame")])
    data = bytearray(path.read_bytes())
    data[9_000:12_000] = bytes(3_000)
    path.write_bytes(data)
    code = (
        "import sys, logging; logging.disable(logging.CRITICAL); from pathlib import Path\n"
        "from desktop_app.media.decode import decode\n"
        "print(sum(map(len, decode(Path(sys.argv[1])))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=ROOT,
        env={"TMPDIR": str(scratch), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert int(done.stdout) > 3 * SAMPLE_RATE_HZ
    assert done.stderr == ""
    assert list(scratch.iterdir()) == []


def test_a_damaged_place_is_skipped_and_reported(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "a.m4a"
    write(path, [Track(spread(speech(44_100), 1), 44_100, "aac")])
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 400] = bytes(range(256))[::-1][:200] * 2
    path.write_bytes(data)
    caplog.set_level("INFO")
    got = decoded(path)
    # What follows the damage is still in its place.
    assert abs(lag_samples(got[-SAMPLE_RATE_HZ:], speech()[-SAMPLE_RATE_HZ:])) < 320
    assert "damaged places" in caplog.text
