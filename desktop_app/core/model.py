"""Properties of a model, read from its files without loading it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from desktop_app.core.sentences import marked, tr
from desktop_app.core.transcript import TimestampMode

# Before a file's name, in place of a model's id: the text was read from that file.
_FROM_FILE = "file:"
# An offline pack of a model that is a folder: a plain tar archive, which NeMo could not read.
PACK_SUFFIX = ".tar"
# Files that the engine adds to a model's folder and can recreate.
QUANTIZED_FILE = "aviary-int8.pt"


class ModelTask(StrEnum):
    """What a model does; lists of models have them in this order."""

    TEXT = "text"
    SPEAKERS = "speakers"
    VOICES = "voices"

    @property
    def place(self) -> int:
        """Its place in that order, from 0."""
        return list(ModelTask).index(self)

    @property
    def heading(self) -> str:
        """The heading over such models in a list."""
        return tr(TASKS[self])


class ModelKind(StrEnum):
    """The supported NeMo model families, each with its own call."""

    TRANSDUCER = "transducer"  # EncDecRNNTBPEModel and friends: RNNT and TDT
    CTC = "ctc"
    HYBRID = "hybrid"  # transducer with an auxiliary CTC head
    CANARY = "canary"  # EncDecMultiTaskModel, prompt format "canary": no timestamps
    CANARY2 = "canary2"  # EncDecMultiTaskModel, prompt format "canary2"
    SORTFORMER = "sortformer"  # SortformerEncLabelModel: who speaks when, no text
    NEMOTRON_DIARIZER = "nemotron-diarizer"  # Nemotron3DiarizationForAudioFrameClassification
    TITANET = "titanet"  # EncDecSpeakerLabelModel: knows a voice again, no text

    @property
    def family(self) -> str:
        """The kind's name for people."""
        return tr(FAMILIES[self])

    @property
    def is_prompted(self) -> bool:
        """Whether a prompt selects the languages (the Canary family)."""
        return self in (ModelKind.CANARY, ModelKind.CANARY2)

    @property
    def is_diarizer(self) -> bool:
        """Whether it tells who speaks when, and no text."""
        return self in (ModelKind.SORTFORMER, ModelKind.NEMOTRON_DIARIZER)

    @property
    def knows_voices(self) -> bool:
        """Whether it knows a voice again, and tells neither text nor who speaks when."""
        return self is ModelKind.TITANET

    @property
    def recognizes(self) -> bool:
        """Whether it tells text."""
        return not (self.is_diarizer or self.knows_voices)

    @property
    def task(self) -> ModelTask:
        """What it does."""
        if self.is_diarizer:
            return ModelTask.SPEAKERS
        return ModelTask.VOICES if self.knows_voices else ModelTask.TEXT

    @property
    def is_folder(self) -> bool:
        """Whether its makers publish a folder of files, not one .nemo archive."""
        return self is ModelKind.NEMOTRON_DIARIZER


TASKS = {
    ModelTask.TEXT: marked("Speech to text"),
    ModelTask.SPEAKERS: marked("Finding speakers"),
    ModelTask.VOICES: marked("Knowing voices again"),
}

FAMILIES = {
    ModelKind.TRANSDUCER: marked("Transducer, like Parakeet RNNT and TDT"),
    ModelKind.CTC: marked("CTC, like Parakeet CTC"),
    ModelKind.HYBRID: marked("Transducer with CTC, like Parakeet TDT-CTC"),
    ModelKind.CANARY: marked("Canary, first version, without times"),
    ModelKind.CANARY2: "Canary",
    ModelKind.SORTFORMER: marked("Sortformer, finds speakers"),
    ModelKind.NEMOTRON_DIARIZER: marked("Nemotron Diarization, finds speakers"),
    ModelKind.TITANET: marked("TitaNet, knows voices again"),
}


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """Published facts about a model.

    Attributes:
        source: the model card these facts come from.
        parameters: the number of weights.
        download_bytes: approximate size of its files; the hub's value takes precedence.
        licence_url: the licence's text.
        licence_needs_consent: whether the user must accept the licence before the download.
        hub_file: its file's name on the hub, if that is not its id.
        writes_punctuation: whether it writes capitals and punctuation; None if it writes none.
        hears: languages it understands, whether chosen or detected; none if it writes no text.
        translation_pairs: (from, to) language codes; empty for a model that only transcribes.
    """

    source: str
    parameters: int
    download_bytes: int
    licence_url: str
    licence_needs_consent: bool = False
    hub_file: str = ""
    writes_punctuation: bool | None = None
    hears: tuple[str, ...] = ()
    translation_pairs: tuple[tuple[str, str], ...] = ()

    @property
    def disk_bytes(self) -> int:
        """Disk space once unpacked, in bytes; nothing is compressed."""
        return self.download_bytes

    @property
    def memory_bytes(self) -> int:
        """Memory needed on CPU or GPU, in bytes: float32 weights plus 1.5 GB for the rest.

        The weights of a model with a second one inside (Canary 1B v2) are all in its file.
        """
        return max(4 * self.parameters, self.download_bytes) + 1_500_000_000


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """A model from the catalogue or from the user's own files.

    Attributes:
        id: the value of `--model`, also written into transcripts.
        title: the name shown in the window.
        languages: codes the user may choose; empty if the model detects them or has only one.
        target_languages: codes it can translate into; empty if it only transcribes.
        timestamps: the modes it supports, finest last; none if it writes no text.
        timestamps_why_not: the sentence for the user if WORD is not supported.
        max_chunk_s: the longest audio that the model accepts at once, in seconds.
        path: the local file or folder, or None for a model in the store.
        repo_id: the Hugging Face repository, or None for a local file.
        licence: SPDX-like name; `note` says what the user must know before use.
        facts: published facts; None for the user's own file.
        most_speakers: how many speakers a diarizer tells apart; 0 for another model.
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
    most_speakers: int = 0

    @property
    def file_name(self) -> str:
        """Name of the .nemo file in the hub's repository and in the program's folder.

        For a model that is a folder, the name of an offline pack.
        """
        if self.facts and self.facts.hub_file:
            return self.facts.hub_file
        return f"{self.id}{PACK_SUFFIX if self.kind.is_folder else '.nemo'}"

    @property
    def best_timestamps(self) -> TimestampMode:
        """The finest timestamps that the model supports."""
        return self.timestamps[-1]


def id_of_file(name: str) -> str:
    """Return what stands for a model's id where a text comes from a file that names none."""
    return f"{_FROM_FILE}{name}"


def id_as_title(model_id: str) -> str:
    """Return what a model is called of which only the id is known."""
    name = model_id.removeprefix(_FROM_FILE)
    return model_id if name == model_id else tr("Imported from {name}").format(name=name)
