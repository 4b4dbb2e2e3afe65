"""Measure the starter model through the whole program, on held-out sentences, voices and formats.

wer-chunked: how many more per cent of words are wrong when the program cuts the recording into
chunks than when the model hears it whole.

Needs the synthesisers of `tools/starter_model` (Debian: espeak-ng, flite, festival and its voices).
"""

import re
import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import jiwer
import numpy as np

from benchmarks.result import Result
from desktop_app.core.cancel import CancelToken
from desktop_app.core.request import DeviceChoice, Precision, TranscriptionRequest
from desktop_app.core.transcript import Segment
from desktop_app.engine.nemo.loader import load
from desktop_app.engine.recognizer import RecognitionOptions
from desktop_app.engine.session import Session
from desktop_app.media.chunks import AudioChunk
from desktop_app.models.catalog import STARTER
from desktop_app.models.store import ModelStore
from desktop_app.system.folders import RESOURCES
from tools.starter_model.files import Format, encoded
from tools.starter_model.recordings import (
    FORMATS,
    HELD_OUT,
    TRAINED,
    Recording,
    held_out_recording,
)

SEEDS = (9001, 9002)
EXTENSIONS = {"wav": "wav", "ipod": "m4a", "matroska": "mkv", "ogg": "opus", "mp4": "mp4"}
ALL_FORMATS = FORMATS | {"mp4": Format("mp4", "aac", 48_000, "stereo", 96_000)}
# Bars: the largest allowed errors, in per cent of words, and in ms for sentence starts.
TRAINED_BAR, HELD_OUT_BAR, SAME_TEXT_BAR, START_BAR_MS = 3.0, 8.0, 1.0, 60.0
CHUNKED_BAR = 0.2


@dataclass
class Tally:
    """Word errors and sentence-start errors over many recordings."""

    errors: int = 0
    words: int = 0
    starts_ms: list[float] = field(default_factory=list)

    @property
    def percent(self) -> float:
        """The word error rate, ignoring case and punctuation."""
        return 100 * self.errors / self.words

    def add(self, said: str, heard: str) -> None:
        """Count one recording."""
        found = jiwer.process_words(plain(said), plain(heard))
        self.errors += found.substitutions + found.deletions + found.insertions
        self.words += len(plain(said).split())


def plain(text: str) -> str:
    """Return the words without case and punctuation."""
    return " ".join(re.sub(r"[^a-z' ]", " ", text.lower()).split())


def transcribe(session: Session, path: Path) -> tuple[Segment, ...]:
    """Return the segments of one file."""
    request = TranscriptionRequest(media_path=path, model=STARTER)
    return session.transcribe(request, CancelToken(), lambda _event: None).segments


def start_errors_ms(recording: Recording, segments: tuple[Segment, ...]) -> Iterator[float]:
    """Yield the distance from each sentence's true start to the nearest segment start."""
    starts_s = [s.start_s for s in segments if s.start_s is not None]
    for sentence in recording.sentences:
        if starts_s:
            yield 1000 * min(abs(start_s - sentence.start_s) for start_s in starts_s)


def measure() -> list[Result]:
    """Return word error rates by kind of voice, start errors, and differences between formats."""
    trained, held_out, formats = Tally(), Tally(), Tally()
    whole, chunked = Tally(), Tally()
    with tempfile.TemporaryDirectory() as folder:
        store = ModelStore(Path(folder) / "models", RESOURCES / "models")
        session = Session(store.unpacked_folder)
        cpu, fp32 = DeviceChoice.CPU, Precision.FP32
        model = load(store.unpacked_folder(STARTER, CancelToken()), STARTER, cpu, fp32)
        for voices, tally in ((TRAINED, trained), (HELD_OUT, held_out)):
            for recording in (held_out_recording(v, s) for v in voices for s in SEEDS):
                heard = {}
                for name, how in ALL_FORMATS.items():
                    extension = EXTENSIONS.get(how.container, how.container)
                    path = Path(folder) / f"recording.{extension}"
                    path.write_bytes(encoded(recording.samples, how))
                    segments = transcribe(session, path)
                    heard[name] = " ".join(segment.text for segment in segments)
                    tally.add(recording.text, heard[name])
                    tally.starts_ms += start_errors_ms(recording, segments)
                for name in set(heard) - {"wav", "wav 8 kHz"}:
                    formats.add(heard["wav"], heard[name])
                chunked.add(recording.text, heard["wav"])
                everything = AudioChunk(0.0, np.asarray(recording.samples, np.float32), ())
                (at_once,) = model.recognize([everything], RecognitionOptions())
                whole.add(recording.text, at_once.text)
        session.close()
        model.close()
    starts_ms = statistics.median(trained.starts_ms + held_out.starts_ms)
    runs = len(SEEDS)
    return [
        _result("wer-trained-voices", TRAINED_BAR, trained.percent, "%", runs),
        _result("wer-held-out-voices", HELD_OUT_BAR, held_out.percent, "%", runs),
        _result("same-text-any-format", SAME_TEXT_BAR, formats.percent, "%", runs),
        _result("sentence-start", START_BAR_MS, starts_ms, "ms", runs),
        Result(
            "wer-chunked",
            chunked.percent - whole.percent,
            CHUNKED_BAR,
            chunked.percent,
            whole.percent,
            "%",
            runs,
            at_most=True,
        ),
    ]


def _result(name: str, allowed: float, found: float, unit: str, runs: int) -> Result:
    return Result(name, allowed / max(found, 1e-3), 1.0, found, allowed, unit, runs)
