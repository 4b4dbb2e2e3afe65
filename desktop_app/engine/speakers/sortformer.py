"""Sortformer: NeMo's model that tells up to four speakers apart, fed in a loop of our own.

NeMo's `diarize()` computes the features of a whole recording first, 43 MB a minute. Here they are
computed for a chunk at a time and the model's own streaming step is called with them, so that
memory does not grow with the recording. The probabilities are those of the model's streaming
forward: the same chunks, the same frames around them, the same cache of speakers.
"""

import copy
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

    def stream(self) -> ChunkedStream:
        """Begin a recording."""
        with self.computing():
            state = self._model.sortformer_modules.init_streaming_state(
                batch_size=1, device=self._model.device
            )
        return ChunkedStream(self, self._front_end, self._steps, state)

    def _hear(
        self, heard: "torch.Tensor", state: State, left: int, right: int
    ) -> tuple[State, "torch.Tensor"]:
        import torch

        after, told = self._model.forward_streaming_step(
            processed_signal=heard,
            processed_signal_length=torch.tensor([heard.shape[1]], device=heard.device),
            streaming_state=copy.copy(state),
            total_preds=heard.new_zeros((1, 0, self.most_speakers)),
            left_offset=left,
            right_offset=right,
        )
        return after, told[0]


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
