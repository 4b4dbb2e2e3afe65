"""The outline of the selected recording: kept, found again, and read where it is not there."""

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.player.waveform import (
    MarkKind,
    WaveformService,
    marks_of,
    spoken_spans,
    voices_of,
)
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import MediaMissing
from desktop_app.core.transcript import Incomplete, Segment, SpeechGap, Transcript, Word
from desktop_app.library.library import Library
from desktop_app.media import peaks
from desktop_app.media.peaks import Outline, outline_of, packed, recording_id
from desktop_app.media.probe import probe
from desktop_app.media.speech import hear_speech
from desktop_app.system.file_samples import sample_hash
from tests.app.conftest import Stage
from tests.app.test_library_keeping import add, opened, records
from tests.conftest import PATIENCE_S
from tests.media_files import Track, speech, spread, write, write_kind, write_pcm


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@dataclass
class Told:
    """What the service has told."""

    service: WaveformService
    outlines: list[Outline | None] = field(default_factory=list)
    errors: list[Any] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    tracks: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.service.ready.connect(self.outlines.append)
        self.service.failed.connect(self.errors.append)
        self.service.progress.connect(self.shares.append)
        tracks = self.tracks  # a slot that holds this would be a ring
        self.service.found.connect(lambda _path, track: tracks.append(track))

    def differs(self) -> bool:
        """Whether what is shown is another recording than was transcribed."""
        assert self.service.sound is not None
        return self.service.sound.differs

    def outline(self, qtbot: QtBot) -> Outline:
        qtbot.waitUntil(lambda: self.service.outline is not None or bool(self.errors))
        assert self.service.outline is not None, self.errors
        return self.service.outline


@pytest.fixture
def told(stage: Stage) -> Told:
    stage.files.looks = probe
    return Told(stage.services.waveform)


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The recordings that were read for their outline."""
    read: list[Path] = []

    def watched(path: Path, track: int, cancel: CancelToken, report: Any) -> Outline:
        read.append(path)
        return outline_of(path, track, cancel, report)

    monkeypatch.setattr(peaks, "outline_of", watched)
    return read


def wav(path: Path, seconds: float = 3.0) -> Path:
    write_pcm(path, np.resize(speech(seconds=4.0), round(seconds * 16_000))[None], 16_000, "PCM_16")
    return path


def done(qtbot: QtBot, stage: Stage, path: Path) -> JobRecord:
    """A finished transcript of a recording, selected."""
    with qtbot.waitSignal(stage.services.controller.job_ended):
        add(qtbot, stage.services, str(path))
    (record,) = (r for r in records(stage.services) if r.job.request.media_path == path)
    stage.services.controller.select(record.id)
    return record


@pytest.mark.parametrize("name", ["talk.wav", "a.mp3", "film.mp4"])
def test_a_recording_is_read_once_and_then_found(
    qtbot: QtBot, stage: Stage, told: Told, readings: list[Path], tmp_path: Path, name: str
) -> None:
    path = wav(tmp_path / name) if name == "talk.wav" else write_kind(tmp_path, name)
    library = opened(qtbot, stage.services)
    record = done(qtbot, stage, path)
    shown = told.outline(qtbot)
    assert np.array_equal(shown.levels[0], outline_of(path, 0, CancelToken()).levels[0])
    assert told.tracks == [0] and readings == [path]
    qtbot.waitUntil(lambda: library.peaks(record.key, sample_hash(path), 0) is not None)
    stage.services.controller.select(0)
    assert stage.services.waveform.outline is None
    told.service._kept.clear()  # as after a restart
    stage.services.controller.select(record.id)
    again = told.outline(qtbot)
    assert again is not shown and np.array_equal(again.levels[0], shown.levels[0])
    assert readings == [path]


def test_what_was_heard_is_kept_with_its_speech_and_nothing_is_read_for_it(
    qtbot: QtBot, stage: Stage, told: Told, readings: list[Path], tmp_path: Path
) -> None:
    path = wav(tmp_path / "talk.wav")
    library = opened(qtbot, stage.services)
    record = done(qtbot, stage, path)
    told.outline(qtbot)
    readings.clear()
    maker = peaks.OutlineMaker()
    maker.add(speech(seconds=4.0))
    heard = packed(maker.outline([(0.5, 2.0)]))
    library.keep_peaks(record.key, recording_id(sample_hash(path), 0), heard).result()
    told.service._kept.clear()
    stage.services.controller.select(0)
    stage.services.controller.select(record.id)
    assert told.outline(qtbot).speech == ((0.5, 2.0),)
    assert readings == []


def test_a_recording_that_has_changed_is_read_again(
    qtbot: QtBot, stage: Stage, told: Told, readings: list[Path], tmp_path: Path
) -> None:
    path = wav(tmp_path / "talk.wav")
    library = opened(qtbot, stage.services)
    record = done(qtbot, stage, path)
    qtbot.waitUntil(lambda: library.peaks(record.key, sample_hash(path), 0) is not None)
    wav(path, 2.0)
    told.service._kept.clear()
    stage.services.controller.select(0)
    stage.services.controller.select(record.id)
    assert told.outline(qtbot).duration_s == 2.0
    assert len(readings) == 2


def test_a_recording_that_changes_while_it_is_shown_is_read_again_and_told_as_another(
    qtbot: QtBot, stage: Stage, told: Told, tmp_path: Path
) -> None:
    path = wav(tmp_path / "talk.wav")
    library = opened(qtbot, stage.services)
    record = done(qtbot, stage, path)
    assert told.outline(qtbot).duration_s == 3.0
    qtbot.waitUntil(lambda: library.peaks(record.key, sample_hash(path), 0) is not None)
    own = library.peaks(record.key, "", None)
    assert not told.differs()
    told.service.look_again()
    wav(path, 2.0)
    told.service.look_again()
    qtbot.waitUntil(lambda: told.service.outline is None)
    assert told.outline(qtbot).duration_s == 2.0
    assert told.differs()
    assert library.peaks(record.key, "", None) == own  # which says what was transcribed
    wav(path, 1.0)
    stage.services.controller.select(0)
    stage.services.controller.select(record.id)
    qtbot.waitUntil(
        lambda: told.service.outline is not None and told.service.outline.duration_s == 1.0
    )
    wav(path)  # the first one is back
    told.service.look_again()
    qtbot.waitUntil(lambda: told.service.sound is not None and not told.differs())


def test_a_recording_that_is_gone_still_has_its_outline(
    qtbot: QtBot, stage: Stage, told: Told, tmp_path: Path
) -> None:
    path = wav(tmp_path / "talk.wav")
    library = opened(qtbot, stage.services)
    record = done(qtbot, stage, path)
    qtbot.waitUntil(lambda: library.peaks(record.key, sample_hash(path), 0) is not None)
    path.unlink()
    told.service._kept.clear()
    stage.services.controller.select(0)
    stage.services.controller.select(record.id)
    assert told.outline(qtbot).duration_s == 3.0


def test_one_that_is_gone_and_was_never_read_is_told(
    qtbot: QtBot, stage: Stage, told: Told, tmp_path: Path
) -> None:
    path = wav(tmp_path / "talk.wav")
    stage.engine.gate.clear()
    add(qtbot, stage.services, str(path))
    stage.services.controller.select(records(stage.services)[0].id)
    qtbot.waitUntil(lambda: stage.services.controller.active_job != 0)
    path.unlink()
    stage.engine.gate.set()
    qtbot.waitUntil(lambda: bool(told.errors))
    assert isinstance(told.errors[0], MediaMissing)
    wav(path)
    stage.services.waveform.try_again()
    told.errors.clear()
    assert told.outline(qtbot).duration_s == 3.0


def test_while_it_is_transcribed_it_is_not_read_a_second_time(
    qtbot: QtBot, stage: Stage, told: Told, readings: list[Path], tmp_path: Path
) -> None:
    path = wav(tmp_path / "talk.wav")
    stage.engine.gate.clear()
    add(qtbot, stage.services, str(path))
    stage.services.controller.select(records(stage.services)[0].id)
    qtbot.waitUntil(lambda: bool(stage.services.controller.selected.segments))  # type: ignore[union-attr]
    assert not told.service._rested.isActive() and readings == []
    stage.engine.gate.set()
    told.outline(qtbot)


def test_reading_for_one_that_is_not_selected_any_more_ends(
    qtbot: QtBot, stage: Stage, told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = wav(tmp_path / "first.wav"), wav(tmp_path / "second.wav")
    tokens: list[CancelToken] = []

    def slow(path: Path, track: int, cancel: CancelToken, report: Any) -> Outline:
        tokens.append(cancel)
        if path == first:
            while True:
                cancel.wait(0.01)
        return outline_of(path, track, cancel, report)

    monkeypatch.setattr(peaks, "outline_of", slow)
    done(qtbot, stage, first)
    qtbot.waitUntil(lambda: len(tokens) == 1)
    done(qtbot, stage, second)
    assert told.outline(qtbot).duration_s == 3.0
    assert tokens[0].is_cancelled and told.errors == []


def test_progress_is_told_while_it_is_read(
    qtbot: QtBot, stage: Stage, told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end = threading.Event()

    def slow(path: Path, track: int, cancel: CancelToken, report: Any) -> Outline:
        report(4.2)
        assert may_end.wait(PATIENCE_S)
        return outline_of(path, track, cancel, report)

    monkeypatch.setattr(peaks, "outline_of", slow)
    done(qtbot, stage, wav(tmp_path / "talk.wav", 10.0))
    qtbot.waitUntil(lambda: bool(told.shares))
    may_end.set()
    told.outline(qtbot)
    assert told.shares[0] == pytest.approx(0.42)
    assert not told.service._look.isActive()


def test_of_several_tracks_the_one_that_was_heard_is_shown(
    qtbot: QtBot, stage: Stage, told: Told, tmp_path: Path
) -> None:
    hear_speech(np.zeros(512, np.float32))  # torch is imported in this thread
    path = tmp_path / "film.mkv"
    silence = np.zeros((1, 48_000 * 4), np.float32)
    tracks = [Track(silence, 48_000, "aac"), Track(spread(speech(48_000), 1), 48_000, "aac")]
    write(path, tracks)
    done(qtbot, stage, path)
    assert told.outline(qtbot).loudest > 0.05
    assert told.tracks == [1]


def test_a_damaged_outline_is_made_again(
    qtbot: QtBot, stage: Stage, told: Told, readings: list[Path], tmp_path: Path
) -> None:
    path = wav(tmp_path / "talk.wav")
    library: Library = opened(qtbot, stage.services)
    record = done(qtbot, stage, path)
    told.outline(qtbot)
    name = recording_id(sample_hash(path), 0)
    library.keep_peaks(record.key, name, b"no outline").result()
    told.service._kept.clear()
    stage.services.controller.select(0)
    stage.services.controller.select(record.id)
    assert told.outline(qtbot).duration_s == 3.0
    assert len(readings) == 2


def test_marks_are_those_of_the_page() -> None:
    words = (
        Word("Yes,", 1.0, 1.4, 0.9),
        Word("map", 1.5, None, 0.49),
        Word("no.", None, None, 0.1),
    )
    transcript = Transcript(
        Path("a.wav"),
        90.0,
        "m",
        None,
        (Segment("Yes, map no.", 1.0, 2.0, words), Segment("Ja.", 5.0, 6.0, (), None, "de")),
        (SpeechGap(10.0, 20.0),),
        Incomplete(100.0, 80.0, 90.0, ((30.0, 31.0),), breaks_off=True),
    )
    assert [(mark.kind, mark.start_s, mark.end_s) for mark in marks_of(transcript)] == [
        (MarkKind.GAP, 10.0, 20.0),
        (MarkKind.LOST, 30.0, 31.0),
        (MarkKind.LOST, 90.0, 90.0),
        (MarkKind.LANGUAGE, 5.0, 6.0),
        (MarkKind.UNSURE, 1.5, 1.5),
    ]
    assert spoken_spans(transcript) == ((1.0, 2.0), (5.0, 6.0), (10.0, 20.0))


def test_voices_come_in_the_order_of_their_first_words() -> None:
    named = (("Eva", 0.0), (None, 1.0), ("Adam", 2.0), ("Eva", 3.0), ("Noah", None))
    segments = tuple(
        Segment("Yes.", at, None if at is None else at + 1, (), name) for name, at in named
    )
    voices = voices_of(Transcript(Path("a.wav"), 9.0, "m", None, segments))
    assert voices == (((0.0, 1.0), (3.0, 4.0)), ((2.0, 3.0),), ())
