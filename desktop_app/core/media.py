"""What is known of a media file before it is decoded."""

from dataclasses import dataclass
from pathlib import Path

# Parakeet and Canary model cards, "Input": mono, 16 kHz.
# https://huggingface.co/nvidia/parakeet-tdt-0.6b-v3
SAMPLE_RATE_HZ = 16_000


@dataclass(frozen=True, slots=True)
class AudioTrack:
    """One audio track of a container; `number` counts audio tracks from 0."""

    number: int
    codec: str
    sample_rate_hz: int
    channels: int
    language: str | None = None
    title: str | None = None

    @property
    def label(self) -> str:
        """A line for a menu, such as "2 · English · aac · 48 kHz stereo"."""
        named = {1: "mono", 2: "stereo"}.get(self.channels, f"{self.channels} channels")
        parts = [str(self.number + 1), self.title, self.language, self.codec]
        parts.append(f"{self.sample_rate_hz / 1000:g} kHz {named}")
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """A readable media file with at least one audio track.

    `duration_s` is what the container says (None where it does not say).
    """

    path: Path
    duration_s: float | None
    tracks: tuple[AudioTrack, ...]
