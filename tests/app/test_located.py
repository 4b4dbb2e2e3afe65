"""A text gets its recording again that was moved, by the user's word."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs.queue import JobRecord
from desktop_app.core.errors import MediaMissing
from desktop_app.core.request import SpeakerSearch
from desktop_app.library.library import Library
from desktop_app.media.peaks import OutlineMaker, packed, recording_id
from desktop_app.media.probe import probe
from desktop_app.system.file_samples import sample_hash
from tests.app.conftest import Stage
from tests.app.test_library_keeping import add, opened, records
from tests.fakes import DIARIZER
from tests.media_files import speech, write_pcm


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def library(qtbot: QtBot, stage: Stage) -> Library:
    stage.files.looks = probe
    return opened(qtbot, stage.services)


def wav(path: Path, seconds: float = 2.0) -> Path:
    path.parent.mkdir(exist_ok=True)
    write_pcm(path, speech(seconds=seconds)[None], 16_000, "PCM_16")
    return path


@pytest.fixture
def record(qtbot: QtBot, stage: Stage, library: Library, tmp_path: Path) -> JobRecord:
    """A finished transcript whose recording lies somewhere else now."""
    path = wav(tmp_path / "talk.wav")
    with qtbot.waitSignal(stage.services.controller.job_ended):
        add(qtbot, stage.services, str(path))
    (found,) = records(stage.services)
    maker = OutlineMaker()
    maker.add(speech(seconds=2.0))
    name = recording_id(sample_hash(path), 0)
    library.keep_peaks(found.key, name, packed(maker.outline())).result()
    (tmp_path / "there").mkdir()
    shutil.move(path, tmp_path / "there" / "moved.wav")
    stage.services.controller.select(found.id)
    return found


def as_after_a_restart(record: JobRecord) -> None:
    """Forget what was probed, as the list of the library does not know it."""
    record.job = replace(record.job, request=replace(record.job.request, info=None))
    record.known = None


@pytest.mark.parametrize("is_restarted", [False, True])
def test_a_text_gets_its_recording_again(
    qtbot: QtBot,
    stage: Stage,
    library: Library,
    record: JobRecord,
    tmp_path: Path,
    is_restarted: bool,
) -> None:
    if is_restarted:
        as_after_a_restart(record)
    place = tmp_path / "there" / "moved.wav"
    text = record.transcript
    assert text is not None
    with qtbot.waitSignal(stage.services.controller.selected_job_changed):
        stage.services.library.moved.locate(record.id, place)
    qtbot.waitUntil(lambda: library.summary(record.key).media_path == place)
    assert record.job.request.media_path == place
    assert record.summary is not None and record.summary.media_path == place
    assert record.summary.title == "moved.wav" == library.summary(record.key).title
    assert record.transcript is not None and record.transcript.media_path == place
    assert record.transcript.segments is text.segments
    qtbot.waitUntil(lambda: stage.services.waveform.outline is not None)


def test_a_recording_that_is_found_for_its_speakers_is_its_texts_again(
    qtbot: QtBot, stage: Stage, library: Library, record: JobRecord, tmp_path: Path
) -> None:
    services, place = stage.services, tmp_path / "there" / "moved.wav"
    stage.engine.errors["talk"] = MediaMissing("It is gone.")
    qtbot.waitUntil(lambda: services.finding.can_begin)
    with qtbot.waitSignal(services.finding.failed):
        assert services.finding.begin(SpeakerSearch(DIARIZER, 2, is_exact=True))
    (part,) = [one for one in services.controller.records() if one.part_of]
    with qtbot.waitSignal(services.finding.done):
        services.library.moved.locate(part.id, place)
    assert record.transcript is not None and record.transcript.speakers
    qtbot.waitUntil(lambda: library.summary(record.key).media_path == place)
    assert record.job.request.media_path == place


@pytest.mark.parametrize("is_restarted", [False, True])
def test_another_file_is_taken_only_if_the_user_insists(
    qtbot: QtBot,
    stage: Stage,
    library: Library,
    record: JobRecord,
    tmp_path: Path,
    is_restarted: bool,
) -> None:
    if is_restarted:
        as_after_a_restart(record)
    other = wav(tmp_path / "other.wav", 3.0)
    moved = stage.services.library.moved
    with qtbot.waitSignal(moved.differs) as told:
        moved.locate(record.id, other)
    assert told.args == [record.id, other]
    assert library.summary(record.key).media_path == tmp_path / "talk.wav"
    moved.use(record.id, other)
    qtbot.waitUntil(lambda: library.summary(record.key).media_path == other)
    assert record.job.request.media_path == other and record.transcript is not None


def test_a_name_of_the_users_own_stays(
    qtbot: QtBot, stage: Stage, library: Library, record: JobRecord, tmp_path: Path
) -> None:
    stage.services.library.changes.describe(record.key, title="My talk", tags=(), note="")
    qtbot.waitUntil(lambda: record.summary is not None and record.summary.title == "My talk")
    place = tmp_path / "there" / "moved.wav"
    stage.services.library.moved.locate(record.id, place)
    qtbot.waitUntil(lambda: library.summary(record.key).media_path == place)
    assert record.summary is not None and record.summary.title == "My talk"


def test_a_file_that_cannot_be_read_is_told(
    qtbot: QtBot, stage: Stage, record: JobRecord, tmp_path: Path
) -> None:
    moved = stage.services.library.moved
    with qtbot.waitSignal(moved.failed) as told:
        moved.locate(record.id, tmp_path / "nowhere.wav")
    assert told.args is not None and isinstance(told.args[0], MediaMissing)
    assert record.job.request.media_path == tmp_path / "talk.wav"
