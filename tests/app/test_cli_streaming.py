"""Text on standard output as it comes, and what a terminal shows beside it."""

import io
import os
import re
import select
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from desktop_app.app.services import Services
from desktop_app.cli import transcribe as transcribe_command
from desktop_app.cli.main import build_parser
from desktop_app.cli.progress import FileProgress, Tally
from desktop_app.cli.terminal import Terminal, fitted, width
from desktop_app.core.errors import MediaUnreadable
from desktop_app.core.request import DeviceChoice, ModelReady, Precision, Progress
from desktop_app.system.folders import Folders
from tests.fakes import STARTER, FakeEngine


class Screen(io.StringIO):
    """A terminal of one process."""

    def isatty(self) -> bool:
        return True


def transcribe(engine: FakeEngine, home: Path, *words: str | Path) -> int:
    store: Any = SimpleNamespace(preferred=lambda: STARTER)
    speed: Any = SimpleNamespace(machine="here", note=lambda _run: None)
    folders = Folders.below(home / "home")
    services = SimpleNamespace(store=store, session=lambda: engine, speed=speed, folders=folders)
    options = build_parser().parse_args(["transcribe", "--no-library", *map(str, words)])
    return transcribe_command.run(cast(Services, services), options)


@pytest.fixture
def recordings(tmp_path: Path) -> list[Path]:
    made = [tmp_path / name for name in ("talk.wav", "note.wav", "third.wav")]
    for path in made:
        path.write_bytes(b"RIFF")
    return made


def read_from(pipe: int) -> bytes:
    """What lies in a pipe, waiting for something to."""
    assert select.select([pipe], [], [], 30)[0], "nothing came"
    return os.read(pipe, 1000)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_a_segment_can_be_read_before_the_next_is_heard(
    recordings: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = FakeEngine()
    engine.gate.clear()
    reader, writer = os.pipe()
    codes: list[int] = []
    thread = threading.Thread(
        target=lambda: codes.append(transcribe(engine, tmp_path, "--quiet", recordings[0]))
    )
    with os.fdopen(writer, "w", encoding="utf-8") as stream, os.fdopen(reader, "rb"):
        monkeypatch.setattr(sys, "stdout", stream)
        thread.start()
        try:
            first = read_from(reader)
        finally:
            engine.gate.set()
            thread.join(30)
        assert codes == [0]
        assert first == b"Sentence number 0.\n"
        assert read_from(reader) == b"Sentence number 1.\nSentence number 2.\n"


def test_a_blank_line_parts_two_files(
    recordings: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = FakeEngine()
    engine.errors["note"] = MediaUnreadable("“note.wav” cannot be read.")
    text = "".join(f"Sentence number {number}.\n" for number in range(3))
    assert transcribe(engine, tmp_path, "--quiet", recordings[0]) == 0
    assert capsys.readouterr().out == text
    assert transcribe(engine, tmp_path, "--quiet", *recordings) == 1
    assert capsys.readouterr().out == f"{text}\n{text}"


def test_plain_lines_where_standard_error_is_no_terminal(
    recordings: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = FakeEngine()
    engine.errors["note"] = MediaUnreadable("“note.wav” cannot be read.")
    assert transcribe(engine, tmp_path, *recordings, "--output", tmp_path / "out") == 1
    lines = capsys.readouterr().err.splitlines()
    assert [line for line in lines if line.startswith(("1", "2", "3"))] == [
        "1 of 3: talk.wav",
        "2 of 3: note.wav",
        "3 of 3: third.wav",
        "2 of 3 done, 1 failed: note.wav (“note.wav” cannot be read).",
    ]
    assert not any(character in "".join(lines) for character in "\r\x1b%")


def test_a_terminal_shows_the_way_and_no_line_of_it_stays(
    recordings: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(sys, "stdout", screen)
    assert transcribe(FakeEngine(), tmp_path, *recordings[:2]) == 0
    shown = screen.getvalue()
    assert "\r2 of 2: note.wav 33 %" in shown
    # What a terminal still shows of each line: what follows the last return to its beginning.
    left = [re.sub(r"\x1b\[K", "", line.rpartition("\r")[2]) for line in shown.split("\n")]
    assert "Sentence number 2." in left
    assert not any("%" in line for line in left)
    assert left[-2:] == ["2 of 2 done.", ""]


def test_quiet_says_nothing_but_failures(
    recordings: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert transcribe(FakeEngine(), tmp_path, "--quiet", *recordings) == 0
    assert capsys.readouterr().err == ""


def test_time_left_is_judged_by_what_this_run_heard() -> None:
    now = [0.0]
    progress = FileProgress(Terminal(), "talk.wav", heard_s=600.0, now=lambda: now[0])
    now[0] = 100.0
    progress.take(ModelReady(DeviceChoice.CPU, Precision.FP32, 2))
    assert progress.state(Progress(600.0, 3600.0)) == "16 %"
    now[0] = 160.0
    assert progress.state(Progress(1200.0, 3600.0)) == "33 % · about 4 min left"
    assert progress.state(Progress(3600.0, 3600.0)) == "100 %"
    assert progress.state(Progress(75.0, None)) == "01:15"


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_the_live_line_fits_into_the_terminal(
    columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    name = "一番長い録音の名前" * 9 + ".wav"
    Terminal().live("2 of 5: ", name, " 41 %")
    (line,) = re.findall(r"\r(.*?) \x1b\[K", screen.getvalue())
    assert width(line) < columns
    assert line.startswith("2 of 5: 一") and line.endswith("41 %")


@pytest.mark.parametrize("columns", range(1, 12))
def test_a_shortened_text_is_as_long_as_it_may_be(columns: int) -> None:
    assert width(fitted("abcdefghijklmnop", columns)) == columns


def test_the_summary_names_each_failure() -> None:
    tally = Tally(of=5, done=3)
    tally.has_failed("x.wav", "“x.wav” is empty.")
    tally.has_failed("y.wav", "“y.wav” is gone.")
    assert tally.lines() == [
        "3 of 5 done, 2 failed:",
        "  x.wav: “x.wav” is empty.",
        "  y.wav: “y.wav” is gone.",
    ]


def no_engine() -> Any:
    raise AssertionError("the engine was asked for")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--language", "xx"), "does not support “xx”"),
        (("--language", "de"), "does not support “de”"),
        (("--target-language", "de"), "does not translate"),
    ],
)
def test_what_the_model_cannot_do_is_wrong_usage_before_any_engine(
    words: tuple[str, ...],
    said: str,
    recordings: list[Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from desktop_app.models.catalog import STARTER as REAL

    store: Any = SimpleNamespace(preferred=lambda: REAL)
    make: Callable[[], Any] = no_engine
    services = SimpleNamespace(store=store, session=make, folders=Folders.below(tmp_path))
    options = build_parser().parse_args(["transcribe", "--no-library", str(recordings[0]), *words])
    assert transcribe_command.run(cast(Services, services), options) == 2
    assert said in capsys.readouterr().err


def test_two_of_one_name_get_numbers_across_the_run(tmp_path: Path) -> None:
    names = ("a/talk.wav", "b/Talk.mp3", "c/TALK.ogg", "d/cafe\u0301.wav", "e/caf\xe9.wav")
    for name in names:
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(b"RIFF")
    out = tmp_path / "out"
    for words in ((), ("--overwrite",)):
        paths = [tmp_path / name for name in names]
        asked = ("--quiet", *paths, "--format", "txt,srt", "--output", out, *words)
        assert transcribe(FakeEngine(), tmp_path, *asked) == 0
        made = sorted(path.name for path in out.glob("*.srt"))
        assert len(made) == (5 if not words else 5 + 5)
        for path in out.iterdir():
            path.rename(path.with_name(f"{path.stem} of before{path.suffix}"))


def test_an_output_of_before_stays_unless_it_may_be_replaced(tmp_path: Path) -> None:
    recording, out = tmp_path / "talk.wav", tmp_path / "out"
    recording.write_bytes(b"RIFF")
    out.mkdir()
    (out / "TALK.txt").write_text("mine", encoding="utf-8")
    (out / "talk.txt").write_text("mine", encoding="utf-8")
    asked = ("--quiet", recording, "--output", out)
    assert transcribe(FakeEngine(), tmp_path, *asked) == 0
    assert transcribe(FakeEngine(), tmp_path, *asked) == 0
    assert (out / "talk.txt").read_text(encoding="utf-8") == "mine"
    assert {path.name for path in out.iterdir()} >= {"talk (2).txt", "talk (3).txt"}
    assert transcribe(FakeEngine(), tmp_path, *asked, "--overwrite") == 0
    assert (out / "talk.txt").read_text(encoding="utf-8") != "mine"


def test_two_folders_that_are_one_do_not_let_texts_meet(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.mkdir()
    try:
        link.symlink_to(real, target_is_directory=True)
    except OSError:
        pytest.skip("no links here")
    for name in ("talk.wav", "talk.mp3"):
        (real / name).write_bytes(b"RIFF")
    asked = ("--quiet", real / "talk.wav", link / "talk.mp3", "--format", "txt", "--overwrite")
    assert transcribe(FakeEngine(), tmp_path, *asked) == 0
    assert sorted(path.name for path in real.glob("*.txt")) == ["talk (2).txt", "talk.txt"]


def test_where_lines_stay_there_is_one_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    now = [0.0]
    progress = FileProgress(Terminal(), "long.mp3", "2 of 5", now=lambda: now[0])
    for done_s in range(0, 1001, 5):  # a hundred seconds for all of it
        now[0] = done_s / 10
        progress.take(Progress(float(done_s), 1000.0))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 10
    assert lines[3] == "2 of 5: long.mp3: 40 % · about 60 s left"
    slow = FileProgress(Terminal(), "slow.mp3", now=lambda: now[0])
    for done_s in range(60):  # a second for a second, of an hour
        now[0] += 1.0
        slow.take(Progress(float(done_s), 3600.0))
    assert len(capsys.readouterr().err.splitlines()) == 2
    quiet = FileProgress(Terminal(quiet=True), "quiet.mp3", now=lambda: now[0])
    now[0] += 100.0
    quiet.take(Progress(60.0, 100.0))
    short = FileProgress(Terminal(), "short.mp3", now=lambda: now[0])
    for done_s in range(11):
        now[0] += 0.1
        short.take(Progress(float(done_s), 10.0))
    assert capsys.readouterr().err == ""
