"""The pipeline holds little in memory, whatever is in the queue; real threads, fake sound."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, MediaUnreadable
from desktop_app.core.media import AudioTrack, TrackChoice
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.request import TranscriptionRequest
from desktop_app.engine.pipeline import POOL_S, Pipeline
from desktop_app.engine.recognizer import Utterance
from desktop_app.media import feed, peaks
from desktop_app.media.chunks import AudioChunk

SPEC = ModelSpec("m", "Model", ModelKind.TRANSDUCER, "")
RATE_HZ = 16_000
CHUNK_S = 20.0
BUDGET_S = 60.0
# The pool, the chunk that overfills it, and a batch whose results wait for their turn.
MOST_S = POOL_S + CHUNK_S + 2 * BUDGET_S


@dataclass(frozen=True)
class Sound:
    """A recording.

    Attributes:
        speech: how many chunks of speech are in it.
        silence: how many blocks are read after each of them, and before the first.
        fails: whether it cannot be read to its end.
    """

    speech: int
    silence: int = 0
    fails: bool = False


SILENT, EMPTY, BROKEN = Sound(0, 40), Sound(0), Sound(0, fails=True)
LONG, CUT, SHORT = Sound(300), Sound(200, fails=True), Sound(1)
SPARSE = Sound(8, 20)


@pytest.fixture(autouse=True)
def _made_up_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoDetector:
        def reset(self) -> None: ...

        def probabilities(self, samples: object) -> object:
            return samples

    def choose_track(*_: object, **__: object) -> TrackChoice:
        return TrackChoice(AudioTrack(0, "pcm_s16le", RATE_HZ, 1), 1)

    def decode(path: Path, *_: object) -> Iterator[str]:
        sound = SOUNDS[path]
        yield from ["silence"] * sound.silence
        for _turn in range(sound.speech):
            yield "speech"
            yield from ["silence"] * sound.silence
        if sound.fails:
            raise MediaUnreadable("damaged")

    def chunks(
        blocks: Iterable[str], _longest_s: float, told: Callable[[float, float], None], *_: object
    ) -> Iterator[AudioChunk]:
        at_s = 0.0
        for block in blocks:
            if block == "speech":
                # Takes no room, and says it is as long as any.
                samples = np.broadcast_to(np.float32(0), (round(CHUNK_S * RATE_HZ),))
                yield AudioChunk(at_s, samples, ())
            at_s += CHUNK_S
            told(at_s, at_s)

    monkeypatch.setattr(feed, "SpeechDetector", NoDetector)
    monkeypatch.setattr(feed, "probe_if_changed", lambda *_: None)
    monkeypatch.setattr(feed, "choose_track", choose_track)
    monkeypatch.setattr(feed, "decode_sound", decode)
    monkeypatch.setattr(feed, "chunks", chunks)
    monkeypatch.setattr(peaks.OutlineMaker, "add", lambda *_: None)


SOUNDS: dict[Path, Sound] = {}


class Queue:
    """Recordings that are worked on in some order, and how much lay in memory at most."""

    def __init__(self, *sounds: Sound) -> None:
        SOUNDS.clear()
        SOUNDS.update({Path(f"{number}.wav"): sound for number, sound in enumerate(sounds)})
        self.requests = [TranscriptionRequest(path, SPEC) for path in SOUNDS]
        self.pipeline = Pipeline()
        self.most_s = 0.0
        pull = self.pipeline._pull

        def watched_pull(timeout_s: float) -> bool:
            was_there = pull(timeout_s)
            self._measure()
            return was_there

        self.pipeline._pull = watched_pull  # type: ignore[method-assign]

    def work(self, number: int, upcoming: list[int], give_up_after: int = 10_000) -> int:
        """Go through one recording; how many of its chunks came out, in order."""
        recording = self.pipeline.expect(
            self.requests[number], [self.requests[other] for other in upcoming], CHUNK_S, None
        )
        heard: list[float] = []
        run = self.pipeline.run(
            recording, self._recognize, lambda: BUDGET_S, CancelToken(), lambda _settled_s: None
        )
        error: AppError | None = None
        try:
            for chunk in run:
                heard.append(chunk.start_s)
                if len(heard) == give_up_after:
                    break
        except MediaUnreadable as raised:
            error = raised
        run.close()  # type: ignore[attr-defined]
        sound = SOUNDS[self.requests[number].media_path]
        assert heard == sorted(heard)
        assert len(heard) == min(sound.speech, give_up_after)
        assert (error is not None) is (sound.fails and len(heard) < give_up_after)
        return len(heard)

    def close(self) -> None:
        self.pipeline.close()
        self.pipeline.join()

    def _recognize(self, chunks: list[AudioChunk]) -> list[Utterance]:
        self._measure()
        return [Utterance("", (), chunk.start_s, chunk.end_s) for chunk in chunks]

    def _measure(self) -> None:
        held = sum(
            len(recording.waiting) + len(recording._heard)
            for recording in self.pipeline._recordings
        )
        self.most_s = max(self.most_s, held * CHUNK_S)


def in_order(*sounds: Sound) -> float:
    """The most that lay in memory while these were worked on, one after the other, in seconds."""
    queue = Queue(*sounds)
    numbers = list(range(len(sounds)))
    for number in numbers:
        queue.work(number, numbers[number + 1 :])
    queue.close()
    return queue.most_s


@pytest.mark.parametrize(
    "first", [SILENT, EMPTY, BROKEN, SHORT, CUT, LONG, SPARSE], ids=lambda sound: repr(sound)[5:]
)
def test_what_follows_is_not_read_into_memory_as_a_whole(first: Sound) -> None:
    assert in_order(first, LONG, LONG, LONG) <= MOST_S


def test_a_recording_that_is_preferred_does_not_wait_for_those_before_it() -> None:
    queue = Queue(SHORT, LONG, SHORT)
    queue.work(0, [1, 2])
    queue.work(2, [1])  # reading the long one has begun before
    assert queue.most_s <= MOST_S
    queue.work(1, [])
    queue.close()
    assert queue.most_s <= MOST_S


kinds = st.sampled_from([SILENT, EMPTY, BROKEN, SHORT, CUT, LONG, SPARSE])


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(kinds, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_memory_is_bounded_whatever_the_queue_looks_like(
    sounds: list[Sound],
    chance: Random,
) -> None:
    """Also in another order than announced, and with recordings abandoned midway."""
    queue = Queue(*sounds)
    left = list(range(len(sounds)))
    while left:
        number = left.pop(0 if chance.random() < 0.7 else chance.randrange(len(left)))
        announced = [other for other in left if chance.random() < 0.9]
        queue.work(number, announced, chance.choice([3, 10_000]))
    queue.close()
    assert queue.most_s <= MOST_S
