"""One recording on its way through the engine: read, waiting, heard, handed out in order."""

import bisect
from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.core.request import TranscriptionRequest
from desktop_app.engine.utterance import Utterance
from desktop_app.media.chunks import AudioChunk
from desktop_app.media.feed import Source


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A chunk with the recording that it belongs to, and its place in it."""

    reading: "Reading"
    number: int
    chunk: AudioChunk


class Reading:
    """What is known of one request so far.

    Args:
        request: what was asked for.
        source: where its chunks come from.

    Attributes:
        work_s: how long the model worked for it, in seconds.
        begins_alone: whether its first chunk goes through the model by itself, for an early text.
    """

    def __init__(self, request: TranscriptionRequest, source: Source) -> None:
        self.request = request
        self.source = source
        self.begins_alone = False
        self.work_s = 0.0
        self.waiting: list[Piece] = []
        self._read = 0
        self._handed_out = 0
        self._heard: dict[int, tuple[AudioChunk, Utterance]] = {}

    @property
    def is_heard(self) -> bool:
        """Whether everything that comes of it went through the model."""
        return self.source.has_ended and not self.waiting

    def add(self, chunk: AudioChunk) -> None:
        """The next chunk that was read."""
        self.waiting.append(Piece(self, self._read, chunk))
        self._read += 1

    def put_back(self, piece: Piece) -> None:
        """A piece that could not be recognised in that company waits again, in its place."""
        bisect.insort(self.waiting, piece, key=lambda waiting: waiting.number)

    def heard(self, piece: Piece, utterance: Utterance) -> None:
        """What the model says of a piece."""
        self._heard[piece.number] = (piece.chunk, utterance)

    def take(self) -> Iterator[tuple[AudioChunk, Utterance]]:
        """What can be handed out, in the order of the recording."""
        while (found := self._heard.pop(self._handed_out, None)) is not None:
            self._handed_out += 1
            yield found
