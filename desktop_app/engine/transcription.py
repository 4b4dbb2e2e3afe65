"""One recording's straight path: its chunks through the model, and its segments out in order."""

from collections.abc import Callable

from desktop_app.core.cancel import CancelToken
from desktop_app.core.media import MediaInfo
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import (
    Progress,
    SegmentsReady,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.core.transcript import Segment, Transcript
from desktop_app.engine.assembly import Assembly
from desktop_app.engine.batching import CPU_BUDGET_S
from desktop_app.engine.ladder import Ladder
from desktop_app.engine.nemo_config import DEFAULT_LANGUAGE
from desktop_app.engine.pipeline import Pipeline
from desktop_app.engine.reading import Reading
from desktop_app.engine.recognizer import RecognitionOptions

OnEvent = Callable[[TranscriptionEvent], None]


def options_of(request: TranscriptionRequest) -> RecognitionOptions:
    """What the recogniser needs of a request."""
    return RecognitionOptions(
        language=request.language,
        target_language=request.target_language,
        timestamps=request.timestamps,
    )


def transcribe(
    reading: Reading,
    info: MediaInfo,
    pipeline: Pipeline,
    ladder: Ladder,
    cancel: CancelToken,
    on_event: OnEvent,
) -> Transcript:
    """Recognise a whole recording, telling of every piece as it is done.

    Raises:
        Cancelled: the user asked to stop.
        MediaError: the file cannot be decoded.
        AppError: what the model fails with.
    """
    request = reading.request
    progress = _Progress(info.duration_s, on_event)
    assembly = Assembly(request.timestamps)
    heard: list[Segment] = []

    def hand_out(segments: tuple[Segment, ...]) -> None:
        if segments:
            heard.extend(segments)
            on_event(SegmentsReady(segments))

    def budget_s() -> float:
        return ladder.budget_s(CPU_BUDGET_S)

    pieces = pipeline.run(reading, ladder.recognize, budget_s, cancel, progress.has_done)
    for chunk, utterance in pieces:
        cancel.raise_if_cancelled()
        hand_out(assembly.add(chunk, utterance))
        progress.has_done(chunk.end_s)
    cancel.raise_if_cancelled()
    hand_out(assembly.finish())
    read_s = reading.source.read_s or info.duration_s or 0.0
    duration_s = (info.duration_s or read_s) if request.span else read_s
    progress.finish(duration_s)
    return Transcript(
        media_path=request.media_path,
        duration_s=duration_s,
        model=request.model.id,
        language=_written_language(request.model, request),
        segments=tuple(heard),
    )


def _written_language(spec: ModelSpec, request: TranscriptionRequest) -> str | None:
    if spec.kind.is_prompted:
        return request.target_language or request.language or DEFAULT_LANGUAGE
    return request.language


class _Progress:
    """Tells how many seconds are done: heard, or found to be silence."""

    def __init__(self, total_s: float | None, on_event: OnEvent) -> None:
        self._total_s = total_s
        self._on_event = on_event
        self._done_s = 0.0

    def has_done(self, done_s: float) -> None:
        """Everything up to here is recognised or silence."""
        done_s = min(done_s, self._total_s or done_s)
        if done_s > self._done_s:
            self._done_s = done_s
            self._on_event(Progress(done_s, self._total_s))

    def finish(self, duration_s: float) -> None:
        """The last report, with the length that was really decoded."""
        self._on_event(Progress(duration_s, duration_s))
