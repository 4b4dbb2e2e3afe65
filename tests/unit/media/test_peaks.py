"""The outline of a sound says of every span what its samples say."""

import itertools
from pathlib import Path

import av
import numpy as np
import pytest
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled, MediaMissing
from desktop_app.core.media import ALL_TRACKS
from desktop_app.media.decode import decode
from desktop_app.media.feed import Feed, FeedSource
from desktop_app.media.peaks import (
    COLUMN_SAMPLES,
    COLUMNS_PER_PIXEL,
    COLUMNS_PER_S,
    FACTOR,
    Outline,
    OutlineMaker,
    amplitudes,
    joined_spans,
    loud_as_speech,
    outline_of,
    packed,
    recording_id,
    steps,
    track_of,
    unpacked,
)
from tests.media_files import SAMPLE, Samples, Track, speech, spread, write

RATE_HZ = 16_000
SOUNDS = st.builds(
    lambda seed, length, loud: np.asarray(
        np.random.default_rng(seed).standard_normal(length) * loud, np.float32
    ),
    st.integers(0, 2**32),
    st.integers(0, 40_000),
    st.sampled_from([0.0, 1e-4, 0.05, 0.4, 3.0]),
)


def outlined(sound: Samples, pieces: int = 1) -> Outline:
    maker = OutlineMaker()
    for piece in np.array_split(sound, pieces):
        maker.add(piece)
    return maker.outline()


def direct(sound: Samples, first: float, last: float) -> tuple[int, int]:
    """Lowest and highest byte of the samples from one place to another, in samples."""
    low, high = max(0, int(np.floor(first))), min(len(sound), int(np.ceil(last)))
    part = steps(sound[low:high]) if high > low else np.zeros(1, np.int8)
    return int(part.min()), int(part.max())


@settings(deadline=None)
@example(sound=np.ones(1, np.float32), pieces=1, start=-5e-324, length=1.0, count=1)
@given(
    sound=SOUNDS,
    pieces=st.integers(1, 7),
    start=st.floats(-0.5, 2.0),
    length=st.floats(0.001, 4.0),
    count=st.integers(1, 300),
)
def test_each_part_of_a_span_has_the_extremes_of_its_samples(
    sound: Samples, pieces: int, start: float, length: float, count: int
) -> None:
    columns = outlined(sound, pieces).columns(start, start + length, count)
    assert columns.shape == (count, 2) and columns.dtype == np.int8
    part_s = length / count
    # What a part may have beside its own: to the next border of a column.
    beside_s = max(part_s / COLUMNS_PER_PIXEL, 1 / COLUMNS_PER_S)
    for number in range(0, count, 13):
        begin = (start + number * part_s) * RATE_HZ
        end = begin + part_s * RATE_HZ
        low, high = columns[number]
        if end <= 1 or begin >= len(sound) - 1:
            continue
        # A place a hair before the only sample has none after it.
        has_inside = end - begin > 3 and begin + 1 < len(sound)
        inside = direct(sound, begin + 1, end - 1) if has_inside else (low, high)
        around = direct(sound, begin - beside_s * RATE_HZ - 1, end + beside_s * RATE_HZ + 1)
        assert low <= inside[0] and high >= inside[1]
        assert low >= around[0] and high <= around[1]


@settings(deadline=None)
@given(sound=SOUNDS, pieces=st.integers(1, 9))
def test_the_finest_level_is_that_of_the_samples_however_they_come(
    sound: Samples, pieces: int
) -> None:
    found = outlined(sound, pieces)
    assert found.samples == len(sound)
    assert len(found.levels[0]) == -(-len(sound) // COLUMN_SAMPLES)
    for number, (low, high) in enumerate(found.levels[0].tolist()):
        assert (low, high) == direct(sound, number * COLUMN_SAMPLES, (number + 1) * COLUMN_SAMPLES)
    for below, above in itertools.pairwise(found.levels):
        for number, (low, high) in enumerate(above.tolist()):
            part = below[number * FACTOR : (number + 1) * FACTOR]
            assert (low, high) == (part[:, 0].min(), part[:, 1].max())


@settings(deadline=None)
@given(
    sound=SOUNDS,
    speech_ms=st.none() | st.lists(st.tuples(st.integers(0, 9**6), st.integers(0, 9**6))),
)
def test_what_is_kept_comes_back(sound: Samples, speech_ms: list[tuple[int, int]] | None) -> None:
    maker = OutlineMaker()
    maker.add(sound)
    spans = None
    if speech_ms is not None:
        spans = [(min(pair) / 1000, max(pair) / 1000) for pair in speech_ms]
    made = maker.outline(spans)
    back = unpacked(packed(made))
    assert back.samples == made.samples and back.speech == made.speech
    assert len(back.levels) == len(made.levels)
    assert all(np.array_equal(*pair) for pair in zip(back.levels, made.levels, strict=True))


@given(data=st.binary(max_size=200))
def test_bytes_that_are_no_outline_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        unpacked(data)


@pytest.mark.parametrize("cut", [0, 5, 14, -1])
def test_an_outline_that_was_cut_is_refused(cut: int) -> None:
    data = packed(outlined(speech(seconds=2.0)))
    with pytest.raises(ValueError, match=r"."):
        unpacked(data[:cut])


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(1, 9)), max_size=20))
def test_spans_that_touch_are_one(pairs: list[tuple[int, int]]) -> None:
    spans = [(float(start), float(start + length)) for start, length in pairs]
    found = joined_spans(spans)
    assert all(one[1] < other[0] for one, other in itertools.pairwise(found))

    def seconds(some: "list[tuple[float, float]]") -> set[int]:
        return {at for start, end in some for at in range(int(start), int(end))}

    assert seconds(list(found)) == seconds(spans)


def test_a_byte_stands_for_a_sample_close_to_it_also_where_it_is_quiet() -> None:
    sound = np.array([0.0, 1.0, -1.0, 0.5, 0.001, -0.001, 7.0], np.float32)
    back = amplitudes(steps(sound))
    assert back == pytest.approx(np.clip(sound, -1, 1), abs=0.006)
    assert back[4] > 0 > back[5]


def test_hours_are_few_columns_for_a_window() -> None:
    hours = OutlineMaker()
    second = speech(seconds=1.0)
    for _second in range(600):
        hours.add(second)
    outline = hours.outline()
    assert len(outline.levels[-1]) <= 256
    coarse = outline.columns(0.0, outline.duration_s, 100)
    assert len({tuple(column) for column in coarse.tolist()}) <= 2  # every part is alike


def write_vbr(path: Path, sound: Samples) -> None:
    """An MP3 whose packets have many sizes."""
    with av.open(str(path), "w") as output:
        quality = {"flags": "+qscale", "global_quality": "708"}
        stream = output.add_stream("libmp3lame", rate=44_100, options=quality)
        assert isinstance(stream, AudioStream)
        stream.layout = "mono"
        frame = AudioFrame.from_ndarray(sound[None], "fltp", "mono")
        frame.sample_rate = 44_100
        packets = [*stream.encode(frame), *stream.encode(None)]
        assert len({packet.size for packet in packets}) > 5
        for packet in packets:
            output.mux(packet)


@pytest.mark.parametrize("name", ["a.wav", "vbr.mp3"])
def test_the_outline_of_a_file_is_that_of_its_decoded_sound(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    sound = np.concatenate([speech(44_100, 6.0), np.zeros(44_100, np.float32)])
    if name == "a.wav":
        write(path, [Track(spread(sound, 2), 44_100, "pcm_s16le")])
    else:
        write_vbr(path, sound)
    told: list[float] = []
    outline = outline_of(path, 0, CancelToken(), told.append)
    assert outline.duration_s == pytest.approx(7.0, abs=0.1)
    assert told == sorted(told) and told[-1] == pytest.approx(outline.duration_s)
    assert outline.speech is None
    loud, silent = outline.columns(0.0, 6.0, 1)[0], outline.columns(6.3, 6.9, 1)[0]
    assert loud[0] < -60 and loud[1] > 60
    assert abs(amplitudes(silent)).max() < 0.002
    assert 0.1 < outline.loudest <= 1.0
    whole = np.concatenate(list(decode(path, 0, loud_as_speech)))
    assert np.array_equal(outline.levels[0], outlined(whole).levels[0])


def test_reading_ends_when_nobody_waits(tmp_path: Path) -> None:
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        outline_of(SAMPLE, 0, cancel, lambda _read_s: cancel.cancel())
    with pytest.raises(MediaMissing):
        outline_of(tmp_path / "gone.wav", 0, CancelToken())


def test_a_recording_that_is_transcribed_is_outlined_on_the_way() -> None:
    source = FeedSource(SAMPLE, 0, 30.0)
    feed = Feed()
    feed.add(source)
    assert source.outline() is None
    chunks = []
    while not source.has_ended:
        taken = feed.take(0.1)
        if taken is not None:
            chunks.append(taken[1])
    outline = source.outline()
    assert outline is not None and outline.samples == outline_of(SAMPLE, 0, CancelToken()).samples
    alone = outline_of(SAMPLE, 0, CancelToken())
    assert np.array_equal(outline.levels[0], alone.levels[0])
    assert outline.speech == joined_spans(span for chunk in chunks for span in chunk.speech)
    assert outline.speech


def test_there_is_none_of_a_part_or_of_what_cannot_be_read(tmp_path: Path) -> None:
    for source in (
        FeedSource(SAMPLE, 0, 30.0, span=(1.0, 3.0)),
        FeedSource(tmp_path / "gone.wav", 0, 30.0),
    ):
        feed = Feed()
        feed.add(source)
        while not source.has_ended:
            feed.take(0.1)
        assert source.outline() is None


def test_a_name_tells_the_track() -> None:
    assert track_of(recording_id("00ff", 3)) == 3
    assert track_of(recording_id("00ff", ALL_TRACKS)) == ALL_TRACKS
    assert recording_id("", 0) == "" and track_of("") is None
