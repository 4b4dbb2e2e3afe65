"""What the window and the command line use: a file goes in, a transcript comes out."""

import logging
from collections.abc import Callable
from pathlib import Path

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import EngineError, HardwareError, ModelInvalid, OutOfMemory
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import (
    DeviceChoice,
    ModelLoading,
    ModelReady,
    Notice,
    Precision,
    TranscriptionRequest,
)
from desktop_app.core.transcript import Segment, Transcript
from desktop_app.engine import device as devices
from desktop_app.engine import runtime
from desktop_app.engine.loaded_models import Load, LoadedModels
from desktop_app.engine.nemo_config import check_options
from desktop_app.engine.nemo_loader import load as load_with_nemo
from desktop_app.engine.recognizer import Recognizer
from desktop_app.engine.transcription import OnEvent, options_of, transcribe
from desktop_app.media.chunks import AudioChunk
from desktop_app.media.probe import probe

logger = logging.getLogger(__name__)

Locate = Callable[[ModelSpec, CancelToken], Path]

# What may go wrong on a GPU and right on the CPU.
_GPU_FAILURES = (EngineError, HardwareError, ModelInvalid)


class Session:
    """Keeps a model between files; use it from one thread only.

    Args:
        locate: gives the folder of an unpacked model, unpacking it first if need be.
        load: brings a model into memory.
        cuda_problem: why CUDA cannot be used, or None.
    """

    def __init__(
        self,
        locate: Locate,
        load: Load = load_with_nemo,
        cuda_problem: Callable[[], str | None] = devices.cuda_problem,
    ) -> None:
        self._locate = locate
        self._models = LoadedModels(load)
        self._cuda_problem = cuda_problem

    def warm_up(self) -> None:
        """Import NeMo, so that the first file does not wait for it."""
        runtime.warm_up()

    def transcribe(
        self, request: TranscriptionRequest, cancel: CancelToken, on_event: OnEvent
    ) -> Transcript:
        """Transcribe one file.

        Args:
            request: the file, the model and how.
            cancel: looked at between steps.
            on_event: told, in this thread, what is going on.

        Raises:
            Cancelled: the user asked to stop.
            AppError: the file, the model or the machine cannot do it.
        """
        check_options(request.model, options_of(request))
        info = probe(request.media_path)
        cancel.raise_if_cancelled()
        # Before anything else imports torch: by itself, that would start a program (ldconfig).
        self.warm_up()
        cancel.raise_if_cancelled()
        run = _Run(request, self._models, self._locate, cancel, on_event)
        run.start(self._device(request.device))
        transcript = transcribe(request, info, run.recognize, cancel, on_event)
        logger.info(
            "transcribed %s with %s: %.1f s, %d segments",
            request.media_path,
            request.model.id,
            transcript.duration_s,
            len(transcript.segments),
        )
        return transcript

    def _device(self, asked: DeviceChoice) -> DeviceChoice:
        problem = None if asked is DeviceChoice.CPU else self._cuda_problem()
        return devices.choose(asked, problem)

    def close(self) -> None:
        """Let go of the model, so that its files can be deleted."""
        self._models.close()


class _Run:
    """The recogniser of one request, which moves from the GPU to the CPU when the GPU fails."""

    def __init__(
        self,
        request: TranscriptionRequest,
        models: LoadedModels,
        locate: Locate,
        cancel: CancelToken,
        on_event: OnEvent,
    ) -> None:
        self._request = request
        self._models = models
        self._locate = locate
        self._cancel = cancel
        self._on_event = on_event
        self._recognizer: Recognizer | None = None

    def start(self, device: DeviceChoice) -> None:
        """Have the model in memory, on the CPU if it cannot be on the GPU."""
        try:
            self._recognizer = self._loaded(device, self._request.precision)
        except _GPU_FAILURES as error:
            if device is DeviceChoice.CPU:
                raise
            self._move_to_cpu(error)

    def recognize(self, batch: list[AudioChunk]) -> list[tuple[Segment, ...]]:
        """Recognise a batch; what is done already is never done twice."""
        recognizer = self._recognizer
        if recognizer is None:
            raise RuntimeError("start first")
        try:
            return self._in_smaller_parts_if_needed(recognizer, batch)
        except _GPU_FAILURES as error:
            if recognizer.device is DeviceChoice.CPU:
                raise
            on_cpu = self._move_to_cpu(error)
        return on_cpu.recognize(batch, options_of(self._request))

    def _in_smaller_parts_if_needed(
        self, recognizer: Recognizer, batch: list[AudioChunk]
    ) -> list[tuple[Segment, ...]]:
        options = options_of(self._request)
        try:
            return recognizer.recognize(batch, options)
        except OutOfMemory as error:
            if len(batch) == 1:
                raise
            logger.warning("%s; going on one piece at a time", error)
        return [recognizer.recognize([chunk], options)[0] for chunk in batch]

    def _move_to_cpu(self, error: Exception) -> Recognizer:
        logger.warning("the GPU failed, going on with the CPU", exc_info=error)
        self._on_event(Notice(f"{error} Aviary goes on with the CPU, which takes longer."))
        self._recognizer = None
        self._models.close()
        self._recognizer = self._loaded(DeviceChoice.CPU, Precision.AUTO)
        return self._recognizer

    def _loaded(self, device: DeviceChoice, precision: Precision) -> Recognizer:
        spec = self._request.model
        folder = self._locate(spec, self._cancel)
        self._cancel.raise_if_cancelled()
        if not self._models.has(folder, spec, device, precision):
            self._on_event(ModelLoading(spec.title))
        recognizer = self._models.get(folder, spec, device, precision)
        self._cancel.raise_if_cancelled()
        ready = ModelReady(recognizer.device, recognizer.precision, runtime.default_thread_count())
        self._on_event(ready)
        return recognizer
