"""Damaged recordings of every kind: one sentence each; no crash, no hang, no traceback.

`pytest tests/unit/media/test_fuzz.py --fuzz 300 -s` tries 300 variants of each of our files and
prints what was said.
"""

import json
import queue
import re
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.media_files import KINDS, write_kind

SECONDS = 2.0
# A few seconds of sound take a tenth of a second; a busy computer takes longer.
LIMIT_S = 60.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("damaged")
    for name in KINDS:
        write_kind(made, name, SECONDS)
    return made


class Worker:
    """A process that tries damaged files; restarted if it crashes or hangs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._begin()

    def _begin(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.damage_worker", str(self._folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            cwd=ROOT,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, args=(self._process, self._lines)).start()

    @staticmethod
    def _listen(process: "subprocess.Popen[str]", lines: "queue.Queue[str]") -> None:
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                lines.put(line)
        lines.put("")

    def ask(self, name: str, number: int) -> dict[str, Any]:
        """What came of one variant."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{name} {number}\n")
        self._process.stdin.flush()
        try:
            line = self._lines.get(timeout=LIMIT_S)
        except queue.Empty:
            self.close()
            self._begin()
            return {"bad": "hang"}
        if line:
            answer: dict[str, Any] = json.loads(line)
            return answer
        code = self._process.wait()
        self._process.stdin.close()
        self._begin()
        return {"bad": f"crash {code}"}

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()


@pytest.fixture
def worker(folder: Path) -> Iterator[Worker]:
    made = Worker(folder)
    yield made
    made.close()


def kind_of(said: str) -> str:
    """A sentence without its names and numbers."""
    return re.sub(r"\d+(:\d+|\.\d+| min)*", "N", re.sub("“[^”]*”", "“…”", said)) or "(nothing)"


@pytest.mark.timeout(0)  # each file has a limit of its own
def test_every_damaged_file_is_one_sentence(worker: Worker, request: pytest.FixtureRequest) -> None:
    count = request.config.getoption("--fuzz")
    bad, slowest = [], (0.0, "")
    said: Counter[str] = Counter()
    for name in KINDS:
        for number in range(count):
            answer = worker.ask(name, number)
            wrong = answer.get("bad") or answer.get("trace")
            sentence = answer.get("said", "")
            if not wrong and sentence and not re.fullmatch(r"[^\n]+\.", sentence):
                wrong = f"no sentence: {sentence}"
            if wrong:
                bad.append(f"{name} {number}: {wrong}")
            said[kind_of(sentence) if not wrong else "BAD"] += 1
            slowest = max(slowest, (answer.get("took_s", 0.0), f"{name} {number}"))
    report = [f"{count * len(KINDS)} variants; slowest: {slowest[0]:.2f} s, {slowest[1]}"]
    report += [f"{times:6} {sentence}" for sentence, times in said.most_common()]
    sys.stdout.write("\n" + "\n".join(report) + "\n")
    assert not bad, "\n".join(bad[:20])
