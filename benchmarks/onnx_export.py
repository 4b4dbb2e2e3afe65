"""Export the large model's encoder for onnxruntime, in int8: `python -m benchmarks.onnx_export`.

NeMo exports it to ONNX, and onnxruntime's own dynamic quantisation converts its weights to int8.
That is done once, in its own process because it takes 10 GB, and stored beside the model in
build/benchmarks (0.7 GB).

onnxruntime is installed there, too, outside the program's environment: NeMo would import it, and it
writes to the user's home on import.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.load import KEPT, ROOT, made
from benchmarks.result import CannotRun

EXPORTED = "parakeet-0.6b-encoder-onnx"
NAME = "encoder.onnx"
LIBRARIES = KEPT / "onnxruntime"
# Packages missing in the program's environment; their dependencies are in it.
WANTED = ("onnxruntime==1.32.0", "onnxscript==0.7.2", "onnx-ir==1.1.0", "flatbuffers")
# ONNX keeps a model of more than 2 GB in files beside it; these are what NeMo calls its own.
FLOATS, BYTES = "float32", "int8"


def with_onnxruntime() -> dict[str, str]:
    """Return an environment in which onnxruntime can be imported, installing it if needed.

    Raises:
        CannotRun: it cannot be installed.
    """
    if not LIBRARIES.is_dir():
        with tempfile.TemporaryDirectory(dir=KEPT) as place:
            command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
            command += ["--target", f"{place}/made", *WANTED]
            if subprocess.run(command, check=False, stdout=sys.stderr).returncode:
                raise CannotRun("onnxruntime cannot be installed.")
            Path(place, "made").replace(LIBRARIES)
    return os.environ | {"PYTHONPATH": str(LIBRARIES)}


def exported() -> Path:
    """Return the quantised encoder, made if missing."""
    found = KEPT / EXPORTED / NAME
    if not found.is_file():
        command = [sys.executable, "-m", __name__]
        env = with_onnxruntime()
        subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=sys.stderr)
    return found


def export() -> None:
    """Export and quantise, in a folder that gets its name when complete."""
    _nemo_file, model = made()
    with tempfile.TemporaryDirectory(dir=KEPT) as place:
        floats, quantized = Path(place, FLOATS), Path(place, BYTES)
        floats.mkdir()
        quantized.mkdir()
        _export(model, floats / NAME)
        _quantize(floats / NAME, quantized / NAME)
        quantized.replace(KEPT / EXPORTED)


def _export(model: Path, to: Path) -> None:
    import torch

    from desktop_app.core.request import DeviceChoice
    from desktop_app.engine.compute.runtime import quiet
    from desktop_app.engine.nemo.restoring import restore

    encoder = restore(model, DeviceChoice.CPU).eval().encoder
    with quiet(), torch.no_grad():
        encoder.export(str(to), check_trace=False)


def _quantize(source: Path, to: Path) -> None:
    """Quantise as in the Parakeet models that are published for onnxruntime."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        source, to, weight_type=QuantType.QUInt8, use_external_data_format=True, per_channel=False
    )


if __name__ == "__main__":
    export()
