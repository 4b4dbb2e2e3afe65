"""Make the large model of `benchmarks.load` output tokens: `python -m benchmarks.speaking_model`.

With random weights it outputs nothing or babbles, and either distorts the cost of decoding.
`cpu_probe.let_speak` biases its joint network so that it outputs about three tokens a second of
speech, all nonsense. The result is stored as an installed model (2.5 GB) in build/benchmarks, so
that the command line and the window can use it, too.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.cpu_probe import SPEC, calibrated_bias, let_speak
from benchmarks.load import KEPT, ROOT, made
from benchmarks.probes import speech_files
from desktop_app.core.model_config.reader import WEIGHTS_NAME
from desktop_app.core.request import DeviceChoice
from desktop_app.engine.nemo.importing import import_nemo
from desktop_app.engine.nemo.restoring import restore
from desktop_app.models.manifest import MANIFEST_NAME, ArchiveSource, Manifest, Origin, UnpackedFile

STORE = KEPT / "models"  # the folder for AVIARY_MODELS
BIAS_FILE = "blank-bias.json"
CALIBRATION_S = 30.0


def speaking() -> tuple[Path, float]:
    """Return its folder, and the bias to make NeMo's own copy of the model equal."""
    folder = STORE / SPEC.id
    if not folder.is_dir():
        made()
        command = [sys.executable, "-m", "benchmarks.speaking_model"]
        subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr)
    bias: float = json.loads((folder / BIAS_FILE).read_text(encoding="ascii"))
    return folder, bias


def make() -> None:
    """Write the folder, which gets its name when complete."""
    import torch

    import_nemo()
    _nemo_file, silent = made()
    STORE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=STORE, prefix=".") as place:
        (sample,) = speech_files(Path(place), [CALIBRATION_S])
        bias = calibrated_bias(silent, sample)
        folder = Path(place, SPEC.id)
        shutil.copytree(silent, folder, ignore=shutil.ignore_patterns(WEIGHTS_NAME))
        model = restore(silent, DeviceChoice.CPU)
        let_speak(model, bias)
        torch.save(model.state_dict(), folder / WEIGHTS_NAME)
        (folder / BIAS_FILE).write_text(json.dumps(bias), encoding="ascii")
        files = tuple(UnpackedFile(f.name, f.stat().st_size, "") for f in sorted(folder.iterdir()))
        source = ArchiveSource(Origin.HUB, "", 0, "")
        manifest = Manifest(SPEC, source, files, "2025-01-01T00:00:00+00:00")
        (folder / MANIFEST_NAME).write_bytes(manifest.to_json())
        folder.replace(STORE / SPEC.id)


if __name__ == "__main__":
    make()
