"""What is remembered of earlier runs."""

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from desktop_app.app.planning.history import KEPT_RUNS, Run, SpeedHistory
from desktop_app.app.planning.plans import Planning, time_line
from desktop_app.app.planning.stopwatch import Stopwatch
from desktop_app.core.request import (
    ChunkHeard,
    Cutting,
    DeviceChoice,
    HeardChunk,
    ModelLoading,
    ModelReady,
    ModelTime,
    Precision,
    SpeakerSearch,
    TranscriptionRequest,
)
from desktop_app.core.transcript import Transcript
from desktop_app.engine.planner import ComputerFacts
from tests.conftest import PATIENCE_S
from tests.fakes import DIARIZER, STARTER, transcript

HERE = "this one"
RUN = Run(
    machine=HERE,
    model_id="starter",
    device=DeviceChoice.CPU,
    precision=Precision.INT8,
    asked_device=DeviceChoice.AUTO,
    asked_precision=Precision.AUTO,
    audio_s=100.0,
    work_s=10.0,
    load_s=4.0,
    when=1.0,
)
REQUEST = TranscriptionRequest(Path("talk.wav"), STARTER)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "speed é.json"


def history(path: Path, *runs: Run) -> SpeedHistory:
    made = SpeedHistory(path, HERE)
    for run in runs:
        made.note(run)
    return made


def work_s(made: SpeedHistory, audio_s: float = 100.0) -> float | None:
    estimate = made.estimate("starter", DeviceChoice.CPU, Precision.INT8, audio_s)
    return estimate.work_s if estimate else None


def test_without_an_earlier_run_nothing_is_invented(path: Path) -> None:
    made = history(path)
    made.load()
    assert work_s(made) is None
    assert made.decided(REQUEST) is None


def test_the_next_program_knows_what_this_one_took(path: Path) -> None:
    history(path, RUN)
    later = SpeedHistory(path, HERE)
    later.load()
    assert work_s(later, 600.0) == pytest.approx(60.0)
    assert later.decided(REQUEST) == (DeviceChoice.CPU, Precision.INT8)
    assert later.decided(replace(REQUEST, precision=Precision.FP32)) is None


def test_one_odd_run_does_not_move_the_estimate(path: Path) -> None:
    usual = [replace(RUN, work_s=10.0 + n / 10, when=float(n + 1)) for n in range(5)]
    made = history(path, *usual, replace(RUN, work_s=500.0, when=9.0))
    assert 10.0 <= (work_s(made) or 0) <= 10.5


def test_what_changed_for_good_counts_soon(path: Path) -> None:
    before = [replace(RUN, when=float(n + 1)) for n in range(10)]
    after = [replace(RUN, work_s=20.0, when=20.0 + n) for n in range(6)]
    assert work_s(history(path, *before, *after)) == 20.0


def test_a_run_of_a_second_says_little(path: Path) -> None:
    blips = [replace(RUN, audio_s=1.0, work_s=1.0, when=2.0 + n) for n in range(5)]
    assert work_s(history(path, RUN, *blips)) == 10.0


def test_only_the_last_runs_of_each_kind_are_kept(path: Path) -> None:
    other = replace(RUN, model_id="other", when=0.5)
    runs = [replace(RUN, when=float(n + 1)) for n in range(KEPT_RUNS + 5)]
    history(path, other, *runs)
    kept = json.loads(path.read_text(encoding="utf-8"))["runs"]
    assert next(run["when"] for run in kept if run["model_id"] == "starter") == 6.0
    assert len(kept) == KEPT_RUNS + 1


def test_another_computers_runs_do_not_count(path: Path) -> None:
    history(path, replace(RUN, machine="the other one"))
    here = SpeedHistory(path, HERE)
    here.load()
    assert work_s(here) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"runs": 3}',
        b'{"runs": [1, null, {}, {"machine": "this one"}]}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_costs_the_history_only(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    made = SpeedHistory(path, HERE)
    made.load()
    assert work_s(made) is None
    made.note(RUN)
    assert work_s(made) == 10.0


@pytest.mark.parametrize(
    "odd",
    [{"work_s": 0}, {"audio_s": -1}, {"audio_s": "x"}, {"device": "tpu"}, {"device": "\udcff"},
     {"load_s": -3}, {"work_s": float("nan")}, {"when": float("inf")}],
)  # fmt: skip
def test_a_run_that_cannot_be_is_left_out_and_the_others_stay(
    path: Path, odd: dict[str, object]
) -> None:
    history(path, RUN)
    stored = json.loads(path.read_text(encoding="utf-8"))
    stored["runs"].append({**stored["runs"][0], **odd})
    path.write_text(json.dumps(stored), encoding="utf-8")
    made = SpeedHistory(path, HERE)
    made.load()
    estimate = made.estimate("starter", DeviceChoice.CPU, Precision.INT8, 1.0)
    assert estimate is not None and estimate.runs == 1


def test_two_writers_lose_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Neither gives up where the computer is busy.
    monkeypatch.setattr("desktop_app.app.planning.history.LOCK_S", PATIENCE_S)

    def write(model_id: str) -> None:
        writer = SpeedHistory(path, HERE)
        for n in range(8):
            writer.note(replace(RUN, model_id=model_id, when=float(n + 1)))

    threads = [threading.Thread(target=write, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = json.loads(path.read_text(encoding="utf-8"))["runs"]
    assert sorted(run["model_id"] for run in kept) == ["one"] * 8 + ["two"] * 8


def test_a_file_that_another_keeps_locked_costs_only_the_keeping(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.app.planning.history.LOCK_S", 0.05)
    with FileLock(path.with_suffix(".lock")):
        made = history(path, RUN)
    assert work_s(made) == 10.0
    assert not path.exists()
    made.note(replace(RUN, work_s=20.0, when=2.0))  # takes the first one along, once
    made.note(replace(RUN, work_s=30.0, when=3.0))
    stored = json.loads(path.read_text(encoding="utf-8"))["runs"]
    assert [run["work_s"] for run in stored] == [10.0, 20.0, 30.0]


class Clock:
    now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


READY = ModelReady(DeviceChoice.CPU, Precision.INT8, 3)


def test_the_stopwatch_tells_loading_from_work() -> None:
    clock = Clock()
    watch = Stopwatch(REQUEST, clock)
    watch.take(ModelLoading("Starter"))
    clock.now_s += 5
    watch.take(READY)
    clock.now_s += 3
    run = watch.run(transcript(), HERE)
    assert run is not None
    assert (run.load_s, run.work_s, run.audio_s) == (5.0, 3.0, 30.0)
    assert (run.device, run.asked_device) == (DeviceChoice.CPU, DeviceChoice.AUTO)


def test_a_run_on_two_devices_tells_of_neither() -> None:
    clock = Clock()
    watch = Stopwatch(REQUEST, clock)
    watch.take(ModelReady(DeviceChoice.CUDA, Precision.FP16, 3))
    watch.take(READY)
    clock.now_s += 3
    assert watch.run(transcript(), HERE) is None


def test_only_the_part_that_was_asked_for_counts() -> None:
    clock = Clock()
    watch = Stopwatch(replace(REQUEST, span=(10.0, 15.0)), clock)
    watch.take(READY)
    clock.now_s += 3
    run = watch.run(transcript(), HERE)
    assert run is not None and run.audio_s == 5.0


@pytest.mark.parametrize(("first", "counts"), [(0, True), (4, False)])
def test_what_goes_on_from_an_earlier_run_tells_nothing(first: int, counts: bool) -> None:
    clock = Clock()
    watch = Stopwatch(REQUEST, clock)
    watch.take(READY)
    for number in (first, first + 1):
        clock.now_s += 1
        watch.take(ChunkHeard(HeardChunk(number, 0.0, 10.0), Cutting(20.0)))
    watch.take(ModelTime(2.0))
    assert (watch.run(transcript(), HERE) is not None) is counts


def test_what_the_model_did_not_hear_tells_nothing() -> None:
    clock = Clock()
    watch = Stopwatch(REQUEST, clock)
    watch.take(READY)
    clock.now_s += 1
    watch.take(ModelTime(0.0))
    assert watch.run(transcript(), HERE) is None


def test_an_empty_recording_tells_nothing() -> None:
    clock = Clock()
    watch = Stopwatch(REQUEST, clock)
    watch.take(READY)
    clock.now_s += 3
    assert watch.run(Transcript(Path("a.wav"), 0.0, "starter", None, ()), HERE) is None


@pytest.mark.parametrize(("with_speakers", "begins"), [(False, "More than 60 s"), (True, "About")])
def test_a_plan_counts_the_time_and_the_memory_of_finding_speakers(
    path: Path, begins: str, *, with_speakers: bool
) -> None:
    both = replace(RUN, model_id="starter + diarizer", work_s=20.0)
    known = history(path, RUN, both) if with_speakers else history(path, RUN)
    sizes = {STARTER.id: 400_000_000, DIARIZER.id: 100_000_000}
    computer = ComputerFacts(free_bytes=8 * 10**9, threads=3)
    planning = Planning(known, lambda: computer, lambda spec: sizes[spec.id])
    plain = planning.plan(REQUEST, 600.0)
    found = planning.plan(replace(REQUEST, speakers=SpeakerSearch(DIARIZER)), 600.0)
    assert plain.estimate is not None and found.estimate is not None
    assert plain.estimate.work_s == pytest.approx(60.0)
    assert found.estimate.work_s == pytest.approx(120.0 if with_speakers else 60.0)
    assert time_line(found).startswith(begins) and time_line(plain).startswith("About 60 s")
    assert plain.needed_bytes is not None and found.needed_bytes is not None
    assert found.needed_bytes - plain.needed_bytes >= sizes[DIARIZER.id]
    assert (found.device, found.precision) == (plain.device, plain.precision)
    # Who speaks on which channel is told without a model.
    by_channel = planning.plan(replace(REQUEST, speakers=SpeakerSearch()), 600.0)
    assert by_channel == plain
