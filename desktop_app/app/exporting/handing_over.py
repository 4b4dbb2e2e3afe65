"""A transcript for other programs without the user saving a file: copied, dragged, printed."""

import logging
import shutil
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QMetaType, QMimeData, QObject, QUrl

from desktop_app.app.background.pool import SideTasks
from desktop_app.core.editing.speakers import TextPlace
from desktop_app.core.errors import AppError, UnexpectedError
from desktop_app.core.transcript import Transcript
from desktop_app.export.options import ExportOptions, TimesShown
from desktop_app.export.registry import ExportFormat
from desktop_app.system.files import make_writable
from desktop_app.system.folders import make_private

logger = logging.getLogger(__name__)

T = TypeVar("T")

URLS, HTML, PLAIN = "text/uri-list", "text/html", "text/plain"
# By then each program has read what was dropped on it; mails are sent.
KEPT_S = 86_400.0
# A file that takes longer is not handed over: the desktop waits for it.
PATIENCE_S = 20.0


class FormattedText(NamedTuple):
    """A text for programs that take formatting, and for those that do not."""

    html: str
    plain: str


def formatted(transcript: Transcript, *, with_times: bool) -> FormattedText:
    """Return a transcript's text with its speakers, and with the time of each paragraph."""
    from desktop_app.export import plain_text  # the window starts without these
    from desktop_app.export.html_document import for_pasting

    options = ExportOptions(times=TimesShown.PARAGRAPH if with_times else TimesShown.NONE)
    plain = plain_text.text(transcript, options).decode()
    return FormattedText(for_pasting(transcript, options), plain)


def selected_part(transcript: Transcript, start: TextPlace, end: TextPlace) -> Transcript:
    """Return what lies between two places of a transcript, without notes of what is missing."""
    (first, begin), (last, until) = start, end
    segments = list(transcript.segments[first : last + 1])
    if segments:
        segments[-1] = replace(segments[-1], text=segments[-1].text[:until])
        segments[0] = replace(segments[0], text=segments[0].text[begin:])
    said = tuple(segment for segment in segments if segment.text)
    return replace(transcript, segments=said, gaps=(), incomplete=None)


@dataclass(frozen=True, slots=True)
class Dragged:
    """What is dragged out of the window.

    Attributes:
        transcript: the text.
        chosen: the format of its file.
        name: what the file is named after; "" for the recording.
        with_times: whether what is dropped into a text has times.
    """

    transcript: Transcript
    chosen: ExportFormat
    name: str = ""
    with_times: bool = True


class DraggedFiles(QObject):
    """Write what is dragged out of the window, in a side thread, into a folder of Aviary's own.

    Args:
        folder: made when it is needed; what has lain in it for a day is deleted.
    """

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._tasks = SideTasks(self, max_threads=1)
        self._count = 0

    def begin(self, dragged: Dragged) -> "DraggedOut":
        """Begin to write a file, and return what the desktop asks for it."""
        self._count += 1
        place = self._folder / f"{time.time_ns():x}-{self._count}"
        text = self._soon(lambda: formatted(dragged.transcript, with_times=dragged.with_times))
        return DraggedOut(self._soon(lambda: self._write(dragged, place)), text)

    def forget(self, out: "DraggedOut") -> None:
        """Delete the file of a drag that ended nowhere."""
        self._soon(lambda: _delete(out.file))

    def shutdown(self, timeout_s: float) -> bool:
        """Return whether the thread has ended its work."""
        return self._tasks.shutdown(timeout_s)

    def _soon(self, work: Callable[[], T]) -> "Future[T]":
        """Run in the side thread, with a result that can be waited for in any thread."""
        result: Future[T] = Future()

        def run() -> None:
            try:
                result.set_result(work())
            except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
                result.set_exception(error)

        self._tasks.run(run, _ignore, _ignore)
        return result

    def _write(self, dragged: Dragged, place: Path) -> Path:
        """Write the file.

        Raises:
            AppError: it cannot be written.
        """
        from desktop_app.export.files import ExportFiles

        make_writable(self._folder)
        make_private(self._folder)
        self._tidy()
        make_writable(place)
        files = ExportFiles([dragged.transcript.media_path], is_private=True)
        written = files.write(dragged.transcript, [dragged.chosen], place, name=dragged.name)
        if written.errors:
            raise written.errors[0]
        return written.paths[0]

    def _tidy(self) -> None:
        for place in self._folder.iterdir():
            with suppress(OSError):
                if time.time() - place.stat().st_mtime > KEPT_S:
                    shutil.rmtree(place, ignore_errors=True)


class DraggedOut(QMimeData):
    """A transcript as a file, and as text for what takes no files.

    Attributes:
        file: the written file.
        error: why there is no file, once the desktop has asked for it.
    """

    def __init__(self, file: Future[Path], text: Future[FormattedText]) -> None:
        super().__init__()
        self.file = file
        self.error: AppError | None = None
        self._makers: dict[str, Callable[[], object]] = {
            URLS: self._urls,
            HTML: lambda: text.result(PATIENCE_S).html,
            PLAIN: lambda: text.result(PATIENCE_S).plain,
        }

    def formats(self) -> list[str]:
        """Return the kinds of what can be dropped."""
        return list(self._makers)

    def hasFormat(self, mimetype: str) -> bool:  # noqa: N802 - Qt's
        """Whether it can be dropped as that."""
        return mimetype in self._makers

    def retrieveData(self, mimetype: str, _type: QMetaType | QMetaType.Type) -> object:  # noqa: N802 - Qt's
        """Return what was asked for, waiting for the side thread; None if there is none."""
        maker = self._makers.get(mimetype)
        try:
            return maker() if maker is not None else None
        except AppError as error:
            self.error = error
        except Exception as error:  # the desktop's call: nothing may come out of it
            logger.exception("what was dragged could not be made")
            self.error = UnexpectedError.wrap(error)
        return None

    def _urls(self) -> list[QUrl]:
        return [QUrl.fromLocalFile(str(self.file.result(PATIENCE_S)))]


def _delete(file: Future[Path]) -> None:
    if file.exception() is None:
        shutil.rmtree(file.result().parent, ignore_errors=True)


def _ignore(_answer: object) -> None:
    """Do nothing: the result is asked for by the desktop."""
