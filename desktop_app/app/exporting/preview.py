"""What an export would look like: the beginning of the real result, made in a side thread."""

import logging
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.exporting.batch import Load
from desktop_app.core.errors import AppError
from desktop_app.core.transcript import Transcript
from desktop_app.export.options import Option
from desktop_app.export.registry import ExportFormat

if TYPE_CHECKING:
    from desktop_app.export.subtitles.violations import Violation

logger = logging.getLogger(__name__)

# A moment in which further changes come.
SETTLED_MS = 150
# What is read of a preview, and no more than a window lays out at once.
MOST_SEGMENTS = 300
MOST_LINES = 400
MOST_CHARACTERS = 60_000
# Formats that other programs lay out; shown with the same text, speakers and times.
DOCUMENTS = ("docx", "pdf")
WEB_PAGES = ("html",)
# Subtitles in which the speakers' names are a part of the text, and take room.
NAMED_IN_TEXT = ("srt", "lrc")


class PreviewKind(Enum):
    """How a preview is shown."""

    TEXT = auto()
    HTML = auto()
    BINARY = auto()


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """The beginning of an export.

    Attributes:
        kind: how it is shown.
        text: the text or the HTML; "" of what is neither.
        is_cut: whether there is more.
        size_bytes: how large the file would be; 0 if unknown.
    """

    kind: PreviewKind
    text: str
    is_cut: bool = False
    size_bytes: int = 0


class ExportPreviews(QObject):
    """Make previews one at a time; of those that are asked for meanwhile the last one counts.

    Signals:
        shown: the ExportPreview that was asked for last.
        failed: the AppError of it.
        checked: a tuple with each Violation of its rules in the whole text, a moment later; none
            of a format without rules.
    """

    shown = Signal(object)
    failed = Signal(object)
    checked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = SideTasks(self, max_threads=1)
        self._timer = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._timer.timeout.connect(self._make)
        self._wanted: tuple[Load, str, ExportFormat] | None = None
        self._is_busy = False
        # Of the side thread: the text that was loaded last, and for what.
        self._loaded: tuple[Load, str, Transcript] | None = None

    def show(self, load: Load, key: str, chosen: ExportFormat) -> None:
        """Make a preview, unless another one is asked for within a moment.

        Args:
            load: loads the transcript; called in the side thread.
            key: which one.
            chosen: the format, with its options.
        """
        self._wanted = (load, key, chosen)
        self._timer.start()

    def forget(self) -> None:
        """Want none, and keep no text in memory."""
        self._timer.stop()
        self._wanted = self._loaded = None

    def shutdown(self, timeout_s: float) -> bool:
        """Return whether the thread has ended its work."""
        self._timer.stop()
        return self._tasks.shutdown(timeout_s)

    def _make(self) -> None:
        if self._is_busy or self._wanted is None:
            return  # the one at work is followed by this one
        wanted = self._wanted
        load, key, chosen = wanted
        self._is_busy = True

        def work() -> ExportPreview:
            return preview_of(self._text(load, key), chosen)

        def done(made: ExportPreview) -> None:
            if self._is_last(wanted):
                self.shown.emit(made)
                self._check(wanted)

        def failed(error: AppError) -> None:
            if self._is_last(wanted):
                self.failed.emit(error)

        self._tasks.run(work, done, failed)

    def _check(self, wanted: "tuple[Load, str, ExportFormat]") -> None:
        """Look for what the subtitles of a whole text cannot meet, which may take seconds."""
        load, key, chosen = wanted
        if Option.PRESET not in chosen.options:
            self.checked.emit(())
            return
        self._is_busy = True

        def work() -> "tuple[Violation, ...]":
            return violations_of(self._text(load, key), chosen)

        def done(found: "tuple[Violation, ...]") -> None:
            if self._is_last(wanted):
                self.checked.emit(found)

        def failed(_error: AppError) -> None:
            done(())  # the preview has told it

        self._tasks.run(work, done, failed)

    def _is_last(self, made: tuple[Load, str, ExportFormat]) -> bool:
        """Whether that is what was asked for last; else make that."""
        self._is_busy = False
        if self._wanted is made:
            return True
        self._make()
        return False

    def _text(self, load: Load, key: str) -> Transcript:
        known = self._loaded
        if known is not None and known[:2] == (load, key):
            return known[2]
        text = load(key)
        self._loaded = (load, key, text)
        return text


def violations_of(transcript: Transcript, chosen: ExportFormat) -> "tuple[Violation, ...]":
    """Return what the subtitles of a transcript cannot meet of the rules that were chosen."""
    from desktop_app.export.subtitles.violations import violations

    names = chosen.id in NAMED_IN_TEXT and chosen.defaults.has_speakers
    return tuple(violations(transcript, chosen.choices(transcript), names=names))


def _beginning(transcript: Transcript) -> Transcript:
    segments = transcript.segments[:MOST_SEGMENTS]
    end_s = segments[-1].end_s or 0.0
    gaps = tuple(gap for gap in transcript.gaps if gap.start_s < end_s)
    return replace(transcript, segments=segments, gaps=gaps, incomplete=None)


def preview_of(transcript: Transcript, chosen: ExportFormat) -> ExportPreview:
    """Return the beginning of what a format makes of a transcript.

    Raises:
        NoTimes: the format needs times and the transcript has none.
    """
    is_cut = len(transcript.segments) > MOST_SEGMENTS
    beginning = _beginning(transcript) if is_cut else transcript
    if chosen.needs_times and not transcript.has_times:
        beginning = transcript  # which is refused
    if chosen.id in DOCUMENTS:
        from desktop_app.export.html_document import for_print

        return ExportPreview(PreviewKind.HTML, for_print(beginning, chosen.defaults), is_cut)
    data = chosen.render(beginning)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        whole = chosen.render(transcript) if is_cut else data
        return ExportPreview(PreviewKind.BINARY, "", size_bytes=len(whole))
    if chosen.extension in WEB_PAGES:
        return ExportPreview(PreviewKind.HTML, text, is_cut)
    shown = "".join(text.splitlines(keepends=True)[:MOST_LINES])[:MOST_CHARACTERS]
    return ExportPreview(PreviewKind.TEXT, shown, is_cut or len(shown) < len(text))
