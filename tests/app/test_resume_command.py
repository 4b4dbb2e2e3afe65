"""`aviary transcribe` keeps what it hears in the library, and `--resume` goes on with it."""

import os
import signal
import subprocess
import sys
import wave
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from desktop_app.cli import journal as journal_module
from desktop_app.cli.journal import command_to_go_on
from desktop_app.cli.main import build_parser, run
from desktop_app.core.errors import MediaUnreadable
from desktop_app.core.job import JobState
from desktop_app.core.library_errors import LibraryFull, LibraryNotWritable
from desktop_app.core.request import TranscriptionRequest
from desktop_app.library.library import Library
from desktop_app.library.records import StoredJob
from tests.app.chunk_engine import CHUNKS, WHOLE, Home
from tests.conftest import ROOT
from tests.fakes import STARTER


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


def test_a_library_that_can_only_be_read_costs_a_warning(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Library, "refusal", LibraryNotWritable("It is on a read-only drive."))
    assert home.run("--quiet", home.recording("a.wav")) == 0
    out, err = capsys.readouterr()
    assert out.split() == WHOLE
    assert "are not kept in it" in err


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

    def said(jobs: list[StoredJob], *words: str) -> str:
        options = build_parser().parse_args(["transcribe", "a.wav", *words])
        return command_to_go_on(jobs, options, names_all=True).replace('"', "'")

    asked = ("--format", "txt,srt", "--output", "my texts", "--name", "{date} {name}")
    assert said([job], *asked) == (
        "aviary transcribe --resume 'my talk.wav' --format txt,srt --output 'my texts' "
        "--name '{date} {name}'"
    )
    assert said(others, "--overwrite") == "aviary transcribe --resume --overwrite"


def a_wave(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(os.urandom(32_000))
    return path


@pytest.mark.parametrize("place", ["sorted", "beside other recordings"])
def test_a_moved_recording_is_found_and_goes_on(
    place: str, home: Home, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    talk = a_wave(tmp_path / "new" / "talk.wav")
    other = a_wave(tmp_path.joinpath(*"abcdef") / "other.wav")
    assert home.run("--quiet", other) == 0
    home.engine.at = stop_at("talk", 2)
    assert home.run("--quiet", talk) == 130
    folder = talk.parent / "sorted" if place == "sorted" else other.parent
    folder.mkdir(exist_ok=True)
    talk.rename(folder / talk.name)
    capsys.readouterr()
    assert home.run("--quiet", "--resume", *([talk] if place == "sorted" else [])) == 0
    assert f"talk.wav was moved, found in {folder}." in capsys.readouterr().err.splitlines()
    assert home.engine.began[-1] == ("talk", 2)
    with home.library() as library:
        assert library.jobs() == []
        assert library.transcripts()[0].media_path == folder / talk.name


def test_a_recording_that_is_not_found_is_asked_for(
    home: Home, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    talk = a_wave(tmp_path / "new" / "talk.wav")
    home.engine.at = stop_at("talk", 2)
    assert home.run("--quiet", talk) == 130
    there = tmp_path / "one" / "two" / "three" / "four" / "five" / "renamed.wav"
    there.parent.mkdir(parents=True)
    talk.rename(there)
    capsys.readouterr()
    assert home.run("--resume") == 1
    command = f"aviary transcribe --resume {Path('NEW', 'PLACE', 'talk.wav')}"
    sentence = f"talk.wav: It is no longer in {talk.parent}. If it was moved: {command}"
    assert sentence in capsys.readouterr().err.splitlines()
    assert home.state() == ([], [("talk.wav", JobState.STOPPED, 40.0)])
    assert home.run("--resume", there) == 0
    assert home.state() == (["renamed.wav"], [])


def test_a_second_transcript_of_a_recording_is_told(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    talk = home.recording("talk.wav")
    said = "talk.wav is in the library already; this makes a second transcript."
    assert home.run(talk) == 0
    assert said not in capsys.readouterr().err
    assert home.run(talk, home.recording("other.wav")) == 0
    assert capsys.readouterr().err.splitlines().count(said) == 1
    assert home.run("--quiet", talk) == 0
    assert capsys.readouterr().err == ""
    assert home.state()[0].count("talk.wav") == 3


POINTS = (
    "cli.run.adding", "cli.run.added", "journal.take.after", "journal.note.before:6",
    "journal.note.after:6", "journal.finish.before:2", "journal.finish.after:2",
    "cli.run.delivered:2",
)  # fmt: skip


@pytest.mark.parametrize("point", POINTS)
def test_a_run_that_is_killed_loses_nothing_that_was_kept(
    point: str, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ("a.wav", "b.wav", "c.wav")
    files = [home.recording(name) for name in names]
    killed = subprocess.run(
        [sys.executable, "-m", "tests.app.chunk_engine", home.folder],
        cwd=ROOT, env=os.environ | {"AVIARY_KILL_AT": point}, check=False, timeout=100,
        capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert killed.returncode != 0 and "Traceback" not in killed.stderr
    titles, jobs = home.state()
    with home.library() as library:
        assert library.verify() == []
        kept = {
            Path(job.request.media_path).stem: round(job.heard_s / 20) for job in library.jobs()
        }
    # What was printed had been kept.
    printed = len(killed.stdout.split())
    assert printed <= CHUNKS * len(titles) + sum(kept.values())
    if point == "cli.run.adding":
        assert (titles, jobs) == ([], [])
        assert home.run("--quiet", *files) == 0
    else:
        assert sorted([*titles, *(name for name, *_ in jobs)]) == sorted(names)
        assert home.run("--quiet", "--resume") == 0
        assert home.engine.began == [(stem, kept[stem]) for stem in sorted(kept)]
    assert home.state() == (sorted(names), [])
    with home.library() as library:
        texts = [library.transcript(one.key).text.split() for one in library.transcripts()]
    assert texts == [WHOLE] * len(names)
    capsys.readouterr()
