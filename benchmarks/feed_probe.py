"""`python -m benchmarks.feed_probe FILE…`: how fast a file becomes pieces for a model.

Prints, for each file, the seconds of sound for each second of work, in one line of JSON. The work
is what all threads of the process together spend on the processor: where it is shared between
threads, none of it is lost from sight, and what else the computer does is not in it.
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
    """How many times real time: decode, resample, look for speech, cut."""
    heard_s = 0.0

    def on_progress(read_s: float, _settled_s: float) -> None:
        nonlocal heard_s
        heard_s = read_s

    started_s = time.process_time()
    for _chunk in chunks(decode(file), MAX_CHUNK_S, on_progress):
        pass
    return heard_s / (time.process_time() - started_s)


def main(warm_up: str, *files: str) -> list[float]:
    """The speeds, after one file that imports and loads what there is to load."""
    import torch  # noqa: F401 - so that it is there before its threads are counted

    with torch_threads(1):
        speed(Path(warm_up))
        return [speed(Path(file)) for file in files]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*sys.argv[1:])) + "\n")
