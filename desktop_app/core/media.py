"""Facts about a media file that are known before decoding."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from desktop_app.core.sentences import tr

# Parakeet and Canary model cards, "Input": mono, 16 kHz.
# https://huggingface.co/nvidia/parakeet-tdt-0.6b-v3
SAMPLE_RATE_HZ = 16_000

# In place of a track's number: all audio tracks of the file, mixed.
ALL_TRACKS = -1


@dataclass(frozen=True, slots=True)
class AudioTrack:
    """One audio track of a container.

    `number` counts audio tracks from 0. `is_default`: players choose it by default.
    `is_commentary`: a commentary on the recording, or an audio description.
    """

    number: int
    codec: str
    sample_rate_hz: int
    channels: int
    language: str | None = None
    title: str | None = None
    is_default: bool = False
    is_commentary: bool = False

    @property
    def label(self) -> str:
        """A line for a menu, such as "2 · English · aac · 48 kHz stereo"."""
        many = tr("{count} channels").format(count=self.channels)
        named = {1: tr("mono"), 2: tr("stereo")}.get(self.channels, many)
        parts = [str(self.number + 1), self.title, self.language, self.codec]
        parts.append(f"{self.sample_rate_hz / 1000:g} kHz {named}")
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class TrackChoice:
    """The audio track that is transcribed, and how many the file has.

    Attributes:
        track: None for all of them together.
        of: how many the file has.
        people: how many tracks are a person's of their own; 0 if that was not looked for.
    """

    track: AudioTrack | None
    of: int
    people: int = field(default=0, compare=False)

    @property
    def number(self) -> int:
        """The track's number, counted from 0, or `ALL_TRACKS`."""
        return self.track.number if self.track is not None else ALL_TRACKS

    def has(self, track: AudioTrack) -> bool:
        """Whether this track is transcribed."""
        return self.track is None or self.track == track

    @property
    def place(self) -> str:
        """`track 3 of 4`, or `all 4 tracks`."""
        if self.track is None:
            return tr("all {count} tracks").format(count=self.of)
        return tr("track {number} of {count}").format(number=self.number + 1, count=self.of)

    @property
    def named_place(self) -> str:
        """`track 3 of 4 (Interview, en)`, as far as the file names its tracks."""
        track = self.track
        known = (track.title, track.language) if track is not None else ()
        names = ", ".join(name for name in known if name)
        return f"{self.place} ({names})" if names else self.place


@dataclass(frozen=True, slots=True)
class FileStamp:
    """Identifies a file and its state; with another stamp, the file must be probed again.

    `bytes` is its size, `modified_ns` the time of its last change, in nanoseconds, and `number` its
    number in its file system.
    """

    bytes: int
    modified_ns: int
    number: int


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """A readable media file with at least one audio track.

    `duration_s` is the container's own figure, in seconds (None if it gives none). `stamp` tells
    which file was probed, and in which state; None matches no file. `sample_hash` finds it again
    where it was moved (system/file_samples.py); "" if unknown. `recorded_on` is the day on which it
    was recorded, as the container tells; None if it does not.
    """

    path: Path
    duration_s: float | None
    tracks: tuple[AudioTrack, ...]
    stamp: FileStamp | None = field(default=None, compare=False)
    sample_hash: str = field(default="", compare=False)
    recorded_on: date | None = field(default=None, compare=False)

    def choice(self, number: int) -> TrackChoice | None:
        """Return a choice of one of the tracks, or of `ALL_TRACKS`; None if it is not there."""
        if number == ALL_TRACKS:
            return TrackChoice(None, len(self.tracks))
        is_there = 0 <= number < len(self.tracks)
        return TrackChoice(self.tracks[number], len(self.tracks)) if is_there else None
