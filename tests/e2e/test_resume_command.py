"""Real processes with the real starter model, interrupted in every way: nothing heard is lost."""

import json
import os
import signal
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.warm_commands import Command

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.real_model,
    pytest.mark.skipif(os.name == "nt", reason="signals as a terminal on Linux sends them"),
]

SAMPLE = ROOT / "resources" / "samples" / "sample.wav"
# Some eight minutes: a few batches of chunks.
TIMES = 20


class Home:
    """Folders of its own, a long and a short recording."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.long = folder / "long.wav"
        self.short = folder / "short.wav"
        with wave.open(str(SAMPLE)) as sample, wave.open(str(self.long), "w") as long:
            long.setparams(sample.getparams())
            frames = sample.readframes(sample.getnframes())
            for _ in range(TIMES):
                long.writeframes(frames)
        self.short.write_bytes(SAMPLE.read_bytes())

    def start(self, *words: str | Path) -> Command:
        return Command(*words, environment=os.environ | {"AVIARY_HOME": str(self.folder / "home")})

    def run(self, *words: str | Path) -> tuple[int | None, str, str]:
        process = self.start(*words)
        out, err = process.communicate()
        return process.returncode, out, err

    def interrupted(
        self, end: Callable[[Command], None], *words: str | Path
    ) -> tuple[int | None, str, str]:
        """Run a command, and end it when the first text has come."""
        process = self.start(*words)
        first = process.stdout.readline()
        assert first.strip(), process.communicate()
        end(process)
        out, err = process.communicate()
        return process.returncode, first + out, err

    def listed(self, *words: str) -> list[dict[str, object]]:
        code, out, err = self.run("library", "list", "--json", *words)
        assert code == 0, err
        rows: list[dict[str, object]] = json.loads(out)
        return rows


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The long recording's text, without an interruption."""
    home = Home(tmp_path_factory.mktemp("whole"))
    code, out, err = home.run("transcribe", home.long, "--device", "cpu")
    assert code == 0, err
    (row,) = home.listed()
    assert row["title"] == "long.wav"
    return out


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_ctrl_c_keeps_what_was_heard_and_resume_gives_the_same_text(home: Home, whole: str) -> None:
    asked = ("transcribe", home.long, home.short, "--device", "cpu")
    code, out, err = home.interrupted(Command.interrupt, *asked)
    assert code == 130, err
    assert "Traceback" not in err
    said = err.splitlines()
    assert said[-3:-1] == ["Stopped. 0 of 2 done.", said[-2]]
    assert "long.wav: what was heard up to " in said[-2]
    assert said[-1] == "To go on: aviary transcribe --resume"
    assert whole.startswith(out) and out != whole
    row, later = home.listed("--unfinished")
    assert row["state"] == "stopped" and float(str(row["heard_s"])) > 0
    assert later["heard_s"] == 0

    code, part, _err = home.run("library", "show", "long.wav")
    assert code == 0 and whole.split()[:20] == part.split()[:20]
    code, out, err = home.run("transcribe", "--resume")
    assert code == 0, err
    assert out.startswith(f"{whole}\n")
    assert "long.wav: goes on at " in err and "2 of 2 done." in err
    assert [each["title"] for each in home.listed()] == ["short.wav", "long.wav"]
    assert home.listed("--unfinished") == []


def test_after_kill_9_resume_gives_the_same_text(home: Home, whole: str, tmp_path: Path) -> None:
    code, out, _err = home.interrupted(
        Command.kill, "transcribe", home.long, home.short, "--device", "cpu"
    )
    assert code == -signal.SIGKILL
    row, later = home.listed("--unfinished")
    assert row["is_interrupted"] and later["is_interrupted"]
    # What was printed was on the disk before.
    _code, kept, _err = home.run("library", "show", "long.wav")
    assert kept.split()[: len(out.split())] == out.split()

    folder = tmp_path / "texts"
    code, out, err = home.run("transcribe", "--resume", "--format", "txt", "--output", folder)
    assert (code, out) == (0, ""), err
    assert "long.wav: goes on at " in err
    assert (folder / "long.txt").read_text(encoding="utf-8").split() == whole.split()
    assert (folder / "short.txt").exists()
    assert home.run("library", "verify")[0] == 0


def test_a_reader_that_leaves_costs_no_text(home: Home, whole: str) -> None:
    def leave(process: Command) -> None:
        process.stdout.close()

    code, _out, err = home.interrupted(leave, "transcribe", home.long, "--device", "cpu")
    assert code == 1
    assert "Standard output took no more text" in err and "Traceback" not in err
    assert "the text is kept: aviary library show " in err
    _code, kept, _err = home.run("library", "show", "long.wav")
    assert kept.split() == whole.split()


def test_two_at_once_leave_each_others_recordings_alone(home: Home) -> None:
    others: list[tuple[int | None, str, str]] = []

    def meanwhile(_process: Command) -> None:
        assert [row["is_at_work"] for row in home.listed("--unfinished")] == [True, True]
        others.append(home.run("transcribe", "--resume"))

    asked = ("transcribe", home.long, home.short, "--device", "cpu", "--quiet")
    code, _out, err = home.interrupted(meanwhile, *asked)
    assert code == 0, err
    assert others == [(0, "", "There is nothing to go on with.\n")]
    assert [each["title"] for each in home.listed()] == ["short.wav", "long.wav"]
    assert home.listed("--unfinished") == []
