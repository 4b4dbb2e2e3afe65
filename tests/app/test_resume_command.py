"""`aviary transcribe` keeps what it hears in the library, and `--resume` goes on with it."""

import signal
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from uuid import uuid4

import pytest

from desktop_app.app.services import Services
from desktop_app.cli import journal as journal_module
from desktop_app.cli import transcribe as transcribe_command
from desktop_app.cli.journal import command_to_go_on
from desktop_app.cli.main import build_parser, run
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import MediaUnreadable
from desktop_app.core.job import JobState
from desktop_app.core.journal import Cutting, HeardChunk
from desktop_app.core.library_errors import LibraryFull, LibraryNotWritable
from desktop_app.core.media import FileStamp
from desktop_app.core.request import (
    ChunkHeard,
    DeviceChoice,
    ModelReady,
    Precision,
    SegmentsReady,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.core.transcript import Segment, Transcript, Word
from desktop_app.library.library import Library
from desktop_app.library.records import StoredJob
from desktop_app.system.folders import Folders
from tests.fakes import STARTER

CHUNKS = 4
CUTTING = Cutting(20.0, stamp=FileStamp(4, 1, 1))


def heard(number: int) -> HeardChunk:
    start_s = 20.0 * number
    words = (Word(f"Chunk{number}.", start_s, start_s + 1),)
    return HeardChunk(
        number, start_s, start_s + 20, 0.0, 0.0, ((start_s, start_s + 1),), words[0].text, words
    )


def segment_of(chunk: HeardChunk) -> Segment:
    return Segment(chunk.text, chunk.start_s, chunk.start_s + 1, chunk.words)


class ChunkEngine:
    """An engine that reports chunks, and goes on where the request says.

    Attributes:
        at: called with the recording's stem and the number of each chunk that is new.
        began: the recordings, each with the number of its first new chunk.
    """

    def __init__(self) -> None:
        self.at: Callable[[str, int], None] = lambda _stem, _number: None
        self.began: list[tuple[str, int]] = []

    def transcribe(
        self,
        request: TranscriptionRequest,
        cancel: CancelToken,
        on_event: Callable[[TranscriptionEvent], None],
        _upcoming: Sequence[TranscriptionRequest] = (),
    ) -> Transcript:
        cancel.raise_if_cancelled()
        stem = request.media_path.stem
        known = request.resume.heard if request.resume else ()
        self.began.append((stem, len(known)))
        on_event(ModelReady(DeviceChoice.CPU, Precision.FP32, 1))
        for chunk in known:
            on_event(SegmentsReady((segment_of(chunk),)))
        for number in range(len(known), CHUNKS):
            self.at(stem, number)
            cancel.raise_if_cancelled()
            on_event(ChunkHeard(heard(number), CUTTING))
            on_event(SegmentsReady((segment_of(heard(number)),)))
        segments = tuple(segment_of(heard(number)) for number in range(CHUNKS))
        return Transcript(request.media_path, 20.0 * CHUNKS, request.model.id, None, segments)

    def close(self) -> None:
        pass


WHOLE = [f"Chunk{number}." for number in range(CHUNKS)]


class Home:
    """Recordings, a library and the command."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.engine = ChunkEngine()
        self.has_window = False
        self.error: Exception | None = None
        self.opened: Callable[[Library], Library] = lambda library: library

    def recording(self, name: str) -> Path:
        path = self.folder / name
        path.write_bytes(b"RIFF")
        return path

    def run(self, *words: Path | str) -> int:
        store: Any = SimpleNamespace(preferred=lambda: STARTER)
        speed: Any = SimpleNamespace(machine="here", note=lambda _run: None)
        services = SimpleNamespace(
            store=store, session=lambda: self.engine, speed=speed,
            folders=Folders.below(self.folder / "home"), open_library=self._open,
        )  # fmt: skip
        options = build_parser().parse_args(["transcribe", *map(str, words)])
        return transcribe_command.run(cast(Services, services), options)

    def _open(self) -> Any:
        if self.error is not None:
            raise self.error
        library = self.opened(Library.open(self.folder / "library"))
        return SimpleNamespace(library=library, notes=library.notes)

    @contextmanager
    def library(self) -> Any:
        library = Library.open(self.folder / "library")
        yield library
        assert library.close()

    def state(self) -> tuple[list[str], list[tuple[str, JobState, float]]]:
        """The titles of the transcripts, oldest first, and what is unfinished."""
        with self.library() as library:
            titles = [one.title for one in library.transcripts()][::-1]
            jobs = [(one.request.media_path.name, one.state, one.heard_s) for one in library.jobs()]
        return titles, jobs


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    made = Home(tmp_path)
    monkeypatch.setattr(journal_module, "has_window", lambda _services: made.has_window)
    return made


def stop_at(stem: str, number: int) -> Callable[[str, int], None]:
    """What a user does who presses Ctrl+C once, before that chunk is heard."""
    pressed: list[int] = []

    def at(now: str, reached: int) -> None:
        if (now, reached) == (stem, number) and not pressed:
            pressed.append(reached)
            signal.raise_signal(signal.SIGINT)

    return at


def test_a_stop_keeps_what_was_heard_and_says_how_to_go_on(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [home.recording(name) for name in ("a.wav", "b.wav", "c.wav")]
    home.engine.at = stop_at("b", 2)
    assert home.run(*files) == 130
    out, err = capsys.readouterr()
    assert out.split() == [*WHOLE, *WHOLE[:2]]
    assert err.splitlines()[-3:] == [
        "Stopped. 1 of 3 done.",
        "b.wav: what was heard up to 00:40 is kept.",
        "To go on: aviary transcribe --resume",
    ]
    stopped = JobState.STOPPED
    assert home.state() == (["a.wav"], [("b.wav", stopped, 40.0), ("c.wav", stopped, 0.0)])

    assert home.run("--resume") == 0
    out, err = capsys.readouterr()
    assert out.split() == [*WHOLE, *WHOLE]
    assert home.engine.began == [("a", 0), ("b", 0), ("b", 2), ("c", 0)]
    assert "b.wav: goes on at 00:40." in err.splitlines()
    assert home.state() == (["a.wav", "b.wav", "c.wav"], [])
    assert home.run("--resume") == 0
    assert capsys.readouterr() == ("", "There is nothing to go on with.\n")


def test_a_run_that_had_not_come_to_anything_leaves_nothing(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [home.recording(name) for name in ("a.wav", "b.wav")]
    home.engine.at = stop_at("a", 0)
    assert home.run(*files) == 130
    assert capsys.readouterr().err.splitlines()[-1] == "Stopped. 0 of 2 done."
    assert home.state() == ([], [])


def test_named_files_go_on_alone(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    files = [home.recording(name) for name in ("a.wav", "b.wav", "c.wav")]
    home.engine.at = stop_at("a", 1)
    assert home.run(*files) == 130
    assert home.run("--resume", files[1], home.recording("d.wav")) == 0
    assert "d.wav: nothing of it is unfinished." in capsys.readouterr().err.splitlines()
    titles, jobs = home.state()
    assert titles == ["b.wav"] and [name for name, *_ in jobs] == ["a.wav", "c.wav"]


def test_a_failure_after_an_hour_keeps_the_hour_and_one_at_once_leaves_nothing(
    home: Home,
) -> None:
    files = [home.recording(name) for name in ("a.wav", "b.wav", "c.wav")]

    def fail(stem: str, number: int) -> None:
        if (stem, number) in (("a", 3), ("b", 0)):
            raise MediaUnreadable("It cannot be read.")

    home.engine.at = fail
    assert home.run("--quiet", *files) == 1
    assert home.state() == (["c.wav"], [("a.wav", JobState.FAILED, 60.0)])
    home.engine.at = lambda _stem, _number: None
    assert home.run("--quiet", "--resume") == 0
    assert home.engine.began[-1] == ("a", 3)
    assert home.state() == (["c.wav", "a.wav"], [])


def test_no_library_keeps_nothing(home: Home) -> None:
    assert home.run("--no-library", home.recording("a.wav")) == 0
    assert not (home.folder / "library").exists()


def test_a_library_that_cannot_be_opened_costs_a_warning(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    home.error = LibraryNotWritable("“library” cannot be written.")
    assert home.run("--quiet", home.recording("a.wav")) == 0
    out, err = capsys.readouterr()
    assert out.split() == WHOLE
    (line,) = err.splitlines()
    assert line.startswith("“library” cannot be written.") and line.endswith("interruption.")
    assert home.run("--resume") == 1


def test_a_file_in_the_librarys_place_is_left_as_it_is(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    (home.folder / "library").mkdir()
    file = home.folder / "library" / "library.sqlite3"
    file.write_bytes(b"no database at all" * 1000)
    assert home.run("--quiet", home.recording("a.wav")) == 0
    out, err = capsys.readouterr()
    assert out.split() == WHOLE
    assert "set aside" in err
    assert any(
        path.is_file() and path.read_bytes().startswith(b"no database at all")
        for path in file.parent.iterdir()
    )


def test_a_library_that_fills_up_meanwhile_costs_a_notice(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise LibraryFull("There is no space for the library.")

    monkeypatch.setattr(Library, "note_chunk", full)
    monkeypatch.setattr(Library, "finish_job", full)
    assert home.run("--quiet", home.recording("a.wav")) == 0
    out, err = capsys.readouterr()
    assert out.split() == WHOLE
    lines = err.splitlines()
    assert "a.wav: There is no space for the library." in lines[0]
    assert lines[-1].startswith("1 text is not in the library")
    assert len(lines) == 3


def test_nothing_is_taken_that_another_program_works_on(home: Home) -> None:
    a, b = home.recording("a.wav"), home.recording("b.wav")
    inner = Home(home.folder)

    def meanwhile(stem: str, number: int) -> None:
        if (stem, number) == ("a", 2):
            # In this process both runs have marks of their own, as two programs have.
            assert inner.run("--quiet", "--resume") == 0
            assert inner.engine.began == []

    home.engine.at = meanwhile
    assert home.run("--quiet", a, b) == 0
    assert home.state() == (["a.wav", "b.wav"], [])


def test_what_waits_in_an_open_window_is_the_windows(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    request = TranscriptionRequest(home.recording("a.wav"), STARTER)
    with home.library() as library:
        library.add_jobs([StoredJob(key=uuid4().hex, request=request)])
    home.has_window = True
    assert home.run("--resume") == 0
    assert capsys.readouterr().err == "There is nothing to go on with.\n"
    home.has_window = False
    assert home.run("--resume") == 0
    assert home.state() == (["a.wav"], [])


def test_a_recording_that_was_moved_is_found_by_its_name_and_size(home: Home) -> None:
    path = home.recording("a.wav")
    home.engine.at = stop_at("a", 3)
    assert home.run("--quiet", path) == 130
    (home.folder / "elsewhere").mkdir()
    moved = path.rename(home.folder / "elsewhere" / "a.wav")
    assert home.run("--quiet", "--resume", moved) == 0
    assert home.engine.began[-1] == ("a", 3)
    with home.library() as library:
        (summary,) = library.transcripts()
    assert summary.media_path == moved


def test_a_new_begin_tells_of_what_was_interrupted(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    path = home.recording("a.wav")
    home.engine.at = stop_at("a", 3)
    assert home.run("--quiet", path) == 130
    capsys.readouterr()
    home.engine.at = lambda _stem, _number: None
    assert home.run(path) == 0
    lines = capsys.readouterr().err.splitlines()
    assert (
        "a.wav: an earlier transcription was interrupted at 01:00; with --resume it goes on there."
        in lines
    )


def test_a_text_that_could_not_be_delivered_is_in_the_library(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop_app.core.errors import DiskFull

    def full(path: Path, _data: bytes, **_options: bool) -> None:
        raise DiskFull(f"There is not enough space to write “{path.name}”.")

    monkeypatch.setattr("desktop_app.export.files.write_new", full)
    assert home.run("--quiet", home.recording("a.wav"), "--format", "txt") == 1
    with home.library() as library:
        (summary,) = library.transcripts()
    assert summary.exported_s is None
    last = capsys.readouterr().err.splitlines()[-1]
    assert last == f"a.wav: the text is kept: aviary library show {summary.key[:8]}"


def test_what_was_written_counts_as_exported(home: Home) -> None:
    assert home.run("--quiet", home.recording("a.wav"), "--format", "txt") == 0
    assert home.run("--quiet", home.recording("b.wav")) == 0
    with home.library() as library:
        exported = {one.title: one.exported_s for one in library.transcripts()}
    assert exported["a.wav"] is not None and exported["b.wav"] is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--model", "canary-1b"), "leave out --model"),
        (("--language", "de"), "leave out --language"),
        (("--audio-track", "2"), "leave out --audio-track"),
        (("--no-library",), "--resume and --no-library do not go together"),
        (("--plan",), "--resume and --plan do not go together"),
    ],
)
def test_resume_goes_on_with_the_settings_of_the_beginning(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["transcribe", "--resume", *words])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_a_transcription_needs_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["transcribe", "--quiet"])
    assert ended.value.code == 2
    assert "the following arguments are required: FILE" in capsys.readouterr().err


def test_the_command_to_go_on_can_be_typed() -> None:
    job = StoredJob(key="a", request=TranscriptionRequest(Path("my talk.wav"), STARTER))
    others = [replace(job, key=str(number)) for number in range(4)]
    said = command_to_go_on([job], ("txt", "srt"), Path("my texts"), names_all=True)
    assert said.startswith("aviary transcribe --resume ")
    assert said.replace('"', "'") == (
        "aviary transcribe --resume 'my talk.wav' --format txt,srt --output 'my texts'"
    )
    assert command_to_go_on(others, (), None, names_all=True) == "aviary transcribe --resume"
