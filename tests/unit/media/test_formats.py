"""Finding recordings among what was dropped."""

import contextlib
import os
from pathlib import Path

import av
import pytest
from av.format import ContainerFormat

from desktop_app.core.errors import NoMediaFound
from desktop_app.media.formats import EXTENSIONS, find_media
from desktop_app.media.probe import probe
from tests.media_files import Track, speech, spread, write


def touch(folder: Path, *names: str) -> list[Path]:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return [folder / name for name in names]


def test_folders_give_their_recordings_in_natural_order(tmp_path: Path) -> None:
    touch(tmp_path, "10.wav", "2.WAV", "1.mp3", "sub/b.MKV", "notes.txt", ".hidden.wav", ".g/x.wav")
    names = [p.relative_to(tmp_path).as_posix() for p in find_media([tmp_path])]
    assert names == ["1.mp3", "2.WAV", "10.wav", "sub/b.MKV"]


def test_named_files_are_taken_whatever_their_ending(tmp_path: Path) -> None:
    odd, missing = touch(tmp_path, "odd.xyz")[0], tmp_path / "missing.wav"
    assert find_media([missing, odd]) == [missing, odd]


def test_nothing_twice(tmp_path: Path) -> None:
    (one,) = touch(tmp_path, "a.wav")
    assert find_media([one, tmp_path, one]) == [one]


def test_relative_paths_become_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "a.wav")
    monkeypatch.chdir(tmp_path)
    assert find_media([Path("a.wav"), Path()]) == [tmp_path / "a.wav"]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege")
def test_a_folder_that_links_to_itself_ends(tmp_path: Path) -> None:
    touch(tmp_path, "a/b/c.wav")
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path, target_is_directory=True)
    assert find_media([tmp_path]) == [tmp_path / "a" / "b" / "c.wav"]


@pytest.mark.timeout(20)
@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_pipes_in_a_folder_are_left_where_they_are(tmp_path: Path) -> None:
    (one,) = touch(tmp_path, "a.wav")
    os.mkfifo(tmp_path / "b.wav")
    (tmp_path / "c.wav").symlink_to(tmp_path / "b.wav")
    (tmp_path / "d.wav").symlink_to("/dev/zero")
    (tmp_path / "e.wav").symlink_to(one)
    assert find_media([tmp_path]) == [one, tmp_path / "e.wav"]


def test_a_folder_without_recordings_is_named(tmp_path: Path) -> None:
    touch(tmp_path, "papers/a.pdf")
    with pytest.raises(NoMediaFound, match="papers"):
        find_media([tmp_path / "papers"])


def test_an_empty_folder_beside_a_file_does_not_matter(tmp_path: Path) -> None:
    (one,) = touch(tmp_path, "a.wav")
    (tmp_path / "empty").mkdir()
    assert find_media([tmp_path / "empty", one]) == [one]


def test_no_paths_are_no_files() -> None:
    assert find_media([]) == []


# What FFmpeg opens by its own lists and Aviary does not look for in folders.
LEFT_OUT = (
    # pictures, and films without sound
    "264 265 266 apng apv avc avif avs avs2 avs3 bmp cavs cdg cif dnxhd dnxhr dpx drc evc exr fits "
    "flm gif h261 h263 h264 h265 h266 h26l hdr heic heif hevc ico idf ifv im1 im24 im8 ipu ivf j2c "
    "j2k jls jp2 jpeg jpg jxl jxs ljpg mjpeg mjpg mpo obu pam pbm pcx pdv pfm pgm pgmyuv phm pix "
    "png ppm qcif qoi ras rcv rgb rs ser sgi sun sunras tga tif tiff v210 vbn vc1 vc2 vvc wbmp xbm "
    "xface xwd y y4m yuv yuv10 cgi imx mxg bitpacked "
    # texts, subtitles and playlists
    "ans aqt art asc ass diz ffmeta ice idx js jss lrc m3u8 mcc mks mpl2 nfo pjs rt sami sbg scc "
    "smi srt ssa stl sub sup txt vt vtt webvtt xml "
    # sounds and films of games
    "302 aax acm adf adp ads adx afc aix apc apm ast aud bcstm bfstm binka bmv brstm cdata cdxl "
    "cpk cvg dtk fap fsb fwse genh hca mca mods moflex msf mtaf musx mvi paf pcm psp roq rsd rso "
    "sdns sdr2 sds sdx sga son ss2 str svag svs swf tun usm vag vb viv vpk way xl xmd xmv xvag yop "
    # without a header, known by their ending alone, which other files have too
    "722 al aptx aptxhd bit c2 daud dat dfpwm g722 g723_1 g728 g729 lbc lc3 msbc rco sb sbc sln "
    "spdif sw tco ub ul uw v "
    # of laboratories and devices that few have met, or whose ending means another thing
    "aa ac4 aea apl avr bonk iamf ircam ism ivr kux laf lvf mac nsp omg osq pvf rka sf ty ty+ vqe "
    "vqf vql wa wsd"
)


def test_every_ending_that_ffmpeg_knows_is_in_or_left_out_on_purpose() -> None:
    known: set[str] = set()
    for name in av.formats_available:
        with contextlib.suppress(ValueError):  # it writes, and reads nothing
            known |= ContainerFormat(name, "r").extensions
            # Many demuxers know their files by the content alone.
            known |= ContainerFormat(name, "w").extensions
    assert len(known) > 200
    left_out = set(LEFT_OUT.split())
    assert known - EXTENSIONS - left_out == set()
    assert not EXTENSIONS & left_out
    assert all(e == e.lower() and not e.startswith(".") for e in EXTENSIONS)


@pytest.mark.parametrize(
    ("ending", "container", "codec", "rate_hz"),
    [
        ("3ga", "3gp", "aac", 16_000), ("weba", "webm", "libopus", 48_000),
        ("wave", "wav", "pcm_s16le", 16_000), ("m2t", "mpegts", "mp2", 16_000),
        ("mpga", "mp3", "libmp3lame", 16_000), ("qt", "mov", "aac", 16_000),
        ("w64", "w64", "pcm_s16le", 16_000), ("ogm", "ogg", "libopus", 48_000),
        ("eac3", "eac3", "eac3", 48_000), ("tta", "tta", "tta", 16_000),
        ("voc", "voc", "pcm_u8", 16_000), ("ra", "rm", "ac3", 48_000),
        ("f4v", "f4v", "aac", 16_000), ("wtv", "wtv", "mp2", 48_000),
        ("ts", "mpegts", "mp2", 16_000), ("MTS", "mpegts", "mp2", 16_000),
    ],
)  # fmt: skip
def test_a_folder_gives_what_can_be_read(
    tmp_path: Path, ending: str, container: str, codec: str, rate_hz: int
) -> None:
    path = tmp_path / f"talk.{ending}"
    track = Track(spread(speech(rate_hz, 1.0), 1), rate_hz, codec)
    write(path, [track], container=container)
    assert find_media([tmp_path]) == [path]
    assert probe(path).tracks


def test_a_folder_of_programs_has_no_recordings(tmp_path: Path) -> None:
    for name in ("main.ts", "module.mts", "notes.txt", "cover.jpg", "film.srt", "list.m3u8"):
        (tmp_path / name).write_text("export const answer = 42;\n" * 100, encoding="utf-8")
    with pytest.raises(NoMediaFound):
        find_media([tmp_path])
