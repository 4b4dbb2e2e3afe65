"""Download a build of torch, check its hash, unpack it and try it out."""

import hashlib
import logging
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import GpuNoRoom, GpuSetUpFailed
from desktop_app.core.model_errors import DownloadError
from desktop_app.core.model_progress import ModelProgress, Phase, Report
from desktop_app.core.request import DeviceChoice
from desktop_app.gpu.builds import TorchBuild
from desktop_app.gpu.runtime import FetchedTorch
from desktop_app.gpu.trial import TrialReport, try_out
from desktop_app.net.hub import Hub, HubSettings, RemoteFile
from desktop_app.net.transfer import Patience, Transfer
from desktop_app.system.files import delete, is_disk_full, retry_while_in_use
from desktop_app.system.store_mark import is_real_folder

logger = logging.getLogger(__name__)

# An estimate: torch 2.13's wheel for Windows without CUDA unpacks to 3.8 times its size, and GPU
# code is packed inside its libraries already. The exact size is checked once the wheel is there.
UNPACKED_RATIO = 3
BLOCK_BYTES = 1 << 20
# A build's folder name: the wheel's name without its extension; with a leading dot while it is
# unpacked.
BUILD_NAME = re.compile(r"\.?torch-[\w.+-]+")

TryOut = Callable[[Path, DeviceChoice, CancelToken], TrialReport]


class TorchInstaller:
    """Install one build.

    Args:
        fetched: the folder of builds, which records the one in use.
        settings: how to reach the index; `endpoint` is its address, the token is not used.
        patience: the retry policy.
        try_out: runs the trial.
    """

    def __init__(
        self,
        fetched: FetchedTorch,
        settings: HubSettings,
        *,
        patience: Patience | None = None,
        try_out: TryOut = try_out,
    ) -> None:
        self._fetched = fetched
        self._settings = settings
        self._patience = patience or Patience()
        self._try_out = try_out

    def install(self, build: TorchBuild, cancel: CancelToken, report: Report) -> TrialReport:
        """Download a build, or the rest of it, and use it from the next start on.

        Returns:
            The trial's report.

        Raises:
            GpuSetUpFailed: the download failed, it has the wrong hash, or it does not work here.
            NotWritable, DiskFull: it cannot be stored.
            Cancelled: what was downloaded stays.
        """
        folder = self._fetched.folder
        wheel = self._fetched.arriving(build)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._fetch(build, wheel, cancel, report)
            self._check(build, wheel, cancel, report)
            unpacked = folder / f".{build.id}"
            try:
                _unpack(wheel, unpacked, cancel, report)
                tried = self._try(build, unpacked, cancel, report)
                self._put_in_place(build, unpacked)
            finally:
                delete(unpacked)
        except OSError as error:
            if is_disk_full(error):
                raise GpuNoRoom(
                    "There is not enough space for the build for your GPU.", repr(error)
                ) from error
            raise GpuSetUpFailed(
                "“{folder}” cannot be written: {reason}.", repr(error), folder=folder, reason=error
            ) from error
        self._fetched.activate(build.id)
        delete(wheel)
        logger.info("torch %s on %s: %.1f s", tried.torch, tried.device, tried.seconds)
        return tried

    def remove(self) -> None:
        """Use the bundled torch again, and free the disk space.

        On Windows, files that this process has loaded stay until `tidy` is called again.

        Raises:
            NotWritable: the choice cannot be saved.
        """
        self._fetched.deactivate()
        self.tidy()

    def tidy(self) -> None:
        """Delete unused builds; partial downloads stay."""
        active = self._fetched.active
        if not self._fetched.folder.is_dir():
            return
        for entry in self._fetched.folder.iterdir():
            if BUILD_NAME.fullmatch(entry.name) and is_real_folder(entry) and entry.name != active:
                try:
                    delete(entry)
                except OSError as error:
                    logger.info("%s stays for now: %s", entry, error)

    def arrived_bytes(self, build: TorchBuild) -> int:
        """Bytes of an interrupted download."""
        wheel = self._fetched.arriving(build)
        return wheel.stat().st_size if wheel.is_file() else 0

    def _fetch(self, build: TorchBuild, wheel: Path, cancel: CancelToken, report: Report) -> None:
        report(ModelProgress(Phase.CONNECTING))
        hub = Hub(self._settings)
        try:
            transfer = Transfer(hub, wheel, self._patience, cancel, report)
            arrived = transfer.arrived_bytes()
            if arrived > build.bytes:
                delete(wheel)
                arrived = 0
            _check_room(wheel.parent, build.bytes * (1 + UNPACKED_RATIO) - arrived)
            url = build.url(self._settings.endpoint)
            transfer.fetch(RemoteFile(url, build.sha256, build.bytes, revision=""))
        except DownloadError as error:
            raise GpuSetUpFailed(
                "{problem} What was downloaded so far is kept; try again later, or check the "
                "address and the proxy under “Connection…”.",
                error.detail,
                problem=error.message,
            ) from error
        finally:
            hub.close()

    def _check(self, build: TorchBuild, wheel: Path, cancel: CancelToken, report: Report) -> None:
        digest = hashlib.sha256()
        done = 0
        with wheel.open("rb") as file:
            while block := file.read(BLOCK_BYTES):
                cancel.raise_if_cancelled()
                digest.update(block)
                done += len(block)
                report(ModelProgress(Phase.VERIFYING, done, build.bytes))
        if digest.hexdigest() != build.sha256:
            delete(wheel)
            raise GpuSetUpFailed(
                "The downloaded file is not the one that this version of Aviary expects, and was "
                "deleted. A proxy or a virus scanner may be changing downloads, or the address is "
                "not that of PyTorch's index.",
                f"{build.file}: {digest.hexdigest()} instead of {build.sha256}",
            )

    def _try(
        self, build: TorchBuild, unpacked: Path, cancel: CancelToken, report: Report
    ) -> TrialReport:
        report(ModelProgress(Phase.TRYING))
        tried = self._try_out(unpacked, build.device, cancel)
        if tried.problem:
            raise GpuSetUpFailed(
                "{build} was downloaded, but does not work on this computer: {problem}. A newer "
                "driver from NVIDIA may help.",
                tried.detail,
                build=build.title,
                problem=tried.problem.rstrip("."),
            )
        return tried

    def _put_in_place(self, build: TorchBuild, unpacked: Path) -> None:
        target = self._fetched.folder_of(build.id)
        if target.exists():
            delete(target)
        retry_while_in_use(lambda: unpacked.rename(target))


def _check_room(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise GpuNoRoom(
            "Downloading and unpacking the build for your GPU needs {needed:.1f} GB; {free:.1f} "
            "GB are free on the drive of “{folder}”.",
            needed=needed / 1e9,
            free=free / 1e9,
            folder=folder,
        )


def _unpack(wheel: Path, target: Path, cancel: CancelToken, report: Report) -> None:
    """Unpack a wheel; its hash was checked, so its names need no more checks than zipfile's.

    Raises:
        GpuSetUpFailed: it is not a wheel of torch.
    """
    delete(target)
    try:
        with zipfile.ZipFile(wheel) as archive:
            entries = archive.infolist()
            total = sum(entry.file_size for entry in entries)
            _check_room(target.parent, total)
            done = 0
            for entry in entries:
                cancel.raise_if_cancelled()
                archive.extract(entry, target)
                done += entry.file_size
                report(ModelProgress(Phase.UNPACKING, done, total))
    except zipfile.BadZipFile as error:
        raise GpuSetUpFailed("The downloaded file is not a wheel.", repr(error)) from error
    if not (target / PurePosixPath("torch/__init__.py")).is_file():
        raise GpuSetUpFailed("The downloaded file does not contain torch.", wheel.name)
