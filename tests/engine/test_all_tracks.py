"""The starter model hears all tracks of a file together, and each word is its track's speaker's."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jiwer
import numpy as np
import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.media import ALL_TRACKS
from desktop_app.core.request import (
    ChannelsNoticed,
    ChunkHeard,
    Notice,
    ResumePoint,
    SoundOutlined,
    SpeakerSearch,
    TrackChosen,
    TranscriptionEvent,
)
from desktop_app.core.transcript import Segment
from desktop_app.media.peaks import track_of
from desktop_app.media.probe import probe
from tests.engine.asking import SAMPLE, SessionFor, ignore, request, text_of
from tests.media_files import Samples, Track, speech, spread, write
from tests.random_models import RandomModel

pytestmark = pytest.mark.real_model

RATE_HZ = 16_000
SAID = " ".join(SAMPLE.with_suffix(".txt").read_text(encoding="utf-8").split())


TRUTH = json.loads(SAMPLE.with_suffix(".json").read_text(encoding="utf-8"))
STARTS = [float(sentence["start"]) for sentence in TRUTH]


def turn_of(time_s: float) -> int:
    """Who says it, 0 or 1: the sentences are said in turn."""
    return max(0, int(np.searchsorted(STARTS, time_s + 0.1)) - 1) % 2


def people(rate_hz: int = RATE_HZ) -> list[Samples]:
    sound = speech(rate_hz, 30.0)
    who = np.array([turn_of(at / 100) for at in range(len(sound) * 100 // rate_hz + 1)])
    own = who[np.arange(len(sound)) * 100 // rate_hz]
    return [np.asarray(sound * (own == number), np.float32) for number in (0, 1)]


def two(path: Path) -> None:
    """The first in stereo, the second in mono and from its first sentence on."""
    (first, _), (_, second) = people(48_000), people(44_100)
    begins = int(np.flatnonzero(second)[0])
    late = Track(second[None, begins:], 44_100, "aac", start_s=begins / 44_100)
    write(path, [Track(spread(first, 2), 48_000, "aac"), late], video="mpeg4", in_step=True)


def studio(path: Path) -> None:
    """A mix of both, then each, then nothing, then one of them once more."""
    first, second = people()
    sounds = [first + second, first, second, 0 * first, second]
    write(path, [Track(one[None], RATE_HZ, "pcm_s16le") for one in sounds], in_step=True)


def names_by_turn(segments: tuple[Segment, ...]) -> dict[int, set[str | None]]:
    found: dict[int, set[str | None]] = {0: set(), 1: set()}
    for segment in segments:
        for word in segment.words:
            assert word.start_s is not None and word.end_s is not None
            found[turn_of((word.start_s + word.end_s) / 2)].add(segment.speaker)
    return found


def words(segments: tuple[Segment, ...]) -> list[str]:
    return [word.text for segment in segments for word in segment.words]


@pytest.mark.parametrize(("made", "name"), [(two, "two.mp4"), (two, "two.mkv"), (studio, "s.mkv")])
def test_every_word_is_there_and_its_tracks_speakers(
    made: Callable[[Path], None],
    name: str,
    starter: RandomModel,
    session_for: SessionFor,
    tmp_path: Path,
) -> None:
    path = tmp_path / name
    made(path)
    session = session_for(starter)
    told: list[TranscriptionEvent] = []
    session.transcribe(request(starter, path), CancelToken(), told.append)
    (chosen,) = (event.choice for event in told if isinstance(event, TrackChosen))
    assert (chosen.number, chosen.people) == (0, 2)
    together = request(starter, path, audio_track=ALL_TRACKS, info=probe(path))
    told.clear()
    plain = session.transcribe(together, CancelToken(), told.append)
    assert ChannelsNoticed(2, are_tracks=True) in told
    assert not [event for event in told if isinstance(event, TrackChosen)]
    (outlined,) = (event for event in told if isinstance(event, SoundOutlined))
    assert track_of(outlined.recording) == ALL_TRACKS
    assert jiwer.wer(SAID, " ".join(text_of(plain.segments).split())) < 0.1
    by_track = replace(together, speakers=SpeakerSearch())
    told.clear()
    named = session.transcribe(by_track, CancelToken(), told.append)
    assert not [event for event in told if isinstance(event, Notice | ChannelsNoticed)]
    assert words(named.segments) == words(plain.segments)
    assert names_by_turn(named.segments) == {0: {"Speaker 1"}, 1: {"Speaker 2"}}
    later = replace(by_track, told=plain.segments)
    found = session.transcribe(later, CancelToken(), ignore).segments
    assert [(one.text, one.speaker) for one in found] == [
        (one.text, one.speaker) for one in named.segments
    ]


def test_a_part_heard_again_is_of_all_tracks(
    starter: RandomModel, session_for: SessionFor, tmp_path: Path
) -> None:
    path = tmp_path / "two.mkv"
    two(path)
    asked = request(starter, path, audio_track=ALL_TRACKS, span=(0.0, STARTS[2] - 0.1))
    told: list[TranscriptionEvent] = []
    part = session_for(starter).transcribe(asked, CancelToken(), told.append)
    assert {turn_of(one.start_s or 0.0) for one in part.segments} == {0, 1}


def test_an_interrupted_one_goes_on_with_all_tracks(
    starter: RandomModel, session_for: SessionFor, tmp_path: Path
) -> None:
    path = tmp_path / "two.mkv"
    two(path)
    session = session_for(starter)
    spec = replace(starter.spec, max_chunk_s=8.0)
    asked = replace(request(starter, path, audio_track=ALL_TRACKS), model=spec)
    heard: list[ChunkHeard] = []

    def keep(event: TranscriptionEvent) -> None:
        if isinstance(event, ChunkHeard):
            heard.append(event)

    whole = session.transcribe(asked, CancelToken(), keep)
    assert len(heard) > 1
    assert {event.cutting.track for event in heard} == {ALL_TRACKS}
    point = ResumePoint(heard[0].cutting, (heard[0].chunk,))
    told: list[TranscriptionEvent] = []
    again = session.transcribe(replace(asked, resume=point), CancelToken(), told.append)
    assert words(again.segments) == words(whole.segments)
    assert not [event for event in told if isinstance(event, Notice)]
    assert sum(isinstance(event, ChunkHeard) for event in told) == len(heard) - 1


def test_tracks_that_hold_the_same_say_so(
    starter: RandomModel, session_for: SessionFor, tmp_path: Path
) -> None:
    path, sound = tmp_path / "same.mkv", speech(seconds=30.0)[None]
    write(path, [Track(sound, RATE_HZ, "pcm_s16le")] * 2, in_step=True)
    told: list[TranscriptionEvent] = []
    asked = request(starter, path, audio_track=ALL_TRACKS, speakers=SpeakerSearch())
    made = session_for(starter).transcribe(asked, CancelToken(), told.append)
    assert jiwer.wer(SAID, " ".join(text_of(made.segments).split())) < 0.1
    assert not made.speakers
    (note,) = (event.text for event in told if isinstance(event, Notice))
    assert "no tracks of their own" in note
