"""The Recognizer protocol and its result for a chunk, independent of the library."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.core.timecode import Span
from desktop_app.core.transcript import TimestampMode, Word
from desktop_app.media.chunks import AudioChunk


@dataclass(frozen=True, slots=True)
class Utterance:
    """The text of one chunk.

    Attributes:
        text: the whole text; empty if nothing was heard.
        words: its words with times in seconds from the start of the file, in order and within the
            chunk; empty if the model gives none or none were requested.
        start_s: start of the chunk in the file, in seconds.
        end_s: end of the chunk.
    """

    text: str
    words: tuple[Word, ...]
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class RecognitionOptions:
    """Options of one call; languages are codes, None if the model decides.

    `phrases` are names and terms to listen for.
    """

    language: str | None = None
    target_language: str | None = None
    timestamps: TimestampMode = TimestampMode.WORD
    phrases: tuple[str, ...] = ()


class Recognizer(Protocol):
    """A model in memory.

    Attributes:
        spec: the model's description.
        device: the actual device, CPU or CUDA.
        precision: the actual precision; never AUTO.
        parameters: the number of its weights.
    """

    @property
    def spec(self) -> ModelSpec:
        """The model's description."""

    @property
    def device(self) -> DeviceChoice:
        """The actual device: CPU or CUDA."""

    @property
    def precision(self) -> Precision:
        """The actual precision; never AUTO."""

    @property
    def parameters(self) -> int:
        """The number of its weights."""

    def recognize(
        self,
        chunks: Sequence[AudioChunk],
        options: RecognitionOptions,
        cancel: CancelToken | None = None,
    ) -> list[Utterance]:
        """Recognise the chunks in one batch, with times from the start of the file."""

    def spans_of_words(
        self,
        samples: NDArray[np.float32],
        words: Sequence[str],
        cancel: CancelToken | None = None,
        /,
    ) -> tuple[Span | None, ...]:
        """Return when each word of a known text is said, in seconds from the start of the sound.

        Raises:
            Cancelled: cancellation was requested.
            TimestampsUnsupported: the model cannot tell.
            OutOfMemory, EngineError: as `recognize`.
        """

    def take_note(self) -> str:
        """Return and clear the sentence for the user about a changed setting, or ""."""

    def free_memory(self) -> None:
        """Free cached memory."""

    def is_usable(self) -> bool:
        """Whether the model still works; called before it is used for another file."""

    def close(self) -> None:
        """Free the memory and release the model's files."""


NemoModel: TypeAlias = Any  # nemo.collections.asr.models.ASRModel
NemoModule: TypeAlias = Any  # the package nemo.collections.asr
Hypothesis: TypeAlias = Any  # nemo.collections.asr.parts.utils.rnnt_utils.Hypothesis
Connector: TypeAlias = Any  # nemo.core.connectors.save_restore_connector.SaveRestoreConnector
