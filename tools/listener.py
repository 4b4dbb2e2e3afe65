"""Transcribe hard recordings with the starter model: whole, in parts, alone."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop_app.core.cancel import CancelToken
from desktop_app.core.request import (
    DeviceChoice,
    Precision,
    SegmentsReady,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.engine.nemo import loader as nemo_loader
from desktop_app.engine.session import Session
from desktop_app.models.catalog import STARTER
from desktop_app.models.store import ModelStore
from desktop_app.system.folders import RESOURCES
from tools.hard_recordings import file_of, made
from tools.hard_script import Line, parts_of, read_script
from tools.joined_words import HeardChunk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.core.model import ModelSpec
    from desktop_app.core.transcript import Transcript
    from desktop_app.engine.recognizer import RecognitionOptions, Recognizer, Utterance
    from desktop_app.media.chunks import AudioChunk

# As much as fits the model's 30 s and ends with a sentence.
PART_S: Final = 26.0


@dataclass(frozen=True)
class Heard:
    """One recording, transcribed.

    Attributes:
        transcript: the result.
        seconds: its duration, with the model in memory.
        first_text_s: time of the first words; None without any.
        chunks: the chunks recognised meanwhile, also of upcoming files.
    """

    transcript: Transcript
    seconds: float
    first_text_s: float | None
    chunks: tuple[HeardChunk, ...]

    @property
    def text(self) -> str:
        """The whole text."""
        return " ".join(segment.text for segment in self.transcript.segments)

    @property
    def s_a_minute(self) -> float:
        """Seconds per minute of sound."""
        return 60 * self.seconds / self.transcript.duration_s


class Listener:
    """The starter model on the CPU, transcribing one file after the other."""

    def __init__(self, store: Path, folder: Path) -> None:
        self._chunks: list[HeardChunk] = []
        locate = ModelStore(store, RESOURCES / "models").unpacked_folder
        self.session = Session(locate, self._load)
        self._folder = folder
        self._alone: dict[int, str] = {}
        self._heard: dict[str, Heard] = {}
        # So that no recording waits for NeMo and the model.
        sentences, script = made("sentences", folder)
        self.hear(file_of(sentences, read_script(script)[0]))

    def _load(
        self,
        folder: Path,
        spec: ModelSpec,
        device: DeviceChoice,
        precision: Precision,
        cancel: CancelToken,
    ) -> Recognizer:
        recognizer = nemo_loader.load(folder, spec, device, precision, cancel)
        really = recognizer.recognize

        def recognize(
            chunks: Sequence[AudioChunk],
            options: RecognitionOptions,
            cancel: CancelToken | None = None,
        ) -> list[Utterance]:
            utterances = really(chunks, options, cancel)
            self._chunks += [
                HeardChunk(chunk.start_s, chunk.end_s, utterance.text)
                for chunk, utterance in zip(chunks, utterances, strict=True)
            ]
            return utterances

        recognizer.recognize = recognize  # type: ignore[method-assign] # to listen in
        return recognizer

    def made(self, name: str) -> tuple[Path, list[Line]]:
        """Return a hard recording and its script."""
        sound, script = made(name, self._folder)
        return sound, read_script(script)

    def hear(self, path: Path, upcoming: Sequence[Path] = ()) -> Heard:
        """Transcribe one file; `upcoming` are the next ones."""
        self._chunks = []
        started_s = time.perf_counter()
        texts_s: list[float] = []

        def on_event(event: TranscriptionEvent) -> None:
            if isinstance(event, SegmentsReady):
                texts_s.append(time.perf_counter() - started_s)

        following = [request_of(each) for each in upcoming]
        found = self.session.transcribe(request_of(path), CancelToken(), on_event, following)
        seconds = time.perf_counter() - started_s
        return Heard(found, seconds, texts_s[0] if texts_s else None, tuple(self._chunks))

    def hear_once(self, name: str) -> Heard:
        """Return a hard recording's transcript, made on first use."""
        if name not in self._heard:
            self._heard[name] = self.hear(self.made(name)[0])
        return self._heard[name]

    def in_parts(self, name: str) -> str:
        """Transcribe a wav file cut between its sentences, part by part."""
        import soundfile

        sound, lines = self.made(name)
        samples, rate_hz = soundfile.read(sound, dtype="float32")
        parts = [
            samples[int(start_s * rate_hz) : int(end_s * rate_hz)]
            for start_s, end_s in parts_of(lines, PART_S)
        ]
        heard = []
        with tempfile.TemporaryDirectory() as place:
            for part in parts:
                file = Path(place, "part.wav")
                soundfile.write(file, part, rate_hz, "FLOAT")
                heard.append(self.hear(file).text)
        return " ".join(heard)

    def alone(self, lines: Sequence[Line]) -> str:
        """Transcribe a script with each sentence as a separate file."""
        sentences, _ = self.made("sentences")
        for line in lines:
            if line.sentence not in self._alone:
                self._alone[line.sentence] = self.hear(file_of(sentences, line)).text
        return " ".join(self._alone[line.sentence] for line in lines)


def request_of(path: Path) -> TranscriptionRequest:
    """A minimal request."""
    return TranscriptionRequest(path, STARTER, device=DeviceChoice.CPU)
