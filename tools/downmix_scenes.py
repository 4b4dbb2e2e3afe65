"""Speech in many channel arrangements, with music, noise or hum; reproducible."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Final

import av
import numpy as np
from av.stream import Disposition

from tools.hard_sounds import music
from tools.hard_speech import trimmed
from tools.starter_model.grammar import seeded, sentence
from tools.starter_model.recordings import spoken
from tools.starter_model.speech import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tools.starter_model.speech import Samples

RATE_HZ: Final = SAMPLE_RATE_HZ
SPEAKERS: Final = ("slt", "awb")
SENTENCES: Final = 8  # of each speaker
PAUSES_S: Final = (0.4, 1.2)
SPEECH_RMS: Final = 0.08
ROOM_RMS: Final = 1e-4
RUMBLE_HZ: Final = 80
# Other sounds start elsewhere in the music, so that they are uncorrelated.
MUSIC_STEP_S: Final = 7.3


@dataclass(frozen=True)
class Talk:
    """Two people in turn: each one's sound, shape (n,), and the text."""

    first: Samples
    second: Samples
    text: str

    @property
    def both(self) -> Samples:
        """The sound of a microphone between them."""
        return self.first + self.second


@dataclass(frozen=True)
class Scene:
    """A recording to make.

    Attributes:
        name: what is in it.
        layout: FFmpeg's name of each track's layout.
        tracks: the sound of each track, shape (channels, n).
        text: the spoken text.
        default: the track with the default flag.
    """

    name: str
    layout: str
    tracks: tuple[Samples, ...]
    text: str
    default: int = 0

    @property
    def channels(self) -> Samples:
        """All channels of all tracks."""
        return np.concatenate(self.tracks)


def talk(seed: int = 0) -> Talk:
    """Synthesise two voices, one sentence each in turn, with pauses."""
    chooser = seeded("downmix", seed)
    texts = [[sentence(chooser) for _ in range(SENTENCES)] for _ in SPEAKERS]
    clips = [
        [trimmed(clip) for clip in spoken(own, voice, chooser)]
        for own, voice in zip(texts, SPEAKERS, strict=True)
    ]
    tracks: list[list[Samples]] = [[], []]
    for turn in range(SENTENCES):
        for speaker in range(len(SPEAKERS)):
            sound = clips[speaker][turn]
            pause = np.zeros(int(chooser.uniform(*PAUSES_S) * RATE_HZ), np.float32)
            piece = np.concatenate([pause, sound * (SPEECH_RMS / _rms(sound))])
            for number, track in enumerate(tracks):
                track.append(piece if number == speaker else np.zeros_like(piece))
    first, second = (np.concatenate(track) for track in tracks)
    text = " ".join(own[turn] for turn in range(SENTENCES) for own in texts)
    return Talk(first, second, text)


def scenes(said: Talk) -> Iterator[Scene]:
    """Yield all arrangements."""
    make = _Maker(said)
    yield from make.stereo()
    yield from make.surround()
    yield from make.unknown()
    yield from make.several_tracks()


def write_scene(scene: Scene, path: Path) -> None:
    """Write it to a file with 16-bit samples, in the container of the path's extension."""
    with av.open(str(path), "w") as writer:
        streams = []
        for number, _track in enumerate(scene.tracks):
            stream = writer.add_stream("pcm_s16le", rate=RATE_HZ, layout=scene.layout)
            if not isinstance(stream, av.AudioStream):
                raise TypeError("no stream of sound")
            is_default = number == scene.default
            stream.disposition = Disposition.default if is_default else Disposition(0)
            streams.append(stream)
        for begin in range(0, scene.tracks[0].shape[1], RATE_HZ):
            for stream, track in zip(streams, scene.tracks, strict=True):
                piece = track[:, begin : begin + RATE_HZ]
                pcm = np.round(np.clip(piece, -1, 1) * 32767).astype(np.int16)
                frame = av.AudioFrame.from_ndarray(
                    np.ascontiguousarray(pcm.T.reshape(1, -1)), "s16", scene.layout
                )
                frame.sample_rate, frame.pts = RATE_HZ, begin
                writer.mux(stream.encode(frame))
        for stream in streams:
            writer.mux(stream.encode(None))


def _rms(sound: Samples) -> float:
    return float(np.sqrt(np.mean(np.square(sound))))


@dataclass
class _Maker:
    """Make scenes of one talk; each requested sound is different."""

    said: Talk
    _noises: count[int] = field(default_factory=count)
    _tunes: count[int] = field(default_factory=count)

    @property
    def size(self) -> int:
        return self.said.both.size

    def noise(self, level_db: float) -> Samples:
        """Return white noise."""
        generator = np.random.default_rng(next(self._noises))
        rms = SPEECH_RMS * 10 ** (level_db / 20)
        return generator.normal(0, rms, self.size).astype(np.float32)

    def room(self, channels: int) -> Samples:
        generator = np.random.default_rng(next(self._noises))
        return generator.normal(0, ROOM_RMS, (channels, self.size)).astype(np.float32)

    def music(self, level_db: float) -> Samples:
        """Return a different part of the music each time."""
        first = round(next(self._tunes) * MUSIC_STEP_S * RATE_HZ)
        tune = np.concatenate(list(music((first + self.size) / RATE_HZ + 1)))
        tune = tune[first : first + self.size]
        return np.asarray(tune * (SPEECH_RMS * 10 ** (level_db / 20) / _rms(tune)), np.float32)

    def hum(self, level_db: float) -> Samples:
        """Return mains hum, with overtones."""
        time_s = np.arange(self.size) / RATE_HZ
        parts = [np.sin(2 * np.pi * 50 * n * time_s) / n for n in range(1, 20)]
        sound = np.asarray(np.sum(parts, axis=0), np.float32)
        return np.asarray(sound * (SPEECH_RMS * 10 ** (level_db / 20) / _rms(sound)), np.float32)

    def scene(self, name: str, layout: str, *channels: Samples | float) -> Scene:
        table = self.room(len(channels))
        for place, sound in enumerate(channels):
            table[place] += sound
        return Scene(name, layout, (table,), self.said.text)

    def stereo(self) -> Iterator[Scene]:
        speech, one, two = self.said.both, self.said.first, self.said.second

        def pair(name: str, left: Samples | float, right: Samples | float) -> Scene:
            return self.scene(name, "stereo", left, right)

        yield self.scene("mono", "mono", speech)
        yield pair("dual mono", speech, speech)
        yield pair("left only", speech, 0.0)
        yield pair("right only", 0.0, speech)
        yield pair("one channel inverted", speech, -speech)
        yield pair("inverted, softer by 6 dB", speech, -0.5 * speech)
        yield pair("inverted, with noise of its own", speech, -speech + self.noise(-20))
        for delay_ms in (0.1, 0.5, 2, 10):
            late = np.roll(speech, round(delay_ms * RATE_HZ / 1000))
            yield pair(f"inverted, {delay_ms} ms later", speech, -late)
        yield pair("not inverted, 2 ms later", speech, np.roll(speech, 32))
        wide = self.music(-6)
        yield pair("mid and side", speech, wide)
        yield pair("side and mid", wide, speech)
        for level_db in (-12, -6, 0):
            yield pair(f"one channel noise at {level_db} dB", speech, self.noise(level_db))
            yield pair(f"noise at {level_db} dB on one", speech, speech + self.noise(level_db))
            yield pair(f"hum at {level_db} dB on one", speech + self.hum(level_db), speech)
        yield pair("hum at 10 dB alone on one", speech, self.hum(10))
        yield pair("direct current on one", speech, 0.7)
        yield pair("one channel music at -6 dB", self.music(-6), speech)
        yield pair(
            "music at -6 dB in both, unlike", speech + self.music(-6), speech + self.music(-6)
        )
        yield pair("two microphones", one, two)
        yield pair("two microphones, each hears both", one + 0.1 * two, two + 0.1 * one)
        yield pair(
            "two microphones, one with hum", one + 0.05 * two, two + 0.05 * one + self.hum(-10)
        )
        yield pair("two microphones, one inverted", one + 0.3 * two, -two - 0.3 * one)

    def surround(self) -> Iterator[Scene]:
        speech = self.said.both
        for level_db in (-6, -12):
            same = self.music(level_db)
            for layout, place in (("5.0", 2), ("5.1", 2), ("6.1", 2), ("7.1", 2), ("7.1", 6)):
                channels = av.AudioLayout(layout).channels
                name = channels[place].name
                where = "centre" if name == "FC" else f"side ({name}) only"
                parts: list[Samples | float] = [same] * len(channels)
                parts[place] = speech
                yield self.scene(f"{where}, music {level_db} dB elsewhere", layout, *parts)
            unlike: list[Samples | float] = [self.music(level_db) for _ in range(6)]
            unlike[2] = speech
            yield self.scene(f"centre, unlike music {level_db} dB elsewhere", "5.1", *unlike)
            yield self.scene(
                f"front, music {level_db} dB in all",
                "quad",
                speech + same,
                speech + same,
                same,
                same,
            )
            yield self.scene(
                f"left, music {level_db} dB elsewhere", "quad", speech, same, same, same
            )
            front = speech + same
            yield self.scene(
                f"front without the centre, music {level_db} dB",
                "5.1",
                front,
                front,
                0.0,
                0.0,
                same,
                same,
            )
        yield self.scene("centre alone", "5.1", 0.0, 0.0, speech, 0.0, 0.0, 0.0)
        yield self.scene("side only", "7.1", *[0.0] * 6, speech, 0.0)
        rumble = np.asarray(10 * self.low_rumble(), np.float32)
        yield self.scene("centre, loud rumble in LFE", "5.1", 0.0, 0.0, speech, rumble, 0.0, 0.0)
        yield self.scene(
            "people left and right", "5.1", self.said.first, self.said.second, 0.0, 0.0, 0.0, 0.0
        )
        yield self.scene("all channels alike", "7.1", *[speech] * 8)

    def low_rumble(self) -> Samples:
        """Return noise below 80 Hz, as loud as the speech."""
        spectrum = np.fft.rfft(self.noise(0))
        spectrum[np.fft.rfftfreq(self.size, 1 / RATE_HZ) > RUMBLE_HZ] = 0
        rumble = np.asarray(np.fft.irfft(spectrum, self.size), np.float32)
        return np.asarray(rumble * (SPEECH_RMS / _rms(rumble)), np.float32)

    def unknown(self) -> Iterator[Scene]:
        speech = self.said.both
        for number, place in ((4, 2), (6, 4), (16, 9)):
            parts: list[Samples | float] = [self.noise(-10) for _ in range(number)]
            parts[place] = speech
            yield self.scene("one of many, noise on the others", f"{number} channels", *parts)

    def several_tracks(self) -> Iterator[Scene]:
        speech, other = self.said.both, talk(1).both
        silent, noisy, tune = (
            self.room(1),
            self.room(1) + self.noise(-20),
            self.room(1) + self.music(-6),
        )
        voice = self.room(1) + speech
        four = (silent, noisy, voice, silent)
        yield Scene("four tracks, speech on the third", "mono", four, self.said.text)
        yield Scene(
            "four tracks, music on the first", "mono", (tune, silent, noisy, voice), self.said.text
        )
        second = np.resize(other, (1, self.size))
        yield Scene(
            "default flag on the second", "mono", (second, voice), self.said.text, default=1
        )
