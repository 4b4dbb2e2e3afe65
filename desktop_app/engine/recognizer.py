"""What every recogniser can do, whatever library is behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.core.transcript import TimestampMode
from desktop_app.engine.utterance import Utterance
from desktop_app.media.chunks import AudioChunk


@dataclass(frozen=True, slots=True)
class RecognitionOptions:
    """What one call asks for; languages are codes, None where the model decides."""

    language: str | None = None
    target_language: str | None = None
    timestamps: TimestampMode = TimestampMode.WORD


class Recognizer(Protocol):
    """A model in memory.

    Attributes:
        spec: which model.
        device: where it really is, CPU or CUDA.
        precision: what it really computes with; never AUTO.
        parameters: the number of its weights.
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

    @property
    def parameters(self) -> int:
        """The number of its weights."""

    def recognize(
        self,
        chunks: Sequence[AudioChunk],
        options: RecognitionOptions,
        cancel: CancelToken | None = None,
    ) -> list[Utterance]:
        """What is heard in each chunk, in one batch, with times from the start of the file."""

    def take_note(self) -> str:
        """A sentence for the user about what had to be changed since this was last asked, or ""."""

    def free_memory(self) -> None:
        """Give back what is kept only to be fast."""

    def is_usable(self) -> bool:
        """Whether it still answers; asked before it is used for another file."""

    def close(self) -> None:
        """Let go of the memory and of the model's files."""
