"""Every word in exactly one chunk, in its place, and no chunk longer than the model takes."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from desktop_app.media.chunks import MIN_PAUSE_FRAMES, AudioChunk, RegionFinder, chunks
from desktop_app.media.speech import FRAME_SAMPLES
from tests.media_files import SAMPLE, Samples, speech

FRAME_S = FRAME_SAMPLES / 16_000
PAD_S = 0.3


@dataclass
class Script:
    """Sound whose speech is known: (probability, seconds) after one another.

    Every sample has its own value, so that it can be found again.
    """

    parts: list[tuple[float, float]]

    def __post_init__(self) -> None:
        counts = [round(seconds / FRAME_S) for _, seconds in self.parts]
        values = [likely for likely, _ in self.parts]
        self.likely = np.repeat(np.array(values, np.float32), counts)
        total = len(self.likely) * FRAME_SAMPLES
        self.samples = (np.arange(total) / 2.0**24).astype(np.float32)
        self._given = 0

    def detect(self, samples: Samples) -> NDArray[np.float32]:
        frames = -(-len(samples) // FRAME_SAMPLES)
        self._given += frames
        return self.likely[self._given - frames : self._given]

    def cut(self, max_chunk_s: float, block: int = 16_000) -> list[AudioChunk]:
        self._given = 0
        blocks = (self.samples[i : i + block] for i in range(0, len(self.samples), block))
        return list(chunks(blocks, max_chunk_s, detect=self.detect))

    def speech_frames(self) -> set[int]:
        finder = RegionFinder()
        finder.add(self.likely)
        return {f for r in finder.regions() for f in range(r.start, r.end)}


def first_sample(chunk: AudioChunk) -> int:
    return round(float(chunk.samples[0]) * 2.0**24)


def check(script: Script, made: list[AudioChunk], max_chunk_s: float) -> None:
    end, overlap_s, covered = 0, 0.0, set[int]()
    for chunk in made:
        start = first_sample(chunk)
        assert chunk.start_s == start / 16_000
        assert chunk.overlap_before_s == overlap_s
        if overlap_s:
            assert (end - start) / 16_000 == overlap_s <= chunk.duration_s
        assert start + round(overlap_s * 16_000) >= end
        again = set(range(start // FRAME_SAMPLES, -(-end // FRAME_SAMPLES)))
        end, overlap_s = start + len(chunk.samples), chunk.overlap_after_s
        assert chunk.duration_s <= max_chunk_s
        assert np.array_equal(chunk.samples, script.samples[start:end])
        assert chunk.speech
        inside = [t for pair in chunk.speech for t in pair]
        assert inside == sorted(inside)
        assert chunk.start_s <= inside[0] and inside[-1] <= end / 16_000
        for begin_s, end_s in chunk.speech:
            frames = set(range(round(begin_s / FRAME_S), round(end_s / FRAME_S)))
            assert not frames & (covered - again)
            covered |= frames
    assert overlap_s == 0
    assert covered == script.speech_frames()


parts = st.lists(
    st.tuples(
        st.sampled_from([0.0, 0.05, 0.2, 0.35, 0.6, 0.97, 1.0]),
        st.sampled_from([0.03, 0.1, 0.2, 0.5, 1.0, 2.5, 6.0, 12.0, 45.0]),
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=150)
@given(
    parts,
    st.sampled_from([1.0, 5.0, 12.3, 30.0]),
    st.sampled_from([700, 16_000, 10**7]),
    st.sampled_from([0, 1, 200]),
)
def test_all_speech_in_order_once_and_never_too_long(
    story: list[tuple[float, float]], max_chunk_s: float, block: int, lacking: int
) -> None:
    script = Script(story)
    script.samples = script.samples[: len(script.samples) - lacking]
    if script.speech_frames():
        check(script, script.cut(max_chunk_s, block), max_chunk_s)


def test_a_long_silence_is_left_out() -> None:
    script = Script([(0, 20), (1, 5), (0, 40), (1, 5), (0, 20)])
    first, second = script.cut(30.0)
    assert first.start_s == pytest.approx(20, abs=PAD_S)
    assert second.start_s == pytest.approx(65, abs=PAD_S)
    assert first.duration_s == second.duration_s == pytest.approx(5.5, abs=0.1)


def test_a_short_silence_ends_only_a_chunk_that_holds_something() -> None:
    assert len(Script([(1, 2), (0, 3), (1, 2), (0, 3), (1, 2)]).cut(30.0)) == 1
    assert len(Script([(1, 14), (0, 3), (1, 2)]).cut(30.0)) == 2


def test_it_cuts_in_the_longest_pause_of_the_second_half() -> None:
    script = Script(
        [(1, 8), (0, 0.9), (1, 9), (0, 0.3), (1, 4), (0, 0.6), (1, 4), (0, 0.3), (1, 20)]
    )
    first, *_ = script.cut(30.0)
    assert first.duration_s == pytest.approx(8 + 0.9 + 9 + 0.3 + 4 + 0.3, abs=0.1)


def test_a_pause_in_the_first_half_is_better_than_none() -> None:
    first, *_ = Script([(1, 5), (0, 0.5), (1, 40)]).cut(30.0)
    assert first.duration_s == pytest.approx(5.25, abs=0.1)


def test_without_a_pause_it_cuts_where_speech_is_least_likely() -> None:
    script = Script([(1, 22), (0.16, 0.1), (1, 30)])
    script.samples[:] = 0.1
    first, second, *_ = script.cut(30.0)
    assert first.duration_s == pytest.approx(22.05, abs=0.1)
    # What lies at the seam is heard twice, and well in the middle of one of the two.
    assert first.overlap_after_s == second.overlap_before_s == pytest.approx(4.0, abs=FRAME_S)
    assert second.start_s == first.duration_s - first.overlap_after_s


def test_without_any_doubt_it_cuts_where_it_is_softest() -> None:
    script = Script([(1, 60)])
    script.samples[:] = 0.1
    script.samples[24 * 16_000 : 24 * 16_000 + 2_000] = 0.001
    first, *_ = script.cut(30.0)
    assert first.duration_s == pytest.approx(24.06, abs=0.1)


@pytest.mark.parametrize("likely", [0.3, 1.0])
def test_a_word_of_one_frame_is_kept(likely: float) -> None:
    (only,) = Script([(0, 5), (likely, FRAME_S), (0, 5)]).cut(30.0)
    ((begin_s, end_s),) = only.speech
    assert begin_s == pytest.approx(5, abs=FRAME_S)
    assert end_s - begin_s == pytest.approx(FRAME_S)


@pytest.mark.parametrize("frames", range(150, 162))
@pytest.mark.parametrize("lacking", [0, 1, 200])
def test_speech_that_fills_a_chunk_to_the_last_frame(frames: int, lacking: int) -> None:
    script = Script([(1.0, frames * FRAME_S)])  # a chunk holds 156
    script.samples = script.samples[: len(script.samples) - lacking]
    made = script.cut(5.0)
    check(script, made, 5.0)
    assert len(made) == (1 if frames <= 156 else 2)


def test_a_closed_mouth_is_no_pause() -> None:
    finder = RegionFinder()
    gap = [0.0] * (MIN_PAUSE_FRAMES - 1)
    finder.add(np.array([1.0, *gap, 1.0], np.float32))
    assert len(finder.regions()) == 1
    finder.add(np.array([0.0] * MIN_PAUSE_FRAMES + [1.0], np.float32))
    assert len(finder.regions()) == 2


@pytest.mark.parametrize("seconds", [0.0, 0.2, 5.0, 100.0])
def test_silence_gives_nothing(seconds: float) -> None:
    assert list(chunks([np.zeros(round(seconds * 16_000), np.float32)], 30.0)) == []


def test_nothing_at_all_gives_nothing() -> None:
    assert list(chunks([], 30.0)) == []


@pytest.mark.parametrize(("seconds", "count"), [(0.1, 1), (8.0, 1), (29.0, 1), (31.0, 0)])
def test_sound_in_which_no_speech_is_found_is_tried_when_short(seconds: float, count: int) -> None:
    hum = np.sin(np.arange(round(seconds * 16_000)) * 0.05).astype(np.float32) * np.float32(0.1)
    made = list(chunks([hum], 30.0, detect=lambda s: np.zeros(-(-len(s) // 512), np.float32)))
    assert [c.duration_s for c in made] == [pytest.approx(seconds)] * count
    assert [c.speech for c in made] == [((0.0, c.duration_s),) for c in made]


def test_a_chunk_comes_before_the_rest_is_read() -> None:
    read: list[int] = []

    def blocks() -> Iterator[Samples]:
        for number in range(600):
            read.append(number)
            yield np.zeros(16_000, np.float32)

    first = next(chunks(blocks(), 30.0, detect=lambda s: np.ones(len(s) // 512, np.float32)))
    assert first.start_s == 0
    assert len(read) < 45


def test_the_first_chunk_may_be_shorter() -> None:
    script = Script([(1, 7), (0, 0.5), (1, 40), (0, 0.3), (1, 20)])
    made = list(
        chunks([script.samples], 30.0, detect=script.detect, first_chunk_s=10.0),
    )
    check(script, made, 30.0)
    assert made[0].duration_s == pytest.approx(7.25, abs=0.1)
    assert made[1].duration_s > 14.9


def test_progress_is_reported_in_seconds_read_and_settled() -> None:
    told: list[tuple[float, float]] = []
    script = Script([(0, 50), (1, 20), (0, 50)])
    blocks = (script.samples[i : i + 16_000] for i in range(0, len(script.samples), 16_000))
    for chunk in chunks(
        blocks, 30.0, lambda read_s, settled_s: told.append((read_s, settled_s)), script.detect
    ):
        assert told[-1][1] <= chunk.start_s
    read = [read_s for read_s, _ in told]
    settled = [settled_s for _, settled_s in told]
    assert settled == sorted(settled)
    assert all(settled_s <= read_s for read_s, settled_s in told)
    assert settled[-1] > 110
    assert read == sorted(read)
    assert len(read) >= 12
    assert read[-1] == pytest.approx(120, abs=0.1)


def test_a_chunk_shorter_than_a_second_is_refused() -> None:
    with pytest.raises(ValueError, match=r"max_chunk_s is 0\.5"):
        next(chunks([], 0.5))


@pytest.mark.parametrize("max_chunk_s", [5.0, 12.0, 30.0])
@pytest.mark.parametrize("gain", [1.0, 0.03])
def test_every_sentence_of_the_sample_is_whole(max_chunk_s: float, gain: float) -> None:
    """Real speech and silero-vad: no sentence of the bundled sample is cut or missing."""
    sentences = json.loads(SAMPLE.with_suffix(".json").read_text(encoding="utf-8"))
    sound = speech(seconds=60.0) * np.float32(gain)
    made = list(chunks(one_second_blocks(sound), max_chunk_s))
    for sentence in sentences:
        holders = [
            c
            for c in made
            if c.start_s <= sentence["start"] + 0.15
            and c.start_s + c.duration_s >= sentence["end"] - 0.15
        ]
        assert len(holders) == 1, sentence["text"]


def one_second_blocks(samples: Samples) -> Iterable[Samples]:
    return [samples[i : i + 16_000] for i in range(0, len(samples), 16_000)]
