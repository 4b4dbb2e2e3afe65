"""A transcription's request, where it goes on after an interruption, and the events it reports."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from desktop_app.core.media import ALL_TRACKS, FileStamp, MediaInfo, TrackChoice
from desktop_app.core.model import ModelSpec
from desktop_app.core.timecode import Span
from desktop_app.core.transcript import Segment, TimestampMode, Word


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


@dataclass(frozen=True, slots=True)
class Cutting:
    """How a recording is cut; the same file and cutting give the same chunks.

    Attributes:
        max_chunk_s: the longest chunk, in seconds.
        first_chunk_s: the longest first chunk in seconds, or None for the same.
        track: the audio track, counted from 0, or `ALL_TRACKS`.
        stamp: the file and its state; None if unknown.
    """

    max_chunk_s: float
    first_chunk_s: float | None = None
    track: int | None = None
    stamp: FileStamp | None = None


@dataclass(frozen=True, slots=True)
class HeardChunk:
    """One chunk with what the model heard in it; times in seconds from the start of the file.

    Attributes:
        number: its number in the recording, from 0.
        overlap_before_s: seconds shared with the end of the previous chunk.
        overlap_after_s: seconds shared with the beginning of the next chunk.
        speech: spans of speech in it.
        text: what was heard, before it is joined to its neighbours.
        words: the words of `text`, empty if the model gives no times.
    """

    number: int
    start_s: float
    end_s: float
    overlap_before_s: float = 0.0
    overlap_after_s: float = 0.0
    speech: tuple[Span, ...] = ()
    text: str = ""
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class ResumePoint:
    """Where an interrupted transcription goes on.

    Attributes:
        cutting: how the recording was cut so far, and has to be cut on.
        heard: its first chunks, in order and without a gap; at least one.
    """

    cutting: Cutting
    heard: tuple[HeardChunk, ...]

    @property
    def end_s(self) -> float:
        """Where the heard part ends, in seconds from the start of the file."""
        return self.heard[-1].end_s if self.heard else 0.0


@dataclass(frozen=True, slots=True)
class SpeakerSearch:
    """How to find who speaks.

    Attributes:
        model: the diarizer; None where each channel of the recording is one speaker, or each track
            where all are transcribed together.
        most: the number of speakers, or the most there may be; None if nobody said.
        is_exact: whether there are exactly `most`.
    """

    model: ModelSpec | None = None
    most: int | None = None
    is_exact: bool = False

    @property
    def by_channel(self) -> bool:
        """Whether each channel, or each track, is one speaker."""
        return self.model is None


# The batch size is chosen by the memory available.
AUTO_BATCH_SIZE = 0


@dataclass(frozen=True, slots=True)
class TranscriptionRequest:
    """Everything that determines one transcript.

    `language` and `target_language` are codes such as "en"; None lets the model decide (prompted
    models then take "en"). `batch_size` is the maximum number of chunks in a batch, or
    `AUTO_BATCH_SIZE`. `audio_track` counts audio tracks from 0, or is `ALL_TRACKS`; None chooses
    the one with speech (media/tracks.py). `span` is the part of the file to transcribe, (start,
    end) in seconds, None for all of it; times in the transcript still count from the start of the
    file. `info` is what a probe found in the file, None before the first probe; requests with and
    without it are equal. `resume` is where an interrupted transcription goes on, None to begin at
    the start. `phrases` are names and terms to listen for; a transcription that goes on keeps its
    own. `asked` is the part of `span` whose text is wanted, where more is heard for what is around
    it; else None. `told` are sentences in the order of the file whose words are known: nothing is
    recognised then, and the transcript has just these with the times at which their words are said;
    with `speakers` as well, with those who say them, and their times stay. `speakers` is how to
    find who speaks, None to leave it.
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
    phrases: tuple[str, ...] = ()
    asked: Span | None = None
    told: tuple[Segment, ...] = ()
    speakers: SpeakerSearch | None = None

    @property
    def finds_speakers(self) -> bool:
        """Whether only those are to be found who say what is known."""
        return bool(self.told) and self.speakers is not None

    @property
    def takes_all_tracks(self) -> bool:
        """Whether several tracks are heard together, as far as is known of the file."""
        has_one = self.info is not None and len(self.info.tracks) == 1
        return self.audio_track == ALL_TRACKS and not has_one

    @property
    def wanted_span(self) -> Span | None:
        """The part of the file whose text is wanted; None for all of it."""
        return self.asked or self.span

    @property
    def recorded_on(self) -> date | None:
        """The day on which the file was recorded; None if it does not tell."""
        return self.info.recorded_on if self.info is not None else None


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
    """The audio track was chosen, where the request leaves it open.

    Its `people` tell whether there is more to hear, on a track for each.
    """

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
    """A sentence for the user, such as about a fallback to the CPU.

    Attributes:
        is_until_kept: whether it is about what the library does not have, and goes once it has it.
    """

    text: str
    is_until_kept: bool = False


@dataclass(frozen=True, slots=True)
class ModelTime:
    """How long the model computed for this recording, in seconds; reported once, near the end.

    Recordings that were batched together share the time.
    """

    work_s: float


@dataclass(frozen=True, slots=True)
class SoundOutlined:
    """The outline of a recording that was read to its end; reported once, near the end.

    Attributes:
        recording: names the recording and its track wherever the file lies (`media.peaks`).
        outline: for the library.
    """

    recording: str
    outline: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ChannelsNoticed:
    """Each channel of the recording is another person's; reported once, near the end.

    So `SpeakerSearch()`, which needs no model, tells who speaks. Not reported where that was asked
    for.

    Attributes:
        people: on how many channels.
        are_tracks: whether these are the tracks of the file, all of which were transcribed.
    """

    people: int
    are_tracks: bool = False


TranscriptionEvent = (
    ModelLoading
    | ModelReady
    | TrackChosen
    | Progress
    | ChunkHeard
    | SegmentsReady
    | Notice
    | ModelTime
    | SoundOutlined
    | ChannelsNoticed
)
