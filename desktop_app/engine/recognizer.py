"""The recogniser's protocol, and what it returns for a chunk, whatever library is behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.core.transcript import TimestampMode, Word
from desktop_app.media.chunks import AudioChunk


@dataclass(frozen=True, slots=True)
class Utterance:
    """The text of one chunk.

    Attributes:
        text: all of it; empty where nothing was heard.
        words: the same with times in seconds from the start of the file, in order and inside the
            chunk; empty where the model gives none or none were asked for.
        start_s: where the chunk begins in the file, in seconds.
        end_s: where it ends.
    """

    text: str
    words: tuple[Word, ...]
    start_s: float
    end_s: float


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


NemoModel: TypeAlias = Any  # nemo.collections.asr.models.ASRModel
NemoModule: TypeAlias = Any  # the package nemo.collections.asr
Hypothesis: TypeAlias = Any  # nemo.collections.asr.parts.utils.rnnt_utils.Hypothesis
Connector: TypeAlias = Any  # nemo.core.connectors.save_restore_connector.SaveRestoreConnector
