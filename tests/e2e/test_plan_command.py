"""`aviary transcribe --plan` on real files; tests/e2e/test_command_line.py has it after a run."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import warm_commands
from tests.conftest import ROOT

pytestmark = pytest.mark.e2e

SAMPLE = ROOT / "resources" / "samples" / "sample.wav"


def aviary(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return warm_commands.run("transcribe", *words)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AVIARY_HOME", str(tmp_path / "Zuhause é"))
    return tmp_path / "Zuhause é"


def test_a_plan_without_a_run_before_it_transcribes_nothing(home: Path) -> None:
    before = aviary("--plan", SAMPLE)
    assert before.returncode == 0, before.stderr
    assert "23 s of audio · Aviary Starter (Demo)" in before.stdout
    assert "There is no estimate yet" in before.stdout
    assert "Friday" not in before.stdout
    assert not (home / "cache" / "speed.json").exists()


def test_many_files_are_added_up(tmp_path: Path) -> None:
    for name in ("a.wav", "b.wav"):
        (tmp_path / name).write_bytes(SAMPLE.read_bytes())
    done = aviary("--plan", tmp_path / "a.wav", tmp_path / "b.wav")
    assert done.returncode == 0
    assert "In total: 2 files, 46 s of audio. There is no estimate yet" in done.stdout


def test_an_unknown_model_is_reported_as_ever() -> None:
    done = aviary("--plan", "--model", "nobody", SAMPLE)
    assert (done.returncode, done.stdout) == (2, "")
    assert "There is no model named “nobody”." in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--language", "xx"), 2, "does not support “xx”"),
        (("--language", "de"), 2, "does not support “de” (it supports en)"),
        (("--model", "canary-1b", "--timestamps", "word"), 2, "trained without times"),
        (("--audio-track", "9"), 1, "has 1 audio track, so there is no track 9"),
    ],
)
def test_what_would_be_refused_is_refused_here(
    words: tuple[str, ...], code: int, said: str
) -> None:
    done = aviary("--plan", *words, SAMPLE)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr


def test_a_model_that_would_have_to_be_downloaded_is_planned_and_told() -> None:
    done = aviary("--plan", "--model", "canary-1b-v2", "--language", "de", SAMPLE)
    assert done.returncode == 1
    assert "Canary 1B v2" in done.stdout
    assert "`aviary models download NAME` downloads one" in done.stderr


def test_a_missing_model_for_voices_is_told() -> None:
    done = aviary("--plan", "--speakers", "auto", "--known-voices", SAMPLE)
    assert done.returncode == 1
    assert "sample" in done.stdout
    assert "knows voices again is not on this computer. `aviary models download" in done.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--model", "nobody"), 2),
        (("--model", "canary-1b"), 2),
        (("--model", "gone.nemo"), 2),
        (("--language", "de"), 2),
        (("--audio-track", "9"), 1),
        (("--output", str(SAMPLE)), 2),
    ],
)
def test_what_cannot_work_fails_before_nemo_is_imported(words: tuple[str, ...], code: int) -> None:
    """A wrong word costs a moment, not the seconds of NeMo's import."""
    script = (
        "import sys; from desktop_app.__main__ import main; code = main(sys.argv[1:]); "
        "print(code, *(name for name in ('torch', 'nemo', 'librosa') if name in sys.modules))"
    )
    command = [sys.executable, "-c", script, "transcribe", str(SAMPLE), *words]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=100, check=False
    )
    assert done.stdout.split() == [str(code)], done.stderr
    assert len(done.stderr.splitlines()) == 1
