"""`python -m benchmarks.feed_probe FILE…`: measure how fast a file becomes chunks.

Prints, for each file, the seconds of sound per second of work, in one line of JSON. Work is the CPU
time of all threads of the process: work shared between threads is included, other load on the
computer is not.
"""

import json
import sys
import time
from pathlib import Path

from desktop_app.engine.compute.runtime import torch_threads
from desktop_app.media.chunks import chunks
from desktop_app.media.decode import decode

MAX_CHUNK_S = 30.0


def speed(file: Path) -> float:
    """Return the multiple of real time: decode, resample, find speech, cut."""
    heard_s = 0.0

    def on_progress(read_s: float, _settled_s: float) -> None:
        nonlocal heard_s
        heard_s = read_s

    started_s = time.process_time()
    for _chunk in chunks(decode(file), MAX_CHUNK_S, on_progress):
        pass
    return heard_s / (time.process_time() - started_s)


def main(warm_up: str, *files: str) -> list[float]:
    """Return the speeds, after one file that triggers imports and loading."""
    import torch  # noqa: F401 - imported before its threads are counted

    with torch_threads(1):
        speed(Path(warm_up))
        return [speed(Path(file)) for file in files]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*sys.argv[1:])) + "\n")
