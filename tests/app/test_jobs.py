"""The queue's state machine: every move, legal or not."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from desktop_app.app.jobs.queue import (
    LEGAL_MOVES,
    PROBE_PATIENCE_S,
    IllegalMove,
    JobQueue,
    JobRecord,
)
from desktop_app.app.jobs.status import run_left_s
from desktop_app.core.errors import MediaMissing
from desktop_app.core.job import JobState
from desktop_app.core.media import AudioTrack, MediaInfo, TrackChoice
from desktop_app.core.request import (
    ChunkHeard,
    Cutting,
    DeviceChoice,
    HeardChunk,
    ModelLoading,
    ModelReady,
    Notice,
    Precision,
    Progress,
    SegmentsReady,
    TrackChosen,
    TranscriptionRequest,
)
from tests.fakes import STARTER, segment, transcript

READY = ModelReady(DeviceChoice.CPU, Precision.FP32, 1)
EXPECTED = {
    JobState.WAITING: "loading failed stopped",
    JobState.LOADING: "working stopping done failed stopped",
    JobState.WORKING: "loading stopping done failed stopped",
    JobState.STOPPING: "stopped done failed",
    JobState.DONE: "",
    JobState.FAILED: "waiting",
    JobState.STOPPED: "waiting",
}


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def queue(clock: Clock) -> JobQueue:
    return JobQueue(clock)


def request(name: str = "talk.wav") -> TranscriptionRequest:
    return TranscriptionRequest(Path(name), STARTER)


def added(queue: JobQueue, name: str = "talk.wav") -> JobRecord:
    record = queue.add(request(name))
    queue.probed(record.id, MediaInfo(Path(name), 100.0, ()))
    return record


def hear(queue: JobQueue, record: JobRecord, upto_s: float) -> None:
    """The engine has words, up to this second."""
    queue.report(record.id, SegmentsReady((segment(0),)))
    queue.report(record.id, Progress(upto_s, record.total_s))


def move(queue: JobQueue, record: JobRecord, state: JobState) -> None:
    """Go to `state` the way the controller does."""
    match state:
        case JobState.WAITING:
            queue.retry(record.id, record.job.request)
        case JobState.LOADING:
            queue.start(record.id)
        case JobState.DONE:
            queue.finish(record.id, transcript())
        case JobState.FAILED:
            queue.fail(record.id, MediaMissing("Gone."))
        case JobState.STOPPED:
            queue.stopped(record.id)
        case _:
            pytest.fail("reached by events and wishes only")


def test_the_table_is_the_one_agreed() -> None:
    assert {s: set(EXPECTED[s].split()) for s in JobState} == {
        state: {to.value for to in moves} for state, moves in LEGAL_MOVES.items()
    }


CALLS = (JobState.WAITING, JobState.LOADING, JobState.DONE, JobState.FAILED, JobState.STOPPED)


@pytest.mark.parametrize(("start", "end"), list(product(JobState, CALLS)))
def test_a_call_follows_the_table(queue: JobQueue, start: JobState, end: JobState) -> None:
    record = added(queue)
    record.state = start
    legal = end in LEGAL_MOVES[start]
    if legal:
        move(queue, record, end)
        now = queue.get(record.id)
        assert now is not None and now.state is end
    else:
        with pytest.raises(IllegalMove):
            move(queue, record, end)
        assert record.state is start


def test_events_lead_from_loading_to_working_and_back(queue: JobQueue) -> None:
    record = added(queue)
    queue.start(record.id)
    states = []
    for event in (ModelLoading("x"), READY, ModelLoading("x"), Progress(1.0, 100.0)):
        queue.report(record.id, event)
        states.append(record.state)
    assert states == ["loading", "working", "loading", "working"]


def test_events_do_not_undo_a_cancellation(queue: JobQueue) -> None:
    record = added(queue)
    queue.start(record.id)
    assert queue.ask_to_stop(record.id)
    queue.report(record.id, READY)
    queue.report(record.id, SegmentsReady((segment(0),)))
    assert record.state is JobState.STOPPING
    assert record.segments == [segment(0)]


def test_events_for_an_ended_or_unknown_job_are_ignored(queue: JobQueue) -> None:
    record = added(queue)
    queue.ask_to_stop(record.id)
    queue.report(record.id, READY)
    queue.report(99, READY)
    assert record.state is JobState.STOPPED


def test_the_track_is_the_one_asked_for_or_the_one_chosen(queue: JobQueue) -> None:
    tracks = tuple(AudioTrack(number, "aac", 48_000, 2) for number in range(4))
    record = queue.add(TranscriptionRequest(Path("a.mov"), STARTER))
    queue.probed(record.id, MediaInfo(Path("a.mov"), 60.0, tracks))
    queue.start(record.id)
    queue.report(record.id, TrackChosen(TrackChoice(tracks[2], 4)))
    assert record.track == TrackChoice(tracks[2], 4)
    assert record.track.place == "track 3 of 4"
    asked = queue.add(TranscriptionRequest(Path("a.mov"), STARTER, audio_track=1))
    queue.probed(asked.id, MediaInfo(Path("a.mov"), 60.0, tracks))
    assert asked.track == TrackChoice(tracks[1], 4)


def test_a_waiting_job_stops_at_once(queue: JobQueue) -> None:
    record = added(queue)
    assert not queue.ask_to_stop(record.id)
    assert record.state is JobState.STOPPED
    assert not queue.ask_to_stop(record.id)


def test_what_was_found_in_a_file_goes_with_its_request_until_it_is_begun_again(
    queue: JobQueue,
) -> None:
    record = queue.add(request("talk.wav"))
    info = MediaInfo(Path("talk.wav"), 100.0, ())
    queue.probed(record.id, info)
    assert queue.start(record.id).request.info is info
    part = queue.add(replace(record.job.request, span=(10.0, 30.0)), record.id)
    assert (part.info, part.total_s) == (info, 20.0)
    queue.fail(record.id, MediaMissing("gone"))
    assert queue.retry(record.id, record.job.request).info is None


def test_jobs_begin_in_order_once_probed(queue: JobQueue, clock: Clock) -> None:
    first = queue.add(request("a.wav"))
    second = added(queue, "b.wav")
    assert queue.next_waiting() is None
    clock.now_s += PROBE_PATIENCE_S
    assert queue.next_waiting() is second
    queue.probed(first.id, MediaInfo(Path("a.wav"), None, ()))
    assert queue.next_waiting() is first


def test_time_left_follows_the_speed_so_far(queue: JobQueue, clock: Clock) -> None:
    record = added(queue)
    queue.start(record.id)
    clock.now_s += 50.0  # loading does not count
    queue.report(record.id, READY)
    queue.report(record.id, Progress(1.0, 100.0))  # a silence: no work
    clock.now_s += 5.0  # the first piece takes a model far longer than all others
    hear(queue, record, 10.0)
    assert record.left_s is None
    clock.now_s += 2.0
    hear(queue, record, 20.0)
    assert record.speed == pytest.approx(5.0)
    assert record.fraction == pytest.approx(0.2)
    assert record.left_s == pytest.approx(16.0)


def test_a_short_recording_is_given_no_time_left(queue: JobQueue, clock: Clock) -> None:
    """A single batch only tells how long the first one takes."""
    record = added(queue)
    queue.probed(record.id, MediaInfo(Path("talk.wav"), 7.0, ()))
    queue.start(record.id)
    queue.report(record.id, READY)
    for done_s in (0.6, 5.0, 7.0):
        clock.now_s += 0.9
        queue.report(record.id, Progress(done_s, 7.0))
        assert (record.speed, record.left_s) == (None, None)
        hear(queue, record, done_s)
    clock.now_s += 0.1
    assert record.left_s is None


def test_the_pieces_of_the_first_batch_count_as_one(queue: JobQueue, clock: Clock) -> None:
    record = added(queue)
    queue.start(record.id)
    queue.report(record.id, READY)
    clock.now_s += 4.0
    for done_s in (20.0, 40.0, 60.0):
        hear(queue, record, done_s)
        clock.now_s += 0.01
    clock.now_s += 2.0
    hear(queue, record, 80.0)
    assert record.speed == pytest.approx(10.0, rel=0.05)


@pytest.mark.parametrize("says_loading", [True, False])
def test_after_a_reload_only_what_was_done_since_counts(
    queue: JobQueue, clock: Clock, says_loading: bool
) -> None:
    """Ten minutes on a GPU that fails then, and the rest on a CPU that is much slower."""
    record, waiting = added(queue), added(queue, "next.wav")
    queue.probed(record.id, MediaInfo(Path("talk.wav"), 1200.0, ()))
    queue.probed(waiting.id, MediaInfo(Path("next.wav"), 100.0, ()))
    queue.start(record.id)
    queue.report(record.id, READY)
    hear(queue, record, 10.0)
    clock.now_s += 2.0
    hear(queue, record, 600.0)
    assert record.speed == pytest.approx(295.0)
    clock.now_s += 0.1
    if says_loading:
        queue.report(record.id, ModelLoading("Starter"))
        assert (record.speed, record.left_s) == (None, None)
    clock.now_s += 0.5
    queue.report(record.id, READY)
    assert (record.speed, record.left_s, run_left_s(queue)) == (None, None, None)
    clock.now_s += 9.0
    hear(queue, record, 600.5)
    clock.now_s += 5.0
    hear(queue, record, 620.5)
    assert record.speed == pytest.approx(4.0)
    assert record.left_s == pytest.approx(579.5 / 4)
    assert run_left_s(queue) == pytest.approx(579.5 / 4 + 25.0)


def test_progress_without_a_length_has_no_fraction(queue: JobQueue) -> None:
    record = queue.add(request())
    queue.probed(record.id, MediaInfo(Path("talk.wav"), None, ()))
    queue.start(record.id)
    queue.report(record.id, Progress(5.0, None))
    assert record.fraction is None and record.left_s is None


def test_retry_begins_from_nothing_in_the_old_place(queue: JobQueue) -> None:
    first, second = added(queue, "a.wav"), added(queue, "b.wav")
    queue.start(first.id)
    queue.report(first.id, SegmentsReady((segment(0),)))
    queue.report(first.id, Notice("Uses the CPU."))
    queue.fail(first.id, MediaMissing("Gone."))
    again = queue.retry(first.id, request("a.wav"))
    assert [r.id for r in queue] == [first.id, second.id]
    assert (again.segments, again.error, again.notice, again.info) == ([], None, "", None)


def test_finishing_takes_the_final_text(queue: JobQueue) -> None:
    record = added(queue)
    queue.start(record.id)
    queue.finish(record.id, transcript(count=2))
    assert record.fraction == 1.0
    assert record.segments == list(transcript(count=2).segments)


def test_an_active_job_can_be_neither_removed_nor_changed(queue: JobQueue) -> None:
    record = added(queue)
    queue.change(record.id, request("b.wav"))
    queue.start(record.id)
    with pytest.raises(IllegalMove):
        queue.remove(record.id)
    with pytest.raises(IllegalMove):
        queue.change(record.id, request("c.wav"))
    queue.stopped(record.id)
    queue.remove(record.id)
    assert len(queue) == 0 and queue.get(record.id) is None


def test_parts_come_first_and_count_their_own_seconds(queue: JobQueue) -> None:
    whole = added(queue)
    part = queue.add(replace(request(), span=(20.0, 32.0)), part_of=whole.id)
    queue.probed(part.id, MediaInfo(Path("talk.wav"), 100.0, ()))
    assert part.total_s == 12.0
    assert queue.next_waiting() is part is queue.next_waiting(only_parts=True)
    assert queue.parts_of(whole.id) == [part]
    move(queue, part, JobState.STOPPED)
    assert queue.parts_of(whole.id) == []
    assert queue.next_waiting(only_parts=True) is None and queue.next_waiting() is whole
    assert queue.retry(part.id, part.job.request).part_of == whole.id


def test_only_a_done_job_has_a_text_to_revise(queue: JobQueue) -> None:
    record = added(queue)
    with pytest.raises(IllegalMove):
        queue.revise(record.id, transcript())
    queue.start(record.id)
    queue.finish(record.id, transcript(count=1))
    queue.revise(record.id, transcript(count=2))
    assert record.segments == [segment(0), segment(1)]


def heard(number: int) -> ChunkHeard:
    return ChunkHeard(HeardChunk(number, number * 10.0, number * 10.0 + 10.0), Cutting(20.0))


def going_on(queue: JobQueue, words: int) -> JobRecord:
    """A job that goes on after so many sentences, with the model in memory."""
    request = TranscriptionRequest(Path("talk.wav"), STARTER)
    record = queue.add(request)
    queue.start(record.id)
    for number in range(words):
        queue.report(record.id, heard(number))
        queue.report(record.id, SegmentsReady((segment(number),)))
    queue.ask_to_stop(record.id)
    queue.stopped(record.id)
    record = queue.go_on(record.id, request)
    queue.start(record.id)
    queue.report(record.id, READY)
    return record


def test_a_job_that_goes_on_shows_its_text_while_that_is_told_again(queue: JobQueue) -> None:
    record = going_on(queue, 3)
    shown = list(record.segments)
    assert len(shown) == 3
    queue.report(record.id, SegmentsReady((segment(0), segment(1))))
    assert record.segments == shown
    # Stopped again, it has lost nothing.
    queue.ask_to_stop(record.id)
    queue.stopped(record.id)
    assert (record.segments, record.heard_s) == (shown, 30.0)
    record = queue.go_on(record.id, record.job.request)
    queue.start(record.id)
    for number in range(3):
        queue.report(record.id, SegmentsReady((segment(number),)))
    queue.report(record.id, heard(3))
    queue.report(record.id, SegmentsReady((segment(3),)))
    assert record.segments == [*shown, segment(3)]
    assert record.heard_s == 40.0


def test_a_job_that_starts_over_shows_its_new_text(queue: JobQueue) -> None:
    record = going_on(queue, 3)
    queue.report(record.id, heard(0))
    queue.report(record.id, SegmentsReady((segment(7),)))
    assert record.segments == [segment(7)]
    assert record.heard_s == 10.0


def test_the_speed_of_a_job_that_goes_on_is_that_of_what_is_new(
    queue: JobQueue, clock: Clock
) -> None:
    record = going_on(queue, 3)
    queue.report(record.id, Progress(30.0, 100.0))
    queue.report(record.id, SegmentsReady((segment(0),)))
    clock.now_s += 5.0  # it is being read
    queue.report(record.id, Progress(30.0, 100.0))
    for done_s in (40.0, 80.0):
        queue.report(record.id, heard(3))
        queue.report(record.id, Progress(done_s, 100.0))
        clock.now_s += 4.0
    queue.report(record.id, Progress(80.0, 100.0))
    assert record.speed == pytest.approx(40.0 / 8.0)


def test_what_goes_on_is_not_read_ahead(queue: JobQueue) -> None:
    requests = [TranscriptionRequest(Path(f"{number}.wav"), STARTER) for number in range(4)]
    records = [
        queue.add(replace(one, info=MediaInfo(one.media_path, 30.0, ()))) for one in requests
    ]
    records[2].heard_s = 10.0
    assert [one.media_path.name for one in queue.upcoming()] == ["0.wav", "1.wav"]
