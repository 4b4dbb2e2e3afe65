"""Time the words of sentences whose text is known, without recognising anything."""

from collections.abc import Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray

from desktop_app.core.cancel import CancelToken
from desktop_app.core.editing.timing import timed_by_sound
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.request import Progress, TranscriptionRequest
from desktop_app.core.transcript import Segment, Transcript
from desktop_app.engine.fallback import OnEvent
from desktop_app.engine.recognizer import Recognizer
from desktop_app.media.ahead import until_cancelled
from desktop_app.media.probe import probe_if_changed
from desktop_app.media.together import decode_sound
from desktop_app.media.tracks import choose_track

# A model needs a little of the sound around a sentence to place its first and last words.
CONTEXT_S = 0.3
# No model hears longer chunks at once, and no sentence is longer: it stays as it is.
LONGEST_S = 60.0


def time_words(
    request: TranscriptionRequest,
    recognizer: Recognizer,
    cancel: CancelToken,
    on_event: OnEvent,
) -> Transcript:
    """Return the sentences of `request.told` with the times at which their words are said.

    Args:
        request: the recording, and the sentences.
        recognizer: the model in memory.
        cancel: checked between blocks of sound, and while the model computes.
        on_event: called with the progress.

    Raises:
        Cancelled: cancellation was requested.
        MediaError: the recording cannot be decoded.
        TimestampsUnsupported: the model cannot tell when a text is said.
        AppError: the model failed.
    """
    probe = partial(probe_if_changed, request.media_path, request.info)
    info = until_cancelled(probe, cancel)
    track = request.audio_track
    if track is None:
        track = choose_track(request.media_path, known=info).number
    told = [segment for segment in request.told if _is_short(segment)]
    timed: dict[int, Segment] = {}
    for number, samples, start_s in _sound_of(request, track, told, cancel, on_event):
        segment = told[number]
        words = [word.text for word in segment.words]
        found = recognizer.spans_of_words(samples, words, cancel)
        spans = [span and (start_s + span[0], start_s + span[1]) for span in found]
        timed[id(segment)] = timed_by_sound(segment, spans)
    segments = tuple(timed.get(id(segment), segment) for segment in request.told)
    model = request.model
    duration_s = info.duration_s or 0.0
    return Transcript(
        request.media_path,
        duration_s,
        model.id,
        request.language,
        segments,
        model_title=model.title,
        recorded_on=info.recorded_on,
    )


def _is_short(segment: Segment) -> bool:
    if segment.start_s is None or segment.end_s is None:
        return False
    return segment.end_s - segment.start_s <= LONGEST_S


def _sound_of(
    request: TranscriptionRequest,
    track: int,
    told: list[Segment],
    cancel: CancelToken,
    on_event: OnEvent,
) -> Iterator[tuple[int, NDArray[np.float32], float]]:
    """Yield the number of each sentence, its sound, and where that begins in the file."""
    total_s = max((segment.end_s or 0.0 for segment in told), default=0.0) + CONTEXT_S
    kept, kept_from = np.empty(0, np.float32), 0
    number = 0
    for block in decode_sound(request.media_path, track):
        cancel.raise_if_cancelled()
        kept = np.concatenate([kept, block])
        until_s = (kept_from + len(kept)) / SAMPLE_RATE_HZ
        while number < len(told) and until_s >= (told[number].end_s or 0.0) + CONTEXT_S:
            yield _cut(number, told[number], kept, kept_from)
            number += 1
        if number == len(told):
            return
        wanted_s = (told[number].start_s or 0.0) - CONTEXT_S
        over = min(len(kept), max(0, round(wanted_s * SAMPLE_RATE_HZ) - kept_from))
        kept, kept_from = kept[over:], kept_from + over
        on_event(Progress(min(until_s, total_s), total_s))
    for last in range(number, len(told)):  # the recording ends within its context, or sooner
        yield _cut(last, told[last], kept, kept_from)


def _cut(
    number: int, segment: Segment, kept: NDArray[np.float32], kept_from: int
) -> tuple[int, NDArray[np.float32], float]:
    start_s = max(0.0, (segment.start_s or 0.0) - CONTEXT_S)
    end_s = (segment.end_s or 0.0) + CONTEXT_S
    first = max(0, round(start_s * SAMPLE_RATE_HZ) - kept_from)
    last = max(first, round(end_s * SAMPLE_RATE_HZ) - kept_from)
    return number, kept[first:last], (kept_from + first) / SAMPLE_RATE_HZ
