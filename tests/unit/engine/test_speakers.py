"""The way of a request with speakers: heard beside the recogniser, or of sentences that are there.

Real files through the real pipeline; the models are stand-ins that know words and speakers from the
samples (tests/numbered_words.py, tests/numbered_speakers.py).
"""

import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled, EngineError, MediaError, OutOfMemory
from desktop_app.core.request import (
    ChunkHeard,
    DeviceChoice,
    ModelReady,
    Notice,
    Progress,
    ResumePoint,
    SegmentsReady,
    SpeakerSearch,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.core.transcript import Segment, Transcript
from desktop_app.engine import pipeline
from desktop_app.engine.compute.runtime import default_thread_count
from desktop_app.engine.speakers import finding, listening
from desktop_app.media.chunks import AudioChunk
from desktop_app.media.probe import probe
from tests.numbered_speakers import DIARIZER, Speakers
from tests.numbered_words import SPEC, WORDS_A_SENTENCE, Engine, said, stand_in, write

CPU, CUDA = DeviceChoice.CPU, DeviceChoice.CUDA
SENTENCES = 30  # two minutes
ANYBODY = SpeakerSearch(DIARIZER)


@pytest.fixture(autouse=True)
def _stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch)


@pytest.fixture
def speakers() -> Speakers:
    """Three words of each sentence are one's, three the other's."""
    return Speakers(lambda number: (number - 1) // 3 % 2)


@pytest.fixture
def engine(speakers: Speakers) -> Engine:
    return Engine(speakers.load)


@pytest.fixture
def talk(tmp_path: Path) -> TranscriptionRequest:
    return TranscriptionRequest(
        write(tmp_path / "talk é.wav", 1, SENTENCES), SPEC, device=CPU, speakers=ANYBODY
    )


def transcribed(
    engine: Engine,
    request: TranscriptionRequest,
    upcoming: Sequence[TranscriptionRequest] = (),
) -> tuple[Transcript, list[TranscriptionEvent]]:
    events: list[TranscriptionEvent] = []
    made = engine.session.transcribe(request, CancelToken(), events.append, upcoming)
    return made, events


def notes(events: Sequence[TranscriptionEvent]) -> list[str]:
    return [event.text for event in events if isinstance(event, Notice)]


def text_of(segments: Sequence[Segment]) -> str:
    return " ".join(segment.text for segment in segments)


def by_speaker(segments: Sequence[Segment]) -> dict[str | None, list[int]]:
    """The words that each speaker says."""
    found: dict[str | None, list[int]] = {}
    for segment in segments:
        found.setdefault(segment.speaker, []).extend(int(one.text) for one in segment.words)
    return found


def of(number: int, first: int = 1) -> str:
    return f"Speaker {(number - first) // 3 % 2 + 1}"


def is_right(segments: Sequence[Segment], first: int = 1, sentences: int = SENTENCES) -> bool:
    """Whether every word is there, and its speaker's."""
    found = by_speaker(segments)
    every = range(first, first + sentences * WORDS_A_SENTENCE)
    return text_of(segments) == said(first, sentences) and all(
        number in found[of(number, first)] for number in every
    )


def test_words_get_their_speakers_while_the_text_is_made(
    engine: Engine, speakers: Speakers, talk: TranscriptionRequest
) -> None:
    plain, _ = transcribed(engine, replace(talk, speakers=None))
    assert not speakers.loads
    made, events = transcribed(engine, talk)
    assert is_right(made.segments)
    assert speakers.loads == [CPU]
    assert notes(events) == []
    # Only cuts are added: the words and their times are those of a text without speakers.
    assert [w for s in made.segments for w in s.words] == [
        w for s in plain.segments for w in s.words
    ]
    assert replace(made, segments=()) == replace(plain, segments=())
    told = [s for event in events if isinstance(event, SegmentsReady) for s in event.segments]
    assert tuple(told) == plain.segments
    assert {len(s.words) for s in made.segments} == {3}


def test_the_model_stays_for_the_recordings_that_follow_which_are_heard_in_order(
    engine: Engine, speakers: Speakers, tmp_path: Path
) -> None:
    asked = [
        TranscriptionRequest(
            write(tmp_path / f"{number}.wav", 1 + 60 * number, 10),
            SPEC,
            device=CPU,
            speakers=ANYBODY,
        )
        for number in range(5)
    ]
    for number, request in enumerate(asked):
        made, _ = transcribed(engine, request, asked[number + 1 :])
        assert is_right(made.segments, 1 + 60 * number, 10)
    assert (speakers.loads, speakers.streams) == ([CPU], 5)
    # All of each, once.
    assert speakers.heard == 5 * 10 * 4 * 16_000


@pytest.mark.parametrize("cores", [1, 2, 4, 8, 16])
def test_both_together_have_no_more_threads_than_there_are_cores(
    engine: Engine,
    speakers: Speakers,
    talk: TranscriptionRequest,
    monkeypatch: pytest.MonkeyPatch,
    cores: int,
) -> None:
    import psutil

    monkeypatch.setattr(psutil, "cpu_count", lambda **_: cores)
    monkeypatch.setattr(psutil.Process, "cpu_affinity", lambda _process: list(range(cores)))
    recogniser: set[int] = set()
    diarizer: set[int] = set()
    engine.fail = lambda *_: recogniser.add(default_thread_count())
    speakers.before = lambda _device: diarizer.add(default_thread_count())
    alone = default_thread_count()
    transcribed(engine, talk)
    assert len(recogniser) == len(diarizer) == 1
    assert recogniser.pop() + diarizer.pop() == max(2, cores)
    assert default_thread_count() == alone


def test_what_is_upcoming_waits_for_a_slow_diarizer_without_blocking_the_text_before(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "BLOCKS_AHEAD", 2)
    first, second = (
        TranscriptionRequest(write(tmp_path / f"{n}.wav", 1, n), SPEC, device=CPU, speakers=ANYBODY)
        for n in (2, 90)
    )
    made, _ = transcribed(engine, first, [second])
    assert is_right(made.segments, sentences=2)
    made, _ = transcribed(engine, second)
    assert is_right(made.segments, sentences=90)


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (OutOfMemory("Memory is gone."), "Memory is gone."),
        (RuntimeError("can't allocate memory"), "Memory ran out"),
        (EngineError("It broke."), "It broke."),
        (ValueError("who knows"), "who knows"),
    ],
)
def test_a_diarizer_that_fails_costs_the_speakers_not_the_text(
    engine: Engine, speakers: Speakers, talk: TranscriptionRequest, error: Exception, word: str
) -> None:
    def fail(_device: DeviceChoice) -> None:
        if speakers.heard > 60 * 16_000:
            raise error

    speakers.before = fail
    made, events = transcribed(engine, talk)
    assert text_of(made.segments) == said(1, SENTENCES)
    assert made.speakers == ()
    (note,) = notes(events)
    assert word in note
    assert "found later" in note
    # The next one is heard again.
    speakers.before = lambda _device: None
    assert is_right(transcribed(engine, talk)[0].segments)


def test_after_a_failure_what_follows_waits_until_the_diarizer_is_seen_to_work(
    engine: Engine,
    speakers: Speakers,
    talk: TranscriptionRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Nothing of the next recording comes before this one is done: there is nothing to wait for.
    monkeypatch.setattr(pipeline, "PATIENCE_S", 0.1)
    failed: list[int] = []

    def fail(_device: DeviceChoice) -> None:
        if not failed and speakers.heard > 30 * 16_000:
            failed.append(speakers.checks)
            raise EngineError("It broke.")
        # Not before the session has asked whether it still works.
        assert not failed or speakers.checks > failed[0]

    speakers.before = fail
    after = replace(talk, media_path=write(tmp_path / "after.wav", 1, 60))
    made, events = transcribed(engine, talk, [after])
    assert text_of(made.segments) == said(1, SENTENCES)
    assert "It broke." in notes(events)[0]
    made, events = transcribed(engine, after)
    assert is_right(made.segments, sentences=60)
    assert (notes(events), speakers.streams) == ([], 2)


@pytest.mark.parametrize("error", [OutOfMemory("It does not fit."), ImportError("does not fit")])
def test_a_diarizer_that_cannot_be_loaded_costs_the_speakers_not_the_text(
    talk: TranscriptionRequest, error: Exception
) -> None:
    def load(*_: object) -> None:
        raise error

    engine = Engine(load)  # type: ignore[arg-type] # it loads nothing
    made, events = transcribed(engine, talk, [talk, replace(talk, language="xx")])
    assert text_of(made.segments) == said(1, SENTENCES)
    assert "does not fit" in notes(events)[0]


def test_a_fault_of_ours_costs_the_speakers_not_the_text(
    engine: Engine, talk: TranscriptionRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing: dict[str, Any] = {}
    monkeypatch.setattr(finding, "with_speakers", lambda *_: nothing["fault"])
    made, events = transcribed(engine, talk)
    assert text_of(made.segments) == said(1, SENTENCES)
    assert "KeyError" in notes(events)[0]


@pytest.mark.parametrize("heard_s", [0, 60])
def test_where_the_gpu_fails_the_recording_is_heard_on_the_cpu(
    engine: Engine, speakers: Speakers, talk: TranscriptionRequest, heard_s: int
) -> None:
    def fail(device: DeviceChoice) -> None:
        if device is CUDA and speakers.heard >= heard_s * 16_000:
            raise OutOfMemory("The GPU is full.")

    speakers.before = fail
    made, events = transcribed(engine, replace(talk, device=CUDA))
    assert is_right(made.segments)
    assert notes(events) == ["The GPU is full. Aviary continues on the CPU, which takes longer."]
    assert speakers.loads == [CUDA, CPU]
    # What follows begins there.
    assert is_right(transcribed(engine, replace(talk, device=CUDA))[0].segments)
    assert speakers.loads == [CUDA, CPU]


def test_a_recogniser_without_room_gets_that_of_the_diarizer(
    engine: Engine, speakers: Speakers, talk: TranscriptionRequest
) -> None:
    def fail(_device: DeviceChoice, _chunks: Sequence[AudioChunk]) -> None:
        if not speakers.made[-1].is_closed:
            raise OutOfMemory("There is no room.")

    engine.fail = fail
    made, _ = transcribed(engine, talk)
    assert is_right(made.segments)
    assert len(speakers.made) == 2  # it was heard after the text


def test_a_stop_ends_both(engine: Engine, speakers: Speakers, talk: TranscriptionRequest) -> None:
    cancel, before = CancelToken(), set(threading.enumerate())
    speakers.before = lambda _device: cancel.cancel()
    with pytest.raises(Cancelled):
        engine.session.transcribe(talk, cancel, lambda _event: None)
    engine.session.close()
    assert speakers.made[0].is_closed
    begun = set(threading.enumerate()) - before
    assert not [one for one in begun if one.name == "speakers"]


def test_a_stop_is_obeyed_while_the_diarizer_is_still_at_it(
    engine: Engine, speakers: Speakers, talk: TranscriptionRequest
) -> None:
    cancel, held = CancelToken(), threading.Event()
    speakers.before = lambda _device: None if cancel.is_cancelled else _hold(held)

    def on_event(event: TranscriptionEvent) -> None:
        if isinstance(event, Progress) and event.done_s == event.total_s:
            cancel.cancel()
            held.set()

    short = replace(talk, media_path=write(talk.media_path.with_name("short.wav"), 1, 5))
    with pytest.raises(Cancelled):
        engine.session.transcribe(short, cancel, on_event)


def _hold(held: threading.Event) -> None:
    assert held.wait(30)


def test_a_model_is_never_closed_while_it_computes(
    engine: Engine, speakers: Speakers, talk: TranscriptionRequest
) -> None:
    """The stand-in fails where it is closed within a step."""
    begun = threading.Event()

    def slowly(_device: DeviceChoice) -> None:
        begun.set()
        threading.Event().wait(0.01)

    speakers.before = slowly
    cancel = CancelToken()

    def on_event(event: TranscriptionEvent) -> None:
        if isinstance(event, ChunkHeard):
            assert begun.wait(30)
            cancel.cancel()

    with pytest.raises(Cancelled):
        engine.session.transcribe(talk, cancel, on_event)
    engine.session.close()
    assert speakers.made[0].is_closed


def test_a_transcription_that_goes_on_has_all_its_speakers(
    engine: Engine, talk: TranscriptionRequest
) -> None:
    whole, events = transcribed(engine, talk)
    heard = [event for event in events if isinstance(event, ChunkHeard)]
    point = ResumePoint(heard[0].cutting, tuple(event.chunk for event in heard[:2]))
    made, _ = transcribed(engine, replace(talk, resume=point))
    assert made == whole


def test_a_part_of_a_recording_has_no_speakers(
    engine: Engine, speakers: Speakers, talk: TranscriptionRequest
) -> None:
    made, _ = transcribed(engine, replace(talk, span=(20.0, 40.0)))
    assert made.segments
    assert made.speakers == ()
    assert not speakers.loads


def test_a_file_that_cannot_be_read_fails_as_without_speakers(
    engine: Engine, tmp_path: Path, talk: TranscriptionRequest
) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF" + bytes(5000))
    with pytest.raises(MediaError):
        transcribed(engine, replace(talk, media_path=broken), [talk])
    assert is_right(transcribed(engine, talk)[0].segments)


def test_sentences_that_are_there_get_their_speakers_without_a_recogniser(
    engine: Engine, talk: TranscriptionRequest
) -> None:
    plain, _ = transcribed(engine, replace(talk, speakers=None))
    engine.session.close()
    loads = len(engine.loads)
    made, events = transcribed(engine, replace(talk, told=plain.segments))
    assert is_right(made.segments)
    assert len(engine.loads) == loads
    assert any(isinstance(event, ModelReady) for event in events)
    progress = [event for event in events if isinstance(event, Progress)]
    assert progress[-1].done_s == progress[-1].total_s == SENTENCES * 4.0
    # Once more, with another number: the sentences are cut already.
    again, _ = transcribed(
        engine,
        replace(talk, told=made.segments, speakers=SpeakerSearch(DIARIZER, 1, is_exact=True)),
    )
    assert again.speakers == ("Speaker 1",)
    assert text_of(again.segments) == said(1, SENTENCES)


def test_a_file_that_is_another_one_since_is_told_of(
    engine: Engine, talk: TranscriptionRequest
) -> None:
    plain, _ = transcribed(engine, replace(talk, speakers=None))
    later = replace(talk, told=plain.segments, info=probe(talk.media_path))
    os.utime(talk.media_path, ns=(1, 1))  # copied, say: the same sound
    assert not notes(transcribed(engine, later)[1])
    write(talk.media_path, 100, SENTENCES)
    made, events = transcribed(engine, later)
    assert text_of(made.segments) == text_of(plain.segments)
    assert notes(events) == [finding.OTHER_FILE_NOTE.format(name=talk.media_path.name)]


def test_speakers_of_sentences_are_found_on_the_cpu_where_the_gpu_fails(
    engine: Engine, speakers: Speakers, talk: TranscriptionRequest
) -> None:
    plain, _ = transcribed(engine, replace(talk, speakers=None))

    def fail(device: DeviceChoice) -> None:
        if device is CUDA:
            raise OutOfMemory("The GPU is full.")

    speakers.before = fail
    made, _ = transcribed(engine, replace(talk, told=plain.segments, device=CUDA))
    assert is_right(made.segments)
    speakers.before = _always(OutOfMemory("No room."))
    with pytest.raises(OutOfMemory):
        transcribed(engine, replace(talk, told=plain.segments))


def _always(error: Exception) -> Callable[[DeviceChoice], None]:
    def fail(_device: DeviceChoice) -> None:
        raise error

    return fail


def test_finding_speakers_of_a_text_does_not_disturb_what_is_read_ahead(
    engine: Engine, talk: TranscriptionRequest, tmp_path: Path
) -> None:
    plain, _ = transcribed(engine, replace(talk, speakers=None))
    told = replace(talk, told=plain.segments)
    after = replace(talk, media_path=write(tmp_path / "after.wav", 1, 20))
    assert is_right(transcribed(engine, talk, [told, after])[0].segments)
    assert is_right(transcribed(engine, told, [after])[0].segments)
    assert is_right(transcribed(engine, after)[0].segments, sentences=20)
    # Even where it has begun.
    assert is_right(transcribed(engine, talk, [after])[0].segments)
    assert is_right(transcribed(engine, told)[0].segments)
    assert is_right(transcribed(engine, after)[0].segments, sentences=20)


def test_nobody_and_everybody(
    engine: Engine, speakers: Speakers, talk: TranscriptionRequest
) -> None:
    speakers.speaker_of = lambda number: number // 7 % 4
    made, events = transcribed(engine, talk)
    assert len(made.speakers) == 4
    assert "All 4 speakers" in notes(events)[0]
    plain, _ = transcribed(engine, replace(talk, speakers=None))
    silence = replace(talk, media_path=write(talk.media_path.with_name("silence.wav"), 0, 0))
    import soundfile

    soundfile.write(silence.media_path, np.zeros(32_000, np.float32), 16_000)
    made, events = transcribed(engine, silence)
    assert (made.segments, notes(events)) == ((), [])
    made, events = transcribed(engine, replace(silence, told=plain.segments))
    assert made.segments == plain.segments
    assert "No speakers were found" in notes(events)[0]


def test_who_was_named_before_is_not_found_in_a_single_channel(
    engine: Engine, talk: TranscriptionRequest
) -> None:
    plain, _ = transcribed(engine, replace(talk, speakers=None))
    named = tuple(replace(one, speaker="Speaker 1") for one in plain.segments)
    made, events = transcribed(engine, replace(talk, told=named, speakers=SpeakerSearch()))
    assert notes(events) == [finding.MONO_NOTE.format(name=talk.media_path.name)]
    assert made.segments == plain.segments
