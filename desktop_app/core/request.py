"""What the user asks of one transcription, and what it reports while it runs."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from desktop_app.core.media import TrackChoice
from desktop_app.core.model import ModelSpec
from desktop_app.core.span import Span
from desktop_app.core.transcript import Segment, TimestampMode


class DeviceChoice(StrEnum):
    """Where the model runs; AUTO takes CUDA when there is one."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"


class Precision(StrEnum):
    """The numbers the model computes with; AUTO is the fastest that keeps the text."""

    AUTO = "auto"
    FP32 = "fp32"
    BF16 = "bf16"
    FP16 = "fp16"
    INT8 = "int8"


# How many chunks go through the model at once is decided by the memory that is there.
AUTO_BATCH_SIZE = 0


@dataclass(frozen=True, slots=True)
class TranscriptionRequest:
    """Everything that decides one transcript.

    `language` and `target_language` are codes such as "en"; None lets the model decide
    (prompted models then take "en"). `batch_size` is the most chunks that go through the model at
    once, or `AUTO_BATCH_SIZE`. `audio_track` counts audio tracks from 0; None takes the one
    with speech (media/tracks.py). `span` is the part of
    the file to transcribe, (start, end) in seconds, None for all of it; times in the transcript
    are from the start of the file all the same.
    """

    media_path: Path
    model: ModelSpec
    language: str | None = None
    target_language: str | None = None
    timestamps: TimestampMode = TimestampMode.WORD
    device: DeviceChoice = DeviceChoice.AUTO
    precision: Precision = Precision.AUTO
    batch_size: int = AUTO_BATCH_SIZE
    audio_track: int | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class ModelLoading:
    """The model is being brought into memory; `title` names it."""

    title: str


@dataclass(frozen=True, slots=True)
class ModelReady:
    """The model is in memory; `device` and `precision` are what was really taken."""

    device: DeviceChoice
    precision: Precision
    threads: int


@dataclass(frozen=True, slots=True)
class TrackChosen:
    """Which audio track is transcribed, where the request leaves it open."""

    choice: TrackChoice


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the file is: seconds of audio done, of the whole (None: not known)."""

    done_s: float
    total_s: float | None


@dataclass(frozen=True, slots=True)
class SegmentsReady:
    """New segments, in the order of the file, to append to what came before."""

    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence the user must know, such as a fall-back to the CPU."""

    text: str


@dataclass(frozen=True, slots=True)
class ModelTime:
    """How long the model worked for this recording, in seconds; told once, near the end.

    Where several recordings went through it together, each has its share.
    """

    work_s: float


TranscriptionEvent = (
    ModelLoading | ModelReady | TrackChosen | Progress | SegmentsReady | Notice | ModelTime
)
