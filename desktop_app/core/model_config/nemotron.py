"""Check the configuration of a Nemotron diarizer: a folder of files, as the hub has it.

Import and loader both read it here. transformers builds whatever a configuration names, and some of
its fields name code, or an implementation to fetch. So it never reads one: what is listed here is
taken out of the files, each number within limits, and everything else in them is ignored.
"""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Annotated, Literal, NamedTuple, TypeVar

from msgspec import Meta, Struct, convert, field
from msgspec.json import decode

from desktop_app.core.errors import ModelInvalid
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.model_config.yaml_text import TOO_LARGE, UNREADABLE, Tree
from desktop_app.core.model_errors import ModelUnsafe
from desktop_app.core.sentences import marked

CONFIG_FILE = "config.json"
WEIGHTS_FILE = "model.safetensors"
# What turns sound into features: the name since transformers 5, and the one before.
FRONT_END_FILES = ("processor_config.json", "preprocessor_config.json")

MODEL_TYPE = "nemotron3_diarization"
CLASS = "Nemotron3DiarizationForAudioFrameClassification"
FRONT_END = "NemotronAsrStreamingFeatureExtractor"
# The released model's files have 1 to 2 kB.
MAX_BYTES = 1_000_000
# Fields by which transformers runs code from a model's folder.
CODE_FIELDS = frozenset({"auto_map", "custom_pipelines", "trust_remote_code"})
MAX_SHOWN = 200
NOT_POSSIBLE = marked("“{name}” is damaged: its {file} has a value that no diarizer uses.")

# Limits: four times the released model and more, and far below what fills a computer's memory.
_Size = Annotated[int, Meta(ge=1, le=8192)]
_Frames = Annotated[int, Meta(ge=1, le=10_000)]
_Count = Annotated[int, Meta(ge=0, le=10_000)]
_Share = Annotated[float, Meta(ge=0, le=1)]
_Rate = Annotated[float, Meta(ge=0, le=10)]
_Part = TypeVar("_Part", bound=Struct)


class Rope(Struct, frozen=True):
    """Rotary positions; other kinds change their tables while they compute."""

    rope_theta: Annotated[float, Meta(ge=1, le=1e9)] = 10_000.0
    rope_type: Literal["default"] = "default"
    partial_rotary_factor: Annotated[float, Meta(gt=0, le=1)] = 1.0


class Encoder(Struct, frozen=True):
    """The transformer; the names and defaults are transformers'."""

    hidden_size: _Size = 512
    intermediate_size: Annotated[int, Meta(ge=1, le=32_768)] = 2048
    num_hidden_layers: Annotated[int, Meta(ge=1, le=200)] = 31
    num_attention_heads: Annotated[int, Meta(ge=1, le=128)] = 8
    num_key_value_heads: Annotated[int, Meta(ge=1, le=128)] | None = None
    hidden_act: Literal["gelu", "gelu_new", "gelu_pytorch_tanh", "relu", "silu"] = "gelu"
    rope_parameters: Rope = field(default_factory=Rope)
    num_mel_bins: Annotated[int, Meta(ge=1, le=512)] = 128
    subsampling_factor: Annotated[int, Meta(ge=1, le=64)] = 8

    def __post_init__(self) -> None:
        """Raise ValueError if the attention cannot be divided among its heads."""
        if self.hidden_size % (2 * self.num_attention_heads):
            raise ValueError(f"{self.hidden_size=} for {self.num_attention_heads=}")
        if self.num_key_value_heads not in (None, self.num_attention_heads):  # no such model works
            raise ValueError(f"{self.num_attention_heads=} over {self.num_key_value_heads=}")


class Head(Struct, frozen=True):
    """What makes probabilities of the encoder's output."""

    hidden_size: _Size = 192
    num_speakers: Annotated[int, Meta(ge=1, le=64)] = 8
    audio_hidden_size: _Size = 512
    subsampling_factor: Annotated[int, Meta(ge=1, le=64)] = 8


class SpeakerMemory(Struct, frozen=True):
    """The speaker cache: which frames stand for the speakers heard so far.

    Its own two lengths of a queue are for the microphone; a recording has those of
    `NemotronConfig`.
    """

    fifo_length: _Frames = 264
    speaker_cache_update_period: _Frames = 222
    speaker_cache_length: _Frames = 264
    speaker_cache_silence_frames_per_speaker: _Count = 1
    prediction_score_threshold: Annotated[float, Meta(gt=0, lt=1)] = 0.25
    latest_frames_score_boost: _Rate = 0.05
    strong_boost_rate: _Rate = 0.75
    weak_boost_rate: _Rate = 1.5
    min_positive_scores_rate: _Rate = 0.5
    num_speakers: Annotated[int, Meta(ge=1, le=64)] = 8
    subsampling_factor: Annotated[int, Meta(ge=1, le=64)] = 8


class FrontEnd(Struct, frozen=True):
    """How sound becomes features."""

    feature_extractor_type: Literal["NemotronAsrStreamingFeatureExtractor"]
    feature_size: Annotated[int, Meta(ge=1, le=512)]
    sampling_rate: int = SAMPLE_RATE_HZ
    hop_length: Annotated[int, Meta(ge=16, le=1600)] = 160
    n_fft: Annotated[int, Meta(ge=64, le=4096)] = 512
    win_length: Annotated[int, Meta(ge=16, le=4096)] = 400
    preemphasis: _Share | None = 0.97
    mel_filters_dtype: Literal["float32", "bfloat16", "float16"] = "float32"

    def __post_init__(self) -> None:
        """Raise ValueError if it wants other sound than Aviary's, or windows that do not fit."""
        if self.sampling_rate != SAMPLE_RATE_HZ:
            raise ValueError(f"{self.sampling_rate=}")
        if self.win_length > self.n_fft or 2 * self.hop_length > self.n_fft:
            raise ValueError(f"{self.win_length=}, {self.hop_length=} in {self.n_fft=}")


class NemotronConfig(Struct, frozen=True):
    """All that a Nemotron diarizer is built from.

    The lengths of chunks and queue are in encoder frames (80 ms): those for whole recordings.
    """

    model_type: Literal["nemotron3_diarization"]
    architectures: tuple[Literal["Nemotron3DiarizationForAudioFrameClassification"]]
    audio_config: Encoder = field(default_factory=Encoder)
    head_config: Head = field(default_factory=Head)
    streaming_config: SpeakerMemory = field(default_factory=SpeakerMemory)
    chunk_length: _Frames = 340
    chunk_right_context: _Count = 40
    chunk_left_context: _Count = 0
    fifo_length: _Count = 40
    speaker_cache_update_period: _Frames = 300

    def __post_init__(self) -> None:
        """Raise ValueError if its parts do not fit together."""
        encoder, head, memory = self.audio_config, self.head_config, self.streaming_config
        if head.audio_hidden_size != encoder.hidden_size:
            raise ValueError(f"{head.audio_hidden_size=} for {encoder.hidden_size=}")
        factors = {part.subsampling_factor for part in (encoder, head, memory)}
        if len(factors) != 1 or memory.num_speakers != head.num_speakers:
            raise ValueError(f"{factors=}, {memory.num_speakers=} of {head.num_speakers}")
        if self.chunk_right_context >= self.chunk_length:
            raise ValueError(f"{self.chunk_right_context=} of {self.chunk_length=}")
        least = (1 + memory.speaker_cache_silence_frames_per_speaker) * memory.num_speakers
        if memory.speaker_cache_length < least:
            raise ValueError(f"{memory.speaker_cache_length=} below {least}")

    @property
    def most_speakers(self) -> int:
        """How many speakers it can tell apart."""
        return self.head_config.num_speakers


class Nemotron(NamedTuple):
    """What a folder of files describes."""

    config: NemotronConfig
    front_end: FrontEnd


def open_nemotron(texts: Mapping[str, bytes], name: str) -> Nemotron:
    """Return what a Nemotron diarizer may be built from, and how it hears.

    Args:
        texts: the content of the folder's small files, by name; files that this module does not
            name are not looked at.
        name: the model's name for messages.

    Raises:
        ModelUnsafe: a file names code.
        ModelInvalid: one is missing or damaged, or it is another model.
    """
    tree = _tree_of(texts, CONFIG_FILE, name)
    classes = tree.get("architectures")
    if tree.get("model_type") != MODEL_TYPE or classes != [CLASS]:
        raise ModelInvalid(
            "“{name}” is not a diarizer that Aviary can run.",
            f"{tree.get('model_type')!r}, {classes!r}"[:MAX_SHOWN],
            name=name,
        )
    file = next((file for file in FRONT_END_FILES if file in texts), FRONT_END_FILES[0])
    sound = _tree_of(texts, file, name)
    config = _held_to(NemotronConfig, tree, CONFIG_FILE, name)
    front_end = _held_to(FrontEnd, sound.get("feature_extractor", sound), file, name)
    if front_end.feature_size != config.audio_config.num_mel_bins:
        detail = f"{front_end.feature_size} of {config.audio_config.num_mel_bins} features"
        raise ModelInvalid(NOT_POSSIBLE, detail, name=name, file=file)
    return Nemotron(config, front_end)


def _tree_of(texts: Mapping[str, bytes], file: str, name: str) -> Tree:
    """Return the mapping in one of the files."""
    if (text := texts.get(file)) is None:
        raise ModelInvalid("“{name}” is incomplete: its {file} is missing.", name=name, file=file)
    if len(text) > MAX_BYTES:
        raise ModelInvalid(TOO_LARGE, name=name)
    try:
        tree = decode(text, type=Tree)
        named = CODE_FIELDS.intersection(_fields(tree))
    except (ValueError, RecursionError) as error:
        raise ModelInvalid(UNREADABLE, repr(error), name=name) from error
    if named:
        raise ModelUnsafe(
            "“{name}” was not opened: its {file} asks for code from its own files.",
            ", ".join(sorted(named)),
            name=name,
            file=file,
        )
    return tree


def _fields(tree: object) -> Iterator[str]:
    """Yield the name of every field at any depth."""
    if isinstance(tree, dict):
        yield from tree
        yield from chain.from_iterable(map(_fields, tree.values()))
    elif isinstance(tree, list):
        yield from chain.from_iterable(map(_fields, tree))


def _held_to(kind: type[_Part], tree: object, file: str, name: str) -> _Part:
    try:
        return convert(tree, kind)
    except ValueError as error:
        raise ModelInvalid(NOT_POSSIBLE, str(error), name=name, file=file) from error
