"""The real program with a fetched build of torch: used, and given up when it fails."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.core.request import DeviceChoice
from desktop_app.gpu.builds import TorchBuild
from desktop_app.gpu.runtime import FetchedTorch
from tests.conftest import ROOT
from tests.torch_index import BREAKS, CRASHES, PROGRAM, WORKS, TorchIndex, builds_file

pytestmark = [pytest.mark.e2e, pytest.mark.real_model]

SAMPLE = ROOT / "resources" / "samples" / "sample.wav"
FIRST_WORD = SAMPLE.with_suffix(".txt").read_text(encoding="utf-8").split()[0]


class Installed:
    """A home with a stand-in in use."""

    def __init__(self, home: Path, index: TorchIndex) -> None:
        self.home = home
        self.fetched = FetchedTorch(home / "cache" / "gpu")
        self._index = index

    def use(self, source: str, device: DeviceChoice = DeviceChoice.CPU) -> TorchBuild:
        build = self._index.publish_build(source, device)
        package = self.fetched.folder_of(build.id) / "torch"
        package.mkdir(parents=True)
        (package / "__init__.py").write_text(source, encoding="utf-8")
        self.fetched.activate(build.id)
        builds_file(self.home / "builds.json", build)
        return build

    def transcribe(self) -> subprocess.CompletedProcess[str]:
        return self.run("transcribe", str(SAMPLE), "--model", "aviary-starter", "--quiet")

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", PROGRAM, str(self.home / "builds.json"), *words],
            env={**os.environ, "PYTHONUTF8": "1", "AVIARY_HOME": str(self.home)},
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            timeout=200,
            check=False,
        )


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Installed]:
    home = tmp_path / "home"
    home.mkdir()
    with TorchIndex() as index:
        yield Installed(home, index)


def test_a_fetched_build_is_what_is_imported(installed: Installed) -> None:
    installed.use(WORKS)
    done = installed.transcribe()
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(FIRST_WORD)
    assert done.stderr.splitlines()[-1] == "2.13.0+cu130"
    assert not (installed.fetched.folder / "starting").exists()


def test_one_that_breaks_is_given_up_and_the_next_start_transcribes(installed: Installed) -> None:
    installed.use(BREAKS)
    failed = installed.transcribe()
    assert failed.returncode == 1, failed.stderr
    assert "could not be started: [WinError 126]" in failed.stderr
    assert not installed.fetched.active
    again = installed.transcribe()
    assert again.returncode == 0, again.stderr
    assert again.stdout.startswith(FIRST_WORD)
    assert not again.stderr.splitlines()[-1].endswith("+cu130")


def test_one_that_crashes_is_given_up_at_the_next_start(installed: Installed) -> None:
    installed.use(CRASHES)
    failed = installed.transcribe()
    assert failed.returncode == 5, failed.stderr
    assert installed.fetched.active
    again = installed.run("models", "list")
    assert again.returncode == 0, again.stderr
    assert not installed.fetched.active
