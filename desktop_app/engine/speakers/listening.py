"""Have a diarizer hear recordings while they are transcribed, in a thread beside the recogniser.

The decoder hands each block to a listener and waits where that is too far behind, so memory does
not grow with the length of the recording. Listeners have their turn in the order in which they were
made, as recordings are read; none waits for anything but the one before, which its decoder has
already given all of its sound, or given up.
"""

import logging
import threading
from collections import deque

import numpy as np
from numpy.typing import NDArray

from desktop_app.core.cancel import CancelToken
from desktop_app.core.causes import every_error
from desktop_app.core.errors import AppError, OutOfMemory, UnexpectedError, is_out_of_memory
from desktop_app.engine.compute.runtime import thread_share
from desktop_app.engine.speakers.activity import Activity, Hearing
from desktop_app.engine.speakers.diarizer import Diarizer
from desktop_app.media.ahead import POLL_S

logger = logging.getLogger(__name__)

Samples = NDArray[np.float32]

# Blocks of a second that may wait for the diarizer: as many as it hears in a second or two, so that
# it is not far behind when the text is done.
BLOCKS_AHEAD = 30


class SpeakerListener:
    """One recording on its way to the diarizer; `media.feed.Listener`.

    `hear` and `end` are called in the decoder's thread, `_listen` in the listening one, the rest
    from any.
    """

    def __init__(self, changed: threading.Condition) -> None:
        self._changed = changed
        self._blocks: deque[Samples] = deque()
        self._has_all = False
        self._is_closed = False
        self._activity: Activity | None = None
        self._error: AppError | None = None

    def hear(self, block: Samples) -> None:
        """Take the next block, once there is room for it; nothing after `close`."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_closed or len(self._blocks) < BLOCKS_AHEAD)
            if not self._is_closed:
                self._blocks.append(block)
                self._changed.notify_all()

    def end(self) -> None:
        """Take note that nothing follows."""
        with self._changed:
            self._has_all = True
            self._changed.notify_all()

    def close(self) -> None:
        """Hear no more: the recording was dropped, or nobody can listen."""
        self._close(None)

    def activity(self, cancel: CancelToken) -> Activity | None:
        """Wait for who speaks when; None if the listener was closed before it had heard all.

        Raises:
            Cancelled: cancellation was requested.
            AppError: the diarizer failed.
        """
        with self._changed:
            while self._activity is None and not self._is_closed:
                cancel.raise_if_cancelled()
                self._changed.wait(POLL_S)
            if self._error is not None:
                raise self._error
            return self._activity

    @property
    def is_closed(self) -> bool:
        """Whether it hears no more."""
        return self._is_closed

    def listen(self, diarizer: Diarizer) -> bool:
        """Hear all of the recording, in the listening thread; return whether nothing failed."""
        try:
            hearing = Hearing(diarizer)
            while (block := self._next()) is not None:
                hearing.hear(block)
            if not self._is_closed:
                self._finish(hearing.finish())
        except Exception as error:
            logger.warning("nobody listens for speakers any more", exc_info=error)
            self._close(explained(error))
            return False
        return True

    def _next(self) -> Samples | None:
        """Return the next block; None after the last one, or when closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_closed or self._blocks or self._has_all)
            if self._is_closed or not self._blocks:
                return None
            block = self._blocks.popleft()
            self._changed.notify_all()
            return block

    def _finish(self, activity: Activity) -> None:
        with self._changed:
            self._activity = activity
            self._changed.notify_all()

    def _close(self, error: AppError | None) -> None:
        with self._changed:
            self._is_closed = True
            self._error = error or self._error
            self._blocks.clear()
            self._changed.notify_all()


class Listening:
    """The thread in which a diarizer hears recordings; use it from one thread only."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: deque[SpeakerListener] = deque()
        self._now: SpeakerListener | None = None
        self._diarizer: Diarizer | None = None
        self._threads: int | None = None
        self._thread: threading.Thread | None = None

    def listener(self) -> SpeakerListener:
        """Make the listener of the next recording."""
        made = SpeakerListener(self._changed)
        with self._changed:
            self._waiting.append(made)
            self._begin()
        return made

    def use(self, diarizer: Diarizer, threads: int | None = None) -> None:
        """Have a diarizer hear what waits and what follows, until `stop` or until it fails.

        Args:
            diarizer: the model in memory.
            threads: how many it may use on a CPU; None for as many as alone.
        """
        with self._changed:
            self._diarizer, self._threads = diarizer, threads
            self._begin()

    def stop(self) -> None:
        """Close all listeners, and let go of the diarizer: it computes no more on return."""
        with self._changed:
            self._diarizer = None
            closed = [*self._waiting, *([self._now] if self._now is not None else [])]
            self._waiting.clear()
            thread = self._thread
        for listener in closed:
            listener.close()
        if thread is not None:
            thread.join()  # for as long as one step takes

    def _begin(self) -> None:
        if self._thread is None and self._diarizer is not None and self._waiting:
            self._thread = threading.Thread(
                target=self._run, args=(self._diarizer,), name="speakers", daemon=True
            )
            self._thread.start()

    def _run(self, diarizer: Diarizer) -> None:
        while (listener := self._turn(diarizer)) is not None:
            with thread_share(self._threads):
                is_well = listener.listen(diarizer)
            if not is_well:
                self._doubt(diarizer)

    def _doubt(self, diarizer: Diarizer) -> None:
        """Let the others wait until somebody has seen whether the diarizer is still usable."""
        with self._changed:
            if self._diarizer is diarizer:
                self._diarizer = None

    def _turn(self, diarizer: Diarizer) -> SpeakerListener | None:
        """Return the next listener; None if there is none, when the thread ends."""
        with self._changed:
            self._now = None
            while self._waiting and self._diarizer is diarizer:
                first = self._waiting.popleft()
                if not first.is_closed:
                    self._now = first
                    return first
            self._thread = None
            return None


def explained(error: Exception) -> AppError:
    """Return the error of a diarizer as one with a sentence for the user."""
    for each in every_error(error):
        if is_out_of_memory(each):
            for one in every_error(error):
                one.__traceback__ = None  # its frames hold the tensors that did not fit
            if isinstance(each, OutOfMemory):
                return each
            return OutOfMemory("Memory ran out while speakers were being found.", repr(each))
    return error if isinstance(error, AppError) else UnexpectedError.wrap(error)
