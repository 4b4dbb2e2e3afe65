"""Probes and decodes damaged recordings, in a process of its own that may crash or hang.

`python -m tests.damage_worker FOLDER` reads lines `NAME NUMBER` and answers each with a line of
JSON: `{"said", "heard_s", "took_s"}`, or `{"trace"}` where an exception is none of ours. FOLDER
holds the whole files.
"""

import json
import sys
import time
import traceback
from pathlib import Path

from desktop_app.core.errors import AppError
from desktop_app.core.transcript import Incomplete
from desktop_app.media.decode import decode
from desktop_app.media.probe import probe
from tests.damage import damaged


def _tried(path: Path) -> dict[str, object]:
    told: list[Incomplete] = []
    said = ""
    heard = 0
    try:
        probe(path)
        for block in decode(path, on_incomplete=told.append):
            heard += len(block)
    except AppError as error:
        said = error.message
    except Exception:  # noqa: BLE001 - the kind of error is the answer
        return {"trace": traceback.format_exc()}
    return {"said": said or " ".join(map(str, told)), "heard_s": heard / 16_000}


def main(folder: Path) -> None:
    """Answer until there are no more lines."""
    whole = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
    others = list(whole.values())
    place = folder / str(time.monotonic_ns())
    place.mkdir()
    for line in sys.stdin:
        name, number = line.split()
        path = place / name
        path.write_bytes(damaged(name, int(number), whole[name], others))
        began_s = time.perf_counter()
        answer = _tried(path) | {"took_s": time.perf_counter() - began_s}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
