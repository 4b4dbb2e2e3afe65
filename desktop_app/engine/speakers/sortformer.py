"""Sortformer: NeMo's model that tells up to four speakers apart, fed in a loop of our own.

NeMo's `diarize()` computes the features of a whole recording first, 43 MB a minute. Here they are
computed for a chunk at a time and the model's own streaming step is called with them, so that
memory does not grow with the recording. The probabilities are those of the model's streaming
forward: the same chunks, the same frames around them, the same cache of speakers.
"""

import copy
import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.core.cancel import CancelToken
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.nemo.loader import set_up
from desktop_app.engine.nemo.restoring import fitting, restored
from desktop_app.engine.recognizer import NemoModel
from desktop_app.engine.speakers.chunked import (
    ChunkedDiarizer,
    ChunkedStream,
    FrontEnd,
    State,
    Steps,
)
from desktop_app.engine.speakers.same_voice import Voices, no_voices
from desktop_app.system.files import named_by_text

if TYPE_CHECKING:
    import torch


class Pace(NamedTuple):
    """How a model walks through a recording, in frames.

    Attributes:
        chunk: frames told in one step.
        left: frames before them that are heard again.
        right: frames after them that are heard already.
        fifo: latest frames that wait before they go into the cache of speakers.
        update: how many of them go at once.
    """

    chunk: int
    left: int
    right: int
    fifo: int
    update: int


# What NeMo's recipe for training sets: chunk, left, right, fifo. It lies in the files of models for
# which nobody chose a pace; their cards then recommend one, by how long it may take.
RECIPE = (188, 1, 1, 0)
# The recommendation with the fewest errors (card of nvidia/diar_streaming_sortformer_4spk-v2).
CARD = Pace(chunk=340, left=1, right=40, fifo=40, update=300)
# On a CPU each step hears twice as much: half as often the cache and what is around, a quarter
# faster. With them it is 949 frames, 76 s: still less than the 90 s that the models are trained on.
CARD_ON_CPU = CARD._replace(chunk=2 * CARD.chunk)


def load_sortformer(
    folder: Path,
    spec: ModelSpec,
    device: DeviceChoice,
    precision: Precision,
    cancel: CancelToken | None = None,
    calibration: Path | None = None,
) -> "Sortformer":
    """Load the Sortformer in `folder`, an unpacked .nemo; arguments and errors as for recognisers.

    Raises:
        Cancelled: cancellation was requested.
        ModelInvalid: the folder is no Sortformer for streaming, or damaged.
        ModelInUse: another program still holds one of its files after several seconds.
        OutOfMemory: the model does not fit.
    """
    cancel = cancel or CancelToken()
    with named_by_text(folder) as readable, fitting(spec):
        model = restored(readable, spec, device)
        cancel.raise_if_cancelled()
        resolved = set_up(model, device, precision, readable, cancel, calibration)
    _set_pace(model.sortformer_modules, device)
    return Sortformer(model, spec, device, resolved)


def _set_pace(modules: NemoModel, device: DeviceChoice) -> None:
    own = (modules.chunk_len, modules.chunk_left_context, modules.chunk_right_context)
    if (*own, modules.fifo_len) != RECIPE:
        return
    pace = CARD_ON_CPU if device is DeviceChoice.CPU else CARD
    modules.chunk_len, modules.chunk_left_context = pace.chunk, pace.left
    modules.chunk_right_context, modules.fifo_len = pace.right, pace.fifo
    modules.spkcache_update_period = pace.update


class Heard(NamedTuple):
    """What a model keeps from one chunk to the next.

    Attributes:
        state: NeMo's own.
        voices: what it makes of the speakers' voices; None if its file says nothing of them.
    """

    state: State
    voices: Voices | None


class Sortformer(ChunkedDiarizer):
    """NeMo's SortformerEncLabelModel behind the Diarizer protocol."""

    def __init__(
        self, model: NemoModel, spec: ModelSpec, device: DeviceChoice, precision: Precision
    ) -> None:
        super().__init__(model, spec, device, precision)
        modules, frame = model.sortformer_modules, model.encoder.subsampling_factor
        self._front_end = _front_end_of(model)
        self._steps = Steps(
            chunk=modules.chunk_len * frame,
            left=modules.chunk_left_context * frame,
            right=modules.chunk_right_context * frame,
        )
        self.most_speakers = int(modules.n_spk)
        self.frame_s = self._front_end.hop * frame / SAMPLE_RATE_HZ
        self._same_from = _same_voice_from(model)
        self._encoded: list[torch.Tensor] = []  # of the last step
        if self._same_from is not None:
            modules.encoder_proj.register_forward_hook(_keeping(self._encoded))

    def stream(self) -> ChunkedStream:
        """Begin a recording."""
        with self.computing():
            modules = self._model.sortformer_modules
            state = modules.init_streaming_state(batch_size=1, device=self._model.device)
        voices = None
        if self._same_from is not None:
            numbers = modules.tf_d_model
            voices = no_voices(self.frame_s, self._same_from, self.most_speakers, numbers)
        return ChunkedStream(self, self._front_end, self._steps, Heard(state, voices))

    def voices_in(self, state: State) -> Voices | None:
        """Return what a state holds of the speakers' voices; None if nothing."""
        heard: Heard = state
        return heard.voices

    def _hear(
        self, heard: "torch.Tensor", state: State, left: int, right: int
    ) -> tuple[State, "torch.Tensor"]:
        import torch

        after, told = self._model.forward_streaming_step(
            processed_signal=heard,
            processed_signal_length=torch.tensor([heard.shape[1]], device=heard.device),
            streaming_state=copy.copy(state.state),
            total_preds=heard.new_zeros((1, 0, self.most_speakers)),
            left_offset=left,
            right_offset=right,
        )
        voices = state.voices
        if voices is not None:
            behind = math.ceil(right / self._model.encoder.subsampling_factor)
            # In this order: the speakers' cache, the frames that wait for it, those before the
            # chunk, the chunk, those after it.
            (encoded,) = self._encoded.pop()
            chunk = encoded[len(encoded) - behind - len(told[0]) : len(encoded) - behind]
            voices = voices.with_frames(told[0].float().cpu().numpy(), chunk.float().cpu().numpy())
        return Heard(after, voices), told[0]


def _same_voice_from(model: NemoModel) -> float | None:
    """Return from which cosine on two columns are one voice; None if the file tells nothing."""
    found = model.cfg.get("same_voice_from")
    is_told = isinstance(found, float) and 0.0 < found <= 1.0
    return found if is_told and model.sortformer_modules.encoder_proj is not None else None


def _keeping(kept: "list[torch.Tensor]") -> "Callable[..., None]":
    """Return a hook that keeps a module's last output.

    It holds the list alone: one that held the diarizer would keep it in memory for ever.
    """

    def hook(_module: NemoModel, _taken: object, given: "torch.Tensor") -> None:
        kept[:] = [given]

    return hook


def _front_end_of(model: NemoModel) -> FrontEnd:
    preprocessor, device = model.preprocessor, model.device
    featurizer = preprocessor.featurizer

    def features_of(samples: "torch.Tensor") -> "torch.Tensor":
        import torch

        features: torch.Tensor
        features, _ = preprocessor(
            input_signal=samples[None].to(device),
            length=torch.tensor([len(samples)], device=device),
        )
        return features.transpose(1, 2)

    def count(samples: int) -> int:
        import torch

        return int(featurizer.get_seq_len(torch.tensor([samples])))

    return FrontEnd(featurizer.hop_length, featurizer.n_fft, features_of, count)
