"""One file's straight path: decode, cut, recognise in batches, hand out segments in order."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

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
from desktop_app.engine.nemo_config import DEFAULT_LANGUAGE
from desktop_app.engine.recognizer import RecognitionOptions
from desktop_app.media.chunks import AudioChunk, chunks
from desktop_app.media.decode import decode

OnEvent = Callable[[TranscriptionEvent], None]
Recognize = Callable[[list[AudioChunk]], list[tuple[Segment, ...]]]


def options_of(request: TranscriptionRequest) -> RecognitionOptions:
    """What the recogniser needs of a request."""
    return RecognitionOptions(
        language=request.language,
        target_language=request.target_language,
        timestamps=request.timestamps,
        batch_size=request.batch_size,
    )


def transcribe(
    request: TranscriptionRequest,
    info: MediaInfo,
    recognize: Recognize,
    cancel: CancelToken,
    on_event: OnEvent,
) -> Transcript:
    """Recognise a whole file, telling of every batch as it is done.

    Raises:
        Cancelled: the user asked to stop.
        MediaError: the file cannot be decoded.
        AppError: what `recognize` raises.
    """
    progress = _Progress(info.duration_s, on_event)
    blocks = _until_cancelled(decode(request.media_path, request.audio_track), cancel)
    pieces = chunks(blocks, request.model.max_chunk_s, progress.has_read)
    heard: list[Segment] = []
    for batch in _batches(pieces, request.batch_size or 8):
        cancel.raise_if_cancelled()
        segments = tuple(s for chunk in recognize(batch) for s in chunk)
        if segments:
            heard.extend(segments)
            on_event(SegmentsReady(segments))
        progress.has_heard(batch[-1].start_s + batch[-1].duration_s)
    cancel.raise_if_cancelled()
    duration_s = progress.finish()
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


def _until_cancelled(
    blocks: Iterable[NDArray[np.float32]], cancel: CancelToken
) -> Iterator[NDArray[np.float32]]:
    for block in blocks:
        cancel.raise_if_cancelled()
        yield block


def _batches(pieces: Iterator[AudioChunk], size: int) -> Iterator[list[AudioChunk]]:
    """The first chunk alone, so that the first text is there soon; then full batches."""
    upto = 1
    while batch := list(islice(pieces, upto)):
        yield batch
        upto = min(size, upto * 2)


class _Progress:
    """Tells how many seconds are done: heard, or found to be silence before the next chunk."""

    def __init__(self, total_s: float | None, on_event: OnEvent) -> None:
        self._total_s = total_s
        self._on_event = on_event
        self._read_s = 0.0
        self._done_s = 0.0

    def has_read(self, read_s: float) -> None:
        """Sound was decoded up to here; until it is recognised, nothing is done."""
        self._read_s = read_s

    def has_heard(self, done_s: float) -> None:
        """Everything up to here is recognised."""
        self._done_s = max(self._done_s, min(done_s, self._total_s or done_s))
        self._on_event(Progress(self._done_s, self._total_s))

    def finish(self) -> float:
        """The last report; the length that was really decoded."""
        duration_s = self._read_s or self._total_s or 0.0
        self._on_event(Progress(duration_s, duration_s))
        return duration_s
