"""What every recogniser can do, whatever library is behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop_app.core.model import ModelSpec
from desktop_app.core.request import AUTO_BATCH_SIZE, DeviceChoice, Precision
from desktop_app.core.transcript import Segment, TimestampMode
from desktop_app.media.chunks import AudioChunk


@dataclass(frozen=True, slots=True)
class RecognitionOptions:
    """What one call asks for; languages are codes, None where the model decides."""

    language: str | None = None
    target_language: str | None = None
    timestamps: TimestampMode = TimestampMode.WORD
    batch_size: int = AUTO_BATCH_SIZE


class Recognizer(Protocol):
    """A model in memory.

    Attributes:
        spec: which model.
        device: where it really is, CPU or CUDA.
        precision: what it really computes with; never AUTO.
    """

    @property
    def spec(self) -> ModelSpec:
        """Which model."""

    @property
    def device(self) -> DeviceChoice:
        """Where it is: CPU or CUDA."""

    @property
    def precision(self) -> Precision:
        """What it computes with; never AUTO."""

    def recognize(
        self, chunks: Sequence[AudioChunk], options: RecognitionOptions
    ) -> list[tuple[Segment, ...]]:
        """The segments of each chunk, in order, with times from the start of the file."""

    def is_usable(self) -> bool:
        """Whether it still answers; asked before it is used for another file."""

    def close(self) -> None:
        """Let go of the memory and of the model's files."""
