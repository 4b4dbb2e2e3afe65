"""Make recordings of every kind at test time, so that the repository has no binaries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter
from pathlib import Path

import av
import numpy as np
import soxr
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from tests.conftest import ROOT

SAMPLE = ROOT / "resources" / "samples" / "sample.wav"
LAYOUTS = {1: "mono", 2: "stereo", 6: "5.1", 8: "7.1"}

Samples = NDArray[np.float32]


@dataclass(frozen=True)
class Track:
    """One audio track to write: samples of shape (channels, n) at `rate_hz`."""

    samples: Samples
    rate_hz: int
    codec: str
    language: str = ""
    title: str = ""
    start_s: float = 0.0
    is_default: bool | None = None  # None: what the container makes of it


def speech(rate_hz: int = 16_000, seconds: float = 4.0) -> Samples:
    """The beginning of the bundled sample, shape (n,), with about a second of silence first."""
    import soundfile

    samples, own_rate_hz = soundfile.read(SAMPLE, dtype="float32", always_2d=True)
    resampled = soxr.resample(samples[:, 0], own_rate_hz, rate_hz)
    return np.asarray(resampled[: round(seconds * rate_hz)], np.float32)


def spread(samples: Samples, channels: int) -> Samples:
    """The same sound in every channel, shape (channels, n)."""
    return np.repeat(samples[None], channels, axis=0)


def write_pcm(path: Path, samples: Samples, rate_hz: int, subtype: str) -> None:
    """A file by libsndfile; samples of shape (channels, n)."""
    import soundfile

    soundfile.write(path, samples.T, rate_hz, subtype=subtype)


def write(
    path: Path,
    tracks: Sequence[Track],
    *,
    container: str | None = None,
    video: str | None = None,
    seconds: float = 4.0,
    options: dict[str, str] | None = None,
    tags: dict[str, str] | None = None,
    in_step: bool = False,
) -> None:
    """A file by FFmpeg, with a small film beside the sound if `video` names a codec.

    `in_step` writes the tracks side by side, as recorders do; else one comes after the other.
    """
    with av.open(str(path), "w", format=container, options=options or {}) as output:
        output.metadata.update(tags or {})
        film = _film(output, video, seconds) if video and path.suffix == ".mxf" else []
        streams = [_add(output, track) for track in tracks]
        if video and not film:  # MXF wants it first
            film = _film(output, video, seconds)
        made = [
            (frame.time or 0.0, number, frame)
            for number, track in enumerate(tracks)
            for frame in _frames(track)
        ]
        for _time_s, number, frame in sorted(made, key=itemgetter(0, 1)) if in_step else made:
            output.mux(streams[number].encode(frame))
        for stream in streams:
            output.mux(stream.encode(None))
        for packet in film:
            output.mux(packet)


# name: codec, rate, channels, film, options of the container. Every kind that FFmpeg writes here.
KINDS: dict[str, tuple[str, int, int, str | None, dict[str, str]]] = {
    "a.wav": ("pcm_s16le", 16_000, 1, None, {}),
    "rf64.wav": ("pcm_s16le", 16_000, 1, None, {"rf64": "always"}),
    "adpcm.wav": ("adpcm_ima_wav", 16_000, 1, None, {}),
    "a.w64": ("pcm_s16le", 16_000, 1, None, {}),
    "a.aiff": ("pcm_s16be", 16_000, 1, None, {}),
    "a.au": ("pcm_s16be", 16_000, 1, None, {}),
    "a.caf": ("pcm_s16le", 16_000, 1, None, {}),
    "a.flac": ("flac", 16_000, 1, None, {}),
    "a.tta": ("tta", 16_000, 1, None, {}),
    "a.wv": ("wavpack", 16_000, 1, None, {}),
    "a.mp3": ("libmp3lame", 44_100, 2, None, {}),
    "low.mp3": ("libmp3lame", 22_050, 1, None, {}),
    "bare.mp3": ("libmp3lame", 44_100, 2, None, {"write_xing": "0"}),
    "a.aac": ("aac", 48_000, 1, None, {}),
    "a.ac3": ("ac3", 48_000, 2, None, {}),
    "a.amr": ("libopencore_amrnb", 8_000, 1, None, {}),
    "a.opus": ("libopus", 48_000, 1, None, {}),
    "flac.ogg": ("flac", 16_000, 1, None, {}),
    "a.wma": ("wmav2", 44_100, 2, None, {}),
    "film.wmv": ("wmav2", 44_100, 2, "wmv2", {}),
    "a.m4a": ("aac", 44_100, 1, None, {"movflags": "faststart"}),
    "opus.mp4": ("libopus", 48_000, 1, None, {"movflags": "faststart"}),
    "film.mp4": ("aac", 48_000, 2, "mpeg4", {"movflags": "faststart"}),
    "film.mov": ("pcm_s16le", 48_000, 2, "mpeg4", {"movflags": "faststart"}),
    "pieces.mp4": ("aac", 48_000, 1, None, {"movflags": "dash+global_sidx"}),
    "film.3gp": ("libopencore_amrnb", 8_000, 1, "mpeg4", {"movflags": "faststart"}),
    "a.mka": ("libopus", 48_000, 1, None, {}),
    "a.webm": ("libopus", 48_000, 2, None, {}),
    "live.webm": ("libopus", 48_000, 2, None, {"live": "1"}),
    "film.mkv": ("aac", 48_000, 2, "mpeg4", {}),
    "film.avi": ("libmp3lame", 44_100, 2, "mpeg4", {}),
    "pcm.avi": ("pcm_s16le", 44_100, 2, "mpeg4", {}),
    "film.flv": ("libmp3lame", 44_100, 2, "flv", {}),
    "film.mxf": ("pcm_s16le", 48_000, 2, "mpeg2video", {}),
    "film.ts": ("aac", 48_000, 2, "mpeg2video", {}),
    "film.mpg": ("mp2", 48_000, 2, "mpeg2video", {}),
    "film.nut": ("aac", 48_000, 2, "mpeg4", {}),
}


def write_kind(folder: Path, name: str, seconds: float = 4.0, film_s: float | None = None) -> Path:
    """Make one of `KINDS`: speech of that many seconds, a film of `film_s` or the same."""
    codec, rate_hz, channels, video, options = KINDS[name]
    track = Track(spread(speech(rate_hz, seconds), channels), rate_hz, codec)
    path = folder / name
    write(path, [track], video=video, seconds=film_s or seconds, options=options)
    return path


def write_picture(path: Path) -> None:
    """A single picture, in the format of the path's ending."""
    with av.open(str(path), "w", format="image2", options={"update": "1"}) as output:
        for packet in _film(output, "png" if path.suffix == ".png" else "mjpeg", 0.04):
            output.mux(packet)


def _add(output: OutputContainer, track: Track) -> AudioStream:
    stream = output.add_stream(track.codec, rate=track.rate_hz)
    assert isinstance(stream, AudioStream)
    stream.layout = LAYOUTS[len(track.samples)]
    if track.codec == "wmav2":  # which has no default
        stream.bit_rate = 128_000
    if track.is_default is not None:
        stream.disposition = Disposition.default if track.is_default else Disposition(0)
    if track.language:
        stream.metadata["language"] = track.language
    if track.title:
        stream.metadata["title"] = track.title
    return stream


def _frames(track: Track) -> Iterator[AudioFrame]:
    """The track in frames of 0.1 s; what an encoder needs of another length it makes itself."""
    channels, total = track.samples.shape
    step = track.rate_hz // 10
    for start in range(0, total, step):
        packed = track.samples[:, start : start + step].T.reshape(1, -1)
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(packed), "flt", LAYOUTS[channels])
        frame.sample_rate = track.rate_hz
        frame.time_base = Fraction(1, track.rate_hz)
        frame.pts = start + round(track.start_s * track.rate_hz)
        yield frame


def _film(output: OutputContainer, codec: str, seconds: float) -> "list[av.Packet[VideoStream]]":
    stream = output.add_stream(codec, rate=25)
    assert isinstance(stream, VideoStream)
    stream.width = stream.height = 32
    stream.pix_fmt = {"mjpeg": "yuvj420p", "png": "rgb24"}.get(codec, "yuv420p")
    packets = []
    for number in range(max(1, round(seconds * 25))):
        frame = VideoFrame.from_ndarray(np.full((32, 32, 3), number % 255, np.uint8), "rgb24")
        frame.pts = number
        packets += stream.encode(frame)
    return [*packets, *stream.encode(None)]


def lag_samples(got: Samples, wanted: Samples) -> int:
    """How many samples later `got` has what `wanted` has, by their cross-correlation."""
    size = len(got) + len(wanted)
    product = np.fft.rfft(got, size) * np.conj(np.fft.rfft(wanted, size))
    best = int(np.argmax(np.fft.irfft(product, size)))
    return best if best < len(got) else best - size


def likeness(got: Samples, wanted: Samples) -> float:
    """The correlation of both where they overlap, once the lag is taken out."""
    lag = lag_samples(got, wanted)
    first, second = got[max(0, lag) :], wanted[max(0, -lag) :]
    shared = min(len(first), len(second))
    return float(np.corrcoef(first[:shared], second[:shared])[0, 1])
