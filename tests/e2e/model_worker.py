"""A program that changes a folder of models and is killed at a step of the test's choice.

    python -m tests.e2e.model_worker STORE ENDPOINT

It reads orders, one JSON object a line: {"task": "download" | "remove" | "move" | "finish",
"step": N, "new": FOLDER, "model": ID}. Each is done by a process of its own, which kills itself as
it is about to take step N (0: never): to open, make, rename or delete a file, or to go on after a
block of data. The answer is a line: the number of steps taken, or "killed".
"""

import json
import os
import signal
import sys
from pathlib import Path

import filelock  # noqa: F401 - here, rather than in each process
import httpx2  # noqa: F401
import truststore  # noqa: F401

from desktop_app.core.cancel import CancelToken
from desktop_app.models.catalog import CATALOG, DIARIZERS
from desktop_app.models.download import Downloader
from desktop_app.models.layout import StoreLayout
from desktop_app.models.maintenance import remove
from desktop_app.models.moving import finish_move, move
from desktop_app.models.store import ModelStore
from desktop_app.net.hub import HubSettings
from desktop_app.system.folders import RESOURCES

# One that comes as an archive, and one that comes as a folder of files.
SPEC, SEVERAL = CATALOG[0], DIARIZERS[0]
# Audit events that Python raises before it changes a file or a folder.
CHANGES = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate"}
# Where a move notes that it is settled: what the settings do in the program.
SETTLED = "settled"


class Steps:
    """Counts steps, and ends the process at one of them."""

    def __init__(self, last: int) -> None:
        self.taken = 0
        self._last = last

    def step(self, *_: object) -> None:
        self.taken += 1
        if self.taken == self._last:
            os.kill(os.getpid(), signal.SIGKILL)

    def hook(self, event: str, arguments: tuple[object, ...]) -> None:
        if event not in CHANGES:
            return
        if event == "open" and not str(arguments[0]).startswith("/proc"):
            mode = arguments[1]
            flags = arguments[2] if isinstance(arguments[2], int) else 0
            is_written = set(str(mode or "")) & set("wxa+") or flags & (os.O_WRONLY | os.O_RDWR)
            if not is_written:
                return
        self.step()


def do(order: dict[str, str | int], folder: Path, endpoint: str) -> int:
    """Do one task; how many steps it took."""
    store = ModelStore(folder, RESOURCES / "models")
    spec = store.find(str(order["model"]))
    steps = Steps(int(order["step"]))
    sys.addaudithook(steps.hook)
    match order["task"]:
        case "remove":
            remove(store.layout, spec.id)
        case "move":
            new = StoreLayout(Path(str(order["new"])))
            settled = new.root / SETTLED
            move(store.layout, new, settled.touch, CancelToken(), steps.step)
        case "finish":
            finish_move(StoreLayout(Path(str(order["new"]))))
        case _:
            downloader = Downloader(store, HubSettings(endpoint=endpoint))
            downloader.download(spec, CancelToken(), steps.step)
    return steps.taken


def main(folder: str, endpoint: str) -> None:
    """Carry out orders until there are no more."""
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            taken = do(json.loads(line), Path(folder), endpoint)
            os.write(1, f"{taken}\n".encode())
            os._exit(0)
        _pid, status = os.waitpid(pid, 0)
        if os.WIFSIGNALED(status):
            os.write(1, b"killed\n")
        elif status:
            os.write(1, b"failed\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
