"""`python -m tools.long_recordings [NAME…]`: are hard recordings transcribed without a flaw?

The starter model hears the recordings of `tools/hard_recordings.py` through the whole program, on
the CPU. What it gets wrong by itself does not count: it hears each sentence of a script once more,
alone in a file, and only what goes wrong beyond that is a flaw of how recordings are cut and put
together again. Prints a row for each thing measured; 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import inspect
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop_app.core.cancel import CancelToken
from desktop_app.core.request import (
    DeviceChoice,
    SegmentsReady,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.engine.session import Session
from desktop_app.models.catalog import STARTER
from desktop_app.models.store import ModelStore
from desktop_app.system.folders import RESOURCES
from tools.hard_recordings import FOLDER, file_of, made
from tools.hard_script import Line, parts_of, read_script
from tools.long_verdicts import Row, at_most, disorder, order_row, told, word_rows
from tools.stopping import slowest_stop_s
from tools.word_counts import WordCounts, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop_app.core.transcript import Transcript

# Bars. What is left over at 3 h: how much slower a minute of sound may be than at 10 min.
LINEAR: Final = 1.05
FIRST_TEXT_S: Final = 5.0
STOP_S: Final = 3.0
STOPS: Final = 20
WORDS_IN_MUSIC: Final = 5
# As much as fits the model's 30 s and ends with a sentence.
PART_S: Final = 26.0


@dataclass(frozen=True)
class Heard:
    """One recording, transcribed.

    Attributes:
        transcript: what came of it.
        seconds: how long it took, with the model in memory.
        first_text_s: when the first words came; None where none did.
    """

    transcript: Transcript
    seconds: float
    first_text_s: float | None

    @property
    def text(self) -> str:
        """All that was heard."""
        return " ".join(segment.text for segment in self.transcript.segments)

    @property
    def s_a_minute(self) -> float:
        """Seconds for each minute of sound."""
        return 60 * self.seconds / self.transcript.duration_s


class Listener:
    """The starter model on the CPU, which hears one file after the other."""

    def __init__(self, store: Path, folder: Path) -> None:
        self.session = Session(ModelStore(store, RESOURCES / "models").unpacked_folder)
        self._folder = folder
        self._alone: dict[int, str] = {}
        self._heard: dict[str, Heard] = {}
        # So that no recording waits for NeMo and the model.
        sentences, script = made("sentences", folder)
        self.hear(file_of(sentences, read_script(script)[0]))

    def made(self, name: str) -> tuple[Path, list[Line]]:
        """A hard recording and what is said in it."""
        sound, script = made(name, self._folder)
        return sound, read_script(script)

    def hear(self, path: Path, upcoming: Sequence[Path] = ()) -> Heard:
        """Transcribe one file; `upcoming` are those that will follow."""
        started_s = time.perf_counter()
        texts_s: list[float] = []

        def on_event(event: TranscriptionEvent) -> None:
            if isinstance(event, SegmentsReady):
                texts_s.append(time.perf_counter() - started_s)

        following = {}
        if "upcoming" in inspect.signature(self.session.transcribe).parameters:
            following = {"upcoming": [request_of(each) for each in upcoming]}
        found = self.session.transcribe(request_of(path), CancelToken(), on_event, **following)
        return Heard(found, time.perf_counter() - started_s, texts_s[0] if texts_s else None)

    def hear_once(self, name: str) -> Heard:
        """A hard recording, transcribed only when it is first asked for."""
        if name not in self._heard:
            self._heard[name] = self.hear(self.made(name)[0])
        return self._heard[name]

    def in_parts(self, name: str) -> str:
        """What the model hears of a wav file that is cut between its sentences, part by part."""
        import soundfile

        sound, lines = self.made(name)
        samples, rate_hz = soundfile.read(sound, dtype="float32")
        heard = []
        with tempfile.TemporaryDirectory() as place:
            for start_s, end_s in parts_of(lines, PART_S):
                part = Path(place, "part.wav")
                soundfile.write(
                    part, samples[int(start_s * rate_hz) : int(end_s * rate_hz)], rate_hz
                )
                heard.append(self.hear(part).text)
        return " ".join(heard)

    def alone(self, lines: Sequence[Line]) -> str:
        """What the model hears of a script whose every sentence is a file of its own."""
        sentences, _ = self.made("sentences")
        for line in lines:
            if line.sentence not in self._alone:
                self._alone[line.sentence] = self.hear(file_of(sentences, line)).text
        return " ".join(self._alone[line.sentence] for line in lines)


def request_of(path: Path) -> TranscriptionRequest:
    """As little as there is to ask for."""
    return TranscriptionRequest(path, STARTER, device=DeviceChoice.CPU)


def spoken(name: str, listener: Listener, cut_well: str | None = None) -> list[Row]:
    """A recording in which people speak: its words, its times and its speed.

    `cut_well` is what the model hears when the right cuts are given, each sentence alone at best.
    """
    heard = listener.hear_once(name)
    _, lines = listener.made(name)
    script = " ".join(line.text for line in lines)
    if cut_well is None:
        cut_well = listener.alone(lines)
    return [
        told(name, "times real time", 60 / heard.s_a_minute),
        at_most(name, "first text, s", heard.first_text_s, FIRST_TEXT_S),
        *word_rows(name, counted(script, heard.text), counted(script, cut_well)),
        order_row(name, heard.transcript),
    ]


def without_pause(listener: Listener) -> list[Row]:
    """Nobody pauses: the model loses words of that by itself, wherever the cuts are.

    So it is compared with the same sound in parts that are cut between sentences.
    """
    return spoken("without-pause", listener, listener.in_parts("without-pause"))


def three_hours(listener: Listener) -> list[Row]:
    """Three hours, and whether a minute of them takes as long as one of ten."""
    short, long = (listener.hear_once(name) for name in ("ten-minutes", "three-hours"))
    ratio = long.s_a_minute / short.s_a_minute
    return [
        *spoken("three-hours", listener),
        at_most("three-hours", "a minute of it, against one of ten-minutes", ratio, LINEAR),
    ]


def clips(listener: Listener) -> list[Row]:
    """Hundreds of short files in a queue; each must keep its own words."""
    folder, lines = listener.made("clips")
    files = [file_of(folder, line) for line in lines]
    started_s = time.perf_counter()
    queued = [listener.hear(file, files[n + 1 :]) for n, file in enumerate(files)]
    seconds = time.perf_counter() - started_s
    alone = [listener.hear(file) for file in files]
    different = sum(one.text != other.text for one, other in zip(queued, alone, strict=True))
    disordered = sum(disorder(one.transcript) > 0 for one in queued)
    return [
        told("clips", "files a second", len(files) / seconds),
        told("clips", "files with another text than alone", different),
        *word_rows("clips", _together(lines, queued), _together(lines, alone)),
        at_most("clips", "files with times missing or out of order", disordered, 0),
    ]


def _together(lines: Sequence[Line], files: Sequence[Heard]) -> WordCounts:
    """The counts of many files with a line each; no word of one can stand for one of another."""
    pairs = zip(lines, files, strict=True)
    each = [counted(line.text, heard.text) for line, heard in pairs]
    return sum(each[1:], each[0])


def without_speech(name: str, most: int, listener: Listener) -> list[Row]:
    """A recording in which nobody speaks."""
    heard = listener.hear_once(name)
    return [
        told(name, "times real time", 60 / heard.s_a_minute),
        at_most(name, "words heard", len(heard.text.split()), most),
    ]


def stops(listener: Listener) -> list[Row]:
    """How long the user waits after pressing Stop."""
    path, _ = listener.made("three-hours")
    slowest_s = slowest_stop_s(listener.session, request_of(path), STOPS)
    return [at_most("stops", f"slowest of {STOPS} stops, s", slowest_s, STOP_S)]


CASES: Final[dict[str, Callable[[Listener], list[Row]]]] = {
    "ten-minutes": lambda listener: spoken("ten-minutes", listener),
    "three-hours": three_hours,
    "without-pause": without_pause,
    "clips": clips,
    "music": lambda listener: without_speech("music", WORDS_IN_MUSIC, listener),
    "silence": lambda listener: without_speech("silence", 0, listener),
    "stops": stops,
}


def main() -> int:
    """Transcribe what is asked for, or everything."""
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
