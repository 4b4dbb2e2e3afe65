"""Several recordings read ahead, one after the other, by real threads from real files."""

import threading
import time
from pathlib import Path

import numpy as np
import pytest

from desktop_app.core.errors import MediaError, OutOfMemory
from desktop_app.media import feed as feeds
from desktop_app.media.ahead import Ahead
from desktop_app.media.chunks import AudioChunk, chunks
from desktop_app.media.decode import decode
from desktop_app.media.feed import CONTEXT_S, Feed, FeedSource
from desktop_app.media.speech import SpeechDetector
from tests.media_files import SAMPLE, Samples, speech

PATIENCE_S = 60.0


def read(feed: Feed, sources: list[FeedSource]) -> dict[int, list[AudioChunk]]:
    """All chunks of each source, by its place in the list, in the order in which they came."""
    found: dict[int, list[AudioChunk]] = {}
    until_s = time.monotonic() + PATIENCE_S
    while not all(source.has_ended or source.is_dropped for source in sources):
        assert time.monotonic() < until_s
        taken = feed.take(0.1)
        if taken is not None:
            source, chunk = taken
            assert isinstance(chunk, AudioChunk)
            found.setdefault(sources.index(source), []).append(chunk)
    return found


def wav(path: Path, seconds: float) -> Path:
    import soundfile

    once = speech(seconds=20.0)
    soundfile.write(path, np.resize(once, round(seconds * 16_000)), 16_000)
    return path


def test_the_chunks_are_those_of_one_thread(tmp_path: Path) -> None:
    path = wav(tmp_path / "Gespräch.wav", 100.0)
    source = FeedSource(path, 0, 12.0)
    feed = Feed()
    feed.add(source)
    found = read(feed, [source])[0]
    expected = list(chunks(decode(path), 12.0))
    assert [chunk.start_s for chunk in found] == [chunk.start_s for chunk in expected]
    assert all(np.array_equal(a.samples, b.samples) for a, b in zip(found, expected, strict=True))
    assert source.read_s == pytest.approx(100.0)
    assert source.error is None


def test_files_come_in_order_and_one_that_is_broken_stops_no_other(tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp3"
    broken.write_text("no sound", encoding="utf-8")
    paths = [wav(tmp_path / "a.wav", 40.0), broken, tmp_path / "missing.wav", SAMPLE]
    sources = [FeedSource(path, 0, 30.0) for path in paths]
    feed = Feed()
    for source in sources:
        feed.add(source)
    found = read(feed, sources)
    assert list(found) == [0, 3]
    # The detector remembers nothing of the file before.
    alone = list(chunks(decode(SAMPLE), 30.0))
    assert [c.speech for c in found[3]] == [c.speech for c in alone]
    assert [isinstance(source.error, MediaError) for source in sources] == [
        False,
        True,
        True,
        False,
    ]


def test_one_may_be_added_after_the_end(tmp_path: Path) -> None:
    feed = Feed()
    for name in ("a.wav", "b.wav"):
        source = FeedSource(wav(tmp_path / name, 20.0), 0, 30.0)
        feed.add(source)
        assert read(feed, [source])[0]
        assert feed.take(0.2) is None


def test_what_is_dropped_gives_nothing_more(tmp_path: Path) -> None:
    sources = [FeedSource(wav(tmp_path / f"{n}.wav", 200.0), 0, 5.0) for n in range(2)]
    feed = Feed()
    for source in sources:
        feed.add(source)
    while feed.take(0.1) is None:
        pass
    sources[0].is_dropped = True
    found = read(feed, sources)
    assert 0 not in found
    assert len(found[1]) > 30


def test_closing_and_starting_again(tmp_path: Path) -> None:
    feed = Feed()
    for _ in range(3):
        source = FeedSource(wav(tmp_path / "long.wav", 100.0), 0, 5.0)
        feed.add(source)
        assert feed.take(PATIENCE_S) is not None
        feed.close()
        assert feed.take(0.0) is None
    source = FeedSource(SAMPLE, 0, 30.0)
    feed.add(source)
    assert read(feed, [source])[0]


def test_a_part_has_the_times_of_the_file(tmp_path: Path) -> None:
    path = wav(tmp_path / "a.wav", 90.0)
    source = FeedSource(path, 0, 30.0, span=(31.25, 48.5))
    feed = Feed()
    feed.add(source)
    found = read(feed, [source])[0]
    assert found[0].start_s >= 31.25 - CONTEXT_S
    assert found[-1].end_s <= 48.5 + CONTEXT_S + 1e-6
    whole = np.concatenate(list(decode(path)))
    for chunk in found:
        first = round(chunk.start_s * 16_000)
        assert np.array_equal(chunk.samples, whole[first : first + len(chunk.samples)])
        assert chunk.start_s <= chunk.speech[0][0] <= chunk.speech[-1][1] <= chunk.end_s


class Scarce:
    """Makes torch's own error where the detector is to work, as often as is asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
        self.left = times
        real = SpeechDetector.probabilities

        def probabilities(detector: SpeechDetector, samples: Samples) -> Samples:
            if self.left:
                self.left -= 1
                raise RuntimeError("DefaultCPUAllocator: can't allocate memory")
            return real(detector, samples)

        monkeypatch.setattr(SpeechDetector, "probabilities", probabilities)
        monkeypatch.setattr(feeds, "PAUSES_S", (0.0, 0.0, 0.0))


def test_memory_that_comes_back_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [chunk.speech for chunk in chunks(decode(SAMPLE), 30.0)]
    Scarce(monkeypatch, 3)
    source = FeedSource(SAMPLE, 0, 30.0)
    feed = Feed()
    feed.add(source)
    assert [chunk.speech for chunk in read(feed, [source])[0]] == expected


def test_memory_that_stays_away_is_reported_and_the_next_file_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Scarce(monkeypatch, 4)
    sources = [FeedSource(SAMPLE, 0, 30.0) for _ in range(2)]
    feed = Feed()
    for source in sources:
        feed.add(source)
    found = read(feed, sources)
    assert isinstance(sources[0].error, OutOfMemory)
    assert "while the recording was being read" in str(sources[0].error)
    assert list(found) == [1]
    assert sources[1].error is None


def test_a_thread_that_was_closed_takes_nothing_that_is_added_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is closed when it has given out the end of one source, and is about to take the next."""
    feed = Feed()
    first, second = (FeedSource(wav(tmp_path / name, 5.0), 0, 30.0) for name in ("a.wav", "b.wav"))
    is_between, go_on = threading.Event(), threading.Event()
    put, begin = Ahead._put, Feed._begin

    def watched_put(stage: Ahead[feeds._Item], item: feeds._Item) -> bool:
        was_taken = put(stage, item)
        is_its_end = item.source is first and item.block is None
        if is_its_end and threading.current_thread().name == "decoder":
            is_between.set()
            assert go_on.wait(PATIENCE_S)
        return was_taken

    monkeypatch.setattr(Ahead, "_put", watched_put)
    feed.add(first)
    closed = feed._blocks
    assert closed is not None and is_between.wait(PATIENCE_S)
    feed.close()

    def begin_late(feed: Feed) -> None:
        go_on.set()
        assert closed.join(PATIENCE_S)
        begin(feed)

    monkeypatch.setattr(Feed, "_begin", begin_late)
    feed.add(second)
    assert read(feed, [second])[0]
