"""Install a build of torch, or a stand-in, on Windows."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model_progress import unreported
from desktop_app.gpu.installer import TorchInstaller
from desktop_app.gpu.runtime import FetchedTorch
from desktop_app.net.hub import HubSettings
from desktop_app.system.folders import RESOURCES
from tests.torch_index import PROGRAM, VERSION, WORKS, TorchIndex, builds_file
from tests.windows.holding import ROOT

SAMPLE = RESOURCES / "samples" / "sample.wav"


@pytest.mark.slow
def test_a_build_is_fetched_tried_and_used(tmp_path: Path) -> None:
    home = tmp_path / "José 日本"
    fetched = FetchedTorch(home / "cache" / "gpu")
    with TorchIndex() as index:
        build = index.publish_build(WORKS)
        work = TorchInstaller(fetched, HubSettings(endpoint=index.url))
        tried = work.install(build, CancelToken(), unreported)
    assert tried.torch == VERSION
    known = builds_file(home / "builds.json", build)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(known), "transcribe", str(SAMPLE), "--quiet"],
        env={**os.environ, "AVIARY_HOME": str(home)},
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == VERSION
    assert len(done.stdout.split()) > 20
