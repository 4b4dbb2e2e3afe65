"""The queue, the journal, transcripts, versions, tags and the trash, as they come back."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, Cancelled, MediaMissing
from desktop_app.core.job import JobState
from desktop_app.core.library_errors import JobTaken, LibraryClosed, LibraryMoved, NotInLibrary
from desktop_app.core.media import MediaInfo
from desktop_app.core.model_errors import HubRefused
from desktop_app.core.request import ResumePoint
from desktop_app.core.transcript import Incomplete, Segment, SpeechGap, Transcript, Word
from desktop_app.library.library import PART, Library
from desktop_app.library.opening import FILE_NAME
from desktop_app.library.records import Extent, StoredJob, VersionKind
from tests.unit.library.stored_things import (
    CUTTING,
    a_job,
    a_request,
    a_transcript,
    chunk,
    opened,
)

ODD = Path("/recordings/caf\udce9 \udcff.wav")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path / "library") as library:
        yield library
        assert library.verify() == []


def keys(library: Library) -> list[str]:
    return [job.key for job in library.jobs()]


def test_the_queue_comes_back_in_its_order(tmp_path: Path) -> None:
    first, second, third = (a_job(Path(f"/r/{n}.wav")) for n in range(3))
    second = replace(
        second, state=JobState.FAILED, error=MediaMissing("“{name}” is gone.", name="b")
    )
    with opened(tmp_path) as library:
        library.add_jobs([first, second])
        library.add_jobs([third]).result()
        assert library.jobs()[0] == first
        library.place_jobs([third.key, "unknown", first.key]).result()
    with opened(tmp_path) as library:
        jobs = library.jobs()
    assert [job.key for job in jobs] == [third.key, first.key, second.key]
    error = jobs[2].error
    assert isinstance(error, MediaMissing) and error.message == "“b” is gone."
    assert error.title == "File not found" and error.remedy == MediaMissing.remedy


def test_a_job_comes_back_as_it_was_whatever_its_name(library: Library) -> None:
    job = a_job(ODD, state=JobState.STOPPED, is_interrupted=True, transcript="f" * 32)
    library.add_jobs([job]).result()
    assert library.jobs() == [job]
    changed = replace(job, state=JobState.WAITING, is_interrupted=False, request=a_request())
    library.change_job(changed).result()
    assert library.jobs() == [changed]


@pytest.mark.parametrize(
    "error",
    [
        HubRefused(
            "No {size:.1f} of {path} “{why}”.", "detail {x}", "Do.", size=1.5, path=ODD, why=None
        ),
        AppError("Braces {stay}"),
    ],
)
def test_an_error_keeps_its_class_sentence_and_remedy(library: Library, error: AppError) -> None:
    job = a_job(state=JobState.FAILED, error=error)
    library.add_jobs([job]).result()
    back = library.jobs()[0].error
    assert back is not None and type(back) is type(error)
    assert (back.message, back.detail, back.remedy) == (error.message, error.detail, error.remedy)


def test_removed_jobs_come_back_to_their_place_with_their_journal(library: Library) -> None:
    jobs = [a_job() for _ in range(3)]
    library.add_jobs(jobs)
    library.note_chunk(jobs[1].key, chunk(0), CUTTING)
    library.remove_jobs([jobs[1].key, "unknown"]).result()
    assert keys(library) == [jobs[0].key, jobs[2].key]
    library.add_jobs([jobs[1]]).result()
    assert keys(library) == [job.key for job in jobs]
    assert library.jobs()[1].heard_s == 20.0
    library.remove_jobs([jobs[1].key])
    library.forget_removed(older_than_s=3600).result()
    library.add_jobs([jobs[1]]).result()
    assert library.jobs()[1].heard_s == 20.0
    library.remove_jobs([jobs[1].key])
    library.forget_removed()
    library.add_jobs([jobs[1]]).result()
    assert library.jobs()[-1].heard_s == 0.0


def test_the_journal_comes_back_to_the_last_bit(library: Library) -> None:
    job = a_job()
    library.add_jobs([job])
    library.take_job(job.key)
    heard = tuple(chunk(number, f"word {number} ünï") for number in range(4))
    for each in heard:
        library.note_chunk(job.key, each, CUTTING)
    point = library.resume_point(job.key)
    assert point is not None and (point.cutting, point.heard) == (CUTTING, heard)
    assert library.jobs()[0].heard_s == point.end_s == 80.0
    assert library.jobs()[0].state is JobState.WORKING and not library.jobs()[0].is_owned


def test_a_chunk_heard_again_replaces_what_came_after(library: Library) -> None:
    job = a_job()
    library.add_jobs([job])
    for number in range(3):
        library.note_chunk(job.key, chunk(number), CUTTING)
    library.note_chunk(job.key, chunk(1, "other"), CUTTING)
    assert texts_heard(library.resume_point(job.key)) == ["one two", "other"]
    library.note_chunk(job.key, chunk(3), CUTTING)  # 2 is missing
    assert texts_heard(library.resume_point(job.key)) == ["one two", "other"]
    assert library.jobs()[0].heard_s == 40.0
    library.note_chunk(job.key, chunk(0, "new"), replace(CUTTING, max_chunk_s=10.0))
    assert texts_heard(library.resume_point(job.key)) == ["new"]
    library.restart_job(job.key).result()
    assert library.resume_point(job.key) is None


def texts_heard(point: ResumePoint | None) -> list[str]:
    assert point is not None
    return [heard.text for heard in point.heard]


def test_a_finished_job_becomes_a_transcript_with_its_key(library: Library) -> None:
    job = a_job()
    library.add_jobs([job])
    library.note_chunk(job.key, chunk(0), CUTTING)
    done = a_transcript("Good morning.", "Guten Tag.")
    summary = library.finish_job(job.key, done)
    assert library.jobs() == [] and library.resume_point(job.key) is None
    assert summary == library.summary(job.key) == library.transcripts()[0]
    assert (summary.key, summary.title, summary.words) == (job.key, "talk.wav", 4)
    assert summary.first_words == "Good morning. Guten Tag." and summary.versions == 1
    assert library.transcript(job.key) == done
    (version,) = library.versions(job.key)
    assert version.kind is VersionKind.MACHINE and version.request == job.request
    assert library.finish_job(job.key, done).versions == 1, "asked again after a lost answer"


def test_everything_of_a_transcript_comes_back(library: Library) -> None:
    whole = Transcript(
        ODD,
        61.25,
        "canary",
        None,
        (
            Segment("No times, no words"),
            Segment(
                "日本語 text",
                1.0,
                2.5,
                (Word("日本語", 1.0, 2.0), Word("text", 2.0, 2.5, 1.0)),
                "A",
                "ja",
            ),
            Segment("", 3.0, 3.0),
        ),
        (SpeechGap(10.0, 12.5),),
        Incomplete(70.0, 61.0, 61.25, ((5.0, 6.0),), breaks_off=True),
    )
    assert library.finish_job("a" * 32, whole).marks == 3
    assert library.transcript("a" * 32) == whole
    assert library.summary("a" * 32).media_path == ODD
    assert library.summary("a" * 32).title == ODD.name


def test_again_adds_a_version_and_undo_takes_the_first_back(library: Library) -> None:
    first, again = a_job(), a_job()
    library.add_jobs([first])
    library.finish_job(first.key, a_transcript("old text"))
    library.mark_exported([first.key]).result()
    assert library.summary(first.key).exported_s is not None
    library.add_jobs([replace(again, transcript=first.key)])
    summary = library.finish_job(again.key, a_transcript("new text", model="canary"))
    assert (summary.key, summary.versions, summary.exported_s) == (first.key, 2, None)
    assert (summary.model, summary.first_words) == ("canary", "new text")
    old, new = library.versions(first.key)
    assert (old.is_current, new.is_current, new.kind) == (False, True, VersionKind.MACHINE)
    library.make_current(first.key, old.id).result()
    assert library.transcript(first.key).text == "old text"
    assert library.transcript(first.key, new.id).text == "new text"
    assert library.summary(first.key).exported_s is not None
    part = replace(a_request(), span=(1.0, 2.0))
    number = library.add_version(first.key, a_transcript("part"), VersionKind.PART, part)
    assert library.versions(first.key)[-1].id == number > new.id
    with pytest.raises(NotInLibrary):
        library.make_current(first.key, 10_000).result()


def test_a_span_transcribed_again_takes_its_place(library: Library) -> None:
    library.finish_job("a" * 32, a_transcript("zero", "one", "two"))
    part = replace(a_transcript("", "changed"), segments=a_transcript("", "changed").segments[1:])
    request = replace(a_request(), span=(2.0, 4.0))
    for text in ("spliced here", "spliced by the caller"):
        job = replace(a_job(), request=request, transcript="a" * 32)
        library.add_jobs([job])
        library.finish_job(job.key, part if "here" in text else library.transcript("a" * 32))
        assert library.transcript("a" * 32) == a_transcript("zero", "changed", "two"), text
    assert [each.kind for each in library.versions("a" * 32)][1:] == [VersionKind.PART] * 2


def test_a_finished_text_is_kept_even_where_its_transcript_or_job_is_gone(library: Library) -> None:
    job = replace(a_job(), transcript="0" * 32)
    library.add_jobs([job])
    assert library.finish_job(job.key, a_transcript("kept")).key == job.key
    assert library.finish_job("b" * 32, a_transcript("kept too"), a_request()).key == "b" * 32
    assert library.versions("b" * 32)[0].request == a_request()


def test_newest_first_and_page_by_page_whatever_the_clock_says(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 2_000_000_000.0
    for number in range(5):
        monkeypatch.setattr("time.time", partial(float, now - number * 86_400 * 365))
        library.finish_job(f"{number}" * 32, a_transcript(f"text {number}"))
    assert [each.key[0] for each in library.transcripts()] == list("43210")
    page = library.transcripts(limit=2)
    assert [each.key[0] for each in library.transcripts(limit=2, before=page[-1].key)] == list("21")
    assert library.summary("4" * 32).created_s == now - 4 * 86_400 * 365


def test_the_trash_is_not_emptied_early_by_a_clock_that_was_wrong(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.finish_job("a" * 32, a_transcript("text"))
    monkeypatch.setattr("time.time", lambda: 1000.0)  # an empty battery
    library.trash(["a" * 32]).result()
    monkeypatch.undo()
    library.empty_trash(older_than_s=30 * 86_400).result()
    assert [each.key for each in library.transcripts(trashed=True)] == ["a" * 32]


def test_the_trash(library: Library) -> None:
    names = [f"{number:032x}" for number in range(2 * PART + 3)]
    for name in names:
        library.finish_job(name, a_transcript("text"))
    library.trash(names).result()
    assert library.transcripts() == []
    assert len(library.transcripts(trashed=True)) == len(names)
    assert library.summary(names[0]).deleted_s is not None
    library.restore(names[:1]).result()
    assert [each.key for each in library.transcripts()] == names[:1]
    library.empty_trash(older_than_s=3600).result()
    assert len(library.transcripts(trashed=True)) == len(names) - 1
    library.empty_trash().result()
    assert library.transcripts(trashed=True) == []
    library.delete(names).result()
    with pytest.raises(NotInLibrary):
        library.summary(names[0])


def test_titles_notes_and_tags(library: Library) -> None:
    key = "a" * 32
    library.finish_job(key, a_transcript("text"))
    library.rename(key, "  Interview  ")
    library.set_note(key, "to be checked")
    library.set_tags(key, ["zoo", "Émile ", "", "b  c"]).result()
    found = library.summary(key)
    assert (found.title, found.note) == ("Interview", "to be checked")
    assert library.transcript(key).title == "Interview"
    assert found.tags == ("b c", "zoo", "Émile") == tuple(library.tags())
    library.move_recording(key, Path("/elsewhere/x.wav"))
    library.rename(key, "").result()
    assert library.summary(key).title == "x.wav"
    assert library.transcript(key).title == ""
    library.move_recording(key, ODD).result()
    assert (library.summary(key).title, library.transcript(key).media_path) == (ODD.name, ODD)
    with pytest.raises(NotInLibrary):
        library.rename("unknown", "x").result()


def test_a_text_knows_its_model_s_name_and_the_day_of_its_recording(library: Library) -> None:
    info = MediaInfo(Path("talk.wav"), 9.0, (), recorded_on=date(2026, 3, 14))
    request = replace(a_request(), info=info)
    key = library.finish_job("a" * 32, a_transcript("text", model=request.model.id), request).key
    text = library.transcript(key)
    assert (text.model_title, text.recorded_on) == (request.model.title, date(2026, 3, 14))
    library.finish_job("b" * 32, a_transcript("text"), a_request())
    assert library.transcript("b" * 32).recorded_on is None


def searched(library: Library, word: str) -> list[str]:
    with library._database.reading() as connection:
        rows = connection.execute(
            "SELECT s.text FROM texts JOIN segments s ON s.id = texts.rowid "
            "WHERE texts MATCH ? ORDER BY texts.rowid",
            (f'"{word}"',),
        )
        return [text for (text,) in rows]


def test_the_index_holds_current_versions_outside_the_trash(library: Library) -> None:
    key = "a" * 32
    library.finish_job(key, a_transcript("Die Straße", "Café au lait", "plain"))
    assert searched(library, "strasse") == ["Die Straße"]
    assert searched(library, "cafe") == ["Café au lait"] and searched(library, "plain") == ["plain"]
    library.add_version(key, a_transcript("else"), VersionKind.EDIT)
    assert searched(library, "plain") == [] and searched(library, "else") == ["else"]
    library.make_current(key, library.versions(key)[0].id).result()
    assert searched(library, "else") == [] and searched(library, "cafe") == ["Café au lait"]
    library.trash([key, key]).result()
    assert searched(library, "cafe") == []
    library.restore([key, key]).result()
    assert searched(library, "cafe") == ["Café au lait"]
    library.trash([key]).result()
    again = replace(a_job(), transcript=key)
    library.add_jobs([again])
    library.finish_job(again.key, a_transcript("back"))
    assert searched(library, "back") == ["back"] and library.summary(key).deleted_s is None
    library.delete([key]).result()
    assert searched(library, "back") == []


def test_a_search_finds_what_is_in_the_index(library: Library) -> None:
    library.finish_job("a" * 32, a_transcript("Die Straße", "plain"))
    found = library.search("strasse")
    assert [(hit.transcript, hit.text) for hit in found.hits] == [("a" * 32, "Die Straße")]
    library.set_tags("a" * 32, ["Press"]).result()
    assert library.search("press", Extent(hits=5)).named == ("a" * 32,)
    stopped = CancelToken()
    stopped.cancel()
    with pytest.raises(Cancelled):
        library.search("plain", cancel=stopped)
    assert library.search("plain").hits, "the connection can be used again"


def test_a_job_belongs_to_one_program_at_a_time(tmp_path: Path) -> None:
    job = a_job()
    with opened(tmp_path) as mine:
        mine.add_jobs([job]).result()
        mine.take_job(job.key)
        with opened(tmp_path) as other:
            assert other.jobs()[0].is_owned and other.jobs()[0].state is JobState.WORKING
            refusals: list[Callable[[], object]] = [
                lambda: other.take_job(job.key),
                lambda: other.note_chunk(job.key, chunk(0), CUTTING),
                lambda: other.change_job(job).result(),
                lambda: other.remove_jobs([job.key]).result(),
                lambda: other.restart_job(job.key).result(),
            ]
            for refused in refusals:
                with pytest.raises(JobTaken):
                    refused()
            mine.change_job(replace(job, state=JobState.STOPPED)).result()
            assert other.jobs() == [replace(job, state=JobState.STOPPED)]
            other.take_job(job.key)
            assert mine.jobs()[0].is_owned
        # `other` closed while it was at work.
        assert mine.jobs() == [replace(job, state=JobState.STOPPED, is_interrupted=True)]
        mine.take_job(job.key)
        assert not mine.jobs()[0].is_interrupted


def test_one_refused_write_takes_no_other_with_it(library: Library) -> None:
    jobs = [a_job() for _ in range(20)]
    futures = [library.add_jobs([job]) for job in jobs]
    futures.insert(10, library.rename("unknown", "x"))
    futures.append(library.change_job(a_job()))
    failed = [future for future in futures if future.exception() is not None]
    assert failed == [futures[10], futures[-1]]
    assert keys(library) == [job.key for job in jobs]


def test_after_closing_nothing_is_written_and_that_is_told(tmp_path: Path) -> None:
    library = Library.open(tmp_path)
    waiting = [library.add_jobs([a_job()]) for _ in range(50)]
    assert library.close() and library.close()
    assert all(future.exception() is None for future in waiting)
    with pytest.raises(LibraryClosed):
        library.add_jobs([a_job()]).result()
    with pytest.raises(LibraryClosed):
        library.jobs()
    assert not list(tmp_path.glob("*-wal")), "the log went into the file"


def test_readers_do_not_wait_for_a_writer(library: Library) -> None:
    library.add_jobs([a_job()]).result()
    other = sqlite3.connect(library.folder / "library.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("DELETE FROM jobs")
    waiting = library.add_jobs([a_job()])
    assert len(library.jobs()) == 1 and not waiting.done()
    other.execute("ROLLBACK")
    other.close()
    assert waiting.exception() is None and len(library.jobs()) == 2


def test_a_stored_job_that_cannot_be_read_costs_only_itself(library: Library) -> None:
    good, bad = a_job(), a_job()
    library.add_jobs([bad, good]).result()
    library.note_chunk(good.key, chunk(0), CUTTING)
    library.note_chunk(good.key, chunk(1), CUTTING)

    def spoil(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE jobs SET request = '[[' WHERE key = ?", (bad.key,))
        connection.execute("UPDATE chunks SET heard = '{}' WHERE number = 1")

    library._database.write("spoil", spoil).result()
    assert keys(library) == [good.key]
    assert texts_heard(library.resume_point(good.key)) == ["one two"]
    assert isinstance(library.jobs()[0], StoredJob)


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be moved")
def test_nothing_is_written_into_a_library_that_was_moved_away(
    library: Library, tmp_path: Path
) -> None:
    library.add_jobs([a_job(Path("a.wav"))]).result()
    away = tmp_path / "away"
    library.folder.rename(away)
    for _ in range(2):
        with pytest.raises(LibraryMoved) as raised:
            library.add_jobs([a_job(Path("b.wav"))]).result()
        assert str(library.folder) in raised.value.message
    away.rename(library.folder)
    library.add_jobs([a_job(Path("c.wav"))]).result()
    names = [each.request.media_path.name for each in library.jobs()]
    assert names == ["a.wav", "c.wav"]


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be moved")
def test_the_library_that_was_put_in_place_of_a_moved_one_is_written(
    library: Library, tmp_path: Path
) -> None:
    library.add_jobs([a_job(Path("a.wav"))]).result()
    assert len(library.jobs()) == 1  # a reader is open
    copy = tmp_path / "copy.sqlite3"
    library.backup(copy)
    library.folder.rename(tmp_path / "away")
    library.folder.mkdir()
    place = library.folder / FILE_NAME
    place.write_bytes(b"")
    with pytest.raises(LibraryMoved):
        library.add_jobs([a_job(Path("b.wav"))]).result()
    copy.replace(place)
    library.add_jobs([a_job(Path("c.wav"))]).result()
    names = [each.request.media_path.name for each in library.jobs()]
    assert names == ["a.wav", "c.wav"]
