"""Download files into one, one after the other: resumable, with retries on a bad connection."""

import logging
import os
from dataclasses import dataclass
from pathlib import Path

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model_errors import DownloadDamaged, HubBusy, HubUnreachable
from desktop_app.core.model_progress import ModelProgress, Phase, Report
from desktop_app.core.sentences import tr
from desktop_app.net.hub import Hub, RangeIgnored, RemoteFile, TransientError
from desktop_app.system.files import delete

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """The retry policy for broken connections.

    Attributes:
        tries: attempts without a single byte before giving up.
        first_pause_s: the first pause in seconds, doubled after each try.
        longest_pause_s: the longest pause in seconds, our own or the server's; if the server
            requests more, give up and tell the user.
    """

    tries: int = 6
    first_pause_s: float = 1.0
    longest_pause_s: float = 60.0


class Transfer:
    """A download.

    Args:
        hub: the server's client.
        partial: the file that the bytes go to; existing bytes are its beginning.
        patience: the retry policy.
        cancel: checked between blocks; what was downloaded stays.
        report: called with the progress.
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
        """Bytes downloaded so far."""
        try:
            return self._partial.stat().st_size
        except FileNotFoundError:
            return 0

    def fetch(self, remote: RemoteFile, before: int = 0, total_bytes: int = 0) -> None:
        """Download the file; does not verify it.

        Bytes beyond the announced size are dropped; the checksum will reveal that.

        Args:
            remote: the file.
            before: where it begins in the partial file, in bytes: others are before it.
            total_bytes: the size of all of them, for the progress; 0 for this one's end.

        Raises:
            DownloadError: all tries failed; what was downloaded is kept.
            DownloadDamaged: it is longer than announced, and there is no checksum.
            Cancelled: what was downloaded is kept.
            OSError: it cannot be written.
        """
        total_bytes = total_bytes or before + remote.bytes
        while self.arrived_bytes() < before + remote.bytes:
            self._cancel.raise_if_cancelled()
            try:
                self._receive(remote, before, total_bytes)
            except TransientError as problem:
                self.pause(problem, total_bytes)
            except RangeIgnored:
                logger.warning("the server cannot resume %s, starting over", self._partial.name)
                os.truncate(self._partial, before)

    def pause(self, problem: TransientError, total_bytes: int = 0) -> None:
        """Wait before the next try, or give up.

        Raises:
            DownloadError: all tries failed, or the server requests too long a pause.
        """
        self._failures += 1
        asked_s = problem.retry_after_s
        if self._failures >= self._patience.tries:
            raise problem.error from problem
        if asked_s is not None and asked_s > self._patience.longest_pause_s:
            raise HubBusy(
                "The server asks Aviary to wait {minutes:.0f} minutes.",
                problem.error.detail,
                minutes=asked_s / 60,
            ) from problem
        own_s = self._patience.first_pause_s * 2 ** (self._failures - 1)
        pause_s = asked_s if asked_s is not None else min(own_s, self._patience.longest_pause_s)
        note = tr("{problem} Trying again in {seconds:.0f} s.").format(
            problem=problem.error.message, seconds=pause_s
        )
        logger.warning("%s: %s", self._partial.name, note)
        self._report(ModelProgress(Phase.RETRYING, self.arrived_bytes(), total_bytes, note))
        self._cancel.wait(pause_s)

    def _receive(self, remote: RemoteFile, before: int, total_bytes: int) -> None:
        start = self.arrived_bytes() - before
        self._tell(before + start, total_bytes)
        with self._hub.read(remote, start) as blocks, self._partial.open("ab") as file:
            done, surplus = start, 0
            for block in blocks:
                self._cancel.raise_if_cancelled()
                surplus = max(0, done + len(block) - remote.bytes)
                file.write(block[: len(block) - surplus])
                done += len(block) - surplus
                self._failures = 0
                self._tell(before + done, total_bytes)
                if surplus:
                    break
        if surplus and not (remote.sha256 or remote.git_sha1):
            delete(self._partial)
            raise DownloadDamaged("The server sent more than it announced.", remote.url)
        if done < remote.bytes:
            raise TransientError(HubUnreachable("The connection ended too early."))

    def _tell(self, done: int, total_bytes: int) -> None:
        self._report(ModelProgress(Phase.DOWNLOADING, done, total_bytes))
