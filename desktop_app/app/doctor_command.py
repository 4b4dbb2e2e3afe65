"""`aviary doctor`: the machine, Aviary's folders and models, and a trial on the sample."""

import json
import platform
import sys
import time
from importlib import metadata
from typing import Any

import psutil

from desktop_app import __version__
from desktop_app.app.services import SAMPLE, Services
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError
from desktop_app.core.request import TranscriptionRequest
from desktop_app.models.catalog import STARTER
from desktop_app.system.files import write_atomically

LIBRARIES = ("nemo_toolkit", "torch", "PySide6_Essentials", "av", "silero-vad")


def examine(services: Services) -> dict[str, Any]:
    """Everything worth knowing when something does not work, as plain values."""
    return {
        "aviary": __version__,
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "python": platform.python_version(),
        "libraries": {name: metadata.version(name) for name in LIBRARIES},
        "cpu": {
            "physical_cores": psutil.cpu_count(logical=False),
            "logical_cores": psutil.cpu_count(),
        },
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "folders": _folders(services),
        "models": {s.id: services.store.is_installed(s) for s in services.store.available()},
        "gpu": _gpu(),
        "sample": _sample(services),
    }


def _folders(services: Services) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("config", "cache", "models", "temporary", "logs"):
        folder = getattr(services.folders, name)
        probe = folder / "write-test"
        try:
            write_atomically(probe, b"test")
            probe.unlink()
            problem = ""
        except (AppError, OSError) as error:
            problem = str(error)
        free_gb = round(psutil.disk_usage(str(folder)).free / 1e9, 1)
        found[name] = {"path": str(folder), "free_gb": free_gb, "problem": problem}
    return found


def _gpu() -> str:
    import torch

    return torch.cuda.get_device_name(0) if torch.cuda.is_available() else "none usable by torch"


def _sample(services: Services) -> dict[str, Any]:
    request = TranscriptionRequest(media_path=SAMPLE, model=STARTER)
    started = time.perf_counter()
    try:
        transcript = services.session.transcribe(request, CancelToken(), lambda _event: None)
    except AppError as error:
        return {"problem": error.sentence}
    seconds = time.perf_counter() - started
    return {"problem": "", "seconds": round(seconds, 1), "text": transcript.text}


def run(services: Services, *, as_json: bool) -> int:
    """Print the examination; 1 when a folder or the sample has a problem."""
    found = examine(services)
    services.session.close()
    problems = [f["problem"] for f in found["folders"].values()] + [found["sample"]["problem"]]
    if as_json:
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    else:
        for name, value in found.items():
            sys.stdout.write(f"{name}: {_line(value)}\n")
    return 1 if any(problems) else 0


def _line(value: object) -> str:
    if not isinstance(value, dict):
        return str(value)
    return "".join(f"\n  {key}: {_flat(inner)}" for key, inner in value.items())


def _flat(value: object) -> str:
    if isinstance(value, dict):
        return " · ".join(str(v) for v in value.values() if v != "")
    return str(value).replace("\n", "\n    ")
