"""What a speech model is and can do, known from its files without loading it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from desktop_app.core.transcript import TimestampMode

# What the engine keeps in a model's folder beside the model's own files, and can make again.
QUANTIZED_FILE = "aviary-int8.pt"


class ModelKind(StrEnum):
    """The NeMo model families that Aviary drives, each with its own call."""

    TRANSDUCER = "transducer"  # EncDecRNNTBPEModel and friends: RNNT and TDT
    CTC = "ctc"
    HYBRID = "hybrid"  # transducer with an auxiliary CTC head
    CANARY = "canary"  # EncDecMultiTaskModel, prompt format "canary": no timestamps
    CANARY2 = "canary2"  # EncDecMultiTaskModel, prompt format "canary2"

    @property
    def family(self) -> str:
        """What it is called in words, beside NVIDIA's models of the same kind."""
        return FAMILIES[self]

    @property
    def is_prompted(self) -> bool:
        """Whether the languages are chosen by a prompt (the Canary family)."""
        return self in (ModelKind.CANARY, ModelKind.CANARY2)


FAMILIES = {
    ModelKind.TRANSDUCER: "Transducer, like Parakeet RNNT and TDT",
    ModelKind.CTC: "CTC, like Parakeet CTC",
    ModelKind.HYBRID: "Transducer with CTC, like Parakeet TDT-CTC",
    ModelKind.CANARY: "Canary, first version, without times",
    ModelKind.CANARY2: "Canary",
}


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What the makers say of a model, for those who choose one.

    Attributes:
        source: the model card, where all of it is said.
        parameters: the number of weights.
        download_bytes: the size of its .nemo file, about; the hub's own value counts.
        writes_punctuation: whether it writes capitals and punctuation.
        licence_url: the licence's text.
        licence_needs_consent: whether the user must accept the licence before the download.
        hears: the languages that it understands, chosen or found by itself.
        translation_pairs: (from, to) language codes; empty for a model that only transcribes.
    """

    source: str
    parameters: int
    download_bytes: int
    writes_punctuation: bool
    licence_url: str
    hears: tuple[str, ...]
    licence_needs_consent: bool = False
    translation_pairs: tuple[tuple[str, str], ...] = ()

    @property
    def disk_bytes(self) -> int:
        """The room it takes once unpacked: a .nemo is not compressed."""
        return self.download_bytes

    @property
    def memory_bytes(self) -> int:
        """The memory to work in, CPU or GPU: float32 weights, and 1.5 GB for libraries and audio.

        The weights of a model with a second one inside (Canary 1B v2) are all in its file.
        """
        return max(4 * self.parameters, self.download_bytes) + 1_500_000_000


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
        facts: what its makers say of it; None for a file of the user's own.
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
    facts: ModelFacts | None = None

    @property
    def file_name(self) -> str:
        """The .nemo file's name, in the hub's repository and in a folder of kept archives."""
        return f"{self.id}.nemo"

    @property
    def best_timestamps(self) -> TimestampMode:
        """The finest timing that the model gives."""
        return self.timestamps[-1]
