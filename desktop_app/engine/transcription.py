"""Transcribe one recording: chunks through the model, segments out in order."""

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import (
    ChannelsNoticed,
    ChunkHeard,
    ModelTime,
    Notice,
    Progress,
    SegmentsReady,
    SoundOutlined,
    TrackChosen,
    TranscriptionRequest,
)
from desktop_app.core.sentences import marked, tr
from desktop_app.core.timecode import Span, clock
from desktop_app.core.transcript import Segment, Transcript
from desktop_app.engine.device import free_bytes
from desktop_app.engine.fallback import FallbackRecognizer, OnEvent
from desktop_app.engine.pipeline import Pipeline, RecordingState
from desktop_app.engine.planner import FP32_BYTES, batch_budget_s, memory_of
from desktop_app.engine.recognizer import RecognitionOptions
from desktop_app.engine.resume import Draft
from desktop_app.media.peaks import packed, recording_id

CHANGED_NOTE = marked(
    "“{name}” has changed since it was interrupted. Its transcription starts over."
)
DIFFERS_NOTE = marked(
    "“{name}” is not as it was when it was interrupted. It is transcribed again from {time} on."
)


def options_of(request: TranscriptionRequest) -> RecognitionOptions:
    """Return a request's options for the recogniser."""
    return RecognitionOptions(
        language=request.language,
        target_language=request.target_language,
        timestamps=request.timestamps,
        phrases=request.phrases,
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

    With `resume` in its request, its first chunks are taken from there and only the others go
    through the model; the transcript is that of an uninterrupted transcription.

    Args:
        recording: as returned by the pipeline's `expect`.
        container_s: length of the recording by its container, in seconds; None if unknown.
        pipeline: the source of its chunks.
        fallback: recognises the batches.
        cancel: checked between chunks.
        on_event: called with progress, chunks, segments and the model's time.

    Raises:
        Cancelled: cancellation was requested.
        MediaError: the file cannot be decoded.
        AppError: the model failed.
    """
    request = recording.request
    told = _Telling(recording, on_event)
    progress = _Progress(request.span, container_s, on_event)
    draft = Draft(request)
    planned_s = _planned_s(request.model, fallback, recording.source.max_chunk_s)

    def budget_s() -> float:
        return fallback.budget_s(planned_s)

    chunks = pipeline.run(recording, fallback.recognize, budget_s, cancel, progress.has_done)
    for chunk in chunks:
        told.tell_of_recording()
        if chunk.number >= recording.heard_before:
            on_event(ChunkHeard(chunk, recording.source.cutting))
        elif request.resume is not None:
            progress.has_done(request.resume.end_s)
        if cancel.is_cancelled:
            continue  # what is heard is kept, though nobody waits for it
        told.tell_of(draft.add(chunk))
        progress.has_done(chunk.end_s)
    cancel.raise_if_cancelled()
    told.tell_of_recording()
    told.tell_of(draft.finish())
    read_s = recording.source.read_s or container_s or 0.0
    duration_s = (container_s or read_s) if request.span else read_s
    on_event(ModelTime(recording.work_s))
    told.tell_of_sound()
    progress.finish(duration_s)
    return draft.transcript(duration_s, recording.source.incomplete)


def _planned_s(spec: ModelSpec, fallback: FallbackRecognizer, chunk_s: float) -> float:
    """Return how many seconds of sound a batch may hold, by the memory free now."""
    device, parameters = fallback.recognizer.device, fallback.recognizer.parameters
    memory = memory_of(spec, round(FP32_BYTES * parameters))
    return batch_budget_s(memory, free_bytes(device), device, chunk_s)


class _Telling:
    """Report a recording's text, and once what its reading found out."""

    def __init__(self, recording: RecordingState, on_event: OnEvent) -> None:
        self._recording = recording
        self._on_event = on_event
        self._is_track_told = False
        self._is_difference_told = False

    def tell_of_recording(self) -> None:
        """Report the chosen track, and that the recording is not what was heard before."""
        source = self._recording.source
        if source.choice is not None and not self._is_track_told:
            self._is_track_told = True
            self._on_event(TrackChosen(source.choice))
        if source.differs_from_s is not None and not self._is_difference_told:
            self._is_difference_told = True
            note = tr(DIFFERS_NOTE) if source.differs_from_s else tr(CHANGED_NOTE)
            name, time = source.path.name, clock(source.differs_from_s)
            self._on_event(Notice(note.format(name=name, time=time)))

    def tell_of_sound(self) -> None:
        """Report what reading all of a recording told of its sound.

        That is its outline, if the recording can be found again, and whether each channel is
        another person's.
        """
        source = self._recording.source
        request = self._recording.request
        info, track = source.info or request.info, source.cutting.track
        name = recording_id(info.sample_hash, track) if info and track is not None else ""
        outline = source.outline() if name else None
        if outline is not None:
            self._on_event(SoundOutlined(name, packed(outline)))
        if (search := request.speakers) is None or not search.by_channel:
            heard = source.heard_channels()
            if heard is not None and heard.people > 1:
                self._on_event(ChannelsNoticed(heard.people, request.takes_all_tracks))

    def tell_of(self, segments: tuple[Segment, ...]) -> None:
        """Report segments that are final, if there are any."""
        if segments:
            self._on_event(SegmentsReady(segments))


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
