"""The journal over the library: what is told is kept, and what cannot be kept yet is not lost."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from desktop_app.app.engine.journal import journaled
from desktop_app.app.library.journal import PAUSE_S, JobJournal
from desktop_app.core.errors import AppError
from desktop_app.core.library_errors import (
    JobTaken,
    LibraryFull,
    NotInLibrary,
    TranscriptNotKept,
)
from desktop_app.core.request import (
    ChunkHeard,
    Cutting,
    HeardChunk,
    Notice,
    ResumePoint,
    SegmentsReady,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.core.transcript import Transcript
from desktop_app.library.library import Library
from desktop_app.library.records import StoredJob, TranscriptSummary
from tests.fakes import STARTER, segment, transcript

KEY, OTHER = "ab" * 16, "cd" * 16
CUTTING = Cutting(20.0)
REQUEST = TranscriptionRequest(Path("talk.wav"), STARTER)
FULL = LibraryFull("There is no space to write the library.")


def heard(number: int, cutting: Cutting = CUTTING, text: str = "Word.") -> ChunkHeard:
    chunk = HeardChunk(number, number * 10.0, number * 10.0 + 10.0, text=text)
    return ChunkHeard(chunk, cutting)


def summary_of(key: str) -> TranscriptSummary:
    return TranscriptSummary(
        key=key, title="talk", media_path=Path("talk.wav"), duration_s=30.0, model="starter"
    )


@dataclass
class FakeLibrary:
    """What of a library the journal needs.

    Attributes:
        refusal: raised by everything, if given.
        asked: what was called, in order.
    """

    chunks: dict[str, list[HeardChunk]] = field(default_factory=dict)
    cuttings: dict[str, Cutting] = field(default_factory=dict)
    finished: dict[str, tuple[Transcript, TranscriptionRequest | None]] = field(
        default_factory=dict
    )
    taken: set[str] = field(default_factory=set)
    refusal: Exception | None = None
    asked: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        if self.refusal is not None:
            raise self.refusal

    def take_job(self, key: str) -> None:
        self._ask("take")
        self.taken.add(key)

    def jobs(self) -> list[StoredJob]:
        return [StoredJob(key=key, request=REQUEST) for key in sorted(self.taken)]

    def rename(self, key: str, title: str) -> None:
        self.titles[key] = title

    def resume_point(self, key: str) -> ResumePoint | None:
        self._ask("resume")
        known = self.chunks.get(key)
        return ResumePoint(self.cuttings[key], tuple(known)) if known else None

    def note_chunk(self, key: str, chunk: HeardChunk, cutting: Cutting) -> None:
        self._ask(f"note {chunk.number}")
        known = self.chunks.setdefault(key, [])
        if self.cuttings.get(key) != cutting:
            known.clear()
        self.cuttings[key] = cutting
        known[chunk.number :] = [chunk]

    def finish_job(
        self, key: str, transcript: Transcript, request: TranscriptionRequest | None = None
    ) -> TranscriptSummary:
        self._ask("finish")
        self.finished[key] = (transcript, request)
        self.chunks.pop(key, None)
        return summary_of(key)


class World:
    """A journal over a library under the test's control, and its clock."""

    def __init__(self) -> None:
        self.library: FakeLibrary | None = FakeLibrary()
        self.now_s = 100.0
        self.kept: list[str] = []
        self.journal = JobJournal(
            self._open, on_kept=lambda one: self.kept.append(one.key), clock=lambda: self.now_s
        )

    @property
    def there(self) -> FakeLibrary:
        assert self.library is not None
        return self.library

    def _open(self) -> Library | None:
        return self.library  # type: ignore[return-value]

    @property
    def unkept(self) -> list[str]:
        return list(self.journal.unkept)

    def numbers(self, key: str = KEY) -> list[int]:
        return [chunk.number for chunk in self.there.chunks.get(key, [])]


@pytest.fixture
def world() -> World:
    return World()


def test_each_chunk_is_in_the_library_when_noting_returns(world: World) -> None:
    assert world.journal.begin(KEY) is None
    assert world.there.taken == {KEY}
    for number in range(3):
        assert world.journal.note(KEY, heard(number)) == ""
        assert world.numbers() == list(range(number + 1))
    assert world.journal.finish(KEY, transcript(), REQUEST) == summary_of(KEY)
    assert world.there.finished == {KEY: (transcript(), REQUEST)}
    assert not world.unkept
    assert world.there.asked.count("take") == 1


def test_a_job_goes_on_where_the_library_says(world: World) -> None:
    for number in range(2):
        world.there.note_chunk(KEY, heard(number).chunk, CUTTING)
    point = world.journal.begin(KEY)
    assert point is not None
    assert (point.cutting, len(point.heard), point.end_s) == (CUTTING, 2, 20.0)


@pytest.mark.parametrize(
    "refusal", [FULL, NotInLibrary("Gone."), ValueError("a bug"), OSError("a drive")]
)
def test_what_the_library_refuses_waits_is_told_once_and_kept_later(
    world: World, refusal: Exception
) -> None:
    world.journal.begin(KEY)
    world.journal.note(KEY, heard(0))
    world.there.refusal = refusal
    told = [world.journal.note(KEY, heard(number)) for number in (1, 2, 3)]
    assert "memory only" in told[0]
    if isinstance(refusal, AppError):
        assert refusal.message in told[0]
    assert told[1:] == ["", ""]
    assert world.numbers() == [0]
    world.there.refusal = None
    world.now_s += PAUSE_S
    assert world.journal.note(KEY, heard(4)) == ""
    assert world.numbers() == [0, 1, 2, 3, 4]
    # The next time it is told again.
    world.there.refusal = refusal
    assert "memory only" in world.journal.note(KEY, heard(5))


def test_a_library_that_is_waited_for_is_not_asked_for_each_chunk(world: World) -> None:
    world.journal.begin(KEY)
    world.there.refusal = FULL
    for number in range(20):
        world.journal.note(KEY, heard(number))
        world.now_s += PAUSE_S / 5
    assert world.there.asked.count("note 0") == 4


def test_without_a_library_it_works_in_memory(world: World) -> None:
    there, world.library = world.library, None
    assert world.journal.begin(KEY) is None
    assert "not open" in world.journal.note(KEY, heard(0))
    assert world.journal.note(KEY, heard(1)) == ""
    # Stopped, and continued.
    point = world.journal.begin(KEY)
    assert point is not None and len(point.heard) == 2
    world.library = there
    world.now_s += PAUSE_S
    world.journal.note(KEY, heard(2))
    assert world.numbers() == [0, 1, 2]
    assert world.there.taken == {KEY}  # late, but taken


def test_a_stop_during_an_outage_goes_on_from_memory(world: World) -> None:
    world.journal.begin(KEY)
    for number in range(2):
        world.journal.note(KEY, heard(number))
    world.there.refusal = FULL
    world.journal.note(KEY, heard(2))
    world.there.refusal = None
    point = world.journal.begin(KEY)
    assert point is not None
    assert [chunk.number for chunk in point.heard] == [0, 1, 2]
    assert world.numbers() == [0, 1]  # chunk 2 comes with the next one
    world.journal.note(KEY, heard(3))
    assert world.numbers() == [0, 1, 2, 3]


def test_a_recording_that_starts_over_replaces_its_journal(world: World) -> None:
    world.journal.begin(KEY)
    for number in range(3):
        world.journal.note(KEY, heard(number))
    other = Cutting(20.0, track=1)
    world.there.refusal = FULL
    world.journal.note(KEY, heard(3))
    world.journal.note(KEY, heard(0, other, "Other."))
    world.there.refusal = None
    point = world.journal.begin(KEY)
    assert point is not None
    assert (point.cutting, [chunk.text for chunk in point.heard]) == (other, ["Other."])
    world.journal.note(KEY, heard(1, other))
    assert world.numbers() == [0, 1]
    assert world.there.cuttings[KEY] == other


@pytest.mark.parametrize("replaced", [0, 2])
def test_the_text_of_a_recording_that_has_changed_becomes_a_transcript(
    world: World, replaced: int
) -> None:
    for number, text in enumerate(("One.", "Two.", "Three.")):
        world.there.note_chunk(KEY, heard(number, text=text).chunk, CUTTING)
    world.journal.begin(KEY)
    note = world.journal.note(KEY, heard(replaced, text="New."))
    assert "talk.wav" in note and "in the library" in note
    assert world.there.asked[-2:] == ["finish", f"note {replaced}"]  # before it is replaced
    ((key, (earlier, request)),) = world.there.finished.items()
    assert key != KEY
    assert [segment.text for segment in earlier.segments] == ["One.", "Two.", "Three."]
    assert request == REQUEST
    assert world.kept == [key]
    assert "talk.wav" in world.there.titles[key]
    # Once, and the rest is as ever.
    assert world.journal.note(KEY, heard(replaced + 1)) == ""
    assert world.numbers() == list(range(replaced + 2))
    assert len(world.there.finished) == 1


def test_the_journal_is_not_replaced_while_its_text_cannot_be_kept(world: World) -> None:
    world.there.note_chunk(KEY, heard(0, text="Old.").chunk, CUTTING)
    world.journal.begin(KEY)
    world.there.refusal = FULL
    assert "memory only" in world.journal.note(KEY, heard(0, Cutting(20.0, track=1)))
    assert [chunk.text for chunk in world.there.chunks[KEY]] == ["Old."]
    world.there.refusal = None
    world.now_s += PAUSE_S
    assert "in the library" in world.journal.note(KEY, heard(1, Cutting(20.0, track=1)))
    assert len(world.there.finished) == 1
    assert world.unkept == []
    assert world.numbers() == [0, 1]


def test_the_earlier_text_is_kept_where_the_recording_has_no_speech_any_more(world: World) -> None:
    for number, text in enumerate(("One.", "Two.")):
        world.there.note_chunk(KEY, heard(number, text=text).chunk, CUTTING)
    world.journal.begin(KEY)
    world.journal.finish(KEY, replace(transcript(), segments=()), REQUEST)  # not a chunk of it
    (kept,) = world.kept
    assert world.there.finished.keys() == {KEY, kept}
    assert [one.text for one in world.there.finished[kept][0].segments] == ["One.", "Two."]
    assert world.there.titles == {kept: "talk.wav (before it changed)"}
    assert (
        world.there.asked[-2:] == ["finish", "finish"] and next(iter(world.there.finished)) == kept
    )


@pytest.mark.parametrize("has_words", [True, False])
def test_the_earlier_text_is_kept_with_the_transcript_where_the_library_was_full(
    world: World, has_words: bool
) -> None:
    world.there.note_chunk(KEY, heard(0, text="Old.").chunk, CUTTING)
    world.journal.begin(KEY)
    world.there.refusal = FULL
    if has_words:
        world.journal.note(KEY, heard(0, Cutting(20.0, track=1)))
        world.journal.begin(KEY)  # stopped, and goes on
    done = transcript() if has_words else replace(transcript(), segments=())
    with pytest.raises(TranscriptNotKept):
        world.journal.finish(KEY, done, REQUEST)
    assert len(world.unkept) == 2
    world.there.refusal = None
    world.journal.keep_again()
    (other,) = world.there.finished.keys() - {KEY}
    assert [one.text for one in world.there.finished[other][0].segments] == ["Old."]
    assert world.there.titles == {other: "talk.wav (before it changed)"}


@pytest.mark.parametrize("is_stopped_in_outage", [True, False])
def test_a_recording_that_goes_on_is_no_earlier_text(
    world: World, is_stopped_in_outage: bool
) -> None:
    world.journal.begin(KEY)
    world.journal.note(KEY, heard(0))
    world.there.refusal = FULL if is_stopped_in_outage else None
    world.journal.note(KEY, heard(1))
    world.there.refusal = None
    world.journal.begin(KEY)
    assert world.journal.note(KEY, heard(2)) == ""
    world.journal.finish(KEY, transcript(), REQUEST)
    assert world.there.finished.keys() == {KEY}


def test_what_goes_on_replaces_nothing(world: World) -> None:
    for number in range(2):
        world.there.note_chunk(KEY, heard(number).chunk, CUTTING)
    world.journal.begin(KEY)
    assert world.journal.note(KEY, heard(2)) == ""
    assert world.there.finished == {}


def test_start_over_does_not_go_on_even_where_the_library_could_not_drop_the_journal(
    world: World,
) -> None:
    world.journal.begin(KEY)
    for number in range(3):
        world.journal.note(KEY, heard(number))
    world.journal.restart(KEY)
    assert world.journal.begin(KEY) is None
    assert world.journal.begin(KEY) is None  # stopped before its first chunk
    world.journal.note(KEY, heard(0, text="New."))
    assert [chunk.text for chunk in world.there.chunks[KEY]] == ["New."]
    point = world.journal.begin(KEY)
    assert point is not None and len(point.heard) == 1


def test_a_job_of_another_program_is_not_touched(world: World) -> None:
    world.there.refusal = JobTaken("Another Aviary transcribes it.")
    with pytest.raises(JobTaken):
        world.journal.begin(KEY)
    world.there.refusal = None
    world.journal.begin(KEY)
    world.journal.note(KEY, heard(0))
    world.there.refusal = JobTaken("Another Aviary transcribes it.")
    with pytest.raises(JobTaken):
        world.journal.note(KEY, heard(1))


def test_a_transcript_that_cannot_be_kept_waits_and_is_kept_later(world: World) -> None:
    world.journal.begin(KEY)
    world.there.refusal = FULL
    with pytest.raises(TranscriptNotKept) as raised:
        world.journal.finish(KEY, transcript(), REQUEST)
    assert "talk.wav" in raised.value.message
    assert "no space" in raised.value.message
    assert world.unkept == [KEY]
    world.there.refusal = None
    # Soon after, the library is left in peace; then the next recording brings it along.
    world.journal.begin(OTHER)
    assert world.unkept == [KEY]
    world.now_s += PAUSE_S
    world.journal.finish(OTHER, transcript("other.wav"), replace(REQUEST, span=(1.0, 2.0)))
    assert not world.unkept
    assert world.there.finished.keys() == {KEY, OTHER}
    assert world.kept == [KEY]


def test_it_can_be_kept_at_once_on_request(world: World) -> None:
    world.there.refusal = FULL
    for key in (KEY, OTHER):
        with pytest.raises(TranscriptNotKept):
            world.journal.finish(key, transcript(), REQUEST)
    world.journal.keep_again()
    assert world.unkept == [KEY, OTHER]
    assert world.there.asked.count("finish") == 3  # it ends at the first refusal
    world.there.refusal = None
    world.journal.keep_again()
    assert not world.unkept
    assert world.kept == [KEY, OTHER]


def test_what_is_reported_is_kept_before(world: World) -> None:
    """The way of the command line."""
    world.journal.begin(KEY)
    told: list[tuple[TranscriptionEvent, list[int]]] = []
    report: Callable[[TranscriptionEvent], None] = journaled(
        world.journal, KEY, lambda event: told.append((event, world.numbers()))
    )
    ready = SegmentsReady((segment(0),))
    for event in (heard(0), ready):
        report(event)
    assert told == [(heard(0), [0]), (ready, [0])]
    world.there.refusal = FULL
    report(heard(1))
    report(heard(2))
    kinds = [type(event) for event, _ in told[2:]]
    assert kinds == [Notice, ChunkHeard, ChunkHeard]
