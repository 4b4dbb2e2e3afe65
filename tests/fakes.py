"""Fakes of the engine and of files, for tests of the window and below."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop_app.app.settings import Settings
from desktop_app.core.cancel import CancelToken
from desktop_app.core.editing.paragraphs import Paragraph
from desktop_app.core.editing.timing import timed_by_sound
from desktop_app.core.errors import AppError, MediaMissing
from desktop_app.core.media import AudioTrack, MediaInfo
from desktop_app.core.model import ModelFacts, ModelKind, ModelSpec
from desktop_app.core.model_progress import ModelProgress, Phase, Report
from desktop_app.core.request import (
    DeviceChoice,
    ModelLoading,
    ModelReady,
    Precision,
    Progress,
    SegmentsReady,
    SpeakerSearch,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.core.timecode import Span
from desktop_app.core.transcript import (
    Incomplete,
    Segment,
    SpeechGap,
    TimestampMode,
    Transcript,
    Word,
)
from desktop_app.export.options import ExportOptions
from desktop_app.export.registry import ExportFormat
from desktop_app.media.formats import MediaFound
from desktop_app.models.store import ModelStore
from tests.nemo_files import model

STARTER = ModelSpec(
    id="starter",
    title="Starter",
    kind=ModelKind.CTC,
    summary="Small and quick.",
)
NOT_THERE = ModelSpec(
    id="absent",
    title="Parakeet",
    kind=ModelKind.TRANSDUCER,
    summary="Large.",
    repo_id="org/absent",
    licence="CC-BY-4.0",
    facts=ModelFacts(
        source="https://huggingface.co/org/absent",
        parameters=1,
        download_bytes=400,
        writes_punctuation=True,
        licence_url="https://example.org/licence",
        hears=("en", "de", "fr"),
    ),
)
CANARY = ModelSpec(
    id="canary",
    title="Canary",
    kind=ModelKind.CANARY,
    summary="Four languages.",
    languages=("en", "de", "es", "fr"),
    target_languages=("en", "de", "es", "fr"),
    timestamps=(TimestampMode.NONE,),
    timestamps_why_not="Canary gives no times.",
)
SPECS = (STARTER, NOT_THERE, CANARY)
# Tells speakers apart; in no catalogue but those of tests that put it there.
DIARIZER = ModelSpec(
    id="diarizer",
    title="Sortformer",
    kind=ModelKind.SORTFORMER,
    summary="Four speakers.",
    most_speakers=4,
)


def segment(number: int, confidence: float | None = 0.9) -> Segment:
    """A sentence of three words that begins at `number` times ten seconds."""
    start_s = number * 10.0
    texts = ("Sentence", "number", f"{number}.")
    words = tuple(
        Word(text, start_s + i, start_s + i + 0.8, confidence) for i, text in enumerate(texts)
    )
    return Segment(" ".join(texts), start_s, start_s + 2.8, words)


def row(one: Segment, number: int = 0) -> Paragraph:
    """A segment as a paragraph of its own."""
    return Paragraph(number, (one,))


def transcript(name: str = "talk.wav", count: int = 3, *, timed: bool = True) -> Transcript:
    """A transcript of `count` sentences."""
    segments = tuple(segment(i) if timed else Segment(f"Sentence {i}.") for i in range(count))
    return Transcript(Path(name), count * 10.0, "starter", None, segments)


class TimesNoWords:
    """A recogniser that cannot tell when the words of a given text are said."""

    def spans_of_words(
        self,
        _samples: NDArray[np.float32],
        words: Sequence[str],
        _cancel: CancelToken | None = None,
    ) -> tuple[Span | None, ...]:
        return (None,) * len(words)


def _said_late(told: Segment) -> Segment:
    """Its typed words where the fake engine finds all words: half a second late."""
    spans = [(float(w.start_s or 0.0) + 0.5, float(w.end_s or 0.0) + 0.5) for w in told.words]
    return timed_by_sound(told, spans)


FindSpeakers = Callable[[Sequence[Segment], SpeakerSearch], tuple[Segment, ...]]


def speaking_in_turn(told: Sequence[Segment], search: SpeakerSearch) -> tuple[Segment, ...]:
    """Sentences that as many speakers say in turn as there may be, else two."""
    names = [f"Speaker {number + 1}" for number in range(search.most or 2)]
    return tuple(
        replace(one, speaker=names[number % len(names)]) for number, one in enumerate(told)
    )


class FakeEngine:
    """An engine whose steps are under the test's control.

    Speakers are found as `finds` says, which gets the sentences and how they are looked for.

    `gate` holds every file after its first segment until it is set, `loading` every file before
    its model is in memory; both are set at first. A file whose stem is in `errors` fails with that
    error.
    """

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.loading = threading.Event()
        self.loading.set()
        self.errors: dict[str, Exception] = {}
        self.fails_while_loading = False
        self.warm_up_error: Exception | None = None
        self.requests: list[TranscriptionRequest] = []
        self.upcoming: list[tuple[TranscriptionRequest, ...]] = []
        self.segment_count = 3
        self.events: tuple[TranscriptionEvent, ...] = ()
        self.finds: FindSpeakers = speaking_in_turn
        self.gaps: tuple[SpeechGap, ...] = ()
        self.incomplete: Incomplete | None = None
        self.closed_in: int | None = None
        self.ignores_cancel = False

    def warm_up(self) -> None:
        if self.warm_up_error is not None:
            raise self.warm_up_error

    def transcribe(
        self,
        request: TranscriptionRequest,
        cancel: CancelToken,
        on_event: Callable[[TranscriptionEvent], None],
        upcoming: Sequence[TranscriptionRequest] = (),
    ) -> Transcript:
        self.requests.append(request)
        self.upcoming.append(tuple(upcoming))
        on_event(ModelLoading(request.model.title))
        while not self.loading.wait(0.005):
            cancel.raise_if_cancelled()
        error = self.errors.get(request.media_path.stem)
        if error is not None and self.fails_while_loading:
            raise error
        on_event(ModelReady(DeviceChoice.CPU, Precision.INT8, 3))
        if error is not None:
            raise error
        total_s = self.segment_count * 10.0
        start_s, end_s = request.span or (0.0, total_s)
        numbers = range(self.segment_count)
        made = tuple(segment(i) for i in numbers if start_s <= i * 10.0 < end_s)
        if request.told:
            made = self._of_told(request)
        for number, one in enumerate(made):
            on_event(Progress(number * 10.0, total_s))
            on_event(SegmentsReady((one,)))
            while not self.gate.wait(0.005):
                if not self.ignores_cancel:
                    cancel.raise_if_cancelled()
            cancel.raise_if_cancelled()
        on_event(Progress(total_s, total_s))
        for event in self.events:
            on_event(event)
        transcript = Transcript(
            request.media_path, total_s, request.model.id, request.language, made
        )
        if request.span:
            return transcript
        return replace(transcript, gaps=self.gaps, incomplete=self.incomplete)

    def _of_told(self, request: TranscriptionRequest) -> tuple[Segment, ...]:
        if request.speakers is not None:
            return self.finds(request.told, request.speakers)
        return tuple(map(_said_late, request.told))

    def close(self) -> None:
        self.closed_in = threading.get_ident()


class TalkingEngine(FakeEngine):
    """Finds who says each sentence.

    Args:
        names: the speakers of the sentences, in their order.
    """

    def __init__(self, *names: str) -> None:
        super().__init__()
        self._names = names

    def transcribe(
        self,
        request: TranscriptionRequest,
        cancel: CancelToken,
        on_event: Callable[[TranscriptionEvent], None],
        upcoming: Sequence[TranscriptionRequest] = (),
    ) -> Transcript:
        """Return the text with its speakers; none is in what is reported before."""
        made = super().transcribe(request, cancel, on_event, upcoming)
        pairs = zip(made.segments, self._names, strict=True)
        return replace(made, segments=tuple(replace(one, speaker=name) for one, name in pairs))


@dataclass
class FakeFiles:
    """Files that need not exist; records the threads that accessed them."""

    missing: set[str] = field(default_factory=set)
    errors: dict[str, AppError] = field(default_factory=dict)
    tracks: int = 1
    empty_folders: set[str] = field(default_factory=set)
    threads: set[int] = field(default_factory=set)
    looks: Callable[[Path], MediaInfo] | None = None  # at real files

    def expand(self, paths: list[Path]) -> MediaFound:
        self.threads.add(threading.get_ident())
        empty = tuple(p for p in paths if p.name in self.empty_folders)
        return MediaFound([p for p in paths if p.suffix != ".pdf" and p not in empty], empty)

    def probe(self, path: Path) -> MediaInfo:
        self.threads.add(threading.get_ident())
        if self.looks is not None:
            return self.looks(path)
        if path.name in self.errors:
            raise self.errors[path.name]
        if path.name in self.missing:
            raise MediaMissing(f"“{path.name}” is not there any more.")
        tracks = tuple(AudioTrack(i, "aac", 48_000, 2) for i in range(self.tracks))
        return MediaInfo(path, 30.0, tracks)


class FakeDownloader:
    """A download in four steps; waits after the second until `gate` is set."""

    def __init__(self, store: ModelStore) -> None:
        self._store = store
        self.gate = threading.Event()
        self.gate.set()
        self.errors: dict[str, Exception] = {}
        self.asked: list[tuple[str, bool]] = []
        self.settings: list[Settings] = []

    def for_settings(self, settings: Settings) -> "FakeDownloader":
        self.settings.append(settings)
        return self

    def download(
        self,
        spec: ModelSpec,
        cancel: CancelToken,
        report: Report,
        *,
        licence_accepted: bool,
        other_accepted: bool = False,
    ) -> None:
        del other_accepted
        self.asked.append((spec.id, licence_accepted))
        layout = self._store.layout
        layout.claim()
        for step in range(1, 5):
            report(ModelProgress(Phase.DOWNLOADING, step * 100, 400))
            layout.partial(spec.id).write_bytes(bytes(step * 100))
            while step > 1 and not self.gate.wait(0.005):
                cancel.raise_if_cancelled()
                report(ModelProgress(Phase.DOWNLOADING, step * 100, 400))
            if error := self.errors.pop(spec.id, None):
                raise error
        layout.partial(spec.id).unlink()
        model(layout.archive(spec.id))


def as_text(format_id: str) -> Callable[[Transcript, ExportOptions], bytes]:
    """A writer of the format's id and the text."""
    return lambda made, _options: f"{format_id}\n{made.text}".encode()


FORMATS = (
    ExportFormat("txt", "Text", "txt", needs_times=False, writer=as_text("txt")),
    ExportFormat("srt", "SubRip subtitles", "srt", needs_times=True, writer=as_text("srt")),
    ExportFormat("json", "JSON", "json", needs_times=False, writer=as_text("json")),
)
