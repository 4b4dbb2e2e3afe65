"""Where the texts of the command line go, and that none is lost."""

import errno
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from desktop_app.app.services import Services
from desktop_app.cli import transcribe as transcribe_command
from desktop_app.cli.main import build_parser
from desktop_app.core.errors import DiskFull, NotWritable
from desktop_app.system.files import write_new
from desktop_app.system.folders import Folders
from desktop_app.system.streams import finish_streams
from tests.conftest import ROOT
from tests.fakes import STARTER, FakeEngine


def transcribe(engine: FakeEngine, home: Path, *words: str | Path) -> int:
    """The exit code of the command with this engine, quietly, with its own folders in `home`."""
    store: Any = SimpleNamespace(preferred=lambda: STARTER)
    speed: Any = SimpleNamespace(machine="here", note=lambda _run: None)
    folders = Folders.below(home / "home")
    services = SimpleNamespace(store=store, session=lambda: engine, speed=speed, folders=folders)
    options = build_parser().parse_args(["transcribe", "--no-library", "--quiet", *map(str, words)])
    return transcribe_command.run(cast(Services, services), options)


@pytest.fixture
def recordings(tmp_path: Path) -> tuple[Path, Path]:
    made = tmp_path / "talk.wav", tmp_path / "note.wav"
    for path in made:
        path.write_bytes(b"RIFF")
    return made


def test_a_recording_is_never_replaced_by_its_text(tmp_path: Path) -> None:
    dictation = tmp_path / "dictation.txt"
    dictation.write_bytes(b"RIFF")
    for options in ((), ("--overwrite",), ("--output", tmp_path)):
        assert transcribe(FakeEngine(), tmp_path, dictation, "--format", "txt", *options) == 0
        assert dictation.read_bytes() == b"RIFF"
    assert (tmp_path / "dictation (2).txt").exists()


def test_the_users_own_notes_beside_a_recording_stay(
    tmp_path: Path, recordings: tuple[Path, Path]
) -> None:
    notes = tmp_path / "talk.txt"
    notes.write_text("mine", encoding="utf-8")
    assert transcribe(FakeEngine(), tmp_path, *recordings, "--format", "txt,srt") == 0
    assert notes.read_text(encoding="utf-8") == "mine"
    for name in ("talk (2).txt", "talk (2).srt", "note.txt", "note.srt"):
        assert (tmp_path / name).exists(), name
    assert transcribe(FakeEngine(), tmp_path, recordings[0], "--format", "txt", "--overwrite") == 0
    assert notes.read_text(encoding="utf-8").startswith("Sentence")


@pytest.mark.parametrize("output", ["talk.wav", "talk.wav/below", "talk.wav/below/that"])
def test_an_output_that_is_a_file_is_reported_before_the_work(
    tmp_path: Path,
    recordings: tuple[Path, Path],
    capsys: pytest.CaptureFixture[str],
    output: str,
) -> None:
    engine = FakeEngine()
    assert transcribe(engine, tmp_path, *recordings, "--output", tmp_path / output) == 2
    assert not engine.requests
    err = capsys.readouterr().err
    assert err == f"“{recordings[0]}” is not a folder. Choose a folder.\n"


def test_a_folder_that_cannot_be_written_is_reported_before_the_work(
    tmp_path: Path,
    recordings: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refuse(self: Path, *_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(self))

    engine = FakeEngine()
    monkeypatch.setattr(Path, "mkdir", refuse)
    assert transcribe(engine, tmp_path, *recordings, "--output", tmp_path / "new") == 1
    assert not engine.requests
    assert "“new” is on a read-only drive." in capsys.readouterr().err


def test_files_beside_recordings_that_cannot_be_written_do_not_hold_up_the_others(
    tmp_path: Path,
    recordings: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "disc").mkdir()
    on_disc = recordings[0].rename(tmp_path / "disc" / "talk.wav")

    def refuse_disc(folder: Path) -> None:
        if folder.name == "disc":
            raise NotWritable("“disc” cannot be written.")

    monkeypatch.setattr("desktop_app.cli.delivery.require_writable", refuse_disc)
    engine = FakeEngine()
    assert transcribe(engine, tmp_path, on_disc, recordings[1], "--format", "txt") == 1
    assert [request.media_path for request in engine.requests] == [recordings[1]]
    assert (tmp_path / "note.txt").exists()
    said = capsys.readouterr().err
    assert said == "talk.wav: “disc” cannot be written. Name a folder by --output.\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_texts_that_standard_output_does_not_take_are_kept(
    tmp_path: Path,
    recordings: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert transcribe(FakeEngine(), tmp_path, *recordings) == 1
        assert not finish_streams()
    err = capsys.readouterr().err
    kept = tmp_path / "home" / "config" / "kept texts"
    for name in ("talk", "note"):
        text = (kept / f"{name}.txt").read_text(encoding="utf-8")
        assert text.startswith("Sentence number 0.")
        assert f"{name}.wav: the text is kept in {kept / name}.txt\n" in err


def test_a_text_whose_file_fails_after_the_work_is_kept(
    tmp_path: Path,
    recordings: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def full(path: Path, data: bytes, **options: bool) -> None:
        if "kept texts" not in path.parts:
            raise DiskFull(f"There is not enough space to write “{path.name}”.")
        write_new(path, data, **options)

    monkeypatch.setattr("desktop_app.export.files.write_new", full)
    assert transcribe(FakeEngine(), tmp_path, recordings[0], "--format", "srt") == 1
    err = capsys.readouterr().err
    assert "talk.wav: There is not enough space to write “talk.srt”." in err
    kept = tmp_path / "home" / "config" / "kept texts" / "talk.txt"
    assert kept.exists()
    if os.name != "nt":  # texts are private, unlike files at a path of the user's choice
        assert kept.stat().st_mode & 0o777 == 0o600 and kept.parent.stat().st_mode & 0o777 == 0o700


def test_a_closed_output_is_reported_before_the_work(
    tmp_path: Path,
    recordings: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "__stdout__", None)
    engine = FakeEngine()
    assert transcribe(engine, tmp_path, *recordings) == 2
    assert not engine.requests
    assert "Standard output is closed" in capsys.readouterr().err
    assert transcribe(engine, tmp_path, *recordings, "--output", tmp_path / "out") == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
@pytest.mark.parametrize("words", [["models", "list"], ["models", "list", "--json"]])
def test_a_reader_that_left_costs_a_sentence_and_no_traceback(words: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "desktop_app", *words]
    done = subprocess.run(
        command, stdout=writer, stderr=subprocess.PIPE, cwd=ROOT, check=False, timeout=60
    )
    os.close(writer)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) <= 1 and b"rror" not in done.stderr, done.stderr
