"""`python -m benchmarks.library_probe FOLDER`: measure how soon a large library answers.

Prints milliseconds by what was done, in one line of JSON, each the first of its kind in this
process: no page of the file is in SQLite's cache. Of a search, the first answer counts that the
window shows.
"""

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from benchmarks.large_library import word_of
from desktop_app.app.library.search import FIRST_S
from desktop_app.library.library import Library
from desktop_app.library.records import Extent

T = TypeVar("T")
ANSWER = Extent(hits=1 << 62, each=1, within_s=FIRST_S)


def searches() -> dict[str, str]:
    """Return what is searched for, by what it is; a space ends a whole word."""
    common, rare = word_of("en", 0), word_of("en", 140_000)
    two_frequent = f"{word_of('ja', 0)}{word_of('ja', 5)}"
    return {
        "common word": f"{common} ",
        "rare word": f"{rare} ",
        "absent word": "zzzzqq ",
        "common and absent": f"{common} zzzzqq ",
        "phrase": f'"{word_of("de", 2)} {word_of("de", 9)}"',
        "one letter": common[0],
        "two letters": common[:2],
        "begin of a common word": word_of("fr", 60),
        "begin of a rare word": rare[:4],
        "begin in Greek": word_of("el", 0)[:1],
        "one character in Japanese": word_of("ja", 0)[0],
        "common in Japanese": two_frequent,
        "rare in Japanese": word_of("ja", 140_000),
        "name of a recording": "interview 04711",
    }


def main(folder: str) -> dict[str, float]:
    """Return the milliseconds."""
    taken: dict[str, float] = {}

    def timed(name: str, work: Callable[[], T]) -> T:
        started_s = time.perf_counter()
        result = work()
        taken[name] = (time.perf_counter() - started_s) * 1000
        return result

    library = timed("open", lambda: Library.open(Path(folder)))
    listed = timed("list", library.transcripts)
    longest = max(listed, key=lambda summary: summary.duration_s)
    timed("text", lambda: library.transcript(longest.key))
    for name, text in searches().items():
        timed(f"search {name}", partial(library.search, text, ANSWER))
    taken["bytes"] = library.size_bytes()
    library.close()
    return taken


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*sys.argv[1:])) + "\n")
