"""`python -m tools.long_recordings [NAME…]`: check the transcripts of hard recordings.

The starter model transcribes the recordings of `tools/hard_recordings.py` through the whole
program, on the CPU. Its own errors do not count: it also transcribes each sentence of a script
alone in a file, and only errors beyond that are flaws of cutting and joining recordings. Prints a
row per measurement; exits with 1 if a bar is missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tools.hard_recordings import FOLDER, file_of
from tools.hard_script import Line
from tools.joined_words import doubled_in_joining, lost_in_joining
from tools.listener import Heard, Listener, request_of
from tools.long_verdicts import (
    Measure,
    at_most,
    disorder,
    order_row,
    seams_row,
    unbounded,
    word_rows,
)
from tools.stopping import slowest_stop_s
from tools.word_counts import WordCounts, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


# Bars. At 3 h: how much slower a minute of sound may be than at 10 min.
LINEAR: Final = 1.05
FIRST_TEXT_S: Final = 5.0
STOP_S: Final = 3.0
STOPS: Final = 20
WORDS_IN_MUSIC: Final = 5


def spoken(name: str, listener: Listener) -> list[Measure]:
    """Measure a recording with speech: its words, times and speed."""
    lines = listener.made(name)[1]
    return _spoken(name, listener, listener.alone(lines), "sentences alone")


def without_pause(listener: Listener) -> list[Measure]:
    """Measure speech without pauses, of which the model loses words itself, wherever the cuts are.

    So it is compared with the same sound cut between sentences.
    """
    name = "without-pause"
    return _spoken(name, listener, listener.in_parts(name), "parts cut well")


def _spoken(name: str, listener: Listener, cut_well: str, what: str) -> list[Measure]:
    heard = listener.hear_once(name)
    _, lines = listener.made(name)
    script = " ".join(line.text for line in lines)
    together = counted(script, heard.text)
    flaws = lost_in_joining(lines, heard.chunks, heard.text)
    flaws += doubled_in_joining(lines, heard.chunks, heard.text)
    return [
        unbounded(name, "times real time", 60 / heard.s_a_minute),
        at_most(name, "first text, s", heard.first_text_s, FIRST_TEXT_S),
        *word_rows(name, together, counted(script, cut_well), what),
        seams_row(name, together, flaws),
        order_row(name, heard.transcript),
    ]


def three_hours(listener: Listener) -> list[Measure]:
    """Measure three hours, and whether a minute takes as long as in ten minutes."""
    short, long = (listener.hear_once(name) for name in ("ten-minutes", "three-hours"))
    ratio = long.s_a_minute / short.s_a_minute
    return [
        *spoken("three-hours", listener),
        at_most("three-hours", "a minute of it, against one of ten-minutes", ratio, LINEAR),
    ]


def clips(listener: Listener) -> list[Measure]:
    """Measure hundreds of short files in a queue; each must keep its own words."""
    folder, lines = listener.made("clips")
    files = [file_of(folder, line) for line in lines]
    started_s = time.perf_counter()
    queued = [listener.hear(file, files[n + 1 :]) for n, file in enumerate(files)]
    seconds = time.perf_counter() - started_s
    alone = [listener.hear(file) for file in files]
    different = sum(one.text != other.text for one, other in zip(queued, alone, strict=True))
    disordered = sum(disorder(one.transcript) > 0 for one in queued)
    return [
        unbounded("clips", "files a second", len(files) / seconds),
        unbounded("clips", "files with another text than alone", different),
        *word_rows("clips", _together(lines, queued), _together(lines, alone)),
        at_most("clips", "files with times missing or out of order", disordered, 0),
    ]


def _together(lines: Sequence[Line], files: Sequence[Heard]) -> WordCounts:
    """Count the words of many files with a line each, without matching across files."""
    pairs = zip(lines, files, strict=True)
    each = [counted(line.text, heard.text) for line, heard in pairs]
    return sum(each[1:], each[0])


def without_speech(name: str, most: int, listener: Listener) -> list[Measure]:
    """Measure a recording without speech."""
    heard = listener.hear_once(name)
    return [
        unbounded(name, "times real time", 60 / heard.s_a_minute),
        at_most(name, "words heard", len(heard.text.split()), most),
    ]


def stops(listener: Listener) -> list[Measure]:
    """Measure how long the user waits after pressing Stop."""
    path, _ = listener.made("three-hours")
    slowest_s = slowest_stop_s(listener.session, request_of(path), STOPS)
    return [at_most("stops", f"slowest of {STOPS} stops, s", slowest_s, STOP_S)]


CASES: Final[dict[str, Callable[[Listener], list[Measure]]]] = {
    "ten-minutes": lambda listener: spoken("ten-minutes", listener),
    "three-hours": three_hours,
    "without-pause": without_pause,
    "clips": clips,
    "music": lambda listener: without_speech("music", WORDS_IN_MUSIC, listener),
    "silence": lambda listener: without_speech("silence", 0, listener),
    "stops": stops,
}


def main() -> int:
    """Transcribe the requested recordings, or all of them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(CASES))
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the recordings are")
    options = parser.parse_args()
    if unknown := set(options.names) - set(CASES):
        parser.error(f"no case is called {', '.join(sorted(unknown))}")
    met = True
    with tempfile.TemporaryDirectory() as store:
        listener = Listener(Path(store), options.folder)
        for name in options.names or CASES:
            for row in CASES[name](listener):
                sys.stdout.write(f"{row}\n")
                met &= row.is_met
            sys.stdout.flush()
        listener.session.close()
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
