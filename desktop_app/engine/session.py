"""Transcribe one file after the other, keeping the last model in memory while it works."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import takewhile

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled, ModelInvalid, OutOfMemory
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import DeviceChoice, ModelLoading, Precision, TranscriptionRequest
from desktop_app.core.transcript import Transcript
from desktop_app.engine import device as devices
from desktop_app.engine.batching import longest_chunk_s
from desktop_app.engine.compute.runtime import thread_share
from desktop_app.engine.fallback import FallbackRecognizer, Limits, OnEvent
from desktop_app.engine.loaded import CheckFiles, LoadedModels, LoadOne, Locate
from desktop_app.engine.nemo import importing as runtime
from desktop_app.engine.nemo.config import check_options
from desktop_app.engine.nemo.loader import load as load_with_nemo
from desktop_app.engine.pipeline import Pipeline
from desktop_app.engine.recognizer import Recognizer
from desktop_app.engine.speakers.diarizer import Diarizer
from desktop_app.engine.speakers.finding import SpeakerFinder, heard_by
from desktop_app.engine.speakers.loading import load_diarizer
from desktop_app.engine.timing import time_words
from desktop_app.engine.transcription import options_of, transcribe
from desktop_app.media.ahead import until_cancelled
from desktop_app.media.probe import probe_if_changed

logger = logging.getLogger(__name__)

Load = LoadOne[Recognizer]


def unchecked(_spec: ModelSpec, _cancel: CancelToken) -> None:
    """Accept files that cannot be checked."""


class Session:
    """Transcribes files and keeps its models between them; use it from one thread only.

    Args:
        locate: returns the folder of a model, unpacking it first if needed.
        load: loads a recogniser.
        cuda_problem: returns why CUDA cannot be used, or None.
        check_files: called if a model is invalid; raises ModelDamaged if its files have changed
            since installation.
        import_libraries: imports NeMo, if not imported yet.
        load_speakers: loads a diarizer.
    """

    def __init__(
        self,
        locate: Locate,
        load: Load = load_with_nemo,
        cuda_problem: Callable[[], str | None] = devices.cuda_problem,
        check_files: CheckFiles = unchecked,
        import_libraries: Callable[[], None] = runtime.warm_up,
        load_speakers: LoadOne[Diarizer] = load_diarizer,
    ) -> None:
        self._locate = locate
        self._check_files = check_files
        self._import_libraries = import_libraries
        self._models = LoadedModels(load)
        self._speakers = SpeakerFinder(locate, load_speakers, check_files)
        self._pipeline = Pipeline(self._speakers.listener_of)
        self._cuda_problem = cuda_problem
        self._limits = Limits()
        self._limited: tuple[ModelSpec, DeviceChoice, Precision] | None = None

    def warm_up(self) -> None:
        """Import NeMo, so that the first file does not wait for it.

        Raises:
            GpuStartFailed: the downloaded torch in use cannot be imported.
        """
        self._import_libraries()

    def transcribe(
        self,
        request: TranscriptionRequest,
        cancel: CancelToken,
        on_event: OnEvent,
        upcoming: Sequence[TranscriptionRequest] = (),
    ) -> Transcript:
        """Transcribe one file.

        Args:
            request: the file, the model and how.
            cancel: checked between steps, and while the model computes.
            on_event: called in this thread with the events.
            upcoming: the next requests; those with the same model and options are read meanwhile,
                and fill up this file's batches.

        Raises:
            Cancelled: cancellation was requested.
            ModelDamaged: the model's files changed since its installation; it was set aside.
            AppError: the file, the model or the computer prevents it.
        """
        try:
            return self._transcribe(request, cancel, on_event, upcoming)
        except ModelInvalid:
            # The model may be bad, or its files may have changed since its installation.
            self.close()  # Windows does not move the files of a mapped model
            self._check_files(request.model, cancel)
            raise

    def _transcribe(
        self,
        request: TranscriptionRequest,
        cancel: CancelToken,
        on_event: OnEvent,
        upcoming: Sequence[TranscriptionRequest],
    ) -> Transcript:
        if request.told:
            return self._told(request, cancel, on_event)
        options = options_of(request)
        check_options(request.model, options)
        duration_s = self._pipeline.length_s(request)
        if duration_s is None:
            source = self._pipeline.source_of(request)
            path, known = request.media_path, request.info
            probe = source.probe if source else partial(probe_if_changed, path, known)
            info = until_cancelled(probe, cancel)
            request, duration_s = replace(request, info=info), info.duration_s
        cancel.raise_if_cancelled()
        # Before anything else imports torch, which would start a program (ldconfig).
        self.warm_up()
        cancel.raise_if_cancelled()
        device = self._device(request.device)
        recording = self._pipeline.expect(
            request,
            _going_along(request, upcoming),
            longest_chunk_s(request.model.max_chunk_s, device),
            duration_s,
        )
        try:
            threads = self._speakers.start(request, device, cancel, on_event)
            load = self._loader(request, cancel, on_event)
            limits = self._limits_of(request, device)
            fallback = FallbackRecognizer(
                limits, load, options, cancel, on_event, self._speakers.make_room
            )
            with thread_share(threads):
                fallback.start(device, request.precision)
                transcript = transcribe(
                    recording, duration_s, self._pipeline, fallback, cancel, on_event
                )
            transcript = self._speakers.finish(
                request, recording.source, transcript, cancel, on_event
            )
        except Cancelled:
            self._pipeline.drop(recording)
            raise
        except BaseException:
            self._pipeline.close()
            raise
        logger.info(
            "transcribed %s with %s: %.1f s, %d segments",
            request.media_path,
            request.model.id,
            transcript.duration_s,
            len(transcript.segments),
        )
        return transcript

    def _told(
        self, request: TranscriptionRequest, cancel: CancelToken, on_event: OnEvent
    ) -> Transcript:
        """Time the words of sentences whose text is known, or find out who says them."""
        cancel.raise_if_cancelled()
        self.warm_up()
        cancel.raise_if_cancelled()
        device = self._device(request.device)
        if request.speakers is not None:
            return self._speakers.told(request, device, cancel, on_event)
        load = self._loader(request, cancel, on_event)
        limits = self._limits_of(request, device)
        fallback = FallbackRecognizer(limits, load, options_of(request), cancel, on_event)
        fallback.start(device, request.precision)
        return time_words(request, fallback.recognizer, cancel, on_event)

    def _loader(
        self, request: TranscriptionRequest, cancel: CancelToken, on_event: OnEvent
    ) -> Callable[[DeviceChoice, Precision], Recognizer]:
        spec = request.model

        def load(device: DeviceChoice, precision: Precision) -> Recognizer:
            folder = self._locate(spec, cancel)
            cancel.raise_if_cancelled()
            if not self._models.has(folder, spec, device, precision):
                on_event(ModelLoading(spec.title))
            try:
                recognizer = self._models.get(folder, spec, device, precision, cancel)
            except OutOfMemory:
                if not self._speakers.make_room(device):
                    raise
                recognizer = self._models.get(folder, spec, device, precision, cancel)
            cancel.raise_if_cancelled()
            return recognizer

        return load

    def _device(self, asked: DeviceChoice) -> DeviceChoice:
        problem = None if asked is DeviceChoice.CPU else self._cuda_problem()
        return devices.choose(asked, problem)

    def _limits_of(self, request: TranscriptionRequest, device: DeviceChoice) -> Limits:
        """Return the limits that earlier recordings found."""
        asked = (request.model, device, request.precision)
        if self._limited != asked or self._limits.are_old:
            self._limited, self._limits = asked, Limits()
        return self._limits

    def close(self) -> None:
        """Unload the models, so that their files can be deleted, and drop what was read ahead."""
        self._limited = None
        self._pipeline.close()
        self._speakers.close()
        self._models.close()
        self._pipeline.join()


def _going_along(
    request: TranscriptionRequest, upcoming: Sequence[TranscriptionRequest]
) -> list[TranscriptionRequest]:
    """Return the upcoming requests that differ only in the recording.

    None from where on a diarizer is needed for sentences that are there: it hears one recording at
    a time.
    """
    same = _settings_of(request)
    before = takewhile(lambda one: not one.finds_speakers, upcoming)
    return [one for one in before if _settings_of(one) == same and not one.told]


def _settings_of(request: TranscriptionRequest) -> tuple[object, ...]:
    return (
        request.model, request.device, request.precision, options_of(request), heard_by(request),
    )  # fmt: skip
