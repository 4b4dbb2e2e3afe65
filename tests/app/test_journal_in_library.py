"""The journal over a real library: what comes back is what was heard, digit by digit."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.app.engine.journal import journaled
from desktop_app.app.library import journal as job_journal
from desktop_app.app.library.journal import JobJournal
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled
from desktop_app.core.library_errors import JobTaken, LibraryError, TranscriptNotKept
from desktop_app.core.media import FileStamp
from desktop_app.core.request import (
    ChunkHeard,
    Cutting,
    DeviceChoice,
    HeardChunk,
    SoundOutlined,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.core.transcript import Transcript, Word
from desktop_app.engine.resume import text_so_far
from desktop_app.library import database
from desktop_app.library.library import Library
from desktop_app.library.opening import FILE_NAME
from desktop_app.library.records import StoredJob
from desktop_app.media.peaks import outline_of, unpacked
from desktop_app.system.file_samples import sample_hash
from tests.fakes import STARTER, transcript
from tests.numbered_words import SPEC, Engine, stand_in, write

KEY, OTHER = "ab" * 16, "cd" * 16
REQUEST = TranscriptionRequest(Path("talk é.wav"), STARTER)
CUTTING = Cutting(20.000000000000004, 10.0, 1, FileStamp(12345678901, 1_700_000_000_123_456_789, 7))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with closing(Library.open(tmp_path / "library")) as opened:
        opened.add_jobs([StoredJob(key=KEY, request=REQUEST)]).result()
        yield opened


def heard(number: int, cutting: Cutting = CUTTING) -> ChunkHeard:
    chunk = HeardChunk(number, number * 10.0, number * 10.0 + 10.0, text="Word.")
    return ChunkHeard(chunk, cutting)


SECONDS = st.floats(0.0, 1e6, allow_nan=False)
WORDS = st.builds(
    Word,
    st.text(min_size=1, max_size=8),
    st.none() | SECONDS,
    st.none() | SECONDS,
    st.none() | st.floats(0.0, 1.0),
)
CHUNKS = st.builds(
    HeardChunk,
    st.just(0),
    SECONDS,
    SECONDS,
    SECONDS,
    SECONDS,
    st.lists(st.tuples(SECONDS, SECONDS), max_size=4).map(tuple),
    st.text(max_size=40),
    st.lists(WORDS, max_size=6).map(tuple),
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(chunks=st.lists(CHUNKS, min_size=1, max_size=3))
def test_what_was_heard_comes_back_as_it_was(library: Library, chunks: list[HeardChunk]) -> None:
    journal = JobJournal(lambda: library)
    journal.restart(KEY)
    assert journal.begin(KEY) is None
    numbered = tuple(replace(chunk, number=number) for number, chunk in enumerate(chunks))
    for chunk in numbered:
        assert journal.note(KEY, ChunkHeard(chunk, CUTTING)) == ""
    point = JobJournal(lambda: library).begin(KEY)
    assert point is not None
    assert (point.cutting, point.heard) == (CUTTING, numbered)


def test_a_real_transcription_goes_on_in_the_next_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch)
    engine = Engine()
    path = write(tmp_path / "talk.wav", 1, 20)
    request = TranscriptionRequest(path, replace(SPEC, max_chunk_s=10.0), device=DeviceChoice.CPU)
    kept: dict[str, Transcript] = {}

    def run(library: Library, key: str, stop_at: int = 0) -> None:
        """Transcribe as the command line does; stop at a chunk."""
        cancel = CancelToken()

        def told(event: TranscriptionEvent) -> None:
            if isinstance(event, ChunkHeard) and event.chunk.number == stop_at > 0:
                cancel.cancel()

        journal = JobJournal(lambda: library)
        asked = replace(request, resume=journal.begin(key), batch_size=1)
        done = engine.session.transcribe(asked, cancel, journaled(journal, key, told))
        assert journal.finish(key, done, request).key == key
        kept[key] = library.transcript(key)

    for stop_at in (1, 3, 5):
        with closing(Library.open(tmp_path / "library")) as library:
            if stop_at == 1:
                jobs = [StoredJob(key=key, request=request) for key in (KEY, OTHER)]
                library.add_jobs(jobs).result()
            with pytest.raises(Cancelled):
                run(library, KEY, stop_at)
    with closing(Library.open(tmp_path / "library")) as library:
        (job, _) = library.jobs()
        point = library.resume_point(KEY)
        assert point is not None
        assert (job.is_interrupted, len(point.heard)) == (True, 6)
        assert job.heard_s == point.end_s
        partial = text_so_far(job.request, point)
        run(library, KEY)
        run(library, OTHER)
        assert library.jobs() == []
    engine.session.close()
    assert kept[KEY] == kept[OTHER]
    texts = [segment.text for segment in partial.segments]
    assert len(texts) > 3
    assert texts == [segment.text for segment in kept[OTHER].segments][: len(texts)]


def test_a_transcription_leaves_the_outline_of_its_recording(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch)
    engine = Engine()
    path = write(tmp_path / "talk.wav", 1, 6)
    request = TranscriptionRequest(path, SPEC, device=DeviceChoice.CPU)
    journal = JobJournal(lambda: library)
    told: list[TranscriptionEvent] = []
    done = engine.session.transcribe(
        replace(request, resume=journal.begin(KEY)),
        CancelToken(),
        journaled(journal, KEY, told.append),
    )
    engine.session.close()
    assert library.peaks(KEY, sample_hash(path), 0) is None
    journal.finish(KEY, done, request)
    kept = library.peaks(KEY, sample_hash(path), 0)
    assert kept is not None
    outline = unpacked(kept[1])
    alone = outline_of(path, 0, CancelToken())
    assert all(map(np.array_equal, outline.levels, alone.levels))
    assert outline.speech
    assert not any(isinstance(event, SoundOutlined) for event in told)


def test_an_outline_that_cannot_be_kept_costs_no_text(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise LibraryError("It is full.")

    monkeypatch.setattr(Library, "keep_peaks", refuse)
    journal = JobJournal(lambda: library)
    journal.begin(KEY)
    journal.outline(KEY, SoundOutlined("ab:0", b"outline"))
    assert journal.finish(KEY, transcript(), REQUEST).key == KEY
    assert not journal.is_behind and journal.refusal is None


@pytest.fixture
def _quickly_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    """For who holds it on purpose: the disk of a busy computer may hold it for so long, too."""
    monkeypatch.setattr(database, "BUSY_S", 0.1)


@pytest.mark.usefixtures("_quickly_busy")
def test_a_library_that_another_program_holds_is_told_once_and_caught_up_with(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_journal, "PAUSE_S", 0.0)
    journal = JobJournal(lambda: library)
    journal.begin(KEY)
    assert journal.note(KEY, heard(0)) == ""
    with closing(sqlite3.connect(library.folder / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        told = journal.note(KEY, heard(1))
        assert "memory only" in told
        assert journal.note(KEY, heard(2)) == ""
        with pytest.raises(TranscriptNotKept):
            journal.finish(KEY, transcript(), REQUEST)
        other.execute("ROLLBACK")
    assert list(journal.unkept) == [KEY]
    journal.keep_again()
    assert list(journal.unkept) == []
    assert library.transcript(KEY).text == transcript().text
    assert library.jobs() == []


def test_a_job_at_work_elsewhere_is_left_alone(library: Library) -> None:
    JobJournal(lambda: library).begin(KEY)
    with closing(Library.open(library.folder)) as other:
        (job,) = other.jobs()
        assert (job.is_owned, job.is_interrupted) == (True, False)
        with pytest.raises(JobTaken):
            JobJournal(lambda: other).begin(KEY)
        with pytest.raises(JobTaken):
            JobJournal(lambda: other).note(KEY, heard(0))
    assert library.resume_point(KEY) is None


def test_a_job_that_is_gone_loses_no_text(library: Library) -> None:
    journal = JobJournal(lambda: library)
    assert journal.begin(OTHER) is None
    assert "memory only" in journal.note(OTHER, heard(0))
    summary = journal.finish(OTHER, transcript(), REQUEST)
    assert library.transcript(summary.key).text == transcript().text
