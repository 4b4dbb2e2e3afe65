"""Fetching one file from a server: resumable, and patient with a bad connection."""

import logging
from dataclasses import dataclass
from pathlib import Path

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model_errors import DownloadDamaged, HubBusy, HubUnreachable
from desktop_app.core.model_progress import ModelProgress, Phase, Report
from desktop_app.net.hub import Hub, RangeIgnored, RemoteFile, TransientError
from desktop_app.system.files import delete

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to go on when the connection breaks again and again.

    Attributes:
        tries: without a single byte in between, before giving up.
        first_pause_s: doubled after each try.
        longest_pause_s: neither our own pause nor one that the server asks for is longer; a
            server that wants more gets told to the user.
    """

    tries: int = 6
    first_pause_s: float = 1.0
    longest_pause_s: float = 60.0


class Transfer:
    """One file on its way.

    Args:
        hub: what it comes from.
        partial: where its bytes arrive; those that are there already are its beginning.
        patience: with a bad connection.
        cancel: looked at between blocks; what has arrived stays.
        report: told how far it is.
    """

    def __init__(
        self, hub: Hub, partial: Path, patience: Patience, cancel: CancelToken, report: Report
    ) -> None:
        self._hub = hub
        self._partial = partial
        self._patience = patience
        self._cancel = cancel
        self._report = report
        self._failures = 0

    def arrived_bytes(self) -> int:
        """How much of it is there."""
        try:
            return self._partial.stat().st_size
        except FileNotFoundError:
            return 0

    def fetch(self, remote: RemoteFile) -> None:
        """Have all bytes of a file arrive; whether they are the right ones is not looked at.

        What the server sends beyond the announced size is dropped, and the checksum tells.

        Raises:
            DownloadError: it was tried often enough; what has arrived is kept.
            DownloadDamaged: it is longer than was announced, and there is no checksum.
            Cancelled: what has arrived is kept.
            OSError: it cannot be written.
        """
        while self.arrived_bytes() < remote.bytes:
            self._cancel.raise_if_cancelled()
            try:
                self._receive(remote)
            except TransientError as problem:
                self.pause(problem, remote.bytes)
            except RangeIgnored:
                logger.warning("the server cannot resume %s, starting over", self._partial.name)
                delete(self._partial)

    def pause(self, problem: TransientError, total_bytes: int = 0) -> None:
        """Wait before the next try, or give up.

        Raises:
            DownloadError: it was tried often enough, or the server wants a very long pause.
        """
        self._failures += 1
        asked_s = problem.retry_after_s
        if self._failures >= self._patience.tries:
            raise problem.error from problem
        if asked_s is not None and asked_s > self._patience.longest_pause_s:
            raise HubBusy(
                f"The server asks for a pause of {asked_s / 60:.0f} minutes.", problem.error.detail
            ) from problem
        own_s = self._patience.first_pause_s * 2 ** (self._failures - 1)
        pause_s = asked_s if asked_s is not None else min(own_s, self._patience.longest_pause_s)
        note = f"{problem.error.message} Trying again in {pause_s:.0f} s."
        logger.warning("%s: %s", self._partial.name, note)
        self._report(ModelProgress(Phase.RETRYING, self.arrived_bytes(), total_bytes, note))
        self._cancel.wait(pause_s)

    def _receive(self, remote: RemoteFile) -> None:
        start = self.arrived_bytes()
        self._tell(start, remote)
        with self._hub.read(remote, start) as blocks, self._partial.open("ab") as file:
            done, surplus = start, 0
            for block in blocks:
                self._cancel.raise_if_cancelled()
                surplus = max(0, done + len(block) - remote.bytes)
                file.write(block[: len(block) - surplus])
                done += len(block) - surplus
                self._failures = 0
                self._tell(done, remote)
                if surplus:
                    break
        if surplus and not remote.sha256:
            delete(self._partial)
            raise DownloadDamaged("The server sent more than it announced.", remote.url)
        if done < remote.bytes:
            raise TransientError(HubUnreachable("The connection ended too early."))

    def _tell(self, done: int, remote: RemoteFile) -> None:
        self._report(ModelProgress(Phase.DOWNLOADING, done, remote.bytes))
