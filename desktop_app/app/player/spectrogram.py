"""The spectrogram of what is visible of a recording, made in parts in a side thread."""

from collections import OrderedDict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, Cancelled
from desktop_app.core.timecode import Span

if TYPE_CHECKING:  # numpy and FFmpeg
    from desktop_app.media.spectrogram import Spectrogram

# Long enough to be worth opening a file, short enough to come at once.
PART_S = 30.0
# Of more than that, one would see no tones.
MOST_SHOWN_S = 300.0
# Three times what is visible at most; each takes 150 kB.
MOST_KEPT = 30
RESTS_MS = 150
MOST_GAIN = 30.0

Place = tuple[Path, int, int]


class SpectrogramService(QObject):
    """Make the spectrogram of the parts that are wanted, and keep the last ones.

    Lives in the GUI thread.

    Signals:
        changed: a part is there or cannot be made, or another recording is shown.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lane = SideTasks(self, max_threads=1)
        self._kept: OrderedDict[Place, Spectrogram] = OrderedDict()
        self._source: tuple[Path, int] | None = None
        self._gain = 1.0
        self._cancel = CancelToken()
        self._wanted: list[int] = []
        self._is_busy = False
        self._problem: AppError | None = None
        self._rested = QTimer(self, singleShot=True, interval=RESTS_MS)
        self._rested.timeout.connect(self._make_next)

    def show(self, source: tuple[Path, int] | None, loudest: float = 1.0) -> None:
        """Show another recording.

        Args:
            source: the file and its track, counted from 0, or `ALL_TRACKS`; None for none.
            loudest: how loud it gets, full scale 1.0; a soft one is shown as if it were louder.
        """
        self._gain = min(MOST_GAIN, 1.0 / max(loudest, 1e-6))
        if source != self._source:
            self._source = source
            self._problem = None
            self._stop()
            self._wanted = []
            self.changed.emit()

    def parts(self, span: Span) -> "list[Spectrogram]":
        """Return what there is of a span of the recording; the rest will be made."""
        if self._source is None:
            return []
        numbers = range(int(span[0] / PART_S), int(span[1] / PART_S) + 1)
        there = [one for number in numbers if (one := self._find(number)) is not None]
        self._wanted = [number for number in numbers if self._find(number) is None]
        is_at_work = self._is_busy or self._rested.isActive()  # not begun anew by each painting
        if self._wanted and not is_at_work and self._problem is None:
            self._rested.start()
        return there

    @property
    def is_complete(self) -> bool:
        """Whether everything is there that was asked for last."""
        return not self._wanted or self._problem is not None

    @property
    def problem(self) -> AppError | None:
        """Why no more of this recording can be made."""
        return self._problem

    def shutdown(self, timeout_s: float) -> bool:
        """Make no more.

        Returns:
            Whether the thread has ended its work.
        """
        self._stop()
        return self._lane.shutdown(timeout_s)

    def _find(self, number: int) -> "Spectrogram | None":
        return self._kept.get((*self._source, number)) if self._source is not None else None

    def _stop(self) -> None:
        self._rested.stop()
        self._cancel.cancel()
        self._cancel = CancelToken()
        self._is_busy = False

    def _make_next(self) -> None:
        if self._source is None or not self._wanted or self._is_busy:
            return
        self._is_busy = True
        place = (*self._source, self._wanted[0])
        cancel = self._cancel
        self._lane.run(
            partial(_made, place, self._gain, cancel),
            partial(self._on_made, place, cancel),
            partial(self._on_failed, cancel),
        )

    def _on_made(self, place: Place, cancel: CancelToken, part: "Spectrogram | None") -> None:
        if part is not None:
            self._kept[place] = part
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        if cancel is self._cancel:
            self._is_busy = False
            self._wanted = [number for number in self._wanted if number != place[2]]
            self.changed.emit()
            self._make_next()

    def _on_failed(self, cancel: CancelToken, error: AppError) -> None:
        if cancel is self._cancel:
            self._is_busy, self._problem = False, error
            self.changed.emit()


def _made(place: Place, gain: float, cancel: CancelToken) -> "Spectrogram | None":
    """Make a part, in the side thread; None if it is not wanted any more."""
    from desktop_app.media.spectrogram import spectrogram_of

    path, track, number = place
    try:
        cancel.raise_if_cancelled()
        return spectrogram_of(path, track, number * PART_S, PART_S, gain, cancel)
    except Cancelled:
        return None
