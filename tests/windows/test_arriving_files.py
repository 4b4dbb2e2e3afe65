"""Files that arrive in a watched folder, and names of exported files, on Windows."""

import threading
import time
from datetime import datetime
from pathlib import Path

import pytest

from desktop_app.app.watching.folder import FolderWatch
from desktop_app.core.transcript import Segment, Transcript
from desktop_app.export.files import ExportFiles
from desktop_app.export.names import NameFacts, NameTemplate
from desktop_app.export.registry import FORMATS
from desktop_app.system.files import is_finished, write_new

MADE = datetime(2026, 11, 29, 7, 5)  # noqa: DTZ001 - the clock on the wall


def test_a_file_is_finished_once_nobody_writes(tmp_path: Path) -> None:
    path = tmp_path / "Gespräch.wav"
    assert not is_finished(path) and not is_finished(tmp_path)
    with path.open("wb") as file:
        file.write(b"RIFF")
        file.flush()
        assert not is_finished(path)
    assert is_finished(path)
    with path.open("rb"):
        assert is_finished(path)  # others may read it


def test_a_recording_that_is_being_written_waits_for_the_end(tmp_path: Path) -> None:
    watch = FolderWatch(tmp_path, threading.Event(), seen={}, settled_s=0.0)
    path = tmp_path / "tief" / "Gespräch.wav"
    path.parent.mkdir()
    with path.open("wb") as file:
        for _ in range(5):
            file.write(b"\0" * 1000)
            file.flush()
            look = watch.look(at_all=True)
            assert look.is_there and not look.ready
    end_s = time.monotonic() + 90
    while not (ready := watch.look(at_all=True).ready):
        assert time.monotonic() < end_s
        time.sleep(0.05)
    assert ready == (path,)
    assert watch.seen is not None and set(watch.seen) == {str(Path("tief", "Gespräch.wav"))}


@pytest.mark.parametrize("name", ["con", "nul.v2", "a:b", "what?", "x...", "com1 ", "ä" * 300])
def test_every_name_can_be_written(tmp_path: Path, name: str) -> None:
    stem = NameTemplate.parse("{name}").stem(NameFacts(name, MADE), FORMATS[0], 100)
    write_new(tmp_path / f"{stem}.txt", b"text")
    (written,) = tmp_path.iterdir()
    assert written.name == f"{stem}.txt" and written.read_bytes() == b"text"


def test_names_that_differ_in_case_are_numbered(tmp_path: Path) -> None:
    files = ExportFiles([])
    for name in ("Talk", "TALK", "talk"):
        made = Transcript(Path(f"{name}.wav"), 1.0, "starter", None, (Segment(name),))
        files.write(made, FORMATS[:1], tmp_path)
    texts = {path.read_text(encoding="utf-8").strip() for path in tmp_path.iterdir()}
    assert texts == {"Talk", "TALK", "talk"}
