"""A NeMo model behind the Recognizer protocol: cancellable, and checked for overflow."""

import contextlib
import logging
import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from desktop_app.core.cancel import CancelToken
from desktop_app.core.causes import every_error
from desktop_app.core.errors import (
    AppError,
    Cancelled,
    EngineError,
    TimestampsUnsupported,
)
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.core.sentences import marked, tr
from desktop_app.core.timecode import Span
from desktop_app.core.transcript import TimestampMode
from desktop_app.engine.compute import precision as precisions
from desktop_app.engine.compute.runtime import default_thread_count, quiet, torch_threads
from desktop_app.engine.device import failure_of, free_memory
from desktop_app.engine.nemo.alignment import can_align, spans_of_words
from desktop_app.engine.nemo.boosting import Boosting
from desktop_app.engine.nemo.config import transcribe_arguments
from desktop_app.engine.nemo.hypotheses import utterance_of
from desktop_app.engine.recognizer import Hypothesis, NemoModel, RecognitionOptions, Utterance
from desktop_app.media.chunks import AudioChunk

logger = logging.getLogger(__name__)


class Overflow:
    """Overflow checks of one call of the model; kept on the device until read."""

    def __init__(self) -> None:
        self._seen: list[object] = []

    def observe(self, _module: object, _inputs: object, output: object) -> None:
        """Note whether an encoder's output is finite, shape (batch, features, frames).

        Frames beyond a chunk's end are ignored: they hold padding.
        """
        import torch

        encoded, *lengths = output if isinstance(output, (tuple, list)) else (output,)
        if not isinstance(encoded, torch.Tensor) or not encoded.is_floating_point():
            return
        finite = torch.isfinite(encoded)
        if encoded.dim() == 3 and lengths and isinstance(lengths[0], torch.Tensor):  # noqa: PLR2004
            frames = torch.arange(encoded.shape[-1], device=encoded.device)
            beyond = frames[None, :] >= lengths[0].to(encoded.device)[:, None]
            finite = finite | beyond[:, None, :]
        self._seen.append(finite.all())

    def has_happened(self, hypotheses: Sequence[Hypothesis]) -> bool:
        """Whether anything was not finite, in the encoder's output or the decoder's scores."""
        if not all(map(bool, self._seen)):
            return True
        scores = (getattr(hypothesis, "score", None) for hypothesis in hypotheses)
        return any(score is not None and math.isnan(float(score)) for score in scores)


@contextlib.contextmanager
def watched(model: NemoModel) -> Iterator[Overflow]:
    """Observe the encoder's output inside the block."""
    overflow = Overflow()
    encoder = getattr(model, "encoder", None)
    handle = encoder.register_forward_hook(overflow.observe) if encoder is not None else None
    try:
        yield overflow
    finally:
        if handle is not None:
            handle.remove()


# The parts that take a model's time: encoder layers take seconds each with a large batch, and
# decoders are called for each token. (NeMo's names, in its transducer, CTC and multi-task models.)
PARTS = ("encoder", "decoder", "transf_encoder", "transf_decoder")


@contextlib.contextmanager
def stoppable(model: NemoModel, cancel: CancelToken) -> Iterator[None]:
    """Check for cancellation before each part of the model computes.

    Raises:
        Cancelled: inside the block, from within the model's call, soon after the request.
    """

    def check_cancelled(*_: object) -> None:
        cancel.raise_if_cancelled()

    handles = [module.register_forward_pre_hook(check_cancelled) for module in _parts(model)]
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()


def _parts(model: NemoModel) -> Iterator[NemoModel]:
    models = (model, getattr(model, "timestamps_asr_model", None))
    for part in (getattr(one, name, None) for one in models if one is not None for name in PARTS):
        if part is not None and hasattr(part, "modules"):
            yield from part.modules()


# One second of near silence: the trial input for a model in memory.
_TRIAL = AudioChunk(0.0, np.full(SAMPLE_RATE_HZ, 1e-4, np.float32), ())
_NO_TIMES = TimestampMode.NONE

# Words in the errors of torch and NeMo when a graph cannot be captured or replayed.
_GRAPH_WORDS = ("cuda graph", "cudagraph", "stream capture", "capturing", "graph capture")
NO_GRAPHS_NOTE = marked(
    "CUDA graphs failed on this GPU; Aviary continues without them, a little slower."
)
NO_PHRASES_NOTE = marked(
    "{model} cannot listen for your words. They are corrected in its text instead."
)


class NemoRecognizer:
    """Call `model.transcribe` with arrays and convert its results to utterances."""

    def __init__(
        self,
        model: NemoModel,
        spec: ModelSpec,
        device: DeviceChoice,
        precision: Precision,
        parameters: int,
    ) -> None:
        self._model = model
        self.spec = spec
        self.device = device
        self.precision = precision
        self.parameters = parameters
        self._note = ""
        self._is_doubtful = False
        self._boosting = Boosting(model)
        self._has_graphs = True

    def recognize(
        self,
        chunks: Sequence[AudioChunk],
        options: RecognitionOptions,
        cancel: CancelToken | None = None,
    ) -> list[Utterance]:
        """Recognise the chunks in one batch, with times from the start of the file.

        Raises:
            Cancelled: cancellation was requested.
            LanguageUnsupported: the model does not support the language.
            TimestampsUnsupported: the model gives no such times.
            OutOfMemory: the batch does not fit.
            EngineError: NeMo failed, or returned values that are not finite.
        """
        if not chunks:
            return []
        hypotheses = self._finite_hypotheses(chunks, options, cancel or CancelToken())
        return [
            utterance_of(hypothesis, chunk, options.timestamps)
            for hypothesis, chunk in zip(hypotheses, chunks, strict=True)
        ]

    def spans_of_words(
        self, samples: NDArray[np.float32], words: Sequence[str], cancel: CancelToken | None = None
    ) -> tuple[Span | None, ...]:
        """Return when each word of a known text is said, in seconds from the start of the sound.

        Raises:
            Cancelled: cancellation was requested.
            TimestampsUnsupported: the model cannot tell.
            OutOfMemory: it does not fit.
            EngineError: NeMo failed.
        """
        if not can_align(self._model):
            raise TimestampsUnsupported(
                "{model} cannot tell when a text is said.", model=self.spec.title
            )
        try:
            with self._computing(cancel or CancelToken()):
                return spans_of_words(self._model, samples, words)
        except Cancelled:
            raise
        except Exception as error:  # NeMo can fail in any way; the message is ours
            self._is_doubtful = True
            raise failure_of(error, self.device, self.spec.title) from error

    @contextlib.contextmanager
    def _computing(self, cancel: CancelToken) -> Iterator[None]:
        import torch

        with (
            quiet(),
            torch.inference_mode(),
            torch_threads(default_thread_count()),
            precisions.computing(self.device, self.precision),
            stoppable(self._model, cancel),
        ):
            yield

    def _finite_hypotheses(
        self, chunks: Sequence[AudioChunk], options: RecognitionOptions, cancel: CancelToken
    ) -> list[Hypothesis]:
        """Recognise with the current precision, or the next one that does not overflow."""
        before = self.precision
        while True:
            with watched(self._model) as overflow:
                hypotheses = self._hypotheses(chunks, options, cancel)
                if not overflow.has_happened(hypotheses):
                    return hypotheses
            try:
                self.precision = precisions.after_overflow(
                    self.precision, self.device, self.spec.title
                )
            except EngineError:
                self.precision = before  # for the next call
                raise

    def _hypotheses(
        self, chunks: Sequence[AudioChunk], options: RecognitionOptions, cancel: CancelToken
    ) -> list[Hypothesis]:
        arrays = [np.ascontiguousarray(chunk.samples, dtype=np.float32) for chunk in chunks]
        try:
            heard = self._transcribed(arrays, options, cancel)
        except Cancelled:
            raise
        except Exception as error:  # NeMo can fail in any way; the message is ours
            self._is_doubtful = True
            if not self._has_dropped_graphs(error):
                raise failure_of(error, self.device, self.spec.title) from error
            return self._hypotheses(chunks, options, cancel)
        if not isinstance(heard, list) or len(heard) != len(chunks):
            raise EngineError(
                "{model} returned an unexpected result.", repr(heard), model=self.spec.title
            )
        # Beam search returns several hypotheses of each; the first is the best.
        return [best[0] if isinstance(best, list) else best for best in heard]

    def _transcribed(
        self, arrays: list[NDArray[np.float32]], options: RecognitionOptions, cancel: CancelToken
    ) -> object:
        self._listen_for(options.phrases)
        arguments = transcribe_arguments(self._model, self.spec, options, len(arrays))
        with self._computing(cancel):
            return self._model.transcribe(arrays, **arguments)

    def _listen_for(self, phrases: tuple[str, ...]) -> None:
        with quiet():
            is_new = self._boosting.listen_for(phrases)
        if is_new and not self._has_graphs:
            self._model.disable_cuda_graphs()  # the new decoder would try them again
        if phrases and not self._boosting.is_possible:
            self._note = tr(NO_PHRASES_NOTE).format(model=self.spec.title)

    def _has_dropped_graphs(self, error: BaseException) -> bool:
        """Disable NeMo's CUDA graphs after such a failure; whether to try again."""
        if self.device is not DeviceChoice.CUDA:
            return False
        said = " ".join(str(one).lower() for one in every_error(error))
        if not any(words in said for words in _GRAPH_WORDS):
            return False
        if not self._model.disable_cuda_graphs():
            return False
        self._has_graphs = False
        logger.warning("CUDA graphs failed, going on without them", exc_info=error)
        self._note = tr(NO_GRAPHS_NOTE)
        return True

    def take_note(self) -> str:
        """Return and clear the sentence for the user about a changed setting, or ""."""
        note, self._note = self._note, ""
        return note

    def is_usable(self) -> bool:
        """Whether the model is intact, on its device, and still works."""
        from nemo.collections.asr.models import ASRModel

        model = self._model
        if not isinstance(model, ASRModel) or not callable(getattr(model, "transcribe", None)):
            return False
        if any(weights.device.type != self.device.value for weights in model.parameters()):
            return False
        if not self._is_doubtful:
            return True
        # A trial costs as much as several seconds of sound: only after a failure.
        self._is_doubtful = False
        try:
            return len(self.recognize([_TRIAL], RecognitionOptions(timestamps=_NO_TIMES))) == 1
        except AppError as error:
            logger.warning("%s failed its trial: %s", self.spec.id, error.detail or error)
            return False

    def close(self) -> None:
        """Free the memory and unmap the weights, so that the folder can be deleted."""
        self._model = None
        self._boosting = Boosting(None)
        self.free_memory()

    def free_memory(self) -> None:
        """Free cached memory."""
        free_memory(self.device)
