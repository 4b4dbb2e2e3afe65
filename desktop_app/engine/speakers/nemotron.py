"""Nemotron 3 Diarization: transformers' model that tells up to eight speakers apart.

A recording goes through it in the chunks, and with the memory of speakers, in which the model
itself divides a whole one: its card's settings for the fewest errors. The folder's files are those
of the hub; transformers reads none of them.
"""

import copy
import functools
import gc
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import to_builtins

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import ModelInvalid
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.model import ModelSpec
from desktop_app.core.model_config.nemotron import (
    CONFIG_FILE,
    FRONT_END_FILES,
    MAX_BYTES,
    WEIGHTS_FILE,
    Nemotron,
    NemotronConfig,
    open_nemotron,
)
from desktop_app.core.model_config.nemotron import FrontEnd as FrontEndConfig
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.compute import precision as precisions
from desktop_app.engine.compute.cpu import this_cpu
from desktop_app.engine.compute.quantization import quantize_layers
from desktop_app.engine.compute.runtime import default_thread_count, quiet, torch_threads
from desktop_app.engine.nemo.importing import no_collection_while_importing
from desktop_app.engine.nemo.restoring import explained, fitting
from desktop_app.engine.speakers.chunked import (
    ChunkedDiarizer,
    ChunkedStream,
    FrontEnd,
    Model,
    State,
    Steps,
)
from desktop_app.system.environment import keep_libraries_offline, limit_primitive_cache
from desktop_app.system.files import named_by_text

if TYPE_CHECKING:
    import torch

MODULE = "transformers.models.nemotron3_diarization.modeling_nemotron3_diarization"


def load_nemotron(
    folder: Path,
    spec: ModelSpec,
    device: DeviceChoice,
    precision: Precision,
    cancel: CancelToken | None = None,
    _calibration: Path | None = None,
) -> "NemotronDiarizer":
    """Load the diarizer in `folder`, files as the hub has them.

    Args:
        folder: `config.json`, `processor_config.json` and `model.safetensors`.
        spec: the model's description.
        device: CPU or CUDA.
        precision: the number format; AUTO is resolved here, and needs no measuring: products in
            int8 take about half the time of those in float32 wherever the CPU has them.
        cancel: checked between steps.

    Raises:
        Cancelled: cancellation was requested.
        ModelInvalid: the folder is no such model, or damaged.
        ModelInUse: another program still holds one of its files after several seconds.
        OutOfMemory: the model does not fit.
    """
    cancel = cancel or CancelToken()
    with named_by_text(folder) as readable, fitting(spec):
        model, described = explained(
            readable, spec, (CONFIG_FILE, WEIGHTS_FILE), lambda: _restored(readable, spec)
        )
        cancel.raise_if_cancelled()
        resolved = _prepare(model, device, precision, cancel)
    return NemotronDiarizer(model, described, spec, device, resolved)


def _restored(folder: Path, spec: ModelSpec) -> tuple[Model, Nemotron]:
    """Build the model, and give it the weights of the file: mapped, and so read on first use."""
    from safetensors import SafetensorError, safe_open

    texts = {}
    for name in (CONFIG_FILE, *FRONT_END_FILES):
        if (folder / name).is_file():
            with (folder / name).open("rb") as file:
                texts[name] = file.read(MAX_BYTES + 1)
    described = open_nemotron(texts, spec.title)
    try:
        with safe_open(folder / WEIGHTS_FILE, framework="pt") as file:
            weights = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping
    except SafetensorError as error:
        raise ModelInvalid(
            "{model} is damaged and cannot be loaded.", repr(error), model=spec.title
        ) from error
    model = _built(described.config)
    try:
        model.load_state_dict(weights, strict=True, assign=True)
    except RuntimeError as error:
        raise ModelInvalid(
            "{model} is damaged: its weights do not belong to its configuration.",
            repr(error),
            model=spec.title,
        ) from error
    # Assigned weights keep the file's type; the model computes in float32.
    return model.float().eval(), described


def _built(config: NemotronConfig) -> Model:
    """Build a model whose weights take no memory yet."""
    import torch

    library = import_library()
    fields: dict[str, Any] = to_builtins(config)
    del fields["model_type"], fields["architectures"]
    with quiet(), torch.device("meta"):
        model = library.Model(library.Config(**fields))
    model.requires_grad_(False)  # noqa: FBT003 - torch's signature
    tower = model.model.audio_tower
    # What is computed from the configuration is in no file.
    tower.rotary_emb = type(tower.rotary_emb)(tower.config)
    return model


def _prepare(
    model: Model, device: DeviceChoice, asked: Precision, cancel: CancelToken
) -> Precision:
    """Put the model on its device, in its precision, and return that."""
    cpu = this_cpu()
    parameters = sum(weights.numel() for weights in model.parameters())
    best = Precision.INT8 if cpu.int8 else Precision.FP32
    precision = precisions.resolve(asked, device, cpu, parameters, lambda: best)
    if precision is Precision.INT8:
        # Only the layers: the rest takes no time, and the last part decides who speaks.
        with torch_threads(default_thread_count()):
            quantize_layers(model.model.audio_tower.layers, cpu, cancel)
        for tensor in (*model.parameters(), *model.buffers()):
            tensor.data = tensor.data.clone()  # out of the mapped file, which is then released
        gc.collect()
    model.to(device.value)
    return precision


class NemotronDiarizer(ChunkedDiarizer):
    """transformers' Nemotron3DiarizationForAudioFrameClassification behind the protocol."""

    def __init__(
        self,
        model: Model,
        described: Nemotron,
        spec: ModelSpec,
        device: DeviceChoice,
        precision: Precision,
    ) -> None:
        super().__init__(model, spec, device, precision)
        config, sound = described
        self._factor = config.audio_config.subsampling_factor
        self._steps = Steps(
            chunk=config.chunk_length * self._factor,
            left=config.chunk_left_context * self._factor,
            right=config.chunk_right_context * self._factor,
        )
        self._front_end = _front_end_of(sound)
        self.most_speakers = config.most_speakers
        self.frame_s = sound.hop_length / SAMPLE_RATE_HZ

    def stream(self) -> ChunkedStream:
        """Begin a recording."""
        import torch

        config = self._model.config
        with self.computing():
            cache = import_library().Cache(
                config.streaming_config,
                fifo_length=config.fifo_length,
                speaker_cache_update_period=config.speaker_cache_update_period,
            )
            # Made in float32 from the start: in autocast it would take the type of what it is
            # given first, and keep it when the precision changes.
            width = config.audio_config.hidden_size
            cache.lazy_initialization(torch.zeros(1, 0, width, device=self._model.device))
        return ChunkedStream(self, self._front_end, self._steps, cache)

    def _hear(
        self, heard: "torch.Tensor", state: State, left: int, right: int
    ) -> tuple[State, "torch.Tensor"]:
        cache = copy.deepcopy(state)  # it is changed in place
        output = self._model(
            input_features=heard.to(self._model.device),
            speaker_cache=cache,
            num_lookback_frames=left // self._factor,
            num_lookahead_frames=-(-right // self._factor),
        )
        return cache, output.logits[0].float().sigmoid()


def _front_end_of(sound: FrontEndConfig) -> FrontEnd:
    fields: dict[str, Any] = to_builtins(sound)
    del fields["feature_extractor_type"]
    extractor = import_library().Features(**fields)

    def features_of(samples: "torch.Tensor") -> "torch.Tensor":
        features: torch.Tensor = extractor(samples, sampling_rate=SAMPLE_RATE_HZ)["input_features"]
        return features

    hop = sound.hop_length
    return FrontEnd(hop, sound.n_fft, features_of, lambda samples: samples // hop)


class _Library(NamedTuple):
    """The few classes of transformers that are used."""

    Config: Any
    Model: Any
    Cache: Any
    Features: Any


@functools.cache
def import_library() -> _Library:
    """Import what a Nemotron diarizer needs of transformers, and nothing else.

    It takes 7 s and 150 MB in a program of its own, and 1 s and 13 MB after NeMo, which brings most
    of it.
    """
    limit_primitive_cache()
    keep_libraries_offline()
    with quiet(), no_collection_while_importing(MODULE):
        from transformers.models.nemotron3_diarization import (
            configuration_nemotron3_diarization as configuration,
        )
        from transformers.models.nemotron3_diarization import (
            modeling_nemotron3_diarization as modeling,
        )
        from transformers.models.nemotron_asr_streaming import (
            feature_extraction_nemotron_asr_streaming as features,
        )
    return _Library(
        configuration.Nemotron3DiarizationConfig,
        modeling.Nemotron3DiarizationForAudioFrameClassification,
        modeling.Nemotron3DiarizationSpeakerCache,
        features.NemotronAsrStreamingFeatureExtractor,
    )
