"""Find speech and cut it at pauses into chunks that a model accepts.

Everything counts in the detector's frames of 32 ms (512 samples), so that times are exact.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.timecode import Span
from desktop_app.media.blocks import in_blocks
from desktop_app.media.speech import FRAME_SAMPLES, SpeechDetector

# silero-vad's defaults are 0.5 to begin and 0.35 to end (`get_speech_timestamps`). A lost word is
# worse than a second of noise, so ours begin earlier, end later and have no shortest duration.
BEGIN_PROBABILITY = 0.3
END_PROBABILITY = 0.15
# A stop consonant is silent for up to about 0.1 s; longer silence is a pause.
MIN_PAUSE_FRAMES = 4


@dataclass(frozen=True, slots=True)
class Region:
    """A range of frames, counted from the start of the file; `end` is exclusive."""

    start: int
    end: int


class RegionFinder:
    """Find regions of speech in a stream of probabilities, and keep those not yet used."""

    def __init__(self) -> None:
        self._closed: list[Region] = []
        self._frames = 0
        self._open_start: int | None = None
        self._open_end = 0
        self.found_any = False

    def add(self, probabilities: NDArray[np.float32]) -> None:
        """Add the probabilities of the next frames, shape (n,)."""
        for likely in probabilities.tolist():
            self._step(likely)
            self._frames += 1

    def regions(self) -> list[Region]:
        """The known regions, in order; the last may still grow."""
        if self._open_start is None:
            return list(self._closed)
        return [*self._closed, Region(self._open_start, self._open_end)]

    def use_up(self, end: int) -> None:
        """Drop all speech before frame `end`, splitting a region if needed."""
        self._closed = [Region(max(r.start, end), r.end) for r in self._closed if r.end > end]
        if self._open_start is not None:
            self._open_start = max(self._open_start, end) if self._open_end > end else None

    def _step(self, likely: float) -> None:
        if self._open_start is None:
            if likely >= BEGIN_PROBABILITY:
                self._open_start, self._open_end = self._frames, self._frames + 1
                self.found_any = True
        elif likely >= END_PROBABILITY:
            self._open_end = self._frames + 1
        elif self._frames + 1 - self._open_end >= MIN_PAUSE_FRAMES:
            self._closed.append(Region(self._open_start, self._open_end))
            self._open_start = None


FRAMES_PER_S = SAMPLE_RATE_HZ / FRAME_SAMPLES
MIN_CHUNK_S = 1.0

# Speech is kept with 0.26 s before and after it, for quiet beginnings and endings.
PAD_FRAMES = 8
# Silence that ends a chunk once it is a third full: 2 s. Longer silence always ends it.
LONG_SILENCE_FRAMES = round(2.0 * FRAMES_PER_S)
ENDING_SILENCE_FRAMES = round(5.0 * FRAMES_PER_S)
FAIR_SHARE = 1 / 3
# Sound is processed in steps of 8 s: short enough for a quick first text, and longer steps are no
# faster (500x real time from 4 s on).
STEP_FRAMES = 250
# A short recording without detected speech still goes to the model if any 0.1 s of it is louder
# than -45 dBFS: a single word of 0.2 s, a whisper, a voice over a bad line.
LOUD_RMS = 10 ** (-45 / 20)
LOUDNESS_SAMPLES = SAMPLE_RATE_HZ // 10
# Without a pause, the next chunk starts this much before the cut, at most a quarter of a chunk. 4 s
# are about ten words; those in the middle are far from both ends.
OVERLAP_FRAMES = round(4.0 * FRAMES_PER_S)
OVERLAP_SHARE = 1 / 4

Detect = Callable[[NDArray[np.float32]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True, eq=False)
class AudioChunk:
    """A part of the recording to recognise at once.

    Attributes:
        start_s: where it begins, in seconds from the start of the file.
        samples: float32, shape (n,), mono, 16 kHz.
        speech: spans of speech in it, in seconds from the start of the file.
        overlap_before_s: seconds shared with the end of the previous chunk.
        overlap_after_s: seconds shared with the beginning of the next chunk.
    """

    start_s: float
    samples: NDArray[np.float32]
    speech: tuple[Span, ...]
    overlap_before_s: float = 0.0
    overlap_after_s: float = 0.0

    @property
    def duration_s(self) -> float:
        """Its length in seconds."""
        return len(self.samples) / SAMPLE_RATE_HZ

    @property
    def end_s(self) -> float:
        """Its end, in seconds from the start of the file."""
        return self.start_s + self.duration_s


def chunks(
    blocks: Iterable[NDArray[np.float32]],
    max_chunk_s: float,
    on_progress: Callable[[float, float], None] | None = None,
    detect: Detect | None = None,
    first_chunk_s: float | None = None,
) -> Iterator[AudioChunk]:
    """Cut a stream of sound into chunks, yielding each as early as possible.

    Chunks are in order and together hold all speech. A chunk ends in a long silence, else in the
    longest pause of its second half, else in its longest pause, and without a pause at the frame of
    that half that is least like speech. Only then do two chunks overlap, and both give the overlap.
    A recording that fits one chunk, has no detected speech and is not silent, is one chunk.

    Args:
        blocks: float32, shape (n,) of any length, mono, 16 kHz, as from `decode`.
        max_chunk_s: the longest chunk in seconds, at least 1.
        on_progress: called every few seconds of sound, once earlier chunks are taken, with the
            seconds read so far and the seconds before which all is yielded or silence.
        detect: speech probabilities of the next frames; silero-vad unless given.
        first_chunk_s: the longest first chunk, in seconds, for an early first text.

    Yields:
        Chunks with at least one frame of speech each; none for silence.

    Raises:
        ValueError: `max_chunk_s` is under a second.
    """
    if max_chunk_s < MIN_CHUNK_S:
        raise ValueError(f"max_chunk_s is {max_chunk_s}, must be at least {MIN_CHUNK_S}")
    first_s = max(MIN_CHUNK_S, min(first_chunk_s or max_chunk_s, max_chunk_s))
    cutter = _Cutter(_frames(max_chunk_s), _frames(first_s))
    detect = detect or SpeechDetector().probabilities
    read_samples = 0
    for samples in in_blocks(blocks, STEP_FRAMES * FRAME_SAMPLES):
        cutter.add(samples, detect(samples))
        read_samples += len(samples)
        yield from cutter.take(is_last=False)
        if on_progress is not None:
            on_progress(read_samples / SAMPLE_RATE_HZ, cutter.settled_s)
    yield from cutter.take(is_last=True)


def _frames(seconds: float) -> int:
    return int(seconds * SAMPLE_RATE_HZ) // FRAME_SAMPLES


class _Cutter:
    """Buffers sound not yet in a chunk: at most one chunk and one step."""

    def __init__(self, max_frames: int, first_frames: int) -> None:
        self._max_frames = max_frames
        self._longest = first_frames  # of the next chunk
        self._overlap_before = 0  # of the next chunk
        self._finder = RegionFinder()
        self._samples = np.zeros(0, np.float32)
        self._likely = np.zeros(0, np.float32)
        self._first = 0  # the frame that `_samples` begins with
        self._taken = 0  # frames before this one are done: in a chunk, or silence

    @property
    def _known(self) -> int:
        """Number of frames read since the start of the file."""
        return self._first + len(self._likely)

    @property
    def settled_s(self) -> float:
        """Seconds before which everything is yielded or silence."""
        return self._seconds(self._first)

    def add(self, samples: NDArray[np.float32], likely: NDArray[np.float32]) -> None:
        """Add sound, shape (n,), with the speech probability of each of its frames."""
        self._samples = np.concatenate([self._samples, samples])
        self._likely = np.concatenate([self._likely, likely])
        self._finder.add(likely)

    def take(self, *, is_last: bool) -> Iterator[AudioChunk]:
        """Yield the chunks whose end is known; all of them at the end."""
        while (found := self._next_span(is_last=is_last)) is not None:
            yield self._chunk(*found)
        if is_last and self._is_unheard_sound():
            whole = Region(0, self._known)
            yield self._chunk(whole, 0, speech=[whole])
        self._forget()

    def _next_span(self, *, is_last: bool) -> tuple[Region, int] | None:
        """Return the next chunk's frames, and how many of them the following chunk repeats."""
        regions = self._finder.regions()
        if not regions:
            return None
        start = max(self._taken, regions[0].start - PAD_FRAMES)
        limit = start + self._longest
        end = self._end_in_silence(regions, start, limit)
        overlap = 0
        speech_end = regions[-1].end + PAD_FRAMES
        # With exactly `limit` frames it is not yet known whether a cut is needed.
        if end is None and self._known > limit and speech_end > limit:
            end, overlap = self._cut(regions, start, limit)
        if end is None and is_last:
            end = min(speech_end, limit, self._known)
        return None if end is None else (Region(start, end), overlap)

    def _end_in_silence(self, regions: list[Region], start: int, limit: int) -> int | None:
        """Return the end of the first speech that is followed by a long silence."""
        for region, pause in self._pauses(regions):
            if region.end > limit:
                return None
            pause_frames = pause.end - pause.start
            is_fair = region.end - start >= FAIR_SHARE * self._longest
            needed = LONG_SILENCE_FRAMES if is_fair else ENDING_SILENCE_FRAMES
            if pause_frames >= needed:
                return min(region.end + PAD_FRAMES, limit)
        return None

    def _cut(self, regions: list[Region], start: int, limit: int) -> tuple[int, int]:
        """Find the best place to cut at or before `limit`, where speech continues after it.

        Returns:
            The frame, and how many frames before it the next chunk must begin.
        """
        half = start + self._longest // 2
        pauses = [p for _, p in self._pauses(regions) if p.start <= limit and p.end > p.start]
        late = [p for p in pauses if p.start >= half]
        if late or pauses:
            pause = max(late or pauses, key=lambda p: p.end - p.start)
            end = min(pause.start + min(PAD_FRAMES, (pause.end - pause.start + 1) // 2), limit)
            return end, 0
        # Where the detector is sure of speech throughout, the quietest frame decides.
        low, high = half - self._first, limit - self._first
        frames = self._samples[low * FRAME_SAMPLES : high * FRAME_SAMPLES]
        loudness = np.sqrt(np.square(frames.reshape(-1, FRAME_SAMPLES)).mean(axis=1))
        end = half + int(np.argmin(self._likely[low:high] * loudness))
        return end, min(OVERLAP_FRAMES, int(self._longest * OVERLAP_SHARE))

    def _pauses(self, regions: list[Region]) -> Iterator[tuple[Region, Region]]:
        """Yield each region with the pause after it; the last pause as far as it is known."""
        nexts = [region.start for region in regions[1:]] + [self._known]
        for region, following in zip(regions, nexts, strict=True):
            yield region, Region(region.end, following)

    def _chunk(
        self, span: Region, overlap_after: int, speech: list[Region] | None = None
    ) -> AudioChunk:
        """Return the chunk of `span`, and drop all that the next chunk does not repeat."""
        inside = self._finder.regions() if speech is None else speech
        low, high = span.start - self._first, span.end - self._first
        chunk = AudioChunk(
            start_s=span.start * FRAME_SAMPLES / SAMPLE_RATE_HZ,
            samples=self._samples[low * FRAME_SAMPLES : high * FRAME_SAMPLES].copy(),
            speech=tuple(
                (self._seconds(max(r.start, span.start)), self._seconds(min(r.end, span.end)))
                for r in inside
                if r.start < span.end and r.end > span.start
            ),
            overlap_before_s=self._overlap_before / FRAMES_PER_S,
            overlap_after_s=overlap_after / FRAMES_PER_S,
        )
        self._taken = span.end - overlap_after
        self._finder.use_up(self._taken)
        self._overlap_before = overlap_after
        self._longest = self._max_frames
        return chunk

    def _seconds(self, frame: int) -> float:
        """Convert a frame to seconds, at most the end of the sound: the last may be partial."""
        total = self._first * FRAME_SAMPLES + len(self._samples)
        return min(frame * FRAME_SAMPLES, total) / SAMPLE_RATE_HZ

    def _is_unheard_sound(self) -> bool:
        """Whether the whole recording fits one chunk, has no detected speech and is not silent."""
        if self._finder.found_any or self._first or self._known > self._max_frames:
            return False
        if not len(self._samples):
            return False
        padded = np.pad(self._samples, (0, -len(self._samples) % LOUDNESS_SAMPLES))
        power = np.square(padded.reshape(-1, LOUDNESS_SAMPLES)).mean(axis=1).max()
        return bool(power > LOUD_RMS**2)

    def _forget(self) -> None:
        """Drop sound that no chunk will contain."""
        if not self._finder.found_any and self._known <= self._max_frames:
            return
        regions = self._finder.regions()
        begin = regions[0].start if regions else self._known
        keep = max(self._taken, begin - PAD_FRAMES)
        self._samples = self._samples[(keep - self._first) * FRAME_SAMPLES :]
        self._likely = self._likely[keep - self._first :]
        self._first = keep
