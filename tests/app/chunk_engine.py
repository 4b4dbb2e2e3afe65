"""An engine of numbered chunks, and `aviary transcribe` over it, also to be killed.

`python -m tests.app.chunk_engine FOLDER` transcribes the recordings of a folder.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from desktop_app.app.services import Services
from desktop_app.cli import transcribe as transcribe_command
from desktop_app.cli.main import build_parser
from desktop_app.core.cancel import CancelToken
from desktop_app.core.job import JobState
from desktop_app.core.media import FileStamp
from desktop_app.core.request import (
    ChunkHeard,
    Cutting,
    DeviceChoice,
    HeardChunk,
    ModelReady,
    Precision,
    SegmentsReady,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.core.transcript import Segment, Transcript, Word
from desktop_app.library.library import Library
from desktop_app.system.folders import Folders
from tests.fakes import STARTER

CHUNKS = 4
CUTTING = Cutting(20.0, stamp=FileStamp(4, 1, 1))


def heard(number: int) -> HeardChunk:
    start_s = 20.0 * number
    words = (Word(f"Chunk{number}.", start_s, start_s + 1),)
    return HeardChunk(
        number, start_s, start_s + 20, 0.0, 0.0, ((start_s, start_s + 1),), words[0].text, words
    )


def segment_of(chunk: HeardChunk) -> Segment:
    return Segment(chunk.text, chunk.start_s, chunk.start_s + 1, chunk.words)


class ChunkEngine:
    """An engine that reports chunks, and goes on where the request says.

    Attributes:
        at: called with the recording's stem and the number of each chunk that is new.
        began: the recordings, each with the number of its first new chunk.
    """

    def __init__(self) -> None:
        self.at: Callable[[str, int], None] = lambda _stem, _number: None
        self.began: list[tuple[str, int]] = []

    def transcribe(
        self,
        request: TranscriptionRequest,
        cancel: CancelToken,
        on_event: Callable[[TranscriptionEvent], None],
        _upcoming: Sequence[TranscriptionRequest] = (),
    ) -> Transcript:
        cancel.raise_if_cancelled()
        stem = request.media_path.stem
        known = request.resume.heard if request.resume else ()
        self.began.append((stem, len(known)))
        on_event(ModelReady(DeviceChoice.CPU, Precision.FP32, 1))
        for chunk in known:
            on_event(SegmentsReady((segment_of(chunk),)))
        for number in range(len(known), CHUNKS):
            self.at(stem, number)
            cancel.raise_if_cancelled()
            on_event(ChunkHeard(heard(number), CUTTING))
            on_event(SegmentsReady((segment_of(heard(number)),)))
        segments = tuple(segment_of(heard(number)) for number in range(CHUNKS))
        return Transcript(request.media_path, 20.0 * CHUNKS, request.model.id, None, segments)

    def close(self) -> None:
        pass


WHOLE = [f"Chunk{number}." for number in range(CHUNKS)]


class Home:
    """Recordings, a library and the command."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.engine = ChunkEngine()
        self.has_window = False
        self.error: Exception | None = None

    def recording(self, name: str) -> Path:
        path = self.folder / name
        path.write_bytes(b"RIFF")
        return path

    def run(self, *words: Path | str) -> int:
        store: Any = SimpleNamespace(preferred=lambda: STARTER)
        speed: Any = SimpleNamespace(machine="here", note=lambda _run: None)
        services = SimpleNamespace(
            store=store, session=lambda: self.engine, speed=speed,
            folders=Folders.below(self.folder / "home"), open_library=self._open,
        )  # fmt: skip
        options = build_parser().parse_args(["transcribe", *map(str, words)])
        return transcribe_command.run(cast(Services, services), options)

    def _open(self) -> Any:
        if self.error is not None:
            raise self.error
        library = Library.open(self.folder / "library")
        return SimpleNamespace(library=library, notes=library.notes)

    @contextmanager
    def library(self) -> Iterator[Library]:
        library = Library.open(self.folder / "library")
        yield library
        assert library.close()

    def state(self) -> tuple[list[str], list[tuple[str, JobState, float]]]:
        """The titles of the transcripts, oldest first, and what is unfinished."""
        with self.library() as library:
            titles = [one.title for one in library.transcripts()][::-1]
            jobs = [(one.request.media_path.name, one.state, one.heard_s) for one in library.jobs()]
        return titles, jobs


def main() -> int:
    """Transcribe what lies in a folder."""
    home = Home(Path(sys.argv[1]))
    return home.run(*sorted(home.folder.glob("*.wav")))


if __name__ == "__main__":
    sys.exit(main())
