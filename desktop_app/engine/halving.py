"""A chunk in two, for a memory that does not hold it whole."""

from dataclasses import replace

import numpy as np

from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.media.chunks import FRAMES_PER_S, OVERLAP_FRAMES, AudioChunk

# How far from the middle a pause may lie, as a share of the chunk.
NEAR_MIDDLE = 1 / 4
OVERLAP_S = OVERLAP_FRAMES / FRAMES_PER_S


def halves(chunk: AudioChunk) -> tuple[AudioChunk, AudioChunk]:
    """Cut a chunk in the longest pause near its middle, else into halves that overlap."""
    middle_s = chunk.start_s + chunk.duration_s / 2
    reach_s = chunk.duration_s * NEAR_MIDDLE
    pauses = [
        (start_s, end_s)
        for (_, start_s), (end_s, _) in zip(chunk.speech, chunk.speech[1:], strict=False)
        if abs((start_s + end_s) / 2 - middle_s) <= reach_s
    ]
    if pauses:
        start_s, end_s = max(pauses, key=lambda pause: pause[1] - pause[0])
        at_s = (start_s + end_s) / 2
        return _part(chunk, chunk.start_s, at_s), _part(chunk, at_s, chunk.end_s)
    overlap_s = min(OVERLAP_S, reach_s)
    left = _part(chunk, chunk.start_s, middle_s + overlap_s / 2)
    right = _part(chunk, middle_s - overlap_s / 2, chunk.end_s)
    return left, replace(right, overlap_before_s=left.end_s - right.start_s)


def _part(chunk: AudioChunk, start_s: float, end_s: float) -> AudioChunk:
    first = round((start_s - chunk.start_s) * SAMPLE_RATE_HZ)
    last = round((end_s - chunk.start_s) * SAMPLE_RATE_HZ)
    start_s = chunk.start_s + first / SAMPLE_RATE_HZ
    samples = np.ascontiguousarray(chunk.samples[first:last])
    end_s = start_s + len(samples) / SAMPLE_RATE_HZ
    speech = tuple(
        (max(begin_s, start_s), min(finish_s, end_s))
        for begin_s, finish_s in chunk.speech
        if begin_s < end_s and finish_s > start_s
    )
    return AudioChunk(start_s, samples, speech)
