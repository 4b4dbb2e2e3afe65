"""Texts from elsewhere enter the library by the window's services."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.importing.importing import ImportReport
from desktop_app.app.window import WindowServices
from desktop_app.core.errors import AppError, MediaUnreadable
from desktop_app.core.job import JobState
from desktop_app.core.library_errors import LibraryError
from desktop_app.core.transcript import Segment, Transcript
from desktop_app.export.registry import render
from desktop_app.library.records import VersionKind
from tests.app.conftest import Stage
from tests.app.test_library_keeping import opened, records, started_again
from tests.app.test_library_versions import done, kinds

SRT = "1\n00:00:01,000 --> 00:00:02,000\nGood morning.\n\n"


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


def write(path: Path, content: str = SRT) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def imported(qtbot: QtBot, services: WindowServices, *paths: Path) -> ImportReport:
    with qtbot.waitSignal(services.importing.ended) as caught:
        services.controller.add_paths(paths)
    assert caught.args is not None
    report: ImportReport = caught.args[0]
    return report


def texts(library_text: Transcript) -> list[str]:
    return [one.text for one in library_text.segments]


def test_a_text_beside_its_recording_is_a_transcript_that_is_there_after_a_restart(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    opened(qtbot, stage.services)
    (tmp_path / "talk.mp4").touch()
    report = imported(qtbot, stage.services, write(tmp_path / "talk.de.srt"))
    assert [one.is_version for one in report.entered] == [False]
    assert (report.failed, report.skipped, report.entered[0].notes) == ([], [], ())
    (record,) = records(stage.services)
    assert record.state is JobState.DONE and record.summary is not None
    with started_again(qtbot, stage) as services:
        library = services.library.door.library
        assert library is not None
        kept = library.transcript(record.key)
        assert (kept.media_path, kept.duration_s) == (tmp_path / "talk.mp4", 30.0)
        assert (kept.language, kept.model_title) == ("de", "Imported from talk.de.srt")
        assert texts(kept) == ["Good morning."]
        assert kinds(library, record.key) == [(VersionKind.IMPORTED, True)]
        assert [hit.transcript for hit in library.search("morning").hits] == [record.key]


def test_a_text_of_a_known_recording_is_its_newest_version_and_nothing_is_replaced(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    library = opened(qtbot, stage.services)
    recording = tmp_path / "talk.wav"
    recording.touch()
    record = done(qtbot, stage, str(recording))
    heard_by = record.job.request.model
    text = write(tmp_path / "talk.srt")
    report = imported(qtbot, stage.services, text)
    assert [(one.is_version, one.is_known) for one in report.entered] == [(True, False)]
    assert records(stage.services) == [record]
    assert record.transcript is not None and texts(record.transcript) == ["Good morning."]
    assert kinds(library, record.key) == [
        (VersionKind.MACHINE, False),
        (VersionKind.IMPORTED, True),
    ]
    assert record.job.request.model.title == "Imported from talk.srt"
    versions, failed = stage.services.library.versions, list[AppError]()
    with qtbot.waitSignal(versions.taken_back):
        versions.take_back(record.key, 1, lambda: None, failed.append)
    assert record.job.request.model == heard_by
    with qtbot.waitSignal(versions.taken_back):
        versions.take_back(record.key, 2, lambda: None, failed.append)
    assert not failed
    again = imported(qtbot, stage.services, text)
    assert [one.is_known for one in again.entered] == [True]
    assert len(library.versions(record.key)) == 2


def test_it_is_undone_by_the_trash(qtbot: QtBot, stage: Stage, tmp_path: Path) -> None:
    library = opened(qtbot, stage.services)
    (tmp_path / "talk.wav").touch()
    imported(qtbot, stage.services, write(tmp_path / "talk.srt"))
    (record,) = records(stage.services)
    stage.services.controller.remove([record.id])
    qtbot.waitUntil(lambda: len(library.transcripts(trashed=True)) == 1)
    stage.services.controller.put_back()
    qtbot.waitUntil(lambda: len(library.transcripts()) == 1)


def test_a_recording_that_is_dropped_with_its_text_is_not_transcribed(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    opened(qtbot, stage.services)
    paths = [tmp_path / "talk.mp4", tmp_path / "other.mp4"]
    for path in paths:
        path.touch()
    imported(qtbot, stage.services, *paths, write(tmp_path / "talk.srt"))
    qtbot.waitUntil(lambda: len(records(stage.services)) == 2)
    qtbot.waitUntil(lambda: all(one.summary is not None for one in records(stage.services)))
    assert [one.media_path.name for one in stage.engine.requests] == ["other.mp4"]


def test_a_recording_whose_text_cannot_be_imported_is_transcribed(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    opened(qtbot, stage.services)
    (tmp_path / "talk.mp4").touch()
    broken = write(tmp_path / "talk.srt", "Dear Anna,")
    report = imported(qtbot, stage.services, tmp_path / "talk.mp4", broken)
    assert [path for path, _error in report.failed] == [broken]
    qtbot.waitUntil(lambda: len(stage.engine.requests) == 1)


def test_one_that_fails_does_not_keep_the_others(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    library = opened(qtbot, stage.services)
    for name in ("a.mp4", "c.mp4"):
        (tmp_path / name).touch()
    report = imported(
        qtbot,
        stage.services,
        write(tmp_path / "a.srt"),
        write(tmp_path / "b.json", "{"),
        tmp_path / "gone.vtt",
        write(tmp_path / "c.srt"),
    )
    assert [one.path.name for one in report.entered] == ["a.srt", "c.srt"]
    assert [path.name for path, _error in report.failed] == ["b.json", "gone.vtt"]
    assert len(library.transcripts()) == 2


def test_one_of_which_nothing_tells_is_asked_about_and_the_others_of_the_folder_are_not(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    opened(qtbot, stage.services)
    importing, asked = stage.services.importing, []
    videos = tmp_path / "videos"
    videos.mkdir()
    for name in ("film.mp4", "talk.mp4"):
        (videos / name).touch()

    def answer(found: object) -> None:
        asked.append(found)
        importing.take(videos / "film.mp4")

    importing.recording_wanted.connect(answer)
    report = imported(
        qtbot, stage.services, write(tmp_path / "some.srt"), write(tmp_path / "talk.srt")
    )
    assert len(asked) == 1
    assert [one.summary.media_path for one in report.entered] == [
        videos / "film.mp4",
        videos / "talk.mp4",
    ]


def test_a_text_without_a_recording_is_kept_under_its_own_name(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    library = opened(qtbot, stage.services)
    importing = stage.services.importing
    importing.recording_wanted.connect(lambda _found: importing.take(None))
    report = imported(qtbot, stage.services, write(tmp_path / "talk.en.srt"))
    (one,) = report.entered
    assert (one.summary.title, one.summary.duration_s, one.notes) == ("talk", 2.0, ())
    assert library.transcript(one.summary.key).language == "en"


def test_one_that_is_not_wanted_after_all_is_left_out(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    library = opened(qtbot, stage.services)
    importing = stage.services.importing
    importing.recording_wanted.connect(lambda _found: importing.skip())
    report = imported(qtbot, stage.services, write(tmp_path / "talk.srt"))
    assert report.skipped == [tmp_path / "talk.srt"]
    assert library.transcripts() == []


def test_a_text_that_is_longer_than_its_recording_is_told_of(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    opened(qtbot, stage.services)
    (tmp_path / "talk.wav").touch()
    text = write(tmp_path / "talk.srt", SRT.replace("00:00:02", "01:00:02"))
    (one,) = imported(qtbot, stage.services, text).entered
    assert one.notes == ("The text goes on until 1:00:02, but “talk.wav” ends at 00:30.",)


def test_a_recording_that_cannot_be_played_does_not_keep_its_text_out(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    opened(qtbot, stage.services)
    (tmp_path / "talk.wav").touch()
    stage.files.errors["talk.wav"] = MediaUnreadable("“talk.wav” is no recording.")
    (one,) = imported(qtbot, stage.services, write(tmp_path / "talk.srt")).entered
    assert one.notes == ("“talk.wav” is no recording.",)
    assert one.summary.duration_s == 2.0


def test_json_of_a_recording_that_was_moved_keeps_its_place_to_be_located(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    library = opened(qtbot, stage.services)
    away = tmp_path / "away" / "talk.wav"
    stage.files.missing.add(away.name)
    before = Transcript(away, 60.0, "parakeet", "en", (Segment("Good morning.", 1.0, 2.0),))
    text = tmp_path / "text.json"
    text.write_bytes(render(before, "json"))
    (one,) = imported(qtbot, stage.services, text).entered
    assert library.transcript(one.summary.key) == before
    assert one.notes == ("“talk.wav” is not there any more.",)


def test_without_a_library_nothing_is_imported_and_it_is_said(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    (tmp_path / "talk.wav").touch()
    report = imported(qtbot, stage.services, write(tmp_path / "talk.srt"))
    ((path, error),) = report.failed
    assert path.name == "talk.srt" and isinstance(error, LibraryError)


def test_a_watched_folder_does_not_import(qtbot: QtBot, stage: Stage, tmp_path: Path) -> None:
    opened(qtbot, stage.services)
    stage.services.controller.add_paths([write(tmp_path / "talk.json")], by_user=False)
    qtbot.waitUntil(lambda: len(records(stage.services)) == 1)
    assert not stage.services.importing.is_busy


def test_an_imported_text_is_not_written_beside_its_recording(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    """It came from there."""
    opened(qtbot, stage.services)
    stage.services.preferences.change(exports_automatically=True)
    (tmp_path / "talk.wav").touch()
    imported(qtbot, stage.services, write(tmp_path / "talk.srt"))
    assert {one.name for one in tmp_path.glob("talk.*")} == {"talk.wav", "talk.srt"}
    assert stage.engine.requests == []


def test_the_recording_of_a_text_without_one_is_located_later(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    library = opened(qtbot, stage.services)
    importing = stage.services.importing
    importing.recording_wanted.connect(lambda _found: importing.take(None))
    imported(qtbot, stage.services, write(tmp_path / "talk.srt"))
    (record,) = records(stage.services)
    film = tmp_path / "film.mp4"
    film.write_bytes(b"0" * 100)
    stage.services.library.moved.locate(record.id, film)
    qtbot.waitUntil(lambda: library.summary(record.key).media_path == film)
    assert library.summary(record.key).title == "film.mp4"


def test_a_text_in_another_language_gets_a_row_of_its_own(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    opened(qtbot, stage.services)
    (tmp_path / "talk.mp4").touch()
    imported(
        qtbot,
        stage.services,
        write(tmp_path / "talk.en.srt"),
        write(tmp_path / "talk.de.srt", SRT.replace("Good morning", "Guten Morgen")),
    )
    again = write(tmp_path / "talk.de-AT.vtt", "WEBVTT\n\n" + SRT.replace("Good", "Grüß Gott"))
    (third,) = imported(qtbot, stage.services, again).entered
    assert third.is_version
    titles = {one.summary.title for one in records(stage.services) if one.summary is not None}
    assert titles == {"talk.mp4", "talk.mp4 (de)"}
    assert third.summary.title == "talk.mp4 (de)"
