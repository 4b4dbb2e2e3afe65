"""A transcription's request, and the events it reports."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from desktop_app.core.journal import Cutting, HeardChunk, ResumePoint
from desktop_app.core.media import MediaInfo, TrackChoice
from desktop_app.core.model import ModelSpec
from desktop_app.core.span import Span
from desktop_app.core.transcript import Segment, TimestampMode


class DeviceChoice(StrEnum):
    """Where the model runs; AUTO takes CUDA if available."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"


class Precision(StrEnum):
    """The model's number format; AUTO is the fastest that does not change the text."""

    AUTO = "auto"
    FP32 = "fp32"
    BF16 = "bf16"
    FP16 = "fp16"
    INT8 = "int8"


# The batch size is chosen by the memory available.
AUTO_BATCH_SIZE = 0


@dataclass(frozen=True, slots=True)
class TranscriptionRequest:
    """Everything that determines one transcript.

    `language` and `target_language` are codes such as "en"; None lets the model decide (prompted
    models then take "en"). `batch_size` is the maximum number of chunks in a batch, or
    `AUTO_BATCH_SIZE`. `audio_track` counts audio tracks from 0; None chooses the one with speech
    (media/tracks.py). `span` is the part of the file to transcribe, (start, end) in seconds, None
    for all of it; times in the transcript still count from the start of the file. `info` is what a
    probe found in the file, None before the first probe; requests with and without it are equal.
    `resume` is where an interrupted transcription goes on, None to begin at the start.
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
    info: MediaInfo | None = field(default=None, compare=False)
    resume: ResumePoint | None = None


@dataclass(frozen=True, slots=True)
class ModelLoading:
    """The model is being loaded; `title` is its name."""

    title: str


@dataclass(frozen=True, slots=True)
class ModelReady:
    """The model is in memory; `device` and `precision` are the actual ones."""

    device: DeviceChoice
    precision: Precision
    threads: int


@dataclass(frozen=True, slots=True)
class TrackChosen:
    """The audio track was chosen, where the request leaves it open."""

    choice: TrackChoice


@dataclass(frozen=True, slots=True)
class Progress:
    """Seconds of audio done, of the total (None if unknown)."""

    done_s: float
    total_s: float | None


@dataclass(frozen=True, slots=True)
class ChunkHeard:
    """One more chunk went through the model; reported in order, before its segments.

    Whoever wants to go on after an interruption keeps it before it returns.
    """

    chunk: HeardChunk
    cutting: Cutting


@dataclass(frozen=True, slots=True)
class SegmentsReady:
    """New segments to append, in the order of the file."""

    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the user, such as about a fallback to the CPU."""

    text: str


@dataclass(frozen=True, slots=True)
class ModelTime:
    """How long the model computed for this recording, in seconds; reported once, near the end.

    Recordings that were batched together share the time.
    """

    work_s: float


TranscriptionEvent = (
    ModelLoading
    | ModelReady
    | TrackChosen
    | Progress
    | ChunkHeard
    | SegmentsReady
    | Notice
    | ModelTime
)
