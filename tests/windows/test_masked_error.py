"""NeMo's classic on Windows: memory runs out, the clean-up fails, and one sees WinError 32."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.windows.holding import ROOT

# Path input is what Aviary never gives NeMo: here it does, to meet the error that others meet.
CODE = """
import json, sys
from pathlib import Path
from desktop_app.core.cancel import CancelToken
from desktop_app.core.request import DeviceChoice
from desktop_app.engine.nemo import restoring
from desktop_app.models.catalog import STARTER
from desktop_app.models.store import ModelStore
from desktop_app.system.folders import RESOURCES
from desktop_app.system.locks.diagnose import diagnose

store = ModelStore(Path(sys.argv[1]), RESOURCES / "models")
model = restoring.restore(store.unpacked_folder(STARTER, CancelToken()), DeviceChoice.CPU)
def run_out(*_arguments, **_keywords):
    raise RuntimeError("CUDA out of memory. Tried to allocate 20.00 GiB")
model.forward = run_out
try:
    model.transcribe([str(RESOURCES / "samples" / "sample.wav")], num_workers=0, verbose=False)
except BaseException as error:
    found = diagnose(error)
    print(json.dumps({
        "top": type(error).__name__, "winerror": getattr(error, "winerror", None),
        "kind": found.kind.value, "sentence": found.sentence,
    }))
"""


@pytest.mark.slow
def test_the_diagnosis_says_memory_and_not_antivirus(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(tmp_path / "models")],
        cwd=ROOT,
        env={**os.environ, "AVIARY_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout.splitlines()[-1])
    sys.stdout.write(f"\n{report}\n")
    assert (report["top"], report["winerror"]) == ("PermissionError", 32)
    assert report["kind"] == "out_of_memory"
    assert "Memory ran out" in report["sentence"]
