"""What a speech model is and can do, known from its files without loading it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from desktop_app.core.transcript import TimestampMode


class ModelKind(StrEnum):
    """The NeMo model families that Aviary drives, each with its own call."""

    TRANSDUCER = "transducer"  # EncDecRNNTBPEModel and friends: RNNT and TDT
    CTC = "ctc"
    HYBRID = "hybrid"  # transducer with an auxiliary CTC head
    CANARY = "canary"  # EncDecMultiTaskModel, prompt format "canary": no timestamps
    CANARY2 = "canary2"  # EncDecMultiTaskModel, prompt format "canary2"

    @property
    def is_prompted(self) -> bool:
        """Whether the languages are chosen by a prompt (the Canary family)."""
        return self in (ModelKind.CANARY, ModelKind.CANARY2)


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """One model on offer, from the catalogue or from the user's own .nemo file.

    Attributes:
        id: what `--model` takes, and what transcripts name.
        title: what the window shows.
        languages: codes the user may choose; empty where the model detects by itself or has one.
        target_languages: codes it can write; empty where it only transcribes.
        timestamps: the modes it can give, the best last.
        timestamps_why_not: the sentence for the user where WORD is missing.
        max_chunk_s: the longest piece of audio that the model takes at once, in seconds.
        path: the local .nemo file, or None for a model that lies in the store by its id.
        repo_id: the Hugging Face repository, or None for a local file.
        licence: SPDX-like name; `note` says what the user must know before use.
    """

    id: str
    title: str
    kind: ModelKind
    summary: str
    languages: tuple[str, ...] = ()
    target_languages: tuple[str, ...] = ()
    timestamps: tuple[TimestampMode, ...] = (
        TimestampMode.NONE,
        TimestampMode.SEGMENT,
        TimestampMode.WORD,
    )
    timestamps_why_not: str = ""
    max_chunk_s: float = 30.0
    path: Path | None = None
    repo_id: str | None = None
    licence: str = ""
    note: str = ""

    @property
    def best_timestamps(self) -> TimestampMode:
        """The finest timing that the model gives."""
        return self.timestamps[-1]
