"""PyTorch's index on loopback, with small stand-ins for builds of torch.

    with TorchIndex() as index:
        build = index.publish_build(WORKS)
        TorchInstaller(fetched, HubSettings(endpoint=index.url))

As the real one it lists wheels with their hashes (PEP 503), and the bytes come from another host.
A stand-in that works is torch itself under another version, so that all the rest is real: the
sample is transcribed with it, on the processor.
"""

import hashlib
import io
import json
import sys
import sysconfig
import zipfile
from pathlib import Path
from urllib.parse import quote, unquote

from desktop_app.core.request import DeviceChoice
from desktop_app.gpu.builds import TorchBuild
from tests.hub_faults import Answer
from tests.hub_server import HubServer

VARIANT = "cu130"
VERSION = "2.13.0+cu130"
PYTHON = f"cp{sys.version_info.major}{sys.version_info.minor}"
FILE = f"torch-{VERSION}-{PYTHON}-{PYTHON}-{sysconfig.get_platform().replace('-', '_')}.whl"
WORKS = f"""
import sys, importlib
sys.path.remove(__path__[0].removesuffix("torch").rstrip("/\\\\"))
del sys.modules["torch"]
importlib.import_module("torch").__version__ = "{VERSION}"
"""
# The program as it is, but that it knows other builds: `python -c PROGRAM BUILDS_FILE WORD…`. It
# ends with a line that says which torch it imported.
PROGRAM = (
    "import sys; from pathlib import Path; from desktop_app.gpu import builds;"
    "builds.BUILDS_FILE = Path(sys.argv.pop(1));"
    "from desktop_app.__main__ import main; code = main();"
    "torch = sys.modules.get('torch'); print(getattr(torch, '__version__', ''), file=sys.stderr);"
    "sys.exit(code)"
)
BREAKS = "raise OSError('[WinError 126] The specified module could not be found: c10_cuda.dll')\n"
CRASHES = "import os\nos._exit(3221225477 & 0xff)\n"


def stand_in(source: str) -> bytes:
    """A wheel whose torch is this, beside ballast, so that a download takes several blocks."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as wheel:
        wheel.writestr("torch/__init__.py", source)
        wheel.writestr("torch/lib/ballast.dll", bytes(range(256)) * 4096)
        metadata = f"Metadata-Version: 2.1\nName: torch\nVersion: {VERSION}\n"
        wheel.writestr(f"torch-{VERSION}.dist-info/METADATA", metadata)
    return packed.getvalue()


class TorchIndex(HubServer):
    """The index and the storage that it redirects to."""

    def __init__(self) -> None:
        super().__init__()
        self.hides_hashes = False

    def publish_build(self, source: str, device: DeviceChoice = DeviceChoice.CPU) -> TorchBuild:
        """Have a stand-in, and say what a program that knows it knows."""
        data = stand_in(source)
        self.publish(f"whl/{VARIANT}", FILE, data)
        sha256 = hashlib.sha256(data).hexdigest()
        return TorchBuild(VARIANT, "CUDA 13.0", device, "580", (7, 5), FILE, sha256, len(data))

    def _answer_of_the_hub(self, answer: Answer) -> None:
        variant, _, name = unquote(answer.request.path).strip("/").partition("/")
        files = {file: data for (repo, file), data in self._files.items() if repo.endswith(variant)}
        if name == "torch":
            links = (self._link(variant, file, data) for file, data in files.items())
            answer.body = f"<html><body>{''.join(links)}</body></html>".encode()
            answer.headers = {"Content-Type": "text/html"}
        elif name in files:
            answer.status = 302
            answer.headers = {"Location": self.stored(files[name], name)}
        else:
            answer.refuse(404)

    def _link(self, variant: str, file: str, data: bytes) -> str:
        told = "" if self.hides_hashes else f"#sha256={hashlib.sha256(data).hexdigest()}"
        return f'<a href="/{variant}/{quote(file)}{told}">{file}</a><br/>'


def builds_file(path: Path, build: TorchBuild) -> Path:
    """A list of builds with this one, as `resources/torch_builds.json`."""
    variant = {
        "name": build.variant,
        "title": build.title,
        "device": build.device.value,
        "least_driver": build.least_driver,
        "least_capability": ".".join(map(str, build.least_capability)),
    }
    wheel = {
        "variant": build.variant,
        "file": build.file,
        "sha256": build.sha256,
        "bytes": build.bytes,
    }
    listed = {"torch": "2.13.0", "variants": [variant], "wheels": [wheel]}
    path.write_text(json.dumps(listed), encoding="utf-8")
    return path
