"""Transcribe one recording: chunks through the model, segments out in order."""

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import ModelSpec
from desktop_app.core.ordering import in_order
from desktop_app.core.request import (
    ModelTime,
    Progress,
    SegmentsReady,
    TrackChosen,
    TranscriptionRequest,
)
from desktop_app.core.span import Span
from desktop_app.core.transcript import Segment, Transcript
from desktop_app.engine.device import free_bytes
from desktop_app.engine.fallback import FallbackRecognizer, OnEvent
from desktop_app.engine.nemo.config import DEFAULT_LANGUAGE
from desktop_app.engine.pipeline import Pipeline, RecordingState
from desktop_app.engine.planner import FP32_BYTES, batch_budget_s, memory_of
from desktop_app.engine.recognizer import RecognitionOptions
from desktop_app.engine.text.assembly import Assembly, clipped
from desktop_app.engine.text.coverage import speech_gaps
from desktop_app.engine.text.languages import with_languages


def options_of(request: TranscriptionRequest) -> RecognitionOptions:
    """Return a request's options for the recogniser."""
    return RecognitionOptions(
        language=request.language,
        target_language=request.target_language,
        timestamps=request.timestamps,
    )


def transcribe(
    recording: RecordingState,
    container_s: float | None,
    pipeline: Pipeline,
    fallback: FallbackRecognizer,
    cancel: CancelToken,
    on_event: OnEvent,
) -> Transcript:
    """Recognise a whole recording, reporting each chunk as it is done.

    Args:
        recording: as returned by the pipeline's `expect`.
        container_s: length of the recording by its container, in seconds; None if unknown.
        pipeline: the source of its chunks.
        fallback: recognises the batches.
        cancel: checked between chunks.
        on_event: called with progress, segments and the model's time.

    Raises:
        Cancelled: cancellation was requested.
        MediaError: the file cannot be decoded.
        AppError: the model failed.
    """
    request = recording.request
    progress = _Progress(request.span, container_s, on_event)
    assembly = Assembly(request.timestamps)
    heard: list[Segment] = []
    speech: list[Span] = []
    wordless: list[Span] = []

    def hand_out(segments: tuple[Segment, ...]) -> None:
        if segments:
            heard.extend(segments)
            on_event(SegmentsReady(segments))

    planned_s = _planned_s(request.model, fallback, recording.source.max_chunk_s)

    def budget_s() -> float:
        return fallback.budget_s(planned_s)

    is_track_announced = False

    def announce_track() -> None:
        nonlocal is_track_announced
        choice = recording.source.choice
        if choice is not None and not is_track_announced:
            is_track_announced = True
            on_event(TrackChosen(choice))

    chunks = pipeline.run(recording, fallback.recognize, budget_s, cancel, progress.has_done)
    for chunk, utterance in chunks:
        cancel.raise_if_cancelled()
        announce_track()
        speech += chunk.speech
        if not utterance.text:
            wordless.append((chunk.start_s, chunk.end_s))
        hand_out(assembly.add(chunk, clipped(utterance, request.span)))
        progress.has_done(chunk.end_s)
    cancel.raise_if_cancelled()
    announce_track()
    hand_out(assembly.finish())
    read_s = recording.source.read_s or container_s or 0.0
    duration_s = (container_s or read_s) if request.span else read_s
    on_event(ModelTime(recording.work_s))
    progress.finish(duration_s)
    return Transcript(
        media_path=request.media_path,
        duration_s=duration_s,
        model=request.model.id,
        language=_written_language(request.model, request),
        segments=with_languages(in_order(heard, duration_s), _found_by_itself(request.model)),
        gaps=speech_gaps(heard, speech, wordless, request.span),
        incomplete=recording.source.incomplete,
    )


def _planned_s(spec: ModelSpec, fallback: FallbackRecognizer, chunk_s: float) -> float:
    """Return how many seconds of sound a batch may hold, by the memory free now."""
    device, parameters = fallback.recognizer.device, fallback.recognizer.parameters
    memory = memory_of(spec, round(FP32_BYTES * parameters))
    return batch_budget_s(memory, free_bytes(device), device, chunk_s)


def _found_by_itself(spec: ModelSpec) -> tuple[str, ...]:
    """Return the languages among which the model chooses without reporting its choice."""
    return spec.facts.hears if spec.facts is not None and not spec.languages else ()


def _written_language(spec: ModelSpec, request: TranscriptionRequest) -> str | None:
    if spec.kind.is_prompted:
        return request.target_language or request.language or DEFAULT_LANGUAGE
    return request.language


class _Progress:
    """Report how many seconds are done: recognised or silent; of a span, within it."""

    def __init__(
        self,
        span: Span | None,
        duration_s: float | None,
        on_event: OnEvent,
    ) -> None:
        self._start_s = span[0] if span else 0.0
        self._total_s = span[1] - span[0] if span else duration_s
        self._is_part = span is not None
        self._on_event = on_event
        self._done_s = 0.0

    def has_done(self, upto_s: float) -> None:
        """Report that everything up to here in the file is recognised or silence."""
        done_s = upto_s - self._start_s
        done_s = min(done_s, self._total_s or done_s)
        if done_s > self._done_s:
            self._done_s = done_s
            self._on_event(Progress(done_s, self._total_s))

    def finish(self, duration_s: float) -> None:
        """Send the last report, with the length actually decoded."""
        total_s = (self._total_s or duration_s) if self._is_part else duration_s
        self._on_event(Progress(total_s, total_s))
