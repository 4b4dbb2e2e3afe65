"""The program as a user meets it: a window, files dragged onto it, a transcript, an export."""

import contextlib
import json
import re
import shutil
import sys
import time
from pathlib import Path

import jiwer
import psutil
import pytest

from tests.conftest import ROOT
from tests.e2e.desktop import Desktop, running, wait_until
from tests.e2e.kept import jobs_in, long_recording

pytestmark = [pytest.mark.e2e, pytest.mark.real_model]

SAMPLE = ROOT / "resources" / "samples" / "sample.wav"
SAID = SAMPLE.with_suffix(".txt").read_text(encoding="utf-8").strip()
AVIARY = [sys.executable, "-m", "desktop_app"]
# Importing NeMo takes up to 17 s on an idle computer, several times that on a busy one.
PATIENCE_S = 150


def wait_for_transcripts(home: Path, names: list[str]) -> None:
    """Until the log says that all are done; the window shows it a moment later."""
    log = home / "logs" / "aviary.log"

    def are_done() -> bool:
        text = log.read_text(encoding="utf-8") if log.is_file() else ""
        return all(re.search(rf"transcribed .*{re.escape(name)} ", text) for name in names)

    wait_until(are_done, PATIENCE_S, f"the transcripts of {names}")


def export_all(screen: Desktop, folder: Path, expected: set[str]) -> None:
    """File > Export all… into `folder`, by the keyboard, once the window shows all."""
    dialog = "Export transcripts"
    end_s = time.monotonic() + PATIENCE_S

    def written() -> set[str]:
        return {path.name for path in folder.iterdir() if path.suffix == ".json"}

    while not expected <= written():
        assert time.monotonic() < end_s, f"{written()} of {expected}"
        screen.press("alt+f", "l")
        screen.active_window(dialog)
        screen.press("Return")
        with contextlib.suppress(AssertionError):  # else the window did not show all yet
            wait_until(lambda: expected <= written(), 5, "the files")
        screen.press("Escape")
        wait_until(lambda: not screen.has_window(dialog), 60, "the dialog's end")


def has_begun_to_prepare(process_id: int) -> bool:
    """Whether the program has torch's library in memory."""
    return any("libtorch" in one.path for one in psutil.Process(process_id).memory_maps())


def text_of(path: Path) -> str:
    document = json.loads(path.read_text(encoding="utf-8"))
    return " ".join(segment["text"] for segment in document["segments"])


def test_drop_transcribe_export_and_close(screen: Desktop, tmp_path: Path) -> None:
    recordings = tmp_path / "Aufnahmen é 日本"
    recordings.mkdir()
    good = [recordings / "gut.wav", recordings / "nochmal.wav"]
    for path in good:
        shutil.copy(SAMPLE, path)
    broken = recordings / "text.mp3"
    broken.write_text("This is no music.\n" * 100, encoding="utf-8")
    results = tmp_path / "results"
    results.mkdir()
    choices = {"formats": ["json"], "folder": str(results), "when_taken": "skip"}
    settings = tmp_path / "home" / "config" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"export_choices": choices}), encoding="utf-8")
    with running(AVIARY, screen.environment) as program:
        window = screen.window("^Aviary$")
        with screen.drop([good[0], broken, good[1]], window):
            wait_for_transcripts(tmp_path / "home", [path.name for path in good])
            export_all(screen, results, {"gut.json", "nochmal.json"})
        assert {path.name for path in results.iterdir()} == {"gut.json", "nochmal.json"}
        for path in results.iterdir():
            assert jiwer.wer(SAID, text_of(path)) <= 0.05
        assert text_of(results / "gut.json") == text_of(results / "nochmal.json")
        children = psutil.Process(program.pid).children(recursive=True)
        assert children == []
        screen.press("ctrl+q")
        assert program.wait(timeout=60) == 0
        assert program.stdout is not None
        assert program.stdout.read() == ""


def test_what_arrives_in_a_watched_folder_becomes_a_file_by_itself(
    screen: Desktop, tmp_path: Path
) -> None:
    arriving, results = tmp_path / "Eingang", tmp_path / "Texte"
    arriving.mkdir()
    results.mkdir()
    config = tmp_path / "home" / "config"
    config.mkdir(parents=True)
    content = {
        "watched_folders": [{"path": str(arriving)}],
        "exports_automatically": True,
        "automatic_export": {"formats": ["json", "srt"], "folder": str(results)},
    }
    (config / "settings.json").write_text(json.dumps(content), encoding="utf-8")
    with running(AVIARY, screen.environment) as program:
        screen.window("^Aviary$")
        wait_until((config / "watched.json").is_file, 60, "the first look")
        sound = SAMPLE.read_bytes()
        with (arriving / "gut.wav").open("wb") as file:  # as a slow copy writes it
            for begin in range(0, len(sound), len(sound) // 20):
                file.write(sound[begin : begin + len(sound) // 20])
                file.flush()
                time.sleep(0.1)
        written = {"gut.json", "gut.srt"}  # by name: until one is complete, it has another name
        wait_until(lambda: {path.name for path in results.iterdir()} == written, PATIENCE_S, "both")
        assert jiwer.wer(SAID, text_of(results / "gut.json")) <= 0.05
        screen.press("ctrl+q")
        assert program.wait(timeout=60) == 0
    assert [path.name for path in arriving.iterdir()] == ["gut.wav"]


def test_closing_while_it_prepares_asks_nothing_as_the_recording_waits(
    screen: Desktop, home: Path
) -> None:
    with running([*AVIARY, str(SAMPLE)], screen.environment) as program:
        screen.window("^Aviary$")
        # The recogniser is being prepared, which takes many times as long as what follows.
        wait_until(lambda: has_begun_to_prepare(program.pid), PATIENCE_S, "torch")
        screen.press("ctrl+q")
        assert program.wait(timeout=60) == 0
    assert list(jobs_in(home / "library")) == [SAMPLE.name]


def test_closing_while_working_asks_and_ends_within_three_seconds(
    screen: Desktop, home: Path, tmp_path: Path
) -> None:
    long = tmp_path / "long.wav"
    long_recording(long, 60)
    with running([*AVIARY, str(long)], screen.environment) as program:
        screen.window("^Aviary$")

        def is_at_work() -> bool:
            jobs = jobs_in(home / "library")
            return long.name in jobs and jobs[long.name].heard_s > 0

        wait_until(is_at_work, PATIENCE_S, "the first words")
        screen.press("ctrl+q")
        screen.window("Stop and close")
        screen.press("Escape")
        wait_until(lambda: not screen.has_window("Stop and close"), 60, "the question's end")
        assert program.poll() is None
        screen.press("ctrl+q")
        screen.window("Stop and close")
        screen.active_window("Stop and close")
        screen.press("Tab", "space")  # from "Keep working" to the other button
        started = time.monotonic()  # pressing takes a busy computer seconds of its own
        assert program.wait(timeout=60) == 0
        # Three; on two busy cores a little more than twice that.
        assert time.monotonic() - started < 7.0
    kept = jobs_in(home / "library")[long.name]
    assert kept.is_interrupted
    assert kept.heard_s > 0
