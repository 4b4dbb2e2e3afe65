"""Jobs, chunks and transcripts for the tests of the library."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from desktop_app.core.media import FileStamp
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.request import Cutting, HeardChunk, TranscriptionRequest
from desktop_app.core.transcript import Segment, Transcript, Word
from desktop_app.library.library import Library
from desktop_app.library.records import StoredJob

MODEL = ModelSpec("parakeet", "Parakeet", ModelKind.TRANSDUCER, "Hears.", path=Path("/m/p.nemo"))
CUTTING = Cutting(20.0, 5.0, 0, FileStamp(1000, 123_456_789_012, 7))


def a_request(path: Path = Path("/recordings/talk.wav")) -> TranscriptionRequest:
    return TranscriptionRequest(path, MODEL, language="en")


def a_job(path: Path = Path("/recordings/talk.wav"), **values: object) -> StoredJob:
    return StoredJob(key=uuid4().hex, request=a_request(path), **values)  # type: ignore[arg-type]


def chunk(number: int, text: str = "one two", length_s: float = 20.0) -> HeardChunk:
    """The chunk of this number; its times are not round."""
    start_s = number * length_s
    words = tuple(
        Word(word, start_s + place / 3, start_s + place / 3 + 0.1, 0.7 / (place + 1))
        for place, word in enumerate(text.split())
    )
    speech = ((start_s, start_s + length_s / 3),)
    return HeardChunk(number, start_s, start_s + length_s, 0.1 * number, 0.2, speech, text, words)


def a_transcript(
    *texts: str, path: Path = Path("/recordings/talk.wav"), model: str = "parakeet"
) -> Transcript:
    """A transcript with a segment of two seconds for each text."""
    return Transcript(
        path, 2.0 * len(texts), model, "en", tuple(map(_segment, range(len(texts)), texts))
    )


def _segment(place: int, text: str) -> Segment:
    words = tuple(
        Word(word, 2 * place + number / 8, 2 * place + (number + 1) / 8, number / 254)
        for number, word in enumerate(text.split())
    )
    return Segment(text, 2.0 * place, 2.0 * place + len(words) / 8, words)


@contextmanager
def opened(folder: Path) -> Iterator[Library]:
    library = Library.open(folder)
    try:
        yield library
    finally:
        assert library.close()
